"""Every code of a decision has a sentence in both languages, and the sentence says what it should."""

from __future__ import annotations

import re
from calendar import month_name
from typing import Any

import pytest

from assistant.answers import LOCALES, Renderer
from assistant.rules import Decision
from assistant.rules.codes import CODES, code_of

Decided = list[tuple[dict[str, Any], Decision]]

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
LEFT_OVER = re.compile(
    r"\b(?:None|True|False|Undefined)\b|[{}]|\[\]|\d{4}-\d\d-\d\d|\bPT?\d|\b[A-Z]:[A-Z_]{3,}|\b(?:ztna|fms):"
    r"|\b[a-z]+_[a-z]+\b|  |。。|、。|、、|,,|\.\.|（）|\(\)|「」|“”"
)


def sentences(renderer: Renderer, decision: Decision, locale: str) -> list[tuple[str, str]]:
    """Every code of the decision with its sentence."""
    wire = renderer.wire(decision, locale)
    said = [(part["code"], part["text"]) for kind in ("findings", "conditions", "assumptions") for part in wire[kind]]
    return said + [(r.code, w["text"]) for r, w in zip(decision.remedies, wire["remedies"], strict=True)]


def test_the_requests_of_these_tests_lead_to_every_code(decided: Decided) -> None:
    found = {
        code_of(part.code) for _, d in decided for part in (*d.findings, *d.conditions, *d.assumptions, *d.remedies)
    }
    assert set(CODES) - found == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_code_has_a_sentence(renderer: Renderer, locale: str) -> None:
    said = set(renderer.responses[locale].codes)
    missing = {code for code in CODES if code not in said and code.rpartition(":")[0] not in said}
    assert missing == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_is_for_a_code_that_does_not_exist(renderer: Renderer, locale: str) -> None:
    for code in renderer.responses[locale].codes:
        assert code_of(code) in CODES


def test_both_languages_have_sentences_for_the_same_codes(renderer: Renderer) -> None:
    assert set(renderer.responses["ja"].codes) == set(renderer.responses["en"].codes)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_is_whole(renderer: Renderer, decided: Decided, locale: str) -> None:
    """Nothing of the machinery is left in it: codes, ids, ISO dates and durations, names of fields, gaps."""
    wrong = [
        (code, text)
        for _, decision in decided
        for code, text in sentences(renderer, decision, locale)
        if not text or "\n" in text or LEFT_OVER.search(text)
    ]
    assert wrong == []


def test_every_sentence_is_in_its_language(renderer: Renderer, decided: Decided) -> None:
    for _, decision in decided:
        for (code, ja), (_, en) in zip(
            sentences(renderer, decision, "ja"), sentences(renderer, decision, "en"), strict=True
        ):
            assert JAPANESE.search(ja), code
            assert ja.endswith("。"), (code, ja)
            assert not JAPANESE.search(en), (code, en)
            assert en.endswith("."), (code, en)
            assert en[0].isupper() or en[0].isdigit() or en[0] in '“"', (code, en)


def test_numbers_are_the_same_in_both_languages(renderer: Renderer, decided: Decided) -> None:
    """What one language says of an amount, a date or a bound, the other says too."""

    def figures(text: str) -> set[str]:
        for n, month in enumerate(month_name):
            text = text.replace(month, f" {n} ") if month else text
        return {f.strip(",") for f in re.findall(r"\d[\d,.]*\d|\d", text)}

    for _, decision in decided:
        for (code, ja), (_, en) in zip(
            sentences(renderer, decision, "ja"), sentences(renderer, decision, "en"), strict=True
        ):
            large = {f for f in figures(ja) ^ figures(en) if float(f.replace(",", "").rstrip(".")) > 31}
            assert large == set(), (code, ja, en)


def test_a_code_nobody_knows_is_an_error(renderer: Renderer) -> None:
    with pytest.raises(KeyError):
        renderer.responses["ja"].code("D:UNHEARD_OF", {})


def test_a_code_with_a_suffix_is_said_by_its_head_unless_it_has_its_own_sentence(renderer: Renderer) -> None:
    responses = renderer.responses["en"]
    params = {"name": lambda _, value: value, "option": "sse", "grade": "Core", "grades": ["Complete"]}
    assert responses.code("D:OPT_GRADE:sse", params) == responses.code("D:OPT_GRADE", params)
    own = [c for c in responses.codes if c.count(":") == 2 and c.rpartition(":")[0] in responses.codes]
    assert own
    for code in own:
        assert responses.codes[code] != responses.codes[code.rpartition(":")[0]]
