"""Splits a message into sentences, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop ends a sentence only before a space and a capital or at the end: "Art. 7", "1.5G" and "Dec. 7" do not.
_END = re.compile(
    r"[。!?!?\n]+|"
    r"(?<!\bArt)(?<!\bNo)(?<!\bDec)(?<!\bNov)(?<!\bOct)(?<!\bSep)(?<!\bSept)(?<!\bAug)(?<!\bJan)(?<!\bFeb)(?<!\bMar)(?<!\bApr)(?<!\bvs)\.(?=\s+[A-Z\"'(]|"
    r""
    r""
    r""
    r"\s*$)"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) spans of the sentences of a normalised text; the end mark belongs to its sentence."""
    start = 0
    for mark in _END.finditer(text):
        if text[start : mark.start()].strip():
            yield start, mark.end()
            start = mark.end()
        elif mark.end() - start == mark.end() - mark.start():
            start = mark.end()
    if text[start:].strip():
        yield start, len(text)
