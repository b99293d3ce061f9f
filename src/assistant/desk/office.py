"""What every part of the desk works with."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.answers import Renderer
from assistant.contracts.parameters import ParameterBook
from assistant.desk.masking import Masker
from assistant.store import AuditEntry, Change, EventRecord, Store


def identifier(prefix: str) -> str:
    """A new id that people can read out: R-5C7F00B2A1E4."""
    return f"{prefix}-{uuid.uuid4().hex[:12].upper()}"


@dataclass(frozen=True, slots=True)
class Office:
    """The store, the words, the terms and the day; `urls` are told of events, `listeners` that there is one.

    `masker` takes personal data out of what is kept.
    """

    store: Store
    renderer: Renderer
    book: ParameterBook
    today: Callable[[], date]
    urls: tuple[str, ...] = ()
    listeners: list[Callable[[], None]] = field(default_factory=list)
    masker: Masker = field(default_factory=Masker)

    def event(self, kind: str, data: Mapping[str, Any]) -> EventRecord:
        """An event for the outbox."""
        return EventRecord(uuid.uuid4().hex, kind, dict(data), self.urls)

    async def keep(self, *changes: Change) -> None:
        """Keep changes in one transaction and tell whoever delivers events. Raises Conflict, Unavailable."""
        await self.store.keep(*self.masker.changes(changes))
        if any(isinstance(change, EventRecord) for change in changes):
            for listener in self.listeners:
                listener()


def noted(kind: str, actor: str | None, /, **data: Any) -> AuditEntry:
    """An audit entry outside a conversation."""
    return AuditEntry(kind, actor, data)
