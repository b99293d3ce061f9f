"""The dated parameters of both contracts: every number and list a decision uses, with the clause it comes from.

One file an edition, `parameters/<service>-<first day in force>.yaml`; adding an edition is adding a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.contracts.yamlfile import Block, Faults, Series, read
from assistant.errors import AssistantError, ContentError, Fault, UnknownService

_DIRECTORY = Path(__file__).parent / "parameters"
_FILE_NAME = re.compile(r"(?P<service>[a-z]+)-(?P<version>\d{4}-\d{2}-\d{2})")
_PARAMETER_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_]+)*")
_CLAUSE_ID = re.compile(r"[a-z]+:[a-z0-9.]+(#[A-Za-z0-9_.-]+)?")
_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS = {"null": None, "true": True, "false": False}
_FIELDS = ("value", "unit", "clauses", "valid_from")
_HEAD = ("service", "version", "parameters")


class UnknownParameter(AssistantError, KeyError):
    """No parameter of that name in the edition; `name` and `edition` say which."""

    def __init__(self, name: str, edition: str) -> None:
        self.name = name
        self.edition = edition
        super().__init__(f"no parameter {name!r} in {edition}")

    def __str__(self) -> str:  # KeyError would show the repr of the message
        return str(self.args[0])


class UnknownEdition(AssistantError, LookupError):
    """No edition of that name; `known` are the names there are."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(f"no edition {name!r} (known: {', '.join(self.known)})")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of the terms.

    `value` is an int, str, bool, date, tuple, tuple of mappings (a table), or None where the terms have nothing
    of the kind; `unit` is that of the number, `clauses` the ids it rests on (or would stand in), `valid_from`
    the first day the value is known to hold.
    """

    name: str
    value: Any
    unit: str | None
    clauses: tuple[str, ...]
    valid_from: date


@dataclass(frozen=True, eq=False, slots=True)
class ParameterSet:
    """All parameters of one edition; compared by identity, so that what is derived from it can be cached."""

    service: str
    version: date
    parameters: Mapping[str, Parameter]

    @property
    def name(self) -> str:
        """The edition as files and the command line name it: ztna-2025-04-01."""
        return f"{self.service}-{self.version.isoformat()}"

    def parameter(self, name: str) -> Parameter:
        """The parameter with its unit, clauses and date; raises UnknownParameter."""
        try:
            return self.parameters[name]
        except KeyError:
            raise UnknownParameter(name, self.name) from None

    def value(self, name: str) -> Any:
        """The bare value; raises UnknownParameter."""
        return self.parameter(name).value

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self.parameters.values())


class ParameterBook:
    """All editions of all services."""

    def __init__(self, sets: Mapping[str, tuple[ParameterSet, ...]]) -> None:
        self._sets = {service: tuple(sorted(editions, key=_version)) for service, editions in sets.items()}

    @property
    def services(self) -> tuple[str, ...]:
        """The services there are parameters for."""
        return tuple(self._sets)

    def editions(self, service: str) -> tuple[ParameterSet, ...]:
        """All editions in hand, the oldest first; raises UnknownService."""
        try:
            return self._sets[service]
        except KeyError:
            raise UnknownService(service, self._sets) from None

    def in_force(self, service: str, on: date | None = None) -> tuple[ParameterSet, bool]:
        """The edition in force on a day, and whether that day lies before the first edition in hand.

        None gives the newest. A day before the first edition gets the first, with True: an earlier text, not in
        hand, may have governed (AMB-G01). Raises UnknownService.
        """
        editions = self.editions(service)
        if on is None:
            return editions[-1], False
        for edition in reversed(editions):
            if edition.version <= on:
                return edition, False
        return editions[0], True

    def edition(self, name: str) -> ParameterSet:
        """The edition named like its file, `ztna-2025-04-01`; raises UnknownService or UnknownEdition."""
        service, _, version = name.partition("-")
        for edition in self.editions(service):
            if edition.version.isoformat() == version:
                return edition
        raise UnknownEdition(name, (edition.name for edition in self.editions(service)))


@lru_cache(maxsize=8)
def load_parameters(directory: Path | None = None) -> ParameterBook:
    """Read every edition of `directory` (the package's own by default); cached.

    Raises:
        ContentError: with every fault of every file: file, line, the line and the mend.

    """
    directory = directory or _DIRECTORY
    sets: dict[str, tuple[ParameterSet, ...]] = {}
    faults: list[Fault] = []
    for path in sorted(directory.glob("*.yaml")):
        try:
            edition = _read_edition(path)
        except ContentError as error:
            faults += error.faults
        else:
            sets[edition.service] = (*sets.get(edition.service, ()), edition)
    if not sets and not faults:
        faults.append(Fault(directory, 0, "", "no parameters here", "add <service>-<first day in force>.yaml"))
    if faults:
        raise ContentError(faults)
    return ParameterBook(sets)


def _version(edition: ParameterSet) -> date:
    return edition.version


def _read_edition(path: Path) -> ParameterSet:
    content, faults = read(path)
    named = _FILE_NAME.fullmatch(path.stem)
    if not named:
        faults.add(0, "the file name does not say service and date", "name it like ztna-2025-04-01.yaml")
    if not isinstance(content, Block):
        faults.add(0, "no `service`, `version` and `parameters`", "begin the file with them")
        raise ContentError(faults.found)
    for key in _HEAD:
        if key not in content:
            faults.add(content.line, f"`{key}` is missing", f"add a line `{key}:`")
    for key in content:
        if key not in _HEAD:
            faults.add(content.lines[key], f"`{key}` is not known here", f"use {', '.join(_HEAD)}")
    service = str(content.get("service", ""))
    version = _date(content, "version", faults)
    if named and service and service != named["service"]:
        faults.add(content.lines["service"], "the file name says another service", f"write {named['service']}")
    if named and version and version.isoformat() != named["version"]:
        faults.add(content.lines["version"], "the file name says another date", f"write {named['version']}")
    parameters: dict[str, Parameter] = {}
    block = content.get("parameters")
    if isinstance(block, Block):
        for name, body in block.items():
            parameter = _parameter(name, body, block.lines[name], service, faults)
            if parameter:
                parameters[name] = parameter
    elif "parameters" in content:
        faults.add(content.lines["parameters"], "no parameters below", "give each as `name:` with value and clauses")
    if faults.found or version is None:
        raise ContentError(faults.found)
    return ParameterSet(service, version, parameters)


def _parameter(name: str, body: Any, line: int, service: str, faults: Faults) -> Parameter | None:
    if not _PARAMETER_NAME.fullmatch(name):
        faults.add(line, f"`{name}` is not a parameter's name", "write it like licences.max.Starter")
    if not isinstance(body, Block):
        faults.add(line, f"`{name}` has no fields", f"give {', '.join(_FIELDS)} below it")
        return None
    for key in body:
        if key not in _FIELDS:
            faults.add(body.lines[key], f"`{key}` is not a field of a parameter", f"use {', '.join(_FIELDS)}")
    for key in ("value", "clauses", "valid_from"):
        if key not in body:
            faults.add(line, f"`{name}` has no `{key}`", f"add `{key}:` below it")
    clauses = body.get("clauses")
    listed = tuple(clauses) if isinstance(clauses, Series) else ()
    if "clauses" in body and not listed:
        faults.add(body.lines["clauses"], "no clause named", f'name at least one: ["{service}:1.1"]')
    for clause in listed:
        if not _CLAUSE_ID.fullmatch(str(clause)) or not str(clause).startswith(f"{service}:"):
            faults.add(body.lines["clauses"], f"{clause!r} is no clause of {service}", f"write it like {service}:4.1.1")
    valid_from = _date(body, "valid_from", faults)
    unit = body.get("unit")
    if unit is not None and not isinstance(unit, str):
        faults.add(body.lines["unit"], "the unit is not a word", "write one unit")
    return Parameter(name, _plain(body.get("value")), unit, listed, valid_from or date.min)


def _date(block: Block, key: str, faults: Faults) -> date | None:
    if key not in block:
        return None
    try:
        return date.fromisoformat(block[key])
    except (TypeError, ValueError):
        faults.add(block.lines[key], f"`{key}` is not a date", "write it as 2025-04-01")
        return None


def _plain(value: Any) -> Any:
    """A value as written made a number, word, date, tuple or mapping; the reader keeps every scalar as text."""
    if isinstance(value, Series):
        return tuple(_plain(item) for item in value)
    if isinstance(value, Block):
        return {key: _plain(item) for key, item in value.items()}
    if value in _WORDS:
        return _WORDS[value]
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
