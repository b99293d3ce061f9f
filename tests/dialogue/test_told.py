"""What a person tells of their contract is noted, and what is asked later rests on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Begin = Callable[..., Any]


def outcome(reply: dict[str, Any]) -> str:
    return str(reply["answers"][0]["decision"]["outcome"])


@pytest.mark.parametrize(
    ("told", "asked", "shown"),
    [
        ("we're on Core, 500 licences, 300M", "is SSE possible?", "Core"),
        ("うちはCoreで、ライセンスは500、帯域は1Gです", "SSEは使えますか", "500"),
        ("We have Core with 500 licences.", "can we get SSE?", "Core"),
    ],
)
def test_a_contract_told_is_noted_and_used(talk: Begin, told: str, asked: str, shown: str) -> None:
    conversation = talk()
    reply = conversation(told)
    assert reply["kind"] == "smalltalk"
    assert shown in reply["text"]
    assert outcome(conversation(asked)) == "denied"


def test_another_grade_asked_about_is_not_overruled(talk: Begin) -> None:
    conversation = talk()
    conversation("we're on Core, 500 licences, 300M")
    assert outcome(conversation("can we get the transparent proxy?")) == "allowed"
    assert outcome(conversation("and on Starter?")) == "denied"


def test_a_change_is_counted_from_what_was_told(talk: Begin) -> None:
    conversation = talk()
    conversation("we're on Core, 500 licences, 300M")
    reply = conversation("please add 100 more licences")
    assert reply["kind"] == "confirmation"
    assert "600" in reply["text"]


def test_what_was_told_can_be_asked_back(talk: Begin) -> None:
    conversation = talk()
    conversation("we're on Core, 500 licences, 300M")
    assert "500" in conversation("what do you know about my contract?")["text"]


def test_what_the_caller_vouches_for_goes_first(talk: Begin) -> None:
    conversation = talk({"service": "ztna", "configuration": {"grade": "Complete", "licences": 300, "log": 90}})
    conversation("we're on Core, 500 licences, 300M")
    assert outcome(conversation("can we get SSE?")) == "allowed"


def test_a_wish_is_no_contract(talk: Begin) -> None:
    assert talk()("we'd like Core, 500 licences, 300M")["kind"] != "smalltalk"


def test_a_way_offered_changes_the_contract_that_was_told(talk: Begin) -> None:
    conversation = talk()
    conversation("we're on Core, 800 licences, 300M")
    assert outcome(conversation("can we have SSE?")) == "denied"
    asked = conversation("the first one then")
    assert asked["missing"][0]["slot"] == "log"
    reply = conversation("180")
    assert reply["kind"] == "confirmation"
    assert "Complete" in reply["text"]
    assert "180" in reply["text"]


@pytest.mark.parametrize(
    "text",
    [
        "Customer on Starter asks for the transparent proxy option. Possible?",
        "We're on Starter and want the proxy. OK?",
    ],
)
def test_what_is_asked_for_beside_the_contract_is_not_had(talk: Begin, text: str) -> None:
    assert outcome(talk()(text)) == "denied"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("うちはStarterです", "Starter"),
        ("弊社のライセンスは700です", "700"),
        ("Our region is Osaka", "Osaka"),
        ("We have 300 licences", "300"),
        ("We use FMS.", "IIJ Flex Mobility Service"),
    ],
)
def test_one_thing_told_to_begin_with_is_noted(talk: Begin, told: str, shown: str) -> None:
    reply = talk()(told)
    assert reply["kind"] == "smalltalk"
    assert shown in reply["text"]


def test_what_was_told_before_the_service_is_kept(talk: Begin) -> None:
    conversation = talk()
    conversation("Our region is Tokyo")
    conversation("we have 300 licences")
    conversation("we are on Core")
    assert "300" in conversation("what do you know about my contract?")["text"]
    assert outcome(conversation("Can we add multi-region in Tokyo?")) == "denied"
    assert "350" in conversation("please add 50 more licences")["text"]


def test_what_is_told_against_what_the_caller_vouches_for_is_not_taken_over(talk: Begin) -> None:
    conversation = talk({"service": "ztna", "configuration": {"grade": "Complete", "licences": 300, "log": 90}})
    reply = conversation("うちはStarterです")
    assert "Complete" in reply["text"]
    assert outcome(conversation("SSEは使えますか")) == "allowed"


@pytest.mark.parametrize("text", ["弊社はCoreで、SSEを使いたいです", "We're on Core and need the SSE add-on"])
def test_a_wish_beside_it_is_answered(talk: Begin, text: str) -> None:
    assert outcome(talk()(text)) == "denied"
