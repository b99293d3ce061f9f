"""Numbers as people write them: 1,250, 1万2千, 千二百, 1.5万, 65k, "twelve hundred", "sixty thousand".

Works on normalised text (`normalise.normalise`). Values are exact fractions; nothing is rounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

KANJI_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "壱": 1, "弐": 2, "参": 3}
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "億": 100_000_000}

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS: dict[str, tuple[str, int]] = (
    {w: ("one", i) for i, w in enumerate(_ONES)}
    | {w: ("ten", i + 10) for i, w in enumerate(_TEENS)}
    | {w: ("tens", (i + 2) * 10) for i, w in enumerate(_TENS)}
    | {"fourty": ("tens", 40), "ninty": ("tens", 90), "a": ("a", 1), "half": ("half", 0)}
    | {"dozen": ("hundred", 12), "hundred": ("hundred", 100)}
    | {"thousand": ("large", 1000), "million": ("large", 1_000_000)}
)
# Which kinds of word a word may follow within one number: "twelve hundred and five" is one, "five ten" two.
_AFTER = {
    "half": {"start"},
    "a": {"start", "half"},
    "one": {"start", "tens", "hundred", "large"},
    "ten": {"start", "hundred", "large"},
    "tens": {"start", "hundred", "large"},
    "hundred": {"start", "a", "half", "one", "ten", "tens", "large"},
    "large": {"start", "a", "half", "one", "ten", "tens", "hundred"},
}
_SUFFIXES = {
    "k": 1000,
    "hundred": 100,
    "thousand": 1000,
    "mil": 1_000_000,
    "mln": 1_000_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}

# No group is possessive here: up to Python 3.11.4 such a group can end a match in the middle of a try (gh-106052).
# A full stop parts thousands only where things are counted that have no fractions: "12.000 licences".
_POINTED = r"\d{1,3}(?:\.\d{3})+(?=\s?(?:licen|lics?(?![a-z])|devices?|users?|ライセンス|台))"
_ARABIC = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d|,\d{{3}})(?:\.\d++)?|{_POINTED}|\d++(?:\.\d++)?)"
_RUN = re.compile(
    # Digits inside a Latin word are part of it (UDP5008, IPv4), and so is a digit after "v1.".
    rf"(?<![a-z\d.])(?:{_ARABIC}|[〇零一二三四五六七八九十百千万億壱弐参拾])"
    rf"(?:(?:{_ARABIC}|[〇零一二三四五六七八九十百千万億壱弐参拾]++))*"
    r"(?:\s?(?:k|hundred|thousand|million|billion|mil|mln)(?![a-z]))?"
)
_COUNTED = re.compile(_POINTED)
_PIECE = re.compile(rf"{_ARABIC}|[〇零一二三四五六七八九十百千万億壱弐参拾]")
_SUFFIX = re.compile(r"\s?(k|hundred|thousand|million|billion|mil|mln)$")
_WORD = "|".join(sorted((re.escape(w) for w in _WORDS if w not in {"a", "half"}), key=len, reverse=True))
_WORD_RUN = re.compile(
    rf"(?<![a-z])(?:(?:a|half\s+an?)\s+(?=(?:dozen|hundred|thousand|million|gig))|(?={_WORD}))"
    rf"(?:(?:{_WORD})(?![a-z])(?:[\s-]+(?:and\s+)?(?=(?:{_WORD})(?![a-z])))?)*"
)
_MOST = 300  # each is looked at by all parts of the grammar; 4,000 characters can hold 2,000, no message does
_MOST_PIECES = 64  # 千 or "hundred" is one; a number has a dozen, and a longer run is looked at once for each piece
_WORD_PIECE = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text. `start` and `end` are offsets into the normalised text, end exclusive.

    `kind` is "digits", "kanji" or "words"; `weak` when it is more likely part of a word than a number of its own
    (一 in 一般, "one of them"): it counts only with a unit.
    """

    start: int
    end: int
    value: Fraction
    kind: str
    weak: bool = False


def plain(value: Fraction) -> int | float:
    """Return a fraction as JSON: an integer when it is one."""
    return value.numerator if value.denominator == 1 else float(value)


def numbers(text: str) -> list[Number]:
    """Return the numbers of a normalised text, in order, not overlapping; at most the first 300."""
    found: list[Number] = []
    for run in _RUN.finditer(text):
        found += _read_run(text, run.start(), run.end())
        if len(found) >= _MOST:
            return found[:_MOST]
    if _WORDS.keys().isdisjoint(_WORD_PIECE.findall(text)):
        return found
    ends = {number.end for number in found}  # "1.2 million" is read above, to the end of its last word
    for run in _WORD_RUN.finditer(text):
        if run.end() > run.start():
            found += [word for word in _read_words(text, run.start(), run.end()) if word.end not in ends]
    found.sort(key=lambda number: number.start)
    return found


def parse_number(text: str) -> Fraction | None:
    """Return the value of a text that is one number and nothing else, or None."""
    found = numbers(text)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
    return found[0].value if whole else None


def _read_run(text: str, start: int, end: int) -> list[Number]:
    """Read a run of digits and numerals; where it is not one number it is split at the longest one."""
    suffix = _SUFFIX.search(text, start, end)
    stop = suffix.start() if suffix else end
    found: list[Number] = []
    if text[start:stop].isdecimal() and text[start:stop].isascii():  # 500: by far the most common
        found.append(Number(start, stop, Fraction(int(text[start:stop])), "digits"))
    pieces = [] if found else list(_PIECE.finditer(text, start, stop))
    said = [p.group().replace(".", "") if _COUNTED.match(text, p.start()) else p.group() for p in pieces]
    at = 0
    while at < len(pieces) and len(found) < _MOST:
        value, used = _evaluate(said[at : at + _MOST_PIECES])
        first, last = pieces[at].start(), pieces[at + used - 1].end()
        if value is not None:
            kind = "digits" if text[first].isdigit() and text[first].isascii() else "kanji"
            weak = kind == "kanji" and used == 1
            found.append(Number(first, last, value, kind, weak))
        at += used
    if suffix and found and found[-1].end == stop:
        last_number = found.pop()
        value = last_number.value * _SUFFIXES[suffix.group(1)]
        found.append(Number(last_number.start, end, value, last_number.kind))
    return found


def _evaluate(pieces: list[str]) -> tuple[Fraction | None, int]:
    """Evaluate as many pieces as make one number; returns its value (None: not a number) and how many were used.

    千二百 is 1200, 1万2千 is 12000, 二〇二六 is 2026; a small numeral must be below the one before it (千百, not 百千).
    """
    total = section = Fraction(0)
    current: Fraction | None = None
    lowest_small, lowest_large = 10_000, 10**12
    positional = False
    for used, piece in enumerate(pieces):
        if piece in KANJI_DIGITS:
            if current is not None and not positional:
                return _finish(total, section, current), used
            digit = Fraction(KANJI_DIGITS[piece])
            current, positional = (digit if current is None else current * 10 + digit), True
        elif piece in _SMALL:
            factor = _SMALL[piece]
            if factor >= lowest_small:
                return _finish(total, section, current), max(used, 1)
            section += (Fraction(1) if current is None else current) * factor
            current, lowest_small, positional = None, factor, False
        elif piece in _LARGE:
            factor = _LARGE[piece]
            amount = section + (current or 0)
            if amount == 0 or factor >= lowest_large:
                return (_finish(total, section, current) if used else None), max(used, 1)
            total += amount * factor
            section, current, positional = Fraction(0), None, False
            lowest_small, lowest_large = 10_000, factor
        else:
            digits = piece.replace(",", "")
            value = Fraction(digits) if "." in digits else Fraction(int(digits))
            limit = min(lowest_small, lowest_large)
            if current is not None or (used and value >= limit):
                return _finish(total, section, current), used
            current, positional = value, False
    return _finish(total, section, current), len(pieces)


def _finish(total: Fraction, section: Fraction, current: Fraction | None) -> Fraction:
    return total + section + (current or 0)


def _read_words(text: str, start: int, end: int) -> list[Number]:
    """Read a run of English number words, splitting it where one number ends ("five and ten" are two)."""
    pieces = [p for p in _WORD_PIECE.finditer(text, start, end) if p.group() not in {"and", "an"}]
    found: list[Number] = []
    at = 0
    while at < len(pieces):
        value, used = _evaluate_words([p.group() for p in pieces[at : at + _MOST_PIECES]])
        first, last = pieces[at], pieces[at + used - 1]
        weak = used == 1 and first.group() in _ONES
        if value is not None:
            found.append(Number(first.start(), last.end(), value, "words", weak))
        at += used
    return found


def _evaluate_words(words: list[str]) -> tuple[Fraction | None, int]:
    """Evaluate as many words as make one number; returns its value and how many words were used."""
    total = section = Fraction(0)
    last = "start"
    for used, word in enumerate(words):
        kind, value = _WORDS[word]
        if last not in _AFTER[kind]:
            return total + section, used
        if kind == "half":
            section = Fraction(1, 2)
        elif kind == "hundred":
            section = (section or 1) * Fraction(value)
        elif kind == "large":
            total, section = total + (section or 1) * value, Fraction(0)
        elif kind != "a" or last != "half":
            section += value
        last = kind
    return total + section, len(words)
