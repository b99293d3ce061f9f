"""The way in: the name of a rule and a request, out comes a `Decision`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from assistant.contracts.parameters import ParameterBook, load_parameters
from assistant.errors import AssistantError
from assistant.rules.change import change, outlook, wish_of
from assistant.rules.claim import claim_deadline
from assistant.rules.compare import compare
from assistant.rules.configuration import configuration
from assistant.rules.contract import facts_of
from assistant.rules.credit import credit, event_day
from assistant.rules.ending import day_of, earlier_version, latest_arrival, termination
from assistant.rules.law import Law, law_of
from assistant.rules.minimum_term import minimum_term
from assistant.rules.model import Decision, Draft, Outcome
from assistant.rules.remedies import conflicts, for_change, for_configuration
from assistant.rules.requests import RULES, ChangeRequest, ConfigurationRequest
from assistant.rules.settlement import early_termination
from assistant.rules.usage import switch, usage


class UnknownRule(AssistantError, LookupError):
    """No rule of that name; `known` are the names there are."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        self.known = tuple(RULES)
        super().__init__(f"no rule {rule!r} (known: {', '.join(self.known)})")


_EVENTS: Mapping[str, Callable[[Any], date | None]] = {
    "termination": lambda r: day_of(r.arrival),
    "latest-arrival": lambda r: r.desired,
    "minimum-term": lambda r: r.billing_start,
    "early-termination": lambda r: r.effective or day_of(r.arrival) or r.billing_start or r.billing_start_by,
    "claim-deadline": lambda r: r.claimable_on,
    "credit": lambda r: max((day for i in r.incidents if (day := event_day(i))), default=None),
}
"""Rule to the day that says which edition governs; a rule that is not here asks about now."""


_Simple = Callable[[Any, Law, Draft], None]
_SIMPLE: Mapping[str, tuple[_Simple, Outcome]] = {
    "configuration": (configuration, "allowed"),
    "change": (change, "allowed"),
    "usage": (usage, "allowed"),
    "termination": (termination, "computed"),
    "minimum-term": (minimum_term, "computed"),
    "early-termination": (early_termination, "computed"),
    "claim-deadline": (claim_deadline, "computed"),
}


def decide(
    rule: str,
    request: Mapping[str, Any] | BaseModel,
    book: ParameterBook | None = None,
    today: date | None = None,
    *,
    ways: bool = True,
) -> Decision:
    """Decide one request by one rule.

    `request` is a mapping as POST /v1/rules/{rule} takes it, or the rule's own model. `book` holds the editions
    (the package's own by default). `today` must be given: it decides which edition governs when the request names
    no event, and is the only notion of now there is. Without `ways` no remedies and conflicts are looked for: enough
    for who asks only whether something stands.

    Raises:
        UnknownRule: no rule of that name.
        pydantic.ValidationError: a field is unknown, of the wrong type, or contradicts another.
        TypeError: `today` is not given.

    """
    if today is None:
        raise TypeError("today must be given: the rules have no clock")
    model = RULES.get(rule)
    if model is None:
        raise UnknownRule(rule)
    asked: Any = model.model_validate(request)
    book = book or load_parameters()
    event = _EVENTS[rule](asked) if rule in _EVENTS else None
    law = law_of(book.in_force(asked.service, event or today)[0])
    draft = Draft(rule, law.service, law.version)
    otherwise: Outcome = "computed"
    if event is None:
        earlier_version(draft, law, today)
    if rule in _SIMPLE:
        judge, otherwise = _SIMPLE[rule]
        judge(asked, law, draft)
        if ways and draft.worst in ("denied", "needs_info"):
            _remedy(asked, law, draft)
    elif rule == "latest-arrival":
        latest_arrival(asked, law, draft, today)
    elif rule == "switch":
        switch(asked, law, book, draft)
    elif rule == "credit":
        credit(asked, law, book, draft)
    elif rule == "compare":
        otherwise = "explained"
        compare(asked, law, book, draft)
    return draft.decide(otherwise)


def _remedy(asked: Any, law: Law, draft: Draft) -> None:
    """Ways to an allowed contract or request, and what conflicts, for the rules that judge contracts."""
    if isinstance(asked, ConfigurationRequest):
        facts = facts_of(asked.configuration)
        whole = asked.scope == "whole"
        draft.remedies = for_configuration(law, facts, asked.via, draft.findings, whole=whole)
    elif isinstance(asked, ChangeRequest):
        current, wish = facts_of(asked.current), wish_of(asked)
        facts = outlook(law, current, wish).after
        draft.remedies = for_change(law, current, wish, draft.findings, whole=asked.scope == "whole")
    else:
        return
    if draft.worst == "denied":
        draft.extra["conflicts"] = conflicts(law, facts, draft.findings)


def explain(
    service: str,
    clauses: Iterable[str],
    outcome: Outcome = "explained",
    book: ParameterBook | None = None,
    *,
    on: date | None = None,
) -> Decision:
    """What the terms say, as a decision of the rule `information` that rests on `clauses`.

    `outcome` is `explained`, or what the text says of the point asked about (`denied`, `allowed`, `needs_human`).
    `on` chooses the edition; None is the newest. Raises UnknownService.
    """
    edition, _ = (book or load_parameters()).in_force(service, on)
    draft = Draft("information", service, edition.version)
    draft.clauses = list(clauses)
    return draft.decide(outcome)
