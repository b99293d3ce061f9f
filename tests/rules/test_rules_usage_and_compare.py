"""More devices than contracted, moving to another contract, and comparing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.rules import Decision, decide, load_parameters

TODAY = date(2026, 11, 22)


def usage(concurrent: int | None, peak: int | None, **more: Any) -> Decision:
    current = {"concurrent": concurrent, **more}
    return decide("usage", {"service": "fms", "current": current, "peak": peak}, None, TODAY)


def compare(**request: Any) -> list[dict[str, Any]]:
    decision = decide("compare", {"service": "ztna", **request}, None, TODAY)
    assert decision.outcome == "explained"
    return list(decision.extra["difference"])


@pytest.mark.parametrize(
    ("concurrent", "peak", "expected"),
    [
        (2000, 0, "allowed"),
        (2000, 2000, "allowed"),
        (2000, 2001, "needs_human"),
        (5000, 5000, "allowed"),
        (15_000, 15_000, "allowed"),
        (15_000, 15_001, "needs_human"),
        (3000, 100, "denied"),
        (None, 2000, "allowed"),
        (None, 2001, "needs_info"),
        (None, 15_000, "needs_info"),
        (None, 15_001, "needs_human"),
        (2000, None, "needs_info"),
        (None, None, "needs_info"),
    ],
)
def test_excess_is_more_than_contracted(concurrent: int | None, peak: int | None, expected: str) -> None:
    assert usage(concurrent, peak).outcome == expected


def test_what_is_asked_about_excess() -> None:
    assert usage(None, 3000).missing == ("concurrent",)
    assert usage(2000, None).missing == ("value",)
    assert set(usage(None, None).missing) == {"concurrent", "value"}


def test_what_excess_leads_to() -> None:
    plain = usage(2000, 2001)
    assert {"fms:5.2", "fms:app1.2.1#excess"} <= set(plain.clauses)
    assert "fms:app1.2.2#excess" not in plain.clauses
    assert "fms:app1.2.2#excess" in usage(2000, 2001, options=["multi_region"]).clauses
    tops = [usage(c, p).findings[0].params["top"] for c, p in ((5000, 5001), (15_000, 15_001), (None, 20_000))]
    assert tops == [False, True, True]


def test_ztna_has_no_such_item() -> None:
    decision = decide("usage", {"service": "ztna", "peak": 1}, None, TODAY)
    assert decision.codes == {"D:NO_ITEM:concurrent"}


@pytest.mark.parametrize(
    ("service", "to", "clauses"),
    [
        ("ztna", "new_starter", {"ztna:6.1", "ztna:6.1.1", "ztna:10.1", "ztna:11.1#initial", "ztna:2.1"}),
        ("ztna", "fms", {"ztna:6.1", "ztna:10.1", "fms:3.1", "fms:9.1#initial", "fms:1.1"}),
        ("fms", "ztna", {"fms:5.1", "fms:8.1", "ztna:4.1", "ztna:11.1#initial", "ztna:2.1"}),
        ("fms", "new_starter", {"fms:5.1", "fms:8.1", "ztna:4.1", "ztna:11.1#initial"}),
        ("fms", "fms", {"fms:5.1", "fms:8.1", "fms:9.1#initial"}),
    ],
)
def test_a_move_is_for_a_person_and_no_way_round_is_offered(service: str, to: str, clauses: set[str]) -> None:
    decision = decide("switch", {"service": service, "to": to}, None, TODAY)
    assert decision.outcome == "needs_human"
    assert decision.codes == {"H:SWITCH"}
    assert clauses <= set(decision.clauses)
    assert decision.remedies == ()


def test_two_grades_differ_in_what_they_allow() -> None:
    points = {d["point"]: d for d in compare(configuration={"grade": "Core"}, other={"grade": "Complete"})}
    assert set(points) == {"grade", "items.required", "log.values", "options.sse"}
    assert points["log.values"]["a"] is None
    assert points["log.values"]["b"] == [90, 180, 360]
    assert points["options.sse"]["clauses_a"] == ["ztna:7.2.3"]
    starter = {d["point"] for d in compare(configuration={"grade": "Starter"}, other={"grade": "Core"})}
    assert {"licences.range", "bandwidth.range", "options.multi_region", "options.transparent_proxy"} <= starter


def test_two_contracts_differ_in_what_they_name_and_whether_they_are_possible() -> None:
    one = {"grade": "Core", "licences": 1000, "options": ["sse"]}
    points = {
        d["point"]: (d["a"], d["b"]) for d in compare(configuration=one, other={**one, "licences": 1050, "options": []})
    }
    assert points == {"named.licences": (1000, 1050), "named.options": (["sse"], []), "possible": (False, True)}


def test_a_contract_does_not_differ_from_itself() -> None:
    assert compare(configuration={"grade": "Core"}, other={"grade": "Core"}) == []


def test_contracts_of_two_services() -> None:
    differences = compare(
        configuration={"grade": "Core", "licences": 150}, other_service="fms", other={"licences": 150}
    )
    points = {d["point"]: (d["a"], d["b"]) for d in differences}
    assert points["possible"] == (True, False)
    assert points["licences.range"] == ([100, 60_000, 50], [100, 65_000, 100])
    assert points["bandwidth.range"] == ([200, 2000], None)
    assert points["concurrent.values"] == (None, [2000, 5000, 15_000])


def test_two_services_differ_in_every_parameter_that_differs_with_both_clauses() -> None:
    found = {d["point"]: d for d in compare(other_service="fms")}
    book = load_parameters()
    one, two = (book.in_force(s)[0].parameters for s in ("ztna", "fms"))
    for name in one.keys() & two.keys():
        if not name.startswith("options.grades."):
            assert (name in found) is (one[name].value != two[name].value), name
    assert found["options.grades.multi_region"]["a"] == ["Core", "Complete"]
    assert found["options.grades.multi_region"]["b"] is True
    assert found["options.grades.intro_support"]["b"] is None
    assert (one.keys() ^ two.keys()) <= found.keys()
    for point, difference in found.items():
        assert difference["clauses_a"], point
        assert difference["clauses_b"], point
        assert all(clause.startswith("ztna:") for clause in difference["clauses_a"])
        assert all(clause.startswith("fms:") for clause in difference["clauses_b"])
    assert found["credit.cap"]["b"] is None
    assert found["ip.versions"]["a"] == ["ipv4"]
    assert "termination.days" not in found


def test_one_service_alone_cannot_be_compared() -> None:
    decision = decide("compare", {"service": "ztna"}, None, TODAY)
    assert decision.missing == ("service",)
