from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import ContentError
from assistant.language.crossval import cross_validate
from assistant.language.evaluate import evaluate, load_cases
from assistant.language.intents import Intent, load_intents
from assistant.language.report import Case, Report

Topics = dict[str, dict[str, list[str]]]
Write = Callable[[Path, Topics], Path]

CASES = """\
- {text: when are you open, lang: en, intent: opening_hours, style: casual}
- {text: 営業時間, lang: ja, intent: opening_hours}
- {text: give me a refund, lang: en, intent: [refund, payment]}
- {text: where is my parcel, lang: en, intent: refund}
- {text: write a poem, lang: en, intent: null}
- {text: 今日の天気, lang: ja, intent: ~}
- {text: track my parcel now, lang: en, intent: null}
- {text: do you take cards, lang: en, intent: payment}
"""


@pytest.fixture(scope="module")
def cases_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("eval") / "cases.yaml"
    file.write_text(CASES, "utf-8")
    return file


@pytest.fixture(scope="module")
def report(cases_file: Path, shop_dir: Path) -> Report:
    return evaluate(cases_file, shop_dir)


def test_cases(cases_file: Path) -> None:
    cases = load_cases(cases_file)

    assert cases[0] == Case("when are you open", "en", ("opening_hours",), 1)
    assert cases[2].intents == ("refund", "payment")
    assert [case.intents for case in cases[4:7]] == [(), (), ()]


def test_null_in_quotes_is_a_name(tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text('- {text: x, lang: en, intent: "null"}\n- {text: y, lang: en, intent: NO}\n')

    assert [case.intents for case in load_cases(file)] == [("null",), ("NO",)]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: b\n", [(1, "must be a list")]),
        ("[]\n", [(0, "no cases")]),
        ("- {text: x}\n- {intent: x}\n- {text: '', intent: x}\n", [(1, "needs"), (2, "needs"), (3, "is empty")]),
        ("- {text: x, text: y, intent: z}\n", [(1, "stands twice")]),
        ("- {text: x, intent: {a: b}}\n", [(1, "must be a list")]),
    ],
)
def test_faults_of_cases(tmp_path: Path, text: str, faults: list[tuple[int, str]]) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(text)

    with pytest.raises(ContentError) as caught:
        load_cases(file)

    assert len(caught.value.faults) == len(faults)
    for found, (line, message) in zip(caught.value.faults, faults, strict=True):
        assert (found.line, message in found.message) == (line, True)


def test_counts(report: Report) -> None:
    assert (report.cases, report.in_scope, report.out_of_scope) == (8, 5, 3)
    assert (report.intents, report.by_language.keys()) == (5, {"en", "ja"})


def test_accuracy_and_rejection(report: Report) -> None:
    """Two cases are wrong on purpose: a parcel that is said to be a refund, one that is said to be out of scope."""
    assert report.accuracy == pytest.approx(6 / 8)
    assert report.in_scope_accuracy == pytest.approx(4 / 5)
    assert report.in_scope_accuracy_without_rejection == pytest.approx(4 / 5)
    assert report.out_of_scope_recall == pytest.approx(2 / 3)
    assert report.in_scope_accuracy_at_half_recall == pytest.approx(4 / 5)
    # delivery: 0 of 0 right and 2 read so; opening_hours 1, payment 1, refund 2/3, out of scope 4/5
    assert report.macro_f1 == pytest.approx((0 + 1 + 1 + 2 / 3 + 4 / 5) / 5)


def test_confusion(report: Report) -> None:
    labels = list(report.labels)
    matrix = report.confusion_matrix

    assert labels == ["delivery", "opening_hours", "payment", "refund", None]
    assert sum(map(sum, matrix)) == report.cases
    assert matrix[labels.index("refund")][labels.index("delivery")] == 1
    assert matrix[labels.index(None)][labels.index("delivery")] == 1
    worst = {(one.expected, one.predicted): one for one in report.worst}
    assert set(worst) == {("refund", "delivery"), (None, "delivery")}
    assert worst["refund", "delivery"].texts == ("where is my parcel",)
    assert worst["refund", "delivery"].pulled_by == ("where is my parcel",)


def test_reliability(report: Report) -> None:
    assert sum(one.count for one in report.reliability) == report.cases
    assert all(one.low <= one.confidence <= one.high for one in report.reliability)
    assert 0 <= report.calibration_error <= 1


def test_time(report: Report) -> None:
    assert report.training_seconds > 0
    assert 0 < report.p50_microseconds <= report.p99_microseconds


def test_json(report: Report) -> None:
    said = json.loads(json.dumps(report.to_json()))

    assert said["confusion_matrix"]["labels"][-1] is None
    assert said["accuracy"] == 0.75
    assert said["worst"][0]["pulled_by"]
    assert "results" not in said


def test_without_an_out_of_scope_intent_texts_are_rejected_all_the_same(
    tmp_path: Path, cases_file: Path, topics: Topics, write_intents: Write
) -> None:
    del topics["out_of_scope"]
    foreign = write_intents(tmp_path / "intents", topics)

    report = evaluate(cases_file, foreign)

    assert report.intents == 4
    assert report.out_of_scope_recall is not None
    assert report.out_of_scope_recall >= 1 / 3
    assert report.in_scope_accuracy == pytest.approx(4 / 5)


def test_only_in_scope(tmp_path: Path, shop_dir: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text("- {text: when are you open, lang: en, intent: opening_hours}\n")

    report = evaluate(file, shop_dir)

    assert report.out_of_scope_recall is None
    assert report.in_scope_accuracy_at_half_recall is None
    assert json.dumps(report.to_json())


def test_cross_validation_reads_each_sentence_without_its_line(shop: dict[str, Intent]) -> None:
    held = cross_validate(shop, folds=3)

    assert len(held) == sum(len(sentence.texts) for intent in shop.values() for sentence in intent.sentences)
    assert {one.intent for one in held} == set(shop)
    assert all(one.rival != one.intent for one in held)
    assert sum(one.right for one in held) / len(held) > 0.5
    assert cross_validate(shop, folds=3) == held


def test_cross_validation_shows_a_sentence_that_is_in_the_wrong_place(
    tmp_path: Path, topics: Topics, write_intents: Write
) -> None:
    topics["payment"]["en"].append("I want to return it and get a refund")

    held = cross_validate(load_intents(write_intents(tmp_path / "intents", topics)))
    (wrong,) = [one for one in held if one.text == "I want to return it and get a refund"]

    assert not wrong.right
    assert wrong.rival == "refund"
    assert wrong.pull in {
        text for sentence in load_intents(tmp_path / "intents")["refund"].sentences for text in sentence.texts
    }


def test_one_intent_cannot_be_cross_validated(shop: dict[str, Intent]) -> None:
    assert cross_validate({"refund": shop["refund"]}) == []
