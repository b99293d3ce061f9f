"""What the desk refuses, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assistant.errors import AssistantError


class NotFound(AssistantError, LookupError):
    """No such contract, request, ticket or conversation, or none that this caller may see: `what` it is."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"no such {what}")


class IllegalStep(AssistantError):
    """A request or ticket cannot go from the state it is in to the one that was asked for."""


class KeyReused(AssistantError):
    """An idempotency key came again with another request."""


class BadContract(AssistantError):
    """A contract that cannot be kept: `errors` names the fields (`loc`) and what is wrong with each (`msg`)."""

    def __init__(self, errors: Iterable[Mapping[str, Any]]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(str(e["msg"]) for e in self.errors))
