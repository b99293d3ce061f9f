"""What people of many kinds write: kana only, the same month, lists of values, two questions without a mark."""

from __future__ import annotations

import pytest
from tests.replies import decided

STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 200}}
CORE = {"service": "ztna", "configuration": {"grade": "Core", "licences": 800, "bandwidth": 300}}
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 900, "bandwidth": 500, "log": 90, "options": ["sse"]},
}
FMS = {"service": "fms", "configuration": {"licences": 7000, "concurrent": 5000, "servers": 6}}


def test_a_day_of_the_same_month_is_a_day_and_no_length(talk):
    reply = talk()("ZTNAが令和8年10月3日午後1時から同月5日午後4時まで全く使えませんでした。減額はいくらですか")
    assert decided(reply)["values"]["credit_fraction"] == "1/5"


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        (
            "FMS: cancellation form arrived 2026-11-16, designated day 2027-01-31. When does it end?",
            "effective_date",
            "2027-01-31",
        ),
        (
            "The form reaches IIJ on 3 December with 31 March as the chosen end date on ZTNA. When does it end?",
            "effective_date",
            "2027-03-31",
        ),
        (
            "ZTNA was entirely down for 6 hours on 5 October 2026. Is there a last day to claim, and what day is it?",
            "claim_deadline",
            "2027-01-05",
        ),
        (
            "FMSで減額を請求し得ることとなった日は9月15日です。社内の手続きに手間取りましたが、まだ受け付けていただけますか",
            "claim_deadline",
            "2026-12-15",
        ),
    ],
)
def test_days(talk, text, value, day):
    days = [answer["decision"]["values"].get(value) for answer in talk()(text)["answers"]]
    assert day in days


def test_the_stop_of_an_option_and_its_charge_in_few_words(talk):
    reply = talk()("FMSマルチリージョン 課金開始2026/10/20 停止の解約申込書2026/10/26着 停止日と調定金は？")
    values = [answer["decision"]["values"] for answer in reply["answers"]]
    assert any(v.get("effective_date") == "2026-11-25" and v.get("charge_due") is False for v in values)


@pytest.mark.parametrize(
    ("text", "context", "outcome", "clause"),
    [
        ("えふえむえすの、さーばーを8だいにふやせますか", FMS, "allowed", "fms:5.1.3"),
        ("すたーたーでSSEあどおんは使えますか", {}, "denied", "ztna:7.2.3"),
        ("これからStarterを新しく契約するのですが、設定変更オプションも付けられますか", {}, "allowed", "ztna:7.2.4"),
        ("もっと広い帯域にしてもらえますか", STARTER, "denied", "ztna:4.1.3"),
        ("Could our bandwidth be raised?", STARTER, "denied", "ztna:6.1.4"),
        ("Can we keep the logs longer?", CORE, "denied", "ztna:4.1.2"),
        ("帯域は変更できますか", CORE, "explained", "ztna:6.1.4"),
        ("どちらでもよいのですが、63,000ライセンスにできるのはどっちのサービスですか", {}, "allowed", "fms:3.1.1"),
        ("FMS 顧客側ルータの故障で40時間不通。減額の対象か", {}, "computed", "fms:11.1#fault"),
        ("FMS running contract: redundancy on -> off ok?", {}, "needs_human", "fms:5.1.4"),
        ("Introduction support for a ZTNA contract that is live since 2024?", {}, "needs_human", "ztna:7.2.5"),
        ("Client is on Starter with 250 licences and would like 300M. Fine?", {}, "denied", "ztna:4.1.3"),
        (
            "With the new branch we get to 62,300 licences on FMS. May we specify that number?",
            {},
            "allowed",
            "fms:3.1.1",
        ),
        ("Complete new: 2000 lic, 1G, 360d, Tokyo. ok?", {}, "allowed", "ztna:1.1#complete.log"),
        (
            "CompleteからCoreには下げられても、CoreからStarterには下げられない、で正しいですか",
            {},
            "denied",
            "ztna:6.1.1",
        ),
    ],
)
def test_what_is_decided(talk, text, context, outcome, clause):
    found = [answer["decision"] for answer in talk(context)(text)["answers"]]
    assert any(d["outcome"] == outcome and any(c.startswith(clause) for c in d["clauses"]) for d in found)


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("Coreの帯域って最大いくつだっけ あとログは選べるの？", ["bandwidth_limits", "log_limits"]),
        ("FMSの初期費用と月額費用は、それぞれいつから発生しますか", ["fee_initial_when", "fee_monthly_when"]),
    ],
)
def test_each_of_two_questions_is_answered(talk, text, intents):
    assert [answer["intent"] for answer in talk()(text)["answers"]] == intents


def test_what_the_contract_has_at_present_is_one_question(talk):
    reply = talk(FMS)("How many servers and licences does our contract have today?")
    assert [answer["intent"] for answer in reply["answers"]] == ["contract_state"]
    assert "7,000" in reply["text"]
    assert "6" in reply["text"]


def test_the_other_grades_are_told_as_well(talk):
    text = talk()("Completeのほかにはどんなグレードがあって、何が違いますか")["text"]
    assert "Starter" in text
    assert "Core" in text


def test_a_person_who_speaks_japanese_is_a_person(talk):
    assert talk()("Could I please talk with one of your Japanese colleagues?")["kind"] == "handoff"


def test_a_number_of_the_item_is_taken_off_in_kana(talk):
    reply = talk(CORE)("ライセンスを二百へらしてほしいです")
    assert reply["kind"] == "confirmation"
    assert "600" in reply["text"]


@pytest.mark.parametrize(
    ("text", "context", "outcome", "clause"),
    [
        (
            "ビルの点検で、弊社フロアの停電のため3時間つながりませんでした。IIJ設備に異常がなかったそうです。ZTNAの減額は？",
            {},
            "computed",
            "ztna:8.1.1",
        ),
        ("Please bring us down to Core while holding on to the SSE add-on.", COMPLETE, "denied", "ztna:7.2.3"),
        ("冗長構成は今なしですが、ありにしてください", FMS, "needs_human", "fms:5.1.4"),
        (
            "The auditors ask since when the monthly fee of FMS is owed. What do the terms say on that?",
            {},
            "explained",
            "fms:9.1#monthly",
        ),
        ("starter with the proxy?", {}, "denied", "ztna:7.2.2"),
        ("コアでプロキシいけますか", {}, "allowed", "ztna:7.2.2"),
    ],
)
def test_what_is_decided_beside_what_is_told(talk, text, context, outcome, clause):
    decision = decided(talk(context)(text))
    assert decision["outcome"] == outcome
    assert any(c.startswith(clause) for c in decision["clauses"])


def test_a_service_told_for_all_questions_is_that_of_each(talk):
    reply = talk()("FMSについて2件伺います。ライセンスを300にできますか。透過プロキシは使えますか。")
    assert [answer["decision"]["outcome"] for answer in reply["answers"]] == ["allowed", "denied"]
    assert {answer["decision"]["service"] for answer in reply["answers"]} == {"fms"}


def test_numbers_before_a_length_share_its_unit(talk):
    reply = talk()("ZTNA stopped three times on different days: 20, 45 and 90 minutes. What is the whole credit?")
    assert decided(reply)["values"]["incident_fractions"] == ["0", "1/90", "1/30"]


def test_the_form_that_arrives_on_the_day_billing_begins_costs_nothing_more(talk):
    reply = talk({"service": "ztna"})(
        "課金開始日に当たる2026年12月10日の当日に解約申込書が届く場合、調定金はかかりますか"
    )
    assert decided(reply)["values"]["charge_due"] is False


def test_a_form_delivered_with_a_later_end_date_ends_then(talk):
    text = "Please cancel ZTNA. The form is delivered to IIJ on 7 December 2026, with 28 February 2027 as its end date."
    assert decided(talk()(text))["values"]["effective_date"] == "2027-02-28"


@pytest.mark.parametrize(
    "text",
    [
        "SSEアドオンを追加してください",
        "ログ保存を90日にしてください",
        "Please set the bandwidth to 500M",
        "Please add the SSE add-on and set the logs to 90 days",
    ],
)
def test_what_the_contract_has_already_is_no_change(talk, text):
    reply = talk(COMPLETE)(text)
    assert reply["kind"] == "answer"
    assert decided(reply)["outcome"] == "explained"
    assert reply["answers"][0]["citations"][0]["clause"].startswith("ztna:6.1")


def test_an_option_the_contract_has_is_left_out_of_the_change(talk):
    reply = talk(COMPLETE)("ライセンスを1,000にして、SSEアドオンも追加してください")
    assert reply["kind"] == "confirmation"
    assert "1,000" in reply["text"]
    assert "追加" not in reply["text"]
