"""Several outages told by the clock: each has its length and its day, and one of them can be put right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
ZTNA = {"service": "ztna"}
EN = (
    "The tunnel was down from 09:00 to 09:45 on 3 November and from 23:00 on 9 November to 02:00 on 10 November. "
    "What is the credit in all?"
)
JA = "11月3日9時から9時45分まで、11月9日23時から10日2時まで止まりました。減額は合わせていくらですか"


@pytest.mark.parametrize("text", [EN, JA, "11/3の9:00〜9:45と11/9の23:00〜11/10の2:00に停止。減額の割合は？"])
def test_each_outage_counts_for_itself(talk: Begin, text: str) -> None:
    values = decided(talk(ZTNA)(text))["values"]
    assert (["1/90", "1/30"], "2/45") == (values["incident_fractions"], values["credit_fraction"])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (EN, "Sorry, the first one lasted until 10:15."),
        (EN, "Correction: the first one ended at 10:15."),
        (JA, "すみません、1回目は10時15分まででした"),
        (JA, "1回目の終わりは10時15分でした"),
    ],
)
def test_one_of_them_is_put_right(talk: Begin, first: str, then: str) -> None:
    ask = talk(ZTNA)
    ask(first)
    assert decided(ask(then))["values"]["credit_fraction"] == "1/15"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (EN, "And until when can we claim for the one on 9 November?"),
        (JA, "11月9日の分はいつまでに請求すればいいですか"),
    ],
)
def test_each_has_its_own_last_day(talk: Begin, first: str, then: str) -> None:
    ask = talk(ZTNA)
    ask(first)
    assert decided(ask(then))["values"]["claim_deadline"] == "2027-02-09"


def test_fms_asks_when_iij_knew(talk: Begin) -> None:
    ask = talk({"service": "fms"})
    first = (
        "Total outages from 9:00 on 2 November to 10:00 on 3 November and 9:00 on 9 November to 12:00 on 11 November"
    )
    assert ask(f"{first}. Your fault. What is the credit?")["kind"] == "question"
    values = decided(ask("You knew at once each time"))["values"]
    assert values["incident_fractions"] == ["1/30", "1/15"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("can an FMS customer have 1,250 licences?", "same number on ZTNA Complete?"),
        ("FMSで1,250ライセンスは選べますか", "ZTNAのCompleteで同じ数だと？"),
    ],
)
def test_the_same_number_on_a_grade_there(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    ask(first)
    decision = decided(ask(then))
    assert ("ztna", "allowed") == (decision["service"], decision["outcome"])
