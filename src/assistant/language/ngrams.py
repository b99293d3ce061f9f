"""The character n-grams of a text as numbers, so that a vocabulary is looked up without making a string for each.

Two bytes hold a character, so that one number of eight holds up to four of them and no two n-grams are the same number.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.language.arrays import Places

LONGEST = 4  # characters of an n-gram

_BITS = np.uint64(16)
_LAST = "\uffff"
_SPACE = np.uint64(ord(" "))
_BEYOND = np.uint64(0xFFFF_FFFF_FFFF_FFFF)  # no n-gram: no text holds the last character of the plane

Numbers = NDArray[np.uint64]


def is_plain(text: str) -> bool:
    """Whether two bytes hold each character of a text: rare characters and emoji take more."""
    return text.isascii() or max(text) < _LAST


class NGrams:
    """The n-grams of a vocabulary with their places in it; what holds a character that is not plain is left out."""

    def __init__(self, ngrams: Sequence[tuple[int, str]]) -> None:
        """Take places and n-grams of 1 to LONGEST characters, each once."""
        keys: list[Numbers] = []
        places: list[Places] = []
        for size in range(1, LONGEST + 1):
            these = [(place, text) for place, text in ngrams if len(text) == size]
            codes = _codes("".join([text for _, text in these])).reshape(-1, size)
            key = codes[:, 0]
            for at in range(1, size):
                key = key << _BITS | codes[:, at]
            plain = codes.max(axis=1, initial=0) < ord(_LAST)
            keys.append(key[plain])
            places.append(np.array([place for place, _ in these], dtype=np.intp)[plain])
        every = np.concatenate(keys)
        order = every.argsort()
        self._keys = np.append(every[order], _BEYOND)
        self._places = np.append(np.concatenate(places)[order], 0)

    def find(self, text: str, longest: int) -> tuple[Places, Places, int]:
        """Return the places of the known n-grams of a plain text, how often each occurs, and how many it has in all.

        Those of one character leave out spaces; the longer ones, up to `longest`, run over the borders of the text.
        """
        codes = _codes(f" {text} ")
        run = codes
        runs = [codes[codes != _SPACE]]
        for size in range(1, longest):
            run = run[:-1] << _BITS | codes[size:]
            runs.append(run)
        every = np.concatenate(runs)
        every.sort()
        begins = np.empty(len(every), dtype=np.bool_)
        begins[0] = True
        np.not_equal(every[1:], every[:-1], out=begins[1:])
        first = begins.nonzero()[0]
        keys = every.take(first)
        times = np.empty_like(first)
        np.subtract(first[1:], first[:-1], out=times[:-1])
        times[-1] = len(every) - first[-1]
        at = self._keys.searchsorted(keys)
        known = (self._keys.take(at) == keys).nonzero()[0]
        return self._places.take(at.take(known)), times.take(known), len(keys)


def _codes(text: str) -> Numbers:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
