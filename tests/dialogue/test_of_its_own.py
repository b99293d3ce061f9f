"""Messages for themselves: another item, a value wanted, praise, a notice just read, an outage told anew, an order."""

from __future__ import annotations

import pytest
from tests.replies import decided

_FMS = {
    "service": "fms",
    "configuration": {"licences": 3000, "concurrent": 2000, "servers": 2, "region": "Tokyo", "redundancy": False},
}
_CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 450, "bandwidth": 300, "region": "Osaka", "options": []},
}
_STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 250, "region": "Sendai"}}
_COMPLETE = {
    "service": "ztna",
    "configuration": {
        "grade": "Complete",
        "licences": 2500,
        "bandwidth": 1000,
        "log": 360,
        "region": "Tokyo",
        "options": ["sse", "transparent_proxy"],
    },
}


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        ("Can gateway redundancy be switched on for this contract?", "And five servers?", "fms:3.1.3"),
        ("Is it possible to have 3,050 licences?", "And how about 5,000 devices at once?", "fms:3.1.2"),
        ("冗長構成をありに変更できますか", "サーバを4台にするのは？", "fms:3.1.3"),
        ("ライセンスを3,050にできますか", "同時利用を5,000にするのは？", "fms:3.1.2"),
    ],
)
def test_another_item_is_not_judged_by_what_the_first_was_refused_for(talk, first, then, clause):
    say = talk(_FMS)
    assert decided(say(first))["outcome"] != "allowed"
    answer = decided(say(then))
    assert answer["outcome"] == "allowed"
    assert clause in answer["clauses"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Can we go from Core to Starter?", "even with just 100 licences?"),
        ("CoreからStarterに変更できますか", "100ライセンスでもダメですか"),
    ],
)
def test_a_condition_does_not_make_a_question_of_its_own(talk, first, then):
    say = talk(_CORE)
    say(first)
    assert decided(say(then))["outcome"] == "denied"


@pytest.mark.parametrize("wants", ["Do 200M then", "ok, go for 200M", "Right, make it 200M please.", "じゃあ200Mで"])
def test_a_value_wanted_after_what_there_is_is_a_request(talk, wants):
    say = talk(_CORE)
    say("what's the least bandwidth we can have?" if wants.isascii() else "帯域は最低いくつですか")
    assert say(wants)["kind"] == "confirmation"


@pytest.mark.parametrize("asks", ["Do 450 licences work on Core?", "Does 200M cost less?"])
def test_a_value_with_a_verb_of_its_own_is_asked_about(talk, asks):
    assert talk(_CORE)(asks)["kind"] == "answer"


@pytest.mark.parametrize(
    ("first", "leaves"),
    [
        ("Could we have 200M?", "Never mind, leave everything as it is."),
        ("Could we have 500 licences?", "Forget it, we'll leave things the way they are for now."),
        ("帯域を200Mに下げられますか", "やっぱりやめておきます、今のままで。"),
        ("500ライセンスにできますか", "いや、結構です。現状のままにします。"),
    ],
)
def test_what_was_only_asked_about_is_left(talk, first, leaves):
    say = talk(_CORE)
    say(first)
    assert say(leaves)["kind"] == "smalltalk"
    assert say("yes" if first.isascii() else "はい")["kind"] == "smalltalk"


@pytest.mark.parametrize(
    ("first", "thanks"),
    [
        ("FXZ was down for 12 hours on November 18. What is the credit?", "Great stuff, ta"),
        ("FXZ was down for 12 hours on November 18. What is the credit?", "Oh brilliant"),
        ("FXZ was down for 12 hours on November 18. What is the credit?", "Lovely, much obliged."),
        ("ZTNAが2時間止まりました。減額は？", "さすが、助かる"),
        ("ZTNAが2時間止まりました。減額は？", "なるほど、すごいですね"),
    ],
)
def test_praise_after_an_outage_is_taken_as_thanks(talk, first, thanks):
    say = talk()
    say(first)
    reply = say(thanks)
    assert (reply["kind"], reply["answers"]) == ("smalltalk", [])


@pytest.mark.parametrize(
    ("request_", "asks"),
    [
        ("Take us down to Core and drop the SSE add-on, please.", "Would the transparent proxy survive on Core?"),
        ("Please move us to Core and remove SSE.", "Does the transparent proxy live on under Core?"),
        ("Coreに変更して、SSEアドオンは外してください。", "透過型プロキシはCoreでも生き残りますか"),
        ("Coreへの変更をお願いします。SSEはやめます。", "Core上で透過型プロキシは動きますか"),
    ],
)
def test_an_option_asked_about_on_a_grade_is_judged_alone(talk, request_, asks):
    say = talk(_COMPLETE)
    say(request_)
    answer = decided(say(asks))
    assert answer["outcome"] == "allowed"
    assert "ztna:7.2.2" in answer["clauses"]


@pytest.mark.parametrize(
    ("shown", "asks", "clause"),
    [
        (
            ["show me ZTNA article 15", "what's the FMS counterpart?"],
            "how many days ahead is that notice given?",
            "fms:14.1",
        ),
        (["show me FMS article 14", "and the ZTNA counterpart?"], "how long in advance do you warn us?", "ztna:15.1"),
        (["ZTNAの15条を見せて", "FMSだと何条？"], "その通知は何日前に来ますか", "fms:14.1"),
        (["FMSの14条を見せて", "ZTNAで対応する条は？"], "事前の通知はどのくらい前ですか", "ztna:15.1"),
        (["May IIJ change our ZTNA settings?"], "how much notice will you give of that?", "ztna:15.1"),
    ],
)
def test_the_notice_just_read_about_is_meant(talk, shown, asks, clause):
    say = talk()
    for text in shown:
        say(text)
    assert clause in decided(say(asks))["clauses"]


@pytest.mark.parametrize(
    ("part", "whole", "fraction"),
    [
        (
            "Only our Kyushu branch can't get on, everybody else is working, for 30 hours now. Any reduction?",
            "Scratch that, it's everyone now. Total blackout, IIJ has admitted fault, and you have known for 50 hours.",
            "1/15",
        ),
        (
            "Some of our users were cut off for 26 hours. Any credit?",
            "Sorry, it is everybody. A complete blackout, IIJ's fault, 74 hours from when IIJ knew.",
            "1/10",
        ),
        (
            "福岡支店だけ30時間つながりません。減額はありますか",
            "訂正します、全社で使えなくなりました。IIJの責任で、IIJが把握してから50時間です。",
            "1/15",
        ),
        (
            "一部の社員だけ28時間使えません。減額になりますか",
            "いや、いまは全員が使えません。IIJの過失で、把握されてから73時間になります。",
            "1/10",
        ),
    ],
)
def test_an_outage_told_anew_as_total(talk, part, whole, fraction):
    say = talk({"service": "fms"})
    assert decided(say(part))["outcome"] == "needs_human"
    answer = decided(say(whole))
    assert answer["outcome"] == "computed"
    assert answer["values"]["credit_fraction"] == fraction


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        ("We're getting ready for ZTNA. Does it come with an internet line?", "What else is on our side?", "ztna:5.2"),
        ("Is an internet line part of ZTNA?", "Anything else we have to get ready?", "ztna:5.2"),
        ("ZTNAにインターネット回線は含まれますか", "ほかにこちらで用意するものは？", "ztna:5.2"),
        ("FMSに回線は付いてきますか", "他には何が必要ですか", "fms:4.2"),
        (
            "With ZTNA, do we have to disclose anything if our network is from another carrier?",
            "And should we swap that carrier next year?",
            "ztna:5.3",
        ),
        ("ZTNAで、他社の回線を使う場合に伝えることはありますか", "来年その回線を乗り換えたら？", "ztna:5.3"),
    ],
)
def test_what_lies_around_the_service_is_gone_on_with(talk, first, then, clause):
    say = talk()
    say(first)
    assert clause in decided(say(then))["clauses"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            "We're getting ready for ZTNA. Does it come with an internet line?",
            "Could your people do the initial set-up for us?",
        ),
        ("We haven't signed yet, ZTNA is new to us. Is IPv6 possible?", "Please do the initial set-up for us."),
        ("ZTNAの導入を検討しています。回線は付いてきますか", "最初の設定をやってもらえますか"),
        ("まだ契約していないのですが、ZTNAはIPv6を使えますか", "導入支援オプションをお願いできますか"),
    ],
)
def test_an_option_of_a_contract_not_yet_made(talk, first, then):
    say = talk()
    say(first)
    reply = say(then)
    assert (reply["kind"], decided(reply)["outcome"]) == ("answer", "allowed")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            "We're getting ready for ZTNA. Is IPv6 possible?",
            "We have been live for a year now. Do the initial set-up for us, please.",
        ),
        ("ZTNAの導入を検討しています。IPv6は使えますか", "すでに使い始めて1年です。最初の設定をやってもらえますか"),
    ],
)
def test_a_running_contract_is_past_its_introduction(talk, first, then):
    say = talk()
    say(first)
    assert decided(say(then))["outcome"] == "needs_human"


@pytest.mark.parametrize(
    ("first", "supposed", "request_", "value"),
    [
        ("we want 550 licences", "and on Complete?", "ok raise the change: Complete, 550 licences, 200M", "90 then"),
        (
            "can they have 600 licences?",
            "and on Complete?",
            "Raise it: Complete with 600 licences at 500M",
            "make it 180",
        ),
        ("550ライセンスにしたい", "Completeなら？", "ではCompleteで550ライセンス、200Mに変更をお願いします", "90で"),
        ("600ライセンスにできますか", "Completeだと？", "Complete、600ライセンス、1Gで申請してください", "360日で"),
    ],
)
def test_what_a_change_newly_needs_is_asked_for(talk, first, supposed, request_, value):
    say = talk(_STARTER)
    say(first)
    say(supposed)
    reply = say(request_)
    assert (reply["kind"], [m["slot"] for m in reply["missing"]]) == ("question", ["log"])
    assert say("log 120" if value.isascii() else "ログは120日")["kind"] == "answer"
    reply = say(value)
    assert (reply["kind"], decided(reply)["result"]["grade"]) == ("confirmation", "Complete")
