"""What was said in the chat is no notice, a postmark is no arrival, a form on the same day, and an end given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import cited, decided

Begin = Callable[..., Any]
_ENDS_JA = "FMSを解約します。申込書は12月10日に届きます"
_ENDS_EN = "We want to cancel our FMS contract. The form arrives on 10 December"
FMS = {
    "service": "fms",
    "configuration": {"licences": 4000, "concurrent": 2000, "servers": 4, "region": "大阪", "redundancy": False},
}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (_ENDS_JA, "今日こちらでお話ししたので、今日から30日になりませんか"),
        (_ENDS_JA, "このチャットで今日伝えたので今日から数えてもらえますか"),
        (
            _ENDS_EN,
            "I'm telling you now, so doesn't it count from today?",
        ),
    ],
)
def test_said_here_is_no_notice(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    assert ask(first)["kind"] == "confirmation"
    reply = ask(then)
    assert (reply["kind"], decided(reply)["outcome"]) == ("answer", "needs_human")
    assert cited(reply) & {"ztna:10.1#form", "fms:8.1#form"}
    assert ask("はい" if not first.isascii() else "yes")["kind"] == "receipt"


@pytest.mark.parametrize(
    ("context", "first", "then"),
    [
        ({"service": "fms"}, _ENDS_JA, "では解約の話はいったん無しでお願いします"),
        ({"service": "fms"}, _ENDS_JA, "すみません、解約の件は白紙にしてください"),
        (FMS, "ライセンスを4,500に増やしてください", "この変更の話はいったん無しにしてください"),
    ],
)
def test_a_request_given_up_by_its_name(talk: Begin, context: dict[str, Any], first: str, then: str) -> None:
    ask = talk(context)
    assert ask(first)["kind"] == "confirmation"
    assert ask(then)["kind"] == "smalltalk"
    assert ask("はい")["kind"] != "receipt"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("FMSを3月15日に終わらせるには申込書はいつまでに届けばいいですか", "その日の消印なら間に合いますか"),
        ("To end ZTNA on 15 March, by when must the form arrive?", "is posting it that day in time?"),
    ],
)
def test_a_postmark_is_no_arrival(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    assert "latest_arrival_date" in decided(ask(first))["values"]
    assert decided(ask(then))["outcome"] == "explained"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            "ZTNAの課金開始日は2027年2月1日です。最低利用期間はいつまでですか",
            "解約申込書も同じ日に届いたら、いつ終わりますか",
        ),
        (
            "ZTNA billing starts on 1 February 2027. When does the minimum term end?",
            "If the cancellation form arrives that same day, when are we out?",
        ),
    ],
)
def test_the_form_on_the_same_day(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    assert decided(ask(first))["values"]["minimum_term_end"] == "2027-02-28"
    assert decided(ask(then))["values"]["effective_date"] == "2027-03-03"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("サーバを6台に増やしてください", "先方の承認待ちになったので、今の申請は取り消してください"),
        ("サーバを6台に増やしてください", "社内の決裁待ちなので、この変更はいったん取り下げます"),
        ("Raise the servers to 6", "The client has to approve it first, so please cancel that request"),
    ],
)
def test_taken_back_until_somebody_agrees(talk: Begin, first: str, then: str) -> None:
    ask = talk(FMS)
    assert ask(first)["kind"] == "confirmation"
    assert ask(then)["kind"] == "smalltalk"
    assert ask("はい" if not first.isascii() else "yes")["kind"] != "receipt"


def test_the_next_number_after_what_was_given_up(talk: Begin) -> None:
    ask = talk(FMS)
    ask("Raise the concurrent devices to 5,000")
    ask("sorry, scrap that request for now")
    assert "15,000" in ask("what is the next number after 5,000?")["text"]
