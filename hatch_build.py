"""Build hook: a wheel carries the content folders, an editable install reads them where they stand."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENT = ("intents", "responses")


class ContentHook(BuildHookInterface):
    """Adds intents/ and responses/ to the wheel as assistant/_content/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`version` is "standard" for a wheel and "editable" for `pip install -e`."""
        if version == "standard":
            build_data["force_include"].update({folder: f"assistant/_content/{folder}" for folder in CONTENT})
