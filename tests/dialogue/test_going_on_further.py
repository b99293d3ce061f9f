"""Going further: by when a form must arrive, the way back from a grade, the line of another company, leaving early."""

from __future__ import annotations

import pytest
from tests.replies import decided


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
    ("cost", "initial", "term", "early"),
    [
        ("What does it cost?", "and to set it up?", "is there a minimum term?", "if we stop it after two weeks?"),
        ("それはいくらですか", "初期費用は？", "最低利用期間は？", "2週間でやめたら？"),
    ],
)
def test_what_an_option_costs_and_leaving_it_early(talk, cost, initial, term, early):
    say = talk()
    say("Is the FMS multi-region option available in Okinawa?")
    fees = [say(text) for text in (cost, initial)]
    assert {decided(f)["outcome"] for f in fees} == {"needs_human"}
    assert all("fms:app1.1.2" in decided(f)["clauses"] for f in fees)
    assert "fms:6.3" in decided(say(term))["clauses"]
    assert "fms:10.2" in decided(say(early))["clauses"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("ZTNAの最低利用期間は？", "2週間でやめたらどうなりますか"),
        ("What's the minimum term on ZTNA?", "if we stop after two weeks?"),
    ],
)
def test_leaving_a_contract_early(talk, first, then):
    say = talk()
    say(first)
    assert "ztna:12.1" in decided(say(then))["clauses"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("ZTNAにSLAはありますか", "守られなかったら何がもらえますか"),
        ("ZTNAにSLAはありますか", "達成できなかった場合は？"),
        ("does ZTNA have an SLA?", "what do we get when it's broken?"),
        ("does ZTNA have an SLA?", "and if you miss it?"),
    ],
)
def test_what_a_broken_guarantee_gives(talk, first, then):
    say = talk()
    say(first)
    assert "ztna:app1.1.2#r1" in decided(say(then))["clauses"]
