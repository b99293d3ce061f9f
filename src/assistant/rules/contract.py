"""What stands against a contract, as a whole or as far as it is known. Findings only; rules add the rest.

Given the grade, every item stands on its own, so a contract is judged item by item. Where the grade is not known it
is judged in every grade: what every grade denies is denied whatever the grade, and what some grades allow makes the
grade matter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from assistant.rules.law import ITEMS, Law
from assistant.rules.model import Finding
from assistant.rules.requests import Items

Facts = dict[str, Any]
"""Item to value for what is known of a contract; `options` is a tuple, absent when none are known."""

Needs = Mapping[str | None, Iterable[str]]
"""Grade to the items that must be named."""

NO_NEEDS: Needs = {}
_FIELDS = (*ITEMS, "mr_region", "ip")


def facts_of(items: Items) -> Facts:
    """What a request says of a contract, without what it leaves open."""
    facts = {name: value for name in _FIELDS if (value := getattr(items, name)) is not None}
    options = getattr(items, "options", None)
    if options is not None:
        facts["options"] = options
    return facts


def find(law: Law, facts: Facts, needs: Needs, *, ask_region: bool = False, ask_grade: bool = False) -> list[Finding]:
    """Everything that stands against a contract, or is missing of it.

    `needs` says which absent items to report, by grade. `ask_region`: a second region that is not named is missing.
    `ask_grade`: a grade that is not named is missing even if it changes nothing.
    """
    found = [
        Finding(f"D:NO_ITEM:{item}", item, law.absent_clauses, {"absent": item, "items": law.item_list})
        for item in facts
        if item in ITEMS and item not in law.items
    ]
    grade = facts.get("grade")
    if law.grades is None:
        _judge(law, None, facts, needs.get(None, ()), found, ask_region=ask_region)
    elif grade in law.grades:
        _judge(law, grade, facts, needs.get(grade, ()), found, ask_region=ask_region)
    else:
        if grade is not None:
            found.append(Finding("D:GRADE", "grade", law.grade_clauses, {"given": grade, "grades": law.grades}))
        found += _in_every_grade(law, facts, needs, ask_region=ask_region, ask_grade=ask_grade)
    return found


def _in_every_grade(law: Law, facts: Facts, needs: Needs, *, ask_region: bool, ask_grade: bool) -> list[Finding]:
    """What holds in every grade; and the grade itself is missing where none is named and it matters."""
    found: list[Finding] = []
    by_grade: dict[str, list[Finding]] = {}
    for grade in law.grades or ():
        by_grade[grade] = []
        _judge(law, grade, facts, needs.get(grade, ()), by_grade[grade], ask_region=ask_region)
    allowed_in = tuple(g for g, part in by_grade.items() if not any(f.code[0] == "D" for f in part))
    if "grade" not in facts and (ask_grade or 0 < len(allowed_in) < len(by_grade)):
        found.append(Finding("I:grade", "grade", law.grade_clauses, {"choices": law.grades, "allowed_in": allowed_in}))
    common = set.intersection(*({f.code for f in part} for part in by_grade.values()))
    closest = min(reversed(by_grade.values()), key=lambda part: sum(f.code[0] == "D" for f in part))
    widest = list(by_grade.values())[-1]
    if not allowed_in and not any(code[0] == "D" for code in common):
        # Every grade denies, each for its own reason: the reasons of the grade that comes closest are told.
        found += [f for f in closest if f.code[0] == "D"]
    for finding in widest:
        if finding.code in common:
            # A reason of every grade is told without a grade.
            graded = "grade" in finding.params
            found.append(replace(finding, params={**finding.params, "grade": None}) if graded else finding)
    return found


def _judge(
    law: Law, grade: str | None, facts: Facts, need: Iterable[str], found: list[Finding], *, ask_region: bool
) -> None:
    """One grade (None: a service without grades), item by item in the order of the terms."""
    need = tuple(need)
    if (licences := facts.get("licences")) is not None:
        _judge_licences(law, grade, licences, found)
    elif "licences" in need:
        found.append(_missing("licences", law.licences[grade].step_clauses, (), grade))
    if "bandwidth" in law.items:
        _judge_bandwidth(law, grade, facts.get("bandwidth"), need, found)
    if "log" in law.items:
        _judge_log(law, grade, facts.get("log"), need, found)
    if law.concurrent.values is not None:
        if (devices := facts.get("concurrent")) is not None:
            if devices not in law.concurrent.values:
                params = {"given": devices, "allowed": law.concurrent.values}
                found.append(Finding("D:CONC", "concurrent", law.concurrent.clauses, params))
        elif "concurrent" in need:
            found.append(_missing("concurrent", law.concurrent.clauses, law.concurrent.values, grade))
    if law.servers is not None:
        if (servers := facts.get("servers")) is not None:
            if not law.servers.least <= servers <= law.servers.most:
                params = {"given": servers, "min": law.servers.least, "max": law.servers.most}
                found.append(Finding("D:SRV", "servers", law.servers.clauses, params))
        elif "servers" in need:
            found.append(_missing("servers", law.servers.clauses, (), grade))
    if "region" in need and "region" not in facts:
        found.append(_missing("region", law.region_clauses, (), grade))
    if "redundancy" in need and "redundancy" not in facts:
        found.append(_missing("redundancy", law.redundancy_clauses, (True, False), grade))
    for option in facts.get("options", ()):
        _judge_option(law, grade, option, facts, found, ask_region=ask_region)
    if (version := facts.get("ip")) is not None and version not in law.ip_versions:
        found.append(Finding("D:IPV6", "ip", law.ip_clauses, {"given": version, "versions": law.ip_versions}))


def _missing(item: str, clauses: tuple[str, ...], choices: tuple[Any, ...], grade: str | None) -> Finding:
    return Finding(f"I:{item}", item, clauses, {"choices": choices, "grade": grade})


def _judge_licences(law: Law, grade: str | None, given: int, found: list[Finding]) -> None:
    """Out of range is reported as that only; the step is asked of a number within the range."""
    allowed = law.licences[grade]
    lower, upper = allowed.nearest(given)
    if lower == upper == given:
        return
    params: dict[str, Any] = {"given": given, "grade": grade, "nearest": (lower, upper)}
    if lower is None or upper is None:
        params |= {"min": allowed.least, "max": allowed.most}
        found.append(Finding("D:LIC_RANGE", "licences", allowed.clauses, params))
    else:
        params["step"] = allowed.step
        found.append(Finding("D:LIC_STEP", "licences", allowed.step_clauses, params))


def _judge_bandwidth(
    law: Law, grade: str | None, given: int | None, need: tuple[str, ...], found: list[Finding]
) -> None:
    if grade in law.bandwidth_fixed:
        fixed, clauses = law.bandwidth_fixed[grade]
        if given is not None and given != fixed:
            found.append(
                Finding("D:BW_STARTER", "bandwidth", clauses, {"given": given, "grade": grade, "fixed": fixed})
            )
        return
    allowed = law.bandwidth[grade]
    if given is None:
        if "bandwidth" in need:
            found.append(_missing("bandwidth", allowed.clauses, (allowed.least, allowed.most), grade))
    elif not allowed.least <= given <= allowed.most:
        params = {"given": given, "grade": grade, "min": allowed.least, "max": allowed.most}
        found.append(Finding("D:BW_RANGE", "bandwidth", allowed.clauses, params))


def _judge_log(law: Law, grade: str | None, given: int | None, need: tuple[str, ...], found: list[Finding]) -> None:
    values = law.log.values or ()
    if grade not in law.log_grades:
        if given is not None:
            params: dict[str, Any] = {"given": given, "grade": grade, "grades": law.log_grades}
            found.append(Finding("D:LOG_GRADE", "log", law.log_grade_clauses, params))
    elif given is None:
        if "log" in need:
            found.append(_missing("log", law.log.clauses, values, grade))
    elif given not in values:
        params = {"given": given, "grade": grade, "allowed": values}
        found.append(Finding("D:LOG_VALUE", "log", law.log.clauses, params))


def _judge_option(
    law: Law, grade: str | None, name: str, facts: Facts, found: list[Finding], *, ask_region: bool
) -> None:
    option = law.options.get(name)
    if option is None:
        params: dict[str, Any] = {"option": name, "options": law.option_list}
        found.append(Finding(f"D:OPT_NONE:{name}", "option", law.option_clauses, params))
    elif option.grades is not None and grade not in option.grades:
        params = {"option": name, "grade": grade, "grades": option.grades}
        found.append(Finding(f"D:OPT_GRADE:{name}", "option", option.clauses, params))
    elif option.other_region:
        second = facts.get("mr_region")
        if second is None:
            if ask_region:
                found.append(_missing("mr_region", option.clauses, (), grade))
        elif same_place(second, facts.get("region")):
            found.append(Finding("D:MR_SAME", "mr_region", option.clauses, {"region": second}))


def same_place(one: str, other: str | None) -> bool:
    """Whether two names of regions are the same, width and case aside; the terms name none to compare with."""
    return other is not None and _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def sections(law: Law, facts: Facts) -> tuple[str, ...]:
    """The clauses a contract that is allowed stands on, item by item."""
    grade = facts.get("grade")
    clauses: list[str] = []
    if law.grades and grade in law.grades:
        clauses += law.grade_clauses
    elif law.grades:
        grade = law.grades[-1]
    if "licences" in facts:
        clauses += law.licences[grade].step_clauses
    if "bandwidth" in facts:
        clauses += law.bandwidth_fixed[grade][1] if grade in law.bandwidth_fixed else law.bandwidth[grade].clauses
    if "log" in facts:
        clauses += law.log.clauses
    if "concurrent" in facts:
        clauses += law.concurrent.clauses
    if "servers" in facts and law.servers:
        clauses += law.servers.clauses
    if "region" in facts:
        clauses += law.region_clauses
    if "redundancy" in facts:
        clauses += law.redundancy_clauses
    for name in facts.get("options", ()):
        clauses += law.options[name].clauses
    if facts.get("options"):
        clauses += law.form_clauses
    if "ip" in facts:
        clauses += law.ip_clauses
    return tuple(dict.fromkeys(clauses))
