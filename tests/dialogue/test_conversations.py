"""Whole conversations with the real assistant, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Talk = Callable[..., dict[str, Any]]
Begin = Callable[..., Talk]

CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 200, "bandwidth": 500, "region": "東京", "options": []},
}
COMPLETE = {
    "service": "ztna",
    "configuration": {
        "grade": "Complete",
        "licences": 300,
        "bandwidth": 500,
        "log": 180,
        "region": "東京",
        "options": ["sse"],
    },
}
MOBILE = {
    "service": "fms",
    "configuration": {
        "licences": 2000,
        "concurrent": 2000,
        "servers": 4,
        "region": "東京",
        "redundancy": True,
        "options": [],
    },
}


def outcomes(body: dict[str, Any]) -> list[tuple[str, str]]:
    return [(a["decision"]["service"], a["decision"]["outcome"]) for a in body["answers"]]


def value(body: dict[str, Any], name: str) -> Any:
    return next(a["decision"]["values"][name] for a in body["answers"] if name in a["decision"]["values"])


# -- follow-ups --------------------------------------------------------------------------------------------------------


def test_a_grade_and_an_option_are_changed_one_after_the_other(talk: Begin) -> None:
    say = talk()
    assert outcomes(say("Coreの契約で透過プロキシを申し込むことは可能ですか")) == [("ztna", "allowed")]
    assert outcomes(say("Starterだと？")) == [("ztna", "denied")]
    sse = say("SSEアドオンなら？")
    assert outcomes(sse) == [("ztna", "denied")]
    assert sse["answers"][0]["decision"]["findings"][0]["code"] == "D:OPT_GRADE:sse"
    assert outcomes(say("Completeの場合は？")) == [("ztna", "allowed")]


def test_the_same_in_english(talk: Begin) -> None:
    say = talk()
    assert outcomes(say("is the transparent proxy available to a Starter contract")) == [("ztna", "denied")]
    assert outcomes(say("and Core?")) == [("ztna", "allowed")]
    assert outcomes(say("what about the SSE add-on?")) == [("ztna", "denied")]
    assert outcomes(say("on Complete then?")) == [("ztna", "allowed")]


def test_another_day_is_reckoned_anew(talk: Begin) -> None:
    say = talk()
    assert value(say("FMSの解約申込書が11月30日に着く場合、契約はいつ終わりますか"), "effective_date") == "2026-12-30"
    later = say("12月11日だったら？")
    assert outcomes(later) == [("fms", "computed")]
    assert value(later, "effective_date") == "2027-01-10"


def test_another_length_and_then_the_claim(talk: Begin) -> None:
    say = talk()
    assert value(say("一昨日ZTNAのVPN装置が全部40分落ちました。減額の割合は？"), "credit_fraction") == "1/90"
    assert value(say("3時間だったら？"), "credit_fraction") == "1/30"
    assert value(say("請求の期限は？"), "claim_deadline") == "2027-02-20"


def test_the_other_contract_is_asked_the_same(talk: Begin) -> None:
    say = talk()
    assert outcomes(say("Is 250 licences a valid number on ZTNA Core?")) == [("ztna", "allowed")]
    other = say("and on FMS?")
    assert outcomes(other) == [("fms", "denied")]
    assert value(other, "nearest_licences") == [200, 300]


def test_why_and_which_article_are_about_the_last_answer(talk: Begin) -> None:
    say = talk()
    say("StarterでSSEアドオンを使えますか")
    for text in ("なぜですか？", "根拠の条文は？"):
        body = say(text)
        assert body["kind"] == "answer"
        assert any(c["clause"].startswith("ztna:7.2.3") for a in body["answers"] for c in a["citations"])
    assert talk()("なぜですか？")["kind"] == "fallback"


# -- the contract a message is about -----------------------------------------------------------------------------------


def test_the_service_is_asked_for_once_and_kept(talk: Begin) -> None:
    say = talk()
    choice = say("IPv6のアドレスは使えますか")
    assert (choice["kind"], [m["slot"] for m in choice["missing"]]) == ("choice", ["service"])
    assert [s["label"] for s in choice["suggestions"]] == ["ZTNA", "FMS"]
    assert outcomes(say("FMSです")) == [("fms", "allowed")]
    assert {service for service, _ in outcomes(say("ライセンスは230にできますか"))} == {"fms"}


def test_a_suggested_service_can_be_sent_back_as_it_is(talk: Begin) -> None:
    for n, service in ((0, "ztna"), (1, "fms")):
        say = talk()
        suggestion = say("Is IPv6 possible?")["suggestions"][n]
        assert [s for s, _ in outcomes(say(suggestion["text"]))] == [service]


def test_what_the_caller_vouches_for_settles_it(talk: Begin) -> None:
    assert outcomes(talk(MOBILE)("IPv6のアドレスは使えますか")) == [("fms", "allowed")]
    assert outcomes(talk(CORE)("Is IPv6 possible?")) == [("ztna", "denied")]


def test_a_later_context_replaces_the_earlier_one(talk: Begin) -> None:
    say = talk(CORE)
    assert outcomes(say("IPv6のアドレスは使えますか")) == [("ztna", "denied")]
    assert outcomes(say("IPv6のアドレスは使えますか", context=MOBILE)) == [("fms", "allowed")]


# -- filling -----------------------------------------------------------------------------------------------------------


def test_a_change_asks_for_what_it_newly_needs(talk: Begin) -> None:
    say = talk(CORE)
    asked = say("グレードをCompleteに変えてください")
    assert (asked["kind"], [m["slot"] for m in asked["missing"]]) == ("question", ["log"])
    assert asked["missing"][0]["choices"] == ["90日", "180日", "360日"]
    ready = say("90日")
    assert ready["kind"] == "confirmation"
    assert ready["answers"][0]["decision"]["result"]["log"] == 90
    assert ready["answers"][0]["decision"]["result"]["grade"] == "Complete"
    assert say("はい")["kind"] == "receipt"


@pytest.mark.parametrize(
    ("reply", "kind", "outcome"),
    [("外してください", "confirmation", "needs_human"), ("残したいです", "answer", "denied")],
)
def test_the_fate_of_an_option_the_new_grade_cannot_have_is_asked(
    talk: Begin, reply: str, kind: str, outcome: str
) -> None:
    say = talk(COMPLETE)
    asked = say("グレードをCoreに下げてください")
    assert (asked["kind"], [m["slot"] for m in asked["missing"]]) == ("question", ["sse_fate"])
    answered = say(reply)
    assert (answered["kind"], outcomes(answered)) == (kind, [("ztna", outcome)])


def test_a_question_between_does_not_lose_what_was_asked(talk: Begin) -> None:
    say = talk(CORE)
    say("グレードをCompleteに変えてください")
    assert say("ところで解約はどうすればできますか")["kind"] == "answer"
    assert say("180日でお願いします")["kind"] == "confirmation"


def test_a_reply_nobody_understands_is_asked_again(talk: Begin) -> None:
    say = talk(CORE)
    say("グレードをCompleteに変えてください")
    again = say("ほげほげふがふが")
    assert (again["kind"], [m["slot"] for m in again["missing"]]) == ("question", ["log"])
    assert say("360日")["kind"] == "confirmation"


def test_a_cancellation_asks_for_the_contract_then_the_arrival(talk: Begin) -> None:
    say = talk()
    assert [m["slot"] for m in say("解約の手続きをお願いします")["missing"]] == ["service"]
    assert [m["slot"] for m in say("FMSです")["missing"]] == ["arrival"]
    ready = say("12月4日に届きます")
    assert (ready["kind"], value(ready, "effective_date")) == ("confirmation", "2027-01-03")
    receipt = say("はい、お願いします")
    assert receipt["kind"] == "receipt"
    assert "解約の通知ではありません" in receipt["text"]


# -- confirmation, undo, a late yes ------------------------------------------------------------------------------------


def test_a_request_is_recorded_only_when_confirmed(talk: Begin) -> None:
    say = talk(CORE)
    ready = say("ライセンスを350に増やしてください")
    assert (ready["kind"], ready["request"]) == ("confirmation", None)
    done = say("はい")
    assert (done["kind"], done["request"]["status"]) == ("receipt", "confirmed")
    assert done["request"]["id"] in done["text"]
    again = say("はい")
    assert (again["kind"], again["request"]) == ("smalltalk", None)


def test_a_denied_request_is_answered_with_a_way(talk: Begin) -> None:
    body = talk(CORE)("please raise the licences to 420")
    assert (body["kind"], outcomes(body)) == ("answer", [("ztna", "denied")])
    assert value(body, "nearest_licences") == [400, 450]
    assert [r["set"] for r in body["answers"][0]["decision"]["remedies"]] == [{"licences": 400}]


def test_a_correction_replaces_the_value_before_it_is_recorded(talk: Begin) -> None:
    say = talk(CORE)
    say("please raise the licences to 400")
    corrected = say("actually make it 450")
    assert corrected["kind"] == "confirmation"
    assert corrected["answers"][0]["decision"]["result"]["licences"] == 450
    done = say("yes please")
    assert done["kind"] == "receipt"
    assert done["answers"][0]["decision"]["result"]["licences"] == 450


def test_no_ends_it_and_a_late_yes_does_not_bring_it_back(talk: Begin) -> None:
    say = talk(CORE)
    assert say("帯域を1Gにしてください")["kind"] == "confirmation"
    assert say("いいえ、やめておきます")["kind"] == "smalltalk"
    late = say("はい")
    assert (late["kind"], late["request"]) == ("smalltalk", None)


@pytest.mark.parametrize(
    ("request_", "between", "yes"),
    [
        ("ライセンスを350に増やしてください", "ところで最低利用期間はどれくらいですか", "はい、記録してください"),
        ("please raise the licences to 350", "by the way, who pays for the internet line?", "yes"),
        ("ライセンスを350に増やしてください", "SSEアドオンはどのグレードで使えますか", "はい"),
        ("please raise the licences to 350", "which grades can have SSE?", "yes"),
    ],
)
def test_a_yes_after_a_question_between_still_counts(talk: Begin, request_: str, between: str, yes: str) -> None:
    say = talk(CORE)
    assert say(request_)["kind"] == "confirmation"
    assert say(between)["kind"] in ("answer", "fallback")
    done = say(yes)
    assert done["kind"] == "receipt"
    result = done["answers"][0]["decision"]["result"]
    assert (result["licences"], result["grade"], result["options"]) == (350, "Core", [])


@pytest.mark.parametrize(
    ("request_", "yes"),
    [
        ("ライセンスを350に増やしてください", "はい、ただしライセンスは400でお願いします"),
        ("ライセンスを350に増やしてください", "はい、ただし400でお願いします"),
        ("please raise the licences to 350", "yes, but 400 licences"),
        ("please raise the licences to 350", "yes, but make it 400"),
        ("please raise the licences to 350", "yes, but 400"),
    ],
)
def test_a_yes_with_another_value_is_not_recorded_as_it_was(talk: Begin, request_: str, yes: str) -> None:
    say = talk(CORE)
    assert say(request_)["kind"] == "confirmation"
    changed = say(yes)
    assert (changed["kind"], changed["request"]) == ("confirmation", None)
    assert changed["answers"][0]["decision"]["result"]["licences"] == 400


def test_undo_takes_back_the_last_change_then_all(talk: Begin) -> None:
    say = talk(COMPLETE)
    say("ログ保存期間を360日にしてください")
    assert say("やっぱり90日にしてください")["answers"][0]["decision"]["result"]["log"] == 90
    back = say("取り消してください")
    assert (back["kind"], back["answers"][0]["decision"]["result"]["log"]) == ("confirmation", 360)


def test_undo_of_a_first_request_leaves_nothing(talk: Begin) -> None:
    say = talk(CORE)
    say("ライセンスを350に増やしてください")
    assert say("取り消してください")["kind"] == "smalltalk"
    assert say("はい")["request"] is None


def test_several_changes_are_one_request(talk: Begin) -> None:
    body = talk(CORE)("ライセンスを300に、帯域を1Gに変更してください")
    assert body["kind"] == "confirmation"
    assert len(body["answers"]) == 1
    result = body["answers"][0]["decision"]["result"]
    assert (result["licences"], result["bandwidth"]) == (300, 1000)
    assert "C:COMBINED" in {c["code"] for c in body["answers"][0]["decision"]["conditions"]}


def test_more_of_something_counts_from_the_contract(talk: Begin) -> None:
    body = talk(MOBILE)("サーバを2台増やしてください")
    assert body["answers"][0]["decision"]["result"]["servers"] == 6
    body = talk(CORE)("Please add 100 more licences")
    assert body["answers"][0]["decision"]["result"]["licences"] == 300


# -- remedies ----------------------------------------------------------------------------------------------------------


def test_a_remedy_is_named_on_request_and_taken_up(talk: Begin) -> None:
    say = talk(CORE)
    assert outcomes(say("Can Core have the SSE add-on?")) == [("ztna", "denied")]
    ways = say("what can we do instead?")
    assert ways["kind"] == "answer"
    assert ways["answers"][0]["decision"]["remedies"][0]["set"]["grade"] == "Complete"
    asked = say("yes, do that")
    assert (asked["kind"], [m["slot"] for m in asked["missing"]]) == ("question", ["log"])
    ready = say("180")
    result = ready["answers"][0]["decision"]["result"]
    assert ready["kind"] == "confirmation"
    assert (result["grade"], result["log"], result["options"]) == ("Complete", 180, ["sse"])


@pytest.mark.parametrize(
    ("context", "text"),
    [
        (CORE, "ライセンスを420にしてください"),
        (CORE, "please raise the licences to 70000"),
        (CORE, "SSEアドオンを追加してください"),
        (COMPLETE, "ログ保存期間を365日に変更してください"),
        (MOBILE, "サーバを12台にしてください"),
        (MOBILE, "please change the concurrent devices to 4000"),
    ],
)
def test_a_suggested_way_can_be_sent_back_as_it_is(talk: Begin, context: dict[str, Any], text: str) -> None:
    say = talk(context)
    denied = say(text)
    assert denied["answers"][0]["decision"]["outcome"] == "denied"
    suggestion = denied["suggestions"][0]
    reply = say(suggestion["text"])
    assert reply["kind"] in ("confirmation", "question"), suggestion
    assert reply["answers"][0]["decision"]["outcome"] in ("allowed", "needs_human", "needs_info")


def test_every_suggested_way_says_what_it_is(talk: Begin) -> None:
    """To keep SSE on Core cannot be; the way offered is to stay on Complete, and its suggestion must say so."""
    for move, keep in (("please move us to Core", "keep it"), ("グレードをCoreに下げてください", "残したいです")):
        say = talk(COMPLETE)
        say(move)
        for suggestion in say(keep)["suggestions"]:
            assert suggestion["text"].strip() not in ("Please", "したいです", ""), suggestion


def test_what_must_be_told_is_listed_where_it_is_asked(talk: Begin) -> None:
    """A lead-in such as "please tell us:" is followed by what is to be told."""
    say = talk()
    say("StarterでSSEアドオンは使えますか")
    say("ではどうすれば使えますか")
    asked = say("それでお願いします")
    assert asked["kind"] == "question"
    assert "お知らせいただく必要があります。\n\n- " in asked["text"]


# -- talk about the talk -----------------------------------------------------------------------------------------------


def test_start_over_forgets_what_was_said(talk: Begin) -> None:
    say = talk()
    say("FMSのライセンスは230にできますか")
    assert say("最初からお願いします")["kind"] == "smalltalk"
    assert say("IPv6のアドレスは使えますか")["kind"] == "choice"


def test_a_person_is_fetched_at_any_point(talk: Begin) -> None:
    say = talk(CORE)
    say("ライセンスを350に増やしてください")
    body = say("やはり担当者と話したいです")
    assert body["kind"] == "handoff"
    assert body["handoff"]["id"] in body["text"]


def test_being_lost_twice_offers_a_person(talk: Begin) -> None:
    say = talk(locale="ja")
    first, second = say("きょうの夕飯は何がいいですか"), say("宇宙の年齢は？")
    assert first["kind"] == second["kind"] == "fallback"
    assert first["text"] != second["text"]
    assert "担当者" in second["text"]


@pytest.mark.parametrize(
    "text",
    [
        "CoreでSSEは使えますか？あとFMSの最低利用期間はどれくらいですか？",
        "Can Core have the SSE add-on? And how long is the minimum term on FMS?",
    ],
)
def test_several_questions_get_several_answers(talk: Begin, text: str) -> None:
    body = talk()(text)
    assert body["kind"] == "answer"
    assert outcomes(body) == [("ztna", "denied"), ("fms", "explained")]


def test_the_language_follows_the_text(talk: Begin) -> None:
    say = talk()
    assert say("Coreで透過プロキシは使えますか")["locale"] == "ja"
    switched = say("and on Starter?")
    assert switched["locale"] == "en"
    assert outcomes(switched) == [("ztna", "denied")]
    assert say("日本語でお願いします")["locale"] == "ja"
