"""Lengths of time: 13時間40分, 半日, 丸2日, 90分間, 1d2h, 45min, "ninety minutes", "an hour and a half", 2日と3時間.

Values are ISO 8601 durations in the units as written (PT90M stays PT90M); a fraction of a unit is written in the next
smaller one (1.5時間 is PT1H30M). Where that needs a length of month, 30 days are taken and the value is approximate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from assistant.language.modifiers import modifiers
from assistant.language.numbers import Number
from assistant.language.screening import Screened
from assistant.language.spans import Claims, Found

_IN_DAYS = re.compile(r"P(\d+)D")
_ORDER = "YMWDHNS"  # N: minutes; M is months
_MOST = {"Y": 1, "M": 12, "W": 5, "D": 31, "H": 24, "N": 60, "S": 60}  # a part of one length stays below these
_SMALLER = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "D": ("H", 24), "H": ("N", 60), "N": ("S", 60)}
_JAPANESE = re.compile(
    r"\s?(?:(?P<Y>年(?!度|目|[前後]半|半ば|代|号|式|版))|(?P<M>[かヵカヶケ箇個]月|月(?=間))|(?P<W>週(?!目|末|番|次|刊))"
    r"|(?P<D>日(?!目|付|本|程|時|曜|々|割))|(?P<H>時間(?!目|帯|割|軸))"
    r"|(?P<N>分(?!の\s?(?:\d{1,4}|[一二三四五六七八九十]{1,4})(?!\s?[\d一二三四五六七八九十回件度])|割|散|析|野|類|岐|"
    r"担|離|配|社|店|け|か(?!ら|か)))|(?P<S>秒(?!目)))"
    r"間?(?P<half>半(?![額数分角期]))?"
)
_ENGLISH = re.compile(
    r"[\s-]{0,2}(?:(?:full|whole|straight|consecutive|continuous|solid|calendar|entire|complete|more)\s)?"
    r"(?:(?P<Y>years?|yrs?)|(?P<M>months?|mos?)|(?P<W>weeks?|wks?)|(?P<D>days?)|(?P<H>hours?|hrs?)"
    r"|(?P<N>minutes?|mins?)|(?P<S>seconds?|secs?))(?![a-z])(?P<half>\sand\sa\shalf(?![a-z]))?"
)
_COMPACT = Screened(r"(?<![a-z\d.])(?:\d++(?:\.\d++)?[wdhms]\s?){1,6}\d++(?:\.\d++)?[wdhms](?![a-z\d])")  # 1d2h, 1h30m
_COMPACT_PIECE = re.compile(r"(?P<number>\d++(?:\.\d++)?)(?P<unit>[wdhms])")
_LETTER = re.compile(r"(?P<joint>\s?)(?P<unit>[dhmsw])(?![a-z])(?!\s?(?:yen|jpy|円))")
_HALVES = Screened(
    r"(?:丸|まる|満)?(?P<ja>半日|半年|半月|半時間)(?!額)"
    r"|(?<![a-z])(?P<en>half\s(?:of\s)?an?\s(?:full\s)?(?:hour|day|month|year|week)"
    r"|(?:a\s)?half[\s-](?:day|hour|year|month)|(?:(?:a\s)?quarter|three\squarters)\sof\san\shour)(?![a-z])"
)
_FEE_OF = re.compile(r"(?:'s?|\sworth\sof|\sof)\s(?:the\s)?(?:monthly\s)?(?:fees?|charges?|credit|money)(?![a-z])")
_ARTICLE = Screened(
    r"(?<![a-z])an?\s(?P<full>(?:full|whole|entire|single|solid)\s)?(?P<unit>hour|minute|second(?!\s(?:one|outage|"
    r"time|incident|failure"
    r"|fault|breakdown|interruption|disruption|case|event|region))|day|week|month|"
    r"year)(?![a-z'])(?P<half>\sand\sa\shalf(?![a-z]))?"
)
_LASTING = re.compile(  # "a minute" is a length after one of these, not in "every page takes a minute"
    r"(?<![a-z])(?:for|lasted|lasting|within|about|around|over|than|under|after|took|almost|nearly|exactly|roughly"
    r"|just|only|least|most)\s\Z"
)
_ALONE = re.compile(r"\s(?:on\sthe\sdot|exactly|flat|to\sthe\s(?:minute|second)|of\s(?:downtime|outage))(?![a-z])")
_COUPLE = Screened(
    r"(?<![a-z])a\s(?:couple\sof\s(?P<unit>hour|minute|day|week|month|year)s|(?P<fortnight>fortnight))(?![a-z])"
)
_AND_A_HALF = re.compile(r"\sand\sa\shalf\s(?P<unit>hours?|days?|weeks?|months?|years?|minutes?)(?![a-z])")
_BUSINESS = re.compile(
    r"\s?(?:翌々?)?営業日(?:以内|後|前)?|[\s-](?:business|working|banking|bank|week)[\s-]?days?(?![a-z])"
)
_JOIN = re.compile(r"\s*(?:と|プラス|\s(?:and|plus)\s|,\s?and\s|&)?\s*\Z")
_TO = re.compile(r"\s?(?:~|-|から|か|to|or)\s?\Z")
_COMMA = re.compile(r",\s\Z")
_PREFIX = re.compile(r"(?:丸々?|まる|満|ちょうど)\s?\Z")
_RELATION = re.compile(
    r"\s?(?:(?P<before>前(?!後|半|回|月|年)|(?:before|prior|in\sadvance|ahead|ago)(?![a-z]))"
    r"|後(?!半)|(?:after|later|from)(?![a-z]))"
)
_EN_UNITS = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "N", "second": "S"}
_LETTERS = {"d": "D", "h": "H", "m": "N", "s": "S", "w": "W"}
_HALF_VALUES = {"半日": ("H", 12), "半年": ("M", 6), "半月": ("D", 15), "半時間": ("N", 30)}
_HALF_ENGLISH = {"hour": ("N", 30), "day": ("H", 12), "month": ("D", 15), "year": ("M", 6), "week": ("H", 84)}


@dataclass(slots=True)
class _Piece:
    """One number with its unit."""

    start: int
    end: int
    unit: str
    value: Fraction
    approximate: bool = False
    end_of_range: bool | None = None  # of 2~3時間: False for 2, True for 3時間


_STOPWATCH = Screened(  # 24:00:00 hours, 1:45時間: a time of day has no unit after it
    r"(?<![\d:])(?P<H>\d{1,3}):(?P<N>[0-5]\d)(?::(?P<S>[0-5]\d))?\s?(?:hours?(?![a-z])|hrs?(?![a-z])|h(?![a-z])|"
    r"時間(?!帯))"
)


def stopwatch(text: str) -> Iterator[Found]:
    """Yield the lengths of a normalised text that are written as a stopwatch shows them, with their unit."""
    for match in _STOPWATCH.finditer(text):
        value, _ = iso({unit: Fraction(match[unit] or 0) for unit in "HNS"})
        yield Found("duration", *match.span(), value, modifiers(text, *match.span()))


def durations(text: str, written: str, found: list[Number], claims: Claims) -> list[Found]:
    """Return the durations of a normalised text and mark their places; refused ones (3営業日) have no type.

    `written` is the same text with its capitals, where they are known: 500M is no length of time, 45m is.
    """
    results = list(claims.keep_free(_refused(text, found)))
    pieces = [p for p in _pieces(text, written, found) if claims.free(p.start, p.end)]
    pieces += [*_ellipses(text, found, pieces), *_lists(text, found, pieces)]
    pieces.sort(key=lambda p: (p.start, p.start - p.end))
    kept: list[_Piece] = []
    for piece in pieces:
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    for group in _groups(text, kept):
        one = _found(text, group)
        if claims.free(one.start, one.end):
            claims.take(one.start, one.end)
            results.append(one)
    return results


_ANOTHER = re.compile(
    r"\b(?:another|the other|the second|the third|one)(?: one)?(?: (?:of|for|lasted|took|was|"
    r"at))*\s\Z",
    re.IGNORECASE,
)


def _ellipses(text: str, found: list[Number], pieces: list[_Piece]) -> Iterator[_Piece]:
    """Lengths that share the unit of the one before them: "one of 50 hours, another of 20"."""
    for number in found:
        before = max((p for p in pieces if p.end <= number.start), key=lambda p: p.end, default=None)
        if before is None or any(p.start <= number.start < p.end for p in pieces):
            continue
        ends = number.end == len(text) or not re.match(r"\s?[\w%]", text[number.end :])
        if ends and _ANOTHER.search(text[max(before.end, number.start - 32) : number.start]):
            yield _Piece(number.start, number.end, before.unit, number.value, end_of_range=False)


_LISTED = re.compile(r"(?:, ?(?:and |or )?| (?:and|or) |、|と|・|や)\Z")
_OF_A_CLOCK = frozenset("HNS")


def _lists(text: str, found: list[Number], pieces: list[_Piece]) -> Iterator[_Piece]:
    """Lengths that share the unit of the one after them: "outages of 31, 29 and 61 minutes"."""
    begins = {piece.start: piece.unit for piece in pieces if piece.unit in _OF_A_CLOCK}
    for number, after in reversed(list(pairwise(found))):
        unit = begins.get(after.start)
        alone = not any(p.start <= number.start < p.end for p in pieces)
        gap = text[number.end : after.start]
        if unit and alone and number.kind == "digits" and _LISTED.fullmatch(gap):
            begins[number.start] = unit
            yield _Piece(number.start, number.end, unit, number.value, end_of_range=False)


def _refused(text: str, found: list[Number]) -> Iterator[Found]:
    for number in found:
        if match := _BUSINESS.match(text, number.end):
            yield Found(None, number.start, match.end())


def _pieces(text: str, written: str, found: list[Number]) -> Iterator[_Piece]:
    before: Number | None = None  # a number without a unit, which may share that of the next (2~3時間)
    for number in found:
        piece = _piece(text, written, number)
        if piece is not None:
            if before is not None and _TO.match(text[before.end : number.start]):
                piece.end_of_range = True
                yield _Piece(before.start, before.end, piece.unit, before.value, end_of_range=False)
            yield piece
        before = number if piece is None and not number.weak else None
    for compact in _COMPACT.finditer(text):
        for match in _COMPACT_PIECE.finditer(text, *compact.span()):
            yield _Piece(*match.span(), _LETTERS[match["unit"]], Fraction(match["number"]))
    yield from _worded(text)


def _piece(text: str, written: str, number: Number) -> _Piece | None:
    """Return the length a number and the unit after it make, None when there is no such unit."""
    end, value = number.end, number.value
    if value == 0 and number.kind == "words":
        return None  # "zero-day"
    half = Fraction(1, 2)
    if match := _JAPANESE.match(text, end):
        unit = _unit(match)
        if _sufficient(text, number, unit, match.end()):
            return None
        return _Piece(number.start, match.end(), unit, value + (half if match["half"] else 0))
    if match := _AND_A_HALF.match(text, end):
        return _Piece(number.start, match.end(), _EN_UNITS[match["unit"].rstrip("s")], value + half)
    if number.kind != "kanji" and (match := _ENGLISH.match(text, end)):
        if _FEE_OF.match(text, match.end()):
            return None  # "one day's fee back" is money
        return _Piece(number.start, match.end(), _unit(match), value + (half if match["half"] else 0))
    if number.kind == "digits" and (match := _LETTER.match(text, end)):
        # A capital M, or a value no one gives in minutes, is a bandwidth; "3 s" is no length, "3 h" is.
        capital = match["unit"] == "m" and (written[match.start("unit")].isupper() or value >= 100)
        if not capital and (match["unit"] == "h" or not match["joint"]):
            return _Piece(number.start, match.end(), _LETTERS[match["unit"]], value)
    return None


def _worded(text: str) -> Iterator[_Piece]:
    """Lengths without a number: 半日, half an hour, an hour and a half, a couple of days."""
    for match in _HALVES.finditer(text):
        if match["ja"]:
            unit, amount = _HALF_VALUES[match["ja"]]
            yield _Piece(*match.span(), unit, Fraction(amount), approximate=match["ja"] == "半月")
        else:
            words = match["en"]
            name = next(name for name in _HALF_ENGLISH if name in words)
            unit, amount = _HALF_ENGLISH[name]
            if "quarter" in words:
                unit, amount = "N", 45 if words.startswith("three") else 15
            yield _Piece(*match.span(), unit, Fraction(amount), approximate=name == "month")
    for match in _ARTICLE.finditer(text):
        lasts = _LASTING.search(text, max(0, match.start() - 12), match.start()) or _ALONE.match(text, match.end())
        if match["half"] or match["full"] or lasts:
            value = Fraction(3, 2) if match["half"] else Fraction(1)
            yield _Piece(*match.span(), _EN_UNITS[match["unit"]], value)
    for match in _COUPLE.finditer(text):
        unit = "W" if match["fortnight"] else _EN_UNITS[match["unit"]]
        yield _Piece(*match.span(), unit, Fraction(2), approximate=not match["fortnight"])


def _unit(match: re.Match[str]) -> str:
    return next(unit for unit in _ORDER if match[unit])


def _sufficient(text: str, number: Number, unit: str, end: int) -> bool:
    """Return whether 十分 is "enough" rather than ten minutes."""
    if unit != "N" or text[number.start : number.end] != "十" or text[end - 1] == "間":
        return False
    return not re.match(r"以[上内下]|ほど|くらい|止|停|で復|後|前|超|未満", text[end : end + 3])


def _groups(text: str, pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Join pieces that make one length: units getting smaller, with nothing or と / and between."""
    group: list[_Piece] = []
    for piece in pieces:
        if group:
            gap = text[group[-1].end : piece.start]
            smaller = _ORDER.index(piece.unit) > _ORDER.index(group[-1].unit) and piece.value < _MOST[piece.unit]
            joined = _JOIN.match(gap) or (_COMMA.match(gap) and text[piece.end - 1].isascii())
            if smaller and joined:
                group.append(piece)
                continue
            yield group
        group = [piece]
    if group:
        yield group


def _found(text: str, group: list[_Piece]) -> Found:
    start, end = group[0].start, group[-1].end
    if prefix := _PREFIX.search(text, max(0, start - 4), start):
        start = prefix.start()
    value, approximate = iso({p.unit: p.value for p in group})
    extra: dict[str, Any] = modifiers(text, start, end)
    if approximate or any(p.approximate for p in group):
        extra["approximate"] = True
    if group[0].end_of_range is not None:
        extra["range"] = "end" if group[0].end_of_range else "start"
    if relation := _RELATION.match(text, end):
        extra["relation"] = "before" if relation["before"] else "after"
    return Found("duration", start, end, value, extra)


def in_days(length: str) -> int | None:
    """Return the days of an ISO 8601 duration told in days alone, None of any other."""
    found = _IN_DAYS.fullmatch(length)
    return int(found[1]) if found else None


def iso(amounts: dict[str, Fraction]) -> tuple[str, bool]:
    """Return amounts by unit as an ISO 8601 duration, and whether a month was taken as 30 days.

    The units are Y M W D H N S; M is months and N minutes.
    """
    left = {unit: Fraction(amounts.get(unit, 0)) for unit in _ORDER}
    approximate = False
    for unit in _ORDER[:-1]:
        if left[unit].denominator != 1:
            rest = left[unit] - int(left[unit])
            smaller, factor = _SMALLER[unit]
            left[unit] -= rest
            left[smaller] += rest * factor
            approximate = approximate or unit == "M"
    if left["W"] and any(left[u] for u in _ORDER if u != "W"):  # ISO 8601 does not mix weeks with other units
        left["D"] += left["W"] * 7
        left["W"] = Fraction(0)
    days = "".join(f"{_written(left[u])}{u}" for u in "YMWD" if left[u])
    clock = "".join(f"{_written(left[u])}{'M' if u == 'N' else u}" for u in "HNS" if left[u])
    if not days and not clock:
        zero = next((u for u in reversed(_ORDER) if u in amounts), "S")
        return ("PT0" + zero.replace("N", "M") if zero in "HNS" else f"P0{zero}"), False
    return f"P{days}" + (f"T{clock}" if clock else ""), approximate


def _written(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.9f}".rstrip("0").rstrip(".")
