"""Numbers without their item: they go to the item that can take them, or it is asked which is meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Begin = Callable[..., Any]
FMS = {
    "service": "fms",
    "configuration": {"licences": 3000, "concurrent": 2000, "servers": 2, "region": "東京", "redundancy": True},
}
CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京"},
}


def _result(reply: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = reply["answers"][-1]["decision"]["result"]
    return result


@pytest.mark.parametrize(
    ("told", "asks", "outcome"),
    [
        ("うちはZTNAのStarterで200ライセンスです", "600に増やせますか", "denied"),
        ("We have ZTNA Starter with 200 licences.", "Could we go up to 600?", "denied"),
        ("We're on ZTNA Core with 900 licences and 300M.", "Can we go up to 4,000?", "allowed"),
        ("FMSで、ライセンス4000、サーバ3台を契約しています", "9000まで増やせますか", "allowed"),
    ],
)
def test_a_number_only_one_item_can_take(talk: Begin, told: str, asks: str, outcome: str) -> None:
    ask = talk()
    ask(told)
    reply = ask(asks)
    assert ["change_check"] == [a["intent"] for a in reply["answers"]]
    assert outcome == reply["answers"][0]["decision"]["outcome"]
    assert "licences" in str(reply["answers"][0]["decision"]["findings"]) + str(_result(reply))


@pytest.mark.parametrize("asks", ["5,000に増やせますか", "Can we go up to 5,000?", "raise it to 5000 please"])
def test_a_number_two_items_can_take_is_asked_about(talk: Begin, asks: str) -> None:
    reply = talk(FMS)(asks)
    assert ("question", ["item"]) == (reply["kind"], [m["slot"] for m in reply["missing"]])
    assert "5,000" in reply["text"]


@pytest.mark.parametrize(
    ("asks", "says", "item"),
    [
        ("5,000に増やしてください", "同時利用のほうです", "concurrent"),
        ("please go up to 5000", "the licences", "licences"),
        ("please go up to 5000", "the second one", "concurrent"),
    ],
)
def test_the_item_told_takes_the_number(talk: Begin, asks: str, says: str, item: str) -> None:
    ask = talk(FMS)
    ask(asks)
    reply = ask(says)
    assert ("confirmation", 5000) == (reply["kind"], _result(reply)[item])


def test_the_direction_tells_which_item(talk: Begin) -> None:
    ask = talk(CORE)
    assert 800 == _result(ask("800に減らしてください"))["licences"]
    ask = talk(CORE)
    assert 800 == _result(ask("please raise it to 800"))["bandwidth"]


@pytest.mark.parametrize(
    ("asks", "meant"),
    [
        ("ライセンスを5,000にしてください", "すみません、同時利用の方でした"),
        ("raise the licences to 5000 please", "sorry, I meant the concurrent devices"),
    ],
)
def test_another_item_was_meant(talk: Begin, asks: str, meant: str) -> None:
    ask = talk(FMS)
    ask(asks)
    reply = ask(meant)
    assert ("confirmation", 5000, 3000) == (reply["kind"], _result(reply)["concurrent"], _result(reply)["licences"])


@pytest.mark.parametrize(
    ("asks", "both"),
    [
        ("Could we have 1G of bandwidth? And may we add the transparent proxy?", "please do both"),
        ("帯域を1Gにできますか。あと透過プロキシも付けられますか", "両方お願いします"),
    ],
)
def test_both_means_all_that_was_asked(talk: Begin, asks: str, both: str) -> None:
    ask = talk(CORE)
    ask(asks)
    reply = ask(both)
    assert ("confirmation", 1000) == (reply["kind"], _result(reply)["bandwidth"])
    assert ["transparent_proxy"] == _result(reply)["options"]


def test_a_number_beside_an_option_is_not_left_out(talk: Begin) -> None:
    ask = talk(CORE)
    assert "question" == ask("Can we have 600 and also the transparent proxy?")["kind"]
    assert "question" == ask("please do both")["kind"]
    reply = ask("licences")
    assert (600, ["transparent_proxy"]) == (_result(reply)["licences"], _result(reply)["options"])
