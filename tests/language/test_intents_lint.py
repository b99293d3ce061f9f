from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.language.lint import LEAST_SENTENCES, Problem, lint

Topics = dict[str, dict[str, list[str]]]


def page(name: str, **changes: str) -> str:
    keys = {
        "title": "{ja: 題, en: Title}",
        "answer": "information",
        "outcome": "explained",
        "clauses": "{ztna: ['ztna:1']}",
        "ask": f"{{ja: {name}の質問, en: the {name} question}}",
        "related": "[]",
        **changes,
    }
    head = "".join(f"{key}: {value}\n" for key, value in keys.items() if value)
    said = {"ja": f"{name}についての文その", "en": f"one thing about {name * 4} number"}
    body = "".join(
        f"  {lang}:\n" + "".join(f"    - {text} {i}\n" for i in range(LEAST_SENTENCES)) for lang, text in said.items()
    )
    return f"intent: {name}\n{head}sentences:\n{body}"


def check(directory: Path, deep: bool = False, **files: str) -> list[Problem]:
    for name, text in files.items():
        (directory / f"{name}.yaml").write_text(text, "utf-8")
    return lint(directory, clauses={"ztna:1"}, rules={"change"}, deep=deep)


def places(problems: list[Problem], code: str) -> list[tuple[str, int, str]]:
    return [(one.fault.file.name, one.fault.line, one.severity) for one in problems if one.code == code]


def test_nothing_to_mend(tmp_path: Path) -> None:
    assert check(tmp_path, a=page("a"), b=page("b", related="[a]")) == []


def test_what_cannot_be_read_is_told_as_a_problem(tmp_path: Path) -> None:
    problems = check(tmp_path, a="intent: a\nsentences:\n  en:\n    - '{grad}?'\n")

    assert places(problems, "not_readable") == [("a.yaml", 4, "error")]
    assert problems[0].fault.source == "    - '{grad}?'"
    assert "unknown slot {grad}" in str(problems[0])


@pytest.mark.parametrize(
    ("changes", "code", "line"),
    [
        ({"ask": ""}, "no_ask", 1),
        ({"ask": "{ja: 質問}"}, "no_ask", 6),
        ({"title": "{en: Title}"}, "no_title", 2),
        ({"related": "[b]"}, "unknown_related", 7),
        ({"related": "[a]"}, "unknown_related", 7),
        ({"clauses": "{ztna: ['ztna:1', 'ztna:99']}"}, "unknown_clause", 5),
        ({"answer": "rule\nrule: chagne", "outcome": "", "clauses": ""}, "unknown_rule", 4),
    ],
)
def test_what_is_missing_or_unknown(tmp_path: Path, changes: dict[str, str], code: str, line: int) -> None:
    problems = check(tmp_path, a=page("a", **changes))

    assert places(problems, code) == [("a.yaml", line, "error")]


def test_too_few_sentences(tmp_path: Path) -> None:
    text = page("a").replace("    - aについての文その 7\n", "")
    none = page("b").split("  en:\n")[0]

    problems = check(tmp_path, a=text, b=none)

    assert places(problems, "few_sentences") == [("a.yaml", 9, "warning")]
    assert places(problems, "no_sentences") == [("b.yaml", 9, "error")]
    assert "24 sentences in ja" in str(problems[1])


def test_small_talk_needs_neither_title_nor_many_sentences(tmp_path: Path) -> None:
    said = (
        "intent: hi\nanswer: meta\nsentences:\n  ja: [やあ, おい, こんにちは, どうも, ハロー]\n  en: [a, b, c, d, e]\n"
    )

    assert check(tmp_path, hi=said) == []


def test_the_same_sentence_twice(tmp_path: Path) -> None:
    twice = page("b").replace(
        "    - bについての文その 3\n", "    - aについての文その 3！\n    - Bについての文 その 4\n"
    )

    problems = check(tmp_path, a=page("a"), b=twice)

    assert places(problems, "duplicate") == [("b.yaml", 13, "error"), ("b.yaml", 15, "warning")]
    assert "a.yaml:13" in problems[0].fault.message


def test_sentences_that_are_the_same_once_masked(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("intent: a\nsentences:\n  en: [on 1 May]\n")
    (tmp_path / "b.yaml").write_text("intent: b\nsentences:\n  en: ['on {date}']\n")

    problems = lint(tmp_path, mask=lambda text: text.replace("1 May", "{date}"), deep=False)

    assert places(problems, "duplicate") == [("b.yaml", 3, "error")]


def test_sentences_and_questions_that_go_elsewhere(
    tmp_path: Path, topics: Topics, write_intents: Callable[[Path, Topics], Path]
) -> None:
    topics["payment"]["en"].append("would I get my money back")
    directory = write_intents(tmp_path / "intents", topics)
    file = directory / "delivery.yaml"
    file.write_text(
        file.read_text("utf-8") + "ask: {ja: 荷物は今どこですか？, en: I want to return it and get a refund}\n", "utf-8"
    )

    problems = lint(directory)
    near = [one for one in problems if one.code == "near_duplicate"]
    elsewhere = [one for one in problems if one.code == "ask_elsewhere"]

    assert [(one.fault.file.name, one.fault.line, one.severity) for one in near] == [("refund.yaml", 4, "warning")]
    assert "payment (line 7)" in str(near[0])
    assert [one.fault.file.name for one in elsewhere] == ["delivery.yaml"]
    assert "refund" in elsewhere[0].fault.message
    assert elsewhere[0].fault.source.startswith("ask:")


def test_a_sentence_that_is_surely_another_intent(tmp_path: Path) -> None:
    stray = "    - one long thing about bbbbbbbbbbbb, number 100 of them\n"
    bad = page("aaa").replace("    - one thing about aaaaaaaaaaaa number 5\n", stray)

    problems = check(tmp_path, deep=True, a=bad, b=page("bbb"), c=page("ccc"))

    line = 1 + bad.splitlines().index(stray.rstrip("\n"))
    assert places(problems, "over_match") == [("a.yaml", line, "warning")]


def test_errors_come_first(tmp_path: Path) -> None:
    problems = check(tmp_path, a=page("a").replace("    - aについての文その 7\n", ""), b=page("b", ask=""))

    assert [one.severity for one in problems] == ["error", "warning"]


def test_no_such_directory(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        lint(tmp_path / "none")


def test_near_duplicates_are_told_apart_by_their_slots(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("intent: a\nsentences:\n  en: ['is the {option} part of our contract']\n")
    (tmp_path / "b.yaml").write_text(
        "intent: b\nsentences:\n  en:\n    - 'is the {grade} part of our contract'\n"
        "    - 'is the {option} part of your contract'\n    - is it a part of our contract\n"
    )

    problems = lint(tmp_path, deep=False)

    assert places(problems, "near_duplicate") == [("b.yaml", 5, "warning")]
    assert "'is the {option} part of our contract' of a (line 3)" in str(problems[-1])


def test_a_sentence_that_says_nothing_of_its_own_is_unreachable(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("intent: a\nsentences:\n  en: [we pay by card, we pay in cash]\n")
    (tmp_path / "b.yaml").write_text(
        "intent: b\nsentences:\n  en:\n    - we pay (by card|in cash)\n    - we pay (by card|later)\n"
    )

    assert places(lint(tmp_path, deep=False), "unreachable_sentence") == [("b.yaml", 4, "warning")]


def test_a_template_may_repeat_a_sentence_of_its_own_intent(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "intent: a\nsentences:\n  en:\n    - we pay by card\n    - we pay (by card|later)\n"
    )
    (tmp_path / "b.yaml").write_text("intent: b\nsentences:\n  en:\n    - we (pay later|never pay)\n")

    assert places(lint(tmp_path, deep=False), "duplicate") == [("b.yaml", 4, "error")]


def test_an_unknown_slot_or_list_is_an_error_with_the_ones_there_are(tmp_path: Path) -> None:
    problems = check(tmp_path, a=page("a").replace("その 3", "その {optoin} 3"))

    assert places(problems, "not_readable") == [("a.yaml", 13, "error")]
    assert "unknown slot {optoin}" in str(problems[0])
    assert "option" in problems[0].fault.mend


def test_every_test_text_is_read_against_all_intents(tmp_path: Path, shop_dir: Path) -> None:
    tests = tmp_path / "tests.yaml"
    tests.write_text(
        "- {text: where is my parcel please, lang: en, intent: delivery}\n"
        "- {text: where is my order now, lang: en, intent: [payment, refund]}\n"
        "- {text: when do you open, lang: en, intent: null}\n"
    )

    problems = [each for each in lint(shop_dir, deep=False, tests=[tests]) if each.code == "test_elsewhere"]

    assert [(each.fault.file, each.fault.line, each.severity) for each in problems] == [
        (tests, 2, "warning"),
        (tests, 3, "warning"),
    ]
    assert "is read as delivery" in problems[0].fault.message
    assert "nearest to 'where is my order'" in problems[0].fault.message
    assert problems[0].fault.message.endswith("it is payment or refund")
    assert problems[1].fault.message.endswith("it is out_of_scope")
