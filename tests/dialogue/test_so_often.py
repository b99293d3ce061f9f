"""Outages of one kind counted anew: once in the place of several, as often as is said, one of them longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]

_TWICE = {
    "en": ("FMS was fully down for 48 hours since IIJ noticed, their fault. Credit?", "and had that happened twice?"),
    "ja": ("FMSがIIJの責任で48時間まったく使えませんでした。IIJが知ってからです。減額は？", "それが2回だったら？"),
}


@pytest.mark.parametrize(
    ("locale", "then", "fractions"),
    [
        ("en", "what about only one like that on ZTNA?", ["1/5"]),
        ("en", "Hm, and if it were on ZTNA, just once?", ["1/5"]),
        ("en", "my mistake, it was only once. how much?", ["1/15"]),
        ("en", "and a single outage of 5 days?", ["1/6"]),
        ("ja", "ZTNAで一回だけなら？", ["1/5"]),
        ("ja", "申し訳ありません、実際は1度だけでした。割合はいくらになりますか", ["1/15"]),
        ("ja", "同じ障害がZTNAで3回あったら？", ["1/5", "1/5", "1/5"]),
        ("en", "and four times?", ["1/15"] * 4),
        ("en", "one of them was 4 days long", ["1/15", "2/15"]),
        ("ja", "1回は4日間でした", ["1/15", "2/15"]),
    ],
)
def test_as_often_as_is_said(talk: Begin, locale: str, then: str, fractions: list[str]) -> None:
    ask = talk()
    for said in _TWICE[locale]:
        ask(said)
    assert decided(ask(then))["values"]["incident_fractions"] == fractions


@pytest.mark.parametrize("then", ["1回につきいくらですか", "1回でも減額されますか", "もう1回あったら？"])
def test_each_and_one_more_are_not_one_alone(talk: Begin, then: str) -> None:
    ask = talk()
    for said in _TWICE["ja"]:
        ask(said)
    assert len(decided(ask(then))["values"].get("incident_fractions", [None, None])) > 1


@pytest.mark.parametrize(
    ("second", "third", "fraction"),
    [
        ("and what about one on October 2?", "It was 40 minutes as well. What do we get for it?", "1/90"),
        ("what about one on October 2?", "that one took 40 minutes too, how much is it?", "1/90"),
        ("and one on October 2?", "It took 40 minutes as well. What do both come to together?", "1/45"),
    ],
)
def test_as_long_as_the_one_before(talk: Begin, second: str, third: str, fraction: str) -> None:
    ask = talk()
    ask("ZTNA was down for 40 minutes on August 21, 2026. Is it too late to claim?")
    ask(second)
    assert decided(ask(third))["values"]["credit_fraction"] == fraction
