"""A message while something stands open: a value was asked for, or a request waits to be confirmed."""

from __future__ import annotations

import re
from collections.abc import Callable
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
from assistant.dialogue.config import CHANGE_INTENTS, ITEM_WORDS, OPTION_WORDS, VALUES
from assistant.dialogue.config_turns import item_of
from assistant.dialogue.continuing import BARE, continues, is_elsewhere
from assistant.dialogue.declining import asked_for, leaves_as_is, left_out, refuses, wanted_alone
from assistant.dialogue.ending_turns import only_posts
from assistant.dialogue.families import LIMITS, OF_ONE_OPTION, UNSURE, family
from assistant.dialogue.filling import (
    asks_if_possible,
    asks_limit,
    chosen,
    day_asked_for,
    filled,
    has_values,
    says_something,
)
from assistant.dialogue.frames import frame_of
from assistant.dialogue.judge import Judge
from assistant.dialogue.loose_numbers import other_item
from assistant.dialogue.merging import merge_frame
from assistant.dialogue.offers import Offers
from assistant.dialogue.plan import Missing, Plan, Reminder, Suggestion
from assistant.dialogue.referring import asks_if_on_grade, asks_if_stays
from assistant.dialogue.replying import reply
from assistant.dialogue.state import Frame, Pending, Receipt, State, copied
from assistant.dialogue.verdict import Verdict, denied
from assistant.language.agreement import is_no
from assistant.language.slots import merge
from assistant.language.understand import Reading, Segment

Step = Callable[[State, Reading, date], Plan]
_MORE = 3  # characters beyond "no, wait" that say something which was not made out
_PLAINLY = 0.9
_BLANK = re.compile(r"白紙に|ゼロに戻|\b(?:clean slate|start (?:it )?(?:over|afresh) from nothing)\b", re.IGNORECASE)
_REST_STAYS = re.compile(
    r"(?:ほか|他|それ以外|残り)(?:の(?:もの|項目)?)?(?:は|も)[^。]{0,6}(?:そのまま|変更(?:なし|し(?:な|ま))|変え(?:な|ま)|現状|同じ)|"
    r"\b(?:keep|leave)\b[^.?]{0,12}\b(?:everything else|the rest|all else|the others?)\b|"
    r"\b(?:everything else|the rest|all else)\b[^.?]{0,16}\b(?:stays?|same|as (?:it|they) (?:is|are)|unchanged)\b",
    re.IGNORECASE,
)
_LEAVES_OPEN = ("answer", "fallback", "smalltalk", "choice")
_ITEMS = (*VALUES, "grade", "grade_to", "region", "redundancy")


class Opened:
    """Goes on with what stands open; `fresh` answers a message that is about something else."""

    def __init__(self, judge: Judge, offers: Offers, fresh: Step) -> None:
        self.judge = judge
        self.offers = offers
        self.fresh = fresh

    def plan(self, state: State, reading: Reading, today: date) -> Plan | None:
        """The plan, or None when the message has nothing to do with what stands open."""
        pending = state.pending
        segment = reading.segments[0] if reading.segments else None
        if pending is None or segment is None:
            return None
        if segment.intent in ("restart", "human") and segment.confidence > UNSURE and not has_values(segment):
            return None
        if pending.kind == "withdraw":
            return self._withdrawing(state, pending, segment, reading, today)
        if pending.kind == "confirm":
            segment = _with_told(segment, reading, family(pending.frame.intent))
            return self._confirming(state, pending, segment, reading, today)
        return self._filling(state, pending, segment, reading, today)

    def reminded(self, plan: Plan, pending: Pending, today: date) -> Plan:
        """A reply to something else, with what still stands open at its end; it stays open."""
        plan.state.pending = pending
        return replace(plan, reminder=self.reminder(plan.state, pending, today))

    def reminder(self, state: State, pending: Pending, today: date) -> Reminder | None:
        """What stands open, as the words need it."""
        if pending.kind == "slot":
            return Reminder(self._missing(pending, pending.slots[0])) if pending.slots else None
        verdict = self.judge.verdict(pending.frame, state, today)
        return Reminder(None, verdict.request) if verdict.request else None

    def _missing(self, pending: Pending, slot: str) -> Missing:
        return Missing(slot, self.judge.choices(pending.frame, slot), pending.present)

    # -- a request waits to be confirmed ---------------------------------------------------------------------------

    def _confirming(self, state: State, pending: Pending, segment: Segment, reading: Reading, today: date) -> Plan:
        reading = after_all(reading, segment)
        segment = as_it_was(state, pending.frame, segment)
        changes = has_values(segment, family(pending.frame.intent)) or _days_of_log(pending.frame, segment)
        changes = changes and not (_only_billing(segment) or only_posts(pending.frame, segment))
        asks = segment.act == "question" and (not reading.yes or segment.residue > 0 or "which" in reading.signals)
        if not asks and _gives_up(pending.frame, segment, reading, changes=bool(changes)):
            state.give_up()
            return Plan("smalltalk", state, message="no")
        if not asks and self._retracts(pending.frame, segment, reading, changes=changes):
            return self._undone(state, pending, segment, reading.signals, today)
        if reading.pick and not asks and not changes:
            frame = self.offers.repicked(state, pending.frame, reading.pick, today)
            if frame is not None:
                return self._changed(state, pending, frame, today)
            item = item_of(pending.frame)
            if "next" in reading.pick and item in LIMITS:  # there is none beyond it: which values there are
                limits = replace(pending.frame, intent=LIMITS[item], act="question")
                return self.reminded(reply(state, limits, self.judge.verdict(limits, state, today)), pending, today)
        plainly_no = is_no(segment.text) or (segment.intent == "no" and segment.confidence > _PLAINLY)
        plainly_no = plainly_no or (reading.no and (refuses(segment) or leaves_as_is(segment)))
        unclear = "correction" in reading.signals and segment.residue > _MORE and not plainly_no
        if (reading.no or plainly_no) and not changes and not asks and not unclear:
            state.give_up()
            return Plan("smalltalk", state, message="no")
        joined = asked_beside(state, pending, segment, reading)
        joined = joined or put_back(state, pending, segment) or present_told(pending, segment)
        joined = joined or other_item(pending.frame, segment, reading.signals, self.judge)
        if joined is not None:
            return self._changed(state, pending, joined, today)
        frame = frame_of(segment, reading, state, self.judge.intents)
        same = changes and not differs(pending.frame, frame, state)
        agrees, means_limit = agreement(state, pending, segment, reading, same=same)
        of_digression(state, pending, frame, segment)
        rest_stays = bool(_REST_STAYS.search(segment.text)) and not changes
        if not (asks or reading.yes) and (rest_stays or _leaves_another(pending.frame, segment)):
            return self._changed(state, pending, pending.frame, today)  # told what stays, the request is shown again
        if agrees and not asks and (not changes or same) and not means_limit:
            return self._recorded(state, pending, today)
        bare = segment.residue <= BARE and "which" not in reading.signals and not is_elsewhere(segment)
        of_option = asks and segment.own.get("options")
        bare = bare and not (of_option and (asks_if_possible(segment.text) or frame.intent in OF_ONE_OPTION))
        bare = bare and not asks_if_stays(segment) and not (asks and "back" in reading.signals)
        apart = self._apart(state, pending, frame, segment, reading)
        bare = bare and not beside_request(state, pending.frame, frame, segment)
        if changes and not apart and ("correction" in reading.signals or not asks or bare):
            merged = self._merged(state, pending, frame, segment, reading, today=today)
            return self._changed(state, pending, merged, today)
        if unclear and reading.no:
            return self.reminded(Plan("fallback", state, message="nothing_before"), pending, today)
        plan = self.fresh(state, reading, today)
        return self.reminded(plan, pending, today) if plan.kind in _LEAVES_OPEN and plan.message != "restart" else plan

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

    @staticmethod
    def _apart(state: State, pending: Pending, frame: Frame, segment: Segment, reading: Reading) -> bool:
        """Whether a message leaves the request as it is.

        It asks for a limit or for an option on some grade, or goes on with what was supposed beside the request.
        """
        if asks_limit(segment) or asks_if_on_grade(segment) or asks_what_it_costs(segment):
            return True
        last = state.frame
        beside = last is not None and last != pending.frame and last.act == "question" == segment.act
        return beside and last is not None and continues(last, frame, segment, reading.signals)

    def _recorded(self, state: State, pending: Pending, today: date) -> Plan:
        verdict = self.judge.verdict(pending.frame, state, today)
        if verdict.kind != "confirmation":
            return reply(state, pending.frame, verdict)
        state.pending, state.frame, state.wish = None, pending.frame, None
        state.shown = [pending.frame]
        state.receipts.append(Receipt(pending.frame, _recorded(verdict)))
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

    def _retracts(self, frame: Frame, segment: Segment, reading: Reading, *, changes: bool) -> bool:
        """Whether a part of the request, or its last change, is taken back."""
        if segment.intent == "undo" and not changes:
            return True
        takes_back = reading.no or bool(reading.signals & {"retracts", "only", "back"} or left_out(frame, segment))
        takes_back = takes_back or bool(segment.own.get("stay"))  # "let's keep two servers"
        return takes_back and bool(_named(frame, segment)) and not _new_values(frame, segment)

    def _undone(self, state: State, pending: Pending, segment: Segment, signals: frozenset[str], today: date) -> Plan:
        """What is named is taken out of the request; nothing named: the last change is; nothing left: all of it."""
        slots = dict(pending.frame.slots)
        named = _named(pending.frame, segment)
        kept = wanted_alone(pending.frame, segment.text) if "only" in signals else []
        if kept:
            named = [n for n in asked_for(pending.frame) if n not in kept]  # "drop the region bit, licences only"
            if not named:
                return self._changed(state, pending, pending.frame, today)  # all of it is wanted: it is shown again
        elif named and "only" in signals and ("retracts" not in signals or "rest" in signals):
            named = [n for n in asked_for(pending.frame) if n not in named]
        told = not (state.context.get("configuration") or "grade_to" in slots)
        if told and any(v in slots and v not in named for v in VALUES):
            named = [n for n in named if n != "grade"]  # the grade one has, told beside the values, is not asked for
        if named:
            for name in named:
                slots.pop(name, None)
                slots["open"] = {k: v for k, v in slots.get("open", {}).items() if k != name}
                for kind in ("options", "options_remove", "options_keep"):
                    slots[kind] = [o for o in slots.get(kind, []) if o != name]
            if "grade" in named:
                slots.pop("grade_to", None)
            slots["items"] = [i for i in slots.get("items", []) if i not in named]
            frame = replace(pending.frame, slots={k: v for k, v in slots.items() if v not in (None, [], {})})
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

    # -- a value was asked for -------------------------------------------------------------------------------------

    def _filling(self, state: State, pending: Pending, segment: Segment, reading: Reading, today: date) -> Plan | None:
        segment = day_asked_for(pending, segment, today)
        frame = frame_of(segment, reading, state, self.judge.intents)
        told = self._for_another(pending, segment) or filled(pending, segment, reading)
        if told is None and not asks_limit(segment):
            told = self._chosen(state, pending, reading)
        other = state.frame if state.frame != pending.frame else None
        answers = told is not None and segment.act != "question"
        elsewhere = not answers and other is not None and continues(other, frame, segment, reading.signals)
        goes_on = (
            not elsewhere
            and not (asks_limit(segment) or asks_if_on_grade(segment))
            and continues(pending.frame, frame, segment, reading.signals, pending=True)
        )
        if (told is None or elsewhere) and not goes_on:
            return self._astray(state, pending, segment, reading, today)
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
        verdict = self.judge.verdict(merged, state, today)
        if told is not None and self._impossible(pending, merged, verdict):
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

    def _impossible(self, pending: Pending, merged: Frame, verdict: Verdict) -> bool:
        """Whether the value just told is what the terms refuse."""
        if verdict.kind != "answer" or pending.present or pending.frame.act != "request":
            return False
        if pending.slots[0].endswith("_fate"):
            return any(a.decision.outcome == "denied" for a in verdict.answers)
        refused = {f.item for a in verdict.answers for f in a.decision.findings if f.code.startswith("D:")}
        return any(s in refused and s in merged.slots for s in pending.slots)

    def _refused(self, state: State, pending: Pending, merged: Frame, verdict: Verdict) -> Plan:
        """An impossible value: the reason, and the question once more; what was told before stays."""
        plan = reply(state, merged, verdict)
        wrong = {f.item for a in verdict.answers for f in a.decision.findings if f.code.startswith("D:")}
        if pending.slots[0].endswith("_fate"):
            wrong |= {"options_keep", pending.slots[0]}
        kept = {k: v for k, v in merged.slots.items() if k not in wrong or k in pending.frame.slots}
        kept.update({k: v for k, v in pending.frame.slots.items() if k in wrong})
        frame = replace(merged, slots=kept)
        state.pending = Pending("slot", frame, [s for s in pending.slots if s in wrong or s not in kept])
        state.wish = frame
        missing = self._missing(state.pending, state.pending.slots[0])
        if missing.slot.endswith("_fate"):
            return replace(plan, reminder=Reminder(missing))
        return replace(plan, kind="question", missing=(missing,), suggestions=_choices(missing), message=None)

    def _astray(self, state: State, pending: Pending, segment: Segment, reading: Reading, today: date) -> Plan:
        """The message does not answer what was asked."""
        declines = reading.no and segment.act != "question" and not says_something(segment.own)
        if declines or segment.intent == "undo":
            state.give_up()
            return Plan("smalltalk", state, message="no" if pending.frame.act == "request" else "closing")
        plan = self.fresh(state, reading, today)
        if plan.kind == "fallback" and segment.act == "question" and pending.slots[0] in LIMITS:
            slots = {k: v for k, v in pending.frame.slots.items() if k in ("grade", "grade_to")}
            limits = Frame(LIMITS[pending.slots[0]], pending.frame.service, slots)  # 「何日があるんだっけ」
            return self.reminded(reply(state, limits, self.judge.verdict(limits, state, today)), pending, today)
        if plan.kind == "fallback" or plan.message == "nothing_pending":
            state.pending = pending
            missing = self._missing(pending, pending.slots[0])
            return Plan("question", state, missing=(missing,), message="clarify", suggestions=_choices(missing))
        if plan.kind in ("answer", "smalltalk") and plan.message != "restart":
            return self.reminded(plan, pending, today)
        return plan

    # -- a recorded request may be withdrawn -----------------------------------------------------------------------

    def _withdrawing(
        self, state: State, pending: Pending, segment: Segment, reading: Reading, today: date
    ) -> Plan | None:
        says = has_values(segment) or segment.act == "question"
        insists = "withdraws" in reading.signals or segment.intent == "undo"
        if not says and not reading.no and (reading.agrees or segment.intent == "yes" or insists):
            return self._withdrawn(state, pending)
        if not says and insists:
            return self._withdrawn(state, pending)
        if not says and reading.no:
            state.pending = None
            return Plan("smalltalk", state, message="withdraw_not", more={"receipt": pending.receipt})
        state.pending = None
        return None

    def _withdrawn(self, state: State, pending: Pending) -> Plan:
        for receipt in state.receipts:
            if receipt.id == pending.receipt:
                receipt.withdrawn = True
        state.pending = None
        more = {"receipt": pending.receipt}
        return Plan("receipt", state, message="withdrawn", more=more, withdraw=pending.receipt)


def _with_told(segment: Segment, reading: Reading, of: str) -> Segment:
    """The sentence that agrees with the values told before it: 「同時利用も5000でした。一緒にお願いします」."""
    told = [s for s in reading.told if s.act != "question" and has_values(s, of)]
    if not told or segment.act == "question" or has_values(segment, of):
        return segment
    own = merge([*[s.own for s in told], segment.own])
    return replace(segment, own=own, act="request", residue=max(s.residue for s in (*told, segment)))


def _gives_up(frame: Frame, segment: Segment, reading: Reading, *, changes: bool) -> bool:
    """Whether a message gives the whole request up: takes it all back, or the grade that it leaves is to stay."""
    every = "all" in reading.pick and ("retracts" in reading.signals or reading.no)
    if not changes and (every or _BLANK.search(segment.text)):
        return True
    stays = segment.own.get("grade_stay")
    if stays and stays != frame.slots.get("grade", stays) and not _new_values(frame, segment):
        return True  # "leave it then, they'll stay on Complete"
    takes_back = "withdraws" in reading.signals and not _named(frame, segment)  # 「社内で再検討するので取り消します」
    return takes_back and not changes and ("closes" in reading.signals or segment.intent != "undo")


def _leaves_another(frame: Frame, segment: Segment) -> bool:
    """Whether a message says that an item stays which the request does not touch: 「ライセンスはそのままで」."""
    items = [i for i in segment.own.get("items", []) if i in _ITEMS]
    return bool(items) and not set(items) & frame.slots.keys() and leaves_as_is(segment)


def _only_billing(segment: Segment) -> bool:
    """Whether a message tells since when is billed: no part of a request, but of what was asked beside it."""
    told = {k for k, v in segment.own.items() if v not in (None, [], {}) and k not in ("items", "services")}
    return told == {"dates"} and {d["role"] for d in segment.own["dates"]} == {"billing_start"}


def _days_of_log(frame: Frame, segment: Segment) -> bool:
    """Whether a length told is that of the log retention the request sets: "no wait, 360 days"."""
    lengths = segment.own.get("durations", [])
    return "log" in frame.slots and len(lengths) == 1 and bool(re.fullmatch(r"P\d+D", lengths[0]))


_OPTION_SLOTS = ("options", "options_remove", "options_refused", "options_keep")


def _named(frame: Frame, segment: Segment) -> list[str]:
    """The items and options of the request that a message names."""
    own = segment.own
    names = [i for i in (*own.get("items", []), *own.get("stay", {})) if i in frame.slots]
    names += [i for i, word in ITEM_WORDS.items() if i in frame.slots and word.search(segment.text)]
    names += [i for i in _ITEMS if i in own and i in frame.slots]
    wanted = {o for k in _OPTION_SLOTS for o in frame.slots.get(k, [])}
    names += list(wanted) if "option" in own.get("items", []) and not any(own.get(k) for k in _OPTION_SLOTS) else []
    names += [o for o in wanted if o in OPTION_WORDS and OPTION_WORDS[o].search(segment.text)]
    said = [o for k in _OPTION_SLOTS for o in own.get(k, [])]
    return list(dict.fromkeys([*names, *[o for o in said if o in wanted]]))


def _new_values(frame: Frame, segment: Segment) -> bool:
    """Whether a message sets something that the request does not have yet."""
    return any(k in segment.own and segment.own[k] != frame.slots.get(k) for k in _ITEMS if k != "grade_to")


def _choices(missing: Missing) -> tuple[Suggestion, ...]:
    return tuple(Suggestion("value", c, missing.slot) for c in missing.choices)


def _recorded(verdict: Verdict) -> dict[str, Any]:
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
