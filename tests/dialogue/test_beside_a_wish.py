"""What is asked while the wish to cancel stands open, and which of several answers a short question means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Begin = Callable[..., Any]


@pytest.mark.parametrize(
    "said", [("解約したいのですが", "来月末で", "FMSです"), ("I'd like to cancel.", "31 December", "FMS")]
)
def test_a_bare_day_of_a_wish_to_cancel_is_the_day_wished_for(talk: Begin, said: tuple[str, ...]) -> None:
    ask = talk()
    *_, last = (ask(text) for text in said)
    assert last["kind"] == "confirmation"
    assert last["answers"][0]["decision"]["values"]["latest_arrival_date"] == "2026-12-01"


@pytest.mark.parametrize(
    ("cost", "since"),
    [
        ("違約金はかかりますか", "課金開始は今年の10月1日です"),
        ("Is there a penalty?", "Billing started on 1 October 2026"),
    ],
)
def test_what_it_costs_is_answered_beside_the_wish(talk: Begin, cost: str, since: str) -> None:
    ask = talk({"service": "fms"})
    ask("2026年12月31日に解約したいです" if cost[0] > "z" else "Please cancel our contract on 31 December 2026")
    assert [a["intent"] for a in ask(cost)["answers"]] == ["early_charge"]
    told = ask(since)
    assert told["answers"][0]["decision"]["rule"] == "early-termination"
    assert told["answers"][0]["decision"]["values"]["charge_due"] is False
    assert ask("はい" if cost[0] > "z" else "yes")["kind"] == "receipt"


@pytest.mark.parametrize("text", ["いつまでに言えばいいですか", "By when do I have to tell you?"])
def test_by_when_after_an_outage_is_the_last_day_to_claim(talk: Begin, text: str) -> None:
    ask = talk({"service": "ztna"})
    ask("ZTNAが2026年11月21日の8時から17時まで使えませんでした。減額はいくらですか")
    assert [a["intent"] for a in ask(text)["answers"]] == ["claim_deadline"]


def test_this_is_in_which_article_asks_about_the_last_answer(talk: Begin) -> None:
    ask = talk({"service": "ztna"})
    ask("StarterでSSEは使えますか")
    reply = ask("これは第何条に書いてありますか")
    assert [a["intent"] for a in reply["answers"]] == ["which_article"]
    assert "ztna:7.2.3" in reply["answers"][0]["decision"]["clauses"]


@pytest.mark.parametrize(
    "said",
    [
        (
            "12月31日に終わらせるには申込書はいつまでに着けばいいですか",
            "では解約をお願いします。申込書は12月1日に届きます",
        ),
        (
            "By when must the form arrive for an end on 31 December?",
            "Then please cancel; the form will arrive on 1 December",
        ),
    ],
)
def test_a_wish_after_the_days_were_reckoned_is_to_be_confirmed(talk: Begin, said: tuple[str, ...]) -> None:
    ask = talk({"service": "fms"})
    *_, last = (ask(text) for text in said)
    assert last["kind"] == "confirmation"
