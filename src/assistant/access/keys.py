"""Programs' keys: ``asst_<id>_<secret>``. The id is shown in lists and logs, the secret once and never again."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from assistant.access.tokens import BadToken
from assistant.errors import AssistantError
from assistant.identity import SCOPES, Identity
from assistant.store import AuditEntry, Store, access, audit
from assistant.store.records import now

PREFIX: Final = "asst_"
SHAPE: Final = re.compile(r"asst_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
USED_EVERY: Final = timedelta(minutes=5)  # how exactly `used_at` is kept: a write for every call would cost too much


class UnknownScope(AssistantError):
    """A scope that there is not."""


class Keys:
    """Makes, checks and revokes keys. Every method raises Unavailable when the database is gone.

    `actor` is who makes and revokes them, for the audit.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime] = now, actor: str | None = None) -> None:
        self._store = store
        self._actor = actor
        self._now = clock

    async def add(self, name: str, scopes: Iterable[str], days: int | None = None) -> tuple[str, access.KeyRecord]:
        """A new key (to be shown once) with its record; raises UnknownScope."""
        wanted = tuple(sorted(set(scopes)))
        if unknown := [scope for scope in wanted if scope not in SCOPES]:
            raise UnknownScope(f"There is no scope {', '.join(unknown)}; there are {', '.join(sorted(SCOPES))}.")
        key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        at = self._now()
        record = access.KeyRecord(
            id=key_id,
            secret_hash=_hash(secret),
            name=name,
            scopes=wanted,
            created_at=at,
            expires_at=at + timedelta(days=days) if days else None,
        )
        data = {"key": key_id, "name": name, "scopes": list(wanted), "days": days}
        entry = AuditEntry("key.added", self._actor, data, at=at)
        await self._store.write(audit.along, entry, access.add_key, record)
        return f"{PREFIX}{key_id}_{secret}", record

    async def all(self) -> list[access.KeyRecord]:
        """Every key, oldest first."""
        return await self._store.read(access.list_keys)

    async def revoke(self, key_id: str) -> bool:
        """Revoke a key at once; False when there is none of this id."""
        bare, at = key_id.removeprefix(PREFIX), self._now()
        entry = AuditEntry("key.revoked", self._actor, {"key": bare}, at=at)
        return await self._store.write(audit.along, entry, access.revoke_key, bare, at)

    async def verify(self, key: str) -> Identity:
        """The program that a key proves. Raises BadToken, the same for every reason."""
        shape = SHAPE.fullmatch(key)
        record = await self._store.read(access.read_key, shape[1]) if shape else None
        at = self._now()
        # A random secret of 256 bits needs no slow hash: there is nothing to guess.
        if (
            shape is None
            or record is None
            or not hmac.compare_digest(record.secret_hash, _hash(shape[2]))
            or record.revoked_at is not None
            or (record.expires_at is not None and record.expires_at <= at)
        ):
            raise BadToken("The key is not known, revoked or expired.")
        if record.used_at is None or at - record.used_at > USED_EVERY:
            await self._store.write(access.use_key, record.id, at)
        return Identity("program", record.id, scopes=frozenset(record.scopes) & SCOPES)


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
