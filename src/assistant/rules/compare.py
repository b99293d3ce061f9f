"""Rule `compare`: every difference between two contracts, or between the two services, with both clauses."""

from __future__ import annotations

from typing import Any

from assistant.contracts.parameters import ParameterBook
from assistant.rules.configuration import judge
from assistant.rules.contract import Facts, facts_of
from assistant.rules.law import Law, law_of
from assistant.rules.model import Draft
from assistant.rules.requests import CompareRequest

Profile = dict[str, tuple[Any, tuple[str, ...]]]
"""Point to its value (plain JSON) and the clauses that set it."""


def compare(request: CompareRequest, law: Law, book: ParameterBook, draft: Draft) -> None:
    """Two contracts point by point: what each names, what its grade allows, and whether it is possible.

    Without contracts the two services are compared, parameter by parameter.
    """
    contracts = request.configuration is not None or request.other is not None
    if not contracts and request.other_service is None:
        draft.find("I:service", "service", law.item_clauses, choices=tuple(book.services), grade=None)
        return
    other = law if request.other_service in (None, law.service) else law_of(book.in_force(request.other_service)[0])
    if contracts:
        mine = facts_of(request.configuration) if request.configuration else {}
        theirs = facts_of(request.other) if request.other else {}
        one, two = _contract(law, mine), _contract(other, theirs)
    else:
        one, two = _service(law), _service(other)
    difference = []
    for point in dict.fromkeys((*one, *two)):
        a, a_clauses = one.get(point, (None, law.absent_clauses))
        b, b_clauses = two.get(point, (None, other.absent_clauses))
        if a != b:
            difference.append(
                {"point": point, "a": a, "b": b, "clauses_a": list(a_clauses), "clauses_b": list(b_clauses)}
            )
            draft.clauses += (*a_clauses, *b_clauses)
        draft.test(point, a == b, [a, b], a_clauses[0])
    draft.extra["difference"] = difference
    draft.result = {"a": {"service": law.service}, "b": {"service": other.service}}
    if not difference:
        draft.clauses += law.item_clauses


def _service(law: Law) -> Profile:
    """Every parameter; an option without a limit of grade is there for every grade, or simply there."""
    profile: Profile = {p.name: (_plain(p.value), p.clauses) for p in law.parameters}
    for option in law.options.values():
        available = list(option.grades or law.grades or ()) or True
        profile[f"options.grades.{option.name}"] = available, option.clauses
    return profile


def _contract(law: Law, facts: Facts) -> Profile:
    """What a contract names, what its grade allows for the rest, and how it is judged as far as it goes."""
    grade = facts.get("grade") if law.grades else None
    profile: Profile = {}
    if law.grades:
        profile["grade"] = grade, law.grade_clauses
    if grade in law.licences:
        licences = law.licences[grade]
        profile["licences.range"] = [licences.least, licences.most, licences.step], licences.step_clauses
        profile["items.required"] = list(law.required[grade]), law.item_clauses
    if grade in law.bandwidth_fixed:
        fixed, clauses = law.bandwidth_fixed[grade]
        profile["bandwidth.range"] = [fixed, fixed], clauses
    elif grade in law.bandwidth:
        bandwidth = law.bandwidth[grade]
        profile["bandwidth.range"] = [bandwidth.least, bandwidth.most], bandwidth.clauses
    if law.log.values:
        profile["log.values"] = list(law.log.values) if grade in law.log_grades else None, law.log_grade_clauses
    if law.concurrent.values:
        profile["concurrent.values"] = list(law.concurrent.values), law.concurrent.clauses
    if law.servers:
        profile["servers.range"] = [law.servers.least, law.servers.most], law.servers.clauses
    for option in law.options.values():
        eligible = option.grades is None or grade in option.grades
        profile[f"options.{option.name}"] = eligible, option.clauses
    profile["ip.versions"] = list(law.ip_versions), law.ip_clauses
    for item, value in facts.items():
        if item != "grade":
            profile[f"named.{item}"] = _plain(value), law.change_clause.get(item, law.item_clauses)
    found = judge(law, facts, "form", whole=False)
    denied = [f for f in found if f.code[0] == "D"]
    clauses = tuple(dict.fromkeys(c for f in denied for c in f.clauses)) or law.item_clauses
    profile["possible"] = not denied, clauses
    return profile


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
