"""The end of a contract or an option told in pieces: which day, of what, by which paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.dialogue.ending_turns import names_no_end_day

Begin = Callable[..., Any]
FMS = {"service": "fms"}
ZTNA = {"service": "ztna"}


def values(reply: dict[str, Any]) -> dict[str, Any]:
    return dict(reply["answers"][0]["decision"]["values"])


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("解約日の記載がない場合は？", True),
        ("希望日が空欄だったら", True),
        ("and with no termination date on it?", True),
        ("what if the end date was left blank?", True),
        ("終了日は12月20日です", False),
        ("the stop date is January 15", False),
        ("解約日はいつになりますか", False),
    ],
)
def test_a_text_can_say_that_no_day_of_the_end_is_wished_for(text: str, none: bool) -> None:
    assert names_no_end_day(text) is none


@pytest.mark.parametrize(
    ("turns", "days"),
    [
        (
            (
                "The cancellation form reached IIJ on December 1, 2026. When does it end?",
                "sorry, they put February 10 on the form as their last day",
                "and if it got to you on Jan 20, 2027?",
                "what if no end date had been written?",
            ),
            ("2026-12-31", "2027-02-10", "2027-02-19", "2027-02-19"),
        ),
        (
            (
                "解約申込書が2026年12月1日に届きました。解約日は？",
                "実は2027年2月10日終了希望と書いてありました",
                "解約日の指定がなかったら？",
            ),
            ("2026-12-31", "2027-02-10", "2026-12-31"),
        ),
    ],
)
def test_days_of_the_end_join_replace_and_leave(talk: Begin, turns: tuple[str, ...], days: tuple[str, ...]) -> None:
    say = talk(FMS)
    assert [values(say(text)).get("effective_date") for text in turns] == list(days)


def test_the_prescribed_form_after_all_takes_the_day_told_of_the_mail(talk: Begin) -> None:
    say = talk(FMS)
    assert say("They cancelled by e-mail, it arrived on December 3, 2026. When does it end?")["answers"]
    assert values(say("and if it had been the prescribed form?"))["effective_date"] == "2027-01-02"


def test_the_same_is_asked_of_the_option_and_of_the_contract(talk: Begin) -> None:
    say = talk(ZTNA)
    asked = "マルチリージョンの最低利用期間はいつまで？オプションの課金開始は2027年3月5日です"
    assert values(say(asked))["minimum_term_end"] == "2027-04-04"
    reply = say("契約本体のほうは？同じ日からだと")
    assert values(reply)["minimum_term_end"] == "2027-04-04"
    assert "ztna:2.1" in reply["answers"][0]["decision"]["clauses"]


def test_the_option_of_a_minimum_term_stays_when_only_days_are_asked_about(talk: Begin) -> None:
    say = talk(FMS)
    say("what options does FMS have?")
    assert say("the first one, is there a minimum term for that?")["answers"][0]["intent"] == "minimum_term_length"
    reply = say("when would the minimum term end if billing starts on March 31, 2027?")
    assert values(reply)["minimum_term_end"] == "2027-04-30"
    assert any(c.startswith("fms:6.3") for c in reply["answers"][0]["decision"]["clauses"])


def test_what_ending_an_option_early_costs_is_computed_from_the_days_told(talk: Begin) -> None:
    say = talk(FMS)
    say("マルチリージョンを停止したいです。申込書は2026年11月20日に届いています")
    say("停止日は1月15日と書いてありました")
    say("このオプションの課金開始は11月25日です")
    assert values(say("停止日の指定がなかったら調定金はかかりますか"))["charge_due"] is True


@pytest.mark.parametrize("refusal", ["nope, changed my mind", "hm, we'd rather not", "いや、気が変わりました"])
def test_a_request_refused_in_other_words_is_not_recorded_by_a_later_yes(talk: Begin, refusal: str) -> None:
    say = talk(FMS | {"configuration": {"licences": 500, "concurrent": 2000, "servers": 1, "region": "東京"}})
    assert say("please change us to 3 servers")["kind"] == "confirmation"
    assert say(refusal)["kind"] == "smalltalk"
    assert say("yes")["kind"] == "smalltalk"


def test_a_grade_or_a_value_is_no_part_of_an_end(talk: Begin) -> None:
    say = talk(ZTNA | {"configuration": {"grade": "Core", "licences": 300, "bandwidth": 500, "region": "東京"}})
    say("透過プロキシを停止したい")
    reply = say("それならStarterに下げるのは？")
    assert reply["answers"][0]["decision"]["outcome"] == "denied"
