"""The store, the same tests for SQLite in a file, SQLite in memory and PostgreSQL."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from assistant.store import (
    AuditEntry,
    Conflict,
    ConversationRecord,
    NoticeRecord,
    RequestRecord,
    SQLiteStore,
    Store,
    ThreadRecord,
    TicketRecord,
    TurnRecord,
    Unavailable,
    create_store,
)
from assistant.store.insights import Asked, Handled
from assistant.store.postgres import PostgresStore
from assistant.store.tables import metadata

AT = datetime(2026, 11, 22, 3, 4, 5, 678_000, tzinfo=UTC)


def turn(number: int = 1, **changes: Any) -> TurnRecord:
    given = {
        "conversation_id": "c1",
        "turn": number,
        "locale": "ja",
        "channel": "web",
        "state": {"slots": {"grade": "Core"}, "n": number},
        "request": {"text": f"質問{number}"},
        "reply": {"text": f"回答{number}"},
        "at": AT,
    }
    return TurnRecord(**{**given, **changes})


@pytest.fixture(params=["sqlite file", "sqlite memory", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Any) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return "sqlite:///:memory:" if request.param == "sqlite memory" else f"sqlite:///{tmp_path}/deep/er/store.db"


@asynccontextmanager
async def opened(url: str) -> Any:
    store = create_store(url)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


def run(url: str, story: Callable[[Store], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        async with opened(url) as store:
            return await story(store)

    return asyncio.run(main())


def test_the_address_chooses_the_store() -> None:
    assert isinstance(create_store("sqlite:///x.db"), SQLiteStore)
    assert isinstance(create_store("postgresql://u:p@h/n"), PostgresStore)
    assert isinstance(create_store("postgres://u:p@h/n"), PostgresStore)


def test_a_turn_comes_back_as_it_was_kept(url: str) -> None:
    async def story(store: Store) -> None:
        assert await store.conversation("c1") is None
        await store.save_turn(turn(1))
        await store.save_turn(turn(2, locale="en", channel="api"))
        assert await store.conversation("c1") == ConversationRecord(
            "c1", "en", "api", {"slots": {"grade": "Core"}, "n": 2}, 2
        )
        kept = await store.turns("c1")
        assert [(t.turn, t.request["text"], t.reply["text"], t.at) for t in kept] == [
            (1, "質問1", "回答1", AT),
            (2, "質問2", "回答2", AT),
        ]

    run(url, story)


@pytest.mark.parametrize("text", ["\x00", "𠮷野家🍣", "'; DROP TABLE turns; --", '{"a":1}', "\u2028\ufeff\x1b[0m"])
def test_any_text_comes_back_as_it_was(url: str, text: str) -> None:
    async def story(store: Store) -> None:
        await store.save_turn(turn(request={"text": text}, reply={"text": text}, state={text: text}))
        (kept,) = await store.turns("c1")
        conversation = await store.conversation("c1")
        assert (kept.request["text"], kept.reply["text"]) == (text, text)
        assert conversation is not None
        assert conversation.state == {text: text}

    run(url, story)


def test_turns_are_found_by_the_kind_of_their_reply(url: str) -> None:
    said = [("fallback", "a"), ("answer", '"kind":"fallback"'), ("choice", "\x00"), ("fallback", "c")]

    async def story(store: Store) -> None:
        for number, (kind, told) in enumerate(said, 1):
            at = AT + timedelta(days=number)
            reply = {"kind": kind, "text": told, "more": {"kind": "choice"}}
            entry = AuditEntry("turn", None, {"kind": kind, "answers": []}, "c1", number, at)
            await store.keep(turn(number, reply=reply, at=at), entry)
        other = AuditEntry("turn", None, {"kind": "fallback", "answers": []}, "c2", 1, AT)
        await store.keep(turn(1, conversation_id="c2", reply={"kind": "fallback"}), other)
        # What is gone is not found, though the audit still has its line; another entry is none of a turn.
        gone = AuditEntry("turn", None, {"kind": "fallback", "answers": []}, "c3", 1, AT)
        await store.keep(gone, AuditEntry("decided", None, {"kind": "fallback", "asked": "\x00"}, "c1", 2, AT))

        async def found(*kinds: str, since: datetime | None = None, limit: int = 10) -> list[tuple[str, int]]:
            turns = await store.turns_answered(kinds, since, limit)
            return [(t.conversation_id, t.turn) for t in turns]

        assert await found("fallback", "choice") == [("c1", 4), ("c1", 3), ("c1", 1), ("c2", 1)]
        assert await found("fallback") == [("c1", 4), ("c1", 1), ("c2", 1)]
        assert await found("fallback", since=AT + timedelta(days=1)) == [("c1", 4), ("c1", 1)]
        assert await found("fallback", "choice", limit=2) == [("c1", 4), ("c1", 3)]
        assert await found("receipt") == []

    run(url, story)


@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_turn_that_is_not_the_next_one_is_a_conflict(url: str, number: int) -> None:
    async def story(store: Store) -> None:
        await store.save_turn(turn(1))
        await store.save_turn(turn(2))
        with pytest.raises(Conflict):
            await store.save_turn(turn(number, state={"lost": True}))
        conversation = await store.conversation("c1")
        assert conversation is not None
        assert (conversation.turn, conversation.state["n"]) == (2, 2)
        await store.save_turn(turn(3))

    run(url, story)


def test_a_turn_of_a_conversation_that_is_not_there_is_a_conflict(url: str) -> None:
    async def story(store: Store) -> None:
        with pytest.raises(Conflict):
            await store.save_turn(turn(2))
        assert await store.turns("c1") == []

    run(url, story)


def test_requests_and_tickets_are_kept_with_their_turn_or_not_at_all(url: str) -> None:
    request = RequestRecord("r1", "confirmed", {"outcome": "allowed"}, {"ztna": "2025-04-01"})
    ticket = TicketRecord("t1", "needs_human", {"open": "H:SWITCH"})

    async def count(store: Any, table: str) -> int:
        read = store.read
        return int(await read(lambda c: c.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()))  # noqa: S608

    async def story(store: Store) -> None:
        await store.save_turn(turn(1, requests=(request,), tickets=(ticket,)))
        assert [await count(store, table) for table in ("requests", "tickets", "turns")] == [1, 1, 1]
        # The same request id again breaks the transaction: neither the turn nor the new state may stay behind.
        with pytest.raises(IntegrityError):
            await store.save_turn(turn(2, requests=(request,)))
        conversation = await store.conversation("c1")
        assert conversation is not None
        assert (conversation.turn, await count(store, "turns")) == (1, 1)

    run(url, story)


def test_a_thread_goes_on_where_it_was_last(url: str) -> None:
    async def story(store: Store) -> None:
        assert await store.thread("k1") is None
        await store.save_turn(turn(1, thread="k1"))
        assert await store.thread("k1") == ThreadRecord("c1", AT)
        await store.save_turn(turn(2, thread="k1", thread_was="c1", at=AT + timedelta(hours=1)))
        assert await store.thread("k1") == ThreadRecord("c1", AT + timedelta(hours=1))
        await store.save_turn(turn(1, conversation_id="c2", thread="k1", thread_was="c1"))
        assert await store.thread("k1") == ThreadRecord("c2", AT)

    run(url, story)


@pytest.mark.parametrize("seen", [None, "c2"])
def test_a_thread_that_went_on_elsewhere_is_a_conflict_and_nothing_is_kept(url: str, seen: str | None) -> None:
    async def story(store: Store) -> None:
        await store.save_turn(turn(1, thread="k1"))
        with pytest.raises(Conflict):
            await store.save_turn(turn(1, conversation_id="c3", thread="k1", thread_was=seen))
        assert await store.thread("k1") == ThreadRecord("c1", AT)
        assert await store.conversation("c3") is None

    run(url, story)


def test_a_delivery_is_kept_with_its_turn_and_once(url: str) -> None:
    async def story(store: Store) -> None:
        assert await store.delivered("d1") is None
        await store.save_turn(turn(1))
        await store.save_turn(turn(2, delivery="d1"))
        kept = await store.delivered("d1")
        assert kept is not None
        assert (kept.conversation_id, kept.turn, kept.reply) == ("c1", 2, {"text": "回答2"})
        with pytest.raises(Conflict):
            await store.save_turn(turn(3, delivery="d1"))
        assert len(await store.turns("c1")) == 2

    run(url, story)


def test_of_many_writers_of_one_turn_one_wins(url: str) -> None:
    async def story(store: Store) -> None:
        await store.save_turn(turn(1))
        outcomes = await asyncio.gather(
            *(store.save_turn(turn(2, state={"n": n})) for n in range(8)), return_exceptions=True
        )
        assert [type(o) for o in outcomes].count(type(None)) == 1
        assert [type(o) for o in outcomes].count(Conflict) == 7
        assert len(await store.turns("c1")) == 2

    run(url, story)


def test_the_migrations_make_the_tables_of_the_code(url: str) -> None:
    def differences(connection: Any) -> Any:
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async def story(store: Any) -> None:
        read = store.read
        assert await read(differences) == []

    run(url, story)


def test_several_servers_start_at_once_on_a_new_database(tmp_path: Any, postgres_url: str) -> None:
    async def start(url: str) -> None:
        stores = [create_store(url) for _ in range(4)]
        await asyncio.gather(*(store.open() for store in stores))
        await stores[0].save_turn(turn(1))
        assert [(await store.conversation("c1")) is not None for store in stores] == [True] * 4
        for store in stores:
            await store.close()

    asyncio.run(start(f"sqlite:///{tmp_path}/shared.db"))
    asyncio.run(start(postgres_url))


def test_a_new_file_that_another_server_is_writing_is_waited_for(tmp_path: Any) -> None:
    async def story() -> None:
        other = sqlite3.connect(tmp_path / "new.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")  # before write-ahead logging is on, SQLite does not wait for this by itself
        asyncio.get_running_loop().call_later(0.2, other.close)
        store = create_store(f"sqlite:///{tmp_path}/new.db")
        await store.open()
        await store.ping()
        await store.close()

    asyncio.run(story())


def test_a_database_that_is_not_there_is_said_to_be_unavailable(tmp_path: Any) -> None:
    (tmp_path / "not-a-database.db").write_bytes(b"this is a text, not a database, and long enough to be read" * 20)

    async def story(url: str) -> None:
        store = create_store(url)
        with pytest.raises(Unavailable):
            await store.open()
        await store.close()

    asyncio.run(story(f"sqlite:///{tmp_path}/not-a-database.db"))
    asyncio.run(story("postgresql://nobody@127.0.0.1:1/none"))


def test_a_committed_turn_is_on_the_disk(tmp_path: Any) -> None:
    async def story(store: Any) -> None:
        def pragmas(connection: Any) -> list[Any]:
            return [connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "synchronous")]

        assert await store.write(pragmas) == ["wal", 2]

    run(f"sqlite:///{tmp_path}/store.db", story)


def test_what_the_dashboard_counts(url: str) -> None:
    async def story() -> None:
        async with opened(url) as store:
            ticket = TicketRecord("T-1", "asked", {})
            request = RequestRecord("R-1", "confirmed", {}, {})
            await store.keep(turn(tickets=(ticket,), requests=(request,)), AUDITED)
            waiting = await store.waiting()
            assert (waiting.requests, waiting.tickets) == (1, 1)
            asked = await store.asked(AT - timedelta(days=1))
            assert asked == [Asked(AT.date(), "answer", "web", 1)]
            assert await store.intents_asked(AT) == {"credit": 1, "price": 1}
            later = AT + timedelta(hours=24)
            assert (await store.asked(later), await store.intents_asked(later)) == ([], {})
            evening = AT.replace(hour=15, minute=1)  # the next day in Japan
            moments = (evening, evening + timedelta(minutes=5), evening - timedelta(minutes=5))
            await store.keep(*(replace(AUDITED, turn=number, at=at) for number, at in enumerate(moments, 2)))
            await store.keep(AuditEntry("decided", None, {"asked": "\x00"}, at=evening))  # no turn, and not to be read
            assert await store.asked(evening - timedelta(minutes=5)) == [
                Asked(evening.date(), "answer", "web", 1),
                Asked(evening.date() + timedelta(days=1), "answer", "web", 2),
            ]
            assert await store.intents_asked(evening) == {"credit": 2, "price": 2}
            assert await store.handled(AT) == [Handled(AT, None)]
            for hours in (3, 2):
                notice = NoticeRecord("c1", "agent", {"any": "…"}, ticket_id="T-1", at=AT + timedelta(hours=hours))
                await store.keep(notice)
            assert await store.handled(AT) == [Handled(AT, AT + timedelta(hours=2))]

    asyncio.run(story())


AUDITED = AuditEntry(
    "turn",
    None,
    {"kind": "answer", "locale": "ja", "channel": "web", "answers": [{"intent": "price"}, {"intent": "credit"}]},
    "c1",
    1,
    AT,
)
