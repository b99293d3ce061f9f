"""What still stands open, said at the end of a reply to something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from assistant.dialogue.judge import Judge
from assistant.dialogue.plan import Missing, Plan, Reminder
from assistant.dialogue.state import Pending, State
from assistant.language.understand import Reading

Step = Callable[[State, Reading, date], Plan]  # what replies to a message that is about something else


class Reminding:
    """Adds to a plan the value that is still asked for, or the request that still waits."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge

    def reminded(self, plan: Plan, pending: Pending, today: date) -> Plan:
        """A reply to something else, with what still stands open at its end; it stays open."""
        plan.state.pending = pending
        return replace(plan, reminder=self.reminder(plan.state, pending, today))

    def reminder(self, state: State, pending: Pending, today: date) -> Reminder | None:
        """What stands open, as the words need it."""
        if pending.kind == "slot":
            return Reminder(self.missing(pending, pending.slots[0])) if pending.slots else None
        verdict = self.judge.verdict(pending.frame, state, today)
        return Reminder(None, verdict.request) if verdict.request else None

    def missing(self, pending: Pending, slot: str) -> Missing:
        """A value asked for, with those there are to choose from."""
        return Missing(slot, self.judge.choices(pending.frame, slot), pending.present)
