"""Whole conversations, from a wish to a receipt, read turn by turn: what is asked, said, recorded and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Say = Callable[[str], dict[str, Any]]
Begin = Callable[..., Say]

CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京", "options": []},
}
MOBILE = {
    "service": "fms",
    "configuration": {"licences": 5000, "concurrent": 5000, "servers": 2, "region": "東京", "redundancy": True},
}


def slots(body: dict[str, Any]) -> list[str]:
    return [m["slot"] for m in body["missing"]]


def result(body: dict[str, Any]) -> dict[str, Any]:
    return dict(body["answers"][-1]["decision"]["result"])


# -- from "we need SSE" to a receipt -----------------------------------------------------------------------------------


def test_the_whole_path_in_english(talk: Begin) -> None:
    say = talk()
    asked = say("we need SSE")
    assert (asked["kind"], slots(asked)) == ("question", ["grade"])
    assert asked["text"].startswith("Which grade does your contract have now?")

    denied = say("we're on Core, 1000 licences, 500M, Tokyo")
    assert (denied["kind"], denied["answers"][0]["decision"]["outcome"]) == ("answer", "denied")
    assert "only on Complete" in denied["text"]

    log = say("ok do that")
    assert (log["kind"], slots(log)) == ("question", ["log"])

    ready = say("180")
    assert (ready["kind"], result(ready)["log"]) == ("confirmation", 180)

    both = say("wait, make it 360. and also what's the SLA?")
    assert (both["kind"], result(both)["log"]) == ("confirmation", 360)
    assert [a["intent"] for a in both["answers"]] == ["guarantee", "change_request"]
    assert both["text"].index("quality guarantee") < both["text"].index("Shall I record")

    done = say("yes please")
    assert done["kind"] == "receipt"
    assert done["request"]["id"] in done["text"]
    for part in ("360 days", "Core → Complete", "SSE add-on", "IIJ's decision", "prescribed form"):
        assert part in done["text"], part

    number = say("what was my request number?")
    assert done["request"]["id"] in number["text"]
    asked = say("please withdraw it")
    assert (asked["kind"], asked["request"]) == ("question", None)
    gone = say("yes")
    assert (gone["kind"], gone["request"]) == ("receipt", {"id": done["request"]["id"], "status": "withdrawn"})


def test_the_whole_path_in_japanese(talk: Begin) -> None:
    say = talk()
    asked = say("SSEが必要になりました")
    assert (asked["kind"], slots(asked)) == ("question", ["grade"])
    assert asked["text"].startswith("現在ご契約中のグレードをお知らせください。")

    denied = say("Coreで1000ライセンス、500M、東京です")
    assert (denied["kind"], denied["answers"][0]["decision"]["outcome"]) == ("answer", "denied")

    log = say("ではそれで")
    assert (log["kind"], slots(log)) == ("question", ["log"])

    ready = say("180")
    assert (ready["kind"], ready["locale"], result(ready)["log"]) == ("confirmation", "ja", 180)

    both = say("あ、やっぱり360で。あとSLAは？")
    assert (both["kind"], result(both)["log"]) == ("confirmation", 360)
    assert [a["intent"] for a in both["answers"]] == ["guarantee", "change_request"]

    done = say("はい")
    assert done["kind"] == "receipt"
    for part in (done["request"]["id"], "360日", "Core → Complete", "SSEアドオン", "承諾するかどうかはIIJが判断"):
        assert part in done["text"], part

    assert done["request"]["id"] in say("受付番号は？")["text"]
    assert say("取り消したい")["kind"] == "question"
    kept = say("いいえ")
    assert (kept["kind"], kept["request"]) == ("smalltalk", None)


@pytest.mark.parametrize(
    "said",
    [
        "withdraw my request",
        "取り下げたい",
        "I'd like to withdraw the request I just made",
        "さっきの依頼を取り消してください",
    ],
)
def test_what_the_receipt_says_takes_it_back(talk: Begin, said: str) -> None:
    say = talk(CORE)
    say("帯域を800Mにしてください")
    done = say("はい")
    asked = say(said)
    assert (asked["kind"], done["request"]["id"] in asked["text"]) == ("question", True)
    assert say("yes")["request"]["status"] == "withdrawn"


# -- nothing is recorded that was not agreed to ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "記録するとどうなりますか",
        "はい、でもいくらですか",
        "you are useless",
        "OK, how long does acceptance take?",
        "なぜ？",
        "no wait, three",
    ],
)
def test_a_question_or_a_grumble_is_no_yes(talk: Begin, said: str) -> None:
    say = talk(CORE)
    assert say("帯域を800Mにしてください")["kind"] == "confirmation"
    assert say(said)["request"] is None
    done = say("はい")
    assert (done["kind"], "800M" in done["text"]) == ("receipt", True)


def test_a_digression_ends_with_what_stands_open(talk: Begin) -> None:
    say = talk(CORE)
    say("帯域を800Mにしてください")
    assert say("最低利用期間はどれくらいですか")["text"].endswith("記録してよろしければ「はい」とお送りください。")
    say = talk(CORE)
    say("Please change us to Complete")
    assert say("what is the SSE add-on?")["text"].endswith("Back to your request: Which log retention period?")


# -- several things, one of them ---------------------------------------------------------------------------------------


def test_a_refused_change_leaves_the_old_one_and_the_offer_can_be_taken(talk: Begin) -> None:
    say = talk(CORE)
    say("ライセンスを5万にして")
    refused = say("ライセンスを7万にして")
    assert (refused["kind"], refused["answers"][0]["decision"]["outcome"]) == ("answer", "denied")
    assert "50,000" in refused["text"]
    assert result(say("じゃあ上限で"))["licences"] == 60000


@pytest.mark.parametrize(
    ("said", "licences", "servers"),
    [("サーバの分は取り消してください", 6000, None), ("only the servers", None, 4), ("forget the licences", None, 4)],
)
def test_one_of_several_changes_is_taken_out(talk: Begin, said: str, licences: int | None, servers: int | None) -> None:
    say = talk(MOBILE)
    assert say("サーバを4台、ライセンスを6000に変更してください")["kind"] == "confirmation"
    left = say(said)
    assert left["kind"] == "confirmation"
    changed = left["draft"]["changes"]
    wanted = {"licences": licences, "servers": servers}
    assert {c["item"]: c["after"] for c in changed} == {k: v for k, v in wanted.items() if v is not None}


def test_a_way_is_taken_by_its_place_and_what_it_leaves_open_is_asked(talk: Begin) -> None:
    say = talk(CORE)
    say("Please add SSE and raise the licences to 1030")
    between = say("what about transparent proxy?")
    assert between["answers"][0]["decision"]["outcome"] == "allowed"
    assert say("add it too")["answers"][0]["decision"]["outcome"] == "denied"
    assert slots(say("the first one")) == ["log"]
    assert slots(say("1050")) == ["log"]
    ready = say("90")
    assert ready["kind"] == "confirmation"
    end = result(ready)
    assert (end["licences"], end["log"], end["grade"]) == (1050, 90, "Complete")
    assert sorted(end["options"]) == ["sse", "transparent_proxy"]


def test_both_wishes_are_kept_when_both_are_asked_for(talk: Begin) -> None:
    say = talk({"service": "ztna", "configuration": {"grade": "Starter", "licences": 300, "region": "Tokyo"}})
    say("we'd like SSE and 600 licences")
    assert slots(say("both please")) == ["bandwidth", "log"]


def test_what_was_given_up_can_be_come_back_to(talk: Begin) -> None:
    say = talk(CORE)
    say("帯域を2Gに、ライセンスを2000にして")
    assert say("全部やめる")["kind"] == "smalltalk"
    assert say("はい")["request"] is None
    assert say("さっきの変更に戻って")["kind"] == "confirmation"


# -- the language of a conversation ------------------------------------------------------------------------------------


def test_a_text_of_no_language_goes_on_in_the_one_spoken(talk: Begin) -> None:
    say = talk()
    say("StarterでSSEは使えますか")
    for text in ("ZTNA", "Core", "500M"):
        assert say(text)["locale"] == "ja", text


def test_another_language_alone_says_the_last_answer_again(talk: Begin) -> None:
    say = talk()
    before = say("StarterでSSEは使えますか")
    again = say("in English please")
    assert (again["kind"], again["locale"]) == ("answer", "en")
    assert again["answers"][0]["decision"]["outcome"] == before["answers"][0]["decision"]["outcome"]
    assert again["text"].startswith("No.")
    assert say("日本語で教えて")["text"].startswith("いいえ。")


# -- the present and the wish ------------------------------------------------------------------------------------------


def test_the_grade_one_has_is_not_the_grade_one_wants(talk: Begin) -> None:
    say = talk()
    asked = say("we want to upgrade to Complete")
    assert slots(asked) == ["grade"]
    log = say("Core")
    assert slots(log) == ["log"]
    assert result(say("180"))["grade"] == "Complete"


def test_a_number_of_now_is_not_the_number_wanted(talk: Begin) -> None:
    say = talk()
    assert slots(say("ライセンスを増やしたい")) == ["licences"]
    assert slots(say("ZTNAのStarterで今300")) == ["licences"]
    ready = say("500")
    assert ready["draft"]["changes"][0]["before"] == 300
    assert ready["draft"]["changes"][0]["after"] == 500


def test_a_region_that_stays_is_no_change(talk: Begin) -> None:
    body = talk(CORE)("地域は東京のまま、ライセンスを1200に")
    assert [c["item"] for c in body["draft"]["changes"]] == ["licences"]


# -- outages and ends --------------------------------------------------------------------------------------------------


def test_a_fact_of_the_first_outage_is_not_one_of_the_second(talk: Begin) -> None:
    say = talk({"service": "ztna"})
    say("we had two outages, 40 minutes each")
    body = say("one device was still up during the first")
    assert body["answers"][0]["decision"]["values"]["incident_fractions"] == ["0", "1/90"]
    asked = say("deadline?")
    assert (asked["kind"], asked["answers"][0]["intent"]) == ("answer", "claim_deadline")
    assert say("November 3")["answers"][0]["decision"]["values"]["claim_deadline"] == "2027-02-03"


def test_short_statements_are_one_thing_told(talk: Begin) -> None:
    say = talk()
    say("FMSが30時間止まった")
    body = say("うちの機器は関係ない。IIJの障害。全く使えなかった")
    assert body["answers"][0]["decision"]["values"]["credit_fraction"] == "1/30"
    assert "責に帰すべき事由による場合を前提" not in body["text"]


def test_the_earliest_end_is_that_of_a_form_arriving_today(talk: Begin) -> None:
    say = talk({"service": "ztna"})
    say("解約したい")
    body = say("最短でいつ終わる？")
    assert body["answers"][0]["decision"]["values"]["effective_date"] == "2026-12-22"
    assert body["text"].startswith("所定の解約申込書が本日IIJに到達したとして")


def test_why_after_two_answers_says_of_each_what_it_is_about(talk: Begin) -> None:
    say = talk({"service": "ztna"})
    say("StarterでSSEは使えますか？ 解約申込書が12月1日に届いたらいつ解約になりますか？")
    body = say("why?")
    assert len(body["answers"]) == 2
    assert body["text"].count("**") == 4
