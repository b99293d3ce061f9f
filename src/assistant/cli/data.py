"""forget, export, purge: what is kept of people. And the backup of the database."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click
from sqlalchemy import Connection, make_url

from assistant.cli.server import db
from assistant.settings import load_settings
from assistant.store import create_store, now, privacy

P = ParamSpec("P")
T = TypeVar("T")


def _run(work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    async def main() -> T:
        store = create_store(load_settings().database_url)
        await store.open()
        try:
            return await store.write(work, *args, **kwargs)
        finally:
            await store.close()

    return asyncio.run(main())


@click.command()
@click.argument("customer")
def export(customer: str) -> None:
    """Print everything that is kept of CUSTOMER (the subject of their tokens) as JSON."""
    found: dict[str, Any] = _run(privacy.export_customer, customer)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str))


@click.command()
@click.argument("customer")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(customer: str, yes: bool) -> None:
    """Delete what is kept of CUSTOMER: conversations, requests, tickets, contracts. The audit keeps no name."""
    if not yes:
        click.confirm(f"Delete everything that is kept of {customer}?", abort=True)
    gone = _run(privacy.forget_customer, customer)
    click.echo(", ".join(f"{number} {what}" for what, number in gone.items()))


@click.command()
@click.option("--days", type=click.IntRange(1, 36_500), help="Otherwise ASSISTANT_RETENTION_DAYS.")
@click.option("--all", "everything", is_flag=True, help="Even when that is every conversation there is.")
def purge(days: int | None, everything: bool) -> None:
    """Delete conversations without a turn for that many days, unless a request or ticket of theirs is open."""
    kept = days or load_settings().retention_days
    if kept is None:
        raise click.ClickException("Nothing is purged: set ASSISTANT_RETENTION_DAYS or give --days.")
    before = now() - timedelta(days=kept)
    newest = _run(privacy.newest_turn)
    if newest is not None and newest < before and not everything:
        raise click.ClickException(
            f"The last turn of all was on {newest:%Y-%m-%d}, so that nothing would be left. If this machine's clock is "
            "right, give --all."
        )
    number = _run(privacy.purge_conversations, before)
    click.echo(f"{number} conversations deleted.")


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Copy the SQLite database to FILE while the server goes on, and check the copy."""
    url = make_url(load_settings().database_url)
    if url.get_backend_name() != "sqlite":
        raise click.ClickException("This is for SQLite; for PostgreSQL use pg_dump.")
    if not url.database or not Path(url.database).is_file():
        raise click.ClickException(f"There is no database {url.database}.")
    if file.exists():
        raise click.ClickException(f"{file} exists already; a backup overwrites nothing.")
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(url.database)) as source, closing(sqlite3.connect(file)) as copy:
        try:
            source.backup(copy)
        except sqlite3.DatabaseError as failure:
            raise click.ClickException(f"The database cannot be copied: {failure}") from failure
        faults = _faults(copy)
    if faults:
        raise click.ClickException(f"The copy is damaged, and so may be the database: {faults[0]}")
    click.echo(f"{file} ({file.stat().st_size:,} bytes), checked.")


@db.command()
def check() -> None:
    """Check the SQLite database for damage."""
    url = make_url(load_settings().database_url)
    if url.get_backend_name() != "sqlite":
        raise click.ClickException("This is for SQLite; PostgreSQL checks itself.")
    if not url.database or not Path(url.database).is_file():
        raise click.ClickException(f"There is no database {url.database}.")
    with closing(sqlite3.connect(url.database)) as source:
        faults = _faults(source)
    if faults:
        raise click.ClickException(f"The database is damaged: {'; '.join(faults)}")
    click.echo("The database is sound.")


def _faults(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with a database, at most ten places; some damage ends the search itself."""
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)")]
    except sqlite3.DatabaseError as failure:
        return [str(failure)]
    return [] if found == ["ok"] else found
