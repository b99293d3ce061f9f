"""The way back: a change the other way round, a request taken back, a notice that was none, one of several options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

CORE = {"service": "ztna", "configuration": {"grade": "Core", "licences": 700, "bandwidth": 500, "region": "大阪"}}
FMS = {
    "service": "fms",
    "configuration": {"licences": 2000, "concurrent": 2000, "servers": 2, "region": "Osaka", "redundancy": True},
}


def first(reply: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = reply["answers"][0]["decision"]
    return found


@pytest.mark.parametrize(
    ("there", "back"),
    [
        ("StarterからCompleteって上げられる？", "逆は？"),
        ("can we go from Starter to Core?", "and the other way round?"),
    ],
)
def test_the_change_the_other_way_round(talk: Callable[..., Any], there: str, back: str) -> None:
    say = talk()
    assert "allowed" == first(say(there))["outcome"]
    found = first(say(back))
    assert "denied" == found["outcome"]
    assert "ztna:6.1.1" in found["clauses"]


@pytest.mark.parametrize(
    "text", ["うーん、社内で再検討するので取り消します", "今回は取りやめます", "cancel that, we'll think it over"]
)
def test_a_request_taken_back_is_not_recorded_by_a_yes(talk: Callable[..., Any], text: str) -> None:
    say = talk(CORE)
    say("ライセンスを750に変更してください")
    say("やっぱり800にしてください")
    assert "smalltalk" == say(text)["kind"]
    assert "receipt" != say("はい")["kind"]


def test_devices_counted_are_no_hours(talk: Callable[..., Any]) -> None:
    say = talk()
    say("ZTNAのVPN装置3台中1台だけ5時間落ちてた（残り2台は普通につながる）。減額ある？")
    assert "1/30" == first(say("3台とも落ちてたら？"))["values"]["credit_fraction"]
    assert "1/5" == first(say("5時間じゃなくて25時間だったら"))["values"]["credit_fraction"]


def test_region_and_redundancy_are_told_together(talk: Callable[..., Any]) -> None:
    say = talk()
    say("FMSを新規で契約したいです。ライセンス1,200、同時利用2,000、サーバ3台で足りますか")
    assert "allowed" == first(say("リージョンは東京、冗長構成はありで"))["outcome"]


def test_what_a_customer_wants_is_not_what_they_have(talk: Callable[..., Any]) -> None:
    context = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 450, "region": "Tokyo"}}
    assert (
        "denied"
        == first(talk(context)("The customer on this contract wants 650 licences. Is that possible?"))["outcome"]
    )


def test_which_article_lets_an_item_change(talk: Callable[..., Any]) -> None:
    assert "fms:5.1.1" in first(talk(FMS)("Which article lets us change the licence count?"))["clauses"]


def test_a_suspension_without_notice(talk: Callable[..., Any]) -> None:
    say = talk()
    say("ZTNA was down from 01:00 to 05:00 on 14 November, during a suspension you had notified us of. Any credit?")
    assert "1/30" == first(say("And if there had been no notice at all?"))["values"]["credit_fraction"]


def test_a_stop_date_is_that_of_the_option_spoken_of(talk: Callable[..., Any]) -> None:
    say = talk({"service": "fms"})
    say("How do we stop the multi-region option?")
    say("Suppose the form reaches you on December 21")
    say("Billing for the option starts on January 5, 2027. Would there be an early termination charge?")
    found = first(say("and if we name February 28, 2027 as the stop date on the form?"))
    assert "2027-02-28" == found["values"]["effective_date"]
    assert "fms:6.4" in found["clauses"]


def test_an_option_cancelled_later_is_not_the_request(talk: Callable[..., Any]) -> None:
    say = talk(CORE)
    say("please add the transparent proxy option")
    assert "receipt" == say("yes")["kind"]
    assert "question" != say("can we cancel that option again later on?")["kind"]


def test_why_another_option_is_not_there(talk: Callable[..., Any]) -> None:
    say = talk()
    say("intro support on fms?")
    say("config change?")
    assert "denied" == first(say("why no intro support there"))["outcome"]


def test_what_was_asked_about_is_requested(talk: Callable[..., Any]) -> None:
    say = talk()
    say("we're on FMS with 3,000 licences and 2,000 concurrent")
    assert "allowed" == first(say("can we go to 5,000 concurrent?"))["outcome"]
    assert "confirmation" == say("ok please request it")["kind"]


def test_a_cause_told_alone_is_reckoned_with(talk: Callable[..., Any]) -> None:
    say = talk()
    say("FMSが全く使えませんでした。IIJが知ったのは11/3の9時、直ったのは11/5の15時です")
    assert "1/15" == first(say("原因はIIJ側です"))["values"]["credit_fraction"]


def test_which_grade_takes_a_value(talk: Callable[..., Any]) -> None:
    say = talk()
    say("Does Starter have logs?")
    assert "Complete" in say("Which grade do I need for 360 days then?")["text"]
