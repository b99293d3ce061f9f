"""What is taken back in the same breath or in the next message: the last value told is the one that counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Begin = Callable[..., Any]
CORE: dict[str, Any] = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京"},
}
STARTER = {
    "service": "ztna",
    "configuration": {"grade": "Starter", "licences": 400, "bandwidth": 100, "region": "東京"},
}
COMPLETE = {
    "service": "ztna",
    "configuration": {
        "grade": "Complete",
        "licences": 700,
        "bandwidth": 500,
        "log": 90,
        "region": "東京",
        "options": ["sse", "multi_region"],
    },
}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Please change us to 800, sorry, 850 licences", {"licences": 850}),
        ("licences to 800, I mean 850 please", {"licences": 850}),
        ("ライセンスを800…じゃなくて850にしてください", {"licences": 850}),
        ("800、いや、850ライセンスに変更してください", {"licences": 850}),
        ("Please raise the bandwidth to 1G, actually make it 2G", {"bandwidth": 2000}),
        ("帯域を1G、やっぱり2Gにしてください", {"bandwidth": 2000}),
    ],
)
def test_of_two_values_in_a_breath_the_later_one_stands(talk: Begin, text: str, wanted: dict[str, Any]) -> None:
    reply = talk(CORE)(text)
    assert "confirmation" == reply["kind"]
    before, after = CORE["configuration"], reply["answers"][0]["decision"]["result"]
    assert wanted == {k: v for k, v in after.items() if before.get(k) != v}


@pytest.mark.parametrize(
    "text", ["Please add SSE, sorry, the transparent proxy", "SSE、じゃなくて透過プロキシを追加してください"]
)
def test_of_two_options_in_a_breath_the_later_one_stands(talk: Begin, text: str) -> None:
    reply = talk(CORE)(text)
    assert ["transparent_proxy"] == reply["answers"][0]["decision"]["result"]["options"]


@pytest.mark.parametrize(
    ("steps", "last", "licences"),
    [
        (("ライセンスを50追加してください",), "やっぱり500にしてください", 500),
        (("please add 50 licences",), "on second thought change it to 500", 500),
        (("please add 50 licences", "and what if it were 600?"), "then please change to 500", 500),
        (("ライセンスを50追加してください",), "100追加にしてください", 500),
    ],
)
def test_a_number_that_is_to_be_is_no_step(talk: Begin, steps: tuple[str, ...], last: str, licences: int) -> None:
    ask = talk(STARTER)
    for step in steps:
        ask(step)
    reply = ask(last)
    assert ("confirmation", licences) == (reply["kind"], reply["answers"][0]["decision"]["result"]["licences"])


@pytest.mark.parametrize(
    ("first", "then", "fraction"),
    [
        ("ZTNAで8日間と2時間の障害が1回ずつありました。減額は合計いくらですか", "8日間のほうだけだったら？", "1/2"),
        ("We had two ZTNA outages, one of 8 days and one of 2 hours. Credit?", "and just the 8-day one alone?", "1/2"),
        ("We had two ZTNA outages, one of 8 days and one of 2 hours. Credit?", "if it had only been the first?", "1/2"),
    ],
)
def test_one_of_several_outages_alone(talk: Begin, first: str, then: str, fraction: str) -> None:
    ask = talk()
    ask(first)
    assert fraction == ask(then)["answers"][0]["decision"]["values"]["credit_fraction"]


@pytest.mark.parametrize(
    "text",
    [
        "Can we drop the SSE add-on?",
        "Could we remove the multi-region option?",
        "マルチリージョンオプションを外せますか",
    ],
)
def test_an_option_that_is_to_go_is_answered_without_asking_back(talk: Begin, text: str) -> None:
    reply = talk(COMPLETE)(text)
    assert ("answer", "needs_human") == (reply["kind"], reply["answers"][0]["decision"]["outcome"])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("We peaked at 5,300 devices, our contract says 5,000.", "Would IIJ warn us before raising our number?"),
        ("契約は同時5,000台ですが、5,300台使ってしまいました", "契約の台数を変える前に、知らせてもらえるんですよね？"),
    ],
)
def test_notice_before_the_change_that_follows_an_excess(talk: Begin, first: str, then: str) -> None:
    ask = talk({"service": "fms"})
    ask(first)
    assert ["concurrency_by_iij"] == [a["intent"] for a in ask(then)["answers"]]
