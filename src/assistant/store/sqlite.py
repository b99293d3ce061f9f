"""SQLite: one writer connection and one reader connection, each in a thread of its own.

Several writers on one file fight for its lock; one that takes turns does not. Write-ahead logging lets the reader go
on while the writer commits, and `synchronous=FULL` means that a turn that was acknowledged is on the disk. Measured
with a read and a kept turn each: 1.7 ms this way, 3.5 ms over aiosqlite.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.pool import StaticPool

from assistant.store import migrate
from assistant.store.base import BY_KEY, Store
from assistant.store.records import Unavailable

P = ParamSpec("P")
T = TypeVar("T")

BUSY_SECONDS: Final = 10
CHECKPOINT_PAGES: Final = 4000  # 16 MB of log: pages that every message writes are brought into the file less often
RETRY_SECONDS: Final = 0.02

_CLOSED: Final[dict[Path, tuple[int, int] | None]] = {}  # how a file was left by this process


def json_text(value: Any) -> str:
    """Compact JSON with the characters as they are, a third of the size of escapes for Japanese."""
    return msgspec.json.encode(value).decode()


def engine(url: str) -> Engine:
    """An engine with one connection, whose transactions take the write lock when they begin."""
    address = make_url(url).set(drivername="sqlite")
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(
        address,
        poolclass=StaticPool,
        json_serializer=json_text,
        hide_parameters=True,  # an error message must not carry what a customer wrote
        # The driver opens no transaction by itself: ours begin below, so that DDL is part of them as well.
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": BUSY_SECONDS},
    )

    @event.listens_for(made, "connect")
    def prepare(connection: Any, _record: object) -> None:
        with closing(connection.cursor()) as cursor:
            _write_ahead(cursor)
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            cursor.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return made


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Turn on write-ahead logging, waiting for others that do the same.

    SQLite asks its busy handler for everything but this: of two servers that start at once on a new file, one is told
    at once that the database is locked. It is tried again for as long as any other lock is waited for.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as failure:
            if failure.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(RETRY_SECONDS)
        else:
            return


def reader_engine(url: str, wait: float = BUSY_SECONDS) -> Engine:
    """An engine with one connection that cannot write and never waits for the writer.

    For others that lock the whole file it waits so many seconds.
    """
    made = create_engine(
        make_url(url).set(drivername="sqlite"),
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": wait},
    )

    @event.listens_for(made, "connect")
    def prepare(connection: Any, _record: object) -> None:
        with closing(connection.cursor()) as cursor:
            cursor.execute("PRAGMA query_only = ON")

    return made


class _Kept:
    """The one connection of an engine, held on to: taking it and giving it back costs as much as two statements."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    @contextlib.contextmanager
    def use(self, *, begin: bool) -> Iterator[Connection]:
        """The connection, in a transaction of its own if it is to begin one; after a failure it is taken anew."""
        if self._connection is None:
            self._connection = self._engine.connect()
        try:
            with self._connection.begin() if begin else contextlib.nullcontext():
                yield self._connection
        except BaseException:
            self._give_back()
            raise

    def close(self) -> None:
        """Let the connection go, and the file with it."""
        self._give_back()
        self._engine.dispose()

    def _give_back(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


class SQLiteStore(Store):
    """A store in one file (or, for tests, in memory)."""

    at_once = 2  # while the writer keeps one, the next is thought about

    def __init__(self, url: str) -> None:
        database = make_url(url).database
        in_memory = database in (None, "", ":memory:")
        self._file = None if in_memory else Path(str(database))
        self._write_engine = engine(url)
        self._read_engine = self._write_engine if in_memory else reader_engine(url)
        self._writing = _Kept(self._write_engine)
        self._here = None if in_memory else _Kept(reader_engine(url, wait=0))
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        # In memory there is one connection, hence one thread for both.
        self._reader = self._writer if in_memory else ThreadPoolExecutor(1, thread_name_prefix="store-reader")

    async def open(self) -> None:
        """Make the file if need be, look it over, and bring it to the newest schema. Raises Unavailable.

        A damaged file is told now and never written to: what can still be read stays as it is. A file that this
        process has just closed is not looked over again: of many gigabytes that takes long.
        """
        if self._file is None or _CLOSED.get(self._file) != _seen(self._file):
            await self.write(_sound)
        await self.write(migrate.upgrade)

    async def close(self) -> None:
        """Finish what is being written and let the file go."""
        for pool in (self._writer, self._reader):
            await asyncio.to_thread(pool.shutdown)
        self._writing.close()
        if self._here is not None:
            self._here.close()
        self._read_engine.dispose()
        if self._file is not None:
            _CLOSED[self._file] = _seen(self._file)

    async def ping(self) -> None:
        """Raises Unavailable when the database does not answer."""
        await self.read(_select_one)

    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one of the statements in a transaction of its own. Raises Unavailable."""

        def run() -> T:
            with self._writing.use(begin=True) as connection:
                return work(connection, *args, **kwargs)

        return await self._in(self._writer, run)

    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one of the statements that only read. Raises Unavailable.

        What is read by its key is there sooner than a thread would begin to look for it. If the file is locked as a
        whole, the thread waits for it after all.
        """
        if self._here is not None and work in BY_KEY:
            with contextlib.suppress(DBAPIError), self._here.use(begin=False) as connection:
                return work(connection, *args, **kwargs)

        def run() -> T:
            with self._read_engine.connect() as connection:
                return work(connection, *args, **kwargs)

        return await self._in(self._reader, run)

    @staticmethod
    async def _in(pool: ThreadPoolExecutor, run: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, run)
        except (IntegrityError, DataError, ProgrammingError):
            raise  # a mistake of ours: trying again later would not help
        except DBAPIError as failure:
            raise Unavailable(str(failure.orig)) from failure


def _seen(file: Path) -> tuple[int, int] | None:
    """Size and moment of the last change of a file, None when there is none."""
    with contextlib.suppress(OSError):
        found = file.stat()
        return found.st_size, found.st_mtime_ns
    return None


def _sound(connection: Connection) -> None:
    fault = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    if fault != "ok":
        raise Unavailable(f"the database is damaged, restore a backup: {' '.join(str(fault).split())}")


def _select_one(connection: Connection) -> None:
    connection.execute(text("SELECT 1 FROM conversations LIMIT 1"))
