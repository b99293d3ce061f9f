"""Days told in a later message: of a claim, of a form that comes late, of an end written on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("first", "claim", "another"),
    [
        (
            "FMSで2026年8月20日から請求できました。いつまでに請求すればいいですか",
            "11月25日だと間に合いませんか",
            "11月10日なら？",
        ),
        (
            "On FMS we could have claimed a credit from August 20, 2026. By when must we claim?",
            "Is November 25 still in time?",
            "and November 10?",
        ),
    ],
)
def test_the_day_of_a_claim_leaves_the_day_it_became_possible(
    talk: Callable[..., Any], first: str, claim: str, another: str
) -> None:
    say = talk()
    say(first)
    for text in (claim, another):
        assert "2026-11-20" == say(text)["answers"][0]["decision"]["values"]["claim_deadline"]


@pytest.mark.parametrize(
    ("first", "late"),
    [
        ("FMSを2027年2月28日で解約するには申込書はいつまでに届けばいいですか", "届くのが遅れて2月3日になったら？"),
        ("To leave FMS on February 28, 2027, by when must the form arrive?", "And if delivery slips to February 3?"),
    ],
)
def test_a_form_that_comes_later_than_meant(talk: Callable[..., Any], first: str, late: str) -> None:
    say = talk()
    say(first)
    assert "2027-03-05" == say(late)["answers"][0]["decision"]["values"]["effective_date"]


@pytest.mark.parametrize("named", ["And with 31 March on the form?", "用紙に3月31日と書いたら？"])
def test_a_day_on_the_form_is_the_end(talk: Callable[..., Any], named: str) -> None:
    say = talk({"service": "fms"})
    say("Our multi-region option: the form to stop it arrives on 8 February 2027. When does it stop?")
    assert "2027-03-31" == say(named)["answers"][0]["decision"]["values"]["effective_date"]


@pytest.mark.parametrize(
    ("first", "charge"),
    [
        ("2026年11月24日に解約申込書が届いたら、解約はいつですか", "その場合、残りの期間の調定金は払うのですか"),
        ("If our form arrives on 24 November 2026, when do we end?", "Is the settlement for the rest of it due then?"),
    ],
)
def test_whether_a_charge_is_due_is_reckoned_for_the_end_told(
    talk: Callable[..., Any], first: str, charge: str
) -> None:
    say = talk({"service": "ztna", "billing_start": "2026-11-10"})
    say(first)
    assert say(charge)["answers"][0]["decision"]["values"]["charge_due"] is False


def test_what_follows_from_more_devices_than_the_contract_has(talk: Callable[..., Any]) -> None:
    say = talk({"service": "fms", "configuration": {"licences": 3000, "concurrent": 5000, "servers": 3}})
    reply = say("At times more than 5000 devices are connected at once. What are the consequences?")
    assert "fms:5.2" in reply["answers"][0]["decision"]["clauses"]


@pytest.mark.parametrize(
    ("passed", "exactly", "more"),
    [
        ("時々2,000台を超える接続があります。問題になりますか", "ちょうど2,000台なら？", "5,000台に上げられますか"),
        ("At times over 2,000 devices are online. What follows?", "and exactly 2,000?", "Could we move up to 5,000?"),
    ],
)
def test_the_number_of_the_contract_is_passed_reached_or_raised(
    talk: Callable[..., Any], passed: str, exactly: str, more: str
) -> None:
    say = talk({"service": "fms", "configuration": {"licences": 3000, "concurrent": 2000, "servers": 3}})
    outcomes = [say(text)["answers"][0]["decision"]["outcome"] for text in (passed, exactly, more)]
    assert ["needs_human", "explained", "allowed"] == outcomes


@pytest.mark.parametrize(
    ("claim", "other"),
    [
        ("12月20日では遅いですか", "それが9月30日の障害だったら？"),
        ("Would December 20 be too late?", "and if the outage had been on September 30?"),
    ],
)
def test_another_day_of_the_outage_beside_the_day_of_a_claim(talk: Callable[..., Any], claim: str, other: str) -> None:
    say = talk()
    say("On ZTNA there was an outage on 15 September 2026. By when must we claim?")
    assert "2026-12-15" == say(claim)["answers"][0]["decision"]["values"]["claim_deadline"]
    assert "2026-12-31" == say(other)["answers"][0]["decision"]["values"]["claim_deadline"]
