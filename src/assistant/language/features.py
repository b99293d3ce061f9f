"""What the matcher sees of a sentence: character n-grams, words, ideas, and pairs of these, weighted.

Japanese has no spaces, so its "words" are runs of one script (漢字, カタカナ, ひらがな); the character n-grams carry
most of it. A slot such as `{grade}` counts as one character and as one word.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import add

import numpy as np

from assistant.language.arrays import Floats, Integers, Matrix, Places
from assistant.language.concepts import concepts
from assistant.language.ngrams import NGrams, is_plain

# Chosen by cross-validation: longer n-grams fit the training sentences better and others worse, sooner in Japanese
# (our own sentences, right of those held out, up to 2, 3, 4, 5 characters: ja 77.8, 75.9, 74.8, 73.6 %; en 71.1, 72.9,
# 72.6, 72.2 %; the English of HINT3 gains a little up to 4).
_MAX_GRAM = 4
_MAX_GRAM_JAPANESE = 3

_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_FIRST_SLOT, _LAST_SLOT = 0xE000, 0xF8FF  # slots sit in the private use area: no text has them, NFKC keeps them

_NOISE = re.compile(r"[^\w\s?%\ue000-\uf8ff]+")  # punctuation; "?" tells questions from statements
_JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
_JAPANESE_GAP = re.compile(r"(?<=[぀-ヿ一-鿿\ue000-\uf8ff]) (?=[぀-ヿ一-鿿\ue000-\uf8ff])")
_WORDS = re.compile(r"[\ue000-\uf8ff]|[a-z0-9_%]+|[一-鿿々]+|[ァ-ヿー]+|[ぁ-ゟ]+|[^\W\d_]+|\?")

_LEADS = frozenset("\t#")  # what words and ideas begin with, and no n-gram does
_MOST_IDEAS = 16  # pairs grow with the square: a long mail speaks of everything

_SMOOTHING = 3.0
_LEAST = 0.02
_LOGS = [0.0, *(1 + math.log(count) for count in range(1, 256))]
_LOG_TABLE = np.array(_LOGS, dtype=np.float32)


def _slot_mark(found: re.Match[str]) -> str:
    # The same in every process, because trained models are kept on disk: a polynomial hash, not hash().
    value = 0
    for char in found.group(1):
        value = (value * 131 + ord(char)) % (_LAST_SLOT - _FIRST_SLOT)
    return chr(_FIRST_SLOT + value)


def fold(text: str) -> str:
    """Return the text as the matcher compares it: NFKC, lower case, no punctuation, slots as one character each."""
    if "{" in text:
        text = _SLOT.sub(_slot_mark, text)
    text = unicodedata.normalize("NFKC", text).casefold()
    text = " ".join(_NOISE.sub(" ", text).split())
    return _JAPANESE_GAP.sub("", text)


def shown(feature: str, masked_text: str) -> str:
    """Return a feature of a masked text as a person reads it: its slots by name."""
    for found in _SLOT.finditer(masked_text):
        feature = feature.replace(_slot_mark(found), found.group())
    return feature.replace("\t", " ").strip()


def slots_of(folded: str) -> list[str]:
    """Return the slots of a folded sentence in order, each as its one character."""
    return [char for char in folded if _FIRST_SLOT <= ord(char) <= _LAST_SLOT]


def grams(folded: str) -> Counter[str]:
    """Return the features of a folded sentence and how often each occurs.

    Character n-grams stand as they are; a word starts with a tab, and so does each of a pair of words; an idea (see
    `concepts`) starts with "#", and so does each of a pair of ideas.
    """
    if not folded:
        return Counter()
    padded = f" {folded} "
    found = list(folded.replace(" ", ""))
    for size in range(2, _longest(folded) + 1):
        found += [padded[i : i + size] for i in range(len(padded) - size + 1)]
    return Counter(found + _meanings(folded))


def _longest(folded: str) -> int:
    """How many characters the n-grams of a sentence have at most."""
    return _MAX_GRAM_JAPANESE if _JAPANESE.search(folded) else _MAX_GRAM


def _meanings(folded: str) -> list[str]:
    """The words and ideas of a sentence, and the pairs of them."""
    words = ["\t" + word for word in _WORDS.findall(folded)]
    ideas = ["#" + idea for idea in concepts(folded)[:_MOST_IDEAS]]
    pairs = [a + b for a, b in itertools.combinations(ideas, 2)]
    return [*words, *map(add, words, words[1:]), *ideas, *pairs]


class Vocabulary:
    """The features a set of sentences has, and how much each counts.

    A feature weighs more the rarer it is, and the fewer intents it is spread over: "ください" says little of either.
    """

    def __init__(self, features: Sequence[str], scale: Floats) -> None:
        self.features = tuple(features)
        self.scale = scale

    @cached_property
    def _index(self) -> dict[str, int]:
        return {feature: place for place, feature in enumerate(self.features)}

    @cached_property
    def _meanings(self) -> dict[str, int]:
        return {feature: place for place, feature in enumerate(self.features) if feature[0] in _LEADS}

    @cached_property
    def _ngrams(self) -> NGrams:
        return NGrams([(place, text) for place, text in enumerate(self.features) if text[0] not in _LEADS])

    def __len__(self) -> int:
        return len(self.features)

    def __contains__(self, feature: object) -> bool:
        return feature in self._index

    @classmethod
    def learn(
        cls, documents: Sequence[Mapping[str, int]], labels: Integers, classes: int, *, least: int, most: int
    ) -> Vocabulary:
        """Take the features at least `least` documents have, the `most` frequent of them if there are more."""
        from scipy import sparse  # type: ignore[import-untyped]  # noqa: PLC0415  # only training needs it

        frequency = Counter(itertools.chain.from_iterable(documents))
        kept = [feature for feature, _ in frequency.most_common(most) if frequency[feature] >= least]
        plain = cls(kept, np.ones(len(kept), dtype=np.float32))
        present = plain.rows(documents, scaled=False)
        present.data[:] = 1
        member = sparse.csr_matrix(
            (np.ones(len(labels), np.float32), (np.arange(len(labels)), labels)), shape=(len(labels), classes)
        )
        counts = (present.T @ member).tocsr()
        total = np.asarray(counts.sum(axis=1)).ravel()
        # Entropy of the classes given the feature, smoothed: (n + s/C) / (N + s); classes without it share a term.
        rest = _SMOOTHING / classes
        shares = (counts.data + rest) / np.repeat(total + _SMOOTHING, np.diff(counts.indptr))
        entropy = -np.add.reduceat(shares * np.log(shares), counts.indptr[:-1])
        absent = rest / (total + _SMOOTHING)
        entropy -= (classes - np.diff(counts.indptr)) * absent * np.log(absent)
        telling = np.maximum(1 - entropy / math.log(max(classes, 2)), _LEAST)
        rarity = np.log((1 + len(documents)) / (1 + total)) + 1
        return cls(kept, rarity * np.sqrt(telling).astype(np.float32))

    def vector(self, counts: Mapping[str, int]) -> tuple[Places, Floats, float]:
        """Return the known features of a sentence, their values (of unit length), and the share that is known."""
        ids = np.fromiter(map(self._index.get, counts, itertools.repeat(-1)), dtype=np.intp, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.intp, count=len(counts))
        seen = ids >= 0
        return self._valued(ids[seen], times[seen], len(ids))

    def read(self, folded: str) -> tuple[Places, Floats, float]:
        """Return the `vector` of the `grams` of a folded sentence, in another order."""
        if not folded:
            return self._valued(np.zeros(0, np.intp), np.zeros(0, np.intp), 0)
        if not is_plain(folded):
            return self.vector(grams(folded))
        ids, times, several = self._ngrams.find(folded, _longest(folded))
        counts = Counter(_meanings(folded))
        places = self._meanings
        known = [meaning for meaning in counts if meaning in places]
        if known:
            ids = np.concatenate((ids, [places[meaning] for meaning in known]))
            times = np.concatenate((times, [counts[meaning] for meaning in known]))
        return self._valued(ids, times, several + len(counts))

    def _valued(self, known: Places, times: Places, several: int) -> tuple[Places, Floats, float]:
        """Weigh known features by how often they occur; `several` is how many features the sentence has in all."""
        if not len(known):
            return known, np.zeros(0, np.float32), 0.0
        values: Floats = _LOG_TABLE.take(times, mode="clip")
        values *= self.scale.take(known)
        values /= math.sqrt(np.dot(values, values))
        return known, values, len(known) / several

    def rows(self, documents: Sequence[Mapping[str, int]], *, scaled: bool = True) -> Matrix:
        """Return the vectors of many sentences as a sparse matrix, one row each."""
        from scipy import sparse  # noqa: PLC0415

        index = self._index
        columns: list[int] = []
        values: list[float] = []
        starts = [0]
        for document in documents:
            for feature, count in document.items():
                column = index.get(feature)
                if column is not None:
                    columns.append(column)
                    values.append(_LOGS[min(count, 255)])
            starts.append(len(columns))
        matrix = sparse.csr_matrix(
            (np.array(values, dtype=np.float32), np.array(columns, dtype=np.int32), np.array(starts, dtype=np.int32)),
            shape=(len(documents), len(self)),
        )
        if scaled:
            matrix.data *= self.scale[matrix.indices]
            length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
            matrix.data /= np.repeat(np.maximum(length, 1e-9), np.diff(matrix.indptr))
        return matrix
