"""A rule of the other service asked about by name, an item on a grade that is had then, and use that was reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import cited, decided

Begin = Callable[..., Any]
FMS = {
    "service": "fms",
    "configuration": {"licences": 4000, "concurrent": 2000, "servers": 2, "region": "東京", "redundancy": False},
}


@pytest.mark.parametrize(
    "then", ["FMSの縛りも一緒ですか", "FMSのほうの最低利用期間は？", "Is the minimum term alike on FMS?"]
)
def test_the_term_of_the_other_service_is_told_and_not_reckoned(talk: Begin, then: str) -> None:
    ask = talk({"service": "ztna"})
    ask("課金開始が2027年2月10日なら最低利用期間はいつまでですか")
    reply = ask(then)
    assert decided(reply)["outcome"] == "explained"
    assert "fms:1.1" in cited(reply)


def test_its_day_is_reckoned_when_that_is_asked(talk: Begin) -> None:
    ask = talk({"service": "ztna"})
    ask("課金開始が2027年2月10日なら最低利用期間はいつまでですか")
    assert decided(ask("FMSならいつまでになる？"))["values"]["minimum_term_end"] == "2027-03-09"


@pytest.mark.parametrize(
    "then", ["FMSにも同様の約束はある？", "any commitment like that on FMS?", "does FMS have one?"]
)
def test_the_promise_of_the_other_service(talk: Begin, then: str) -> None:
    ask = talk()
    ask("Is there an SLA on ZTNA?")
    ask("what must be down for it to be breached?")
    reply = ask(then)
    assert decided(reply)["outcome"] in ("denied", "explained")
    assert "fms:12.1" in cited(reply)


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        ("Completeを契約したあとでログ保存期間を変えるのは可能？", "explained"),
        ("and altering the retention after signing for Complete?", "explained"),
        ("Coreで契約したあとにログ保存期間を変えるのは？", "denied"),
    ],
)
def test_an_item_is_changed_on_the_grade_that_is_had_then(talk: Begin, asked: str, outcome: str) -> None:
    ask = talk()
    ask("Completeのログ保存期間は何日から選べますか")
    reply = ask(asked)
    assert decided(reply)["outcome"] == outcome
    assert "ztna:6.1.3" in cited(reply)


@pytest.mark.parametrize(
    "asked", ["はじめはCoreで、のちにCompleteに変えるのは大丈夫ですか", "まずStarterで入ってからCoreに変えるのはあり？"]
)
def test_one_grade_first_and_another_later(talk: Begin, asked: str) -> None:
    ask = talk()
    ask("ログの保存期間を選べるグレードは？")
    ask("60日にもできますか")
    reply = ask(asked)
    assert decided(reply)["outcome"] == "allowed"
    assert "ztna:6.1.1" in cited(reply)


@pytest.mark.parametrize(
    "said",
    [
        "同時利用が2,300台まで出ている日があります。契約ではどういう扱いですか",
        "2,300台の同時利用が検知されています。どうなるのでしょう",
        "実際の同時接続は2,300台でした。まずいですか",
        "We are seeing 2,300 devices at once. What follows under the contract?",
    ],
)
def test_a_count_that_was_reached_is_use_above_the_contract(talk: Begin, said: str) -> None:
    reply = talk(FMS)(said)
    assert decided(reply)["outcome"] == "needs_human"
    assert "fms:5.2" in cited(reply)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("同時利用が3,000台に達しました。5,000に変更できますか", "answer"),
        ("We peaked at 3,000 devices. Can we move up to 5,000?", "answer"),
        ("同時利用が3,000台に達しました。5,000に上げてください", "confirmation"),
    ],
)
def test_the_contract_is_raised_after_use(talk: Begin, said: str, kind: str) -> None:
    reply = talk(FMS)(said)
    assert (reply["kind"], decided(reply)["outcome"]) == (kind, "allowed")
    assert "5,000" in reply["text"]
