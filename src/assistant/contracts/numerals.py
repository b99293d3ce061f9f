"""Numbers as clause references write them, and a folding of the text that keeps every offset."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KANJI = {"〇": 0, "零": 0, **{digit: value for value, digit in enumerate("一二三四五六七八九", 1)}}
_ROMAN = {"i": 1, "v": 5, "x": 10}
_ENGLISH = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
ENGLISH = rf"(?:{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})(?![a-z])"  # a pattern for `number`

_RUN_OF_SPACES = re.compile(r"\s{2,}")


def fold(text: str) -> tuple[str, list[int]]:
    """Return the text in half-width lower case, and for each of its characters the offset in the text as given.

    The list has one entry more, the length of the text, so that an end can be mapped as well. The folding goes
    character by character (NFKC of ７, ⑵, Ⅲ): a folding of the whole string would lose the offsets. A run of white
    space becomes its first character, so that no pattern can be made slow with thousands of them.
    """
    parts = list(map(_folded, text))
    whole = "".join(parts)
    places = list(range(len(text)))
    if len(whole) > len(text):  # ⑵ is three characters
        places = [offset for offset, part in enumerate(parts) for _ in part]
    folded: list[str] = []
    offsets: list[int] = []
    start = 0
    for run in _RUN_OF_SPACES.finditer(whole):
        folded.append(whole[start : run.start() + 1])
        offsets += places[start : run.start() + 1]
        start = run.end()
    folded.append(whole[start:])
    offsets += places[start:]
    offsets.append(len(text))
    return "".join(folded), offsets


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    return unicodedata.normalize("NFKC", character).lower()


def number(text: str) -> int | None:
    """Return what digits, kanji (十二, 二〇), English words to twenty or a Roman numeral to 39 say; None if nothing."""
    if text.isascii() and text.isdigit():
        return int(text)
    if text in _ENGLISH:
        return _ENGLISH.index(text) + 1
    if text and all(character in _ROMAN for character in text):
        return _roman(text)
    return _kanji(text)


def _kanji(text: str) -> int | None:
    if not text:
        return None
    if not any(character in "十百" for character in text):
        digits = [_KANJI.get(character) for character in text]
        return None if None in digits else int("".join(str(digit) for digit in digits))
    total, digit = 0, 0
    for character in text:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        elif character in _KANJI:
            digit = _KANJI[character]
        else:
            return None
    return total + digit


def _roman(text: str) -> int | None:
    values = [_ROMAN[character] for character in text]
    total = sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    return total if roman(total) == text else None


def roman(value: int) -> str:
    """Return a number from 1 to 39 as a small Roman numeral."""
    tens, ones = divmod(value, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
