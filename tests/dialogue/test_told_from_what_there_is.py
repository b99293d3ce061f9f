"""What is told from the contract there is: a grade up, a place in another language, below a value, used at once."""

from __future__ import annotations

import pytest
from tests.replies import decided

STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 200, "region": "大阪"}}
CORE = {"service": "ztna", "configuration": {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "Tokyo"}}
FMS = {
    "service": "fms",
    "configuration": {"licences": 4000, "concurrent": 2000, "servers": 3, "region": "東京", "redundancy": False},
}


@pytest.mark.parametrize(
    ("context", "text", "grade"),
    [
        (STARTER, "一つ上のグレードに変更したい", "Core"),
        (STARTER, "move us up to the next grade", "Core"),
        (CORE, "one grade up please", "Complete"),
        (CORE, "上のプランに上げてください", "Complete"),
    ],
)
def test_the_next_grade_is_counted_from_the_one_there_is(talk, context, text, grade):
    assert decided(talk(context)(text))["result"]["grade"] == grade


@pytest.mark.parametrize("text", ["next grade down possible?", "一つ下のグレードにできますか"])
def test_the_next_grade_down_from_core_is_refused(talk, text):
    decision = decided(talk(CORE)(text))
    assert decision["outcome"] == "denied"
    assert "ztna:6.1.1" in decision["clauses"]


def test_whether_iij_may_raise_the_grade_by_itself_is_no_request(talk):
    reply = talk(CORE)("帯域が足りなくなったら、IIJに勝手に上のプランへ変えられますか")
    assert reply["kind"] == "answer"
    assert "ztna:16.1" in decided(reply)["clauses"]


@pytest.mark.parametrize(
    ("context", "text", "clause"),
    [
        (FMS, "We want a second gateway in Tokyo through multi-region", "fms:6.2.1"),
        (FMS, "東京にもう一つゲートウェイを置けますか", "fms:6.2.1"),
        (CORE, "マルチリージョンを東京で追加したい", "ztna:7.2.1"),
    ],
)
def test_one_place_has_one_name_in_both_languages(talk, context, text, clause):
    decision = decided(talk(context)(text))
    assert decision["outcome"] == "denied"
    assert clause in decision["clauses"]


@pytest.mark.parametrize(
    "text",
    ["帯域200M未満にしたい（Coreのまま）", "Can Core have less than 200M?", "FMSで100ライセンス未満の契約はできますか"],
)
def test_below_the_least_value_is_refused(talk, text):
    assert decided(talk()(text))["outcome"] == "denied"


@pytest.mark.parametrize(
    "text",
    ["We used 2,500 devices at once last month. Consequences?", "We saw 2,300 users connected on Monday. What now?"],
)
def test_what_was_used_at_once_is_measured_by_the_contract(talk, text):
    reply = talk(FMS)(text)
    assert reply["answers"][0]["intent"] == "usage_excess"
    assert "fms:5.2" in decided(reply)["clauses"]


def test_an_address_is_no_item_that_a_contract_has_already(talk):
    reply = talk(FMS)("IPv6で使いたい")
    assert reply["kind"] == "answer"
    assert "fms:2.1" in decided(reply)["clauses"]


@pytest.mark.parametrize("text", ["turn on redundancy", "redundancy on please", "冗長ありでお願い"])
def test_redundancy_is_turned_on_in_few_words(talk, text):
    reply = talk(FMS)(text)
    assert decided(reply)["outcome"] == "needs_human"
    assert decided(reply)["difference"] == [{"item": "redundancy", "before": False, "after": True}]


@pytest.mark.parametrize(
    ("text", "grade"),
    [("帯域を300Mに下げたい、Coreです", "Core"), ("ログを180日に変えたいです。Complete契約です", "Complete")],
)
def test_the_contract_may_be_told_behind_the_wish(talk, text, grade):
    reply = talk()(text)
    assert reply["kind"] == "confirmation"
    assert decided(reply)["result"]["grade"] == grade


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("FMS 3 days down through your fault and you knew at once. Fee is 900,000 yen/month.", 1),
        ("Coreから始めてあとでStarterに落とせるプランはある？", 1),
    ],
)
def test_a_rate_or_a_verb_is_not_cut_in_two(talk, text, answers):
    assert len(talk()(text)["answers"]) == answers
