"""docs/speed.json, docs/speed.md and docs/images/speed.svg from a run."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from speed.texts import TOP

DATA = TOP / "docs/speed.json"
PAGE = TOP / "docs/speed.md"
PLOT = TOP / "docs/images/speed.svg"
START, END = "<!-- figures -->", "<!-- end of figures -->"
TITLE = "Measured, as a share of what is allowed"
HEAD = "| figure | value | asked for | |"
WIDTH, ROW, LABEL = 760, 26, 420


def write(run: Mapping[str, Any]) -> None:
    """Write all three; the words of the page stay as they are."""
    DATA.write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", "utf-8")
    PAGE.write_text(page(PAGE.read_text("utf-8"), run), "utf-8")
    PLOT.write_text(plot(run["figures"]), "utf-8")


def page(text: str, run: Mapping[str, Any]) -> str:
    """The page with the figures of this run between its two marks."""
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    return f"{before}{START}\n{about(run)}\n\n{table(run['figures'])}\n{END}{after}"


def about(run: Mapping[str, Any]) -> str:
    """When and on what it was measured."""
    on = run["machine"]
    return (
        f"Measured {run['at'][:10]} (the {run['form']} form) on {on['cores']} cores, {on['processor']}, "
        f"{on['system']}, Python {on['python']}; load at the start {on['load at the start']}."
    )


def table(figures: Sequence[Mapping[str, Any]]) -> str:
    """All figures as Markdown, one table a question."""
    parts = []
    by_question: dict[str, list[Mapping[str, Any]]] = {}
    for figure in figures:
        by_question.setdefault(figure["question"], []).append(figure)
    for question, rows in by_question.items():
        lines = [
            f"### {question[0].upper()}{question[1:]}",
            "",
            "| figure | value | asked for | |",
            "| --- | ---: | ---: | --- |",
        ]
        lines += [f"| {row['name']} | {shown(row)} | {asked(row)} | {verdict(row)} |" for row in rows]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def shown(figure: Mapping[str, Any]) -> str:
    """The value with its unit, or why there is none."""
    if figure["value"] is None:
        return str(figure["note"])
    return f"{number(figure['value'])} {figure['unit']}"


def number(value: float) -> str:
    """Three figures that count."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) >= 1 else f"{value:.2g}"


def asked(figure: Mapping[str, Any]) -> str:
    """What is asked of the value."""
    if figure["limit"] is None:
        return ""
    return f"{'≥' if figure['least'] else '≤'} {number(figure['limit'])} {figure['unit']}".strip()


def verdict(figure: Mapping[str, Any]) -> str:
    """Whether it holds."""
    return {True: "holds", False: "**does not hold**", None: ""}[figure["held"]]


def plot(figures: Sequence[Mapping[str, Any]]) -> str:
    """Every figure of which something is asked, as a share of its limit: a bar within the line holds."""
    rows = [row for row in figures if row["limit"] is not None and row["value"]]
    height = 60 + ROW * len(rows)
    full = WIDTH - LABEL - 90  # the width of twice the limit
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'font-family="system-ui, sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="22" font-size="14" font-weight="600" fill="#1f2933">{TITLE}</text>',
    ]
    for row, top in zip(rows, itertools.count(44, ROW), strict=False):
        share = row["limit"] / row["value"] if row["least"] else row["value"] / row["limit"]
        colour = "#2f6f4f" if row["held"] else "#b3402e"
        name = escape(f"{row['question']}: {row['name']}")
        name = name if len(name) < 74 else f"{name[:72]}…"
        out += [
            f'<text x="{LABEL - 8}" y="{top + 13}" text-anchor="end" fill="#1f2933">{name}</text>',
            f'<rect x="{LABEL}" y="{top}" width="{min(share, 2) * full / 2:.1f}" height="18" fill="{colour}"/>',
            f'<text x="{LABEL + min(share, 2) * full / 2 + 6:.1f}" y="{top + 13}" fill="#52606d">'
            f"{escape(shown(row))}</text>",
        ]
    line = LABEL + full / 2
    out.append(f'<path d="M{line:.1f} 36V{height - 12}" stroke="#52606d" stroke-dasharray="4 3"/>')
    return "\n".join([*out, "</svg>"]) + "\n"
