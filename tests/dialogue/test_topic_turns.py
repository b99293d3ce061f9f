"""Short questions after an explanation, and whether an item can be chosen at all for the grade spoken of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import cited

Begin = Callable[..., Any]
ZTNA = {"service": "ztna"}


def outcome(reply: dict[str, Any]) -> str:
    return str(reply["answers"][0]["decision"]["outcome"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We're on Starter with 300 licences, can we choose the bandwidth?", "denied"),
        ("うちはStarterなんですが、帯域って指定できますか？", "denied"),
        ("Is log retention configurable on Core?", "denied"),
        ("Completeですが、ログ保存期間は選べますか？", "explained"),
        ("Starterの帯域はいくつですか？", "explained"),
    ],
)
def test_an_item_that_a_grade_has_no_choice_of_is_refused(talk: Begin, text: str, wanted: str) -> None:
    assert outcome(talk(ZTNA)(text)) == wanted


def test_the_way_to_a_choice_is_the_grade_that_has_it(talk: Begin) -> None:
    say = talk(ZTNA)
    say("We have Core at 300M, can we set the log retention?")
    assert "Complete" in say("how could we get there?")["text"]


@pytest.mark.parametrize(
    ("first", "then"), [("Is there an availability guarantee on ZTNA?", "and throughput?"), ("SLAはある？", "速度は？")]
)
def test_a_quality_named_after_the_guarantee_asks_whether_it_is_guaranteed(talk: Begin, first: str, then: str) -> None:
    say = talk(ZTNA)
    say(first)
    assert say(then)["answers"][0]["intent"] == "guarantee_scope"


def test_what_follows_from_something_rests_on_its_article_too(talk: Begin) -> None:
    say = talk(ZTNA)
    say("この製品が廃止になったらどうなりますか")
    reply = say("それで損害が出たら賠償してもらえますか")
    assert outcome(reply) == "needs_human"
    assert any(c.startswith("ztna:9.1") for c in cited(reply))


@pytest.mark.parametrize("text", ["ざっくりでも構いませんので", "just a ballpark"])
def test_an_estimate_asked_for_gets_the_same_answer(talk: Begin, text: str) -> None:
    say = talk(ZTNA)
    first = say("How much is Core with 500 licences a month?")
    again = say(text)
    assert (again["kind"], outcome(again)) == ("answer", outcome(first))
    assert "¥" not in again["text"]


def test_the_same_is_asked_of_another_fee(talk: Begin) -> None:
    ask = talk({"service": "ztna"})
    ask("月額料金はいつから発生しますか")
    assert [a["intent"] for a in ask("初期のほうは？")["answers"]] == ["fee_initial_when"]


@pytest.mark.parametrize("text", ["事前の通知は何日前ですか", "How much notice would IIJ give?"])
def test_notice_after_an_excess_is_of_the_change_iij_may_make(talk: Begin, text: str) -> None:
    say = talk({"service": "fms", "configuration": {"licences": 3000, "concurrent": 2000, "servers": 3}})
    say("先月ピークが2,300でした。何が起きますか")
    assert ["concurrency_by_iij"] == [a["intent"] for a in say(text)["answers"]]
