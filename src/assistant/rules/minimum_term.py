"""Rules `minimum-term` and `early-termination`: the minimum term and the settlement for ending within it."""

from __future__ import annotations

from datetime import date

from assistant.rules import calendar
from assistant.rules.ending import at_midnight, day_of, earlier_version, effective, stop_terms
from assistant.rules.law import Law
from assistant.rules.model import Draft
from assistant.rules.requests import EarlyTerminationRequest, MinimumTermRequest


def term(law: Law, subject: str) -> tuple[int, tuple[str, ...]]:
    """The months of the minimum term and their clauses, of the contract or of the multi-region option."""
    name = "minimum_term.months" if subject == "contract" else f"options.minimum_term.months.{subject}"
    parameter = law.parameters.parameter(name)
    return parameter.value, parameter.clauses


def _end_of_term(draft: Draft, law: Law, subject: str, start: date) -> date:
    """The last day of the minimum term, with the readings it rests on (AMB-G12, F02)."""
    months, clauses = term(law, subject)
    end = calendar.last_day_of_months(start, months)
    draft.fact("billing_start", start.isoformat())
    draft.parameter("minimum term in months", months, clauses[0])
    draft.assume("A:CALENDAR_MONTHS", (), start=start.isoformat(), months=months)
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
    end = _end_of_term(draft, law, request.subject, start).isoformat()
    draft.values["minimum_term_end"] = end
    draft.find("N:MINIMUM_TERM", None, clauses, billing_start=start.isoformat(), months=months, minimum_term_end=end)


def early_termination(request: EarlyTerminationRequest, law: Law, draft: Draft) -> None:
    """Whether ending then costs the settlement (ZTNA 12, Appendix 3; FMS 10, Appendix 2), and the days left.

    Due only if the end takes effect before the last day of the minimum term: 「経過する日前」 leaves that day out
    (AMB-G07). The amount is IIJ's to state (AMB-G08).
    """
    charge = law.parameters.parameter(
        "early_charge.contract" if request.subject == "contract" else "early_charge.option"
    )
    exception = law.parameters.parameter("early_charge.exception")
    if charge.value is None:
        _, term_clauses = term(law, request.subject)
        start = request.billing_start
        end = _end_of_term(draft, law, request.subject, start).isoformat() if start else None
        draft.values |= {"minimum_term_end": end} if end else {}
        draft.find(
            "H:OPT_CHARGE", "option", tuple(dict.fromkeys((*term_clauses, *charge.clauses))), minimum_term_end=end
        )
        return
    draft.clauses += charge.clauses
    end_of_use = _effective_day(draft, law, request)
    start = request.billing_start or request.billing_start_by
    earlier_version(draft, law, end_of_use or start)
    draft.fact("ground", request.ground)
    if request.ground == "general_terms_28_2_or_3":
        if request.subject != "contract":  # FMS 10(2) has no such exception (AMB-F03)
            draft.find("H:OPT_EXCEPTION", "ground", (*charge.clauses, *exception.clauses))
            return
        if request.billing_start and end_of_use:
            _days(draft, law, request, end_of_use)
        draft.values["charge_due"] = False
        draft.find("N:EXCEPTION", None, exception.clauses)
        draft.condition("C:EXCEPTION_APPLIES", exception.clauses)
        draft.findings = [f for f in draft.findings if f.code[0] == "N"]
        return
    if start is None:
        draft.find("I:billing_start", "billing_start", term(law, request.subject)[1], choices=(), grade=None)
        return
    if draft.worst == "needs_human":
        return
    if end_of_use is None:
        last = calendar.last_day_of_months(start, term(law, request.subject)[0])
        if request.designated and request.designated >= last:
            # Whenever the form arrives, the end lies on or after the day designated, and so is not early.
            draft.findings = []
            params = {"effective_date": request.designated.isoformat(), "minimum_term_end": last.isoformat()}
            draft.values |= {"minimum_term_end": last.isoformat(), "charge_due": False, "residual_days": 0}
            draft.find("N:NO_CHARGE", None, charge.clauses, **params)
        return
    _charge(draft, law, request, start, end_of_use)


def _effective_day(draft: Draft, law: Law, request: EarlyTerminationRequest) -> date | None:
    """The day the end takes effect: as given, or from the arrival of the form; None after noting what is missing."""
    if request.effective:
        draft.fact("effective", request.effective.isoformat())
        draft.values["effective_date"] = request.effective.isoformat()
        return request.effective
    days, clauses = stop_terms(law, "contract" if request.subject == "contract" else "option")
    arrival = day_of(request.arrival)
    if arrival is None or days is None:
        draft.find("I:arrival", "arrival", clauses, choices=(), grade=None)
        return None
    if at_midnight(request.arrival):
        draft.find("H:MIDNIGHT", "arrival", clauses, arrival=arrival.isoformat())
        return None
    end = effective(draft, arrival, request.designated, days, clauses)
    draft.clauses += clauses
    draft.values["effective_date"] = end.isoformat()
    return end


def _days(draft: Draft, law: Law, request: EarlyTerminationRequest, effective_day: date) -> date:
    start = request.billing_start or request.billing_start_by
    assert start is not None  # noqa: S101 - callers have asked
    end = _end_of_term(draft, law, request.subject, start)
    residual = max((end - effective_day).days, 0)
    draft.values |= {"minimum_term_end": end.isoformat(), "residual_days": residual}
    return end


def _charge(draft: Draft, law: Law, request: EarlyTerminationRequest, start: date, effective_day: date) -> None:
    name = "early_charge.contract" if request.subject == "contract" else "early_charge.option"
    charge = law.parameters.parameter(name)
    months, term_clauses = term(law, request.subject)
    end = calendar.last_day_of_months(start, months)
    if request.billing_start is None and effective_day < end:
        draft.find("I:billing_start", "billing_start", term_clauses, choices=(), grade=None)
        return
    if request.billing_start and effective_day < request.billing_start:
        draft.find(
            "H:BEFORE_BILLING",
            "billing_start",
            (*charge.clauses, *term_clauses),
            effective_date=effective_day.isoformat(),
            billing_start=request.billing_start.isoformat(),
        )
        return
    _days(draft, law, request, effective_day)
    if request.billing_start is None:  # only known to have begun by then: the term ended on that day or before
        draft.values.pop("minimum_term_end")
    due = effective_day < end
    draft.test("ends before the last day of the minimum term", due, effective_day.isoformat(), charge.clauses[0])
    params = {"effective_date": effective_day.isoformat(), "minimum_term_end": end.isoformat()}
    if not due:
        draft.values["charge_due"] = False
        draft.find("N:NO_CHARGE", None, (*charge.clauses, *term_clauses), **params)
        return
    if request.ground == "terminated_by_iij":  # 「解除された」 does not say by whom (AMB-G07)
        draft.values.pop("residual_days")
        draft.find("H:BY_IIJ", "ground", (*charge.clauses, *term_clauses), **params)
        return
    draft.values["charge_due"] = True
    residual = draft.values["residual_days"]
    basis = law.parameters.parameter("early_charge.basis")
    draft.find("N:CHARGE", None, (*charge.clauses, *term_clauses), **params, residual_days=residual)
    if request.subject == "contract":
        draft.clauses += basis.clauses
        if law.parameters.parameter("early_charge.reference_slip").value:
            draft.assume("A:APPENDIX_REFERENCE", basis.clauses)
    elif request.effective:  # ended together with the contract: 「終了」 covers it literally (AMB-F03)
        draft.assume("A:OPTION_ENDED", charge.clauses)
    draft.assume("A:AMOUNT_BY_IIJ", basis.clauses if request.subject == "contract" else charge.clauses)
