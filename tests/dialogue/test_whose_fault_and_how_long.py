"""A fault of one's own in many words, a length that somebody wants back, a length alone, and a day of posting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
FMS = {"service": "fms"}


@pytest.mark.parametrize(
    "text",
    [
        "当方のスイッチの設定を間違えたせいで、FMSが3日間まったく使えませんでした。うちのスイッチの設定を間違えたのが原因です。減額は？",
        "うちのルータの電源が切れとって、FMSが丸1日使えんかった。減額してもらえる？",
        "弊社作業員の設定ミスにより、FMSが40時間全く使えませんでした。御社に落ち度がないことは分かっておりますが、減額いただけますか",
        "当社の保守会社の作業ミスで、FMSに25時間一切接続できない状態になりました。減額はありますか",
        "FMS was down for three days because we switched the wrong box off ourselves. Any credit?",
        "We accidentally deleted the wrong profile and lost FMS for 50 hours. IIJ is not to blame. Do we get a credit?",
    ],
)
def test_for_a_fault_of_ones_own_there_is_no_credit(talk: Begin, text: str) -> None:
    decision = decided(talk()(text))
    assert decision["values"]["credit_fraction"] == "0"
    assert "fms:11.1#fault" in decision["clauses"]


@pytest.mark.parametrize(
    "text", ["FMSが26時間一切接続できない状態でした。減額は？", "FMS: 26時間、一切使えない状態になった。減額される？"]
)
def test_nothing_that_worked_for_so_long_is_no_partial_outage(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["values"]["credit_fraction"] == "1/30"


@pytest.mark.parametrize(
    "text",
    [
        "IIJ noticed the FMS fault at 10:00 on 3 November 2026 and it worked again at 9:00 on 4 November. "
        "All was dead, by IIJ's fault. My boss says a whole day must be refunded. What is the credit?",
        "FMS: IIJが知ったのは2026年11月3日10時、復旧は11月4日9時です。御社の設備故障で全断でした。"
        "丸1日分を減額すべきだと思いますが、いくらですか",
    ],
)
def test_told_by_the_clock_it_lasted_no_longer_than_somebody_wants_back(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["values"]["credit_fraction"] == "0"


@pytest.mark.parametrize("text", ["45日", "2週間", "five hours", "60 days"])
def test_a_length_alone_is_asked_about(talk: Begin, text: str) -> None:
    assert talk()(text)["kind"] in ("fallback", "question", "choice")


def test_a_length_alone_answers_what_was_asked(talk: Begin) -> None:
    ask = talk(FMS)
    assert ask("サービスが止まりました。減額はいくらですか")["kind"] == "question"
    assert decided(ask("50時間"))["values"]["credit_fraction"] == "1/15"


@pytest.mark.parametrize(
    "text",
    [
        "On ZTNA nothing is credited until the outage has gone on for 24 hours, correct?",
        "Is it right that ZTNA pays only after it has been down for an hour?",
    ],
)
def test_from_when_there_is_a_credit_is_no_outage(talk: Begin, text: str) -> None:
    decision = decided(talk()(text))
    assert decision["outcome"] == "explained"
    assert any(clause.startswith(("ztna:app1", "ztna:13")) for clause in decision["clauses"])


@pytest.mark.parametrize(
    "text",
    [
        "解約申込書は本日投函済みです。本日から30日でFMSは終わりますよね",
        "FMSの解約用紙、今日投函したわ。今日から30日で終わりやんな？",
        "I mailed the ZTNA cancellation form today. Thirty days from today it is over, isn't it?",
        "Our ZTNA form went into the mail today, so are we out 30 days from today?",
    ],
)
def test_the_days_are_not_counted_from_posting(talk: Begin, text: str) -> None:
    decision = decided(talk()(text))
    assert "effective_date" not in decision["values"]
    assert decision["outcome"] in ("needs_info", "explained")


def test_a_day_of_arrival_told_beside_the_posting_counts(talk: Begin) -> None:
    text = "I'm posting the ZTNA form on 1 December and it gets to you on the 8th. When does the contract end?"
    assert decided(talk()(text))["values"]["effective_date"] == "2027-01-07"


@pytest.mark.parametrize(
    "text",
    [
        "ZTNAの解約申込書を30日前に発送すれば、届くのが遅れても問題ないですか",
        "FMSは30日前にポストに入れておけば解約できる？",
    ],
)
def test_a_notice_counted_from_the_posting_is_no_day(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "explained"
