"""On PostgreSQL: messages a second with one worker and with two, in turns.

Client and database share the machine with the server.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
from collections.abc import Iterator

import asyncpg

from speed import client, servers
from speed.figures import Figure, median, missing
from speed.texts import measured, warm
from speed.web import Load, loaded

QUESTION = "HTTP on PostgreSQL"
RATIO = "two workers beside one"
LEAST = 1.7
CONNECTIONS = 32


def address() -> str:
    """Where PostgreSQL is looked for, as the tests do."""
    return os.environ.get("ASSISTANT_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def unreachable() -> str | None:
    """Why PostgreSQL cannot be used here, or None."""
    try:
        asyncio.run(_administer("SELECT 1"))
    except (OSError, asyncpg.PostgresError, TimeoutError) as failure:
        return f"no PostgreSQL here ({type(failure).__name__})"
    return None


@contextlib.contextmanager
def database() -> Iterator[str]:
    """The address of a new database, dropped afterwards."""
    name = f"assistant_speed_{secrets.token_hex(6)}"
    asyncio.run(_administer(f'CREATE DATABASE "{name}"'))
    try:
        yield f"{address().rpartition('/')[0]}/{name}"
    finally:
        asyncio.run(_administer(f'DROP DATABASE "{name}" WITH (FORCE)'))


async def _administer(sql: str) -> None:
    connection = await asyncpg.connect(address(), timeout=3)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


def compare(rounds: int, seconds: float) -> list[Figure]:
    """One worker and two, each with a database of its own, in turns."""
    if (why := unreachable()) is not None:
        return [missing(QUESTION, RATIO, why, limit=LEAST, least=True)]
    runs: dict[int, list[Load]] = {1: [], 2: []}
    texts = measured()
    with contextlib.ExitStack() as stack:
        up = {}
        for workers in runs:
            up[workers] = stack.enter_context(servers.assistant(stack.enter_context(database()), workers=workers))
            client.run(up[workers].port, 8, max(2.0, seconds / 2), warm())
        for _ in range(rounds):
            for workers, server in up.items():
                runs[workers].append(loaded(server, CONNECTIONS, seconds, texts))
    out = []
    for workers, each in runs.items():
        at = f"{workers} worker{'s' if workers > 1 else ''}, {CONNECTIONS} connections"
        out.append(median(QUESTION, f"{at}: messages", [one.rate for one in each], "/s"))
        out.append(median(QUESTION, f"{at}: CPU a message", [one.cpu for one in each], "ms"))
        out.append(median(QUESTION, f"{at}: p50", [one.p50 for one in each], "ms"))
        out.append(median(QUESTION, f"{at}: p99", [one.p99 for one in each], "ms"))
    pairs = [two.rate / one.rate for one, two in zip(runs[1], runs[2], strict=True)]
    out.append(median(QUESTION, RATIO, pairs, "times", limit=LEAST, least=True))
    return out
