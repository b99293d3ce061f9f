"""Which intent a sentence is, with probabilities that mean probability."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse

from assistant.language.features import fold, grams
from assistant.language.linear import Floats, Matrix, fit

Example = tuple[str, str, str]
"""(intent, language, sentence)."""


class Matcher:
    """Ranks intents for a sentence."""

    def __init__(
        self,
        names: Sequence[str],
        vocabulary: dict[str, int],
        scale: Floats,
        weights: Floats,
        bias: Floats,
        exact: dict[str, str],
    ) -> None:
        self.names = tuple(names)
        self._vocabulary = vocabulary
        self._scale = scale
        self._weights = weights
        self._bias = bias
        self._exact = exact

    def rank(self, masked_text: str, limit: int = 10) -> list[tuple[str, float]]:
        """Return the likeliest intents with their probability, best first."""
        folded = fold(masked_text)
        counts = grams(folded)
        known = [(self._vocabulary[gram], count) for gram, count in counts.items() if gram in self._vocabulary]
        scores = self._bias
        if known:
            ids = np.fromiter((pair[0] for pair in known), dtype=np.intp, count=len(known))
            values = np.fromiter((pair[1] for pair in known), dtype=np.float32, count=len(known))
            values = (1 + np.log(values)) * self._scale[ids]
            values /= np.sqrt(values @ values)
            scores = scores + values @ self._weights[ids]
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        same = self._exact.get(folded)
        if same is not None:
            chances *= 0.01
            chances[self.names.index(same)] += 0.99
        order = np.argsort(-chances, kind="stable")[:limit]
        return [(self.names[i], float(chances[i])) for i in order]


def train(
    examples: Sequence[Example], *, mask: Callable[[str], str] = lambda text: text, cache_dir: Path | None = None
) -> Matcher:
    """Train a matcher on (intent, language, sentence) examples."""
    folded = [fold(mask(text)) for _, _, text in examples]
    names = sorted({intent for intent, _, _ in examples})
    place = {name: i for i, name in enumerate(names)}
    documents = [grams(text) for text in folded]
    vocabulary: dict[str, int] = {}
    spread: list[int] = []
    for document in documents:
        for gram in document:
            index = vocabulary.setdefault(gram, len(vocabulary))
            if index == len(spread):
                spread.append(0)
            spread[index] += 1
    scale = (np.log((1 + len(documents)) / (1 + np.array(spread))) + 1).astype(np.float32)
    targets = np.zeros((len(examples), len(names)), dtype=np.float32)
    targets[np.arange(len(examples)), [place[intent] for intent, _, _ in examples]] = 1
    weights, bias = fit(_rows(documents, vocabulary, scale), targets, np.ones(len(examples), np.float32), 3e-5, 30)
    exact: dict[str, str] = {}
    for (intent, _, _), text in zip(examples, folded, strict=True):
        exact[text] = intent if exact.get(text, intent) == intent else ""
    return Matcher(names, vocabulary, scale, weights, bias, {text: name for text, name in exact.items() if name})


def _rows(documents: Sequence[dict[str, int]], vocabulary: dict[str, int], scale: Floats) -> Matrix:
    starts = np.cumsum([0, *map(len, documents)])
    columns = np.fromiter((vocabulary[g] for d in documents for g in d), dtype=np.int32, count=starts[-1])
    values = np.fromiter((c for d in documents for c in d.values()), dtype=np.float32, count=starts[-1])
    values = (1 + np.log(values)) * scale[columns]
    matrix = sparse.csr_matrix((values, columns, starts), shape=(len(documents), len(vocabulary)))
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(1 / np.maximum(norms, 1e-12)).astype(np.float32) @ matrix
