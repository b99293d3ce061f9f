"""audit: whether it is as it was written."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from assistant.settings import load_settings
from assistant.store import Store, create_store

T = TypeVar("T")


def _ask(question: Callable[[Store], Awaitable[T]]) -> T:
    async def main() -> T:
        store = create_store(load_settings().database_url)
        await store.open()
        try:
            return await question(store)
        finally:
            await store.close()

    return asyncio.run(main())


@click.group()
def audit() -> None:
    """The audit: every decision, request and change of state, each chained to the one before."""


@audit.command()
@click.option("--head", "kept", help="A hash that `audit head` gave earlier: tells whether the end was taken away.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def verify(kept: str | None, as_json: bool) -> None:
    """Check every entry; names the first that does not hold. Exit code 1 when one does not."""
    found = _ask(lambda store: store.audit_verify(kept.strip().lower() if kept else None))
    if as_json:
        fields = {"entries": found.entries, "head": found.head, "entry": found.entry, "fault": found.fault}
        click.echo(json.dumps({"sound": found.sound, **fields}))
    elif found.sound:
        click.echo(f"The audit is sound: {found.entries:,} entries, head {found.head}.")
    else:
        where = f"Entry {found.entry} does not hold" if found.entry is not None else "The audit does not hold"
        click.echo(f"{where}: {found.fault}. {found.entries:,} entries before hold.", err=True)
    if not found.sound:
        sys.exit(1)


@audit.command()
def head() -> None:
    """Print the last entry's hash; keep it elsewhere, for `audit verify --head`."""
    _, last = _ask(lambda store: store.audit_head())
    click.echo(last)
