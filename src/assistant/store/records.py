"""What is kept, as plain records. JSON columns hold JSON objects; the store never looks into them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from assistant.errors import AssistantError


class StoreError(AssistantError):
    """Base of what a store raises."""


class Conflict(StoreError):
    """Another writer wrote this turn first: read the conversation again and answer from there."""


class Unavailable(StoreError):
    """The database cannot be reached or does not answer in time; nothing was kept."""


def now() -> datetime:
    """The moment of the call, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class ConversationRecord:
    """A conversation as the last turn left it; `turn` is that turn's number."""

    id: str
    locale: str
    channel: str
    state: dict[str, Any]
    turn: int


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A change or cancellation that a customer confirmed, with the decision and the editions it rests on.

    `editions` maps a service to the date of the edition of its terms.
    """

    id: str
    status: str
    decision: dict[str, Any]
    editions: dict[str, str]


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """A question passed to a person: why, and the facts and the decision as they stood."""

    id: str
    reason: str
    facts: dict[str, Any]
    status: str = "open"


@dataclass(frozen=True, slots=True)
class ThreadRecord:
    """The conversation a thread of a channel is in, and when it was last spoken in."""

    conversation_id: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One turn, with everything that is to be kept together with it.

    `turn` counts from 1; `locale`, `channel` and `state` are the conversation's after this turn. `thread` is the key
    of the thread that goes on here and `thread_was` the conversation it was seen in (None: in none yet); `delivery`
    is the key of the message, which is answered once.
    """

    conversation_id: str
    turn: int
    locale: str
    channel: str
    state: dict[str, Any]
    request: dict[str, Any]
    reply: dict[str, Any]
    at: datetime = field(default_factory=now)
    requests: tuple[RequestRecord, ...] = ()
    tickets: tuple[TicketRecord, ...] = ()
    thread: str | None = None
    thread_was: str | None = None
    delivery: str | None = None
