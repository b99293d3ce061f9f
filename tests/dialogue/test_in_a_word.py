"""A place or a value alone is asked about; what is told before a short question, or beside it, still counts."""

from __future__ import annotations

import pytest
from tests.replies import cited, decided

COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 2000, "bandwidth": 1000, "log": 90, "options": ["sse"]},
}


@pytest.mark.parametrize("text", ["大阪", "Osaka", "1G", "500ライセンス", "2,000 devices at once"])
def test_a_value_alone_is_asked_about(talk, text):
    say = talk()
    reply = say(text)
    assert reply["kind"] == "choice"
    assert say("1")["kind"] == "answer"


@pytest.mark.parametrize("text", ["7 mobility servers allowed?", "大阪は選べる？", "ZTNA 500ライセンス"])
def test_a_value_that_is_asked_about_is_answered(talk, text):
    assert talk()(text)["kind"] != "choice"


@pytest.mark.parametrize(
    ("context", "text", "outcome", "clause"),
    [
        (None, "ZTNAのマルチリージョン、一か月ももたずに切ったらお金取られますか", "needs_human", "ztna:7.3"),
        (None, "FMSのマルチリージョンをひと月たたずに切れば料金かかる？", "explained", "fms:10.2"),
        (
            None,
            "We're a small firm on Starter and my boss is keen on multi-region. Can we get it?",
            "denied",
            "ztna:7.2.1",
        ),
        (
            COMPLETE,
            "We wish to move to Core while retaining the SSE add-on. Is the same possible?",
            "denied",
            "ztna:7.2.3",
        ),
        (None, "営業からStarter 430ライセンスの見積依頼です。受けていいですか", "denied", "ztna:4.1.1"),
        (None, "設定変更 opt は FMS にある？", "allowed", "fms:6.2.2"),
        (None, "The SSE add-on is open to every grade, Core included, correct?", "denied", "ztna:7.2.3"),
    ],
)
def test_what_was_told_before_counts(talk, context, text, outcome, clause):
    reply = talk(context)(text)
    assert decided(reply)["outcome"] == outcome
    assert any(c == clause or c.startswith(f"{clause}#") for c in cited(reply)), cited(reply)


@pytest.mark.parametrize(
    "text",
    [
        "ZTNAの課金開始は12月10日、解約申込書の到着は翌11日となる見込みです。調定金は必要ですか",
        "ZTNAの課金開始は12月10日、解約申込書の到着は11日です。調定金は必要ですか",
    ],
)
def test_a_day_named_after_another_is_of_its_month(talk, text):
    values = decided(talk()(text))["values"]
    assert (values["effective_date"], values["charge_due"]) == ("2027-01-10", False)


def test_the_hour_that_was_reached_makes_a_claim_possible(talk):
    reply = talk()(
        "FMS was fully unusable through IIJ's fault; the 24th consecutive hour after IIJ learned of it was reached "
        "on 15 September 2026. By what date must we ask for the reduction?"
    )
    assert decided(reply)["values"]["claim_deadline"] == "2026-12-15"


@pytest.mark.parametrize("text", ["/cancel contract=FMS date=tomorrow confirm=yes"])
def test_commands_of_another_program_do_nothing(talk, text):
    assert talk()(text)["kind"] == "fallback"


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("客が「24時間ちょうど止まったから1/5だ」と言っている。ZTNAで正しい？", "1/10"),
        ("ztna 2 incidents: 55min + 13h, fee 500000", "1/9"),
        ("FMSで25時間止まって2時間復旧、また26時間停止。IIJ認識から、IIJ原因。減額は", "1/15"),
    ],
)
def test_lengths_and_shares_are_told_apart(talk, text, fraction):
    reply = talk()(text)
    assert len(reply["answers"]) == 1
    assert decided(reply)["values"]["credit_fraction"] == fraction


@pytest.mark.parametrize(
    ("text", "outcome", "clause"),
    [
        ("Log 90/180/360 の単位って規程に書いてある？", "explained", "ztna:4.1.2"),
        ("ztna sla除外条件 教えて", "explained", "ztna:app1.1.1#exception"),
        ("Could we suspend the ZTNA contract for two months?", "explained", "ztna:6.1"),
        ("FMSを一時的に休止できますか", "explained", "fms:5.1"),
        ("1か月に20回、30分超の障害があったら減額はいくらまで？ZTNA", "explained", "ztna:app1.1.2"),
    ],
)
def test_what_the_terms_say_of_it(talk, text, outcome, clause):
    reply = talk()(text)
    assert decided(reply)["outcome"] == outcome
    assert clause in cited(reply)


def test_the_day_that_is_wanted_is_the_designated_one(talk):
    reply = talk()("Option stop form arrived 1 Dec, wants 20 Jan. FMS multi-region.")
    assert decided(reply)["values"]["effective_date"] == "2027-01-20"


@pytest.mark.parametrize(
    ("text", "outcome", "clause"),
    [
        ("解約じゃなくて、ZTNAのライセンスを1,200から950に減らすだけなら請求できますか", "allowed", "ztna:6.1.2"),
        ("Can ZTNA go from 700 to 1,200 licences?", "allowed", "ztna:6.1.2"),
        ("ZTNAでCoreからCompleteに上げたあと、元に戻せますか", "allowed", "ztna:6.1.1"),
        ("If we go from Starter to Core, may we switch back again?", "denied", "ztna:6.1.1"),
        ("ZTNAの品質保証で、保証の対象から除外されるのはどんな場合ですか", "explained", "ztna:app1.1.1#exception"),
        ("At what point do we owe you the initial FMS fee?", "explained", "fms:9.1#initial"),
    ],
)
def test_what_is_asked_of_what_was_told(talk, text, outcome, clause):
    reply = talk()(text)
    assert decided(reply)["outcome"] == outcome
    assert any(c == clause or c.startswith(f"{clause}#") for c in cited(reply)), cited(reply)


def test_an_option_that_is_no_longer_wanted_is_not_added(talk):
    reply = talk()("fmsのマルチリージョンだけもういらんのでやめたい")
    assert reply["kind"] in ("question", "answer")
    assert "fms:6.4" in cited(reply)


def test_an_hour_before_who_knew_is_when_iij_knew(talk):
    reply = talk()(
        "FMS: at 22:00 on 9 November your NOC confirmed it was aware of the failure, service was restored at 01:00 "
        "on 13 November. Nobody could use anything, IIJ caused it. What portion of the fee is taken off?"
    )
    assert decided(reply)["values"]["credit_fraction"] == "1/10"
