"""A request waved off for another, a grade offered taken with its value, small talk in a form, months of an article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import cited, decided

Begin = Callable[..., Any]
CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 400, "bandwidth": 500, "region": "大阪"},
}
FMS = {
    "service": "fms",
    "configuration": {"licences": 4000, "concurrent": 2000, "servers": 4, "region": "大阪", "redundancy": False},
}


@pytest.mark.parametrize(
    ("context", "first", "then", "wanted"),
    [
        (
            FMS,
            "Please move our region to Tokyo",
            "Oh, forget that, add multi-region instead",
            "multi-region",
        ),
        (
            FMS,
            "リージョンを東京に変更してください",
            "やはりそれはやめて、マルチリージョンを付けてください",
            "マルチ",
        ),
        (FMS, "Raise the servers to 6", "Ah. Never mind that, make it 5,000 licences instead.", "5,000"),
        (CORE, "帯域を1Gにしてください", "いや、それはやめて、ライセンスを500にしてください", "500"),
    ],
)
def test_waved_off_for_another(talk: Begin, context: dict[str, Any], first: str, then: str, wanted: str) -> None:
    ask = talk(context)
    assert ask(first)["kind"] == "confirmation"
    reply = ask(then)  # for an option its region may still be asked
    assert (reply["kind"] in ("confirmation", "question"), wanted in reply["text"]) == (True, True)


@pytest.mark.parametrize(
    ("first", "then", "value"),
    [
        ("ログを90日保存にしたいです", "では、そのグレードに変更してください。180でお願いします", "180"),
        ("ログを90日保存にしたいです", "それに上げてください。保存期間は360で", "360"),
        ("Set log retention to 90 please", "Then move us to that grade. Make it 180 days.", "180"),
    ],
)
def test_the_grade_offered_with_its_value(talk: Begin, first: str, then: str, value: str) -> None:
    ask = talk(CORE)
    assert decided(ask(first))["outcome"] == "denied"
    reply = ask(then)
    assert (reply["kind"], value in reply["text"], "Complete" in reply["text"]) == ("confirmation", True, True)


@pytest.mark.parametrize(
    ("first", "then", "last"),
    [
        ("Completeに上げてください", "ところで、この近くでおいしい蕎麦屋を知りませんか", "180で"),
        ("Upgrade us to Complete", "By the way, do you know a nice pizza place near the station?", "180 then"),
    ],
)
def test_small_talk_in_the_middle_of_a_form(talk: Begin, first: str, then: str, last: str) -> None:
    ask = talk(CORE)
    assert ask(first)["kind"] == "question"
    assert ask(then)["kind"] == "fallback"
    assert ask(last)["kind"] == "confirmation"


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        ("ZTNAの料金の減額はどの条文ですか", "3か月についてはどう書いてありますか", "ztna:13.1#proviso"),
        (
            "Which FMS article covers credits for outages?",
            "and what about the 3 months?",
            "fms:11.1#proviso",
        ),
    ],
)
def test_the_months_of_the_article_shown(talk: Begin, first: str, then: str, clause: str) -> None:
    ask = talk()
    ask(first)
    assert clause in cited(ask(then))


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        ("How is the ZTNA settlement amount worked out?", "And the corresponding appendix in FMS?", "fms:app2"),
        ("FMSの調定金の額はどう決まりますか", "ZTNAの対応する別紙には何と書いてありますか", "ztna:app3"),
        ("Is there a minimum term on FMS?", "What's the equivalent article on ZTNA?", "ztna:2.1"),
        ("FMSの減額の計算方法は？", "ZTNAの対応する条文は？", "ztna:13.1"),
    ],
)
def test_the_matching_place_of_the_other_contract(talk: Begin, first: str, then: str, clause: str) -> None:
    ask = talk()
    ask(first)
    assert clause in cited(ask(then))
