"""Days known by a name in either language: Christmas Eve, New Year's Day, leap day 2028, 大晦日, 来年の元日."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.language.dateparts import Part
from assistant.language.screening import Screened

_FEASTS: tuple[tuple[str, int, int], ...] = (
    (r"new\syear'?s'?\seve(?:\sday)?", 12, 31),
    (r"new\syear'?s'?\s?day|(?:the\s)?first\sday\sof\sthe\s(?:new\s)?year", 1, 1),
    (r"(?:the\s)?last\sday\sof\sthe\syear", 12, 31),
    (r"christmas\seve|xmas\seve", 12, 24),
    (r"christmas(?:\sday)?(?!\s(?:eve|season|time|break|holiday|period|party))|xmas(?:\sday)?(?!\seve)", 12, 25),
    (r"boxing\sday", 12, 26),
    (r"(?:st\.?\s)?valentine'?s\sday", 2, 14),
    (r"hallowe'?en", 10, 31),
    (r"leap\sday", 2, 29),
    (r"元日|元旦", 1, 1),
    (r"大晦日|大みそか|おおみそか", 12, 31),
    (r"クリスマス・?イ[ヴブ]", 12, 24),
    (r"クリスマス(?!・?イ[ヴブ]|休|商戦|パーティ)", 12, 25),
    (r"バレンタインデー", 2, 14),
    (r"ハロウィン", 10, 31),
    (r"(?:うるう|閏)日", 2, 29),
)
_YEARS = {
    "今年": 0, "本年": 0, "来年": 1, "再来年": 2, "翌年": 1, "去年": -1, "昨年": -1, "this": 0, "next": 1, "last": -1,
}  # fmt: skip
_SPOKEN = "|".join(sorted((year for year in _YEARS if not year.isascii()), key=len, reverse=True))
_DAY = "|".join(f"(?P<f{number}>{words})" for number, (words, _, _) in enumerate(_FEASTS))
_FEAST = Screened(
    rf"(?:(?P<before>{_SPOKEN})の?|(?P<y1>(?:19|20)\d\d)年?の?|(?<![a-z])(?P<of>this|next|last)\s(?:year's\s)?)?"
    rf"(?<![a-z])(?:{_DAY})(?![a-z])"
    r"(?:,?\s(?:of\s|in\s)?(?:(?P<after>this|next|last)\syear|(?P<y2>(?:19|20)\d\d)(?!\d)))?"
)


def feasts(text: str) -> Iterator[Part]:
    """Yield the days a normalised text calls by their names; a year beside one belongs to it."""
    for match in _FEAST.finditer(text):
        number = next(n for n in range(len(_FEASTS)) if match[f"f{n}"])
        _, month, day = _FEASTS[number]
        year = match["y1"] or match["y2"]
        spoken = match["before"] or match["of"] or match["after"]
        if year:
            yield Part(*match.span(), year=int(year), month=month, day=day)
        elif spoken:
            yield Part(*match.span(), unit="Y", by=_YEARS[spoken], month=month, day=day)
        else:
            yield Part(*match.span(), month=month, day=day)
