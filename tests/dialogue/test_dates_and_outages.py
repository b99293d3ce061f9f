"""From dates and outages told in words to the requests of the rules."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from assistant.dialogue.ending import (
    dates_by_role,
    early_request,
    latest_request,
    minimum_term_request,
    subject_of,
    termination_request,
)
from assistant.dialogue.outage import claim_request, credit_request, durations_of, incident_day
from assistant.dialogue.retold import merge_outage
from assistant.rules import RULES

TODAY = date(2026, 11, 22)


def told(value: str, role: str | None = None, **more: Any) -> dict[str, Any]:
    return {"role": role, "value": value, "inferred": False, "candidates": [], **more}


def test_a_date_without_a_part_takes_the_part_asked_for() -> None:
    slots = {"dates": [told("2026-12-01"), told("2027-03-31", "desired")]}
    assert dates_by_role(slots, "arrival") == {"arrival": "2026-12-01", "desired": "2027-03-31"}
    assert dates_by_role(slots, None) == {"desired": "2027-03-31"}


def test_of_two_dates_for_one_part_the_first_counts() -> None:
    assert dates_by_role({"dates": [told("2026-12-01"), told("2026-12-09")]}, "arrival") == {"arrival": "2026-12-01"}


def test_an_arrival_is_reckoned_forward_a_wish_alone_backward() -> None:
    forward = {"dates": [told("2026-12-01", "arrival"), told("2027-03-31", "desired")]}
    rule, request = termination_request("fms", forward, "contract")
    assert (rule, request["arrival"], request["designated"]) == ("termination", "2026-12-01", "2027-03-31")
    rule, request = termination_request("fms", {"dates": [told("2027-03-31", "desired")]}, "contract")
    assert (rule, request["desired"]) == ("latest-arrival", "2027-03-31")


def test_posting_is_not_arrival() -> None:
    rule, request = termination_request("ztna", {"dates": [told("2026-12-01", "sent")]}, "contract")
    assert (rule, request.get("sent"), "arrival" in request) == ("termination", "2026-12-01", False)


def test_another_channel_is_named_unless_the_form_is_too() -> None:
    assert termination_request("ztna", {"via": "email"}, "contract")[1]["via"] == "email"
    assert "via" not in termination_request("ztna", {"via": "letter", "vias": ["letter", "form"]}, "contract")[1]


def test_an_option_ends_as_an_option() -> None:
    assert subject_of({"options_remove": ["multi_region"]}) == "option"
    assert subject_of({"items": ["option"]}) == "option"
    assert subject_of({"dates": []}) == "contract"


def test_the_billing_start_vouched_for_is_used_where_none_is_said() -> None:
    slots = {"dates": [told("2026-12-01")]}
    assert early_request("ztna", slots, {"billing_start": "2026-11-10"})["billing_start"] == "2026-11-10"
    said = {"dates": [told("2026-12-01", "arrival"), told("2026-10-01", "billing_start")]}
    assert early_request("ztna", said, {"billing_start": "2026-11-10"})["billing_start"] == "2026-10-01"
    assert minimum_term_request("fms", {"dates": [told("2026-10-01")]})["billing_start"] == "2026-10-01"


@pytest.mark.parametrize("service", ["ztna", "fms"])
def test_every_request_about_the_end_is_one_the_rules_take(service: str) -> None:
    slots = {"dates": [told("2026-12-01", "arrival"), told("2026-10-01", "billing_start")]}
    RULES["termination"].model_validate(termination_request(service, slots, "contract")[1])
    RULES["latest-arrival"].model_validate(latest_request(service, {"dates": [told("2027-03-31")]}, "contract"))
    RULES["minimum-term"].model_validate(minimum_term_request(service, slots))
    RULES["early-termination"].model_validate(early_request(service, slots, {}))


# -- outages -----------------------------------------------------------------------------------------------------------


def test_two_of_the_same_length_are_two_outages() -> None:
    assert durations_of({"durations": ["PT40M"], "counts": [2]}) == ["PT40M", "PT40M"]
    assert durations_of({"durations": ["PT40M", "PT2H"], "counts": [2]}) == ["PT40M", "PT2H"]
    assert durations_of({}) == []


def test_another_outage_is_added_and_the_second_one_corrected() -> None:
    once = {"durations": ["PT40M"]}
    twice = merge_outage(once, {"durations": ["PT2H"], "one_more": True})
    assert twice["durations"] == ["PT40M", "PT2H"]
    assert merge_outage(twice, {"durations": ["PT3H"], "ordinal": 2})["durations"] == ["PT40M", "PT3H"]
    assert merge_outage(once, {"durations": ["PT3H"]})["durations"] == ["PT3H"]
    assert merge_outage(once, {"again": True})["durations"] == ["PT40M", "PT40M"]
    assert once == {"durations": ["PT40M"]}


def test_late_knowledge_is_no_new_length() -> None:
    after = merge_outage({"durations": ["P2D"]}, {"durations": ["PT3H"], "knowledge": "later"})
    assert (after["durations"], after["known_delay"], after["basis"]) == (["P2D"], "PT3H", "start")
    assert merge_outage({"durations": ["P2D"]}, {"knowledge": "at_once"})["known_delay"] == "PT0S"


def test_fms_is_told_from_when_a_length_was_counted() -> None:
    slots = {"durations": ["P2D"], "basis": "start", "known_delay": "PT3H"}
    (incident,) = credit_request("fms", slots, TODAY)["incidents"]
    assert (incident["counted_from"], incident["known_after"]) == ("outage", "PT3H")
    (incident,) = credit_request("ztna", slots, TODAY)["incidents"]
    assert "counted_from" not in incident


def test_a_day_gives_the_month_and_a_fee_the_amount() -> None:
    slots = {"durations": ["PT45M"], "dates": [told("2026-11-04")], "money": 90000}
    request = credit_request("ztna", slots, TODAY)
    assert request == {
        "service": "ztna",
        "incidents": [{"duration": "PT45M", "month": "2026-11"}],
        "monthly_fee": 90000,
    }
    RULES["credit"].model_validate(request)


def test_a_beginning_and_an_end_are_an_outage() -> None:
    moments = [
        told("2026-11-04T09:00:00", "start"),
        told("2026-11-06T10:00:00", "end"),
        told("2026-11-04T11:00:00", "known"),
    ]
    (incident,) = credit_request("fms", {"datetimes": moments}, TODAY)["incidents"]
    assert incident["start"].startswith("2026-11-04T09:00")
    assert incident["known_to_iij_at"].endswith("+09:00")
    RULES["credit"].model_validate({"service": "fms", "incidents": [incident]})


def test_both_ends_told_anew_are_another_outage() -> None:
    before = {"datetimes": [told("2026-11-03T22:10:00"), told("2026-11-04T11:00:00", "end")]}
    fresh = {"datetimes": [told("2026-10-31T23:30:00"), told("2026-11-01T00:40:00")]}
    merged = merge_outage(before, fresh)
    [incident] = credit_request("ztna", merged, TODAY)["incidents"]
    assert ("2026-10-31T23:30:00+09:00", "2026-11-01T00:40:00+09:00") == (incident["start"], incident["end"])


def test_an_outage_lies_in_the_past_when_the_year_was_not_said() -> None:
    december = told("2026-12-03", inferred=True, candidates=["2025-12-03", "2026-12-03"])
    assert incident_day({"dates": [december]}, TODAY) == "2025-12-03"
    assert incident_day({"dates": [told("2026-12-03")]}, TODAY) == "2026-12-03"
    assert incident_day({}, TODAY) is None


def test_the_claim_counts_from_the_outage_and_asks_for_its_day() -> None:
    half_an_hour = timedelta(minutes=30)
    request, missing = claim_request("ztna", {}, TODAY, asks_now=True, threshold=half_an_hour)
    assert (request, missing) == ({"service": "ztna"}, "claimable_on")
    slots = {"dates": [told("2026-09-10")]}
    request, missing = claim_request("ztna", slots, TODAY, asks_now=True, threshold=half_an_hour)
    assert missing is None
    assert request == {"service": "ztna", "claimable_on": "2026-09-10", "claimed_on": "2026-11-22"}
    assert "claimed_on" not in claim_request("ztna", slots, TODAY, asks_now=False, threshold=half_an_hour)[0]


def test_of_two_days_the_outage_comes_first_and_the_claim_after_it() -> None:
    slots = {"dates": [told("2026-11-20"), told("2026-08-10")]}
    request, _ = claim_request("fms", slots, TODAY, asks_now=False, threshold=timedelta(hours=24))
    assert (request["claimable_on"], request["claimed_on"]) == ("2026-08-10", "2026-11-20")


def test_the_claim_becomes_possible_when_the_threshold_is_passed() -> None:
    slots = {"datetimes": [told("2026-11-04T23:50:00", "start")]}
    request, _ = claim_request("ztna", slots, TODAY, asks_now=False, threshold=timedelta(minutes=30))
    assert request["claimable_on"] == "2026-11-05"


def test_months_are_no_lengths_of_outages() -> None:
    assert ["P8D", "P9D"] == durations_of({"durations": ["P8D", "P9D", "P1M"]})
