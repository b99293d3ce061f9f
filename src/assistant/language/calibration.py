"""From scores to probabilities: a temperature for the intents, and a gate for what is none of them.

Both are fitted on sentences the model had not seen. A text is judged by four signals: how sure the model is that it
is in scope, how sure it is of one intent, how many of its features were ever seen, and how near the nearest sentence
of that intent is.
"""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

SIGNALS = ("inside", "top", "known", "near")
_EDGE = 1e-5


@dataclass(frozen=True, slots=True)
class Calibration:
    """`temperature` divides the scores; `gate` holds a constant and a factor for each signal."""

    temperature: float
    gate: tuple[float, ...]

    def inside(self, inside: float, top: float, known: float, near: float) -> float:
        """Return the probability that a text is in scope, from its signals (see `signals`)."""
        constant, *factors = self.gate
        odds = (_log_odds_of(inside), _log_odds_of(top), known, near)
        return 1 / (1 + math.exp(-constant - sum(map(operator.mul, factors, odds))))


# Where there are too few sentences to hold any out: fitted on the three HINT3 training sets together.
DEFAULT = Calibration(temperature=1.0, gate=(-2.0, 0.0, 0.6, 2.0, 2.0))


def signals(inside: Doubles, top: Doubles, known: Doubles, near: Doubles) -> Doubles:
    """Return rows of signals: two probabilities as log-odds, two shares as they are."""
    return np.stack([_log_odds(inside), _log_odds(top), known, near], axis=-1)


def fit_temperature(scores: Doubles, labels: NDArray[np.int64]) -> float:
    """Return the temperature under which the right classes of unseen sentences are least surprising."""
    at = np.arange(len(labels))
    return min((float(t) for t in np.geomspace(0.3, 5.0, 41)), key=lambda t: _surprise(scores / t, labels, at))


def _surprise(scores: Doubles, labels: NDArray[np.int64], at: NDArray[np.int64]) -> float:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return float((np.log(np.exp(shifted).sum(axis=1)) - shifted[at, labels]).mean())


def fit_gate(rows: Doubles, inside: NDArray[np.bool_]) -> tuple[float, ...]:
    """Fit the gate by logistic regression (Newton's method), in and out of scope weighing the same.

    How much of what people will write is out of scope is not known beforehand: one half is the choice that does not
    pretend to know. Signals that do not vary get no weight.
    """
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    varies = spread > 1e-6
    scaled = np.where(varies, (rows - mean) / np.where(varies, spread, 1), 0)
    design = np.column_stack([np.ones(len(rows)), scaled])
    weights = np.where(inside, 0.5 / inside.sum(), 0.5 / (~inside).sum())
    penalty = np.diag([0.0, *([1e-3] * rows.shape[1])])
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


def _log_odds_of(chance: float) -> float:
    clipped = min(max(chance, _EDGE), 1 - _EDGE)
    return math.log(clipped) - math.log1p(-clipped)


def _log_odds(chance: Doubles) -> Doubles:
    clipped = np.clip(chance, _EDGE, 1 - _EDGE)
    found: Doubles = np.log(clipped) - np.log1p(-clipped)
    return found
