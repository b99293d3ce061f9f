"""Measures everything, or the questions named: python -m speed [--quick] [--write] [QUESTION …].

Prints a table; with --write, docs/speed.json, docs/speed.md and docs/images/speed.svg are made anew. Exits with 1 when
a figure is not as it has to be, or a question failed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from speed import growth, others, page, postgres, stored, web
from speed.figures import Figure, machine, missing
from speed.texts import TOP


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    rounds: int
    seconds: float
    trained: int
    share: int
    turns: int
    messages: int


QUICK = Size(rounds=3, seconds=3, trained=5, share=100, turns=20_000, messages=40)
FULL = Size(rounds=5, seconds=6, trained=1, share=20, turns=1_000_000, messages=150)

QUESTIONS: dict[str, Callable[[Size], list[Figure]]] = {
    "stages": lambda size: others.compare(size.rounds, size.trained),
    "http": lambda size: web.compare(size.rounds, size.seconds),
    "postgres": lambda size: postgres.compare(size.rounds, size.seconds),
    "start": lambda size: web.start(size.rounds),
    "sentences": lambda size: growth.sentences(size.rounds, size.share),
    "lengths": lambda size: growth.lengths(size.rounds),
    "stored": lambda size: stored.compare(size.turns, size.rounds, size.messages),
}


def main() -> int:
    given = argparse.ArgumentParser(prog="speed", description=__doc__.partition("\n")[0])
    given.add_argument("questions", nargs="*", metavar="QUESTION", help=f"some of: {', '.join(QUESTIONS)}")
    given.add_argument("--quick", action="store_true", help="fewer rounds and stored turns: some minutes")
    given.add_argument("--write", action="store_true", help="write docs/speed.json, docs/speed.md and the plot")
    given.add_argument("--page", action="store_true", help="only make the page and the plot anew from docs/speed.json")
    options = given.parse_args()
    if unknown := set(options.questions) - set(QUESTIONS):
        given.error(f"no such question: {', '.join(sorted(unknown))}")
    if options.page:
        page.write(json.loads(page.DATA.read_text("utf-8")))
        return 0
    run: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "form": "quick" if options.quick else "full",
        "machine": machine(),
    }
    found: list[Figure] = []
    failed: list[str] = []
    for name in options.questions or QUESTIONS:
        began = time.perf_counter()
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            found += [rounded(each) for each in QUESTIONS[name](QUICK if options.quick else FULL)]
        except Exception as failure:
            failed.append(name)
            traceback.print_exc()
            found.append(missing(name, "the whole question", f"it failed ({type(failure).__name__})"))
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    run["figures"] = [each.data() for each in found]
    print(page.table(run["figures"]))
    if options.write:
        page.write(run)
        print(f"{page.DATA.relative_to(TOP)}, {page.PAGE.relative_to(TOP)}, {page.PLOT.relative_to(TOP)}")
    return int(bool(failed) or any(each.held is False for each in found))


def rounded(figure: Figure) -> Figure:
    """Four figures that count are enough."""
    return figure if figure.value is None else replace(figure, value=float(f"{figure.value:.4g}"))


if __name__ == "__main__":
    sys.exit(main())
