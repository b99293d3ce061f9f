"""While a request waits: another item asked about for itself, joined or put in its place; and the request declined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

CORE = {"service": "ztna", "configuration": {"grade": "Core", "licences": 300, "bandwidth": 200, "region": "仙台"}}
JA = ("リージョンを東京に変更してください", "ライセンスを1,000に増やすことはできますか")
EN = ("Please change our region to Tokyo", "Could the licences go up to 1,000?")


def changed(reply: dict[str, Any]) -> set[str]:
    return {d["item"] for d in reply["answers"][-1]["decision"]["difference"]}


@pytest.mark.parametrize(
    ("before", "then", "items"),
    [
        (JA, "それもお願いします", {"licences", "region"}),
        (EN, "please do that as well", {"licences", "region"}),
        (JA, "ではライセンスだけでお願いします", {"licences"}),
        (EN, "Then just the licences please", {"licences"}),
        (EN, "OK, change it to that instead", {"licences"}),
    ],
)
def test_another_item_is_judged_for_itself_and_joined_when_wanted(
    talk: Callable[..., Any], before: tuple[str, str], then: str, items: set[str]
) -> None:
    say = talk(CORE)
    assert "needs_human" == say(before[0])["answers"][0]["decision"]["outcome"]
    assert "allowed" == say(before[1])["answers"][0]["decision"]["outcome"]
    reply = say(then)
    assert ("confirmation", items) == (reply["kind"], changed(reply))


def test_a_yes_is_for_the_request_that_waits(talk: Callable[..., Any]) -> None:
    say = talk(CORE)
    for text in EN:
        say(text)
    reply = say("yes")
    assert ("receipt", {"region"}) == (reply["kind"], changed(reply))


@pytest.mark.parametrize("text", ["no, leave that", "no, leave things as they are", "いや、今のままでいいや"])
def test_a_request_is_declined(talk: Callable[..., Any], text: str) -> None:
    say = talk(CORE)
    say(EN[0] if text.isascii() else JA[0])
    assert "smalltalk" == say(text)["kind"]
    assert "smalltalk" == say("yes" if text.isascii() else "はい")["kind"]


@pytest.mark.parametrize("text", ["They would rather stay on Core. File 500 licences then", "OK, record 500"])
def test_a_number_to_be_filed_is_a_request(talk: Callable[..., Any], text: str) -> None:
    say = talk(CORE)
    say("Could the licences be 550,000?")
    reply = say(text)
    assert ("confirmation", {"licences"}) == (reply["kind"], changed(reply))


@pytest.mark.parametrize(
    ("asked", "filed"),
    [
        ("ログ保存を90日にできますか", "ライセンス1,200で起票して"),
        ("ログ保存を90日にできますか", "Coreのままにします。ライセンスを1,200にしてください"),
        ("Can we have 90 days of log retention?", "We'd rather stay on Core. Record 1,200 licences then"),
    ],
)
def test_another_item_is_requested_in_place_of_a_refused_one(talk: Callable[..., Any], asked: str, filed: str) -> None:
    say = talk(CORE)
    assert "denied" == say(asked)["answers"][0]["decision"]["outcome"]
    reply = say(filed)
    assert ("confirmation", ["allowed"]) == (reply["kind"], [a["decision"]["outcome"] for a in reply["answers"]])
    assert {"licences"} == changed(reply)


@pytest.mark.parametrize("text", ["帯域を1Gにすることは可能ですか", "Would 1G of bandwidth be possible?"])
def test_whether_another_value_can_be_had_is_no_part_of_the_request(talk: Callable[..., Any], text: str) -> None:
    say = talk(CORE)
    say(JA[0])
    assert ("answer", {"bandwidth"}) == ((reply := say(text))["kind"], changed(reply))


@pytest.mark.parametrize("text", ["ライセンスはそのままでいいです", "Leave the licences as they are"])
def test_an_item_that_stays_anyway_records_nothing(talk: Callable[..., Any], text: str) -> None:
    say = talk(CORE)
    say("帯域を1Gにしてください")
    reply = say(text)
    assert ("confirmation", {"bandwidth"}) == (reply["kind"], changed(reply))
