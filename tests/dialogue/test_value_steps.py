"""Values told from those there are: the longest, the smallest tier, one class larger, a quarter of what there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 1000, "bandwidth": 500, "log": 180, "region": "大阪"},
}
FMS = {
    "service": "fms",
    "configuration": {"licences": 30000, "concurrent": 5000, "servers": 3, "region": "大阪", "redundancy": False},
}
TOP = {"service": "fms", "configuration": {**FMS["configuration"], "concurrent": 15000}}


@pytest.mark.parametrize(
    ("context", "text", "item", "value"),
    [
        (COMPLETE, "ログの保存をひとつ上の期間へ変更お願いします", "log", 360),
        (COMPLETE, "帯域を上限いっぱいまで上げてください", "bandwidth", 2000),
        (COMPLETE, "ログは一番短い期間にしてください", "log", 90),
        (COMPLETE, "We'd like the longest retention of logs that the terms allow.", "log", 360),
        (COMPLETE, "Extend log retention to the next step.", "log", 360),
        (COMPLETE, "Push bandwidth as high as the terms allow.", "bandwidth", 2000),
        (COMPLETE, "Give us the most licences there is", "licences", 60000),
        (FMS, "同時利用の区分をワンランク下げたい", "concurrent", 2000),
        (FMS, "同時利用、次の枠まで上げてもらえます？", "concurrent", 15000),
        (FMS, "Take our concurrent devices up a notch, would you", "concurrent", 15000),
        (FMS, "We need the next larger concurrent device class.", "concurrent", 15000),
    ],
)
def test_one_of_the_values_there_are(talk: Begin, context: dict[str, Any], text: str, item: str, value: int) -> None:
    reply = talk(context)(text)
    assert ("confirmation", value) == (reply["kind"], decided(reply)["result"][item])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Can we go down one tier of concurrent devices?", 2000),
        ("Could we move up to the next concurrent tier?", 15000),
        ("一番小さい同時利用の枠に下げられますか", 2000),
    ],
)
def test_whether_one_may_take_such_a_step(talk: Begin, text: str, value: int) -> None:
    decision = decided(talk(FMS)(text))
    assert ("allowed", value) == (decision["outcome"], decision["result"]["concurrent"])


@pytest.mark.parametrize(
    "text",
    [
        "同時利用をひとつ上の区分に変更してください",
        "Please move us up one concurrent tier",
        "同時利用をもう一段上げられますか",
    ],
)
def test_there_is_none_beyond_the_last(talk: Begin, text: str) -> None:
    reply = talk(TOP)(text)
    assert ("denied", "fms:3.1.2") == (decided(reply)["outcome"], decided(reply)["clauses"][0])
    assert "15,001" not in reply["text"]


@pytest.mark.parametrize("text", ["What's the longest log retention we could have?", "ログの最長は何日ですか"])
def test_what_the_longest_is_stays_a_question(talk: Begin, text: str) -> None:
    assert "log_limits" == talk(COMPLETE)(text)["answers"][0]["intent"]


@pytest.mark.parametrize(
    ("text", "item", "value"),
    [
        ("ライセンスを4分の1に減らして", "licences", 250),
        ("ライセンスを1/4でいいので減らしたい", "licences", 250),
        ("帯域を今の倍の太さにしたい", "bandwidth", 1000),
        ("Please cut the licences to a fifth of the present number.", "licences", 200),
        ("We want half as much bandwidth.", "bandwidth", 250),
        ("Raise log retention to twice what it is, please", "log", 360),
    ],
)
def test_a_part_or_a_multiple_of_what_there_is(talk: Begin, text: str, item: str, value: int) -> None:
    reply = talk(COMPLETE)(text)
    assert ("confirmation", value) == (reply["kind"], decided(reply)["result"][item])


def test_one_that_is_wished_for_and_asked_about_is_asked_about(talk: Begin) -> None:
    reply = talk(COMPLETE)("帯域を二倍にしたいんだけど、できるもんなの")
    assert ("answer", "allowed") == (reply["kind"], decided(reply)["outcome"])
