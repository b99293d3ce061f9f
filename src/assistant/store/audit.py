"""The audit: entries are only added, and each carries a hash over itself and the one before it.

`hash` is SHA-256 of the canonical JSON (RFC 8785 order and separators, ASCII) of an entry together with `previous`, the
hash of the entry before. Whose an entry is goes in as a mark, SHA-256 of a random salt and the owner: when a customer
is forgotten, owner and salt are deleted, the mark tells nothing any more, and the chain still holds.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Connection, insert, select, text, update

from assistant.store.records import AuditEntry
from assistant.store.tables import audit

START: Final = "0" * 64  # what the first entry has before it
CHAIN_LOCK: Final = 0x1D_A0D17  # any fixed number: writers on one PostgreSQL take turns by it
PAGE: Final = 1000

# Built once, for every message runs them.
_LOCK: Final = text("SELECT pg_advisory_xact_lock(:key)")
_LAST: Final = select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1)
_INSERT: Final = insert(audit)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Verified:
    """How a check came out: entries that hold, the last one's hash, and the first place that does not hold."""

    entries: int
    head: str
    entry: int | None = None
    fault: str | None = None

    @property
    def sound(self) -> bool:
        """Whether everything holds."""
        return self.fault is None


def write(connection: Connection, *entries: AuditEntry) -> None:
    """Add entries after the last one, in their order, inside the caller's transaction.

    One writer at a time: on SQLite the transaction holds the write lock already, on PostgreSQL a lock is taken until
    it ends. It comes last in a transaction (`Store.keep` sees to it), so that nobody waits for another thing behind it.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"key": CHAIN_LOCK})
    last = connection.execute(_LAST).one_or_none()
    number, previous = (last.id + 1, last.hash) if last is not None else (1, START)
    rows: list[dict[str, Any]] = []
    for entry in entries:
        row = {
            "id": number + len(rows),
            "at": entry.at,
            "kind": entry.kind,
            "owner": entry.owner,
            "conversation_id": entry.conversation_id,
            "turn": entry.turn,
            "data": entry.data,
        }
        rows.append({**row, **sealed(row, previous)})
        previous = rows[-1]["hash"]
    connection.execute(_INSERT, rows if len(rows) > 1 else rows[0])


def along(
    connection: Connection,
    entry: AuditEntry,
    work: Callable[Concatenate[Connection, P], T],
    *args: P.args,
    **more: P.kwargs,
) -> T:
    """Run one of the statements with an entry of what it does, in one transaction; none when it finds nothing to do."""
    done = work(connection, *args, **more)
    if done is not False:
        write(connection, entry)
    return done


def sealed(row: Mapping[str, Any], previous: str) -> dict[str, Any]:
    """The columns that chain a new entry to the one before it."""
    salt = secrets.token_hex(16) if row["owner"] is not None else None
    chained = {"previous": previous, "salt": salt, "mark": marked(row["owner"], salt)}
    return {**chained, "hash": hashed({**row, **chained})}


def marked(owner: str | None, salt: str | None) -> str | None:
    """What stands for an owner in the chain, None for nobody."""
    return None if owner is None else hashlib.sha256(f"{salt}:{owner}".encode()).hexdigest()


def hashed(row: Mapping[str, Any]) -> str:
    """The hash of an entry: its number, moment in UTC, kind, mark, conversation, turn, data, and the hash before it."""
    said = {name: row[name] for name in ("id", "kind", "mark", "conversation_id", "turn", "data", "previous")}
    said["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def head(connection: Connection) -> tuple[int, str]:
    """The number and the hash of the last entry; (0, 64 zeros) while there is none."""
    last = connection.execute(_LAST).one_or_none()
    return (0, START) if last is None else (last.id, last.hash)


def verify(connection: Connection, kept: str | None = None) -> Verified:
    """Check the whole chain; `kept` is a head noted earlier, which must be the hash of one of the entries.

    Without it, entries taken away at the end, or a chain written anew as a whole, cannot be told.
    """
    previous, entries, seen = START, 0, kept is None or kept == START
    for row in _rows(connection):
        if fault := _fault(row, previous):
            return Verified(entries, previous, row["id"], fault)
        previous, entries = row["hash"], entries + 1
        seen = seen or previous == kept
    if not seen:
        return Verified(entries, previous, None, "the head that was kept is no longer in it: the end was taken away")
    return Verified(entries, previous)


def forget(connection: Connection, owner: str) -> int:
    """Take an owner out of their entries, for good; the chain goes on to hold. Gives how many entries."""
    return connection.execute(update(audit).where(audit.c.owner == owner).values(owner=None, salt=None)).rowcount


def _fault(row: Mapping[str, Any], previous: str) -> str | None:
    if hashed(row) != row["hash"]:
        return "it is not as it was written"
    if row["owner"] is not None and marked(row["owner"], row["salt"]) != row["mark"]:
        return "it names another owner than it was written with"
    if row["previous"] != previous:
        return "what was written before it is gone or stands elsewhere"
    return None


def _rows(connection: Connection) -> Iterator[Mapping[str, Any]]:
    after = -1
    while page := connection.execute(select(audit).where(audit.c.id > after).order_by(audit.c.id).limit(PAGE)).all():
        for row in page:
            yield dict(row._mapping)
        after = page[-1].id
