"""Whether two names are of one place, in whatever language: 東京 and Tokyo."""

from __future__ import annotations

from assistant.language.lexicon import load_lexicon
from assistant.language.normalise import normalise


def same_place(one: str, other: str) -> bool:
    """Whether two names of regions, as written, are of the same place; a name no list has is only itself."""
    return _place(one) == _place(other)


def _place(name: str) -> str:
    plain = normalise(name).text.strip().casefold()
    meaning = load_lexicon().names.get(plain)
    return meaning.value if meaning is not None and meaning.kind == "region" else plain
