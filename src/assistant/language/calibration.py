"""From scores to probabilities: a temperature for the intents, and a gate for what is none of them.

Both are fitted on sentences the model had not seen. A text is judged by three signals: how sure the model is that it
is in scope (where an intent says what is not), how many of its features were ever seen, and (where none says it) how
near the nearest sentence of the likeliest intent is. How sure the model is of one intent is none of them: two
readings that are close are a choice, not out of scope.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

# The share of texts taken to be out of scope, however many examples of it there are: it is not known before. Chances
# mean probability best with a third and a bit (measured on HINT3, where the share is from 42 to 72 %, but the texts are
# far from the sentences, and on our own evaluation set, where one in five is).
OUTSIDE = 0.35
_PENALTY = 1e-3
_EDGE = 1e-5


@dataclass(frozen=True, slots=True)
class Calibration:
    """`temperature` divides the scores; `gate` holds a constant and a factor for each of the signals."""

    temperature: float
    gate: tuple[float, ...]

    def inside(self, inside: float, known: float, near: float) -> float:
        """Return the probability that a text is in scope, from its signals (see `signals`)."""
        constant, by_inside, by_known, by_near = self.gate
        clipped = min(max(inside, _EDGE), 1 - _EDGE)
        odds = constant + by_inside * math.log(clipped / (1 - clipped)) + by_known * known + by_near * near
        return 1 / (1 + math.exp(-odds))


# Where there are too few sentences to hold any out: the model's own chance where an intent says what is out of scope;
# otherwise about what is fitted on each of the three HINT3 training sets.
DEFAULT_TOLD = Calibration(temperature=1.0, gate=(0.0, 1.0, 0.0, 0.0))
DEFAULT_UNTOLD = Calibration(temperature=1.0, gate=(-5.2, 0.0, 2.5, 7.0))


def signals(inside: Doubles, known: Doubles, near: Doubles) -> Doubles:
    """Return rows of signals: the chance of being in scope as log-odds, the share known, the cosine of the nearest."""
    clipped = np.clip(inside, _EDGE, 1 - _EDGE)
    return np.column_stack([np.log(clipped / (1 - clipped)), known, near])


def fit_temperature(scores: Doubles, labels: NDArray[np.int64]) -> float:
    """Return the temperature under which the right classes of unseen sentences are least surprising."""
    at = np.arange(len(labels))
    return min((float(t) for t in np.geomspace(0.3, 5.0, 41)), key=lambda t: _surprise(scores / t, labels, at))


def _surprise(scores: Doubles, labels: NDArray[np.int64], at: NDArray[np.int64]) -> float:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return float((np.log(np.exp(shifted).sum(axis=1)) - shifted[at, labels]).mean())


def fit_gate(rows: Doubles, inside: NDArray[np.bool_], outside: float) -> tuple[float, ...]:
    """Fit the gate to rows of signals by logistic regression (Newton's method); a signal that does not vary has no say.

    `inside` tells which rows are in scope, `outside` is the share that is taken not to be.
    """
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    varies = spread > 1e-6
    scaled = np.where(varies, (rows - mean) / np.where(varies, spread, 1), 0)
    design = np.column_stack([np.ones(len(rows)), scaled])
    weights = np.where(inside, (1 - outside) / inside.sum(), outside / (~inside).sum())
    penalty = np.diag([0.0, *([_PENALTY] * rows.shape[1])])
    factors = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(design @ factors, -30, 30)))
        slope = design.T @ (weights * (chance - inside)) + penalty @ factors
        curve = (design * (weights * chance * (1 - chance))[:, None]).T @ design + penalty
        step = np.linalg.solve(curve + 1e-9 * np.eye(len(curve)), slope)
        factors -= step
        if np.abs(step).max() < 1e-6:
            break
    raw = np.where(varies, factors[1:] / np.where(varies, spread, 1), 0)
    constant = factors[0] - raw @ mean
    return float(constant), *raw.tolist()
