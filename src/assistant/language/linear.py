"""Multinomial logistic regression on sparse counts, in single precision, with L-BFGS.

Ours because scipy's optimiser works in double precision on one flat vector: three times the time and memory for
weights that are kept in single precision anyway.
"""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float32]
Matrix = Any  # scipy.sparse.csr_matrix or csr_array: scipy ships no types

_MEMORY = 6
_ARMIJO = 1e-4


class _Loss:
    """Weighted cross-entropy, its gradient, and the squared norm of the weights (the last row, the bias, is free)."""

    def __init__(self, rows: Matrix, targets: Floats, weights: Floats, penalty: float) -> None:
        bias = sparse.csr_matrix(np.ones((rows.shape[0], 1), dtype=np.float32))
        self.rows = sparse.hstack([rows, bias], format="csr", dtype=np.float32)
        self.columns = self.rows.T.tocsr()
        self.targets = targets
        self.weights = (weights / weights.sum())[:, None].astype(np.float32)
        self.penalty = np.float32(penalty)

    def __call__(self, model: Floats) -> tuple[float, Floats]:
        scores = self.rows @ model
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        total = chances.sum(axis=1, keepdims=True)
        chances /= total
        surprise = np.log(total[:, 0]) - np.einsum("ij,ij->i", scores, self.targets)
        kept = model[:-1]
        loss = float(surprise @ self.weights[:, 0]) + 0.5 * float(self.penalty) * float(np.vdot(kept, kept))
        chances -= self.targets
        chances *= self.weights
        slope: Floats = self.columns @ chances
        slope[:-1] += self.penalty * kept
        return loss, slope


def fit(rows: Matrix, targets: Floats, weights: Floats, penalty: float, iterations: int) -> tuple[Floats, Floats]:
    """Return weights (features × classes) and bias (classes) that minimise the loss.

    `targets` holds the share of each class in each row (rows sum to 1), `weights` how much each row counts,
    `penalty` is the L2 strength against the mean loss. Deterministic.
    """
    loss = _Loss(rows, targets, weights, penalty)
    model = np.zeros((rows.shape[1] + 1, targets.shape[1]), dtype=np.float32)
    value, slope = loss(model)
    history: deque[tuple[Floats, Floats, float]] = deque(maxlen=_MEMORY)
    for _ in range(iterations):
        step = _direction(slope, history)
        descent = float(np.vdot(slope, step))
        if descent >= 0:  # rounding has spoilt the history
            history.clear()
            step, descent = -slope, -float(np.vdot(slope, slope))
        length = 1.0 if history else 1.0 / max(float(np.sqrt(-descent)), 1e-12)
        while True:
            tried = model + np.float32(length) * step
            new_value, new_slope = loss(tried)
            if new_value <= value + _ARMIJO * length * descent:
                break
            length *= 0.5
            if length < 1e-6:
                return model[:-1], model[-1]
        moved, turned = tried - model, new_slope - slope
        curve = float(np.vdot(moved, turned))
        if curve > 1e-12:
            history.append((moved, turned, curve))
        improved = value - new_value
        model, value, slope = tried, new_value, new_slope
        if improved < 1e-5 * max(value, 1e-3):
            break
    return model[:-1], model[-1]


def _direction(slope: Floats, history: deque[tuple[Floats, Floats, float]]) -> Floats:
    """Return the L-BFGS two-loop direction (Nocedal and Wright, algorithm 7.4)."""
    step = -slope
    if not history:
        return step
    shares: list[float] = []
    for moved, turned, curve in reversed(history):
        share = float(np.vdot(moved, step)) / curve
        step -= np.float32(share) * turned
        shares.append(share)
    moved, turned, curve = history[-1]
    step *= np.float32(curve / float(np.vdot(turned, turned)))
    for (moved, turned, curve), share in zip(history, reversed(shares), strict=True):
        step += np.float32(share - float(np.vdot(turned, step)) / curve) * moved
    return step
