"""What differs between two editions of a contract: parameters, and decisions over a built-in sample of requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, combinations
from typing import Any

from assistant.contracts.parameters import Parameter, ParameterBook, ParameterSet, load_parameters
from assistant.rules.engine import decide
from assistant.rules.law import Law, law_of
from assistant.rules.model import Decision


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """One parameter that differs; None where an edition has none of that name."""

    name: str
    before: Parameter | None
    after: Parameter | None

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses it stands on, in either edition."""
        return tuple(dict.fromkeys(clause for one in (self.before, self.after) if one for clause in one.clauses))


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """One request of the sample that is decided differently."""

    rule: str
    request: Mapping[str, Any]
    before: Decision
    after: Decision


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """Everything that differs between two editions, named like their files."""

    before: str
    after: str
    parameters: tuple[ParameterChange, ...]
    decisions: tuple[DecisionChange, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that a parameter which differs stands on."""
        return tuple(dict.fromkeys(clause for each in self.parameters for clause in each.clauses))


def diff(
    edition_a: ParameterSet | str, edition_b: ParameterSet | str, book: ParameterBook | None = None
) -> EditionDifference:
    """Compare two editions of one service, given as they are or by name (`ztna-2025-04-01`).

    Raises:
        UnknownService, UnknownEdition: there is no such edition.
        ValueError: the editions are of two services (the rule `compare` is for that).

    """
    book = book or load_parameters()
    before = book.edition(edition_a) if isinstance(edition_a, str) else edition_a
    after = book.edition(edition_b) if isinstance(edition_b, str) else edition_b
    if before.service != after.service:
        raise ValueError(f"{before.name} and {after.name} are editions of two services; `compare` compares services")
    parameters = tuple(_parameters(before, after))
    return EditionDifference(before.name, after.name, parameters, tuple(_decisions(before, after, book)))


def _parameters(before: ParameterSet, after: ParameterSet) -> Iterator[ParameterChange]:
    for name in dict.fromkeys((*before.parameters, *after.parameters)):
        old, new = before.parameters.get(name), after.parameters.get(name)
        if old is None or new is None or (old.value, old.unit, old.clauses) != (new.value, new.unit, new.clauses):
            yield ParameterChange(name, old, new)


def _decisions(before: ParameterSet, after: ParameterSet, book: ParameterBook) -> Iterator[DecisionChange]:
    today = max(before.version, after.version)
    alone = [
        ParameterBook({s: (edition,) if s == edition.service else book.editions(s) for s in book.services})
        for edition in (before, after)
    ]
    for rule, request in sample(law_of(before), law_of(after), today):
        old, new = (decide(rule, request, only, today) for only in alone)
        if _substance(old) != _substance(new):
            yield DecisionChange(rule, request, old, new)


def _substance(decision: Decision) -> tuple[Any, ...]:
    return (
        decision.outcome,
        dict(decision.values),
        decision.codes,
        frozenset(c.code for c in decision.conditions),
        [(dict(r.set), r.remove) for r in decision.remedies],
    )


# -- the sample --------------------------------------------------------------------------------------------------------


def sample(one: Law, two: Law, day: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """Requests that tell two editions apart: every grade with every option, the ends of every range, and the dates.

    All numbers come from the two editions themselves, so that whatever bound moves is seen from both sides.
    """
    return chain(_contracts(one, two), _changes(one, two), _times(one, two, day))


def _grades(one: Law, two: Law) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys((*(one.grades or (None,)), *(two.grades or (None,)))))


def _numbers(one: Law, two: Law, item: str, grade: str | None) -> list[int]:
    """Both ends of a range in both editions, and a step beyond each."""
    numbers: set[int] = set()
    for law in (one, two):
        ranges = law.licences if item == "licences" else law.bandwidth
        found = law.servers if item == "servers" else ranges.get(grade)
        if found:
            step = found.step
            numbers |= {found.least - step, found.least, found.least + step, found.most, found.most + step}
    return sorted(numbers)


def _base(law: Law, grade: str | None) -> dict[str, Any]:
    """The smallest whole contract of a grade."""
    base: dict[str, Any] = {"licences": law.licences[grade].least, "region": "A"}
    if grade:
        base["grade"] = grade
    if grade in law.bandwidth:
        base["bandwidth"] = law.bandwidth[grade].least
    if grade in law.log_grades and law.log.values:
        base["log"] = law.log.values[0]
    if law.concurrent.values:
        base["concurrent"] = law.concurrent.values[0]
    if law.servers:
        base["servers"] = law.servers.least
    if "redundancy" in law.items:
        base["redundancy"] = False
    return base


def _contracts(one: Law, two: Law) -> Iterator[tuple[str, dict[str, Any]]]:
    options = tuple(dict.fromkeys((*one.option_list, *two.option_list)))
    for grade in _grades(one, two):
        law = one if grade in one.licences else two
        base = _base(law, grade)
        logs = {*(one.log.values or ()), *(two.log.values or ())}
        devices = {*(one.concurrent.values or ()), *(two.concurrent.values or ())}
        wishes: list[dict[str, Any]] = [{}, {"ip": "ipv6"}]
        wishes += [{"licences": n} for n in _numbers(one, two, "licences", grade)]
        wishes += [{"bandwidth": n} for n in _numbers(one, two, "bandwidth", grade)]
        wishes += [{"servers": n} for n in _numbers(one, two, "servers", grade)]
        wishes += [{"log": n} for n in sorted(logs)] + [{"concurrent": n} for n in sorted(devices)]
        wishes += [{"bandwidth": fixed} for e in (one, two) for n in _fixed(e, grade) for fixed in (n, 2 * n)]
        wishes += [{"options": [*some], "mr_region": "B"} for n in (1, 2) for some in combinations(options, n)]
        for wish in wishes:
            yield "configuration", {"service": law.service, "configuration": {**base, **wish}}
        yield "configuration", {"service": law.service, "configuration": {"grade": grade} if grade else {}}


def _fixed(law: Law, grade: str | None) -> tuple[int, ...]:
    return law.bandwidth_fixed[grade][:1] if grade in law.bandwidth_fixed else ()


def _changes(one: Law, two: Law) -> Iterator[tuple[str, dict[str, Any]]]:
    grades = _grades(one, two)
    options = tuple(dict.fromkeys((*one.option_list, *two.option_list)))
    for grade in grades:
        law = one if grade in one.licences else two
        current = _base(law, grade)
        request = {"service": law.service, "current": current}
        for target in grades:
            if target and target != grade:
                yield "change", {**request, "set": {"grade": target}}
        for item in ("region", "redundancy"):
            yield "change", {**request, "set": {item: "C" if item == "region" else True}}
        for item in ("licences", "bandwidth", "servers"):
            yield from (("change", {**request, "set": {item: n}}) for n in _numbers(one, two, item, grade)[-2:])
        for item, choice in (("log", law.log), ("concurrent", law.concurrent)):
            yield from (("change", {**request, "set": {item: n}}) for n in (choice.values or ())[-1:])
        yield "change", {**request, "add": ["another"]}
        for option in options:
            yield "change", {**request, "add": [option], "mr_region": "B"}
            yield "change", {**request, "current": {**current, "options": [option]}, "remove": [option]}


def _times(one: Law, two: Law, day: date) -> Iterator[tuple[str, dict[str, Any]]]:
    service, when = one.service, day.isoformat()
    earlier = (min(one.version, two.version) - timedelta(days=1)).isoformat()
    yield "termination", {"service": service, "arrival": earlier}
    yield "switch", {"service": service, "to": "new_starter"}
    for subject in ("contract", "option"):
        yield "termination", {"service": service, "subject": subject, "arrival": when}
        yield "latest-arrival", {"service": service, "subject": subject, "desired": when}
    for subject in ("contract", "multi_region"):
        yield "minimum-term", {"service": service, "subject": subject, "billing_start": when}
        request = {"service": service, "subject": subject, "billing_start": when}
        yield "early-termination", {**request, "effective": when}
        yield "early-termination", {**request, "effective": when, "ground": "general_terms_28_2_or_3"}
    yield "claim-deadline", {"service": service, "claimable_on": when}
    if one.concurrent.values and two.concurrent.values:
        for number in {*one.concurrent.values, *two.concurrent.values}:
            for options in ((), tuple(o.name for o in one.options.values() if o.other_region)):
                current = {"concurrent": number, "options": [*options]}
                yield "usage", {"service": service, "current": current, "peak": number + 1}
    lengths: dict[str, None] = {}
    for law in (one, two):
        lengths[law.parameters.value("credit.threshold")] = None
        for row in law.parameters.value("credit.table") or ():
            lengths |= dict.fromkeys(bound for bound in (row["over"], row["up_to"]) if bound)
    for length in lengths:
        second_more = f"{length}1S" if "T" in length else f"{length}T1S"
        for duration in (length, second_more):
            yield "credit", {"service": service, "incidents": [{"duration": duration}]}
    long = [{"duration": "P60D", "month": when[:7]}, {"duration": "P60D", "month": when[:7]}]
    yield "credit", {"service": service, "incidents": long}
    for fact in ({"notified_suspension": "full"}, {"vpn_devices": "some_up"}, {"cause": "unknown"}, {"total": False}):
        yield "credit", {"service": service, "incidents": [{"duration": "P2D", **fact}]}
