"""Classes of wording that resemble something else: money beside a change, days by their names, who knew when."""

from __future__ import annotations

import pytest
from tests.replies import decided


@pytest.mark.parametrize(
    ("text", "intent", "outcome"),
    [
        ("ZTNAの月額費用は契約した日から払うんでしょうか", "fee_monthly_when", "explained"),
        ("東京に加えて福岡にもゲートウェイを置きたいです。ZTNAのCoreですができますか", "option_eligibility", "allowed"),
        ("FMS ライセンス730 刻み合ってますか", "value_check", "denied"),
        ("同時利用がはみ出した月は、いくら請求されるんですか", "excess_fee", "needs_human"),
        ("これからZTNAのCoreを契約するところです。導入支援はお願いできますか", "option_eligibility", "allowed"),
        (
            "FMSのマルチリージョンを1か月たたずにやめたら、お金を請求されますか",
            "option_minimum_term_consequence",
            "explained",
        ),
        ("帯域を300Mから1Gに上げると月額はどのくらい増えますか。Coreです", "price", "needs_human"),
        ("「最低利用期間の経過する日前」の意味を教えてください", "early_charge_when", "explained"),
        ("運用ポリシーはIIJが決めてくれますか", "prerequisites", "explained"),
        ("We have 80 nurses. Are we too small for FMS?", "value_check", "denied"),
        ("From what day does the one month run that we're bound to ZTNA?", "minimum_term_length", "explained"),
        ("Half my crew can't get on FMS, the other half can. Refund?", "credit_partial", "needs_human"),
        ("4 days straight without ZTNA: which band applies?", "credit", "computed"),
    ],
)
def test_what_is_asked(talk, text, intent, outcome):
    answer = talk()(text)["answers"][0]
    assert (answer["intent"], answer["decision"]["outcome"]) == (intent, outcome)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Which of your two Flex Mobility services has a guarantee?", "ztna:8.1.1"),
        ("Is the 24-hour clock of the FMS credit started by the failure or by IIJ knowing?", "fms:11.1#24h"),
    ],
)
def test_where_it_stands(talk, text, clause):
    assert clause in {c["clause"] for a in talk()(text)["answers"] for c in a["citations"]}


@pytest.mark.parametrize("text", ["美術館は何時から開いていますか", "When does the swimming pool open?"])
def test_hours_of_other_places_are_out_of_scope(talk, text):
    assert talk()(text)["kind"] == "fallback"


@pytest.mark.parametrize("text", ["Hello! Is anybody there?", "Good morning, anyone around?"])
def test_is_anybody_there(talk, text):
    assert talk()(text)["kind"] == "smalltalk"


def test_a_charge_by_the_day_an_ending_took_effect(talk):
    text = "ZTNAは課金開始が2026年12月10日で、解除の効力が2026年12月31日に生じました。調定の残り日数は？"
    assert decided(talk()(text))["values"]["residual_days"] == 9


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("FMS、11月9日の朝8時におたくが気づいて、直ったのは12日の朝10時。おたくのミスで全滅でした。減額は？", "1/10"),
        ("IIJ knew FMS was completely dead from midnight on 2 November until midnight on 4 November. Credit?", "1/15"),
    ],
)
def test_known_to_iij_by_what_is_told(talk, text, fraction):
    assert decided(talk()(text))["values"]["credit_fraction"] == fraction


def test_a_stop_that_was_announced_in_part_needs_a_person(talk):
    text = "停止は30時間、うち前半10時間は事前に通知のあった計画停止でした。ZTNAの減額は？"
    assert decided(talk()(text))["outcome"] in ("needs_human", "explained")


@pytest.mark.parametrize(
    "text",
    [
        "Core, 500 licences, 300M, Osaka plus multi-region Tokyo: valid?",
        "Core 500ライセンス 300M 大阪 + マルチリージョン東京、これで契約できますか",
    ],
)
def test_the_region_nearer_to_the_option_is_its_own(talk, text):
    assert decided(talk()(text))["outcome"] == "allowed"


def test_more_at_once_than_was_bought(talk):
    reply = talk()("端末1万台がいっぺんに繋がります。FMSの5000の枠で契約したままだと問題ですか")
    assert reply["answers"][0]["intent"] == "usage_excess"


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("Is 800 licences fine on Core? And 820?", ["allowed", "denied"]),
        ("Completeで1,200ライセンスは可能ですか？1,230は？", ["allowed", "denied"]),
        ("May Core have the proxy? And SSE?", ["allowed", "denied"]),
        ("FMSのサーバは9台でもいいですか？11台は？", ["allowed", "denied"]),
    ],
)
def test_the_same_asked_of_another_value(talk, text, outcomes):
    assert [a["decision"]["outcome"] for a in talk()(text)["answers"]] == outcomes


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("ZTNA was down from 21:00 on 10 November to 7 the next morning. What is the credit?", "1/30"),
        ("ZTNA failed at 8 yesterday morning and was back at 10 yesterday evening. How much off?", "1/10"),
    ],
)
def test_hours_by_the_part_of_a_day(talk, text, fraction):
    assert decided(talk()(text))["values"]["credit_fraction"] == fraction


def test_one_change_of_a_grade_and_an_option(talk):
    reply = talk()("Complete contract: could we drop SSE and go down to Core?")
    assert [a["decision"]["outcome"] for a in reply["answers"]] == ["needs_human"]


def test_what_stays_is_no_change(talk):
    reply = talk()("please file: Starter 350 lic -> Core 350, 300M, Tokyo unchanged")
    assert (reply["kind"], decided(reply)["outcome"]) == ("confirmation", "allowed")


def test_a_form_that_must_be_there_arrives(talk):
    reply = talk()("The form must be there on 1 December, desired date 10 December. When does FMS end?")
    assert decided(reply)["values"]["effective_date"] == "2026-12-31"


def test_what_is_to_be_done_for_an_ending(talk):
    text = "We have a ZTNA contract and plan to wind it up at the end of March 2027. What do we have to do?"
    answer = talk()(text)["answers"][0]
    assert {c["clause"] for c in answer["citations"]} & {"ztna:10.1"}


@pytest.mark.parametrize(
    ("text", "kind"), [("Never mind, forget it", "smalltalk"), ("We want the Premium grade", "answer")]
)
def test_said_in_few_words(talk, text, kind):
    assert talk()(text)["kind"] == kind


@pytest.mark.parametrize(
    ("text", "intent", "outcome"),
    [
        ("Starterですが、福岡側にもゲートウェイを追加するオプションは使えますか", "option_eligibility", "denied"),
        ("70人の会社で、70台分だけ契約できますか", "value_check", "denied"),
        ("障害があったときの割引は、いつまでに申し出ればいいですか", "claim_deadline", "explained"),
        ("FMS 同時利用8000台で提案していいですか", "value_check", "denied"),
        ("What is the largest number of people the zero-trust one can take?", "licence_limits", "explained"),
        (
            "An excavator cut our carrier's line and FMS was dead for 3 days. Is the bill lowered?",
            "credit",
            "needs_human",
        ),
        ("Do we pay more if more users are connected at once than we signed up for? FMS", "excess_fee", "explained"),
    ],
)
def test_what_it_resembles_is_not_meant(talk, text, intent, outcome):
    answer = talk()(text)["answers"][0]
    assert (answer["intent"], answer["decision"]["outcome"]) == (intent, outcome)


def test_a_term_that_began_is_over_or_not(talk):
    reply = talk()("ZTNAは10月20日から料金が発生しています。最低利用期間はもう過ぎましたか")
    assert decided(reply)["values"]["minimum_term_end"] == "2026-11-19"


def test_wanting_out(talk):
    answer = talk()("I want out of our FMS contract. What must I do?")["answers"][0]
    assert "fms:8.1" in {c["clause"] for c in answer["citations"]}


def test_a_second_question_after_and(talk):
    reply = talk()("fms: how long is the minimum term, and can they stop only the multi-region option?")
    assert {"fms:1.1", "fms:6.4"} <= {c["clause"] for a in reply["answers"] for c in a["citations"]}


@pytest.mark.parametrize("text", ["ty!", "ok, tyvm"])
def test_thanks_in_short(talk, text):
    assert talk()(text)["kind"] == "smalltalk"
