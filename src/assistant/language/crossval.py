"""Sentences recognised by a matcher that has not seen them: what the intents are worth, and where they overlap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from assistant.language.features import fold, grams
from assistant.language.intents import Intent
from assistant.language.matcher import as_is, masked
from assistant.language.training import fit_model


@dataclass(frozen=True, slots=True)
class Held:
    """One sentence and how it was read without it (and without the other expansions of its line).

    `chance` is that of its own intent, `rival` the likeliest other intent and `rival_chance` that one's;
    `pull` is the sentence of the rival nearest to it. `line` is 0 for the `ask` of an intent.
    """

    intent: str
    lang: str
    line: int
    text: str
    chance: float
    rival: str
    rival_chance: float
    pull: str

    @property
    def right(self) -> bool:
        """Whether its own intent came first."""
        return self.chance >= self.rival_chance


def cross_validate(intents: Mapping[str, Intent], *, mask: Callable[[str], str] = as_is, folds: int = 4) -> list[Held]:
    """Read every sentence and every `ask` with a model trained on the other folds; a line is in one fold as a whole.

    Takes about as long as training `folds` times. Chances are not calibrated. Fewer than two intents give no result.
    """
    items = [item for intent in intents.values() for item in _items(intent)]
    names = sorted(intents)
    if len(names) < 2:
        return []
    documents = [grams(fold(masked(text, mask))) for _, _, _, text in items]
    labels = np.array([names.index(intent.name) for intent, _, _, _ in items], dtype=np.int32)
    fold_of = _folds(items, folds)
    held: list[Held | None] = [None] * len(items)
    for number in range(folds):
        kept, left = np.flatnonzero(fold_of != number), np.flatnonzero(fold_of == number)
        if not len(left) or not len(kept):
            continue
        model = fit_model([documents[i] for i in kept], labels[kept], len(names))
        rows = model.vocabulary.rows([documents[i] for i in left])
        scores = model.scores(rows)
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        at = np.arange(len(left))
        own = chances[at, labels[left]].copy()
        chances[at, labels[left]] = -1
        rivals = chances.argmax(axis=1)
        for rival in np.unique(rivals):
            mine = np.flatnonzero(rivals == rival)
            theirs = np.flatnonzero(labels[kept] == rival)
            nearest = np.asarray((rows[mine] @ model.rows[theirs].T).todense()).argmax(axis=1) if len(theirs) else None
            for place, row in enumerate(mine):
                intent, lang, line, text = items[left[row]]
                pull = items[kept[theirs[nearest[place]]]][3] if nearest is not None else ""
                held[left[row]] = Held(
                    intent.name,
                    lang,
                    line,
                    text,
                    float(own[row]),
                    names[rival],
                    float(chances[row, rival]),
                    pull,
                )
    return [one for one in held if one is not None]


_Item = tuple[Intent, str, int, str]


def _items(intent: Intent) -> list[_Item]:
    said: list[_Item] = [(intent, one.lang, one.line, text) for one in intent.sentences for text in one.texts]
    return said + [(intent, lang, 0, text) for lang, text in intent.ask.items()]


def _folds(items: list[_Item], folds: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Spread the lines of each intent over the folds, the same way every time."""
    random = np.random.default_rng(7)
    lines: dict[tuple[str, str, int], int] = {}
    counts: dict[str, int] = {}
    order = random.permutation(len(items))
    for i in order:
        intent, lang, line, _ = items[i]
        place = (intent.name, lang, line)
        if place not in lines:
            counts[intent.name] = counts.get(intent.name, -1) + 1
            lines[place] = counts[intent.name] % folds
    return np.array([lines[intent.name, lang, line] for intent, lang, line, _ in items])
