"""What is asked while a request waits, and what few words mean after it: nothing of it slips into the request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
FMS = {
    "service": "fms",
    "configuration": {"licences": 3000, "concurrent": 2000, "servers": 2, "region": "東京", "redundancy": True},
}
CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京"},
}
STARTER = {
    "service": "ztna",
    "configuration": {"grade": "Starter", "licences": 300, "bandwidth": 100, "region": "東京"},
}


@pytest.mark.parametrize(
    ("asks", "beside", "then"),
    [
        ("ライセンスを5,500に変更したいです", "その前に同時利用の上限も教えて", "では、さっきの変更をお願いします"),
        ("please change to 5,500 licences", "what is the most servers one can have?", "ok, go with my licence change"),
    ],
)
def test_a_limit_told_beside_it_does_not_join_the_request(talk: Begin, asks: str, beside: str, then: str) -> None:
    ask = talk(FMS)
    ask(asks)
    ask(beside)
    reply = ask(then)
    assert reply["kind"] in ("receipt", "confirmation")
    result = decided(reply)["result"]
    assert (5500, 2000, 2) == (result["licences"], result["concurrent"], result["servers"])


@pytest.mark.parametrize(
    ("asks", "beside", "then"),
    [
        ("サーバを5台にしてください", "同時利用はどれから選べますか", "5000に"),
        ("5 servers please", "which numbers of concurrent devices are there?", "make it 5000"),
    ],
)
def test_a_bare_number_is_of_the_item_asked_about_last(talk: Begin, asks: str, beside: str, then: str) -> None:
    ask = talk(FMS)
    ask(asks)
    ask(beside)
    reply = ask(then)
    result = decided(reply)["result"]
    assert ("confirmation", 5, 5000) == (reply["kind"], result["servers"], result["concurrent"])


@pytest.mark.parametrize(
    ("asks", "then"),
    [
        ("SSEを追加したいです", "Completeにすれば使えますよね"),
        ("I'd like to add SSE", "we could have it on Complete, right?"),
    ],
)
def test_the_option_refused_is_judged_on_the_other_grade(talk: Begin, asks: str, then: str) -> None:
    ask = talk(CORE)
    assert "denied" == decided(ask(asks))["outcome"]
    reply = ask(then)
    assert "allowed" == decided(reply)["outcome"]
    assert "ztna:7.2.3" in {c["clause"] for a in reply["answers"] for c in a["citations"]}


@pytest.mark.parametrize(("asks", "then"), [("Coreにして、帯域は500Mで", "後でStarterに戻せますか")])
def test_the_way_back_from_what_waits(talk: Begin, asks: str, then: str) -> None:
    ask = talk(STARTER)
    ask(asks)
    reply = ask(then)
    assert {"ztna:6.1.1"} <= {c["clause"] for a in reply["answers"] for c in a["citations"]}


@pytest.mark.parametrize(
    ("first", "service"),
    [("今日解約申込書が届いたらいつ終わりますか", "ZTNAです"), ("If the form arrives today, when do we end?", "ZTNA")],
)
def test_a_service_told_after_a_question_makes_no_request(talk: Begin, first: str, service: str) -> None:
    ask = talk()
    ask(first)
    reply = ask(service)
    assert ("answer", ["ztna"]) == (reply["kind"], [a["decision"]["service"] for a in reply["answers"]])


@pytest.mark.parametrize(
    ("told", "amount"),
    [("ZTNAの障害で3時間止まりました", "減額はいくら"), ("ZTNA was down for 3 hours", "how much is the credit?")],
)
def test_what_a_credit_comes_to_is_no_cap(talk: Begin, told: str, amount: str) -> None:
    ask = talk()
    ask(told)
    assert "1/30" == decided(ask(amount))["values"]["credit_fraction"]


def test_an_outage_told_in_pieces_and_asked_of_the_other_service(talk: Begin) -> None:
    ask = talk()
    ask("FMSがきのうの朝9時から今朝10時まで全く使えませんでした")
    ask("原因はIIJの機器故障です")
    assert "1/30" == decided(ask("IIJが知ったのは9時半です"))["values"]["credit_fraction"]
    assert "1/5" == decided(ask("ZTNAだったらいくらだった？"))["values"]["credit_fraction"]


def test_leaving_an_option_early_is_about_the_option(talk: Begin) -> None:
    ask = talk()
    ask("マルチリージョンオプションってFMSでも使えますか")
    ask("最低利用期間はありますか")
    assert ["option_minimum_term_consequence"] == [a["intent"] for a in ask("途中でやめたらどうなる")["answers"]]
