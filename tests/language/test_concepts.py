"""Ideas: the same in other words and in the other language."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ContentError
from assistant.language.concepts import _words, concepts
from assistant.language.features import fold, grams


@pytest.mark.parametrize(
    ("text", "idea"),
    [
        ("サービスをやめたい", "end"),
        ("We are quitting", "end"),
        ("違約金はありますか", "penalty"),
        ("Any penalties?", "penalty"),
        ("minimum terms", "minterm"),  # the plural of a word of two
    ],
)
def test_an_idea_is_found_in_other_words(text: str, idea: str) -> None:
    assert idea in concepts(fold(text))


def test_a_word_inside_another_is_no_idea() -> None:
    assert "end" not in concepts(fold("the exiting news"))  # exit is a whole word
    assert "fee" not in concepts(fold("coffee"))


def test_the_matcher_sees_ideas_and_pairs_of_them() -> None:
    assert {"#end", "#penalty", "#end#penalty"} <= set(grams(fold("quit, penalty?")))


def test_a_word_under_two_ideas_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "concepts.yaml"
    file.write_text("one: [quit]\ntwo: [leave, quit]\n", encoding="utf-8")
    with pytest.raises(ContentError, match="stands under 'one' too"):
        _words(file)
