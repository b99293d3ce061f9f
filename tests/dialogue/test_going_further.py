"""Going further: a sum for a fee told later, the other contract after all, one more outage, what such a contract is."""

from __future__ import annotations

import pytest
from tests.replies import decided

_DOWN_JA = "ZTNAが2時間止まりました。減額は？"
_DOWN_EN = "ZTNA was off for two hours. Any credit?"


@pytest.mark.parametrize(
    ("first", "then", "amount"),
    [
        (_DOWN_JA, "月額が45万円だと何円になりますか", "15000"),
        (_DOWN_JA, "基本サービスの月額を90万円として、円に換算すると？", "30000"),
        (_DOWN_EN, "Assuming a monthly fee of 300,000 yen, what does it work out to?", "10000"),
        (_DOWN_EN, "our base fee is 600,000 yen, what is it in yen then?", "20000"),
    ],
)
def test_what_a_credit_comes_to_with_a_fee(talk, first, then, amount):
    say = talk()
    say(first)
    assert decided(say(then))["values"]["credit_amount_exact"] == amount


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (_DOWN_JA, "月額費用40万円のうち5万円はオプションですが、オプション分も減額の対象ですか"),
        (_DOWN_EN, "is the basic fee of 300,000 yen what it's based on?"),
    ],
)
def test_which_fee_counts_is_no_sum(talk, first, then):
    say = talk()
    say(first)
    assert say(then)["answers"][0]["intent"] == "credit_base"


@pytest.mark.parametrize(
    ("first", "then", "fraction"),
    [
        ("ZTNAが50時間止まりました。減額は？", "すみません、うちはFMSでした。その50時間ならいくらですか", "1/15"),
        (
            "ZTNA was down for three days. Credit?",
            "Sorry, our contract is FMS. What would the same three days give?",
            "1/10",
        ),
        (
            "FMS was totally down for three days, IIJ's fault, counted from when IIJ knew. What is the credit?",
            "Oh wait, we have ZTNA, not FMS. How much for the same three days?",
            "1/5",
        ),
    ],
)
def test_the_other_contract_after_all(talk, first, then, fraction):
    say = talk()
    say(first)
    assert decided(say(then))["values"]["credit_fraction"] == fraction


def test_the_same_number_of_the_other_contract(talk):
    say = talk()
    say("CoreのZTNAで550ライセンスは選べますか")
    answer = decided(say("すみません、FMSの契約でした。同じ550ライセンスだとどうですか"))
    assert (answer["outcome"], answer["clauses"]) == ("denied", ["fms:3.1.1"])


@pytest.mark.parametrize(
    ("first", "then", "deadline"),
    [
        (
            "ZTNAが10月5日に2時間止まりました。減額の請求はいつまでにすればいいですか",
            "9月10日にも3時間止まっていたのですが、そちらは？",
            "2026-12-10",
        ),
        (
            "FMSが8月31日に30時間全面停止、IIJの障害です。まだ請求できますか",
            "もう一件、10月20日の26時間の分は？",
            "2027-01-20",
        ),
        (
            "ZTNA failed for two hours on 5 October 2026. By when do we have to claim the credit?",
            "What about a second one, of three hours, on 28 October 2026?",
            "2027-01-28",
        ),
        (
            "ZTNA failed for two hours on 5 October 2026. By when do we have to claim the credit?",
            "There was another outage of 90 minutes on 2 November 2026. And that one?",
            "2027-02-02",
        ),
    ],
)
def test_until_when_to_claim_for_one_more_outage(talk, first, then, deadline):
    say = talk()
    say(first)
    reply = say(then)
    assert [a["intent"] for a in reply["answers"]] == ["claim_deadline"]
    assert decided(reply)["values"]["claim_deadline"] == deadline


def test_what_both_outages_come_to_together(talk):
    say = talk()
    say("ZTNA failed for two hours on 5 October 2026. By when do we have to claim the credit?")
    reply = say("There was another outage of 90 minutes on 2 November 2026. How much do we get for both together?")
    assert decided(reply)["values"]["credit_fraction"] == "1/15"
    assert all(c.startswith("ztna:") for a in reply["answers"] for c in a["decision"]["clauses"])


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        (_DOWN_JA, "何もしなくても引かれていますか", "ztna:13.1#proviso"),
        (_DOWN_EN, "will it show up on the bill on its own?", "ztna:13.1#proviso"),
        (_DOWN_EN, "and on FMS, is it deducted without us asking?", "fms:11.1#request"),
    ],
)
def test_whether_a_credit_comes_by_itself(talk, first, then, clause):
    say = talk()
    say(first)
    answer = say(then)["answers"][0]
    assert (answer["intent"], answer["decision"]["outcome"]) == ("credit_claim", "explained")
    assert clause in answer["decision"]["clauses"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("ZTNAの月額はいくらですか", "Starter、200ライセンスで使う予定です"),
        ("ZTNAの料金を教えてください", "Coreの500ライセンスの場合の値段だけでも"),
        ("How much is ZTNA per month?", "We only need the figure for 300 licences on Core"),
        ("What does FMS cost?", "and with 1,000 licences?"),
    ],
)
def test_the_price_of_such_a_contract(talk, first, then):
    say = talk()
    say(first)
    reply = say(then)
    assert (reply["kind"], decided(reply)["outcome"]) == ("answer", "needs_human")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("ZTNAの月額はいくらですか", "ライセンスは510にできますか"),
        ("What does FMS cost?", "May we have 1,050 licences?"),
    ],
)
def test_whether_a_value_may_be_is_no_price(talk, first, then):
    say = talk()
    say(first)
    assert decided(say(then))["outcome"] == "denied"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("FMSで60,050ライセンスは指定できますか", "失礼、ZTNAでした。同じ数だとどうですか"),
        ("May we have 60,050 licences on FMS?", "Sorry, I meant ZTNA. Same number, does that work?"),
    ],
)
def test_the_same_number_without_saying_it_again(talk, first, then):
    say = talk()
    say(first)
    answer = decided(say(then))
    assert (answer["outcome"], "ztna:4.1.1" in answer["clauses"]) == ("denied", True)


@pytest.mark.parametrize(
    ("then", "fractions"),
    [
        ("10月9日にも3時間止まりました。合わせるといくらですか", ["1/30", "1/30"]),
        ("10月9日の20時間の停止と合計するとどうなりますか", ["1/30", "1/10"]),
    ],
)
def test_an_outage_of_another_day_together_with_the_first(talk, then, fractions):
    say = talk()
    say("ZTNAが10月5日に2時間止まりました。減額は？")
    assert decided(say(then))["values"]["incident_fractions"] == fractions


@pytest.mark.parametrize(
    ("turns", "fractions"),
    [
        (
            [
                "ZTNAが11月2日の10時から15時まで止まりました",
                "11月9日にも10時から10時40分まで止まっています",
                "合計はいくらですか",
            ],
            ["1/30", "1/90"],
        ),
        (
            [
                "ZTNA was down on 2 November from 10:00 to 15:00.",
                "It was down on 9 November from 10:00 to 11:30 too.",
                "What do we get?",
            ],
            ["1/30", "1/30"],
        ),
        (
            ["ZTNA was down on 2 November from 10:00 to 15:00.", "sorry, it was on 9 November from 10:00 to 10:40"],
            ["1/90"],
        ),
    ],
)
def test_outages_told_from_when_until_when(talk, turns, fractions):
    say = talk()
    assert decided([say(turn) for turn in turns][-1])["values"]["incident_fractions"] == fractions


def test_until_when_to_claim_for_the_one_of_that_day(talk):
    say = talk()
    say("ZTNAが11月2日の10時から15時まで止まりました")
    say("11月9日にも10時から11時半まで止まっています")
    assert decided(say("請求はいつまでですか"))["values"]["claim_deadline"] == "2027-02-02"
    assert decided(say("9日の分は？"))["values"]["claim_deadline"] == "2027-02-09"


@pytest.mark.parametrize(
    ("first", "not_ours", "ours"),
    [
        (
            "FMSの障害で30時間全く使えませんでした。減額はありますか",
            "IIJの責任でない場合は？",
            "IIJの責任で、月額が30万円だとすると？",
        ),
        (
            "FMS was down for 30 hours, IIJ's fault, counted from when IIJ knew. Credit?",
            "And if it's not IIJ's fault?",
            "and with IIJ at fault and 300,000 yen a month?",
        ),
    ],
)
def test_no_fault_of_iij_and_then_one_after_all(talk, first, not_ours, ours):
    say = talk()
    say(first)
    assert "fms:11.1#fault" in decided(say(not_ours))["clauses"]
    assert decided(say(ours))["values"]["credit_amount_exact"] == "10000"


def test_all_of_them_after_some_of_them(talk):
    say = talk()
    say("FMSの障害で30時間止まりました。減額はありますか")
    assert decided(say("一部の端末だけ使えていました"))["outcome"] == "needs_human"
    assert decided(say("全端末だめだったとしたら？"))["values"]["credit_fraction"] == "1/30"


@pytest.mark.parametrize(
    ("turns", "fraction"),
    [
        (["ZTNAが2時間止まりました。うちのルータのせいです"], "0"),
        (["ZTNAが2時間止まりました。うちのルータのせいです", "IIJのVPN装置だったら？"], "1/30"),
        (["ZTNAが2時間止まりました。うちのせいではありません"], "1/30"),
        (["ZTNAが2時間止まりました。うちの責任ではないです"], "1/30"),
        (
            [
                "ZTNA went down because our router failed. Do we get anything?",
                "What if it was IIJ's VPN device?",
                "all of them, for six hours",
            ],
            "1/30",
        ),
    ],
)
def test_whose_equipment_it_was(talk, turns, fraction):
    say = talk()
    assert decided([say(turn) for turn in turns][-1])["values"]["credit_fraction"] == fraction


@pytest.mark.parametrize(
    ("contract", "passed"),
    [
        ("うちはFMSで、ライセンス3000・同時2000です", "先月2,400台になった月がありました"),
        ("We are on FMS with 3,000 licences and 2,000 concurrent devices.", "Last month it went up to 2,400 devices"),
    ],
)
def test_the_number_told_of_the_contract_is_passed(talk, contract, passed):
    say = talk()
    say(contract)
    assert "fms:app1.2.1#excess" in decided(say(passed))["clauses"]


def test_what_a_change_does_to_the_bill(talk):
    say = talk({"service": "fms", "configuration": {"licences": 8000, "concurrent": 5000, "servers": 6}})
    say("We want to drop the licences to 4,000")
    assert decided(say("what will that do to the bill?"))["outcome"] == "needs_human"
    assert say("submit it")["kind"] == "receipt"
