"""What a conversation remembers between two messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal


@dataclass(slots=True)
class Frame:
    """One thing asked or requested: the intent, the service it is about, and the slots gathered for it.

    `act` is "question" or "request"; `both` says that both services are asked about.
    """

    intent: str
    service: str | None = None
    slots: dict[str, Any] = field(default_factory=dict)
    act: str = "question"
    both: bool = False


@dataclass(slots=True)
class Pending:
    """What the assistant has asked and not yet been told: a slot of a form, or the confirmation of a request."""

    kind: Literal["slot", "confirm"]
    frame: Frame
    slots: list[str] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """The whole memory of a conversation; plain data, so that it is stored as JSON.

    `known` holds facts of the contract told on the way (billing_start, monthly_fee). `frame` is what was last
    answered, for follow-ups; `topic` the last one that values can be added to; `before` the one it grew from, for
    undo. `misunderstood` counts fallbacks in a row.
    """

    locale: str | None = None
    service: str | None = None
    context: dict[str, Any] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    frame: Frame | None = None
    topic: Frame | None = None
    before: Frame | None = None
    pending: Pending | None = None
    misunderstood: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The state as JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> State:
        """The state from its JSON; raises TypeError for a shape it does not know."""
        frame = data.get("frame")
        pending = data.get("pending")
        return cls(
            locale=data.get("locale"),
            service=data.get("service"),
            context=dict(data.get("context") or {}),
            known=dict(data.get("known") or {}),
            frame=Frame(**frame) if frame else None,
            topic=Frame(**data["topic"]) if data.get("topic") else None,
            before=Frame(**data["before"]) if data.get("before") else None,
            pending=Pending(pending["kind"], Frame(**pending["frame"]), list(pending["slots"])) if pending else None,
            misunderstood=int(data.get("misunderstood", 0)),
        )
