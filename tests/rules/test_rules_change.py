"""Changes of a running contract: sweeps against a second table, order, options, what-if."""

from __future__ import annotations

from datetime import date
from itertools import permutations, product
from typing import Any

import pytest
from contracts_table import ELIGIBLE, OPTIONS, fms_codes, outcome, ztna_codes
from hypothesis import given
from hypothesis import strategies as st
from test_rules_configuration import CONTRACTS

from assistant.rules import Decision, decide

TODAY = date(2026, 11, 22)
STARTER = {"grade": "Starter", "licences": 300, "region": "A"}
CORE = {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "A"}
COMPLETE = {"grade": "Complete", "licences": 1000, "bandwidth": 500, "log": 180, "region": "A"}
CONTRACT = {"Starter": STARTER, "Core": CORE, "Complete": COMPLETE}
FMS = {"licences": 5000, "concurrent": 5000, "servers": 2, "region": "A", "redundancy": True}


def asked(service: str, current: dict[str, Any], **wish: Any) -> Decision:
    return decide("change", {"service": service, "current": current, **wish}, None, TODAY)


def conditions(decision: Decision) -> set[str]:
    return {condition.code for condition in decision.conditions}


# -- grades, numbers, options ----------------------------------------------------------------------------------------


def test_every_change_of_grade_with_every_number() -> None:
    """From each grade to each, with bandwidth and log named or not, against the table for the contract after."""
    for old, new in product(CONTRACT, CONTRACT):
        if old == new:
            continue
        for bandwidth, log in product((None, 100, 200, 500, 3000), (None, 90, 365)):
            named = {k: v for k, v in (("bandwidth", bandwidth), ("log", log)) if v is not None}
            decision = asked("ztna", CONTRACT[old], set={"grade": new, **named})
            if new == "Starter":
                assert decision.codes == {"D:TO_STARTER"}
                continue
            after = {**CONTRACT[old], "grade": new, **named}
            if new == "Core" and log is None:
                after.pop("log", None)
            expected = ztna_codes(after)
            assert decision.codes == expected, (old, new, named)
            assert decision.outcome == outcome(expected)


def test_every_number_within_a_grade() -> None:
    for grade, current in CONTRACT.items():
        for item, numbers in (
            ("licences", (0, 99, 100, 125, 500, 550, 60_000, 60_050)),
            ("bandwidth", (100, 199, 200, 750, 2000, 2001)),
            ("log", (90, 180, 360, 365)),
        ):
            for number in numbers:
                decision = asked("ztna", current, set={item: number})
                assert decision.codes == ztna_codes({**current, item: number}), (grade, item, number)


def test_every_number_of_fms() -> None:
    for item, numbers in (
        ("licences", (0, 99, 100, 150, 65_000, 65_100)),
        ("concurrent", (2000, 3000, 5000, 15_000, 15_500)),
        ("servers", (0, 1, 10, 11)),
        ("grade", ("Core",)),
        ("log", (90,)),
    ):
        for number in numbers:
            assert asked("fms", FMS, set={item: number}).codes == fms_codes({**FMS, item: number}), (item, number)


def test_every_option_added_in_every_grade() -> None:
    for grade, option, via in product(CONTRACT, OPTIONS["ztna"], ("form", "phone")):
        expected = set()
        if option not in ELIGIBLE[grade]:
            expected.add(f"D:OPT_GRADE:{option}")
        if option == "intro_support":
            expected.add("H:INTRO_LATE")
        if via != "form":
            expected.add("D:FORM")
        assert asked("ztna", CONTRACT[grade], add=[option], mr_region="B", via=via).codes == expected, (grade, option)


def test_every_option_added_on_fms() -> None:
    for option in OPTIONS["ztna"]:
        expected = set() if option in OPTIONS["fms"] else {f"D:OPT_NONE:{option}"}
        assert asked("fms", FMS, add=[option], mr_region="B").codes == expected


def test_giving_up_an_option() -> None:
    for option in OPTIONS["ztna"]:
        current = {**COMPLETE, "options": [option], "mr_region": "B"}
        assert asked("ztna", current, remove=[option]).codes == {"H:OPT_CANCEL"}
    for option in OPTIONS["fms"]:
        decision = asked("fms", {**FMS, "options": [option]}, remove=[option])
        assert decision.outcome == "allowed"
        assert "C:OPT_STOP_30D" in conditions(decision)
        assert ("C:OPT_MIN_TERM" in conditions(decision)) is (option == "multi_region")
        assert asked("fms", {**FMS, "options": [option]}, remove=[option], via="phone").codes == {"H:OPT_CANCEL"}
    assert asked("fms", FMS, remove=["sse"]).codes == {"D:OPT_NONE:sse"}


# -- a grade that an active option cannot follow ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "codes", "result"),
    [
        ({}, {"I:sse_fate"}, "needs_info"),
        ({"keep": ["sse"]}, {"D:OPT_GRADE:sse"}, "denied"),
        ({"remove": ["sse"]}, {"H:OPT_CANCEL"}, "needs_human"),
    ],
)
def test_complete_to_core_with_sse(wish: dict[str, Any], codes: set[str], result: str) -> None:
    decision = asked("ztna", {**COMPLETE, "options": ["sse"]}, set={"grade": "Core"}, **wish)
    assert decision.codes == codes
    assert decision.outcome == result
    assert decision.missing == (("sse_fate",) if result == "needs_info" else ())


def test_keeping_an_option_says_that_it_is_active() -> None:
    assert asked("ztna", COMPLETE, set={"grade": "Core"}, keep=["sse"]).codes == {"D:OPT_GRADE:sse"}


def test_complete_to_core_without_sse_drops_the_log_retention() -> None:
    decision = asked("ztna", COMPLETE, set={"grade": "Core"})
    assert decision.outcome == "allowed"
    assert conditions(decision) == {"C:DECREASE", "C:LOG_DATA"}
    assert decision.result == CORE
    assert decision.extra["unavailable"] == [{"item": "log", "clauses": ["ztna:6.1.3"]}]


# -- what the list of changes has, and has not -----------------------------------------------------------------------


def test_unlisted_items_are_for_a_person() -> None:
    assert asked("ztna", CORE, set={"region": "B"}).codes == {"H:REGION"}
    assert asked("fms", FMS, set={"region": "B"}).codes == {"H:REGION"}
    assert asked("fms", FMS, set={"redundancy": False}).codes == {"H:REDUNDANCY"}
    assert asked("ztna", CORE, set={"redundancy": True}).codes == {"D:NO_ITEM:redundancy"}
    active = {**CORE, "options": ["multi_region"], "mr_region": "B"}
    assert asked("ztna", active, mr_region="C").codes == {"H:REGION"}
    assert asked("ztna", active, mr_region="C", set={"licences": 1050}).codes == {"H:REGION"}
    assert asked("ztna", {**CORE, "options": ["multi_region"]}, mr_region="C").codes == {"H:REGION"}
    assert asked("ztna", active, set={"mr_region": "A"}).codes == {"H:REGION", "D:MR_SAME"}


def test_what_is_already_so_is_no_change() -> None:
    for current, wish in ((CORE, {"region": "A"}), (FMS, {"redundancy": True}), (STARTER, {"grade": "Starter"})):
        decision = asked("ztna" if "grade" in current else "fms", current, set=wish)
        assert decision.outcome == "allowed"
        assert [a.code for a in decision.assumptions] == ["A:NO_CHANGE"]
    active = {**CORE, "options": ["transparent_proxy"]}
    assert asked("ztna", active, add=["transparent_proxy"], via="phone").outcome == "allowed"
    assert asked("ztna", active, remove=["multi_region"]).outcome == "allowed"


@pytest.mark.parametrize("grade", [None, "Core", "Complete"])
@pytest.mark.parametrize("more", [{}, {"add": ["sse"], "via": "phone"}, {"remove": ["multi_region"]}])
def test_to_starter_is_refused_at_once(grade: str | None, more: dict[str, Any]) -> None:
    decision = asked("ztna", {"grade": grade}, set={"grade": "Starter", "licences": 1, "region": "B"}, **more)
    assert decision.codes == {"D:TO_STARTER"}
    assert decision.remedies == ()
    assert decision.clauses == ("ztna:6.1.1",)
    assert [(f.item, f.params) for f in decision.findings] == [("grade", {"grade": "Starter", "current": grade})]
    assert decision.extra["conflicts"] == [["grade"]]


def test_nothing_asked_for_is_asked_back() -> None:
    assert asked("ztna", CORE).codes == {"I:item"}


def test_only_what_the_new_grade_newly_needs_is_asked() -> None:
    assert asked("ztna", {"grade": "Core"}, set={"licences": 1050}).outcome == "allowed"
    assert asked("ztna", {"grade": "Core"}, set={"grade": "Complete", "log": 90}).outcome == "allowed"
    assert asked("ztna", {"grade": "Starter"}, set={"grade": "Core"}).codes == {"I:bandwidth"}
    assert asked("ztna", {}, set={"grade": "Core"}).codes == {"I:bandwidth"}
    assert asked("ztna", {"bandwidth": 100}, set={"grade": "Core"}).codes == {"I:bandwidth"}
    assert asked("ztna", {"bandwidth": 500}, set={"grade": "Core"}).outcome == "allowed"
    assert asked("ztna", {"bandwidth": 500, "log": 180}, set={"grade": "Complete"}).result["log"] == 180
    assert asked("ztna", {"grade": "Starter", "bandwidth": 500}, set={"grade": "Core"}).codes == {"I:bandwidth"}
    assert asked("ztna", {}, set={"licences": 550}).codes == {"I:grade"}
    assert asked("ztna", {}, set={"licences": 250}).outcome == "allowed"


def test_given_scope_tells_what_will_be_needed_instead_of_asking() -> None:
    decision = asked("ztna", {"grade": "Starter"}, set={"grade": "Complete"}, scope="given")
    assert decision.outcome == "allowed"
    assert conditions(decision) == {"C:ITEM_NEEDED:bandwidth", "C:ITEM_NEEDED:log"}
    assert decision.extra["newly_required"] == ["bandwidth", "log"]


# -- conditions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "current", "wish", "expected"),
    [
        ("ztna", CORE, {"set": {"licences": 950}}, {"C:DECREASE"}),
        ("ztna", CORE, {"set": {"licences": 1050}}, set()),
        ("ztna", CORE, {"set": {"bandwidth": 1000}}, {"C:BW_MENU"}),
        ("ztna", CORE, {"set": {"bandwidth": 200}}, {"C:DECREASE"}),
        ("ztna", COMPLETE, {"set": {"log": 90}}, {"C:DECREASE", "C:LOG_DATA"}),
        ("ztna", COMPLETE, {"set": {"log": 360}}, set()),
        ("ztna", CORE, {"set": {"licences": 1050, "bandwidth": 2000}}, {"C:COMBINED"}),
        ("ztna", CORE, {"add": ["multi_region"], "mr_region": "B"}, {"C:OPT_MIN_TERM", "C:REGION_LIST"}),
        ("ztna", CORE, {"add": ["transparent_proxy"]}, set()),
        ("fms", FMS, {"set": {"licences": 4900}}, {"C:DECREASE", "C:TECH"}),
        ("fms", FMS, {"set": {"licences": 5100}}, set()),
        ("fms", FMS, {"set": {"concurrent": 15_000}}, {"C:TECH"}),
        ("fms", FMS, {"set": {"servers": 1}}, {"C:DECREASE", "C:TECH"}),
        ("fms", {**FMS, "redundancy": False}, {"set": {"servers": 1}}, {"C:DECREASE"}),
        ("fms", {"licences": 1000}, {"set": {"concurrent": 15_000}}, {"C:TECH"}),
        ("fms", {}, {"set": {"concurrent": 15_000}}, set()),
        ("fms", {}, {"set": {"licences": 100}}, set()),
        ("fms", {**FMS, "servers": 1}, {"add": ["config_change"]}, set()),
        ("ztna", {"grade": "Complete"}, {"set": {"grade": "Core"}}, {"C:DECREASE", "C:LOG_DATA"}),
        ("ztna", {"grade": "Core"}, {"set": {"grade": "Complete", "log": 90}}, {"C:COMBINED"}),
    ],
)
def test_conditions(service: str, current: dict[str, Any], wish: dict[str, Any], expected: set[str]) -> None:
    decision = asked(service, current, **wish)
    assert decision.outcome == "allowed"
    assert conditions(decision) == expected


def test_a_decrease_names_what_goes_down() -> None:
    decision = asked("ztna", COMPLETE, set={"grade": "Core", "licences": 900, "bandwidth": 600})
    assert [c.params["items"] for c in decision.conditions if c.code == "C:DECREASE"] == [("licences", "grade")]


@pytest.mark.parametrize(
    ("current", "wish", "before", "after"),
    [
        (COMPLETE, {"log": 90}, 180, 90),
        (COMPLETE, {"grade": "Core"}, 180, None),
        ({"grade": "Complete"}, {"grade": "Core"}, None, None),
    ],
)
def test_logs_that_would_be_kept_for_less_long(
    current: dict[str, Any], wish: dict[str, Any], before: int | None, after: int | None
) -> None:
    """What becomes of the logs kept beyond the new entitlement the terms do not say (AMB-Z24)."""
    (shown,) = (c for c in asked("ztna", current, set=wish).conditions if c.code == "C:LOG_DATA")
    assert shown.params == {"before": before, "after": after}
    assert shown.clauses == ("ztna:6.1.3",)


def test_redundancy_with_one_server_is_to_be_checked_even_where_a_person_decides() -> None:
    decision = asked("fms", {**FMS, "servers": 1, "redundancy": False}, set={"redundancy": True})
    assert decision.codes == {"H:REDUNDANCY"}
    assert "C:TECH" in conditions(decision)


def test_every_region_that_is_named_is_told() -> None:
    wish = {"set": {"region": "B"}, "add": ["multi_region", "config_change"], "mr_region": "C"}
    decision = asked("ztna", CORE, **wish)
    assert [c.params for c in decision.conditions if c.code == "C:REGION_LIST"] == [{"regions": ("B", "C")}]


# -- what if ---------------------------------------------------------------------------------------------------------


def test_the_contract_after_and_the_difference() -> None:
    decision = asked("ztna", STARTER, set={"grade": "Complete", "bandwidth": 500, "log": 90}, add=["sse"])
    assert decision.result == {**STARTER, "grade": "Complete", "bandwidth": 500, "log": 90, "options": ["sse"]}
    assert decision.extra["difference"] == [
        {"item": "grade", "before": "Starter", "after": "Complete"},
        {"item": "bandwidth", "before": None, "after": 500},
        {"item": "log", "before": None, "after": 90},
        {"item": "options", "before": None, "after": ["sse"]},
    ]
    assert decision.extra["newly_required"] == ["bandwidth", "log"]


def test_a_denied_change_has_no_contract_after() -> None:
    assert asked("ztna", CORE, set={"licences": 1025}).result == {}


# -- properties ------------------------------------------------------------------------------------------------------

WISHES = st.fixed_dictionaries(
    {"set": CONTRACTS.map(lambda c: {k: v for k, v in c.items() if k != "options"})},
    optional={
        "add": st.lists(st.sampled_from([*OPTIONS["ztna"], "fax"]), max_size=3),
        "remove": st.lists(st.sampled_from(["sse", "multi_region"]), max_size=2),
        "via": st.sampled_from(["form", "phone"]),
        "scope": st.sampled_from(["whole", "given"]),
    },
)


def _possible(wish: dict[str, Any]) -> bool:
    return not set(wish.get("add", ())) & set(wish.get("remove", ()))


@given(st.sampled_from(["ztna", "fms"]), CONTRACTS, WISHES.filter(_possible))
def test_total_and_consistent(service: str, current: dict[str, Any], wish: dict[str, Any]) -> None:
    decision = asked(service, current, **wish)
    assert decision.outcome == outcome(set(decision.codes))
    assert decision.clauses
    assert {c for f in decision.findings for c in f.clauses} <= set(decision.clauses)
    assert (decision.certainty == "refer") == (decision.outcome == "needs_human")
    assert decision.conditions == () or decision.outcome != "denied"
    assert decision.result == {} or decision.outcome != "denied"


@given(st.sampled_from(["ztna", "fms"]), CONTRACTS, WISHES.filter(_possible), st.randoms())
def test_the_order_of_changes_does_not_matter(
    service: str, current: dict[str, Any], wish: dict[str, Any], random: Any
) -> None:
    def shuffled(value: Any) -> Any:
        items = list(value.items()) if isinstance(value, dict) else list(value)
        random.shuffle(items)
        return dict(items) if isinstance(value, dict) else items

    other = {k: shuffled(v) if isinstance(v, (dict, list)) else v for k, v in wish.items()}
    one, two = asked(service, current, **wish), asked(service, current, **other)
    assert one.codes == two.codes
    assert one.outcome == two.outcome
    assert {c.code for c in one.conditions} == {c.code for c in two.conditions}
    assert _without_order(one.result) == _without_order(two.result)


def _without_order(result: Any) -> dict[str, Any]:
    return {k: sorted(v) if isinstance(v, list) else v for k, v in result.items()}


def test_several_changes_are_judged_like_the_same_changes_one_after_the_other() -> None:
    """Where every step is allowed by itself, so are all at once, and the contract after is the same."""
    steps = ({"grade": "Complete", "log": 90}, {"licences": 2000}, {"bandwidth": 2000})
    together = asked("ztna", CORE, set={k: v for step in steps for k, v in step.items()})
    assert together.outcome == "allowed"
    for order in permutations(steps):
        contract: dict[str, Any] = CORE
        for step in order:
            decision = asked("ztna", contract, set=step)
            assert decision.outcome == "allowed"
            contract = dict(decision.result)
        assert contract == together.result
