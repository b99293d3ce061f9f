"""What was told stays: an order with its options, the region that is kept, one's own service, when IIJ knew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
CORE = {"service": "ztna", "configuration": {"grade": "Core", "licences": 900, "bandwidth": 500, "region": "大阪"}}


@pytest.mark.parametrize(
    ("first", "refused", "then", "option"),
    [
        (
            "We'd like to sign up for ZTNA Complete with 900 licences and 500M. Possible?",
            "60 days of logs",
            "90 then, and the Osaka region please",
            "would the initial configuration be done for us?",
        ),
        (
            "新規でComplete、900ライセンス、帯域500Mで申し込めますか",
            "ログは60日がいいです",
            "では90で、リージョンは大阪でお願いします",
            "初期設定を代行してもらうこともできますか",
        ),
    ],
)
def test_an_option_belongs_to_the_whole_order(talk: Begin, first: str, refused: str, then: str, option: str) -> None:
    ask = talk()
    ask(first)
    assert decided(ask(refused))["outcome"] == "denied"
    assert decided(ask(then))["outcome"] == "allowed"
    decision = decided(ask(option))
    assert decision["outcome"] == "allowed"
    assert "ztna:7.2.5" in decision["clauses"]


@pytest.mark.parametrize(
    ("move", "asked", "take"),
    [
        ("Move our region to Tokyo", "Can we keep Osaka and use Tokyo as well?", "Then add that please"),
        (
            "リージョンを東京に変更してください",
            "大阪は残したまま、東京も使うことはできますか",
            "ではそれを追加でお願いします",
        ),
    ],
)
def test_a_region_beside_the_one_that_stays(talk: Begin, move: str, asked: str, take: str) -> None:
    ask = talk(CORE)
    assert ask(move)["kind"] == "confirmation"
    assert "ztna:7.2.1" in decided(ask(asked))["clauses"]
    reply = ask(take)
    assert ("confirmation", "allowed") == (reply["kind"], decided(reply)["outcome"])
    assert "ztna:7.2.1" in decided(reply)["clauses"]


@pytest.mark.parametrize(
    ("first", "other", "back"),
    [
        (
            "We're on FMS. Does it take IPv6?",
            "And ZTNA?",
            "Back to our contract: may staff connect from an address nobody designated?",
        ),
        ("うちはFMSです。IPv6は使えますか", "ZTNAだとどうですか", "うちの契約だと、指定外のアドレスから接続できますか"),
    ],
)
def test_back_to_ones_own_service(talk: Begin, first: str, other: str, back: str) -> None:
    ask = talk()
    ask(first)
    assert decided(ask(other))["service"] == "ztna"
    decision = decided(ask(back))
    assert ("fms", "denied") == (decision["service"], decision["outcome"])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            "Total outage, your fault. You noticed on 10 November at 09:00, it was back 12 November at 10:00. Credit?",
            "They want it counted from when it broke, 9 November at 20:00. Is that possible?",
        ),
        (
            "IIJ起因の全断です。IIJの検知が11月10日9時、復旧が11月12日10時。減額は？",
            "障害が起きた11月9日20時から計算してほしいそうです。できますか",
        ),
    ],
)
def test_counted_from_the_start(talk: Begin, first: str, then: str) -> None:
    ask = talk({"service": "fms"})
    assert decided(ask(first))["outcome"] == "computed"
    decision = decided(ask(then))
    assert ("explained", "fms:11.1#24h") == (decision["outcome"], decision["clauses"][0])
