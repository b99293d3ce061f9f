"""Plots as numbers that a template draws as SVG: everything is placed here, nothing is styled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

WIDTH: Final = 640
_LEFT: Final = 96
_ROW: Final = 26


@dataclass(frozen=True, slots=True)
class Span:
    """A bar of a timeline: its name, where it begins and how long it is (hours), and a word beside it."""

    name: str
    offset: float
    length: float
    note: str


def timeline(spans: Sequence[Span]) -> dict[str, Any]:
    """Bars below one another on one axis of hours."""
    end = max(each.offset + each.length for each in spans) or 1.0
    scale = (WIDTH - _LEFT - 120) / end
    return {
        "width": WIDTH,
        "height": len(spans) * _ROW + 28,
        "left": _LEFT,
        "end": _LEFT + end * scale,
        "bars": [
            {
                "name": each.name,
                "note": each.note,
                "hours": f"{each.length:.2f}".rstrip("0").rstrip("."),
                "x": round(_LEFT + each.offset * scale, 1),
                "y": number * _ROW,
                "width": round(max(each.length * scale, 2), 1),
            }
            for number, each in enumerate(spans)
        ],
        "ticks": [{"x": round(_LEFT + hour * scale, 1), "text": f"{hour:g}h"} for hour in _ticks(end)],
    }


def columns(values: Sequence[tuple[str, int, int]], height: int = 150) -> dict[str, Any]:
    """Columns side by side: for each a name, a whole, and a part of it that is drawn darker."""
    most = max((whole for _, whole, _ in values), default=0) or 1
    step = (WIDTH - 40) / max(len(values), 1)
    return {
        "width": WIDTH,
        "height": height + 34,
        "base": height + 10,
        "most": most,
        "bars": [
            {
                "name": name,
                "whole": whole,
                "part": part,
                "x": round(36 + n * step, 1),
                "width": round(max(step - 3, 1), 1),
                "y": round(10 + height - whole / most * height, 1),
                "height": round(whole / most * height, 1),
                "part_y": round(10 + height - part / most * height, 1),
                "part_height": round(part / most * height, 1),
                "shown": n % max(1, len(values) // 8) == 0,
            }
            for n, (name, whole, part) in enumerate(values)
        ],
    }


def rows(values: Sequence[tuple[str, float, str]]) -> dict[str, Any]:
    """Bars below one another: for each a name, a size, and how the size is said."""
    most = max((size for _, size, _ in values), default=0) or 1
    return {
        "width": WIDTH,
        "height": len(values) * _ROW,
        "left": 230,
        "bars": [
            {
                "name": name,
                "said": text,
                "y": n * _ROW,
                "width": round(max(size / most * (WIDTH - 230 - 70), 1 if size else 0), 1),
            }
            for n, (name, size, text) in enumerate(values)
        ],
    }


def _ticks(end: float) -> list[float]:
    step = next(s for s in (0.25, 0.5, 1, 2, 6, 12, 24, 48, 120, 240, 720, 2400, 1e9) if end / s <= 6)
    return [step * n for n in range(int(end / step) + 1)]
