"""contracts, outbox, replay: what the desk keeps, from a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from assistant.cli import output
from assistant.cli.ask import as_json
from assistant.settings import TOKYO, load_settings
from assistant.store import Store, create_store, now

if TYPE_CHECKING:
    from assistant.desk import Desk

EXISTING_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
ACTOR: Final = "program:command"


@click.group()
def contracts() -> None:
    """The contracts of customers."""


@contracts.command("import")
@click.argument("file", type=EXISTING_FILE)
@as_json
def import_contracts(file: Path, as_json: bool) -> int:
    """Keep the contracts of FILE (CSV, JSON or YAML).

    Rows that cannot be kept are told with line and reason, and the exit code is 1; the others are kept. A file that is
    imported again changes only what differs.
    """
    counts, bad = asyncio.run(_import(file))
    if as_json:
        output.print_json({**counts, "bad": bad})
    else:
        for each in bad:
            click.echo(f"{file}:{each['line']}: {each['id'] or '(no id)'}: {each['reason']}", err=True)
        said = ", ".join(f"{count} {what}" for what, count in counts.items())
        click.echo(f"{said}, {len(bad)} refused.")
    return 1 if bad else 0


@contracts.command("list")
@click.option("--customer", help="Only those of this customer.")
@as_json
def list_contracts(customer: str | None, as_json: bool) -> None:
    """Show the contracts that are kept."""
    found = [each for each in asyncio.run(_contracts()) if customer in (None, each["customer"])]
    if as_json:
        output.print_json({"contracts": found})
        return
    columns = ("id", "customer", "name", "service", "grade", "licences", "options", "billing start", "version")
    rows = []
    for each in found:
        configuration = each["configuration"]
        options = " ".join(configuration.get("options") or ())
        about = (configuration.get("grade", ""), configuration.get("licences", ""), options)
        names = (each[name] for name in ("id", "customer", "name", "service"))
        rows.append([*names, *about, each["billing_start"] or "", each["version"]])
    output.show(output.table(columns, rows))


@click.group()
def outbox() -> None:
    """Events on their way to webhooks."""


@outbox.command("list")
@click.option("--status", type=click.Choice(["pending", "delivered", "dead"]), help="Only those in this state.")
@as_json
def list_outbox(status: str | None, as_json: bool) -> None:
    """Show deliveries, the oldest event first; `--status dead` is the list of those that were given up."""
    found = asyncio.run(_outbox(status))
    if as_json:
        output.print_json({"deliveries": found})
        return
    columns = ("event", "kind", "at", "url", "status", "attempts", "error")
    rows = [[str(each[name] if each[name] is not None else "") for name in columns] for each in found]
    output.show(output.table(columns, rows))


@outbox.command("retry")
@click.argument("events", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All that were given up.")
def retry_outbox(events: tuple[str, ...], everything: bool) -> None:
    """Bring deliveries that were given up back to the queue: of these EVENTS, or all."""
    if bool(events) == everything:
        raise click.ClickException("Name the events to retry, or say --all.")
    count = asyncio.run(_retry(None if everything else events))
    click.echo(f"{count} to be sent again.")


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only conversations that went on since this day.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Judge as on this day, instead of the day it was asked.")
@as_json
def replay(since: datetime | None, on: datetime | None, as_json: bool) -> int:
    """Run stored conversations on today's rules and intents and list every decision that would differ.

    Nothing is changed. Exit code 1 when anything differs. The list shows what people wrote: handle it as such.
    """
    report = asyncio.run(_replay(since, on.date() if on else None))
    if as_json:
        output.print_json(report)
        return 1 if report["differences"] else 0
    for each in report["differences"]:
        mark = " (follows from an earlier difference)" if each["follows"] else ""
        click.echo(f"{each['conversation_id']} turn {each['turn']}{mark}: {each['text']}")
        for name in each["before"]:
            click.echo(f"  {name}: {_brief(each['before'][name])}  ->  {_brief(each['after'][name])}")
    click.echo(
        f"{report['turns']} turns of {report['conversations']} conversations run, {report['skipped']} not judged then; "
        f"{len(report['differences'])} would be answered otherwise."
    )
    return 1 if report["differences"] else 0


def _brief(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        parts = []
        for answer in value:
            codes = " ".join((*answer["findings"], *answer["conditions"]))
            values = "".join(f" {name}={shown}" for name, shown in answer["values"].items())
            parts.append(f"{answer['intent']} {answer['service']} {answer['outcome']}{values} {codes}".rstrip())
        return "; ".join(parts)
    return str(value) if value else "none"


@asynccontextmanager
async def opened() -> AsyncIterator[Store]:
    """The store of the settings, brought to the newest schema."""
    store = create_store(load_settings().database_url)
    try:
        await store.open()
        yield store
    finally:
        await store.close()


def desk_of(store: Store) -> Desk:
    """A desk without the matcher, which takes a second to train and is not needed here."""
    from assistant.answers import Renderer
    from assistant.contracts import load_terms
    from assistant.contracts.parameters import load_parameters
    from assistant.desk import Desk, Office
    from assistant.desk.masking import Masker

    settings = load_settings()
    book = load_parameters()
    renderer = Renderer(settings.responses_dir, load_terms(), book)
    masker = Masker(settings.mask)
    return Desk(Office(store, renderer, book, settings.current_date, settings.webhook_urls, masker=masker))


async def load(desk: Desk, file: Path) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Keep the contracts of a file: how many were added, updated and unchanged, and the rows that were refused."""
    from assistant.desk import BadContract
    from assistant.desk.importing import rows, split

    counts = {"added": 0, "updated": 0, "unchanged": 0}
    bad: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for row in rows(file):
        contract_id = str(row.data.get("id") or "")
        try:
            if "more" in row.data:
                raise BadContract([{"loc": [], "msg": row.data["more"]}])
            contract_id, data = split(row.data)
            if contract_id in seen:
                raise BadContract([{"loc": ["id"], "msg": f"is on line {seen[contract_id]} already"}])
            seen[contract_id] = row.line
            counts[await desk.contracts.bring(desk.contracts.checked(contract_id, data), ACTOR)] += 1
        except BadContract as wrong:
            reasons = (": ".join(filter(None, (".".join(map(str, e["loc"])), e["msg"]))) for e in wrong.errors)
            bad.append({"line": row.line, "id": contract_id, "reason": "; ".join(reasons)})
    return counts, bad


async def _import(file: Path) -> tuple[dict[str, int], list[dict[str, Any]]]:
    async with opened() as store:
        return await load(desk_of(store), file)


async def _contracts() -> list[dict[str, Any]]:
    from assistant.desk.contracts import shown

    found: list[dict[str, Any]] = []
    async with opened() as store:
        after = ""
        while page := await store.contracts(after=after):
            found += map(shown, page)
            after = page[-1].id
    return found


async def _outbox(status: str | None) -> list[dict[str, Any]]:
    from assistant.desk.webhooks import shown

    async with opened() as store:
        return [shown(each) for each in await store.outbox(status)]


async def _retry(events: tuple[str, ...] | None) -> int:
    async with opened() as store:
        return await store.outbox_retry(events, now())


async def _replay(since: datetime | None, on: date | None) -> dict[str, Any]:
    from dataclasses import asdict

    from assistant.desk.replay import Replay
    from assistant.service import Assistant

    assistant = Assistant.from_settings(load_settings())
    async with opened() as store:
        start = since.replace(tzinfo=TOKYO) if since else None
        return asdict(await Replay(assistant.understander, assistant.dialogue, on).run(store, start))
