"""Steps without their item, the next tier, the total, and what few words take up of what was said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 1200, "bandwidth": 1000, "log": 180, "region": "東京"},
}
FMS = {
    "service": "fms",
    "configuration": {"licences": 1000, "concurrent": 2000, "servers": 1, "region": "東京", "redundancy": False},
}


@pytest.mark.parametrize(
    ("first", "then", "licences"),
    [
        ("add 70 more please", "the higher one then", 1300),
        ("あと70追加してください", "少ない方で", 1250),
        ("add 70 more please", "actually make it 1,400 in total", 1400),
        ("あと70追加してください", "やっぱり合計で1,400にしてください", 1400),
    ],
)
def test_a_step_and_then_a_number(talk: Begin, first: str, then: str, licences: int) -> None:
    ask = talk(COMPLETE)
    assert [1250, 1300] == decided(ask(first))["values"]["nearest_licences"]
    reply = ask(then)
    assert ("confirmation", licences) == (reply["kind"], decided(reply)["result"]["licences"])


@pytest.mark.parametrize("text", ["Then let's move up to the next tier", "では次の段階に上げてください"])
def test_the_next_tier_after_an_excess(talk: Begin, text: str) -> None:
    ask = talk(FMS)
    ask("ピーク時に同時2,300台になってしまいました。どうなりますか")
    reply = ask(text)
    assert ("confirmation", 5000) == (reply["kind"], decided(reply)["result"]["concurrent"])


@pytest.mark.parametrize(
    ("first", "only", "back"),
    [
        ("3 more servers and 500 more licences please", "just the servers then", "no wait, licences as well"),
        ("サーバを3台追加、ライセンスを500追加してください", "サーバだけにして", "やっぱりライセンスも一緒に"),
    ],
)
def test_what_was_taken_out_is_put_back(talk: Begin, first: str, only: str, back: str) -> None:
    ask = talk(FMS)
    ask(first)
    left = decided(ask(only))["result"]
    assert (4, 1000) == (left["servers"], left["licences"])
    both = decided(ask(back))["result"]
    assert (4, 1500) == (both["servers"], both["licences"])


def test_the_limit_just_told_is_given(talk: Begin) -> None:
    ask = talk(COMPLETE)
    ask("what's the maximum bandwidth?")
    assert 2000 == decided(ask("then give us that"))["result"]["bandwidth"]


@pytest.mark.parametrize("text", ["what did I just request?", "何を依頼したんでしたっけ"])
def test_what_was_requested_is_told_and_not_taken_back(talk: Begin, text: str) -> None:
    ask = talk(COMPLETE)
    ask("ライセンスを1,300にしてください")
    assert "1,300" in ask(text)["text"]
    assert "receipt" == ask("はい")["kind"]


def test_a_question_about_undoing_takes_nothing_back(talk: Begin) -> None:
    ask = talk(COMPLETE)
    ask("please change to 1,300 licences")
    ask("can we undo that later?")
    assert "receipt" == ask("yes")["kind"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            "ZTNAを1月末で解約したいのですが、書類はいつまでに必要ですか",
            "費用はかかりますか。課金開始は2026年11月20日です",
        ),
        (
            "We want to leave ZTNA at the end of January 2027. When must the form arrive?",
            "does that cost us anything? billing started on 20 November 2026",
        ),
    ],
)
def test_the_cost_of_the_end_spoken_of(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    ask(first)
    assert decided(ask(then))["values"]["charge_due"] is False


@pytest.mark.parametrize(
    ("stop", "cost", "billed"),
    [
        (
            "When does the FMS multi-region option stop if the form arrives on 20 January 2027?",
            "what would that cost?",
            "billed from 1 January 2027, is there a charge?",
        ),
    ],
)
def test_the_cost_of_stopping_an_option(talk: Begin, stop: str, cost: str, billed: str) -> None:
    ask = talk()
    ask(stop)
    assert "option_minimum_term_consequence" == ask(cost)["answers"][0]["intent"]
    ask = talk()
    ask(stop)
    assert decided(ask(billed))["values"]["charge_due"] is False


def test_the_articles_named_are_read_out(talk: Begin) -> None:
    ask = talk()
    ask("Is there an SLA on ZTNA?")
    ask("where is that written?")
    assert ["show_text"] == [a["intent"] for a in ask("read me the ZTNA one")["answers"]]


@pytest.mark.parametrize("text", ["would FMS have paid as well?", "FMSでも減額されますか"])
def test_whether_the_other_service_pays(talk: Begin, text: str) -> None:
    ask = talk()
    ask("ZTNAが11月3日の22時から翌朝6時半まで止まりました。減額は？")
    ask("いつまでに請求すればいいですか")
    assert "0" == decided(ask(text))["values"]["credit_fraction"]
