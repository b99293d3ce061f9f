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
    """What the assistant has asked and not yet been told.

    A slot of a form ("slot"), the confirmation of a request ("confirm"), which of two `readings` is meant ("reading"),
    or whether a recorded request is to be withdrawn ("withdraw", `receipt` its id). `present`: what is asked for is
    what the contract has now, not what it is to have.
    """

    kind: Literal["slot", "confirm", "withdraw", "reading"]
    frame: Frame
    slots: list[str] = field(default_factory=list)
    present: bool = False
    receipt: str | None = None
    readings: list[Frame] = field(default_factory=list)


@dataclass(slots=True)
class Receipt:
    """A request recorded in this conversation, with its rule, facts and values; `id` is given by who records it."""

    frame: Frame
    record: dict[str, Any] = field(default_factory=dict)
    id: str | None = None
    withdrawn: bool = False


@dataclass(slots=True)
class State:
    """The whole memory of a conversation; plain data, so that it is stored as JSON.

    `known` holds facts of the contract told on the way (billing_start, monthly_fee). `frame` is what was last
    answered, for follow-ups; `topic` the last one that values can be added to; `before` the one it grew from, for
    undo; `wish` the request being worked on, open or refused, `shelved` the one last given up, `offered` what was
    asked when other ways or values were last named, so that another of them can still be taken. `shown` are all the
    frames of the last reply, `asked` those that were first answered, in order, and `about` what was said of the last
    (why, which article, the text), so that it can be said again. `mentioned` are options spoken of, the latest last.
    `misunderstood` counts fallbacks in a row.
    """

    locale: str | None = None
    service: str | None = None
    context: dict[str, Any] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    frame: Frame | None = None
    topic: Frame | None = None
    before: Frame | None = None
    wish: Frame | None = None
    shelved: Frame | None = None
    offered: Frame | None = None
    pending: Pending | None = None
    shown: list[Frame] = field(default_factory=list)
    asked: list[Frame] = field(default_factory=list)
    about: str | None = None
    mentioned: list[str] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    misunderstood: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The state as JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> State:
        """The state from its JSON, also of an earlier release; raises TypeError for a shape it does not know."""
        return cls(
            locale=data.get("locale"),
            service=data.get("service"),
            context=dict(data.get("context") or {}),
            known=dict(data.get("known") or {}),
            frame=_frame(data.get("frame")),
            topic=_frame(data.get("topic")),
            before=_frame(data.get("before")),
            wish=_frame(data.get("wish")),
            shelved=_frame(data.get("shelved")),
            offered=_frame(data.get("offered")),
            pending=_pending(data.get("pending")),
            shown=[Frame(**f) for f in data.get("shown") or ()],
            asked=[Frame(**f) for f in data.get("asked") or ()],
            about=data.get("about"),
            mentioned=list(data.get("mentioned") or ()),
            receipts=[Receipt(**{**r, "frame": Frame(**r["frame"])}) for r in data.get("receipts") or ()],
            misunderstood=int(data.get("misunderstood", 0)),
        )

    def give_up(self) -> None:
        """Drop the request being worked on; it can be come back to when that is asked for."""
        self.shelved = self.pending.frame if self.pending else self.wish
        self.pending, self.frame, self.topic, self.wish = None, None, None, None

    def forgotten(self) -> State:
        """What is left when the person starts over: the language, what the caller vouches for, what was recorded."""
        return State(locale=self.locale, context=self.context, receipts=self.receipts)


def _frame(data: Mapping[str, Any] | None) -> Frame | None:
    return Frame(**data) if data else None


def _pending(data: Mapping[str, Any] | None) -> Pending | None:
    if not data:
        return None
    readings = [Frame(**f) for f in data.get("readings") or ()]
    return Pending(**{**data, "frame": Frame(**data["frame"]), "slots": list(data["slots"]), "readings": readings})
