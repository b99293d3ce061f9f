"""One message in, one reading out: what it asks, with which values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any, Protocol

from assistant.language.acts import Act, act, signals
from assistant.language.agreement import agrees, is_no, is_yes
from assistant.language.bounds import shortened
from assistant.language.concepts import concepts
from assistant.language.entities import extract
from assistant.language.features import fold
from assistant.language.forms import said_as
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.model import VALUES, Entity
from assistant.language.moves import pick
from assistant.language.openers import Opening, opening
from assistant.language.parts import COURTESY, Part, askers_of, is_courtesy, parts_of
from assistant.language.possession import has_possession
from assistant.language.present import asks_present
from assistant.language.screening import Screened
from assistant.language.sentences import sentences
from assistant.language.slots import Slots, merge
from assistant.language.tongues import is_of_no_language, locale_of, switched

_SPACES = re.compile(r"\s{3,}")
_TAG = re.compile(r"<[^<>]{0,400}>")
_CODE = Screened(
    r"\bselect\b.{1,60}\bfrom\s+\w|\binsert\s+into\b|\bupdate\s+\w+\s+set\b|\bdelete\s+from\b|"
    r"\b(?:drop|alter|create)\s+table\b|\A\s*<script[^>]*>[^<]*</script>\s*\Z|"
    r"\bdef \w+\(|\bfunction\s*\w*\(|\bcurl\s+-|[{,]\s*\"\w+\"\s*:|\b(?:console\.log|System\.out|print)\(|"
    r"^\s*(?:import|#include)\s+\S+|\bfor\s*\(\s*(?:int|let|var)\b|'\s*(?:or|OR)\s*'?1'?\s*=|=>\s*\{",
    re.IGNORECASE,
)
_AND = Screened(
    r"\s*(?:、(?:あと|それと|ついでに|加えて)、?|および|及び|ならびに|並びに|それから|(?<![ぁ-ゖ])と(?!い[うえ]|し|き|の|は|も|こ|り|同)[、,]?|"
    r"(?<![ぁ-ゖ])[、・]|(?<=か)[、,]|"
    r"[/&+＋]|,?\s(?:and|plus|as well as)\s)\s*"
)
# What asks for both of two subjects and is no part of the second: 「AとBと、両方教えて」.
_TELL_BOTH = Screened(
    r"(?:とを?|を|、|と、)?\s*(?:両方|どちらも|どっちも|それぞれ|2つ|二つ)(?:とも)?を?、?(?:教え|おしえ|知りた|"
    r"お願い|ご教示)[^。]*\Z"
)
_BETWEEN = Screened(  # 「この規程と一般規程、どっちが優先？」 asks one thing of two
    r"(?:どちら|どっち)が(?!いい|良)|\bwhich (?:of (?:them|these|the two)|one|prevails?|comes first|has priority)\b|"
    r"\bdifference between\b",
    re.IGNORECASE,
)
_LEANS = Screened(
    r"\bwhat (?:is|was|are|would|about) (?:it|that|this|they|those)\b|\b(?:and|how about|what about|"
    r"same)\b[^?]{0,30}\?|"
    r"\bdoes (?:it|that|the same)\b|(?:では|だと|なら|の(?:ほう|方|場合)は?|のほう|"
    r"は)(?:どう[^。?]{0,8})?[?。]?\s*$|同じ",
    re.IGNORECASE,
)
_ONLY_ASKS = re.compile(
    r"\s*(?:最大で?|だいたい)?(?:何[台本個件日人つ年か月時]|いくつ|いくら|どれ(?:くらい|だけ)|どのくらい|どこまで)"
)
_STILL = re.compile(r"\s*(?:yet )?still\b", re.IGNORECASE)
_UNCLEAR = 0.5
_TWO_NOUNS = 2  # characters beside names that each of two subjects joined by "and" must have
_SURE_OF_EACH = 0.6
_MOST_JOINTS = 3
_LONGEST_OF_TWO = 400  # characters: a longer sentence is a list, and each try reads all of it again
_ASKER_WEIGHT = 0.6  # weight of the asking sentence beside the whole message; set by the evaluation set
_LEAST_WEIGHT = 0.15
_TELLING = 50  # characters beside names and small words that make a sentence speak for itself
_FACTS = (
    "services",
    "dates",
    "datetimes",
    "durations",
    "counts",
    "money",
    "grade_now",
    "now",
    "cause",
    "total",
    "basis",
    "via",
)
# Intents that never stand beside another in one sentence: talk about the talk, and comparing two things.
_ALONE = frozenset(
    {
        *(
            "out_of_scope",
            "service_compare",
            "grade_compare",
            "yes",
            "no",
            "thanks",
            "greeting",
            "help",
            "restart",
            "undo",
        ),
        *("why", "remedy", "which_article", "show_text", "human", "insult_or_frustration", "who_are_you", "choices"),
        *(
            "change_request",
            "combined_change",
            "configuration_check",
            "service_switch",
            "clause_lookup",
            "no_guarantee",
        ),
    }
)
_TELLS_FIRST = re.compile(r"(?:が|けど|けれども?|ので|ため)[、,\s]*\Z")
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
        whole_text = said_as(plain)
        lead = opening(whole_text)
        said = whole_text[lead.end :]
        entities = extract(said, today, language)
        spans = list(sentences(said))
        if len(spans) > _MAX_SENTENCES:
            spans = [(0, len(said))]
        parts = parts_of(said, spans, entities, language)
        if len(parts) == 1 and lead.end and parts[0].act == "statement":
            parts[0].act = act(whole_text.strip(), language)  # "make it 700" asks for it to be done
        asking = askers_of(parts)
        if len(parts) > 1 and not asking:
            # Statements only are one thing told: 「うちの機器は関係ない。IIJの障害。」
            all_told = Part(said, (0, len(said)), entities, language)
            all_told.act = "statement"
            all_told.slots = all_told.told = merge([p.told for p in parts])
            parts = asking = [all_told]
        askers = [a for a in self._split(asking, said, entities, language) if a is asking[0] or not _asks_only_when(a)]
        background = [p for p in parts if not any(a.start >= p.start and a.end <= p.end for a in askers)]
        under = [p.told for p in background]
        whole = self._around(parts, background, askers)
        for one, other in pairwise(askers):
            if _asks_the_same(one, other):
                other.ranked = self._ranked(one)
        shared = [_shared(p, askers) for p in askers]
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

    def _split(self, askers: list[Part], said: str, entities: Sequence[Entity], language: str) -> list[Part]:
        """The askers, with one that names two subjects taken as two: 「SLAの有無と解約予告期間」."""
        found: list[Part] = []
        for part in askers:
            found.extend(self._halves(part, said, entities, language) or [part])
        return found

    def _halves(self, part: Part, said: str, entities: Sequence[Entity], language: str) -> list[Part] | None:
        if part.act not in ("question", "statement") or len(part.text) > _LONGEST_OF_TWO or _BETWEEN.search(part.text):
            return None
        if asks_present(part.text):
            return None  # "how many licences and servers do we have": one question about the contract
        joints = [m for m in _AND.finditer(part.text) if m.start() > 0 and m.end() < len(part.text)]
        for joint in joints[:_MOST_JOINTS]:
            if any(e.start < part.start + joint.end() and part.start + joint.start() < e.end for e in entities):
                continue
            left = Part(said, (part.start, part.start + joint.start()), entities, language)
            asks = _TELL_BOTH.search(part.text, joint.end())
            right = Part(
                said, (part.start + joint.end(), part.start + asks.start() if asks else part.end), entities, language
            )
            if _of_two_grades(left, right) and "grade_from" not in part.slots:
                right.of = left.of
                return [left, right]
            if _STILL.match(right.text):
                continue  # "the latest it could reach you and still end that day": one end
            if _LEADS_UP.search(part.text, 0, joint.start()):
                continue  # 「設定が変わった場合、何をすればよいですか」 asks one thing
            if joint[0].strip() in ("、", ",") and part.text[: joint.start()].endswith("か"):
                continue  # 「いくら返るのか、いつまでに言えばいいのか」: of two contracts only, one question otherwise
            if _wishes_and_asks(left, right) and self._sure(right) is not None:
                right.of = left.of
                return [left, right]
            # The cheapest test first: most places where a sentence could be cut part no two subjects.
            if _ONLY_ASKS.match(right.text):
                continue  # 「サーバ、何台まで」 asks one thing
            if min(left.residue, right.residue) < _TWO_NOUNS or COURTESY.fullmatch(left.text):
                continue
            one = self._sure(left)
            other = self._sure(right) if one is not None else None
            if one is not None and other is not None and one != other and not _are_one(part, left, right):
                right.of = left.of
                return [left, right]
        return None

    def _ranked(self, part: Part) -> list[tuple[str, float]]:
        """The intents of a part by its own words."""
        if part.ranked is None:
            part.ranked = self._matcher.rank(part.masked)
        return part.ranked

    def _sure(self, part: Part) -> str | None:
        """The intent of a part that can stand beside another, None when it is not sure or stands alone."""
        intent, chance = self._ranked(part)[0]
        return intent if chance >= _SURE_OF_EACH and intent not in _ALONE else None

    def _around(
        self, parts: Sequence[Part], background: Sequence[Part], askers: Sequence[Part]
    ) -> list[tuple[str, float]]:
        """The intents of what a question is weighed with: the whole message, or what is told beside several."""
        if len(askers) == 1:
            heard = parts if len(parts) > 1 else ()
        else:
            heard = background if any(_says_little(p) for p in askers) else ()
        return self._matcher.rank(" ".join(p.masked.strip() for p in heard)) if heard else []

    def _segment(self, part: Part, slots: Slots, whole: Sequence[tuple[str, float]], askers: int) -> Segment:
        ranked = self._ranked(part)
        if whole and (askers == 1 or _says_little(part)):
            ranked = _mixed(ranked, whole, part.residue / _TELLING)
        return Segment(part.text.strip(), part.act, tuple(ranked), slots, part.slots, part.residue)


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


_EDGES = re.compile(r"^\W*(?:and |or |but |then |では、?|また、?|で、?)*|\W+$", re.IGNORECASE)


_LEADS_UP = re.compile(
    r"(?:場合(?:は|に|には)?|とき(?:は|に)?|際(?:は|に)?|たら|れば|なら|ので|ため|けれど|けど|のに)\Z"
)
_ONLY_WHEN = re.compile(
    r"(?:and |also |so |then )*(?:which|what) (?:date|day) (?:is|was|would|will) (?:it|that|this)(?: be)?|"
    r"(?:and |also |so |then )*when (?:is|was|would|will) (?:it|that|this)(?: be)?|"
    r"(?:また|で|あと)?、?(?:それは?|その日は)?(?:いつ|何日|何月何日)(?:まで|になり(?:ます)?|でしょう|です|なの)*か?",
    re.IGNORECASE,
)


def _asks_only_when(part: Part) -> bool:
    """Whether a question only asks for the day of what was asked before it: "and which date is it?"."""
    return _ONLY_WHEN.fullmatch(part.text.strip(" 。?？.、,")) is not None


def _of_two_grades(one: Part, other: Part) -> bool:
    """Whether each of two halves asks of a grade of its own what it may have: "Core have 300M and Starter SSE"."""
    grades = [p.slots.get("grades", []) for p in (one, other)]
    asked = all(any(p.slots.get(k) for k in ("options", "numbers", *VALUES)) for p in (one, other))
    return asked and [len(g) for g in grades] == [1, 1] and grades[0] != grades[1]


def _of_change(part: Part) -> bool:
    """Whether a part of a question says what a contract is to have: another grade, a value, an option."""
    wants = any(part.slots.get(k) for k in ("grade_to", "options", "options_remove", *VALUES))
    return wants and part.ranked is not None and bool(part.ranked) and part.ranked[0][0] in _CHANGING


def _names_contract(part: Part) -> bool:
    goal = part.slots.get("grade_to")
    return bool(part.slots.get("services")) or any(g != goal for g in part.slots.get("grades", []))


_CHANGING = frozenset(
    {
        *("change_check", "change_request", "grade_change", "value_check", "option_eligibility", "configuration_check"),
        *("option_stop", "option_stop_how"),
    }
)


def _asks_the_same(one: Part, other: Part) -> bool:
    """Whether a question is the end of the one before it but for the names: "what would ZTNA pay and what FMS"."""
    asked = _EDGES.sub("", other.masked)
    return len(asked) > _TWO_NOUNS and bool(other.slots.get("services")) and _EDGES.sub("", one.masked).endswith(asked)


def _wishes_and_asks(left: Part, right: Part) -> bool:
    """Whether a value is wished for and something else asked: 「ログを180にしたいのと、あとIPv6は使えますか」."""
    wishes = left.act in ("wish", "request") and _says_value(left.slots)
    more = _says_value(right.slots) or any(right.slots.get(k) for k in ("options", "options_remove", "grades"))
    return wishes and right.act == "question" and not more and right.residue >= _TWO_NOUNS


def _are_one(whole: Part, left: Part, right: Part) -> bool:
    """Whether two halves of a sentence speak of one thing after all."""
    if _asks_the_same(left, right) or (_of_change(left) and _of_change(right) and not _names_contract(right)):
        return True  # "may we move to Core with 300M and order multi-region": one contract, judged as a whole
    if whole.act == "statement" and _says_value(left.slots) and _says_value(right.slots):
        return True  # 「帯域は1G、ログは90日で」 tells two values of one thing
    if left.slots.get("items") and right.slots.get("numbers") and not right.slots.get("items"):
        return True  # 「同時利用デバイス、3000台でいけますか」: the number is of what was named before it
    # 「冗長構成なしで契約したのですが、あとから変えられますか」 asks one thing
    return left.act == "statement" and has_possession(left.text) and _TELLS_FIRST.search(left.text) is not None


def _says_little(part: Part) -> bool:
    """Whether a question has hardly a word of its own: "Doable?"."""
    return part.residue <= _TWO_NOUNS and not part.slots


def _says_value(slots: Slots) -> bool:
    """Whether slots hold the value of a contract item."""
    return any(v in slots for v in (*VALUES, "region", "redundancy"))


def _shared(part: Part, askers: Sequence[Part]) -> Slots:
    """Facts told in another question of the message that this one leaves out: its dates, its contract, its outage."""
    found: Slots = {}
    before = True
    for other in askers:
        if other is part:
            before = False
            continue
        for key in _FACTS:
            # A service named in a later question says nothing of an earlier one, but it is that of a whole sentence.
            if key in other.slots and key not in part.slots and (before or key != "services" or other.of == part.of):
                found.setdefault(key, other.slots[key])
        if "dates" in part.slots and "dates" in other.slots:
            roles = {d["role"] for d in part.slots["dates"]}
            found["dates"] = [d for d in other.slots["dates"] if d["role"] and d["role"] not in roles]
    return found


def _mixed(
    ranked: Sequence[tuple[str, float]], whole: Sequence[tuple[str, float]], telling: float
) -> list[tuple[str, float]]:
    """The asking sentence and the whole message weighed: "Doable?" says little, a full question nearly all."""
    weight = min(_ASKER_WEIGHT, max(_LEAST_WEIGHT, telling))
    chances: dict[str, float] = {}
    for name, chance in ranked:
        chances[name] = weight * chance
    for name, chance in whole:
        chances[name] = chances.get(name, 0.0) + (1 - weight) * chance
    return sorted(chances.items(), key=lambda pair: -pair[1])
