"""Bare numbers for the item that stood to be changed, and another item asked for in the place of what was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 900, "bandwidth": 800, "region": "東京"},
}


@pytest.mark.parametrize(
    ("turns", "kind", "new"),
    [
        (("ライセンス数は減らせるものですか", "それでは650まで下げてください"), "confirmation", {"licences": 650}),
        (("帯域は変更できますか", "では600にしてください"), "confirmation", {"bandwidth": 600}),
        (("ライセンスを減らすことは可能ですか", "じゃあ50本減らしてください"), "confirmation", {"licences": 850}),
        (
            ("ライセンスを950にして", "取りやめます", "やっぱり1000でお願いします"),
            "confirmation",
            {"licences": 1000},
        ),
        (("Please go to 950 licences", "no, scrap that", "My manager agreed to 1000, so 1000"), "confirmation", None),
        (("帯域を1000に上げてください", "やめておきます", "900だとどうでしょう"), "answer", {"bandwidth": 900}),
    ],
)
def test_a_number_goes_to_the_item_that_stood_to_be_changed(
    talk: Begin, turns: tuple[str, ...], kind: str, new: dict[str, int] | None
) -> None:
    ask = talk(CORE)
    for said in turns[:-1]:
        ask(said)
    reply = ask(turns[-1])
    assert reply["kind"] == kind
    assert decided(reply)["outcome"] == "allowed"
    for item, value in (new or {}).items():
        assert f"{value:,}" in reply["text"], item


def test_a_number_is_still_asked_about_where_nothing_stood_to_be_changed(talk: Begin) -> None:
    assert talk(CORE)("1000でお願いします")["kind"] == "question"


@pytest.mark.parametrize(
    ("refused", "then", "outcome"),
    [
        ("Please move us down to Starter", "Could we drop to 600 licences instead?", "allowed"),
        ("Please move us down to Starter", "then what about 600 licences?", "allowed"),
        ("SSEアドオンを追加してください", "じゃあ帯域を1Gに上げるのは？", "allowed"),
        ("Please add SSE", "may we have 1,000 licences instead?", "allowed"),
        ("Please add SSE", "would it work with 1,000 licences?", "denied"),
        ("SSEアドオンを追加してください", "ライセンスが1,000本でもだめですか", "denied"),
    ],
)
def test_another_item_is_asked_about_in_its_place(talk: Begin, refused: str, then: str, outcome: str) -> None:
    ask = talk(CORE)
    assert decided(ask(refused))["outcome"] == "denied"
    assert decided(ask(then))["outcome"] == outcome
