"""A step told with what it comes to: the goal is asked for, and not the step on top of it."""

from __future__ import annotations

import pytest
from tests.replies import decided

_ON_FMS = {
    "service": "fms",
    "configuration": {"licences": 1200, "concurrent": 2000, "servers": 3, "region": "大阪", "redundancy": True},
}


@pytest.mark.parametrize(
    ("text", "item", "goal"),
    [
        ("サーバを1台足して4台にしたいです", "servers", 4),
        ("Mobilityサーバを2台増やして合計5台にしてください", "servers", 5),
        ("200ライセンス追加して1,400ライセンスにしたい", "licences", 1400),
        ("ライセンスを300減らして900にしてください", "licences", 900),
        ("Please add one server so that there are 4.", "servers", 4),
        ("Add two more servers for a total of 5, please.", "servers", 5),
        ("Please add 200 licences to bring us to 1,400.", "licences", 1400),
        ("Please drop 300 licences so that we have 900 in total.", "licences", 900),
    ],
)
def test_the_goal_told_beside_the_step(talk, text, item, goal):
    say = talk(context=_ON_FMS)
    reply = say(text)
    assert reply["kind"] == "confirmation"
    assert decided(reply)["result"][item] == goal


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("同時利用を5,000にしてください", "あ、サーバも2台足して5台にしてほしいです"),
        ("Raise concurrent devices to 5,000, please.", "Oh, and add two servers so that there are 5."),
    ],
)
def test_joined_to_the_request_that_waits(talk, first, then):
    say = talk(context=_ON_FMS)
    say(first)
    result = decided(say(then))["result"]
    assert (result["concurrent"], result["servers"]) == (5000, 5)


@pytest.mark.parametrize("text", ["サーバをもう2台追加してください", "Please add two more servers."])
def test_a_step_alone_is_laid_on_what_there_is(talk, text):
    say = talk(context=_ON_FMS)
    assert decided(say(text))["result"]["servers"] == 5
