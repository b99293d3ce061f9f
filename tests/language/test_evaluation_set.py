"""The evaluation set is fit for measuring: wide enough, well formed, and strange to the intents' own sentences."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.language.intents import OUT_OF_SCOPE, examples, load_intents

ROOT = Path(__file__).resolve().parents[2]
STYLES = {"casual", "formal", "lookup", "mail", "chatty", "indirect", "terse"}


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/data/understanding.yaml").read_text(encoding="utf-8"))
    return read


def readings(case: dict[str, Any]) -> list[str]:
    """The readings a case accepts; none when it is out of scope."""
    wanted = case["intent"]
    if wanted is None:
        return []
    return wanted if isinstance(wanted, list) else [wanted]


def bare(text: str) -> str:
    """A text without what makes no difference: case, width, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def test_it_is_wide_enough(cases: list[dict[str, Any]]) -> None:
    sizes = Counter((case["lang"], case["intent"] is None) for case in cases)

    assert sizes["ja", False] >= 300
    assert sizes["en", False] >= 300
    assert sizes["ja", True] + sizes["en", True] >= 150


def test_every_case_is_well_formed(cases: list[dict[str, Any]]) -> None:
    odd = [case["id"] for case in cases if case["lang"] not in {"ja", "en"} or case["style"] not in STYLES]

    assert odd == []
    assert len({case["id"] for case in cases}) == len(cases)
    assert [text for text, times in Counter(case["text"] for case in cases).items() if times > 1] == []


def test_every_reading_is_an_intent(cases: list[dict[str, Any]]) -> None:
    known = set(load_intents(ROOT / "intents"))

    assert sorted({name for case in cases for name in readings(case)} - known) == []


def test_every_intent_is_measured(cases: list[dict[str, Any]]) -> None:
    """An intent counts when it is at least one of the readings accepted, in each language."""
    known = set(load_intents(ROOT / "intents")) - {OUT_OF_SCOPE}
    measured = {
        lang: {name for case in cases if case["lang"] == lang for name in readings(case)} for lang in ("ja", "en")
    }

    assert sorted(known - measured["ja"]) == []
    assert sorted(known - measured["en"]) == []


def test_no_text_is_a_sentence_of_an_intent(cases: list[dict[str, Any]]) -> None:
    sentences = {bare(text): name for name, _, text in examples(load_intents(ROOT / "intents"))}

    assert [(case["id"], sentences[bare(case["text"])]) for case in cases if bare(case["text"]) in sentences] == []
