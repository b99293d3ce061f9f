"""Bring a database to the newest schema: the migrations are inside the package and run at start-up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, inspect, text

from assistant.store import access  # noqa: F401 - its tables are part of the schema

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).parent / "migrations"
# Any fixed number: servers that start together on one PostgreSQL take turns by it.
ADVISORY_LOCK: Final = 0x1D_A55157


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415 - only a database that is not of today's schema needs Alembic

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(connection: Connection) -> tuple[str | None, str]:
    """Run the migrations that are missing, inside the transaction that is open on `connection`.

    Gives the revision before and after. On SQLite that transaction holds the write lock already (BEGIN IMMEDIATE);
    on PostgreSQL an advisory lock is taken, so that of several starting servers one migrates and the others wait.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
    before, newest = _current(connection), head()
    if before != newest:
        from alembic import command  # noqa: PLC0415 - see above

        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before, newest


def head() -> str:
    """The newest revision: the files of the migrations begin with their revisions, each after the one before it."""
    return max(file.name for file in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
