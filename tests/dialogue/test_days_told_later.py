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
