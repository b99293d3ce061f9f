"""English dates: Dec 7th, 7 December 2026, March 31, 2027, next Friday, end of next month, in 30 days, yesterday."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.almanac import MONTH_NAME, era_year, month_number
from assistant.language.dateparts import LAST, Part
from assistant.language.dates_numeric import NO_NUMBER
from assistant.language.numbers import Number
from assistant.language.screening import Screened

_TH = r"(?:st|nd|rd|th)"
_YYYY = r"(?P<y>(?:19|20|21)\d\d)(?!\d)"
_ERA = r"(?:reiwa|heisei|showa)"
_YEAR_AFTER = rf"(?:,?[\s-]*{_YYYY}|\s'(?P<yy>\d\d)(?!\d)|,?\s(?P<era>{_ERA})\s?(?P<ey>\d{{1,2}})(?!\d))?"
_ERA_BEFORE = re.compile(rf"(?<![a-z])(?P<era>{_ERA})\s?(?P<ey>\d{{1,2}}),?\s(?:the\s)?\Z")
_ERA_LENGTH = 16  # characters in which the era before a date is looked for
_DAY_OF_WEEK = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s(?:the\s)?)?"
# "Article 2 may not apply" names no month.
_NOT_MAY = (
    r"(?!may\s(?:be|not|have|apply|also|only|still|i|we|you|they|it|the|our|change|cause|occur|require|need|use)"
    r"(?![a-z]))"
)
_PIECE = (
    r"(?P<piece>(?:the\s)?(?:(?:very\s)?end|last\sday|first\sday|beginning|start|middle)\sof|late|early|mid)"
    r"[\s-](?:in\s)?"
)
_DAY_MONTH = Screened(
    rf"(?<![\d.:/a-z]){_DAY_OF_WEEK}(?:the\s)?(?P<d>\d{{1,2}})\s?{_TH}?(?:\s+(?:day\s)?of)?[\s-]*"
    rf"{_NOT_MAY}(?P<mon>{MONTH_NAME}){_YEAR_AFTER}"
)
_MONTH_DAY = Screened(
    rf"(?<![a-z]){_DAY_OF_WEEK}(?P<mon>{MONTH_NAME})\s?(?:the\s)?(?P<d>\d{{1,2}})(?:{_TH}(?![a-z]))?"
    rf"(?![\d:%]|\.\d|,\d{{3}}|\s?[ap]m){_YEAR_AFTER}"
)
_MONTH_YEAR = Screened(rf"(?<![a-z])(?:{_PIECE})?(?P<mon>{MONTH_NAME}),?(?:\s+of)?\s+{_YYYY}")
_MONTH = Screened(
    rf"(?<![a-z])(?:{_PIECE}"
    r"|(?P<lead>in|since|from|until|till|by|during|for|before|after|this|next|last|to|through|end)\s)"
    rf"(?P<mon>(?<!this\s)(?<!to\s)(?<!for\s)may(?![a-z])|(?!may){MONTH_NAME})(?!\s?\d)"
)
_LONE_MONTH = re.compile(rf"\W*(?P<mon>{MONTH_NAME})\W*\Z")
_RANGE_DAY = Screened(
    rf"(?<![\d.:/a-z])(?P<d>\d{{1,2}}){_TH}?"
    rf"(?=\s?(?:-|~|to|and|until|&|or)\s?\d{{1,2}}{_TH}?(?:\s+of)?\s+{MONTH_NAME})"
)
_CLOSING_DAY = Screened(
    rf"(?<![a-z])(?P<mon>{MONTH_NAME})\s?\d{{1,2}}{_TH}?\s?(?:-|~|to|and|until|through)\s?(?:the\s)?"
    rf"(?P<day>(?P<d>\d{{1,2}}){_TH}?(?:,?\s+{_YYYY})?)(?![\d:.,%a-z]|\s?[ap]m)"
)
_DAY = Screened(
    r"(?<![a-z])(?:(?:on|by|before|after|until|till|from|since|to|and|through|was|is|it's|it|that|not|for|say|actually)\s|"
    r"(?=(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\sthe\s\d))"
    rf"(?P<day>(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?the\s(?P<d>\d{{1,2}}){_TH})(?![a-z])"
    r"(?!\s+(?:(?:straight|consecutive|successive|full|whole)\s)?(?:hour|minute|article|clause|item|paragraph|one|"
    r"time|day|month|year|outage|incident))"
)
_DAY_OF = Screened(
    rf"(?<![a-z])(?:the\s)?(?:(?P<d>\d{{1,2}}){_TH}|(?P<word>first|last)(?:\sday)?)\s(?:of\s)?"
    r"(?P<which>next|this|the\ssame|the\sfollowing|last|the)\smonth(?![a-z])"
)
_NUMERIC = Screened(
    rf"{NO_NUMBER}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?:/(?P<y>(?:19|20|21)\d\d|\d\d))?(?![\d/%]|\.\d|,\d)"
)
_SEASON = Screened(r"(?<![a-z])(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?\s+(?P<y>(?:19|20)\d\d)(?!\d)")
_YEAR = Screened(
    r"(?<![a-z])(?:in|since|from|until|till|by|during|before|after|year)\s(?P<y>(?:19|20)\d\d)"
    r"(?![\d,:/%-]|\.\d|\s?(?:lic|dev|conc|mb|yen|users|seat|ser))"  # "from 2000 licences" is no year
)
_YEAR_END = Screened(
    r"(?<![a-z])(?:the\s)?end\sof\s(?:(?P<which>this|next|the|last)\syear|(?P<y>(?:19|20)\d\d)(?!\d))"
    r"|(?<![a-z])year[\s-]end(?![a-z])"
)
_DAYS = {
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
}
_DAY_WORD = Screened(rf"(?<![a-z])(?P<word>{'|'.join(sorted(_DAYS, key=len, reverse=True))})(?![a-z])")
_NEAR = {
    "this": 0,
    "the current": 0,
    "current": 0,
    "next": 1,
    "the coming": 1,
    "the following": 1,
    "last": -1,
    "the previous": -1,
    "the past": -1,
}
_NEAR_WORDS = "|".join(sorted(_NEAR, key=len, reverse=True))
_PERIOD = Screened(
    rf"(?<![a-z])(?<!the\s)(?<!and\s)(?:{_PIECE})?(?P<which>{_NEAR_WORDS})\s(?P<unit>week|month|"
    rf"year)(?![a-z])(?!\s(?:or\sso|long|term))"
)
_MONTH_END = Screened(r"(?<![a-z])(?:(?:the\s)?(?:very\s)?end\sof\s(?:the|this)\smonth|month[\s-]end|eom)(?![a-z])")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAME = r"(?P<wd>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?P<full>day)?"
_WEEKDAY = Screened(
    r"(?<![a-z])(?<!(?<![a-z])a\s)(?<!every\s)(?<!any\s)"  # "on a Sunday" is no certain day
    r"(?:(?P<lead>since|last|past|previous|next|this\scoming|coming|this|by|until|till|on)\s)?"
    rf"{_DAY_NAME}(?![a-z])"
    r"(?P<week>\s(?:of\s)?(?:next|this|last)\sweek|\snext|\slast)?"
)
_WEEK_FIRST = Screened(rf"(?<![a-z])(?P<which>next|this|last)\sweek(?:'s|\son)?,?\s{_DAY_NAME}(?![a-z])")
_NAMED_MONTH = Screened(rf"(?<![a-z]){MONTH_NAME}")
_SPOKEN_HINT = Screened(r"day|week|month|year|yester|tomorrow|night|this |eom|(?:next|last|on|by|since|this) [mtwfs]")
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_AFTER_NUMBER = re.compile(
    r"\s(?:full\s|calendar\s)?(?P<unit>day|week|month|year)s?(?![a-z])"
    r"(?:(?P<back>\sago|\sback|\sbefore\stoday)(?![a-z])"
    r"|(?P<on>\sfrom\s(?:now|today)|\shence|'\stime|\safter\stoday)(?![a-z])|(?P<length>\sof|\snotice)(?![a-z]))?"
)
_A_WHILE = Screened(
    r"(?<![a-z])(?<!half\s)(?:(?P<half>half\s)a(?=\syear)|an?|one)\s(?P<unit>day|week|month|year)\s(?P<way>ago|"
    r"from\s(?:now|today)|hence)(?![a-z])"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)
_ORDINAL_DAYS = {word: day for day, word in enumerate(_ORDINALS.split(), 1)}
_ORDINAL_WORD = "|".join(sorted(_ORDINAL_DAYS, key=len, reverse=True))
_WORDED = Screened(
    rf"(?<![a-z])(?:(?:the\s)?(?P<d1>{_ORDINAL_WORD})\s(?:of\s)?(?P<m1>{MONTH_NAME})"
    rf"|(?P<m2>{MONTH_NAME})\s(?:the\s)?(?P<d2>{_ORDINAL_WORD}))"
    rf"(?![a-z])(?:,?\s+{_YYYY})?"
)
_IN = re.compile(r"(?<![a-z])in\s(?:about\s|exactly\s|roughly\s)?\Z")


def parts(text: str, found: list[Number], day_first: bool) -> Iterator[Part]:
    """Yield the dates and periods a normalised English text names; they may overlap.

    `day_first` False reads 12/1 as the first of December.
    """
    if found:
        yield from _written(text)
        for match in _NUMERIC.finditer(text):
            yield from _numeric(match, day_first)
    elif _NAMED_MONTH.search(text):
        yield from _by_month(text)
    if _SPOKEN_HINT.search(text):
        yield from _spoken(text)
    for number in found:
        if number.value.denominator == 1 and (unit := _AFTER_NUMBER.match(text, number.end)):
            yield from _offset(text, number, unit)


def _written(text: str) -> Iterator[Part]:
    if _NAMED_MONTH.search(text):
        yield from _by_month(text)
    for match in _DAY.finditer(text):
        yield Part(*match.span("day"), day=int(match["d"]))
    for match in _SEASON.finditer(text):
        season = "autumn" if match["season"] == "fall" else match["season"]
        yield Part(*match.span(), year=int(match["y"]), extra={"season": season})
    for match in _YEAR.finditer(text):
        yield Part(*match.span("y"), year=int(match["y"]))


def _by_month(text: str) -> Iterator[Part]:
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(text):
            year = _int(match["y"]) or (2000 + int(match["yy"]) if match["yy"] else None)
            start, end = match.span()
            era = match if match["era"] else _ERA_BEFORE.search(text, max(0, start - _ERA_LENGTH), start)
            if year is None and era is not None:
                start, year = min(start, era.start()), era_year(era["era"], era["ey"])
            month, day = month_number(match["mon"]), int(match["d"])
            yield Part(start, end, year=year, month=month, day=day, ahead=_told(text, match))
    for match in _WORDED.finditer(text):
        day = _ORDINAL_DAYS[match["d1"] or match["d2"]]
        yield Part(*match.span(), year=_int(match["y"]), month=month_number(match["m1"] or match["m2"]), day=day)
    for match in _MONTH_YEAR.finditer(text):
        yield _piece(Part(*match.span(), year=int(match["y"]), month=month_number(match["mon"])), match["piece"])
    for match in _MONTH.finditer(text):
        start = match.start() if match["piece"] else match.start("mon")
        ahead = {"since": False, "last": False, "next": True}.get(match["lead"] or "")
        if match["lead"] in {"last", "next"}:
            start = match.start()
        yield _piece(Part(start, match.end(), month=month_number(match["mon"]), ahead=ahead), match["piece"])
    if lone := _LONE_MONTH.match(text):
        yield Part(*lone.span("mon"), month=month_number(lone["mon"]))
    for match in _RANGE_DAY.finditer(text):
        yield Part(*match.span(), day=int(match["d"]), opening=True)
    for match in _CLOSING_DAY.finditer(text):
        month = month_number(match["mon"])
        yield Part(*match.span("day"), year=_int(match["y"]), month=month, day=int(match["d"]))


def _numeric(match: re.Match[str], day_first: bool) -> Iterator[Part]:
    a, b = int(match["a"]), int(match["b"])
    year = _int(match["y"])
    if year is not None and year < 100:
        year += 2000
    month, day = (b, a) if (day_first and b <= 12) or a > 12 else (a, b)
    part = Part(*match.span(), year=year, month=month, day=day)
    if a <= 12 and b <= 12 and a != b:
        part.extra["ambiguous"] = "day_month"
    yield part


def _spoken(text: str) -> Iterator[Part]:
    for match in _DAY_WORD.finditer(text):
        yield Part(*match.span(), unit="D", by=_DAYS[match["word"]], exact=True)
    for match in _A_WHILE.finditer(text):
        back = match["way"] == "ago"
        unit, by = ("M", 6) if match["half"] else (_UNITS[match["unit"]], 1)
        yield Part(*match.span(), unit=unit, by=-by if back else by, exact=True, ahead=not back)
    for match in _PERIOD.finditer(text):
        unit = {"week": "W", "month": "M", "year": "Y"}[match["unit"]]
        part = Part(*match.span(), unit=unit, by=_NEAR[match["which"]])
        yield _piece(part, match["piece"])
    for match in _MONTH_END.finditer(text):
        yield Part(*match.span(), unit="M", by=0, day=LAST)
    for match in _YEAR_END.finditer(text):
        by = {"next": 1, "last": -1}.get(match["which"] or "", 0)
        year = _int(match["y"])
        yield Part(*match.span(), year=year, month=12, day=LAST, unit="" if year else "Y", by=by)
    for match in _DAY_OF.finditer(text):
        day = int(match["d"]) if match["d"] else (LAST if match["word"] == "last" else 1)
        which = match["which"].removeprefix("the ")
        by = {"next": 1, "following": 1, "last": -1}.get(which, 0)
        yield Part(*match.span(), unit="M", by=by, day=day, anchored=which in {"same", "following"})
    for match in _WEEK_FIRST.finditer(text):
        yield Part(*match.span(), unit="W", by=_NEAR[match["which"]], weekday=_WEEKDAYS.index(match["wd"][:3]))
    for match in _WEEKDAY.finditer(text):
        weekday = _weekday_part(match)
        if weekday:
            yield weekday


def _weekday_part(match: re.Match[str]) -> Part | None:
    lead, week = match["lead"] or "", (match["week"] or "").split()
    if not match["full"] and not lead and not week:
        return None  # "sun", "mon", "sat" alone are words of their own
    weekday = _WEEKDAYS.index(match["wd"][:3])
    keeps_lead = lead in {"last", "past", "previous", "next", "this coming", "coming", "this"}
    start = match.start() if keeps_lead else match.start("wd")
    which = lead if keeps_lead else ""
    if week:
        which = week[-2] if week[-1] == "week" else week[-1]
        if week[-1] == "week":
            return Part(start, match.end(), unit="W", by=_NEAR[which], weekday=weekday)
    ahead = {"since": False, "last": False, "past": False, "previous": False}.get(which or lead)
    if ahead is None and (which or lead) in {"next", "coming", "this coming", "this", "by", "until", "till"}:
        ahead = True
    return Part(start, match.end(), weekday=weekday, ahead=ahead, next=which == "next")


def _told(text: str, match: re.Match[str]) -> bool | None:
    """Return False when the text itself says that the date is past ("since 3 May"), None when it does not say."""
    return False if text[max(0, match.start() - 6) : match.start()] == "since " else None


def _piece(part: Part, word: str | None) -> Part:
    words = (word or "").split()
    telling = next(
        (w for w in words if w in {"end", "last", "first", "beginning", "start", "middle", "late", "early", "mid"}), ""
    )
    is_month = part.month is not None or part.unit == "M"
    if telling in {"end", "last"} and is_month:
        part.day = LAST
    elif telling in {"end", "last"} and part.unit == "Y":
        part.month, part.day = 12, LAST
    elif telling == "first" and is_month:
        part.day = 1
    elif telling:
        part.piece = {"beginning": "early", "start": "early", "middle": "mid", "end": "late", "last": "late"}.get(
            telling, telling
        )
    return part


def _offset(text: str, number: Number, unit: re.Match[str]) -> Iterator[Part]:
    """Yield the date so many days, weeks, months or years from today; a length ("30 days") is none."""
    lead = _IN.search(text, max(0, number.start - 16), number.start)
    if unit["back"] or unit["on"] or (lead and not unit["length"]):
        by = int(number.value) * (-1 if unit["back"] else 1)
        start = lead.start() if lead else number.start
        yield Part(start, unit.end(), unit=_UNITS[unit["unit"]], by=by, exact=True, ahead=by > 0)


def _int(text: str | None) -> int | None:
    return int(text) if text else None
