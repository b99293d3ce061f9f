"""Friendly words, words without their apostrophe, a port, a call in the place of the form, and days told in passing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
ZTNA = {"service": "ztna"}


@pytest.mark.parametrize(
    "text",
    [
        "Good morning! Such a rainy Monday, isn't it?",
        "What a gorgeous afternoon!",
        "Hi there, how are you keeping?",
        "hiya hows it going",
        "I hope you had a good weekend.",
        "おはようございます。今日は寒いですね",
        "お元気でしたか？",
        "いい天気ですね！",
        "こんにちは。蒸し暑いですね",
    ],
)
def test_friendly_words_are_greeted(talk: Begin, text: str) -> None:
    reply = talk()(text)
    assert reply["kind"] == "smalltalk"
    assert reply["text"].startswith(("Hello", "こんにちは"))


@pytest.mark.parametrize("text", ["What's the weather like in Osaka?", "明日の天気は？"])
def test_a_question_about_the_weather_is_no_greeting(talk: Begin, text: str) -> None:
    assert talk()(text)["kind"] == "fallback"


@pytest.mark.parametrize(
    "text", ["It's a lovely evening! Can Starter have the SSE add-on?", "今日は暑いですね。StarterでSSEは使えますか"]
)
def test_a_question_after_friendly_words_is_answered(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "denied"


@pytest.mark.parametrize(
    ("first", "then"), [("Add 500 licences please", "lovely day today"), ("ライセンスを500追加して", "いい天気ですね")]
)
def test_friendly_words_leave_what_waits(talk: Begin, first: str, then: str) -> None:
    ask = talk({"service": "ztna", "configuration": {"grade": "Core", "licences": 1000, "bandwidth": 500}})
    assert ask(first)["kind"] == "confirmation"
    assert ask(then)["kind"] == "smalltalk"
    assert ask("yes" if first.isascii() else "はい")["kind"] == "receipt"


@pytest.mark.parametrize(
    "text",
    [
        "which UDP port was it again?",
        "What port number does the guarantee name?",
        "品質保証で使うポート番号を教えてください",
        "UDPは何番でしたっけ",
    ],
)
def test_the_port(talk: Begin, text: str) -> None:
    decision = decided(talk()(text))
    assert ("ztna", "explained") == (decision["service"], decision["outcome"])
    assert "ztna:app1.1.1#udp5008" in decision["clauses"]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("can starter have the proxy option", "whats the largest bandwidth on core"),
        ("Is the SSE add-on possible on Core?", "wheres the limit for bandwidth on core"),
    ],
)
def test_words_without_their_apostrophe_ask(talk: Begin, before: str, text: str) -> None:
    ask = talk()
    ask(before)
    decision = decided(ask(text))
    assert "explained" == decision["outcome"]
    assert "ztna:4.1.3" in decision["clauses"]


@pytest.mark.parametrize(
    "text",
    [
        "Would it do if the client just called us instead of the form?",
        "Can the customer ring us to cancel?",
        "Could they phone us rather than send the form?",
    ],
)
def test_a_call_to_us_is_no_wish_for_a_call_back(talk: Begin, text: str) -> None:
    ask = talk(ZTNA)
    ask("By when must the cancellation form arrive for an end on 31 March 2027?")
    reply = ask(text)
    assert ("answer", "ztna:10.1#form") == (reply["kind"], decided(reply)["clauses"][0])


def test_a_call_back_is_for_a_person(talk: Begin) -> None:
    assert talk(ZTNA)("Could somebody ring us, please?")["kind"] == "handoff"


@pytest.mark.parametrize(
    ("first", "text"),
    [
        (
            "They'll mail the form on 9 March 2027. Does the mailing date count?",
            "The courier would deliver it on 12 March 2027. When does the contract end then?",
        ),
        (
            "申込書を3月9日に郵送します。消印の日から数えますか",
            "郵送だと3月12日に届くそうです。契約はいつ終わりますか",
        ),
    ],
)
def test_the_day_a_courier_brings_the_form(talk: Begin, first: str, text: str) -> None:
    ask = talk(ZTNA)
    ask(first)
    assert decided(ask(text))["values"]["effective_date"] == "2027-04-11"


@pytest.mark.parametrize(
    ("first", "text"),
    [
        ("We want to cancel. The form will arrive on 3 March 2027.", "We would like to keep it until 30 April 2027"),
        (
            "We want to cancel. The form will arrive on 3 March 2027.",
            "We'd rather stay a bit longer. The form would say 30 April 2027",
        ),
        ("解約します。解約申込書は2027年3月3日に届きます", "4月いっぱいは利用したいです"),
        ("解約します。解約申込書は2027年3月3日に届きます", "4月30日まで使いたいです。4月30日と書いたらどうなりますか"),
    ],
)
def test_a_day_of_use_wished_for_is_the_end(talk: Begin, first: str, text: str) -> None:
    ask = talk(ZTNA)
    ask(first)
    reply = ask(text)
    ends = [d["values"].get("effective_date") for a in reply["answers"] for d in [a["decision"]]]
    assert ends == ["2027-04-30"]


@pytest.mark.parametrize(
    ("first", "text", "end"),
    [
        (
            "does the multi-region option on fms have a lock-in?",
            "billed from 2027-03-31, so tied in until when",
            "2027-04-30",
        ),
        (
            "does the multi-region option on ztna have a lock-in?",
            "its billing starts 2027-03-15, locked in till what date",
            "2027-04-14",
        ),
        ("FMSのマルチリージョンに縛りはある？", "課金が2027年3月15日から。いつまで縛られる", "2027-04-14"),
    ],
)
def test_locked_in_until_when(talk: Begin, first: str, text: str, end: str) -> None:
    ask = talk()
    ask(first)
    decision = decided(ask(text))
    assert end == decision["values"]["minimum_term_end"]
    assert decision["clauses"][0] in ("fms:6.3", "ztna:7.3")


@pytest.mark.parametrize(
    ("first", "text"),
    [
        (
            "Billing for the FMS multi-region option starts on 15 March 2027. Minimum term until when?",
            "and the proxy, does fms offer that",
        ),
        ("FMSのマルチリージョンの課金が2027年3月15日に始まると、最低利用期間はいつまで？", "SSEもFMSで使えますか"),
    ],
)
def test_another_option_after_a_minimum_term(talk: Begin, first: str, text: str) -> None:
    ask = talk()
    ask(first)
    decision = decided(ask(text))
    assert ("denied", "fms:6.2") == (decision["outcome"], decision["clauses"][0])


@pytest.mark.parametrize(
    "text", ["How cancellation goes on ZTNA and FMS: is it different?", "ZTNA vs FMS, how can termination differ?"]
)
def test_how_ending_differs(talk: Begin, text: str) -> None:
    clauses = [c for a in talk()(text)["answers"] for c in a["decision"]["clauses"]]
    assert {"ztna:10.1", "fms:8.1"} <= set(clauses)
    assert "ztna:3.1" not in clauses
