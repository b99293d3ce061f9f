"""The types of request fields: what is refused with a clear message, and what becomes a Python value."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, StrictBool, StrictInt, StringConstraints, WithJsonSchema

JST = timezone(timedelta(hours=9), "JST")  # Japan has kept one offset since 1951
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", re.ASCII)
_ISO_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_NUMBER = r"(\d{1,9}(?:[.,]\d{1,9})?)"
_DURATION = re.compile(rf"P(?:{_NUMBER}W)?(?:{_NUMBER}D)?(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?", re.ASCII)
_SECONDS = (7 * 86_400, 86_400, 3_600, 60, 1)  # of a week, a day (24 hours: AMB-Z10), an hour, a minute, a second
_CALENDAR_UNITS = re.compile(r"P[^T]*[YM]")
_YEARS = range(1900, 2201)


def _in_calendar(day: date) -> date:
    if day.year not in _YEARS:
        raise ValueError(f"a year from {_YEARS[0]} to {_YEARS[-1]} is needed")
    return day


def to_day(value: Any) -> date:
    """A day from ISO 8601 text (2025-04-01) or a date; nothing else, so that no number is taken for a timestamp."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return _in_calendar(value)
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"not a day of the calendar: {error}") from None
        return _in_calendar(day)
    raise ValueError("a day is needed, written as 2025-04-01")


def to_moment(value: Any) -> datetime:
    """A moment from ISO 8601 text with a time of day; without an offset it is Japan's time."""
    if isinstance(value, str):
        if _ISO_DATE.fullmatch(value):
            raise ValueError("a time of day is needed as well, as in 2025-05-07T01:00:00+09:00")
        try:
            value = datetime.fromisoformat(value) if _ISO_TIME.match(value) else None
        except ValueError:
            value = None
    if not isinstance(value, datetime):
        raise ValueError("a moment is needed, written as 2025-05-07T01:00:00+09:00")
    _in_calendar(value.date())
    return value.replace(tzinfo=JST) if value.tzinfo is None else value.astimezone(JST)


def to_arrival(value: Any) -> date | datetime:
    """A day, or a moment when the hour is known (midnight matters: AMB-G03)."""
    if isinstance(value, datetime) or (isinstance(value, str) and len(value) > 10):
        return to_moment(value)
    return to_day(value)


def to_month(value: Any) -> str:
    """A calendar month as text, 2025-05."""
    if not isinstance(value, str) or not _ISO_MONTH.fullmatch(value) or int(value[:4]) not in _YEARS:
        raise ValueError("a month is needed, written as 2025-05")
    return value


Length = int | Fraction
"""Seconds, exactly: whole ones as int."""


def to_seconds(value: Any) -> Length:
    """The length of an ISO 8601 duration in seconds; a day is 24 hours (AMB-Z10), months and years have no length."""
    if isinstance(value, timedelta) and value >= timedelta(0):
        return _whole(Fraction(value // timedelta(microseconds=1), 1_000_000))
    if not isinstance(value, str):
        raise ValueError("a duration is needed, written as PT13H40M or P3DT1S")
    return _length(value)


@lru_cache(maxsize=1024)
def _length(text: str) -> Length:
    if _CALENDAR_UNITS.match(text):
        raise ValueError("months and years have no fixed length: give days, hours, minutes or seconds (P30D, PT45M)")
    found = _DURATION.fullmatch(text)
    if not found or not any(found.groups()):
        raise ValueError("a duration is needed, written as PT13H40M or P3DT1S")
    seconds = Fraction(0)
    for part, unit in zip(found.groups(), _SECONDS, strict=True):
        if part is not None:
            seconds += Fraction(part.replace(",", ".")) * unit
    return _whole(seconds)


def _whole(seconds: Fraction) -> Length:
    return seconds.numerator if seconds.denominator == 1 else seconds


def to_yen(value: Any) -> Fraction:
    """An amount of yen, exactly; not negative."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Fraction)):
        raise ValueError("an amount in yen is needed, as a number")
    try:
        amount = Fraction(str(value))
    except ValueError:
        raise ValueError("an amount in yen is needed, as a finite number") from None
    if not 0 <= amount <= 10**15:
        raise ValueError("an amount in yen cannot be negative or beyond all bounds")
    return amount


Day = Annotated[date, BeforeValidator(to_day)]
Moment = Annotated[datetime, BeforeValidator(to_moment)]
Arrival = Annotated[Any, BeforeValidator(to_arrival), WithJsonSchema({"type": "string", "format": "date"})]
Month = Annotated[str, BeforeValidator(to_month)]
Seconds = Annotated[Any, BeforeValidator(to_seconds), WithJsonSchema({"type": "string", "format": "duration"})]
Yen = Annotated[Any, BeforeValidator(to_yen), WithJsonSchema({"type": "number", "minimum": 0})]
Count = Annotated[StrictInt, "a whole number; out of range gets a decision, not an error"]
Flag = StrictBool
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
Place = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
