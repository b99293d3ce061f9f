"""Options by half their name, a grade by its size, the other service, one of the values that there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import cited

Begin = Callable[..., Any]
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 300, "bandwidth": 500, "log": 90, "region": "東京"},
}


def outcome(reply: dict[str, Any]) -> str:
    return str(reply["answers"][0]["decision"]["outcome"])


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        ("CoreでSSEアドオンは使えますか", "じゃあ透過は？", "ztna:7.2.2"),
        ("マルチリージョンはZTNAのCoreで使えますか", "設定変更は？", "ztna:7.2.4"),
        ("Can we have the SSE add-on on Complete?", "and the proxy?", "ztna:7.2.2"),
        ("Is the transparent proxy possible on Core?", "config changes too?", "ztna:7.2.4"),
    ],
)
def test_an_option_is_called_by_half_its_name_while_options_are_spoken_of(
    talk: Begin, first: str, then: str, clause: str
) -> None:
    say = talk()
    say(first)
    assert clause in cited(say(then))


def test_without_talk_of_options_half_a_name_is_none(talk: Begin) -> None:
    assert "ztna:7.2.4" not in cited(talk({"service": "ztna"})("設定変更されることはありますか"))


@pytest.mark.parametrize(
    ("first", "then", "wanted"),
    [
        ("Is the transparent proxy available on Core?", "and on the smallest one?", "denied"),
        ("StarterでSSEは使えますか", "一番大きいやつなら？", "allowed"),
    ],
)
def test_a_grade_is_meant_by_its_size(talk: Begin, first: str, then: str, wanted: str) -> None:
    say = talk()
    say(first)
    assert outcome(say(then)) == wanted


def test_the_other_service_is_meant_by_few_words(talk: Begin) -> None:
    say = talk()
    say("FMSのライセンスの下限は？")
    assert any(c.startswith("ztna:") for c in cited(say("じゃあもう片方は？")))


@pytest.mark.parametrize("text", ["then the next longer one", "じゃあ一つ長いやつで"])
def test_the_next_value_that_there_is_takes_the_place_of_one_refused(talk: Begin, text: str) -> None:
    say = talk(COMPLETE)
    assert outcome(say("please set the log retention to 100 days")) == "denied"
    reply = say(text)
    assert reply["kind"] == "confirmation"
    assert reply["answers"][0]["decision"]["result"]["log"] == 180


def test_an_embedded_question_and_one_more_are_two(talk: Begin) -> None:
    reply = talk({"service": "ztna"})("2点あります。SSEはCoreで使えるか、それとライセンス数の上限")
    assert {"ztna:7.2.3", "ztna:4.1.1"} <= cited(reply)


def test_that_is_all_thanks_ends_a_conversation(talk: Begin) -> None:
    say = talk({"service": "ztna"})
    say("帯域の上限は？")
    assert say("わかりました、以上です。どうも")["kind"] == "smalltalk"
    assert say("接続がどうもおかしいのですが、料金は減りますか")["kind"] != "smalltalk"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("could we have the transparent proxy and the configuration change option?", "ok, add both"),
        ("透過プロキシと設定変更オプションは追加できますか", "両方追加してください"),
    ],
)
def test_all_that_was_asked_about_can_be_asked_for(talk: Begin, first: str, then: str) -> None:
    say = talk(COMPLETE)
    say(first)
    reply = say(then)
    assert reply["kind"] == "confirmation"
    assert {"transparent_proxy", "config_change"} <= set(reply["answers"][0]["decision"]["result"]["options"])
