"""Several questions in one message, told apart by their numbers or commas."""

from __future__ import annotations

import pytest

from assistant.language.sentences import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("(1) A は? (2) B は?", ["A は? ", "B は?"]),
        ("Need: 1) this 2) that", ["Need: ", "this ", "that"]),
        ("does A work, is B there, and how is C?", ["does A work, ", "is B there, ", "and how is C?"]),
        ("see 7(2) and 8(1)", ["see 7(2) and 8(1)"]),
    ],
)
def test_each_question_of_a_list_is_a_sentence(text: str, parts: list[str]) -> None:
    assert [text[start:end].strip() for start, end in sentences(text)] == [part.strip() for part in parts]
