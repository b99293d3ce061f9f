"""Numbers, dates, fractions and lists as people read them, in Japanese and English.

Every function takes the locale first, so that the template environment can bind it once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from fractions import Fraction

_WEEKDAYS_JA = "月火水木金土日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAY_NAMES_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ISO_DURATION = re.compile(
    r"P(?:(?P<days>\d+(?:\.\d+)?)D)?(?:T(?:(?P<hours>\d+(?:\.\d+)?)H)?(?:(?P<minutes>\d+(?:\.\d+)?)M)?"
    r"(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_DAYS_SAID_IN_HOURS = 3
_UNITS_JA = {"days": "日", "hours": "時間", "minutes": "分", "seconds": "秒"}
_UNITS_EN = {"days": "day", "hours": "hour", "minutes": "minute", "seconds": "second"}


def number(locale: str, value: float) -> str:
    """A number with thousands separators: 12000 gives 12,000."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f"{value:,}"


def day(locale: str, value: date | datetime | str) -> str:
    """A calendar day with its weekday: 2026年12月31日（木） or 31 December 2026 (Thu).

    `value` is a date, a datetime or an ISO 8601 string; raises ValueError for any other text.
    """
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if locale == "ja":
        return f"{value.year}年{value.month}月{value.day}日（{_WEEKDAYS_JA[value.weekday()]}）"
    return f"{value.day} {_MONTHS_EN[value.month - 1]} {value.year} ({_WEEKDAYS_EN[value.weekday()]})"


def weekday(locale: str, value: date | str) -> str:
    """The name of the day of the week of a date or ISO 8601 day: 土曜日, Saturday."""
    index = (date.fromisoformat(value) if isinstance(value, str) else value).weekday()
    return f"{_WEEKDAYS_JA[index]}曜日" if locale == "ja" else _WEEKDAY_NAMES_EN[index]


def plain_day(locale: str, value: date | str) -> str:
    """A calendar day without its weekday, for the name of an edition."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if locale == "ja":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS_EN[value.month - 1]} {value.year}"


def fraction(locale: str, value: str | Fraction) -> str:
    """A fraction of the fee in words: 90分の1 or 1/90; a whole is 全額 or the whole amount."""
    part = Fraction(value)
    if part == 1:
        return "全額" if locale == "ja" else "the whole amount"
    if part.denominator == 1:
        return str(part.numerator)
    if locale == "ja":
        return f"{part.denominator}分の{part.numerator}"
    return f"{part.numerator}/{part.denominator}"


def yen(locale: str, value: str | Fraction | float) -> str:
    """An exact amount in yen (a fraction in lowest terms) for people; not a whole number is marked as about.

    The terms state no rounding (AMB-G09), so nothing is rounded here without saying so.
    """
    amount = Fraction(value)
    about = amount.denominator != 1
    shown = f"{round(amount):,}"
    if locale == "ja":
        return f"{'約' if about else ''}{shown}円"
    return f"{'about ' if about else ''}{shown} yen"


def bandwidth(locale: str, value: float) -> str:
    """Megabits per second as the terms write them: 500M, 1G, 1.5G (1G = 1000M)."""
    if value >= 1000 and value % 100 == 0:
        return f"{value / 1000:g}G"
    return f"{value:g}M"


def duration(locale: str, value: str) -> str:
    """An ISO 8601 duration of days, hours, minutes, seconds in words: 13時間40分 or 13 hours 40 minutes."""
    found = _ISO_DURATION.fullmatch(value)
    if not found:
        return value
    parts = [(unit, found[unit]) for unit in _UNITS_JA if found[unit]]
    days, hours = found["days"], found["hours"]
    if days and hours and days.isdigit() and hours.isdigit() and int(days) < _DAYS_SAID_IN_HOURS:
        # The tables and formulas of both contracts speak of hours up to three days: "30 hours", not "1 day 6 hours".
        parts = [("hours", str(int(days) * 24 + int(hours))), *[p for p in parts if p[0] not in ("days", "hours")]]
    if locale == "ja":
        return "".join(f"{amount}{_UNITS_JA[unit]}" for unit, amount in parts)
    return " ".join(f"{amount} {_UNITS_EN[unit]}{'' if amount == '1' else 's'}" for unit, amount in parts)


def joined(locale: str, values: Sequence[object], last: str | None = None) -> str:
    """A list in a sentence: A、BまたはC with last="または", A、B、C without; A, B and C in English."""
    texts = [str(v) for v in values]
    if locale == "ja":
        if last and len(texts) > 1:
            return "、".join(texts[:-1]) + last + texts[-1]
        return "、".join(texts)
    if len(texts) < 2:
        return "".join(texts)
    return ", ".join(texts[:-1]) + f" {last or 'and'} " + texts[-1]


FILTERS: dict[str, Callable[..., str]] = {
    "number": number,
    "date": day,
    "plain_date": plain_day,
    "weekday": weekday,
    "fraction": fraction,
    "yen": yen,
    "bandwidth": bandwidth,
    "duration": duration,
    "joined": joined,
}
