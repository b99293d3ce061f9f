"""Wordings met in use: thanks in passing, credits by themselves, one grade alone, what IIJ told, which day counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import cited, decided

Begin = Callable[..., Any]
FMS = {"service": "fms"}
STAFFED = {
    "service": "fms",
    "configuration": {"licences": 3000, "concurrent": 2000, "servers": 3, "region": "東京", "redundancy": False},
}
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 800, "bandwidth": 500, "log": 90, "region": "東京"},
}


@pytest.mark.parametrize(
    "text", ["めっちゃ助かったわ！", "承知です。ほんと助かる〜", "ありがたいです", "なるほど。いつも助かります"]
)
def test_thanks_in_passing(talk: Begin, text: str) -> None:
    reply = talk()(text)
    assert reply["kind"] == "smalltalk"


@pytest.mark.parametrize(
    "text",
    [
        "FMSが止まったら自動で値引きされる？こちらから言う必要ある？",
        "ZTNAで障害が起きた時の減額って勝手に引かれるの？",
        "Will FMS give us the discount for an outage automatically?",
    ],
)
def test_whether_a_credit_comes_by_itself(talk: Begin, text: str) -> None:
    decision = decided(talk()(text))
    assert decision["outcome"] in ("explained", "denied")
    assert not decision["missing"]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("マルチリージョンはComplete限定ですよね", "Core"),
        ("透過プロキシってCoreのみ対応だっけ？", "Complete"),
        ("Multi-region is only for Complete, isn't it?", "Core"),
        ("Is the SSE add-on a Core-only thing?", "Complete"),
    ],
)
def test_one_grade_alone_is_put_right(talk: Begin, text: str, grade: str) -> None:
    reply = talk()(text)
    assert reply["answers"][0]["intent"] == "option_grades"
    assert grade in reply["text"]


@pytest.mark.parametrize(
    "text",
    [
        "Starterのことではないのですが、Completeで透過プロキシは使えますか",
        "Coreの話じゃなくて、CompleteならSSEアドオンを契約できますよね？",
    ],
)
def test_a_grade_not_spoken_of_is_not_judged(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "allowed"


@pytest.mark.parametrize(
    "text",
    [
        "マルチリージョンオプションの課金開始日は2027年1月15日との通知を受けました。最低利用期間はいつまででしょうか。",
        "マルチリージョンオプションの課金が2027年1月15日から始まる旨のご連絡をいただきました。最低利用期間の最終日を教えてください。",
    ],
)
def test_what_iij_told_is_background(talk: Begin, text: str) -> None:
    reply = talk(FMS)(text)
    assert [a["decision"]["values"].get("minimum_term_end") for a in reply["answers"]] == ["2027-02-14"]
    assert any(clause.startswith("fms:6.3") for clause in cited(reply))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Completeを利用中で、ログ保存期間は360日です。これを180日に短くできますか", "allowed"),
        ("いまCompleteで、ログは90日保存にしています。これを365日へ延長することは可能ですか", "denied"),
    ],
)
def test_this_to_so_many_days_is_of_the_log(talk: Begin, text: str, outcome: str) -> None:
    assert decided(talk()(text))["outcome"] == outcome


@pytest.mark.parametrize(
    "text",
    [
        "Our office lost electricity for two days and nobody could use FMS. "
        "There was nothing amiss at your end. Any credit?",
        "うちのビルが停電して30時間FMSが全く使えませんでした。御社には落ち度はないです。減額は？",
    ],
)
def test_nothing_wrong_at_the_provider(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["values"]["credit_fraction"] == "0"


@pytest.mark.parametrize(
    "text", ["FMS 2026/8/31から請求可 減額の請求期限は", "FXM、減額請求は2026/8/31より可。いつまで？"]
)
def test_from_when_a_claim_can_be_made_in_a_word(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["values"]["claim_deadline"] == "2026-11-30"


@pytest.mark.parametrize(
    "text",
    [
        "FMSの最低利用期間の長さと、解約申込書が12月1日に着いた場合の解約日を教えてください",
        "FMSについて、最低利用期間の長さと、12月1日に解約申込書が届くときの解約日を知りたいです",
    ],
)
def test_a_length_and_a_day_are_two_questions(talk: Begin, text: str) -> None:
    reply = talk()(text)
    assert "2026-12-31" in [a["decision"]["values"].get("effective_date") for a in reply["answers"]]
    assert any(clause.startswith("fms:2.1") or clause == "fms:1.1" for clause in cited(reply))
    assert len(reply["answers"]) == 2


@pytest.mark.parametrize(
    "text", ["Please move our concurrent devices over to 4,000.", "Switch concurrent devices over to 4,000 please"]
)
def test_over_to_a_number_is_a_change(talk: Begin, text: str) -> None:
    assert decided(talk(STAFFED)(text))["outcome"] == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "FMSの解約申込書を昨日出しました。30日は消印の日からですか、それとも到着日からですか",
        "We mailed the FMS form on Friday. Is it the day we posted it or the day it arrives that counts?",
    ],
)
def test_which_of_two_days_counts_is_explained(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "explained"


@pytest.mark.parametrize(
    "text",
    ["Somebody told me the internet connection comes with ZTNA. Hm.", "ZTNAにはネット回線も付いてくると聞きました。"],
)
def test_a_line_said_to_be_included(talk: Begin, text: str) -> None:
    reply = talk()(text)
    assert "ztna:5.2" in cited(reply)


@pytest.mark.parametrize(
    "text",
    ["Show me the difference between Starter and Complete.", "Tell the difference between Core and Complete to us"],
)
def test_a_difference_told_to_me_is_no_move(talk: Begin, text: str) -> None:
    assert talk()(text)["answers"][0]["intent"] == "grade_compare"


@pytest.mark.parametrize(
    "text",
    ["If we signed for three years, would there be a rebate?", "What reduction do we get for a four-year commitment?"],
)
def test_years_of_commitment_are_no_outage(talk: Begin, text: str) -> None:
    assert talk()(text)["kind"] in ("answer", "fallback", "handoff")


@pytest.mark.parametrize(
    "text", ["オプションをFMSに追加する手順を教えてください", "How do we go about adding an option on FMS?"]
)
def test_how_an_option_is_ordered(talk: Begin, text: str) -> None:
    assert any(clause.startswith("fms:6.1") for clause in cited(talk()(text)))


@pytest.mark.parametrize(
    "text",
    [
        "I e-mailed your sales rep on Monday that we're leaving FMS. Have the 30 days begun?",
        "FMSをやめたいと先週営業さんにメールしました。もう30日は始まっていますか",
    ],
)
def test_whether_the_days_have_begun_by_another_way(talk: Begin, text: str) -> None:
    assert any(clause.startswith("fms:8") for clause in cited(talk()(text)))


@pytest.mark.parametrize("text", ["speed upgrade on Starter?", "Starterで帯域の変更は？"])
def test_a_change_in_a_word_is_answered_with_no(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "denied"


@pytest.mark.parametrize(
    "text",
    [
        "FMSの台数を超えると、断りなく契約数を変えられてしまうのですか",
        "同時利用を超過したら勝手に契約台数を上げられますか。FMSです",
    ],
)
def test_a_number_raised_without_a_word_needs_notice(talk: Begin, text: str) -> None:
    decision = decided(talk()(text))
    assert decision["outcome"] in ("denied", "explained")
    assert any(clause.startswith("fms:5.2") for clause in decision["clauses"])


@pytest.mark.parametrize(
    "text",
    [
        "FMSの月額費用の支払義務の発生日について照会が来ています。規程の定めを教えてください。",
        "お客様からFMSの初期費用の支払義務の発生時期のお尋ねがありました。規程上の扱いをご教示ください。",
    ],
)
def test_when_a_fee_falls_due_told_before_the_question(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "explained"


def test_a_bare_number_that_ends_a_list_is_asked_about(talk: Begin) -> None:
    ask = talk({**STAFFED, "configuration": {**STAFFED["configuration"], "licences": 9000}})
    reply = ask("raise to 5 servers and 15000")
    assert reply["kind"] == "question"
    reply = ask("concurrent")
    assert reply["kind"] == "confirmation"
    assert "15,000" in reply["text"]
    assert "5 servers" in reply["text"]


def test_a_bare_number_that_one_item_takes_goes_there(talk: Begin) -> None:
    reply = talk(STAFFED)("サーバ4台と3,500にしてください")
    assert reply["kind"] == "confirmation"
    assert "3,500ライセンス" in reply["text"]
    assert "4台" in reply["text"]


@pytest.mark.parametrize("text", ["drop 300 licences, leaving us with 500", "cut 300 licences, leaving 500"])
def test_what_is_left_is_what_is_wanted(talk: Begin, text: str) -> None:
    reply = talk(COMPLETE)(text)
    assert reply["kind"] == "confirmation"
    assert "800 licences → 500 licences" in reply["text"]


@pytest.mark.parametrize(
    "text",
    [
        "FMSを解約したあと、いつまで料金を払うのですか",
        "ZTNAをやめた場合、月額はいつまで請求されますか",
        "Until when are we billed after we cancel FMS?",
    ],
)
def test_until_when_is_paid_after_an_end(talk: Begin, text: str) -> None:
    assert talk()(text)["answers"][0]["intent"] == "fee_prorata"


def test_a_day_written_in_kana(talk: Begin) -> None:
    decision = decided(talk()("FMSのかいやくのもうしこみしょは１２がつ１０にちにとどきます。いつおわりますか"))
    assert decision["values"]["effective_date"] == "2027-01-09"


@pytest.mark.parametrize(
    "text", ["FMSは30分落ちたら減額の対象ですよね", "FMSって1時間止まれば減額の対象になるんでしょ？"]
)
def test_a_limit_taken_for_true_is_put_right(talk: Begin, text: str) -> None:
    decision = decided(talk()(text))
    assert decision["outcome"] == "explained"
    assert any(clause.startswith("fms:11.1#24h") for clause in decision["clauses"])


@pytest.mark.parametrize("text", ["ZTNAが2時間止まったら減額いくら？", "ZTNAが90分止まったら減額されますか"])
def test_a_length_supposed_is_computed(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["values"]["credit_fraction"] == "1/30"


@pytest.mark.parametrize(
    "text",
    [
        "We're not talking about Starter. Can Complete take the transparent proxy?",
        "I am not asking about Starter: may Core have multi-region?",
    ],
)
def test_a_grade_not_asked_about(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "allowed"


@pytest.mark.parametrize(
    "text", ["同時利用が2,500台に上がったらどうなりますか", "What if usage climbs to 2,500 devices at once?"]
)
def test_use_that_would_go_up_is_above_the_contract(talk: Begin, text: str) -> None:
    decision = decided(talk(STAFFED)(text))
    assert decision["outcome"] == "needs_human"
    assert any(clause.startswith(("fms:5.2", "fms:app1")) for clause in decision["clauses"])


@pytest.mark.parametrize(
    "text",
    [
        "契約時は透過プロキシを付けませんでしたが、今回は付けてください",
        "導入の時はSSEなしにしたけど、やっぱり追加したいです",
    ],
)
def test_an_option_not_taken_at_first_is_wanted_after_all(talk: Begin, text: str) -> None:
    assert talk(COMPLETE)(text)["kind"] == "confirmation"


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("we had 90 days of logs to begin with, now make it 180", "90 days → 180 days"),
        ("最初はログ90日でしたが180にしてください", "90日 → 180日"),
        ("契約時は800ライセンスだったけど1,000に増やしたい", "800ライセンス → 1,000ライセンス"),
    ],
)
def test_what_was_at_first_is_no_wish(talk: Begin, text: str, change: str) -> None:
    reply = talk(COMPLETE)(text)
    assert reply["kind"] == "confirmation"
    assert change in reply["text"]


@pytest.mark.parametrize(
    "text",
    [
        "On 4 November 2026 at 09:00 IIJ's duty desk acknowledged the FMS fault, and it was back on 6 November at "
        "10:00. Completely dead, IIJ's own fault. What comes off?",
        "FMS: at 9:00 on 4 November 2026 IIJ's engineers confirmed they knew; restored at 10:00 on 6 November. "
        "All dead, your fault. How much credit?",
    ],
)
def test_when_iijs_people_knew(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["values"]["credit_fraction"] == "1/15"


@pytest.mark.parametrize(
    "text", ["FMSのリージョンは契約後に変えてもらえますか", "ztnaのログって導入後に短くしてもらえる？"]
)
def test_what_may_be_had_later_is_a_question(talk: Begin, text: str) -> None:
    assert talk()(text)["kind"] != "confirmation"


@pytest.mark.parametrize("text", ["ろぐのほぞんを360にちにかえたい", "ログほぞんを180日にかえて"])
def test_a_log_retention_in_kana(talk: Begin, text: str) -> None:
    assert talk(COMPLETE)(text)["kind"] == "confirmation"


@pytest.mark.parametrize(
    "text",
    [
        "ZTNA was out from 9:00 to 12:00 on 6 November 2026. By what day do we have to lodge our claim?",
        "ZTNAが2026年11月6日の9時から12時まで止まりました。減額の請求はいつまでに出せばよいですか",
    ],
)
def test_by_which_day_a_claim_is_lodged(talk: Begin, text: str) -> None:
    found = [a["decision"]["values"].get("claim_deadline") for a in talk()(text)["answers"]]
    assert "2027-02-06" in found


@pytest.mark.parametrize(
    "text",
    [
        "Our access line isn't ready on the day FMS starts, so you can't provide it. Is IIJ liable?",
        "回線の用意が間に合わず、開始日にFMSを使えませんでした。IIJに責任はありますか",
    ],
)
def test_what_the_customer_had_not_ready(talk: Begin, text: str) -> None:
    reply = talk()(text)
    assert any(c["clause"].startswith("fms:4.4") for a in reply["answers"] for c in a["citations"])
