"""What is said in passing: agreeing by naming the change, taking one part alone, a question beside what waits."""

from __future__ import annotations

import pytest
from tests.replies import decided

STARTER = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 300, "region": "東京"}}
CORE = {"service": "ztna", "configuration": {"grade": "Core", "licences": 700, "bandwidth": 300, "region": "東京"}}
COMPLETE = {
    "service": "ztna",
    "configuration": {"grade": "Complete", "licences": 600, "bandwidth": 300, "log": 90, "region": "Tokyo"},
}
FMS = {
    "service": "fms",
    "configuration": {"licences": 800, "concurrent": 2000, "servers": 2, "region": "東京", "redundancy": True},
}


def said(talk, context, *turns):
    """The last reply of a conversation."""
    conversation = talk(context)
    return [conversation(turn) for turn in turns][-1]


def asked_for(reply):
    """The items and options that the request in a reply changes."""
    changed = decided(reply)["difference"]
    assert changed
    return {o for c in changed for o in ([c["item"]] if c["item"] != "options" else [*(c["after"] or [])])}


@pytest.mark.parametrize(
    ("context", "wish", "agreement"),
    [
        (STARTER, "ライセンスを450にしてください", "了解です、450への変更で確定してください"),
        (STARTER, "Please raise our licences to 450", "Good. Go ahead with 450 then"),
        (STARTER, "Please raise our licences to 450", "All right, the step from 300 to 450 as described, final"),
        (COMPLETE, "ログ保存期間を180日にしてください", "では180で決まりです、記録を"),
        (FMS, "サーバを3台に増やしてください", "さきほどの3台への変更、このまま進めてください"),
    ],
)
def test_naming_the_change_that_waits_with_agreement_confirms_it(talk, context, wish, agreement):
    assert said(talk, context, wish, agreement)["kind"] == "receipt"


@pytest.mark.parametrize(
    "other",
    ["Go ahead, but make it 400", "Fine, but 450 is too many for us", "450の前に上限を確認したいです", "OK, 350"],
)
def test_another_number_or_a_doubt_confirms_nothing(talk, other):
    assert said(talk, STARTER, "Please raise our licences to 450", other)["kind"] != "receipt"


@pytest.mark.parametrize(
    ("turns", "kept", "gone"),
    [
        (
            (
                "Raise us to 900 licences and 1G, please",
                "SSE too",
                "Leave that out, only the bandwidth and the licences",
            ),
            {"licences", "bandwidth"},
            set(),
        ),
        (
            ("ライセンスを900に、帯域を1Gにしてください", "SSEも付けて", "SSEは外して、帯域とライセンス数のみで"),
            {"licences", "bandwidth"},
            set(),
        ),
        (
            (
                "ライセンスを900、帯域を1G、透過プロキシも追加してください",
                "ライセンスはやめて、帯域と透過プロキシだけにします",
            ),
            {"bandwidth", "transparent_proxy"},
            {"licences"},
        ),
        (("Raise us to 900 licences and 1G, please", "drop just the bandwidth"), {"licences"}, {"bandwidth"}),
        (("Raise us to 900 licences and 1G, please", "drop the bandwidth, licences only"), {"licences"}, {"bandwidth"}),
    ],
)
def test_what_is_named_after_just_stays_all_of_it(talk, turns, kept, gone):
    reply = said(talk, CORE, *turns)
    assert reply["kind"] == "confirmation"
    assert kept <= asked_for(reply)
    assert not gone & asked_for(reply)


def test_an_item_left_out_beside_another_grade_is_no_part_of_the_request(talk):
    wish = "Completeに変更、帯域500M、ログ90日でお願いします"
    for otherwise in ("CompleteではなくCoreで、ログの指定はなしに", "Core instead, without the log retention"):
        reply = said(talk, STARTER, wish, otherwise)
        assert (reply["kind"], decided(reply)["outcome"]) == ("confirmation", "allowed")
        assert "log" not in asked_for(reply)


@pytest.mark.parametrize(
    ("context", "turns", "outcome", "clause"),
    [
        (STARTER, ("Completeへの変更をお願いします", "SSEアドオンはCoreでも使えますか"), "denied", "ztna:7.2.3"),
        (STARTER, ("Move us to Core with 1G please", "is SSE offered on Complete?"), "allowed", "ztna:7.2.3"),
        (COMPLETE, ("Coreへ下げられますか", "透過プロキシはCoreで利用できますか"), "allowed", "ztna:7.2.2"),
        (COMPLETE, ("Please move us to Core", "Wait, can multi-region be had on Core?"), "allowed", "ztna:7.2.1"),
    ],
)
def test_an_option_on_a_grade_is_asked_about_beside_a_change(talk, context, turns, outcome, clause):
    reply = said(talk, context, *turns)
    assert (reply["kind"], reply["answers"][0]["intent"]) == ("answer", "option_eligibility")
    assert decided(reply)["outcome"] == outcome
    assert clause in decided(reply)["clauses"]


def test_the_change_is_still_there_after_a_question_about_an_option(talk):
    turns = ("Coreに変更してください", "ちなみにSSEはCoreでも申し込めますか", "はい、記録してください")
    assert said(talk, COMPLETE, *turns)["kind"] == "receipt"


JA_FORM = "ZTNAの解約申込書が2026年12月8日に届きます。いつ終わりますか"
EN_FORM = "The FMS form reaches you on 8 December 2026. When is it over?"


@pytest.mark.parametrize(
    ("first", "asks", "ends"),
    [
        (JA_FORM, "用紙の解除日欄に2027年2月28日と記載したらどうなりますか", "2027-02-28"),
        (JA_FORM, "終了日は12月20日と指定したら、その日で終わりになりますか", "2027-01-07"),
        (EN_FORM, "What happens if we enter 20 January 2027 as the termination date on the form?", "2027-01-20"),
        (EN_FORM, "Does it end on 15 December 2026 if the form states 15 December as the end date?", "2027-01-07"),
    ],
)
def test_a_day_written_on_the_form_whose_arrival_was_told(talk, first, asks, ends):
    assert decided(said(talk, None, first, asks))["values"]["effective_date"] == ends


def test_a_day_to_end_by_still_asks_until_when_the_form_must_arrive(talk):
    reply = said(talk, None, JA_FORM, "2027年2月28日を指定して終えるには、遅くともいつ着けばいいですか")
    assert reply["answers"][0]["intent"] == "termination_latest"


@pytest.mark.parametrize("between", [(), ("その額はいくらですか",)])
def test_a_charge_is_reckoned_anew_for_another_day_of_arrival(talk, between):
    first = "ZTNAの課金開始は2026年12月1日、解約申込書は11月25日に届きます。調定金はかかりますか"
    reply = said(talk, None, first, *between, "申込書の到着を12月10日まで遅らせるとどうですか")
    assert decided(reply)["values"]["charge_due"] is False
    assert decided(reply)["values"]["effective_date"] == "2027-01-09"


def test_when_it_ends_after_a_charge_is_no_question_about_the_charge(talk):
    first = "FMS billing starts on 1 December 2026 and the form arrives on 25 November 2026. Is a settlement due?"
    reply = said(
        talk, None, first, "How much is it?", "And if the form came on 1 December, when does the contract end?"
    )
    assert reply["answers"][0]["intent"] == "termination_date"


def test_whether_a_credit_comes_by_itself_is_a_rule(talk):
    conversation = talk()
    conversation("FMSがIIJの機器故障で全面停止し、IIJが知ってから復旧まで60時間でした。減額はいくらですか")
    conversation("ZTNAだとどうですか")
    reply = conversation("ZTNAの減額は何も言わなくても差し引かれますか")
    assert (decided(reply)["outcome"], reply["answers"][0]["intent"]) == ("explained", "credit_claim")
    amount = decided(conversation("月額は90万円です"))["values"]["credit_amount_exact"]
    assert amount == "180000"  # the outage told before is still the one that is spoken of


@pytest.mark.parametrize(
    "asks", ["FMSだとオプションの停止はどういう決まりになっていますか", "How is stopping an option regulated on FMS?"]
)
def test_how_stopping_an_option_is_regulated_on_the_other_service(talk, asks):
    context = {**CORE, "configuration": {**CORE["configuration"], "options": ["multi_region"], "mr_region": "大阪"}}
    reply = said(talk, context, "マルチリージョンは要らなくなりました。外してください", asks)
    assert decided(reply)["outcome"] == "explained"
    assert "fms:6.4" in decided(reply)["clauses"]


@pytest.mark.parametrize(
    ("first", "asks", "outcome"),
    [
        ("Is the transparent proxy possible on ZTNA Core?", "Is there such an option on FMS?", "denied"),
        ("ZTNAのCoreでマルチリージョンは使えますか", "FMSでも同じオプションは使えますか", "allowed"),
        ("ZTNAのCompleteでSSEは使えますか", "そのオプションはFMSにはないですか", "denied"),
    ],
)
def test_the_option_spoken_of_on_the_other_service(talk, first, asks, outcome):
    assert decided(said(talk, None, first, asks))["outcome"] == outcome


@pytest.mark.parametrize(
    "asks", ["How many weeks in advance would we be informed of it?", "何週間くらい前にわかりますか"]
)
def test_the_notice_of_a_discontinuation(talk, asks):
    first = "What becomes of our ZTNA contract if Absolute ends its product?"
    assert said(talk, None, first, asks)["answers"][0]["intent"] == "abolition"


@pytest.mark.parametrize(
    ("context", "wish", "agreement"),
    [
        (FMS, "ライセンスを1,000に変更希望", "先方は同意しています。登録を"),
        (FMS, "Customer wants 1,000 licences. Please raise that change", "they have agreed, log it please"),
        (CORE, "The customer would like 900 licences, please change it", "The client is fine with that"),
    ],
)
def test_an_agent_tells_that_the_customer_agrees(talk, context, wish, agreement):
    assert said(talk, context, wish, agreement)["kind"] == "receipt"


@pytest.mark.parametrize("waits", ["お客様の了承待ちです", "I am waiting for their approval", "once they agree"])
def test_an_agreement_that_is_waited_for_confirms_nothing(talk, waits):
    assert said(talk, FMS, "ライセンスを1,000に変更希望", waits)["kind"] != "receipt"


@pytest.mark.parametrize(
    ("turns", "concurrent"),
    [
        (
            (
                "同時利用2,000台の契約で、先週2,600台まで行きました。どうなりますか",
                "IIJが契約の数を変えることもありますか",
                "それなら当社から同時利用5,000への変更申込みをします",
            ),
            5000,
        ),
        (
            (
                "We contracted 2,000 concurrent devices but peaked at 2,300 yesterday. What follows?",
                "Would we get notice before you change the number?",
                "Then we would rather apply for 15,000 concurrent devices ourselves",
            ),
            15000,
        ),
    ],
)
def test_the_change_is_asked_for_after_what_using_more_comes_to(talk, turns, concurrent):
    reply = said(talk, FMS, *turns)
    assert reply["kind"] == "confirmation"
    assert [c["after"] for c in decided(reply)["difference"]] == [concurrent]


@pytest.mark.parametrize(
    ("first", "asks"),
    [
        ("透過プロキシを追加してください", "転送先になるプロキシは誰が指定するのですか"),
        ("Can we have the transparent proxy option?", "And whose proxy would our traffic end up at?"),
    ],
)
def test_how_the_option_spoken_of_works(talk, first, asks):
    reply = said(talk, CORE, first, asks)
    assert reply["answers"][0]["intent"] == "option_description"
    assert "ztna:7.2.2" in decided(reply)["clauses"]
    assert "ztna:7.2.1" not in decided(reply)["clauses"]


@pytest.mark.parametrize(
    ("context", "first", "asks", "outcome"),
    [
        (CORE, "マルチリージョンは付けられますか", "追加するリージョンも東京でいいですか", "denied"),
        (CORE, "マルチリージョンは付けられますか", "追加するリージョンは大阪でいいですか", "allowed"),
        (COMPLETE, "Could we have multi-region?", "May the additional location be Tokyo as well?", "denied"),
    ],
)
def test_the_region_that_an_option_just_spoken_of_is_for(talk, context, first, asks, outcome):
    assert decided(said(talk, context, first, asks))["outcome"] == outcome


@pytest.mark.parametrize(
    "turns",
    [
        ("ZTNAの別紙3を見せてください", "FMSだと対応する別紙はどれ？"),
        ("show me ZTNA Appendix 3", "is there a misprint in it?", "what is the corresponding appendix in FMS?"),
    ],
)
def test_the_appendix_of_the_other_terms_on_the_same_topic(talk, turns):
    assert decided(said(talk, None, *turns))["clauses"][0].startswith("fms:app2")


@pytest.mark.parametrize(
    ("first", "asks"),
    [
        ("ZTNAの透過プロキシはいくらですか", "初期費用だと？"),
        ("How much is SSE on ZTNA a month?", "and the initial fee?"),
    ],
)
def test_the_amount_of_another_fee(talk, first, asks):
    assert decided(said(talk, None, first, asks))["outcome"] == "needs_human"


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("きのうFMSが使えなくなりました。減額になりますか", "duration"),
        ("ZTNA went down last Friday. Is there any credit?", "duration"),
        ("ZTNAのVPN装置は動いていたのにバックボーンとの通信が切れた。これも減額される？", "duration"),
    ],
)
def test_how_long_an_outage_was_is_asked(talk, text, slot):
    assert [m["slot"] for m in talk()(text)["missing"]] == [slot]


@pytest.mark.parametrize(
    "text", ["ZTNAで一部の社員だけつながりません。減額されますか", "ZTNA was slow last week. Any credit?"]
)
def test_what_only_some_cannot_reach_is_no_outage(talk, text):
    assert decided(talk()(text))["outcome"] == "denied"


@pytest.mark.parametrize(
    ("context", "wish", "leaves", "kept"),
    [
        (CORE, "Please raise us to 900 licences and add SSE", "leave that out, record the rest", {"licences"}),
        (CORE, "ライセンスを900にして、SSEも追加してください", "それは抜いて、残りを登録してください", {"licences"}),
        (CORE, "ライセンスを910に、帯域を1Gにしてください", "ライセンスはやめて、残りで進めてください", {"bandwidth"}),
        (
            CORE,
            "Set us to 900 licences and 1G, and add SSE",
            "OK, everything but the SSE then",
            {"licences", "bandwidth"},
        ),
        (
            CORE,
            "ライセンスを900、帯域を1Gにして、SSEも追加してください",
            "SSE以外で進めてください",
            {"licences", "bandwidth"},
        ),
    ],
)
def test_what_is_left_of_a_refused_request(talk, context, wish, leaves, kept):
    conversation = talk(context)
    assert decided(conversation(wish))["outcome"] == "denied"
    reply = conversation(leaves)
    assert (reply["kind"], asked_for(reply)) == ("confirmation", kept)
    assert conversation("はい" if reply["locale"] == "ja" else "yes")["kind"] == "receipt"


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("On FMS, is 350 licences fine, and are six Mobility servers possible?", ["denied", "allowed"]),
        ("FMSで、ライセンスは250でいいですか、あとサーバ7台は可能ですか", ["denied", "allowed"]),
        ("ZTNAのStarterで450ライセンスは可能ですか。また帯域を200Mにできますか", ["allowed", "denied"]),
    ],
)
def test_values_asked_about_each_for_itself_are_each_answered(talk, text, outcomes):
    assert [a["decision"]["outcome"] for a in talk()(text)["answers"]] == outcomes


def test_values_asked_about_together_are_judged_together(talk):
    answers = talk()("Can ZTNA Starter have 450 licences with 200M?")["answers"]
    assert [a["decision"]["outcome"] for a in answers] == ["denied"]


@pytest.mark.parametrize(
    ("told", "one", "other"),
    [
        (
            "ZTNAの障害が9月5日に2時間、9月18日に14時間ありました。全VPN装置停止です。減額は？",
            "18日のほうは？",
            "5日のほうだと？",
        ),
        (
            "ZTNA was down twice, all VPN devices: 2 hours on 5 September and 14 hours on 18 September. Credit?",
            "and for the one on the 18th?",
            "what about the first one?",
        ),
    ],
)
def test_one_of_two_outages_for_itself(talk, told, one, other):
    conversation = talk()
    conversation(told)
    assert decided(conversation(one))["values"]["credit_fraction"] == "1/10"
    assert decided(conversation(other))["values"]["credit_fraction"] == "1/30"


@pytest.mark.parametrize(
    ("first", "asks", "path"),
    [
        ("Show me FMS Article 6", "and paragraph 2, item (ii) of that?", "fms:6.2.2"),
        ("ZTNA第7条を見せて", "2項3号は？", "ztna:7.2.3"),
    ],
)
def test_a_paragraph_and_an_item_of_the_article_shown(talk, first, asks, path):
    assert decided(said(talk, None, first, asks))["clauses"] == [path]


@pytest.mark.parametrize(
    ("turns", "clause"),
    [
        (
            ("can a Complete customer change the log retention later on?", "and changing bandwidth on Starter?"),
            "ztna:4.1.3",
        ),
        (("Starterの帯域はいくつですか", "グレードを変えずにそれを上げられますか"), "ztna:4.1.3"),
        (("What bandwidth does Starter have?", "Can that be raised without changing the grade?"), "ztna:4.1.3"),
    ],
)
def test_the_bandwidth_of_starter_is_not_raised(talk, turns, clause):
    reply = said(talk, None, *turns)
    assert decided(reply)["outcome"] == "denied"
    assert clause in decided(reply)["clauses"]


def test_an_option_described_by_what_it_does_for_us_is_asked_about(talk):
    reply = said(
        talk,
        None,
        "新規でStarterを契約します。300で足りますか",
        "初期設定を代わりにしてくれるオプションはStarterでも使えますか",
    )
    assert (reply["kind"], decided(reply)["outcome"]) == ("answer", "allowed")


def test_whether_an_agent_must_tell_the_customer_of_a_change_by_iij(talk):
    first = "Their peak was 2,400 concurrent devices on FMS, 2,000 are contracted. What follows?"
    reply = said(talk, None, first, "do we have to tell the customer before we raise the contracted number?")
    assert reply["answers"][0]["intent"] == "concurrency_by_iij"
