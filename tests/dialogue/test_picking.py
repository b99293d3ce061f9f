"""One of several values or ways on offer, taken by place, by size, or as the one not taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.dialogue.picking import picked
from assistant.language.moves import pick

CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 300, "bandwidth": 200, "region": "Tokyo"},
}


@pytest.mark.parametrize(
    ("pick", "beside", "value"),
    [
        ({"order": 2}, {}, 180),
        ({"order": -1}, {}, 360),
        ({"order": 4}, {}, None),
        ({"size": "middle"}, {}, 180),
        ({"size": "max"}, {}, 360),
        ({"size": "smaller"}, {}, 90),
        ({"next": "up"}, {"refused": 120}, 180),
        ({"next": "down"}, {"refused": 120}, 90),
        ({"next": "up"}, {"current": 360}, None),
        ({"next": "up"}, {}, None),
        ({"all": True}, {}, None),
        ({}, {}, None),
    ],
)
def test_a_value_among_three(pick: dict[str, Any], beside: dict[str, Any], value: int | None) -> None:
    assert picked(pick, [90, 180, 360], **beside) == value


def test_the_other_one_is_the_one_not_taken() -> None:
    assert picked({"other": True}, [100, 150], current=100) == 150
    assert picked({"other": True}, [100, 150], current=300) is None
    assert picked({"other": True}, [90, 180, 360], current=90) is None


def test_words_have_an_order_but_no_size_beside_numbers() -> None:
    grades = ["Starter", "Core", "Complete"]
    assert picked({"size": "min"}, grades) == "Starter"
    assert picked({"next": "up"}, grades, current="Core") == "Complete"
    assert picked({"next": "up"}, grades, current="Premium") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the next one up then", {"next": "up"}),
        ("round it down", {"next": "down"}),
        ("一つ上ので", {"next": "up"}),
        ("真ん中ので", {"size": "middle"}),
        ("the other one after all", {"other": True}),
        ("もう一つの方で", {"other": True}),
        ("以上で登録願います", {}),
    ],
)
def test_picks_are_read_from_the_words(text: str, said: dict[str, Any]) -> None:
    assert pick(text) == said


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        (["the lower of those then, please change it", "hmm, the other one after all"], "150"),
        (["the higher one please", "no wait, the smaller one"], "100"),
        (["小さいほうでお願いします", "やっぱりもう一つの方で"], "150"),
    ],
)
def test_another_of_the_values_on_offer_can_be_taken_later(
    talk: Callable[..., Any], said: list[str], becomes: str
) -> None:
    conversation = talk(CORE)
    conversation("Please change our licences to 125")
    replies = [conversation(text) for text in said]
    assert [r["kind"] for r in replies] == ["confirmation", "confirmation"]
    assert becomes in replies[-1]["text"].replace("300", "")


def test_the_most_there_may_be_is_taken_inside_a_form(talk: Callable[..., Any]) -> None:
    conversation = talk({"service": "ztna", "configuration": {**CORE["configuration"], "grade": "Complete", "log": 90}})
    assert conversation("帯域を上げたい")["missing"][0]["slot"] == "bandwidth"
    conversation("3G")
    assert conversation("最大でいくつ？")["kind"] == "answer"
    reply = conversation("じゃあそれで")
    assert reply["kind"] == "confirmation"
    assert "2G" in reply["text"]


def test_one_of_two_changes_is_kept_alone(talk: Callable[..., Any]) -> None:
    conversation = talk(CORE)
    conversation("Please raise our licences to 500 and the bandwidth to 1G")
    reply = conversation("drop the bandwidth bit, licences only")
    assert reply["kind"] == "confirmation"
    assert "500" in reply["text"]
    assert "1G" not in reply["text"]
    assert conversation("さっきの変更、そのままお願いします")["kind"] == "receipt"
