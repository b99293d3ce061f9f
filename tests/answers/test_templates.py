"""Every template renders, for both services and both languages, on real decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
import pytest

from assistant.answers import LOCALES, Renderer, to_html
from assistant.contracts.parameters import ParameterSet
from assistant.language.intents import Intent
from assistant.rules import Decision, explain
from assistant.service import Assistant
from assistant.settings import content_dir

Decided = list[tuple[dict[str, Any], Decision]]

JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
LEFT_OVER = re.compile(
    r"\b(?:None(?! of)|True|False|Undefined)\b|\{\{|\{%|\[\]|\d{4}-\d\d-\d\d|\bPT?\d+[DHMS]|\b[A-Z]:[A-Z_]{3,}"
    r"|\b(?:ztna|fms):\d|\b[a-z]+_[a-z]+\b|。。|、。|、、|（）|\(\)|「」"
)
PLAIN = (
    *("greeting", "thanks", "help", "who_are_you", "no", "nothing_pending", "undo", "restart", "which_service"),
    *("insult_or_frustration", "nothing_before", "no_such_clause", "no_clause_found", "no_counterpart", "closing"),
    "undo_later",
)
CHANGES = [
    {"item": "licences", "before": 200, "after": 300, "outcome": "allowed"},
    {"item": "bandwidth", "before": None, "after": 500, "outcome": "needs_human"},
    {"item": "redundancy", "before": False, "after": True, "outcome": "needs_info"},
    {"item": "option:sse", "before": False, "after": True, "outcome": "denied"},
    {"item": "option:multi_region", "before": True, "after": False, "outcome": "allowed"},
]
ABOUT_LAST = ("why", "which_article", "show_text", "remedy", "clause")
MESSAGES: dict[str, list[dict[str, Any]]] = {
    **{name: [{}] for name in PLAIN},
    "fallback": [{"misunderstood": n, "examples": ["?", "!"]} for n in (0, 1, 2, 5)],
    "clarify": [{"prompt": "?", "misunderstood": n, "examples": e} for n in (0, 1, 2) for e in ([], ["90"])],
    "no_such_day": [{"days": d, "prompt": "?"} for d in (["11月31日"], ["31 April", "2月30日"])],
    "reminder": [
        {"d": None, "prompt": "?"},
        *({"d": {"rule": rule}, "asked_for": "…", "prompt": ""} for rule in ("change", "termination")),
    ],
    "reference": [{"receipts": [{"id": "R-1", "withdrawn": n == 2, "said": "…"}] * n} for n in (1, 2)],
    "no_reference": [{"open": True}, {"open": False}],
    "withdraw_confirm": [{"receipt": "R-1", "said": "…"}],
    "withdrawn": [{"receipt": "R-1", "said": "…", "ending": ending} for ending in (True, False)],
    "withdraw_late": [{"receipt": "R-1", "status": status} for status in ("accepted", "declined", "withdrawn")],
    "withdraw_not": [{"receipt": "R-1"}],
    "which_remedy": [{"ways": ["A.", "B."]}],
    "human": [{"handoff": {"id": "T-1"}}],
    "receipt": [
        {
            "of": of,
            "asked": asked,
            "request": {"id": "R-1"},
            "replaced": replaced,
            "changes": changes,
            "d": {"values": values},
        }
        for of, asked, values in (
            ("change", {}, {}),
            ("change", {"add": ["sse"]}, {}),
            ("options", {"remove": ["sse"]}, {}),
            ("cancellation", {"arrival": "2026-12-01"}, {"effective_date": "2026-12-31"}),
            ("cancellation", {"desired": "2026-12-31"}, {"latest_arrival_date": "2026-12-01"}),
        )
        for replaced in ([], [{"id": "R-0"}])
        for changes in ([], CHANGES)
    ],
    "confirmation": [
        {"of": of, "changes": changes, "replaced": replaced, "d": {"outcome": outcome}}
        for of in ("change", "options", "cancellation")
        for changes in ([], CHANGES[:1], CHANGES)
        for replaced in ([], [{"id": "R-0"}])
        for outcome in ("allowed", "needs_human")
    ],
    "based_on": [{"contract": "C-1"}],
    "facts_changed": [{}],
    "request_notice": [
        {"status": status, "id": "R-1", "reason": reason, "replaced_by": replaced_by}
        for status in ("accepted", "declined", "withdrawn")
        for reason in (None, "*")
        for replaced_by in (None, "R-2")
    ],
    "which_reading": [{"examples": ["…", "…"]}],
    "contract_noted": [
        {"contract": {"service": "ztna", "configuration": {"grade": "Core", "licences": 500, "bandwidth": 300}}},
        {"contract": {"service": "fms", "configuration": {"servers": 2, "redundancy": False, "region": "東京"}}},
    ],
    "contract_state": [
        {"contract": {}},
        {
            "contract": {
                "service": "ztna",
                "billing_start": "2026-10-01",
                "monthly_fee": 100000,
                "configuration": {
                    "grade": "Core",
                    "licences": 12000,
                    "bandwidth": 500,
                    "log": None,
                    "region": "Tokyo",
                    "options": ["multi_region", "config_change"],
                    "ip": "ipv4",
                },
            }
        },
        {
            "contract": {
                "service": "fms",
                "configuration": {"servers": 4, "concurrent": 5000, "redundancy": True, "options": []},
            }
        },
    ],
}


def informed(intents: Iterable[Intent], renderer: Renderer) -> Iterator[tuple[str, Decision]]:
    """Every answer by information: its template with the decision it is given."""
    for intent in intents:
        for service, clauses in intent.clauses.items():
            outcome: Any = intent.outcome_for(service) or "explained"
            yield intent.template or intent.name, explain(service, clauses, outcome, renderer.book)


def everything(assistant: Assistant, decided: Decided) -> Iterator[tuple[str, str, str]]:
    """Template, locale and text of everything there is to say."""
    renderer = assistant.renderer
    for locale in LOCALES:
        for template, decision in informed(assistant.intents.values(), renderer):
            if renderer.has(template):
                yield template, locale, renderer.answer(template, decision, {}, locale)
        for asked, decision in decided:
            template = "rule_" + decision.rule.replace("-", "_")
            for kind in ("answer", "confirmation", "question"):
                yield template, locale, renderer.answer(template, decision, {}, locale, request=asked, kind=kind)
            for template in ABOUT_LAST:
                for together in (False, True):
                    more: dict[str, Any] = {"heading": "…", "together": together, "request": asked}
                    yield template, locale, renderer.answer(template, decision, {}, locale, **more)
            for remedy in decision.remedies:
                yield "remedy_request", locale, renderer.message("remedy_request", locale, remedy=remedy)
        for service in ("ztna", "fms"):
            denied = explain(service, renderer.book.in_force(service)[0].parameter("items").clauses, "denied")
            yield "not_in_service", locale, renderer.answer("not_in_service", denied, {}, locale)
            held = {"service": service, "configuration": {"licences": 1_500, "options": ["config_change"]}}
            yield "already_so", locale, renderer.answer("already_so", denied, {}, locale, request=held)
            missing = replace(denied, outcome="needs_info", missing=("licences",))
            yield "needs_info", locale, renderer.answer("needs_info", missing, {}, locale, prompt="?")
            for context in MESSAGES["contract_state"]:
                yield "contract_facts", locale, renderer.answer("contract_facts", denied, {}, locale, **context)
        for template, contexts in MESSAGES.items():
            for context in contexts:
                yield template, locale, renderer.message(template, locale, **context)


@pytest.fixture(scope="module")
def said(assistant: Assistant, decided: Decided) -> list[tuple[str, str, str]]:
    return list(everything(assistant, decided))


def test_every_template_has_been_rendered(renderer: Renderer, said: list[tuple[str, str, str]]) -> None:
    for locale in LOCALES:
        parts = {name for name in renderer.responses[locale].templates if name.startswith("_")} | {"layout"}
        rendered = {template for template, spoken, _ in said if spoken == locale}
        assert renderer.responses[locale].templates - parts - rendered == set()


def test_every_text_is_whole(said: list[tuple[str, str, str]]) -> None:
    wrong = [(t, locale, found[0]) for t, locale, text in said if (found := LEFT_OVER.search(_unquoted(text)))]
    assert wrong == []
    assert [(t, locale) for t, locale, text in said if "\n\n\n" in text or text != text.strip()] == []
    empty = {t for t, _, text in said if not text}
    assert empty <= {"remedy_request"}


def _unquoted(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith(">"))


def test_every_information_answer_exists_for_each_of_its_services(assistant: Assistant) -> None:
    for intent in assistant.intents.values():
        if intent.answer == "information" and intent.clauses:
            assert assistant.renderer.has(intent.template or intent.name), intent.name


def test_every_answer_begins_with_words_and_names_its_articles(assistant: Assistant) -> None:
    renderer = assistant.renderer
    for template, decision in informed(assistant.intents.values(), renderer):
        if not renderer.has(template):
            continue
        for locale, basis in (("ja", "根拠："), ("en", "Basis:")):
            text = renderer.answer(template, decision, {}, locale)
            first, _, rest = text.partition("\n")
            assert first, (template, locale)
            assert not first.startswith(basis), (template, locale)
            assert f"\n{basis}" in rest, (template, locale)
            assert renderer.name("service_short", decision.service, locale) in rest, (template, locale)


def test_english_answers_have_japanese_in_quotes_of_the_terms_only(assistant: Assistant) -> None:
    renderer = assistant.renderer
    for template, decision in informed(assistant.intents.values(), renderer):
        if template != "drafting_points" and renderer.has(template):  # that one is about single words of the text
            text = _unquoted(renderer.answer(template, decision, {}, "en"))
            assert not re.search(r"[\u3040-\u30ff\u3400-\u9fff]", text), (template, text)


def test_every_text_becomes_html(said: list[tuple[str, str, str]]) -> None:
    for template, _, text in said:
        html = to_html(text)
        assert "<script" not in html
        assert bool(html) == bool(text), template


def test_both_languages_have_the_same_templates(renderer: Renderer) -> None:
    assert renderer.responses["ja"].templates == renderer.responses["en"].templates


def test_both_languages_have_the_same_names_and_prompts(renderer: Renderer) -> None:
    ja, en = renderer.responses["ja"], renderer.responses["en"]
    assert set(ja.prompts) == set(en.prompts)
    assert set(ja.names) == set(en.names)
    for kind in set(ja.names) - {"unit"}:
        assert set(ja.names[kind]) == set(en.names[kind]), kind


def test_everything_that_can_be_missing_has_a_prompt_of_its_own(renderer: Renderer, decided: Decided) -> None:
    slots = {slot for _, decision in decided for slot in decision.missing}
    assert {"licences", "arrival", "duration", "sse_fate"} <= slots
    for locale in LOCALES:
        assert slots <= set(renderer.responses[locale].prompts)


def test_a_missing_value_is_an_error_not_a_gap(renderer: Renderer) -> None:
    with pytest.raises(jinja2.UndefinedError):
        renderer.message("human", "ja")
    environment = renderer.responses["en"].environment
    with pytest.raises(jinja2.UndefinedError):
        environment.from_string("a {{ nothing }} b").render({})
    with pytest.raises(jinja2.UndefinedError):
        environment.from_string("{% if slots.grade %}a{% endif %}").render({"slots": {}})


# -- no number of a contract is typed by hand --------------------------------------------------------------------------

EXAMPLES = re.compile(
    r"「[^」]*」|\"[^\"]*\"|“[^”]*”|（例：[^）]*）|for example [^?\n]*\?"
    r"|\d+月\d+日|\d+ (?:November|December)|^- .*\?$|^- .*か$",
    re.MULTILINE,
)
ARTICLES = re.compile(r"第\d+条(?:第\d+項)?|Articles? \d+(?:\(\d+\))*|別紙\d|Appendi(?:x|ces) \d|UDP(?: port)? ?5008")
IN_WORDS = re.compile(
    r"\b(?:thirty|sixty|ninety|(?:a|one|two|three|five|six) hundred|twenty-four|fifteen thousand)\b"
    r"|\bthree months\b|[三3]か月(?!分)|三十日|六十分",
    re.IGNORECASE,
)


def contract_numbers(sets: Iterable[ParameterSet]) -> set[int]:
    """Every number of two digits or more in the parameters, those in durations and fractions included."""

    def within(value: Any) -> Iterator[int]:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, (list, tuple)):
            for part in value:
                yield from within(part)
        elif isinstance(value, int) and not isinstance(value, bool):
            yield value
        elif isinstance(value, str) and re.fullmatch(r"P[\dDTHMS]+|\d+/\d+", value):
            yield from map(int, re.findall(r"\d+", value))

    return {n for s in sets for p in s.parameters.values() for n in within(p.value) if n >= 10}


def typed(prose: str, numbers: set[int]) -> list[str]:
    """Numbers of a contract that stand in a template's own words; examples of questions and article numbers aside."""
    prose = ARTICLES.sub(" ", EXAMPLES.sub(" ", JINJA.sub(" ", prose)))
    found = [n for n in re.findall(r"\d[\d,]*", prose) if int(n.replace(",", "")) in numbers]
    return found + IN_WORDS.findall(prose)


def test_no_template_types_a_number_of_a_contract(renderer: Renderer) -> None:
    numbers = contract_numbers(renderer.book.in_force(service)[0] for service in ("ztna", "fms"))
    assert {60000, 65000, 15000, 500, 360, 90, 24} <= numbers
    wrong = []
    for locale in LOCALES:
        responses = renderer.responses[locale]
        texts = {path.name: path.read_text("utf-8") for path in (content_dir("responses") / locale).glob("*.md.j2")} | {
            code: str(text) for code, text in responses.codes.items()
        }
        texts |= {f"prompt {slot}": str(text) for slot, text in responses.prompts.items()}
        wrong += [(locale, name, found) for name, text in texts.items() if (found := typed(text, numbers))]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "up to 60,000 licences",
        "最大65000",
        "15,000台まで",
        "after thirty days",
        "三十日を経過",
        "500人",
        "24時間を超える",
    ],
)
def test_a_typed_number_would_be_found(renderer: Renderer, text: str) -> None:
    numbers = contract_numbers(renderer.book.in_force(service)[0] for service in ("ztna", "fms"))
    assert typed(text, numbers)
    assert not typed("{{ param('licences.max') | number }} 第24条第2項「500人でもいい？」", numbers)


def test_templates_name_only_parameters_that_exist(renderer: Renderer) -> None:
    """`param('x')` in an untaken branch would fail in front of a customer only."""
    known = {name for s in ("ztna", "fms") for name in renderer.book.in_force(s)[0].parameters}
    for path in Path(content_dir("responses")).glob("*/*"):
        for name in re.findall(r"\bparam\('([^']+)'\)", path.read_text("utf-8")):
            assert name in known, (path.name, name)
        for service, name in re.findall(r"\bp\('(\w+)', *'([^']+)'\)", path.read_text("utf-8")):
            assert name in renderer.book.in_force(service)[0].parameters, (path.name, service, name)
        for clause in re.findall(r"\bref\('([^']+)'\)", path.read_text("utf-8")):
            assert renderer.terms.clause(clause).id == clause
