"""Where a question belongs: to what was spoken of last, to the request that waits, or to what its own message tells."""

from __future__ import annotations

import pytest
from tests.replies import decided

_FMS = {"service": "fms"}
_CHARGED_EN = "Billing began on 1 March 2026 and the form arrives on 10 December 2026. Is there a settlement?"
_CHARGED_JA = "課金開始は2026年3月1日で、申込書は12月10日に届きます。調定金はかかりますか"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (_CHARGED_EN, "Another matter. A settings change cut off part of our servers yesterday. Are you liable?"),
        (_CHARGED_EN, "Our remote users lost their hosts when the settings were changed. Is IIJ responsible?"),
        (_CHARGED_JA, "別件ですが、設定変更のあとに一部のホストへつながらなくなりました。そちらの責任になりますか"),
    ],
)
def test_a_question_on_what_its_message_tells_leaves_the_end(talk, first, then):
    say = talk(_FMS)
    say(first)
    reply = decided(say(then))
    assert reply["rule"] != "early-termination"
    assert any(c.startswith("fms:12.2") for c in reply["clauses"])


@pytest.mark.parametrize(
    ("first", "value", "denied", "allowed"),
    [
        ("How long can logs be kept?", "on Complete, is 45 possible?", True, False),
        ("Which log retention can be chosen on Complete?", "would 180 do?", False, True),
        ("ログの保存期間は選べますか", "Completeで45にできますか", True, False),
        ("ログの保存期間は選べますか", "Completeで180はいけますか", False, True),
    ],
)
def test_a_bare_number_is_of_the_item_spoken_of(talk, first, value, denied, allowed):
    say = talk({"service": "ztna"})
    say(first)
    reply = decided(say(value))
    assert "ztna:4.1.2" in reply["clauses"]
    assert (reply["outcome"] == "denied", reply["outcome"] == "allowed") == (denied, allowed)


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        ("Can log retention be chosen?", "could a Complete contract drop from 180 to 90?", "ztna:6.1.3"),
        ("ログの保存期間は選べますか", "Completeの契約で、後から360から180に減らせますか", "ztna:6.1.3"),
        ("What bandwidth can Core have?", "can that go from 500 up to 1000 later?", "ztna:6.1.4"),
    ],
)
def test_from_one_number_to_another_is_a_change_of_that_item(talk, first, then, clause):
    say = talk({"service": "ztna"})
    say(first)
    assert clause in decided(say(then))["clauses"]


@pytest.mark.parametrize(
    "asks",
    [
        "How long must ZTNA be down before we get the whole monthly fee back?",
        "At what point does a ZTNA outage earn a full month's credit?",
        "ZTNAがどのくらい止まったら月額が全額戻りますか",
    ],
)
def test_from_which_length_all_of_the_fee_comes_back(talk, asks):
    reply = talk()(asks)
    assert reply["kind"] == "answer"
    assert "14" in reply["text"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("How much would we get back for an outage on ZTNA?", "How long until the entire monthly fee comes back?"),
        ("ZTNAが止まったらいくら減額されますか", "全額戻るのは何日止まった場合ですか"),
    ],
)
def test_the_table_asked_about_while_the_length_is_to_be_told(talk, first, then):
    say = talk()
    say(first)
    reply = say(then)
    assert reply["kind"] == "answer"
    assert "14" in reply["text"]


def test_when_a_credit_is_paid_asks_for_no_length(talk):
    say = talk()
    say("ZTNA was down for 5 hours. Credit?")
    assert say("when is the full credit paid?")["answers"][0]["intent"] != "credit_table"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("What does a ZTNA outage give?", "Would three long outages together exceed that?"),
        ("How much credit does a ZTNA outage give?", "can several incidents come to more than the monthly fee?"),
        ("ZTNAの障害の減額はどう決まりますか", "長い障害が2回あれば月額を超えることもありますか"),
    ],
)
def test_whether_several_outages_give_more_than_the_fee(talk, first, then):
    say = talk()
    say(first)
    assert say(then)["answers"][0]["intent"] == "credit_cap"


@pytest.mark.parametrize(
    ("first", "then", "value", "day"),
    [
        (
            "By when must the form arrive for our ZTNA contract to end on 31 March 2027?",
            "and if we move it to 31 May?",
            "latest_arrival_date",
            "2027-05-01",
        ),
        (
            "FMSを2027年3月31日で終えるには、いつまでに書類が届けばいいですか",
            "5月31日まで延ばしたら？",
            "latest_arrival_date",
            "2027-05-01",
        ),
        (
            "FMS billing starts on 10 January 2027. When does the minimum term end?",
            "and if it slips to 20 January?",
            "minimum_term_end",
            "2027-02-19",
        ),
    ],
)
def test_the_day_something_is_moved_to(talk, first, then, value, day):
    say = talk()
    say(first)
    assert decided(say(then))["values"][value] == day


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("FMS billing starts on 10 January 2027. When does the minimum term end?", "do options have one as well?"),
        ("ZTNAの課金開始は2027年1月10日です。最低利用期間はいつまで？", "オプションにもありますか"),
        ("How long is the minimum term on ZTNA?", "and the options, do they have one too?"),
    ],
)
def test_whether_options_have_a_minimum_term_too(talk, first, then):
    say = talk()
    say(first)
    reply = say(then)
    assert reply["answers"][0]["intent"] == "minimum_term_length"
    assert reply["answers"][0]["decision"]["outcome"] == "explained"


_STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 300, "region": "Tokyo"}}


@pytest.mark.parametrize(
    ("request_", "doubt"),
    [
        ("Please move us to Core with 700M", "wait, is 700M really something you sell?"),
        ("Coreに変更して帯域を700Mにしてください", "700Mって本当に選べるんですか"),
    ],
)
def test_a_value_of_the_request_is_judged_for_its_grade(talk, request_, doubt):
    say = talk(_STARTER)
    assert say(request_)["kind"] == "confirmation"
    reply = say(doubt)
    assert decided(reply)["outcome"] != "denied"
    assert reply["kind"] in ("answer", "confirmation")


def test_a_value_for_the_present_grade_is_judged_for_that(talk):
    say = talk(_STARTER)
    say("Please move us to Core with 700M")
    assert decided(say("would 700M be possible on Starter?"))["outcome"] == "denied"


_WITH_OPTIONS = {
    "service": "ztna",
    "configuration": {
        "grade": "Complete",
        "licences": 300,
        "bandwidth": 200,
        "log": 90,
        "region": "Tokyo",
        "options": ["sse", "multi_region"],
        "mr_region": "Osaka",
    },
}


@pytest.mark.parametrize(
    ("request_", "asks", "billed"),
    [
        (
            "Please drop the SSE add-on",
            "What is the minimum term of the multi-region option?",
            "Billing of multi-region started on 10 January 2027.",
        ),
        (
            "ログを180日に変更してください",
            "マルチリージョンオプションの最低利用期間は？",
            "マルチリージョンは2027年1月10日に課金開始です",
        ),
    ],
)
def test_the_billing_start_of_an_option_asked_about_beside_a_request(talk, request_, asks, billed):
    say = talk(_WITH_OPTIONS)
    say(request_)
    say(asks)
    assert decided(say(billed))["values"]["minimum_term_end"] == "2027-02-09"
