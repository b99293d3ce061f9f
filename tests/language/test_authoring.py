from __future__ import annotations

import pytest
import yaml

from assistant.language.authoring import as_template, with_sentences
from assistant.language.templates import expand

BLOCK = """\
# Why this intent is there.
intent: a
sentences:
  ja:
    - 一つ目  # said by many

    - "二つ目: {date}"
    # the last ones are from the console
  en:
  - one
  - >
    two
    lines
# the end
"""


def said(source: str) -> dict[str, list[str]]:
    read: dict[str, list[str]] = yaml.safe_load(source)["sentences"]
    return read


def test_sentences_are_added_at_the_end_of_their_list_and_nothing_else_changes() -> None:
    added = '    - "三つ目は\\"{grade}\\"です"\n'

    out = with_sentences(BLOCK, "ja", ['三つ目は"{grade}"です'])

    assert out.replace(added, "") == BLOCK
    assert out.splitlines()[7] == added.rstrip()
    assert said(out) == {**said(BLOCK), "ja": ["一つ目", "二つ目: {date}", '三つ目は"{grade}"です']}


def test_the_list_keeps_its_own_indentation() -> None:
    out = with_sentences(BLOCK, "en", ["three", "four"])

    assert out.replace('  - "three"\n  - "four"\n', "") == BLOCK
    assert said(out)["en"] == ["one", "two lines\n", "three", "four"]


def test_a_language_that_has_no_list_gets_one() -> None:
    source = "intent: a\nsentences:\n  ja:\n    - x\nask: {ja: x}\n"

    out = with_sentences(source, "en", ["new"])

    assert out == 'intent: a\nsentences:\n  ja:\n    - x\n  en:\n    - "new"\nask: {ja: x}\n'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("sentences: {ja: [x], en: []}", 'sentences: {ja: [x, "z"], en: []}'),
        ("sentences: {ja: [], en: [y]}", 'sentences: {ja: ["z"], en: [y]}'),
        ("sentences: {en: [y]}", 'sentences: {en: [y], ja: ["z"]}'),
        ("sentences:\n  ja: [x,  # c\n    y, ]\n", 'sentences:\n  ja: [x,  # c\n    y, "z", ]\n'),
        ("sentences: {}", 'sentences: {ja: ["z"]}'),
        ("sentences:\n  en: [y,\n    z\n  ]\n", 'sentences:\n  en: [y,\n    z\n  ]\n  ja:\n    - "z"\n'),
        ("sentences:\r\n  ja:\r\n    - x\r\n", 'sentences:\r\n  ja:\r\n    - x\r\n    - "z"\r\n'),
        ("sentences:\n  ja:\n    - 🍣x", 'sentences:\n  ja:\n    - 🍣x\n    - "z"\n'),
    ],
)
def test_other_ways_to_write_a_list(source: str, expected: str) -> None:
    assert with_sentences(source, "ja", ["z"]) == expected
    assert "z" in said(expected)["ja"]


@pytest.mark.parametrize("source", ["intent: a\n", "sentences: [x]\n", "sentences: {ja: x}\n", ""])
def test_a_file_without_such_a_list_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="sentences"):
        with_sentences(source, "ja", ["z"])


@pytest.mark.parametrize("text", ["(仮)の[案]", "a|b \\ {x y}", "{", "すべて\n二行 \x00\x1b[0m", "（全角）"])
def test_a_text_becomes_a_template_that_stands_for_just_it(text: str) -> None:
    plain = " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())

    assert expand(as_template(text)) == (plain,)
    assert said(with_sentences("sentences: {ja: [x]}", "ja", [as_template(text)]))["ja"][1] == as_template(text)


def test_slots_stay_slots() -> None:
    assert as_template("{date}の(仮)") == r"{date}の\(仮\)"
