"""Patterns that are tried only where they can match: one look at a text tells for all of them.

A message is read by some hundred patterns, of which a handful match. What each of them needs (see `required`) is looked
up in one table, once for a text, so that a pattern without its words costs next to nothing. In a long text only those
alternatives of a pattern are tried that can match, and only around the words they need. A screened pattern finds what
the plain one finds.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import lru_cache

from assistant.language.required import Strings, alternatives, folded, reach, required
from assistant.language.shortstrings import ShortStrings

_Match = re.Match[str]
_TEXTS = 64  # a message, its sentences and their halves
_LONG = 100  # characters of a text from which on the alternatives of a pattern are tried one by one
_WIDE = 300  # and from which on they are tried around the words they need only
_UNKNOWN = -1
_GROUP = re.compile(r"(?<!\\)(?:\\\\)*\((?:(?!\?)|\?P)")


class _Seen:
    """What a text holds: `marks` has the bit of each pattern it can match."""

    __slots__ = ("_places", "held", "marks", "plain")

    def __init__(self, marks: int, held: frozenset[str], plain: str) -> None:
        self.marks = marks
        self.held = held
        self.plain = plain
        self._places: dict[str, list[int]] = {}

    def around(self, strings: Strings, width: int) -> list[tuple[int, int]] | None:
        """The stretches of the text within a width of one of the strings, None when they are most of it."""
        places: list[int] = []
        most = len(self.plain) // (2 * width)
        for string in strings & self.held:
            places += self._places_of(string)
            if len(places) > most:
                return None
        stretches: list[tuple[int, int]] = []
        for place in sorted(places):
            begin, end = max(0, place - width), place + width
            if stretches and begin <= stretches[-1][1]:
                begin = stretches.pop()[0]
            stretches.append((begin, end))
        return stretches

    def _places_of(self, string: str) -> list[int]:
        found = self._places.get(string)
        if found is None:
            found = []
            at = self.plain.find(string)
            while at >= 0:
                found.append(at)
                at = self.plain.find(string, at + 1)
            self._places[string] = found
        return found


class _Table:
    """Which patterns a text can match: a number with a bit for each alternative of each."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[_Way] = []
        self._always = 0
        self._by_string: dict[str, int] = {}
        self._strings = ShortStrings(())
        self._size = 0
        self._seen_folded = lru_cache(maxsize=_TEXTS)(self._look)
        self.seen = lru_cache(maxsize=_TEXTS)(self._seen)

    def enter(self, way: _Way) -> int:
        """Take in an alternative and return its bit. What it needs is worked out when the first text is read."""
        with self._lock:
            bit = 1 << self._size
            self._size += 1
            self._waiting.append(way)
        self._seen_folded.cache_clear()
        self.seen.cache_clear()
        return bit

    def waiting(self) -> set[tuple[str, int]]:
        """The patterns with their flags of which it is not known yet what they need."""
        with self._lock:
            return {(way.pattern, way.flags) for way in self._waiting}

    def settle(self, known: Mapping[tuple[str, int], Strings | None]) -> None:
        """Note what the patterns need that wait for it, by what is known already or by looking at them."""
        with self._lock:
            for way in self._waiting:
                place = (way.pattern, way.flags)
                way.strings = known[place] if place in known else required(*place)
                if way.strings is None:
                    self._always |= way.bit
                    continue
                for string in way.strings:
                    self._by_string[string] = self._by_string.get(string, 0) | way.bit
            self._strings = ShortStrings(self._by_string)
            self._waiting.clear()

    def _seen(self, text: str) -> _Seen:
        return self._seen_folded(folded(text))  # the normalised text is often the same but for capitals

    def _look(self, plain: str) -> _Seen:
        if self._waiting:
            self.settle({})
        marks = self._always
        by_string = self._by_string
        held = self._strings.within(plain)
        for string in held:
            marks |= by_string[string]
        return _Seen(marks, held, plain)


class _Way:
    """One alternative of a pattern, or a pattern that has none; compiled when it is first tried."""

    __slots__ = ("_compiled", "_width", "bit", "flags", "pattern", "strings")

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags
        self.strings: Strings | None = None
        self._compiled: re.Pattern[str] | None = None
        self._width: int | None = _UNKNOWN
        self.bit = _TABLE.enter(self)

    @property
    def plain(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self.flags)
        return self._compiled

    @property
    def width(self) -> int | None:
        """So many characters on each side of what it needs tell whether it matches there; None when all may count."""
        if self._width == _UNKNOWN:
            far = reach(self.pattern, self.flags)
            self._width = None if far is None else far + 2
        return self._width

    def search(self, text: str, seen: _Seen) -> _Match | None:
        """As that of `re`, in a long text."""
        width = self.width if self.strings is not None and len(text) >= _WIDE else None
        stretches = _around(text, seen, self.strings, width)
        if stretches is None:
            return self.plain.search(text)
        for begin, end in stretches:
            if (found := self.plain.search(text, begin, end)) is not None:
                return found
        return None


def _around(text: str, seen: _Seen, strings: Strings | None, width: int | None) -> Sequence[tuple[int, int]] | None:
    """The stretches of a text in which all matches lie, None for all of it."""
    if strings is None or width is None or len(text) != len(seen.plain):
        return None
    return seen.around(strings, width)


def _together(ways: Sequence[_Way]) -> tuple[Strings | None, int | None]:
    """What some alternatives need together, and the width on each side of it that tells."""
    strings = [way.strings for way in ways]
    widths = [way.width for way in ways]
    return (
        None if None in strings else frozenset().union(*(one for one in strings if one)),
        None if None in widths else max(one for one in widths if one),
    )


def _first_of_each(ways: Sequence[_Way], text: str) -> Iterator[_Match]:
    """The matches of a pattern with some alternatives, none of which matches nothing at all."""
    found = [way.plain.search(text) for way in ways]
    while True:
        # The first in the text, and of two at one place the one whose alternative goes first.
        first = min((match for match in found if match is not None), key=_begin, default=None)
        if first is None:
            return
        yield first
        end = first.end()
        for number, match in enumerate(found):
            if match is not None and match.start() < end:
                found[number] = ways[number].plain.search(text, end)


def _begin(match: _Match) -> int:
    return match.start()


_TABLE = _Table()
unsettled = _TABLE.waiting
settle = _TABLE.settle
_seen: Callable[[str], _Seen] = _TABLE.seen


class Screened:
    """A regular expression, used as one of `re`; it is compiled when a text first holds what it needs."""

    __slots__ = ("_compiled", "_grouped", "_needs", "_ways", "bit", "flags", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags
        cut = [pattern] if flags & re.VERBOSE else alternatives(pattern)
        self._ways = [_Way(way, flags) for way in cut]
        self._grouped = _GROUP.search(pattern) is not None  # the groups of an alternative have other numbers
        self.bit = sum(way.bit for way in self._ways)
        self._compiled: re.Pattern[str] | None = None
        self._needs: tuple[Strings | None, int | None] | None = None

    @property
    def plain(self) -> re.Pattern[str]:
        """The expression itself."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self.flags)
        return self._compiled

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> _Match | None:
        """As that of `re`."""
        seen = _seen(text)
        marks = seen.marks & self.bit
        if not marks:
            return None
        if len(text) < _LONG or start or end < len(text):
            return self.plain.search(text, start, end)
        if self._grouped:
            return next(self._each(text, seen), None)
        first: _Match | None = None
        for way in self._ways:
            if marks & way.bit:
                found = way.search(text, seen)
                if found is not None and (first is None or found.start() < first.start()):
                    first = found
        return first

    def holds(self, text: str) -> bool:
        """Whether the pattern matches somewhere in a text."""
        seen = _seen(text)
        marks = seen.marks & self.bit
        if not marks:
            return False
        if len(text) < _LONG:
            return self.plain.search(text) is not None
        return any(marks & way.bit and way.search(text, seen) for way in self._ways)

    def _each(self, text: str, seen: _Seen) -> Iterator[_Match]:
        """All matches of the pattern in a long text, in their order."""
        if self._needs is None:
            self._needs = _together(self._ways)
        stretches = _around(text, seen, *self._needs)
        if stretches is not None:
            for begin, end in stretches:
                yield from self.plain.finditer(text, begin, end)
        elif self._grouped or self._needs[0] is None:
            yield from self.plain.finditer(text)
        else:
            yield from _first_of_each([way for way in self._ways if seen.marks & way.bit], text)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> _Match | None:
        """As that of `re`."""
        return self.plain.match(text, start, end) if _seen(text).marks & self.bit else None

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> _Match | None:
        """As that of `re`."""
        return self.plain.fullmatch(text, start, end) if _seen(text).marks & self.bit else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[_Match]:
        """As that of `re`."""
        seen = _seen(text)
        if not seen.marks & self.bit:
            return iter(())
        if len(text) < _WIDE or start or end < len(text):
            return self.plain.finditer(text, start, end)
        return self._each(text, seen)

    def sub(self, new: str | Callable[[_Match], str], text: str) -> str:
        """As that of `re`."""
        return self.plain.sub(new, text) if self._found_in(text) else text

    def subn(self, new: str | Callable[[_Match], str], text: str) -> tuple[str, int]:
        """As that of `re`."""
        return self.plain.subn(new, text) if self._found_in(text) else (text, 0)

    def _found_in(self, text: str) -> bool:
        """Whether there may be something to replace."""
        return self.holds(text) if len(text) >= _WIDE else bool(_seen(text).marks & self.bit)

    def search_part(self, part: str, text: str) -> _Match | None:
        """Search in a part of a text: what all of the text does not hold, no part of it does."""
        return self.plain.search(part) if _seen(text).marks & self.bit else None


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
        return bool(_seen(text).marks & self._all)

    def candidates(self, text: str) -> Iterator[tuple[str, Screened]]:
        """Yield those of the patterns, with their names, that can match somewhere in a text."""
        marks = _seen(text).marks & self._all
        if marks:
            for bit, name, pattern in self._patterns:
                if marks & bit:
                    yield name, pattern

    def found(self, text: str, among: Container[str] | None = None) -> Iterator[str]:
        """Yield the names of the patterns, or of some of them, that match somewhere in a text, in their order."""
        for name, pattern in self.candidates(text):
            if (among is None or name in among) and pattern.holds(text):
                yield name
