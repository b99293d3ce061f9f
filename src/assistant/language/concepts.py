"""The ideas a sentence speaks of, whatever the words: "quit", "leave" and 「やめる」 are the same one.

The words are content (`concepts.yaml`), read once; a fault in them is a ContentError with file, line and mend.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from assistant.errors import ContentError
from assistant.language.lexicon import alternation
from assistant.language.yamlfile import Source

CONCEPTS_FILE = Path(__file__).with_name("concepts.yaml")

_LATIN = re.compile(r"[a-z0-9%]")
_LETTER = re.compile(r"[a-z]")


def concepts(folded: str) -> list[str]:
    """Return the names of the ideas a folded text (see `features.fold`) has words for, sorted, each once."""
    return _reader()(folded)


@cache
def _reader(file: Path = CONCEPTS_FILE) -> Callable[[str], list[str]]:
    meanings = _words(file)
    latin = re.compile(rf"(?<![a-z]){alternation(w for w in meanings if _LATIN.match(w))}")
    japanese = re.compile(alternation(w for w in meanings if not _LATIN.match(w)))

    def read(folded: str) -> list[str]:
        found = {meanings[m[0]][0] for m in japanese.finditer(folded)}
        match = latin.search(folded)
        while match is not None:
            idea, begins = meanings[match[0]]
            end = match.end() + folded.startswith("s", match.end())  # the plural is the same word
            whole = begins or not _LETTER.match(folded, end)
            if whole:
                found.add(idea)
            # What only begins as words do takes none from those after it: "how cancellation works" is no "how can".
            match = latin.search(folded, match.end() if whole else match.start() + 1)
        return sorted(found)

    return read


def _words(file: Path) -> dict[str, tuple[str, bool]]:
    """Map each word to its idea, and whether it may be the beginning of a longer word."""
    source = Source.read(file)
    found: dict[str, tuple[str, bool]] = {}
    root = source.root()
    for idea, node in (source.mapping(root, "the file") if root is not None else {}).items():
        for text, line in source.strings(node, f"the words of {idea!r}"):
            word = text.removesuffix("*")
            if word in found:
                source.fault(line, f"{word!r} stands under {found[word][0]!r} too", "keep it under one idea")
            found[word] = (idea, text.endswith("*"))
    if source.faults:
        raise ContentError(source.faults)
    return found
