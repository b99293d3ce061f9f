"""The console's labels in both languages, from words.yaml: each line a key and its Japanese and English text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from assistant.contracts.yamlfile import read_values
from assistant.errors import ContentError, Fault

_PLACE: Final = re.compile(r"\{(\w+)\}")
FILE: Final = Path(__file__).with_name("words.yaml")
LOCALES: Final = ("ja", "en")
Locale = Literal["ja", "en"]
Say = Callable[..., str]


@cache
def load(path: Path = FILE) -> Mapping[str, Mapping[str, str]]:
    """Texts by locale and key. Raises ContentError when a key has not exactly two texts."""
    entries = read_values(path)
    wrong = [str(key) for key, texts in entries.items() if not _pair(texts) or not isinstance(key, str)]
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


@cache
def _sentences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What programs are told, as patterns: the keys `said.*`, those with the most words of their own first."""
    found = [(key, text) for key, text in load()["en"].items() if key.startswith("said.")]
    found.sort(key=lambda each: -len(_PLACE.sub("", each[1])))
    return tuple((key, re.compile(_pattern(text), re.DOTALL)) for key, text in found)


def _pattern(text: str) -> str:
    parts = _PLACE.split(text)  # text, name, text, name, …
    return "".join(f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts))


def translated(locale: str, sentence: str) -> str | None:
    """A sentence that programs get, in the language of the page; None when words.yaml does not have it."""
    for key, pattern in _sentences():
        if found := pattern.fullmatch(sentence):
            values = {name: known(locale, f"{name}.{value}", value) for name, value in found.groupdict().items()}
            return load()[locale][key].format(**values)
    return None


def known(locale: str, key: str, otherwise: str) -> str:
    """The text of a key, or `otherwise` when there is none: for values that content may add to."""
    return load()[locale].get(key, otherwise)
