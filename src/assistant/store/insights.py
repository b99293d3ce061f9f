"""What the dashboard counts: from the audit, which holds what was decided and nothing of what was written.

The database counts, not this process: a month of a busy server has more turns than one would like to read and decode
while messages wait.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Date, Text, cast, func, literal_column, select

from assistant.store.tables import audit, notices, requests, tickets


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for an agent: requests to be decided, tickets to be answered."""

    requests: int
    tickets: int


@dataclass(frozen=True, slots=True)
class Asked:
    """How many turns of one day (Japan's) had a reply of this kind to a message from this channel."""

    day: date
    kind: str
    channel: str
    turns: int


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
    """The turns since then, counted by day, kind of reply and channel; the oldest day first."""
    turns = (
        select(
            _day(connection).label("day"),
            audit.c.data["kind"].as_string().label("kind"),
            audit.c.data["channel"].as_string().label("channel"),
        )
        .where(audit.c.kind == "turn", audit.c.at >= since)
        .subquery()
    )
    by = tuple(turns.c)
    rows = connection.execute(select(*by, func.count().label("turns")).group_by(*by).order_by(*by))
    return [Asked(**row._mapping) for row in rows]


def read_intents(connection: Connection, since: datetime) -> dict[str, int]:
    """How often each intent was answered since then."""
    turns = (
        select(cast(audit.c.data["answers"], Text).label("answers"))
        .where(audit.c.kind == "turn", audit.c.at >= since)
        .subquery()
    )
    found: Counter[str] = Counter()
    for answers, number in connection.execute(select(turns.c.answers, func.count()).group_by(turns.c.answers)):
        for answer in msgspec.json.decode(answers):
            found[answer["intent"]] += number
    return dict(sorted(found.items()))


def read_handled(connection: Connection, since: datetime) -> list[Handled]:
    """Every ticket opened since then, oldest first."""
    first = (
        select(func.min(notices.c.at))
        .where(notices.c.ticket_id == tickets.c.id, notices.c.kind == "agent")
        .scalar_subquery()
    )
    rows = connection.execute(
        select(tickets.c.created_at, first).where(tickets.c.created_at >= since).order_by(tickets.c.created_at)
    )
    return [Handled(opened, answered) for opened, answered in rows]


def _day(connection: Connection) -> ColumnElement[Any]:
    """The day of an entry in Japan, which has kept one offset since 1951."""
    if connection.dialect.name == "sqlite":
        return func.date(audit.c.at, literal_column("'+9 hours'"), type_=Date)
    return func.date(func.timezone(literal_column("'Asia/Tokyo'"), audit.c.at), type_=Date)
