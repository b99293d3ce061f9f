"""How and when a credit is claimed: the bill that we write for it, and a day of the claim told without its year."""

from __future__ import annotations

import pytest
from tests.replies import decided

_DOWN_JA = "9月1日にZTNAが2時間止まりました。減額はいつまでに請求できますか"
_DOWN_EN = "ZTNA failed for two hours on 1 September. Until when can we claim a credit?"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (_DOWN_JA, "請求書のひな形はもらえますか"),
        (_DOWN_JA, "請求書はどこに出せばいいですか"),
        (_DOWN_JA, "請求書のフォーマットはありますか"),
        ("ZTNAが2時間止まりました。減額は？", "請求書の書き方は決まっていますか"),
        (_DOWN_EN, "Is there a template for our invoice?"),
        (_DOWN_EN, "Is there a set format for the bill?"),
        (_DOWN_EN, "To whom do we send the invoice?"),
        ("ZTNA was down for two hours. What is the credit?", "Is there a template for the claim letter?"),
    ],
)
def test_the_paper_of_the_claim(talk, first, then):
    say = talk()
    say(first)
    answer = say(then)["answers"][0]
    assert answer["intent"] == "credit_claim"
    assert "ztna:13.1" in {c.partition("#")[0] for c in answer["decision"]["clauses"]}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("FMSのライセンスを増やせますか", "請求書の様式って決まっていますか"),
        ("Can we have more FMS licences?", "Do you send invoices by mail?"),
        (_DOWN_EN, "Do you send invoices by mail?"),
    ],
)
def test_the_bill_that_comes_every_month(talk, first, then):
    say = talk()
    say(first)
    assert say(then)["answers"][0]["intent"] == "payment_method"


@pytest.mark.parametrize(
    ("first", "then", "status"),
    [
        (_DOWN_JA, "11月30日に請求すれば間に合いますか", "in_time"),
        (_DOWN_JA, "12月2日に請求したら？", "lost"),
        (_DOWN_EN, "If we claim on 30 November, is that in time?", "in_time"),
        (_DOWN_EN, "And if we claim on 2 December?", "lost"),
    ],
)
def test_a_day_of_the_claim_is_the_first_after_the_outage(talk, first, then, status):
    say = talk()
    deadline = decided(say(first))["values"]["claim_deadline"]
    values = decided(say(then))["values"]
    assert (values["claim_deadline"], values["claim_status"]) == (deadline, status)
