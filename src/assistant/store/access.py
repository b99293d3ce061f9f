"""Who may come in: agents with their sessions, programs' keys. Secrets are kept as hashes only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from assistant.store.records import Conflict
from assistant.store.tables import Moment, metadata

FORGET_FAILURES: Final = timedelta(days=1)

agents = Table(
    "agents",
    metadata,
    Column("login", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("password_hash", String(256), nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

# The cookie's token is not kept, only its SHA-256: who reads the table cannot sign in with it.
sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("login", ForeignKey("agents.login", ondelete="CASCADE"), nullable=False),
    Column("door", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index(None, "login"),
)

# By the hash of what was typed as login, known or not: a lock must not tell which logins exist.
sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("login_hash", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("secret_hash", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("revoked_at", Moment),
    Column("used_at", Moment),
)


@dataclass(frozen=True, slots=True)
class AgentRecord:
    """An agent: `role` is agent or admin, `password_hash` argon2's own text."""

    login: str
    role: str
    password_hash: str
    disabled: bool
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A signed-in agent: `door` is how they came in (password, proxy)."""

    token_hash: str
    login: str
    door: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A program's key, without its secret."""

    id: str
    secret_hash: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    used_at: datetime | None = None


def add_agent(connection: Connection, agent: AgentRecord) -> None:
    """Keep a new agent; raises Conflict when the login is taken."""
    try:
        connection.execute(insert(agents).values(**_columns(agent)))
    except IntegrityError:
        raise Conflict(agent.login) from None


def read_agent(connection: Connection, login: str) -> AgentRecord | None:
    """The agent of this login, or None."""
    row = connection.execute(select(agents).where(agents.c.login == login)).one_or_none()
    return None if row is None else AgentRecord(**row._mapping)


def list_agents(connection: Connection) -> list[AgentRecord]:
    """All agents by login."""
    return [AgentRecord(**row._mapping) for row in connection.execute(select(agents).order_by(agents.c.login))]


def change_agent(connection: Connection, login: str, at: datetime, changes: Mapping[str, Any]) -> bool:
    """Change an agent and end their sessions; False when there is none of this login."""
    changed = connection.execute(update(agents).where(agents.c.login == login).values(updated_at=at, **changes))
    connection.execute(delete(sessions).where(sessions.c.login == login))
    return changed.rowcount == 1


def rehash_password(connection: Connection, login: str, password_hash: str) -> None:
    """Keep the same password under newer parameters of the hash."""
    connection.execute(update(agents).where(agents.c.login == login).values(password_hash=password_hash))


def open_session(connection: Connection, session: SessionRecord, oldest: datetime) -> None:
    """Keep a new session; those that began before `oldest` have run out and go."""
    connection.execute(delete(sessions).where(sessions.c.created_at < oldest))
    connection.execute(insert(sessions).values(**_columns(session)))


def read_session(connection: Connection, token_hash: str) -> tuple[SessionRecord, AgentRecord] | None:
    """A session with its agent, or None."""
    row = connection.execute(select(sessions).where(sessions.c.token_hash == token_hash)).one_or_none()
    if row is None:
        return None
    session = SessionRecord(**row._mapping)
    agent = read_agent(connection, session.login)
    return None if agent is None else (session, agent)


def touch_session(connection: Connection, token_hash: str, at: datetime) -> None:
    """The agent was here."""
    connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=at))


def close_session(connection: Connection, token_hash: str) -> None:
    """The agent signed out."""
    connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def try_sign_in(
    connection: Connection, login_hash: str, at: datetime, delay: Callable[[int], timedelta]
) -> timedelta | None:
    """Count a try as failed until it is known to be right, so that many at once are no way around the delay.

    Gives how long to wait when the delay after the failures before is not over; then nothing is counted.
    """
    connection.execute(delete(sign_in_failures).where(sign_in_failures.c.last_at < at - FORGET_FAILURES))
    row = connection.execute(
        select(sign_in_failures.c.count, sign_in_failures.c.last_at)
        .where(sign_in_failures.c.login_hash == login_hash)
        .with_for_update()
    ).one_or_none()
    if row is None:
        try:
            connection.execute(insert(sign_in_failures).values(login_hash=login_hash, count=1, last_at=at))
        except IntegrityError:
            raise Conflict("sign-in") from None
        return None
    last = row.last_at
    if last > at:  # a clock was ahead then: the delay counts from now, not from there
        last = at
        connection.execute(
            update(sign_in_failures).where(sign_in_failures.c.login_hash == login_hash).values(last_at=at)
        )
    wait: timedelta = last + delay(row[0]) - at
    if wait > timedelta(0):
        return wait
    connection.execute(
        update(sign_in_failures)
        .where(sign_in_failures.c.login_hash == login_hash)
        .values(count=sign_in_failures.c.count + 1, last_at=at)
    )
    return None


def forget_failures(connection: Connection, login_hash: str) -> None:
    """Signing in went well."""
    connection.execute(delete(sign_in_failures).where(sign_in_failures.c.login_hash == login_hash))


def add_key(connection: Connection, key: KeyRecord) -> None:
    """Keep a new key."""
    connection.execute(insert(api_keys).values(**_columns(key) | {"scopes": list(key.scopes)}))


def read_key(connection: Connection, key_id: str) -> KeyRecord | None:
    """The key of this id, revoked and expired ones too, or None."""
    row = connection.execute(select(api_keys).where(api_keys.c.id == key_id)).one_or_none()
    return None if row is None else _key(row._mapping)


def list_keys(connection: Connection) -> list[KeyRecord]:
    """All keys, oldest first."""
    rows = connection.execute(select(api_keys).order_by(api_keys.c.created_at, api_keys.c.id))
    return [_key(row._mapping) for row in rows]


def use_key(connection: Connection, key_id: str, at: datetime) -> None:
    """The key was used."""
    connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(used_at=at))


def revoke_key(connection: Connection, key_id: str, at: datetime) -> bool:
    """Revoke a key; False when there is none of this id. A revoked one keeps its first date."""
    known = read_key(connection, key_id)
    if known is not None and known.revoked_at is None:
        connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(revoked_at=at))
    return known is not None


def _columns(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _key(row: Mapping[Any, Any]) -> KeyRecord:
    key = KeyRecord(**row)
    return replace(key, scopes=tuple(key.scopes))
