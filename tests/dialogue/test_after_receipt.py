"""What is asked of a request that was just recorded, and how one that is open goes back to what it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Begin = Callable[..., Any]
CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 700, "bandwidth": 500, "region": "東京"},
}


def _changed(reply: dict[str, Any]) -> dict[str, Any]:
    return {d["item"]: d["after"] for d in reply["answers"][-1]["decision"]["difference"]}


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (("帯域を800Mにしてください", "はい"), "番号は？"),
        (("帯域を800Mにしてください", "はい"), "番号は何番でしたっけ"),
        (("please raise the bandwidth to 800M", "yes"), "and the number?"),
        (("please raise the bandwidth to 800M", "yes"), "what's my number again?"),
    ],
)
def test_the_number_is_that_of_what_was_recorded(talk: Begin, said: tuple[str, ...], number: str) -> None:
    ask = talk(CORE)
    *_, receipt = (ask(text) for text in said)
    assert receipt["request"]["id"] in ask(number)["text"]


@pytest.mark.parametrize("text", ["番号は？", "and the number?"])
def test_without_a_request_there_is_no_number(talk: Begin, text: str) -> None:
    ask = talk(CORE)
    ask("透過プロキシは使えますか" if text[0] > "z" else "Can we have the transparent proxy?")
    assert "R-" not in ask(text)["text"]


@pytest.mark.parametrize(
    ("said", "when"),
    [
        (("帯域を800Mにしてください", "はい"), "いつから変わりますか"),
        (("帯域を800Mにしてください", "はい"), "いつから使えるの？"),
        (("please raise the bandwidth to 800M", "yes"), "When does it start?"),
        (("please raise the bandwidth to 800M", "yes"), "when will that take effect"),
    ],
)
def test_from_when_a_recorded_change_applies_is_not_in_the_terms(talk: Begin, said: tuple[str, ...], when: str) -> None:
    ask = talk(CORE)
    for text in said:
        ask(text)
    assert ["change_procedure"] == [a["intent"] for a in ask(when)["answers"]]


@pytest.mark.parametrize(
    ("said", "when"),
    [
        (
            ("申込書が2026年11月20日に届きました。いつ終わりますか", "では解約の登録をお願いします", "はい"),
            "いつ終わるんでしたっけ",
        ),
        (("Please cancel our contract. The form arrived on 20 November 2026.", "yes"), "When does it end?"),
    ],
)
def test_when_a_recorded_cancellation_ends_is_said_again(talk: Begin, said: tuple[str, ...], when: str) -> None:
    ask = talk({"service": "fms"})
    for text in said:
        ask(text)
    assert ask(when)["answers"][0]["decision"]["values"]["effective_date"] == "2026-12-20"


@pytest.mark.parametrize(
    ("said", "back"),
    [
        (("帯域を800Mにしてください", "ライセンスも900に"), "さっきの状態に戻してください"),
        (("帯域を800Mにしてください", "ライセンスも900に"), "ライセンスは元に戻して"),
        (("raise the bandwidth to 800M please", "and the licences to 900"), "put the licences back to what they were"),
        (("raise the bandwidth to 800M please", "make that 1G"), "go back to what I said before"),
    ],
)
def test_the_last_change_of_an_open_request_goes_back(talk: Begin, said: tuple[str, ...], back: str) -> None:
    ask = talk(CORE)
    for text in said:
        ask(text)
    assert {"bandwidth": 800} == _changed(ask(back))


@pytest.mark.parametrize(
    ("said", "back"),
    [
        (("帯域を800Mにしてください",), "元に戻して"),
        (("帯域を800Mにしてください", "ライセンスも900に"), "白紙に戻してください"),
        (("raise the bandwidth to 800M please",), "put it back the way it was"),
        (("raise the bandwidth to 800M please", "make that 1G", "undo that"), "undo that too"),
    ],
)
def test_nothing_is_left_of_the_request(talk: Begin, said: tuple[str, ...], back: str) -> None:
    ask = talk(CORE)
    for text in (*said, back):
        reply = ask(text)
    assert reply["kind"] == "smalltalk"
    assert ask("はい" if back[0] > "z" else "yes")["kind"] == "smalltalk"


@pytest.mark.parametrize(
    ("asked", "longer", "beyond"),
    [
        ("ログを120日にできますか", "長いほうでお願いします", "もう一段上で"),
        ("Could we keep logs for 120 days?", "the longer one please", "the next longer one"),
    ],
)
def test_the_longer_one_is_taken_and_beyond_it_is_none(talk: Begin, asked: str, longer: str, beyond: str) -> None:
    ask = talk({"service": "ztna", "configuration": {**CORE["configuration"], "grade": "Complete", "log": 90}})
    assert ask(asked)["answers"][0]["decision"]["outcome"] == "denied"
    assert {"log": 360} == _changed(ask(longer))
    reply = ask(beyond)
    assert ["log_limits"] == [a["intent"] for a in reply["answers"]]
    assert ask("はい" if asked[0] == "ロ" else "yes")["kind"] == "receipt"
