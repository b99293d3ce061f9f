"""How many times as much: 倍, 半分, 3割減, 20%増やし, double, halve, "cut by a third", "30 % fewer"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.screening import Screened, Screens

_N = r"(?P<n>\d{1,3}(?:\.\d)?|[一二三四五六七八九])"
_SHARE_JA = rf"{_N}\s?(?P<unit>割|%|パーセント)(?P<half>半|5分)?(?:ほど|くらい|ぐらい|程度)?"
_LESS_JA = Screened(rf"{_SHARE_JA}(?:を|の|だけ|分)?\s?(?:減(?!額)|削減|削|カット|縮小|落と|少な|下げ)")
_MORE_JA = Screened(rf"{_SHARE_JA}(?:を|の|だけ|分)?\s?(?:増|アップ|多|上乗せ|上げ)")
_TO_JA = Screened(rf"{_SHARE_JA}(?:に|まで)(?:減ら|削|縮|落と|下げ|抑え|し(?:たい|て|ます))")
_SHARE_EN = r"(?P<n>\d{1,3}(?:\.\d)?)\s?(?:%|per ?cent)"
_CUT_EN = r"\b(?:cut|reduc\w+|lower\w*|decreas\w+|shrink\w*|drop\w*|trim\w*|slash\w*|scale\w*)\b[^.?]{0,40}?"
_LESS_EN = Screened(
    rf"{_CUT_EN}\bby {_SHARE_EN}|{_SHARE_EN.replace('?P<n>', '?P<n2>')} (?:fewer|less|reduction|cut|decrease)\b",
    re.IGNORECASE,
)
_MORE_EN = Screened(
    rf"\b(?:rais\w+|increas\w+|grow\w*|expand\w*|up)\b[^.?]{{0,40}}?\bby {_SHARE_EN}|"
    rf"{_SHARE_EN.replace('?P<n>', '?P<n2>')} (?:more|increase)\b",
    re.IGNORECASE,
)
_THIRDS_EN = Screened(rf"{_CUT_EN}\bby (?:a|one) (?P<part>third|quarter|fifth|tenth)\b", re.IGNORECASE)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_KANJI = {k: n for n, k in enumerate("一二三四五六七八九十", 1)}
_COUNT_JA = r"(?:10|[2-9二三四五六七八九十])"
_ENOUGH_JA = r"で(?:も|は)?(?:いい|よい|良い|OK|お願い|十分|足り|結構|構わ|大丈夫)"
# A part of what there is: 「4分の1に」, "to a quarter of its present length". "A quarter of an hour" is a length.
_FRACTION_JA = Screened(
    rf"(?<![\d.時])(?:(?P<of>{_COUNT_JA})\s?分の\s?(?P<n>[1-9一二三四五六七八九])|(?P<n2>[1-9])/(?P<of2>[2-9]|10)(?![/\d]))"
    rf"(?:くらい|ぐらい|程度|ほど)?(?:に|へ|まで|{_ENOUGH_JA}|の[^、。]{{0,8}}(?:に|へ|で))"
)
_FRACTION_EN = Screened(
    r"\b(?P<n>a|one|two|three)[ -](?P<part>third|quarter|fifth|sixth|eighth|tenth)s? "
    r"(?:of (?:our|its|their|the|what|that|today's)\b(?! (?:staff|users?|people|sites|offices|team|time|hour|day|"
    r"year))|"
    r"(?:as (?:many|much|long|large|wide|high)|the (?:number|length|size|bandwidth|retention|licen[cs]es?))\b)|"
    r"\b(?:down to|to|into) (?P<n2>a|one|two|three)[ -](?P<part2>third|quarter|fifth|sixth|eighth|tenth)s?\b"
    r"(?! (?:of an? |past|to |hour))",
    re.IGNORECASE,
)
_WORDS = {"a": 1, "one": 1, "two": 2, "three": 3}
_TIMES_JA = Screened(rf"(?<![\d.])(?P<n>{_COUNT_JA})倍(?:に|へ|まで|{_ENOUGH_JA}|の[^、。]{{0,8}}(?:に|へ|で))")
_FIXED: tuple[tuple[float, Screened], ...] = (
    (
        0.5,
        Screened(
            r"半分(?:くらい|ぐらい|程度|ほど)?(?:に|へ|まで|で(?:も|は)?(?:いい|よい|良い|OK|お願い|十分|足り|結構|構わ|大丈夫)|の[^、。]{0,8}(?:に|へ|で))|半減|"
            r"(?:2|二)分の(?:1|一)に|"
            r"\bhalv(?:e|es|ed|ing)\b|\b(?:by|in|into|down to|to) (?:one )?half\b|\bby 50 ?%|\bto half\b(?! past)|"
            r"\bhalf (?:as (?:many|much|long|large|wide|high)|(?:of )?(?:our|its|the|their) (?:(?:present|current|"
            r"existing|"
            r"total) )?(?:number|length|size|figure|count|amount|level|licen[cs]es?|bandwidth|retention|log\w*|period|"
            r"servers?|concurrent)|(?:of )?(?:what|that))\b",
            re.IGNORECASE,
        ),
    ),
    (3, Screened(r"(?:3|三)倍|\btripl(?:e|ed|ing)\b|\bthree times (?:as many|the)\b", re.IGNORECASE)),
    (4, Screened(r"(?:4|四)倍|\bquadrupl(?:e|ed|ing)\b|\bfour times (?:as many|the)\b", re.IGNORECASE)),
    (1.5, Screened(r"1\.5倍|\b1\.5 times\b", re.IGNORECASE)),
    (
        2,
        Screened(
            r"(?<![\d.])(?:2|二)倍|(?<![\d.三四五])倍(?:に|増|へ|(?:で|は|くらい|ぐらい)?(?:も)?(?:いい|よい|良い|"
            r"お願い|欲し|ほし)|の[^、。]{0,8}(?:に|へ|で))|\bdoubl(?:e|ed|ing)\b|"
            r"\b(?:twice|(?:two|2) times) (?:as (?:many|much|long|large|wide|high)|the|our|its|what|that)\b|"
            r"\bto twice\b|"
            r"\b(?<!half )as (?:many|much|long) again\b",
            re.IGNORECASE,
        ),
    ),
)
_ANY = Screens.of(
    *(_LESS_JA, _MORE_JA, _TO_JA, _LESS_EN, _MORE_EN, _THIRDS_EN, _FRACTION_JA, _FRACTION_EN, _TIMES_JA),
    *(pattern for _, pattern in _FIXED),
)
_WHOLE = {"割": 10, "%": 100, "パーセント": 100}


@dataclass(frozen=True, slots=True)
class Multiple:
    """A factor and where it stands; offsets are into the text, end exclusive."""

    factor: float
    start: int
    end: int


def multiple(text: str) -> Multiple | None:
    """The factor by which a normalised text multiplies a count, None when it names none."""
    if not _ANY.possible(text):
        return None
    for sign, pattern in ((-1, _LESS_JA), (1, _MORE_JA), (0, _TO_JA)):
        if match := pattern.search(text):
            number = _KANJI.get(match["n"]) or float(match["n"])
            share = (number + (0.5 if match["half"] else 0)) / _WHOLE[match["unit"]]
            return _one(match, share if sign == 0 else 1 + sign * share)
    for sign, pattern in ((-1, _LESS_EN), (1, _MORE_EN)):
        if match := pattern.search(text):
            return _one(match, 1 + sign * float(match["n"] or match["n2"]) / 100)
    if match := _THIRDS_EN.search(text):
        return _one(match, 1 - 1 / _PARTS[match["part"].lower()])
    if match := _FRACTION_JA.search(text):
        part, whole = (_number(match[name] or match[f"{name}2"]) for name in ("n", "of"))
        return _one(match, part / whole)
    if match := _FRACTION_EN.search(text):
        return _one(
            match, _WORDS[(match["n"] or match["n2"]).lower()] / _PARTS[(match["part"] or match["part2"]).lower()]
        )
    if match := _TIMES_JA.search(text):
        return _one(match, _number(match["n"]))
    for factor, pattern in _FIXED:
        if match := pattern.search(text):
            return _one(match, factor)
    return None


def _number(written: str) -> int:
    """A number of one digit, or ten."""
    return _KANJI.get(written) or int(written)


def _one(match: re.Match[str], factor: float) -> Multiple | None:
    rounded = round(factor, 6)
    return Multiple(rounded, *match.span()) if rounded > 0 else None
