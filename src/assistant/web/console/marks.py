"""Which parts of a text answer to what is being typed: for highlights."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from assistant.contracts.search import STOP_WORDS

WINDOW: Final = 150
LONGEST: Final = 8  # characters of a Japanese part that is looked for
_WORD: Final = re.compile(r"[a-z0-9]+|[^\Wa-z0-9]+")
_LATIN: Final = re.compile(r"[a-z0-9]+")
_HIRAGANA: Final = re.compile(r"[ぁ-ゖ]+")


def fold(text: str) -> str:
    """The text in one width and case, character for character: its length stays."""
    return "".join(made if len(made := unicodedata.normalize("NFKC", c).lower()) == 1 else c for c in text)


def pieces(query: str) -> Iterator[str]:
    """What to look for: words of English by their stem, every run of a Japanese query down to two characters."""
    for word in _WORD.findall(fold(query)):
        if _LATIN.fullmatch(word):
            if (len(word) > 1 or word.isdigit()) and word not in STOP_WORDS:
                yield word[:6]
            continue
        for length in range(min(len(word), LONGEST), 1, -1):
            for start in range(len(word) - length + 1):
                part = word[start : start + length]
                if not _HIRAGANA.fullmatch(part):
                    yield part


def marked(text: str, query: str, window: int | None = None) -> list[tuple[str, bool]]:
    """The text in parts, each with whether it is to be marked; with a `window`, that many characters around a mark."""
    folded = fold(text)
    hit = bytearray(len(text))
    for piece in dict.fromkeys(pieces(query)):
        latin = bool(_LATIN.fullmatch(piece))
        pattern = rf"(?<![a-z0-9]){re.escape(piece)}[a-z0-9]*" if latin else re.escape(piece)
        for found in re.finditer(pattern, folded):
            hit[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    start, end = 0, len(text)
    if window is not None and len(text) > window:
        first = max(hit.find(1), 0)
        start = max(0, min(first - window // 3, len(text) - window))
        end = start + window
    parts: list[tuple[str, bool]] = []
    at = start
    while at < end:
        stop = at
        while stop < end and hit[stop] == hit[at]:
            stop += 1
        parts.append((text[at:stop], bool(hit[at])))
        at = stop
    if start:
        parts.insert(0, ("…", False))
    if end < len(text):
        parts.append(("…", False))
    return parts
