"""What a frame comes to: one rule applied for one service, and the verdict made of such cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.dialogue.plan import Answer, Kind, Missing, Suggestion
from assistant.rules import Decision, Remedy

_CHOICE_REMEDIES = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one frame comes to. `request` is what a confirmed request records: rule, facts and decision."""

    kind: Kind
    answers: tuple[Answer, ...] = ()
    missing: tuple[Missing, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    message: str | None = None
    request: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One rule applied for one service; `missing` are slots still to ask for, `present` when of the contract now."""

    decision: Decision
    template: str
    rule: str | None = None
    request: Mapping[str, Any] | None = None
    missing: tuple[str, ...] = ()
    extra: tuple[Answer, ...] = ()
    present: bool = False


def sayable(remedies: Sequence[Remedy]) -> tuple[Suggestion, ...]:
    """Suggestions for the remedies that a person can ask for in words: those that set, add or drop something."""
    said = [r for r in remedies if r.add or r.remove or any(v is not None for v in r.set.values())]
    return tuple(Suggestion("remedy", r) for r in said[:_CHOICE_REMEDIES])


def denied(verdict: Verdict) -> bool:
    """Whether a verdict refuses what was asked."""
    return any(a.decision.outcome == "denied" for a in verdict.answers)
