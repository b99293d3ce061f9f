"""What a conversation goes on with: the days, the values, the outages and the options told before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest


def first(reply: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = reply["answers"][0]["decision"]
    return found


def clauses(reply: Mapping[str, Any]) -> set[str]:
    return {c for answer in reply["answers"] for c in answer["decision"]["clauses"]}


CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 700, "bandwidth": 300, "region": "Tokyo"},
}
FMS = {
    "service": "fms",
    "configuration": {"licences": 1000, "concurrent": 2000, "servers": 2, "region": "Tokyo", "redundancy": False},
}


@pytest.mark.parametrize(
    "text", ["why can't you just do it", "so why don't you do it?", "なんですぐ記録してくれないの"]
)
def test_why_it_is_not_done_confirms_nothing(talk: Callable[..., Any], text: str) -> None:
    say = talk(CORE)
    assert "confirmation" == say("please move our region to Osaka")["kind"]
    assert "receipt" != say(text)["kind"]


def test_why_at_once_is_no_question_what_it_is(talk: Callable[..., Any]) -> None:
    say = talk({"service": "ztna", "configuration": {"grade": "Complete", "licences": 300, "log": 90}})
    assert "confirmation" == say("SSEアドオンを追加してください")["kind"]
    assert "option_description" not in [a["intent"] for a in say("なんですぐ記録してくれないの")["answers"]]


def test_a_charge_is_reckoned_from_the_start_told_before(talk: Callable[..., Any]) -> None:
    say = talk({"service": "ztna"})
    say("Billing starts on 10 January 2027. Until when does the minimum term run?")
    assert first(say("and if our form gets to you on 20 December, is there a charge?"))["values"]["charge_due"] is True


def test_the_most_there_is_becomes_the_request(talk: Callable[..., Any]) -> None:
    say = talk(CORE)
    say("what's the max bandwidth on Core?")
    reply = say("set us to that please")
    assert "confirmation" == reply["kind"]
    assert "2G" in reply["text"]


def test_after_a_comparison_both_services_are_meant(talk: Callable[..., Any]) -> None:
    say = talk()
    say("ZTNAとFMSの違いを教えてください")
    assert {"ztna:8.1", "fms:12.1"} <= clauses(say("品質保証は？"))


def test_a_person_who_calls_back_is_asked_for(talk: Callable[..., Any]) -> None:
    say = talk()
    say("解約の手続きを教えてください")
    assert "handoff" == say("担当の方から電話もらえますか")["kind"]


def test_the_day_written_on_the_form_is_the_end(talk: Callable[..., Any]) -> None:
    say = talk({"service": "fms"})
    say("How do we stop the multi-region option?")
    say("The form would reach you on January 4")
    assert "2027-03-01" == first(say("and with 1 March written on it?"))["values"]["effective_date"]
    assert "2027-01-30" == first(say("latest arrival to make 1 March?"))["values"]["latest_arrival_date"]


def test_the_earliest_end_owes_nothing_to_the_day_wished_for(talk: Callable[..., Any]) -> None:
    say = talk()
    say("ZTNAを来年2月末で解約したい。申込書はいつまでに届けばいいですか")
    assert "2027-01-19" == first(say("逆に12月20日着だと最短でいつ解約になりますか"))["values"]["effective_date"]


def test_several_outages_together(talk: Callable[..., Any]) -> None:
    say = talk({"service": "ztna"})
    say("We had 50 minutes of downtime on Nov 3. Credit?")
    say("Another one on Nov 9, 14 hours")
    assert "1/9" == first(say("and both together?"))["values"]["credit_fraction"]


def test_an_outage_told_under_another_question_is_reckoned(talk: Callable[..., Any]) -> None:
    say = talk()
    say("ZTNA: the backbone link between your routers was down for 80 minutes. Is that an SLA breach?")
    assert "1/30" == first(say("what's the credit then?"))["values"]["credit_fraction"]


def test_a_bare_count_is_of_the_item_spoken_of_last(talk: Callable[..., Any]) -> None:
    say = talk()
    say("FMSをライセンス500、同時2000、サーバ2台、リージョン東京、冗長ありで契約できますか")
    assert "denied" == first(say("サーバ12台だと？"))["outcome"]
    assert "allowed" == first(say("9台なら？"))["outcome"]


def test_the_contract_put_together_stays_one(talk: Callable[..., Any]) -> None:
    say = talk()
    say("We'd like to sign up for FMS: 150 licences, 3,000 concurrent devices, 2 Mobility servers")
    say("OK then 200 licences and 2,000 concurrent")
    assert "allowed" == first(say("Tokyo, no redundancy"))["outcome"]


def test_another_option_takes_the_place_of_the_refused_one(talk: Callable[..., Any]) -> None:
    say = talk(FMS)
    assert "denied" == first(say("SSEアドオンを付けたいです"))["outcome"]
    reply = say("では設定変更オプションを申し込みます")
    assert "confirmation" == reply["kind"]
    assert "SSE" not in reply["text"]


def test_from_when_a_recorded_change_applies_is_not_another_change(talk: Callable[..., Any]) -> None:
    say = talk(FMS)
    say("同時利用を5,000に上げたいです")
    say("はい")
    assert "needs_human" == first(say("いつから5,000台使えるようになりますか"))["outcome"]


def test_the_whole_request_is_dropped(talk: Callable[..., Any]) -> None:
    say = talk(CORE)
    say("raise us to 900 licences")
    assert "smalltalk" == say("no, forget the whole thing")["kind"]
    assert "receipt" != say("yes")["kind"]


def test_two_values_refused_are_both_replaced(talk: Callable[..., Any]) -> None:
    say = talk(CORE)
    assert "denied" == first(say("Move us to Complete with 365 days of logs and 725 licences"))["outcome"]
    reply = say("fine: 360 days and 750")
    assert "confirmation" == reply["kind"]
    assert "360" in reply["text"]


def test_another_region_after_the_same_one(talk: Callable[..., Any]) -> None:
    say = talk()
    assert "denied" == first(say("東京リージョンのCoreですが、マルチリージョンも東京にできますか"))["outcome"]
    assert "allowed" == first(say("大阪なら？"))["outcome"]


def test_how_many_days_are_left_was_reckoned(talk: Callable[..., Any]) -> None:
    say = talk({"service": "fms"})
    say("課金開始 2026/12/1、解約申込書は11/26到着。調定金は発生しますか")
    assert 5 == first(say("残りは何日ですか"))["values"]["residual_days"]


def test_a_value_says_which_way_is_taken(talk: Callable[..., Any]) -> None:
    say = talk()
    assert "denied" == first(say("Can we get the transparent proxy on Starter?"))["outcome"]
    reply = say("ok do that with 500M")
    assert ("confirmation", "allowed") == (reply["kind"], first(reply)["outcome"])
    assert "Core" in reply["text"]


def test_the_reference_is_told_again(talk: Callable[..., Any]) -> None:
    say = talk(CORE)
    say("raise us to 900 licences")
    number = say("yes")["text"].split("**")[1]
    assert number in say("what's the reference again?")["text"]


@pytest.mark.parametrize("text", ["他に提案できるものは？", "What can I propose to them?"])
def test_what_can_be_proposed_after_a_refusal_is_the_way_there(talk: Callable[..., Any], text: str) -> None:
    say = talk({"service": "ztna", "configuration": {"grade": "Starter", "licences": 450, "region": "福岡"}})
    assert "denied" == first(say("お客様が600ライセンスを希望しています。可能ですか"))["outcome"]
    assert ["remedy"] == [a["intent"] for a in say(text)["answers"]]
