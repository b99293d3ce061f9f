"""What is said to a request that waits to be confirmed: agreed to, changed, taken back, or left for something else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue.agreeing import (
    after_all,
    agreement,
    as_it_was,
    asks_what_it_costs,
    differs,
    of_digression,
    present_told,
)
from assistant.dialogue.beside import asked_beside, beside_request, put_back
from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.config_turns import item_of
from assistant.dialogue.continuing import BARE, continues, is_elsewhere
from assistant.dialogue.declining import asked_for, left_out
from assistant.dialogue.ending_turns import only_posts
from assistant.dialogue.families import LIMITS, OF_ONE_OPTION, family
from assistant.dialogue.filling import asks_if_possible, asks_limit, has_values
from assistant.dialogue.frames import frame_of
from assistant.dialogue.judge import Judge
from assistant.dialogue.loose_numbers import other_item
from assistant.dialogue.merging import merge_frame
from assistant.dialogue.offers import Offers
from assistant.dialogue.plan import Plan
from assistant.dialogue.referring import asks_if_on_grade, asks_if_stays
from assistant.dialogue.reminding import Reminding, Step
from assistant.dialogue.replying import reply
from assistant.dialogue.state import Frame, Pending, Receipt, State, copied
from assistant.dialogue.taking_back import gives_up, leaves_the_rest, plainly_no, request_without, retracts, taken_out
from assistant.dialogue.told import present_contract
from assistant.dialogue.verdict import Verdict, denied
from assistant.language.slots import merge
from assistant.language.understand import Reading, Segment

_MORE = 3  # characters beyond "no, wait" that say something which was not made out
_LEAVES_OPEN = ("answer", "fallback", "smalltalk", "choice")


class Confirming:
    """Goes on with the request that waits; `fresh` answers a message that is about something else."""

    def __init__(self, judge: Judge, offers: Offers, reminding: Reminding, fresh: Step) -> None:
        self.judge = judge
        self.offers = offers
        self.reminded = reminding.reminded
        self.fresh = fresh

    def plan(self, state: State, pending: Pending, segment: Segment, reading: Reading, today: date) -> Plan:
        """The plan for what is said to a request: taken back, agreed to, changed, or left for something else."""
        segment = _with_told(segment, reading, family(pending.frame.intent))
        reading = after_all(reading, segment)
        segment = as_it_was(state, pending.frame, segment)
        changes = has_values(segment, family(pending.frame.intent)) or _days_of_log(pending.frame, segment)
        changes = changes and not (
            _only_billing(segment, state.frame, pending.frame) or only_posts(pending.frame, segment)
        )
        asks = _asks(segment, reading)
        if not asks and gives_up(pending.frame, segment, reading, changes=changes):
            state.give_up()
            return Plan("smalltalk", state, message="no")
        if not asks and retracts(pending.frame, segment, reading, changes=changes):
            return self._undone(state, pending, segment, reading.signals, today)
        alone = None if asks else _value_alone(pending.frame, segment, reading)
        if alone is not None:
            return self._changed(state, pending, alone, today)
        more = None if asks or changes else _wished_beside(pending.frame, segment)
        if more is not None:
            return self._changed(state, pending, more, today)
        picked = self._picked(state, pending, reading, today) if reading.pick and not asks and not changes else None
        if picked is not None:
            return picked
        says_no = plainly_no(segment, reading)
        unclear = "correction" in reading.signals and segment.residue > _MORE and not says_no
        if (reading.no or says_no) and not changes and not asks and not unclear:
            state.give_up()
            return Plan("smalltalk", state, message="no")
        joined = (
            asked_beside(state, pending, segment, reading)
            or put_back(state, pending, segment)
            or present_told(pending, segment)
            or other_item(pending.frame, segment, reading.signals, self.judge)
        )
        if joined is not None:
            return self._changed(state, pending, joined, today)
        frame = frame_of(segment, reading, state, self.judge.intents)
        same = changes and not differs(pending.frame, frame, state)
        agrees, means_limit = agreement(state, pending, segment, reading, same=same)
        of_digression(state, pending, frame, segment)
        if not (asks or reading.yes) and leaves_the_rest(pending.frame, segment, changes=changes):
            return self._changed(state, pending, pending.frame, today)  # told what stays, the request is shown again
        if agrees and not asks and (not changes or same) and not means_limit:
            return self._recorded(state, pending, today)
        bare = _only_values(frame, segment, reading) and not beside_request(state, pending.frame, frame, segment)
        apart = _apart(state, pending, frame, segment, reading)
        if changes and not apart and ("correction" in reading.signals or not asks or bare):
            merged = self._merged(state, pending, frame, segment, reading, today=today)
            return self._changed(state, pending, merged, today)
        if unclear and reading.no:
            return self.reminded(Plan("fallback", state, message="nothing_before"), pending, today)
        plan = self.fresh(state, reading, today)
        return self.reminded(plan, pending, today) if plan.kind in _LEAVES_OPEN and plan.message != "restart" else plan

    def _picked(self, state: State, pending: Pending, reading: Reading, today: date) -> Plan | None:
        """The request with another of the values there are; those there are, when none lies beyond it."""
        frame = self.offers.repicked(state, pending.frame, reading.pick, today)
        if frame is not None:
            return self._changed(state, pending, frame, today)
        item = item_of(pending.frame)
        if "next" in reading.pick and item in LIMITS:
            limits = replace(pending.frame, intent=LIMITS[item], act="question")
            return self.reminded(reply(state, limits, self.judge.verdict(limits, state, today)), pending, today)
        return None

    def _undone(self, state: State, pending: Pending, segment: Segment, signals: frozenset[str], today: date) -> Plan:
        """What is named is taken out of the request; nothing named: the last change is; nothing left: all of it."""
        named = taken_out(state, pending.frame, segment, signals)
        if named is None:
            return self._changed(state, pending, pending.frame, today)  # all of it is wanted: it is shown again
        if named:
            frame = request_without(pending.frame, named)
            if not asked_for(frame):
                state.give_up()  # "we'd rather stay at two servers"
                return Plan("smalltalk", state, message="no")
        elif state.before is not None:
            frame = state.before
        else:
            state.give_up()
            return Plan("smalltalk", state, message="undo")
        verdict = self.judge.verdict(frame, state, today)
        if verdict.kind == "answer" and frame.act == "request" and not denied(verdict):
            state.give_up()
            return Plan("smalltalk", state, message="undo")
        plan = reply(state, frame, verdict)
        if named:
            state.wish = pending.frame  # what was taken out can be put back
        else:
            state.before = None  # "undo that too" goes on backwards
        return plan

    def _merged(
        self, state: State, pending: Pending, frame: Frame, segment: Segment, reading: Reading, *, today: date
    ) -> Frame:
        """The request with what a message says; beside what was supposed last, where only there it makes sense.

        "What if we went to Complete?", then "180 days of logs" while a change of the licences waits.
        """
        if "only" in reading.signals and frame.act == "request":
            merged = frame
        else:
            merged = merge_frame(pending.frame, frame, segment, reading.signals)
        merged.act = "request"
        left = left_out(pending.frame, segment)
        merged.slots = {k: v for k, v in merged.slots.items() if k not in left}
        merged = self._renumbered(state, merged, segment, today)
        last = state.frame
        if last is None or last == pending.frame or last.act != "question" or last.intent not in CHANGE_INTENTS:
            return merged
        supposed = replace(last, act="request", slots=copied(last.slots))
        other = merge_frame(supposed, replace(frame, slots=copied(frame.slots)), segment, reading.signals)
        other.act = "request"
        better = denied(self.judge.verdict(merged, state, today)) and not denied(
            self.judge.verdict(other, state, today)
        )
        return other if better else merged

    def _renumbered(self, state: State, merged: Frame, segment: Segment, today: date) -> Frame:
        """The request with a bare number put where alone it can be: "Complete then, 180" is the log retention."""
        numbers = segment.own.get("numbers", [])
        if len(numbers) != 1 or not denied(self.judge.verdict(merged, state, today)):
            return merged
        without = {k: v for k, v in merged.slots.items() if k not in VALUES or v != numbers[0]}
        for item in ("log", "concurrent"):
            other = replace(merged, slots={**without, item: numbers[0], "numbers": []})
            if item not in without and not denied(self.judge.verdict(other, state, today)):
                return other
        return merged

    def _recorded(self, state: State, pending: Pending, today: date) -> Plan:
        """The request is recorded as it stands, unless the terms no longer let it."""
        verdict = self.judge.verdict(pending.frame, state, today)
        if verdict.kind != "confirmation":
            return reply(state, pending.frame, verdict)
        state.pending, state.frame, state.wish = None, pending.frame, None
        state.shown = [pending.frame]
        state.receipts.append(Receipt(pending.frame, _kept(verdict)))
        return Plan("receipt", state, answers=verdict.answers, message="receipt", request=verdict.request)

    def _changed(self, state: State, pending: Pending, merged: Frame, today: date) -> Plan:
        """The request with what was said now; what the terms refuse is not taken over, the old one stays open."""
        verdict = self.judge.verdict(merged, state, today)
        refused = verdict.kind == "answer" and any(a.decision.outcome == "denied" for a in verdict.answers)
        plan = reply(state, merged, verdict)
        if not refused:
            return plan
        plan.state.wish = pending.frame
        return self.reminded(plan, pending, today)


def _with_told(segment: Segment, reading: Reading, of: str) -> Segment:
    """The sentence that agrees with the values told before it: 「同時利用も5000でした。一緒にお願いします」."""
    told = [s for s in reading.told if s.act != "question" and has_values(s, of)]
    if not told or segment.act == "question" or has_values(segment, of):
        return segment
    own = merge([*[s.own for s in told], segment.own])
    return replace(segment, own=own, act="request", residue=max(s.residue for s in (*told, segment)))


def _asks(segment: Segment, reading: Reading) -> bool:
    """Whether a message asks something, other than a bare "yes?"."""
    return segment.act == "question" and (not reading.yes or segment.residue > 0 or "which" in reading.signals)


def _only_billing(segment: Segment, last: Frame | None, asks: Frame) -> bool:
    """Whether a message tells since when is billed: no part of a request, but of what was asked beside it.

    An option may be named with it, when the option is the one last asked about and no part of the request.
    """
    told = {k for k, v in segment.own.items() if v not in (None, [], {}) and k not in ("items", "services")}
    options = segment.own.get("options", [])
    beside = last is not None and last is not asks and last.slots.get("options") == options
    if (
        options
        and beside
        and not set(options) & {*asks.slots.get("options", []), *asks.slots.get("options_remove", [])}
    ):
        told -= {"options"}
    return told == {"dates"} and {d["role"] for d in segment.own["dates"]} == {"billing_start"}


def _value_alone(frame: Frame, segment: Segment, reading: Reading) -> Frame | None:
    """The request with only the item that has the number told: 「じゃあ6000だけで」; None when no one item has it."""
    numbers = [n for n in segment.own.get("numbers", []) if isinstance(n, int)]
    named = any(v in segment.own for v in (*VALUES, "options", "grade")) or segment.own.get("items")
    if "only" not in reading.signals or len(numbers) != 1 or named:
        return None
    kept = [v for v in VALUES if frame.slots.get(v) == numbers[0] and v not in frame.slots.get("relative", {})]
    others = [n for n in asked_for(frame) if n not in kept]
    return request_without(frame, others) if len(kept) == 1 and others else None


def _wished_beside(frame: Frame, segment: Segment) -> Frame | None:
    """The request with another item whose value is still to be told: 「帯域も上げたい」; None when none is wished."""
    items = [i for i in segment.own.get("items", []) if i in VALUES and i not in frame.slots]
    if (
        segment.act not in ("request", "wish")
        or len(items) != 1
        or frame.act != "request"
        or not _RAISES.search(segment.text)
    ):
        return None
    return replace(frame, slots={**frame.slots, "open": {**frame.slots.get("open", {}), items[0]: ()}})


_RAISES = re.compile(
    r"上げ|下げ|増や|減ら|変え|変更|広げ|延ば|伸ば|短く|長く|太く|追加|"
    r"\b(?:more|less|fewer|higher|lower|longer|shorter|wider|rais\w*|lower\w*|increas\w*|reduc\w*|chang\w*|extend\w*|bump\w*)\b",
    re.IGNORECASE,
)


def _days_of_log(frame: Frame, segment: Segment) -> bool:
    """Whether a length told is that of the log retention the request sets: "no wait, 360 days"."""
    lengths = segment.own.get("durations", [])
    return "log" in frame.slots and len(lengths) == 1 and bool(re.fullmatch(r"P\d+D", lengths[0]))


def _only_values(frame: Frame, segment: Segment, reading: Reading) -> bool:
    """Whether a message says hardly more than the values it has, and asks nothing of them for itself."""
    asks = _asks(segment, reading)
    if segment.residue > BARE or "which" in reading.signals or is_elsewhere(segment) or asks_if_stays(segment):
        return False
    if asks and segment.own.get("options") and (asks_if_possible(segment.text) or frame.intent in OF_ONE_OPTION):
        return False
    return not (asks and "back" in reading.signals)


def _apart(state: State, pending: Pending, frame: Frame, segment: Segment, reading: Reading) -> bool:
    """Whether a message leaves the request as it is.

    It asks for a limit or for an option on some grade, or goes on with what was supposed beside the request.
    """
    if asks_limit(segment) or asks_if_on_grade(segment) or asks_what_it_costs(segment):
        return True
    if _of_what_it_has(state, pending.frame, segment):
        return True
    last = state.frame
    beside = last is not None and last != pending.frame and last.act == "question" == segment.act
    return beside and last is not None and continues(last, frame, segment, reading.signals)


def _of_what_it_has(state: State, asks: Frame, segment: Segment) -> bool:
    """Whether it is only asked if what the contract has can stay: 「2Gの帯域はCoreでもそのまま使えますか」."""
    have = present_contract(state, str(asks.service))
    told = [v for v in VALUES if v in segment.own]
    same = all(v not in asks.slots and have.get(v) == segment.own[v] for v in told)
    return segment.act == "question" and bool(told) and same and not segment.own.get("relative")


def _kept(verdict: Verdict) -> dict[str, Any]:
    """What the conversation keeps of a recorded request, so that it can say later what it was."""
    record = verdict.request or {}
    result = record["decision"].result if record else {}
    values = {k: str(v) for k, v in record["decision"].values.items()} if record else {}
    return {
        "rule": record.get("rule"),
        "request": copied(record.get("request")),
        "values": values,
        "result": dict(result),
    }
