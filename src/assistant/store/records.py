"""What is kept, as plain records. JSON columns hold JSON objects; the store never looks into them.

Those that `Store.keep` takes are the changes of one transaction: a turn, a request's next state, a contract, a notice,
an audit entry, an event, a reply to be given again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from assistant.errors import AssistantError


class StoreError(AssistantError):
    """Base of what a store raises."""


class Conflict(StoreError):
    """Another writer was first: read again and answer from there."""


class ItemTaken(Conflict):
    """An item of a contract that another open request speaks for."""


class AlreadyReplied(Conflict):
    """The key of a reply is in use: a request with it was answered in the meantime."""


class Unavailable(StoreError):
    """The database cannot be reached or does not answer in time; nothing was kept."""


def now() -> datetime:
    """The moment of the call, in UTC."""
    return datetime.now(UTC)


# -- conversations -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConversationRecord:
    """A conversation as the last turn left it; `turn` is that turn's number, `owner` is None for a visitor's."""

    id: str
    locale: str
    channel: str
    state: dict[str, Any]
    turn: int
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A change or cancellation that a customer asked for, with the decision and the editions it rests on.

    `status` is draft, confirmed, accepted, declined or withdrawn. `editions` maps a service to the date of the
    edition of its terms. `subject` and `items` are what the request speaks for while it is open: the contract (or, for
    a visitor, the conversation) and its items. `contract_version` is the contract's when it was judged.
    """

    id: str
    status: str
    decision: dict[str, Any]
    editions: dict[str, str]
    kind: str = "change"
    service: str = ""
    locale: str = "ja"
    owner: str | None = None
    contract_id: str | None = None
    contract_version: int | None = None
    subject: str = ""
    items: tuple[str, ...] = ()
    conversation_id: str = ""
    turn: int = 0
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """A question passed to a person: why, and the facts and the decision as they stood."""

    id: str
    reason: str
    facts: dict[str, Any]
    status: str = "open"
    owner: str | None = None
    conversation_id: str = ""
    turn: int = 0
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class ThreadRecord:
    """The conversation a thread of a channel is in, and when it was last spoken in."""

    conversation_id: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """One turn, with the requests and tickets that came of it.

    `turn` counts from 1; `locale`, `channel`, `state` and `owner` are the conversation's after this turn. `thread` is
    the key of the thread that goes on here and `thread_was` the conversation it was seen in (None: in none yet);
    `delivery` is the key of the message, which is answered once. Notices up to the number `noticed` were shown with
    the reply.
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
    owner: str | None = None
    noticed: int = 0


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """Something that reaches a conversation from outside its turns.

    `kind` is agent (an answer to a ticket) or request (what became of one). `text` holds Markdown by locale, or
    under "any" what a person wrote. `number` counts in the conversation and is given by the store;
    `shown_turn` is the turn whose reply showed it first.
    """

    conversation_id: str
    kind: str
    text: dict[str, str]
    author: str | None = None
    ticket_id: str | None = None
    request_id: str | None = None
    at: datetime = field(default_factory=now)
    number: int = 0
    shown_turn: int | None = None


# -- contracts and requests --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ContractRecord:
    """A customer's contract. `edition` is the first day of the edition it was made under, `monthly_fee` is in yen."""

    id: str
    customer: str
    service: str
    configuration: dict[str, Any]
    name: str
    edition: date
    billing_start: date | None = None
    monthly_fee: int | None = None
    ends_on: date | None = None
    version: int = 1
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class ContractSaved:
    """A contract to keep: a new one, or what a contract becomes that still has the version `was`."""

    contract: ContractRecord
    was: int | None = None


@dataclass(frozen=True, slots=True)
class RequestRevised:
    """What a draft has become in the course of the conversation."""

    request: RequestRecord


@dataclass(frozen=True, slots=True)
class RequestMoved:
    """A request's next state: it must still be in `was`; `actor` moved it, for a `reason`."""

    id: str
    was: str
    status: str
    actor: str | None
    reason: str | None = None
    at: datetime = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class RequestStep:
    """One state a request was in: since when, by whom, why."""

    at: datetime
    status: str
    actor: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class TicketMoved:
    """A ticket's next state: it must still be in one of `was`."""

    id: str
    was: tuple[str, ...]
    status: str
    at: datetime = field(default_factory=now)


# -- around every transaction ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what, when. `data` never holds what people wrote."""

    kind: str
    owner: str | None
    data: dict[str, Any]
    conversation_id: str | None = None
    turn: int | None = None
    at: datetime = field(default_factory=now)


@dataclass(frozen=True, slots=True)
class EventRecord:
    """Something that others may want to hear of; one delivery is kept for each of `urls`."""

    id: str
    kind: str
    data: dict[str, Any]
    urls: tuple[str, ...] = ()
    at: datetime = field(default_factory=now)
    number: int = 0


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """An event on its way to one address: status is pending, delivered or dead."""

    event: EventRecord
    url: str
    status: str
    attempts: int
    next_at: datetime
    error: str | None = None


@dataclass(frozen=True, slots=True)
class ReplyRecord:
    """A reply kept under the key of its request: `fingerprint` is the request's, `owner` whose key it is."""

    owner: str
    key: str
    fingerprint: str
    status: int
    body: dict[str, Any]
    expires_at: datetime


Change = (
    TurnRecord
    | NoticeRecord
    | ContractSaved
    | RequestRevised
    | RequestMoved
    | TicketMoved
    | AuditEntry
    | EventRecord
    | ReplyRecord
)
