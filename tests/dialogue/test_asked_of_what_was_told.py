"""What is told first and asked about or asked for after it: a value on offer, a whole order, the term one is bound "
"by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
STARTER = {
    "service": "ztna",
    "configuration": {"grade": "Starter", "licences": 250, "bandwidth": 100, "region": "大阪"},
}
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 900, "bandwidth": 500, "log": 180, "region": "大阪"},
}
BEGAN = {**COMPLETE, "billing_start": "2026-11-10"}


@pytest.mark.parametrize(
    "text",
    [
        "We must keep 365 days of logs. Is that an option for us?",
        "Auditors want logs for exactly 400 days; is that on offer?",
        "監査部門が200日のログを要求しています。それは選べますか",
    ],
)
def test_whether_what_was_told_is_on_offer(talk: Begin, text: str) -> None:
    assert "denied" == decided(talk(COMPLETE)(text))["outcome"]


@pytest.mark.parametrize(
    "text",
    [
        "We're moving up: Complete, 1G, 180 days of logs, 700 licences. Please arrange it.",
        "Well, we're growing fast: Complete, 1 Gbps, 180 days of logs and 700 licences. Sort that out, would you?",
    ],
)
def test_what_one_is_going_to_have_is_asked_for(talk: Begin, text: str) -> None:
    reply = talk(STARTER)(text)
    assert "confirmation" == reply["kind"]
    assert ("Complete", 700) == tuple(decided(reply)["result"][k] for k in ("grade", "licences"))


@pytest.mark.parametrize(
    "text",
    [
        "うちの最低利用期間はもう過ぎてる？",
        "最低利用期間はあとどれくらい残っていますか",
        "When does our minimum commitment run out?",
        "Are we past the minimum term yet?",
    ],
)
def test_how_long_one_is_still_bound(talk: Begin, text: str) -> None:
    assert "2026-12-09" == decided(talk(BEGAN)(text))["values"]["minimum_term_end"]


@pytest.mark.parametrize("text", ["How long is the minimum term?", "最低利用期間はどれくらいですか"])
def test_how_long_the_term_is_stays_explained(talk: Begin, text: str) -> None:
    assert "explained" == decided(talk(BEGAN)(text))["outcome"]


@pytest.mark.parametrize(
    "text",
    [
        "同時利用の契約数を超えて使い続けている顧客の契約台数を、当社側から変えられるのか。",
        "FMSで契約数を超えて使われ続けたとき、弊社の判断で契約数を変更できますか",
    ],
)
def test_whether_the_provider_may_change_the_number(talk: Begin, text: str) -> None:
    assert "fms:5.2" == decided(talk({"service": "fms"})(text))["clauses"][0]
