"""What tests look at in a reply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def decided(reply: Mapping[str, Any]) -> dict[str, Any]:
    """The decision of the first answer."""
    found: dict[str, Any] = reply["answers"][0]["decision"]
    return found


def cited(reply: Mapping[str, Any]) -> set[str]:
    """The clauses that its answers cite."""
    return {citation["clause"] for answer in reply["answers"] for citation in answer["citations"]}
