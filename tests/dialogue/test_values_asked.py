"""Values asked for in few words: the next one to a number, all there are, so many left, none; and the nearest taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import cited, decided

Begin = Callable[..., Any]
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 2000, "bandwidth": 500, "log": 90, "region": "大阪"},
}
FMS = {
    "service": "fms",
    "configuration": {"licences": 4000, "concurrent": 2000, "servers": 4, "region": "大阪", "redundancy": False},
}


@pytest.mark.parametrize(
    ("context", "first", "then", "wanted"),
    [
        (COMPLETE, "Set our licences to 2,010", "One step up, please", "2,050"),
        (COMPLETE, "Set our licences to 2,010", "the higher one then", "2,050"),
        (COMPLETE, "ライセンスを2,020にしてください", "では一つ上の数でお願いします", "2,050"),
        (FMS, "Please make it 4,020 licences", "the nearest one please", "4,100"),
        (FMS, "ライセンスを4,030にしてください", "一つ上の数にしてください", "4,100"),
        (FMS, "ライセンスを4,030にしてください", "上のほうの数で", "4,100"),
    ],
)
def test_the_number_beside_what_the_contract_has(
    talk: Begin, context: dict[str, Any], first: str, then: str, wanted: str
) -> None:
    ask = talk(context)
    assert decided(ask(first))["outcome"] == "denied"
    reply = ask(then)
    assert reply["kind"] == "confirmation"
    assert wanted in reply["text"]


@pytest.mark.parametrize(
    ("context", "first", "then"),
    [
        (FMS, "同時利用を5,000に増やしてください", "ところで5,000の次の段階は何台ですか"),
        (FMS, "同時利用を5,000に増やしてください", "同時利用って5000の上は何台？"),
        (FMS, "Raise the concurrent devices to 5,000", "By the way, what comes after 5,000?"),
        (FMS, "Raise the concurrent devices to 5,000", "which tier is above 5,000?"),
    ],
)
def test_what_comes_next_to_a_number(talk: Begin, context: dict[str, Any], first: str, then: str) -> None:
    ask = talk(context)
    assert ask(first)["kind"] == "confirmation"
    reply = ask(then)
    assert (decided(reply)["outcome"], "15,000" in reply["text"]) == ("explained", True)
    done = ask("はい、記録してください" if not then.isascii() else "OK, record it")
    assert (done["kind"], "5,000" in done["text"]) == ("receipt", True)


@pytest.mark.parametrize(
    ("first", "then", "clause", "value"),
    [
        ("Could FMS have 3,000 concurrent devices?", "so which numbers are there", "fms:3.1.2", "15,000"),
        ("FMSで同時利用3,000は可能ですか", "では何台ならあるんですか", "fms:3.1.2", "15,000"),
        ("Completeでログ保存を100日にできますか", "何日があるの", "ztna:1.1#complete.log", "360"),
        ("Can Complete keep logs for 100 days?", "which lengths do you offer?", "ztna:1.1#complete.log", "360"),
    ],
)
def test_all_the_values_there_are(talk: Begin, first: str, then: str, clause: str, value: str) -> None:
    ask = talk()
    assert decided(ask(first))["outcome"] == "denied"
    reply = ask(then)
    assert (decided(reply)["outcome"], clause in cited(reply), value in reply["text"]) == ("explained", True, True)


@pytest.mark.parametrize(
    ("first", "then", "outcome"),
    [
        ("Can we give up some of our FMS licences?", "what about 70?", "denied"),
        ("Can we give up some of our FMS licences?", "and if only 300 were left?", "allowed"),
        ("FMSのライセンスの一部だけ解約できますか", "では80だと？", "denied"),
        ("ZTNAのライセンスの一部だけ解約できますか", "250まで減らしたい場合は？", "allowed"),
        ("Can FMS have 2 servers?", "and zero?", "denied"),
        ("FMSのサーバは2台にできますか", "ゼロだとどうですか", "denied"),
    ],
)
def test_fewer_or_none(talk: Begin, first: str, then: str, outcome: str) -> None:
    ask = talk()
    ask(first)
    assert decided(ask(then))["outcome"] == outcome


@pytest.mark.parametrize(
    ("first", "then", "last"),
    [
        (
            "Change licences to 2,100",
            "set the bandwidth to 4G as well",
            "Okay, leave the bandwidth as it is and just do the 2,100 licences",
        ),
        (
            "Change licences to 2,100",
            "also set the log retention to 100",
            "Forget the log and only change the licences",
        ),
        (
            "ライセンスを2,100にしてください",
            "帯域も4Gにしてください",
            "では帯域は今のままにして、ライセンスの方だけ進めてください",
        ),
    ],
)
def test_what_stays_and_what_alone_is_done(talk: Begin, first: str, then: str, last: str) -> None:
    ask = talk(COMPLETE)
    ask(first)
    assert decided(ask(then))["outcome"] == "denied"
    reply = ask(last)
    assert (reply["kind"], "2,100" in reply["text"]) == ("confirmation", True)
