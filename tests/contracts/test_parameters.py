"""The parameter files: complete, true to the text, and errors that point."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.contracts import load_terms
from assistant.contracts.parameters import Parameter, UnknownEdition, UnknownParameter, load_parameters
from assistant.errors import ContentError, UnknownService

BOOK = load_parameters()
ALL = [(edition, parameter) for service in BOOK.services for edition in BOOK.editions(service) for parameter in edition]
GOOD = """service: ztna
version: 2025-04-01
parameters:
  licences.max:
    value: 60000
    unit: licences
    clauses: ["ztna:4.1.1"]
    valid_from: 2025-04-01
"""


def _said(clause_id: str) -> str:
    """A clause as one run of characters, numbers without separators."""
    text = unicodedata.normalize("NFKC", load_terms().clause(clause_id).text)
    return re.sub(r"[\s,]", "", text)


def _numbers(value: Any) -> Iterator[int]:
    if isinstance(value, tuple):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


@pytest.mark.parametrize(("edition", "parameter"), ALL, ids=[f"{e.service}-{p.name}" for e, p in ALL])
def test_every_clause_exists_and_every_number_stands_in_the_text(edition: Any, parameter: Parameter) -> None:
    texts = [_said(clause) for clause in parameter.clauses]
    for number in _numbers(parameter.value):
        # The terms write 2G; the parameter is in Mbps.
        written = {str(number)} | ({f"{number // 1000}G"} if parameter.unit == "Mbps" else set())
        assert number == 1 or any(w in text for w in written for text in texts), number
    assert parameter.valid_from <= edition.version
    assert all(clause.startswith(f"{edition.service}:") for clause in parameter.clauses)


def test_every_row_of_the_table_stands_in_the_text() -> None:
    units = {"M": "分", "H": "時間", "D": "日"}
    for row in BOOK.in_force("ztna")[0].value("credit.table"):
        said = _said(row["clause"])
        bounds = [re.fullmatch(r"PT?(\d+)([MHD])", row[end]) for end in ("over", "up_to") if row[end]]
        words = [f"{b[1]}{units[b[2]]}" for b in bounds if b]
        assert f"{words[0]}超" in said
        assert len(words) == 1 or f"{words[1]}以内" in said
        share = str(row["fraction"])
        assert ("全額" if share == "1" else f"{share.partition('/')[2]}分の1") in said


def test_the_rows_of_the_table_join() -> None:
    rows = BOOK.in_force("ztna")[0].value("credit.table")
    assert [row["up_to"] for row in rows[:-1]] == [row["over"] for row in rows[1:]]
    assert rows[-1]["up_to"] is None


@pytest.mark.parametrize("service", ["ztna", "fms"])
def test_the_history_ends_with_the_edition(service: str) -> None:
    edition, before = BOOK.in_force(service)
    history = edition.value("history")
    assert history == tuple(sorted(history))
    assert history[-1] == edition.version
    assert not before


def test_looking_up() -> None:
    edition, _ = BOOK.in_force("ztna")
    assert edition.name == "ztna-2025-04-01"
    assert edition.value("licences.max.Starter") == 500
    assert edition.parameter("licences.max.Starter").unit == "licences"
    assert BOOK.edition("ztna-2025-04-01") is edition
    with pytest.raises(UnknownParameter, match=r"no parameter 'licences.maximum' in ztna-2025-04-01"):
        edition.value("licences.maximum")
    with pytest.raises(UnknownEdition):
        BOOK.edition("ztna-2025-04-02")
    with pytest.raises(UnknownService):
        BOOK.in_force("mail")


@pytest.mark.parametrize(
    ("day", "before"), [(date(2025, 3, 31), True), (date(2025, 4, 1), False), (date(2099, 1, 1), False)]
)
def test_in_force(day: date, before: bool) -> None:
    edition, lies_before = BOOK.in_force("ztna", day)
    assert edition.version == date(2025, 4, 1)
    assert lies_before is before


def test_reading_is_cached() -> None:
    assert load_parameters() is load_parameters()


def _load(tmp_path: Path, text: str, name: str = "ztna-2025-04-01.yaml") -> None:
    (tmp_path / name).write_text(text, "utf-8")
    load_parameters(tmp_path)


def test_a_good_file_is_good(tmp_path: Path) -> None:
    _load(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "mend"),
    [
        ("service: ztna", "service: fms", 1, "another service", "write ztna"),
        ("version: 2025-04-01", "version: 2025-04-02", 2, "another date", "write 2025-04-01"),
        ("version: 2025-04-01", "version: April", 2, "not a date", "2025-04-01"),
        ("version: 2025-04-01\n", "", 1, "`version` is missing", "version:"),
        ("version:", "edition:", 2, "`edition` is not known", "service, version, parameters"),
        ("licences.max:", "Licences Max:", 4, "not a parameter's name", "licences.max.Starter"),
        ("    value: 60000\n", "", 4, "has no `value`", "value:"),
        ("    unit:", "    units:", 6, "`units` is not a field", "value, unit, clauses, valid_from"),
        ('clauses: ["ztna:4.1.1"]', "clauses: []", 7, "no clause named", "ztna:1.1"),
        ('clauses: ["ztna:4.1.1"]', 'clauses: ["fms:4.1.1"]', 7, "is no clause of ztna", "ztna:4.1.1"),
        ('clauses: ["ztna:4.1.1"]', "clauses: [Article 4]", 7, "is no clause of ztna", "ztna:4.1.1"),
        ("valid_from: 2025-04-01", "valid_from: 2025-13-01", 8, "not a date", "2025-04-01"),
        ("unit: licences", "unit: [licences]", 6, "the unit is not a word", "one unit"),
        ("    value: 60000", "    value: 60000\n    value: 1", 6, "given twice", "keep one"),
        ("    value: 60000", "    value: [60000", 6, "not YAML", "mend"),
    ],
)
def test_errors_point(tmp_path: Path, old: str, new: str, line: int, message: str, mend: str) -> None:  # noqa: PLR0917
    assert old in GOOD
    with pytest.raises(ContentError) as caught:
        _load(tmp_path, GOOD.replace(old, new, 1))
    faults = [fault for fault in caught.value.faults if message in fault.message]
    assert len(faults) == 1, caught.value
    assert faults[0].file.name == "ztna-2025-04-01.yaml"
    assert faults[0].line == line
    assert mend in faults[0].mend
    if line and message != "not YAML":
        assert faults[0].source == GOOD.replace(old, new, 1).splitlines()[line - 1]


def test_many_errors_at_once_and_of_every_file(tmp_path: Path) -> None:
    (tmp_path / "fms-2023-02-01.yaml").write_text("parameters: none\n", "utf-8")
    bad = GOOD.replace("version: 2025-04-01", "version: x").replace("value: 60000", "values: 60000")
    with pytest.raises(ContentError) as caught:
        _load(tmp_path, bad)
    files = [fault.file.name for fault in caught.value.faults]
    assert files.count("ztna-2025-04-01.yaml") == 3
    assert files.count("fms-2023-02-01.yaml") == 3


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("ztna.yaml", GOOD, "does not say service and date"),
        ("ztna-2025-04-01.yaml", "", "no `service`, `version` and `parameters`"),
        ("ztna-2025-04-01.yaml", "- a\n", "no `service`, `version` and `parameters`"),
        ("ztna-2025-04-01.yaml", GOOD.replace("  licences.max:", "  x: 1\n  licences.max:"), "`x` has no fields"),
    ],
)
def test_files_that_are_no_edition(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(ContentError, match=re.escape(message)):
        _load(tmp_path, text, name)


def test_an_empty_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no parameters here"):
        load_parameters(tmp_path)
