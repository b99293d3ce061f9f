"""A new contract put together over several messages: each value told is a part of the application, and no change."""

from __future__ import annotations

import pytest
from tests.replies import decided


def _left(reply):
    return [m["slot"] for m in reply["missing"]]


@pytest.mark.parametrize(
    "turns",
    [
        (
            "FMSを新しく申し込みたいのですが、1,000ライセンスの予定です",
            "同時接続は5,000、Mobilityサーバは3台です",
            "冗長構成あり、リージョンは東京でお願いします",
        ),
        (
            "新規でFMSを契約する予定です",
            "ライセンスは800で",
            "同時利用は2,000台です",
            "サーバは2台、リージョンは大阪、冗長構成はなしでいきます",
        ),
        (
            "We'd like to sign up for FMS. 1,000 licences should do.",
            "5,000 concurrent devices and 3 servers",
            "The region would be Tokyo, with a redundant gateway.",
        ),
        (
            "We are planning a new FMS contract.",
            "800 licences, please.",
            "2,000 devices at once",
            "2 servers, region Osaka, no redundancy",
        ),
    ],
)
def test_an_application_for_fms_in_pieces(talk, turns):
    say = talk()
    for text in turns[:-1]:
        reply = say(text)
        assert reply["kind"] != "confirmation"
    reply = say(turns[-1])
    decision = decided(reply)
    assert (reply["kind"], decision["rule"], decision["outcome"]) == ("answer", "configuration", "allowed")
    assert not any(c.startswith("fms:5") for c in decision["clauses"])


@pytest.mark.parametrize(
    ("first", "grade", "rest"),
    [
        (
            "ZTNAの新規契約を考えています。何を決めればいいですか",
            "グレードはCoreにするつもりです",
            "600ライセンス、帯域500M、リージョンは東京です",
        ),
        (
            "これからZTNAを契約したいと思っています",
            "グレードはStarterを考えています",
            "ライセンスは200、リージョンは大阪にします",
        ),
        ("What has to be named for a new ZTNA contract?", "We'd go for Core.", "600 licences, 500M, region Tokyo"),
        ("We want to sign up for ZTNA.", "The grade will be Starter.", "200 licences and the region Osaka, please."),
    ],
)
def test_the_grade_named_before_counts(talk, first, grade, rest):
    say = talk()
    say(first)
    asked = say(grade)
    assert asked["kind"] == "question"
    assert "grade" not in _left(asked)
    assert not any(m.get("present") for m in asked["missing"])
    assert decided(say(rest))["outcome"] == "allowed"


@pytest.mark.parametrize(
    ("turns", "option"),
    [
        (
            (
                "新規でZTNAを契約したいです。Completeで1,000ライセンス、帯域1G、ログ90日、リージョンは東京です",
                "SSEアドオンも最初から付けてください",
            ),
            "sse",
        ),
        (
            (
                "We'd like to sign up for ZTNA: Complete, 1,000 licences, 1G, 90 days of logs, region Tokyo.",
                "Please add the transparent proxy from the start.",
            ),
            "transparent_proxy",
        ),
    ],
)
def test_an_option_joins_the_application(talk, turns, option):
    say = talk()
    for text in turns:
        reply = say(text)
    decision = decided(reply)
    assert (reply["kind"], decision["rule"], decision["outcome"]) == ("answer", "configuration", "allowed")
    assert any(c.startswith("ztna:7.2") for c in decision["clauses"]), option


@pytest.mark.parametrize(
    ("turns", "beside", "last"),
    [
        (
            ("新規でFMSを申し込みます。700ライセンスです",),
            "ちなみに解約するときは何日前までですか",
            "サーバは2台、同時利用は2,000、リージョンは東京、冗長なしで",
        ),
        (
            ("We'd like to sign up for FMS with 700 licences.",),
            "By the way, how long is the minimum term?",
            "2 servers, 2,000 concurrent, region Tokyo, no redundancy",
        ),
    ],
)
def test_a_question_in_between_loses_nothing(talk, turns, beside, last):
    say = talk()
    for text in turns:
        say(text)
    assert say(beside)["answers"][0]["decision"]["outcome"] == "explained"
    reply = say(last)
    assert (reply["kind"], decided(reply)["outcome"]) == ("answer", "allowed")


@pytest.mark.parametrize(
    "turns",
    [
        ("新規ユーザーが増えました。FMSです", "サーバを1台追加してください"),
        ("We have new staff joining. It's about FMS.", "Please add one more server."),
        ("新規契約でも導入支援は頼めますか。ZTNAです", "うちはCoreを契約中です。帯域を1Gに変更してください"),
        (
            "Is introduction support possible on a new ZTNA contract?",
            "We're on Core now. Please change the bandwidth to 1G.",
        ),
    ],
)
def test_a_contract_there_is_is_changed(talk, turns):
    say = talk()
    for text in turns:
        reply = say(text)
    assert not any(a["decision"]["rule"] == "configuration" for a in reply["answers"])


def test_what_is_vouched_for_is_changed(talk):
    context = {
        "service": "ztna",
        "configuration": {"grade": "Core", "licences": 500, "bandwidth": 500, "region": "東京"},
    }
    say = talk(context)
    say("What has to be named for a new contract?")
    assert decided(say("Please raise the bandwidth to 1G."))["rule"] == "change"


@pytest.mark.parametrize(
    ("order", "option", "place", "region"),
    [
        (
            "新規でFMSを申し込みます。700ライセンス、サーバ2台、同時利用2,000、リージョンは東京、冗長なしです",
            "マルチリージョンも付けたいです",
            "リージョンは大阪で",
            "大阪",
        ),
        (
            "We'd like to sign up for FMS: 700 licences, 2 servers, 2,000 concurrent, region Tokyo, no redundancy.",
            "Please add the multi-region option.",
            "The region Osaka.",
            "Osaka",
        ),
    ],
)
def test_the_region_of_the_option_is_another_one(talk, order, option, place, region):
    say = talk()
    say(order)
    assert _left(say(option)) == ["mr_region"]
    reply = say(place)
    assert (reply["kind"], decided(reply)["outcome"]) == ("answer", "allowed")
    assert region in reply["text"]
