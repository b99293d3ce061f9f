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


CORE = {"service": "ztna", "configuration": {"grade": "Core", "licences": 700, "bandwidth": 500, "region": "東京"}}


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("帯域を1Gに上げてもろて", CORE, ("confirmation", "allowed", "ztna:6.1.4")),
        ("FXM（ZTNAちゃうほう）に透過プロキシ付けられますか", {}, ("answer", "denied", "fms:6.2")),
        ("FMSのオプションってFAXで申し込める？", {}, ("answer", "explained", "fms:6.1")),
        ("FMSのサーバ増やしてくんない？", {}, ("question", "needs_info", "fms:5.1.3")),
        ("同時利用デバイス数を変えたいです", FMS, ("question", "needs_info", "fms:5.1.2")),
        (
            "We're on Core and our auditor needs us to keep 90 days of logs. Can we set that?",
            {},
            ("answer", "denied", "ztna:4.1.2"),
        ),
        ("Completeに上げる余裕はないので、Coreのままログだけ180日にできますか", {}, ("answer", "denied", "ztna:4.1.2")),
        ("FMSの冗長構成は後から頼めば変えてもらえますよね", {}, ("answer", "needs_human", "fms:5.1.4")),
        ("Do FMS customers have to specify a region?", {}, ("answer", "explained", "fms:3.1.4")),
    ],
)
def test_what_is_answered(talk, text, context, expected):
    kind, outcome, clause = expected
    reply = talk(context)(text)
    assert (reply["kind"], decided(reply)["outcome"]) == (kind, outcome)
    assert any(c.startswith(clause) for c in decided(reply)["clauses"])


def test_a_plan_to_cancel_is_answered_and_not_recorded(talk):
    text = "解約をお願いする予定です。申込書は12月4日に到着し、解除日は2027年2月15日と書きます。いつ解約になりますか。"
    reply = talk({"service": "fms"})(text)
    assert reply["kind"] == "answer"
    assert decided(reply)["values"]["effective_date"] == "2027-02-15"


@pytest.mark.parametrize("text", ["just the proxy, then", "では透過プロキシだけお願いします"])
def test_one_of_two_options_is_recorded_when_the_other_was_refused(talk, text):
    say = talk(CORE)
    assert decided(say("Please order the transparent proxy and the SSE add-on"))["outcome"] == "denied"
    reply = say(text)
    assert (reply["kind"], decided(reply)["outcome"]) == ("confirmation", "allowed")


def test_a_second_region_is_an_option_whatever_was_asked_of_the_region(talk):
    say = talk(CORE)
    say("Can we move our region to Osaka?")
    assert decided(say("Then could we use a second region instead?"))["outcome"] == "allowed"


def test_a_change_of_another_item_is_judged_alone(talk):
    say = talk(FMS)
    assert decided(say("冗長構成をありに変更できますか"))["outcome"] == "needs_human"
    assert decided(say("サーバを6台に増やすのは？"))["outcome"] == "allowed"


@pytest.mark.parametrize("text", ["Is that option available on Starter too?", "そのオプションはStarterでも使えますか"])
def test_that_option_is_the_one_spoken_of(talk, text):
    say = talk(CORE)
    say("Please add the transparent proxy option")
    decision = decided(say(text))
    assert decision["outcome"] == "denied"
    assert any(c.startswith("ztna:7.2.2") for c in decision["clauses"])


@pytest.mark.parametrize(
    ("text", "context", "value", "found"),
    [
        ("ZTNA wholly down 3 x 45min on different days. fraction?", {}, "incident_fractions", ["1/90", "1/90", "1/90"]),
        ("ZTNA was unusable for exactly an hour. Is there a credit for that?", {}, "credit_fraction", "1/90"),
        (
            "ZTNA was down for five hours on 20 October 2026. By which date do we have to claim the reduction?",
            {},
            "claim_deadline",
            "2027-01-20",
        ),
    ],
)
def test_what_comes_out(talk, text, context, value, found):
    assert found in [answer["decision"]["values"].get(value) for answer in talk(context)(text)["answers"]]


STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 300, "region": "東京"}}


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("SSEつけてー", STARTER, ("denied", "ztna:7.2.3")),
        ("core > starter fine?", {}, ("denied", "ztna:6.1.1")),
        (
            "Please remove the redundancy of our gateway.",
            {**FMS, "configuration": {"redundancy": True}},
            ("needs_human", "fms:5.1.4"),
        ),
        ("FMSの初期費用は契約時？", {}, ("explained", "fms:9.1#initial")),
        ("We are on Starter and heard of the SSE add-on. Could we have it on our plan?", {}, ("denied", "ztna:7.2.3")),
    ],
)
def test_few_words_and_arrows(talk, text, context, expected):
    outcome, clause = expected
    decision = decided(talk(context)(text))
    assert decision["outcome"] == outcome
    assert any(c.startswith(clause) for c in decision["clauses"])


@pytest.mark.parametrize("text", ["Could I take that back later?", "あとで取り消せますか"])
def test_whether_it_can_be_taken_back_later_gives_nothing_up(talk, text):
    say = talk(STARTER)
    assert say("Please move us to Core")["kind"] == "question"
    say(text)
    assert say("500M")["kind"] == "confirmation"


@pytest.mark.parametrize("text", ["Complete then, 1G and 90 days please", "Completeにして、1Gと90日でお願いします"])
def test_days_beside_a_bandwidth_are_the_log_retention(talk, text):
    say = talk(STARTER)
    say("Can we have the SSE add-on?")
    reply = say(text)
    assert reply["kind"] == "confirmation"
    assert "90" in reply["text"]
