"""Plots as numbers that a template draws as SVG: places in percent of the width, so that text keeps its size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from assistant.web.console.parts import short_day

ROW: Final = 46  # pixels of one outage: a line of text and its bar
_LABELS: Final = 8
_STEPS: Final = (0.25, 0.5, 1, 2, 6, 12, 24, 48, 120, 240, 720, 2400, 24000)  # hours
_TICKS: Final = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A bar of a timeline: its name, where it begins and how long it is (hours), and a word beside it."""

    name: str
    offset: float
    length: float
    note: str


def timeline(spans: Sequence[Span], first: datetime | None = None, locale: str = "ja") -> dict[str, Any]:
    """Bars below one another on one axis: of moments where the first one is known, otherwise of hours."""
    end = max(each.offset + each.length for each in spans) or 1.0
    scale = 100 / end
    return {
        "height": len(spans) * ROW + 24,
        "bars": [
            {
                "name": each.name,
                "note": each.note,
                "length": spoken(each.length),
                "x": round(min(each.offset * scale, 99.4), 2),
                "y": number * ROW,
                "width": round(max(each.length * scale, 0.6), 2),
            }
            for number, each in enumerate(spans)
        ],
        "ticks": [
            {
                "x": round(hour * scale, 2),
                "text": _moment(first + timedelta(hours=hour), locale) if first else f"{hour:g}h",
                "anchor": "start" if not hour else "end" if hour * scale > 90 else "middle",
            }
            for hour in _ticks(end)
        ],
    }


def spoken(hours: float) -> tuple[int, int]:
    """Hours as whole hours and minutes."""
    minutes = round(hours * 60)
    return minutes // 60, minutes % 60


def columns(values: Sequence[tuple[str, int, int]]) -> dict[str, Any]:
    """Columns side by side: for each a name, a whole, and a part of it that is drawn darker; all in percent."""
    most = max((whole for _, whole, _ in values), default=0) or 1
    step = 100 / max(len(values), 1)
    every = -(-len(values) // _LABELS)
    return {
        "most": most,
        "bars": [
            {
                "name": name,
                "whole": whole,
                "part": part,
                "x": round(n * step + step * 0.08, 2),
                "middle": round((n + 0.5) * step, 2),
                "width": round(step * 0.84, 2),
                "height": round(whole / most * 100, 2),
                "part_height": round(part / most * 100, 2),
                "shown": n % max(every, 1) == 0,
            }
            for n, (name, whole, part) in enumerate(values)
        ],
    }


def rows(values: Sequence[tuple[str, float, str]]) -> list[dict[str, Any]]:
    """Bars below one another: for each a name, a size in percent of the largest, and how the size is said."""
    most = max((size for _, size, _ in values), default=0) or 1
    return [
        {"name": name, "said": said, "width": round(max(size / most * 100, 1 if size else 0), 1)}
        for name, size, said in values
    ]


def _moment(at: datetime, locale: str) -> str:
    return f"{short_day(at, locale)} {at.hour}:{at:%M}"


def _ticks(end: float) -> list[float]:
    step = next((s for s in _STEPS if end / s <= _TICKS), end)
    return [step * n for n in range(int(end / step) + 1)]
