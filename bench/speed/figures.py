"""Figures, what they have to be, and how they come out of many rounds."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One line of the table: `value` in `unit` (None: not measured, `note` says why), at most or at least `limit`.

    `limit` None is a figure for information. `rounds` are the values whose median `value` is.
    """

    question: str
    name: str
    value: float | None
    unit: str = ""
    limit: float | None = None
    least: bool = False
    note: str = ""
    rounds: tuple[float, ...] = ()

    @property
    def held(self) -> bool | None:
        """Whether it is as it has to be; None when nothing is asked of it or it was not measured."""
        if self.limit is None or self.value is None:
            return None
        return self.value >= self.limit if self.least else self.value <= self.limit

    def data(self) -> dict[str, Any]:
        """As JSON values."""
        return {**asdict(self), "rounds": list(self.rounds), "held": self.held}


def missing(question: str, name: str, why: str, *, limit: float | None = None, least: bool = False) -> Figure:
    """A figure that could not be taken here."""
    return Figure(question, name, None, limit=limit, least=least, note=f"not measured: {why}")


def median(question: str, name: str, rounds: Sequence[float], unit: str, **more: Any) -> Figure:
    """The median of the rounds."""
    kept = tuple(round(each, 4) for each in rounds)
    return Figure(question, name, statistics.median(kept), unit, rounds=kept, **more)


def quantile(values: Iterable[float], share: float) -> float:
    """The value that this share of the values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def machine() -> dict[str, Any]:
    """What the run was made on: processor, cores, Python, and how much else was going on."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load at the start": round(os.getloadavg()[0], 1),
    }
