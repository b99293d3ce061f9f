"""What is kept: conversations with their turns, requests and tickets.

SQLite by default, PostgreSQL for many machines; both run the same statements on the same schema.
"""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import make_url

from assistant.store.records import (
    Conflict,
    ConversationRecord,
    RequestRecord,
    StoreError,
    ThreadRecord,
    TicketRecord,
    TurnRecord,
    Unavailable,
)
from assistant.store.sqlite import SQLiteStore

__all__ = [
    "Conflict",
    "ConversationRecord",
    "RequestRecord",
    "SQLiteStore",
    "Store",
    "StoreError",
    "ThreadRecord",
    "TicketRecord",
    "TurnRecord",
    "Unavailable",
    "create_store",
]


class Store(Protocol):
    """What the service asks of a store. Every method but `close` raises Unavailable when the database is gone."""

    async def open(self) -> None:
        """Connect and bring the database to the newest schema."""

    async def close(self) -> None:
        """Finish what is being written and let the database go."""

    async def ping(self) -> None:
        """Return when the database answers."""

    async def conversation(self, conversation_id: str) -> ConversationRecord | None:
        """The conversation as its last turn left it, or None."""

    async def turns(self, conversation_id: str) -> list[TurnRecord]:
        """The turns of a conversation, oldest first."""

    async def thread(self, key: str) -> ThreadRecord | None:
        """The conversation that a thread of a channel is in, or None."""

    async def delivered(self, key: str) -> TurnRecord | None:
        """The turn that answered the message of this key, or None."""

    async def save_turn(self, turn: TurnRecord) -> None:
        """Keep a turn with all that belongs to it, in one transaction.

        Raises Conflict when the conversation is not at the turn before this one, the thread is no longer where it was
        seen, or the message was answered already: another writer was first.
        """


def create_store(url: str) -> Store:
    """The store for a database address (see the setting DATABASE_URL)."""
    if make_url(url).get_backend_name() == "sqlite":
        return SQLiteStore(url)
    # Costs a third of the time the whole package takes to import, and most servers and commands have no use for it.
    from assistant.store.postgres import PostgresStore  # noqa: PLC0415

    return PostgresStore(url)
