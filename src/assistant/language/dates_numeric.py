"""Dates with their year in numbers, which every language shares: 2026-12-01, 令和8年12月1日, R8.12.1, 20261201.

Also the pieces of a pattern that the other Japanese dates are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.almanac import era_year, whole
from assistant.language.dateparts import LAST, Part
from assistant.language.screening import Screened

N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
NO_DIGIT = r"(?<![\d.,一二三四五六七八九十〇])"
NO_NUMBER = r"(?<![\d/a-z])(?<!\d[.,])"  # dots may go before ("…12/3"), a decimal may not
YEAR = (
    r"(?:西暦\s?)?(?:(?P<era>令和|平成|昭和|大正|明治|(?<![a-z\d])[rhs]\.?(?=\d))"
    r"\s?(?P<ey>元|\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3})"
    r"|(?<![\d.,])(?P<y>\d{4}|[一二三四五六七八九〇零]{4}))"
)
PIECE = (
    r"(?P<piece>末日?|終わり|おわり|いっぱい|一杯|下旬|後半|中旬|半ば|なかば|中頃|中ごろ|上旬|初旬|初頭|初日|初め|"
    r"始め(?![たてるま])"
    r"|はじめ(?![たてるま])|頭|前半)"
)
DAY_OF_WEEK = r"(?:\s?\([月火水木金土日](?:曜日?)?\)|\s?[月火水木金土日]曜日?)?"
_FULL = Screened(
    rf"{YEAR}\s?(?:年\s?[の/]?|[/.\-・,])\s?(?P<m>{N})\s?(?:月\s?/?|[/.\-・,])\s?(?P<d>{N})(?!\d)\s?日?{DAY_OF_WEEK}"
)
_DAY_FIRST = Screened(  # 1.12.2026, as much of Europe writes it: the day goes first
    r"(?<![\d.,/-])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)(?![\d.])"
)
_YEAR_MONTH = Screened(
    rf"{YEAR}\s?(?:年\s?/?の?\s?(?P<m1>{N})(?:\s?月(?:の?{PIECE})?(?!間)|(?![\d月年]))"
    rf"|(?P<sep>[/.\-,])(?P<m2>{N})(?:月|(?![\d/\-月年%]|\.\d|\s?[a-z])))"
)
_COMPACT = Screened(r"(?<![\d.,\-a-z])(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?![\d.,\-])")
_PIECES = {
    "end": ("末", "末日", "いっぱい", "一杯"),
    "late": ("終わり", "おわり", "下旬", "後半"),
    "mid": ("中旬", "半ば", "なかば", "中頃", "中ごろ"),
    "early": ("上旬", "初旬", "初頭", "初め", "始め", "はじめ", "頭", "前半"),
    "first": ("初日",),
}
_PIECE_OF = {word: piece for piece, words in _PIECES.items() for word in words}


def numeric(text: str) -> Iterator[Part]:
    """Yield the dates and months of a normalised text that name their year in numbers; they may overlap."""
    for match in _FULL.finditer(text):
        yield Part(*match.span(), year=year_of(match) or 0, month=whole(match["m"]), day=whole(match["d"]))
    for match in _DAY_FIRST.finditer(text):
        yield Part(*match.span(), year=int(match["y"]), month=int(match["m"]), day=int(match["d"]))
    for match in _YEAR_MONTH.finditer(text):
        year, month = year_of(match), whole(match["m1"] or match["m2"])
        # 2021.7 and 5000-10 are a decimal and a range; with an era, 令和3.7 is a month.
        decimal = match["y"] and match["sep"] and (match["sep"] in ".," or not 1990 <= (year or 0) < 2100)
        if year and month and not decimal:
            yield with_piece(Part(*match.span(), year=year, month=month), match["piece"])
    for match in _COMPACT.finditer(text):
        yield Part(*match.span(), year=int(match["y"]), month=int(match["m"]), day=int(match["d"]))


def year_of(match: re.Match[str]) -> int | None:
    """Return the year a match of `YEAR` says, None when there is no such year (令和0年) or it is far from ours."""
    if match["era"]:
        return era_year(match["era"], match["ey"])
    year = whole(match["y"])
    return year if year and 1800 <= year < 2200 else None


def with_piece(part: Part, word: str | None) -> Part:
    """Set a piece of a month or year on its part (末, 中旬); the end of one is its last day."""
    piece = _PIECE_OF[word] if word else ""
    is_month = part.month is not None or part.unit == "M"
    if is_month and piece in {"end", "first"}:
        part.day = LAST if piece == "end" else 1
    elif piece == "end" and (part.year is not None or part.unit == "Y"):
        part.month, part.day = (3 if part.fiscal else 12), LAST
    else:
        part.piece = piece
    return part
