"""Mails that tell a change wished for and ask about it; days of a notice told apart from days of an end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Talk = Callable[..., Any]


@pytest.mark.parametrize(
    "mail",
    [
        "お世話になっております。現在ZTNAのCoreを600ライセンスで利用しておりますが、来期よりライセンス数を半減させたいと考えております。"
        "どのような手続きがいつまでに必要でしょうか。また、費用は発生しますか。",
        "We're on ZTNA Core with 600 licences. Next spring we plan to cut the licences by half. "
        "What do we have to submit, and by when? Will there be a fee?",
    ],
)
def test_a_change_wished_for_is_judged_beside_the_questions_about_it(talk: Callable[..., Talk], mail: str) -> None:
    reply = talk()(mail)
    said = {a["intent"]: a["decision"] for a in reply["answers"]}
    assert "answer" == reply["kind"]
    assert {"change_procedure", "fee_oneoff_amount"} < set(said)
    assert not any(name.startswith("termination") for name in said)
    assert "300" in reply["text"]


def test_an_option_one_has_is_dropped_with_it(talk: Callable[..., Talk]) -> None:
    reply = talk()(
        "We are on Core with 600 licences and the transparent proxy. We intend to drop the proxy. "
        "What is the procedure?"
    )
    assert ["needs_human", "needs_human"] == [a["decision"]["outcome"] for a in reply["answers"]]
    assert "ztna:7.2.2" in {c for a in reply["answers"] for c in a["decision"]["clauses"]}


@pytest.mark.parametrize(
    "text",
    [
        "Coreのライセンスは何本からですか。20本だけ欲しいのですが",
        "What is the minimum on Core? We want just 20 licences.",
    ],
)
def test_a_value_wished_for_beside_the_limit_is_checked(talk: Callable[..., Talk], text: str) -> None:
    assert "denied" in {a["decision"]["outcome"] for a in talk()(text)["answers"]}


@pytest.mark.parametrize(
    "text",
    [
        "12月1日に解約したら、ZTNAはいつ終わりますか",
        "If we cancel ZTNA on 1 December 2026, when is it over?",
        "ZTNAを12月1日に解約すると、いつまで使える？",
    ],
)
def test_the_day_of_a_cancellation_is_that_of_the_notice_when_the_end_is_asked_for(
    talk: Callable[..., Talk], text: str
) -> None:
    assert "2026-12-31" == talk()(text)["answers"][0]["decision"]["values"]["effective_date"]


@pytest.mark.parametrize(
    "text", ["ZTNAを12月31日で解約したいのですが", "12月31日にZTNAを解約するにはいつまでに出せばいいですか"]
)
def test_the_day_of_an_end_stays_one(talk: Callable[..., Talk], text: str) -> None:
    values = [a["decision"]["values"] for a in talk()(text)["answers"]]
    assert "2026-12-01" in [v.get("latest_arrival_date") for v in values]


def test_a_value_that_no_grade_has_is_refused_without_asking_for_the_grade(talk: Callable[..., Talk]) -> None:
    assert "denied" == talk()("ログを3年間保存したいです")["answers"][0]["decision"]["outcome"]


def test_which_is_cheaper_asks_for_prices(talk: Callable[..., Talk]) -> None:
    assert {"price"} == {a["intent"] for a in talk()("ZTNAとFMSではどちらが安いですか")["answers"]}


def test_the_last_day_for_a_claim_is_asked_in_other_words(talk: Callable[..., Any]) -> None:
    reply = talk()(
        "We were hit by an FMS outage that IIJ accepts as its own, and our right to a reduction arose on "
        "31 October 2026. What is the final date for lodging that claim?"
    )
    assert "2027-01-31" == reply["answers"][0]["decision"]["values"]["claim_deadline"]
