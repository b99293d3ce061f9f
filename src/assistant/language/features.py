"""What the matcher sees of a sentence: character n-grams, words and word pairs, counted.

Japanese has no spaces, so the "words" of it are runs of one script (漢字, カタカナ, ひらがな); the character n-grams
carry most of it. A slot such as `{grade}` counts as one character and as one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

MAX_GRAM = 4

_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_FIRST_SLOT = 0xE000  # the private use area holds slots: no real text has them, and NFKC leaves them alone
_slots: dict[str, str] = {}

# Dashes of every kind stand in for the long vowel mark in what people type; punctuation is dropped, "?" kept.
_NOISE = re.compile(r"[^\w\s?%\ue000-\uf8ff]+")
_SPACES = re.compile(r"\s+")
_JAPANESE_GAP = re.compile(r"(?<=[぀-ヿ一-鿿\ue000-\uf8ff]) (?=[぀-ヿ一-鿿\ue000-\uf8ff])")
_WORDS = re.compile(r"[\ue000-\uf8ff]|[a-z0-9_%]+|[一-鿿々]+|[ァ-ヿー]+|[ぁ-ゟ]+|[^\W\d_]+|\?")


def _slot_mark(found: re.Match[str]) -> str:
    name = found.group(1)
    mark = _slots.get(name)
    if mark is None:
        mark = _slots[name] = chr(_FIRST_SLOT + _stable(name))
    return mark


def _stable(name: str) -> int:
    """Return a number below 6,400 for a slot name, the same in every process (cached models depend on it)."""
    value = 0
    for char in name:
        value = (value * 131 + ord(char)) % 6399
    return value


def fold(text: str) -> str:
    """Return the text as the matcher compares it: NFKC, lower case, no punctuation, slots as one character each."""
    text = _SLOT.sub(_slot_mark, text)
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _SPACES.sub(" ", _NOISE.sub(" ", text)).strip()
    return _JAPANESE_GAP.sub("", text)


def grams(folded: str) -> Counter[str]:
    """Return the features of a folded sentence and how often each occurs.

    Character n-grams stand as they are; words start with a tab, pairs of words are joined by one.
    """
    padded = f" {folded} "
    found = list(padded.strip(" ").replace(" ", ""))
    for size in range(2, MAX_GRAM + 1):
        found += [padded[i : i + size] for i in range(len(padded) - size + 1)]
    words = _WORDS.findall(folded)
    found += ["\t" + word for word in words]
    found += [f"\t{a}\t{b}" for a, b in zip(words, words[1:], strict=False)]
    return Counter(found)
