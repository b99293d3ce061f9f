from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ContentError, Fault
from assistant.language.intents import Intent, examples, load_intents

FULL = """\
intent: fee_when
title: {ja: 支払時期, en: When a fee is owed}
answer: information
outcome: {ztna: explained, fms: denied}
clauses:
  ztna: [ztna:11.1#oneoff-accept]
  fms: [fms:9.1]
ask: {ja: いつ払いますか, en: "When do we pay?"}
related: [greeting]
sentences:
  ja:
    - "{option}は(いつ|何日に)払う？"
  en:
    - when do we pay [for {option}]
    - NO
    - 2025-04-01
"""


def write(directory: Path, **files: str) -> Path:
    for name, text in files.items():
        (directory / f"{name}.yaml").write_text(text, "utf-8")
    return directory


def faults(directory: Path) -> tuple[Fault, ...]:
    with pytest.raises(ContentError) as caught:
        load_intents(directory)
    return caught.value.faults


def test_the_full_format(tmp_path: Path) -> None:
    intent = load_intents(write(tmp_path, fee_when=FULL))["fee_when"]

    assert intent.title == {"ja": "支払時期", "en": "When a fee is owed"}
    assert intent.ask["en"] == "When do we pay?"
    assert (intent.answer, intent.rule, intent.template) == ("information", None, "fee_when")
    assert intent.clauses == {"ztna": ("ztna:11.1#oneoff-accept",), "fms": ("fms:9.1",)}
    assert intent.services == ("ztna", "fms")
    assert (intent.outcome_for("ztna"), intent.outcome_for("fms")) == ("explained", "denied")
    assert intent.related == ("greeting",)
    assert intent.languages == ("ja", "en")
    assert [sentence.texts for sentence in intent.sentences] == [
        ("{option}はいつ払う？", "{option}は何日に払う？"),
        ("when do we pay for {option}", "when do we pay"),
        ("NO",),
        ("2025-04-01",),
    ]
    assert [sentence.line for sentence in intent.sentences] == [12, 14, 15, 16]
    assert intent.lines["ask"] == 8


def test_the_least_that_works(tmp_path: Path) -> None:
    write(tmp_path, YES='intent: "YES"\nsentences:\n  en: [yes, on, "no", 1.10]\n')

    assert load_intents(tmp_path) == {
        "YES": Intent("YES", {}, None, None, {}, {}, {}, (), None, load_intents(tmp_path)["YES"].sentences)
    }
    assert examples(load_intents(tmp_path)) == [("YES", "en", text) for text in ("yes", "on", "no", "1.10")]


def test_ask_is_an_example_too(tmp_path: Path) -> None:
    found = examples(load_intents(write(tmp_path, fee_when=FULL)))

    assert ("fee_when", "ja", "いつ払いますか") in found
    assert ("fee_when", "en", "When do we pay?") in found


def test_one_outcome_for_any_service(tmp_path: Path) -> None:
    text = "intent: a\nanswer: information\noutcome: explained\nsentences: {en: [a]}\n"

    intent = load_intents(write(tmp_path, a=text))["a"]

    assert (intent.outcome_for("ztna"), intent.services) == ("explained", ())


def test_files_with_an_underscore_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, a="intent: a\nsentences: {en: [a]}\n", _draft="not: [an intent")

    assert list(load_intents(tmp_path)) == ["a"]


@pytest.mark.parametrize(
    ("text", "line", "message", "mend"),
    [
        ("intent: a\nintent: b\nsentences: {en: [x]}\n", 2, "'intent' stands twice", "line 1"),
        ("intent: a\nsentences:\n  en: [x]\n  en: [y]\n", 4, "'en' stands twice", "line 3"),
        ("intent: a\nsentences:\n  en:\n    - {grad} x\n", 4, "not YAML", "quotes"),
        ("intent: a\nsentences:\n  en:\n    - '{grad} x'\n", 4, "unknown slot {grad}", "grade"),
        ("intent: a\nsentences:\n  en:\n    - [a] b\n", 4, "not YAML", "quotes"),
        ("intent: a\nsentences:\n  en:\n    - {a}\n", 4, "must be text", "quotes"),
        ("intent: a\nsentences:\n  en:\n    - a (b\n", 4, "'(' is not closed", "\\("),
        ("intent: a\nsentences:\n  en:\n    - ''\n", 4, "is empty", "remove"),
        ("intent: a\nsentences: x\n", 2, "`sentences` must be a mapping", "key: value"),
        ("intent: a\nsentences: {en: x}\n", 2, "must be a list", "- "),
        ("intent: a\n", 1, "`sentences` is missing", "sentences:"),
        ("sentences: {en: [x]}\n", 1, "`intent` is missing", "intent:"),
        ("intent: a\nsentence: {en: [x]}\nsentences: {en: [x]}\n", 2, "unknown key `sentence`", "`sentences`"),
        ("intent: a\nanswer: info\nsentences: {en: [x]}\n", 2, "cannot be 'info'", "information"),
        ("intent: a\nanswer: rule\nsentences: {en: [x]}\n", 2, "names no rule", "rule:"),
        ("intent: a\nrule: change\nsentences: {en: [x]}\n", 2, "without `answer: rule`", "answer: rule"),
        ("intent: a\nanswer: information\nsentences: {en: [x]}\n", 2, "no outcome", "explained"),
        ("intent: a\noutcome: maybe\nsentences: {en: [x]}\n", 2, "cannot be 'maybe'", "explained"),
        ("intent: a\ntitle: {ja: ''}\nsentences: {en: [x]}\n", 2, "`title` ja is empty", "remove"),
        ("intent: 'a\nsentences: {en: [x]}\n", 3, "not YAML", "quotes"),
        ("- a\n", 1, "must be a mapping", "key: value"),
        ("", 0, "the file is empty", "delete"),
    ],
)
def test_a_fault_points_at_its_line(tmp_path: Path, text: str, line: int, message: str, mend: str) -> None:
    write(tmp_path, a=text)

    found = [fault for fault in faults(tmp_path) if message in fault.message]

    assert [(fault.file.name, fault.line) for fault in found] == [("a.yaml", line)]
    assert mend in found[0].mend
    assert found[0].source == (text.splitlines()[line - 1] if 0 < line <= len(text.splitlines()) else "")


def test_every_fault_of_every_file_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        a="intent: a\nanswer: info\nsentences:\n  en:\n    - '{x}'\n    - (b\n",
        b="intent: b\nanswer: rule\nsentences: {en: [x]}\n",
    )

    found = faults(tmp_path)

    assert [(fault.file.name, fault.line) for fault in found] == [
        ("a.yaml", 2),
        ("a.yaml", 5),
        ("a.yaml", 6),
        ("b.yaml", 2),
    ]


def test_a_name_is_given_once(tmp_path: Path) -> None:
    write(tmp_path, a="intent: a\nsentences: {en: [x]}\n", b="sentences: {en: [y]}\nintent: a\n")

    found = faults(tmp_path)

    assert [(fault.file.name, fault.line, fault.message) for fault in found] == [("b.yaml", 2, "'a' is also in a.yaml")]


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("intent: 解約".encode("shift_jis"))

    assert "not UTF-8" in faults(tmp_path)[0].message


def test_a_directory_without_intents(tmp_path: Path) -> None:
    assert faults(tmp_path)[0].message == "no intent files"
    with pytest.raises(FileNotFoundError):
        load_intents(tmp_path / "none")


def test_foreign_sentences_are_taken_as_they_stand(tmp_path: Path) -> None:
    write(tmp_path, a="intent: a\nsentences:\n  en:\n    - 'thanks :)'\n    - 'use {curly} (now|then)'\n    - 'a {B'\n")

    intent = load_intents(tmp_path, slots=None, lenient=True)["a"]

    assert [sentence.texts for sentence in intent.sentences] == [
        ("thanks :)",),
        ("use {curly} now", "use {curly} then"),
        ("a {B",),
    ]
