"""What the dialogue has decided to say: data only, said by the answers room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.dialogue.state import State
from assistant.rules import Decision

Kind = Literal["answer", "question", "choice", "confirmation", "receipt", "handoff", "fallback", "smalltalk"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the decision and the template that says it, with what was understood."""

    intent: str
    confidence: float
    decision: Decision
    template: str
    slots: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Missing:
    """A value to ask for, with the choices there are (values, not yet words); `present`: what the contract has now."""

    slot: str
    choices: tuple[Any, ...] = ()
    present: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something the person may say next: an intent to ask about, a value to fill, a service to choose, a remedy."""

    kind: Literal["intent", "value", "service", "remedy", "yes", "no", "text"]
    value: Any
    slot: str | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """What still stands open after a reply to something else: a value to be told, or a request to be confirmed."""

    missing: Missing | None
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One reply, before it is put into words.

    `message` names the template of a reply without decisions (greeting, fallback, receipt ...); `request` is what
    a confirmation asks for and a receipt records: the rule, its request and the decision. `aside` answers what was
    asked beside it, `reminder` is what still stands open, `withdraw` the id of a recorded request to take back.
    """

    kind: Kind
    state: State
    answers: tuple[Answer, ...] = ()
    missing: tuple[Missing, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    message: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    request: Mapping[str, Any] | None = None
    handoff: Mapping[str, Any] | None = None
    understanding: Mapping[str, Any] = field(default_factory=dict)
    aside: tuple[Answer, ...] = ()
    reminder: Reminder | None = None
    withdraw: str | None = None
