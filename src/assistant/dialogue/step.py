"""One step of a conversation: state and reading in, plan out. Pure: no clock, no I/O, no words."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue.frames import continues, frame_of, merge_frame, same_family
from assistant.dialogue.judge import Judge, Verdict
from assistant.dialogue.meta import Meta
from assistant.dialogue.plan import Answer, Missing, Plan, Suggestion
from assistant.dialogue.state import Frame, Pending, State
from assistant.language.intents import OUT_OF_SCOPE, Intent
from assistant.language.understand import Reading, Segment
from assistant.rules import ParameterBook

ACCEPT = 0.07  # below this a reading does not convince; chosen on tests/data/understanding.yaml
CLOSE = 0.10  # two readings nearer than this are offered as a choice
_MAX_ANSWERS = 4

Lookup = Callable[[Mapping[str, Any], str | None], Sequence[str]]
Search = Callable[[str, str | None], Sequence[str]]


class Dialogue:
    """Decides what happens next.

    `intents` by name, `book` the dated parameters, `lookup` finds the clauses of a reference, `search` those that
    fit words.
    """

    def __init__(self, intents: Mapping[str, Intent], book: ParameterBook, lookup: Lookup, search: Search) -> None:
        self.intents = intents
        self.judge = Judge(intents, book)
        self.meta = Meta(self.judge, lookup, search)

    def step(self, state: State, reading: Reading, today: date) -> Plan:
        """The plan for one message; the state given is not changed, the plan carries the next one."""
        state = copy.deepcopy(state)
        state.locale = reading.locale
        plan = self._pending(state, reading, today) if state.pending else None
        if plan is None:
            plan = self._fresh(state, reading, today)
        understood = plan.kind != "fallback"
        plan.state.misunderstood = 0 if understood else state.misunderstood + 1
        return replace(plan, understanding=_understanding(reading))

    # -- something was asked before ------------------------------------------------------------------------------

    def _pending(self, state: State, reading: Reading, today: date) -> Plan | None:
        pending = state.pending
        if pending is None:
            return None
        segment = reading.segments[0] if reading.segments else None
        if segment and segment.intent in ("restart", "human") and segment.confidence > ACCEPT:
            return None
        if pending.kind == "confirm":
            return self._confirming(state, pending, reading, today)
        return self._filling(state, pending, reading, today)

    def _confirming(self, state: State, pending: Pending, reading: Reading, today: date) -> Plan | None:
        segment = reading.segments[0] if reading.segments else None
        changes = bool(segment and _has_values(segment))
        if reading.no and not changes:
            state.pending = None
            return Plan("smalltalk", state, message="no")
        if reading.yes and not (changes and "correction" in reading.signals):
            verdict = self.judge.verdict(pending.frame, state, today)
            if verdict.kind == "confirmation":
                state.pending, state.frame = None, pending.frame
                return Plan("receipt", state, answers=verdict.answers, message="receipt", request=verdict.request)
            return self._reply(state, pending.frame, verdict)
        if segment is None:
            return None
        frame = frame_of(segment, reading, state, self.intents)
        if changes and (
            "correction" in reading.signals
            or segment.act != "question"
            or continues(pending.frame, frame, segment, reading.signals, pending=True)
        ):
            merged = merge_frame(pending.frame, frame, reading.signals)
            merged.act = "request"
            return self._reply(state, merged, self.judge.verdict(merged, state, today))
        plan = self._fresh(state, reading, today)
        if plan.kind in ("answer", "fallback", "smalltalk"):
            plan.state.pending = pending
        return plan

    def _filling(self, state: State, pending: Pending, reading: Reading, today: date) -> Plan | None:
        segment = reading.segments[0] if reading.segments else None
        if segment is None:
            return None
        frame = frame_of(segment, reading, state, self.intents)
        filled = _filled(pending, segment, reading)
        if filled is None and not continues(pending.frame, frame, segment, reading.signals, pending=True):
            if segment.intent == "no" or (reading.no and segment.residue <= 12):
                state.pending = None
                return Plan("smalltalk", state, message="no")
            plan = self._fresh(state, reading, today)
            if plan.kind == "fallback":
                slot = pending.slots[0]
                state.pending = pending
                missing = Missing(slot, self.judge.choices(pending.frame, slot))
                return Plan("question", state, missing=(missing,), message="clarify", suggestions=_choices(missing))
            if plan.kind == "answer":
                plan.state.pending = pending
            return plan
        merged = merge_frame(pending.frame, frame, reading.signals)
        merged.act = pending.frame.act
        for key, value in (filled or {}).items():
            if key == "service":
                merged.service = value
            else:
                merged.slots[key] = value
        return self._reply(state, merged, self.judge.verdict(merged, state, today))

    # -- a message of its own ------------------------------------------------------------------------------------

    def _fresh(self, state: State, reading: Reading, today: date) -> Plan:
        frames = self._frames(state, reading)
        if not frames:
            return self._fallback(state)
        verdicts: list[tuple[Frame, Verdict]] = []
        for frame, segment in frames[:_MAX_ANSWERS]:
            special = self.meta.plan(frame, segment, reading, state, today)
            if special is not None:
                if len(frames) == 1 or special.kind == "handoff":
                    return special
                if special.kind == "answer":
                    verdicts.append((frame, Verdict("answer", special.answers)))
                continue
            verdicts.append((frame, self.judge.verdict(frame, state, today, confidence=segment.confidence)))
        if not verdicts:
            return self._fallback(state)
        if len(verdicts) == 1:
            return self._reply(state, *verdicts[0])
        return self._several(state, verdicts)

    def _frames(self, state: State, reading: Reading) -> list[tuple[Frame, Segment]]:
        found: list[tuple[Frame, Segment]] = []
        for segment in reading.segments:
            frame = frame_of(segment, reading, state, self.intents)
            if state.frame and continues(state.frame, frame, segment, reading.signals):
                act = frame.act
                frame = merge_frame(state.frame, frame, reading.signals)
                frame.act = act
            elif frame.intent == OUT_OF_SCOPE or (segment.confidence < ACCEPT and not frame.slots.get("rescued")):
                if frame.intent == OUT_OF_SCOPE and segment.confidence >= ACCEPT and len(reading.segments) == 1:
                    return []
                continue
            twin = next(
                (f for f, _ in found if f.service == frame.service and same_family(f, frame, self.intents)), None
            )
            if twin is not None and (twin.intent == frame.intent or frame.act == twin.act == "request"):
                merged = merge_frame(twin, frame, frozenset({"addition"}))
                twin.slots, twin.act = merged.slots, "request" if "request" in (twin.act, frame.act) else twin.act
                continue
            found.append((frame, segment))
        return found

    def _fallback(self, state: State) -> Plan:
        examples = tuple(
            Suggestion("intent", name)
            for name in ("option_eligibility", "termination_date", "credit")
            if name in self.intents
        )
        return Plan("fallback", state, message="fallback", suggestions=examples)

    # -- from verdict to plan --------------------------------------------------------------------------------------

    def _reply(self, state: State, frame: Frame, verdict: Verdict) -> Plan:
        if frame.service and not frame.both:
            state.service = frame.service
        state.frame, state.pending = frame, None
        if verdict.kind == "question":
            slots = [m.slot for m in verdict.missing]
            state.pending = Pending("slot", frame, slots)
        elif verdict.kind == "confirmation":
            state.pending = Pending("confirm", frame)
        elif verdict.kind == "choice" and verdict.missing:
            state.pending = Pending("slot", frame, [m.slot for m in verdict.missing])
        return Plan(
            verdict.kind,
            state,
            answers=verdict.answers,
            missing=verdict.missing,
            suggestions=verdict.suggestions,
            message=verdict.message,
        )

    def _several(self, state: State, verdicts: Sequence[tuple[Frame, Verdict]]) -> Plan:
        answers: list[Answer] = []
        asking = next((pair for pair in verdicts if pair[1].kind in ("question", "confirmation", "choice")), None)
        for _, verdict in verdicts:
            answers.extend(a for a in verdict.answers if not any(_same(a, b) for b in answers))
        if asking is not None and not answers:
            return self._reply(state, *asking)
        if asking is not None and asking[1].kind == "confirmation":
            return replace(self._reply(state, *asking), answers=tuple(answers))
        frame = verdicts[-1][0]
        if frame.service:
            state.service = frame.service
        state.frame, state.pending = frame, None
        if asking is not None and asking[1].kind == "question" and all(v.kind != "answer" for _, v in verdicts):
            return replace(self._reply(state, *asking), answers=tuple(answers))
        return Plan("answer", state, answers=tuple(answers), suggestions=verdicts[-1][1].suggestions)


def _same(one: Answer, other: Answer) -> bool:
    return (
        one.intent == other.intent
        and one.decision.service == other.decision.service
        and one.decision.values == other.decision.values
    )


def _has_values(segment: Segment) -> bool:
    keys = (
        "grade",
        "grade_to",
        "licences",
        "bandwidth",
        "log",
        "servers",
        "concurrent",
        "region",
        "options",
        "options_remove",
        "options_keep",
        "redundancy",
        "dates",
        "durations",
        "grade_stay",
        "numbers",
    )
    return any(segment.own.get(k) not in (None, []) for k in keys)


_BY_NUMBER = frozenset({"licences", "bandwidth", "log", "servers", "concurrent"})
_DATES = {"arrival": "arrival", "desired": "desired", "billing_start": "billing_start", "claimable_on": "claimable_on"}


_DAYS = re.compile(r"P(\d+)D")


def _filled(pending: Pending, segment: Segment, reading: Reading) -> dict[str, Any] | None:
    """What the message says for the value asked for, when it says it barely; None when it does not."""
    own = segment.own
    slot = pending.slots[0] if pending.slots else None
    for asked in pending.slots:
        if asked in _BY_NUMBER and own.get("numbers"):
            return {asked: own["numbers"][0], "numbers": []}
        if asked in own and asked != "services":
            return {}
        days = _DAYS.fullmatch(own["durations"][0]) if asked == "log" and own.get("durations") else None
        if days:
            return {"log": int(days[1]), "durations": []}
    if slot == "service" and own.get("services"):
        return {"service": own["services"][-1]}
    if slot in _DATES and own.get("dates"):
        return {
            "dates": [*pending.frame.slots.get("dates", []), *[{**d, "role": d["role"] or slot} for d in own["dates"]]]
        }
    if slot == "duration" and own.get("durations"):
        return {}
    if slot == "known_to_iij_at":
        if own.get("durations"):
            return {
                "known_delay": own["durations"][0],
                "durations": pending.frame.slots.get("durations", []),
                "basis": "start",
            }
        if own.get("datetimes") or own.get("knowledge"):
            return {}
    if slot in ("sse_fate", "option_fate"):
        options = list(pending.frame.slots.get("fate_of", ["sse"]))
        if own.get("options_keep") or _KEEP(segment.text):
            return {"options_keep": options}
        if own.get("options_remove") or _DROP(segment.text):
            return {"options_remove": options}
    if slot == "redundancy" and (reading.yes or reading.no):
        return {"redundancy": reading.yes}
    if slot == "monthly_fee" and (own.get("money") or own.get("numbers")):
        return {"money": own.get("money") or own["numbers"][0]}
    if slot in ("region", "mr_region") and segment.residue <= 12 and not own and segment.act == "statement":
        return {slot: segment.text.strip()}
    return None


def _KEEP(text: str) -> bool:  # noqa: N802
    return any(w in text.lower() for w in ("残", "継続", "そのまま", "keep", "stay"))


def _DROP(text: str) -> bool:  # noqa: N802
    return any(w in text.lower() for w in ("外", "やめ", "不要", "いらない", "drop", "remove", "cancel", "without"))


def _choices(missing: Missing) -> tuple[Suggestion, ...]:
    return tuple(Suggestion("value", c, missing.slot) for c in missing.choices)


def _understanding(reading: Reading) -> dict[str, Any]:
    first = reading.segments[0] if reading.segments else None
    return {
        "slots": reading.slots,
        "alternatives": [{"intent": n, "confidence": round(p, 4)} for n, p in (first.ranked[:4] if first else ())],
    }
