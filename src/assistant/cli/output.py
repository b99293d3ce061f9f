"""How results are shown: rich in a terminal, plain when piped, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import click
from rich.console import Console, Group, RenderableType
from rich.text import Text

if TYPE_CHECKING:
    from rich.table import Table
    from rich.tree import Tree

OUTCOME_STYLES: Final = {
    "allowed": "bold green",
    "denied": "bold red",
    "needs_human": "bold yellow",
    "needs_info": "bold yellow",
    "computed": "bold cyan",
    "explained": "bold",
}

KINDS: Final = {"fact": "facts read", "parameter": "parameters", "test": "tests", "result": "result"}

console = Console(highlight=False)
piped = Console(highlight=False, width=10_000)


def show(*parts: RenderableType) -> None:
    """Print for a person. Piped output is not wrapped: whoever reads it decides how wide it is."""
    (console if console.is_terminal else piped).print(*parts)


def print_json(value: Any) -> None:
    """One JSON value on one line, with the characters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def reply(body: Mapping[str, Any]) -> RenderableType:
    """The reply to a message: its text, then what it offers."""
    # Piped output keeps the Markdown as it is: it reads well and stays greppable.
    text: RenderableType = Text(body["text"])
    if console.is_terminal:
        from rich.markdown import Markdown

        text = Markdown(body["text"])
    parts: list[RenderableType] = [text]
    choices = (missing["choices"] for missing in body["missing"] if missing["choices"])
    parts += [Text(" / ".join(map(str, each)), style="cyan") for each in choices]
    parts += [Text(f"› {suggestion['text']}", style="cyan") for suggestion in body["suggestions"]]
    return Group(*parts)


def decision(body: Mapping[str, Any], *, explain: bool) -> RenderableType:
    """A decision: the outcome, why, under which conditions, what would be possible, and the articles."""
    head = Text.assemble(
        (body["outcome"], OUTCOME_STYLES.get(body["outcome"], "bold")),
        f"  {body['rule']} · {body['service']} {body['terms_version']} · {body['certainty']}",
    )
    parts: list[RenderableType] = [head]
    for name in ("findings", "conditions", "assumptions"):
        parts += [_line(part["text"], part["code"], part["clauses"]) for part in body[name]]
    parts += [_line(part["text"], "remedy", part["clauses"]) for part in body["remedies"]]
    if body["missing"]:
        parts.append(Text(f"missing: {', '.join(body['missing'])}"))
    if body["values"]:
        parts += [Text(), table(("value", ""), body["values"].items())]
    for citation in body.get("citations", ()):
        parts.append(Text.assemble((f"{citation['label']}  ", "bold"), (citation["clause"], "dim")))
    if explain:
        parts += [Text(), trace(body)]
    return Group(*parts)


def trace(body: Mapping[str, Any]) -> Tree:
    """The trace of a decision as a tree: the steps in their order, those of one kind under one branch."""
    from rich.tree import Tree

    tree = Tree(Text(f"{body['rule']} → {body['outcome']}", style="bold"))
    for kind, steps in groupby(body["trace"], key=lambda step: step["kind"]):
        branch = tree.add(Text(KINDS[kind], style="dim"))
        for step in steps:
            branch.add(_step(step))
    return tree


def _step(step: Mapping[str, Any]) -> Text:
    mark = "" if step["ok"] is None else "✓ " if step["ok"] else "✗ "
    where = " ".join(str(step[name]) for name in ("clause", "edition") if step.get(name))
    return Text.assemble(
        (mark, "green" if step["ok"] else "red"),
        str(step["name"]),
        "" if step.get("value") is None else f" = {_shown(step['value'])}",
        (f"  {where}" if where else "", "dim"),
    )


def table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Table:
    """A plain table."""
    from rich.table import Table

    made = Table(box=None, padding=(0, 3, 0, 0), header_style="dim")
    for column in columns:
        made.add_column(column)
    for row in rows:
        made.add_row(*(_shown(cell) for cell in row))
    return made


def _line(text: str, label: str, clauses: Iterable[str]) -> Text:
    return Text.assemble("• ", text, (f"  {label} {' '.join(clauses)}".rstrip(), "dim"))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
