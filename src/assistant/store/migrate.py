"""Bring a database to the newest schema: the migrations are inside the package and run at start-up."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from assistant.store import access  # noqa: F401 - its tables are part of the schema

# Any fixed number: servers that start together on one PostgreSQL take turns by it.
ADVISORY_LOCK: Final = 0x1D_A55157


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(connection: Connection) -> tuple[str | None, str]:
    """Run the migrations that are missing, inside the transaction that is open on `connection`.

    Gives the revision before and after. On SQLite that transaction holds the write lock already (BEGIN IMMEDIATE);
    on PostgreSQL an advisory lock is taken, so that of several starting servers one migrates and the others wait.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
    before = MigrationContext.configure(connection).get_current_revision()
    config = _config()
    newest = ScriptDirectory.from_config(config).get_current_head()
    if newest is None:
        raise RuntimeError("the package holds no migrations")
    if before != newest:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return before, newest
