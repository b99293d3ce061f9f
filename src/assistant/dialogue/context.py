"""What a fragment means where it is said: 「過ぎたらどうなる？」 after a deadline is a question about the deadline.

A text that says little by itself is read again beside the name of what was last spoken of, and what lies near that in
content (see `related` in the intent files) is preferred.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.dialogue.families import (
    ABOUT_LAST,
    COMPUTED_BY,
    EXPLAINED_BY,
    META_INTENTS,
    OF_GUARANTEE,
    UNSURE,
    family,
)
from assistant.dialogue.rescue import speaks_of_us
from assistant.language.intents import OUT_OF_SCOPE, Intent
from assistant.language.understand import Reading, Segment

Rank = Callable[[str], Sequence[tuple[str, float]]]

# Weights chosen on conversations: tests/data/exam_dialogues.yaml.
_NEAR, _NEXT, _FAR = 3.0, 1.5, 0.3
_BESIDE, _ITSELF = 0.5, 0.3
_SURE = 0.6
_SURE_TALK = 0.75
_SURE_BARE = 0.85  # without a word of ours a fragment is read by its topic, however sure the matcher is
_SMALL_TALK = frozenset({"greeting", "thanks", "insult_or_frustration", "who_are_you"})
_FRAGMENT = 34  # characters beside names and small words: longer texts speak for themselves
_LEAST = 0.12
_HINTED = 4.0


class Context:
    """Reads fragments in the light of the last topic; `rank` gives the likeliest intents of a text."""

    def __init__(self, intents: Mapping[str, Intent], rank: Rank) -> None:
        self.intents = intents
        self.rank = rank

    def read(
        self, segment: Segment, topic: str, locale: str, signals: frozenset[str], *, told: bool = False
    ) -> Segment:
        """The segment with its intents weighed anew beside the topic, or as it is when it speaks for itself.

        `told`: the message tells something before it, so that the question stands on that and not on the topic.
        """
        last = self.intents.get(topic)
        segment = _of_the_reply(segment, signals)
        if last is None or topic in META_INTENTS or not self._unsure(segment, told=told):
            return segment
        of_config = sum(chance for name, chance in segment.ranked if family(name) == "config")
        if segment.own.get("items") and family(topic) != "config" and of_config >= _SURE:
            return segment  # "can we get more bandwidth?" after an outage: of the contract, whichever way it is meant
        near = self._near(topic)
        scores: dict[str, float] = {}
        for name, chance in segment.ranked:
            scores[name] = chance * near.get(name, _FAR)
        for name, chance in self.rank(f"{last.title.get(locale, '')} {segment.text}"):
            if name in META_INTENTS or not chance:
                continue
            scores[name] = scores.get(name, 0.0) + chance * (_ITSELF if name == topic else _BESIDE)
        for name in scores:
            scores[name] *= _HINTED if _is_hinted(name, signals) else 1.0
        total = sum(scores.values())
        ranked = sorted(((n, s / total) for n, s in scores.items()), key=lambda pair: -pair[1])
        if not ranked or ranked[0][1] < _LEAST:
            return segment
        return replace(segment, ranked=tuple(ranked))

    def _unsure(self, segment: Segment, *, told: bool) -> bool:
        if segment.act in ("request", "wish") or segment.residue > _FRAGMENT:
            return False
        chatter = segment.intent in META_INTENTS and segment.intent != OUT_OF_SCOPE
        if segment.intent in ("human", "restart") and segment.confidence > UNSURE:
            return False
        both = sum(dict(segment.ranked).get(name, 0.0) for name in ("clause_search", "which_article"))
        if both > _SURE_TALK:
            return False  # an article is asked for, whichever it is
        if chatter and segment.act != "question":
            return False
        if chatter:
            return segment.intent not in ABOUT_LAST and segment.confidence < _SURE_TALK
        twin = EXPLAINED_BY.get(segment.intent or "") or COMPUTED_BY.get(segment.intent or "")
        sure = segment.confidence + dict(segment.ranked).get(twin or "", 0.0)  # a rule and its explanation are one
        if segment.intent in OF_GUARANTEE:
            sure = sum(p for n, p in segment.ranked if n in OF_GUARANTEE)  # a guarantee is meant, whichever part of it
        if segment.intent == OUT_OF_SCOPE and segment.act == "statement":
            sure += sum(p for n, p in segment.ranked if n in _SMALL_TALK)  # nothing of ours, whichever of them it is
        return sure < (_SURE if told or speaks_of_us(segment) else _SURE_BARE)

    def _near(self, topic: str) -> dict[str, float]:
        first = {topic, *self.intents[topic].related}
        first |= {n for n, i in self.intents.items() if topic in i.related or family(n) == family(topic)}
        first -= META_INTENTS
        second = {r for n in first if n in self.intents for r in self.intents[n].related} - META_INTENTS
        return dict.fromkeys(second, _NEXT) | dict.fromkeys(first, _NEAR)


def _of_the_reply(segment: Segment, signals: frozenset[str]) -> Segment:
    """「これは何条に書いてありますか」 asks about what was just said, not for clauses that fit its words."""
    chances = dict(segment.ranked)
    both = {name: chances.get(name, 0.0) for name in ("clause_search", "which_article")}
    points = "refers" in signals and segment.intent in both and min(both.values()) > _LEAST
    if not points or segment.slots.get("clauses"):
        return segment
    ranked = (("which_article", sum(both.values())), *((n, p) for n, p in segment.ranked if n not in both))
    return replace(segment, ranked=ranked)


def _is_hinted(intent: str, signals: frozenset[str]) -> bool:
    """Whether a small word of the text names the kind of answer: when, how much."""
    return ("when" in signals and intent.endswith("_when")) or (
        "amount" in signals and intent.endswith(("_amount", "_fee"))
    )


def tells_before(segment: Segment, reading: Reading) -> bool:
    """Whether a message of one question tells something before it: "after X some hosts are gone. Are you liable?"."""
    before, found, _ = reading.text.partition(segment.text)
    return bool(found) and len(reading.segments) == 1 and len(before.strip()) > _TELLS and bool(_ENDS.search(before))


_TELLS = 30  # characters of a sentence that tells something, and does not only open the message
_ENDS = re.compile(r"[.!。！]\s*$")
