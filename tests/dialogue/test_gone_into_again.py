"""What is gone into again: the fee told for the credit, another service, another day, other values, the way back."""

from __future__ import annotations

import pytest
from tests.replies import decided

STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 200, "region": "東京"}}
FMS = {
    "service": "fms",
    "configuration": {"licences": 5000, "concurrent": 5000, "servers": 4, "region": "Tokyo", "redundancy": False},
}


def said(talk, context, *turns):
    """The last reply of a conversation."""
    conversation = talk(context)
    return [conversation(turn) for turn in turns][-1]


@pytest.mark.parametrize(
    "asks",
    [
        "what does that come to in yen at a basic fee of 300,000 a month?",
        "our basic monthly fee is 300,000 yen. In yen, then?",
        "基本料金は月30万円です。円でいくらになりますか",
    ],
)
def test_the_fee_told_for_the_credit_spoken_of(talk, asks):
    reply = said(talk, None, "ZTNA was down for 5 hours, every VPN device. What is the credit?", asks)
    assert decided(reply)["values"]["credit_amount_exact"] == "10000"


@pytest.mark.parametrize(
    ("first", "asks", "fraction"),
    [
        (
            "FMSがIIJの責任で全面停止し、IIJが知ってから2日間でした。減額の割合は？",
            "すみません、ZTNAのほうの契約です。同じ2日間だとどうなりますか",
            "1/5",
        ),
        (
            "ZTNA was down for 49 hours, every VPN device. What is the credit?",
            "Pardon, our contract is FMS. And with the same 49 hours, by IIJ's fault?",
            "1/15",
        ),
    ],
)
def test_the_service_put_right_before_the_question(talk, first, asks, fraction):
    assert decided(said(talk, None, first, asks))["values"]["credit_fraction"] == fraction


@pytest.mark.parametrize(
    ("asks", "by"),
    [
        ("and for another two hours on 20 June 2026?", "2026-09-20"),
        ("7月1日にももう1回2時間ありました。そちらは？", "2026-10-01"),
    ],
)
def test_the_claim_of_one_more_outage(talk, asks, by):
    first = "ZTNA was down for two hours on 31 August 2026. Until when can we claim the credit?"
    reply = said(talk, None, first, asks)
    assert [a["intent"] for a in reply["answers"]] == ["claim_deadline"]
    assert decided(reply)["values"]["claim_deadline"] == by


@pytest.mark.parametrize(
    "asks",
    ["How late may it reach you and still make that day?", "その日に間に合わせるには、遅くともいつ届けばいいですか"],
)
def test_until_when_the_form_must_arrive_for_the_day_told(talk, asks):
    first = "The FMS cancellation form arrives on 5 January 2027 and names 31 March 2027. When does the contract end?"
    assert decided(said(talk, None, first, asks))["values"]["latest_arrival_date"] == "2027-03-01"


@pytest.mark.parametrize(
    ("first", "asks"),
    [
        ("ZTNAのCoreの月額はいくらですか", "1,000ライセンスで契約したときの料金でいいのですが"),
        ("How much is ZTNA Complete a month?", "just the figure for 500 licences, say"),
    ],
)
def test_an_amount_for_a_contract_told_closer(talk, first, asks):
    assert said(talk, None, first, asks)["answers"][0]["intent"] == "price"


@pytest.mark.parametrize("asks", ["and could we go back to Starter some day?", "そのあとStarterに戻せますか"])
def test_the_way_back_after_a_change_of_the_bandwidth(talk, asks):
    turns = ("Move us to Core with 1G please", "yes, go ahead", "could we change the bandwidth again later on?", asks)
    reply = said(talk, STARTER, *turns)
    assert decided(reply)["outcome"] == "denied"
    assert "ztna:6.1.1" in decided(reply)["clauses"]


@pytest.mark.parametrize(
    "posts",
    [
        "We post it on 1 December. Are the 30 days counted from posting?",
        "12月1日に投函します。30日は投函日から数えますか",
    ],
)
def test_a_day_of_posting_before_the_arrival_told_opens_nothing_again(talk, posts):
    first = "Please cancel FMS. The prescribed form reaches you on 4 December 2026"
    reply = said(talk, None, first, posts)
    assert (reply["kind"], reply["answers"][0]["intent"]) == ("answer", "termination_how")
    assert not reply["missing"]


@pytest.mark.parametrize(
    ("first", "asks", "day"),
    [
        ("ZTNAを解約したいです", "到着は3日の予定です", "2027-01-02"),
        ("FMSの申込書を12月20日に出します。いつ終わりますか", "着くのは22日です", "2027-01-21"),
    ],
)
def test_a_day_of_the_month_where_a_day_was_asked_for(talk, first, asks, day):
    assert decided(said(talk, None, first, asks))["values"]["effective_date"] == day


@pytest.mark.parametrize(
    ("first", "asks", "takes"),
    [
        ("Can we lower the concurrent devices to 3,000?", "Which numbers are there below 5,000?", "Then take that"),
        ("同時利用を3,000にできますか", "5,000より下だと何がありますか", "ではそれでお願いします"),
    ],
)
def test_the_values_on_one_side_of_a_number(talk, first, asks, takes):
    conversation = talk(FMS)
    conversation(first)
    assert conversation(asks)["answers"][0]["intent"] == "concurrent_limits"
    reply = conversation(takes)
    assert reply["kind"] in ("confirmation", "question", "choice")  # and not taken back


def test_a_rule_of_an_option_beside_a_change_that_waits(talk):
    conversation = talk(STARTER)
    conversation("Move us to Core with 300M")
    reply = conversation("does the multi-region option come with it?")
    assert (reply["kind"], reply["answers"][0]["intent"]) == ("answer", "option_order")
    conversation("please add it, second region Osaka")
    reply = conversation("fine, go ahead with all of it")
    assert reply["kind"] == "receipt"
    assert {c["item"] for c in decided(reply)["difference"]} == {"grade", "bandwidth", "options", "mr_region"}


@pytest.mark.parametrize(
    "asks", ["and if the line is not IIJ's but another provider's?", "回線がIIJ以外のものだったら？"]
)
def test_the_network_of_another_provider_after_what_to_prepare(talk, asks):
    reply = said(talk, None, "What do we have to prepare before using ZTNA?", asks)
    assert "ztna:5.3" in decided(reply)["clauses"]


@pytest.mark.parametrize(
    "leaves",
    [
        "やっぱりサーバはなし",
        "サーバは増やさなくていいです",
        "サーバは4台のままで",
        "The servers need not change after all",
        "let's keep four servers",
        "no more servers, please",
    ],
)
def test_an_item_taken_out_of_the_request(talk, leaves):
    reply = said(talk, FMS, "Please raise licences to 5,500 and servers to 6", leaves)
    assert reply["kind"] == "confirmation"
    assert [c["item"] for c in decided(reply)["difference"]] == ["licences"]


@pytest.mark.parametrize("leaves", ["we would rather stay at four servers", "サーバは4台のままにします"])
def test_the_only_item_taken_out_gives_the_request_up(talk, leaves):
    conversation = talk(FMS)
    conversation("Please raise servers to 6")
    assert conversation(leaves)["kind"] == "smalltalk"
    assert conversation("yes")["kind"] != "receipt"


def test_a_value_that_only_what_was_supposed_last_can_take(talk):
    conversation = talk(
        {"service": "ztna", "configuration": {**STARTER["configuration"], "grade": "Core", "bandwidth": 300}}
    )
    conversation("cust wants 2,000 licences")
    conversation("what if they upgraded to Complete?")
    reply = conversation("180 days of logs, they say")
    assert (reply["kind"], decided(reply)["outcome"]) == ("confirmation", "allowed")
    assert {c["item"] for c in decided(reply)["difference"]} == {"licences", "grade", "log"}


@pytest.mark.parametrize("done", ["confirm", "では記録してください"])
def test_what_was_only_asked_about_is_to_be_recorded(talk, done):
    reply = said(talk, FMS, "Would 6 servers be possible for us?", done)
    assert reply["kind"] == "confirmation"


def test_an_option_dropped_and_kept_after_all_is_no_part_of_the_request(talk):
    configuration = {
        "grade": "Complete",
        "licences": 900,
        "bandwidth": 1000,
        "log": 360,
        "region": "東京",
        "options": ["sse"],
    }
    turns = (
        "ログを90日にしてください",
        "あとSSEアドオンも要りません",
        "やっぱりSSEは残してください",
        "全部まとめてお願いします",
    )
    reply = said(talk, {"service": "ztna", "configuration": configuration}, *turns)
    assert reply["kind"] == "receipt"
    assert [c["item"] for c in decided(reply)["difference"]] == ["log"]


@pytest.mark.parametrize(
    ("first", "right"),
    [
        (
            "ZTNA was down, all VPN devices, from 21:00 on 2 November to 03:00 on 3 November 2026. Credit?",
            "make that 13:30",
        ),
        ("ZTNAの全VPN装置が2026年11月2日21時から3日3時まで停止。減額は？", "すみません、13時30分でした"),
    ],
)
def test_the_end_of_an_outage_put_right_by_its_hour(talk, first, right):
    conversation = talk()
    assert decided(conversation(first))["values"]["credit_fraction"] == "1/30"
    assert decided(conversation(right))["values"]["credit_fraction"] == "1/10"


@pytest.mark.parametrize(
    "told",
    [
        "FMSが2026年11月10日の9時から11日の15時まで全部止まりました。IIJの責任です。IIJが知ったのは10時です。減額は？",
        "FMS was down completely from 9:00 on 10 November to 15:00 on 11 November 2026, by your fault. "
        "You noticed at 10:00. Any credit?",
    ],
)
def test_the_hour_at_which_an_outage_was_known_is_the_first_such(talk, told):
    assert decided(talk()(told))["values"]["credit_fraction"] == "1/30"


def test_a_suspension_without_its_announcement(talk):
    turns = (
        "ZTNA was off for three hours, announced by you under Article 24(2) of the General Terms. Any credit?",
        "and without such an announcement?",
    )
    assert decided(said(talk, None, *turns))["values"]["credit_fraction"] == "1/30"


@pytest.mark.parametrize(
    ("asks", "outcome"), [("透過プロキシは？", "denied"), ("what about the configuration change option?", "allowed")]
)
def test_an_option_after_what_a_grade_has(talk, asks, outcome):
    assert decided(said(talk, None, "Starterの内容を教えてください", asks))["outcome"] == outcome


def test_another_of_the_values_just_shown_for_an_item_of_the_request(talk):
    turns = ("Move us to Complete with 1G and 90 days of logs", "which log values are there?", "make it 360 then")
    reply = said(talk, STARTER, *turns)
    assert reply["kind"] == "confirmation"
    assert {"item": "log", "before": None, "after": 360} in decided(reply)["difference"]
