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
    ("text", "outcome"),
    [
        ("What will the config change option on FMS cost us?", "needs_human"),
        ("FMSのマルチリージョンの月額費用はどれくらいですか", "needs_human"),
        ("Does the FMS multi-region option cost anything extra?", "explained"),
        ("FMSのマルチリージョンオプションは有料ですか", "explained"),
    ],
)
def test_how_much_an_option_costs_or_whether_it_does(talk, text, outcome):
    answer = talk()(text)["answers"][0]
    assert (answer["intent"], answer["decision"]["outcome"]) == ("option_fee", outcome)


@pytest.mark.parametrize(
    ("turns", "latest"),
    [
        (
            [
                "FMSのマルチリージョンを止めたい。書類が2027年1月12日に届くと？",
                "停止日に3月10日と書いたらどうなりますか",
                "その日に間に合わせるにはいつまでに届けばいいですか",
            ],
            "2027-02-08",
        ),
        (
            [
                "Our ZTNA cancellation form arrives on 1 December 2026 and names 28 February 2027. When does it end?",
                "What is the latest it could reach you and still end on that day?",
            ],
            "2027-01-29",
        ),
        (
            [
                "ZTNAの解約申込書が12月1日に届きます。解除日は2027年2月28日と書きました。いつ終わりますか",
                "届くのが遅れたら、いつまでなら2月28日に間に合いますか",
            ],
            "2027-01-29",
        ),
        (
            [
                "ZTNAの解約申込書が12月1日に届きます。いつ終わりますか",
                "その日に終わらせるには、遅くともいつまでに届けばいいですか",
            ],
            "2026-12-01",
        ),
        (
            [
                "please cancel ZTNA for us",
                "The form will get to you on Dec 3 with Jan 31, 2027 on it",
                "what's the last day it could arrive and still be in time for that date?",
            ],
            "2027-01-01",
        ),
    ],
)
def test_by_when_the_form_must_arrive_for_that_end(talk, turns, latest):
    say = talk()
    reply = [say(turn) for turn in turns][-1]
    assert [a["intent"] for a in reply["answers"]] == ["termination_latest"]
    assert decided(reply)["values"]["latest_arrival_date"] == latest


def test_by_when_to_withdraw_is_no_arrival(talk):
    say = talk()
    say("Our ZTNA cancellation form arrives on 1 December 2026 and names 28 February 2027. When does it end?")
    assert say("Until when can we withdraw it?")["answers"][0]["intent"] == "termination_withdraw"


@pytest.mark.parametrize(
    ("ask", "agree", "between", "back"),
    [
        (
            "Coreの帯域1Gに変更してください",
            "はい、お願いします",
            "後で帯域を変えることはできますか",
            "Starterに戻すこともできますか",
        ),
        (
            "please move us to Core with 1G",
            "yes, go ahead",
            "can the bandwidth be raised later?",
            "and back to Starter again?",
        ),
        (
            "please move us to Core with 1G",
            "yes, go ahead",
            "What is the minimum term?",
            "Could we drop back to Starter?",
        ),
    ],
)
def test_the_way_back_from_the_grade_recorded(talk, ask, agree, between, back):
    say = talk({"service": "ztna", "configuration": {"grade": "Starter", "licences": 450, "region": "Osaka"}})
    assert [say(turn) for turn in (ask, agree)][-1]["kind"] == "receipt"
    say(between)
    answer = decided(say(back))
    assert (answer["outcome"], answer["clauses"]) == ("denied", ["ztna:6.1.1"])


def test_the_way_back_to_a_grade_that_may_be_requested(talk):
    contract = {"grade": "Core", "licences": 450, "bandwidth": 500, "region": "大阪"}
    say = talk({"service": "ztna", "configuration": contract})
    say("Completeの帯域1G、ログ180に変更してください")
    say("はい、お願いします")
    say("後でログを変えられますか")
    assert decided(say("その後またCoreに下げ直すのは？"))["outcome"] == "allowed"


@pytest.mark.parametrize(
    ("turns", "yes"),
    [
        (
            [
                "ZTNAを解約してください",
                "申込書は12月3日に届きます",
                "11月28日に投函します。30日は投函した日から数えますか",
            ],
            "はい、お願いします",
        ),
        (
            [
                "please cancel ZTNA for us",
                "the form arrives on Dec 3",
                "We are putting it in the mail on 30 November. Is it the day of mailing that counts?",
            ],
            "yes, please",
        ),
    ],
)
def test_a_day_of_posting_leaves_the_arrival_told_before(talk, turns, yes):
    say = talk()
    reply = [say(turn) for turn in turns][-1]
    assert (reply["kind"], [a["intent"] for a in reply["answers"]]) == ("answer", ["termination_how"])
    receipt = say(yes)
    assert (receipt["kind"], decided(receipt)["values"]["effective_date"]) == ("receipt", "2027-01-02")


def test_posted_after_the_arrival_told_opens_it_again(talk):
    say = talk()
    say("please cancel ZTNA for us")
    say("the form arrives on Dec 3")
    reply = say("Sorry, we can only post it on 5 December. When does it end then?")
    assert [m["slot"] for m in reply["missing"]] == ["arrival"]


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        ("ZTNAを使う前に何を用意すればいいですか", "プロバイダが別会社の場合、何か必要ですか", "ztna:5.3"),
        ("What do we need to prepare before we can use FMS?", "And if our line isn't IIJ's?", "fms:4.3"),
        ("FMSを使う前に何を用意すればいいですか", "回線がIIJ以外の会社のものだとどうなりますか", "fms:4.3"),
        (
            "What do we need to prepare before we can use ZTNA?",
            "Our internet line is from another company. Is there anything we must do?",
            "ztna:5.3",
        ),
    ],
)
def test_a_line_of_another_company(talk, first, then, clause):
    say = talk()
    say(first)
    assert clause in decided(say(then))["clauses"]


@pytest.mark.parametrize(
    ("first", "then", "intent"),
    [
        (
            "What do we need to prepare before we can use ZTNA?",
            "And if we use it from a hotel network?",
            "network_restrictions",
        ),
        ("ZTNAが2時間止まりました。減額は？", "回線がIIJ以外の会社のせいだったら？", "credit_cause"),
    ],
)
def test_no_disclosure_is_asked_about(talk, first, then, intent):
    say = talk()
    say(first)
    assert say(then)["answers"][0]["intent"] == intent


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("FMSで他社の回線を使っています。設定が後で変わったら何をする必要がありますか", "fms:4.3"),
        ("Our ZTNA network is another carrier's. If its settings change later on, what is expected of us?", "ztna:5.3"),
        ("We use another provider's line. Can IIJ change the settings of our FMS servers for us?", "fms:14.1"),
    ],
)
def test_settings_of_the_line_or_those_that_iij_changes(talk, text, clause):
    assert clause in decided(talk()(text))["clauses"]


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


@pytest.mark.parametrize("between", ["帯域は後から変えられますか", "ライセンスを1000に増やせますか"])
def test_the_way_back_from_the_grade_one_has(talk, between):
    contract = {"grade": "Core", "licences": 450, "bandwidth": 500, "region": "大阪"}
    say = talk({"service": "ztna", "configuration": contract})
    say(between)
    assert decided(say("Starterに戻すことはできますか"))["clauses"] == ["ztna:6.1.1"]


@pytest.mark.parametrize(
    ("first", "then", "end"),
    [
        (
            "ZTNAを1月31日に解約したいのですが、いつまでに書類を出せばいいですか",
            "12月28日に届けば間に合いますか",
            "2027-01-31",
        ),
        (
            "We want out of ZTNA on 31 January 2027. By when must the form be with you?",
            "It would reach you on 10 January. Is that in time?",
            "2027-02-09",
        ),
    ],
)
def test_whether_a_day_of_arrival_is_early_enough(talk, first, then, end):
    say = talk()
    assert decided(say(first))["values"]["latest_arrival_date"] == "2027-01-01"
    assert decided(say(then))["values"]["effective_date"] == end


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            "ZTNAを1月31日に解約したいのですが、いつまでに書類を出せばいいですか",
            "郵送で12月28日に出す予定ですが間に合いますか",
        ),
        (
            "We want out of ZTNA on 31 January 2027. By when must the form be with you?",
            "We can mail it on 28 December. In time?",
        ),
    ],
)
def test_whether_a_day_of_posting_is_early_enough(talk, first, then):
    say = talk()
    say(first)
    assert [m["slot"] for m in say(then)["missing"]] == ["arrival"]


def test_the_deadline_for_a_day_named_beside_the_arrival(talk):
    say = talk()
    say("When does our FMS contract end if the form arrives on 10 January 2027?")
    reply = say("Then what's the deadline for it to get to you for 31 March?")
    assert decided(reply)["values"]["latest_arrival_date"] == "2027-03-01"
    assert say("Is a fax all right?")["answers"][0]["intent"] == "termination_channel"


@pytest.mark.parametrize(
    ("first", "again", "wish"),
    [
        ("ZTNAの解約申込書は1月5日に届きます", "それだといつ終わりますか", "3月末にしたい場合は？"),
        (
            "Our ZTNA cancellation form arrives on 5 January 2027.",
            "When is it over?",
            "and if we'd rather it was the end of March?",
        ),
    ],
)
def test_the_end_asked_again_and_another_one_wished_for(talk, first, again, wish):
    say = talk()
    say(first)
    assert decided(say(again))["values"]["effective_date"] == "2027-02-04"
    assert decided(say(wish))["values"]["effective_date"] == "2027-03-31"


@pytest.mark.parametrize(
    "text",
    [
        "We have Complete with 360 days of logs. Can that be lowered to 90?",
        "ログ360日のCompleteです。90に減らせますか",
    ],
)
def test_a_number_is_of_the_value_told_before_it(talk, text):
    reply = talk()(text)
    assert (reply["answers"][0]["intent"], decided(reply)["outcome"]) == ("change_check", "allowed")
    assert reply["text"].splitlines()[0].count("90") == 1


def test_a_number_is_not_for_the_grade_only_asked_about(talk):
    say = talk()
    say("We have Complete with 360 days of logs. Can that be lowered to 90?")
    assert decided(say("and if we went down to Core?"))["outcome"] == "denied"
    reply = say("please lower it to 180")
    assert (reply["kind"], [c["item"] for c in reply["draft"]["changes"]]) == ("confirmation", ["log"])


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
