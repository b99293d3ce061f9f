"""What a message opens with, and how the rest of it is then read."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.language.openers import opening
from assistant.service import Assistant


@pytest.mark.parametrize(
    ("text", "rest", "kinds"),
    [
        ("no wait, three", "three", {"declines", "corrects"}),
        ("うーん、やめときます", "やめときます", {"hesitates"}),
        ("いや待って、逆。帯域だけ1Gに", "帯域だけ1Gに", {"declines", "corrects"}),
        ("なるほど。ではお願いします", "ではお願いします", {"acknowledges"}),
        ("hang on, it was the 24th", "it was the 24th", {"corrects"}),
        ("わかりやすく教えて", "わかりやすく教えて", set()),
        ("no problem with the other one?", "no problem with the other one?", set()),
        ("sorry to bother you", "sorry to bother you", set()),
    ],
)
def test_openings(text: str, rest: str, kinds: set[str]) -> None:
    found = opening(text)
    assert (text[found.end :], found.kinds) == (rest, kinds)


@pytest.mark.parametrize("text", ["ok", "助かります〜", "なるほど。", "no"])
def test_a_text_of_nothing_else_says_just_that(text: str) -> None:
    assert opening(text).end == 0


def test_a_number_in_words_is_read_behind_an_opening(assistant: Assistant) -> None:
    reading = assistant.understander.read("no wait, three", date(2026, 11, 22))
    assert reading.segments[0].own == {"numbers": [3]}
    assert "correction" in reading.signals
    assert not reading.no


def test_an_opening_does_not_hide_a_yes_or_a_no(assistant: Assistant) -> None:
    today = date(2026, 11, 22)
    assert assistant.understander.read("わかった、はい", today).yes
    assert assistant.understander.read("うーん、やめときます", today).no
    assert not assistant.understander.read("いえ、大丈夫です", today).yes
