"""Which intent a sentence is, with probabilities that mean probability.

A sentence that was trained on wins. Otherwise a linear model over n-grams ranks the intents, and a gate gives the
chance that the text is none of them: that goes to the intent `out_of_scope` where there is one, and is left over (the
chances sum to less than 1) where there is none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.language import modelcache
from assistant.language.arrays import Floats
from assistant.language.calibration import Calibration
from assistant.language.features import Vocabulary, fold, shown
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.modelcache import BREAK, Packed
from assistant.language.training import Model, learn

Example = tuple[str, str, str]
"""(intent, language, sentence)."""

_PLACEHOLDER = re.compile(r"\{[a-z][a-z0-9_]*\}")
_HIDDEN = 0xE000  # private use area: no text has them

_EXACT = 0.99
_MOST_WEIGHTS = 8_000_000  # of a table: 32 MB
_ENTRIES = 10  # weights kept for a feature, on average; measured: no accuracy lost down to about 9


def as_is(text: str) -> str:
    """Mask nothing."""
    return text


@dataclass(frozen=True, slots=True)
class Near:
    """A training sentence near a text; `similarity` is the cosine of their features, 0 to 1."""

    intent: str
    sentence: str
    similarity: float


@dataclass(frozen=True, slots=True)
class _Vector:
    ids: NDArray[np.intp]
    values: Floats
    known: float


@dataclass(frozen=True, slots=True)
class _Rows:
    """Sentences as sparse rows: the features of the n-th lie between `starts[n]` and `starts[n + 1]`."""

    starts: NDArray[np.intp]
    ids: NDArray[np.intp]
    values: Floats


class Matcher:
    """Ranks intents for a sentence. Not changed after training, so safe to share between threads."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self.names = packed.names
        self._vocabulary = Vocabulary(packed.features, packed.scale)
        temperature, *gate = packed.gate.tolist()
        self._calibration = Calibration(temperature, tuple(gate))
        self._outside = self.names.index(OUT_OF_SCOPE) if OUT_OF_SCOPE in self.names else None
        self._exact = _exact(packed)
        self._table = _table(packed)
        self._rows: dict[int, _Rows] = {}
        # The sentences of one intent lie together, from its bound to the next.
        self._bounds = np.searchsorted(packed.labels, np.arange(len(self.names) + 1))

    def rank(self, masked_text: str, limit: int = 10) -> list[tuple[str, float]]:
        """Return the likeliest intents, at most `limit`, with their probabilities, best first.

        Time grows with the length of the text and hardly with the number of intents and sentences.
        """
        folded = fold(masked_text)
        chances = self._chances(self._vector(folded))
        same = self._exact.get(folded.replace(" ", ""))
        if same is not None:
            chances *= 1 - _EXACT
            chances[same] += _EXACT
        best = np.argsort(-chances, kind="stable")[:limit]
        return [(self.names[i], chance) for i, chance in zip(best.tolist(), chances.take(best).tolist(), strict=True)]

    def known(self, masked_text: str) -> str | None:
        """Return the intent that has this very sentence, None when no intent or several have it."""
        same = self._exact.get(fold(masked_text).replace(" ", ""))
        return None if same is None else self.names[same]

    def near(self, masked_text: str, intent: str, limit: int = 3) -> list[Near]:
        """Return the training sentences of an intent that are nearest to a text. Raises KeyError for no intent."""
        if intent not in self.names:
            raise KeyError(intent)
        label = self.names.index(intent)
        found = self._similarities(self._vector(fold(masked_text)), label)
        start, end = self._bounds[label], self._bounds[label + 1]
        sentences = self._packed.sentences.split(BREAK)[start:end]
        best = np.argsort(-found, kind="stable")[:limit]
        return [Near(intent, sentences[i], round(float(found[i]), 4)) for i in best]

    def pull(self, masked_text: str, intent: str, limit: int = 8) -> list[tuple[str, float]]:
        """Return the words and n-grams of a text that speak most for an intent, and by how much (in log-odds)."""
        label = self.names.index(intent)
        vector = self._vector(fold(masked_text))
        packed = self._packed
        parts: list[tuple[str, float]] = []
        for feature, value in zip(vector.ids, vector.values, strict=True):
            at = slice(packed.starts[feature], packed.starts[feature + 1])
            weight = packed.weights[at][packed.targets[at] == label].sum()
            parts.append((shown(packed.features[feature], masked_text), float(value * weight)))
        return sorted(parts, key=lambda part: -part[1])[:limit]

    def _vector(self, folded: str) -> _Vector:
        return _Vector(*self._vocabulary.read(folded))

    def _scores(self, vector: _Vector) -> NDArray[np.float64]:
        """Sum the weights of the features, and the bias."""
        if self._table is not None:
            summed = vector.values.astype(np.float64) @ self._table.take(vector.ids, axis=0)
        else:
            summed = self._sparse_scores(vector)
        scores: NDArray[np.float64] = np.add(summed, self._packed.bias, dtype=np.float64)
        return scores

    def _sparse_scores(self, vector: _Vector) -> NDArray[np.float64]:
        """Sum the weights where they lie: one feature after the other, only the telling ones kept."""
        packed = self._packed
        first = packed.starts.take(vector.ids)
        lengths = packed.starts.take(vector.ids + 1) - first
        at = np.repeat(first - np.cumsum(lengths) + lengths, lengths)
        at += np.arange(len(at))
        parts = packed.weights.take(at)
        parts *= np.repeat(vector.values, lengths)
        summed = np.bincount(packed.targets.take(at), weights=parts, minlength=len(self.names))
        return summed.astype(np.float64, copy=False)

    def _chances(self, vector: _Vector) -> NDArray[np.float64]:
        scores = self._scores(vector)
        scores -= scores.max()
        inside, near = 1.0, 0.0
        if self._outside is not None:
            inside -= math.exp(scores[self._outside]) / float(np.exp(scores).sum())
        else:
            near = float(self._similarities(vector, int(scores.argmax())).max())
        inside = self._calibration.inside(inside, vector.known, near)
        chances: NDArray[np.float64] = np.exp(scores / self._calibration.temperature)
        if self._outside is not None:
            chances[self._outside] = 0
        total = chances.sum()
        if total:
            chances *= inside / total
        if self._outside is not None:
            chances[self._outside] = 1 - inside if total else 1
        return chances

    def _similarities(self, vector: _Vector, label: int) -> Floats:
        """Return the cosine of a text with each sentence of an intent, in the order of training."""
        rows = self._rows.get(label) or self._rows.setdefault(label, self._read_rows(label))
        dense = np.zeros(len(self._vocabulary), dtype=np.float32)
        dense[vector.ids] = vector.values
        parts = dense.take(rows.ids)
        parts *= rows.values
        # One sum for each sentence; the zero at the end gives a sentence without known features something to sum.
        found: Floats = np.add.reduceat(np.append(parts, np.float32(0)), rows.starts[:-1])
        found[rows.starts[:-1] == rows.starts[1:]] = 0
        return found

    def _read_rows(self, label: int) -> _Rows:
        """Read the sentences of an intent anew: few intents are ever asked for, and all of them take much memory."""
        folded = self._packed.folded.split(BREAK)[self._bounds[label] : self._bounds[label + 1]]
        vectors = [self._vector(text) for text in folded]
        starts = np.cumsum([0, *(len(vector.ids) for vector in vectors)])
        ids = np.concatenate([vector.ids for vector in vectors])
        return _Rows(starts, ids, np.concatenate([vector.values for vector in vectors]))


def train(examples: Sequence[Example], *, mask: Callable[[str], str] = as_is, cache_dir: Path | None = None) -> Matcher:
    """Train a matcher on (intent, language, sentence) examples, or take it from `cache_dir` if nothing has changed.

    `mask` puts placeholders such as `{date}` in the place of values; a placeholder in a sentence is kept from it.
    Raises ValueError when there is nothing to train on.
    """
    return Matcher(trained(examples, mask=mask, cache_dir=cache_dir))


def trained(
    examples: Sequence[Example], *, mask: Callable[[str], str] = as_is, cache_dir: Path | None = None
) -> Packed:
    """Return what a matcher is made of: see `train`. The sentences are in the order of the names of their intents."""
    key = modelcache.key(examples, mask)
    packed = modelcache.load(cache_dir, key) if cache_dir else None
    if packed is None:
        ordered = sorted(examples, key=lambda example: example[0])
        folded = [fold(masked(text, mask)) for _, _, text in ordered]
        model = learn(folded, [intent for intent, _, _ in ordered], OUT_OF_SCOPE)
        packed = _pack(model, [text for _, _, text in ordered], folded)
        if cache_dir:
            modelcache.save(cache_dir, key, packed)
    return packed


def masked(text: str, mask: Callable[[str], str]) -> str:
    """Mask the values of a sentence; the placeholders it has already are kept from the mask ("{log}" is no word)."""
    kept: list[str] = []

    def hide(found: re.Match[str]) -> str:
        kept.append(found.group())
        return chr(_HIDDEN + len(kept) - 1)

    said = mask(_PLACEHOLDER.sub(hide, text))
    for number, placeholder in enumerate(kept):
        said = said.replace(chr(_HIDDEN + number), placeholder)
    return said


def _table(packed: Packed) -> Floats | None:
    """Lay out all weights, features × intents, which is twice as fast; None where that takes much memory."""
    size = len(packed.features), len(packed.names)
    if size[0] * size[1] > _MOST_WEIGHTS:
        return None
    table = np.zeros(size, dtype=np.float32)
    table[np.repeat(np.arange(size[0]), np.diff(packed.starts)), packed.targets] = packed.weights
    return table


def _exact(packed: Packed) -> dict[str, int]:
    """Map each sentence, without spaces, to its intent; a sentence of several intents is none's."""
    found: dict[str, int] = {}
    for text, label in zip(packed.folded.split(BREAK), packed.labels.tolist(), strict=True):
        bare = text.replace(" ", "")
        found[bare] = label if found.get(bare, label) == label else -1
    found.pop("", None)
    return {text: label for text, label in found.items() if label >= 0}


def _pack(model: Model, sentences: Sequence[str], folded: Sequence[str]) -> Packed:
    """Keep the weights that tell something.

    A constant added to all weights of a feature changes no probability: with the median taken off, most are near 0.
    """
    weights = model.weights - np.median(model.weights, axis=1, keepdims=True)
    strength = np.abs(weights) * model.vocabulary.scale[:, None]
    keep = _ENTRIES * len(weights)
    if weights.size > keep:
        least = np.partition(strength.ravel(), weights.size - keep)[weights.size - keep]
        features, targets = np.nonzero(strength >= max(float(least), 1e-12))
    else:
        features, targets = np.nonzero(strength)
    starts = np.searchsorted(features, np.arange(len(weights) + 1)).astype(np.int64)
    return Packed(
        names=model.names,
        features=model.vocabulary.features,
        sentences=BREAK.join(" ".join(sentence.split()) for sentence in sentences),
        folded=BREAK.join(folded),
        scale=model.vocabulary.scale,
        starts=starts,
        targets=targets.astype(np.int32),
        weights=weights[features, targets],
        bias=model.bias,
        labels=model.labels,
        gate=np.array([model.calibration.temperature, *model.calibration.gate]),
    )
