"""A database with as many stored turns as one likes: conversations that were held, copied under other ids and days.

The rows are those that the assistant itself wrote, its audit chained anew. One in a hundred of the copied requests and
tickets is still open; the days are spread over two years up to now.
"""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import DateTime, Integer, TypeDecorator

from assistant.service import Assistant, MessageRequest
from assistant.store import audit, create_store
from assistant.store.tables import metadata
from speed.texts import warm

TABLES = ("conversations", "turns", "requests", "request_steps", "request_items", "tickets", "audit")
IDS = frozenset({"id", "conversation_id", "request_id", "subject"})
OPEN = {"requests": ("confirmed", "accepted"), "tickets": ("open", "closed")}
CONTEXT = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京", "options": []},
}
SPECIAL = (("ライセンスを1500にしてください", "はい", CONTEXT), ("担当者につないでください", "お願いします", None))
SPAN = timedelta(days=730)
CHUNK = 5000

Row = dict[str, Any]


async def held(assistant: Assistant, folder: Path, conversations: int) -> dict[str, list[Row]]:
    """The rows of conversations of two turns each that the assistant was just asked, by table."""
    store = create_store(f"sqlite:///{folder}/held.db")
    await store.open()
    on = assistant.on(store)
    texts = warm()
    pairs = [*SPECIAL, *((texts[2 * n], texts[2 * n + 1], None) for n in range(conversations - len(SPECIAL)))]
    for first, second, context in pairs:
        opened = await on.message(MessageRequest(first, context=context))
        await on.message(MessageRequest(second, opened.body["conversation_id"]))
    await store.close()
    with sqlite3.connect(folder / "held.db") as connection:
        connection.row_factory = sqlite3.Row
        return {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in TABLES}  # noqa: S608


def copies(rows: Mapping[str, list[Row]], turns: int) -> Iterator[dict[str, list[Row]]]:
    """So many copies that the turns are about `turns`, each with ids and days of its own."""
    count = max(1, round(turns / len(rows["turns"])))
    now, previous, number = datetime.now(UTC), audit.START, 0
    named = re.compile("|".join(str(row["id"]) for name in OPEN for row in rows[name]))
    for copy in range(count):
        at = now - SPAN * (count - copy) / count
        made = {name: [_moved(name, row, copy, at) for row in rows[name]] for name in TABLES}
        for row in made["conversations"]:  # the state of a conversation names its requests and tickets
            row["state"] = named.sub(lambda found, copy=copy: f"{found[0]}-{copy}", row["state"])
        if copy % 100:
            made["request_items"] = []
        for row in made["audit"]:
            number += 1
            row["id"] = number
            entry = {
                **row,
                "data": json.loads(row["data"]),
                "at": datetime.fromisoformat(row["at"]).replace(tzinfo=UTC),
            }
            row.update(audit.sealed(entry, previous))
            previous = row["hash"]
        yield made


def _moved(table: str, row: Row, copy: int, at: datetime) -> Row:
    out = {name: f"{value}-{copy}" if name in IDS and isinstance(value, str) else value for name, value in row.items()}
    moment = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    out |= {name: moment for name in ("at", "created_at", "updated_at") if name in row}
    if table in OPEN and row["status"] == OPEN[table][0]:
        out["status"] = OPEN[table][copy % 100 != 0]
    return out


def into_sqlite(database: Path, made: Iterable[dict[str, list[Row]]]) -> None:
    """Write the copies into a file that has the tables."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    for chunk in _chunks(made):
        connection.execute("BEGIN")
        for name, rows in chunk.items():
            if rows:
                columns = list(rows[0])
                marks = ", ".join("?" * len(columns))
                sql = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
                connection.executemany(sql, [tuple(row.values()) for row in rows])
        connection.execute("COMMIT")
    connection.execute("PRAGMA optimize")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def into_postgres(url: str, made: Iterable[dict[str, list[Row]]]) -> None:
    """The same for PostgreSQL."""

    async def copy() -> None:
        connection = await asyncpg.connect(url)
        for chunk in _chunks(made):
            for name, rows in chunk.items():
                if rows:
                    columns = list(rows[0])
                    as_kept = [_kept(name, column) for column in columns]
                    records = [[f(v) for f, v in zip(as_kept, row.values(), strict=True)] for row in rows]
                    await connection.copy_records_to_table(name, records=records, columns=columns)
        await connection.execute("VACUUM ANALYZE")
        await connection.close()

    asyncio.run(copy())


def _kept(table: str, column: str) -> Callable[[Any], Any]:
    kind: Any = metadata.tables[table].c[column].type
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    if isinstance(kind, DateTime):
        return lambda value: value and datetime.fromisoformat(value).replace(tzinfo=UTC)
    return (
        (lambda value: value) if not isinstance(kind, Integer) else lambda value: None if value is None else int(value)
    )


def _chunks(made: Iterable[dict[str, list[Row]]]) -> Iterator[dict[str, list[Row]]]:
    chunk: dict[str, list[Row]] = {name: [] for name in TABLES}
    for each in made:
        for name, rows in each.items():
            chunk[name] += rows
        if len(chunk["turns"]) >= CHUNK:
            yield chunk
            chunk = {name: [] for name in TABLES}
    yield chunk


def an_old_one(rows: Mapping[str, Sequence[Row]], turns: int, number: int) -> str:
    """The id of one of the copied conversations; another one for each number."""
    count = max(1, round(turns / len(rows["turns"])))
    kept = rows["conversations"]
    return f"{kept[number % len(kept)]['id']}-{(number * 7919) % count}"
