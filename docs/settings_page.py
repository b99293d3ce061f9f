"""Write docs/settings.md from the settings themselves: .venv/bin/python docs/settings_page.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from assistant.settings import PERIODS, PREFIX, Rate, Settings

PAGE = Path(__file__).with_name("settings.md")
HEAD = f"""\
# Settings

Every setting is an environment variable with the prefix `{PREFIX}`. An empty one counts as not set. Settings that
cannot be used are reported when a command starts, all of them at once.

<!-- Written by docs/settings_page.py from src/assistant/settings.py: change the descriptions there. -->

| variable | default | what it sets |
| --- | --- | --- |
"""


def page() -> str:
    """The whole page as Markdown, a row for each setting in the order of the class."""
    return HEAD + "".join(f"{row}\n" for row in _rows())


def _rows() -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        what = (field.description or "").replace("|", "\\|")
        yield f"| `{PREFIX}{name.upper()}` | {_default(field)} | {what} |"


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "the shipped folder"
    value: Any = field.default
    if value is None or value == ():
        return "none"
    if isinstance(value, tuple):
        return f"`{','.join(value)}`"
    if isinstance(value, Rate):
        period = next(name for name, seconds in PERIODS.items() if seconds == value.seconds)
        return f"`{value.count}/{period}`"
    return f"`{value}`"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
