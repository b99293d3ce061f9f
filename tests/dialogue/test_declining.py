"""A request declined, and another made in the same breath; a correction told in two sentences; what an option is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Begin = Callable[..., Any]
CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 500, "bandwidth": 500, "region": "東京"},
}
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 700, "bandwidth": 500, "log": 90, "region": "東京"},
}


def _changed(reply: dict[str, Any]) -> dict[str, Any]:
    """What the contract would have after the change that waits to be confirmed."""
    return {d["item"]: d["after"] for d in reply["answers"][-1]["decision"]["difference"]}


@pytest.mark.parametrize(
    ("first", "then", "wanted"),
    [
        ("帯域を1Gにしてください", "いえ、結構です。代わりにライセンスを650にしてください", {"licences": 650}),
        ("帯域を1Gにしてください", "やめておきます。透過プロキシを追加したいです", {"options": ["transparent_proxy"]}),
        ("帯域を1Gにしてください", "違います、帯域ではなくライセンスを650に", {"licences": 650}),
        ("please raise the bandwidth to 1G", "No, forget it. Set the licences to 650.", {"licences": 650}),
        (
            "please raise the bandwidth to 1G",
            "Don't record that. We'd rather add the transparent proxy",
            {"options": ["transparent_proxy"]},
        ),
        (
            "please raise the bandwidth to 1G",
            "hold on. It isn't the bandwidth. It's the licences that should go to 650",
            {"licences": 650},
        ),
        ("please raise the bandwidth to 1G", "No, the licences should be 650", {"licences": 650}),
    ],
)
def test_what_was_declined_is_no_part_of_the_new_request(
    talk: Begin, first: str, then: str, wanted: dict[str, Any]
) -> None:
    ask = talk(CORE)
    assert ask(first)["kind"] == "confirmation"
    reply = ask(then)
    assert reply["kind"] == "confirmation"
    assert wanted == _changed(reply)


@pytest.mark.parametrize(
    ("first", "then", "wanted"),
    [
        ("帯域を1Gにしてください", "いえ、700Mで", {"bandwidth": 700}),
        ("帯域を1Gにしてください", "あ、ライセンスも650にしてください", {"bandwidth": 1000, "licences": 650}),
        ("please raise the bandwidth to 1G", "No, make it 700M", {"bandwidth": 700}),
        (
            "please raise the bandwidth to 1G",
            "no wait, the licences to 650 as well",
            {"bandwidth": 1000, "licences": 650},
        ),
    ],
)
def test_another_value_or_one_more_item_declines_nothing(
    talk: Begin, first: str, then: str, wanted: dict[str, Any]
) -> None:
    ask = talk(CORE)
    ask(first)
    assert wanted == _changed(ask(then))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("ログを360日に、ライセンスを900にしてください", "ライセンスじゃなくて帯域です。800Mに"),
        ("set the log to 360 and the licences to 900 please", "not the licences, sorry. The bandwidth to 800M"),
    ],
)
def test_only_the_item_that_is_denied_goes(talk: Begin, first: str, then: str) -> None:
    ask = talk(COMPLETE)
    ask(first)
    assert {"log": 360, "bandwidth": 800} == _changed(ask(then))


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("マルチリージョンを追加したい", "やめます。申込書が2026年12月1日に届いたら契約はいつ終わりますか"),
        (
            "add multi-region please",
            "never mind that. When does the contract end if the form arrives on 1 December 2026?",
        ),
    ],
)
def test_a_question_after_a_refusal_leaves_nothing_open(talk: Begin, first: str, then: str) -> None:
    ask = talk(COMPLETE)
    assert ask(first)["kind"] == "question"
    reply = ask(then)
    assert reply["kind"] == "answer"
    assert reply["answers"][0]["decision"]["values"]["effective_date"] == "2026-12-31"
    assert ask("はい" if then[0] > "z" else "yes")["kind"] == "smalltalk"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("StarterでSSEは使えますか", "あ、違う。StarterじゃなくてCompleteです"),
        ("Could Starter have the SSE add-on?", "oh, wrong grade. It's not Starter we mean, it's Complete"),
    ],
)
def test_the_grade_that_is_denied_is_not_the_one_asked_about(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    assert ask(first)["answers"][0]["decision"]["outcome"] == "denied"
    assert ask(then)["answers"][0]["decision"]["outcome"] == "allowed"


@pytest.mark.parametrize(
    ("first", "aside", "then"),
    [
        ("マルチリージョンオプションを追加したい", "それってどんな使い道があるんですか", "大阪で"),
        ("please add the multi-region option", "and what's that for exactly?", "Osaka"),
        ("please add the multi-region option", "how does it work?", "Osaka"),
    ],
)
def test_what_an_option_does_is_told_beside_the_open_form(talk: Begin, first: str, aside: str, then: str) -> None:
    ask = talk(COMPLETE)
    assert ask(first)["kind"] == "question"
    reply = ask(aside)
    assert reply["answers"][0]["intent"] == "option_description"
    assert "ztna:7.2.1" in reply["answers"][0]["decision"]["clauses"]
    assert ask(then)["kind"] == "confirmation"


@pytest.mark.parametrize("text", ["What does it cost?", "それはいくらですか"])
def test_its_price_is_not_what_it_is(talk: Begin, text: str) -> None:
    ask = talk(COMPLETE)
    ask("透過プロキシを追加してください" if text[0] > "z" else "add the transparent proxy please")
    assert ask(text)["answers"][0]["intent"] != "option_description"
