"""The tables, the same for SQLite and PostgreSQL. The migrations make them; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
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
    text,
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


# SQLite counts by itself only in a column that is called INTEGER.
Counter = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(naming_convention=NAMES)


def _owned() -> Index:
    """An index of what is somebody's. Visitors' rows are not in it, so a visitor's message does not write to it."""
    owned = text("owner IS NOT NULL")
    return Index(None, "owner", sqlite_where=owned, postgresql_where=owned)


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
    # Whose it is; null is a visitor's, and then its id is the only key.
    Column("owner", String(200)),
    Index(None, "updated_at"),
    _owned(),
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
    Column("kind", String(16), nullable=False),
    Column("service", String(16), nullable=False),
    Column("locale", String(8), nullable=False),
    Column("owner", String(200)),
    Column("contract_id", String(64)),
    Column("contract_version", Integer),
    # The contract, or for a visitor the conversation, whose items are spoken for while the request is open.
    Column("subject", String(200), nullable=False),
    Column("items", JSON, nullable=False),
    ForeignKeyConstraint(["conversation_id", "turn"], ["turns.conversation_id", "turns.turn"], ondelete="CASCADE"),
    Index(None, "conversation_id", "turn"),
    Index(None, "status", "created_at"),
    Index(None, "created_at"),
    Index(None, "contract_id"),
    Index(None, "owner"),
)

request_steps = Table(
    "request_steps",
    metadata,
    Column("request_id", ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("status", String(16), nullable=False),
    Column("actor", String(200)),
    Column("reason", String(1000)),
)

# A row for each contract item that an open request speaks for: the key lets one request in.
request_items = Table(
    "request_items",
    metadata,
    Column("subject", String(200), primary_key=True),
    Column("item", String(64), primary_key=True),
    Column("request_id", ForeignKey("requests.id", ondelete="CASCADE"), nullable=False),
    Index(None, "request_id"),
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
    Column("owner", String(200)),
    ForeignKeyConstraint(["conversation_id", "turn"], ["turns.conversation_id", "turns.turn"], ondelete="CASCADE"),
    Index(None, "conversation_id", "turn"),
    Index(None, "status", "created_at"),
    Index(None, "created_at"),
    _owned(),
)

# What reaches a conversation from outside its turns: an agent's answer, what became of a request.
notices = Table(
    "notices",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("author", String(200)),
    Column("ticket_id", String(64)),
    Column("request_id", String(64)),
    Column("text", JSON, nullable=False),
    Column("shown_turn", Integer),
    Index(None, "ticket_id"),
)

contracts = Table(
    "contracts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("customer", String(200), nullable=False),
    Column("name", String(200), nullable=False),
    Column("service", String(16), nullable=False),
    Column("configuration", JSON, nullable=False),
    Column("billing_start", Date),
    Column("monthly_fee", BigInteger),
    Column("edition", Date, nullable=False),
    Column("ends_on", Date),
    # Counts the changes and is, with it, what a writer has to have seen.
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index(None, "customer"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Counter, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("owner", String(200)),
    Column("conversation_id", String(64)),
    Column("turn", Integer),
    Column("data", JSON, nullable=False),
    # The chain (store/audit.py): a hash over the entry and the hash before it. The database refuses changes but the
    # forgetting of an owner, whose mark, made with the salt, stays.
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("salt", String(32)),
    Column("mark", String(64)),
    Index(None, "conversation_id"),
    Index(None, "previous", unique=True),
    Index(None, "at"),
    _owned(),
)

events = Table(
    "events",
    metadata,
    Column("number", Counter, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("kind", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("data", JSON, nullable=False),
)

# What is still to be told to whom, one row for an event and an address.
outbox = Table(
    "outbox",
    metadata,
    Column("event_number", ForeignKey("events.number", ondelete="CASCADE"), primary_key=True),
    Column("url", String(2000), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("error", String(200)),
    Index(None, "status", "next_at"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Moment, nullable=False),
)

# Replies by the key a client sent with its request, so that the request sent again gets the same one.
replies = Table(
    "replies",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "expires_at"),
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
