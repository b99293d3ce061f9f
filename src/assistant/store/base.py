"""What the service asks of a store, the same for both databases: they differ in how a connection is had."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Connection

from assistant.store import audit, desk, insights, outbox, statements
from assistant.store.records import (
    AuditEntry,
    Change,
    ContractRecord,
    ContractSaved,
    ConversationRecord,
    DeliveryRecord,
    EventRecord,
    NoticeRecord,
    ReplyRecord,
    RequestMoved,
    RequestRecord,
    RequestRevised,
    RequestStep,
    ThreadRecord,
    TicketMoved,
    TicketRecord,
    TurnRecord,
)

P = ParamSpec("P")
T = TypeVar("T")

LIMIT: Final = 200

# What a message reads, one row by its key: a store may take a shorter way for it.
BY_KEY: Final[frozenset[Callable[..., Any]]] = frozenset(
    {statements.read_conversation, statements.read_thread, statements.read_delivered, outbox.read_reply}
)

WRITERS: Final[Mapping[type, Callable[[Connection, Any], None]]] = {
    TurnRecord: statements.write_turn,
    NoticeRecord: statements.write_notice,
    ContractSaved: desk.save_contract,
    RequestRevised: desk.revise_request,
    RequestMoved: desk.move_request,
    TicketMoved: desk.move_ticket,
    EventRecord: outbox.write_event,
    ReplyRecord: outbox.write_reply,
}


class Store(ABC):
    """Conversations and all that comes of them. All but `close` raise Unavailable when the database is gone.

    `at_once` is how many messages are best under way together: more would only wait for each other inside.
    """

    at_once: int

    @abstractmethod
    async def open(self) -> None:
        """Connect and bring the database to the newest schema."""

    @abstractmethod
    async def close(self) -> None:
        """Finish what is being written and let the database go."""

    @abstractmethod
    async def ping(self) -> None:
        """Return when the database answers."""

    @abstractmethod
    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one of the statements that only read."""

    @abstractmethod
    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one of the statements in a transaction of its own."""

    # -- writing ---------------------------------------------------------------------------------------------------

    async def keep(self, *changes: Change) -> None:
        """Keep all of these in one transaction, in their order; they are committed when this returns.

        Raises Conflict when another writer was first with one of them; then none is kept.
        """
        await self.write(_keep, changes)

    async def save_turn(self, turn: TurnRecord) -> None:
        """Keep a turn with all that belongs to it. Raises Conflict."""
        await self.keep(turn)

    # -- conversations ---------------------------------------------------------------------------------------------

    async def conversation(self, conversation_id: str) -> ConversationRecord | None:
        """The conversation as its last turn left it, or None."""
        return await self.read(statements.read_conversation, conversation_id)

    async def turns(self, conversation_id: str, after: int = 0) -> list[TurnRecord]:
        """The turns of a conversation after that number, oldest first."""
        return await self.read(statements.read_turns, conversation_id, after)

    async def turns_answered(self, kinds: Collection[str], since: datetime | None, limit: int) -> list[TurnRecord]:
        """The turns of all conversations whose reply was of one of these kinds, newest first, at most `limit`."""
        return await self.read(statements.read_turns_answered, kinds, since, limit)

    async def conversations(self, since: datetime | None = None, after: str = "", limit: int = LIMIT) -> list[str]:
        """A page of the ids of conversations that were added to since then."""
        return await self.read(statements.read_conversations, since, after, limit)

    async def thread(self, key: str) -> ThreadRecord | None:
        """The conversation that a thread of a channel is in, or None."""
        return await self.read(statements.read_thread, key)

    async def delivered(self, key: str) -> TurnRecord | None:
        """The turn that answered the message of this key, or None."""
        return await self.read(statements.read_delivered, key)

    async def notices(self, conversation_id: str, after: int = 0) -> list[NoticeRecord]:
        """The notices of a conversation after that number, oldest first."""
        return await self.read(statements.read_notices, conversation_id, after)

    # -- contracts, requests, tickets ------------------------------------------------------------------------------

    async def contracts(
        self, ids: Collection[str] | None = None, after: str = "", limit: int = LIMIT
    ) -> list[ContractRecord]:
        """A page of contracts by id; only those of `ids` unless that is None."""
        return await self.read(desk.read_contracts, ids, after, limit)

    async def requests(
        self,
        *,
        owner: str | None = None,
        contract_ids: Collection[str] | None = None,
        status: str | None = None,
        contract: str | None = None,
        limit: int = LIMIT,
    ) -> list[RequestRecord]:
        """Requests, newest first: everybody's, or (`contract_ids`) those of an owner and of these contracts."""
        return await self.read(
            desk.read_requests,
            owner=owner,
            contract_ids=contract_ids,
            status=status,
            contract=contract,
            limit=limit,
        )

    async def request(self, request_id: str) -> RequestRecord | None:
        """One request, or None."""
        return await self.read(desk.read_request, request_id)

    async def request_steps(self, request_id: str) -> list[RequestStep]:
        """The states a request was in, oldest first."""
        return await self.read(desk.read_steps, request_id)

    async def open_requests(self, subject: str, items: Sequence[str]) -> list[RequestRecord]:
        """The open requests that speak for one of these items of a contract."""
        return await self.read(desk.read_open, subject, items)

    async def tickets(self, status: str | None = None, limit: int = LIMIT) -> list[TicketRecord]:
        """Tickets, the one that waits longest first."""
        return await self.read(desk.read_tickets, status, limit)

    async def ticket(self, ticket_id: str) -> TicketRecord | None:
        """One ticket, or None."""
        return await self.read(desk.read_ticket, ticket_id)

    # -- what is counted -------------------------------------------------------------------------------------------

    async def waiting(self) -> insights.Waiting:
        """How many requests and tickets wait for an agent."""
        return await self.read(insights.read_waiting)

    async def asked(self, since: datetime) -> list[insights.Asked]:
        """The turns since then, counted by day (Japan's), kind of reply and channel; the oldest day first."""
        return await self.read(insights.read_asked, since)

    async def intents_asked(self, since: datetime) -> dict[str, int]:
        """How often each intent was answered since then."""
        return await self.read(insights.read_intents, since)

    async def handled(self, since: datetime) -> list[insights.Handled]:
        """Every ticket opened since then, oldest first, with its first answer."""
        return await self.read(insights.read_handled, since)

    # -- the audit -------------------------------------------------------------------------------------------------

    async def audit_head(self) -> tuple[int, str]:
        """The number and the hash of the audit's last entry."""
        return await self.read(audit.head)

    async def audit_verify(self, kept: str | None = None) -> audit.Verified:
        """Check the audit's chain; `kept` is a head noted earlier."""
        return await self.read(audit.verify, kept)

    # -- the outbox, and replies by key ----------------------------------------------------------------------------

    async def outbox_due(self, moment: datetime, limit: int = LIMIT) -> list[DeliveryRecord]:
        """Deliveries to try now, in the order of the events."""
        return await self.read(outbox.due_deliveries, moment, limit)

    async def outbox(self, status: str | None = None, limit: int = LIMIT) -> list[DeliveryRecord]:
        """Deliveries, oldest event first."""
        return await self.read(outbox.read_deliveries, status, limit)

    async def outbox_mark(self, delivery: DeliveryRecord) -> None:
        """Keep how an attempt came out."""
        await self.write(outbox.mark_delivery, delivery)

    async def outbox_retry(self, event_ids: Collection[str] | None, moment: datetime) -> int:
        """Bring dead deliveries (of these events, or all) back to the queue; gives how many."""
        return await self.write(outbox.retry_dead, event_ids, moment)

    async def take_lease(self, name: str, holder: str, moment: datetime, until: datetime) -> bool:
        """Whether the lease `name` is the holder's until then."""
        return await self.write(outbox.take_lease, name, holder, moment, until)

    async def end_lease(self, name: str, holder: str) -> None:
        """Let go of a lease."""
        await self.write(outbox.end_lease, name, holder)

    async def reply(self, owner: str, key: str, moment: datetime) -> ReplyRecord | None:
        """The reply kept under a key, unless it has expired."""
        return await self.read(outbox.read_reply, owner, key, moment)

    async def forget_replies(self, moment: datetime) -> int:
        """Drop replies whose keys have expired; gives how many."""
        return await self.write(outbox.forget_replies, moment)


def _keep(connection: Connection, changes: Sequence[Change]) -> None:
    # The audit comes last: it holds a lock that all writers share, so nothing may be waited for behind it.
    for change in changes:
        if not isinstance(change, AuditEntry):
            WRITERS[type(change)](connection, change)
    if entries := [change for change in changes if isinstance(change, AuditEntry)]:
        audit.write(connection, *entries)
