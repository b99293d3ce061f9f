"""What is kept of one customer, and its end: export, forget, and the purge of what is too old."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, or_, select

from assistant.store import audit as chain
from assistant.store.records import AuditEntry
from assistant.store.tables import (
    audit,
    contracts,
    conversations,
    notices,
    replies,
    request_steps,
    requests,
    tickets,
    turns,
)


def export_customer(connection: Connection, subject: str) -> dict[str, Any]:
    """Everything kept of a customer, by table; `subject` is that of their tokens and of the contracts' customer."""
    owner = f"customer:{subject}"
    theirs = select(conversations.c.id).where(conversations.c.owner == owner)
    mine = select(requests.c.id).where(requests.c.owner == owner)
    return {
        "customer": subject,
        "contracts": _rows(connection, contracts, contracts.c.customer == subject),
        "conversations": _rows(connection, conversations, conversations.c.owner == owner),
        "turns": _rows(connection, turns, turns.c.conversation_id.in_(theirs)),
        "notices": _rows(connection, notices, notices.c.conversation_id.in_(theirs)),
        "requests": _rows(connection, requests, requests.c.owner == owner),
        "request_steps": _rows(connection, request_steps, request_steps.c.request_id.in_(mine)),
        "tickets": _rows(connection, tickets, or_(tickets.c.owner == owner, tickets.c.conversation_id.in_(theirs))),
        "audit": _rows(connection, audit, audit.c.owner == owner),
    }


def forget_customer(connection: Connection, subject: str) -> dict[str, int]:
    """Delete what is kept of a customer; gives how many rows of each table went.

    Turns, requests, tickets and notices go with their conversations. The audit keeps that something was decided and
    when, without whose it was.
    """
    owner = f"customer:{subject}"
    gone = {
        "conversations": connection.execute(delete(conversations).where(conversations.c.owner == owner)).rowcount,
        "contracts": connection.execute(delete(contracts).where(contracts.c.customer == subject)).rowcount,
        "replies": connection.execute(delete(replies).where(replies.c.owner == owner)).rowcount,
    }
    gone["audit"] = chain.forget(connection, owner)
    chain.write(connection, AuditEntry("customer.forgotten", None, dict(gone)))
    return gone


def newest_turn(connection: Connection) -> datetime | None:
    """When the last turn of all was, or None."""
    newest: datetime | None = connection.execute(
        select(conversations.c.updated_at).order_by(conversations.c.updated_at.desc()).limit(1)
    ).scalar_one_or_none()
    return newest


def purge_conversations(connection: Connection, before: datetime) -> int:
    """Delete conversations without a turn since `before`, unless something of theirs is still open; gives how many."""
    waiting = select(requests.c.conversation_id).where(requests.c.status.in_(("draft", "confirmed")))
    asked = select(tickets.c.conversation_id).where(tickets.c.status == "open")
    connection.execute(delete(replies).where(replies.c.expires_at < before))
    gone = connection.execute(
        delete(conversations).where(
            conversations.c.updated_at < before, conversations.c.id.not_in(waiting), conversations.c.id.not_in(asked)
        )
    ).rowcount
    data = {"conversations": gone, "before": before.isoformat(timespec="seconds")}
    chain.write(connection, AuditEntry("conversations.purged", None, data))
    return gone


def _rows(connection: Connection, table: Table, condition: Any) -> list[dict[str, Any]]:
    order = list(table.primary_key.columns)
    return [dict(row._mapping) for row in connection.execute(select(table).where(condition).order_by(*order))]
