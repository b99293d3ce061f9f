"""The decision and its parts. Plain JSON inside: days as ISO 8601 text, fractions as text in lowest terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from assistant.rules.codes import is_open

Outcome = Literal["allowed", "denied", "needs_info", "needs_human", "computed", "explained"]
Certainty = Literal["definite", "conditional", "refer"]

_NOTHING: Mapping[str, Any] = {}
_WORST_FIRST = {"D": 0, "H": 1, "I": 2, "N": 3}


@dataclass(frozen=True, slots=True)
class Finding:
    """Why: `code` starts with D: (denied), H: (a person), I: (missing) or N: (what was found, for the text).

    `item` is the contract item or slot it concerns, `clauses` the ids it rests on, `params` what its sentence
    needs (assistant.rules.codes lists them).
    """

    code: str
    item: str | None = None
    clauses: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Condition:
    """C: what the answer still depends on."""

    code: str
    clauses: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Assumption:
    """A: how a point was read that the text leaves open, or which general law was applied."""

    code: str
    clauses: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way to a contract or request that the terms allow, judged anew before it is offered.

    Put `set` over the items asked for (None: leave the item out), add the options of `add`, leave out those of
    `remove`, and send it by `via` when that is given. `choices` lists every value that would do just as well for
    an item of `set`; `set` holds the nearest of them.
    """

    code: str
    set: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    choices: Mapping[str, tuple[Any, ...]] = field(default_factory=lambda: _NOTHING)
    via: str | None = None


class Step(NamedTuple):
    """One line of the trace: a fact read, a parameter used, a test made, or the result."""

    kind: Literal["fact", "parameter", "test", "result"]
    name: str
    value: Any = None
    clause: str | None = None
    edition: str | None = None
    ok: bool | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from the terms, with everything it rests on. The text for people is made from this alone.

    `terms_version` is the first day of the edition applied, `extra` holds what only some rules have
    (`difference`, `unavailable`, `newly_required`, `conflicts`).
    """

    rule: str
    service: str
    terms_version: str
    outcome: Outcome
    certainty: Certainty
    values: Mapping[str, Any]
    findings: tuple[Finding, ...]
    conditions: tuple[Condition, ...]
    assumptions: tuple[Assumption, ...]
    remedies: tuple[Remedy, ...]
    missing: tuple[str, ...]
    clauses: tuple[str, ...]
    result: Mapping[str, Any]
    trace: tuple[Step, ...]
    extra: Mapping[str, Any]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the findings that deny, refer or ask."""
        return frozenset(f.code for f in self.findings if f.code[0] != "N")

    def as_dict(self) -> dict[str, Any]:
        """The decision as plain JSON, without sentences."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("trace", "extra")}
        for name in ("findings", "conditions", "assumptions", "remedies"):
            plain[name] = [_fields_of(part) for part in plain[name]]
        plain |= {"values": dict(self.values), "result": dict(self.result), "missing": list(self.missing)}
        return {**plain, "clauses": list(self.clauses), "trace": [s._asdict() for s in self.trace], **self.extra}


def _fields_of(part: Any) -> dict[str, Any]:
    return {f.name: _plain(getattr(part, f.name)) for f in fields(part)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


class Draft:
    """A decision being made: rules note what they find, `decide` makes it a `Decision`."""

    __slots__ = (
        "assumptions",
        "clauses",
        "conditions",
        "edition",
        "extra",
        "findings",
        "remedies",
        "result",
        "rule",
        "service",
        "steps",
        "values",
        "version",
    )

    def __init__(self, rule: str, service: str, version: date) -> None:
        self.rule = rule
        self.service = service
        self.version = version.isoformat()
        self.edition = f"{service}-{self.version}"
        self.findings: list[Finding] = []
        self.conditions: list[Condition] = []
        self.assumptions: list[Assumption] = []
        self.remedies: tuple[Remedy, ...] = ()
        self.clauses: list[str] = []
        self.values: dict[str, Any] = {}
        self.result: dict[str, Any] = {}
        self.extra: dict[str, Any] = {}
        self.steps: list[Step] = []

    # -- noting ------------------------------------------------------------------------------------------------

    def find(self, code: str, item: str | None, clauses: tuple[str, ...], **params: Any) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, item, clauses, params))

    def condition(self, code: str, clauses: tuple[str, ...], **params: Any) -> None:
        """Add a condition, once for each code and params."""
        new = Condition(code, clauses, params)
        if new not in self.conditions:
            self.conditions.append(new)

    def assume(self, code: str, clauses: tuple[str, ...] = (), **params: Any) -> None:
        """Add an assumption, once for each code and params."""
        new = Assumption(code, clauses, params)
        if new not in self.assumptions:
            self.assumptions.append(new)

    def fact(self, name: str, value: Any) -> None:
        """Trace a fact that was read; what was not said is none."""
        if value is not None:
            self.steps.append(Step("fact", name, list(value) if isinstance(value, tuple) else value))

    def parameter(self, name: str, value: Any, clause: str | None) -> None:
        """Trace a parameter of the edition."""
        self.steps.append(Step("parameter", name, value, clause, self.edition))

    def test(self, name: str, ok: bool, value: Any = None, clause: str | None = None) -> None:
        """Trace a test and how it came out."""
        self.steps.append(Step("test", name, value, clause, self.edition if clause else None, ok))

    # -- the end -----------------------------------------------------------------------------------------------

    @property
    def worst(self) -> Outcome | None:
        """The outcome the findings lead to: denied > needs_human > needs_info; None when nothing stands against."""
        kinds = {finding.code[0] for finding in self.findings}
        if "D" in kinds:
            return "denied"
        if "H" in kinds:
            return "needs_human"
        return "needs_info" if "I" in kinds else None

    def decide(self, otherwise: Outcome) -> Decision:
        """The decision; `otherwise` is the outcome when no finding denies, refers or asks.

        Conditions are dropped from a denial, for nothing depends on them any more; and then nothing is asked,
        for no missing fact can change it.
        """
        outcome = self.worst or otherwise
        findings = tuple(sorted(self.findings, key=lambda f: _WORST_FIRST[f.code[0]]))
        conditions = () if outcome == "denied" else tuple(self.conditions)
        missing: tuple[str, ...] = ()
        if outcome != "denied":
            missing = tuple(dict.fromkeys(f.item for f in findings if f.code[0] == "I" and f.item))
        clauses: dict[str, None] = {}
        parts: tuple[Finding | Condition | Assumption, ...] = (*findings, *conditions, *self.assumptions)
        for part in parts:
            clauses.update(dict.fromkeys(part.clauses))
        clauses.update(dict.fromkeys(self.clauses))
        self.steps.append(Step("result", "outcome", outcome))
        return Decision(
            rule=self.rule,
            service=self.service,
            terms_version=self.version,
            outcome=outcome,
            certainty=self._certainty(outcome, conditions),
            values=self.values,
            findings=findings,
            conditions=conditions,
            assumptions=tuple(self.assumptions),
            remedies=self.remedies,
            missing=missing,
            clauses=tuple(clauses),
            result=self.result,
            trace=tuple(self.steps),
            extra=self.extra,
        )

    def _certainty(self, outcome: Outcome, conditions: Iterable[Condition]) -> Certainty:
        if outcome == "needs_human":
            return "refer"
        if any(True for _ in conditions) or any(is_open(a.code) for a in self.assumptions):
            return "conditional"
        return "definite"


def exact(value: Fraction) -> str:
    """A fraction in lowest terms as text: "0", "1/30", "10000/9"."""
    return str(value)
