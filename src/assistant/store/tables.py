"""The tables, the same for SQLite and PostgreSQL. The migrations make them; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, so it is taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Take the zone off for SQLite."""
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Put the zone back on."""
        if isinstance(value, datetime) and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value if isinstance(value, datetime) else None


metadata = MetaData(naming_convention=NAMES)

# `turn` is the number of the last turn and, with it, the version that a writer has to have seen.
conversations = Table(
    "conversations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("locale", String(8), nullable=False),
    Column("channel", String(16), nullable=False),
    # JSON and not JSONB: PostgreSQL's JSONB refuses U+0000, which a person can paste.
    Column("state", JSON, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("request", JSON, nullable=False),
    Column("reply", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation_id", String(64), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("decision", JSON, nullable=False),
    Column("editions", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    ForeignKeyConstraint(["conversation_id", "turn"], ["turns.conversation_id", "turns.turn"], ondelete="CASCADE"),
    Index(None, "conversation_id", "turn"),
)

tickets = Table(
    "tickets",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation_id", String(64), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("reason", String(64), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    ForeignKeyConstraint(["conversation_id", "turn"], ["turns.conversation_id", "turns.turn"], ondelete="CASCADE"),
    Index(None, "conversation_id", "turn"),
    Index(None, "status", "created_at"),
)

# Where a channel that keeps no conversation id (Slack, Rasa front ends) goes on. Keys are hashes: they name nobody.
threads = Table(
    "threads",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index(None, "conversation_id"),
)

# A message that its sender numbered, and the turn that answered it: sent again, it gets the same answer.
deliveries = Table(
    "deliveries",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("conversation_id", String(64), nullable=False),
    Column("turn", Integer, nullable=False),
    ForeignKeyConstraint(["conversation_id", "turn"], ["turns.conversation_id", "turns.turn"], ondelete="CASCADE"),
    Index(None, "conversation_id", "turn"),
)
