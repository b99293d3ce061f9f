"""The parameters of one edition, arranged for judging: everything a rule looks up, looked up once.

No number of a contract stands here either; this only gives the parameters of assistant.contracts types and places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from assistant.contracts.parameters import ParameterSet

ITEMS = ("grade", "licences", "bandwidth", "log", "concurrent", "servers", "region", "redundancy")


@dataclass(frozen=True, slots=True)
class Range:
    """Whole numbers from `least` to `most` in steps of `step`, counted from `least`; `clauses` set the ends."""

    least: int
    most: int
    step: int
    clauses: tuple[str, ...]
    step_clauses: tuple[str, ...]

    def nearest(self, value: int) -> tuple[int | None, int | None]:
        """The nearest valid values below and above (`value` itself twice when it is valid), None past an end."""
        if value < self.least:
            return None, self.least
        if value > self.most:
            return self.most, None
        lower = value - (value - self.least) % self.step
        return lower, lower if lower == value else min(lower + self.step, self.most)


@dataclass(frozen=True, slots=True)
class Choice:
    """A short list of allowed values, None when the contract has no such item."""

    values: tuple[int, ...] | None
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One option: the grades that may have it (None: no such limit) and its clause."""

    name: str
    grades: tuple[str, ...] | None
    clauses: tuple[str, ...]
    min_term: int | None
    min_term_clauses: tuple[str, ...]
    other_region: bool
    at_introduction: bool


class Law:
    """One edition, ready to judge with; get it by `law_of`.

    Grade None stands for a service without grades.
    """

    def __init__(self, parameters: ParameterSet) -> None:
        self.parameters = parameters
        self.service = parameters.service
        self.version = parameters.version
        self.grades: tuple[str, ...] | None = self._value("grades")
        self.grade_clauses = self._clauses("grades")
        self.items: frozenset[str] = frozenset(self._value("items"))
        self.item_list: tuple[str, ...] = self._value("items")
        self.item_clauses = self._clauses("items")
        kinds: tuple[str | None, ...] = self.grades or (None,)
        self.required: Mapping[str | None, tuple[str, ...]] = {
            g: self._value(_graded("items.required", g)) for g in kinds
        }
        self.licences: Mapping[str | None, Range] = {g: self._range("licences", g) for g in kinds}
        self.bandwidth: Mapping[str | None, Range] = {
            g: self._range("bandwidth", g) for g in kinds if self._has(_graded("bandwidth.min", g))
        }
        self.bandwidth_fixed: Mapping[str | None, tuple[int, tuple[str, ...]]] = {
            g: (self._value(name), self._clauses(name))
            for g in kinds
            if self._has(name := _graded("bandwidth.fixed", g))
        }
        self.log = self._choice("log.values")
        self.log_grades: tuple[str, ...] = self._value("log.grades") if self._has("log.grades") else ()
        self.log_grade_clauses = self._clauses("log.grades") if self._has("log.grades") else ()
        self.concurrent = self._choice("concurrent.values")
        self.servers: Range | None = self._range("servers", None) if self._has("servers.min") else None
        self.region_clauses = self._clauses("region.values")
        self.redundancy_clauses = self._clauses("redundancy")
        self.ip_versions: tuple[str, ...] = self._value("ip.versions")
        self.ip_clauses = self._clauses("ip.versions")
        self.option_list: tuple[str, ...] = self._value("options")
        self.option_clauses = self._clauses("options")
        self.options: Mapping[str, Option] = {name: self._option(name) for name in self.option_list}
        self.form_clauses = self._clauses("options.form")
        self.option_stop_days: int | None = self._value("options.stop.days")
        self.option_stop_clauses = self._clauses("options.stop.days")
        self.change_items: tuple[str, ...] = self._value("change.items")
        self.change_clauses = self._clauses("change.items")
        self.change_clause: Mapping[str, tuple[str, ...]] = {
            item: self._clauses(f"change.{item}") for item in ITEMS if self._has(f"change.{item}")
        }
        self.no_change_to: tuple[str, ...] = (
            self._value("change.grades.excluded") if self._has("change.grades.excluded") else ()
        )
        self.absent_clauses = (*self.item_clauses, *self.change_clauses)

    # -- looking up --------------------------------------------------------------------------------------------

    def _has(self, name: str) -> bool:
        return name in self.parameters.parameters and self.parameters.value(name) is not None

    def _value(self, name: str) -> Any:
        return self.parameters.value(name)

    def _clauses(self, name: str) -> tuple[str, ...]:
        return self.parameters.parameter(name).clauses

    def _range(self, name: str, grade: str | None) -> Range:
        """The range of an item; a grade's own bounds, and the common step where there is one (else 1)."""
        least, most = _graded(f"{name}.min", grade), _graded(f"{name}.max", grade)
        step = f"{name}.step"
        bounds = (*self._clauses(least), *self._clauses(most))
        return Range(
            least=self._value(least),
            most=self._value(most),
            step=self._value(step) if self._has(step) else 1,
            clauses=tuple(dict.fromkeys(bounds)),
            step_clauses=tuple(dict.fromkeys((*self._clauses(step), *bounds))) if self._has(step) else bounds,
        )

    def _choice(self, name: str) -> Choice:
        return Choice(self._value(name), self._clauses(name))

    def _option(self, name: str) -> Option:
        term = f"options.minimum_term.months.{name}"
        return Option(
            name=name,
            grades=self._value(f"options.grades.{name}"),
            clauses=self._clauses(f"options.grades.{name}"),
            min_term=self._value(term) if self._has(term) else None,
            min_term_clauses=self._clauses(term) if self._has(term) else (),
            other_region=name in self._value("options.other_region"),
            at_introduction=name in self._value("options.at_introduction"),
        )


def _graded(name: str, grade: str | None) -> str:
    return f"{name}.{grade}" if grade else name


@lru_cache(maxsize=64)
def law_of(parameters: ParameterSet) -> Law:
    """The edition arranged for judging; made once."""
    return Law(parameters)


def event_before(law: Law, event: date | None) -> bool:
    """Whether an event lies before the edition applied (AMB-G01)."""
    return event is not None and event < law.version
