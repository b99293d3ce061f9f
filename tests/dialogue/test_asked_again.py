"""A question asked once more: of one's own service, against a refusal, of an item that seems fixed; the next tier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 450, "bandwidth": 500, "region": "大阪"},
}
STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 200, "region": "大阪"}}
FMS = {
    "service": "fms",
    "configuration": {"licences": 8000, "concurrent": 5000, "servers": 2, "region": "大阪", "redundancy": False},
}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Could we raise concurrent devices to 5,000?", "Hang on, we're on ZTNA. Is that still possible?"),
        ("同時利用デバイス数を5,000に増やせますか", "契約しているのはZTNAなんですが、その場合もできますか"),
        ("Mobilityサーバを3台にできますか", "うちの契約はZTNAでした。それでもできますか"),
    ],
)
def test_of_ones_own_service(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    assert decided(ask(first))["outcome"] == "allowed"
    decision = decided(ask(then))
    assert ("ztna", "denied") == (decision["service"], decision["outcome"])


@pytest.mark.parametrize(
    "then", ["So what can be changed on ZTNA?", "では、ZTNAでは何を変更できますか", "ZTNAなら何が変えられますか"]
)
def test_what_can_be_changed_instead(talk: Begin, then: str) -> None:
    ask = talk()
    ask(
        "うちはZTNAです。Mobilityサーバを3台にできますか" if not then.isascii() else "Can ZTNA have 3 Mobility servers?"
    )
    decision = decided(ask(then))
    assert ("explained", "ztna:6.1") == (decision["outcome"], decision["clauses"][0])


@pytest.mark.parametrize(
    ("context", "first", "then"),
    [
        (CORE, "Please move us back to Starter", "Even though we only have 450 licences?"),
        (CORE, "Starterに戻してください", "450ライセンスしかないのに無理なんですか"),
        (CORE, "Starterに下げられますか", "500Mしか使っていないのにできないんですか"),
        (STARTER, "Can we add the SSE add-on?", "But we already have 200 licences, surely that's enough?"),
        (STARTER, "透過プロキシを追加できますか", "200ライセンスもあるのにダメですか"),
    ],
)
def test_what_one_has_urged_against_a_refusal(talk: Begin, context: dict[str, Any], first: str, then: str) -> None:
    ask = talk(context)
    refused = decided(ask(first))
    again = decided(ask(then))
    assert ("denied", refused["clauses"]) == (again["outcome"], again["clauses"])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("What bandwidth does Starter have?", "and it can't be changed?"),
        ("What bandwidth does Starter have?", "no way of changing it either?"),
        ("Starterの帯域はいくつ？", "変えることもできない？"),
        ("Starterの帯域はいくつ？", "変更は無理ですか"),
    ],
)
def test_whether_a_fixed_item_can_be_changed(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    ask(first)
    decision = decided(ask(then))
    assert ("denied", "ztna:1.1#starter.bandwidth") == (decision["outcome"], decision["clauses"][0])


@pytest.mark.parametrize(
    ("first", "ask_next", "take"),
    [
        ("Can we have 6,000 concurrent devices?", "What would the next tier up be?", "Please change us to that"),
        ("同時利用デバイス数を6,000にできますか", "次に大きいのはいくつですか", "それに変更でお願いします"),
    ],
)
def test_the_next_tier_asked_for_is_taken(talk: Begin, first: str, ask_next: str, take: str) -> None:
    ask = talk(FMS)
    ask(first)
    ask(ask_next)
    reply = ask(take)
    assert ("confirmation", 15000) == (reply["kind"], decided(reply)["result"]["concurrent"])
