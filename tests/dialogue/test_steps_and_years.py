"""A step of one value, whatever grade the contract has, and years that nobody said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.dialogue.outage import clock_length
from assistant.dialogue.years import began, coherent
from replies import decided

TODAY = date(2026, 11, 22)


def told(role: str | None, value: str, *years: int) -> dict[str, Any]:
    candidates = [f"{year}{value[4:]}" for year in years]
    return {"role": role, "value": value, "inferred": bool(years), "candidates": candidates}


@pytest.mark.parametrize(
    "text",
    [
        "Can we go from 800 to 600 licences on ZTNA if the contract is Core?",
        "Coreの800ライセンスを600に減らせますか",
        "Core, 800 licences: may we go down to 600?",
    ],
)
def test_a_value_told_with_the_item_is_where_the_step_begins(talk: Callable[..., Any], text: str) -> None:
    found = decided(talk()(text))
    assert "allowed" == found["outcome"]
    assert "C:DECREASE" in {c["code"] for c in found["conditions"]}


def test_a_step_that_every_grade_allows_needs_no_grade(talk: Callable[..., Any]) -> None:
    reply = talk()("Can ZTNA be cut from 500 to 400 licences?")
    assert "allowed" == decided(reply)["outcome"]
    assert "Complete" not in reply["text"].split("Basis")[0]


def test_a_step_that_only_some_grades_allow_is_explained_by_grade(talk: Callable[..., Any]) -> None:
    reply = talk()("ZTNAを300ライセンスから700ライセンスに増やせますか")
    assert "explained" == decided(reply)["outcome"]
    assert "Starter" in reply["text"]


def test_retention_goes_from_one_value_to_another(talk: Callable[..., Any]) -> None:
    assert "allowed" == decided(talk()("can retention go from 90 to 180 on Complete?"))["outcome"]
    assert "denied" == decided(talk()("can retention go from 90 to 200 on Complete?"))["outcome"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2027-10-01", "2026-10-01"), ("2027-01-10", "2027-01-10"), ("2026-12-01", "2026-12-01")],
)
def test_billing_began_last_time_or_begins_soon(value: str, expected: str) -> None:
    assert expected == began(told("billing_start", value, 2025, 2026, 2027), TODAY)


def test_a_year_that_was_said_is_kept() -> None:
    assert "2024-10-01" == began(told("billing_start", "2024-10-01"), TODAY)


def test_an_end_does_not_lie_before_the_start() -> None:
    dates = [told("billing_start", "2027-09-20", 2025, 2026, 2027), told("desired", "2027-10-10", 2025, 2026, 2027)]
    found = coherent({"dates": dates}, TODAY)["dates"]
    assert ["2026-09-20", "2026-10-10"] == [d["value"] for d in found]


def test_an_end_with_its_year_says_which_start_is_meant() -> None:
    dates = [told("billing_start", "2026-12-20", 2025, 2026, 2027), told("desired", "2026-01-10")]
    assert "2025-12-20" == coherent({"dates": dates}, TODAY)["dates"][0]["value"]


def test_a_form_may_arrive_before_billing_begins() -> None:
    dates = [told("billing_start", "2026-12-20", 2025, 2026, 2027), told("arrival", "2026-11-28", 2025, 2026, 2027)]
    assert ["2026-12-20", "2026-11-28"] == [d["value"] for d in coherent({"dates": dates}, TODAY)["dates"]]


@pytest.mark.parametrize(
    ("begin", "end", "next_day", "length"),
    [
        ("09:00", "10:15", False, "PT75M"),
        ("23:40", "00:25", False, "PT45M"),
        ("22:00", "03:30", True, "PT330M"),
        ("09:00", "10:00", True, "PT1500M"),
    ],
)
def test_two_times_of_day_are_a_length(begin: str, end: str, next_day: bool, length: str) -> None:
    times = [{"role": "start", "value": begin}, {"role": "end", "value": end, "next_day": next_day}]
    assert length == clock_length(times)


def test_one_time_of_day_is_no_length() -> None:
    assert clock_length([{"role": "end", "value": "10:00"}]) is None
    assert clock_length([]) is None


def test_an_outage_told_by_the_clock_alone_is_reckoned(talk: Callable[..., Any]) -> None:
    assert (
        "1/90"
        == decided(talk()("ZTNAが23:40から0:25まで止まりました。減額はいくらですか"))["values"]["credit_fraction"]
    )
    assert (
        "0" == decided(talk()("FMS was down from 10pm to 3:30am, what credit do we get?"))["values"]["credit_fraction"]
    )
