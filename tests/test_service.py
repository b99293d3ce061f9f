"""The service as callers see it: the replies that must be shown, their shape, and that nothing makes it fail."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.service import Assistant, MessageRequest, UnknownConversation

KINDS = {"answer", "question", "choice", "confirmation", "receipt", "handoff", "fallback", "smalltalk"}
REPLY = {
    *("conversation_id", "turn", "locale", "kind", "text", "html", "answers", "missing", "suggestions"),
    *("request", "handoff", "understanding", "draft", "contract", "notices"),
}
ANSWER = {"intent", "confidence", "text", "decision", "citations"}
DECISION = {
    *("rule", "service", "terms_version", "outcome", "certainty", "values", "findings", "conditions"),
    *("assumptions", "remedies", "missing", "clauses", "result", "trace"),
}
CITATION = {"clause", "service", "version", "label", "title", "quote"}
OUTCOMES = {"allowed", "denied", "needs_info", "needs_human", "computed", "explained"}
CONTRACT = {"grade": "Core", "licences": 200, "bandwidth": 500, "region": "東京", "options": []}
CONTEXT = {"service": "ztna", "configuration": CONTRACT}

SSE = {"ja": "StarterでSSEアドオンは使えますか？", "en": "Can Starter use the SSE add-on?"}
OUTAGE = {
    "ja": "ZTNAが昨日45分止まりました。減額はいくら？",
    "en": "ZTNA was down for 45 minutes yesterday. How much is the credit?",
}
END = {
    "ja": "解約申込書が12月1日に届いたら、いつ解約になりますか",
    "en": "If the cancellation form arrives on 1 December, when does the contract end?",
}
LOCALES = ("ja", "en")


def ask(assistant: Assistant, text: str, **request: Any) -> dict[str, Any]:
    return asyncio.run(assistant.message(MessageRequest(text, **request))).body


# -- what must be shown ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_sse_on_starter_is_denied_with_the_way_there(assistant: Assistant, locale: str) -> None:
    body = ask(assistant, SSE[locale])
    assert (body["kind"], body["locale"]) == ("answer", locale)
    (answer,) = body["answers"]
    decision = answer["decision"]
    assert (answer["intent"], decision["service"]) == ("option_eligibility", "ztna")
    assert (decision["outcome"], decision["certainty"]) == ("denied", "definite")
    assert [c["clause"] for c in answer["citations"]] == decision["clauses"] == ["ztna:7.2.3"]
    assert [r["set"]["grade"] for r in decision["remedies"]] == ["Complete"]
    label = {"ja": "第7条第2項第3号", "en": "Article 7(2)(iii)"}[locale]
    assert answer["citations"][0]["label"] == label
    assert label in body["text"]
    assert body["text"].startswith({"ja": "いいえ。", "en": "No."}[locale])
    assert "Complete" in body["text"]
    assert body["suggestions"]
    assert "<p>" in body["html"]


@pytest.mark.parametrize("locale", LOCALES)
def test_an_outage_gives_the_fraction_and_the_day_to_claim_by(assistant: Assistant, locale: str) -> None:
    body = ask(assistant, OUTAGE[locale])
    credit, claim = (a["decision"] for a in body["answers"])
    assert (body["kind"], credit["service"], credit["values"]["credit_fraction"]) == ("answer", "ztna", "1/90")
    assert claim["values"]["claim_deadline"] == "2027-02-21"
    for said in {"ja": ("90分の1", "2027年2月21日（日）"), "en": ("1/90", "21 February 2027 (Sun)")}[locale]:
        assert said in body["text"]
    assert {"ztna:app1.1.2#r1", "ztna:13.1#proviso"} <= set(credit["clauses"])
    assert claim["clauses"] == ["ztna:13.1#proviso"]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_cancellation_form_ends_the_contract_on_the_30th_day(assistant: Assistant, locale: str) -> None:
    body = ask(assistant, END[locale])
    assert body["kind"] == "answer"
    assert {a["decision"]["values"]["effective_date"] for a in body["answers"]} == {"2026-12-31"}
    assert {"ja": "2026年12月31日（木）", "en": "31 December 2026 (Thu)"}[locale] in body["text"]


@pytest.mark.parametrize("locale", LOCALES)
def test_two_services_that_say_the_same_are_answered_once(assistant: Assistant, locale: str) -> None:
    body = ask(assistant, END[locale])
    assert [a["decision"]["service"] for a in body["answers"]] == ["ztna", "fms"]
    assert {a["decision"]["clauses"][0] for a in body["answers"]} == {"ztna:10.1", "fms:8.1"}
    first = body["text"].split("\n")[0]
    assert body["text"].count(first) == 1
    line = next(t for t in body["text"].splitlines() if t.startswith({"ja": "根拠：", "en": "Basis:"}[locale]))
    assert "ZTNA" in line
    assert "FMS" in line
    assert "**ZTNA**" not in body["text"]


def test_two_services_that_differ_are_answered_apart(assistant: Assistant) -> None:
    body = ask(assistant, "両サービスのライセンス数の上限を教えてください")
    assert [a["decision"]["service"] for a in body["answers"]] == ["ztna", "fms"]
    assert body["text"].index("**ZTNA**") < body["text"].index("60,000") < body["text"].index("**FMS**")
    assert body["text"].index("**FMS**") < body["text"].index("65,000")


# -- the shape ---------------------------------------------------------------------------------------------------------

CONVERSATIONS: list[tuple[dict[str, Any] | None, list[str], str]] = [
    (None, [SSE["ja"]], "answer"),
    (None, [OUTAGE["en"]], "answer"),
    (None, ["IPv6は使えますか"], "choice"),
    (None, ["please cancel our contract"], "question"),
    (CONTEXT, ["ライセンスを300に増やしてください"], "confirmation"),
    (CONTEXT, ["please raise the licences to 300", "yes"], "receipt"),
    (CONTEXT, ["グレードをCompleteに変えてください"], "question"),
    (None, ["担当者につないでください"], "handoff"),
    (None, ["今日の天気はどうですか"], "fallback"),
    (None, ["こんにちは"], "smalltalk"),
    (None, ["ZTNAの第7条第2項第3号を見せて"], "answer"),
]


def check_shape(body: dict[str, Any]) -> None:
    """Everything api.md promises of a reply, whatever it says."""
    assert set(body) == REPLY
    assert body["kind"] in KINDS
    assert body["locale"] in LOCALES
    assert isinstance(body["turn"], int)
    assert body["text"].strip()
    assert body["html"].strip()
    for answer in body["answers"]:
        assert set(answer) == ANSWER
        assert 0 <= answer["confidence"] <= 1
        decision = answer["decision"]
        assert set(decision) >= DECISION
        assert decision["outcome"] in OUTCOMES
        assert decision["certainty"] in {"definite", "conditional", "refer"}
        assert (decision["certainty"] == "refer") >= (decision["outcome"] == "needs_human")
        for kind, fields in (
            ("findings", {"code", "item", "clauses", "text"}),
            ("conditions", {"code", "clauses", "text"}),
            ("assumptions", {"code", "clauses", "text"}),
            ("remedies", {"text", "set", "add", "remove", "clauses"}),
        ):
            for part in decision[kind]:
                assert set(part) >= fields
                assert part["text"]
        assert [c["clause"] for c in answer["citations"]] == decision["clauses"]
        for citation in answer["citations"]:
            assert set(citation) >= CITATION
            assert citation["clause"].startswith(citation["service"] + ":")
    for missing in body["missing"]:
        assert set(missing) == {"slot", "prompt", "choices"}
        assert all(isinstance(choice, str) for choice in missing["choices"])
    for suggestion in body["suggestions"]:
        assert set(suggestion) == {"label", "text"}
        assert suggestion["text"]
    assert set(body["understanding"]) >= {"slots", "alternatives"}
    for alternative in body["understanding"]["alternatives"]:
        assert set(alternative) == {"intent", "confidence"}
    assert (body["kind"] == "receipt") == (body["request"] is not None)
    assert (body["kind"] == "handoff") == (body["handoff"] is not None)
    assert (body["kind"] in ("question", "choice")) >= bool(body["missing"])
    assert bool(body["answers"]) >= (body["kind"] in ("answer", "confirmation", "receipt"))
    json.dumps(body, allow_nan=False)


@pytest.mark.parametrize(("context", "texts", "kind"), CONVERSATIONS)
@pytest.mark.parametrize("locale", [None, *LOCALES])
def test_a_reply_has_the_shape_the_api_promises(
    assistant: Assistant, context: dict[str, Any] | None, texts: list[str], kind: str, locale: str | None
) -> None:
    conversation = None
    for turn, text in enumerate(texts, 1):
        reply = asyncio.run(
            assistant.message(MessageRequest(text, conversation_id=conversation, locale=locale, context=context))
        )
        body = reply.body
        check_shape(body)
        assert body["turn"] == turn
        assert reply.first_turn is (turn == 1)
        assert conversation in (None, body["conversation_id"])
        assert locale in (None, body["locale"])
        conversation = body["conversation_id"]
    assert body["kind"] == kind


def test_every_kind_of_reply_is_among_them() -> None:
    assert {kind for _, _, kind in CONVERSATIONS} == KINDS


def test_a_quote_is_the_text_of_its_clause(assistant: Assistant) -> None:
    for citation in ask(assistant, SSE["ja"])["answers"][0]["citations"]:
        verbatim = assistant.terms.clause(citation["clause"]).text
        assert verbatim.startswith(citation["quote"].removesuffix("…"))


def test_what_is_missing_can_be_chosen_in_words(assistant: Assistant) -> None:
    (missing,) = ask(assistant, "Please change the grade to Complete", context=CONTEXT)["missing"]
    assert missing == {
        "slot": "log",
        "prompt": missing["prompt"],
        "choices": ["90 days", "180 days", "360 days"],
    }
    assert missing["prompt"].endswith("?")


def test_receipts_and_handoffs_have_numbers_of_their_own(assistant: Assistant) -> None:
    tickets = [ask(assistant, "担当者につないでください")["handoff"]["id"] for _ in range(3)]
    assert len(set(tickets)) == 3
    assert all(ticket.startswith("T-") for ticket in tickets)


def test_an_unknown_conversation_is_an_error(assistant: Assistant) -> None:
    with pytest.raises(UnknownConversation):
        ask(assistant, "こんにちは", conversation_id="0" * 32)


def test_two_conversations_do_not_mix(assistant: Assistant) -> None:
    one = ask(assistant, "FMSのライセンスは230にできますか")["conversation_id"]
    other = ask(assistant, "ZTNAのライセンスは230にできますか")["conversation_id"]
    for conversation, service in ((one, "fms"), (other, "ztna")):
        body = ask(assistant, "240なら？", conversation_id=conversation)
        assert {a["decision"]["service"] for a in body["answers"]} == {service}


# -- always the same, and never a failure ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [SSE["ja"], OUTAGE["en"], END["ja"], "IPv6は使えますか", "ZTNAの第10条を見せて"])
def test_the_decision_is_the_same_in_every_channel_and_every_time(assistant: Assistant, text: str) -> None:
    bodies = [ask(assistant, text, channel=channel) for channel in ("web", "console", "slack", "api", "api")]
    for body in bodies:
        del body["conversation_id"]
    assert all(body == bodies[0] for body in bodies)


@pytest.mark.parametrize("text", [*SSE.values(), *OUTAGE.values(), *END.values()])
def test_the_decision_is_the_same_in_both_languages(assistant: Assistant, text: str) -> None:
    def core(body: dict[str, Any]) -> list[Any]:
        keys = ("rule", "service", "outcome", "certainty", "values", "clauses", "result")
        decisions = [a["decision"] for a in body["answers"]]
        return [[{k: d[k] for k in keys}, [f["code"] for f in d["findings"]]] for d in decisions]

    ja, en = (ask(assistant, text, locale=locale) for locale in LOCALES)
    assert core(ja) == core(en)
    assert ja["text"] != en["text"]


@pytest.mark.parametrize("question", [SSE, OUTAGE, END])
def test_a_question_and_its_translation_get_the_same_decision(assistant: Assistant, question: dict[str, str]) -> None:
    ja, en = (ask(assistant, question[locale]) for locale in LOCALES)
    for one, other in zip(ja["answers"], en["answers"], strict=True):
        for key in ("rule", "service", "outcome", "values", "clauses"):
            assert one["decision"][key] == other["decision"][key]


ODD = [
    "？",
    "。",
    "!?!?",
    "...",
    "a",
    "あ",
    "0",
    "👍",
    "👨‍👩‍👧‍👦🇯🇵🎉",
    "\u200b\u200c\u200d\ufeff",
    "Star\u200bter で SSE は使えますか",
    "\u202eSSE\u202c هل يمكن استخدام",
    "שלום ZTNA 45 דקות",
    "ｓｔａｒｔｅｒでＳＳＥ使える？",
    "か\u3099き\u3099く\u3099",
    "\x00\x01\x1f",
    "\n\n\t \r\n\n",
    "{{ 7*7 }} {% for x in y %}",
    "'; DROP TABLE turns; --",
    "%s %d {0} {name} \\",
    "2026-02-30に届いたら",
    "13月45日 25時99分 0日間",
    "9" * 400,
    "-1ライセンス、0ライセンス、-50M、1e308G",
    "1/0 の減額",
    "第999条第999項第999号",
    "9999年12月31日に申込書が届いたらいつ解約？",
    "ZTNAが99999999999999999999時間止まりました。減額は？",
    "ZTNA was down from 10:00 to 09:00 today",
    "解約" * 2000,
    "StarterでSSEは使えますか？" * 200,
    "あ" * 4000,
    "?" * 4000,
    "（" * 2000 + "）" * 2000,
    "*" * 4000,
    "> " * 2000,
    "1 " * 2000,
    "<" * 4000,
    "https://example.com/" + "a" * 3900,
]


@pytest.mark.parametrize("text", ODD, ids=[ascii(t)[:24] for t in ODD])
def test_no_odd_text_makes_it_fail(assistant: Assistant, text: str) -> None:
    assert len(text) <= 4000
    for locale in (None, "en"):
        check_shape(ask(assistant, text, locale=locale))


@pytest.mark.parametrize("text", ODD, ids=[ascii(t)[:24] for t in ODD])
def test_no_odd_text_makes_it_fail_in_the_middle_of_a_request(assistant: Assistant, text: str) -> None:
    for opening in ("ライセンスを300に増やしてください", "グレードをCompleteに変えてください"):
        conversation = ask(assistant, opening, context=CONTEXT)["conversation_id"]
        body = ask(assistant, text, conversation_id=conversation, context=CONTEXT)
        check_shape(body)
        assert body["request"] is None


WORDS = (
    "Starter Core Complete SSE ZTNA FMS 解約 45分 12月1日 2026/2/30 300ライセンス 1G 90日 両方 はい いいえ なぜ 第10条 "
    "Art. §7.2.3 を に は ？ 。 \u200b 👍 だけ やっぱり 追加 外す 減額 東京 not and both same 10:00 24時 -5 〜 100001円"
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS.split(" ")), min_size=1, max_size=12), st.sampled_from(["", " "]))
def test_no_heap_of_words_makes_it_fail(assistant: Assistant, words: list[str], between: str) -> None:
    check_shape(ask(assistant, between.join(words)))


# -- rules, clauses, explanations --------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
def test_a_rule_is_decided_with_its_citations(assistant: Assistant, locale: str) -> None:
    decided = assistant.decide("termination", {"service": "fms", "arrival": "2026-12-01"}, locale)
    assert set(decided) >= DECISION | {"citations"}
    assert decided["values"] == {"effective_date": "2026-12-31"}
    assert [c["clause"] for c in decided["citations"]] == decided["clauses"]


def test_clauses_are_found_by_number_by_reference_and_by_words(assistant: Assistant) -> None:
    clause = assistant.clause("ztna:7.2.3", "en")
    assert (clause["label"], clause["labels"]["ja"]) == ("Article 7(2)(iii)", "第7条第2項第3号")
    assert assistant.clauses("7条2項3号", "ztna", 1)[0]["id"] == "ztna:7.2.3"
    assert "fms:8.1" in {c["id"] for c in assistant.clauses("cancellation form", "fms", 5)}
    assert len(assistant.clauses(None, None, 500)) >= 171
    assert len(assistant.clauses("  ", "fms", 3)) == 3


def test_an_explanation_shows_how_a_text_is_read(assistant: Assistant) -> None:
    explained = assistant.explain(SSE["ja"])
    assert explained["locale"] == "ja"
    assert {("grade", "Starter"), ("option", "sse")} <= {(e["type"], e["value"]) for e in explained["entities"]}
    assert explained["segments"][0]["intents"][0]["intent"] == "option_eligibility"
    json.dumps(explained, allow_nan=False)


def test_the_real_assistant_is_ready(assistant: Assistant) -> None:
    assert assistant.ready() is None
