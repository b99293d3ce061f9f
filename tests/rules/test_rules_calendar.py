"""Days and months by the Civil Code, against a second reckoning that walks the calendar day by day."""

from __future__ import annotations

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules import calendar

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
ONE = timedelta(days=1)


def walked(start: date, months: int) -> date:
    """The last day of `months` months from `start`, found by walking: article 143 as written.

    Walk to the month that lies `months` further on. If a day of the start's number is met there, the period ended
    the day before; if that month runs out first, it ended on its last day.
    """
    day, passed = start, 0
    while True:
        following = day + ONE
        if following.month != day.month:
            if passed == months:
                return day
            passed += 1
        day = following
        if passed == months and day.day == start.day:
            return day - ONE


def test_examples_in_the_docstrings() -> None:
    failed, tried = doctest.testmod(calendar)
    assert tried >= 4
    assert failed == 0


@given(DAYS, st.integers(1, 15))
def test_months_agree_with_walking_the_calendar(start: date, months: int) -> None:
    assert calendar.last_day_of_months(start, months) == walked(start, months)


@given(DAYS, st.integers(1, 15))
def test_months_from_an_event_begin_on_the_day_after(event: date, months: int) -> None:
    assert calendar.months_elapse(event, months) == walked(event + ONE, months)


@given(DAYS, st.integers(0, 400))
def test_days_elapse_and_latest_start_are_inverse(first: date, days: int) -> None:
    assert calendar.latest_start(calendar.days_elapse(first, days), days) == first
    assert (calendar.days_elapse(first, days) - first).days == days


@given(DAYS, st.integers(1, 12))
def test_a_later_start_never_ends_earlier(start: date, months: int) -> None:
    assert calendar.last_day_of_months(start, months) <= calendar.last_day_of_months(start + ONE, months)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2025-04-01", 1, "2025-04-30"),
        ("2024-01-29", 1, "2024-02-28"),
        ("2024-01-30", 1, "2024-02-29"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-12-31", 1, "2026-01-30"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2025-10-31", 12, "2026-10-30"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_month_ends(start: str, months: int, last: str) -> None:
    assert calendar.last_day_of_months(date.fromisoformat(start), months).isoformat() == last


@pytest.mark.parametrize(
    ("day", "plain", "custom"),
    [
        ("2026-05-03", "2026-05-07", "2026-05-07"),  # Constitution Day to the substitute holiday
        ("2026-01-01", "2026-01-02", "2026-01-05"),  # 2 and 3 January by custom, 4 January a Sunday
        ("2025-12-29", "2025-12-29", "2026-01-05"),  # a Monday, but by custom a day off
        ("2025-11-29", "2025-11-29", "2025-12-01"),  # a Saturday
        ("2025-11-30", "2025-12-01", "2025-12-01"),  # a Sunday
        ("2025-04-30", "2025-04-30", "2025-04-30"),  # a Wednesday
        ("2026-09-22", "2026-09-24", "2026-09-24"),  # a day between two holidays is one itself
    ],
)
def test_next_business_day(day: str, plain: str, custom: str) -> None:
    assert calendar.next_business_day(date.fromisoformat(day)).isoformat() == plain
    assert calendar.next_business_day(date.fromisoformat(day), custom=True).isoformat() == custom


def test_warming_up_loads_the_year() -> None:
    calendar._national_holidays.cache_clear()
    calendar.warm(2031)
    assert calendar._national_holidays.cache_info().currsize == 1
    assert date(2031, 1, 1) in calendar._national_holidays(2031)
