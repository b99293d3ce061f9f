"""What is said after an answer: of the grade told, on a new contract, a second region, sums, charges, farewells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京"},
}
FMS = {
    "service": "fms",
    "configuration": {"licences": 3000, "concurrent": 2000, "servers": 2, "region": "東京", "redundancy": True},
}


def _intents(reply: dict[str, Any]) -> list[str]:
    return [a["intent"] for a in reply["answers"]]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Starterの帯域は？", "それは上げられますか"),
        ("What bandwidth does Starter have?", "could that be increased?"),
    ],
)
def test_what_a_grade_fixes_cannot_be_raised(talk: Begin, first: str, then: str) -> None:
    ask = talk({"service": "ztna"})
    ask(first)
    assert "denied" == decided(ask(then))["outcome"]


@pytest.mark.parametrize(
    ("first", "then", "shown"),
    [
        ("帯域は1Gにできますか", "Starterだと何M？", "100M"),
        ("Can we have 1G?", "how much does Starter have?", "100M"),
    ],
)
def test_how_much_a_grade_has(talk: Begin, first: str, then: str, shown: str) -> None:
    ask = talk({"service": "ztna"})
    ask(first)
    reply = ask(then)
    assert (["bandwidth_limits"], True) == (_intents(reply), shown in reply["text"])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("もう1年使っています。導入支援オプションは申し込めますか", "新規のご契約なら？"),
        ("We've been running for a year. Can we have introduction support?", "and with a new contract?"),
    ],
)
def test_the_same_option_on_a_new_contract(talk: Begin, first: str, then: str) -> None:
    ask = talk(CORE)
    assert "needs_human" == decided(ask(first))["outcome"]
    reply = ask(then)
    assert (["option_eligibility"], "allowed") == (_intents(reply), decided(reply)["outcome"])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("リージョンは変更できますか", "ではもう一つ追加するのは？"),
        ("Can the region be changed?", "or could we add another one?"),
        ("大阪リージョンに変更できますか", "無理なら、大阪を追加で使うことはできますか"),
    ],
)
def test_a_second_region_is_the_multi_region_option(talk: Begin, first: str, then: str) -> None:
    ask = talk(FMS)
    ask(first)
    reply = ask(then)
    assert "fms:6.2.1" in {c["clause"] for a in reply["answers"] for c in a["citations"]}


@pytest.mark.parametrize("text", ["サーバは増やせますか", "Can the number of servers be raised?"])
def test_servers_after_the_region_are_servers(talk: Begin, text: str) -> None:
    ask = talk(FMS)
    ask("選べるリージョンの一覧はありますか")
    assert "option_eligibility" not in _intents(ask(text))


@pytest.mark.parametrize(
    ("told", "sums"),
    [
        (
            "FMSが30時間ずつ2回止まりました。IIJ側の故障で全く使えませんでした",
            "合わせて60時間だから2日分になりませんか",
        ),
        ("FMS was fully down twice for 30 hours each, IIJ's fault.", "that's 60 hours in total, so two days' worth?"),
    ],
)
def test_lengths_that_were_summed_up_are_no_outage_of_their_own(talk: Begin, told: str, sums: str) -> None:
    ask = talk()
    ask(told)
    reply = ask(sums)
    fractions = [a["decision"]["values"].get("credit_fraction") for a in reply["answers"]]
    assert "1/15" in fractions or ["credit_counting"] == _intents(reply)
    assert len(fractions) == 1


@pytest.mark.parametrize(
    ("told", "then"),
    [
        ("事前に通知のあった工事でZTNAが8日間止まりました。減額は？", "工事とは関係なく8日間止まった場合は？"),
        (
            "ZTNA was down for 8 days in maintenance that was announced. Credit?",
            "and 8 days unrelated to any maintenance?",
        ),
    ],
)
def test_an_outage_that_has_nothing_to_do_with_the_works(talk: Begin, told: str, then: str) -> None:
    ask = talk()
    assert "0" == decided(ask(told))["values"]["credit_fraction"]
    assert "1/2" == decided(ask(then))["values"]["credit_fraction"]


@pytest.mark.parametrize("text", ["どの装置も受け付けていませんでした", "not one of the VPN devices was responding"])
def test_not_one_device_was_up(talk: Begin, text: str) -> None:
    ask = talk()
    ask("ZTNAが2時間止まりました。減額は？" if text[0] == "ど" else "ZTNA was down for 2 hours. Credit?")
    assert "1/30" == decided(ask(text))["values"]["credit_fraction"]


@pytest.mark.parametrize(
    ("steps", "last", "days"),
    [
        (
            ("FMSを解約したいです", "解約申込書は11月20日に届いています"),
            "課金開始日は12月15日ですが、調定金はかかりますか",
            25,
        ),
        (
            ("I want to cancel FMS", "the form reached you on 20 November 2026"),
            "Billing starts on 15 December. Do we owe a settlement?",
            25,
        ),
    ],
)
def test_the_charge_for_the_end_just_told(talk: Begin, steps: tuple[str, ...], last: str, days: int) -> None:
    ask = talk()
    for step in steps:
        ask(step)
    assert days == decided(ask(last))["values"]["residual_days"]


@pytest.mark.parametrize(
    ("steps", "last", "amount"),
    [
        (
            (
                "FMSのマルチリージョンオプションは11月20日から課金されています。最低利用期間はいつまで？",
                "そのオプションの解約申込書は11月18日に届きました。いつ止まりますか",
            ),
            "最低利用期間内なので費用はかかりますか",
            "それは何円ですか",
        ),
        (
            (
                "FMS multi-region option, billed from 20 November 2026. When is its minimum term over?",
                "The cancellation form for that option came in on November 18. When does the option stop?",
            ),
            "is there an early-end charge for it?",
            "how much is that in yen?",
        ),
    ],
)
def test_the_charge_for_an_option_by_days_told_one_after_the_other(
    talk: Begin, steps: tuple[str, ...], last: str, amount: str
) -> None:
    ask = talk()
    for step in steps:
        ask(step)
    assert decided(ask(last))["values"]["charge_due"] is True
    assert "computed" != decided(ask(amount))["outcome"]


@pytest.mark.parametrize(
    "text", ["書類の代わりに今日電話で伝えるのではだめですか", "would a phone call today do instead of the form?"]
)
def test_another_way_in_the_place_of_the_form(talk: Begin, text: str) -> None:
    ask = talk({"service": "ztna", "billing_start": "2026-11-10"})
    ask(
        "解約申込書が11月25日に届くと調定金はかかりますか"
        if text[0] == "書"
        else "Form on 25 November: is a charge due?"
    )
    assert ["termination_channel"] == _intents(ask(text))


@pytest.mark.parametrize(
    ("told", "asks"),
    [
        ("FMSは65,000ライセンスで契約しています", "ZTNAでも同じ数を持てますか"),
        ("We have 65,000 licences on FMS.", "Could ZTNA take the same number?"),
    ],
)
def test_the_same_number_on_the_other_service(talk: Begin, told: str, asks: str) -> None:
    ask = talk()
    ask(told)
    reply = ask(asks)
    assert ("denied", "ztna") == (decided(reply)["outcome"], decided(reply)["service"])


@pytest.mark.parametrize(
    ("first", "asks"),
    [
        ("FMSの第5条第2項を見せて", "その通知は何日前ですか"),
        ("show me FMS article 5(2)", "how many days ahead is the notice?"),
    ],
)
def test_the_notice_of_the_article_shown(talk: Begin, first: str, asks: str) -> None:
    ask = talk()
    ask(first)
    assert ["concurrency_by_iij"] == _intents(ask(asks))


@pytest.mark.parametrize(
    "text", ["ありがとうございました。よい連休を！", "Thanks, enjoy your Sunday!", "cheers, have a nice Friday"]
)
def test_a_day_in_a_farewell_tells_nothing(talk: Begin, text: str) -> None:
    ask = talk({"service": "ztna"})
    ask("解約申込書が12月1日に届くといつ終わりますか")
    assert "smalltalk" == ask(text)["kind"]


@pytest.mark.parametrize("text", ["はい、以上で大丈夫です", "yes, that's all", "never mind. Yes, please record it"])
def test_a_yes_beside_other_words_records(talk: Begin, text: str) -> None:
    ask = talk(CORE)
    assert "confirmation" == ask("ライセンスを1,200にしてください")["kind"]
    assert "receipt" == ask(text)["kind"]


@pytest.mark.parametrize(
    "text", ["FMSを契約したいです", "I'd like to sign up for FMS please", "We want to take out FMS"]
)
def test_an_order_asks_for_what_a_contract_must_name(talk: Begin, text: str) -> None:
    reply = talk()(text)
    assert ("question", ["configuration_check"]) == (reply["kind"], _intents(reply))


@pytest.mark.parametrize("text", ["東京は今日雨ですか", "Is it snowing in Osaka?"])
def test_the_weather_is_no_question_about_regions(talk: Begin, text: str) -> None:
    ask = talk(CORE)
    ask("リージョンはどこですか")
    assert "fallback" == ask(text)["kind"]
