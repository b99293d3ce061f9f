"""Outages each claimed for itself and gone back to, two told one after the other, and credits that nobody asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]


@pytest.mark.parametrize(
    ("turns", "fraction"),
    [
        (
            (
                "ZTNAが10月5日に13時間止まりました。まだ請求できますか",
                "8月10日にも40分の停止がありました。そちらは？",
                "では10月の分だけなら割合はどれくらいですか",
            ),
            "1/10",
        ),
        (
            (
                "ZTNA was down for 13 hours on 5 October. Can we still claim?",
                "And there was one of 40 minutes on 10 August. That one?",
                "what would the October one be worth?",
            ),
            "1/10",
        ),
        (
            (
                "ZTNA was down for 13 hours on 5 October. Can we still claim?",
                "And there was one of 40 minutes on 10 August. That one?",
                "And how much would the August outage be?",
            ),
            "1/90",
        ),
    ],
)
def test_one_of_those_claimed_is_gone_back_to(talk: Begin, turns: tuple[str, ...], fraction: str) -> None:
    ask = talk()
    for said in turns[:-1]:
        assert "claim_deadline" in decided(ask(said))["values"]
    assert decided(ask(turns[-1]))["values"]["credit_fraction"] == fraction


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("ZTNAが40分止まりました。減額の割合は？", "夜にもう1回あり、こちらは3時間でした。2回合わせるとどうなりますか"),
        (
            "ZTNA was down for 40 minutes. What fraction?",
            "That night it went again, for 3 hours. What do the two come to?",
        ),
    ],
)
def test_the_second_has_its_own_length(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    ask(first)
    assert decided(ask(then))["values"]["credit_fraction"] == "2/45"


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        ("ZTNAが2時間止まりました。減額は？", "それって先方が言ってこないと引かれないんですか", "ztna:13.1#proviso"),
        ("FMSが30時間止まりました。減額は？", "申し出なければ減額されないということですか", "fms:11.1#request"),
        ("ZTNA was down for 2 hours. What do we get?", "won't it come off unless they ask?", "ztna:13.1#proviso"),
    ],
)
def test_whether_it_comes_unasked(talk: Begin, first: str, then: str, clause: str) -> None:
    ask = talk()
    ask(first)
    assert clause in decided(ask(then))["clauses"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("ZTNAが4時間止まりました。減額は？", "では、FMSはどれだけ止まっても減額はないんですか"),
        ("ZTNA was down for 4 hours. What do we get?", "So FMS never gives any credit, however long it's down?"),
        ("FMSにSLAはありますか", "じゃあ止まっても一切減額なしですか"),
    ],
)
def test_whether_there_is_ever_one(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    ask(first)
    decision = decided(ask(then))
    assert (decision["service"], decision["outcome"], "fms:11.1#24h" in decision["clauses"]) == (
        "fms",
        "explained",
        True,
    )
