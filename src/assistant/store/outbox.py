"""The SQL of events on their way, leases, and replies kept by key."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from assistant.store.records import AlreadyReplied, DeliveryRecord, EventRecord, ReplyRecord, now
from assistant.store.tables import events, leases, outbox, replies

ERROR_LENGTH = 200
FARTHEST = timedelta(hours=2)  # no delivery waits so long (desk/webhooks.py: an hour)
AHEAD = timedelta(minutes=5)  # by how much the clocks of two servers may differ


def write_event(connection: Connection, event: EventRecord) -> None:
    """Put an event into the outbox, with a delivery to each of its addresses."""
    new = insert(events).values(id=event.id, kind=event.kind, at=event.at, data=event.data)
    number = connection.execute(new.returning(events.c.number)).scalar_one()
    common = {"event_number": number, "status": "pending", "attempts": 0, "next_at": event.at, "updated_at": event.at}
    rows = [{**common, "url": url} for url in event.urls]
    if rows:
        connection.execute(insert(outbox), rows)


def due_deliveries(connection: Connection, moment: datetime, limit: int) -> list[DeliveryRecord]:
    """Deliveries to try now, in the order of the events.

    One that is to wait longer than any wait was put off by a clock that was ahead then.
    """
    now_or_never = or_(outbox.c.next_at <= moment, outbox.c.next_at > moment + FARTHEST)
    due = _deliveries().where(outbox.c.status == "pending", now_or_never)
    return [_delivery(row) for row in connection.execute(due.order_by(events.c.number, outbox.c.url).limit(limit))]


def read_deliveries(connection: Connection, status: str | None, limit: int) -> list[DeliveryRecord]:
    """Deliveries, oldest event first; those in one state when it is given."""
    query = _deliveries().order_by(events.c.number, outbox.c.url).limit(limit)
    if status is not None:
        query = query.where(outbox.c.status == status)
    return [_delivery(row) for row in connection.execute(query)]


def mark_delivery(connection: Connection, delivery: DeliveryRecord) -> None:
    """Keep how an attempt came out."""
    connection.execute(
        update(outbox)
        .where(outbox.c.event_number == delivery.event.number, outbox.c.url == delivery.url)
        .values(
            status=delivery.status,
            attempts=delivery.attempts,
            next_at=delivery.next_at,
            error=delivery.error and delivery.error[:ERROR_LENGTH],
            updated_at=now(),
        )
    )


def retry_dead(connection: Connection, event_ids: Collection[str] | None, moment: datetime) -> int:
    """Bring dead deliveries (of these events, or all) back to the queue; gives how many."""
    query = update(outbox).where(outbox.c.status == "dead")
    if event_ids is not None:
        query = query.where(
            outbox.c.event_number.in_(select(events.c.number).where(events.c.id.in_(sorted(event_ids))))
        )
    return connection.execute(
        query.values(status="pending", attempts=0, next_at=moment, updated_at=moment, error=None)
    ).rowcount


def take_lease(connection: Connection, name: str, holder: str, moment: datetime, until: datetime) -> bool:
    """Whether the lease `name` is the holder's until then: it was already, it had run out, or nobody held it."""
    taken = connection.execute(
        update(leases)
        .where(
            leases.c.name == name,
            # One beyond what is taken now by far was taken by a clock that was ahead.
            or_(leases.c.holder == holder, leases.c.until <= moment, leases.c.until > until + AHEAD),
        )
        .values(holder=holder, until=until)
    )
    if taken.rowcount == 1:
        return True
    try:
        with connection.begin_nested():
            connection.execute(insert(leases).values(name=name, holder=holder, until=until))
    except IntegrityError:
        return False
    return True


def end_lease(connection: Connection, name: str, holder: str) -> None:
    """Let go of a lease, when it is the holder's."""
    connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))


def read_reply(connection: Connection, owner: str, key: str, moment: datetime) -> ReplyRecord | None:
    """The reply kept under a key, unless it has expired."""
    row = connection.execute(
        select(replies).where(replies.c.owner == owner, replies.c.key == key, replies.c.expires_at > moment)
    ).one_or_none()
    return None if row is None else ReplyRecord(**row._mapping)


def write_reply(connection: Connection, reply: ReplyRecord) -> None:
    """Keep a reply under its key. Raises AlreadyReplied when one is kept there."""
    connection.execute(
        delete(replies).where(replies.c.owner == reply.owner, replies.c.key == reply.key, replies.c.expires_at <= now())
    )
    try:
        connection.execute(
            insert(replies).values(
                owner=reply.owner,
                key=reply.key,
                fingerprint=reply.fingerprint,
                status=reply.status,
                body=reply.body,
                expires_at=reply.expires_at,
            )
        )
    except IntegrityError:
        raise AlreadyReplied(reply.key) from None


def forget_replies(connection: Connection, moment: datetime) -> int:
    """Drop replies whose keys have expired; gives how many."""
    return connection.execute(delete(replies).where(replies.c.expires_at <= moment)).rowcount


def _deliveries() -> Any:
    return select(outbox, events.c.id, events.c.kind, events.c.at, events.c.data).join_from(outbox, events)


def _delivery(row: Row[Any]) -> DeliveryRecord:
    kept = row._mapping
    event = EventRecord(kept["id"], kept["kind"], kept["data"], (), kept["at"], kept["event_number"])
    return DeliveryRecord(event, kept["url"], kept["status"], kept["attempts"], kept["next_at"], kept["error"])
