"""What is taken back, corrected or asked anew in the course of a request or an outage."""

from __future__ import annotations

import pytest
from tests.replies import decided

FMS = {"licences": 1000, "concurrent": 2000, "servers": 4, "region": "東京", "redundancy": False, "options": []}


def test_options_and_items_are_taken_out_one_by_one(talk):
    say = talk({"service": "fms", "configuration": FMS})
    say("ライセンスを1,500、サーバを7台に。あわせて設定変更オプションもお願いします")
    without = say("オプションはやっぱりなしで")
    assert without["kind"] == "confirmation"
    assert "設定変更オプション" not in without["text"]
    left = say("サーバも今の台数のままにします")
    assert left["kind"] == "confirmation"
    assert "7台" not in left["text"]


def test_a_moment_that_was_told_wrong(talk):
    say = talk()
    say("ZTNA was out from 10:00 to 11:20 on 17 November. What do we get back?")
    assert decided(say("Sorry, it was back at 10:50, not 11:20"))["values"]["credit_fraction"] == "1/90"


def test_a_request_with_a_reason_before_it(talk):
    core = {"grade": "Core", "licences": 600, "bandwidth": 300, "region": "大阪"}
    say = talk({"service": "ztna", "configuration": core})
    assert decided(say("今600ライセンスなんですけど、640に増やしてもらえますか"))["outcome"] == "denied"
    assert say("じゃ、多いほうの650で")["kind"] == "confirmation"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("新規でStarterを検討しています。400ライセンスはいけますか", "answer"),
        ("We'd like to take out a new FMS contract with 1,800 licences", "question"),
    ],
)
def test_a_new_contract_and_one_value(talk, text, kind):
    assert talk()(text)["kind"] == kind


def test_a_day_just_before_the_one_named(talk):
    text = "ZTNA billing starts on 30 November. If our form reaches you on the 29th, when does the contract end?"
    assert decided(talk()(text))["values"]["effective_date"] == "2026-12-29"


def test_how_to_claim_after_a_deadline(talk):
    say = talk({"service": "fms"})
    say("9月10日に請求できるようになった減額は、まだ間に合いますか")
    answer = say("請求はどうやって出せばいいですか")["answers"][0]
    assert "fms:11.1#request" in {c["clause"] for c in answer["citations"]}


def test_from_when_new_servers_can_be_used(talk):
    say = talk({"service": "fms", "configuration": FMS})
    say("Please add two Mobility servers")
    say("Go ahead")
    answer = say("From what day will the new servers be available?")["answers"][0]
    assert "fms:5.1" in {c["clause"] for c in answer["citations"]}


def test_an_engineer_is_a_person(talk):
    assert talk()("I see. Could I speak to one of your engineers?")["kind"] == "handoff"


@pytest.mark.parametrize(
    ("first", "then", "fraction"),
    [
        (
            "ZTNA was out from 10:00 to 10:50 on 17 November. Any credit?",
            "And if we had two outages like that?",
            "1/45",
        ),
        ("ZTNAが40分止まりました。減額は？", "同じのが3回あったら？", "1/30"),
    ],
)
def test_the_same_outage_several_times(talk, first, then, fraction):
    say = talk()
    say(first)
    assert decided(say(then))["values"]["credit_fraction"] == fraction


def test_the_same_option_on_a_new_contract(talk):
    say = talk()
    say("Our ZTNA contract has been live since July. Can we still get the introduction support option?")
    answer = say("And for a brand new Starter contract?")["answers"][0]
    assert (answer["intent"], answer["decision"]["outcome"]) == ("option_eligibility", "allowed")
