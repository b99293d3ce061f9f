"""What is asked next of what was just answered: how to claim, the charge then, a holiday, one more outage, a phrase."""

from __future__ import annotations

import pytest
from tests.replies import decided

_DOWN_JA = "ZTNAが10月8日に50分間まったくつながりませんでした。減額は？"
_DOWN_EN = "FMS was completely down for two days on 5 October 2026, IIJ's fault. By when must we claim?"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (_DOWN_JA, "その申請はメールで出してもかまいませんか"),
        (_DOWN_JA, "請求は書面が必要ですか"),
        (_DOWN_JA, "電話で伝えるだけで足りますか"),
        (_DOWN_EN, "Does it have to be in writing?"),
        (_DOWN_EN, "Who do we send the claim to?"),
        (_DOWN_EN, "can we claim by phone?"),
    ],
)
def test_how_a_credit_is_claimed(talk, first, then):
    say = talk()
    say(first)
    reply = say(then)
    assert [a["intent"] for a in reply["answers"]] == ["credit_claim"]
    assert "電話、メール" in reply["text"] or "by phone, e-mail" in reply["text"]


@pytest.mark.parametrize(
    ("first", "then", "intent"),
    [
        (_DOWN_JA, "解約はメールでもいいですか", "termination_channel"),
        (_DOWN_JA, "いつまでに書面で請求すればいいですか", "claim_deadline"),
        (_DOWN_EN, "Can we cancel the contract by e-mail?", "termination_channel"),
    ],
)
def test_another_notice_is_no_claim(talk, first, then, intent):
    say = talk()
    say(first)
    assert say(then)["answers"][0]["intent"] == intent


@pytest.mark.parametrize(
    ("billing", "end", "then"),
    [
        (
            "FMSの課金開始は2026年12月1日です。最低利用期間は？",
            "解約申込書が11月26日に着くと解除はいつ？",
            "すると調定金は",
        ),
        (
            "FMSの課金開始は2026年12月1日です。最低利用期間は？",
            "解約申込書が11月26日に着くと解除はいつ？",
            "それで違約金は",
        ),
        (
            "FMSの課金開始は2026年12月1日です。最低利用期間は？",
            "解約申込書が11月26日に着くと解除はいつ？",
            "精算金のほうは",
        ),
        (
            "FMS billing started on 1 December 2026. When does the minimum term end?",
            "When does the contract end if the form arrives on 26 November 2026?",
            "so the settlement?",
        ),
        (
            "FMS billing started on 1 December 2026. When does the minimum term end?",
            "When does the contract end if the form arrives on 26 November 2026?",
            "and the early termination charge then",
        ),
    ],
)
def test_the_charge_for_the_end_just_reckoned(talk, billing, end, then):
    say = talk()
    say(billing)
    say(end)
    values = decided(say(then))["values"]
    assert (values["charge_due"], values["residual_days"]) == (True, 5)


@pytest.mark.parametrize("then", ["違約金はいくらですか", "調定金の免除は"])
def test_what_is_asked_of_the_charge_itself_is_not_reckoned(talk, then):
    say = talk({"service": "fms"})
    say("課金開始は2026年12月1日です。最低利用期間は？")
    say("解約申込書が11月26日に着くと解除はいつ？")
    assert "needs_human" == decided(say(then))["outcome"]


@pytest.mark.parametrize(
    ("end", "then", "clause"),
    [
        ("FMSの解約申込書が11月26日に着くと解除はいつ？", "土曜ですけど翌営業日になりますか", "fms:8.1"),
        ("ZTNAの解約申込書が12月2日に届いたら解約日は？", "正月休みですが、その日のままで大丈夫ですか", "ztna:10.1"),
        (
            "When does FMS end if the form arrives on 26 November 2026?",
            "Does it slip to the next working day?",
            "fms:8.1",
        ),
        (
            "When does FMS end if the form arrives on 2 December 2026?",
            "That's in the holidays, so is it pushed back?",
            "fms:8.1",
        ),
    ],
)
def test_whether_a_holiday_moves_the_end(talk, end, then, clause):
    say = talk()
    say(end)
    reply = say(then)
    assert [a["intent"] for a in reply["answers"]] == ["termination_holiday"]
    assert clause in decided(reply)["clauses"]


def test_whether_a_holiday_moves_the_day_an_option_stops(talk):
    say = talk({"service": "fms"})
    say("マルチリージョンのオプションだけやめたいです")
    say("用紙は12月3日にそちらへ着くはずです")
    reply = say("お正月にかかりますが、明けにずれたりは…")
    assert decided(reply)["clauses"] == ["fms:6.4"]
    assert "停止日" in reply["text"]
    latest = say("では、1月15日に止めたいなら用紙は何日必着ですか")
    assert decided(latest)["values"]["latest_arrival_date"] == "2026-12-16"


@pytest.mark.parametrize(
    ("first", "then", "fraction"),
    [
        ("ZTNAが75分止まりました。減額は？", "15時間の停止もあったので合計でいくらですか", "2/15"),
        ("ZTNAが75分止まりました。減額は？", "これに15時間の障害を足すと？", "2/15"),
        ("ZTNAが75分止まりました。減額は？", "その月にも15時間止まりました", "2/15"),
        ("ZTNAが75分止まりました。減額は？", "15時間だったら？", "1/10"),
        ("ZTNAが75分止まりました。減額は？", "いえ、15時間でした", "1/10"),
        ("ZTNAが75分止まりました。減額は？", "同じ月に40分の障害が3回起きた場合は？", "1/30"),
        ("ZTNA was down for 75 minutes. What is the credit?", "plus 15 hours in the same month?", "2/15"),
        ("ZTNA was down for 75 minutes. What is the credit?", "on top of that it failed for 15 hours, so?", "2/15"),
        (
            "ZTNA was down for 75 minutes. What is the credit?",
            "There was a 15-hour outage in the same month. What do they come to together?",
            "2/15",
        ),
        ("ZTNA was down for 75 minutes. What is the credit?", "and if it had been 15 hours?", "1/10"),
        ("ZTNA was down for three days. What is the credit?", "three days plus one hour?", "1/3"),
    ],
)
def test_one_more_outage_of_the_same_month(talk, first, then, fraction):
    say = talk()
    say(first)
    assert decided(say(then))["values"]["credit_fraction"] == fraction


@pytest.mark.parametrize(
    ("first", "then", "fraction"),
    [
        (
            "Our own router broke and FMS was completely down for three days. Any credit?",
            "And if it had been IIJ's gateway that failed, known to you at once?",
            "1/10",
        ),
        (
            "Our own firewall change knocked out FMS completely for two days. Any credit?",
            "what if your network had gone down instead, with you aware from the start?",
            "1/15",
        ),
        ("弊社のルータの故障でFMSが2日間完全に止まりました。減額は？", "御社の設備の故障だったとしたら？", "1/15"),
    ],
)
def test_another_cause_than_the_one_told(talk, first, then, fraction):
    say = talk()
    assert decided(say(first))["values"]["credit_fraction"] == "0"
    assert decided(say(then))["values"]["credit_fraction"] == fraction


@pytest.mark.parametrize(
    ("first", "part", "whole"),
    [
        (
            "FMS was completely down for two days, IIJ's fault, counted from when IIJ knew. What is the credit?",
            "what if only half of our users had been cut off?",
            "OK, everyone then, but for three days",
        ),
        (
            "FMSがIIJの障害で2日間完全に止まりました。減額は？",
            "一部のユーザーだけだったら？",
            "では全員が3日間使えなかったら？",
        ),
    ],
)
def test_everyone_again_after_only_some(talk, first, part, whole):
    say = talk()
    say(first)
    assert decided(say(part))["outcome"] == "needs_human"
    assert decided(say(whole))["values"]["credit_fraction"] == "1/10"


@pytest.mark.parametrize(
    ("first", "then", "clause"),
    [
        ("ztna 11/6に3時間断 減額請求の期限は？", "FMSも3か月ですか", "fms:11.1#proviso"),
        ("ztna 11/6に3時間断 減額請求の期限は？", "fmsの請求期限も3ヶ月？", "fms:11.1#proviso"),
        ("ZTNA was down for three hours. What is the credit?", "Does FMS guarantee availability as well?", "fms:12.1"),
        ("ZTNAが3時間止まりました。減額は？", "ところでFMSも可用性を保証していますか", "fms:12.1"),
        (
            "ZTNA failed for two hours on 5 October 2026. By when do we have to claim?",
            "Is it three months on FMS as well?",
            "fms:11.1#proviso",
        ),
    ],
)
def test_a_rule_of_the_other_service_is_no_credit(talk, first, then, clause):
    say = talk()
    say(first)
    reply = say(then)
    assert reply["kind"] == "answer"
    assert clause in decided(reply)["clauses"]


@pytest.mark.parametrize(
    ("shown", "then"),
    [
        ("Show me ZTNA Art. 6(1)(v)", "'the preceding item' - does that mean bandwidth only?"),
        ("Show me ZTNA Art. 6(1)(v)", "which item does the preceding item refer to?"),
        ("ZTNAの第6条1項5号を見せて", "「前号」ってどれを指すんですか"),
        ("ZTNAの第6条1項5号を見せて", "前号というのは帯域だけのことですか"),
    ],
)
def test_a_phrase_of_the_article_just_shown(talk, shown, then):
    say = talk()
    say(shown)
    reply = say(then)
    assert [a["intent"] for a in reply["answers"]] == ["drafting_points"]
    assert decided(reply)["clauses"] == ["ztna:6.1.5"]


def test_a_limit_asked_after_an_article_is_no_phrase_of_it(talk):
    say = talk()
    say("ZTNAの第6条1項5号を見せて")
    assert say("帯域の上限は？")["answers"][0]["intent"] == "bandwidth_limits"


@pytest.mark.parametrize(
    ("before", "then", "outcome"),
    [
        (
            "Can ZTNA Complete have the multi-region option?",
            "Our gateway is in Tokyo. Could the extra one be there too, in Tokyo?",
            "denied",
        ),
        (
            "Can ZTNA Complete have the multi-region option?",
            "Could it be in the same region as our main one?",
            "denied",
        ),
        ("ZTNAのCompleteでマルチリージョンは使えますか", "本体は大阪です。もう一つも大阪にできますか", "denied"),
        ("ZTNAのCompleteでマルチリージョンは使えますか", "そちらを本体と同じリージョンにしても大丈夫ですか", "denied"),
        ("ZTNAのCompleteでマルチリージョンは使えますか", "本体は大阪です。もう一つを東京にできますか", "allowed"),
    ],
)
def test_the_region_of_the_option_just_asked_about(talk, before, then, outcome):
    say = talk()
    say(before)
    decision = decided(say(then))
    assert decision["outcome"] == outcome
    assert "ztna:7.2.1" in decision["clauses"]


@pytest.mark.parametrize(
    ("change", "yes", "then"),
    [
        ("帯域を500Mに上げてください", "はい、お願いします", "透過プロキシは今までどおり使えますよね"),
        ("帯域を500Mに上げてください", "はい、お願いします", "透過プロキシは引き続き使えますか"),
        (
            "Raise the bandwidth to 500M please",
            "yes please",
            "The transparent proxy can still be used as before, right?",
        ),
        ("Raise the bandwidth to 500M please", "yes please", "Can we still use the transparent proxy?"),
    ],
)
def test_an_option_the_contract_has_is_still_there(talk, change, yes, then):
    configuration = {"grade": "Complete", "licences": 900, "bandwidth": 300, "log": 90, "region": "東京"}
    say = talk({"service": "ztna", "configuration": {**configuration, "options": ["transparent_proxy"]}})
    say(change)
    assert say(yes)["kind"] == "receipt"
    reply = say(then)
    assert decided(reply)["outcome"] == "allowed"
    assert "ztna:7.2.2" in decided(reply)["clauses"]
    assert "追加" not in reply["text"]


@pytest.mark.parametrize(
    ("before", "then"),
    [
        (
            "Can ZTNA Core have the configuration change option?",
            "To order it, is telling you here enough or is there a form?",
        ),
        ("Can ZTNA Core have the configuration change option?", "Could we apply for it by e-mail?"),
        ("ZTNAのCoreで設定変更オプションは使えますか", "電話で頼めますか"),
        ("ZTNAのCoreで設定変更オプションは使えますか", "申し込むのはここで伝えれば足りますか、それとも用紙ですか"),
    ],
)
def test_how_the_option_just_asked_about_is_ordered(talk, before, then):
    say = talk()
    say(before)
    assert [a["intent"] for a in say(then)["answers"]] == ["option_order"]


@pytest.mark.parametrize(
    "text",
    [
        "lol fair enough. know a cheaper VPN vendor?",
        "any good competitors you'd recommend?",
        "もっと安い他社のVPNを知りませんか",
        "おすすめのVPN業者はありますか",
    ],
)
def test_other_companies_are_out_of_scope(talk, text):
    assert talk()(text)["kind"] == "fallback"


@pytest.mark.parametrize("text", ["他社の回線でも使えますか", "Is another provider's line ok?"])
def test_the_line_of_another_company_is_not(talk, text):
    assert talk()(text)["answers"][0]["intent"] == "network_disclosure"


@pytest.mark.parametrize(
    ("first", "then", "fraction"),
    [
        (
            "FMSがIIJの障害で丸一日以上まったく使えませんでした。減額は？",
            "御社が気づいたのが11月16日の21時、復旧したのが19日の朝9時です",
            "1/15",
        ),
        (
            "ZTNAが1時間以上止まりました。減額は？",
            "2026年11月12日の9時に始まり、同じ日の23時30分に復旧しました",
            "1/10",
        ),
        (
            "ZTNA was down for more than an hour. Any credit?",
            "It started at 9:00 on 12 November 2026 and ended at 23:30 the same day",
            "1/10",
        ),
        (
            "ZTNA was down for over an hour. Any credit?",
            "It was from 09:00 to 23:30 on 12 November 2026",
            "1/10",
        ),
    ],
)
def test_the_moments_of_an_outage_tell_its_length_more_exactly(talk, first, then, fraction):
    say = talk()
    say(first)
    assert decided(say(then))["values"]["credit_fraction"] == fraction


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("FMSがIIJの障害で60時間完全に止まりました。IIJが知った時からです。減額は？", "60時間なのに2日分？"),
        (
            "FMS was completely down for 60 hours, IIJ's fault, counted from when IIJ knew. Credit?",
            "so 60 hours is just two days' worth?",
        ),
    ],
)
def test_what_a_length_is_counted_as_is_no_other_outage(talk, first, then):
    say = talk()
    say(first)
    assert decided(say(then))["values"]["credit_fraction"] == "1/15"
