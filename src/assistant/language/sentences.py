"""Splits a message into sentences, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop ends a sentence only before a space and a capital, or at the end: "Art. 7" and "1.5G" do not. A line
# break ends one unless the sentence plainly goes on: after a comma, or before a small letter (a wrapped mail).
_END = re.compile(
    r"[。!?]+\s*|\.{3,}(?=\S)|\.(?=\s+[A-Z\"'(]|\s+(?:and|also|but|what|how|when|is|are|can|could|we|our|it|the|"
    r"please|then|so|that)\b|\s*$)|,? (?=(?:and|but)(?: also| then)? (?:how|what|when|which|who|why|until when|"
    r"by when|is there|are there|can we|do we|does)\b)|"
    r"(?<![,、;:\s])\s*\n+(?=\s*[^\sa-z])"
)
_ABBREVIATION = re.compile(r"\b(?:Art|No|vs|approx|[Ii]nc|Mr|Ms|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|App|Sec|cf)$")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) spans of the sentences of a normalised text; the end mark belongs to its sentence."""
    start = looked = 0
    for mark in _END.finditer(text):
        if mark[0].startswith(".") and _ABBREVIATION.search(text[max(0, mark.start() - 8) : mark.start()]):
            continue
        # What lies before `looked` holds no word, and is not looked at again: a text of marks only costs no more.
        if any(c.isalnum() for c in text[looked : mark.start()]):
            yield start, mark.end()
            start = mark.end()
        looked = mark.end()
    if any(c.isalnum() for c in text[start:]):
        yield start, len(text)
