"""Contracts from a file: CSV, JSON or YAML, each row with the line it begins on.

CSV has a column for each field; those of the configuration stand beside the others (`grade`, `licences`, ...), and
options are separated by spaces or semicolons. JSON and YAML hold a list of objects with the fields of PUT
/v1/contracts/{id} and `id`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.contracts import yamlfile
from assistant.desk.errors import BadContract
from assistant.errors import AssistantError, ContentError

FORMATS: Final = (".csv", ".json", ".yaml", ".yml")
NUMBERS: Final = frozenset({"licences", "bandwidth", "log", "concurrent", "servers", "monthly_fee"})
CONFIGURATION: Final = (
    *("grade", "licences", "bandwidth", "log", "region", "options", "mr_region", "ip"),
    *("concurrent", "servers", "redundancy"),
)
FIELDS: Final = ("id", "customer", "service", "name", "billing_start", "monthly_fee", "edition", "ends_on")
_YES_NO: Final = {
    "true": True,
    "yes": True,
    "1": True,
    "あり": True,
    "false": False,
    "no": False,
    "0": False,
    "なし": False,
}


class Unreadable(AssistantError):
    """A file of contracts that cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One contract of a file: the line it begins on, and its fields as written."""

    line: int
    data: dict[str, Any]


def rows(path: Path) -> list[Row]:
    """The rows of a file. Raises Unreadable with a sentence, ContentError for YAML that is none."""
    kind = path.suffix.lower()
    if kind not in FORMATS:
        raise Unreadable(f"{path.name}: the name must end with {', '.join(FORMATS)}.")
    if kind in (".yaml", ".yml"):
        return list(_yaml(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{path.name} is not UTF-8; save it as UTF-8 (in a spreadsheet: CSV UTF-8).") from None
    return list(_csv(path, text) if kind == ".csv" else _json(path, text))


def split(row: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The id of a row, and the rest with the configuration put together. Raises BadContract."""
    data = dict(row)
    contract_id = data.pop("id", None)
    if not isinstance(contract_id, str) or not contract_id:
        raise BadContract([{"loc": ["id"], "msg": "is missing"}])
    beside = {name: data.pop(name) for name in CONFIGURATION if name in data}
    if beside:
        if "configuration" in data:
            raise BadContract(
                [{"loc": ["configuration"], "msg": f"stands beside {', '.join(beside)}; give one of them"}]
            )
        data["configuration"] = beside
    return contract_id, data


def _csv(path: Path, text: str) -> Iterator[Row]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        unknown = [name for name in names if name not in (*FIELDS, *CONFIGURATION)]
        twice = {name for name in names if names.count(name) > 1}
        if not names or unknown or twice:
            wrong = ", ".join(repr(name) for name in (*unknown, *sorted(twice))) or "none"
            raise Unreadable(f"{path.name}: the first line must name each column once; wrong: {wrong}.")
        begins = reader.line_num + 1
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(names):
                yield Row(line, {"id": "", "more": f"{len(cells)} cells for {len(names)} columns"})
                continue
            filled = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
            yield Row(line, {name: _cell(name, cell) for name, cell in filled.items()})
    except csv.Error as error:
        raise Unreadable(f"{path.name}:{reader.line_num}: not CSV ({error}).") from None


def _cell(name: str, cell: str) -> Any:
    """What a cell says: a number, yes or no, a list of options, else the text."""
    if name in NUMBERS and re.fullmatch(r"\d[\d,]*", cell, re.ASCII):
        return int(cell.replace(",", ""))
    if name == "options":
        return [] if cell in ("-", "なし") else re.split(r"[;\s]+", cell.strip("; "))
    if name == "redundancy":
        return _YES_NO.get(cell.lower(), cell)
    return cell


def _json(path: Path, text: str) -> Iterator[Row]:
    decoder = json.JSONDecoder()
    space = re.compile(r"[\s,]*")
    at = space.match(text, 0).end()  # type: ignore[union-attr]
    if text[at : at + 1] != "[":
        raise Unreadable(f"{path.name}: one list of contracts is needed.")
    at += 1
    while True:
        at = space.match(text, at).end()  # type: ignore[union-attr]
        if text[at : at + 1] == "]" and not text[at + 1 :].strip():
            return
        line = text.count("\n", 0, at) + 1
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError as error:
            message = getattr(error, "msg", str(error))
            raise Unreadable(f"{path.name}:{getattr(error, 'lineno', line)}: not JSON ({message}).") from None
        yield Row(line, value if isinstance(value, dict) else {"more": "not an object"})


def _yaml(path: Path) -> Iterator[Row]:
    content, faults = yamlfile.read(path)
    if faults.found:
        raise ContentError(faults.found)
    if not isinstance(content, yamlfile.Series):
        raise Unreadable(f"{path.name}: one list of contracts is needed.")
    for line, value in zip(content.lines, content, strict=True):
        plain = _scalars(value)
        yield Row(line, plain if isinstance(plain, dict) else {"more": "not a mapping"})


def _scalars(value: Any, name: str = "") -> Any:
    """YAML as read keeps every scalar as text; the fields that are numbers or yes and no become so."""
    if isinstance(value, dict):
        return {key: _scalars(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_scalars(item) for item in value]
    if not isinstance(value, str):
        return value
    return _cell(name, value) if name in NUMBERS or name == "redundancy" else value
