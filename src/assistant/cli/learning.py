"""unanswered and learn: what was not understood, and making it understood."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from assistant.cli import output
from assistant.cli.ask import LOCALES, as_json
from assistant.cli.content import EXISTING_FILE
from assistant.settings import TOKYO, load_settings
from assistant.store import create_store

if TYPE_CHECKING:
    from assistant.learning import Group

_SHOWN = 5

since_option = click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Only what was asked on this day (in Tokyo) or later."
)


@click.command()
@since_option
@click.option(
    "--limit", type=click.IntRange(1, 100_000), default=1000, show_default=True, help="The last so many turns."
)
@click.option("--all", "settled", is_flag=True, help="Also what is understood by now.")
@as_json
def unanswered(since: datetime | None, limit: int, settled: bool, as_json: bool) -> None:
    """List what ended in a fallback or a choice, like beside like, the most asked first.

    The id of a group is what `assistant learn --group` takes.
    """
    groups = asyncio.run(_groups(since, limit, settled))
    if as_json:
        output.print_json({"groups": [_wire(each) for each in groups]})
        return
    for each in groups:
        likely = ", ".join(f"{intent} {chance:.0%}" for intent, chance in each.likely)
        output.show(Text(f"{each.id}  {each.times}×  nearest: {likely}"))
        for one in each.texts[:_SHOWN]:
            output.show(Text(f"    {one.kind:<9}{one.at.astimezone(TOKYO):%Y-%m-%d}  {_line(one.text)}"))
        if len(each.texts) > _SHOWN:
            output.show(f"    and {len(each.texts) - _SHOWN} more (--json shows all)")
    output.show(f"{len(groups)} groups.")


@click.command()
@click.argument("intent")
@click.option("--text", "texts", multiple=True, help="A text to learn; may be given several times.")
@click.option("--group", "group_id", help="All texts of a group that `assistant unanswered` lists.")
@since_option
@click.option("--limit", type=click.IntRange(1, 100_000), default=1000, help="As for `assistant unanswered`.")
@click.option("--lang", type=LOCALES, help="Otherwise the language of each text.")
@click.option(
    "--eval", "eval_file", type=EXISTING_FILE, help="Refuse when fewer texts of this evaluation file come out right."
)
@as_json
def learn(
    *,
    intent: str,
    texts: tuple[str, ...],
    group_id: str | None,
    since: datetime | None,
    limit: int,
    lang: str | None,
    eval_file: Path | None,
    as_json: bool,
) -> None:
    """Add texts to the sentences of INTENT in its file, values as slots, and check everything with them.

    When a check fails, nothing is changed. A running server knows the sentences after its next start.
    """
    from assistant.learning import learn as write

    if bool(texts) == bool(group_id):
        raise click.ClickException("Give either --text or --group.")
    settings = load_settings()
    wanted = list(texts) or _texts(asyncio.run(_groups(since, limit, False)), str(group_id))
    learned = write(
        settings.intents_dir,
        settings.responses_dir,
        intent,
        wanted,
        lang=lang,
        eval_file=eval_file,
        cache_dir=settings.cache_dir,
    )
    if as_json:
        output.print_json({**asdict(learned), "file": str(learned.file)})
        return
    for each in learned.added:
        output.show(Text(f"{learned.file}:{each.line}: {each.lang}: {each.sentence}"))
    for text in learned.known:
        output.show(Text(f"known already: {_line(text)}"))
    if learned.accuracy is not None:
        output.show("accuracy: {:.1%} before, {:.1%} now".format(*learned.accuracy))


async def _groups(since: datetime | None, limit: int, settled: bool) -> list[Group]:
    from assistant.learning import unanswered as read
    from assistant.service import Assistant

    settings = load_settings()
    store = create_store(settings.database_url)
    await store.open()
    try:
        start = since.replace(tzinfo=TOKYO) if since else None
        return await read(Assistant.from_settings(settings), store, since=start, limit=limit, settled=settled)
    finally:
        await store.close()


def _texts(groups: list[Group], group_id: str) -> list[str]:
    for each in groups:
        if each.id == group_id:
            return [one.text for one in each.texts]
    raise click.ClickException(
        f"There is no group {group_id!r} (any more): list them again with `assistant unanswered`."
    )


def _line(text: str) -> str:
    """A text on one line, without what would steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))


def _wire(group: Group) -> dict[str, Any]:
    texts = [{**asdict(each), "at": each.at.isoformat()} for each in group.texts]
    likely = [{"intent": intent, "confidence": chance} for intent, chance in group.likely]
    return {"id": group.id, "times": group.times, "likely": likely, "texts": texts}
