"""The other service: what was just asked of the one is asked of the other, and values told on are of that one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from replies import decided


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        ("ZTNAでオプションだけ途中でやめられますか", "FMSだとどういうルールですか", "fms:6.4"),
        ("Can we drop just an option on FMS?", "How is that handled on ZTNA?", "ztna:10.1"),
        ("What happens on FMS if Absolute ends its service?", "is ZTNA any different there?", "ztna:9.1"),
        ("FMSでログの保存期間は指定できますか", "ZTNAだとどのグレードが必要ですか", "ztna:4.1.2"),
        ("Can the bandwidth be chosen on FMS?", "On ZTNA which grade does it take?", "ztna:4.1.3"),
    ],
)
def test_the_same_is_asked_of_the_other_service(talk: Callable[..., Any], first: str, then: str, clause: str) -> None:
    say = talk()
    say(first)
    assert clause in decided(say(then))["clauses"]


def test_the_days_told_are_reckoned_with_on_the_other_service(talk: Callable[..., Any]) -> None:
    say = talk()
    say("FMSの申込書が2026年12月1日に届いたらいつ解約ですか")
    decision = decided(say("ZTNAでも同じ扱いですか"))
    assert ("ztna", "2026-12-31") == (decision["service"], decision["values"]["effective_date"])


@pytest.mark.parametrize(
    ("first", "bare", "ours"),
    [
        ("ZTNAだとライセンス1,050は選べますか", "1,075なら？", "うちは1,100にできますか"),
        ("Would ZTNA take 1,050 licences?", "and 1,075?", "could ours be raised to 1,100?"),
    ],
)
def test_a_bare_value_stays_with_the_service_asked_about(
    talk: Callable[..., Any], first: str, bare: str, ours: str
) -> None:
    say = talk({"service": "fms", "configuration": {"licences": 1000, "concurrent": 2000, "servers": 2}})
    say(first)
    assert "ztna" == decided(say(bare))["service"]
    assert "fms" == decided(say(ours))["service"]


@pytest.mark.parametrize("text", ["どれくらい前に連絡がもらえますか", "how long before would you notify us?"])
def test_notice_of_a_discontinuation_is_of_that(talk: Callable[..., Any], text: str) -> None:
    say = talk()
    say("What happens on FMS if Absolute ends its service?")
    assert ["abolition"] == [a["intent"] for a in say(text)["answers"]]


def test_a_value_checked_for_the_one_is_checked_for_the_other(talk: Callable[..., Any]) -> None:
    say = talk()
    assert "denied" == decided(say("On ZTNA, can we use IPv6?"))["outcome"]
    decision = decided(say("Is FMS any different?"))
    assert "fms" == decision["service"]
    assert "fms:2.1" in decision["clauses"]


def test_a_short_question_with_a_subject_of_its_own_is_that(talk: Callable[..., Any]) -> None:
    say = talk()
    say("Which of the two supports IPv6?")
    assert ["guarantee"] == [a["intent"] for a in say("Does FMS have an SLA?")["answers"]]
