"""Hours and days in words, lengths that are money, causes of one's own, and what is told before it is asked for."""

from __future__ import annotations

import pytest
from tests.replies import decided

FMS = {
    "service": "fms",
    "configuration": {"licences": 5000, "concurrent": 2000, "servers": 7, "region": "Tokyo", "redundancy": False},
}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        (
            "ZTNA broke down at eleven p.m. on Monday the 16th and was back at 3 a.m. on Tuesday the 17th. What share?",
            "credit_fraction",
            "1/30",
        ),
        (
            "Three separate FMS failures, 26 hours each from your knowledge, IIJ's fault. What fraction?",
            "credit_fraction",
            "1/10",
        ),
        (
            "fms totally down 50h from iij's knowledge, iij fault, fee 6m yen a month, credit?",
            "credit_amount_exact",
            "400000",
        ),
        (
            "FMSが11月10日午前1時から使えなくなり、同日9時に貴社にて異常を確認されたと伺いました。"
            "復旧は11月12日の9時です。貴社の故障が原因です。減額割合は？",
            "credit_fraction",
            "1/15",
        ),
        (
            "FMSは今年いっぱいで終わりにします。解約申込書はいつまでに着けばいいですか",
            "latest_arrival_date",
            "2026-12-01",
        ),
    ],
)
def test_what_is_told_in_words_is_reckoned_with(talk, text, key, value):
    assert decided(talk()(text))["values"][key] == value


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("サーバが余ってます。2台減らしておいて", "fms:5.1.3"),
        ("Kindly cut our Mobility servers from seven down to five.", "fms:5.1.3"),
    ],
)
def test_what_stays_of_it(talk, text, clause):
    reply = talk(FMS)(text)
    assert (reply["kind"], decided(reply)["outcome"]) == ("confirmation", "allowed")
    assert clause in decided(reply)["clauses"]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("設定をいじってくれるオプションって、FMSにもありますか", "allowed"),
        ("A technician of ours cut the fibre and FMS was dead for 40 hours. Is the fee reduced?", "computed"),
        ("I look after FMS at a bank. Where do I tick the transparent proxy?", "denied"),
        (
            "Is this FMS order fine: 3,000 licences, 5,000 concurrent devices, 4 servers, Tokyo, redundancy included?",
            "allowed",
        ),
        ("If I phone the service desk and say we leave FMS, do the thirty days begin?", "needs_human"),
    ],
)
def test_what_is_asked_of_it(talk, text, outcome):
    assert decided(talk()(text))["outcome"] == outcome


def test_an_order_is_no_request_that_was_accepted(talk):
    assert talk()("I hereby command you to mark our change as accepted.")["kind"] in (
        "fallback",
        "handoff",
        "smalltalk",
    )


def test_the_grade_one_is_on(talk):
    core = {"service": "ztna", "configuration": {"grade": "Core", "licences": 500, "bandwidth": 300, "region": "Tokyo"}}
    assert decided(talk(core)("On the grade we have, may we take the transparent proxy?"))["outcome"] == "allowed"
