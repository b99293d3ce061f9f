"""A value told for the grade that a change was asked about, at once or after the values there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
CORE = {"service": "ztna", "configuration": {"grade": "Core", "licences": 400, "bandwidth": 300, "region": "Tokyo"}}
STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 300, "region": "Tokyo"}}


@pytest.mark.parametrize(
    ("turns", "days"),
    [
        (["May we change to Complete?", "what lengths of log are there?", "90 then"], "90 days"),
        (["Completeに変えられますか", "ログの保存期間はどれが選べますか", "360日で"], "360日"),
        (["Completeに変更は可能ですか", "90日で"], "90日"),
    ],
)
def test_a_log_retention_for_complete(talk: Begin, turns: list[str], days: str) -> None:
    ask = talk(CORE)
    for text in turns[:-1]:
        ask(text)
    reply = ask(turns[-1])
    assert decided(reply)["outcome"] == "allowed"
    assert days in reply["text"]
    assert "Complete" in reply["text"]


def test_asked_for_it_is_a_request(talk: Begin) -> None:
    ask = talk(CORE)
    ask("Completeに変えられますか")
    ask("ログの保存期間はどれが選べますか")
    assert ask("では180日でお願いします")["kind"] == "confirmation"
    assert "180日" in ask("はい")["text"]


def test_a_value_that_there_is_not_is_refused(talk: Begin) -> None:
    ask = talk(CORE)
    ask("May we change to Complete?")
    ask("which log values are there?")
    assert decided(ask("365 then"))["outcome"] == "denied"


def test_without_a_grade_asked_about_the_grade_there_is_counts(talk: Begin) -> None:
    ask = talk(CORE)
    ask("which log values are there?")
    assert decided(ask("180 then"))["outcome"] in ("denied", "explained")


def test_a_bandwidth_for_core(talk: Begin) -> None:
    ask = talk(STARTER)
    ask("Can we move to Core?")
    reply = ask("700M")
    assert decided(reply)["outcome"] == "allowed"
    assert "Core" in reply["text"]
