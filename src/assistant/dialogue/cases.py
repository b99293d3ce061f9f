"""What every case needs: a rule applied, a value asked for, the contract the caller vouches for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue.state import Frame, State
from assistant.dialogue.verdict import Case
from assistant.rules import ParameterBook, decide, explain
from assistant.rules.model import Outcome

_OUTAGE = ("credit.table", "credit.threshold")


class Cases:
    """Cases on the parameters of `book`."""

    def __init__(self, book: ParameterBook) -> None:
        self.book = book

    def rule(self, rule: str, request: Mapping[str, Any], today: date, template: str | None = None) -> Case:
        """The decision of a rule on `request`, said by the rule's own template unless another is named."""
        decision = decide(rule, request, self.book, today)
        return Case(decision, template or "rule_" + rule.replace("-", "_"), rule, request, decision.missing)

    def outcome(self, rule: str, request: Mapping[str, Any], today: date) -> Outcome:
        """How a rule decides a request, where what would be allowed instead is not asked for."""
        return decide(rule, request, self.book, today, ways=False).outcome

    def needs(self, service: str, slots: Sequence[str], frame: Frame) -> Case:
        """The question for values that are missing, with the clauses that say they matter."""
        clauses = tuple(dict.fromkeys(c for s in slots for c in self.clauses_of(service, s)))
        decision = replace(explain(service, clauses), outcome="needs_info", missing=tuple(slots))
        return Case(decision, "needs_info", missing=tuple(slots))

    def clauses_of(self, service: str, slot: str) -> tuple[str, ...]:
        """The clauses behind a slot: those of its values, else those that name the items of a contract."""
        parameters = self.book.in_force(service)[0]
        names = _OUTAGE if slot in ("duration", "known_to_iij_at") else (f"change.{slot}", f"{slot}.values", f"{slot}s")
        for name in (*names, "items"):
            try:
                return parameters.parameter(name).clauses
            except KeyError:
                continue
        return ()

    def contract(self, service: str, state: State) -> dict[str, Any] | None:
        """The contract the caller vouches for, None when there is none or it is of another service."""
        vouched = state.context.get("configuration")
        if not vouched or state.context.get("service") not in (None, service):
            return None
        return dict(vouched)
