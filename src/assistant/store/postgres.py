"""PostgreSQL, for several machines: the same statements over asyncpg."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.exc import DataError, DBAPIError, DisconnectionError, IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.store import migrate
from assistant.store.base import BY_KEY, Store
from assistant.store.records import Unavailable
from assistant.store.sqlite import json_text

P = ParamSpec("P")
T = TypeVar("T")

CONNECT_SECONDS: Final = 5
COMMAND_SECONDS: Final = 10
POOL: Final = 10
IDLE_SECONDS: Final = 0.5
LEFT: Final = "assistant.left"  # when a connection was given back


class PostgresStore(Store):
    """A store that several servers share."""

    def __init__(self, url: str, *, pool_size: int = POOL) -> None:
        self.at_once = max(1, pool_size // 2)  # the rest of the connections is for those who only look
        self._engine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"),
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=COMMAND_SECONDS,
            json_serializer=json_text,
            hide_parameters=True,  # an error message must not carry what a customer wrote
            connect_args={"timeout": CONNECT_SECONDS, "command_timeout": COMMAND_SECONDS},
        )
        # For one statement: it sees what it would in a transaction, without the two trips for one.
        self._reading = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        event.listen(self._engine.sync_engine.pool, "checkin", _left)
        event.listen(self._engine.sync_engine.pool, "checkout", self._looked_at)

    def _looked_at(self, connection: Any, record: ConnectionPoolEntry, _: object) -> None:
        """Ask a connection that has lain idle whether it is still there; the pool replaces one that is not."""
        if time.monotonic() - record.info.get(LEFT, 0.0) < IDLE_SECONDS:
            return  # it was in use just now: whether it is there tells itself
        dialect = self._engine.sync_engine.dialect
        try:
            dialect.do_ping(connection)
        except Exception as failure:
            raise DisconnectionError from failure

    async def open(self) -> None:
        """Bring the database to the newest schema. Raises Unavailable."""
        await self.write(migrate.upgrade)

    async def close(self) -> None:
        """Let the connections go."""
        await self._engine.dispose()

    async def ping(self) -> None:
        """Raises Unavailable when the database does not answer."""
        await self.read(_select_one)

    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one of the statements that only read. Raises Unavailable."""
        opened = self._reading.connect if work in BY_KEY else self._engine.begin
        return await self._run(opened, work, *args, **kwargs)

    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one of the statements in a transaction of its own. Raises Unavailable."""
        return await self._run(self._engine.begin, work, *args, **kwargs)

    async def _run(
        self,
        opened: Callable[[], AbstractAsyncContextManager[AsyncConnection]],
        work: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        try:
            async with opened() as connection:
                return await connection.run_sync(work, *args, **kwargs)
        except (IntegrityError, DataError, ProgrammingError):
            raise  # a mistake of ours: trying again later would not help
        # asyncpg raises OSError and TimeoutError as they are when no connection can be had.
        except (DBAPIError, OSError, TimeoutError) as failure:
            raise Unavailable(type(failure).__name__) from failure


def _left(_: object, record: ConnectionPoolEntry) -> None:
    record.info[LEFT] = time.monotonic()


def _select_one(connection: Connection) -> None:
    connection.execute(text("SELECT 1"))
