"""Rules `termination` and `latest-arrival`: when the contract, or the use of an option, ends."""

from __future__ import annotations

from datetime import date, datetime, time

from assistant.rules import calendar
from assistant.rules.law import Law, event_before
from assistant.rules.model import Draft
from assistant.rules.requests import LatestArrivalRequest, TerminationRequest


def day_of(moment: date | datetime | None) -> date | None:
    """The calendar day of an arrival, in Japan."""
    return moment.date() if isinstance(moment, datetime) else moment


def at_midnight(moment: date | datetime | None) -> bool:
    """An arrival at exactly 00:00: article 140's proviso would count that day (AMB-G03)."""
    return isinstance(moment, datetime) and moment.timetz().replace(tzinfo=None) == time(0)


def earlier_version(draft: Draft, law: Law, event: date | None) -> None:
    """An event before the edition in hand: an earlier text, not in hand, may govern (AMB-G01)."""
    if event and event_before(law, event):
        clause = (f"{law.service}:0#title",)
        draft.condition("C:EARLIER_VERSION", clause, event=event.isoformat(), edition=law.version.isoformat())


def not_extended(draft: Draft, day: date, clauses: tuple[str, ...]) -> None:
    """The day article 142 would give, where it differs; shown, never answered with (AMB-G04)."""
    if not calendar.is_customary_day_off(day):
        return
    plain = calendar.next_business_day(day)
    custom = calendar.next_business_day(day, custom=True)
    draft.assume(
        "A:NOT_EXTENDED",
        clauses,
        date=day.isoformat(),
        alternative=(plain if plain != day else custom).isoformat(),
        alternative_custom=custom.isoformat(),
        by_custom_only=plain == day,
    )


def stop_terms(law: Law, subject: str) -> tuple[int | None, tuple[str, ...]]:
    """Days of notice and their clauses; None for an option whose end the terms do not regulate (ZTNA: AMB-Z27)."""
    if subject == "contract":
        parameter = law.parameters.parameter("termination.days")
        return parameter.value, parameter.clauses
    return law.option_stop_days, law.option_stop_clauses


def effective(draft: Draft, arrival: date, designated: date | None, days: int, clauses: tuple[str, ...]) -> date:
    """The later of the day on which the days elapse and the day designated (ZTNA 10, FMS 6(4), 8)."""
    earliest = calendar.days_elapse(arrival, days)
    end = max(earliest, designated) if designated else earliest
    draft.fact("arrival", arrival.isoformat())
    draft.fact("designated", designated.isoformat() if designated else None)
    draft.parameter("days of notice", days, clauses[0])
    if designated:
        draft.test("designated day is late enough", designated >= earliest, earliest.isoformat())
    draft.assume("A:FIRST_DAY_EXCLUDED", event=arrival.isoformat(), days=days, months=None)
    if end == earliest:
        not_extended(draft, end, clauses)
    return end


def _regulated(draft: Draft, law: Law, subject: str, option: str | None, via: str) -> int | None:
    """The days of notice, or None after noting why a person must decide."""
    days, clauses = stop_terms(law, subject)
    if option is not None and option not in law.options:
        draft.find(f"D:OPT_NONE:{option}", "option", law.option_clauses, option=option, options=law.option_list)
        return None
    if days is None:
        more = law.options[option].clauses if option else ()
        draft.find("H:OPT_CANCEL", "option", (*clauses, *more), option=option, via=via)
        return None
    if via != "form":
        draft.find("H:NOTICE_FORM", "via", clauses, via=via)
        return None
    return days


def termination(request: TerminationRequest, law: Law, draft: Draft) -> None:
    """The day on which a notice on IIJ's cancellation form takes effect (ZTNA 10; FMS 8, options 6(4)).

    The form's arrival counts, not its dispatch (Civil Code 97(1), AMB-G06). Another channel is not covered by the
    rule (AMB-G05), nor is the end of a ZTNA option (AMB-Z27): a person must decide, and nothing is asked.
    """
    arrival = day_of(request.arrival)
    days = _regulated(draft, law, request.subject, request.option, request.via)
    earlier_version(draft, law, arrival)
    if days is None:
        return
    clauses = stop_terms(law, request.subject)[1]
    if arrival is None:
        draft.fact("sent", request.sent.isoformat() if request.sent else None)
        draft.find("I:arrival", "arrival", clauses, choices=(), grade=None)
        return
    if at_midnight(request.arrival):
        draft.find("H:MIDNIGHT", "arrival", clauses, arrival=arrival.isoformat())
        return
    end = effective(draft, arrival, request.designated, days, clauses)
    draft.values["effective_date"] = end.isoformat()
    params = {"arrival": arrival.isoformat(), "days": days}
    earliest = calendar.days_elapse(arrival, days)
    if request.designated is None:
        draft.find("N:EFFECTIVE", None, clauses, **params, effective_date=end.isoformat())
    elif request.designated < earliest:
        designated = request.designated.isoformat()
        draft.find("N:DESIGNATED_EARLY", None, clauses, **params, designated=designated, effective_date=end.isoformat())
    else:
        designated = request.designated.isoformat()
        draft.find(
            "N:EFFECTIVE_DESIGNATED", None, clauses, **params, designated=designated, earliest=earliest.isoformat()
        )


def latest_arrival(request: LatestArrivalRequest, law: Law, draft: Draft, today: date) -> None:
    """The last day on which the form can arrive for an end on the desired day: `termination` turned round.

    A day that has passed already is given all the same, with the earliest end that is still to be had.
    """
    days = _regulated(draft, law, request.subject, request.option, "form")
    earlier_version(draft, law, request.desired)
    if days is None:
        return
    clauses = stop_terms(law, request.subject)[1]
    if request.desired is None:
        draft.find("I:desired", "desired", clauses, choices=(), grade=None)
        return
    latest = calendar.latest_start(request.desired, days)
    desired = request.desired.isoformat()
    draft.fact("desired", desired)
    draft.parameter("days of notice", days, clauses[0])
    draft.values["latest_arrival_date"] = latest.isoformat()
    draft.find("N:LATEST_ARRIVAL", None, clauses, desired=desired, days=days, latest_arrival_date=latest.isoformat())
    draft.assume("A:FIRST_DAY_EXCLUDED", event=latest.isoformat(), days=days, months=None)
    not_extended(draft, request.desired, clauses)
    if latest < today:
        earliest = calendar.days_elapse(today, days).isoformat()
        params = {"latest_arrival_date": latest.isoformat(), "today": today.isoformat(), "earliest": earliest}
        draft.assume("A:ARRIVAL_PAST", (), **params)
