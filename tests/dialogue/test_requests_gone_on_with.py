"""A request gone on with: put on hold, let go out in few words, kept to while something beside it is left out."""

from __future__ import annotations

import pytest

ZTNA = {"service": "ztna", "configuration": {"grade": "Core", "licences": 500, "bandwidth": 500, "region": "Tokyo"}}
FMS = {
    "service": "fms",
    "configuration": {
        "licences": 1000,
        "concurrent": 2000,
        "servers": 2,
        "region": "東京",
        "redundancy": False,
    },
}
_LICENCES = {"en": "Please raise us to 800 licences.", "ja": "ライセンスを800に増やしてください"}
_SERVERS = {"en": "Raise the servers to 4, please.", "ja": "サーバを4台に増やしてください"}


def _asked(talk, context, *turns):
    say = talk(context)
    for turn in turns[:-1]:
        say(turn)
    return say, say(turns[-1])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I have to check with our finance director first."),
        ("en", "One moment please, let me run it by procurement."),
        ("en", "Don't send anything yet."),
        ("en", "Please hold it until Monday."),
        ("ja", "部長の承認が必要なので、まだ記録しないでください"),
        ("ja", "少しお待ちください。お客様に確認します"),
        ("ja", "いったん保留でお願いします"),
        ("ja", "先方の了承を取ってからにします"),
    ],
)
def test_a_request_is_put_on_hold(talk, language, text):
    say, reply = _asked(talk, ZTNA, _LICENCES[language], text)
    assert reply["kind"] == "smalltalk"
    assert "800" in reply["text"]
    assert say("はい、お願いします" if language == "ja" else "yes, go ahead")["kind"] == "receipt"


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Hang on, does that change the fee?", "answer"),
        ("en", "Hold on, make it 900 licences.", "confirmation"),
        ("en", "My boss has approved it, please record it.", "receipt"),
        ("ja", "ちょっと待って、900にしてください", "confirmation"),
        ("ja", "お客様の了承をいただいています。記録をお願いします", "receipt"),
        ("ja", "上司に確認しました。進めてください", "receipt"),
    ],
)
def test_what_puts_nothing_on_hold(talk, language, text, kind):
    assert _asked(talk, ZTNA, _LICENCES[language], text)[1]["kind"] == kind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Fine, send it off."),
        ("en", "OK, put it through then"),
        ("en", "All good, you have my go-ahead."),
        ("ja", "では、それで提出してください"),
        ("ja", "よし、通してください"),
        ("ja", "そのまま出しておいてください"),
    ],
)
def test_what_waits_is_let_go_out(talk, language, text):
    assert _asked(talk, ZTNA, _LICENCES[language], text)[1]["kind"] == "receipt"


@pytest.mark.parametrize(
    ("language", "text"),
    [("ja", "見積もりを出してください"), ("ja", "まだ出さないで"), ("en", "Can you send it as a PDF?")],
)
def test_what_lets_nothing_go_out(talk, language, text):
    assert _asked(talk, ZTNA, _LICENCES[language], text)[1]["kind"] != "receipt"


@pytest.mark.parametrize(
    ("language", "aside", "text"),
    [
        ("en", "Could the gateway be made redundant?", "Keep redundancy out of it. Only the 4 servers."),
        ("en", "Could the gateway be made redundant?", "Leave the redundancy aside, just the servers."),
        ("en", "Can we change the region?", "Forget the region. Just the 4 servers, please."),
        ("ja", "冗長構成にはできますか", "冗長化の話はなしで。サーバ4台だけお願いします"),
        ("ja", "冗長構成にはできますか", "冗長化は含めないで、サーバの4台だけで進めてください"),
        ("ja", "リージョンも変えられますか", "リージョンの件は置いておいて、サーバ4台だけで"),
    ],
)
def test_what_was_asked_beside_a_request_is_left_out(talk, language, aside, text):
    say, reply = _asked(talk, FMS, _SERVERS[language], aside, text)
    assert reply["kind"] == "confirmation"
    assert [f["item"] for f in reply["answers"][0]["decision"]["findings"] if f["item"] == "redundancy"] == []
    receipt = say("はい" if language == "ja" else "yes")
    assert receipt["kind"] == "receipt"
    assert receipt["answers"][0]["decision"]["result"]["servers"] == 4


@pytest.mark.parametrize("text", ["Drop the 4 servers.", "No servers after all."])
def test_the_request_itself_is_dropped(talk, text):
    assert _asked(talk, FMS, _SERVERS["en"], text)[1]["kind"] == "smalltalk"


STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 200, "region": "Tokyo"}}
_COMPLETE = {"en": "Please move us to Complete.", "ja": "Completeに変更してください"}


@pytest.mark.parametrize(
    ("language", "text", "has"),
    [
        ("en", "Which bandwidths can we choose?", "2G"),
        ("en", "And what are the choices for the logs?", "180"),
        ("en", "Before that, what's the range on Core?", "Core"),
        ("ja", "帯域の範囲は？", "2G"),
        ("ja", "帯域は何から何まで指定できるんでしょうか", "2G"),
        ("ja", "先に、Coreだとどの範囲から選べるか教えてください", "Core"),
        ("ja", "ログの選択肢は何がありますか", "180"),
    ],
)
def test_a_range_is_told_for_the_grade_gone_to_while_a_value_is_asked_for(talk, language, text, has):
    say, reply = _asked(talk, STARTER, _COMPLETE[language], text)
    assert reply["kind"] == "answer"
    assert reply["answers"][0]["decision"]["outcome"] == "explained"
    assert has in reply["text"].replace("**", "")
    then = say("1Gで、ログは90日でお願いします" if language == "ja" else "1G then, and 90 days of logs")
    assert then["kind"] == "confirmation"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "How long does such a change take?"),
        ("en", "Which grades can have the transparent proxy?"),
        ("ja", "帯域を保証していただけるのですか"),
        ("ja", "最低利用期間はどれくらいですか"),
    ],
)
def test_what_asks_for_no_range_while_a_value_is_asked_for(talk, language, text):
    reply = _asked(talk, STARTER, _COMPLETE[language], text)[1]
    assert all(not a["intent"].endswith("_limits") for a in reply["answers"])


@pytest.mark.parametrize(
    ("first", "refused", "taken"),
    [
        ("Please lower our licences.", "330 please", "350"),
        ("We want another bandwidth.", "3G", "1G"),
        ("ライセンスを増やしたいです", "610でお願いします", "600で"),
        ("帯域を変更してください", "100Mにしてください", "1Gで"),
    ],
)
def test_a_value_that_the_terms_refuse_is_answered_and_asked_for_again(talk, first, refused, taken):
    say, reply = _asked(talk, ZTNA, first, refused)
    assert (reply["kind"], reply["answers"][0]["decision"]["outcome"]) == ("answer", "denied")
    assert say(taken)["kind"] == "confirmation"


@pytest.mark.parametrize(
    ("first", "text", "result"),
    [
        ("Can we go to 1,050 licences?", "Record 1,100 then, and 4 servers please.", {"licences": 1100, "servers": 4}),
        (
            "Can we go to 1,050 licences?",
            "Go with 1,000 please, and set concurrent devices to 5,000.",
            {"licences": 1000, "concurrent": 5000},
        ),
        ("1,150ライセンスにできますか", "では1,200で記録してください。サーバも3台に", {"licences": 1200, "servers": 3}),
        (
            "1,150ライセンスにできますか",
            "1,100で起票をお願いします。同時利用は5,000に",
            {"licences": 1100, "concurrent": 5000},
        ),
        (
            "1,150ライセンスにしてください",
            "1,200で。リージョンも大阪でお願いします",
            {"licences": 1200, "region": "大阪"},
        ),
    ],
)
def test_a_value_on_offer_is_taken_with_what_else_is_wanted(talk, first, text, result):
    reply = _asked(talk, FMS, first, text)[1]
    assert reply["kind"] == "confirmation"
    assert reply["answers"][0]["decision"]["result"].items() >= result.items()


@pytest.mark.parametrize("redundant", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "冗長構成の有無は、あとから変更できますか",
        "冗長構成はあとで変えられる項目ですか",
        "Can the redundancy be changed later?",
        "Could we change the redundancy afterwards?",
    ],
)
def test_a_change_of_redundancy_is_asked_about_whichever_way_it_would_go(talk, redundant, text):
    context = {**FMS, "configuration": {**FMS["configuration"], "redundancy": redundant}}
    assert talk(context)(text)["answers"][0]["decision"]["outcome"] == "needs_human"


COMPLETE = {
    "service": "ztna",
    "configuration": {
        "grade": "Complete",
        "licences": 2000,
        "bandwidth": 2000,
        "log": 180,
        "region": "Tokyo",
        "options": ["sse"],
    },
}
_CORE = {"en": "Please move us to Core.", "ja": "Coreに変更してください"}
_CORE_AND_SSE = {"en": "Please move us to Core and drop the SSE add-on.", "ja": "SSEを外してCoreに変更してください"}


@pytest.mark.parametrize("asked", [_CORE, _CORE_AND_SSE])
@pytest.mark.parametrize(
    ("language", "text", "result"),
    [
        ("en", "Forget the move, just put the bandwidth at 500M.", {"bandwidth": 500}),
        ("en", "Scrap that change - only raise the licences to 3,000 please", {"licences": 3000}),
        ("en", "We stay on Complete with everything as it is. Separate request: 3,000 licences", {"licences": 3000}),
        ("ja", "その変更はやめて、ライセンスだけ3,000にしてください", {"licences": 3000}),
        ("ja", "変更自体を見送って、ログを90日にしてください", {"log": 90}),
        ("ja", "依頼は取り下げます、代わりに帯域を1Gにしてください", {"bandwidth": 1000}),
        (
            "ja",
            "Completeのままで、ほかもすべて現状どおりにします。別件でライセンスを3,000にしてください",
            {"licences": 3000},
        ),
    ],
)
def test_another_request_takes_the_place_of_the_one_given_up(talk, asked, language, text, result):
    say, reply = _asked(talk, COMPLETE, asked[language], text)
    assert reply["kind"] == "confirmation"
    decision = reply["answers"][0]["decision"]
    assert {k: decision["result"].get(k) for k in ("grade", "options", *result)} == {
        "grade": "Complete",
        "options": ["sse"],
        **result,
    }
    assert say("はい" if language == "ja" else "yes")["kind"] == "receipt"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "グレードの変更は見送って、ログを90日にしてください"),
        ("en", "Skip the grade change, just set the logs to 90 days as well"),
    ],
)
def test_a_part_is_given_up_and_another_asked_for(talk, language, text):
    reply = _asked(talk, COMPLETE, _CORE_AND_SSE[language], text)[1]
    assert reply["kind"] == "confirmation"
    result = reply["answers"][0]["decision"]["result"]
    assert (result["grade"], result.get("options", []), result["log"]) == ("Complete", [], 90)


@pytest.mark.parametrize(
    ("text", "grade"),
    [("SSEの利用はやめて、Coreにしてください", "Core"), ("Drop the SSE add-on, and licences to 3,000", "Core")],
)
def test_what_gives_up_no_request(talk, text, grade):
    reply = _asked(talk, COMPLETE, _CORE["en" if text.isascii() else "ja"], text)[1]
    assert reply["answers"][0]["decision"]["result"]["grade"] == grade


@pytest.mark.parametrize(
    ("language", "text", "outcome"),
    [
        ("en", "Can we keep the 180 days of logs on Core?", "denied"),
        ("en", "Would the 180-day log setting survive on Core?", "denied"),
        ("ja", "Coreでもログ180日は維持できますか", "denied"),
        ("ja", "ログの180日はCoreでもそのまま使えますか", "denied"),
    ],
)
def test_what_the_contract_has_is_asked_for_on_the_grade_gone_to(talk, language, text, outcome):
    say, reply = _asked(talk, COMPLETE, _CORE_AND_SSE[language], text)
    assert (reply["kind"], reply["answers"][0]["decision"]["outcome"]) == ("answer", outcome)
    assert say("はい、お願いします" if language == "ja" else "yes, record it")["kind"] == "receipt"


@pytest.mark.parametrize(
    "text",
    [
        "IIJの判断で契約の数を上げることもあるのでしょうか",
        "御社のほうから台数を変えてくることもありますか",
        "IIJが枠を増やしてしまうこともある？",
        "Could IIJ move us up a tier on its own?",
    ],
)
def test_after_an_excess_it_is_asked_whether_iij_raises_the_number(talk, text):
    excess = "同時利用が契約2,000台のところ、ピークで2,300台になりました。どうなりますか"
    say = talk(FMS)
    say(excess if not text.isascii() else "We peaked at 2,300 devices at once with 2,000 contracted. What happens?")
    assert "fms:5.2" in say(text)["answers"][0]["decision"]["clauses"]
