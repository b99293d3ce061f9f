"""The SQL, once for both databases: plain functions on an open connection, run inside the caller's transaction."""

from __future__ import annotations

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.store.records import Conflict, ConversationRecord, ThreadRecord, TurnRecord
from assistant.store.tables import conversations, deliveries, requests, threads, tickets, turns


def read_conversation(connection: Connection, conversation_id: str) -> ConversationRecord | None:
    """The conversation as its last turn left it, or None."""
    row = connection.execute(
        select(
            conversations.c.id,
            conversations.c.locale,
            conversations.c.channel,
            conversations.c.state,
            conversations.c.turn,
        ).where(conversations.c.id == conversation_id)
    ).one_or_none()
    return None if row is None else ConversationRecord(*row)


def read_turns(connection: Connection, conversation_id: str) -> list[TurnRecord]:
    """The turns of a conversation, oldest first, as they were asked and answered (without state and attachments)."""
    rows = connection.execute(
        select(turns, conversations.c.locale, conversations.c.channel)
        .join_from(turns, conversations)
        .where(turns.c.conversation_id == conversation_id)
        .order_by(turns.c.turn)
    )
    return [_turn(row) for row in rows]


def read_thread(connection: Connection, key: str) -> ThreadRecord | None:
    """The conversation that a thread of a channel is in, or None."""
    row = connection.execute(
        select(threads.c.conversation_id, threads.c.updated_at).where(threads.c.key == key)
    ).one_or_none()
    return None if row is None else ThreadRecord(*row)


def read_delivered(connection: Connection, key: str) -> TurnRecord | None:
    """The turn that answered the message of this key, or None."""
    row = connection.execute(
        select(turns, conversations.c.locale, conversations.c.channel)
        .select_from(deliveries)
        .join(turns, (turns.c.conversation_id == deliveries.c.conversation_id) & (turns.c.turn == deliveries.c.turn))
        .join(conversations, conversations.c.id == turns.c.conversation_id)
        .where(deliveries.c.key == key)
    ).one_or_none()
    return None if row is None else _turn(row)


def write_turn(connection: Connection, turn: TurnRecord) -> None:
    """Keep a turn, the conversation's new state, and the requests and tickets that came of it.

    Raises Conflict when the conversation is not at the turn before this one, the thread not where it was seen, or the
    message answered already.
    """
    try:
        _advance(connection, turn)
        connection.execute(
            insert(turns).values(
                conversation_id=turn.conversation_id,
                turn=turn.turn,
                request=turn.request,
                reply=turn.reply,
                at=turn.at,
            )
        )
        _mark(connection, turn)
    except IntegrityError:
        raise Conflict(turn.conversation_id) from None
    common = {
        "conversation_id": turn.conversation_id,
        "turn": turn.turn,
        "created_at": turn.at,
        "updated_at": turn.at,
    }
    for request in turn.requests:
        connection.execute(
            insert(requests).values(
                id=request.id, status=request.status, decision=request.decision, editions=request.editions, **common
            )
        )
    for ticket in turn.tickets:
        connection.execute(
            insert(tickets).values(
                id=ticket.id, status=ticket.status, reason=ticket.reason, facts=ticket.facts, **common
            )
        )


def _advance(connection: Connection, turn: TurnRecord) -> None:
    values = {
        "locale": turn.locale,
        "channel": turn.channel,
        "state": turn.state,
        "turn": turn.turn,
        "updated_at": turn.at,
    }
    if turn.turn == 1:
        connection.execute(insert(conversations).values(id=turn.conversation_id, created_at=turn.at, **values))
        return
    # The turn number is the lock: of two writers that read the same turn, the second finds no row to move.
    moved = connection.execute(
        update(conversations)
        .where(conversations.c.id == turn.conversation_id, conversations.c.turn == turn.turn - 1)
        .values(**values)
    )
    if moved.rowcount != 1:
        raise Conflict(turn.conversation_id)


def _mark(connection: Connection, turn: TurnRecord) -> None:
    if turn.delivery is not None:
        connection.execute(
            insert(deliveries).values(key=turn.delivery, conversation_id=turn.conversation_id, turn=turn.turn)
        )
    if turn.thread is None:
        return
    values = {"conversation_id": turn.conversation_id, "updated_at": turn.at}
    if turn.thread_was is None:
        connection.execute(insert(threads).values(key=turn.thread, **values))
        return
    moved = connection.execute(
        update(threads)
        .where(threads.c.key == turn.thread, threads.c.conversation_id == turn.thread_was)
        .values(**values)
    )
    if moved.rowcount != 1:
        raise Conflict(turn.conversation_id)


def _turn(row: Row[tuple[object, ...]]) -> TurnRecord:
    kept = row._mapping
    return TurnRecord(
        conversation_id=kept["conversation_id"],
        turn=kept["turn"],
        locale=kept["locale"],
        channel=kept["channel"],
        state={},
        request=kept["request"],
        reply=kept["reply"],
        at=kept["at"],
    )
