"""Fields that documents and notes have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from assistant.contracts.model import Bilingual
from assistant.contracts.yamlfile import Block, Faults


def squash(text: str) -> str:
    """Return the text without any white space: how two renderings of the official text are compared."""
    return "".join(text.split())


def languages(value: Any, line: int, what: str, faults: Faults) -> Bilingual:
    """Read `{ja: …, en: …}`; what is missing is a fault, and empty in the result."""
    given = value if isinstance(value, Mapping) else {}
    texts = {}
    for locale in ("ja", "en"):
        text = given.get(locale)
        if isinstance(text, str) and text.strip():
            texts[locale] = text.strip()
        else:
            faults.add(line, f"{what} lacks `{locale}`", f"add `{locale}: …` with a text")
            texts[locale] = ""
    return Bilingual(texts["ja"], texts["en"])


def refuse_unknown(block: Block, known: frozenset[str], faults: Faults) -> None:
    """Note a fault for every key that is not `known`."""
    for name in block:
        if name not in known:
            faults.add(block.lines[name], f"unknown field `{name}`", f"known here: {', '.join(sorted(known))}")


def as_date(value: Any) -> date | None:
    """Return the day that `2025-04-01` stands for; None for anything else."""
    try:
        return date.fromisoformat(cast("str", value))
    except (TypeError, ValueError):
        return None
