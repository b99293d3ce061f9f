from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, sparse

from assistant.language.calibration import Calibration, fit_gate, fit_temperature, signals
from assistant.language.linear import fit
from assistant.language.training import learn

RANDOM = np.random.default_rng(3)


def softmax(scores: np.ndarray) -> np.ndarray:
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    return chances / chances.sum(axis=1, keepdims=True)


def test_the_optimum_is_that_of_scipy() -> None:
    rows = RANDOM.random((60, 12)) * (RANDOM.random((60, 12)) < 0.4)
    labels = RANDOM.integers(0, 3, 60).astype(np.int32)
    penalty = 1e-2

    def loss(flat: np.ndarray) -> float:
        model = flat.reshape(13, 3)
        chances = softmax(rows @ model[:-1] + model[-1])
        return -np.log(chances[np.arange(60), labels]).mean() + 0.5 * penalty * (model[:-1] ** 2).sum()

    best = optimize.minimize(loss, np.zeros(39), options={"gtol": 1e-8})
    weights, bias = fit(sparse.csr_matrix(rows, dtype=np.float32), labels, 3, penalty, 200)

    # The loss is flat along a constant added to every bias, and near the optimum: compare what is predicted.
    model = best.x.reshape(13, 3)
    assert loss(np.vstack([weights, bias]).ravel()) == pytest.approx(best.fun, abs=2e-4)
    assert softmax(rows @ weights + bias) == pytest.approx(softmax(rows @ model[:-1] + model[-1]), abs=0.03)


def test_training_twice_gives_the_same() -> None:
    texts = ["red apple", "green apple", "fast car", "red car", "old car", "sour apple"]
    intents = ["fruit", "fruit", "car", "car", "car", "fruit"]

    one, other = learn(texts, intents, "out_of_scope"), learn(texts, intents, "out_of_scope")

    assert one.names == ("car", "fruit")
    assert np.array_equal(one.weights, other.weights)
    assert one.calibration == other.calibration


def test_nothing_to_learn_from() -> None:
    with pytest.raises(ValueError, match="no sentences"):
        learn([], [], "out_of_scope")
    with pytest.raises(ValueError, match="no sentences"):
        learn(["", ""], ["a", "b"], "out_of_scope")


@pytest.mark.parametrize("true", [0.5, 1.0, 3.0])
def test_the_temperature_is_found(true: float) -> None:
    scores = RANDOM.normal(size=(4000, 5)) * 2
    labels = np.array([RANDOM.choice(5, p=row) for row in softmax(scores)])

    assert fit_temperature(scores * true, labels) == pytest.approx(true, rel=0.12)


def test_the_gate_gives_the_chance_at_the_prior() -> None:
    inside = np.arange(4000) < 2000
    known = np.where(inside, 0.8, 0.5) + RANDOM.normal(size=4000) * 0.1
    rows = signals(np.ones(4000), known, np.full(4000, 0.5))

    gate = Calibration(1.0, fit_gate(rows, inside, 0.35))

    assert gate.inside(1.0, 0.95, 0.5) > 0.95
    assert gate.inside(1.0, 0.35, 0.5) < 0.05
    # Where both kinds are equally frequent, what is left is the share taken to be out of scope.
    assert gate.inside(1.0, 0.65, 0.5) == pytest.approx(0.65, abs=0.05)


def test_a_signal_that_never_varies_has_no_say() -> None:
    inside = np.arange(100) < 60
    rows = signals(np.ones(100), inside * 0.5, np.full(100, 0.3))

    _, by_inside, by_known, by_near = fit_gate(rows, inside, 0.5)

    assert (by_inside, by_near) == (0, 0)
    assert by_known > 0
