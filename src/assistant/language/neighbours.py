"""The words beside an entity, from which the part it plays is read."""

from __future__ import annotations

from assistant.language.model import Entity

_BEFORE = 64
_AFTER = 40


def before(text: str, entity: Entity) -> str:
    """The words just before an entity."""
    return text[max(0, entity.start - _BEFORE) : entity.start]


def after(text: str, entity: Entity) -> str:
    """The words just after an entity."""
    return text[entity.end : entity.end + _AFTER]
