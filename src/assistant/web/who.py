"""Who is asking."""

from __future__ import annotations

from typing import Any

from litestar.connection import ASGIConnection

from assistant.identity import ANONYMOUS, Identity


def current_identity(connection: ASGIConnection[Any, Any, Any, Any]) -> Identity:
    """Who is asking, as the door has proved it; a visitor when there was no proof."""
    found = connection.scope.get("user")
    return found if isinstance(found, Identity) else ANONYMOUS
