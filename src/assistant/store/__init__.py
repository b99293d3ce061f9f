"""What is kept: conversations with their turns, contracts, requests, tickets, and what others are told of them.

SQLite by default, PostgreSQL for many machines; both run the same statements on the same schema.
"""

from __future__ import annotations

from sqlalchemy import make_url

from assistant.store.base import Store
from assistant.store.records import (
    AlreadyReplied,
    AuditEntry,
    Change,
    Conflict,
    ContractRecord,
    ContractSaved,
    ConversationRecord,
    DeliveryRecord,
    EventRecord,
    ItemTaken,
    NoticeRecord,
    ReplyRecord,
    RequestMoved,
    RequestRecord,
    RequestRevised,
    RequestStep,
    StoreError,
    ThreadRecord,
    TicketMoved,
    TicketRecord,
    TurnRecord,
    Unavailable,
    now,
)
from assistant.store.sqlite import SQLiteStore

__all__ = [
    "AlreadyReplied",
    "AuditEntry",
    "Change",
    "Conflict",
    "ContractRecord",
    "ContractSaved",
    "ConversationRecord",
    "DeliveryRecord",
    "EventRecord",
    "ItemTaken",
    "NoticeRecord",
    "ReplyRecord",
    "RequestMoved",
    "RequestRecord",
    "RequestRevised",
    "RequestStep",
    "SQLiteStore",
    "Store",
    "StoreError",
    "ThreadRecord",
    "TicketMoved",
    "TicketRecord",
    "TurnRecord",
    "Unavailable",
    "create_store",
    "now",
]


def create_store(url: str) -> Store:
    """The store for a database address (see the setting DATABASE_URL)."""
    if make_url(url).get_backend_name() == "sqlite":
        return SQLiteStore(url)
    # Costs a third of the time the whole package takes to import, and most servers and commands have no use for it.
    from assistant.store.postgres import PostgresStore  # noqa: PLC0415

    return PostgresStore(url)
