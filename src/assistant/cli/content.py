"""lint, eval, parse, coverage, diff: the content of the assistant, checked and measured."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from assistant.cli import output
from assistant.cli.ask import as_json
from assistant.settings import load_settings

EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
def parse() -> None:
    """Find the entities of texts: JSON lines in, JSON lines out.

    A line in is {"text", "today", "locale"} (the last two may be left out), a line out {"entities": [...]}.
    """
    from assistant.language.parse import parse_line

    today = load_settings().current_date()
    for number, (text, on, locale) in enumerate(_lines(today), 1):
        try:
            output.print_json(parse_line(text, on, locale))
        except UnicodeEncodeError:
            raise click.ClickException(f"Line {number}: the text is not Unicode.") from None


@click.command()
@as_json
def coverage(as_json: bool) -> None:
    """Count the clauses: how many exist, are cited by a rule, are reachable by an intent."""
    from assistant.contracts import load_terms
    from assistant.contracts.parameters import load_parameters
    from assistant.coverage import coverage as count
    from assistant.language.intents import load_intents

    found = count(load_terms(), load_parameters(), load_intents(load_settings().intents_dir))
    rows = {each.service: (len(each.clauses), len(each.by_rule), len(each.by_intent)) for each in found}
    total = tuple(map(sum, zip(*rows.values(), strict=True)))
    unused = [clause for each in found for clause in each.unused]
    if as_json:
        names = ("clauses", "cited_by_rule", "reachable_by_intent")
        services = {service: dict(zip(names, row, strict=True)) for service, row in rows.items()}
        output.print_json({**dict(zip(names, total, strict=True)), "services": services, "unused": unused})
        return
    columns = ("", "clauses", "cited by a rule", "reachable by an intent")
    output.show(output.table(columns, [*((name, *row) for name, row in rows.items()), ("both", *total)]))
    if unused:
        output.show(f"Only found by number or words: {', '.join(unused)}")


def _lines(today: date) -> Iterator[tuple[str, date, str | None]]:
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            given: Any = json.loads(line)
        except ValueError:
            raise click.ClickException(f"Line {number} is not JSON.") from None
        if not isinstance(given, dict) or not isinstance(given.get("text"), str):
            raise click.ClickException(f'Line {number} is not an object with a "text".')
        if given.get("locale") not in (None, "ja", "en"):
            raise click.ClickException(f'Line {number}: "locale" is ja, en or null.')
        try:
            on = date.fromisoformat(given["today"]) if given.get("today") is not None else today
        except (TypeError, ValueError):
            raise click.ClickException(f'Line {number}: "today" is not a date such as 2026-11-22.') from None
        yield given["text"], on, given.get("locale")
