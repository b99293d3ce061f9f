"""The register of clauses: complete, true, and told with file and line where it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.contracts import load_terms
from assistant.contracts.parameters import load_parameters
from assistant.coverage import REGISTER, cited_by_rules, coverage, faults, load_register
from assistant.errors import ContentError
from assistant.language.intents import Intent, load_intents
from assistant.lint import check
from assistant.settings import content_dir

Said = list[tuple[int, str, str]]
Tell = Callable[[str], Said]
LINES = REGISTER.read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def intents() -> dict[str, Intent]:
    return dict(load_intents(content_dir("intents")))


@pytest.fixture
def told(tmp_path: Path, intents: dict[str, Intent]) -> Tell:
    """What is wrong with a register of this text: line, message and mend."""

    def tell(text: str) -> Said:
        file = tmp_path / "register.yaml"
        file.write_text(text, "utf-8")
        found = faults(load_terms(), load_parameters(), intents, file)
        assert {fault.file for fault in found} == {file}
        return [(fault.line, fault.message, fault.mend) for fault in found]

    return tell


def put(clause: str, said: str) -> tuple[int, str]:
    """The register with another line for a clause: the number of the line, and the text."""
    number = next(n for n, line in enumerate(LINES) if line.startswith(f'"{clause}":'))
    return number + 1, "\n".join([*LINES[:number], f'"{clause}": {said}', *LINES[number + 1 :]])


def test_every_clause_is_accounted_for_and_every_word_is_so(intents: dict[str, Intent]) -> None:
    assert faults(load_terms(), load_parameters(), intents) == []
    assert len(load_register().entries) == 171
    assert [each.unaccounted for each in coverage(load_terms(), load_parameters(), intents)] == [(), ()]


def test_a_clause_that_is_left_out_is_named_with_its_line_to_write(told: Tell) -> None:
    number, text = put("ztna:9.1", "x")
    assert told("\n".join(line for n, line in enumerate(text.splitlines(), 1) if n != number)) == [
        (0, "ztna:9.1 is not accounted for", 'write `"ztna:9.1": {intent: abolition}`')
    ]


def test_a_rule_that_does_not_cite_the_clause_is_told(told: Tell) -> None:
    number, text = put("ztna:9.1", "{rules: [termination], intent: abolition}")
    assert told(text) == [
        (number, "no decision of the rule termination cites ztna:9.1", 'write `"ztna:9.1": {intent: abolition}`')
    ]


def test_a_rule_that_cites_the_clause_and_is_not_said_is_told(told: Tell) -> None:
    number, text = put("ztna:6.1.2", "{intent: change_items}")
    mend = 'write `"ztna:6.1.2": {rules: [change], intent: change_items}`'
    assert told(text) == [(number, "the rule change cites ztna:6.1.2, and it is not said", mend)]


def test_an_intent_that_does_not_cite_the_clause_is_told(told: Tell) -> None:
    number, text = put("ztna:9.1", "{intent: greeting}")
    mend = 'write `"ztna:9.1": {intent: abolition}`'
    assert told(text) == [(number, "the intent greeting does not cite ztna:9.1", mend)]


def test_information_only_is_told_when_something_uses_the_clause(told: Tell) -> None:
    number, text = put("ztna:9.1", "information only")
    mend = 'write `"ztna:9.1": {intent: abolition}`'
    assert told(text) == [(number, "ztna:9.1 is not for information only: an intent tells it", mend)]
    number, text = put("ztna:6.1.2", "information only")
    assert [line for line, *_ in told(text)] == [number, number]


def test_a_clause_that_does_not_exist_or_is_given_twice_is_told(told: Tell) -> None:
    text = "\n".join([*LINES, '"ztna:99.1": information only', '"ztna:9.1": {intent: abolition}'])
    first = next(n for n, line in enumerate(LINES, 1) if line.startswith('"ztna:9.1"'))
    end = len(LINES)
    assert [said[:2] for said in told(text)] == [
        (end + 1, "there is no clause ztna:99.1"),
        (end + 2, f"`ztna:9.1` is given twice (first on line {first})"),
    ]


@pytest.mark.parametrize("said", ["", "x", "[]", "{}", "{rule: change}", "{rules: change}", "{rules: [[change]]}"])
def test_a_line_that_cannot_be_read_is_told(told: Tell, said: str) -> None:
    number, text = put("fms:app2", said)
    assert [found[:2] for found in told(text)] == [(number, "what uses fms:app2 is not said")]


@pytest.mark.parametrize("text", ["", "[]", "- a", '"ztna:1.1": {', "a: b: c"])
def test_a_file_that_is_no_register_is_told(told: Tell, tmp_path: Path, text: str) -> None:
    assert told(text)
    with pytest.raises(ContentError):
        load_register(tmp_path / "register.yaml")


def test_lint_fails_with_the_place(tmp_path: Path) -> None:
    number, text = put("ztna:9.1", "information only")
    file = tmp_path / "register.yaml"
    file.write_text(text, "utf-8")
    dirs = (content_dir("intents"), content_dir("responses"))
    (problem,) = [p for p in check(*dirs, mask=str, register=file) if p.severity == "error"]
    assert (problem.code, problem.fault.file, problem.fault.line) == ("register", file, number)
    assert problem.fault.source == '"ztna:9.1": information only'


def test_intents_about_something_else_are_not_held_against_it(tmp_path: Path) -> None:
    (tmp_path / "weather.yaml").write_text("intent: weather\nsentences:\n  en: [will it rain]\n", "utf-8")
    found = check(tmp_path, content_dir("responses"), mask=str)
    assert [problem for problem in found if problem.code == "register"] == []


def test_every_rule_stands_on_some_clause() -> None:
    named = {rule for rules in cited_by_rules(load_parameters()).values() for rule in rules}
    assert named == {
        "configuration",
        "change",
        "usage",
        "switch",
        "termination",
        "latest-arrival",
        "minimum-term",
        "early-termination",
        "claim-deadline",
        "credit",
        "compare",
    }
