"""What few words mean while an outage is spoken of: a bare number, a limit asked by a pronoun, facts one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.dialogue.outage import same_unit

Begin = Callable[..., Any]


def test_a_bare_number_has_the_unit_spoken_of() -> None:
    assert same_unit(31, ["PT30M"]) == "PT31M"
    assert same_unit(3, ["P2D"]) == "P3D"
    assert same_unit(3, ["P1DT2H"]) is None
    assert same_unit(3, []) is None


def test_a_bare_number_is_asked_of_the_same_outage(talk: Begin) -> None:
    conversation = talk({"service": "ztna"})
    conversation("Is 30 minutes of downtime enough for a credit?")
    assert conversation("31?")["answers"][0]["decision"]["values"]["credit_fraction"] == "1/90"
    reply = conversation("three days plus one hour?")
    assert reply["answers"][0]["decision"]["values"]["credit_fraction"] == "1/3"


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        ("今月1日に50分つながりませんでした。減額ありますか", "それって上限いくつ？"),
        ("VPN down for 3 hours. Credit?", "is there a cap on that?"),
    ],
)
def test_a_limit_asked_by_a_pronoun_is_that_of_what_was_spoken_of(talk: Begin, first: str, asked: str) -> None:
    conversation = talk({"service": "ztna"})
    conversation(first)
    assert conversation(asked)["answers"][0]["intent"] == "credit_cap"


def test_a_question_in_between_does_not_lose_the_outage(talk: Begin) -> None:
    conversation = talk({"service": "ztna"})
    conversation("VPN装置が2台とも25時間落ちました。減額は？")
    assert conversation("計画停止の通知が来てた場合は？")["answers"][0]["intent"] == "credit_suspension"
    reply = conversation("いえ、通知は来てなかったです。月額は50万円")
    assert reply["answers"][0]["decision"]["values"]["credit_amount_exact"] == "100000"


def test_facts_told_in_one_long_sentence_go_on_with_the_outage(talk: Begin) -> None:
    conversation = talk({"service": "fms"})
    conversation("Everything was down for 40 hours, can we get a refund?")
    unknown = conversation("We have no idea whose fault it was")
    assert unknown["answers"][0]["decision"]["outcome"] == "needs_human"
    reply = conversation(
        "support told us: a failed switch in your data centre, total outage, and you knew from the start"
    )
    assert reply["answers"][0]["decision"]["values"]["credit_fraction"] == "1/30"
