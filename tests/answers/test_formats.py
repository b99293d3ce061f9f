"""Numbers, dates and lists as people read them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from assistant.answers import formats
from assistant.answers.formats import bandwidth, day, duration, fraction, joined, number, plain_day, yen


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (999, "999"), (12000, "12,000"), (60000.0, "60,000"), (99.99, "99.99")]
)
@pytest.mark.parametrize("locale", ["ja", "en"])
def test_numbers_have_thousands_separators(locale: str, value: float, said: str) -> None:
    assert number(locale, value) == said


@pytest.mark.parametrize("value", [date(2026, 12, 31), "2026-12-31", "2026-12-31T09:30:00", datetime(2026, 12, 31, 23)])  # noqa: DTZ001
def test_a_day_is_said_with_its_weekday(value: date | str) -> None:
    assert day("ja", value) == "2026年12月31日（木）"
    assert day("en", value) == "31 December 2026 (Thu)"


def test_the_weekdays_run_from_sunday_to_saturday() -> None:
    week = [date(2026, 11, 22) + timedelta(n) for n in range(7)]
    assert "".join(day("ja", d)[-2] for d in week) == "日月火水木金土"
    assert [day("en", d)[-4:-1] for d in week] == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]


def test_every_month_has_its_own_english_name() -> None:
    names = [plain_day("en", date(2026, month, 1)).split()[1] for month in range(1, 13)]
    assert names == [f"{date(2026, month, 1):%B}" for month in range(1, 13)]


def test_the_day_of_an_edition_has_no_weekday() -> None:
    assert plain_day("ja", "2025-04-01") == "2025年4月1日"
    assert plain_day("en", date(2025, 4, 1)) == "1 April 2025"


@pytest.mark.parametrize("text", ["31/12/2026", "2026-13-01", "tomorrow", ""])
def test_a_text_that_is_no_day_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|isoformat|month"):
        day("ja", text)


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        ("1/90", "90分の1", "1/90"),
        ("7/30", "30分の7", "7/30"),
        ("4/3", "3分の4", "4/3"),
        ("0", "0", "0"),
        ("1", "全額", "the whole amount"),
        (Fraction(2, 10), "5分の1", "1/5"),
    ],
)
def test_fractions_are_said_in_words(value: str | Fraction, ja: str, en: str) -> None:
    assert fraction("ja", value) == ja
    assert fraction("en", value) == en


def test_only_an_amount_that_is_not_whole_is_about() -> None:
    assert (yen("ja", "10000/9"), yen("en", "10000/9")) == ("約1,111円", "about 1,111 yen")
    assert (yen("ja", "5000"), yen("en", 5000)) == ("5,000円", "5,000 yen")
    assert yen("en", "100001/3") == "about 33,334 yen"
    assert yen("ja", 0) == "0円"


@pytest.mark.parametrize(
    ("value", "said"), [(100, "100M"), (200, "200M"), (1000, "1G"), (1500, "1.5G"), (2000, "2G"), (2048, "2048M")]
)
def test_bandwidth_is_written_as_in_the_terms(value: int, said: str) -> None:
    assert bandwidth("ja", value) == bandwidth("en", value) == said


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        ("PT30M", "30分", "30 minutes"),
        ("PT1M", "1分", "1 minute"),
        ("PT13H40M", "13時間40分", "13 hours 40 minutes"),
        ("P1D", "1日", "1 day"),
        ("P3DT1S", "3日1秒", "3 days 1 second"),
        ("PT0S", "0秒", "0 seconds"),
        ("PT45.5M", "45.5分", "45.5 minutes"),
    ],
)
def test_durations_are_said_in_words(value: str, ja: str, en: str) -> None:
    assert duration("ja", value) == ja
    assert duration("en", value) == en


def test_lists_are_joined_as_in_a_sentence() -> None:
    assert joined("ja", ["A", "B", "C"]) == "A、B、C"
    assert joined("ja", ["Core", "Complete"], "または") == "CoreまたはComplete"
    assert joined("ja", ["A", "B", "C"], "または") == "A、BまたはC"
    assert joined("en", ["A", "B", "C"]) == "A, B and C"
    assert joined("en", ["Core", "Complete"], "or") == "Core or Complete"
    assert joined("en", [90]) == joined("ja", [90], "または") == "90"
    assert joined("en", []) == joined("ja", []) == ""


def test_every_filter_takes_the_locale_first() -> None:
    samples = {
        **dict.fromkeys(("date", "plain_date", "weekday"), "2026-12-31"),
        "duration": "PT1H",
        "joined": ["x"],
        "fraction": "1/2",
    }
    for name, filter_ in formats.FILTERS.items():
        for locale in ("ja", "en"):
            assert isinstance(filter_(locale, samples.get(name, 1000)), str)
