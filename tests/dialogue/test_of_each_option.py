"""Options asked about together, which service takes a number, what binds, and other turns of phrase."""

from __future__ import annotations

import pytest
from tests.replies import decided

from assistant.language.staff import as_of_iij

CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 1200, "bandwidth": 400, "region": "Osaka", "options": []},
}


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("Coreでマルチリージョンとsseアドオンは付けられますか", {"allowed", "denied"}),
        ("Does Core come with the option of multi-region, and can it have SSE as well?", {"allowed", "denied"}),
        ("Can Starter have the configuration change option and multi-region?", {"allowed", "denied"}),
        ("StarterでSSEとマルチリージョンは使えますか", {"denied"}),
        ("Can Complete have SSE and the transparent proxy?", {"allowed"}),
    ],
)
def test_every_option_is_answered(talk, text, outcomes):
    answers = talk()(text)["answers"]
    assert {a["decision"]["outcome"] for a in answers} == outcomes
    assert len(answers) == len(outcomes)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Starterの帯域とCoreの帯域はどう異なりますか", "explained"),
        ("CoreとCompleteでは、ログと帯域にどんな差がありますか", "explained"),
        ("300Mと1Gのあいだって、Completeだと何が選べるんですか", "explained"),
        ("FMSでは同時接続を4,000台と見込んでいます。同時利用デバイス数としてその数を指定できますか", "denied"),
        ("Mobilityサーバ11台でも契約してもらえますか", "denied"),
        ("FMS ties us in for two years, right?", "explained"),
        ("ZTNAって最低でも半年は縛られるんですよね", "explained"),
        ("To get out of ZTNA, is an e-mail from our director good enough?", "needs_human"),
        ("去年の春ごろからZTNAを使っています。今から導入支援オプションは頼めますか", "needs_human"),
        ("Is there an introduction-support option on FMS that would do the first set-up for us?", "denied"),
        ("バックボーンとの通信だけが落ちていた場合、ZTNAの保証基準を下回ったことになりますか", "explained"),
    ],
)
def test_what_is_asked_is_answered(talk, text, outcome):
    reply = talk()(text)
    assert (reply["kind"], decided(reply)["outcome"]) == ("answer", outcome)


@pytest.mark.parametrize(
    "text",
    [
        "A prospect needs 64,000 licences. Which of the two services takes that?",
        "64,000ライセンス。どちらのサービスなら契約できますか",
    ],
)
def test_which_service_takes_a_number(talk, text):
    found = {a["decision"]["clauses"][0].partition(":")[0]: a["decision"]["outcome"] for a in talk()(text)["answers"]}
    assert found == {"ztna": "denied", "fms": "allowed"}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Two more teams have joined: tack on 300 licences.", "allowed"),
        ("We would like to leave Core for Complete. Logs should be 90 days.", "allowed"),
    ],
)
def test_what_is_requested_is_recorded(talk, text, outcome):
    reply = talk(CORE)(text)
    assert (reply["kind"], decided(reply)["outcome"]) == ("confirmation", outcome)


def test_a_whole_order_that_is_complete_names_no_grade(talk):
    text = "FMS order: 1,000 licences, 2,000 concurrent devices, 1 Mobility server, Osaka. Complete as it stands?"
    assert decided(talk()(text))["outcome"] == "needs_info"


@pytest.mark.parametrize(
    "text",
    [
        "FMSがIIJの故障で30時間全く使えませんでした。いつ検知されたのかは聞いておりません。減額はいくらですか",
        "FMS was totally down for 30 hours, your fault. I have no idea when IIJ noticed. What is the credit?",
    ],
)
def test_when_iij_knew_is_asked_for(talk, text):
    assert talk()(text)["kind"] == "question"


def test_our_cause_is_iijs_in_the_console(talk):
    assert as_of_iij("当社原因の全断") == "IIJ原因の全断"


@pytest.mark.parametrize("text", ["I would like to hand in the claim, please", "減額の請求を出したいです"])
def test_a_claim_is_made_on_its_own_way(talk, text):
    say = talk({"service": "ztna"})
    say("ZTNA was down for 3 hours on 25 September 2026. Until when can we claim?")
    assert {a["intent"] for a in say(text)["answers"]} <= {"credit_claim", "claim_deadline"}


FMS = {
    "service": "fms",
    "configuration": {"licences": 5000, "concurrent": 2000, "servers": 3, "region": "Tokyo", "redundancy": False},
}


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("サーバ足して！3台を5台に", "fms:5.1.3"),
        ("Would you mind lifting our concurrent device allowance to 5,000?", "fms:5.1.2"),
        ("Business is slow, so take our licences down to 4,000.", "fms:5.1.1"),
    ],
)
def test_a_change_in_few_words(talk, text, clause):
    reply = talk(FMS)(text)
    assert reply["kind"] == "confirmation"
    assert clause in decided(reply)["clauses"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("FMSで同時に繋ぐのは4,000くらい。4,000ちょうどの枠はありますか", "denied"),
        ("Nobody has posted anything. Can we still get our FMS contract to end on 5 December 2026?", "computed"),
        ("I use FMS. A friend on the other product praises the SSE add-on; can I order it as well?", "denied"),
        ("Starterで、別の地域のゲートウェイも使えるオプションを付けられますか", "denied"),
        ("SSEアドオンの概要をご回示ください", "explained"),
        ("Can an already-running ZTNA customer still order introduction support?", "needs_human"),
        ("FMSの契約台数を一台も超えなければ、超過分の請求は来ないと考えてよいですか", "explained"),
    ],
)
def test_more_that_is_asked(talk, text, outcome):
    reply = talk()(text)
    assert (reply["kind"], decided(reply)["outcome"]) == ("answer", outcome)


def test_a_claim_that_is_too_late_is_no_cancellation(talk):
    text = "We were entitled to ask for the FMS reduction on 10 August 2026 but forgot. Are we too late as of today?"
    assert decided(talk()(text))["values"]["claim_deadline"] == "2026-11-10"


def test_what_there_is_now_in_few_words(talk):
    assert "3" in talk(FMS)("この契約 サーバ 現在何台")["text"]


@pytest.mark.parametrize("text", ["What is the home address of your manager?", "御社の社長の自宅の住所は？"])
def test_an_address_of_a_person_is_none_of_ours(talk, text):
    assert talk()(text)["kind"] in ("fallback", "handoff")


def test_a_whole_order_with_its_redundancy(talk):
    text = (
        "新規です。FMSを3,000ライセンス、同時利用5,000デバイス、Mobilityサーバ2台、"
        "リージョンは大阪、ゲートウェイは冗長構成という内容で問題ありませんか。"
    )
    assert decided(talk()(text))["outcome"] == "allowed"


def test_two_checks_beside_each_other(talk):
    cited = {
        c
        for a in talk()("FMSについてです。サーバを12台にできるか、それとIPv6で使えるか、教えてください")["answers"]
        for c in a["decision"]["clauses"]
    }
    assert {"fms:3.1.3", "fms:2.1"} <= cited
