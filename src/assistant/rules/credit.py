"""Rule `credit`: what a contract gives back for outages. Fractions of the monthly fee, exact to the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from assistant.contracts.parameters import ParameterBook
from assistant.rules.ending import earlier_version
from assistant.rules.fields import Length, to_seconds
from assistant.rules.law import Law, law_of
from assistant.rules.model import Draft, exact
from assistant.rules.requests import CreditRequest, Incident

_DAY = 86_400
_UNITS = (("D", _DAY), ("H", 3_600), ("M", 60), ("S", 1))


class Span(NamedTuple):
    """How long one outage was, in seconds, None where that is not known.

    `whole` from its start, `counted` as the contract counts it.
    """

    whole: Length | None
    counted: Length | None


def event_day(incident: Incident) -> date | None:
    """The day that says which edition governs: the start, or the first of the month named."""
    if incident.start:
        return incident.start.date()
    return date.fromisoformat(f"{incident.month}-01") if incident.month else None


def span_of(incident: Incident, counted_from: str) -> Span:
    """The length of an outage. Counted from IIJ's knowledge (FMS), time before that knowledge is left out (AMB-F05)."""
    start = incident.start
    whole: Length | None = incident.duration
    if start and incident.end:
        whole = _seconds(incident.end - start)
    if counted_from != "knowledge" or whole is None:
        return Span(whole, whole)
    if incident.known_after is not None:
        return Span(whole, max(whole - incident.known_after, 0))
    if start is None and incident.counted_from != "outage":
        return Span(whole, whole)
    if incident.known_to_iij_at is None or start is None:
        return Span(whole, None)
    late = max(_seconds(incident.known_to_iij_at - start), 0)
    return Span(whole, max(whole - late, 0))


def _seconds(length: timedelta) -> Length:
    return to_seconds(length) if length >= timedelta(0) else -to_seconds(-length)


def iso(seconds: Length) -> str:
    """A length as an ISO 8601 duration with days of 24 hours: P3DT1S."""
    left, parts = seconds, {"D": "", "T": ""}
    for letter, size in _UNITS:
        count = left if letter == "S" else left // size
        left -= count * size
        if count:
            number = str(count) if isinstance(count, int) else f"{float(count):.9f}".rstrip("0")
            parts["D" if letter == "D" else "T"] += f"{number}{letter}"
    return f"P{parts['D']}{'T' if parts['T'] else ''}{parts['T']}" if seconds else "PT0S"


# -- one outage --------------------------------------------------------------------------------------------------------


def _by_table(draft: Draft, law: Law, incident: Incident, number: int | None) -> Fraction | None:
    """ZTNA: the row of the table for this one outage (Appendix 1, 1(2)); None when it is not decided.

    Breach is that one of the two standards fails; nobody's fault is asked for. One VPN device that is up keeps the
    first standard (AMB-Z12), a cause on the customer's side touches neither (AMB-Z13).
    """
    span = span_of(incident, law.parameters.value("credit.counted_from"))
    standards = law.parameters.parameter("availability.guaranteed").clauses
    table = law.parameters.parameter("credit.table")
    suspension = law.parameters.parameter("credit.suspension_excluded").clauses
    if incident.cause in ("customer", "customer_line"):
        draft.find("N:OWN_CAUSE", None, standards, incident=number, cause=incident.cause)
        return Fraction(0)
    if incident.vpn_devices == "some_up" and incident.backbone_link != "down":
        draft.find("N:VPN_UP", None, standards, incident=number)
        return Fraction(0)
    if incident.notified_suspension == "full":
        draft.find("N:SUSPENDED", None, suspension, incident=number)
        draft.condition("C:SUSPENSION_NOTICE", suspension)
        return Fraction(0)
    if span.whole is None:
        draft.find("I:duration", "duration", table.clauses, choices=(), grade=None)
        return None
    row = _row(table.value, span.whole)
    if row is None:
        _below(draft, law, span.whole, number)
        return Fraction(0)
    if incident.notified_suspension == "partial":
        draft.find("H:SUSPENSION", "notified_suspension", (*suspension, *table.clauses), incident=number)
        return None
    fraction = _share(row["fraction"])
    draft.parameter("row", f"over {row['over']}, up to {row['up_to']}: {row['fraction']}", row["clause"])
    draft.test("falls in the row", ok=True, value=iso(span.whole), clause=row["clause"])
    draft.find(
        "N:CREDIT_ROW",
        None,
        (*table.clauses, row["clause"]),
        incident=number,
        duration=iso(span.whole),
        over=row["over"],
        up_to=row["up_to"],
        fraction=exact(fraction),
    )
    if incident.vpn_devices != "all_down" and incident.backbone_link != "down":
        draft.assume("A:BREACH", standards)
    other = _other_row(table.value, row, incident.start, span.whole)
    if other is not None:
        draft.assume(
            "A:HOURS_72",
            (other["clause"], row["clause"]),
            incident=number,
            days=to_seconds(row["over"]) // _DAY,
            fraction=exact(fraction),
            alternative=exact(_share(other["fraction"])),
        )
    return fraction


def _row(table: Sequence[Mapping[str, Any]], length: Length) -> Mapping[str, Any] | None:
    """The last row whose lower bound is exceeded: 超 leaves the bound out, 以内 takes it in."""
    return next((row for row in reversed(table) if length > to_seconds(row["over"])), None)


@lru_cache(maxsize=64)
def _share(written: str | int) -> Fraction:
    """A fraction as the parameters write it."""
    return Fraction(written)


def _other_row(
    table: Sequence[Mapping[str, Any]], row: Mapping[str, Any], start: datetime | None, length: Length
) -> Mapping[str, Any] | None:
    """The row that would hold if a bound in days meant calendar days, when that is another one (AMB-Z10).

    By articles 140 and 141 n days end at 24:00 of the nth day after the start's own, up to a day later than n times
    24 hours; from a start at 00:00 there is no difference.
    """
    over = to_seconds(row["over"])
    if not row["over"].endswith("D") or length >= over + _DAY:
        return None
    if start:
        midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
        since = _seconds(start - midnight)
        if not since or since + length > over + _DAY:
            return None
    return table[list(table).index(row) - 1]


def _by_units(draft: Draft, law: Law, incident: Incident, number: int | None) -> Fraction | None:
    """FMS: whole units of 24 hours since IIJ knew, a thirtieth each (11, Appendix 3); None when it is not decided.

    Under the threshold nothing is due whatever the cause, so nothing more is asked. A cause that is not IIJ's, or is
    not known, and anything short of a total outage are for a person (AMB-F06, F07); the customer's own gives nothing.
    """
    span = span_of(incident, law.parameters.value("credit.counted_from"))
    fault = law.parameters.parameter("credit.fault_required").clauses
    total = law.parameters.parameter("credit.total_required").clauses
    threshold = law.parameters.parameter("credit.threshold")
    formula = law.parameters.parameter("credit.unit").clauses
    draft.clauses += (*formula, *threshold.clauses)
    if incident.cause == "customer":
        draft.find("N:OWN_CAUSE", None, fault, incident=number, cause=incident.cause)
        return Fraction(0)
    longest = span.counted if span.counted is not None else span.whole
    if longest is not None and longest < to_seconds(threshold.value):
        _below(draft, law, longest, number)
        return Fraction(0)
    open_points = len(draft.findings)
    if longest is None:
        draft.find("I:duration", "duration", threshold.clauses, choices=(), grade=None)
    elif span.counted is None:
        draft.find("I:known_to_iij_at", "known_to_iij_at", threshold.clauses, choices=(), grade=None)
    if incident.cause not in (None, "iij"):
        draft.find("H:FAULT", "cause", fault, incident=number, cause=incident.cause)
    if incident.notified_suspension in ("full", "partial"):
        draft.find("H:SUSPENSION", "notified_suspension", fault, incident=number)
    if incident.total is False or incident.vpn_devices == "some_up":
        draft.find("H:NOT_TOTAL", "total", total, incident=number)
    if len(draft.findings) > open_points or span.counted is None:
        return None
    unit = law.parameters.value("credit.unit")
    units = span.counted // to_seconds(unit)
    fraction = units * _share(law.parameters.value("credit.unit.fraction"))
    draft.test("counted time reaches the threshold", ok=True, value=iso(span.counted), clause=threshold.clauses[0])
    draft.find(
        "N:CREDIT_UNITS",
        None,
        (*formula, *threshold.clauses),
        incident=number,
        duration=iso(span.counted),
        units=int(units),
        unit=unit,
        fraction=exact(fraction),
    )
    if incident.cause is None:
        draft.assume("A:IIJ_CAUSE", fault)
    if incident.total is None:
        draft.assume("A:TOTAL", total)
    if incident.start is None and incident.counted_from is None and incident.known_after is None:
        draft.assume("A:COUNTED_FROM_KNOWLEDGE", threshold.clauses)
    return fraction


def _below(draft: Draft, law: Law, length: Length, number: int | None) -> None:
    threshold = law.parameters.parameter("credit.threshold")
    inclusive = threshold.unit == "at least"
    draft.parameter("credit.threshold", threshold.value, threshold.clauses[0])
    draft.test("long enough", ok=False, value=iso(length), clause=threshold.clauses[0])
    draft.find(
        "N:BELOW_THRESHOLD",
        None,
        threshold.clauses,
        incident=number,
        duration=iso(length),
        threshold=threshold.value,
        inclusive=inclusive,
    )


def _facts(incident: Incident) -> dict[str, Any]:
    """What was said of an outage, for the trace; in the order of the fields, for a set has none."""
    facts: dict[str, Any] = {}
    for name in (name for name in Incident.model_fields if name in incident.model_fields_set):
        value = getattr(incident, name)
        if name in ("duration", "known_after") and value is not None:
            value = iso(value)
        facts[name] = value.isoformat() if isinstance(value, datetime) else value
    return facts


# -- all of them -------------------------------------------------------------------------------------------------------


def credit(request: CreditRequest, law: Law, book: ParameterBook, draft: Draft) -> None:
    """Every outage by itself (AMB-Z08, F05: durations are never added), then the sum, the cap and the amount."""
    cap = law.parameters.parameter("credit.cap")
    table = law.parameters.parameter("credit.table")
    if law.parameters.value("credit.on_request"):
        draft.clauses += law.parameters.parameter("credit.on_request").clauses
    draft.clauses += (*table.clauses, *cap.clauses)
    if not request.incidents:
        draft.find("I:duration", "duration", table.clauses, choices=(), grade=None)
        return
    fractions: list[Fraction | None] = []
    for position, incident in enumerate(request.incidents, 1):
        day = event_day(incident)
        own = law_of(book.in_force(law.service, day)[0]) if day else law
        earlier_version(draft, own, day)
        number = position if len(request.incidents) > 1 else None
        draft.fact("incident", _facts(incident))
        by_table = own.parameters.value("credit.table") is not None
        fractions.append((_by_table if by_table else _by_units)(draft, own, incident, number))
    draft.values["incident_fractions"] = [None if f is None else exact(f) for f in fractions]
    decided = [f for f in fractions if f is not None]
    if len(decided) < len(fractions):
        return
    uncapped = sum(decided, Fraction(0))
    total = _capped(draft, law, request.incidents, decided) if cap.value is not None else uncapped
    draft.values |= {"credit_fraction": exact(total), "uncapped_fraction": exact(uncapped)}
    if len(decided) > 1:
        draft.find("N:CREDIT_SUM", None, cap.clauses, count=len(decided), uncapped=exact(uncapped), total=exact(total))
    if cap.value is None and total > 1:
        draft.assume("A:NO_CAP", cap.clauses, fraction=exact(total), capped=exact(Fraction(1)))
    if total:
        _base(draft, law)
    if request.monthly_fee is not None:
        draft.values["credit_amount_exact"] = exact(total * request.monthly_fee)
        draft.fact("monthly_fee", exact(request.monthly_fee))
        if total:
            base = law.parameters.parameter("credit.base").clauses
            draft.assume("A:BEFORE_ROUNDING", base, monthly_fee=exact(request.monthly_fee))


def _base(draft: Draft, law: Law) -> None:
    """What the fraction is taken of (AMB-Z07, F13), and who measures (AMB-Z06), and that it must be claimed."""
    base = law.parameters.parameter("credit.base")
    draft.assume("A:BASIC_FEE" if base.value == "basic" else "A:MONTHLY_FEE", base.clauses)
    if law.parameters.value("credit.table") is not None:
        draft.assume("A:MEASURED_BY_IIJ", law.parameters.parameter("credit.table").clauses)
    request = law.parameters.parameter("credit.on_request")
    if request.value is None:
        draft.assume("A:CLAIM_IMPLIED", law.parameters.parameter("claim.months").clauses)
    else:
        draft.assume("A:ON_REQUEST", request.clauses)


def _capped(draft: Draft, law: Law, incidents: Sequence[Incident], fractions: Sequence[Fraction]) -> Fraction:
    """The sum with at most the cap for each calendar month (AMB-Z09).

    An outage whose month is not known is put into the month with the most, so that no more is promised than any
    month would give.
    """
    cap = law.parameters.parameter("credit.cap")
    most = Fraction(cap.value)
    months: dict[str, Fraction] = {}
    loose = Fraction(0)
    for incident, fraction in zip(incidents, fractions, strict=True):
        month = incident.month or (f"{incident.start:%Y-%m}" if incident.start else None)
        if month:
            months[month] = months.get(month, Fraction(0)) + fraction
        else:
            loose += fraction
    fullest = max(months, key=lambda m: months[m], default="")
    months[fullest] = months.get(fullest, Fraction(0)) + loose
    uncapped = sum(fractions, Fraction(0))
    total = sum((min(part, most) for part in months.values()), Fraction(0))
    if loose and len(fractions) > 1 and uncapped > most:
        draft.assume("A:SAME_MONTH", cap.clauses)
    draft.parameter("credit.cap", cap.value, cap.clauses[0])
    for month, part in months.items():
        draft.test(f"cap {month}".strip(), part <= most, exact(part), cap.clauses[0])
        if part > most:
            draft.find("N:CAPPED", None, cap.clauses, month=month or None, uncapped=exact(part), cap=exact(most))
    if uncapped > most:
        params = {"fraction": exact(total), "per_incident": exact(uncapped), "over_all": exact(most)}
        draft.assume("A:CAP_PER_MONTH", cap.clauses, **params)
    return total
