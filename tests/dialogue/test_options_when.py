"""Options asked about for the order put together, for a contract that runs, of the other service; fees and amounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import cited, decided

Begin = Callable[..., Any]
_ORDER_JA = "新規でZTNAのCore、500ライセンス、帯域1G、リージョン東京で申し込みます"
_ORDER_EN = "New contract: ZTNA Core, 500 licences, 1G, region Tokyo. OK?"


@pytest.mark.parametrize(
    ("order", "then", "outcome"),
    [
        (
            "新規でZTNAのCore、500ライセンス、帯域1G、リージョン東京で申し込みます",
            "最初から透過プロキシも付けられますか",
            "allowed",
        ),
        (
            "新規でZTNAのCore、500ライセンス、帯域1G、リージョン東京で申し込みます",
            "SSEアドオンも一緒に申し込めますか",
            "denied",
        ),
        (
            "New contract: ZTNA Core, 500 licences, 1G, region Tokyo. OK?",
            "Can they have the proxy from day one?",
            "allowed",
        ),
        ("New contract: ZTNA Core, 500 licences, 1G, region Tokyo. OK?", "Could they get SSE with it?", "denied"),
    ],
)
def test_an_option_of_the_order(talk: Begin, order: str, then: str, outcome: str) -> None:
    ask = talk()
    ask(order)
    assert decided(ask(then))["outcome"] == outcome


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("導入支援オプションとは何ですか", "既存のお客様が申し込む場合は？"),
        ("導入支援オプションはCoreで使えますか", "もう稼働しているお客様からの依頼だったら？"),
        ("What is the introduction support option?", "what if an existing customer asks for that?"),
        ("Can Core have introduction support?", "and can a customer already up and running get it?"),
    ],
)
def test_the_option_for_a_contract_that_runs(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    ask(first)
    reply = ask(then)
    assert (decided(reply)["outcome"], "ztna:7.2.5" in cited(reply)) == ("needs_human", True)


@pytest.mark.parametrize(
    ("turns", "clause"),
    [
        (
            ("ZTNAのオプションには何がありますか", "プロキシの月額はありますか", "FMSの方のオプションは？"),
            "fms:6.2",
        ),
        (("What options does ZTNA have?", "Does the proxy have a monthly fee?", "and the options on FMS?"), "fms:6.2"),
    ],
)
def test_the_options_of_the_other_service(talk: Begin, turns: tuple[str, ...], clause: str) -> None:
    ask = talk()
    for said in turns[:-1]:
        ask(said)
    reply = ask(turns[-1])
    assert (decided(reply)["outcome"], clause in cited(reply)) == ("explained", True)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("FMSの月額費用はいつから発生しますか", "それで月額はいくらなんですか"),
        ("ZTNAの初期費用の支払義務はいつ発生しますか", "で、初期費用は何円ですか"),
        ("When does the FMS monthly fee fall due?", "and how much is the monthly fee?"),
    ],
)
def test_how_much_after_when(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    assert decided(ask(first))["outcome"] == "explained"
    assert decided(ask(then))["outcome"] == "needs_human"


def test_another_fee_of_the_same_option(talk: Begin) -> None:
    ask = talk()
    ask("設定変更オプションに月額費用はかかりますか")
    assert "fms:app1.1.2" in cited(ask("FMSです。初期費用は？")) | cited(ask("初期費用は？"))
