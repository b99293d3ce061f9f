"""Calendar arithmetic for reading dates: eras, missing years, months and weekdays.

For reading only: the terms and deadlines of the contracts are counted by the rules, under the Civil Code.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

from assistant.language.numbers import parse_number

# The year before the first of each era; an era year beyond the era's end is still read (平成33年 is 2021).
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "r": 2018, "h": 1988, "s": 1925}
_ERAS |= {"reiwa": 2018, "heisei": 1988, "showa": 1925}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAME = (  # the full stop of an abbreviation belongs to it, that of a sentence does not
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:\.(?=,?\s?\d))?)(?![a-z])"
)

# A date without a year that lies at most this many days back is taken as just past even where a coming one is expected:
# "the form arrived on 11/20", said two days later, is not about next year.
JUST_PAST = 31


def whole(text: str) -> int | None:
    """Return a number written with digits or kanji as an integer, None when it is none."""
    if text.isascii() and text.isdecimal():
        return int(text)
    value = parse_number(text)
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else None


def era_year(era: str, year: str) -> int | None:
    """Return the calendar year of an era year (令和, 8 -> 2026; 元 is 1), None for year 0 or an unknown era."""
    number = 1 if year == "元" else whole(year)
    first = _ERAS.get(era.rstrip("."))
    return first + number if first and number else None


def month_number(name: str) -> int:
    """Return the month (1-12) of an English name or its abbreviation, in lower case. ValueError: no month."""
    return _MONTHS.index(name[:3]) + 1


def make(year: int, month: int, day: int) -> date | None:
    """Return the date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> date:
    """Return the last day of a month. Raises ValueError outside the years 1-9999."""
    return date(year, month, monthrange(year, month)[1])


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Return the year and month `by` months on."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def shift(day: date, unit: str, by: int) -> date | None:
    """Return the day `by` days ("D"), weeks, months or years on; the last of a month when that day is missing there."""
    try:
        if unit in "DW":
            return day + timedelta(days=by * (7 if unit == "W" else 1))
        year, month = shift_month(day.year, day.month, by * (12 if unit == "Y" else 1))
        return make(year, month, day.day) or last_day(year, month)
    except (ValueError, OverflowError):
        return None


def choose(options: list[date], today: date, prefer: str, just_past: int) -> date:
    """Return the most sensible of several dates: the coming one ("future") or the one gone by ("past").

    With "future", one of the last `just_past` days wins over one further off on the other side.
    """
    behind = [day for day in options if day <= today]
    ahead = [day for day in options if day >= today]
    if prefer == "past":
        return max(behind) if behind else min(ahead)
    if ahead and behind:
        back, on = (today - max(behind)).days, (min(ahead) - today).days
        return max(behind) if back <= just_past and back < on else min(ahead)
    return min(ahead) if ahead else max(behind)


def yearless(month: int, day: int, today: date) -> list[date]:
    """Return the dates of that month and day around today, oldest first; for 29 February the leap years around."""
    reach = (-8, -4, -3, -2, -1, 0, 1, 2, 3, 4, 8) if (month, day) == (2, 29) else (-1, 0, 1)
    found = [make(today.year + years, month, day) for years in reach if 0 < today.year + years < 10_000]
    days = [one for one in found if one is not None]
    if (month, day) == (2, 29):
        before, after = [d for d in days if d <= today], [d for d in days if d > today]
        return before[-1:] + after[:1]
    return days


def week_of(day: date) -> str:
    """Return the ISO week of a day, "2026-W48"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
