"""Both of two options, outages or regions; what the contract has now; and what other few words are about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
COMPLETE: dict[str, Any] = {
    "service": "ztna",
    "configuration": {
        "grade": "Complete",
        "licences": 500,
        "bandwidth": 500,
        "log": 90,
        "region": "大阪",
        "options": ["sse", "transparent_proxy"],
    },
}


@pytest.mark.parametrize(
    "text",
    [
        "SSEと透過プロキシを両方やめたいです",
        "SSEも透過プロキシもどちらも外してください",
        "please stop both SSE and the transparent proxy",
        "we'd like to drop both the SSE add-on and the transparent proxy",
    ],
)
def test_both_options_are_stopped_and_not_added(talk: Begin, text: str) -> None:
    reply = talk(COMPLETE)(text)
    assert "needs_human" == decided(reply)["outcome"]
    assert not {"追加", "adding"} & set(reply["text"].split())
    assert "の追加" not in reply["text"]


@pytest.mark.parametrize(
    ("told", "both"),
    [
        ("ZTNAです。10月3日に2時間、10月20日に40分止まりました", "どちらも全装置停止です"),
        ("ZTNA was down for 2 hours on 3 October and 40 minutes on 20 October", "both with all devices down"),
    ],
)
def test_both_outages_are_of_the_service_told(talk: Begin, told: str, both: str) -> None:
    ask = talk()
    first = ask(told)
    assert "2027-01-03" == first["answers"][-1]["decision"]["values"]["claim_deadline"]
    assert "D:CLAIM_LATE" not in str(first["answers"][-1]["decision"]["findings"])
    reply = ask(both)
    assert {"ztna"} == {a["decision"]["service"] for a in reply["answers"]}
    assert "2/45" == decided(reply)["values"]["credit_fraction"]


def test_both_regions_ask_for_one_service(talk: Begin) -> None:
    ask = talk()
    ask("東京と大阪、両方で使いたい")
    assert ["ztna"] == [a["decision"]["service"] for a in ask("ZTNAのStarterです")["answers"]]


@pytest.mark.parametrize(
    ("asks", "now"),
    [("ログを360日にしてください", "いま90日です"), ("please set the log to 360 days", "we're at 90 days now")],
)
def test_what_there_is_now_is_not_what_is_wanted(talk: Begin, asks: str, now: str) -> None:
    ask = talk()
    ask("ZTNAのCompleteを使っています" if asks[0] == "ロ" else "We use ZTNA Complete.")
    ask(asks)
    reply = ask(now)
    assert ("confirmation", 360) == (reply["kind"], decided(reply)["result"]["log"])


@pytest.mark.parametrize(
    ("first", "more", "only"),
    [
        (
            "お客様がCoreをお使いで、帯域を2Gにしたいそうです",
            "ライセンスも2,000本から2,500本にとのことです",
            "やっぱり帯域だけでいいそうです",
        ),
    ],
)
def test_the_grade_told_stays_when_an_item_is_left_out(talk: Begin, first: str, more: str, only: str) -> None:
    ask = talk()
    ask(first)
    ask(more)
    assert "confirmation" == ask(only)["kind"]


@pytest.mark.parametrize("text", ["12月31日付にしたらどうなりますか", "what if we name 31 December as the end date?"])
def test_a_date_put_on_the_form_is_the_end_wished_for(talk: Begin, text: str) -> None:
    ask = talk({"service": "fms", "billing_start": "2026-12-01"})
    ask("11月12日に解約申込書が届きました")
    ask("調定金はかかりますか")
    assert "2026-12-31" == decided(ask(text))["values"]["effective_date"]


def test_the_days_of_notice_are_no_outage(talk: Begin) -> None:
    ask = talk({"service": "ztna"})
    assert "termination_how" == ask("30日ってどう数えるの")["answers"][0]["intent"]
    assert "2026-12-31" == decided(ask("12月1日着なら？"))["values"]["effective_date"]


def test_values_after_what_can_be_changed(talk: Begin) -> None:
    ask = talk({"service": "fms"})
    ask("あとから変えられる項目は？")
    assert "allowed" == decided(ask("ライセンス100でサーバ10台でもOK？"))["outcome"]


@pytest.mark.parametrize("text", ["事前に教えてくれますか", "何日前？"])
def test_notice_of_a_change_by_iij(talk: Begin, text: str) -> None:
    ask = talk()
    ask("IIJのほうから勝手に契約を変えられることってある？")
    ask("FMSです")
    assert "fms:5.2" in {c["clause"] for a in ask(text)["answers"] for c in a["citations"]}


def test_a_request_is_cancelled_and_not_the_option(talk: Begin) -> None:
    ask = talk(COMPLETE)
    assert "question" == ask("Please downgrade us to Core")["kind"]
    assert "smalltalk" == ask("cancel that request please")["kind"]


@pytest.mark.parametrize(
    "text",
    [
        "Form sent 2 December, arrives 4 December, we named 15 January. When does ZTNA end?",
        "The form arrives on 4 December and names 15 January. When does ZTNA end?",
    ],
)
def test_the_day_named_on_the_form_is_not_left_out(talk: Begin, text: str) -> None:
    assert "2027-01-15" == decided(talk()(text))["values"]["effective_date"]


@pytest.mark.parametrize(
    ("first", "then"), [("What does Article 9 of ZTNA say?", "and fms?"), ("ZTNAの第9条は？", "FMSは？")]
)
def test_the_article_of_the_other_contract(talk: Begin, first: str, then: str) -> None:
    ask = talk()
    ask(first)
    assert ["fms:9.1"] == [c["clause"] for a in ask(then)["answers"] for c in a["citations"]]


def test_whether_a_bill_gets_lower_is_no_value(talk: Begin) -> None:
    ask = talk(COMPLETE)
    ask("Can we go down to 200M?")
    assert "bandwidth_limits" not in [a["intent"] for a in ask("does that lower our bill?")["answers"]]


@pytest.mark.parametrize("text", ["Please double the servers and the licences", "サーバもライセンスも倍にしてください"])
def test_both_items_are_multiplied(talk: Begin, text: str) -> None:
    contract = {"licences": 1000, "concurrent": 2000, "servers": 2, "region": "東京", "redundancy": False}
    result = decided(talk({"service": "fms", "configuration": contract})(text))["result"]
    assert (2000, 4) == (result["licences"], result["servers"])


@pytest.mark.parametrize(
    ("asks", "no", "again"),
    [
        ("ログを180日にしてください", "一旦やめておきます", "やっぱりお願いします"),
        ("log to 180 days please", "no, leave it", "actually, yes please"),
    ],
)
def test_what_was_given_up_is_taken_up_again_when_that_is_said(talk: Begin, asks: str, no: str, again: str) -> None:
    ask = talk(COMPLETE)
    ask(asks)
    assert "smalltalk" == ask(no)["kind"]
    assert "smalltalk" == ask("はい" if asks[0] == "ロ" else "yes")["kind"]
    assert "confirmation" == ask(again)["kind"]


@pytest.mark.parametrize("text", ["SSEはなしで", "no SSE then", "without SSE please"])
def test_the_refused_option_is_left_out(talk: Begin, text: str) -> None:
    contract = {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京"}
    ask = talk({"service": "ztna", "configuration": contract})
    ask("透過プロキシとSSEを追加してください")
    reply = ask(text)
    assert ("confirmation", ["transparent_proxy"]) == (reply["kind"], decided(reply)["result"]["options"])


@pytest.mark.parametrize("text", ["他はそのままで", "keep everything else"])
def test_what_else_stays_shows_the_request_again(talk: Begin, text: str) -> None:
    ask = talk(COMPLETE)
    ask("ログを180日にしてください")
    assert ("confirmation", 180) == ((r := ask(text))["kind"], decided(r)["result"]["log"])
