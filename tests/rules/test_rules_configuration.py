"""New contracts: exhaustive sweeps against a second table, and what the sweeps cannot show."""

from __future__ import annotations

from datetime import date
from itertools import chain, combinations, product
from typing import Any

import pytest
from contracts_table import OPTIONS, fms_codes, outcome, ztna_codes
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules import Decision, decide

TODAY = date(2026, 11, 22)
LICENCES = (None, -50, 0, 50, 99, 100, 101, 125, 150, 450, 475, 500, 501, 550, 59_950, 60_000, 60_001, 60_050)
BANDWIDTHS = (None, 0, 99, 100, 101, 199, 200, 201, 500, 1999, 2000, 2001, 2048)
LOGS = (None, 0, 89, 90, 180, 360, 365)
OPTION_SETS = tuple(chain.from_iterable(combinations(OPTIONS["ztna"], n) for n in range(6)))
CORE = {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "A"}
FMS = {"licences": 5000, "concurrent": 5000, "servers": 2, "region": "A", "redundancy": True}


def judged(service: str, contract: dict[str, Any], **more: Any) -> Decision:
    return decide("configuration", {"service": service, "configuration": contract, **more}, None, TODAY)


def conditions(decision: Decision) -> set[str]:
    return {condition.code for condition in decision.conditions}


@pytest.mark.parametrize("grade", ["Starter", "Core", "Complete"])
def test_every_number_of_a_grade(grade: str) -> None:
    for licences, bandwidth, log in product(LICENCES, BANDWIDTHS, LOGS):
        contract = {"grade": grade, "licences": licences, "bandwidth": bandwidth, "log": log, "region": "A"}
        decision = judged("ztna", contract)
        expected = ztna_codes(contract)
        assert decision.codes == expected, contract
        assert decision.outcome == outcome(expected)


@pytest.mark.parametrize("grade", ["Starter", "Core", "Complete"])
def test_every_set_of_options_in_a_grade(grade: str) -> None:
    base = {"grade": grade, "licences": 300, "region": "A"}
    base |= {} if grade == "Starter" else {"bandwidth": 200}
    base |= {"log": 90} if grade == "Complete" else {}
    for options, second, ip in product(OPTION_SETS, (None, "A", "B"), (None, "ipv4", "ipv6")):
        contract = {**base, "options": options, "mr_region": second, "ip": ip}
        decision = judged("ztna", contract)
        assert decision.codes == ztna_codes(contract), contract


def test_every_number_of_fms() -> None:
    licences = (None, 0, 99, 100, 150, 200, 64_900, 65_000, 65_050, 65_100)
    concurrent = (None, 0, 1999, 2000, 3000, 5000, 15_000, 20_000)
    servers = (None, -1, 0, 1, 10, 11)
    for numbers in product(licences, concurrent, servers, (None, True, False)):
        contract = {
            **dict(zip(("licences", "concurrent", "servers", "redundancy"), numbers, strict=True)),
            "region": "A",
        }
        decision = judged("fms", contract)
        assert decision.codes == fms_codes(contract), contract
        assert decision.outcome == outcome(fms_codes(contract))


@pytest.mark.parametrize("service", ["ztna", "fms"])
def test_items_and_options_the_service_does_not_have(service: str) -> None:
    table, base = (ztna_codes, CORE) if service == "ztna" else (fms_codes, FMS)
    extra = {"grade": "Core", "bandwidth": 500, "log": 90, "concurrent": 2000, "servers": 1, "redundancy": False}
    for item, value in extra.items():
        contract = {**base, item: value}
        assert judged(service, contract).codes == table(contract), item
    for option in (*OPTIONS["ztna"], "fax"):
        contract = {**base, "options": [option], "mr_region": "B"}
        assert judged(service, contract).codes == table(contract), option


def test_ipv6_is_usable_on_fms() -> None:
    assert judged("fms", {**FMS, "ip": "ipv6"}).outcome == "allowed"


@pytest.mark.parametrize("missing", [{}, {"grade": "Premium"}])
def test_without_a_known_grade_only_what_holds_in_every_grade_is_found(missing: dict[str, str]) -> None:
    own = {"D:GRADE"} if missing else {"I:grade"}
    assert judged("ztna", missing).codes == own | {"I:licences", "I:region"}
    assert judged("ztna", {**missing, "licences": 60_050, "region": "A"}).codes == own | {"D:LIC_RANGE"}
    assert judged("ztna", {**missing, "licences": 125, "region": "A"}).codes == own | {"D:LIC_STEP"}
    assert judged("ztna", {**missing, "licences": 550, "region": "A"}).codes == own
    assert judged("ztna", {**missing, "licences": 300, "region": "A", "log": 7}).codes >= own


def test_denied_in_every_grade_for_different_reasons() -> None:
    decision = judged("ztna", {"bandwidth": 3000}, scope="given")
    assert decision.outcome == "denied"
    assert decision.codes == {"D:BW_RANGE"}


@pytest.mark.parametrize(
    ("contract", "expected", "grades"),
    [
        ({"options": ["sse"]}, "needs_info", ("Complete",)),
        ({"options": ["multi_region"]}, "needs_info", ("Core", "Complete")),
        ({"licences": 550}, "needs_info", ("Core", "Complete")),
        ({"bandwidth": 100}, "needs_info", ("Starter",)),
        ({"options": ["config_change"]}, "allowed", None),
        ({"licences": 250}, "allowed", None),
        ({"licences": 65_000}, "denied", None),
        ({"grade": "Starter", "options": ["sse"]}, "denied", None),
        ({"grade": "Complete", "options": ["sse"]}, "allowed", None),
        ({"grade": "Core", "options": ["multi_region"]}, "allowed", None),
    ],
)
def test_given_scope_judges_what_is_given_and_asks_only_what_matters(
    contract: dict[str, Any], expected: str, grades: tuple[str, ...] | None
) -> None:
    decision = judged("ztna", contract, scope="given")
    assert decision.outcome == expected
    asked = [f for f in decision.findings if f.code == "I:grade"]
    assert [f.params["allowed_in"] for f in asked] == ([grades] if grades else [])
    assert decision.missing == (("grade",) if grades else ())


@pytest.mark.parametrize(("bandwidth", "menu"), [(200, False), (201, True), (500, True), (1999, True), (2000, False)])
def test_the_menu_of_bandwidths_is_open_between_the_ends_only(bandwidth: int, menu: bool) -> None:
    assert ("C:BW_MENU" in conditions(judged("ztna", {**CORE, "bandwidth": bandwidth}))) is menu


def test_starters_fixed_bandwidth_may_be_named() -> None:
    decision = judged("ztna", {"grade": "Starter", "licences": 100, "bandwidth": 100, "region": "A"})
    assert decision.outcome == "allowed"
    assert "C:BW_MENU" not in conditions(decision)


def test_conditions_of_a_contract() -> None:
    options = {"options": ["multi_region", "transparent_proxy"], "mr_region": "B"}
    assert conditions(judged("ztna", {**CORE, **options})) == {"C:BW_MENU", "C:REGION_LIST", "C:OPT_MIN_TERM"}
    assert conditions(judged("fms", FMS)) == {"C:REGION_LIST", "C:TECH"}
    assert conditions(judged("ztna", {"grade": "Core", "options": ["multi_region"]}, scope="given")) == {
        "C:OPT_MIN_TERM",
        "C:ITEM_NEEDED:mr_region",
    }


def test_a_denial_depends_on_nothing_and_asks_nothing() -> None:
    decision = judged("ztna", {"grade": "Core", "licences": 99, "bandwidth": 500})
    assert decision.codes == {"D:LIC_RANGE", "I:region"}
    assert decision.conditions == ()
    assert decision.missing == ()
    assert decision.certainty == "definite"


@pytest.mark.parametrize(
    ("service", "grade", "licences", "nearest"),
    [
        ("ztna", "Core", 1025, [1000, 1050]),
        ("ztna", "Core", 99, [None, 100]),
        ("ztna", "Core", 60_050, [60_000, None]),
        ("ztna", "Starter", 475, [450, 500]),
        ("ztna", "Starter", 550, [500, None]),
        ("fms", None, 150, [100, 200]),
        ("fms", None, 65_100, [65_000, None]),
        ("fms", None, 64_950, [64_900, 65_000]),
    ],
)
def test_nearest_licences(service: str, grade: str | None, licences: int, nearest: list[int | None]) -> None:
    assert judged(service, {"grade": grade, "licences": licences}).values == {"nearest_licences": nearest}


def test_valid_licences_have_no_nearest() -> None:
    assert "nearest_licences" not in judged("ztna", CORE).values


@pytest.mark.parametrize(("given", "other"), [(2000, False), (2001, True), (2048, True), (2049, False)])
def test_two_gigabit_could_mean_2048(given: int, other: bool) -> None:
    decision = judged("ztna", {**CORE, "bandwidth": given})
    shown = [(a.params, a.clauses) for a in decision.assumptions if a.code == "A:GIGA_1000"]
    assert shown == ([({"given": given, "max": 2000}, ("ztna:1.1#core.bandwidth", "ztna:4.1.3"))] if other else [])
    assert decision.certainty == ("conditional" if other or given == 2000 else "definite")


@pytest.mark.parametrize("contract", [{"bandwidth": 500}, {"grade": "Core", "bandwidth": 500}])
def test_the_menu_is_open_whether_the_grade_is_known_or_not(contract: dict[str, Any]) -> None:
    shown = [c.params for c in judged("ztna", contract, scope="given").conditions if c.code == "C:BW_MENU"]
    assert shown == [{"given": 500, "min": 200, "max": 2000}]


def test_the_reasons_of_the_grade_that_comes_closest_are_told() -> None:
    """100 Mbps is Starter's alone, which has no log retention: one reason there, two in Core and in Complete."""
    assert judged("ztna", {"bandwidth": 100, "log": 30}, scope="given").codes == {"D:LOG_GRADE"}
    assert judged("ztna", {"bandwidth": 100, "log": 90}, scope="given").codes == {"D:BW_RANGE"}


@pytest.mark.parametrize(
    ("service", "contract", "code", "item"),
    [
        ("ztna", {"grade": "Premium"}, "D:GRADE", "grade"),
        ("ztna", {"grade": "Core", "licences": 50}, "D:LIC_RANGE", "licences"),
        ("ztna", {"grade": "Core", "licences": 125}, "D:LIC_STEP", "licences"),
        ("ztna", {"grade": "Starter", "bandwidth": 200}, "D:BW_STARTER", "bandwidth"),
        ("ztna", {"grade": "Core", "bandwidth": 100}, "D:BW_RANGE", "bandwidth"),
        ("ztna", {"grade": "Core", "log": 90}, "D:LOG_GRADE", "log"),
        ("ztna", {"grade": "Complete", "log": 365}, "D:LOG_VALUE", "log"),
        ("ztna", {"grade": "Core", "options": ["sse"]}, "D:OPT_GRADE:sse", "option"),
        ("ztna", {"grade": "Core", "options": ["fax"]}, "D:OPT_NONE:fax", "option"),
        ("ztna", {"ip": "ipv6"}, "D:IPV6", "ip"),
        ("fms", {"concurrent": 3000}, "D:CONC", "concurrent"),
        ("fms", {"servers": 11}, "D:SRV", "servers"),
        ("fms", {"log": 90}, "D:NO_ITEM:log", "log"),
    ],
)
def test_a_denial_names_the_item_it_is_about(service: str, contract: dict[str, Any], code: str, item: str) -> None:
    findings = judged(service, contract, scope="given").findings
    assert [(f.code, f.item) for f in findings if f.code[0] == "D"] == [(code, item)]


def test_a_reason_that_has_no_grade_gets_none_where_the_grade_is_not_known() -> None:
    for contract in ({"ip": "ipv6"}, {"grade": "Core", "ip": "ipv6"}):
        (finding,) = judged("ztna", contract, scope="given").findings
        assert finding.params == {"given": "ipv6", "versions": ("ipv4",)}


@pytest.mark.parametrize(
    ("service", "contract", "clause"),
    [
        ("fms", {"licences": 5000}, "fms:3.1.1"),
        ("fms", {"concurrent": 2000}, "fms:3.1.2"),
        ("fms", {"servers": 2}, "fms:3.1.3"),
        ("fms", {"region": "A"}, "fms:3.1.4"),
        ("fms", {"redundancy": True}, "fms:3.1.5"),
        ("ztna", {"grade": "Complete", "licences": 100}, "ztna:4.1.1"),
        ("ztna", {"grade": "Complete", "log": 90}, "ztna:4.1.2"),
        ("ztna", {"grade": "Complete", "bandwidth": 200}, "ztna:4.1.3"),
        ("ztna", {"grade": "Complete", "region": "A"}, "ztna:4.1.4"),
        ("ztna", {"grade": "Complete"}, "ztna:1.1"),
    ],
)
def test_what_is_allowed_rests_on_the_clause_of_its_item(service: str, contract: dict[str, Any], clause: str) -> None:
    decision = judged(service, contract, scope="given")
    assert decision.outcome == "allowed"
    assert clause in decision.clauses


@pytest.mark.parametrize(
    ("contract", "relates"),
    [
        ({"licences": 100}, False),
        ({"concurrent": 15_000}, False),
        ({"licences": 100, "concurrent": 15_000}, True),
        ({"servers": 1, "redundancy": True}, True),
        ({"licences": 100, "region": "A"}, False),
    ],
)
def test_what_the_terms_do_not_relate_is_to_be_checked_where_two_of_them_are_named(
    contract: dict[str, Any], relates: bool
) -> None:
    """AMB-F11: licences, devices at once, servers and redundancy."""
    assert ("C:TECH" in conditions(judged("fms", contract, scope="given"))) is relates


def test_the_second_region_is_asked_for_or_said_to_be_needed_but_not_both() -> None:
    contract = {**CORE, "options": ["multi_region"]}
    whole, given_ = judged("ztna", contract), judged("ztna", contract, scope="given")
    assert whole.codes == {"I:mr_region"}
    assert "C:ITEM_NEEDED:mr_region" not in conditions(whole)
    (needed,) = (c for c in given_.conditions if c.code == "C:ITEM_NEEDED:mr_region")
    assert needed.params == {"needed": "mr_region", "choices": (), "grade": None}
    assert "ztna:7.2.1" in needed.clauses
    assert given_.outcome == "allowed"


@pytest.mark.parametrize("via", ["phone", "email", "chat", "letter", "mail"])
def test_only_options_need_the_form(via: str) -> None:
    assert judged("ztna", {**CORE, "options": ["config_change"]}, via=via).codes == {"D:FORM"}
    assert judged("ztna", {**CORE, "options": []}, via=via).outcome == "allowed"
    assert judged("ztna", {**CORE, "options": ["config_change"]}, via="form").outcome == "allowed"


@pytest.mark.parametrize("second", ["東京", " 東京 ", "ＴＯＫＹＯ", "tokyo"])
def test_the_same_region_however_it_is_written(second: str) -> None:
    first = "東京" if "東京" in second else "Tokyo"
    contract = {**CORE, "region": first, "options": ["multi_region"], "mr_region": second}
    assert judged("ztna", contract).codes == {"D:MR_SAME"}


VALUES = {
    "grade": st.sampled_from(["Starter", "Core", "Complete", "Premium"]),
    "licences": st.integers(-100, 70_000),
    "bandwidth": st.integers(-1, 3000),
    "log": st.integers(0, 400),
    "concurrent": st.sampled_from([0, 2000, 3000, 5000, 15_000]),
    "servers": st.integers(-1, 12),
    "region": st.sampled_from(["A", "B"]),
    "redundancy": st.booleans(),
    "mr_region": st.sampled_from(["A", "B"]),
    "ip": st.sampled_from(["ipv4", "ipv6"]),
    "options": st.lists(st.sampled_from([*OPTIONS["ztna"], "fax"]), max_size=4),
}
CONTRACTS = st.fixed_dictionaries({}, optional=VALUES)


@given(
    st.sampled_from(["ztna", "fms"]), CONTRACTS, st.sampled_from(["whole", "given"]), st.sampled_from(["form", "fax"])
)
def test_total_and_consistent(service: str, contract: dict[str, Any], scope: str, via: str) -> None:
    decision = judged(service, contract, scope=scope, via=via)
    assert decision.outcome == outcome(set(decision.codes))
    assert decision.clauses
    assert all(clause.startswith(f"{service}:") for clause in decision.clauses)
    assert {c for f in decision.findings for c in f.clauses} <= set(decision.clauses)
    assert (decision.certainty == "refer") == (decision.outcome == "needs_human")


@given(st.sampled_from(["ztna", "fms"]), CONTRACTS)
def test_naming_more_never_takes_a_denial_back(service: str, contract: dict[str, Any]) -> None:
    """A contract that is denied stays so when it names one thing more: the reasons are there already."""
    fewer = {item: value for item, value in contract.items() if item not in ("region", "mr_region")}
    if judged(service, fewer, scope="given").outcome == "denied":
        assert judged(service, contract).outcome == "denied"
