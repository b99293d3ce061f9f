"""The audit's chain on both databases: what breaks it is told, what may happen to it does not break it."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from assistant.cli import run as assistant
from assistant.store import AuditEntry, RequestMoved, Store, TurnRecord, create_store, migrate, privacy
from assistant.store.audit import START, Verified
from stories import run

AT = datetime(2026, 11, 22, 3, 4, 5, 678_000, tzinfo=UTC)
SWAPPED = """UPDATE audit SET id = 99 WHERE id = 2;
UPDATE audit SET id = 2 WHERE id = 3;
UPDATE audit SET id = 3 WHERE id = 99"""
HISTORY = "SELECT id, previous, hash FROM audit ORDER BY id"


def entry(number: int, owner: str | None = "customer:a") -> AuditEntry:
    return AuditEntry("turn", owner, {"kind": "answer", "n": number, "title": "決定"}, f"c{number}", number, AT)


async def filled(store: Store, count: int = 5) -> None:
    for number in range(1, count + 1):
        await store.keep(entry(number))


def by_force(connection: Connection, sql: str) -> None:
    """What somebody does who may do anything with the database: the guards are taken off first."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
    else:
        connection.execute(text("DROP TRIGGER IF EXISTS audit_no_update"))
        connection.execute(text("DROP TRIGGER IF EXISTS audit_no_delete"))
    for statement in sql.split(";"):
        connection.execute(text(statement))


def test_entries_form_a_chain_from_the_first_on(url: str) -> None:
    async def story(store: Store) -> None:
        assert await store.audit_verify() == Verified(0, START)
        await filled(store)
        found = await store.audit_verify()
        assert (found.entries, found.sound) == (5, True)
        assert await store.audit_head() == (5, found.head)

        def links(connection: Connection) -> list[Any]:
            return [tuple(row) for row in connection.execute(text(HISTORY))]

        rows = await store.read(links)
        assert [previous for _, previous, _ in rows] == [START, *[own for _, _, own in rows[:-1]]]

    run(url, story)


@pytest.mark.parametrize(
    ("sql", "first"),
    [
        ("UPDATE audit SET kind = 'other' WHERE id = 3", 3),
        ("""UPDATE audit SET data = '{"kind": "answer", "n": 9}' WHERE id = 2""", 2),
        ("UPDATE audit SET turn = turn + 1 WHERE id = 5", 5),
        ("UPDATE audit SET owner = 'customer:b' WHERE id = 4", 4),
        ("UPDATE audit SET owner = 'customer:b', salt = NULL WHERE id = 4", 4),
        ("DELETE FROM audit WHERE id = 3", 4),
        ("DELETE FROM audit WHERE id = 1", 2),
        (SWAPPED, 2),
    ],
)  # fmt: skip
def test_a_change_a_gap_and_another_order_are_found_where_they_are(url: str, sql: str, first: int) -> None:
    async def story(store: Store) -> None:
        await filled(store)
        await store.write(by_force, sql)
        assert (await store.audit_verify()).entry == first

    run(url, story)


def test_an_end_taken_away_is_told_by_the_head_that_was_kept(url: str) -> None:
    async def story(store: Store) -> None:
        await filled(store)
        _, kept = await store.audit_head()
        await store.keep(entry(6))
        assert (await store.audit_verify(kept)).sound
        await store.write(by_force, "DELETE FROM audit WHERE id >= 5")
        assert (await store.audit_verify()).sound
        found = await store.audit_verify(kept)
        assert (found.sound, found.entries, found.entry) == (False, 4, None)

    run(url, story)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET kind = 'other'",
        "UPDATE audit SET owner = 'customer:b'",
        "UPDATE audit SET owner = NULL",
        "DELETE FROM audit WHERE id = 3",
        "DELETE FROM audit",
    ],
)
def test_the_database_itself_refuses_to_change_an_entry(url: str, sql: str) -> None:
    async def story(store: Store) -> None:
        await filled(store)
        with pytest.raises(IntegrityError, match="only added to"):
            await store.write(_plain, sql)
        assert (await store.audit_verify()).entries == 5

    run(url, story)


def _plain(connection: Connection, sql: str) -> None:
    connection.execute(text(sql))


def test_a_forgotten_customer_leaves_a_chain_that_holds_and_no_trace_of_who_it_was(url: str) -> None:
    async def story(store: Store) -> None:
        await filled(store)
        await store.keep(entry(6, "customer:b"))
        _, kept = await store.audit_head()
        assert (await store.write(privacy.forget_customer, "a"))["audit"] == 5

        def whole(connection: Connection) -> list[Any]:
            return [dict(row._mapping) for row in connection.execute(text("SELECT * FROM audit ORDER BY id"))]

        rows = await store.read(whole)
        assert [row["owner"] for row in rows] == [None] * 5 + ["customer:b", None]
        assert [row["salt"] for row in rows[:5]] == [None] * 5
        assert "customer:a" not in json.dumps(rows, default=str)
        assert rows[-1]["kind"] == "customer.forgotten"
        found = await store.audit_verify(kept)
        assert (found.sound, found.entries) == (True, 7)

    run(url, story)


def test_entries_from_before_the_chain_are_chained_when_the_database_is_brought_up_to_date(bare_url: str) -> None:
    old = "INSERT INTO audit (id, at, kind, owner, conversation_id, turn, data) VALUES "
    rows = [f"({n}, '2026-11-2{n} 03:04:05.000678', 'turn', 'customer:a', 'c', {n}, '{{}}')" for n in (1, 2, 5)]

    def before(connection: Connection) -> None:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        connection.execute(text(old + ", ".join(rows)))

    async def main() -> None:
        store = create_store(bare_url)
        try:
            await store.write(before)
            await store.open()
            assert (await store.audit_verify()).entries == 3
            await store.keep(entry(6))
            found = await store.audit_verify()
            assert (found.entries, found.sound, (await store.audit_head())[0]) == (4, True, 6)
        finally:
            await store.close()

    asyncio.run(main())


def test_two_entries_of_one_customer_have_different_marks(url: str) -> None:
    async def story(store: Store) -> None:
        await filled(store, 2)

        def marks(connection: Connection) -> set[str]:
            return set(connection.execute(text("SELECT mark FROM audit")).scalars())

        assert len(await store.read(marks)) == 2

    run(url, story)


def test_writers_at_the_same_time_make_one_chain(url: str) -> None:
    """Two servers' stores, many tasks, each with a turn before its entry; none is lost and none waits for ever."""

    async def story(store: Store) -> None:
        other = create_store(url)
        await other.open()
        try:

            async def write(number: int) -> None:
                which = store if number % 2 else other
                said = TurnRecord(f"c{number}", 1, "ja", "web", {}, {"text": "x"}, {"text": "y"}, AT)
                # Given first, it is written last all the same.
                await which.keep(entry(number), said, AuditEntry("request.confirmed", None, {"n": number}))

            await asyncio.wait_for(asyncio.gather(*(write(number) for number in range(40))), 60)
        finally:
            await other.close()
        found = await store.audit_verify()
        assert (found.entries, found.sound) == (80, True)

    run(url, story)


def test_what_is_rolled_back_leaves_no_hole(url: str) -> None:
    async def story(store: Store) -> None:
        await filled(store, 2)
        with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the store says of a request that is not there
            await store.keep(entry(3), RequestMoved("R-0", "draft", "confirmed", None))
        await store.keep(entry(4))
        found = await store.audit_verify()
        assert (found.entries, found.sound) == (3, True)

    run(url, story)


def test_the_command_says_the_first_broken_entry(url: str, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", url)
    run(url, filled)
    assert assistant(["audit", "verify"]) == 0
    assert "5 entries" in capsys.readouterr().out
    assert assistant(["audit", "head"]) == 0
    kept = capsys.readouterr().out.strip()
    assert assistant(["audit", "verify", "--head", kept, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "sound": True,
        "entries": 5,
        "head": kept,
        "entry": None,
        "fault": None,
    }
    run(url, lambda store: store.write(by_force, "UPDATE audit SET kind = 'x' WHERE id = 4"))
    with pytest.raises(SystemExit) as left:
        assistant(["audit", "verify"])
    assert left.value.code == 1
    assert "Entry 4" in capsys.readouterr().err
