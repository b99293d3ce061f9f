"""How long after an outage began IIJ came to know of it, and what the other length beside it is counted from."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.language.entities import extract
from assistant.language.normalise import normalise
from assistant.language.slots import gather

TODAY = date(2026, 11, 22)


def told(text: str) -> dict[str, object]:
    plain = normalise(text).text
    slots = gather(plain, extract(plain, TODAY, None))
    return {k: slots.get(k) for k in ("durations", "known_delay", "basis")}


@pytest.mark.parametrize(
    ("text", "lengths", "delay"),
    [
        ("down for 75 hours, IIJ noticed 4 hours after it began", ["PT75H"], "PT4H"),
        ("fms down 75h, iij knew 4h in, total", ["PT75H"], "PT4H"),
        ("49 hours in all, it took IIJ 2 hours to notice", ["PT49H"], "PT2H"),
        ("it was dead 30 hours, 8 hours before you noticed", ["PT30H"], "PT8H"),
        ("80時間全停止、IIJが知ったのは5時間後", ["PT80H"], "PT5H"),
        ("60時間止まり、2時間たってから御社に連絡しました", ["PT60H"], "PT2H"),
    ],
)
def test_a_length_is_that_of_the_delay(text: str, lengths: list[str], delay: str) -> None:
    assert told(text) == {"durations": lengths, "known_delay": delay, "basis": "start"}


@pytest.mark.parametrize(
    "text",
    [
        "you noticed 3 hours in, and from then on it was down for 26 hours",
        "発生から3時間後に貴社が認識、そこから26時間止まりました",
    ],
)
def test_what_goes_on_from_then_is_counted_from_knowledge(text: str) -> None:
    assert told(text) == {"durations": ["PT26H"], "known_delay": None, "basis": "knowledge"}


@pytest.mark.parametrize(
    "text",
    ["it was out twice, 40 minutes and 5 hours", "40分と5時間の障害を報告しました", "we lost 30 minutes of logs"],
)
def test_other_lengths_are_no_delay(text: str) -> None:
    assert told(text)["known_delay"] is None
