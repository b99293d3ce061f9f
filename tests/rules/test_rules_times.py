"""Ending, minimum term, settlement, claim: the dates, and what is not decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules import Decision, decide

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2019, 1, 1), date(2090, 1, 1))
SERVICES = st.sampled_from(["ztna", "fms"])
ENDING = {"ztna": "ztna:10.1", "fms": "fms:8.1"}


def asked(rule: str, service: str, today: date = TODAY, **request: Any) -> Decision:
    for name, value in request.items():
        request[name] = value.isoformat() if isinstance(value, date) else value
    return decide(rule, {"service": service, **request}, None, today)


def codes(decision: Decision) -> set[str]:
    return {part.code for part in (*decision.findings, *decision.conditions, *decision.assumptions)}


# -- termination -----------------------------------------------------------------------------------------------------


@given(SERVICES, DAYS, st.none() | st.integers(-400, 400))
def test_the_end_is_the_later_of_thirty_days_and_the_day_designated(
    service: str, arrival: date, off: int | None
) -> None:
    designated = None if off is None else arrival + timedelta(days=off)
    decision = asked("termination", service, arrival=arrival, designated=designated)
    end = date.fromisoformat(decision.values["effective_date"])
    assert end == max(arrival + timedelta(days=30), designated or arrival)
    assert decision.outcome == "computed"
    assert ENDING[service] in decision.clauses


@given(SERVICES, DAYS)
def test_the_latest_arrival_is_just_early_enough(service: str, desired: date) -> None:
    latest = date.fromisoformat(asked("latest-arrival", service, desired=desired).values["latest_arrival_date"])
    assert asked("termination", service, arrival=latest).values["effective_date"] == desired.isoformat()
    late = asked("termination", service, arrival=latest + timedelta(days=1), designated=desired)
    assert late.values["effective_date"] > desired.isoformat()


@pytest.mark.parametrize("service", ["ztna", "fms"])
def test_how_the_end_came_about_is_told(service: str) -> None:
    assert "N:EFFECTIVE" in codes(asked("termination", service, arrival="2025-04-01"))
    early = asked("termination", service, arrival="2025-04-01", designated="2025-04-30")
    assert "N:DESIGNATED_EARLY" in codes(early)
    late = asked("termination", service, arrival="2025-04-01", designated="2025-05-01")
    assert "N:EFFECTIVE_DESIGNATED" in codes(late)


@pytest.mark.parametrize("via", ["phone", "email", "chat", "letter", "fax"])
@pytest.mark.parametrize("rest", [{}, {"arrival": "2025-04-01"}, {"sent": "2025-04-01"}])
def test_another_channel_is_for_a_person_and_nothing_is_asked(via: str, rest: dict[str, str]) -> None:
    for service, subject in (("ztna", "contract"), ("fms", "contract"), ("fms", "option")):
        decision = asked("termination", service, via=via, subject=subject, **rest)
        assert decision.outcome == "needs_human"
        assert decision.missing == ()
        assert decision.codes == {"H:NOTICE_FORM"}


@pytest.mark.parametrize("rest", [{}, {"sent": "2025-04-01"}, {"designated": "2025-12-31"}])
def test_without_an_arrival_there_is_no_date(rest: dict[str, str]) -> None:
    decision = asked("termination", "ztna", **rest)
    assert decision.outcome == "needs_info"
    assert decision.missing == ("arrival",)
    assert decision.values == {}


def test_the_day_of_posting_does_not_count() -> None:
    decision = asked("termination", "fms", sent="2025-04-25", arrival="2025-05-01")
    assert decision.values == {"effective_date": "2025-05-31"}


def test_options_end_by_their_own_clause_on_fms_and_by_none_on_ztna() -> None:
    option = asked("termination", "fms", subject="option", arrival="2026-12-14")
    assert option.values == {"effective_date": "2027-01-13"}
    assert "fms:6.4" in option.clauses
    for request in ({"arrival": "2026-12-14"}, {}, {"via": "phone"}):
        decision = asked("termination", "ztna", subject="option", option="sse", **request)
        assert decision.codes == {"H:OPT_CANCEL"}
        assert {"ztna:10.1", "ztna:7.3", "ztna:7.2.3"} <= set(decision.clauses)
    assert asked("latest-arrival", "ztna", subject="option", desired="2027-01-01").codes == {"H:OPT_CANCEL"}
    assert asked("termination", "fms", subject="option", option="sse").codes == {"D:OPT_NONE:sse"}


@pytest.mark.parametrize(
    ("moment", "human"),
    [
        ("2025-04-01T00:00:00+09:00", True),
        ("2025-04-01T00:00:01+09:00", False),
        ("2025-03-31T15:00:00Z", True),
        ("2025-04-01T12:00:00", False),
    ],
)
def test_an_arrival_at_midnight_is_for_a_person(moment: str, human: bool) -> None:
    decision = asked("termination", "ztna", arrival=moment)
    assert decision.codes == ({"H:MIDNIGHT"} if human else set())
    assert decision.values == ({} if human else {"effective_date": "2025-05-01"})
    settled = asked("early-termination", "ztna", arrival=moment, billing_start="2025-03-20")
    assert ("H:MIDNIGHT" in settled.codes) is human


@pytest.mark.parametrize(
    ("arrival", "end", "alternative", "custom", "by_custom"),
    [
        ("2025-01-31", "2025-03-02", "2025-03-03", "2025-03-03", False),  # a Sunday
        ("2025-12-02", "2026-01-01", "2026-01-02", "2026-01-05", False),  # New Year's Day
        ("2025-01-30", "2025-03-01", "2025-03-03", "2025-03-03", True),  # a Saturday
        ("2025-04-01", "2025-05-01", None, None, None),  # a Thursday
    ],
)
def test_article_142_is_shown_and_not_applied(
    arrival: str, end: str, alternative: str | None, custom: str | None, by_custom: bool | None
) -> None:
    decision = asked("termination", "ztna", arrival=arrival, today=date(2025, 4, 1))
    assert decision.values["effective_date"] == end
    shown = [a.params for a in decision.assumptions if a.code == "A:NOT_EXTENDED"]
    if alternative is None:
        assert shown == []
        assert decision.certainty == "definite"
    else:
        assert shown == [
            {"date": end, "alternative": alternative, "alternative_custom": custom, "by_custom_only": by_custom}
        ]
        assert decision.certainty == "conditional"


def test_a_designated_day_is_not_extended_and_bounds_the_alternative() -> None:
    sunday = asked("termination", "ztna", arrival="2025-04-01", designated="2025-06-01")
    assert "A:NOT_EXTENDED" not in codes(sunday)
    same = asked("termination", "ztna", arrival="2025-05-02", designated="2025-06-01")
    assert "A:NOT_EXTENDED" in codes(same)


def test_a_latest_arrival_that_has_passed_is_said_to_have() -> None:
    past = asked("latest-arrival", "ztna", desired="2026-12-01")
    assert past.values == {"latest_arrival_date": "2026-11-01"}
    told = next(a for a in past.assumptions if a.code == "A:ARRIVAL_PAST")
    assert told.params["earliest"] == "2026-12-22"
    assert "A:ARRIVAL_PAST" not in codes(asked("latest-arrival", "ztna", desired="2026-12-22"))
    assert asked("latest-arrival", "ztna").missing == ("desired",)


# -- earlier editions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ("termination", "arrival"),
        ("latest-arrival", "desired"),
        ("minimum-term", "billing_start"),
        ("early-termination", "effective"),
        ("claim-deadline", "claimable_on"),
    ],
)
@pytest.mark.parametrize(("day", "earlier"), [("2025-03-31", True), ("2025-04-01", False)])
def test_an_event_before_the_edition_in_hand_is_marked(rule: str, field: str, day: str, earlier: bool) -> None:
    decision = asked(rule, "ztna", **{field: day})
    marked = [c for c in decision.conditions if c.code == "C:EARLIER_VERSION"]
    assert bool(marked) is earlier
    assert decision.terms_version == "2025-04-01"
    if earlier:
        assert marked[0].params == {"event": day, "edition": "2025-04-01"}
        assert decision.outcome == "needs_info" or decision.certainty == "conditional"


def test_a_question_asked_before_the_edition_is_marked_too() -> None:
    decision = asked("usage", "fms", date(2020, 1, 1), current={"concurrent": 2000}, peak=1)
    assert "C:EARLIER_VERSION" in codes(decision)


# -- minimum term ----------------------------------------------------------------------------------------------------


def test_minimum_terms_and_their_clauses() -> None:
    assert asked("minimum-term", "ztna", billing_start="2027-02-01").values == {"minimum_term_end": "2027-02-28"}
    option = asked("minimum-term", "ztna", subject="multi_region", billing_start="2026-12-10")
    assert option.values == {"minimum_term_end": "2027-01-09"}
    assert "ztna:7.3" in option.clauses
    assert "A:OPTION_BILLING_START" not in codes(option)  # ZTNA 7(3) says whose billing start
    fms = asked("minimum-term", "fms", subject="multi_region", billing_start="2026-12-10")
    assert "fms:6.3" in fms.clauses
    assert "A:OPTION_BILLING_START" in codes(fms)


def test_the_day_of_the_contract_is_not_the_billing_start() -> None:
    decision = asked("minimum-term", "ztna", contract_date="2026-12-10")
    assert decision.missing == ("billing_start",)


# -- settlement ------------------------------------------------------------------------------------------------------


@given(SERVICES, DAYS, st.integers(0, 60), st.none() | st.integers(0, 90))
def test_a_form_that_arrives_on_or_after_the_billing_start_never_costs(
    service: str, start: date, later: int, designated: int | None
) -> None:
    arrival = start + timedelta(days=later)
    wanted = None if designated is None else arrival + timedelta(days=designated)
    decision = asked("early-termination", service, billing_start=start, arrival=arrival, designated=wanted)
    assert decision.outcome == "computed"
    assert decision.values["charge_due"] is False
    assert decision.values["residual_days"] == 0


@given(SERVICES, DAYS, st.integers(0, 60))
def test_due_exactly_before_the_last_day(service: str, start: date, after: int) -> None:
    effective = start + timedelta(days=after)
    decision = asked("early-termination", service, billing_start=start, effective=effective)
    last = date.fromisoformat(decision.values["minimum_term_end"])
    assert decision.values["charge_due"] is (effective < last)
    assert decision.values["residual_days"] == max((last - effective).days, 0)
    assert decision.values["effective_date"] == effective.isoformat()


def test_what_a_charge_rests_on() -> None:
    ztna = asked("early-termination", "ztna", billing_start="2025-05-01", effective="2025-05-10")
    assert {"ztna:12.1", "ztna:app3.1", "ztna:app2.2.1", "ztna:2.1"} <= set(ztna.clauses)
    assert {"A:APPENDIX_REFERENCE", "A:AMOUNT_BY_IIJ"} <= codes(ztna)
    fms = asked("early-termination", "fms", billing_start="2025-05-01", effective="2025-05-10")
    assert {"fms:10.1", "fms:app2.1", "fms:app1.2.1"} <= set(fms.clauses)
    assert "A:APPENDIX_REFERENCE" not in codes(fms)
    by_form = asked("early-termination", "ztna", billing_start="2026-12-10", arrival="2026-12-05")
    assert by_form.values["effective_date"] == "2027-01-04"
    assert {"ztna:10.1", "ztna:12.1", "ztna:app3.1"} <= set(by_form.clauses)  # the end, and the charge
    free = asked("early-termination", "ztna", billing_start="2025-05-01", effective="2025-05-31")
    assert not {"A:APPENDIX_REFERENCE", "A:AMOUNT_BY_IIJ"} & codes(free)


def test_the_grounds() -> None:
    within = {"billing_start": "2025-05-01", "effective": "2025-05-10"}
    excepted = asked("early-termination", "ztna", ground="general_terms_28_2_or_3", **within)
    assert excepted.outcome == "computed"
    assert excepted.values["charge_due"] is False
    assert excepted.certainty == "conditional"
    assert "ztna:12.1#exception" in excepted.clauses
    nothing_known = asked("early-termination", "fms", ground="general_terms_28_2_or_3")
    assert nothing_known.values == {"charge_due": False}
    option = asked("early-termination", "fms", subject="multi_region", ground="general_terms_28_2_or_3", **within)
    assert option.codes == {"H:OPT_EXCEPTION"}
    by_iij = asked("early-termination", "ztna", ground="terminated_by_iij", **within)
    assert by_iij.codes == {"H:BY_IIJ"}
    assert "charge_due" not in by_iij.values
    after = asked(
        "early-termination", "ztna", ground="terminated_by_iij", billing_start="2025-05-01", effective="2025-06-01"
    )
    assert after.values["charge_due"] is False
    unknown = asked("early-termination", "ztna", ground="terminated_by_iij", billing_start="2025-05-01")
    assert unknown.codes == {"H:BY_IIJ"}


def test_an_end_before_billing_began_is_for_a_person() -> None:
    decision = asked("early-termination", "fms", billing_start="2025-05-02", effective="2025-05-01")
    assert decision.codes == {"H:BEFORE_BILLING"}
    on_the_day = asked("early-termination", "fms", billing_start="2025-05-02", effective="2025-05-02")
    assert on_the_day.values["charge_due"] is True


def test_the_option_is_charged_on_fms_and_not_regulated_on_ztna() -> None:
    request = {"subject": "multi_region", "billing_start": "2026-12-10", "arrival": "2026-12-05"}
    fms = asked("early-termination", "fms", **request)
    assert fms.values == {
        "effective_date": "2027-01-04",
        "minimum_term_end": "2027-01-09",
        "charge_due": True,
        "residual_days": 5,
    }
    assert {"fms:6.4", "fms:10.2", "fms:6.3", "fms:app2.2"} <= set(fms.clauses)
    assert "A:OPTION_ENDED" not in codes(fms)
    together = asked(
        "early-termination", "fms", subject="multi_region", billing_start="2026-12-10", effective="2026-12-20"
    )
    assert "A:OPTION_ENDED" in codes(together)
    ztna = asked("early-termination", "ztna", **request)
    assert ztna.codes == {"H:OPT_CHARGE"}
    assert ztna.values == {"minimum_term_end": "2027-01-09"}


@pytest.mark.parametrize(
    ("request_", "missing"),
    [
        ({}, {"arrival", "billing_start"}),
        ({"billing_start": "2025-05-01"}, {"arrival"}),
        ({"arrival": "2025-05-01"}, {"billing_start"}),
        ({"billing_start": "2025-05-01", "designated": "2025-05-30"}, {"arrival"}),
        ({"billing_start_by": "2025-05-01", "effective": "2025-05-30"}, {"billing_start"}),
    ],
)
def test_what_is_missing(request_: dict[str, str], missing: set[str]) -> None:
    decision = asked("early-termination", "ztna", **request_)
    assert decision.outcome == "needs_info"
    assert set(decision.missing) == missing


@pytest.mark.parametrize(
    "request_",
    [
        {"billing_start": "2025-05-01", "designated": "2025-05-31"},
        {"billing_start_by": "2025-05-01", "designated": "2025-05-31"},
        {"billing_start_by": "2025-05-01", "effective": "2025-05-31"},
        {"billing_start_by": "2023-06-30", "arrival": "2026-11-22"},
    ],
)
def test_nothing_is_asked_that_could_not_change_the_answer(request_: dict[str, str]) -> None:
    decision = asked("early-termination", "ztna", **request_)
    assert decision.outcome == "computed"
    assert decision.values["charge_due"] is False


# -- the claim -------------------------------------------------------------------------------------------------------


@given(SERVICES, DAYS, st.integers(-10, 200))
def test_a_claim_is_in_time_up_to_the_deadline(service: str, day: date, after: int) -> None:
    claimed = day + timedelta(days=after)
    decision = asked("claim-deadline", service, claimable_on=day, claimed_on=claimed)
    deadline = date.fromisoformat(decision.values["claim_deadline"])
    in_time = decision.values["claim_status"] == "in_time"
    assert in_time is (claimed <= deadline)
    assert (decision.outcome == "needs_human") is (decision.values["claim_status"] == "needs_human")
    if decision.values["claim_status"] == "needs_human":
        assert deadline < claimed <= deadline + timedelta(days=12)
    assert timedelta(days=88) <= deadline - day <= timedelta(days=92)


@pytest.mark.parametrize(
    ("claimed", "status"),
    [
        ("2026-05-03", "in_time"),  # a Sunday and holiday; 4 to 6 May are holidays as well
        ("2026-05-04", "needs_human"),
        ("2026-05-07", "needs_human"),
        ("2026-05-08", "lost"),
    ],
)
def test_a_deadline_on_a_holiday(claimed: str, status: str) -> None:
    decision = asked("claim-deadline", "ztna", claimable_on="2026-02-03", claimed_on=claimed)
    assert decision.values == {"claim_deadline": "2026-05-03", "claim_status": status}


@pytest.mark.parametrize(("claimed", "status"), [("2026-02-02", "needs_human"), ("2026-02-03", "lost")])
def test_a_deadline_on_a_saturday_is_treated_alike(claimed: str, status: str) -> None:
    decision = asked("claim-deadline", "fms", claimable_on="2025-10-31", claimed_on=claimed)
    assert decision.values["claim_status"] == status


def test_a_later_day_to_count_from_keeps_a_late_claim_alive() -> None:
    request = {"claimable_on": "2025-01-31", "claimed_on": "2025-05-02"}
    assert asked("claim-deadline", "ztna", **request).values["claim_status"] == "lost"
    open_ = asked("claim-deadline", "ztna", **request, restored_on="2025-02-03")
    assert open_.values["claim_status"] == "needs_human"
    assert next(f for f in open_.findings if f.code == "H:CLAIM_LATE").params["reason"] == "later_day"
    assert asked("claim-deadline", "ztna", **request, restored_on="2025-01-31").values["claim_status"] == "lost"


def test_without_the_day_it_is_asked_and_without_a_claim_there_is_no_status() -> None:
    assert asked("claim-deadline", "fms").missing == ("claimable_on",)
    assert asked("claim-deadline", "fms", claimable_on="2026-11-10").values == {"claim_deadline": "2027-02-10"}
    assert "A:CLAIM_IMPLIED" in codes(asked("claim-deadline", "ztna", claimable_on="2026-11-10"))
    assert "A:CLAIM_IMPLIED" not in codes(asked("claim-deadline", "fms", claimable_on="2026-11-10"))


# -- the clock -------------------------------------------------------------------------------------------------------


@given(DAYS)
def test_today_changes_nothing_but_remarks(today: date) -> None:
    for rule, request in (
        ("termination", {"arrival": "2026-12-01"}),
        ("latest-arrival", {"desired": "2026-12-31"}),
        ("minimum-term", {"billing_start": "2026-12-31"}),
        ("early-termination", {"billing_start": "2026-12-31", "arrival": "2026-12-10"}),
        ("claim-deadline", {"claimable_on": "2026-12-31", "claimed_on": "2027-04-01"}),
    ):
        assert asked(rule, "ztna", today, **request).values == asked(rule, "ztna", TODAY, **request).values
