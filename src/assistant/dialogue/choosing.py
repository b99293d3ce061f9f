"""Two readings of a question that are about equally likely: which is meant is asked, and the reply picks one.

A pick is the label or the question of a reading, its place ("the second", 「2番」), "both", or a paraphrase that the
matcher finds much likelier to be the one than the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.families import LIMITS, META_INTENTS, OUTAGE_INTENTS, family
from assistant.dialogue.frames import frame_of
from assistant.dialogue.judge import Judge
from assistant.dialogue.plan import Plan, Suggestion
from assistant.dialogue.replying import reply, several
from assistant.dialogue.rescue import accepted
from assistant.dialogue.state import Frame, Pending, State
from assistant.dialogue.verdict import Verdict
from assistant.language.intents import Intent
from assistant.language.understand import Reading, Segment

# Share of the second reading in the first from which is asked, where neither is what the values make of it. Of twelve
# messages of unseen sets that were asked about from 0.75 on, the first reading was right for nine and the second
# for two: only readings that are all but equal are worth a question.
_CLOSE = 0.92
_OF_THE_GUARANTEE = frozenset(
    {"guarantee", "guarantee_scope", "guarantee_percent", "bandwidth_guarantee", "no_guarantee"}
)
_LIKELIER = 2.0  # times as likely as the other a paraphrase has to be
_LEAST = 0.1
_TWO = 2
_BARE_TYPES = frozenset({*VALUES, "region"})
_SAYS_MORE = frozenset({"relative", "from", "now", "stay", "others", "items", "claimed", "threshold"})
_FACTS = ("durations", "datetimes", "dates")


class Choosing:
    """Asks which of two readings is meant, and takes the reply."""

    def __init__(self, judge: Judge, intents: Mapping[str, Intent]) -> None:
        self.judge = judge
        self.intents = intents

    def plan(self, frame: Frame, segment: Segment, reading: Reading, state: State, today: date) -> Plan | None:
        """The question which of two readings is meant; None when one is clearly likelier, or both come to the same."""
        other = self._close(frame, segment, reading, state)
        if other is None:
            return None
        verdicts = [self.judge.verdict(f, state, today) for f in (frame, other)]
        if any(v.kind != "answer" for v in verdicts) or _same(*verdicts):
            return None
        return self.asked(state, [frame, other])

    def bare(self, state: State, reading: Reading) -> Plan | None:
        """The question what is asked of a place or a value that is all there is of a first message: "Tokyo", "2G"."""
        segment = reading.segments[0] if len(reading.segments) == 1 else None
        if segment is None or segment.residue or state.frame or state.pending or state.context.get("configuration"):
            return None
        said = {k for k, v in segment.own.items() if v not in (None, [], {})}
        others = any(e.type not in _BARE_TYPES for e in reading.entities) or _beside_the_entities(reading)
        if said & _SAYS_MORE or not said & {*VALUES, "region"} or others:
            return None
        item = next(i for i in (*VALUES, "region") if i in said)
        names = [LIMITS[item], "region_change" if item == "region" else "change_items"]
        return self.asked(state, [Frame(n, None, {}, "question") for n in names if n in self.intents])

    def asked(self, state: State, readings: Sequence[Frame]) -> Plan:
        """The question which of the readings is meant."""
        state.pending = Pending("reading", readings[0], readings=list(readings))
        suggestions = tuple(Suggestion("intent", f.intent) for f in readings)
        return Plan("choice", state, message="which_reading", suggestions=suggestions)

    def picked(self, state: State, reading: Reading, today: date) -> Plan | None:
        """The answer to the reading picked; None when the message picks none, and is something of its own."""
        pending = state.pending
        if pending is None or pending.kind != "reading" or reading.only_language:
            return None
        meant = self._meant(pending.readings, reading)
        state.pending = None
        if not meant:
            told = [f for f in pending.readings if any(f.slots.get(k) for k in _FACTS)]
            if state.topic is None and told:
                state.topic = told[-1]  # what was told under the question still holds
            return None
        verdicts = [(f, self.judge.verdict(f, state, today)) for f in meant]
        return reply(state, *verdicts[0]) if len(verdicts) == 1 else several(state, verdicts)

    def _close(self, frame: Frame, segment: Segment, reading: Reading, state: State) -> Frame | None:
        """The second reading, when it is about as likely as the first and a question as well."""
        asks = segment.act in ("question", "statement") and frame.act == "question" and not frame.slots.get("rescued")
        if len(segment.ranked) < _TWO or not asks:
            return None
        (first, chance), (second, next_chance) = segment.ranked[:_TWO]
        if {first, second} & META_INTENTS or next_chance < _CLOSE * chance or frame.intent != first:
            return None
        if _told(frame) or {first, second} <= _OF_THE_GUARANTEE or second == "service_compare":
            return None  # which of two services has what is asked for, is told of both
        if not (self._askable(frame.intent) and self._askable(second)):
            return None
        swapped = replace(segment, ranked=((second, chance), (first, next_chance), *segment.ranked[_TWO:]))
        other = frame_of(swapped, reading, state, self.intents)
        apart = family(other.intent) != family(frame.intent)  # within one, the values tell them apart
        stands = apart and other.intent == second and accepted(swapped, other)
        return other if stands else None

    def _askable(self, intent: str) -> bool:
        return intent in self.intents and bool(self.intents[intent].ask) and intent not in META_INTENTS

    def _meant(self, readings: Sequence[Frame], reading: Reading) -> list[Frame]:
        said = _bare(reading.text)
        named = [f for f in readings if said in self._names(f.intent)]
        if named:
            return named[:1]
        segment = reading.segments[0] if reading.segments else None
        place = reading.pick.get("order")
        numbers = segment.own.get("numbers", []) if segment else []
        if place is None and len(numbers) == 1 and segment is not None and not segment.residue:
            place = numbers[0]
        if isinstance(place, int) and 0 < abs(place) <= len(readings):
            return [readings[place - 1 if place > 0 else place]]
        if "all" in reading.pick or "both" in reading.signals:
            return list(readings)
        if segment is None:
            return []
        chances = [dict(segment.ranked).get(f.intent, 0.0) for f in readings]
        best = max(range(len(readings)), key=lambda i: chances[i])
        rest = max(c for i, c in enumerate(chances) if i != best)
        return [readings[best]] if chances[best] >= max(_LEAST, _LIKELIER * rest) else []

    def _names(self, intent: str) -> set[str]:
        known = self.intents[intent]
        return {_bare(t) for t in (*known.title.values(), *known.ask.values())}


def _beside_the_entities(reading: Reading) -> str:
    """What a message says beside the names and values in it."""
    rest = reading.text
    for entity in sorted(reading.entities, key=lambda e: -e.start):
        rest = rest[: entity.start] + rest[entity.end :]
    return _bare(rest)


def _told(frame: Frame) -> bool:
    """Whether what is told fits the first reading alone: a step of a value for a change, an outage for a credit."""
    slots = frame.slots
    stepped = any(v in slots and v in {**slots.get("from", {}), **slots.get("now", {})} for v in VALUES)
    down = bool(slots.get("durations")) and any(k in slots for k in ("cause", "total", "basis"))
    return (frame.intent in CHANGE_INTENTS and stepped) or (frame.intent in OUTAGE_INTENTS and down)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def _same(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts come to the same: the same values, resting on articles that the other rests on as well."""
    values = [sorted(str(v) for a in verdict.answers for v in a.decision.values.items()) for verdict in (one, other)]
    clauses = [{c.partition("#")[0] for a in verdict.answers for c in a.decision.clauses} for verdict in (one, other)]
    return values[0] == values[1] and (clauses[0] <= clauses[1] or clauses[1] <= clauses[0])
