"""YAML content files with the line of every key, so that an error can point at the place.

Every scalar stays the text that was written: `NO` is not false and `2025-04-01` is not a date until the reader of a
field makes it one. PyYAML's own constructor would change both, and would let a repeated key win silently.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assistant.errors import ContentError, Fault

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times as fast, where it is built


def read_values(path: Path) -> Any:
    """What a YAML file of our own holds. Raises OSError and yaml.YAMLError."""
    return yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 - a safe one


class Block(dict[str, Any]):
    """A mapping as read: values are `str`, `Block` or `Series`; `line` and `lines` count from 1."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Series(list[Any]):
    """A sequence as read; `line` is that of its first element and `lines` those of all."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


class Faults:
    """Collects what is wrong with one file."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.found: list[Fault] = []
        self._lines = text.splitlines()

    def add(self, line: int, message: str, mend: str) -> None:
        """Note one fault at `line` (from 1; 0 for the file as a whole)."""
        source = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        self.found.append(Fault(self.file, line, source, message, mend))


def read(path: Path) -> tuple[Any, Faults]:
    """Read one file: its content (`Block`, `Series`, `str` or None) and the faults found so far (repeated keys).

    Raises:
        ContentError: the file is not UTF-8 or not YAML, so that nothing of it can be used.

    """
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ContentError([Fault(path, line, "", "not UTF-8", "save the file as UTF-8")]) from error
    faults = Faults(path, text)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.add(
            mark.line + 1 if mark else 0, f"not YAML: {error.problem}", "mend the YAML on this line or just above"
        )
        raise ContentError(faults.found) from error
    except yaml.YAMLError as error:
        faults.add(0, f"not YAML: {error}", "remove the character that YAML does not allow")
        raise ContentError(faults.found) from error
    return (None if node is None else _build(node, faults)), faults


def _build(node: yaml.Node, faults: Faults) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        series = Series(line)
        for item in node.value:
            series.append(_build(item, faults))
            series.lines.append(item.start_mark.line + 1)
        return series
    block = Block(line)
    for key_node, value_node in node.value:
        key, key_line = str(key_node.value), key_node.start_mark.line + 1
        if key in block:
            faults.add(key_line, f"`{key}` is given twice (first on line {block.lines[key]})", "keep one of the two")
            continue
        block[key] = _build(value_node, faults)
        block.lines[key] = key_line
    return block
