from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import matcher as matching
from assistant.language import modelcache
from assistant.language.features import fold, grams
from assistant.language.intents import OUT_OF_SCOPE, Intent, examples
from assistant.language.matcher import Matcher, masked, train
from assistant.language.training import learn


@pytest.fixture(scope="module")
def matcher(shop: dict[str, Intent]) -> Matcher:
    return train(examples(shop))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("so when are you open tomorrow?", "opening_hours"),
        ("営業時間っていつですか", "opening_hours"),
        ("please give my money back", "refund"),
        ("返品したいのですが方法は", "refund"),
        ("WHERE IS MY PARCEL???", "delivery"),
        ("荷物どこ", "delivery"),
        ("which credit cards do you take", "payment"),
        ("支払いの方法を知りたいのですが", "payment"),
        ("write me a joke", OUT_OF_SCOPE),
        ("明日の天気を教えて", OUT_OF_SCOPE),
    ],
)
def test_unseen_sentences(matcher: Matcher, text: str, intent: str) -> None:
    assert matcher.rank(text)[0][0] == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [("I want a refund please", "refund"), ("i want   a refund, please!", "refund"), ("営業 時間は", "opening_hours")],
)
def test_a_sentence_of_the_intents_is_certain(matcher: Matcher, text: str, intent: str) -> None:
    name, chance = matcher.rank(text)[0]

    assert name == intent
    assert chance >= 0.99


def test_a_sentence_of_two_intents_is_neither_s_for_certain() -> None:
    matcher = train(
        [("a", "en", "the very same"), ("b", "en", "the very same"), ("a", "en", "red"), ("b", "en", "blue")]
    )

    ranked = dict(matcher.rank("the very same"))

    assert ranked["a"] == pytest.approx(ranked["b"], abs=0.05)


def test_placeholders_stand_for_values(matcher: Matcher) -> None:
    def payment(text: str) -> float:
        return dict(matcher.rank(text, limit=99))["payment"]

    assert payment("pay {money} now") > payment("pay {grade} now")
    assert matcher.rank("arrive on {date}")[0][0] == "delivery"


def test_chances_are_sorted_and_sum_to_one(matcher: Matcher) -> None:
    ranked = matcher.rank("when does my money arrive", limit=99)

    assert len(ranked) == len(matcher.names)
    assert [chance for _, chance in ranked] == sorted((chance for _, chance in ranked), reverse=True)
    assert sum(chance for _, chance in ranked) == pytest.approx(1)
    assert matcher.rank("when does my money arrive", limit=2) == ranked[:2]


def test_without_an_intent_for_it_what_is_out_of_scope_leaves_chances_over(shop: dict[str, Intent]) -> None:
    matcher = train([example for example in examples(shop) if example[0] != OUT_OF_SCOPE])

    within = sum(chance for _, chance in matcher.rank("when do you close today"))
    without = sum(chance for _, chance in matcher.rank("量子力学の教科書を薦めて"))

    assert OUT_OF_SCOPE not in matcher.names
    assert within > 0.7
    assert without < 0.3


@pytest.mark.parametrize("text", ["", "!!", "。。。", "\n", "\ud800", "🙂🙂", "\ue000", "{", "a" * 4000, "解約" * 2000])
def test_odd_texts_are_ranked(matcher: Matcher, text: str) -> None:
    ranked = matcher.rank(text)

    assert all(0 <= chance <= 1 for _, chance in ranked)
    assert ranked[0][0] == OUT_OF_SCOPE


@given(text=st.text(max_size=80))
def test_any_text_is_ranked_the_same_twice(matcher: Matcher, text: str) -> None:
    ranked = matcher.rank(text, limit=99)

    assert ranked == matcher.rank(text, limit=99)
    assert sum(chance for _, chance in ranked) == pytest.approx(1)


@pytest.mark.parametrize(
    "given_examples",
    [
        [("a", "en", "hello")],
        [(OUT_OF_SCOPE, "en", "hello")],
        [("a", "en", "hello"), ("b", "en", "")],
        [("a", "en", "x"), ("b", "ja", "い"), (OUT_OF_SCOPE, "en", "y")],
    ],
)
def test_very_little_to_train_on(given_examples: list[tuple[str, str, str]]) -> None:
    intent, _, text = given_examples[0]

    name, chance = train(given_examples).rank(text)[0]

    assert name == intent
    assert 0.9 < chance <= 1


def test_no_examples() -> None:
    with pytest.raises(ValueError, match="no sentences"):
        train([])


def test_one_reading_is_that_of_the_trained_weights(shop: dict[str, Intent]) -> None:
    """The packed weights read one text as the matrices of the training do many."""
    said = sorted(examples(shop))
    model = learn([fold(text) for _, _, text in said], [intent for intent, _, _ in said], OUT_OF_SCOPE)
    matcher = train(said)
    texts = ["when do I get it back", "カードで返金できますか", "parcel"]

    for text in texts:
        rows = model.vocabulary.rows([grams(fold(text))])
        scores = (rows @ model.weights + model.bias)[0] / model.calibration.temperature
        inside = [i for i, name in enumerate(model.names) if name != OUT_OF_SCOPE]
        chances = np.exp(scores[inside]) / np.exp(scores[inside]).sum()
        ranked = dict(matcher.rank(text, limit=99))
        total = 1 - ranked[OUT_OF_SCOPE]
        assert [ranked[model.names[i]] / total for i in inside] == pytest.approx(chances.tolist(), abs=0.02)


def test_near_sentences_and_what_pulls(matcher: Matcher) -> None:
    near = matcher.near("can I get it back", "refund", limit=2)
    pulls = matcher.pull("can I get my money back", "refund", limit=50)

    assert near[0].sentence == "can I get my money back"
    assert near[0].similarity > near[1].similarity > 0
    assert pulls[0][1] >= pulls[-1][1]
    assert "money back" in [feature for feature, _ in pulls]
    with pytest.raises(KeyError):
        matcher.near("x", "no_such_intent")


class TestMask:
    @staticmethod
    def shout(text: str) -> str:
        return text.replace("tomorrow", "{date}").upper().replace("{DATE}", "{date}")

    def test_placeholders_are_kept_from_the_mask(self) -> None:
        assert masked("tomorrow or {date} {money}", self.shout) == "{date} OR {date} {money}"

    def test_values_in_sentences_are_masked_for_training(self) -> None:
        said = [("late", "en", "is tomorrow fine"), ("early", "en", "no way"), ("early", "en", "never ever")]

        assert train(said, mask=self.shout).rank("is {date} fine")[0] == ("late", pytest.approx(0.99, abs=0.01))


class TestCache:
    @pytest.fixture
    def said(self, shop: dict[str, Intent]) -> list[tuple[str, str, str]]:
        return examples(shop)

    @pytest.fixture
    def trained(self, monkeypatch: pytest.MonkeyPatch) -> list[int]:
        """Counts the trainings."""
        counted: list[int] = []
        monkeypatch.setattr(matching, "learn", lambda *given: counted.append(1) or learn(*given))
        return counted

    def test_the_second_time_nothing_is_trained(
        self, tmp_path: Path, said: list[tuple[str, str, str]], trained: list[int]
    ) -> None:
        one = train(said, cache_dir=tmp_path / "new")
        other = train(said, cache_dir=tmp_path / "new")

        assert len(trained) == 1
        assert one.rank("money back?", 99) == other.rank("money back?", 99)
        assert one.near("money back", "refund") == other.near("money back", "refund")
        assert [file.suffix for file in (tmp_path / "new").iterdir()] == [".npz"]

    def test_other_sentences_or_another_mask_are_trained_anew(
        self, tmp_path: Path, said: list[tuple[str, str, str]], trained: list[int]
    ) -> None:
        train(said, cache_dir=tmp_path)
        train([*said, ("refund", "en", "one more")], cache_dir=tmp_path)
        train(said, mask=TestMask.shout, cache_dir=tmp_path)

        assert len(trained) == 3

    @pytest.mark.parametrize("damage", ["empty", "cut", "noise", "zeros", "other"])
    def test_a_broken_file_is_trained_anew_and_mended(
        self, tmp_path: Path, said: list[tuple[str, str, str]], trained: list[int], damage: str
    ) -> None:
        wanted = train(said, cache_dir=tmp_path).rank("money back?", 99)
        (file,) = tmp_path.iterdir()
        whole = file.read_bytes()
        if damage == "other":
            np.savez(file, names=np.zeros(3))
        else:
            file.write_bytes(
                {
                    "empty": b"",
                    "cut": whole[: len(whole) // 2],
                    "noise": whole[:1000] + b"\xff" * 500 + whole[1500:],
                    "zeros": bytes(len(whole)),
                }[damage]
            )

        assert train(said, cache_dir=tmp_path).rank("money back?", 99) == wanted
        assert len(trained) == 2
        assert train(said, cache_dir=tmp_path).rank("money back?", 99) == wanted
        assert len(trained) == 2

    def test_a_directory_that_cannot_be_written_is_no_error(
        self, tmp_path: Path, said: list[tuple[str, str, str]]
    ) -> None:
        (tmp_path / "file").write_text("in the way")

        assert train(said, cache_dir=tmp_path / "file").rank("I want a refund")[0][0] == "refund"

    def test_old_models_are_removed(self, tmp_path: Path, said: list[tuple[str, str, str]]) -> None:
        for number in range(5):
            train([*said[:40], ("refund", "en", f"number {number}")], cache_dir=tmp_path)

        assert len(list(tmp_path.iterdir())) == 3

    def test_the_key_is_of_content_and_code(
        self, said: list[tuple[str, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        before = modelcache.key(said, str)
        assert before == modelcache.key(list(said), str)
        assert before != modelcache.key(said[1:], str)
        assert modelcache.key([("a", "en", "bc")], str) != modelcache.key([("ab", "en", "c")], str)

        (tmp_path / "modelcache.py").write_text("other code")
        monkeypatch.setattr(modelcache, "__file__", str(tmp_path / "modelcache.py"))
        assert before != modelcache.key(said, str)


@pytest.mark.parametrize("text", ["which credit cards do you take", "荷物どこ", "zzz", ""])
def test_many_intents_are_ranked_as_few_are(
    shop: dict[str, Intent], matcher: Matcher, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(matching, "_MOST_WEIGHTS", 0)  # the weights are not laid out as a table
    other = train(examples(shop))

    assert dict(other.rank(text, 99)) == pytest.approx(dict(matcher.rank(text, 99)), abs=1e-6)
