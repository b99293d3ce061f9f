from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.features import Vocabulary, fold, grams
from assistant.language.intents import SLOTS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＺＴＮＡ　は、使えますか？", "ztnaは使えますか?"),
        ("Can we  use SSE?", "can we use sse ?"),
        ("ﾏﾙﾁﾘｰｼﾞｮﾝ", "マルチリージョン"),
        ("解約 の 方法", "解約の方法"),
        ("「解約」したい。", "解約したい"),
    ],
)
def test_what_makes_no_difference(one: str, other: str) -> None:
    assert fold(one).replace(" ", "") == fold(other).replace(" ", "")


@pytest.mark.parametrize(("one", "other"), [("解約できる", "解約できる？"), ("{date}", "{money}"), ("is it", "isit")])
def test_what_makes_a_difference(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_each_slot_is_one_character_of_its_own() -> None:
    marks = {fold(f"{{{name}}}") for name in SLOTS}

    assert len(marks) == len(SLOTS)
    assert {len(mark) for mark in marks} == {1}


def test_slots_are_the_same_in_every_process() -> None:
    code = "from assistant.language.features import fold; print(ascii(fold('{date}{grade}')))"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.strip() == ascii(fold("{date}{grade}"))


def test_grams_of_both_scripts() -> None:
    latin, japanese = grams("an ant"), grams("解約したい")

    assert latin["an"] == latin["an "] + latin[" ant"] == 2
    assert latin["\tant"] == latin["\tan\tant"] == 1
    assert japanese["解約し"] == japanese["\t解約"] == japanese["\t解約\tしたい"] == 1
    assert "解約した" not in japanese


@given(st.text(max_size=200))
def test_any_text_has_features_or_none(text: str) -> None:
    counts = grams(fold(text))

    assert all(count > 0 for count in counts.values())
    assert "\n" not in "".join(counts)


DOCUMENTS = [grams(text) for text in ("red apple please", "green apple please", "red car please", "fast car please")]
LABELS = np.array([0, 0, 1, 1], dtype=np.int32)


def test_words_of_one_class_weigh_more() -> None:
    vocabulary = Vocabulary.learn(DOCUMENTS, LABELS, 2, least=1, most=1000)
    scale = dict(zip(vocabulary.features, vocabulary.scale, strict=True))

    assert scale["\tapple"] > scale["\tred"] > scale["\tplease"] > 0


def test_rare_features_and_surplus_features_are_left_out() -> None:
    twice = Vocabulary.learn(DOCUMENTS, LABELS, 2, least=2, most=1000)
    few = Vocabulary.learn(DOCUMENTS, LABELS, 2, least=1, most=5)

    assert "\tred" in twice
    assert "\tgreen" not in twice
    assert len(few) == 5
    assert "\tplease" in few or "e" in few


def test_a_vector_is_of_unit_length_and_the_same_as_its_row() -> None:
    vocabulary = Vocabulary.learn(DOCUMENTS, LABELS, 2, least=1, most=1000)
    document = grams("red red zebra")

    ids, values, known = vocabulary.vector(document)
    row = vocabulary.rows([document]).toarray()[0]

    assert np.linalg.norm(values) == pytest.approx(1)
    assert row[ids] == pytest.approx(values)
    assert np.count_nonzero(row) == len(ids)
    assert 0 < known < 1


def test_a_text_without_a_known_feature() -> None:
    vocabulary = Vocabulary.learn(DOCUMENTS, LABELS, 2, least=1, most=1000)

    ids, values, known = vocabulary.vector(grams("解約"))

    assert (len(ids), len(values), known) == (0, 0, 0.0)


@given(st.text(alphabet="ab ア解約{grade}?🙂𠮷\ue123", max_size=40))
def test_a_sentence_is_read_as_the_vector_of_its_grams(text: str) -> None:
    told = ["解約 アア ab", "ab ba 解約?", "{grade} ab", "𠮷 ア解約 🙂", "quit a contract", "𠮷解約 ab 解約 ab"]
    documents = [grams(fold(one)) for one in told]
    vocabulary = Vocabulary.learn(documents, np.arange(len(told), dtype=np.int32), len(told), least=1, most=1000)
    folded = fold(text)
    expected_ids, expected_values, expected_known = vocabulary.vector(grams(folded))
    ids, values, known = vocabulary.read(folded)
    assert known == expected_known
    expected = dict(zip(expected_ids.tolist(), expected_values.tolist(), strict=True))
    assert dict(zip(ids.tolist(), values.tolist(), strict=True)) == pytest.approx(expected, abs=1e-6)
