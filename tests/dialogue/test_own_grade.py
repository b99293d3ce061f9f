"""What is asked of the grade one has without its name, and of going back from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
STARTER = {
    "service": "ztna",
    "configuration": {"grade": "Starter", "licences": 200, "bandwidth": 100, "region": "大阪"},
}
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 900, "bandwidth": 500, "log": 180, "region": "大阪"},
}


@pytest.mark.parametrize(
    "text",
    [
        "Which options can someone with our grade take?",
        "What add-ons are available to somebody on our plan?",
        "うちのグレードで付けられるオプションは何ですか",
        "現在のプランで追加できるオプションサービスを教えて",
    ],
)
def test_the_options_of_ones_own_grade(talk: Begin, text: str) -> None:
    reply = talk(STARTER)(text)
    assert "option_grades" == reply["answers"][0]["intent"]
    assert "SSE" not in reply["text"]


@pytest.mark.parametrize(
    "text", ["What is the licence ceiling for customers on our grade?", "うちのグレードだと最大何ライセンス？"]
)
def test_the_limit_of_ones_own_grade(talk: Begin, text: str) -> None:
    assert "60,000" in talk()(text)["text"]
    said = talk(STARTER)(text)["text"]
    assert "500" in said
    assert "60,000" not in said


@pytest.mark.parametrize(
    "text",
    ["弊社の契約をCoreへ戻すにあたり、規程上の障害はございますか。", "契約グレードをCoreに戻すと契約違反になりますか"],
)
def test_nothing_stands_in_the_way(talk: Begin, text: str) -> None:
    reply = talk(COMPLETE)(text)
    assert "allowed" == decided(reply)["outcome"]
    assert reply["text"].startswith("いいえ、")


def test_something_stands_in_the_way(talk: Begin) -> None:
    reply = talk(COMPLETE)("Starterに戻すのに支障はありますか")
    assert "denied" == decided(reply)["outcome"]
    assert reply["text"].startswith("はい。")
