"""In other words: conditions that lead up to a question, prices of other goods, whether one is billed."""

from __future__ import annotations

import pytest
from tests.replies import decided

FMS = {
    "service": "fms",
    "configuration": {"licences": 4000, "concurrent": 5000, "servers": 3, "region": "福岡", "redundancy": False},
}


@pytest.mark.parametrize(
    ("text", "context", "outcome", "clause"),
    [
        ("冗長構成、やっぱりありにしたいです", FMS, "needs_human", "fms:5.1.4"),
        ("契約した同時接続の台数を超えたら、超過分は請求されるのですか", FMS, "explained", "fms:app1.2.1#excess"),
        ("超過した分の費用はいくらですか", FMS, "needs_human", "fms:app1.2.1#excess"),
        ("FMSの別紙1の月額費用の記載", {}, "explained", "fms:app1"),
        ("complete→core 可能? SSEは未導入", {}, "allowed", "ztna:6.1"),
        ("Completeには変えずに、いまのCoreのままSSEを付けられますか", {}, "denied", "ztna:7.2.3"),
        (
            "ネットワークの設定情報が途中で変わったときは、契約者は何をしなければなりませんか(FMS)",
            {},
            "explained",
            "fms:4.3",
        ),
    ],
)
def test_what_is_decided(talk, text, context, outcome, clause):
    decision = decided(talk(context)(text))
    assert decision["outcome"] == outcome
    assert any(c.startswith(clause) for c in decision["clauses"])


@pytest.mark.parametrize("text", ["eth price?", "今日のガソリンはいくら", "What is the exchange rate today?"])
def test_prices_of_other_goods_are_out_of_scope(talk, text):
    assert talk()(text)["kind"] == "fallback"


def test_whoever_wants_out_is_asked_of_which_service(talk):
    assert talk()("We want out of our contract.")["kind"] in ("question", "choice")


def test_a_condition_and_its_question_are_one(talk):
    reply = talk({"service": "fms"})(
        "オプションの停止を来年1月31日付でお願いする場合、申込書はいつまでに届けばよいですか"
    )
    assert [answer["decision"]["values"].get("latest_arrival_date") for answer in reply["answers"]] == ["2027-01-01"]


@pytest.mark.parametrize("text", ["IIJ GIOの最低利用期間を教えて", "How do we cancel Secure MX?"])
def test_other_services_of_iij_are_out_of_scope(talk, text):
    assert talk()(text)["kind"] == "fallback"


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("PC430台ぶんのライセンスをCoreで頼めますか", [400, 450]),
        ("台数を数えたら820でした。その数でCoreのライセンスを指定できますか", [800, 850]),
        ("We counted 1,130 tablets. May we specify that number of licences on Complete?", [1100, 1150]),
    ],
)
def test_a_number_counted_before_is_that_of_the_licences(talk, text, nearest):
    assert decided(talk()(text))["values"]["nearest_licences"] == nearest
