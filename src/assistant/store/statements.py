"""The SQL of conversations and turns, once for both databases.

Like its neighbours: plain functions on an open connection, run inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Row, Text, bindparam, cast, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from assistant.store.desk import insert_request, insert_ticket
from assistant.store.records import Conflict, ConversationRecord, NoticeRecord, ThreadRecord, TurnRecord
from assistant.store.tables import audit, conversations, deliveries, notices, threads, turns

# Built once: putting a statement together costs more than running it. What every message needs stands here.
_CONVERSATION: Final = select(
    conversations.c.id,
    conversations.c.locale,
    conversations.c.channel,
    conversations.c.state,
    conversations.c.turn,
    conversations.c.owner,
).where(conversations.c.id == bindparam("key"))
_OPEN: Final = insert(conversations)
_INSERT_TURN: Final = insert(turns)
_STATE: Final = ("locale", "channel", "state", "turn", "updated_at", "owner")
_ADVANCE: Final = (
    update(conversations)
    .where(conversations.c.id == bindparam("key"), conversations.c.turn == bindparam("was"))
    .values({name: bindparam(f"new_{name}", type_=conversations.c[name].type) for name in _STATE})
)


def read_conversation(connection: Connection, conversation_id: str) -> ConversationRecord | None:
    """The conversation as its last turn left it, or None."""
    row = connection.execute(_CONVERSATION, {"key": conversation_id}).one_or_none()
    return None if row is None else ConversationRecord(*row)


def read_turns(connection: Connection, conversation_id: str, after: int = 0) -> list[TurnRecord]:
    """The turns of a conversation after the number `after`, oldest first, as they were asked and answered."""
    rows = connection.execute(
        select(turns, conversations.c.locale, conversations.c.channel, conversations.c.owner)
        .join_from(turns, conversations)
        .where(turns.c.conversation_id == conversation_id, turns.c.turn > after)
        .order_by(turns.c.turn)
    )
    return [_turn(row) for row in rows]


def read_turns_answered(
    connection: Connection, kinds: Collection[str], since: datetime | None, limit: int
) -> list[TurnRecord]:
    """The turns of all conversations whose reply was of one of these kinds, newest first, at most `limit`."""
    # The audit has a line on every turn. It is an index by day, and much less to look through than the replies.
    # Its text is looked at, not the JSON operators: PostgreSQL may try them on other entries, which can hold U+0000.
    said = cast(audit.c.data, Text)
    query = (
        select(turns, conversations.c.locale, conversations.c.channel, conversations.c.owner)
        .select_from(audit)
        .join(turns, (turns.c.conversation_id == audit.c.conversation_id) & (turns.c.turn == audit.c.turn))
        .join(conversations, conversations.c.id == turns.c.conversation_id)
        .where(audit.c.kind == "turn")
        .where(or_(*(said.contains(f'"kind":"{kind}"', autoescape=True) for kind in kinds)))
        .order_by(audit.c.at.desc(), audit.c.id.desc())
        .limit(limit)
    )
    if since is not None:
        query = query.where(audit.c.at >= since)
    return [_turn(row) for row in connection.execute(query)]


def read_thread(connection: Connection, key: str) -> ThreadRecord | None:
    """The conversation that a thread of a channel is in, or None."""
    row = connection.execute(
        select(threads.c.conversation_id, threads.c.updated_at).where(threads.c.key == key)
    ).one_or_none()
    return None if row is None else ThreadRecord(*row)


def read_delivered(connection: Connection, key: str) -> TurnRecord | None:
    """The turn that answered the message of this key, or None."""
    row = connection.execute(
        select(turns, conversations.c.locale, conversations.c.channel, conversations.c.owner)
        .select_from(deliveries)
        .join(turns, (turns.c.conversation_id == deliveries.c.conversation_id) & (turns.c.turn == deliveries.c.turn))
        .join(conversations, conversations.c.id == turns.c.conversation_id)
        .where(deliveries.c.key == key)
    ).one_or_none()
    return None if row is None else _turn(row)


def read_conversations(connection: Connection, since: datetime | None, after: str, limit: int) -> list[str]:
    """Ids of conversations that were added to since then, in the order of the ids, after the id `after`."""
    query = select(conversations.c.id).where(conversations.c.id > after).order_by(conversations.c.id).limit(limit)
    if since is not None:
        query = query.where(conversations.c.updated_at >= since)
    return list(connection.execute(query).scalars())


def read_notices(connection: Connection, conversation_id: str, after: int = 0) -> list[NoticeRecord]:
    """The notices of a conversation after the number `after`, oldest first."""
    rows = connection.execute(
        select(notices)
        .where(notices.c.conversation_id == conversation_id, notices.c.number > after)
        .order_by(notices.c.number)
    )
    return [NoticeRecord(**row._mapping) for row in rows]


def write_turn(connection: Connection, turn: TurnRecord) -> None:
    """Keep a turn, the conversation's new state, and the requests and tickets that came of it.

    Raises Conflict when the conversation is not at the turn before this one, the thread not where it was seen, or the
    message answered already.
    """
    try:
        _advance(connection, turn)
        row = {"conversation_id": turn.conversation_id, "turn": turn.turn, "at": turn.at}
        connection.execute(_INSERT_TURN, {**row, "request": turn.request, "reply": turn.reply})
        _mark(connection, turn)
    except IntegrityError:
        raise Conflict(turn.conversation_id) from None
    for request in turn.requests:
        insert_request(connection, request, turn)
    for ticket in turn.tickets:
        insert_ticket(connection, ticket, turn)
    if turn.noticed:
        connection.execute(
            update(notices)
            .where(
                notices.c.conversation_id == turn.conversation_id,
                notices.c.number <= turn.noticed,
                notices.c.shown_turn.is_(None),
            )
            .values(shown_turn=turn.turn)
        )


def write_notice(connection: Connection, notice: NoticeRecord) -> None:
    """Keep a notice under the next number of its conversation. Raises Conflict when another took that number."""
    last = select(func.coalesce(func.max(notices.c.number), 0)).where(
        notices.c.conversation_id == notice.conversation_id
    )
    number = connection.execute(last).scalar_one() + 1
    try:
        connection.execute(
            insert(notices).values(
                conversation_id=notice.conversation_id,
                number=number,
                at=notice.at,
                kind=notice.kind,
                author=notice.author,
                ticket_id=notice.ticket_id,
                request_id=notice.request_id,
                text=notice.text,
            )
        )
    except IntegrityError:
        raise Conflict(notice.conversation_id) from None


def _advance(connection: Connection, turn: TurnRecord) -> None:
    values = {
        "locale": turn.locale,
        "channel": turn.channel,
        "state": turn.state,
        "turn": turn.turn,
        "updated_at": turn.at,
        "owner": turn.owner,
    }
    if turn.turn == 1:
        connection.execute(_OPEN, {"id": turn.conversation_id, "created_at": turn.at, **values})
        return
    # The turn number is the lock: of two writers that read the same turn, the second finds no row to move.
    place = {"key": turn.conversation_id, "was": turn.turn - 1}
    moved = connection.execute(_ADVANCE, {**place, **{f"new_{name}": value for name, value in values.items()}})
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
        owner=kept["owner"],
    )
