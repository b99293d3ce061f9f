"""Splits a message into sentences, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.language.screening import Screened

# A full stop ends a sentence only before a space and a capital, or at the end: "Art. 7" and "1.5G" do not. A line
# break ends one unless the sentence plainly goes on: after a comma, or before a small letter (a wrapped mail).
_END = Screened(
    r"[。!?]+\s*|\.{3,}(?=\S)(?!じゃな|ではな|でな|いや|いえ|違|no\b|sorry\b|i mean\b|wait\b|or rather\b)|"
    r"\.(?=\s+[A-Z\"'(]|\s+(?:and|also|but|what|how|when|is|are|can|could|we|our|it|the|"
    r"please|then|so|that|go ahead)\b|\s*$)|"
    r",? (?=(?:and|but)(?: also| then)? (?:at (?=what|which))?(?:how|what|when|which|"
    r"who|why|until when|"
    r"by when|is there|are there|does|(?:can|could|may|might|will|would|do|did|should|must|is|are) "
    r"(?:we|they|i|it|you|he|she|one|two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*|the|a|an|our|this|that|"
    r"there))\b)|"
    r"(?<![,、;:\s])\s*\n+(?=\s*[^\sa-z])|"
    # 「帯域いくつだっけ あとライセンスは最大いくつ」: a question that is over, then one more
    r"(?<=[かけのね]) +(?=(?:あと|それと|それから|ちなみに|ついでに)(?![でにはも]))"
)
_ABBREVIATION = re.compile(
    r"\b(?:Art|No|vs|approx|[Ii]nc|Mr|Ms|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|App|Sec|cf|i\.e|e\.g|etc)$"
)
# Two numbered questions are two: "(1) ... (2) ...", "1) ... 2) ...".
_NUMBERED = Screened(
    r"(?:(?<=\s)|(?<=^)|(?<=[。:、!?か]))(?:\(([1-9])\)|([1-9])\))(?:\s+(?=\S)|(?=[^\W\dのとはにでをや及]))"
)
_ONLY_A_LENGTH = re.compile(
    r"\s*(?:約|about )?[\d.,]+\s?(?:hours?|hrs?|h|days?|d|minutes?|mins?|時間半?|分|日)(?:間)?[\s,、;/]*(?:and|と)?\s*",
    re.IGNORECASE,
)
_LISTED = Screened(
    r", (?=(?:does|do|is|are|can|could|how|what|who|when|which|will)\b[^?]*?,? and "
    r"(?:does|do|is|are|can|could|how|what|who|when|which|will|by when|until when)\b)",
    re.IGNORECASE,
)

# "Before raising our number, is IIJ to warn us, and how long ahead?": what stands before the comma asks nothing.
_SUBORDINATE = re.compile(
    r"\s*(?:before|when|whenever|if|after|once|while|since|unless|should|in case|given|suppose|supposing|assuming|"
    r"as|for|with|under|on)\b",
    re.IGNORECASE,
)


def _marks(text: str) -> list[tuple[int, int, bool]]:
    """Where a sentence ends: marks, commas of a list of questions, and (True) the numbers of a numbered list."""
    found = [(m.start(), m.end(), False) for m in _END.finditer(text) if not _is_abbreviation(text, m)]
    ends = [0, *(end for _, end, _ in found)]
    found += [
        (m.start(), m.end(), False)
        for m in _LISTED.finditer(text)
        if not _SUBORDINATE.match(text, max(end for end in ends if end <= m.start()))
    ]
    if is_numbered(text):
        found += [(m.start(), m.end(), True) for m in _NUMBERED.finditer(text)]
    return sorted(found)


def is_numbered(text: str) -> bool:
    """Whether the text has a list with numbers: "(1) ... (2) ..."."""
    if "2)" not in text:
        return False
    marks = list(_NUMBERED.finditer(text))
    told = all(_ONLY_A_LENGTH.fullmatch(text, one.end(), other.start()) for one, other in pairwise(marks))
    return {int(m[1] or m[2]) for m in marks} >= {1, 2} and not told  # "(1) 30 hours, (2) 50 hours" asks nothing yet


def _is_abbreviation(text: str, mark: re.Match[str]) -> bool:
    return mark[0].startswith(".") and _ABBREVIATION.search(text[max(0, mark.start() - 8) : mark.start()]) is not None


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) spans of the sentences of a normalised text; the end mark belongs to its sentence."""
    start = looked = 0
    for begin, end, numbers in _marks(text):
        # What lies before `looked` holds no word, and is not looked at again: a text of marks only costs no more.
        if any(c.isalnum() for c in text[looked:begin]):
            yield start, begin if numbers else end
            start = end
        elif numbers:
            start = end
        looked = max(looked, end)
    if any(c.isalnum() for c in text[start:]):
        yield start, len(text)
