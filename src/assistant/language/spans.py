"""What the parts of the grammar hand to each other: findings with offsets into the normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Found:
    """Something found in a normalised text; `type` None marks a place that holds no entity (3営業日, 24/365)."""

    type: str | None
    start: int
    end: int
    value: Any = None
    extra: dict[str, Any] = field(default_factory=dict)


_RANGE = re.compile(r"\s*(?:から|より|~|-|to|until|till|through|and|→)\s*\Z")
_OPENS_RANGE = re.compile(r"(?<![a-z])(?:between|from)\s*(?:the\s)?\Z")
_LOOK = 16


def is_range(text: str, start: int, end: int, following: int) -> bool:
    """Return whether what stands at `start` to `end` opens a range that what begins at `following` closes.

    "and" makes a range after "between" or "from" only.
    """
    gap = text[end:following]
    if len(gap) > _LOOK or not _RANGE.match(gap):
        return False
    return gap.strip() != "and" or _OPENS_RANGE.search(text, max(0, start - _LOOK), start) is not None


class Claims:
    """The places of a text already taken. The parts of the grammar run from the most telling to the least."""

    __slots__ = ("_taken",)

    def __init__(self, size: int) -> None:
        self._taken = bytearray(size)

    def free(self, start: int, end: int) -> bool:
        """Return whether nothing of `start` to `end` (exclusive) is taken."""
        return not any(self._taken[start:end])

    def take(self, start: int, end: int) -> None:
        """Mark a place as taken."""
        self._taken[start:end] = b"\1" * (end - start)

    def keep_free(self, found: Iterable[Found]) -> Iterator[Found]:
        """Yield the findings that lie in free places, longest first among those that meet, and take their places."""
        for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
            if one.end > one.start and self.free(one.start, one.end):
                self.take(one.start, one.end)
                yield one
