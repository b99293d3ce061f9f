"""The way in: rules that do not exist, bad fields, and what a decision looks like from outside."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from assistant.errors import UnknownService
from assistant.rules import RULES, UnknownRule, decide, explain
from assistant.rules.fields import to_day, to_seconds
from assistant.rules.law import Range
from assistant.rules.vocabulary import FIELDS

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("rule", ["", "Change", "information", "latest_arrival", "constructor"])
def test_a_rule_that_does_not_exist(rule: str) -> None:
    with pytest.raises(UnknownRule) as caught:
        decide(rule, {"service": "ztna"}, None, TODAY)
    assert caught.value.known == tuple(RULES)


def test_there_is_no_clock() -> None:
    with pytest.raises(TypeError, match=r"^today must be given: the rules have no clock$"):
        decide("usage", {"service": "fms"})


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_takes_a_model_as_well_as_a_mapping(rule: str) -> None:
    request: dict[str, Any] = {"service": "ztna", "to": "fms"} if rule == "switch" else {"service": "ztna"}
    model = RULES[rule].model_validate(request)
    assert decide(rule, model, None, TODAY) == decide(rule, request, None, TODAY)


@pytest.mark.parametrize("rule", sorted(RULES))
@pytest.mark.parametrize("service", [None, "", "mail", "ZTNA", 1, ["ztna"]])
def test_every_rule_needs_a_service_it_knows(rule: str, service: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        decide(rule, {"service": service, "to": "fms"} if rule == "switch" else {"service": service}, None, TODAY)
    assert ("service",) in [error["loc"] for error in caught.value.errors()]


@pytest.mark.parametrize(
    ("rule", "request_", "where"),
    [
        ("configuration", {"configuration": {"licenses": 100}}, ("configuration", "licenses")),
        ("configuration", {"configuration": {"licences": "100"}}, ("configuration", "licences")),
        ("configuration", {"configuration": {"licences": 100.5}}, ("configuration", "licences")),
        ("configuration", {"configuration": {"licences": True}}, ("configuration", "licences")),
        ("configuration", {"configuration": {"redundancy": 1}}, ("configuration", "redundancy")),
        ("configuration", {"configuration": {"region": " "}}, ("configuration", "region")),
        ("configuration", {"configuration": {"ip": "ipx"}}, ("configuration", "ip")),
        ("configuration", {"configuration": {"options": "sse"}}, ("configuration", "options")),
        ("configuration", {"configuration": {"options": ["x"] * 50}}, ("configuration", "options")),
        ("configuration", {"scope": "some"}, ("scope",)),
        ("configuration", {"via": ""}, ("via",)),
        ("change", {"set": {"options": ["sse"]}}, ("set", "options")),
        ("change", {"add": ["sse"], "remove": ["sse"]}, ("remove",)),
        ("change", {"keep": ["sse"], "remove": ["sse"]}, ("remove",)),
        ("change", {"set": {"mr_region": "A"}, "mr_region": "B"}, ("mr_region",)),
        ("usage", {"peak": -1}, ("peak",)),
        ("switch", {"to": "mail"}, ("to",)),
        ("switch", {}, ("to",)),
        ("termination", {"arrival": "2025-02-30"}, ("arrival",)),
        ("termination", {"arrival": "20250401"}, ("arrival",)),
        ("termination", {"arrival": 1743465600}, ("arrival",)),
        ("termination", {"arrival": "1743465600"}, ("arrival",)),
        ("termination", {"arrival": "9999-12-31"}, ("arrival",)),
        ("termination", {"arrival": "2025-04-01T25:00:00"}, ("arrival",)),
        ("termination", {"designated": "2025-04-01T00:00:00"}, ("designated",)),
        ("termination", {"designated": "tomorrow"}, ("designated",)),
        ("termination", {"subject": "all"}, ("subject",)),
        ("minimum-term", {"billing_start": "1899-12-31"}, ("billing_start",)),
        ("minimum-term", {"subject": "option"}, ("subject",)),
        ("early-termination", {"ground": "because"}, ("ground",)),
        ("credit", {"incidents": [{"duration": "P1M"}]}, ("incidents", 0, "duration")),
        ("credit", {"incidents": [{"duration": "P1Y"}]}, ("incidents", 0, "duration")),
        ("credit", {"incidents": [{"duration": "45"}]}, ("incidents", 0, "duration")),
        ("credit", {"incidents": [{"duration": "P"}]}, ("incidents", 0, "duration")),
        ("credit", {"incidents": [{"duration": "PT"}]}, ("incidents", 0, "duration")),
        ("credit", {"incidents": [{"duration": "-PT1H"}]}, ("incidents", 0, "duration")),
        ("credit", {"incidents": [{"duration": 45}]}, ("incidents", 0, "duration")),
        ("credit", {"incidents": [{"start": "2025-05-07"}]}, ("incidents", 0, "start")),
        ("credit", {"incidents": [{"end": "2025-05-07T01:00:00"}]}, ("incidents", 0, "end")),
        (
            "credit",
            {"incidents": [{"start": "2025-05-07T02:00:00", "end": "2025-05-07T01:00:00"}]},
            ("incidents", 0, "end"),
        ),
        (
            "credit",
            {"incidents": [{"start": "2025-05-07T01:00:00", "end": "2025-05-07T02:00:00", "duration": "PT1H"}]},
            ("incidents", 0, "end"),
        ),
        ("credit", {"incidents": [{"start": "20250507T01"}]}, ("incidents", 0, "start")),
        ("credit", {"incidents": [{"known_to_iij_at": "20250507"}]}, ("incidents", 0, "known_to_iij_at")),
        ("credit", {"incidents": [{"duration": "PT５H"}]}, ("incidents", 0, "duration")),
        ("credit", {"incidents": [{"month": "2025-０５"}]}, ("incidents", 0, "month")),
        ("termination", {"arrival": "2025-04-０１"}, ("arrival",)),
        ("credit", {"incidents": [{"month": "2025-13"}]}, ("incidents", 0, "month")),
        ("credit", {"incidents": [{"month": "1025-12"}]}, ("incidents", 0, "month")),
        ("credit", {"incidents": [{"cause": "aliens"}]}, ("incidents", 0, "cause")),
        ("credit", {"monthly_fee": -1}, ("monthly_fee",)),
        ("credit", {"monthly_fee": "100"}, ("monthly_fee",)),
        ("credit", {"monthly_fee": True}, ("monthly_fee",)),
        ("credit", {"monthly_fee": 10**15 + 1}, ("monthly_fee",)),
        ("credit", {"monthly_fee": float("nan")}, ("monthly_fee",)),
        ("credit", {"monthly_fee": float("inf")}, ("monthly_fee",)),
        ("claim-deadline", {"claimable_on": "", "claimed_on": "x"}, ("claimable_on",)),
        ("latest-arrival", {"desired": "2025-12-31", "via": "form"}, ("via",)),
        ("compare", {"other_service": "mail"}, ("other_service",)),
    ],
)
def test_bad_fields_are_refused_by_name(rule: str, request_: dict[str, Any], where: tuple[Any, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        decide(rule, {"service": "ztna", **request_}, None, TODAY)
    assert where in [error["loc"] for error in caught.value.errors()]


def test_months_in_a_duration_are_refused_with_the_mend() -> None:
    with pytest.raises(ValidationError, match=r"months and years have no fixed length: give days"):
        decide("credit", {"service": "ztna", "incidents": [{"duration": "P1Y2M3DT4H"}]}, None, TODAY)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT13H40M", 49_200),
        ("P3DT1S", 259_201),
        ("PT90M", 5400),
        ("P2W", 1_209_600),
        ("PT1.5H", 5400),
        ("PT1,5H", 5400),
        ("PT0S", 0),
        ("PT0.1S", Fraction(1, 10)),
        (timedelta(hours=1, milliseconds=500), Fraction(7201, 2)),
    ],
)
def test_durations(text: Any, seconds: Any) -> None:
    assert to_seconds(text) == seconds


def test_days_are_days() -> None:
    assert to_day(date(2025, 4, 1)) == date(2025, 4, 1)
    with pytest.raises(ValueError, match="a day is needed"):
        to_day(datetime(2025, 4, 1, 12))  # noqa: DTZ001 - the point is that it is refused
    with pytest.raises(ValueError, match="not a day of the calendar"):
        to_day("2025-02-30")


def test_steps_are_counted_from_the_least_number() -> None:
    numbers = Range(least=30, most=530, step=100, clauses=(), step_clauses=())
    assert [numbers.nearest(n) for n in (29, 30, 129, 130, 500, 531)] == [
        (None, 30),
        (30, 30),
        (30, 130),
        (130, 130),
        (430, 530),
        (530, None),
    ]


def test_values_out_of_range_are_decided_and_not_refused() -> None:
    odd = {"grade": "Premium", "licences": -5, "bandwidth": 10**12, "log": 0, "servers": 99, "options": ["fax"]}
    assert decide("configuration", {"service": "ztna", "configuration": odd}, None, TODAY).outcome == "denied"


def test_the_same_option_twice_is_one_option() -> None:
    request = {"service": "ztna", "configuration": {"grade": "Core", "options": ["sse", "sse"]}}
    assert len([f for f in decide("configuration", request, None, TODAY).findings if f.code[0] == "D"]) == 1


def test_a_decision_is_plain_json() -> None:
    core = {"grade": "Core", "licences": 1025, "bandwidth": 500, "region": "A"}
    decision = decide("change", {"service": "ztna", "current": core, "add": ["sse"], "via": "mail"}, None, TODAY)
    plain = json.loads(json.dumps(decision.as_dict()))
    assert list(plain)[:14] == [
        "rule",
        "service",
        "terms_version",
        "outcome",
        "certainty",
        "values",
        "findings",
        "conditions",
        "assumptions",
        "remedies",
        "missing",
        "clauses",
        "result",
        "trace",
    ]
    assert plain["terms_version"] == "2025-04-01"
    assert {f["code"] for f in plain["findings"]} == {"D:LIC_STEP", "D:OPT_GRADE:sse", "D:FORM"}
    assert plain["conflicts"] == [["licences"], ["grade", "options.sse"], ["via", "options"]]


def test_what_is_in_a_decision_needs_no_json_to_become_plain() -> None:
    current = {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "A", "options": ["transparent_proxy"]}
    request = {"service": "ztna", "current": current, "set": {"licences": 1025}, "add": ["sse"], "keep": ["fax"]}
    plain = decide("change", request, None, TODAY).as_dict()
    assert plain == json.loads(json.dumps(plain))


def test_a_denial_depends_on_nothing_any_more() -> None:
    """Before the edition in hand an earlier one may govern (AMB-G01); that condition goes with an answer, not a no."""
    for licences, outcome, conditions in ((250, "allowed", ["C:EARLIER_VERSION"]), (125, "denied", [])):
        request = {"service": "ztna", "configuration": {"grade": "Core", "licences": licences}, "scope": "given"}
        decision = decide("configuration", request, None, date(2025, 3, 31))
        assert decision.outcome == outcome
        assert [c.code for c in decision.conditions] == conditions


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_schema_of_a_rule_says_what_every_field_means(rule: str) -> None:
    schema = RULES[rule].model_json_schema()
    parts = [schema, *(part for part in schema.get("$defs", {}).values() if "properties" in part)]
    for part in parts:
        for name, field in part["properties"].items():
            assert field["description"] == FIELDS[name]
    assert schema["properties"]["service"]["description"].startswith("The contract: ztna")


def test_findings_come_worst_first() -> None:
    request = {"service": "ztna", "current": {"grade": "Starter"}, "set": {"grade": "Core", "region": "B"}}
    decision = decide("change", {**request, "add": ["sse"]}, None, TODAY)
    assert [f.code[0] for f in decision.findings] == ["D", "H", "I"]


def test_the_trace_tells_facts_parameters_tests_and_the_result() -> None:
    core = {"grade": "Core", "licences": 1025, "bandwidth": 500, "region": "A"}
    decision = decide("configuration", {"service": "ztna", "configuration": core}, None, TODAY)
    steps = {(step.kind, step.name): step for step in decision.trace}
    assert steps["fact", "licences"].value == 1025
    assert steps["parameter", "licences (Core)"].value == "100–60000 in steps of 50"
    assert steps["parameter", "licences (Core)"].clause == "ztna:4.1.1"
    assert steps["parameter", "licences (Core)"].edition == "ztna-2025-04-01"
    assert steps["test", "licences in range and on a step"].ok is False
    assert steps["test", "bandwidth in range"].ok is True
    assert decision.trace[-1] == ("result", "outcome", "denied", None, None, None)


def test_explaining_rests_on_the_clauses_named() -> None:
    decision = explain("fms", ["fms:12.1.1", "fms:12.1"], "denied")
    assert (decision.rule, decision.outcome, decision.certainty) == ("information", "denied", "definite")
    assert decision.clauses == ("fms:12.1.1", "fms:12.1")
    assert decision.terms_version == "2023-02-01"
    assert explain("ztna", ["ztna:11.1"], "needs_human").certainty == "refer"
    assert explain("ztna", []).outcome == "explained"
    with pytest.raises(UnknownService):
        explain("mail", [])


@pytest.mark.parametrize(
    ("rule", "request_", "said"),
    [
        ("credit", {"monthly_fee": "1"}, "an amount in yen is needed, as a number"),
        ("credit", {"monthly_fee": float("inf")}, "an amount in yen is needed, as a finite number"),
        ("credit", {"monthly_fee": -1}, "an amount in yen cannot be negative or beyond all bounds"),
        ("credit", {"incidents": [{"month": "May"}]}, "a month is needed, written as 2025-05"),
        ("credit", {"incidents": [{"start": "2025-05-07"}]}, "a time of day is needed as well, as in 2025-05-07T01:00"),
        ("credit", {"incidents": [{"start": "soon"}]}, "a moment is needed, written as 2025-05-07T01:00:00+09:00"),
        ("credit", {"incidents": [{"start": 5}]}, "a moment is needed, written as 2025-05-07T01:00:00+09:00"),
        ("credit", {"incidents": [{"duration": "1h"}]}, "a duration is needed, written as PT13H40M or P3DT1S"),
        ("credit", {"incidents": [{"duration": 1}]}, "a duration is needed, written as PT13H40M or P3DT1S"),
        ("termination", {"arrival": 5}, "a day is needed, written as 2025-04-01"),
        ("termination", {"arrival": "2025-4-1"}, "a day is needed, written as 2025-04-01"),
        ("termination", {"arrival": "2025-04-01T"}, "a moment is needed, written as 2025-05-07T01:00:00+09:00"),
        ("termination", {"arrival": "1899-01-01"}, "a year from 1900 to 2200 is needed"),
        ("termination", {"arrival": "2201-01-01"}, "a year from 1900 to 2200 is needed"),
        ("change", {"add": ["sse"], "remove": ["sse"]}, "option 'sse' cannot be taken and given up at once"),
        ("change", {"set": {"mr_region": "A"}, "mr_region": "B"}, "two different values of mr_region"),
    ],
)
def test_messages_say_what_is_needed(rule: str, request_: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        decide(rule, {"service": "ztna", **request_}, None, TODAY)
    assert any(f"Value error, {said}" in error["msg"] for error in caught.value.errors())


def test_the_first_and_last_year_of_the_calendar() -> None:
    for day in ("1900-01-01", "2200-12-31"):
        assert decide("termination", {"service": "fms", "arrival": day}, None, TODAY).outcome == "computed"


def test_a_rule_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(UnknownRule, match=r"^no rule 'x' \(known: configuration, change, usage, .*\)$") as caught:
        decide("x", {}, None, TODAY)
    assert caught.value.rule == "x"
