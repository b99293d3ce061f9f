"""What is told beside a question and does not turn it: a peak, a group, a contract that runs, a region there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]


@pytest.mark.parametrize(
    "text",
    [
        "Completeで、マルチリージョンを契約時と同じ場所に指定できますか",
        "コアです。マルチリージョンの場所、今のと一緒でもいい？",
        "契約時のリージョンをもう一度マルチリージョンオプションで指定したいのですが可能ですか。グレードはCoreです",
        "Core: may the region of the multi-region option be the same as the contracted one?",
        "On Complete, can multi-region go to the identical location we have?",
    ],
)
def test_multi_region_needs_another_region(talk: Begin, text: str) -> None:
    decision = decided(talk()(text))
    assert decision["outcome"] == "denied"
    assert any(clause.startswith("ztna:7.2.1") for clause in decision["clauses"])


@pytest.mark.parametrize(
    "text", ["Coreでマルチリージョンと透過プロキシを同じ契約に付けられますか", "Can Core have multi-region?"]
)
def test_the_same_contract_is_not_the_same_region(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "allowed"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("子会社の分も含めて、FMSで66,000ライセンスを契約することは可能ですか", "denied"),
        ("Including our group companies, may we order 64,000 licences on FMS?", "allowed"),
    ],
)
def test_a_number_is_judged_whoever_is_to_use_it(talk: Begin, text: str, outcome: str) -> None:
    assert decided(talk()(text))["outcome"] == outcome


@pytest.mark.parametrize(
    "text",
    [
        "ピークは4,000台くらいと見込んでいます。FMSで同時利用4,000を指定できますか",
        "We reckon with a peak near 8,000. Can we choose 8,000 concurrent devices on FMS?",
    ],
)
def test_a_peak_expected_leaves_the_number_asked_for(talk: Begin, text: str) -> None:
    decision = decided(talk()(text))
    assert decision["outcome"] == "denied"
    assert any(clause.startswith("fms:3.1.2") for clause in decision["clauses"])


@pytest.mark.parametrize(
    "text",
    [
        "一昨年よりZTNAを契約しております。導入支援オプションを申し込めますでしょうか",
        "ZTNA稼働後に導入支援オプションを頼める？",
        "We have been using ZTNA since last spring. Can we still order introduction support?",
    ],
)
def test_for_a_contract_that_runs_introduction_is_for_a_person(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "needs_human"


@pytest.mark.parametrize(
    "text",
    [
        "We're a Complete customer with 900 licences and somebody wants the SSE add-on. Possible?",
        "Hello! We are on Core, 400 licences, and my manager would like multi-region. OK?",
    ],
)
def test_a_contract_told_before_an_option_lacks_nothing(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "allowed"


@pytest.mark.parametrize(
    "text",
    [
        "現在Starter（200ライセンス）です。Core（帯域300M）へ切り替えることはできますか",
        "今はStarter（450ライセンス）を使っています。Complete（帯域1G、ログ保存180日）に変更できますか",
    ],
)
def test_a_grade_with_its_values_in_brackets_is_where_one_goes(talk: Begin, text: str) -> None:
    decision = decided(talk()(text))
    assert decision["outcome"] == "allowed"
    assert any(clause.startswith("ztna:6.1.1") for clause in decision["clauses"])


@pytest.mark.parametrize(
    "text",
    ["We want Core now. Please move us up from Starter.", "We need Complete today, please upgrade us from Starter."],
)
def test_wanted_now_is_not_there_now(talk: Begin, text: str) -> None:
    context = {"service": "ztna", "configuration": {"grade": "Starter", "licences": 300, "region": "Tokyo"}}
    reply = talk(context)(text)
    assert reply["kind"] == "question"
    assert decided(reply)["outcome"] == "needs_info"


@pytest.mark.parametrize(
    "text",
    [
        "ZTNA契約とFMS契約では、ライセンス数はどう違いますか",
        "What differences in licence numbers are there between the FMS contract and the ZTNA contract?",
        "How does log retention differ between the ZTNA and the FMS contract?",
    ],
)
def test_what_differs_between_the_two_contracts_is_one_question(talk: Begin, text: str) -> None:
    reply = talk()(text)
    assert {answer["intent"] for answer in reply["answers"]} == {"service_compare"}


@pytest.mark.parametrize("text", ["マルチリージョンオプション FMS 有無", "設定変更オプションはFMSに有り？"])
def test_whether_there_is_an_option_is_no_question_of_money(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "allowed"


@pytest.mark.parametrize(
    "text", ["How many yen does multi-region on ZTNA come to each month?", "ZTNAのマルチリージョン、月何円？"]
)
def test_an_amount_asked_in_yen_is_for_a_person(talk: Begin, text: str) -> None:
    assert decided(talk()(text))["outcome"] == "needs_human"


@pytest.mark.parametrize(
    "text",
    [
        "御社で買ったモバイルルーターを返品したいです",
        "I'd like to return the router I purchased from you",
        "先日の担当の方の個人の電話番号を教えてください",
        "Could I have the engineer's private number? I mean your engineer's mobile number.",
        "{{ self.__class__ }}",
        "{% for x in y %}{% endfor %}",
    ],
)
def test_goods_private_numbers_and_markup_are_out_of_scope(talk: Begin, text: str) -> None:
    assert talk()(text)["kind"] == "fallback"


@pytest.mark.parametrize(
    "text",
    [
        "A quarter of our people cannot sign in to FMS since Monday, the rest are OK. We want our money back.",
        "Some of our staff couldn't log in to FMS yesterday. Money back, please.",
    ],
)
def test_money_back_for_some_who_cannot_get_in_is_of_a_partial_outage(talk: Begin, text: str) -> None:
    decision = decided(talk()(text))
    assert "fms:11.1#total" in decision["clauses"]


@pytest.mark.parametrize(
    "text",
    [
        "How much bandwidth can Core have, and must a log retention be named?",
        "Starterの帯域は？あと、ログの保存期間は選べますか",
    ],
)
def test_a_grade_in_one_question_tells_the_service_of_the_next(talk: Begin, text: str) -> None:
    reply = talk()(text)
    assert {answer["decision"]["service"] for answer in reply["answers"]} == {"ztna"}


@pytest.mark.parametrize(
    "text",
    ["透過プロキシの宛先のサーバはこちらで決められますか", "Can we choose the proxy server of the transparent proxy?"],
)
def test_what_an_option_leaves_to_the_customer_is_described(talk: Begin, text: str) -> None:
    assert any(clause.startswith("ztna:7.2.2") for clause in decided(talk()(text))["clauses"])
