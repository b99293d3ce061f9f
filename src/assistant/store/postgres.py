"""PostgreSQL, for several machines: the same statements over asyncpg."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import create_async_engine

from assistant.store import migrate
from assistant.store.base import Store
from assistant.store.records import Unavailable
from assistant.store.sqlite import json_text

P = ParamSpec("P")
T = TypeVar("T")

CONNECT_SECONDS: Final = 5
COMMAND_SECONDS: Final = 10
POOL: Final = 10


class PostgresStore(Store):
    """A store that several servers share."""

    def __init__(self, url: str, *, pool_size: int = POOL) -> None:
        self._engine = create_async_engine(
            make_url(url).set(drivername="postgresql+asyncpg"),
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=COMMAND_SECONDS,
            pool_pre_ping=True,
            json_serializer=json_text,
            hide_parameters=True,  # an error message must not carry what a customer wrote
            connect_args={"timeout": CONNECT_SECONDS, "command_timeout": COMMAND_SECONDS},
        )

    async def open(self) -> None:
        """Bring the database to the newest schema. Raises Unavailable."""
        await self._run(migrate.upgrade)

    async def close(self) -> None:
        """Let the connections go."""
        await self._engine.dispose()

    async def ping(self) -> None:
        """Raises Unavailable when the database does not answer."""
        await self._run(_select_one)

    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one of the statements that only read. Raises Unavailable."""
        return await self._run(work, *args, **kwargs)

    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one of the statements in a transaction of its own. Raises Unavailable."""
        return await self._run(work, *args, **kwargs)

    async def _run(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            async with self._engine.begin() as connection:
                return await connection.run_sync(work, *args, **kwargs)
        except (IntegrityError, DataError, ProgrammingError):
            raise  # a mistake of ours: trying again later would not help
        # asyncpg raises OSError and TimeoutError as they are when no connection can be had.
        except (DBAPIError, OSError, TimeoutError) as failure:
            raise Unavailable(type(failure).__name__) from failure


def _select_one(connection: Connection) -> None:
    connection.execute(text("SELECT 1"))
