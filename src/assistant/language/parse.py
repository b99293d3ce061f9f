"""The `parse` command: one message in, its entities as plain JSON out."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.language.entities import extract


def parse_line(text: str, today: date, locale: str | None = None) -> dict[str, Any]:
    """Return the entities of a text as JSON.

    {"entities": [{"type", "text", "start", "end", "value", "extra"}]} in the order of the text; `start` and `end` are
    character offsets into `text`, end exclusive; `extra` (see `model.Entity`) is left out when there is nothing in it.
    """
    entities = []
    for one in extract(text, today, locale):
        entity: dict[str, Any] = {
            "type": one.type,
            "text": one.text,
            "start": one.start,
            "end": one.end,
            "value": one.value,
        }
        if one.extra:
            entity["extra"] = dict(one.extra)
        entities.append(entity)
    return {"entities": entities}
