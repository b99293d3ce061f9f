"""From slots to requests: what is set, added, dropped, and what it is measured against."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.dialogue.config import change_request, choices, given_request, wanted, whole_request
from assistant.rules import RULES, ParameterBook, load_parameters

CONTRACT = {"grade": "Core", "licences": 250, "bandwidth": 500, "region": "Tokyo", "options": ["multi_region"]}


@pytest.fixture(scope="module")
def book() -> ParameterBook:
    return load_parameters()


def test_a_value_is_set_and_the_contract_stays_what_it_is() -> None:
    want = wanted({"licences": 400}, CONTRACT)
    assert (want.set, want.current) == ({"licences": 400}, CONTRACT)
    assert want.current is not CONTRACT


@pytest.mark.parametrize(("sign", "step", "after"), [("+", 50, 300), ("-", 50, 200), ("*", 2, 500)])
def test_relative_values_become_absolute_on_the_contract(sign: str, step: int, after: int) -> None:
    want = wanted({"licences": step, "relative": {"licences": sign}}, CONTRACT)
    assert want.set == {"licences": after}


def test_a_relative_value_without_a_contract_is_not_guessed() -> None:
    want = wanted({"servers": 2, "relative": {"servers": "+"}}, None)
    assert (want.set, want.unresolved) == ({}, ["servers"])


def test_what_the_text_tells_of_the_present_is_laid_over_the_contract() -> None:
    want = wanted({"licences": 50, "relative": {"licences": "+"}, "now": {"licences": 300}}, CONTRACT)
    assert want.set == {"licences": 350}
    assert wanted({"grade_from": "Starter", "grade": "Core"}, None).current == {"grade": "Starter"}


def test_a_grade_beside_a_wish_is_the_grade_one_has() -> None:
    want = wanted({"grade": "Core", "options": ["transparent_proxy"]}, None)
    assert (want.current, want.set, want.add) == ({"grade": "Core"}, {}, ["transparent_proxy"])


def test_a_grade_to_change_to_is_set_beside_a_wish_too() -> None:
    want = wanted({"grade": "Complete", "grade_to": "Complete", "options": ["sse"]}, CONTRACT)
    assert (want.set, want.add) == ({"grade": "Complete"}, ["sse"])


def test_options_are_added_dropped_and_kept_apart() -> None:
    slots = {"options": ["sse", "config_change"], "options_remove": ["multi_region"], "options_keep": ["multi_region"]}
    want = wanted({**slots, "options_refused": ["config_change"]}, CONTRACT)
    assert (want.add, want.remove, want.keep) == (["sse"], ["multi_region"], [])
    assert not want.empty
    assert wanted({"via": "phone"}, CONTRACT).empty


def test_a_region_belongs_to_the_option_that_needs_one() -> None:
    second = wanted({"region": "Osaka", "options": ["multi_region"]}, None)
    assert (second.mr_region, second.set) == ("Osaka", {})
    assert wanted({"region": "Osaka"}, CONTRACT).set == {"region": "Osaka"}


def test_the_three_requests_of_one_wish_are_requests_of_the_rules() -> None:
    want = wanted({"licences": 300, "options": ["transparent_proxy"], "options_remove": ["multi_region"]}, CONTRACT)
    given = given_request("ztna", want)
    assert given["scope"] == "given"
    assert given["configuration"] == {**CONTRACT, "licences": 300, "options": ["transparent_proxy"]}
    whole = whole_request("ztna", want)
    assert whole == {"service": "ztna", "configuration": given["configuration"]}
    change = change_request("ztna", want, whole=True)
    assert change == {
        "service": "ztna",
        "current": CONTRACT,
        "set": {"licences": 300},
        "add": ["transparent_proxy"],
        "remove": ["multi_region"],
    }
    for rule, request in (("configuration", given), ("configuration", whole), ("change", change)):
        assert RULES[rule].model_validate(request)


def test_a_value_that_is_there_already_is_no_change() -> None:
    assert change_request("ztna", wanted({"bandwidth": 500, "licences": 300}, CONTRACT), whole=True)["set"] == {
        "licences": 300
    }


def test_without_the_whole_contract_only_what_is_given_is_judged() -> None:
    assert change_request("ztna", wanted({"licences": 300}, None), whole=False)["scope"] == "given"


@pytest.mark.parametrize(
    ("service", "slot", "slots"),
    [
        (None, "service", {}),
        (None, "grade", {}),
        ("ztna", "sse_fate", {}),
        ("ztna", "licences", {}),
        ("ztna", "region", {}),
        ("fms", "redundancy", {}),
        ("fms", "log", {}),
    ],
)
def test_choices_that_need_no_parameter(
    book: ParameterBook, service: str | None, slot: str, slots: dict[str, Any]
) -> None:
    expected = {"service": ("ztna", "fms"), "sse_fate": ("keep", "remove"), "redundancy": (True, False)}
    assert choices(service, slot, slots, book) == expected.get(slot, ())


def test_choices_are_those_of_the_edition_in_force(book: ParameterBook) -> None:
    ztna, fms = (book.in_force(s)[0] for s in ("ztna", "fms"))
    assert choices("ztna", "grade", {}, book) == tuple(ztna.value("grades"))
    assert choices("ztna", "log", {}, book) == tuple(ztna.value("log.values"))
    assert choices("fms", "concurrent", {}, book) == tuple(fms.value("concurrent.values"))
    bounds = (ztna.value("bandwidth.min.Complete"), ztna.value("bandwidth.max.Complete"))
    assert choices("ztna", "bandwidth", {"grade": "Complete"}, book) == bounds
    assert choices("fms", "option", {}, book) == tuple(fms.value("options"))
