"""More classes of wording: what comes by itself, lengths told in few words, sums, steps told before a request."""

from __future__ import annotations

import pytest
from tests.replies import decided


@pytest.mark.parametrize(
    ("text", "intent", "outcome"),
    [
        ("もう3か月ZTNAを動かしていますが、今さら導入支援は頼めますか", "option_eligibility", "needs_human"),
        ("Coreにすればマルチリージョンは自動でついてくるんですか", "option_order", "explained"),
        ("Is the proxy included in Complete by default?", "option_order", "explained"),
        ("2 Mobility servers with redundancy: is that allowed?", "value_check", "allowed"),
        ("How much is the transparent proxy option a month?", "option_fee", "needs_human"),
        ("Does the SLA of ZTNA also cover latency?", None, "explained"),
    ],
)
def test_what_is_asked(talk, text, intent, outcome):
    answer = talk()(text)["answers"][0]
    assert intent in (None, answer["intent"])
    assert answer["decision"]["outcome"] == outcome


def test_a_form_that_was_posted_has_not_arrived(talk):
    reply = talk()("ztnaの解約の用紙をさっき投函した。今日から30日で数えていい？")
    assert [m["slot"] for m in reply["missing"]] == ["arrival"]


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("ZTNAで9月に40分間、5時間、50時間の計3件の停止がありました。減額の率は？", "11/45"),
        ("Two ten-minute outages on ZTNA come to twenty minutes. What is the credit?", "0"),
        (
            "FMS: two total outages by IIJ's fault, from IIJ's knowledge: one of 49 hours, another of 30. Fraction?",
            "1/10",
        ),
    ],
)
def test_lengths(talk, text, fraction):
    assert decided(talk()(text))["values"]["credit_fraction"] == fraction


def test_a_step_told_before_the_request(talk):
    complete = {"grade": "Complete", "licences": 700, "bandwidth": 500, "log": 360, "region": "Tokyo"}
    reply = talk({"service": "ztna", "configuration": complete})(
        "Our logs may come down from 360 to 90 days. Please do so."
    )
    assert (reply["kind"], decided(reply)["outcome"]) == ("confirmation", "allowed")


def test_what_was_decided_is_a_request(talk):
    fms = {"licences": 1000, "concurrent": 2000, "servers": 2, "region": "Tokyo", "redundancy": True}
    reply = talk({"service": "fms", "configuration": fms})("We've decided to order multi-region in Osaka. Over to you.")
    assert reply["kind"] == "confirmation"


def test_two_changes_beside_a_courtesy(talk):
    fms = {"licences": 1000, "concurrent": 2000, "servers": 4, "region": "Tokyo", "redundancy": True}
    text = "Two tweaks, if you don't mind: licences from 1,000 to 1,200, and go down to two servers."
    clauses = set(decided(talk({"service": "fms", "configuration": fms})(text))["clauses"])
    assert {"fms:5.1.1", "fms:5.1.3"} <= clauses


def test_one_server_is_said_so(talk):
    assert "1 server and a redundant gateway" in talk()("Can one Mobility server be run redundantly?")["text"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ZTNA billing kicks off on 1 December 2026; our form lands on the 20th. Early termination charge?", False),
        ("FMS, billing start 10 Jan 2027, form arrives 15 Dec 2026. Charge?", True),
        (
            "ZTNA billing starts and the form arrives on the same day, 1 December 2026. Is a settlement owed?",
            False,
        ),
        ("On FMS billing only begins on 1 January 2027, yet our form arrives on 9 December 2026. A settlement?", True),
    ],
)
def test_when_billing_begins_in_other_words(talk, text, values):
    assert decided(talk()(text))["values"]["charge_due"] is values


def test_how_long_an_option_is_tied(talk):
    text = "On ZTNA the multi-region option will be billed from 15 December 2026. How long is that option tied down?"
    assert decided(talk()(text))["values"]["minimum_term_end"] == "2027-01-14"


@pytest.mark.parametrize(
    ("text", "intent", "outcome"),
    [
        ("ログを45日にするのはCompleteならアリですか", "value_check", "denied"),
        (
            "Can we quit FMS by phoning your support desk instead of the form?",
            "termination_channel",
            "needs_human",
        ),
        ("ztna ip addresses - who designates them", "ip_designation", "explained"),
        ("申込書が日曜でも届いたことになりますか。ZTNAの解約です", "termination_holiday", "explained"),
        ("ztnaの最低利用機関は何か月ですか", "minimum_term_length", "explained"),
        ("FMSの契約リージョン東京。MRオプションも東京で付けられますか", "option_eligibility", "denied"),
        ("May FMS multi-region be in the very region we chose for the contract?", "option_eligibility", "denied"),
        ("FMSの同時接続が契約数を超えたら罰金はありますか", None, "explained"),
        ("Our fibre was cut by roadworks for four hours, so ZTNA was out of reach. Do we get a reduction?", None, None),
        ("customer on Core/300M asks about 3G. fine?", "value_check", "denied"),
    ],
)
def test_what_is_meant_by(talk, text, intent, outcome):
    answer = talk()(text)["answers"][0]
    assert intent in (None, answer["intent"])
    assert outcome in (None, answer["decision"]["outcome"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Please raise us to 1,500 licences and give us a third server.", ["→ 1,500 licences", "→ 3 servers"]),
        ("Let's knock 200 licences off our contract.", ["→ 800 licences"]),
        ("Switch gateway redundancy on for us, would you?", ["→ redundant gateway"]),
    ],
)
def test_requests_in_other_words(talk, text, words):
    fms = {"licences": 1000, "concurrent": 2000, "servers": 2, "region": "Tokyo", "redundancy": False}
    reply = talk({"service": "fms", "configuration": fms})(text)
    assert reply["kind"] == "confirmation"
    assert all(word in reply["text"] for word in words)


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("ZTNA dropped out twice, 20 minutes each time. Is there a credit for the 40 minutes?", "0"),
        (
            "9月12日8時に貴社にて障害を把握、9月14日9時ちょうどに復旧、FMSは全く使えませんでした。IIJの責任です。減額は？",
            "1/15",
        ),
    ],
)
def test_lengths_again(talk, text, fraction):
    assert decided(talk()(text))["values"]["credit_fraction"] == fraction


@pytest.mark.parametrize("text", ["さんきゅー！", "あざす、助かった"])
def test_thanks_as_spoken(talk, text):
    assert talk()(text)["kind"] == "smalltalk"


def test_get_me_off_this_service_asks_for_no_person(talk):
    assert talk({"service": "fms"})("I want out. Get me off this service.")["kind"] != "handoff"
