"""What the parts of the grammar hand to each other: findings with offsets into the normalised text."""

from __future__ import annotations

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
