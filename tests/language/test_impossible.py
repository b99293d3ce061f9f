"""Days that no calendar has, as they are written."""

from __future__ import annotations

import pytest

from assistant.language.impossible import impossible_dates


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("11月31日に届きます", ["11月31日"]),
        ("2027年2月29日に解約", ["2027年2月29日"]),
        ("申込書は11/31着", ["11/31"]),
        ("it arrives 30 February", ["30 February"]),
        ("on April 31st, 2027", ["April 31st, 2027"]),
    ],
)
def test_days_that_do_not_exist_are_found_as_written(text: str, said: list[str]) -> None:
    assert impossible_dates(text) == said


@pytest.mark.parametrize(
    "text", ["2月29日", "2028年2月29日", "10月31日", "24/7", "29 February", "Art. 11/31", "90/180/360"]
)
def test_days_that_some_year_has_and_other_numbers_are_left_alone(text: str) -> None:
    assert impossible_dates(text) == []
