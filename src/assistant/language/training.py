"""From example sentences to a trained model: vocabulary, weights, and a calibration on sentences held out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.language.arrays import Floats, Integers, Matrix
from assistant.language.calibration import (
    DEFAULT_TOLD,
    DEFAULT_UNTOLD,
    OUTSIDE,
    Calibration,
    Doubles,
    fit_gate,
    fit_temperature,
    signals,
)
from assistant.language.features import Vocabulary, grams
from assistant.language.linear import fit

_PENALTY = 2e-6
_ITERATIONS = 25
_FEW_ITERATIONS = 8
_MANY = 3_000  # sentences from which one round of calibration is enough
_LEAST = ((10_000, 3), (_MANY, 2), (0, 1))  # from so many sentences on, a feature must occur so often
_ROUNDS = 5
_MAX_WEIGHTS = 16_000_000  # features × intents: 64 MB; more intents get fewer features
_MAX_WORK = 1.6e10  # multiplications for all iterations: about 15 s on one core
_LEAST_HELD = 20  # of each kind, to fit anything on


@dataclass(frozen=True, slots=True)
class Model:
    """What training finds. `names` are in the order of the columns."""

    names: tuple[str, ...]
    vocabulary: Vocabulary
    weights: Floats
    bias: Floats
    labels: Integers
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model without its calibration; `rows` are the sentences it was trained on, `iterations` how long at most."""

    vocabulary: Vocabulary
    weights: Floats
    bias: Floats
    rows: Matrix
    iterations: int

    def scores(self, rows: Matrix) -> Doubles:
        """Return a score for each row (see `Vocabulary.rows`) and class; softmax gives uncalibrated chances."""
        found: Doubles = (rows @ self.weights + self.bias).astype(np.float64)
        return found


def learn(folded: Sequence[str], intents: Sequence[str], outside: str) -> Model:
    """Train on folded sentences and their intents; `outside` names the intent for what is out of scope, if any.

    Deterministic. Raises ValueError when there is nothing to learn from.
    """
    documents = [grams(text) for text in folded]
    if not any(documents):
        raise ValueError("no sentences to train on")
    names = tuple(sorted(set(intents)))
    place = {name: i for i, name in enumerate(names)}
    labels = np.array([place[intent] for intent in intents], dtype=np.int32)
    whole = fit_model(documents, labels, len(names))
    calibration = _calibrate(documents, labels, len(names), place.get(outside), whole.iterations)
    return Model(names, whole.vocabulary, whole.weights, whole.bias, labels, calibration)


def fit_model(
    documents: Sequence[Counter[str]], labels: Integers, classes: int, iterations: int | None = None
) -> Fitted:
    """Fit vocabulary and weights on counted features (see `grams`) and the class of each.

    `iterations` None takes as many as the work allows.
    """
    least = next(least for count, least in _LEAST if len(documents) >= count)
    vocabulary = Vocabulary.learn(documents, labels, classes, least=least, most=max(4096, _MAX_WEIGHTS // classes))
    rows = vocabulary.rows(documents)
    if iterations is None:
        afford = int(_MAX_WORK / (2.0 * rows.nnz * classes + 1))
        iterations = max(_FEW_ITERATIONS, min(_ITERATIONS, afford))
    weights, bias = fit(rows, labels, classes, _PENALTY, iterations)
    return Fitted(vocabulary, weights, bias, rows, iterations)


def _calibrate(
    documents: Sequence[Counter[str]], labels: Integers, classes: int, outside: int | None, iterations: int
) -> Calibration:
    """Train without some sentences (and, where no intent says what is out of scope, without some intents) and see.

    As long as the whole model is: one trained longer is surer of itself, and the gate would be set too high for it.
    """
    inner: list[tuple[Doubles, NDArray[np.int64]]] = []
    rows: list[Doubles] = []
    insides: list[NDArray[np.bool_]] = []
    for kept, held in rounds(labels, classes, outside):
        model = fit_model([documents[i] for i in kept], labels[kept], classes, iterations)
        seen = np.bincount(labels[kept], minlength=classes) > 0
        texts = [documents[i] for i in held]
        scores = model.scores(model.vocabulary.rows(texts))
        scores[:, ~seen] = -np.inf
        truth = labels[held].astype(np.int64)
        inside = seen[truth] & (truth != (-1 if outside is None else outside))
        rows.append(_signals(model, labels[kept], texts, scores, outside))
        insides.append(inside)
        scores[:, [] if outside is None else [outside]] = -np.inf
        inner.append((scores[inside], truth[inside]))
    held_in = sum(int(inside.sum()) for inside in insides)
    held_out = sum(int((~inside).sum()) for inside in insides)
    default = DEFAULT_UNTOLD if outside is None else DEFAULT_TOLD
    if held_in < _LEAST_HELD:
        return default
    temperature = fit_temperature(np.concatenate([s for s, _ in inner]), np.concatenate([t for _, t in inner]))
    if held_out < _LEAST_HELD:
        return Calibration(temperature, default.gate)
    return Calibration(temperature, fit_gate(np.concatenate(rows), np.concatenate(insides), OUTSIDE))


def rounds(
    labels: Integers, classes: int, outside: int | None
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield the sentences to train on and those to hold out, a few rounds with few sentences, one with many."""
    random = np.random.default_rng(20250401)
    order = random.permutation(len(labels))
    turn = np.empty(len(labels), dtype=np.int64)
    for label in range(classes):
        mine = order[labels[order] == label]
        turn[mine] = (np.arange(len(mine)) + label) % _ROUNDS if len(mine) > 1 else -1
    group = random.permutation(classes) % _ROUNDS  # an intent that is left out entirely in its round
    for number in range(_ROUNDS if len(labels) < _MANY else 1):
        strange = group[labels] == number if outside is None and classes >= _ROUNDS else np.zeros(len(labels), bool)
        held = strange | (turn == number)
        if held.any() and not held.all():
            yield np.flatnonzero(~held), np.flatnonzero(held)


def _signals(
    model: Fitted, labels: Integers, texts: Sequence[Counter[str]], scores: Doubles, outside: int | None
) -> Doubles:
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    inside = np.ones(len(texts))
    if outside is not None:
        inside -= chances[:, outside]
        chances[:, outside] = 0
    best = chances.argmax(axis=1)
    near = np.zeros(len(texts))
    if outside is None:  # where an intent says what is out of scope, this adds nothing, and it takes time
        rows = model.vocabulary.rows(texts)
        for label in np.unique(best):
            mine = np.flatnonzero(best == label)
            near[mine] = (rows[mine] @ model.rows[labels == label].T).max(axis=1).toarray().ravel()
    known = np.array([sum(map(model.vocabulary.__contains__, text)) / max(1, len(text)) for text in texts])
    return signals(inside, known, near)
