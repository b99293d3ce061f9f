"""What a turn does to what stands open, in words that say it sideways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Begin = Callable[..., Any]
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 400, "bandwidth": 300, "log": 180, "region": "Osaka"},
}
WITH_SSE = {"service": "ztna", "configuration": {**COMPLETE["configuration"], "options": ["sse"]}}


@pytest.mark.parametrize("text", ["they say the SSE can go", "SSEはなくてもいいそうです", "we can do without the SSE"])
def test_an_option_may_go_in_many_words(talk: Begin, text: str) -> None:
    conversation = talk(WITH_SSE)
    assert conversation("please change us to Core")["missing"][0]["slot"] == "sse_fate"
    assert conversation(text)["kind"] == "confirmation"


def test_staying_on_the_grade_gives_the_change_up(talk: Begin) -> None:
    conversation = talk(COMPLETE)
    assert conversation("please change us to Core")["kind"] == "confirmation"
    assert conversation("leave it then, they'll stay on Complete")["kind"] == "smalltalk"
    assert conversation("yes")["kind"] != "receipt"


def test_a_supposition_is_no_request(talk: Begin) -> None:
    conversation = talk()
    conversation("Core 450ライセンス 帯域200Mって契約できる？")
    conversation("Starterなら？")
    assert conversation("帯域は100でいいとして")["kind"] in ("answer", "question")


def test_use_above_the_contract_is_told_apart_from_a_choice_of_it(talk: Begin) -> None:
    conversation = talk()
    conversation("customer on FMS asks about 5,000 or 15,000 concurrent, both possible?")
    reply = conversation("they're contracted at 5,000 and peaked at 5,600 last week")
    assert reply["answers"][0]["intent"] == "usage_excess"
    within = conversation("and if the peak had been exactly 5,000?")
    assert within["answers"][0]["decision"]["outcome"] == "explained"
