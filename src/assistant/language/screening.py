"""Patterns that are tried only where they can match: one look at a text tells for all of them.

A message is read by some hundred patterns, of which a handful match. What each of them needs (see `required`) is looked
up in one table, once for a text, so that a pattern without its words costs next to nothing. A screened pattern finds
what the plain one finds.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import add

from assistant.language.required import LONGEST, folded, required

_Match = re.Match[str]
_TEXTS = 64  # a message, its sentences and their halves


class _Table:
    """Which patterns a text can match: a number with a bit for each."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[tuple[int, str, int]] = []
        self._always = 0
        self._by_string: dict[str, int] = {}
        self._size = 0
        self._marks_of_folded = lru_cache(maxsize=_TEXTS)(self._marks_of)
        self.marks = lru_cache(maxsize=_TEXTS)(self._marks)

    def enter(self, pattern: str, flags: int) -> int:
        """Take in a pattern and return its bit. What it needs is worked out when the first text is read."""
        with self._lock:
            bit = 1 << self._size
            self._size += 1
            self._waiting.append((bit, pattern, flags))
        self._marks_of_folded.cache_clear()
        self.marks.cache_clear()
        return bit

    def _settle(self) -> None:
        with self._lock:
            for bit, pattern, flags in self._waiting:
                strings = required(pattern, flags)
                if strings is None:
                    self._always |= bit
                    continue
                for string in strings:
                    self._by_string[string] = self._by_string.get(string, 0) | bit
            self._waiting.clear()

    def _marks(self, text: str) -> int:
        return self._marks_of_folded(folded(text))  # the normalised text is often the same but for capitals

    def _marks_of(self, plain: str) -> int:
        if self._waiting:
            self._settle()
        marks = self._always
        by_string = self._by_string
        for string in by_string.keys() & _strings(plain):
            marks |= by_string[string]
        return marks


_LATIN = re.compile(rf"[\x00-\x7f]{{{LONGEST},}}")


def _strings(text: str) -> set[str]:
    """All the short strings in a text that a pattern may require."""
    pairs = list(map(add, text, text[1:]))
    threes = list(map(add, pairs, text[2:]))
    found = {*text, *pairs, *threes}
    for run in (text,) if text.isascii() else _LATIN.findall(text):
        found.update([run[at : at + LONGEST] for at in range(len(run) - LONGEST + 1)])
    return found


_TABLE = _Table()
_marks: Callable[[str], int] = _TABLE.marks


class Screened:
    """A regular expression, used as one of `re`; it is compiled when a text first holds what it needs."""

    __slots__ = ("_compiled", "bit", "flags", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags
        self.bit = _TABLE.enter(pattern, flags)
        self._compiled: re.Pattern[str] | None = None

    @property
    def plain(self) -> re.Pattern[str]:
        """The expression itself."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self.flags)
        return self._compiled

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> _Match | None:
        """As that of `re`."""
        return self.plain.search(text, start, end) if _marks(text) & self.bit else None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> _Match | None:
        """As that of `re`."""
        return self.plain.match(text, start, end) if _marks(text) & self.bit else None

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> _Match | None:
        """As that of `re`."""
        return self.plain.fullmatch(text, start, end) if _marks(text) & self.bit else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[_Match]:
        """As that of `re`."""
        return self.plain.finditer(text, start, end) if _marks(text) & self.bit else iter(())

    def sub(self, new: str | Callable[[_Match], str], text: str) -> str:
        """As that of `re`."""
        return self.plain.sub(new, text) if _marks(text) & self.bit else text

    def subn(self, new: str | Callable[[_Match], str], text: str) -> tuple[str, int]:
        """As that of `re`."""
        return self.plain.subn(new, text) if _marks(text) & self.bit else (text, 0)

    def search_part(self, part: str, text: str) -> _Match | None:
        """Search in a part of a text: what all of the text does not hold, no part of it does."""
        return self.plain.search(part) if _marks(text) & self.bit else None


class Screens:
    """Patterns by name, of which those that match are asked for."""

    __slots__ = ("_all", "_patterns")

    def __init__(self, patterns: Mapping[str, Screened]) -> None:
        self._patterns = tuple((pattern.bit, name, pattern) for name, pattern in patterns.items())
        self._all = 0
        for bit, _, _ in self._patterns:
            self._all |= bit

    @classmethod
    def of(cls, *patterns: Screened) -> Screens:
        """Patterns without names of their own."""
        return cls({str(number): pattern for number, pattern in enumerate(patterns)})

    def possible(self, text: str) -> bool:
        """Whether any of the patterns can match somewhere in a text."""
        return bool(_marks(text) & self._all)

    def candidates(self, text: str) -> Iterator[tuple[str, Screened]]:
        """Yield those of the patterns, with their names, that can match somewhere in a text."""
        marks = _marks(text) & self._all
        if marks:
            for bit, name, pattern in self._patterns:
                if marks & bit:
                    yield name, pattern

    def found(self, text: str) -> Iterator[str]:
        """Yield the names of the patterns that match somewhere in a text, in their order."""
        for name, pattern in self.candidates(text):
            if pattern.plain.search(text):
                yield name
