"""One form of writing for the grammar, with the way back to the text as it was given.

NFKC (full-width and half-width, ligatures, squared units), lower case, one wave dash, one hyphen, one apostrophe, and
the long vowel mark where a look-alike stands between katakana (サ－バ, サ一バ). Positions in the normalised text are
mapped back, so that an entity's span always points into what the person wrote.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

# What NFKC leaves apart although people mean the same by it.
_FOLD = {
    "〜": "~",  # wave dash; the full-width tilde becomes "~" by NFKC already
    "〰": "~",
    "∼": "~",
    "∿": "~",
    "‐": "-",  # hyphens, dashes and the minus sign
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "−": "-",
    "─": "-",
    "➖": "-",
    "⇒": "→",
    "➡": "→",
    "➔": "→",
    "⟶": "→",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "“": '"',
    "”": '"',
    "\u3000": " ",
    "\u00a0": " ",
    "\t": " ",
    "\r": " ",
    "\n": " ",
}
_TABLE = str.maketrans(_FOLD)
_MARKS = frozenset(map(chr, (*range(0x300, 0x370), 0x3099, 0x309A, 0xFF9E, 0xFF9F)))  # they join the one before

# A dash or the kanji for one between two katakana is a long vowel mark typed wrongly. The ASCII hyphen is not: it
# joins two names ("スターター-コア").
_LONG_VOWEL = re.compile(r"(?<=[ァ-ヺ])[－‐‑–—―−─━一](?=[ァ-ヺ])")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text and, for every character of it, where it came from.

    `origin[i]` and `ends[i]` are the start and the (exclusive) end in `source` of the character `text[i]`; both are
    empty when every character stands at its own place.
    """

    source: str
    text: str
    origin: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    mended: tuple[tuple[int, int, float], ...] = ()  # spans of `text` a spelling was mended in, and how near (0-1)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the source of `text[start:end]`; end exclusive, both as character offsets."""
        if not self.origin:
            return start, end
        if end <= start:
            at = self.origin[start] if start < len(self.origin) else len(self.source)
            return at, at
        return self.origin[start], self.ends[end - 1]

    def replace(self, pieces: Iterable[tuple[int, int, str, float]]) -> Normalised:
        """Return a copy with spans of the text replaced.

        `pieces` are (start, end, replacement, nearness), in order and not overlapping. Every character of a
        replacement points at the whole span it replaces.
        """
        text: list[str] = []
        origin: list[int] = []
        ends: list[int] = []
        mended: list[tuple[int, int, float]] = []
        at = length = 0
        old_origin = self.origin or tuple(range(len(self.text)))
        old_ends = self.ends or tuple(range(1, len(self.text) + 1))
        for start, end, word, nearness in pieces:
            text += (self.text[at:start], word)
            origin += old_origin[at:start]
            ends += old_ends[at:start]
            length += start - at
            mended.append((length, length + len(word), nearness))
            length += len(word)
            first, last = self.span(start, end)
            origin += [first] * len(word)
            ends += [last] * len(word)
            at = end
        if not mended:
            return self
        text.append(self.text[at:])
        origin += old_origin[at:]
        ends += old_ends[at:]
        return Normalised(self.source, "".join(text), tuple(origin), tuple(ends), tuple(mended))


def normalise(text: str) -> Normalised:
    """Return the text in the one form the grammar reads, with the map back. Never raises."""
    if text.isascii():  # lower case, tabs and line ends: nothing changes its length
        return Normalised(text, text.lower().translate(_TABLE))
    folded = _LONG_VOWEL.sub("ー", text)
    if unicodedata.is_normalized("NFKC", folded):
        plain = folded.translate(_TABLE).lower()
        if len(plain) == len(text):
            return Normalised(text, plain)
    return _slow(text, folded)


@lru_cache(maxsize=4096)
def _plain(cluster: str) -> str:
    return unicodedata.normalize("NFKC", cluster).translate(_TABLE).lower()


def _slow(source: str, folded: str) -> Normalised:
    """Normalise cluster by cluster: a character with the marks that join it (ｶ + ﾞ) is one cluster."""
    chars: list[str] = []
    origin: list[int] = []
    ends: list[int] = []
    size = len(folded)
    at = 0
    while at < size:
        after = at + 1
        while after < size and folded[after] in _MARKS:
            after += 1
        plain = _plain(folded[at:after])
        chars.append(plain)
        origin += [at] * len(plain)
        ends += [after] * len(plain)
        at = after
    text = "".join(chars)
    mended = _LONG_VOWEL.sub("ー", text)  # half-width katakana has only now become katakana
    return Normalised(source, mended, tuple(origin), tuple(ends))
