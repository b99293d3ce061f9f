"""What is said while a value is asked for: that value, another one, one the terms refuse, or something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue.continuing import continues, is_elsewhere
from assistant.dialogue.elsewhere import of_nothing_here
from assistant.dialogue.families import LIMITS, SHORT
from assistant.dialogue.filling import asks_limit, chosen, day_asked_for, filled, says_something
from assistant.dialogue.frames import frame_of
from assistant.dialogue.judge import Judge
from assistant.dialogue.mend_facts import asks_length_for_all
from assistant.dialogue.merging import merge_frame
from assistant.dialogue.plan import Missing, Plan, Reminder, Suggestion
from assistant.dialogue.ranges import range_asked
from assistant.dialogue.referring import asks_if_on_grade
from assistant.dialogue.reminding import Reminding, Step
from assistant.dialogue.replying import reply
from assistant.dialogue.rescue import speaks_of_us
from assistant.dialogue.state import Frame, Pending, State, copied
from assistant.dialogue.verdict import Verdict
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Reading, Segment


class Filling:
    """Goes on with the question for a value; `fresh` answers a message that is about something else."""

    def __init__(self, judge: Judge, reminding: Reminding, fresh: Step) -> None:
        self.judge = judge
        self.reminded = reminding.reminded
        self.missing = reminding.missing
        self.fresh = fresh

    def plan(self, state: State, pending: Pending, segment: Segment, reading: Reading, today: date) -> Plan:
        """The plan for what is said to the question."""
        segment = day_asked_for(pending, segment, today)
        limits = range_asked(pending, segment) if len(reading.segments) == 1 else None
        if limits is not None:
            return self._beside(state, pending, limits, today)
        frame = frame_of(segment, reading, state, self.judge.intents)
        told = self._for_another(pending, segment) or filled(pending, segment, reading)
        if told is None and not asks_limit(segment):
            told = self._chosen(state, pending, reading)
        other = state.frame if state.frame != pending.frame else None
        answers = told is not None and segment.act != "question"
        elsewhere = not answers and other is not None and continues(other, frame, segment, reading.signals)
        goes_on = (
            not elsewhere
            and not (asks_limit(segment) or asks_if_on_grade(segment) or asks_length_for_all(segment, segment.own))
            and continues(pending.frame, frame, segment, reading.signals, pending=True)
        )
        if (told is None or elsewhere) and not goes_on:
            return self._astray(state, pending, segment, reading, today)
        merged = _filled_in(pending, frame, segment, reading, told)
        verdict = self.judge.verdict(merged, state, today)
        if told is not None and _impossible(pending, merged, verdict):
            return self._refused(state, pending, merged, verdict)
        return reply(state, merged, verdict)

    def _chosen(self, state: State, pending: Pending, reading: Reading) -> dict[str, Any] | None:
        """One of the values on offer, by its place or size; "that then" after "what is the most?" is the most."""
        slot, pick = pending.slots[0], reading.pick
        last = state.frame
        limit = last.slots.get("limit") if last is not None and last is not pending.frame else None
        if limit and not pick and (reading.agrees or "adopts" in reading.signals):
            pick = {"size": limit}
        refused = last.slots.get(slot) if last is not None and slot not in pending.frame.slots else None
        return chosen(self.judge.choices(pending.frame, slot), slot, pick, refused)

    def _for_another(self, pending: Pending, segment: Segment) -> dict[str, Any] | None:
        """A bare number that cannot be what was asked for first, but is one of the values of something else open."""
        numbers = segment.own.get("numbers") or []
        first = pending.slots[0] if pending.slots else None
        if len(numbers) != 1 or first is None or pending.present:
            return None
        number = numbers[0]
        if self._possible(pending.frame, first, number):
            return None
        others = [*pending.slots[1:], *[i for i in pending.frame.slots.get("open", {}) if i not in pending.frame.slots]]
        fits = [s for s in others if self._possible(pending.frame, s, number) is True]
        return {fits[0]: number, "numbers": []} if len(fits) == 1 else None

    def _possible(self, frame: Frame, slot: str, number: int) -> bool | None:
        """Whether a number is one of the values a slot takes; None when nothing is known of them."""
        choices = [c for c in self.judge.choices(frame, slot) if isinstance(c, int) and not isinstance(c, bool)]
        if not choices:
            return None
        return min(choices) <= number <= max(choices) if slot == "bandwidth" else number in choices

    def _refused(self, state: State, pending: Pending, merged: Frame, verdict: Verdict) -> Plan:
        """An impossible value: the reason and what would do, and the question once more; what was told before stays."""
        plan = reply(state, merged, verdict)
        wrong = {f.item for a in verdict.answers for f in a.decision.findings if f.code.startswith("D:")}
        if pending.slots[0].endswith("_fate"):
            wrong |= {"options_keep", pending.slots[0]}
        kept = {k: v for k, v in merged.slots.items() if k not in wrong or k in pending.frame.slots}
        kept.update({k: v for k, v in pending.frame.slots.items() if k in wrong})
        frame = replace(merged, slots=kept)
        state.pending = Pending("slot", frame, [s for s in pending.slots if s in wrong or s not in kept])
        state.wish = frame
        return replace(plan, reminder=Reminder(self.missing(state.pending, state.pending.slots[0])))

    def _astray(self, state: State, pending: Pending, segment: Segment, reading: Reading, today: date) -> Plan:
        """The message does not answer what was asked."""
        declines = reading.no and segment.act != "question" and not says_something(segment.own)
        if declines or segment.intent == "undo":
            state.give_up()
            return Plan("smalltalk", state, message="no" if pending.frame.act == "request" else "closing")
        plan = self.fresh(state, reading, today)
        if plan.kind == "fallback" and _of_something_else(segment):
            state.pending = pending
            return self.reminded(plan, pending, today)
        if plan.kind == "fallback" and segment.act == "question" and pending.slots[0] in LIMITS:
            slots = {k: v for k, v in pending.frame.slots.items() if k in ("grade", "grade_to")}
            limits = Frame(LIMITS[pending.slots[0]], pending.frame.service, slots)  # 「何日があるんだっけ」
            return self._beside(state, pending, limits, today)
        if plan.kind == "fallback" or plan.message == "nothing_pending":
            state.pending = pending
            missing = self.missing(pending, pending.slots[0])
            return Plan("question", state, missing=(missing,), message="clarify", suggestions=_choices(missing))
        if plan.kind in ("answer", "smalltalk") and plan.message != "restart":
            return self.reminded(plan, pending, today)
        return plan

    def _beside(self, state: State, pending: Pending, asked: Frame, today: date) -> Plan:
        """The answer to what was asked beside the value, which is still to be told."""
        last = state.frame
        plan = reply(state, asked, self.judge.verdict(asked, state, today))
        if LIMITS.get(pending.slots[0]) == asked.intent:
            plan.state.frame = last  # what is told next is the value asked for, and goes on with no other question
        return self.reminded(plan, pending, today)


def _filled_in(
    pending: Pending, frame: Frame, segment: Segment, reading: Reading, told: dict[str, Any] | None
) -> Frame:
    """What was asked about with what the message says; `told` is what of it answers the question."""
    if told is not None and pending.present:
        merged = replace(pending.frame, slots=copied(pending.frame.slots))
    else:
        for taken in ("numbers", "durations"):
            if told and taken in told:
                frame.slots.pop(taken, None)
        if told and pending.slots[0].endswith("_fate"):
            frame.slots.pop("options", None)  # named to say what becomes of it, not asked for
        for item in (told or {}).get("now", {}):
            frame.slots.pop(item, None)  # what there is now is not what is wanted
        merged = merge_frame(pending.frame, frame, segment, reading.signals)
    if told is not None:
        merged.intent = pending.frame.intent
    merged.act = pending.frame.act
    for key, value in (told or {}).items():
        if key == "service":
            merged.service = value
        elif isinstance(value, dict) and isinstance(merged.slots.get(key), dict):
            merged.slots[key] = {**merged.slots[key], **value}
        elif value is None:
            merged.slots.pop(key, None)
        else:
            merged.slots[key] = value
    return merged


_SURE = 0.85


def _of_something_else(segment: Segment) -> bool:
    """Whether a question is of nothing of ours: where to eat near the office, the weather."""
    wordy = segment.residue > SHORT and not says_something(segment.own) and not segment.own.get("items")
    wordy = wordy and (segment.confidence > _SURE or not speaks_of_us(segment))
    out = segment.intent == OUT_OF_SCOPE and (wordy or is_elsewhere(segment) or of_nothing_here(segment))
    return segment.act == "question" and out


def _impossible(pending: Pending, merged: Frame, verdict: Verdict) -> bool:
    """Whether the value just told is what the terms refuse."""
    if verdict.kind != "answer" or pending.present or pending.frame.act != "request":
        return False
    if pending.slots[0].endswith("_fate"):
        return any(a.decision.outcome == "denied" for a in verdict.answers)
    refused = {f.item for a in verdict.answers for f in a.decision.findings if f.code.startswith("D:")}
    return any(s in refused and s in merged.slots for s in pending.slots)


def _choices(missing: Missing) -> tuple[Suggestion, ...]:
    """The values there are for it, to be picked from."""
    return tuple(Suggestion("value", c, missing.slot) for c in missing.choices)
