"""What is gone on with: an option described is wanted, days of the log, a date missed, a rule of the other service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import cited, decided

Begin = Callable[..., Any]
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 500, "bandwidth": 300, "log": 90, "region": "Tokyo"},
}
STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 300, "region": "Tokyo"}}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("What is the transparent proxy option?", "add it please"),
        ("透過プロキシはどのグレードで使えますか", "では追加してください"),
        ("透過プロキシの料金は？", "つけてください"),
        ("Which options can Complete have?", "Please add the transparent proxy for us"),
    ],
)
def test_an_option_spoken_of_is_wanted(talk: Begin, first: str, then: str) -> None:
    ask = talk(COMPLETE)
    assert ask(first)["kind"] == "answer"
    reply = ask(then)
    assert reply["kind"] == "confirmation"
    assert ask("yes" if then.isascii() else "はい")["kind"] == "receipt"


@pytest.mark.parametrize(
    ("first", "then"),
    [("どのグレードならSSEが使えますか", "追加でお願いします"), ("Which grades can have SSE?", "please add it")],
)
def test_an_option_that_cannot_be_had_is_refused(talk: Begin, first: str, then: str) -> None:
    ask = talk(STARTER)
    ask(first)
    assert decided(ask(then))["outcome"] == "denied"


@pytest.mark.parametrize(
    ("first", "then"),
    [("What is the transparent proxy option?", "don't add it"), ("透過プロキシとは？", "付けないでください")],
)
def test_an_option_not_wanted_is_not_requested(talk: Begin, first: str, then: str) -> None:
    ask = talk(COMPLETE)
    ask(first)
    assert ask(then)["kind"] not in ("confirmation", "receipt")


@pytest.mark.parametrize(
    ("first", "then", "outcome"),
    [
        ("Can Complete retain logs for 90 days?", "what about storing them for 200 days?", "denied"),
        ("Completeのログ保存期間は90日にできますか", "360日残せますか", "allowed"),
    ],
)
def test_days_kept_are_of_the_log(talk: Begin, first: str, then: str, outcome: str) -> None:
    ask = talk()
    ask(first)
    assert decided(ask(then))["outcome"] == outcome


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("ZTNA was down for 3 hours on 2 October 2026. Until when can we claim?", "and if we missed that date?"),
        ("FMSが10月2日10時から10月4日10時まで止まりました。いつまで請求できますか", "それを過ぎてしまったら？"),
    ],
)
def test_what_becomes_of_a_claim_not_made(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    ask(first)
    reply = ask(then)
    assert reply["answers"][0]["intent"] == "claim_period"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("FMSが5日間止まった場合の減額は？", "ZTNAには上限がありますか"),
        ("How much credit for a 2-day outage on ZTNA?", "Is there a cap on FMS?"),
    ],
)
def test_a_cap_asked_of_the_other_service(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    ask(first)
    assert ask(then)["answers"][0]["intent"] == "credit_cap"


def test_one_more_that_was_told_in_a_statement(talk: Begin) -> None:
    ask = talk({"service": "ztna"})
    ask("先月、障害が2回ありました。1回目が45分、2回目が2時間です。減額は？")
    decision = decided(ask("すみません、10分止まったのもありました"))
    assert decision["values"]["incident_fractions"] == ["1/90", "1/30", "0"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("We'll use our own carrier's line for ZTNA. Anything we have to do?", "what if those settings change?"),
        ("ZTNAで他社の回線を使います。することはありますか", "うちの設定が変わった場合は？"),
    ],
)
def test_settings_that_change_later_are_told(talk: Begin, first: str, then: str) -> None:
    ask = talk({"service": "ztna"})
    ask(first)
    assert any(clause.startswith("ztna:5.3") for clause in cited(ask(then)))


@pytest.mark.parametrize(
    "text",
    [
        "I'm thinking about ZTNA Complete with 700 licences, 500M and logs for 90 days. Is that possible?",
        "We're considering Core with 900 licences at 1G. Is that OK?",
    ],
)
def test_what_is_looked_at_is_no_contract_there_is(talk: Begin, text: str) -> None:
    reply = talk()(text)
    assert {a["decision"]["outcome"] for a in reply["answers"]} <= {"allowed", "needs_info"}


CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 400, "bandwidth": 300, "region": "Tokyo"},
}


@pytest.mark.parametrize(
    ("first", "then", "last"),
    [
        ("SSEアドオンは付けられますか", "ライセンスを800に増やしたら付けられますか", "では800に増やすのは可能ですか"),
        ("May we have the SSE add-on?", "would that work with 800 licences?", "OK, can we just go to 800 licences?"),
        ("SSEは使えますか", "帯域を500Mにすれば使えますか", "じゃあ500Mにはできますか"),
    ],
)
def test_a_value_makes_no_refused_option_possible(talk: Begin, first: str, then: str, last: str) -> None:
    ask = talk(CORE)
    assert decided(ask(first))["outcome"] == "denied"
    decision = decided(ask(then))
    assert decision["outcome"] == "denied"
    assert any(clause.startswith("ztna:7.2.3") for clause in decision["clauses"])
    assert decided(ask(last))["outcome"] == "allowed"


@pytest.mark.parametrize(
    "then",
    [
        "hm, keep the bandwidth",
        "the bandwidth stays please, it stays",
        "do not touch the bandwidth",
        "hold on, the bandwidth unchanged please",
        "帯域は触らないでください",
        "帯域は現状維持で",
    ],
)
def test_what_is_to_stay_leaves_the_request(talk: Begin, then: str) -> None:
    ask = talk(CORE)
    assert ask("set the licences to 800 and the bandwidth to 700M")["kind"] == "confirmation"
    reply = ask(then)
    assert reply["kind"] == "confirmation"
    assert "700M" not in reply["text"]
    assert "800" in reply["text"]


@pytest.mark.parametrize(
    "text",
    [
        "FMSで停止がありました",
        "ZTNAが昨日から使えません",
        "先日FMSがつながらなくなりました",
        "There was an outage on FMS",
    ],
)
def test_an_outage_told_is_asked_how_long_it_was(talk: Begin, text: str) -> None:
    reply = talk()(text)
    assert reply["kind"] == "question"
    assert reply["answers"][0]["intent"] == "credit"


@pytest.mark.parametrize("text", ["解約の書類が止まっています", "社内の議論が止まりました"])
def test_what_stands_still_in_the_office_is_no_outage(talk: Begin, text: str) -> None:
    assert "credit" not in {answer["intent"] for answer in talk()(text)["answers"]}


def test_an_outage_is_told_bit_by_bit(talk: Begin) -> None:
    ask = talk()
    ask("ZTNAで障害が発生しました")
    assert decided(ask("11月5日の10時から12時までです"))["values"]["credit_fraction"] == "1/30"
    assert decided(ask("それから11月7日に50分"))["values"]["credit_fraction"] == "2/45"


@pytest.mark.parametrize(
    ("then", "day"),
    [("what if it slips to the 22nd?", "2027-01-21"), ("and if it is delayed until the 18th?", "2027-01-17")],
)
def test_an_arrival_that_is_delayed(talk: Begin, then: str, day: str) -> None:
    ask = talk({"service": "fms"})
    ask("When does the contract end if the cancellation form reaches you on 15 December?")
    assert decided(ask(then))["values"]["effective_date"] == day


@pytest.mark.parametrize(
    ("wish", "arrives", "then"),
    [
        (
            "We want to cancel",
            "the form gets to you on 15 December",
            "can the form be taken back later? I mean, withdraw it later",
        ),
        ("解約したいです", "12月15日に届きます", "申込書は後から取り消せますか"),
    ],
)
def test_a_form_taken_back_is_no_request_taken_back(talk: Begin, wish: str, arrives: str, then: str) -> None:
    ask = talk({"service": "fms"})
    ask(wish)
    assert ask(arrives)["kind"] == "confirmation"
    assert ask(then)["answers"][0]["intent"] == "termination_withdraw"


@pytest.mark.parametrize(
    ("first", "told", "change"),
    [
        ("FMSのサーバは何台まで契約できますか", "いまは2台で、4台にしたいです", "2台 → 4台"),
        ("How many Mobility servers can FMS have?", "we have 2, please make it 4", "2 servers → 4 servers"),
    ],
)
def test_the_number_there_is_stands_apart_from_the_one_wanted(talk: Begin, first: str, told: str, change: str) -> None:
    ask = talk()
    ask(first)
    reply = ask(told)
    assert reply["kind"] == "confirmation"
    assert change in reply["text"]


@pytest.mark.parametrize(
    ("first", "more", "value", "agree"),
    [
        ("ライセンスを800にしてください", "帯域も変えたいです", "700Mで", "はい"),
        ("Set the licences to 800 please", "I'd like more bandwidth as well", "700M", "ok do both"),
    ],
)
def test_another_item_wished_for_is_asked_for_its_value(
    talk: Begin, first: str, more: str, value: str, agree: str
) -> None:
    ask = talk(CORE)
    assert ask(first)["kind"] == "confirmation"
    assert ask(more)["kind"] == "question"
    assert ask(value)["kind"] == "confirmation"
    reply = ask(agree)
    assert reply["kind"] == "receipt"
    assert "800" in reply["text"]
    assert "700M" in reply["text"]


STAFFED = {
    "service": "fms",
    "configuration": {"licences": 6000, "concurrent": 2000, "servers": 3, "region": "東京", "redundancy": False},
}


def test_a_smaller_step_leaves_the_other_item(talk: Begin) -> None:
    ask = talk(STAFFED)
    assert ask("サーバを3台増やして、ライセンスを500追加してください")["kind"] == "confirmation"
    reply = ask("サーバはやっぱり2台だけ増やします")
    assert reply["kind"] == "confirmation"
    assert "3台 → 5台" in reply["text"]
    assert "6,500ライセンス" in reply["text"]


def test_just_one_added_is_a_step(talk: Begin) -> None:
    ask = talk(STAFFED)
    assert ask("Add 3 servers please")["kind"] == "confirmation"
    assert "3 servers → 4 servers" in ask("no, add just one server")["text"]


def test_the_top_one_is_no_new_beginning(talk: Begin) -> None:
    ask = talk(STAFFED)
    ask("How many devices can connect at once?")
    reply = ask("the top one please")
    assert reply["kind"] == "confirmation"
    assert "15,000" in reply["text"]


@pytest.mark.parametrize(
    ("first", "beside", "agree"),
    [
        ("マルチリージョンを大阪で追加したい", "最低利用期間はありますか", "了解、追加でお願いします"),
        ("サーバを4台にしてください", "料金はいくら？", "じゃあ変更してください"),
        ("Add one server please", "what does it cost?", "ok, add it then"),
    ],
)
def test_the_change_by_its_verb_is_agreed_to(talk: Begin, first: str, beside: str, agree: str) -> None:
    ask = talk(STAFFED)
    assert ask(first)["kind"] == "confirmation"
    assert ask(beside)["kind"] == "answer"
    assert ask(agree)["kind"] == "receipt"


@pytest.mark.parametrize("text", ["それでは請求します", "では減額を請求させてください", "早速請求したいです"])
def test_a_claim_is_not_made_here(talk: Begin, text: str) -> None:
    ask = talk({"service": "ztna"})
    ask("10月20日に3時間止まりました。減額はありますか")
    assert ask(text)["answers"][0]["intent"] == "credit_claim"


@pytest.mark.parametrize("text", ["Coreの300Mで700にしてください", "Core、400Mで700にしたい"])
def test_a_number_after_another_value_is_of_another_item(talk: Begin, text: str) -> None:
    reply = talk(STARTER)(text)
    assert reply["kind"] == "confirmation"
    assert "700ライセンス" in reply["text"]
    assert "700M" not in reply["text"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Staff say the VPN is sluggish", "could we get more bandwidth?"),
        ("動作が遅いと言われます", "もっと帯域を増やせますか"),
    ],
)
def test_an_item_of_the_contract_asked_about_after_a_complaint(talk: Begin, first: str, then: str) -> None:
    ask = talk(STARTER)
    ask(first)
    decision = decided(ask(then))
    assert decision["outcome"] == "denied"
    assert any("bandwidth" in clause or clause.startswith("ztna:4.1.3") for clause in decision["clauses"])


@pytest.mark.parametrize("text", ["ok, go with Core at 500M then", "right, go for Core, 500M"])
def test_going_for_a_way_is_a_request(talk: Begin, text: str) -> None:
    ask = talk(STARTER)
    ask("Can we get 500M?")
    assert ask(text)["kind"] == "confirmation"
    assert ask("yes please")["kind"] == "receipt"


@pytest.mark.parametrize(
    ("first", "alone", "agree"),
    [
        ("ライセンスを7,000に、同時利用を15,000にしてください", "やっぱり7000だけで", "お願いします"),
        ("7,000 licences and 15,000 concurrent devices please", "only the 7,000", "yes"),
    ],
)
def test_the_item_of_a_number_is_wanted_alone(talk: Begin, first: str, alone: str, agree: str) -> None:
    ask = talk(STAFFED)
    assert ask(first)["kind"] == "confirmation"
    assert ask(alone)["kind"] == "confirmation"
    reply = ask(agree)
    assert reply["kind"] == "receipt"
    assert "7,000" in reply["text"]
    assert "15,000" not in reply["text"]


def test_yes_please_takes_what_may_be_requested(talk: Begin) -> None:
    ask = talk(CORE)
    assert decided(ask("Can we go to 500M?"))["outcome"] == "allowed"
    assert ask("yes please")["kind"] == "confirmation"


def test_yes_please_after_an_explanation_takes_nothing(talk: Begin) -> None:
    ask = talk(CORE)
    ask("What is the minimum term?")
    assert ask("yes please")["kind"] not in ("confirmation", "receipt")
