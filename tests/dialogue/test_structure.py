"""What the structure of a single message decides: two subjects, limits spoken of, exceptions, products of others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from assistant.service import Assistant, MessageRequest


def say(assistant: Assistant, text: str, context: dict[str, Any] | None = None) -> dict[str, Any]:
    return asyncio.run(assistant.message(MessageRequest(text, None, None, "api", context))).body


def outcomes(body: dict[str, Any]) -> set[str]:
    return {a["decision"]["outcome"] for a in body["answers"]}


def clauses(body: dict[str, Any]) -> set[str]:
    return {c.partition("#")[0] for a in body["answers"] for c in a["decision"]["clauses"]}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FMSのライセンス数の範囲と解約予告期間を教えてください", {"fms:3.1.1", "fms:8.1"}),
        ("What are the licence range and the notice period for FMS?", {"fms:3.1.1", "fms:8.1"}),
    ],
)
def test_two_subjects_in_one_sentence_are_both_answered(assistant: Assistant, text: str, wanted: set[str]) -> None:
    assert wanted <= clauses(say(assistant, text))


def test_greeting_and_closing_ask_for_nothing(assistant: Assistant) -> None:
    text = "いつもお世話になっております。ZTNAの最低利用期間を教えてください。よろしくお願いいたします。"
    body = say(assistant, text)
    assert body["kind"] == "answer"
    assert len(body["answers"]) == 1
    assert "ztna:2.1" in clauses(body)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Coreで500を超えるライセンスは契約できますか", "allowed"),
        ("Coreで6万と1ライセンスは契約できますか", "denied"),
        ("Can Complete have more than 2 Gbps?", "denied"),
    ],
)
def test_more_than_a_value_is_judged_above_it(assistant: Assistant, text: str, outcome: str) -> None:
    assert outcomes(say(assistant, text)) == {outcome}


def test_a_length_spoken_of_as_a_limit_is_no_outage(assistant: Assistant) -> None:
    body = say(assistant, "FMSは12時間以上止まれば減額されるんですよね")
    assert outcomes(body) == {"explained"}
    assert "fms:11.1" in clauses(body)


def test_an_outage_told_twice_is_one(assistant: Assistant) -> None:
    body = say(assistant, "ZTNAが5時間まったく使えませんでした。この5時間の減額の割合は？")
    assert [a["decision"]["values"]["credit_fraction"] for a in body["answers"][:1]] == ["1/30"]


@pytest.mark.parametrize(
    "text", ["Azureのリージョン一覧は？", "How do I cancel Netflix?", "Zoomのライセンスを50本追加したい"]
)
def test_a_product_of_others_alone_is_out_of_scope(assistant: Assistant, text: str) -> None:
    assert say(assistant, text)["kind"] == "fallback"


def test_a_product_of_others_beside_ours_is_no_hindrance(assistant: Assistant) -> None:
    assert outcomes(say(assistant, "AWSも使っていますが、ZTNAのStarterでSSEは使えますか")) == {"denied"}


def test_every_grade_but_one(assistant: Assistant) -> None:
    assert outcomes(say(assistant, "Complete以外のグレードでSSEは使えますか")) == {"denied"}


def test_an_article_named_is_shown_beside_the_answer(assistant: Assistant) -> None:
    assert "fms:12.2.1" in clauses(
        say(assistant, "FMS第12条第2項第1号の設定変更は、IIJが通知なしに行うこともありますか")
    )


def test_an_item_of_an_article_with_one_paragraph(assistant: Assistant) -> None:
    assert clauses(say(assistant, "ztna art 4(3)")) == {"ztna:4.1.3"}


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("ZTNAとFMSの解約の扱いの違いは？", "fms:8.1"),
        ("ZTNA or FMS: which has more options?", "fms:6.2"),
    ],
)
def test_two_services_are_compared_on_the_point_asked(assistant: Assistant, text: str, clause: str) -> None:
    found = clauses(say(assistant, text))
    assert clause in found
    assert "ztna:4.1.3" not in found  # the bandwidth was not asked about


def test_no_person_is_wanted(talk: Callable[..., Any]) -> None:
    reply = talk()("担当者につながなくていいので、Starterのライセンス上限だけ教えてください")
    assert ("answer", "licence_limits") == (reply["kind"], reply["answers"][0]["intent"])


def test_an_order_told_is_checked_for_what_it_lacks(talk: Callable[..., Any]) -> None:
    reply = talk()(
        "新たにZTNAを契約します。グレードはComplete、ライセンスは2000、帯域は1Gです。"
        "申込みにあたり、まだ決めていない項目がございましたらご指摘ください。"
    )
    assert {"log", "region"} == {missing["slot"] for missing in reply["missing"]}


def test_hours_are_counted_from_when_iij_knew(talk: Callable[..., Any]) -> None:
    reply = talk()(
        "FMSが止まったのは朝6時、IIJが気づいたのは10時、次の日の9時に復旧。原因はIIJの設備。料金は下がりますか"
    )
    assert "0" == str(reply["answers"][0]["decision"]["values"]["credit_fraction"])


def test_questions_of_which_none_can_be_judged_get_a_reply(talk: Callable[..., Any]) -> None:
    say = talk({"monthly_fee": "0", "billing_start": "2026-01-31"})
    assert say("ZTNAが5日止まりました。減額は？ FMSが13時間40分止まったら、その減額はいくらですか？")["text"]


def test_who_and_what_asked_at_once(talk: Callable[..., Any]) -> None:
    assert "smalltalk" == talk()("so what are you, a bot? what can you do for me")["kind"]


def test_a_ceiling_on_the_credit_is_no_question_of_the_guarantee(talk: Callable[..., Any]) -> None:
    reply = talk()("Is there a cap on the credit under ZTNA when the quality guarantee is missed?")
    assert "credit_cap" == reply["answers"][0]["intent"]
