"""Options that the contract has: whether they stay beside a change, and how one that was just ordered is stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from replies import decided

COMPLETE = {
    "service": "ztna",
    "configuration": {
        "grade": "Complete",
        "licences": 800,
        "bandwidth": 400,
        "log": 90,
        "region": "福岡",
        "options": ["sse", "multi_region"],
        "mr_region": "東京",
    },
}


@pytest.mark.parametrize(
    ("change", "yes", "kept"),
    [
        ("ライセンスを1,200にしてください", "はい", "マルチリージョンはそのまま残りますか"),
        ("Please raise the licences to 1,200", "yes", "Does the multi-region option stay as it is?"),
    ],
)
def test_an_option_stays_beside_a_recorded_change(talk: Callable[..., Any], change: str, yes: str, kept: str) -> None:
    say = talk(COMPLETE)
    say(change)
    assert "receipt" == say(yes)["kind"]
    decision = decided(say(kept))
    assert "allowed" == decision["outcome"]
    assert "ztna:7.2.1" in decision["clauses"]


def test_whether_an_option_stays_without_any_change(talk: Callable[..., Any]) -> None:
    decision = decided(talk(COMPLETE)("SSEアドオンはそのまま使えますか"))
    assert "allowed" == decision["outcome"]
    assert "ztna:7.2.3" in decision["clauses"]


def test_an_option_the_contract_has_is_not_added_by_another_grade(talk: Callable[..., Any]) -> None:
    reply = talk({"service": "ztna", "configuration": {**COMPLETE["configuration"], "options": ["multi_region"]}})(
        "Coreに変えた場合、マルチリージョンは使えますか"
    )
    assert "allowed" == decided(reply)["outcome"]
    assert "ztna:7.2.1" in decided(reply)["clauses"]
    assert "追加" not in reply["text"]


@pytest.mark.parametrize(
    ("order", "yes", "stop"),
    [
        ("設定変更オプションを追加してください", "はい", "いつか止めるときはどうすればいいですか"),
        ("please add the config change option", "yes", "How do we get rid of the option some day?"),
        ("please add the config change option", "yes", "What if we want it gone later?"),
        ("設定変更オプションを追加してください", "はい", "将来いらなくなったらどうなりますか"),
    ],
)
def test_how_an_option_just_ordered_is_stopped(talk: Callable[..., Any], order: str, yes: str, stop: str) -> None:
    say = talk({"service": "fms", "configuration": {"licences": 1000, "concurrent": 2000, "servers": 2}})
    say(order)
    assert "receipt" == say(yes)["kind"]
    assert "fms:6.4" in decided(say(stop))["clauses"]


@pytest.mark.parametrize("text", ["オプションはそのまま残りますか", "Do our options stay in place?"])
def test_all_options_of_the_contract_stay(talk: Callable[..., Any], text: str) -> None:
    decision = decided(talk(COMPLETE)(text))
    assert {"ztna:7.2.1", "ztna:7.2.3"} <= set(decision["clauses"])


def test_an_option_is_stopped_later_and_its_order_not_taken_back(talk: Callable[..., Any]) -> None:
    say = talk({"service": "fms", "configuration": {"licences": 1000, "concurrent": 2000, "servers": 2}})
    say("please add the config change option")
    assert "receipt" == say("yes")["kind"]
    assert ["option_stop_how"] == [a["intent"] for a in say("And how would we cancel it later on?")["answers"]]


def test_an_option_given_up_after_another_change_is_not_that_change(talk: Callable[..., Any]) -> None:
    say = talk(COMPLETE)
    say("帯域を2Gにしてください")
    assert "receipt" == say("はい")["kind"]
    assert ["option_stop"] == [a["intent"] for a in say("マルチリージョンをやめたいときはどうなりますか")["answers"]]


@pytest.mark.parametrize(
    ("first", "form", "there"),
    [
        ("透過プロキシだけ外したいのですが", "申込書を送れば30日で止まりますか", "FMSのオプションだと何日ですか"),
        ("Can we drop just the SSE add-on?", "Wouldn't the form stop it after 30 days?", "What about options on FMS?"),
    ],
)
def test_what_stops_is_the_option_spoken_of(talk: Callable[..., Any], first: str, form: str, there: str) -> None:
    say = talk(COMPLETE)
    for text in (first, form):
        assert "needs_human" == decided(say(text))["outcome"]
    assert "fms:6.4" in decided(say(there))["clauses"]
