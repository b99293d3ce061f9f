"""Said otherwise: lengths in two units, redundancy turned on, grades not wanted."""

from __future__ import annotations

import pytest
from tests.replies import decided


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("An FMS total outage caused by IIJ lasted five full days (exactly 120 hours). What is the credit?", "1/6"),
        ("A total outage of FMS caused by IIJ went on for 60 hours, that is 2 days and 12 hours. Credit?", "1/15"),
    ],
)
def test_a_length_told_in_two_units_counts_once(talk, text, fraction):
    assert decided(talk()(text))["values"]["credit_fraction"] == fraction


@pytest.mark.parametrize(
    ("text", "intent", "outcome"),
    [
        ("冗長なしで契約していますが、冗長構成ありへ変えられますか(FMS)", "change_check", "needs_human"),
        ("ZTNAでCoreには上げたくないのですが、Starterでマルチリージョンは使えますか", "option_eligibility", "denied"),
        ("ZTNAのオプションの透過プロキシにつきましては来月末で外してください", "option_stop", "needs_human"),
        ("FMSの帯域は上げられますか", "bandwidth_limits", "denied"),
    ],
)
def test_what_is_asked(talk, text, intent, outcome):
    answer = talk()(text)["answers"][0]
    assert (answer["intent"], answer["decision"]["outcome"]) == (intent, outcome)


@pytest.mark.parametrize(
    ("text", "outcome", "clause"),
    [
        ("FMSのリージョンは名古屋です。マルチリージョンも名古屋にできますか", "denied", "fms:6.2.1"),
        ("FMSのリージョンは名古屋です。マルチリージョンは福岡にできますか", "allowed", "fms:6.2.1"),
        ("ZTNAのCoreで契約してゐますが、透過プロキシを付け加へられませうか", "allowed", "ztna:7.2.2"),
        ("We are on Starter. We would like the SSE add-on. May we get that add-on?", "denied", "ztna:7.2.3"),
        (
            "ZTNAをComplete契約です。当社宛先を護る「SSEアドオン」を足すことに差し障りはございませんか",
            "allowed",
            "ztna:7.2.3",
        ),
        ("モビリティデバイスライセンスの数は450にできますか", "denied", "fms:3.1.1"),
        ("FMSの設定を貴社で直してもらえる設定変更オプションはありますか", "allowed", "fms:6.2.2"),
        (
            "Order form draft for ZTNA: Complete, 1,500 licences, 500M, logs 90, region Tokyo. Are these values fine?",
            "allowed",
            "ztna:4.1.1",
        ),
        ("We are about to subscribe to ZTNA on Core. May we get introduction support?", "allowed", "ztna:7.2.5"),
        (
            "FMS was wholly down for 50 hours after IIJ knew. No one can say whether it was IIJ or us. Any credit?",
            "needs_human",
            "fms:11.1#fault",
        ),
    ],
)
def test_what_the_terms_say(talk, text, outcome, clause):
    reply = talk()(text)
    assert (reply["kind"], decided(reply)["outcome"]) == ("answer", outcome)
    assert clause in decided(reply)["clauses"]


def test_a_day_of_posting_is_not_one_of_arrival(talk):
    reply = talk()("ZTNA: we are going to mail your cancellation form on 1 December. When does the contract end?")
    assert [m["slot"] for m in reply["missing"]] == ["arrival"]


def test_the_day_that_a_form_designates(talk):
    text = (
        "Our form to stop FMS multi-region arrived on 3 December 2026 and designates 31 January 2027. When is it off?"
    )
    assert decided(talk()(text))["values"]["effective_date"] == "2027-01-31"
