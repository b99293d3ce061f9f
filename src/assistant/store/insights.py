"""What the dashboard counts: from the audit, which holds what was decided and nothing of what was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from assistant.store.tables import audit, notices, requests, tickets


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for an agent: requests to be decided, tickets to be answered."""

    requests: int
    tickets: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One turn: when it was, the kind of its reply, where and in which language, and each answer's intent."""

    at: datetime
    kind: str
    channel: str
    locale: str
    intents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handled:
    """A ticket: when it was opened, and when an agent answered it first (None: not yet)."""

    opened: datetime
    answered: datetime | None


def read_waiting(connection: Connection) -> Waiting:
    """How much waits now."""
    confirmed = select(func.count()).select_from(requests).where(requests.c.status == "confirmed")
    opened = select(func.count()).select_from(tickets).where(tickets.c.status == "open")
    return Waiting(connection.execute(confirmed).scalar_one(), connection.execute(opened).scalar_one())


def read_asked(connection: Connection, since: datetime) -> list[Asked]:
    """Every turn since then, oldest first."""
    rows = connection.execute(
        select(audit.c.at, audit.c.data).where(audit.c.kind == "turn", audit.c.at >= since).order_by(audit.c.at)
    )
    return [_asked(at, data) for at, data in rows]


def read_handled(connection: Connection, since: datetime) -> list[Handled]:
    """Every ticket opened since then, oldest first."""
    first = (
        select(notices.c.ticket_id, func.min(notices.c.at).label("at"))
        .where(notices.c.kind == "agent")
        .group_by(notices.c.ticket_id)
        .subquery()
    )
    rows = connection.execute(
        select(tickets.c.created_at, first.c.at)
        .outerjoin_from(tickets, first, first.c.ticket_id == tickets.c.id)
        .where(tickets.c.created_at >= since)
        .order_by(tickets.c.created_at)
    )
    return [Handled(opened, answered) for opened, answered in rows]


def _asked(at: datetime, data: dict[str, Any]) -> Asked:
    intents = tuple(answer["intent"] for answer in data["answers"])
    return Asked(at, data["kind"], data["channel"], data["locale"], intents)
