"""Search over the terms in Japanese and English: BM25 over words and character pairs, with references going first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log
from pathlib import Path

from assistant.contracts.model import Clause, Edition
from assistant.contracts.numerals import fold
from assistant.contracts.yamlfile import Series, read
from assistant.errors import ContentError

SYNONYMS_FILE = "synonyms.yaml"

_JAPANESE_RUN = re.compile(r"[ぁ-ヺー一-鿿々〆]+")
_WORD = re.compile(r"[a-z0-9]+")
_PART = re.compile(r"[a-z]+|[0-9]+")
_HIRAGANA = re.compile(r"[ぁ-ゖ]+")
STOP_WORDS = frozenset(
    _WORD.findall(
        "a about an and any are as at be been by can could do does for from get has have how i if in is it its may me "
        "my no not of on or our shall should so that the their them there these they this to us was we what when "
        "where which who why will with would you your"
    )
)
_K1, _B = 1.2, 0.5
_WEIGHTS = {"title": 3.0, "summary": 1.5, "text": 1.0, "label": 1.0, "notes": 0.25}
_SYNONYM_WEIGHT = 0.7
_TITLE_BONUS = (
    1.5  # for a query that is the title: 最低利用期間 stands in a dozen clauses, and is what one of them is about
)
_TAIL = 0.3  # what scores less than this part of the best hit shares a stray pair of characters with the query
_HALF_SCORE = 12.0  # the sum at which a hit gets 0.5; only spreads the scores between 0 and 1, never the order


def tokens(text: str) -> Iterator[str]:
    """Give the words of English and the character pairs of Japanese, folded; words are cut to six letters.

    Pairs of hiragana alone are particles and endings for the most part, and are left out. Six letters bring
    `terminate` to `termination` and `licences` to `licence`, which is all the stemming that these texts need.
    """
    folded = re.sub(r"(?<=\d),(?=\d)", "", fold(text)[0])
    for match in _WORD.finditer(folded):
        word = match.group()
        if word in STOP_WORDS:
            continue
        yield _stem(word)
        parts = _PART.findall(word)
        if len(parts) > 1:
            yield from parts
    for match in _JAPANESE_RUN.finditer(folded):
        run = match.group()
        if len(run) == 1 and not _HIRAGANA.fullmatch(run):
            yield run
        for first, second in pairwise(run):
            if not _HIRAGANA.fullmatch(first + second):
                yield first + second


@lru_cache(maxsize=1024)
def _tokens_of(expression: str) -> tuple[str, ...]:
    """The tokens of an expression of the synonyms."""
    return tuple(tokens(expression))


def _stem(word: str) -> str:
    if word.isdigit():
        return word
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:6]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of expressions that stand for one another; see `synonyms.yaml`."""

    groups: tuple[tuple[str, ...], ...] = ()

    def others(self, query: str) -> Iterator[str]:
        """Give the expressions that the query does not have, of every group of which it has one."""
        folded = fold(query)[0]
        for group in self.groups:
            present = [expression for expression in group if _contains(folded, expression)]
            if present:
                yield from (expression for expression in group if expression not in present)


def _contains(folded: str, expression: str) -> bool:
    if expression.isascii() and expression in folded:
        return re.search(rf"(?<![a-z0-9]){re.escape(expression)}(?![a-z0-9])", folded) is not None
    return expression in folded


def load_synonyms(path: Path) -> Synonyms:
    """Read a file of synonym groups; none when there is no such file.

    Raises:
        ContentError: a group is not a list of two or more expressions.

    """
    if not path.exists():
        return Synonyms()
    content, faults = read(path)
    groups: list[tuple[str, ...]] = []
    mend = "write `- [expression, other expression]`"
    if not isinstance(content, Series):
        faults.add(1, "not a list of groups", mend)
        content = Series(1)
    for line, group in zip(content.lines, content, strict=True):
        if not isinstance(group, Series) or len(group) < 2 or not all(isinstance(each, str) for each in group):
            faults.add(line, "not a group of two or more expressions", mend)
            continue
        groups.append(tuple(dict.fromkeys(fold(each)[0] for each in group)))
    if faults.found:
        raise ContentError(faults.found)
    return Synonyms(tuple(groups))


class SearchIndex:
    """An index over the clauses of some editions. Sections are left out, save those with words of their own."""

    def __init__(self, editions: Sequence[Edition], synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self._clauses = [clause for edition in editions for clause in edition.clauses.values() if _searched(clause)]
        frequencies = [_frequencies(clause) for clause in self._clauses]
        lengths = [sum(frequency.values()) for frequency in frequencies]
        mean = sum(lengths) / len(lengths) if lengths else 1.0
        postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for index, (frequency, length) in enumerate(zip(frequencies, lengths, strict=True)):
            norm = _K1 * (1 - _B + _B * length / mean)
            for token, count in frequency.items():
                postings[token].append((index, count * (_K1 + 1) / (count + norm)))
        self._titles: defaultdict[frozenset[str], list[int]] = defaultdict(list)
        for index, clause in enumerate(self._clauses):
            for title in {clause.title.ja, clause.title.en, *_details(clause)}:
                self._titles[frozenset(tokens(title))].append(index)
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for token, found in postings.items():
            rarity = log(1 + (len(self._clauses) - len(found) + 0.5) / (len(found) + 0.5))
            self._postings[token] = [(index, weight * rarity) for index, weight in found]

    def search(self, query: str, service: str | None = None) -> list[tuple[Clause, float]]:
        """Return the clauses that share words with the query, the best first, with a score between 0 and 1.

        Equal scores stay in the order of the texts.
        """
        scores: defaultdict[int, float] = defaultdict(float)
        for token, weight in self._weighted(query).items():
            for index, value in self._postings.get(token, ()):
                scores[index] += weight * value
        for index in set(self._titles.get(frozenset(tokens(query)), ())):
            scores[index] *= _TITLE_BONUS
        hits = [(index, score) for index, score in scores.items() if service in (None, self._clauses[index].service)]
        least = _TAIL * max((score for _, score in hits), default=0.0)
        hits = [hit for hit in hits if hit[1] >= least]
        hits.sort(key=lambda hit: (-round(hit[1], 9), hit[0]))
        return [(self._clauses[index], score / (score + _HALF_SCORE)) for index, score in hits]

    def _weighted(self, query: str) -> dict[str, float]:
        weights = dict.fromkeys(tokens(query), 1.0)
        for expression in self._synonyms.others(query):
            for token in _tokens_of(expression):
                weights.setdefault(token, _SYNONYM_WEIGHT)
        return weights


def _searched(clause: Clause) -> bool:
    return clause.counted or (bool(clause.children) and all("#" in child for child in clause.children))


def _details(clause: Clause) -> Iterator[str]:
    """Give what a title says after the heading of its article: SSEアドオン of オプションサービス：SSEアドオン."""
    for title, mark in ((clause.title.ja, "："), (clause.title.en, ": ")):
        _, found, detail = title.partition(mark)
        if found:
            yield detail


def _frequencies(clause: Clause) -> dict[str, float]:
    fields: dict[str, Iterable[str]] = {
        "title": (clause.title.ja, clause.title.en),
        "summary": (clause.summary.ja, clause.summary.en),
        "text": (clause.text,),
        "label": (clause.label.ja, clause.label.en),
        "notes": (text for note in clause.notes for text in (note.text.ja, note.text.en)),
    }
    total: defaultdict[str, float] = defaultdict(float)
    for name, texts in fields.items():
        for text in texts:
            for token in tokens(text):
                total[token] += _WEIGHTS[name]
    return total
