"""Texts that were not understood, grouped by likeness, so that a person can sort them into intents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.language.features import Vocabulary, fold, grams
from assistant.language.matcher import as_is

LIKE = 0.45


@dataclass(frozen=True, slots=True)
class Cluster:
    """Texts that say about the same: the most central first; `places` are their positions in what was given."""

    texts: tuple[str, ...]
    places: tuple[int, ...]


def group(texts: Sequence[str], *, like: float = LIKE, mask: Callable[[str], str] = as_is) -> list[Cluster]:
    """Group texts whose features have a cosine of at least `like` with the middle one of the group.

    The largest group comes first, of equal ones the one whose text came first; a text like no other is a group of its
    own. Deterministic; the time grows with the square of the number of texts (a second for some thousands).
    """
    documents = [grams(fold(mask(text))) for text in texts]
    if not any(documents):
        return [Cluster((text,), (place,)) for place, text in enumerate(texts)]
    one_class = np.zeros(len(texts), dtype=np.int32)
    vocabulary = Vocabulary.learn(documents, one_class, 1, least=1, most=200_000)
    rows = vocabulary.rows(documents)
    alike = (rows @ rows.T).tocsr()
    alike.data[alike.data < like] = 0
    alike.eliminate_zeros()
    weight = np.asarray(alike.sum(axis=1)).ravel()
    free = np.ones(len(texts), dtype=bool)
    clusters: list[Cluster] = []
    for middle in np.argsort(-weight, kind="stable"):
        if not free[middle]:
            continue
        free[middle] = False
        row = alike[middle]
        near = [int(place) for _, place in sorted(zip(-row.data, row.indices, strict=True)) if free[place]]
        free[near] = False
        places = (int(middle), *near)
        clusters.append(Cluster(tuple(texts[place] for place in places), places))
    return sorted(clusters, key=lambda cluster: (-len(cluster.texts), min(cluster.places)))
