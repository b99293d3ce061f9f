"""The texts that are measured, those to warm up with, and the sentences others are trained on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from assistant.language.intents import examples, load_intents
from assistant.settings import content_dir
from assistant.web.bodies import MAX_TEXT

TOP = Path(__file__).parents[2]
WARM = tuple(f"bench/exams/utterances-{number}.yaml" for number in range(1, 6))
# What stands for a value in a sentence, so that a tool without names and numbers of its own reads a natural one.
VALUES = {"service": "ZTNA", "date": "2026-12-01", "option": "SSE", "grade": "Core"}


def measured() -> list[str]:
    """The messages that are measured: those that can be sent of the exam that the tests hold, in its order."""
    texts = [case["text"] for case in _cases("tests/data/exam_utterances.yaml")]
    return [text for text in texts if 0 < len(text.strip()) <= MAX_TEXT]


def warm() -> list[str]:
    """Other messages of the same kind, none of which is measured."""
    seen = set(measured())
    return [case["text"] for file in WARM for case in _cases(file) if case["text"].strip() and case["text"] not in seen]


def sentences() -> list[tuple[str, str, str]]:
    """(intent, language, sentence) of all intents, a value in the place of each slot."""
    found = examples(load_intents(content_dir("intents")))
    return [
        (name, lang, re.sub(r"\{(\w+)\}", lambda slot: VALUES.get(slot[1], "10"), text)) for name, lang, text in found
    ]


def _cases(file: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.load((TOP / file).read_text("utf-8"), yaml.CSafeLoader)
    return cases
