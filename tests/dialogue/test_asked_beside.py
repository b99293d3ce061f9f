"""What is asked beside what was reckoned or wished for: how is counted, which grades, how an option is ordered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Begin = Callable[..., Any]
STARTER = {
    "service": "ztna",
    "configuration": {"grade": "Starter", "licences": 300, "bandwidth": 100, "region": "東京"},
}
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 700, "bandwidth": 500, "log": 90, "region": "東京"},
}
FMS = {
    "service": "fms",
    "configuration": {"licences": 4000, "concurrent": 5000, "servers": 4, "region": "東京", "redundancy": True},
}


def _intents(reply: dict[str, Any]) -> list[str]:
    return [a["intent"] for a in reply["answers"]]


@pytest.mark.parametrize(
    ("first", "then", "intent"),
    [
        (
            "課金開始が12月31日だと最低利用期間はいつまで？",
            "申込日から数えるわけではないんですね？",
            "minimum_term_length",
        ),
        (
            "When does the minimum term end if billing starts on 31 December?",
            "so it isn't counted from the order?",
            "minimum_term_length",
        ),
        ("VPNが8時間全く使えませんでした。減額はいくらですか", "IIJがいつ知ったかは影響しますか", "credit_counting"),
        (
            "Our VPN was down for 8 hours. What is the credit?",
            "does it matter when you became aware of it?",
            "credit_counting",
        ),
    ],
)
def test_how_is_counted_is_explained_and_not_reckoned_again(talk: Begin, first: str, then: str, intent: str) -> None:
    ask = talk({"service": "ztna"})
    assert ask(first)["answers"][0]["decision"]["outcome"] == "computed"
    assert [intent] == _intents(ask(then))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("今のグレードで1Gにできますか", "何というグレードで選べるの？"),
        ("Could you tell me whether we may have 1G on our current grade?", "And which grades would allow it?"),
    ],
)
def test_which_grades_would_do_is_shown_after_a_refusal(talk: Begin, first: str, then: str) -> None:
    ask = talk(STARTER)
    assert ask(first)["answers"][0]["decision"]["outcome"] == "denied"
    reply = ask(then)
    assert ["bandwidth_limits"] == _intents(reply)


@pytest.mark.parametrize(
    ("wish", "then", "intent"),
    [
        ("マルチリージョンを追加したい", "やめるときのルールは？", "option_stop_how"),
        ("please add multi-region", "and how is it stopped later?", "option_stop_how"),
        ("設定変更オプションを追加してください", "このチャットで申し込みは済みますか", "option_order"),
        ("please add the configuration change option", "does this chat count as the order?", "option_order"),
    ],
)
def test_how_the_option_wished_for_is_ordered_or_stopped(talk: Begin, wish: str, then: str, intent: str) -> None:
    ask = talk(FMS)
    ask(wish)
    assert [intent] == _intents(ask(then))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("SSEに最低利用期間はありますか", "では改めてSSEと透過プロキシを追加でお願いします"),
        ("Does SSE have a minimum term?", "Then please add SSE and the transparent proxy"),
    ],
)
def test_options_are_asked_for_after_talk_of_a_term(talk: Begin, first: str, then: str) -> None:
    ask = talk(COMPLETE)
    ask(first)
    reply = ask(then)
    assert reply["kind"] == "confirmation"
    (change,) = reply["answers"][-1]["decision"]["difference"]
    assert {"sse", "transparent_proxy"} == set(change["after"])


@pytest.mark.parametrize(
    "said",
    [
        (
            "Completeに変更してください。ログは360日で",
            "マルチリージョンも使えますか",
            "今はいいです。変更のほうは進めてください",
        ),
        (
            "Move us to Complete with 360 days of logs",
            "is multi-region possible on Complete too?",
            "not now. go ahead with it",
        ),
    ],
)
def test_what_was_only_asked_beside_a_request_can_be_left_out(talk: Begin, said: tuple[str, ...]) -> None:
    ask = talk({**COMPLETE, "configuration": {**STARTER["configuration"], "grade": "Core", "bandwidth": 500}})
    first, aside, last = (ask(text) for text in said)
    assert first["kind"] == "confirmation"
    assert aside["kind"] == "answer"
    assert last["kind"] == "receipt"
    assert {"grade", "log"} == {d["item"] for d in last["answers"][-1]["decision"]["difference"]}


@pytest.mark.parametrize("text", ["FMSのサーバ、何台まで", "FMSのライセンス、いくつから？"])
def test_an_item_and_how_many_of_it_are_one_question(talk: Begin, text: str) -> None:
    assert len(_intents(talk()(text))) == 1


@pytest.mark.parametrize(
    "said",
    [
        ("透過プロキシはCoreで使えますか", "もう一方のサービスでも付けられますか", "そっちには何のオプションがあるの"),
        (
            "Is the transparent proxy possible on Core?",
            "and on the other service?",
            "which options does that one have?",
        ),
    ],
)
def test_which_options_there_are_is_told_after_one_that_is_not_there(talk: Begin, said: tuple[str, ...]) -> None:
    ask = talk()
    *_, last = (ask(text) for text in said)
    assert ["option_list"] == _intents(last)
    assert last["answers"][0]["decision"]["outcome"] == "explained"
