"""Which of some thousand short strings a text holds: one look at its characters tells for all of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from operator import add

import numpy as np

from assistant.language.required import LONGEST

_LONG = 120  # characters from which on a text is looked through as an array
_LATIN = re.compile(rf"[\x00-\x7f]{{{LONGEST},}}")
_MIX, _SPREAD, _DOWN = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(16)
_SIZES = range(1, LONGEST + 1)


class ShortStrings:
    """Strings of one to LONGEST characters, those of LONGEST in ASCII; they are not changed any more."""

    def __init__(self, strings: Collection[str]) -> None:
        self._strings = frozenset(strings)
        # Where the hash of a stretch of a text is not marked, it is none of the strings.
        self._marked = [np.zeros(1 << 16, dtype=bool) for _ in _SIZES]
        for size, marked in zip(_SIZES, self._marked, strict=True):
            same = "".join(one for one in self._strings if len(one) == size)
            for hashes in _hashes(same, size)[size - 1 :]:
                marked[hashes[::size]] = True

    def within(self, text: str) -> frozenset[str]:
        """Return those that a text holds."""
        if len(text) < _LONG:
            return self._strings & _all_short(text)
        found: set[str] = set()
        for size, marked, hashes in zip(_SIZES, self._marked, _hashes(text, LONGEST), strict=True):
            found.update([text[at : at + size] for at in np.flatnonzero(marked[hashes]).tolist()])
        return self._strings & found


def _hashes(text: str, longest: int) -> list[np.ndarray[tuple[int], np.dtype[np.uint32]]]:
    """For each size up to the longest, the hashes of the strings that begin at each character."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    mixed = codes
    found = []
    for size in range(1, longest + 1):
        if size > 1:
            mixed = mixed[:-1] * _MIX ^ codes[size - 1 :]
        found.append(mixed * _SPREAD >> _DOWN)
    return found


def _all_short(text: str) -> set[str]:
    """All strings of a text that may be one of the strings looked for."""
    pairs = list(map(add, text, text[1:]))
    threes = list(map(add, pairs, text[2:]))
    found = {*text, *pairs, *threes}
    for run in (text,) if text.isascii() else _LATIN.findall(text):
        found.update([run[at : at + LONGEST] for at in range(len(run) - LONGEST + 1)])
    return found
