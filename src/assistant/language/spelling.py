"""Typing errors in the words the grammar lives on, mended before anything else is read.

`ラインセス` becomes `ライセンス`, `transparant` `transparent`, `Feburary` `february`: one place for near misses, so
that every pattern after it meets the word as it should be. Which words are mended, and which real words near them
are left alone, stands in `names.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from assistant.language.lexicon import load_lexicon
from assistant.language.normalise import Normalised

# Longer runs are no near miss of anything, and would fill the cache.
_WORD = re.compile(r"(?<![a-z\d])[a-z]{5,24}(?![a-z\d])|(?<![ァ-ヺー])[ァ-ヺー]{4,24}(?![ァ-ヺー])")
_SMALL = re.compile(r"(?<![A-Za-z\d@./_-])[a-z]{5,24}(?![A-Za-z\d@/_-])")
_FORM = re.compile(r"(?:ly|e?s|e?d|ing|[eo]rs?|al|ive|able|ment)\Z")
_SHORT, _SHORT_KANA = 9, 6  # up to this length one wrong letter is all that is mended, beyond it two


def mend(normalised: Normalised) -> Normalised:
    """Return the text with near misses of known words replaced, spans still pointing at what was written."""
    pieces = list(_pieces(normalised.text))
    return normalised.replace(pieces) if pieces else normalised


def respelt(text: str) -> str:
    """The text as typed with near misses of known English words mended: "chnage the numbr".

    Only what is written small: a name (Chang) is nobody's typing error.
    """
    return _SMALL.sub(_meant, text)


def _meant(word: re.Match[str]) -> str:
    best = nearest(word[0])
    return word[0] if best is None or _is_another_form(word[0], best[2]) else best[2]


def _is_another_form(written: str, meant: str) -> bool:
    """Whether a word is no slip of the keyboard but another form of the word near it: "redundantly"."""
    ending = _FORM.search(written)
    return ending is not None and written[: ending.start() - 1] == meant[: ending.start() - 1]


def _pieces(text: str) -> Iterator[tuple[int, int, str, float]]:
    for found in _WORD.finditer(text):
        best = nearest(found.group())
        if best is not None:
            offset, written, word, nearness = best
            start = found.start() + offset
            yield start, start + len(written), word, nearness


@lru_cache(maxsize=8192)
def nearest(run: str) -> tuple[int, str, str, float] | None:
    """Return the near miss in a run of one script: (offset, as written, the word meant, nearness 0-1), or None.

    A katakana run may be a compound: what known words it ends or begins with is taken off first
    (ラインセンスプラン). A word that is known itself, or listed under `keep`, is never mended.
    """
    lexicon = load_lexicon()
    if run in lexicon.keep or run in lexicon.names or run in lexicon.spelling:
        return None
    if run.isascii():
        return _closest(run, 0, run, _SHORT)
    before = next((word for word in _kana_words() if run.startswith(word)), "")
    after = next((w for w in _kana_words() if run.endswith(w) and len(w) + len(before) <= len(run)), "")
    start, end = len(before), len(run) - len(after)
    if start >= end:
        return None
    whole = _closest(run, 0, run, _SHORT_KANA)
    rest = run[start:end]
    if whole is None and len(rest) >= 4 and rest not in lexicon.keep:
        return _closest(run, start, rest, _SHORT_KANA)
    return whole


@lru_cache(maxsize=1)
def _kana_words() -> tuple[str, ...]:
    """Known katakana words, longest first."""
    lexicon = load_lexicon()
    known = {
        w for w in (*lexicon.names, *lexicon.spelling, *lexicon.joins) if len(w) > 2 and re.fullmatch(r"[ァ-ヺー]+", w)
    }
    return tuple(sorted(known, key=lambda w: (-len(w), w)))


def _closest(run: str, offset: int, written: str, short: int) -> tuple[int, str, str, float] | None:
    limit = 1 if len(written) <= short else 2
    best: tuple[int, str] | None = None
    for word in load_lexicon().spelling:
        # A first letter is rarely mistyped, and most real neighbours of a name differ in it (トレード, グレード).
        if word[0] != written[0] or abs(len(word) - len(written)) > limit:
            continue
        distance = OSA.distance(written, word, score_cutoff=limit)
        if 0 < distance <= limit and (best is None or distance < best[0]):
            best = (distance, word)
    if best is None:
        return None
    return offset, written, best[1], round(1 - best[0] / max(len(written), len(best[1])), 2)
