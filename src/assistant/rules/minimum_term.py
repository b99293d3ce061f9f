"""Rule `minimum-term`: until when the minimum term runs, of the contract or of the multi-region option."""

from __future__ import annotations

from datetime import date

from assistant.rules import calendar
from assistant.rules.ending import earlier_version
from assistant.rules.law import Law
from assistant.rules.model import Draft
from assistant.rules.requests import MinimumTermRequest


def term(law: Law, subject: str) -> tuple[int, tuple[str, ...]]:
    """The months of the minimum term and their clauses, of the contract or of the multi-region option."""
    name = "minimum_term.months" if subject == "contract" else f"options.minimum_term.months.{subject}"
    parameter = law.parameters.parameter(name)
    return parameter.value, parameter.clauses


def end_of_term(draft: Draft, law: Law, subject: str, start: date) -> date:
    """The last day of the minimum term, with the readings it rests on (AMB-G12, F02)."""
    months, clauses = term(law, subject)
    end = calendar.last_day_of_months(start, months)
    draft.fact("billing_start", start.isoformat())
    draft.parameter("minimum term in months", months, clauses[0])
    draft.assume("A:CALENDAR_MONTHS", start=start.isoformat(), months=months)
    whose = subject == "contract" or law.parameters.value("options.minimum_term.start")
    code = "A:BILLING_START_GIVEN" if whose else "A:OPTION_BILLING_START"
    draft.assume(code, clauses, billing_start=start.isoformat())
    return end


def minimum_term(request: MinimumTermRequest, law: Law, draft: Draft) -> None:
    """The last day of the minimum term (ZTNA 2, 7(3); FMS 1, 6(3)).

    It runs from the billing start day, which the terms do not fix (AMB-G12): the day of the contract will not do.
    A reference period is not extended over a holiday (AMB-G04).
    """
    months, clauses = term(law, request.subject)
    start = request.billing_start
    earlier_version(draft, law, start)
    if start is None:
        draft.find("I:billing_start", "billing_start", clauses, choices=(), grade=None)
        return
    end = end_of_term(draft, law, request.subject, start).isoformat()
    draft.values["minimum_term_end"] = end
    draft.find("N:MINIMUM_TERM", None, clauses, billing_start=start.isoformat(), months=months, minimum_term_end=end)
