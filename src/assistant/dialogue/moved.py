"""Moves about the conversation itself: say it again, what gets recorded, my number, take it back, back to my change."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.dialogue.clause_turns import beside, counterpart, counterpart_of_cited, looked_up
from assistant.dialogue.config import ITEM_WORDS, OPTION_WORDS
from assistant.dialogue.continuing import BARE
from assistant.dialogue.declining import asked_for
from assistant.dialogue.families import META_INTENTS, SHORT, family
from assistant.dialogue.filling import has_values
from assistant.dialogue.judge import Judge
from assistant.dialogue.meta import Meta
from assistant.dialogue.plan import Plan, Suggestion
from assistant.dialogue.referring import asks_later
from assistant.dialogue.replying import reply, several
from assistant.dialogue.services import SERVICES
from assistant.dialogue.state import Frame, Pending, Receipt, State
from assistant.dialogue.verdict import Verdict
from assistant.language.understand import Reading, Segment

_WORDY = 40  # the same, for taking back what was recorded: "I'd like to withdraw the request I just made"
_SURE = 0.6  # that everything is to begin anew, though the words would also bear "back to it"
_SURE_ENOUGH = 0.5
_PURE = 24  # characters beside names and small words that a move may carry along


class Moved:
    """Plans for moves that are read from the words; each makes sense only where the conversation stands for it."""

    def __init__(self, judge: Judge, meta: Meta) -> None:
        self.judge = judge
        self.meta = meta

    def plan(self, state: State, reading: Reading, today: date) -> Plan | None:
        """The plan for such a move, or None when the message is no such move here."""
        if reading.only_language:
            return self.again(state, today)
        segment = reading.segments[0] if reading.segments else None
        if segment is None or len(reading.segments) > 1 or (segment.intent == "restart" and segment.confidence > _SURE):
            return None
        if segment.residue > _PURE:
            return self._withdrawal(state, reading, segment)
        signals = reading.signals
        turned = (
            self._article_beside(state, reading, segment)
            or self._counterpart(state, reading, segment, today)
            or self._read_out(state, reading, segment, today)
            or self._said_of_the_other(state, reading, segment, today)
        )
        if turned is not None:
            return turned
        recorded = any(r.id for r in state.receipts)
        if not has_values(segment) and ("reference" in signals or (recorded and "number" in signals)):
            return self._reference(state)
        if "recap" in signals and not has_values(segment) and (state.pending or state.receipts):
            return self._recap(state, today)
        if "roughly" in signals and state.frame and not state.pending and _says_no_more(segment, state.frame):
            return self.again(state, today)  # an estimate is not given; what was said still holds
        part = _part_taken_up(state, reading, segment)
        if part is not None:
            return reply(state, part, self.judge.verdict(part, state, today))
        if "resumes" in signals and not has_values(segment):
            return self._resumed(state, today)
        if _takes_up_again(state, reading, segment):
            return self._resumed(state, today)
        return self._withdrawal(state, reading, segment)

    # -- say it again ------------------------------------------------------------------------------------------------

    def again(self, state: State, today: date) -> Plan:
        """The last reply once more, in the language the state has now."""
        pending = state.pending
        if pending is not None and pending.kind == "withdraw":
            return self._ask_withdrawal(state, pending.receipt)
        if pending is not None and pending.kind == "reading":
            suggestions = tuple(Suggestion("intent", f.intent) for f in pending.readings)
            return Plan("choice", state, message="which_reading", suggestions=suggestions)
        if pending is not None:
            kept = (state.wish, state.before)
            plan = reply(state, pending.frame, self.judge.verdict(pending.frame, state, today))
            state.wish, state.before = kept
            return plan
        if state.about and state.shown:
            said = self.meta.said_of(state.about, 1.0, state, today)
            if said is not None:
                return said
        verdicts = [(f, self.judge.verdict(f, state, today)) for f in state.shown]
        verdicts = [(f, v) for f, v in verdicts if v.answers]
        if state.receipts and state.frame == state.receipts[-1].frame:
            return self._reference(state)
        if not verdicts:
            return Plan("smalltalk", state, message="help", suggestions=self.meta.examples())
        if len(verdicts) == 1:
            return reply(state, *verdicts[0])
        return several(state, verdicts)

    def _recap(self, state: State, today: date) -> Plan:
        if state.pending:
            return self.again(state, today)
        return self._reference(state)

    def _article_beside(self, state: State, reading: Reading, segment: Segment) -> Plan | None:
        """The article beside the one shown last."""
        reference = beside(state.frame, reading.text) if state.frame is not None else None
        if state.frame is None or reference is None:
            return None
        frame = Frame("clause_lookup", state.frame.service or state.service, {"clauses": [reference]})
        return self.meta.plan(frame, segment, reading, state, date.min)

    def _counterpart(self, state: State, reading: Reading, segment: Segment, today: date) -> Plan | None:
        """The article of the other contract on the topic of the one shown last."""
        last = state.frame
        named = [s for s in segment.own.get("services", []) if s in SERVICES]
        other = named[-1] if named else next((s for s in SERVICES if last and s not in looked_up(last)), None)
        reference = counterpart(last, segment, other) if last is not None and other is not None else None
        if reference is None and last is not None and len(named) == 1 and last.service not in (None, other):
            answers = self.judge.verdict(last, state, today).answers
            reference = counterpart_of_cited(answers[0].decision.clauses if answers else (), segment, named[0])
        if reference is None:
            return None
        frame = Frame("clause_lookup", other, {"clauses": [reference]})
        return self.meta.plan(frame, segment, reading, state, date.min)

    def _read_out(self, state: State, reading: Reading, segment: Segment, today: date) -> Plan | None:
        """The text of the articles just named: "read me the ZTNA one"."""
        named = {s for s in segment.own.get("services", []) if s in SERVICES}
        spoken = {f.service for f in state.shown}
        if state.about != "which_article" or not _READS.search(reading.text) or has_values(segment):
            return None
        if segment.residue > SHORT or segment.own.get("clauses") or not (not named or named <= spoken):
            return None
        return self.meta.said_of("show_text", 1.0, state, today)

    def _said_of_the_other(self, state: State, reading: Reading, segment: Segment, today: date) -> Plan | None:
        """What was said of the last answer (its reason, its article, the text), said of the other contract."""
        if not state.about or not state.shown or segment.residue > BARE or has_values(segment):
            return None
        if segment.own.get("items") or any(word.search(segment.text) for word in ITEM_WORDS.values()):
            return None  # 「ZTNAにもサーバってある？」 asks for an item, not for the article of the other
        named = [s for s in segment.own.get("services", []) if s in SERVICES]
        last = state.shown[-1].service
        other = named[-1] if named else next((s for s in SERVICES if s != last), None)
        if not (named or "other_service" in reading.signals) or other is None or other == last:
            return None
        state.shown = [replace(f, service=other, both=False, slots=dict(f.slots)) for f in state.shown]
        state.service = other
        return self.meta.said_of(state.about, 1.0, state, today)

    # -- what was recorded -------------------------------------------------------------------------------------------

    def _reference(self, state: State) -> Plan:
        live = [r for r in state.receipts if r.id]
        if not live:
            return Plan(
                "smalltalk",
                state,
                message="no_reference",
                more={"open": state.pending is not None and state.pending.kind == "confirm"},
            )
        return Plan("smalltalk", state, message="reference", more={"receipts": live})

    def _withdrawal(self, state: State, reading: Reading, segment: Segment) -> Plan | None:
        """What was recorded is to be taken back: only when nothing is open that could be meant instead."""
        takes_back = "withdraws" in reading.signals or segment.intent == "undo"
        live = [r for r in state.receipts if r.id and not r.withdrawn]
        gone = state.receipts and not live and not state.pending and "withdraws" in reading.signals
        if gone and segment.residue <= _WORDY and state.frame == state.receipts[-1].frame:
            return self._reference(state)
        says = has_values(segment) and "withdraws" not in reading.signals
        if state.pending or not live or not takes_back or says or segment.residue > _WORDY:
            return None
        if segment.act == "question" and "option" in segment.own.get("items", []):
            return None  # "can we cancel that option later?" asks about the option, not about the request
        if segment.act == "question" and segment.intent != "undo" and not _asks_to(segment):
            return None
        if segment.act == "question" and state.receipts[-1].frame.slots.get("options") and asks_later(segment.text):
            return None  # "how would we cancel it later on?" is about the option once it runs
        return self._ask_withdrawal(state, _meant(live, reading).id)

    def _ask_withdrawal(self, state: State, receipt: str | None) -> Plan:
        frame = next(r.frame for r in state.receipts if r.id == receipt)
        state.pending = Pending("withdraw", frame, receipt=receipt)
        yes_no = (Suggestion("yes", True), Suggestion("no", False))
        return Plan("question", state, message="withdraw_confirm", suggestions=yes_no, more={"receipt": receipt})

    # -- back to it ----------------------------------------------------------------------------------------------------

    def _resumed(self, state: State, today: date) -> Plan | None:
        if state.pending:
            return self.again(state, today)
        frame = state.wish or state.shelved or state.topic
        if frame is None:
            return None
        verdict: Verdict = self.judge.verdict(frame, state, today)
        if not verdict.answers and not verdict.missing:
            return None
        return reply(state, replace(frame, slots=dict(frame.slots)), verdict)


_READS = re.compile(r"見せ|読(?:ん|み)|原文|全文|\b(?:read|show|quote|recite)\b", re.IGNORECASE)


def _takes_up_again(state: State, reading: Reading, segment: Segment) -> bool:
    """Whether what was just given up is wanted after all: 「やっぱりお願いします」, "actually, yes please"."""
    given_up = state.shelved is not None and state.shelved.act == "request"
    nothing = state.frame is None and state.topic is None and state.wish is None and state.pending is None
    wants = reading.yes or reading.agrees or segment.intent == "yes" or segment.act == "request"
    bare = segment.act != "question" and not has_values(segment) and segment.residue <= BARE
    after_all = "correction" in reading.signals or bool(_AFTER_ALL.search(reading.text))  # a bare yes takes up nothing
    return given_up and nothing and wants and bare and after_all and not reading.no


def _part_taken_up(state: State, reading: Reading, segment: Segment) -> Frame | None:
    """The part named of a request just given up, wanted after all: 「帯域だけやっぱりお願い」."""
    given_up = state.shelved
    nothing = state.frame is None and state.topic is None and state.wish is None and state.pending is None
    again = bool(_AFTER_ALL.search(reading.text)) or "only" in reading.signals
    if given_up is None or given_up.act != "request" or not (nothing and again) or reading.no:
        return None
    if segment.act == "question" or has_values(segment) or segment.residue > SHORT:
        return None
    asked = asked_for(given_up)
    words = {**ITEM_WORDS, **OPTION_WORDS}
    named = [n for n in asked if n in words and words[n].search(segment.text)]
    if not named or len(named) == len(asked):
        return None
    slots = {k: v for k, v in given_up.slots.items() if k not in asked or k in named}
    slots |= {k: [o for o in given_up.slots.get(k, []) if o in named] for k in ("options", "options_remove")}
    return replace(given_up, slots={k: v for k, v in slots.items() if v not in (None, [], {})})


_AFTER_ALL = re.compile(r"やっぱ|やはり|\b(?:after all|on second thoughts?|changed my mind)\b", re.IGNORECASE)


def _says_no_more(segment: Segment, last: Frame) -> bool:
    """Whether a text adds nothing to what was last asked."""
    new = segment.intent not in (*META_INTENTS, last.intent) and segment.confidence > _SURE_ENOUGH
    return not new and not has_values(segment)


def _asks_to(segment: Segment) -> bool:
    """Whether a question asks to do it (「取り下げられますか」) rather than about the rules of it."""
    return segment.confidence < 0.9 or family(segment.intent or "") != "termination_withdraw"


def _meant(live: list[Receipt], reading: Reading) -> Receipt:
    order = reading.pick.get("order")
    if isinstance(order, int) and -len(live) <= order <= len(live):
        return live[order - 1 if order > 0 else order]
    named = [r for r in live if r.id and r.id.lower() in reading.text.lower()]
    return named[0] if named else live[-1]
