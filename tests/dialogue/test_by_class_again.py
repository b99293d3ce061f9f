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
