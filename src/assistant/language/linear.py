"""Multinomial logistic regression on sparse or dense rows, in single precision, with a preconditioned L-BFGS.

Ours because scipy's optimiser works in double precision on one flat vector and without a preconditioner: it needs
about 150 passes over the sentences where this needs 20, each at three times the cost.
"""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Matrix = Any  # scipy.sparse.csr_matrix (scipy ships no types), or a plain array

_MEMORY = 4
_ARMIJO = 1e-4
_ENOUGH = 1e-4  # stop when a step improves the loss by less than this share
_BLOCK = 16_384  # rows at a time: bounds the memory for the probabilities


class _Loss:
    """Mean cross-entropy and its gradient, with an L2 penalty on the weights (not on the bias, the last row)."""

    def __init__(self, rows: Matrix, labels: Integers, classes: int, penalty: float) -> None:
        from scipy import sparse  # type: ignore[import-untyped]  # noqa: PLC0415  # only training needs it

        ones = np.ones((rows.shape[0], 1), dtype=np.float32)
        dense = isinstance(rows, np.ndarray)
        whole: Matrix = (
            np.hstack([rows, ones]) if dense else sparse.hstack([rows, ones], format="csr", dtype=np.float32)
        )
        self.blocks: list[tuple[Matrix, Matrix, Integers]] = []
        for start in range(0, whole.shape[0], _BLOCK):
            block = whole[start : start + _BLOCK]
            columns = block.T if dense else block.T.tocsr()
            self.blocks.append((block, columns, labels[start : start + _BLOCK]))
        self.count = whole.shape[0]
        self.penalty = np.float32(penalty)
        self.shape = (whole.shape[1], classes)
        self.curvature = np.asarray(
            (whole * whole if dense else whole.multiply(whole)).mean(axis=0), dtype=np.float32
        ).ravel()

    def __call__(self, model: Floats) -> tuple[float, Floats]:
        kept = model[:-1]
        loss = 0.5 * float(self.penalty) * float(np.vdot(kept, kept))
        slope = np.zeros_like(model)
        np.multiply(kept, self.penalty, out=slope[:-1])
        for rows, columns, labels in self.blocks:
            at = np.arange(len(labels))
            chances = rows @ model
            chances -= chances.max(axis=1, keepdims=True)
            right = chances[at, labels]
            np.exp(chances, out=chances)
            total = chances.sum(axis=1, keepdims=True)
            loss += float((np.log(total[:, 0]) - right).sum()) / self.count
            chances /= total
            chances[at, labels] -= 1
            chances /= np.float32(self.count)
            slope += columns @ chances
        return loss, slope


def fit(rows: Matrix, labels: Integers, classes: int, penalty: float, iterations: int) -> tuple[Floats, Floats]:
    """Return the weights (features × classes) and the bias (classes) that minimise the loss.

    `labels` holds the class of each row, `penalty` is the strength of the L2 term beside the mean loss. Stops after
    `iterations` steps, or when they no longer improve. Deterministic.
    """
    loss = _Loss(rows, labels, classes, penalty)
    # A feature that is rare has a small curvature and needs a long step: without this the common ones set the pace.
    scale = (1 / np.sqrt(loss.curvature + np.float32(1e-9)))[:, None]
    model = np.zeros(loss.shape, dtype=np.float32)
    value, slope = loss(model)
    history: deque[tuple[Floats, Floats, float]] = deque(maxlen=_MEMORY)
    for _ in range(iterations):
        step = _direction(slope, scale, history)
        descent = float(np.vdot(slope, step))
        if descent >= 0:  # rounding has spoilt the history
            history.clear()
            step = -scale * slope
            descent = float(np.vdot(slope, step))
        found = _search(loss, model, value, step, descent)
        if found is None:
            break
        moved, new_value, new_slope = found
        turned = new_slope - slope
        curve = float(np.vdot(moved, turned))
        if curve > 1e-12:
            history.append((moved, turned, curve))
        improved = value - new_value
        model += moved
        value, slope = new_value, new_slope
        if improved < _ENOUGH * value:
            break
    return model[:-1], model[-1]


def _search(
    loss: _Loss, model: Floats, value: float, step: Floats, descent: float
) -> tuple[Floats, float, Floats] | None:
    """Halve the step until the loss falls enough (Armijo); None when it never does."""
    length = 1.0
    while length > 1e-6:
        moved = np.float32(length) * step
        new_value, new_slope = loss(model + moved)
        if new_value <= value + _ARMIJO * length * descent:
            return moved, new_value, new_slope
        length *= 0.5
    return None


def _direction(slope: Floats, scale: Floats, history: deque[tuple[Floats, Floats, float]]) -> Floats:
    """Return the L-BFGS two-loop direction (Nocedal and Wright, algorithm 7.4), started from `scale`."""
    step = -slope
    shares: list[float] = []
    for moved, turned, curve in reversed(history):
        share = float(np.vdot(moved, step)) / curve
        step -= np.float32(share) * turned
        shares.append(share)
    step *= scale
    if history:
        _, turned, curve = history[-1]
        step *= np.float32(curve / float(np.vdot(turned, scale * turned)))
    for (moved, turned, curve), share in zip(history, reversed(shares), strict=True):
        step += np.float32(share - float(np.vdot(turned, step)) / curve) * moved
    return step
