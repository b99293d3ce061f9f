"""Days and months by the Civil Code (articles 138–143), not by a date library's month arithmetic.

Article 138 lets these articles govern wherever the terms do not say otherwise, and they do not. Nothing here knows a
contract: how many days or months is for the caller to say, from the terms.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)


def days_elapse(first: date, days: int) -> date:
    """The day on which `days` days elapse from `first` (「…日から30日を経過する日」).

    Article 140: the first day is not counted, for the event falls within it. Article 141: the period ends with the
    end of its last day. So day 1 is the day after `first`, and day n is `first` + n. 経過する日 is day n itself;
    経過した日 would be the day after.

    An event at exactly 00:00 would count its own day (article 140, proviso); that is for a person to judge, and
    callers refer it.

    >>> days_elapse(date(2025, 1, 31), 30)
    datetime.date(2025, 3, 2)
    """
    return first + days * _DAY


def latest_start(last: date, days: int) -> date:
    """The latest day from which `days` days have elapsed by `last`: `days_elapse` turned round.

    >>> latest_start(date(2025, 12, 31), 30)
    datetime.date(2025, 12, 1)
    """
    return last - days * _DAY


def last_day_of_months(start: date, months: int) -> date:
    """The last day of a period of `months` months that begins with `start` itself.

    Article 143(1): months are counted by the calendar. Article 143(2): a period that does not begin with the first
    of a month ends on the day before the corresponding day of the last month; where that month has no such day, on
    its last day. A period beginning on the 1st ends with the last day of a month, which is also the day before the
    corresponding day.

    `start` is counted, as 起算日 says (and as article 140's proviso has it for a period that begins at 00:00).

    >>> last_day_of_months(date(2025, 4, 15), 1), last_day_of_months(date(2024, 1, 31), 1)
    (datetime.date(2025, 5, 14), datetime.date(2024, 2, 29))
    """
    whole = start.year * 12 + start.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    if start.day > monthrange(year, month)[1]:
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, start.day) - _DAY


def months_elapse(event: date, months: int) -> date:
    """The day on which `months` months elapse from `event` (「…日から3ヶ月を経過する日」).

    Article 140: the day of the event is not counted, so the period begins with the day after; then article 143.

    >>> months_elapse(date(2025, 8, 30), 3), months_elapse(date(2024, 2, 29), 3)
    (datetime.date(2025, 11, 30), datetime.date(2024, 5, 31))
    """
    return last_day_of_months(event + _DAY, months)


def is_day_off(day: date) -> bool:
    """Whether a day is a Sunday or a holiday by the National Holidays Act, which article 142 names."""
    return day.weekday() == 6 or day in _national_holidays(day.year)


def is_customary_day_off(day: date) -> bool:
    """The same, or a Saturday, or 29 December–3 January: 「その他の休日」 by custom at most; writers disagree."""
    return is_day_off(day) or day.weekday() == 5 or (day.month, day.day) in _YEAR_END


def next_business_day(day: date, *, custom: bool = False) -> date:
    """`day` itself if it is no day off, else the next that is none.

    This is where article 142 would put the end of a period, if it applied: only when it is the custom not to
    transact on that day. The terms do not mention holidays, so it is never the answer, only the alternative shown.
    """
    off = is_customary_day_off if custom else is_day_off
    while off(day):
        day += _DAY
    return day


_YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})


@lru_cache(maxsize=512)
def _national_holidays(year: int) -> frozenset[date]:
    """The holidays of one year; imported here because the import takes a second and most days never ask."""
    from holidays import country_holidays  # noqa: PLC0415

    return frozenset(country_holidays("JP", years=year))


def warm(*years: int) -> None:
    """Load the holidays of these years now, so that no customer waits for the import."""
    for year in years:
        _national_holidays(year)
