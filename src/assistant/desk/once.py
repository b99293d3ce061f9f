"""A request that is sent again gets the reply it got before, by its Idempotency-Key (an IETF draft of that name).

The reply is kept in the transaction of what the request did, so there is never one without the other. Errors are not
kept: a request that failed may be sent again as it is.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

from assistant.desk.errors import KeyReused
from assistant.identity import Identity
from assistant.store import AlreadyReplied, ReplyRecord, Store, now

Kept = Callable[[int, Mapping[str, Any]], tuple[ReplyRecord, ...]]


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one request: whose, and the fingerprint of what was asked with it."""

    owner: str
    key: str
    fingerprint: str

    @classmethod
    def of(cls, identity: Identity, key: str, address: str, body: Any) -> Key:
        """The key that a caller sent with this body to this address."""
        text = json.dumps([address, body], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return cls(identity.owner or "", key, hashlib.sha256(text.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class Reply:
    """What is replied to a request that writes; `repeated` when it was given before."""

    status: int
    body: dict[str, Any]
    repeated: bool = False


class Once:
    """Does what a request asks once for each key, however often and from how many sides it is sent."""

    def __init__(self, store: Store, life: timedelta) -> None:
        self._store = store
        self._life = life
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, key: Key | None, work: Callable[[Kept], Awaitable[Reply]]) -> Reply:
        """The reply of `work`, or the one kept for the key.

        `work` is given a function that makes the records to keep with what it does. Raises KeyReused when the key
        was used for another request.
        """
        if key is None:
            return await work(lambda _status, _body: ())
        place: Key = key

        def kept(status: int, body: Mapping[str, Any]) -> tuple[ReplyRecord, ...]:
            expires = now() + self._life
            return (ReplyRecord(place.owner, place.key, place.fingerprint, status, dict(body), expires),)

        async with self._locks.setdefault((key.owner, key.key), asyncio.Lock()):
            if (earlier := await self._earlier(key)) is not None:
                return earlier
            try:
                return await work(kept)
            except AlreadyReplied:  # by another process, between our look and our writing
                earlier = await self._earlier(key)
                if earlier is None:
                    raise
                return earlier

    async def _earlier(self, key: Key) -> Reply | None:
        found = await self._store.reply(key.owner, key.key, now())
        if found is None:
            return None
        if found.fingerprint != key.fingerprint:
            raise KeyReused(key.key)
        return Reply(found.status, found.body, repeated=True)
