"""The trace of a contract that was judged: the parameters it was held against, and how each test came out."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.rules.contract import Facts
from assistant.rules.law import Law
from assistant.rules.model import Draft, Finding

_TESTS = {
    "grade": ("is one of the grades", ("D:GRADE", "D:TO_STARTER")),
    "licences": ("in range and on a step", ("D:LIC_RANGE", "D:LIC_STEP")),
    "bandwidth": ("in range", ("D:BW_STARTER", "D:BW_RANGE")),
    "log": ("can be named, and is one of the values", ("D:LOG_GRADE", "D:LOG_VALUE")),
    "concurrent": ("is one of the values", ("D:CONC",)),
    "servers": ("in range", ("D:SRV",)),
    "ip": ("is one of the versions", ("D:IPV6",)),
    "mr_region": ("differs from the region", ("D:MR_SAME",)),
}


def facts_read(draft: Draft, facts: Facts) -> None:
    """Every fact of a contract, one by one."""
    for name, value in facts.items():
        draft.fact(name, value)


def judged(draft: Draft, law: Law, facts: Facts, found: Iterable[Finding]) -> None:
    """The parameters that bound what the contract names, and the tests."""
    codes = {finding.code: finding for finding in found}
    grade = facts.get("grade") if law.grades else None
    # A grade that is not one, or not known: the contract was judged in every grade.
    grades = (grade,) if grade in law.licences else law.grades or ()
    for each in grades:
        _bounds(draft, law, facts, each)
    if "log" in facts and law.log.values:
        if any(each in law.log_grades for each in grades):
            draft.parameter("log", list(law.log.values), law.log.clauses[0])
        else:
            draft.parameter("grades with log", list(law.log_grades), law.log_grade_clauses[0])
    for item, (test, against) in _TESTS.items():
        if item in facts and (item in law.items or item in ("ip", "mr_region")):
            failed = next((code for code in against if code in codes), None)
            clause = codes[failed].clauses[0] if failed else None
            draft.test(f"{item} {test}", failed is None, failed, clause)
    for item in facts:
        if f"D:NO_ITEM:{item}" in codes:
            draft.test(f"{item} is an item", ok=False, value=f"D:NO_ITEM:{item}", clause=law.item_clauses[0])
    for name in facts.get("options", ()):
        failed = next((c for c in (f"D:OPT_NONE:{name}", f"D:OPT_GRADE:{name}") if c in codes), None)
        option = law.options.get(name)
        clause = option.clauses[0] if option else law.option_clauses[0]
        draft.test(f"option {name} is there for the grade", failed is None, failed, clause)
    if "D:FORM" in codes:
        draft.test("options are asked for on the form", ok=False, value="D:FORM", clause=law.form_clauses[0])
    for finding in codes.values():
        if finding.code[0] == "I":
            draft.test(f"{finding.item} is named", ok=False, value=finding.code, clause=finding.clauses[0])


def _bounds(draft: Draft, law: Law, facts: Facts, grade: str | None) -> None:
    suffix = f" ({grade})" if grade else ""
    if "licences" in facts:
        licences = law.licences[grade]
        span = f"{licences.least}–{licences.most} in steps of {licences.step}"
        draft.parameter(f"licences{suffix}", span, licences.clauses[0])
    if "bandwidth" in facts and grade in law.bandwidth_fixed:
        fixed, clauses = law.bandwidth_fixed[grade]
        draft.parameter(f"bandwidth{suffix}", fixed, clauses[0])
    elif "bandwidth" in facts and grade in law.bandwidth:
        bandwidth = law.bandwidth[grade]
        draft.parameter(f"bandwidth{suffix}", f"{bandwidth.least}–{bandwidth.most}", bandwidth.clauses[0])
    if "concurrent" in facts and law.concurrent.values:
        draft.parameter("concurrent", list(law.concurrent.values), law.concurrent.clauses[0])
    if "servers" in facts and law.servers:
        draft.parameter("servers", f"{law.servers.least}–{law.servers.most}", law.servers.clauses[0])
