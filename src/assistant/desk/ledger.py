"""Decisions given without a conversation, in the audit: by the API of the rules, to agents, by calculators.

Each is in the audit before it is given. Those that come while others are being written go together in the next
transaction, so that the chain, of which there is one, does not make them wait for each other.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from assistant.identity import Identity
from assistant.store import AuditEntry, Store

TOGETHER: Final = 100  # entries of one transaction


class Ledger:
    """Adds entries to the audit of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[AuditEntry, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def decided(
        self, decision: Mapping[str, Any], asked: Mapping[str, Any], identity: Identity, channel: str
    ) -> None:
        """Return once it is kept that this decision was given. Raises Unavailable.

        What was asked is kept as its fingerprint only: whoever still has it can show that it was this.
        """
        data = {
            "channel": channel,
            "rule": decision["rule"],
            "service": decision["service"],
            "terms_version": decision["terms_version"],
            "outcome": decision["outcome"],
            "asked": fingerprint(asked),
        }
        await self._add(AuditEntry("decision", identity.owner, data))

    async def _add(self, entry: AuditEntry) -> None:
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((entry, kept))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await kept

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
            try:
                await self._store.keep(*(entry for entry, _ in batch))
            except Exception as failure:  # whatever it is, each who waits must hear of it
                for _, kept in batch:
                    if not kept.done():
                        kept.set_exception(failure)
            else:
                for _, kept in batch:
                    if not kept.done():
                        kept.set_result(None)


def fingerprint(asked: Mapping[str, Any]) -> str:
    """SHA-256 of what a rule was asked, as canonical JSON (keys in order, no spaces, ASCII)."""
    canonical = json.dumps(asked, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
