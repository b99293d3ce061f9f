"""Events from the outbox to the addresses that want to hear of them: signed, at least once, tried again, never lost.

An event is in the outbox from the moment its transaction commits. It is sent with its id, so that a receiver can tell
one that it had already; a receiver that does not answer with 2xx gets it again, later and later, and in the end it lies
on the list of the dead until somebody has it retried.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from assistant.store import DeliveryRecord, Store, Unavailable, now

if TYPE_CHECKING:
    import httpx

LEASE: Final = "outbox"
LEASE_SECONDS: Final = 30
TIMEOUT_SECONDS: Final = 10
POLL_SECONDS: Final = 2.0
HOUSEKEEPING: Final = timedelta(hours=1)
BATCH: Final = 50
ATTEMPTS: Final = 15  # with the waits below they reach over about five and a half hours
FIRST_WAIT: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(hours=1)
TOLERANCE: Final = 300

Clock = Callable[[], datetime]


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """The header Assistant-Signature: HMAC-SHA256 (RFC 2104) over the timestamp, a dot and the body."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def verified(secret: str, header: str, body: bytes, at: float, tolerance: int = TOLERANCE) -> bool:
    """Whether a message is ours and fresh: what a receiver does with the header, `at` is its own clock in seconds."""
    fields = dict(part.partition("=")[::2] for part in header.split(","))
    timestamp = fields.get("t", "")
    if not timestamp.isascii() or not timestamp.isdigit() or abs(at - int(timestamp)) > tolerance:
        return False
    return hmac.compare_digest(header.encode(), signature(secret, int(timestamp), body).encode())


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts have failed: doubled each time, up to an hour."""
    return min(FIRST_WAIT * (1 << (attempts - 1)), LONGEST_WAIT)


class Deliverer:
    """Sends what is due. Of all servers on a database one does so at a time: it holds the lease."""

    def __init__(
        self,
        store: Store,
        secret: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Clock = now,
        log: Callable[..., None] = lambda *_args, **_fields: None,
    ) -> None:
        import httpx  # noqa: PLC0415 - only a server that has somebody to tell needs it

        self._store = store
        self._secret = secret
        self._client = httpx.AsyncClient(timeout=TIMEOUT_SECONDS, follow_redirects=False, transport=transport)
        self._clock = clock
        self._log = log
        self._holder = uuid.uuid4().hex
        self._held_until: datetime | None = None
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """There is a new event: send it now rather than at the next look."""
        self._woken.set()

    def stop(self) -> None:
        """End after what is being sent."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Send what is due until stopped; a database that is gone is tried again."""
        tidied = self._clock()
        try:
            while not self._stopping:
                self._woken.clear()
                try:
                    sent = await self.once()
                    if self._clock() - tidied > HOUSEKEEPING:
                        await self._store.forget_replies(self._clock())
                        tidied = self._clock()
                except Unavailable:
                    sent = 0
                # A fault in one round must not end the deliveries of this server for good.
                except Exception as failure:
                    self._log("outbox stumbled", error=type(failure).__name__)
                    sent = 0
                if sent == 0 and not self._stopping:
                    await self._pause()
        finally:
            await self._client.aclose()
            if self._held_until is not None:
                try:
                    await self._store.end_lease(LEASE, self._holder)
                except Unavailable:  # then it runs out by itself
                    self._held_until = None

    async def once(self) -> int:
        """Send what is due now, if no other server is at it; gives how many attempts were made."""
        due = await self._store.outbox_due(self._clock(), BATCH)
        if not due or not await self._leased():
            return 0
        # Read again under the lease: another server may just have sent them.
        due = await self._store.outbox_due(self._clock(), BATCH)
        by_url = sorted(due, key=lambda delivery: delivery.url)
        lists = [list(each) for _, each in groupby(by_url, key=lambda delivery: delivery.url)]
        return sum(await asyncio.gather(*(self._send_all(each) for each in lists)))

    async def _send_all(self, deliveries: Sequence[DeliveryRecord]) -> int:
        """The events for one address in their order, until it fails: a receiver that is down is not stormed."""
        for count, delivery in enumerate(deliveries, 1):
            if self._stopping or not await self._leased():
                return count - 1
            after = await self._send(delivery)
            await self._store.outbox_mark(after)
            if after.status != "delivered":
                return count
        return len(deliveries)

    async def _send(self, delivery: DeliveryRecord) -> DeliveryRecord:
        import httpx  # noqa: PLC0415 - see above

        event = delivery.event
        message = {"id": event.id, "kind": event.kind, "at": event.at.isoformat(), "data": event.data}
        body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "content-type": "application/json",
            "assistant-event": event.kind,
            "assistant-delivery": event.id,
            "assistant-signature": signature(self._secret, int(time.time()), body),
        }
        try:
            answer = await self._client.post(delivery.url, content=body, headers=headers)
            error = None if answer.is_success else f"HTTP {answer.status_code}"
        except (httpx.HTTPError, httpx.InvalidURL) as failure:
            error = type(failure).__name__
        attempts = delivery.attempts + 1
        if error is None:
            return replace(delivery, status="delivered", attempts=attempts, error=None)
        dead = attempts >= ATTEMPTS
        self._log(
            "webhook not delivered", delivery=event.id, kind=event.kind, attempts=attempts, error=error, dead=dead
        )
        return replace(
            delivery,
            status="dead" if dead else "pending",
            attempts=attempts,
            error=error,
            next_at=self._clock() + wait_after(attempts),
        )

    async def _leased(self) -> bool:
        """Whether the lease is ours, renewed in time for another attempt."""
        moment = self._clock()
        needed = moment + timedelta(seconds=TIMEOUT_SECONDS * 2)
        if self._held_until is not None and self._held_until > needed:
            return True
        until = moment + timedelta(seconds=LEASE_SECONDS)
        held = await self._store.take_lease(LEASE, self._holder, moment, until)
        self._held_until = until if held else None
        return held

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), POLL_SECONDS)
        except TimeoutError:
            return


def shown(delivery: DeliveryRecord) -> dict[str, Any]:
    """A delivery for a list."""
    return {
        "event": delivery.event.id,
        "kind": delivery.event.kind,
        "at": delivery.event.at.isoformat(),
        "url": delivery.url,
        "status": delivery.status,
        "attempts": delivery.attempts,
        "next_at": delivery.next_at.isoformat() if delivery.status == "pending" else None,
        "error": delivery.error,
    }
