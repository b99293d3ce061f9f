"""Rule `early-termination`: whether ending then costs the settlement for the minimum term."""

from __future__ import annotations

from datetime import date

from assistant.contracts.parameters import Parameter
from assistant.rules import calendar
from assistant.rules.ending import at_midnight, day_of, earlier_version, effective, stop_terms
from assistant.rules.law import Law
from assistant.rules.minimum_term import end_of_term, term
from assistant.rules.model import Draft
from assistant.rules.requests import EarlyTerminationRequest


def early_termination(request: EarlyTerminationRequest, law: Law, draft: Draft) -> None:
    """Whether the settlement is due (ZTNA 12, Appendix 3; FMS 10, Appendix 2), and the days of the term left.

    Due only if the end takes effect before the last day of the minimum term: 「経過する日前」 leaves that day out
    (AMB-G07). The amount is IIJ's to state (AMB-G08). Nothing is asked that could not change the answer.
    """
    contract = request.subject == "contract"
    charge = law.parameters.parameter("early_charge.contract" if contract else "early_charge.option")
    if charge.value is None:
        _no_rule(draft, law, request, charge)
        return
    draft.clauses += charge.clauses
    draft.fact("ground", request.ground)
    end = _effective_day(draft, law, request)
    earlier_version(draft, law, end or request.billing_start or request.billing_start_by)
    if request.ground == "general_terms_28_2_or_3":
        _excepted(draft, law, request, charge, end)
    elif end is not None:
        _within_the_term(draft, law, request, charge, end)
    elif draft.worst == "needs_info":
        _without_an_end(draft, law, request, charge)


def _no_rule(draft: Draft, law: Law, request: EarlyTerminationRequest, charge: Parameter) -> None:
    """A minimum term, but no rule for ending within it: ZTNA's option (AMB-Z27, Z28)."""
    last = None
    if request.billing_start:
        last = end_of_term(draft, law, request.subject, request.billing_start).isoformat()
        draft.values["minimum_term_end"] = last
    clauses = tuple(dict.fromkeys((*term(law, request.subject)[1], *charge.clauses)))
    draft.find("H:OPT_CHARGE", "option", clauses, minimum_term_end=last)


def _effective_day(draft: Draft, law: Law, request: EarlyTerminationRequest) -> date | None:
    """The day the end takes effect: as given, or from the form's arrival; None after noting why it is not known."""
    if request.effective:
        draft.fact("effective", request.effective.isoformat())
        draft.values["effective_date"] = request.effective.isoformat()
        return request.effective
    days, clauses = stop_terms(law, request.subject)
    arrival = day_of(request.arrival)
    if request.ground == "terminated_by_iij":  # no form arrives, and the days of notice are the customer's
        draft.find("H:BY_IIJ", "ground", clauses, effective_date=None, minimum_term_end=None)
        return None
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


def _excepted(draft: Draft, law: Law, request: EarlyTerminationRequest, charge: Parameter, end: date | None) -> None:
    """Terminated under the General Terms, 28(2) or (3): no settlement, if that clause applies (AMB-G02).

    FMS 10(2), on options, has no such exception (AMB-F03).
    """
    exception = law.parameters.parameter("early_charge.exception")
    draft.findings.clear()
    if request.subject != "contract":
        draft.find("H:OPT_EXCEPTION", "ground", (*charge.clauses, *exception.clauses))
        return
    if request.billing_start and end:
        last = end_of_term(draft, law, request.subject, request.billing_start)
        draft.values |= {"minimum_term_end": last.isoformat(), "residual_days": max((last - end).days, 0)}
    draft.values["charge_due"] = False
    draft.find("N:EXCEPTION", None, exception.clauses)
    draft.condition("C:EXCEPTION_APPLIES", exception.clauses)


def _without_an_end(draft: Draft, law: Law, request: EarlyTerminationRequest, charge: Parameter) -> None:
    """The arrival is missing: it matters only if the day designated lies before the end of the term."""
    start = request.billing_start or request.billing_start_by
    months, clauses = term(law, request.subject)
    if start is None:
        draft.find("I:billing_start", "billing_start", clauses, choices=(), grade=None)
        return
    last = calendar.last_day_of_months(start, months)
    if request.designated and request.designated >= last:
        draft.findings.clear()
        _nothing_due(draft, charge, clauses, request.designated, last)


def _within_the_term(draft: Draft, law: Law, request: EarlyTerminationRequest, charge: Parameter, end: date) -> None:
    """The end is known: due if it lies before the last day of the term."""
    months, clauses = term(law, request.subject)
    start = request.billing_start
    if start is None:
        by = request.billing_start_by
        if by is not None and end >= (last := calendar.last_day_of_months(by, months)):
            # A term that began earlier ended earlier still; its own last day is not known.
            draft.values |= {"charge_due": False, "residual_days": 0}
            params = {"effective_date": end.isoformat(), "billing_start_by": by.isoformat(), "last": last.isoformat()}
            draft.find("N:NO_CHARGE_BY", None, (*charge.clauses, *clauses), **params)
        else:
            draft.find("I:billing_start", "billing_start", clauses, choices=(), grade=None)
        return
    resting_on = (*charge.clauses, *clauses)
    if end < start:  # the term never began (AMB-G07)
        params = {"effective_date": end.isoformat(), "billing_start": start.isoformat()}
        draft.find("H:BEFORE_BILLING", "billing_start", resting_on, **params)
        return
    last = end_of_term(draft, law, request.subject, start)
    draft.values["minimum_term_end"] = last.isoformat()
    draft.test("ends before the last day of the term", end < last, end.isoformat(), charge.clauses[0])
    params = {"effective_date": end.isoformat(), "minimum_term_end": last.isoformat()}
    if end >= last:
        _nothing_due(draft, charge, clauses, end, last)
    elif request.ground == "terminated_by_iij":  # 「解除された」 does not say by whom (AMB-G07)
        draft.find("H:BY_IIJ", "ground", resting_on, **params)
    else:
        residual = (last - end).days
        draft.values |= {"charge_due": True, "residual_days": residual}
        draft.find("N:CHARGE", None, resting_on, **params, residual_days=residual)
        _amount(draft, law, request, charge)


def _nothing_due(draft: Draft, charge: Parameter, clauses: tuple[str, ...], end: date, last: date) -> None:
    draft.values |= {"minimum_term_end": last.isoformat(), "charge_due": False, "residual_days": 0}
    params = {"effective_date": end.isoformat(), "minimum_term_end": last.isoformat()}
    draft.find("N:NO_CHARGE", None, (*charge.clauses, *clauses), **params)


def _amount(draft: Draft, law: Law, request: EarlyTerminationRequest, charge: Parameter) -> None:
    """What the settlement is made of, as far as the text goes (AMB-G08, Z01, F03)."""
    if request.subject != "contract":
        if request.effective:  # perhaps together with the contract: 「終了」 covers that literally
            draft.assume("A:OPTION_ENDED", charge.clauses)
        draft.assume("A:AMOUNT_BY_IIJ", charge.clauses)
        return
    basis = law.parameters.parameter("early_charge.basis")
    draft.clauses += basis.clauses
    if law.parameters.value("early_charge.reference_slip"):
        draft.assume("A:APPENDIX_REFERENCE", basis.clauses)
    draft.assume("A:AMOUNT_BY_IIJ", basis.clauses)
