"""No run of one kind of character keeps a process busy: each of these once did; bench/hostile_cost.py measures them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from assistant.language.bounds import LONGEST_NUMBER, LONGEST_SENTENCE, ends, shortened
from assistant.language.numbers import numbers, plain
from assistant.service import MessageRequest
from language.hostile_texts import HOSTILE

LONGEST = 4000
DATA = Path(__file__).parents[1] / "data"
TEXT = re.compile(r"^ *(?:- )?text: *(.+)$", re.MULTILINE)


def test_what_people_write_is_read_as_it_is() -> None:
    typed = [text for file in sorted(DATA.glob("*.yaml")) for text in TEXT.findall(file.read_text("utf-8"))]
    assert len(typed) > 1000
    assert [text for text in typed if shortened(text) != text or ends(text) != text] == []


def test_a_number_without_end_stays_one_beyond_every_range() -> None:
    assert shortened(f"番号{'9' * 4000}です") == f"番号{'9' * LONGEST_NUMBER}です"
    assert numbers(shortened("1" * 4000))[0].value > 10**30


def test_a_sentence_without_end_is_judged_by_its_ends() -> None:
    text = "教えて" + "あ" * LONGEST_SENTENCE + "できますか"
    assert (ends(text)[:3], ends(text)[-5:], len(ends(text))) == ("教えて", "できますか", LONGEST_SENTENCE + 1)


@pytest.mark.parametrize("text", ["1、" * 2000, "一二百" * 1300])
def test_no_more_numbers_are_read_than_a_message_holds(text: str) -> None:
    assert 0 < len(numbers(text)) <= 300


def test_a_number_is_read_wherever_it_stands_in_a_run() -> None:
    assert [plain(each.value) for each in numbers("千二百三十四" * 30)] == [1234] * 30


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_answered(assistant: Any, name: str) -> None:
    body = assistant.reply(MessageRequest(HOSTILE[name][:LONGEST]), None).body
    assert body["kind"] in {"answer", "question", "choice", "fallback", "smalltalk", "confirmation"}
    assert body["text"]
