"""A message while something stands open: to which of the kinds it replies, and a recorded request taken back."""

from __future__ import annotations

from datetime import date

from assistant.dialogue.confirming import Confirming
from assistant.dialogue.families import UNSURE
from assistant.dialogue.filling import has_values
from assistant.dialogue.filling_turns import Filling
from assistant.dialogue.judge import Judge
from assistant.dialogue.offers import Offers
from assistant.dialogue.plan import Plan
from assistant.dialogue.reminding import Reminding, Step
from assistant.dialogue.state import Pending, State
from assistant.language.understand import Reading, Segment


class Opened:
    """Goes on with what stands open; `fresh` answers a message that is about something else."""

    def __init__(self, judge: Judge, offers: Offers, reminding: Reminding, fresh: Step) -> None:
        self.confirming = Confirming(judge, offers, reminding, fresh)
        self.filling = Filling(judge, reminding, fresh)

    def plan(self, state: State, reading: Reading, today: date) -> Plan | None:
        """The plan, or None when the message has nothing to do with what stands open."""
        pending = state.pending
        segment = reading.segments[0] if reading.segments else None
        if pending is None or segment is None:
            return None
        if segment.intent in ("restart", "human") and segment.confidence > UNSURE and not has_values(segment):
            return None
        if pending.kind == "withdraw":
            return _withdrawing(state, pending, segment, reading)
        if pending.kind == "confirm":
            return self.confirming.plan(state, pending, segment, reading, today)
        return self.filling.plan(state, pending, segment, reading, today)


def _withdrawing(state: State, pending: Pending, segment: Segment, reading: Reading) -> Plan | None:
    """A reply to whether a recorded request is to be withdrawn; None when it is about something else."""
    says = has_values(segment) or segment.act == "question"
    insists = "withdraws" in reading.signals or segment.intent == "undo"
    if not says and not reading.no and (reading.agrees or segment.intent == "yes" or insists):
        return _withdrawn(state, pending)
    if not says and insists:
        return _withdrawn(state, pending)
    if not says and reading.no:
        state.pending = None
        return Plan("smalltalk", state, message="withdraw_not", more={"receipt": pending.receipt})
    state.pending = None
    return None


def _withdrawn(state: State, pending: Pending) -> Plan:
    """The recorded request taken back; its id goes along, for whoever carries requests out."""
    for receipt in state.receipts:
        if receipt.id == pending.receipt:
            receipt.withdrawn = True
    state.pending = None
    more = {"receipt": pending.receipt}
    return Plan("receipt", state, message="withdrawn", more=more, withdraw=pending.receipt)
