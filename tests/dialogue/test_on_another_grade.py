"""The option spoken of on another grade or in another company's contract, and a move to a grade of the same service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import cited, decided

Begin = Callable[..., Any]
STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 150, "region": "大阪"}}


@pytest.mark.parametrize(
    ("first", "then", "outcome", "clause"),
    [
        ("CompleteでSSEは使えますよね", "関連会社はCoreです。あちらはどうでしょう", "denied", "ztna:7.2.3"),
        (
            "Coreで透過プロキシは付けられますか",
            "別の部署の契約はStarterです。そちらでも使えますか",
            "denied",
            "ztna:7.2.2",
        ),
        ("We have Complete. Is SSE available?", "Our affiliate is on Core. Can they get it?", "denied", "ztna:7.2.3"),
        ("Can Starter have the proxy?", "A sister company runs Core. What about them?", "allowed", "ztna:7.2.2"),
        ("SSEアドオンはStarterで使える？", "Completeだと付けられる？", "allowed", "ztna:7.2.3"),
        ("Starterでマルチリージョンは無理？", "Coreだったら申し込めます？", "allowed", "ztna:7.2.1"),
    ],
)
def test_the_option_on_another_grade(talk: Begin, first: str, then: str, outcome: str, clause: str) -> None:
    ask = talk()
    ask(first)
    reply = ask(then)
    assert decided(reply)["outcome"] == outcome
    assert clause in cited(reply)


def test_another_option_of_the_other_company(talk: Begin) -> None:
    ask = talk()
    ask("CompleteでSSEは使えますよね")
    ask("子会社はStarterです。そっちだとどうですか")
    reply = ask("子会社のほうに透過プロキシなら入れられますか")
    assert decided(reply)["outcome"] == "denied"
    assert "ztna:7.2.2" in cited(reply)


@pytest.mark.parametrize(
    "then", ["子会社はStarterなんですが、うちの契約を共用できますか", "グループ会社にも使わせていいですか"]
)
def test_use_by_others_stays_its_own_question(talk: Begin, then: str) -> None:
    ask = talk()
    ask("CompleteでSSEは使えますよね")
    assert decided(ask(then))["outcome"] == "needs_human"


def test_a_list_of_options_is_still_a_list(talk: Begin) -> None:
    ask = talk()
    ask("SSEアドオンはStarterで使える？")
    assert decided(ask("Completeだったら何を付けられる？"))["outcome"] == "explained"


@pytest.mark.parametrize("said", ["ぼちぼちCompleteへ切り替えたいのですが", "いよいよCoreへ乗り換えです。お願いします"])
def test_a_move_to_a_grade_is_no_change_of_service(talk: Begin, said: str) -> None:
    reply = talk(STARTER)(said)
    assert (reply["kind"], decided(reply)["outcome"]) == ("question", "needs_info")


@pytest.mark.parametrize("said", ["FMSを使っています。もうすぐCoreへ切り替えたいのですが", "FMSへ切り替えたいのですが"])
def test_a_move_to_the_other_service_stays_one(talk: Begin, said: str) -> None:
    assert decided(talk()(said))["outcome"] == "needs_human"


def test_how_a_move_to_a_grade_is_asked_for(talk: Begin) -> None:
    reply = talk(STARTER)("Completeへ切り替えたい場合の手順は？")
    assert reply["answers"][0]["intent"] == "change_procedure"
