"""Credits: every row and its bounds, the cap, the clock, and what is not decided."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules import Decision, decide
from assistant.rules.credit import iso
from assistant.rules.fields import to_seconds

TODAY = date(2026, 11, 22)
MINUTE, HOUR, DAY = 60, 3600, 86_400
ROWS = (  # the table of Appendix 1, 1(2), a second time: more than … seconds, fraction
    (30 * MINUTE, Fraction(1, 90)),
    (60 * MINUTE, Fraction(1, 30)),
    (12 * HOUR, Fraction(1, 10)),
    (24 * HOUR, Fraction(1, 5)),
    (3 * DAY, Fraction(1, 3)),
    (7 * DAY, Fraction(1, 2)),
    (14 * DAY, Fraction(1)),
)
LENGTHS = st.integers(0, 40 * DAY)
JST = timezone(timedelta(hours=9))


def credit(service: str, *incidents: dict[str, Any], **more: Any) -> Decision:
    return decide("credit", {"service": service, "incidents": list(incidents), **more}, None, TODAY)


def fraction(decision: Decision) -> Fraction:
    return Fraction(decision.values["credit_fraction"])


def codes(decision: Decision) -> set[str]:
    return {part.code for part in (*decision.findings, *decision.conditions, *decision.assumptions)}


def by_the_table(seconds: int) -> Fraction:
    return max((share for over, share in ROWS if seconds > over), default=Fraction(0))


# -- ZTNA: the table -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", range(7))
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_every_bound_of_the_table(row: int, off: int) -> None:
    seconds = ROWS[row][0] + off
    decision = credit("ztna", {"duration": f"PT{seconds}S"})
    assert fraction(decision) == by_the_table(seconds)
    assert decision.outcome == "computed"
    if seconds > ROWS[0][0]:
        used = next(f for f in decision.findings if f.code == "N:CREDIT_ROW")
        assert f"ztna:app1.1.2#r{row + (off > 0)}" in used.clauses


@given(LENGTHS)
def test_any_length_by_the_table(seconds: int) -> None:
    assert fraction(credit("ztna", {"duration": f"PT{seconds}S"})) == by_the_table(seconds)


@given(LENGTHS, LENGTHS)
def test_longer_never_gives_less(one: int, two: int) -> None:
    short, long = sorted((one, two))
    for service in ("ztna", "fms"):
        assert fraction(credit(service, {"duration": f"PT{short}S"})) <= fraction(
            credit(service, {"duration": f"PT{long}S"})
        )


@given(st.integers(0, 30 * DAY + DAY - 1))
def test_ztna_gives_at_least_as_much_as_fms_up_to_thirty_days(seconds: int) -> None:
    one, two = (fraction(credit(s, {"duration": f"PT{seconds}S"})) for s in ("ztna", "fms"))
    assert one >= two


def test_a_fraction_of_a_second_more_is_more() -> None:
    assert fraction(credit("ztna", {"duration": "PT30M0.000000001S"})) == Fraction(1, 90)
    assert fraction(credit("ztna", {"duration": "PT29M59.999999999S"})) == 0


@pytest.mark.parametrize(
    ("length", "days", "other"),
    [
        ("PT72H", None, None),
        ("PT72H1S", 3, "1/5"),
        ("PT95H59M59S", 3, "1/5"),
        ("P4D", None, None),
        ("P7DT1S", 7, "1/3"),
        ("P8D", None, None),
        ("P14DT1S", 14, "1/2"),
        ("P15D", None, None),
        ("PT24H1S", None, None),
    ],
)
def test_days_as_hours_shows_the_other_reading_where_it_differs(
    length: str, days: int | None, other: str | None
) -> None:
    decision = credit("ztna", {"duration": length})
    shown = [(a.params["days"], a.params["alternative"]) for a in decision.assumptions if a.code == "A:HOURS_72"]
    assert repr(shown) == repr([(days, other)] if days else [])  # a whole number of days: 3, not 3.0


@pytest.mark.parametrize(
    ("start", "hours", "differs"),
    [
        ("2025-05-01T00:00:00", 73, False),  # from midnight three days are 72 hours
        ("2025-05-01T12:00:00", 73, True),  # ends before the third day after the start is over
        ("2025-05-01T12:00:00", 84, True),  # at its very end
        ("2025-05-01T12:00:00", 85, False),
        ("2025-05-01T23:00:00", 74, False),
    ],
)
def test_with_a_start_the_calendar_reading_is_exact(start: str, hours: int, differs: bool) -> None:
    decision = credit("ztna", {"start": start, "duration": f"PT{hours}H"})
    assert decision.values["credit_fraction"] == "1/3"
    assert ("A:HOURS_72" in codes(decision)) is differs


# -- ZTNA: what is no breach -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected", "clause"),
    [
        ({"vpn_devices": "some_up"}, "0", "ztna:app1.1.1#udp5008"),
        ({"vpn_devices": "some_up", "backbone_link": "up"}, "0", "ztna:app1.1.1#udp5008"),
        ({"vpn_devices": "some_up", "backbone_link": "down"}, "1/30", "ztna:app1.1.2#r2"),
        ({"vpn_devices": "all_down"}, "1/30", "ztna:app1.1.2#r2"),
        ({"vpn_devices": "all_down", "backbone_link": "up"}, "1/30", "ztna:app1.1.2#r2"),
        ({"notified_suspension": "full"}, "0", "ztna:app1.1.1#exception"),
        ({"notified_suspension": "none"}, "1/30", "ztna:app1.1.2#r2"),
        ({"cause": "customer"}, "0", "ztna:app1.1.1#udp5008"),
        ({"cause": "customer_line"}, "0", "ztna:app1.1.1#backbone"),
        ({"cause": "third_party"}, "1/30", "ztna:app1.1.2#r2"),
        ({"cause": "unknown"}, "1/30", "ztna:app1.1.2#r2"),
        ({"cause": "iij"}, "1/30", "ztna:app1.1.2#r2"),
    ],
)
def test_breach_or_not(facts: dict[str, Any], expected: str, clause: str) -> None:
    decision = credit("ztna", {"duration": "PT5H", **facts})
    assert decision.outcome == "computed"
    assert decision.values["credit_fraction"] == expected
    assert clause in decision.clauses


def test_a_partly_notified_suspension_is_for_a_person_unless_the_outage_is_too_short_anyway() -> None:
    long = credit("ztna", {"duration": "PT5H", "notified_suspension": "partial"})
    assert long.codes == {"H:SUSPENSION"}
    assert "credit_fraction" not in long.values
    short = credit("ztna", {"duration": "PT30M", "notified_suspension": "partial"})
    assert short.values["credit_fraction"] == "0"


def test_no_duration_is_asked_only_if_it_matters() -> None:
    assert credit("ztna").missing == ("duration",)
    assert credit("ztna", {"month": "2025-05"}).missing == ("duration",)
    assert credit("ztna", {"vpn_devices": "some_up"}).values["credit_fraction"] == "0"
    assert credit("ztna", {"notified_suspension": "full"}).values["credit_fraction"] == "0"
    assert credit("fms", {"cause": "customer"}).values["credit_fraction"] == "0"
    assert credit("fms", {"start": "2025-05-01T00:00:00"}).missing == ("duration",)
    assert credit("fms", {"known_after": "PT5H"}).missing == ("duration",)


def test_what_a_credit_takes_for_granted() -> None:
    assert "A:BREACH" in codes(credit("ztna", {"duration": "PT5H"}))
    assert "A:BREACH" not in codes(credit("ztna", {"duration": "PT5H", "vpn_devices": "all_down"}))
    assert "A:BREACH" not in codes(credit("ztna", {"duration": "PT5H", "backbone_link": "down"}))
    assert {"A:BASIC_FEE", "A:MEASURED_BY_IIJ", "A:CLAIM_IMPLIED"} <= codes(credit("ztna", {"duration": "PT5H"}))
    assert {"A:IIJ_CAUSE", "A:TOTAL", "A:COUNTED_FROM_KNOWLEDGE", "A:MONTHLY_FEE"} <= codes(
        credit("fms", {"duration": "P2D"})
    )
    sure = credit("fms", {"duration": "P2D", "cause": "iij", "total": True, "counted_from": "knowledge"})
    assert not {"A:IIJ_CAUSE", "A:TOTAL", "A:COUNTED_FROM_KNOWLEDGE"} & codes(sure)
    assert not codes(credit("ztna", {"duration": "PT5M"})) & {"A:BASIC_FEE", "A:BREACH"}


# -- several outages, the cap ----------------------------------------------------------------------------------------


@given(st.lists(st.tuples(LENGTHS, st.sampled_from(["2025-05", "2025-06", "2026-01"])), min_size=1, max_size=12))
def test_each_outage_by_itself_and_never_more_than_one_fee_a_month(outages: list[tuple[int, str]]) -> None:
    decision = credit("ztna", *({"duration": f"PT{s}S", "month": m} for s, m in outages))
    single = [by_the_table(s) for s, _ in outages]
    assert [Fraction(f) for f in decision.values["incident_fractions"]] == single
    months: dict[str, Fraction] = {}
    for share, (_, month) in zip(single, outages, strict=True):
        months[month] = months.get(month, Fraction(0)) + share
    assert fraction(decision) == sum(min(total, Fraction(1)) for total in months.values())
    assert Fraction(decision.values["uncapped_fraction"]) == sum(single)
    assert ("A:CAP_PER_MONTH" in codes(decision)) is (sum(single) > 1)


@given(st.lists(LENGTHS, min_size=1, max_size=8))
def test_without_months_no_more_is_given_than_one_month_allows(lengths: list[int]) -> None:
    decision = credit("ztna", *({"duration": f"PT{s}S"} for s in lengths))
    total = sum(map(by_the_table, lengths))
    assert fraction(decision) == min(total, Fraction(1))
    assert ("A:SAME_MONTH" in codes(decision)) is (total > 1)


def test_an_outage_without_a_month_joins_the_fullest() -> None:
    named = [{"duration": "P10D", "month": "2025-05"}, {"duration": "P5D", "month": "2025-06"}]
    decision = credit("ztna", *named, {"duration": "P15D"})
    assert decision.values["credit_fraction"] == "4/3"
    assert decision.values["uncapped_fraction"] == "11/6"


def test_a_start_says_the_month() -> None:
    pair = [{"start": "2025-05-01T00:00:00", "duration": "P15D"}, {"start": "2025-06-01T00:00:00", "duration": "P15D"}]
    assert credit("ztna", *pair).values["credit_fraction"] == "2"
    assert credit("ztna", *({**i, "month": "2025-05"} for i in pair)).values["credit_fraction"] == "1"


def test_the_other_readings_of_the_cap_are_shown() -> None:
    months = ({"duration": "P8DT1H", "month": m} for m in ("2025-05", "2025-05", "2025-05", "2025-06"))
    shown = next(a.params for a in credit("ztna", *months).assumptions if a.code == "A:CAP_PER_MONTH")
    assert shown == {"fraction": "3/2", "per_incident": "2", "over_all": "1"}


def test_one_undecided_outage_leaves_the_sum_open() -> None:
    decision = credit("ztna", {"duration": "PT5H"}, {"duration": "PT5H", "notified_suspension": "partial"})
    assert decision.outcome == "needs_human"
    assert decision.values == {"incident_fractions": ["1/30", None]}


# -- FMS: units of 24 hours since IIJ knew ---------------------------------------------------------------------------


@given(LENGTHS)
def test_whole_days_since_iij_knew_and_no_cap(seconds: int) -> None:
    decision = credit("fms", {"duration": f"PT{seconds}S"})
    assert fraction(decision) == Fraction(seconds // DAY, 30)
    assert ("A:NO_CAP" in codes(decision)) is (seconds // DAY > 30)


@given(st.integers(0, 5 * DAY), st.integers(-DAY, 6 * DAY))
def test_the_clock_starts_when_iij_knows_but_not_before_the_outage(length: int, known: int) -> None:
    start = datetime(2025, 5, 7, 1, tzinfo=JST)
    incident = {"start": start.isoformat(), "end": (start + timedelta(seconds=length)).isoformat()}
    known_at = (start + timedelta(seconds=known)).isoformat()
    decision = credit("fms", {**incident, "known_to_iij_at": known_at})
    assert fraction(decision) == Fraction(max(length - max(known, 0), 0) // DAY, 30)


def test_the_knowledge_is_asked_only_if_it_matters() -> None:
    start = {"start": "2025-05-07T01:00:00+09:00"}
    assert credit("fms", {**start, "duration": "PT24H"}).missing == ("known_to_iij_at",)
    assert credit("fms", {**start, "duration": "PT23H59M59S"}).values["credit_fraction"] == "0"
    assert credit("fms", {"duration": "PT30H", "counted_from": "outage"}).missing == ("known_to_iij_at",)
    assert credit("fms", {"duration": "PT30H", "known_after": "PT7H"}).values["credit_fraction"] == "0"
    assert credit("fms", {"duration": "PT30H", "known_after": "PT6H"}).values["credit_fraction"] == "1/30"
    assert credit("fms", {"duration": "PT30H", "known_after": "PT99H"}).values["credit_fraction"] == "0"
    assert credit("ztna", {**start, "duration": "PT24H"}).values["credit_fraction"] == "1/10"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"cause": "third_party"}, {"H:FAULT"}),
        ({"cause": "unknown"}, {"H:FAULT"}),
        ({"cause": "customer_line"}, {"H:FAULT"}),
        ({"total": False}, {"H:NOT_TOTAL"}),
        ({"vpn_devices": "some_up"}, {"H:NOT_TOTAL"}),
        ({"notified_suspension": "full"}, {"H:SUSPENSION"}),
        ({"cause": "unknown", "total": False}, {"H:FAULT", "H:NOT_TOTAL"}),
        ({"cause": "iij", "total": True, "notified_suspension": "none"}, set()),
        ({"cause": "customer"}, set()),
    ],
)
def test_what_only_a_person_can_say(facts: dict[str, Any], found: set[str]) -> None:
    decision = credit("fms", {"duration": "PT30H", **facts})
    assert decision.codes == found
    assert decision.outcome == ("needs_human" if found else "computed")
    if not found:
        assert decision.values["credit_fraction"] == ("0" if facts["cause"] == "customer" else "1/30")
    too_short = credit("fms", {"duration": "PT23H", **facts})
    assert too_short.values["credit_fraction"] == "0"


def test_outages_are_never_added() -> None:
    pair = credit("fms", {"duration": "PT36H"}, {"duration": "PT36H"})
    assert pair.values["incident_fractions"] == ["1/30", "1/30"]
    assert pair.values["credit_fraction"] == "1/15"
    assert credit("fms", {"duration": "PT20H"}, {"duration": "PT20H"}).values["credit_fraction"] == "0"
    assert credit("ztna", {"duration": "PT40M"}, {"duration": "PT40M"}).values["credit_fraction"] == "1/45"


# -- amounts, editions, traces ---------------------------------------------------------------------------------------


@given(st.integers(0, 10**9), LENGTHS)
def test_the_amount_is_exact(fee: int, seconds: int) -> None:
    decision = credit("ztna", {"duration": f"PT{seconds}S"}, monthly_fee=fee)
    assert Fraction(decision.values["credit_amount_exact"]) == by_the_table(seconds) * fee
    assert "." not in decision.values["credit_amount_exact"]


def test_the_largest_fee_is_a_thousand_trillion_yen_a_month() -> None:
    most = 10**15
    assert credit("ztna", {"duration": "P20D"}, monthly_fee=most).values["credit_amount_exact"] == str(most)


def test_an_amount_with_a_fraction_of_a_yen_stays_exact() -> None:
    assert credit("ztna", {"duration": "PT45M"}, monthly_fee=0.3).values["credit_amount_exact"] == "1/300"
    assert "credit_amount_exact" not in credit("ztna", {"duration": "PT45M"}).values


@pytest.mark.parametrize(
    ("when", "earlier"),
    [
        ({"start": "2025-03-31T23:00:00", "duration": "PT2H"}, True),
        ({"start": "2025-04-01T00:00:00", "duration": "PT2H"}, False),
        ({"month": "2025-03", "duration": "PT2H"}, True),
        ({"month": "2025-04", "duration": "PT2H"}, False),
        ({"duration": "PT2H"}, False),
    ],
)
def test_an_outage_before_the_edition_in_hand_is_marked(when: dict[str, str], earlier: bool) -> None:
    assert ("C:EARLIER_VERSION" in codes(credit("ztna", when))) is earlier


def test_the_trace_tells_the_facts_of_an_outage_in_one_order() -> None:
    said = {"total": True, "cause": "iij", "vpn_devices": "all_down", "month": "2025-05", "duration": "P2D"}
    (step,) = (s for s in credit("fms", said).trace if s.name == "incident")
    assert list(step.value.items()) == [*reversed(said.items())]


@given(st.integers(1, 10**8))
def test_lengths_are_written_and_read_back(seconds: int) -> None:
    assert to_seconds(iso(seconds)) == seconds


def test_lengths_below_a_second() -> None:
    assert iso(to_seconds("PT0.25S")) == "PT0.25S"
    assert iso(to_seconds("PT1M10.5S")) == "PT1M10.5S"
    assert iso(to_seconds("PT0.5M")) == "PT30S"
    assert iso(0) == "PT0S"
    assert iso(3 * DAY + 1) == "P3DT1S"
