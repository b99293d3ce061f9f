"""Turns that go back over what was said: other grades, options on a grade, several outages, what was given up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Begin = Callable[..., Any]
CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京"},
}
COMPLETE: dict[str, Any] = {
    "service": "ztna",
    "configuration": {
        "grade": "Complete",
        "licences": 700,
        "bandwidth": 500,
        "log": 180,
        "region": "東京",
        "options": ["sse", "transparent_proxy"],
    },
}


def _intents(reply: dict[str, Any]) -> list[str]:
    return [a["intent"] for a in reply["answers"]]


def _outcomes(reply: dict[str, Any]) -> list[str]:
    return [a["decision"]["outcome"] for a in reply["answers"]]


def _cited(reply: dict[str, Any]) -> set[str]:
    return {c["clause"] for a in reply["answers"] for c in a["citations"]}


@pytest.mark.parametrize(
    "text", ["透過プロキシを使いたいときはどちら？", "which of the two has the transparent proxy?"]
)
def test_which_of_two_compared_services_has_an_option(talk: Begin, text: str) -> None:
    ask = talk()
    ask("ZTNAとFMSのオプションの違いは？")
    assert any(c.startswith("ztna:7.2.2") for c in _cited(ask(text)))


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("帯域を1Gに上げたいのと、あとIPv6で接続できるかも知りたいです", "ztna:3.1"),
        ("I'd like to raise the bandwidth to 1G, and is IPv6 supported?", "ztna:3.1"),
    ],
)
def test_a_wish_and_a_question_in_one_sentence(talk: Begin, text: str, clause: str) -> None:
    cited = _cited(talk(CORE)(text))
    assert {clause, "ztna:6.1.4"} <= cited


@pytest.mark.parametrize(
    "text", ["Completeにした後でCoreに戻せますか", "can we go back to Core after moving to Complete?"]
)
def test_there_and_back(talk: Begin, text: str) -> None:
    reply = talk(CORE)(text)
    assert (["allowed"], True) == (_outcomes(reply), "ztna:6.1.1" in _cited(reply))


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        (("Coreに下げたいです", "SSEは外して構いません"), "透過プロキシはCoreでもそのまま使えますか"),
        (("we want to drop to Core", "SSE can go"), "and the transparent proxy, would that stay on Core?"),
    ],
)
def test_an_option_on_the_grade_gone_to(talk: Begin, steps: tuple[str, ...], text: str) -> None:
    ask = talk(COMPLETE)
    for step in steps:
        ask(step)
    reply = ask(text)
    assert (["option_eligibility"], ["allowed"]) == (_intents(reply), _outcomes(reply))
    assert any(c.startswith("ztna:7.2.2") for c in _cited(reply))


@pytest.mark.parametrize(
    ("first", "text"),
    [
        ("解約申込書が12月1日に届くといつ終わりますか", "11月28日に投函するので、それで間に合いませんか"),
        ("When do we end if the form arrives on 1 December?", "we'll post it on 28 November, doesn't that count?"),
    ],
)
def test_the_day_of_posting_does_not_count(talk: Begin, first: str, text: str) -> None:
    ask = talk({"service": "ztna"})
    ask(first)
    reply = ask(text)
    assert "ztna:10.1" in _cited(reply)
    assert not set(_intents(reply)) & {"early_charge", "early_charge_when"}


@pytest.mark.parametrize(
    ("first", "text"),
    [
        (
            "9月30日の昼1時からZTNAが3時間止まりました。今からでも請求できますか",
            "8月10日にもあったんですが、そちらは？",
        ),
        (
            "ZTNA was down for 3 hours from 1 pm on 30 September. Can we still claim now?",
            "there was one on 10 August too, what about that?",
        ),
    ],
)
def test_the_same_of_an_outage_on_another_day(talk: Begin, first: str, text: str) -> None:
    ask = talk()
    ask(first)
    reply = ask(text)
    assert ["2026-11-10"] == [a["decision"]["values"].get("claim_deadline") for a in reply["answers"]]


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        (
            ("ZTNAを解約します", "申込書は11月19日に届きました", "終了日は2月28日です", "やっぱり取り消します"),
            "何も指定しなかったら、いつ終わっていましたか",
        ),
        (
            ("cancel ZTNA please", "the form came in on 19 November", "it names 28 February as last day", "drop it"),
            "when would it have ended with no date on it?",
        ),
    ],
)
def test_what_was_given_up_can_still_be_asked_about(talk: Begin, steps: tuple[str, ...], text: str) -> None:
    ask = talk()
    for step in steps:
        ask(step)
    assert "2026-12-19" == ask(text)["answers"][0]["decision"]["values"]["effective_date"]


@pytest.mark.parametrize("text", ["何日があるんだっけ", "which ones are there again?"])
def test_what_there_is_to_choose_from_is_told_while_it_is_asked_for(talk: Begin, text: str) -> None:
    ask = talk(CORE)
    assert "question" == ask("Completeに変更してください")["kind"]
    reply = ask(text)
    assert "360" in reply["text"]
    assert "90" in reply["text"]


def test_an_option_looked_for_after_an_article_of_another(talk: Begin) -> None:
    ask = talk()
    ask("what's art 7(2)(iii) of ztna")
    assert "ztna:7.2.2" in _cited(ask("transparent proxy, where is that"))


def test_the_article_behind_the_first_question(talk: Begin) -> None:
    ask = talk()
    ask("Core to Starter, possible?")
    ask("what about Complete to Core then")
    assert "ztna:6.1.1" in _cited(ask("which clause rules out the first thing"))
