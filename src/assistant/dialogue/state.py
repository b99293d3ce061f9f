"""What a conversation remembers between two messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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

    def to_dict(self) -> dict[str, Any]:
        """The frame as JSON."""
        slots = copied(self.slots)
        return {"intent": self.intent, "service": self.service, "slots": slots, "act": self.act, "both": self.both}


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

    def to_dict(self) -> dict[str, Any]:
        """What is asked as JSON."""
        return {
            "kind": self.kind,
            "frame": self.frame.to_dict(),
            "slots": list(self.slots),
            "present": self.present,
            "receipt": self.receipt,
            "readings": [frame.to_dict() for frame in self.readings],
        }


@dataclass(slots=True)
class Receipt:
    """A request recorded in this conversation, with its rule, facts and values; `id` is given by who records it."""

    frame: Frame
    record: dict[str, Any] = field(default_factory=dict)
    id: str | None = None
    withdrawn: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The request as JSON."""
        record = copied(self.record)
        return {"frame": self.frame.to_dict(), "record": record, "id": self.id, "withdrawn": self.withdrawn}


@dataclass(slots=True)
class State:
    """The whole memory of a conversation; plain data, so that it is stored as JSON.

    `known` holds facts of the contract told on the way (billing_start, monthly_fee; to_come: it is still to be made).
    `frame` is what was last answered, for follow-ups; `topic` the last one that values can be added to; `before` the
    one it grew from, for undo; `wish` the request being worked on, open or refused, `shelved` the one last given up,
    `offered` what was asked when other ways or values were last named, so that another of them can still be taken.
    `shown` are all the frames of the last reply, `asked` those that were first answered, in order, and `about` what
    was said of the last (why, which article, the text), so that it can be said again. `mentioned` are options spoken
    of, the latest last. `misunderstood` counts fallbacks in a row.
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
        return {
            "locale": self.locale,
            "service": self.service,
            "context": copied(self.context),
            "known": copied(self.known),
            "frame": _plain(self.frame),
            "topic": _plain(self.topic),
            "before": _plain(self.before),
            "wish": _plain(self.wish),
            "shelved": _plain(self.shelved),
            "offered": _plain(self.offered),
            "pending": self.pending.to_dict() if self.pending else None,
            "shown": [frame.to_dict() for frame in self.shown],
            "asked": [frame.to_dict() for frame in self.asked],
            "about": self.about,
            "mentioned": list(self.mentioned),
            "receipts": [receipt.to_dict() for receipt in self.receipts],
            "misunderstood": self.misunderstood,
        }

    def copy(self, context: Mapping[str, Any] | None = None) -> State:
        """A state that shares nothing with this one that can be changed; a frame in several places stays one frame.

        `context` takes the place of the one there is.
        """
        made: dict[int, Frame] = {}

        def of(frame: Frame) -> Frame:
            if id(frame) not in made:
                made[id(frame)] = replace(frame, slots=copied(frame.slots))
            return made[id(frame)]

        def maybe(frame: Frame | None) -> Frame | None:
            return of(frame) if frame else None

        asks = self.pending
        return State(
            locale=self.locale,
            service=self.service,
            context=copied(self.context if context is None else dict(context)),
            known=copied(self.known),
            frame=maybe(self.frame),
            topic=maybe(self.topic),
            before=maybe(self.before),
            wish=maybe(self.wish),
            shelved=maybe(self.shelved),
            offered=maybe(self.offered),
            pending=asks
            and replace(asks, frame=of(asks.frame), slots=list(asks.slots), readings=list(map(of, asks.readings))),
            shown=list(map(of, self.shown)),
            asked=list(map(of, self.asked)),
            about=self.about,
            mentioned=list(self.mentioned),
            receipts=[replace(r, frame=of(r.frame), record=copied(r.record)) for r in self.receipts],
            misunderstood=self.misunderstood,
        )

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


def copied(value: Any) -> Any:
    """Plain data (what JSON can hold) again, so that changing the one leaves the other as it is."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return tuple(map(copied, value)) if isinstance(value, tuple) else value


def _plain(frame: Frame | None) -> dict[str, Any] | None:
    return frame.to_dict() if frame else None


def _frame(data: Mapping[str, Any] | None) -> Frame | None:
    return Frame(**data) if data else None


def _pending(data: Mapping[str, Any] | None) -> Pending | None:
    if not data:
        return None
    readings = [Frame(**f) for f in data.get("readings") or ()]
    return Pending(**{**data, "frame": Frame(**data["frame"]), "slots": list(data["slots"]), "readings": readings})
