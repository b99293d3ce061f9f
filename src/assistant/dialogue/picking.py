"""Which of several values a pick takes: "the larger one", "the middle one", "the other one after all", 「一つ上で」."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_TWO = 2


def picked(pick: Mapping[str, Any], values: Sequence[Any], *, current: Any = None, refused: Any = None) -> Any | None:
    """The value that a pick (see moves) takes of those on offer, in the order they were named; None when it names none.

    `current` is the one taken so far, `refused` the one that could not be had: "the next one up" lies above it.
    """
    if not values or not pick or "all" in pick:
        return None
    if "order" in pick:
        place = pick["order"]
        return values[place - 1 if place > 0 else place] if abs(place) <= len(values) else None
    if "other" in pick:
        left = [v for v in values if v != current]
        return left[0] if len(left) == 1 and current in values else None
    numbers = sorted(v for v in values if isinstance(v, int) and not isinstance(v, bool))
    ordered: list[Any] = list(numbers) if len(numbers) == len(values) else list(values)
    return _by_size(pick, ordered, refused if refused is not None else current)


def _by_size(pick: Mapping[str, Any], ordered: Sequence[Any], beside: Any) -> Any | None:
    """The value by its size among values in rising order; `beside` is where "the next one" is counted from."""
    way = pick.get("next")
    if way is not None:
        if isinstance(beside, int) and all(isinstance(v, int) for v in ordered):
            above, below = [v for v in ordered if v > beside], [v for v in ordered if v < beside]
        elif beside in ordered:
            at = ordered.index(beside)
            above, below = list(ordered[at + 1 :]), list(ordered[:at])
        else:
            return None
        return (above[0] if above else None) if way == "up" else (below[-1] if below else None)
    size = pick.get("size")
    if size == "middle":
        return ordered[len(ordered) // 2] if len(ordered) % _TWO else None
    if size in ("max", "larger"):
        return ordered[-1]
    return ordered[0] if size in ("min", "smaller") else None
