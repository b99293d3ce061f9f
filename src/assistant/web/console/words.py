"""The console's labels in both languages, from words.yaml: each line a key and its Japanese and English text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from assistant.errors import ContentError, Fault

FILE: Final = Path(__file__).with_name("words.yaml")
LOCALES: Final = ("ja", "en")
Locale = Literal["ja", "en"]
Say = Callable[..., str]


@cache
def load(path: Path = FILE) -> Mapping[str, Mapping[str, str]]:
    """Texts by locale and key. Raises ContentError when a key has not exactly two texts."""
    entries = yaml.safe_load(path.read_text("utf-8"))
    wrong = [key for key, texts in entries.items() if not _pair(texts)]
    if wrong:
        mend = "write `key: [日本語, English]`"
        raise ContentError([Fault(path, 1, key, f"{key} has not one text for each language", mend) for key in wrong])
    return {locale: {key: texts[at] for key, texts in entries.items()} for at, locale in enumerate(LOCALES)}


def _pair(texts: Any) -> bool:
    return isinstance(texts, list) and len(texts) == len(LOCALES) and all(isinstance(t, str) and t for t in texts)


def said(locale: str) -> Say:
    """A function from a key (and what its text names in braces) to the text. It raises KeyError for an unknown key."""
    texts = load()[locale]

    def say(key: str, **values: Any) -> str:
        return texts[key].format(**values) if values else texts[key]

    return say


def known(locale: str, key: str, otherwise: str) -> str:
    """The text of a key, or `otherwise` when there is none: for values that content may add to."""
    return load()[locale].get(key, otherwise)
