"""One message in, one reading out: what it asks, with which values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any, Protocol

from assistant.language.acts import Act, act
from assistant.language.agreement import agrees, is_no, is_yes
from assistant.language.bounds import shortened
from assistant.language.concepts import concepts
from assistant.language.entities import extract
from assistant.language.features import fold
from assistant.language.forms import said_as
from assistant.language.halves import split
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.model import Entity
from assistant.language.moves import pick
from assistant.language.openers import Opening, opening
from assistant.language.parts import Part, askers_of, is_courtesy, is_small_talk, parts_of
from assistant.language.screening import Screened
from assistant.language.sentences import sentences
from assistant.language.shared import asks_if_taken, asks_only_when, asks_the_same, facts_told, says_little, weighed
from assistant.language.signals import signals
from assistant.language.slots import Slots, merge
from assistant.language.spelling import respelt
from assistant.language.tongues import is_of_no_language, locale_of, switched

_SPACES = re.compile(r"\s{3,}")
_TAG = re.compile(r"<[^<>]{0,400}>")
_CODE = Screened(
    r"\bselect\b.{1,60}\bfrom\s+\w|\binsert\s+into\b|\bupdate\s+\w+\s+set\b|\bdelete\s+from\b|"
    r"\b(?:drop|alter|create)\s+table\b|\A\s*<script[^>]*>[^<]*</script>\s*\Z|"
    r"\bdef \w+\(|\bfunction\s*\w*\(|\bcurl\s+-|[{,]\s*\"\w+\"\s*:|\b(?:console\.log|System\.out|print)\(|"
    r"^\s*(?:import|#include)\s+\S+|\bfor\s*\(\s*(?:int|let|var)\b|'\s*(?:or|OR)\s*'?1'?\s*=|"
    r"\A\s*(?:(?:\{\{[^{}]*\}\}|\{%[^{}]*%\}|\$\{[^{}]*\}|<%[^%]*%>)\s*)+\Z|=>\s*\{|\b\w+=\w\S*\s+(?:\w+=\S+\s*)+\Z",
    re.IGNORECASE,
)
_LEANS = Screened(
    r"\bwhat (?:is|was|are|would|about) (?:it|that|this|they|those)\b|\b(?:and|how about|what about|"
    r"same)\b[^?]{0,30}\?|"
    r"\bdoes (?:it|that|the same)\b|(?:では|だと|なら|の(?:ほう|方|場合)は?|のほう|"
    r"は)(?:どう[^。?]{0,8})?[?。]?\s*$|同じ",
    re.IGNORECASE,
)
_UNCLEAR = 0.5
_MAX_SENTENCES = 40  # bounds the work for one message; a mail with more sentences is read as one stretch


def _fewer(run: re.Match[str]) -> str:
    """A long run of spaces or empty lines says no more than a short one, and costs every pattern its length squared."""
    return "\n\n" if "\n" in run[0] else " "


class Ranker(Protocol):
    """The intent matcher, as far as this module needs it."""

    def rank(self, masked_text: str, limit: int = 10) -> list[tuple[str, float]]:
        """The likeliest intents with their probabilities."""
        ...


@dataclass(frozen=True, slots=True)
class Segment:
    """One question or request of a message.

    `ranked` holds intents with probabilities, best first. `slots` are those of the segment with the background of
    the message underneath; `own` only those of its own words. `residue` counts the characters beside names, values
    and small words: 0 for "Completeなら？".
    """

    text: str
    act: Act
    ranked: tuple[tuple[str, float], ...]
    slots: Slots
    own: Slots
    residue: int

    @property
    def intent(self) -> str | None:
        """The likeliest intent."""
        return self.ranked[0][0] if self.ranked else None

    @property
    def confidence(self) -> float:
        """The probability of the likeliest intent."""
        return self.ranked[0][1] if self.ranked else 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole message understood.

    `segments` are what it asks or requests, `told` the sentences beside them that only tell something, in their
    order. `pick` is which of several things offered it takes (see moves). `only_language`: it says nothing but in
    which language to go on.
    """

    text: str
    locale: str
    segments: tuple[Segment, ...]
    slots: Slots
    signals: frozenset[str]
    yes: bool
    no: bool
    agrees: bool
    entities: tuple[Entity, ...] = field(default=(), repr=False)
    ideas: frozenset[str] = frozenset()
    pick: Mapping[str, Any] = field(default_factory=dict)
    told: tuple[Segment, ...] = ()
    only_language: bool = False

    def of(self, segment: Segment) -> Reading:
        """The reading of one of its segments, as if it had been said alone."""
        text = segment.text
        return replace(
            self,
            text=text,
            segments=(segment,),
            slots=segment.own,
            signals=signals(text),
            yes=is_yes(text),
            no=is_no(text),
            agrees=agrees(text),
            pick=pick(text),
            told=(),
        )


class Understander:
    """Reads messages with a trained matcher; pure: the same text on the same day gives the same reading."""

    def __init__(self, matcher: Ranker) -> None:
        self._matcher = matcher

    def read(self, text: str, today: date, locale: str | None = None, so_far: str | None = None) -> Reading:
        """A message of up to 4,000 characters as typed.

        `locale` None follows the language of the text; a text without any (「500M」) goes on in `so_far`, the language
        of the conversation.
        """
        plain, turned = switched(shortened(_SPACES.sub(_fewer, _TAG.sub(" ", text))))
        language = turned or (so_far if so_far and is_of_no_language(plain) else locale_of(plain))
        whole_text = said_as(respelt(plain))
        lead = opening(whole_text)
        said = whole_text[lead.end :]
        entities = extract(said, today, language)
        spans = list(sentences(said))
        if len(spans) > _MAX_SENTENCES:
            spans = [(0, len(said))]
        parts = _requests_put(parts_of(said, spans, entities, language))
        if len(parts) == 1 and lead.end and parts[0].act == "statement":
            parts[0].act = act(whole_text.strip(), language)  # "make it 700" asks for it to be done
        asking = askers_of(parts)
        if len(parts) > 1 and not asking:
            # Statements only are one thing told: 「うちの機器は関係ない。IIJの障害。」
            all_told = Part(said, (0, len(said)), entities, language)
            all_told.act = "statement"
            all_told.slots = all_told.told = merge([p.told for p in parts])
            parts = asking = [all_told]
        subjects = split(asking, said, entities, language, self._ranked)
        askers = [a for a in subjects if a is asking[0] or not asks_only_when(a)]
        background = [p for p in parts if not any(a.start >= p.start and a.end <= p.end for a in askers)]
        under = [p.told for p in background]
        whole = self._around(parts, background, askers)
        for one, other in pairwise(askers):
            if asks_the_same(one, other):
                other.ranked = self._ranked(one)
        shared = [facts_told(p, askers) for p in askers]
        segments = tuple(
            _leaning(
                self._segment(p, merge([*under, extra, p.slots]), whole, len(askers))
                for p, extra in zip(askers, shared, strict=True)
            )
        )
        no = is_no(said) or (_declines(lead) and bool(lead.end))
        return Reading(
            text=whole_text,
            locale=turned or locale or language,
            segments=segments,
            slots=merge([*under, *[p.slots for p in askers]]),
            signals=signals(whole_text)
            | (signals(said) if lead.end else frozenset())
            | _opened(lead)
            | ({"courtesy"} if is_courtesy(whole_text) else frozenset())
            | ({"small_talk"} if is_small_talk(whole_text) else frozenset())
            | ({"code"} if _CODE.search(unicodedata.normalize("NFKC", text)) else frozenset()),
            ideas=frozenset(concepts(fold(said))),
            yes=is_yes(said) and not no,
            no=no,
            agrees=agrees(said) and not no,
            entities=_moved(entities, lead.end),
            pick=pick(said),
            told=tuple(self._segment(p, p.told, [], 0) for p in background),
            only_language=turned is not None and not whole_text.strip(" \t\n。、,.!?:;"),
        )

    def _ranked(self, part: Part) -> list[tuple[str, float]]:
        """The intents of a part by its own words."""
        if part.ranked is None:
            part.ranked = self._matcher.rank(part.masked)
        return part.ranked

    def _around(
        self, parts: Sequence[Part], background: Sequence[Part], askers: Sequence[Part]
    ) -> list[tuple[str, float]]:
        """The intents of what a question is weighed with: the whole message, or what is told beside several."""
        if len(askers) == 1:
            heard = parts if len(parts) > 1 else ()
        else:
            heard = background if any(says_little(p) for p in askers) else ()
        return self._matcher.rank(" ".join(p.masked.strip() for p in heard)) if heard else []

    def _segment(self, part: Part, slots: Slots, whole: Sequence[tuple[str, float]], askers: int) -> Segment:
        ranked = self._ranked(part)
        if whole and (askers == 1 or says_little(part)):
            ranked = weighed(ranked, whole, part.residue)
        return Segment(part.text.strip(), part.act, tuple(ranked), slots, part.slots, part.residue)


def _requests_put(parts: list[Part]) -> list[Part]:
    """The parts; a request that the next one only asks leave for is a question, and says all there is to it."""
    kept: list[Part] = []
    for part in parts:
        if kept and kept[-1].act in ("request", "wish") and asks_if_taken(part):
            kept[-1].act = "question"
        else:
            kept.append(part)
    return kept


def _leaning(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The questions of a message; one that only names something else asks what the one before it asks.

    "What is the largest number on FMS, and what is it on the ZTNA flavour?"
    """
    before: Segment | None = None
    for segment in segments:
        leans = before is not None and _leans(segment)
        yield replace(segment, ranked=before.ranked) if before is not None and leans else segment
        before = before if leans else segment


def _leans(segment: Segment) -> bool:
    """Whether a question makes no sense by itself, but names what it is about."""
    unclear = segment.intent in (None, OUT_OF_SCOPE) or segment.confidence < _UNCLEAR
    named = any(segment.own.get(k) for k in ("services", "grades", "options"))
    return segment.act == "question" and unclear and named and bool(_LEANS.search(segment.text))


def _declines(lead: Opening) -> bool:
    """Whether a text opens with a refusal that is none of what was said before only: "no wait, three" is not one."""
    return "declines" in lead.kinds and "corrects" not in lead.kinds


def _opened(lead: Opening) -> frozenset[str]:
    """The signals that an opening gives to what comes after it."""
    if not lead.end:
        return frozenset()
    corrects = {"correction"} if lead.kinds & {"corrects", "declines"} else set()
    return frozenset(corrects | (lead.kinds & {"acknowledges"}))


def _moved(entities: Sequence[Entity], by: int) -> tuple[Entity, ...]:
    """Entities with their places moved on."""
    return tuple(replace(e, start=e.start + by, end=e.end + by) for e in entities) if by else tuple(entities)
