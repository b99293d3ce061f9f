"""Remedies: every one is allowed, none that is near is missing, and nothing is a way round the terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_rules_change import COMPLETE, CORE, FMS, STARTER, WISHES, _possible
from test_rules_configuration import CONTRACTS

from assistant.rules import Decision, Remedy, decide

TODAY = date(2026, 11, 22)
ELSEWHERE = "a region of another name"


def asked(rule: str, **request: Any) -> Decision:
    return decide(rule, request, None, TODAY)


def whole(contract: dict[str, Any], service: str = "ztna", **more: Any) -> Decision:
    return asked("configuration", service=service, configuration=contract, **more)


def variants(remedy: Remedy) -> Iterator[dict[str, Any]]:
    """What a remedy sets, with every combination of its choices."""
    items = tuple(remedy.choices)
    for values in product(*(remedy.choices[item] for item in items)):
        yield {**remedy.set, **dict(zip(items, values, strict=True))}


def names(decision: Decision) -> list[tuple[dict[str, Any], tuple[str, ...]]]:
    return [(dict(remedy.set), remedy.remove) for remedy in decision.remedies]


def put(items: dict[str, Any], named: dict[str, Any], remedy: Remedy) -> dict[str, Any]:
    after = {k: v for k, v in {**items, **named}.items() if v is not None and k != "options"}
    if remedy.params["other_region"]:
        after["mr_region"] = ELSEWHERE
    elif "multi_region" in remedy.remove:
        after.pop("mr_region", None)
    return after


@given(
    st.sampled_from(["ztna", "fms"]), CONTRACTS, st.sampled_from(["form", "fax"]), st.sampled_from(["whole", "given"])
)
def test_every_remedy_of_a_contract_is_allowed(service: str, contract: dict[str, Any], via: str, scope: str) -> None:
    decision = whole(contract, service, via=via, scope=scope)
    for remedy in decision.remedies:
        options = [o for o in contract.get("options", ()) if o not in remedy.remove]
        for named in variants(remedy):
            after = put(contract, named, remedy) | {"options": options}
            again = whole(after, service, via=remedy.via or via, scope=scope)
            assert again.outcome in ("allowed", "needs_info")
            left = set(again.missing)
            needs = set(remedy.params["needs"])
            assert left <= (needs if scope == "whole" else needs & {"grade"}), (named, again.codes)


@given(st.sampled_from(["ztna", "fms"]), CONTRACTS, WISHES.filter(_possible))
def test_every_remedy_of_a_change_is_allowed(service: str, current: dict[str, Any], wish: dict[str, Any]) -> None:
    decision = asked("change", service=service, current=current, **wish)
    for remedy in decision.remedies:
        add = [o for o in wish.get("add", ()) if o not in remedy.remove]
        for named in variants(remedy):
            request = {**wish, "set": put(wish["set"], named, remedy), "add": add}
            request["via"] = remedy.via or wish.get("via", "form")
            again = asked("change", service=service, current=current, **request)
            assert again.outcome in ("allowed", "needs_info")
            assert set(again.missing) <= set(remedy.params["needs"]), (named, again.codes)
            assert named.get("grade") != "Starter" or current.get("grade") == "Starter"


@given(st.sampled_from(["ztna", "fms"]), CONTRACTS)
def test_a_remedy_contains_another_only_to_move_a_number_by_less(service: str, contract: dict[str, Any]) -> None:
    remedies = whole(contract, service).remedies
    touched = [
        frozenset((*r.set, *r.remove, f"via {r.via}", f"elsewhere {r.params['other_region']}"))
        - {"via None", "elsewhere False"}
        for r in remedies
    ]
    for (one, less), (two, more) in product(zip(remedies, touched, strict=True), repeat=2):
        if less < more:
            numbers = [i for i in one.set if type(one.set[i]) is int and type(contract.get(i)) is int]
            nearer = (i for i in numbers if type(two.set[i]) is int)
            assert any(abs(two.set[i] - contract[i]) < abs(one.set[i] - contract[i]) for i in nearer)


def test_a_number_of_devices_is_moved_to_the_nearest_below_or_above() -> None:
    small = {**FMS, "concurrent": 2_000}
    (remedy,) = asked("change", service="fms", current=small, set={"concurrent": 10_000}).remedies
    assert (remedy.set, remedy.choices) == ({"concurrent": 15_000}, {"concurrent": (5_000, 15_000)})
    (remedy,) = whole({**FMS, "concurrent": 10_000}, "fms").remedies
    assert remedy.choices == {"concurrent": (5_000, 15_000)}


def test_where_the_grade_is_not_known_it_stays_open() -> None:
    for number, nearest in ((1201, (1200, 1250)), (60_050, ())):
        (remedy,) = asked("change", service="ztna", set={"licences": number}).remedies
        assert remedy.set == {"licences": 1200 if nearest else 60_000}
        assert (remedy.choices.get("licences", ()), remedy.params["needs"]) == (nearest, ["grade"])
    (remedy,) = whole({"licences": 60_050}).remedies
    assert (remedy.set, remedy.params["needs"]) == ({"licences": 60_000}, ["grade", "region"])


def test_nothing_is_left_out_that_another_grade_allows() -> None:
    (remedy,) = asked("change", service="ztna", add=["sse"]).remedies
    assert (remedy.set["grade"], remedy.remove) == ("Complete", ())


def test_a_grade_of_another_name_is_mended_by_the_grade_that_moves_the_numbers_least() -> None:
    (remedy,) = whole({"grade": "Premium", "licences": 60_050, "region": "A"}).remedies
    assert remedy.set == {"grade": "Core", "licences": 60_000, "bandwidth": 200}


def test_what_is_allowed_needs_no_remedy() -> None:
    assert whole({"grade": "Core", "licences": 100, "bandwidth": 200, "region": "A"}).remedies == ()


def test_sse_on_core_is_had_on_complete_with_any_log_retention() -> None:
    decision = asked("change", service="ztna", current=CORE, add=["sse"])
    (remedy,) = decision.remedies
    assert remedy.set == {"grade": "Complete", "log": 90}
    assert remedy.choices == {"log": (90, 180, 360)}
    assert {"ztna:7.2.3", "ztna:6.1.1", "ztna:4.1.2"} <= set(remedy.clauses)
    assert asked("change", service="ztna", current=CORE, add=["sse"], scope="given").remedies == decision.remedies


def test_only_the_grade_is_told_when_only_the_grade_was_given() -> None:
    (remedy,) = whole({"grade": "Starter", "options": ["sse"]}, scope="given").remedies
    assert remedy.set == {"grade": "Complete"}
    assert remedy.params["needs"] == ["bandwidth", "log"]


@pytest.mark.parametrize(
    ("licences", "nearest"), [(1225, (1200, 1250)), (1210, (1200, 1250)), (1240, (1200, 1250)), (60_050, ())]
)
def test_the_nearest_numbers_of_licences(licences: int, nearest: tuple[int, ...]) -> None:
    contract = {"grade": "Core", "licences": licences, "bandwidth": 500, "region": "A"}
    (remedy,) = whole(contract).remedies
    assert remedy.choices.get("licences", ()) == nearest
    assert remedy.set["licences"] == (60_000 if not nearest else min(nearest, key=lambda n: (abs(n - licences), -n)))


def test_what_the_contract_has_already_is_no_remedy() -> None:
    (remedy,) = asked("change", service="ztna", current=CORE, set={"licences": 1025}).remedies
    assert (remedy.set, remedy.choices) == ({"licences": 1050}, {})
    assert asked("change", service="ztna", current={**CORE, "licences": 100}, set={"licences": 50}).remedies == ()


def test_more_than_starter_allows() -> None:
    contract = {"grade": "Starter", "licences": 550, "region": "A"}
    assert names(whole(contract)) == [({"licences": 500}, ()), ({"grade": "Core", "bandwidth": 200}, ())]
    grown = asked("change", service="ztna", current={**STARTER, "licences": 500}, set={"licences": 550})
    assert names(grown) == [({"grade": "Core", "bandwidth": 200}, ())]
    assert grown.remedies[0].choices == {"bandwidth": (200, 2000)}


def test_not_to_starter_by_any_change() -> None:
    assert asked("change", service="ztna", current=CORE, set={"grade": "Starter"}).remedies == ()
    small = {"licences": 50, "bandwidth": 100}
    for remedy in asked("change", service="ztna", current=CORE, set=small).remedies:
        assert remedy.set.get("grade") != "Starter"


def test_wishes_are_kept_before_they_are_given_up() -> None:
    contract = {**STARTER, "licences": 600, "bandwidth": 200, "log": 90, "options": ["sse"]}
    assert names(whole(contract)) == [
        ({"grade": "Complete"}, ()),
        ({"licences": 500, "bandwidth": None, "log": None}, ("sse",)),
    ]


def test_the_way_that_gives_up_nothing_comes_first() -> None:
    contract = {**STARTER, "options": ["sse"]}
    assert names(whole(contract)) == [({"grade": "Complete", "bandwidth": 200, "log": 90}, ()), ({}, ("sse",))]


@pytest.mark.parametrize(("days", "nearest"), [(365, 360), (1, 90), (120, 90), (135, 180), (150, 180)])
def test_the_nearest_log_retention(days: int, nearest: int) -> None:
    (remedy,) = whole({**COMPLETE, "log": days}).remedies
    assert (remedy.set, remedy.choices) == ({"log": nearest}, {"log": (90, 180, 360)})


def test_what_is_left_of_a_wish_must_be_a_wish() -> None:
    """A second region without the option is no contract, and neither is a grade alone."""
    for left in ({"mr_region": "B"}, {"grade": "Core"}, {"grade": "Core", "mr_region": "B"}):
        assert whole({**left, "options": ["fax"]}, scope="given").remedies == ()
    (remedy,) = whole({"licences": 100, "options": ["fax"]}, scope="given").remedies
    assert remedy.remove == ("fax",)
    keeping = {"set": {"servers": 1}, "keep": ["transparent_proxy"]}
    assert asked("change", service="ztna", current=CORE, **keeping).remedies == ()


def test_with_an_option_goes_the_region_named_for_it() -> None:
    wish = {"set": {"licences": 400, "mr_region": "C"}, "add": ["multi_region"]}
    for current in (STARTER, {**STARTER, "mr_region": "B"}):
        found = names(asked("change", service="ztna", current=current, **wish))
        assert found == [({"grade": "Core", "bandwidth": 200}, ()), ({}, ("multi_region",))]


def test_what_the_new_grade_needs_is_told_though_it_was_not_asked_for() -> None:
    """With scope "given"; the grade in hand has a name that the terms do not know, so nothing is sure to be there."""
    more: dict[str, Any] = {"service": "ztna", "scope": "given"}
    (remedy,) = asked("change", current={"grade": "Starter"}, add=["multi_region"], **more).remedies
    assert (remedy.set, remedy.params["needs"]) == ({"grade": "Core", "bandwidth": 200}, ["mr_region"])
    assert asked("change", service="ztna", current={"grade": "Starter"}, add=["multi_region"]).remedies == ()
    (remedy,) = asked("change", current={"grade": "Basic"}, set={"grade": "Core", "bandwidth": 3000}, **more).remedies
    assert (remedy.set, remedy.params["needs"]) == ({"bandwidth": 2000}, ["licences", "region"])


def test_the_form_is_part_of_the_way() -> None:
    (remedy,) = asked("change", service="ztna", current=CORE, add=["sse"], via="mail").remedies
    assert (remedy.code, remedy.via) == ("R:SET", "form")
    (remedy,) = asked("change", service="fms", current=FMS, add=["config_change"], via="phone").remedies
    assert (remedy.code, remedy.set, remedy.via) == ("R:FORM", {}, "form")


def test_another_region_for_the_same() -> None:
    (remedy,) = asked("change", service="fms", current=FMS, add=["multi_region"], mr_region="A").remedies
    assert remedy.code == "R:OTHER_REGION"
    assert remedy.params["other_region"] is True


def test_staying_where_one_is_keeps_the_option() -> None:
    decision = asked(
        "change", service="ztna", current={**COMPLETE, "options": ["sse"]}, set={"grade": "Core"}, keep=["sse"]
    )
    assert [(r.code, dict(r.set)) for r in decision.remedies] == [("R:STAY", {"grade": None})]


def test_what_a_person_must_decide_is_left_out_of_the_way() -> None:
    decision = asked("change", service="fms", current=FMS, set={"licences": 10_050, "region": "B"})
    assert names(decision) == [({"licences": 10_100, "region": None}, ())]
    assert asked("change", service="fms", current=FMS, set={"region": "B"}).remedies == ()


def test_an_incomplete_request_is_completed_where_few_values_will_do() -> None:
    decision = asked("change", service="ztna", current=STARTER, set={"grade": "Complete"})
    assert names(decision) == [({"bandwidth": 200, "log": 90}, ())]
    assert whole({"grade": "Complete"}).remedies == ()


def test_what_becomes_of_an_option_is_open_and_staying_is_a_way() -> None:
    decision = asked("change", service="ztna", current={**COMPLETE, "options": ["sse"]}, set={"grade": "Core"})
    assert [(r.code, dict(r.set)) for r in decision.remedies] == [("R:STAY", {"grade": None})]


@pytest.mark.parametrize(
    ("contract", "apart"),
    [
        ({"grade": "Starter", "licences": 550}, [["grade", "licences"]]),
        ({"grade": "Core", "licences": 60_050}, [["licences"]]),
        ({"grade": "Core", "licences": 125}, [["licences"]]),
        ({"grade": "Core", "bandwidth": 100}, [["grade", "bandwidth"]]),
        ({"grade": "Core", "bandwidth": 3000}, [["bandwidth"]]),
        ({"grade": "Core", "options": ["sse", "fax"]}, [["grade", "options.sse"], ["options.fax"]]),
        ({"grade": "Core", "servers": 1}, [["servers"]]),
        ({"grade": "Premium"}, [["grade"]]),
        ({"grade": "Core", "region": "A", "mr_region": "A", "options": ["multi_region"]}, [["region", "mr_region"]]),
        ({"ip": "ipv6"}, [["ip"]]),
    ],
)
def test_the_smallest_sets_of_facts_that_cannot_stand_together(
    contract: dict[str, Any], apart: list[list[str]]
) -> None:
    assert sorted(whole(contract, scope="given").extra["conflicts"]) == sorted(apart)


def test_conflicts_are_listed_for_denials_only() -> None:
    assert "conflicts" not in whole({"grade": "Core"}).extra
    assert whole({"grade": "Core", "options": ["sse"]}, via="fax").extra["conflicts"] == [
        ["grade", "options.sse"],
        ["via", "options"],
    ]
