"""What is told beside a question decides what is asked: of an option, of money, of an order, of a second service."""

from __future__ import annotations

import pytest
from tests.replies import decided


@pytest.mark.parametrize(
    ("text", "intent", "outcome"),
    [
        ("Mobilityサーバは今2台です。8台にする変更はできますか", "change_check", "allowed"),
        ("Starterの100Mだと細くて困っています。太くする方法ありますか", "value_check", "denied"),
        (
            "Coreを500ライセンス、400Mで申し込むつもりです。ほかに何を指定すればいいですか",
            "configuration_check",
            "needs_info",
        ),
        ("回線の手配が遅れて利用開始が延びた場合、IIJに賠償してもらえますか", "not_ready_liability", "explained"),
        ("Our headcount is about 70,000. Can Complete hold a licence each?", "value_check", "denied"),
        ("How long are we tied to the multi-region option on ZTNA?", "minimum_term_length", "explained"),
        (
            "We may drop the FMS multi-region option after a week. Is there a charge?",
            "option_minimum_term_consequence",
            None,
        ),
        ("SSEアドオンって別料金？", "option_fee", "explained"),
        (
            "We changed our internet provider and never told you. What happens on ZTNA?",
            "network_disclosure",
            "explained",
        ),
        ("契約は2000台で、ピークもちょうど2000台でした。超過になりますか", "usage_excess", "explained"),
    ],
)
def test_what_is_asked(talk, text, intent, outcome):
    answer = talk()(text)["answers"][0]
    assert answer["intent"] == intent
    assert outcome in (None, answer["decision"]["outcome"])


def test_the_same_asked_of_both_services(talk):
    reply = talk()("A 2-hour outage: what do we get back on ZTNA and what do we get back on FMS?")
    assert [(a["intent"], a["decision"]["service"]) for a in reply["answers"]] == [
        ("credit", "ztna"),
        ("credit", "fms"),
    ]


def test_outages_told_with_their_count(talk):
    reply = talk()("ZTNAで40分と90分の2回、障害がありました。減額は合計でいくらですか")
    assert decided(reply)["values"]["credit_fraction"] == "2/45"


def test_option_stopped_on_a_day(talk):
    reply = talk()("FMSのマルチリージョンオプションを来年2/28付でやめたい。紙はいつまでに届けばいい？")
    assert decided(reply)["values"]["latest_arrival_date"] == "2027-01-29"


def test_grade_left_for_another(talk):
    ztna = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 300, "region": "大阪"}}
    reply = talk(ztna)("Starterやめて、Coreの300Mにしてください")
    assert (reply["kind"], decided(reply)["outcome"]) == ("confirmation", "allowed")


@pytest.mark.parametrize("text", ["冗長構成をオフからオンにしてください", "Please turn redundancy from no to yes"])
def test_redundancy_turned_on(talk, text):
    fms = {"licences": 500, "concurrent": 2000, "servers": 2, "region": "東京", "redundancy": False}
    assert decided(talk({"service": "fms", "configuration": fms})(text))["outcome"] == "needs_human"


def test_end_date_told_in_other_words(talk):
    text = "The form arrives on 1 December, but the end date we put in is 28 February 2027. When does FMS end?"
    assert decided(talk()(text))["values"]["effective_date"] == "2027-02-28"


def test_state_of_the_contract_is_an_answer(talk):
    contract = {"service": "ztna", "configuration": {"grade": "Core", "licences": 450, "bandwidth": 300}}
    reply = talk(contract)("うちって今何ライセンスだっけ？")
    assert reply["kind"] == "answer"
    assert "450" in reply["text"]
    assert talk()("うちって今何ライセンスだっけ？")["kind"] == "smalltalk"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "FMS: on the form 15 March 2027 is entered as the date, and our courier hands the form to you on "
            "10 January 2027. When are we out?",
            {"effective_date": "2027-03-15"},
        ),
        (
            "We'd like the FMS multi-region option turned off on 31 March 2027. When must the form be with IIJ?",
            {"latest_arrival_date": "2027-03-01"},
        ),
    ],
)
def test_days_by_what_is_done_on_them(talk, text, values):
    assert decided(talk()(text))["values"].items() >= values.items()


def test_a_form_that_was_only_posted_has_not_arrived(talk):
    reply = talk()("We dropped our ZTNA cancellation form into a mailbox on Monday. When does the contract end?")
    assert reply["kind"] == "question"
    assert [m["slot"] for m in reply["missing"]] == ["arrival"]


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("Not about ZTNA but the older one: how is it cancelled?", "fms"),
        ("FMSではなく、もう一方の解約方法を教えてください", "ztna"),
        ("ZTNAじゃないほうのライセンスの単位は？", "fms"),
    ],
)
def test_service_that_is_not_meant(talk, text, service):
    assert {a["decision"]["service"] for a in talk()(text)["answers"]} == {service}


def test_changes_joined_in_one_question_are_one(talk):
    text = "We hold a Starter contract in Osaka. May we move to Core with 500M and order multi-region for Tokyo too?"
    reply = talk()(text)
    assert len(reply["answers"]) == 1
    assert decided(reply)["outcome"] == "allowed"


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("Can Core have 300M and can Starter have SSE?", ["allowed", "denied"]),
        ("Is 5G fine for Complete, and is multi-region fine for Core?", ["denied", "allowed"]),
        ("CoreでSSE、Completeで透過プロキシは使えますか", ["denied", "allowed"]),
        ("Starterで800ライセンスとCoreで800ライセンスはどちらも可能ですか", ["denied", "allowed"]),
    ],
)
def test_two_grades_in_one_question_are_two(talk, text, outcomes):
    assert [a["decision"]["outcome"] for a in talk()(text)["answers"]] == outcomes


def test_what_comes_before_the_comma_is_part_of_the_question(talk):
    text = "Before changing our number of concurrent devices for overuse, does IIJ tell us, and how far ahead?"
    assert talk()(text)["answers"][0]["intent"] == "concurrency_by_iij"


@pytest.mark.parametrize(
    "text",
    ["ゲートウェイの冗長構成は契約した後でも付けられますか", "Can redundancy be had after the contract has begun?"],
)
def test_redundancy_afterwards_is_a_change(talk, text):
    assert decided(talk()(text))["outcome"] == "needs_human"


def test_a_step_that_is_told_needs_no_choice(talk):
    fms = {"licences": 900, "concurrent": 2000, "servers": 2, "region": "東京", "redundancy": False}
    text = "同時利用数を2,000から5,000へ上げることを検討しています。規程上、このような変更は可能でしょうか。"
    assert decided(talk({"service": "fms", "configuration": fms})(text))["outcome"] == "allowed"


def test_one_ending_is_told_once(talk):
    text = "FMSの解約の件で確認させてください。申込書は12月1日着です。解約日はいつですか"
    assert len(talk()(text)["answers"]) == 1


def test_a_grade_with_a_letter_missing(talk):
    assert decided(talk()("does complet grade allow 700 licences"))["outcome"] == "allowed"


@pytest.mark.parametrize(
    ("text", "intent", "outcome"),
    [
        ("工場と本社でリージョンを使い分けたいのですが、Starterでできますか", "option_eligibility", "denied"),
        ("Complete: may we use an extra region besides our own?", "option_eligibility", "allowed"),
        ("特定のサイトだけ自社のプロキシ経由にすることはCompleteで可能ですか", "option_eligibility", "allowed"),
        ("回線事業者の障害で使えませんでした。減額の対象ですか", "credit_cause", "explained"),
        ("半年分のログが要ります。どのグレードならいいですか", "value_check", "explained"),
        ("Can we connect to ZTNA while travelling abroad?", "network_restrictions", "explained"),
        ("個別規程と一般規程ではどちらが優先されますか", "general_terms", "needs_human"),
    ],
)
def test_what_is_meant(talk, text, intent, outcome):
    answers = talk()(text)["answers"]
    assert {a["intent"] for a in answers} == {intent}
    assert answers[0]["decision"]["outcome"] == outcome


def test_a_form_posted_today_has_not_arrived(talk):
    assert talk()("If I post the cancellation form today, when is ZTNA over?")["missing"][0]["slot"] == "arrival"


@pytest.mark.parametrize("text", ["Where can I see the status page?", "障害のステータスページはどこですか"])
def test_a_status_page_is_no_contract(talk, text):
    assert talk()(text)["kind"] in ("fallback", "answer")


@pytest.mark.parametrize(
    ("text", "intent", "outcome"),
    [
        ("ログの保存期間を180日から2年に延ばせますか", "change_check", "denied"),
        ("解約は月末じゃないとだめですか、月の途中でやめられますか", "termination_how", "explained"),
        ("運用を開始した後でも導入支援オプションを頼めますか", "option_eligibility", "needs_human"),
        ("ZTNAのサーバ台数を増やしてください", "change_request", "denied"),
        ("We want more bandwidth on FMS", "change_request", "denied"),
        ("タブレットからも使えますか", "prerequisites", "explained"),
        ("「速やかに通知」とは何日以内のことですか", "network_disclosure", "explained"),
    ],
)
def test_what_it_comes_to(talk, text, intent, outcome):
    answers = talk()(text)["answers"]
    assert {(a["intent"], a["decision"]["outcome"]) for a in answers} == {(intent, outcome)}


def test_a_reply_that_is_to_be_drafted_is_the_answer(talk):
    text = "客先から「ZTNAが11/18の13時から15時まで止まった。減額は？」との問い合わせあり。回答案をお願いします。"
    assert [a["intent"] for a in talk()(text)["answers"]][:1] == ["credit"]
