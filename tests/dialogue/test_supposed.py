"""What is supposed, day by day or grade by grade: what it leaves as it was, and what is made of it when asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Begin = Callable[..., Any]
CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 700, "bandwidth": 500, "region": "東京"},
}


def _values(reply: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = reply["answers"][0]["decision"]["values"]
    return values


def _changed(reply: dict[str, Any]) -> dict[str, Any]:
    return {d["item"]: d["after"] for d in reply["answers"][-1]["decision"]["difference"]}


@pytest.mark.parametrize(
    "said",
    [
        (
            "ZTNAを解約したいです。申込書は2026年12月8日に届きます",
            "1月末で終わらせたいと書いたら？",
            "じゃあ2月末にするとしたら",
            "その場合、いつまでに着けばいい？",
        ),
        (
            "Please cancel our ZTNA contract. The form arrives on 8 December 2026.",
            "What if we put 31 January 2027 on it as the end date?",
            "and 28 February?",
            "how late could the form come in then?",
        ),
    ],
)
def test_ends_supposed_one_after_the_other_leave_the_request_as_it_is(talk: Begin, said: tuple[str, ...]) -> None:
    ask = talk()
    asked, first, second, latest = (ask(text) for text in said)
    assert asked["kind"] == "confirmation"
    assert "2027-01-31" == _values(first)["effective_date"]
    assert "2027-02-28" == _values(second)["effective_date"]
    assert "2027-01-29" == _values(latest)["latest_arrival_date"]
    recorded = ask("はい" if said[0][0] == "Z" else "yes")
    assert recorded["kind"] == "receipt"
    assert "2027-01-07" == _values(recorded)["effective_date"]


@pytest.mark.parametrize(
    ("asked", "beside", "end"),
    [
        ("2027年3月31日に解約するには申込書はいつまでに必要ですか", "その前の日に着いたら？", "2027-03-31"),
        ("2027年3月31日に解約するには申込書はいつまでに必要ですか", "2日遅れて届いたらどうなりますか", "2027-04-02"),
        ("Latest day for the form, to end on 31 March 2027?", "what if it came a week earlier?", "2027-03-31"),
        ("Latest day for the form, to end on 31 March 2027?", "and if it arrives two days later?", "2027-04-02"),
        ("If the form arrives on 12 January 2027, when does the contract end?", "and a day earlier?", "2027-02-10"),
    ],
)
def test_a_day_is_told_by_its_distance_from_the_last(talk: Begin, asked: str, beside: str, end: str) -> None:
    ask = talk({"service": "fms"})
    ask(asked)
    assert end == _values(ask(beside))["effective_date"]


@pytest.mark.parametrize(
    "said",
    [
        (
            "解約申込書が昨日届きました。解約日はいつですか",
            "書面の希望日は2027年1月20日です",
            "それで解約を受け付けてください",
        ),
        (
            "The form came yesterday. When does the contract end?",
            "It has 20 January 2027 as the requested end date",
            "Register that cancellation please",
        ),
    ],
)
def test_a_cancellation_rests_on_the_days_just_reckoned_with(talk: Begin, said: tuple[str, ...]) -> None:
    ask = talk({"service": "fms"})
    *_, last = (ask(text) for text in said)
    assert last["kind"] == "confirmation"
    assert "2027-01-20" == _values(last)["effective_date"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("申込書が2027年1月12日に着いたらいつ終わりますか", "2027年3月31日に終わりたいです。書類の最終到着日は？"),
        ("If the form arrives on 12 January 2027, when does it end?", "We want 31 March 2027. Last day for the form?"),
    ],
)
def test_the_last_day_for_the_form_leaves_the_arrival_supposed(talk: Begin, first: str, then: str) -> None:
    ask = talk({"service": "fms"})
    ask(first)
    assert "2027-03-01" == _values(ask(then))["latest_arrival_date"]


@pytest.mark.parametrize(
    ("asked", "then", "wanted"),
    [
        (
            "Completeにしたらログは何日選べますか",
            "変更お願いします。ログは90日",
            {"grade": "Complete", "log": 90},
        ),
        (
            "On Complete, how long are logs kept?",
            "Please make the change. 180 days.",
            {"grade": "Complete", "log": 180},
        ),
        ("Completeだとログは何日ですか", "ログを360日に変更してください", {"grade": "Complete", "log": 360}),
        (
            "If we moved to Complete, could we get the SSE add-on?",
            "OK please make the change. Log 180.",
            {"grade": "Complete", "log": 180, "options": ["sse"]},
        ),
    ],
)
def test_a_grade_only_supposed_is_asked_for_with_what_it_needs(
    talk: Begin, asked: str, then: str, wanted: dict[str, Any]
) -> None:
    ask = talk(CORE)
    assert ask(asked)["kind"] == "answer"
    reply = ask(then)
    assert reply["kind"] == "confirmation"
    assert wanted == _changed(reply)


def test_a_change_without_its_values_asks_for_them(talk: Begin) -> None:
    ask = talk(CORE)
    ask("Completeだとログは何日ですか")
    reply = ask("変更をお願いします")
    assert ["log"] == [m["slot"] for m in reply["missing"]]
    assert {"grade": "Complete", "log": 90} == _changed(ask("90日で"))


def test_what_would_follow_is_no_wish(talk: Begin) -> None:
    ask = talk({"service": "fms"})
    ask("2026年12月28日に申込書が届き、希望日が2027年1月31日ならいつ終わりますか")
    reply = ask("希望を書かなかったら")
    assert reply["kind"] == "answer"
    assert "2027-01-27" == _values(reply)["effective_date"]
