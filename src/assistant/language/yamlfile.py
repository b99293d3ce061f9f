"""Content files with line numbers: YAML where every scalar is the text as written.

`NO`, `yes`, `1.10` and `2025-04-01` stay strings: what stands in a content file are sentences and names.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assistant.errors import Fault

# The C loader parses a directory of intents about ten times faster; the pure one is there when it was not built.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NOT_YAML = "check the indentation; a text that starts with { or [ or holds `: ` or ` #` needs quotes"


class Source:
    """One content file: its lines, and the faults found in it so far."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.text = text
        self.lines = text.splitlines()
        self.faults: list[Fault] = []

    def fault(self, line: int, message: str, mend: str) -> None:
        """Note a fault at a line (from 1; 0: the whole file)."""
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        self.faults.append(Fault(self.file, line, source, message, mend))

    @classmethod
    def read(cls, file: Path) -> Source:
        """Read a file; one that is not UTF-8 is empty with a fault noted. Raises OSError when it cannot be read."""
        try:
            return cls(file, file.read_text("utf-8-sig"))
        except UnicodeDecodeError as error:
            source = cls(file, "")
            source.fault(0, f"not UTF-8: {error.reason} at byte {error.start}", "save the file as UTF-8")
            return source

    def root(self) -> yaml.Node | None:
        """Return the top node of the document, or None (with a fault noted) when it is not YAML."""
        if self.faults:
            return None
        try:
            node = yaml.compose(self.text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            message = f"not YAML: {error.problem or error.context}"
            self.fault(mark.line + 1 if mark else 0, message, _NOT_YAML)
            return None
        except yaml.YAMLError as error:
            self.fault(0, f"not YAML: {error}", "save the file as UTF-8 text")
            return None
        if node is None:
            self.fault(0, "the file is empty", "write the content, or delete the file")
        return node

    def mapping(self, node: yaml.Node, what: str) -> dict[str, yaml.Node]:
        """Return the values of a mapping by key; a repeated key or another kind of node is a fault."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(line_of(node), f"{what} must be a mapping", f"write {what} as `key: value` lines")
            return {}
        values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            if not name:
                self.fault(line_of(key), f"a key of {what} is not a name", "write a plain name before the colon")
            elif name in values:
                first = line_of(values[name])
                self.fault(line_of(key), f"{name!r} stands twice in {what}", f"join it with the one at line {first}")
            else:
                values[name] = value
        return values

    def string(self, node: yaml.Node, what: str) -> str | None:
        """Return a scalar as text; a list, a mapping or nothing is a fault (and None)."""
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return str(node.value).strip()
        if isinstance(node, yaml.ScalarNode):
            self.fault(line_of(node), f"{what} is empty", "write the text, or remove the line")
        else:
            self.fault(line_of(node), f"{what} must be text", "put it in quotes: YAML reads [ ] { } and `: ` itself")
        return None

    def strings(self, node: yaml.Node, what: str) -> list[tuple[str, int]]:
        """Return the texts of a list with their lines; anything else is a fault."""
        if not isinstance(node, yaml.SequenceNode):
            self.fault(line_of(node), f"{what} must be a list", "write one item a line, each after `- `, or [a, b]")
            return []
        found = ((self.string(item, f"an item of {what}"), line_of(item)) for item in node.value)
        return [(text, line) for text, line in found if text is not None]


def line_of(node: yaml.Node) -> int:
    """Return the line (from 1) a node starts at."""
    return int(node.start_mark.line) + 1
