"""What is said beside or after: values told before an agreement, the same day, quoted limits, a grade not wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

FMS = {
    "service": "fms",
    "configuration": {"licences": 3000, "concurrent": 2000, "servers": 8, "region": "東京", "redundancy": False},
}
COMPLETE = {
    "service": "ztna",
    "configuration": {
        "grade": "Complete",
        "licences": 1000,
        "bandwidth": 500,
        "log": 180,
        "region": "Tokyo",
        "options": ["sse"],
    },
}


def first(reply: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = reply["answers"][0]["decision"]
    return found


def test_a_value_told_before_an_agreement_is_judged_first(talk: Callable[..., Any]) -> None:
    say = talk(FMS)
    assert "confirmation" == say("サーバを10台に変更したいです")["kind"]
    reply = say("あ、同時利用デバイス数も5000に上げるんでした。一緒にお願いします")
    assert "confirmation" == reply["kind"]
    assert "5,000" in reply["text"]
    assert "receipt" == say("はい、間違いありません")["kind"]


@pytest.mark.parametrize(
    "text", ["同時利用が2000台を超えてしまったらどうなりますか", "what if we go over 2,000 concurrent devices?"]
)
def test_passing_a_limit_is_no_use_within_it(talk: Callable[..., Any], text: str) -> None:
    assert "needs_human" == first(talk(FMS)(text))["outcome"]


def test_a_number_is_of_the_item_named_before_it(talk: Callable[..., Any]) -> None:
    assert "denied" == first(talk()("FMSの同時利用デバイス、三千台で指定したいんですがいけますか"))["outcome"]


def test_a_bare_number_is_of_the_item_that_was_exceeded(talk: Callable[..., Any]) -> None:
    say = talk(FMS)
    say("同時利用が2000台を超えてしまったらどうなりますか")
    assert "denied" == first(say("こちらから3000に増やすことはできますか"))["outcome"]
    assert "confirmation" == say("それなら5000への変更をお願いします")["kind"]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("ZTNAの課金開始は12月1日、解約申込書も同日に届きます。調定金は発生しますか", False),
        ("FMS: billing start 1 December 2026, form received the same day. Early termination charge?", False),
        (
            "ZTNA billing was to start on 5 January 2027; our form gets to IIJ on 10 December 2026. Settlement due?",
            True,
        ),
    ],
)
def test_a_charge_for_days_told_in_other_words(talk: Callable[..., Any], text: str, due: bool) -> None:
    assert due is first(talk()(text))["values"]["charge_due"]


def test_iij_that_knew_of_a_fault_is_no_start_of_one(talk: Callable[..., Any]) -> None:
    text = (
        "FMSですが、10月5日午前8時に貴社が障害を認識され、10月8日午前7時に復旧するまで、貴社設備の故障により"
        "まったく利用できませんでした。減額をご試算ください。"
    )
    assert "1/15" == first(talk()(text))["values"]["credit_fraction"]


def test_a_cause_that_nobody_has_settled_is_unknown(talk: Callable[..., Any]) -> None:
    text = (
        "FMS was completely dead for 40 hours after you knew, but nobody has settled whose fault it was. Any reduction?"
    )
    assert "needs_human" == first(talk()(text))["outcome"]


@pytest.mark.parametrize(
    "text",
    [
        "Completeにするつもりはないのですが、CoreのままでSSEアドオンを使えますか",
        "Can we have the SSE add-on on Core without moving to Complete?",
    ],
)
def test_a_grade_that_is_not_wanted(talk: Callable[..., Any], text: str) -> None:
    assert "denied" == first(talk()(text))["outcome"]


def test_an_option_on_another_grade_needs_no_change_of_the_contract(talk: Callable[..., Any]) -> None:
    reply = talk(COMPLETE)("Is the transparent proxy available on Core?")
    assert ("answer", "allowed") == (reply["kind"], first(reply)["outcome"])


def test_an_option_that_goes_on_is_kept(talk: Callable[..., Any]) -> None:
    reply = talk()("ZTNAのCompleteです。Coreへ変更し、SSEアドオンについては引き続き利用したいのですが、可能ですか")
    assert "denied" == first(reply)["outcome"]


def test_an_option_dropped_later_is_no_part_of_what_was_recorded(talk: Callable[..., Any]) -> None:
    say = talk(COMPLETE)
    say("透過プロキシを追加してください")
    assert "receipt" == say("はい")["kind"]
    assert "needs_human" == first(say("ちなみに透過プロキシはあとから外せますか"))["outcome"]


def test_another_item_of_the_same_service_stands_on_its_own(talk: Callable[..., Any]) -> None:
    say = talk()
    say("does FMS work with IPv6?")
    assert "allowed" != first(say("FMSでログの保存期間は指定できますか"))["outcome"]


def test_what_there_is_to_choose_from_after_a_refusal(talk: Callable[..., Any]) -> None:
    say = talk(FMS)
    say("SSEアドオンを付けたいです")
    assert "fms:6.2" in first(say("じゃあ何なら付けられるんですか"))["clauses"]
    assert "confirmation" == say("では設定変更オプションを申し込みます")["kind"]


@pytest.mark.parametrize(
    "text",
    [
        "ZTNAのCoreで、マルチリージョンに契約時と同一のリージョンを選べますか",
        "Can ZTNA's multi-region option be in the same region as the contract?",
    ],
)
def test_the_region_of_the_contract_by_no_name(talk: Callable[..., Any], text: str) -> None:
    reply = talk()(text)
    assert "denied" == first(reply)["outcome"]
    assert "(own)" not in reply["text"]
    assert "（own）" not in reply["text"]


def test_the_goal_of_a_step_is_not_there_yet(talk: Callable[..., Any]) -> None:
    text = (
        "同時利用デバイス数を現在の2,000から15,000へ引き上げることを検討しております。このような変更は可能でしょうか。"
    )
    assert "allowed" == first(talk()(text))["outcome"]


def test_a_change_asked_for_politely_is_asked_for(talk: Callable[..., Any]) -> None:
    text = "グレードをCompleteへ変更いただけますでしょうか。帯域は500M、ログ保存期間は360でお願いいたします。"
    assert (
        "confirmation" == talk({"service": "ztna", "configuration": {"grade": "Core", "licences": 300}})(text)["kind"]
    )


def test_the_next_day_is_when_iij_knew(talk: Callable[..., Any]) -> None:
    text = "FMSが11月9日22時に全面停止し、貴社が把握されたのは翌10日の6時、復旧は11日の5時、原因は貴社側です。減額は？"
    assert first(talk()(text))["values"]["credit_fraction"] == "0"
