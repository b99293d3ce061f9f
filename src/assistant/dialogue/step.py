"""One step of a conversation: state and reading in, plan out. Pure: no clock, no I/O, no words."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue.config import VALUES
from assistant.dialogue.filling import filled, has_values
from assistant.dialogue.follow import continues, merge_frame, says_something
from assistant.dialogue.frames import SHORT, UNSURE, accepted, family, frame_of, same_family
from assistant.dialogue.judge import Judge, Verdict
from assistant.dialogue.meta import Meta
from assistant.dialogue.plan import Answer, Missing, Plan, Suggestion
from assistant.dialogue.state import Frame, Pending, State
from assistant.language.intents import OUT_OF_SCOPE, Intent
from assistant.language.understand import Reading, Segment
from assistant.rules import ParameterBook, Remedy

_MAX_ANSWERS = 4
_VAGUE = frozenset({"change_procedure", "change_items", "contract_items", "combined_change"})
_BARE = 4  # characters beside names and small words: a value alone, not a question of its own

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
        _remember(state, reading)
        plan = self._pending(state, reading, today) if state.pending else None
        if plan is None:
            plan = self._adopted(state, reading, today) or self._fresh(state, reading, today)
        understood = plan.kind != "fallback" and plan.message != "clarify"
        plan.state.misunderstood = 0 if understood else state.misunderstood + 1
        return replace(plan, understanding=_understanding(reading))

    # -- something was asked before ------------------------------------------------------------------------------

    def _pending(self, state: State, reading: Reading, today: date) -> Plan | None:
        pending = state.pending
        segment = reading.segments[0] if reading.segments else None
        if pending is None or segment is None:
            return None
        if segment.intent in ("restart", "human") and segment.confidence > UNSURE and not has_values(segment):
            return None
        if pending.kind == "confirm":
            return self._confirming(state, pending, segment, reading, today)
        return self._filling(state, pending, segment, reading, today)

    def _confirming(self, state: State, pending: Pending, segment: Segment, reading: Reading, today: date) -> Plan:
        changes = has_values(segment, family(pending.frame.intent))
        if segment.intent == "undo" or (reading.no and segment.own.get("items") and not changes):
            return self._undone(state, pending, segment, today)
        if reading.no and not changes:
            state.pending, state.frame, state.topic = None, None, None
            return Plan("smalltalk", state, message="no")
        frame = frame_of(segment, reading, state, self.intents)
        same = changes and not _differs(pending.frame, frame)
        agrees = reading.agrees or (segment.intent == "yes" and segment.confidence > UNSURE)
        if agrees and (not changes or same):
            verdict = self.judge.verdict(pending.frame, state, today)
            if verdict.kind == "confirmation":
                state.pending, state.frame = None, pending.frame
                return Plan("receipt", state, answers=verdict.answers, message="receipt", request=verdict.request)
            return self._reply(state, pending.frame, verdict)
        bare = segment.residue <= _BARE and "which" not in reading.signals
        if changes and ("correction" in reading.signals or segment.act != "question" or bare):
            if "only" in reading.signals and frame.act == "request":
                merged = frame
            else:
                merged = merge_frame(pending.frame, frame, segment, reading.signals)
            merged.act = "request"
            return self._reply(state, merged, self.judge.verdict(merged, state, today))
        plan = self._fresh(state, reading, today)
        if plan.kind in ("answer", "fallback", "smalltalk", "choice"):
            plan.state.pending = pending
        return plan

    def _undone(self, state: State, pending: Pending, segment: Segment, today: date) -> Plan:
        """What is named is taken out of the request; nothing named: the last change is; nothing left: all of it."""
        slots = dict(pending.frame.slots)
        named = [i for i in segment.own.get("items", []) if i in slots] + [v for v in VALUES if v in segment.own]
        gone = [o for k in ("options", "options_remove", "options_refused") for o in segment.own.get(k, [])]
        for item in named:
            slots.pop(item, None)
        slots["options"] = [o for o in slots.get("options", []) if o not in gone]
        if named or gone:
            frame = replace(pending.frame, slots={k: v for k, v in slots.items() if v not in (None, [])})
        elif state.before is not None:
            frame = state.before
        else:
            state.pending, state.frame = None, None
            return Plan("smalltalk", state, message="undo")
        verdict = self.judge.verdict(frame, state, today)
        if verdict.kind == "answer" and frame.act == "request":
            state.pending, state.frame = None, None
            return Plan("smalltalk", state, message="undo")
        return self._reply(state, frame, verdict)

    def _filling(self, state: State, pending: Pending, segment: Segment, reading: Reading, today: date) -> Plan | None:
        frame = frame_of(segment, reading, state, self.intents)
        told = filled(pending, segment, reading)
        other = state.frame if state.frame != pending.frame else None
        elsewhere = other is not None and continues(other, frame, segment, reading.signals)
        goes_on = not elsewhere and continues(pending.frame, frame, segment, reading.signals, pending=True)
        if told is None and not goes_on:
            declines = reading.no and not says_something(segment.own)
            if declines or segment.intent == "undo":
                state.pending, state.frame, state.topic = None, None, None
                return Plan("smalltalk", state, message="no")
            plan = self._fresh(state, reading, today)
            if plan.kind == "fallback":
                slot = pending.slots[0]
                state.pending = pending
                missing = Missing(slot, self.judge.choices(pending.frame, slot))
                return Plan("question", state, missing=(missing,), message="clarify", suggestions=_choices(missing))
            if plan.kind in ("answer", "smalltalk") and plan.message != "restart":
                plan.state.pending = pending
            return plan
        merged = merge_frame(pending.frame, frame, segment, reading.signals)
        if told is not None:
            merged.intent = pending.frame.intent
        merged.act = pending.frame.act
        for key, value in (told or {}).items():
            if key == "service":
                merged.service = value
            else:
                merged.slots[key] = value
        return self._reply(state, merged, self.judge.verdict(merged, state, today))

    def _adopted(self, state: State, reading: Reading, today: date) -> Plan | None:
        """The remedy just offered, taken up by "do that", becomes a request; what it leaves open is asked for."""
        segment = reading.segments[0] if reading.segments else None
        if segment is None or has_values(segment) or state.pending:
            return None
        if not (reading.agrees or segment.intent == "yes"):
            return None
        offer = self._offer(state, today)
        if offer is None:
            return None
        last, remedy = offer
        frame = _with_remedy(last, remedy)
        return self._reply(state, frame, self.judge.verdict(frame, state, today))

    def _offer(self, state: State, today: date) -> tuple[Frame, Remedy] | None:
        """The remedy that stands open: of the last answer, or of the topic that a question in between left alone."""
        for frame in (state.frame, state.topic):
            if frame is None:
                continue
            verdict = self.judge.verdict(frame, state, today)
            remedy = next((r for a in verdict.answers for r in a.decision.remedies), None)
            if remedy is not None:
                return frame, remedy
        return None

    # -- a message of its own ------------------------------------------------------------------------------------

    def _fresh(self, state: State, reading: Reading, today: date) -> Plan:
        frames = self._frames(state, reading)
        if not frames:
            return self._fallback(state)
        verdicts: list[tuple[Frame, Verdict]] = []
        for frame, segment in frames[:_MAX_ANSWERS]:
            vague = frame.intent in _VAGUE and segment.residue <= SHORT and not says_something(segment.own)
            if vague and self._offer(state, today) is not None:
                frame.intent = "remedy"  # "what changes are needed?" after a refusal asks for the way there
            special = self.meta.plan(frame, segment, reading, state, today)
            if special is not None:
                if len(frames) == 1 or special.kind == "handoff":
                    return special
                if special.kind == "answer":
                    verdicts.append((frame, Verdict("answer", special.answers)))
                continue
            verdict = self.judge.verdict(frame, state, today, confidence=segment.confidence)
            verdicts.append((frame, self._with_named_clauses(verdict, frame, segment, state)))
        if not verdicts:
            return self._fallback(state)
        if len(verdicts) == 1:
            return self._reply(state, *verdicts[0])
        return self._several(state, verdicts)

    def _with_named_clauses(self, verdict: Verdict, frame: Frame, segment: Segment, state: State) -> Verdict:
        """The verdict, and beside it the articles the question names, when the answer does not rest on them."""
        if verdict.kind != "answer" or not segment.own.get("clauses"):
            return verdict
        shown = self.meta.shown(frame, segment, state)
        resting = {c.partition("#")[0] for a in verdict.answers for c in a.decision.clauses}
        more = tuple(a for a in shown if not resting & {c.partition("#")[0] for c in a.decision.clauses})
        return replace(verdict, answers=(*verdict.answers, *more))

    def _frames(self, state: State, reading: Reading) -> list[tuple[Frame, Segment]]:
        found: list[tuple[Frame, Segment]] = []
        about_us = any(s.intent == "who_are_you" for s in reading.segments)
        for segment in reading.segments:
            frame = frame_of(segment, reading, state, self.intents)
            if about_us and frame.intent == "human":
                continue  # "Are you a machine? Or a person?" asks for no person
            earlier = next(
                (f for f in (state.frame, state.topic) if f and continues(f, frame, segment, reading.signals)), None
            )
            if earlier is not None:
                frame = merge_frame(earlier, frame, segment, reading.signals)
            elif frame.intent == OUT_OF_SCOPE or not accepted(segment, frame):
                continue
            twin = next(
                (f for f, _ in found if f.service == frame.service and same_family(f, frame, self.intents)), None
            )
            if twin is not None and (twin.intent == frame.intent or frame.act == twin.act == "request"):
                merged = merge_frame(replace(twin, act="request"), frame, segment, frozenset())
                twin.slots, twin.act = merged.slots, "request" if "request" in (twin.act, frame.act) else twin.act
                continue
            found.append((frame, segment))
        return found

    def _fallback(self, state: State) -> Plan:
        names = ("option_eligibility", "termination_date", "credit")
        examples = tuple(Suggestion("intent", name) for name in names if name in self.intents)
        return Plan("fallback", state, message="fallback", suggestions=examples)

    # -- from verdict to plan --------------------------------------------------------------------------------------

    def _reply(self, state: State, frame: Frame, verdict: Verdict) -> Plan:
        if frame.service and not frame.both:
            state.service = frame.service
        state.before = state.pending.frame if state.pending else None
        state.frame, state.pending = frame, None
        if family(frame.intent) in ("config", "outage", "ending"):
            state.topic = frame
        if verdict.kind == "confirmation":
            state.pending = Pending("confirm", frame)
        elif verdict.kind in ("question", "choice") and verdict.missing:
            state.pending = Pending("slot", frame, [m.slot for m in verdict.missing])
        return Plan(
            verdict.kind,
            state,
            answers=verdict.answers,
            missing=verdict.missing,
            suggestions=verdict.suggestions,
            message=verdict.message,
            request=verdict.request if verdict.kind == "confirmation" else None,
        )

    def _several(self, state: State, verdicts: Sequence[tuple[Frame, Verdict]]) -> Plan:
        answers: list[Answer] = []
        asking = next((pair for pair in verdicts if pair[1].kind in ("question", "confirmation", "choice")), None)
        for _, verdict in verdicts:
            answers.extend(a for a in verdict.answers if not any(_same(a, b) for b in answers))
        if asking is not None and (not answers or asking[1].kind == "confirmation"):
            plan = self._reply(state, *asking)
            return replace(plan, answers=tuple(answers) or plan.answers)
        if asking is not None and asking[1].kind == "question" and all(v.kind != "answer" for _, v in verdicts):
            return replace(self._reply(state, *asking), answers=tuple(answers))
        frame = verdicts[-1][0]
        if frame.service:
            state.service = frame.service
        state.frame, state.pending = frame, None
        return Plan("answer", state, answers=tuple(answers), suggestions=verdicts[-1][1].suggestions)


def _remember(state: State, reading: Reading) -> None:
    """Facts of the contract that later questions rest on, whatever was asked when they were told."""
    for told in reading.slots.get("dates", []):
        if told["role"] == "billing_start":
            state.known["billing_start"] = told["value"]
    if "money" in reading.slots:
        state.known["monthly_fee"] = reading.slots["money"]


def _with_remedy(last: Frame, remedy: Remedy) -> Frame:
    """The last wish, changed as the remedy says; an item with several good values is left open, to be asked for."""
    slots = dict(last.slots)
    if "grade" in slots and last.act == "question" and "grade_to" not in slots:
        slots["grade_now"] = slots.pop("grade")
    for item, value in remedy.set.items():
        if len(remedy.choices.get(item, ())) > 1 or value is None:
            slots.pop(item, None)
        else:
            slots[item] = value
    slots["options"] = [
        *[o for o in slots.get("options", []) if o not in remedy.remove],
        *[o for o in remedy.add if o not in slots.get("options", [])],
    ]
    return Frame("change_request", last.service, {k: v for k, v in slots.items() if v != []}, "request")


def _differs(old: Frame, new: Frame) -> bool:
    """Whether the new frame wants anything that the old one does not."""
    if new.slots.get("numbers"):
        return True
    wanted = (*VALUES, "grade", "region", "redundancy")
    if any(k in new.slots and new.slots[k] != old.slots.get(k) for k in wanted):
        return True
    return any(
        o not in old.slots.get(k, [])
        for k in ("options", "options_remove", "options_keep")
        for o in new.slots.get(k, [])
    )


def _same(one: Answer, other: Answer) -> bool:
    return (
        one.intent == other.intent
        and one.decision.service == other.decision.service
        and one.decision.values == other.decision.values
    )


def _choices(missing: Missing) -> tuple[Suggestion, ...]:
    return tuple(Suggestion("value", c, missing.slot) for c in missing.choices)


def _understanding(reading: Reading) -> dict[str, Any]:
    first = reading.segments[0] if reading.segments else None
    return {
        "slots": reading.slots,
        "alternatives": [{"intent": n, "confidence": round(p, 4)} for n, p in (first.ranked[:4] if first else ())],
    }
