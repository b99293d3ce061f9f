"""What staff, hurried customers and business mails write: what came in, what can be taken, what one licence covers."""

from __future__ import annotations

import pytest
from tests.replies import decided

CORE = {
    "service": "ztna",
    "configuration": {"grade": "Core", "licences": 1200, "bandwidth": 400, "region": "Osaka", "options": []},
}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Starterのお客様がマルチリージョンを追加希望。受けて大丈夫ですか", "denied"),
        ("FMSでサーバ12台に変更希望です。受け付けられますか", "denied"),
        ("A Complete customer wants 1,230 licences. Should we accept that?", "denied"),
        ("FMSで7,250ライセンスの見積依頼が届いています。数として合っていますか", "denied"),
        ("An FMS client asked us for a quote for 8,400 licences. Is it on step?", "allowed"),
        ("FMSのお客様から透過プロキシについて照会あり。取り扱いはありますか", "denied"),
        ("ZTNAの付いていないほうにSSEアドオンは用意されていますか", "denied"),
        ("FMSの同接が4000って通りますか", "denied"),
        ("Starterでもマルチリージョンをお願いできますか", "denied"),
        ("ライセンス三百本だけでもStarterを契約させてもらえますか", "allowed"),
        ("Could a Starter customer steer some traffic to a proxy using the transparent proxy option?", "denied"),
        ("ZTNAの接続元にIPv6アドレスを指定することは可能でしょうか", "denied"),
        ("Complete 500lic 1G log90 → Core 500lic 1G, ok in one request?", "allowed"),
        ("Would the terms let us do it on Starter: 600 licences?", "denied"),
    ],
)
def test_what_is_asked_is_judged(talk, text, outcome):
    reply = talk()(text)
    assert (reply["kind"], decided(reply)["outcome"]) == ("answer", outcome)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("FMSで選べる同時利用数の一覧をください", "fms:3.1.2"),
        ("ZTNAのオプションのリストをいただけますか", "ztna:7.2"),
        ("How fast is the gateway on Complete?", "ztna:4.1.3"),
        ("Can we chnage the nubmer of servers on FMS later?", "fms:5.1.3"),
    ],
)
def test_what_is_to_be_told_is_no_request(talk, text, clause):
    reply = talk()(text)
    assert reply["kind"] == "answer"
    assert clause in decided(reply)["clauses"]


@pytest.mark.parametrize(
    "text",
    [
        "1ライセンスで端末は何台まで使えるの？",
        "ライセンス1つを二人で共有してもいいですか",
        "Is it one licence per laptop?",
        "May two people share one licence?",
        "端末を買い替えたらライセンスは引き継げますか",
    ],
)
def test_what_one_licence_covers_is_not_stated(talk, text):
    reply = talk({"service": "ztna"})(text)
    assert [a["intent"] for a in reply["answers"]] == ["licence_scope"]
    assert decided(reply)["outcome"] == "needs_human"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("1ライセンスだけ契約できますか", "value_check"),
        ("ライセンスは？", "licence_limits"),
        ("Can we have just one licence?", "value_check"),
    ],
)
def test_a_number_of_licences_is_no_question_what_one_covers(talk, text, intent):
    assert talk({"service": "ztna"})(text)["answers"][0]["intent"] == intent


@pytest.mark.parametrize(
    "text",
    [
        "Completeを解約した後で、新たにStarterを契約するのは認められますか",
        "Could we end Complete and sign up afresh on Starter?",
        "Coreをやめて、もう一度Starterで申し込むのはありですか",
    ],
)
def test_a_new_starter_contract_is_for_a_person(talk, text):
    decision = decided(talk()(text))
    assert (decision["outcome"], "ztna:6.1.1" in decision["clauses"]) == ("needs_human", True)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Coreです。透過プロキシは使えるか、ログ保存期間は選べるか。", {"ztna:7.2.2", "ztna:4.1.2"}),
        ("FMSで冗長構成は必須か、サーバは最大何台か。", {"fms:3.1.5", "fms:3.1.3"}),
        ("質問です。(1)SSEは使えますか(2)ログは選べますか。Starterです", {"ztna:7.2.3", "ztna:4.1.2"}),
    ],
)
def test_a_list_of_questions(talk, text, clauses):
    cited = {c for a in talk()(text)["answers"] for c in a["decision"]["clauses"]}
    assert clauses <= cited


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ライセンスだけど、半分で結構です。変えておいて", ["ztna:6.1.2"]),
        ("Leave the licences alone - it's the bandwidth we want raised, to 700M.", ["ztna:6.1.4"]),
        ("遅いので速度を400から800に上げてください", ["ztna:6.1.4"]),
    ],
)
def test_a_change_told_in_passing(talk, text, values):
    reply = talk(CORE)(text)
    assert (reply["kind"], decided(reply)["outcome"]) == ("confirmation", "allowed")
    assert set(values) <= set(decided(reply)["clauses"])


@pytest.mark.parametrize(
    "text", ["Remind me how many licences we hold right now.", "how many licences have we got now?"]
)
def test_what_there_is_now(talk, text):
    assert "1,200" in talk(CORE)(text)["text"]


def test_what_is_supposed_is_no_request(talk):
    text = (
        "Say we moved from Core to Complete, would your terms let us do it? "
        "We're at 900 licences and we'd take 90 for the logs."
    )
    reply = talk()(text)
    assert (reply["kind"], decided(reply)["outcome"]) == ("answer", "allowed")


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        (
            "解約申込書は12月3日に貴社着です。解約希望日は大晦日の12月31日。FMSの解約日は？",
            "effective_date",
            "2027-01-02",
        ),
        (
            "Our ZTNA termination form ought to be with you just one week from today. What is the last day?",
            "effective_date",
            "2026-12-29",
        ),
        (
            "An hour flat, that is how long ZTNA was unavailable last Friday. What share comes off?",
            "credit_fraction",
            "1/90",
        ),
    ],
)
def test_days_and_lengths(talk, text, key, value):
    assert decided(talk()(text))["values"][key] == value


@pytest.mark.parametrize(
    "text",
    [
        "IIJ was not to blame: a fibre belonging to another operator was cut. FMS was down three days. Any credit?",
        "他社のケーブルが切れてFMSが2日止まりました。IIJに落ち度はありません。減額されますか",
    ],
)
def test_a_cause_that_is_not_iijs(talk, text):
    assert decided(talk()(text))["outcome"] == "needs_human"


@pytest.mark.parametrize(
    "text",
    [
        "For FMS, are those 24 hours counted from the failure or from when you learn of it?",
        "FMSの24時間はどの時点から数えるのですか",
    ],
)
def test_from_when_a_length_counts(talk, text):
    answer = talk()(text)["answers"][0]
    assert (answer["intent"], answer["decision"]["outcome"]) == ("credit_counting", "explained")
