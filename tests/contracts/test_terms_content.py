"""Content files that are wrong are refused with every place at once; a new edition is a new file."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from assistant.contracts import Terms, UnknownClause, UnknownService, load_terms
from assistant.contracts.loader import DOCUMENTS, load_editions, parent_id
from assistant.errors import ContentError

GOOD = """\
service: demo
version: 2025-01-01
title: {ja: 見本, en: Sample}
contents:
  - section: demo:1
    heading: 第1条（見本）
    label: {ja: 第1条, en: Article 1}
    title: {ja: 見本, en: Sample}
    contents:
      - clause: demo:1.1
        label: {ja: 第1条, en: Article 1}
        title: {ja: 見本, en: Sample}
        text: これは見本です。ただし、例外があります。
        summary: {ja: 見本です。, en: A sample.}
        notes: [AMB-D01]
        contents:
          - limb: demo:1.1#proviso
            label: {ja: 第1条ただし書, en: "Article 1, proviso"}
            title: {ja: 例外, en: Exception}
            text: ただし、例外があります。
            summary: {ja: 例外です。, en: An exception.}
"""
NOTES = "- note: AMB-D01\n  ja: 注です。\n  en: A note.\n"


def write(folder: Path, document: str = GOOD, notes: str = NOTES, name: str = "demo-2025-01-01.yaml") -> Path:
    (folder / name).write_text(document, encoding="utf-8")
    (folder / "notes.yaml").write_text(notes, encoding="utf-8")
    return folder


def test_good_content(tmp_path: Path) -> None:
    [edition] = load_editions(write(tmp_path))
    assert [clause.id for clause in edition.provisions()] == ["demo:1.1", "demo:1.1#proviso"]
    assert edition.clauses["demo:1"].summary == edition.clauses["demo:1.1"].summary
    assert [note.text.en for note in edition.clauses["demo:1.1"].notes] == ["A note."]


# what is replaced in the good document, by what, and of the fault: the line, a part of the message, a part of the mend
BROKEN = {
    "repeated key": (
        "    heading: 第1条（見本）\n",
        "    heading: 甲\n    heading: 乙\n",
        7,
        "given twice",
        "keep one",
    ),
    "unknown field": ("    heading:", "    headline:", 6, "unknown field `headline`", "heading"),
    "no text": ("        text: これは見本です。ただし、例外があります。\n", "", 10, "has no `text`", "verbatim"),
    "no label in English": (
        "{ja: 第1条, en: Article 1}\n    title",
        "{ja: 第1条}\n    title",
        7,
        "lacks `en`",
        "add `en",
    ),
    "no title": ("            title: {ja: 例外, en: Exception}\n", "", 17, "`title` lacks `ja`", "add `ja"),
    "no summary": ("        summary: {ja: 見本です。, en: A sample.}\n", "", 10, "`summary` lacks", "add"),
    "bad id": ("clause: demo:1.1\n", "clause: demo:1-1\n", 10, "is not an id", "demo:7.2.3"),
    "id of another service": (
        "clause: demo:1.1\n",
        "clause: other:1.1\n",
        10,
        "another service",
        "begin the id with demo:",
    ),
    "wrong parent": ("clause: demo:1.1\n", "clause: demo:2.1\n", 10, "stands under demo:1", "move it under demo:2"),
    "limb without a name": ("limb: demo:1.1#proviso", "limb: demo:1.1.1", 17, "not the id of a limb", "#name"),
    "limb not of its clause": (
        "text: ただし、例外があります。",
        "text: なお、",
        20,
        "not a part of demo:1.1",
        "quote a run",
    ),
    "limb with a heading": (
        "            title: {ja: 例外",
        "            heading: 甲\n            title: {ja: 例外",
        17,
        "no heading",
        "remove",
    ),
    "unknown note": ("[AMB-D01]", "[AMB-D01, AMB-D02]", 15, "no note AMB-D02", "notes.yaml"),
    "node without a kind": (
        "      - clause: demo:1.1\n        label",
        "      - label",
        10,
        "does not say what it is",
        "clause:",
    ),
    "contents not a list": (
        "        contents:\n          - limb",
        "        contents:\n            limb",
        16,
        "not a list",
        "list",
    ),
    "no version": ("version: 2025-01-01", "version: soon", 2, "no usable `version`", "2025-04-01"),
    "no service": ("service: demo", "service: [demo]", 1, "no usable `service`", "ztna"),
    "not YAML": (
        "title: {ja: 見本, en: Sample}\ncontents",
        "title: {ja: 見本, en: Sample\ncontents",
        4,
        "not YAML",
        "mend",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_document(tmp_path: Path, case: str) -> None:
    old, new, line, message, mend = BROKEN[case]
    assert old in GOOD
    broken = GOOD.replace(old, new, 1)
    with pytest.raises(ContentError) as error:
        load_terms(write(tmp_path, broken))
    faults = [fault for fault in error.value.faults if fault.file.name == "demo-2025-01-01.yaml"]
    fault = next(fault for fault in faults if message in fault.message)
    assert (fault.line, fault.source) == (line, broken.splitlines()[line - 1])
    assert mend in fault.mend
    shown = str(error.value)
    assert f"demo-2025-01-01.yaml:{line}: {fault.message}" in shown
    assert broken.splitlines()[line - 1].strip() in shown


def test_all_faults_of_all_files_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace("[AMB-D01]", "[AMB-D01, AMB-D09]").replace("text: ただし、例外", "text: 但し、例外")
    notes = NOTES + "- note: AMB-D01\n  ja: 再び。\n  en: Again.\n- note: AMB-D03\n  ja: 孤立。\n- 4\n"
    write(tmp_path, broken, notes)
    (tmp_path / "demo-2026-01-01.yaml").write_text("just a word\n", encoding="utf-8")
    (tmp_path / "demo-2027-01-01.yaml").write_bytes(b"service: demo\ntitle: \xff\n")
    with pytest.raises(ContentError) as error:
        load_editions(tmp_path)
    found = {(fault.file.name, fault.line) for fault in error.value.faults}
    assert found == {
        ("demo-2025-01-01.yaml", 15),  # no such note
        ("demo-2025-01-01.yaml", 20),  # not a part
        ("demo-2026-01-01.yaml", 1),  # not a document
        ("demo-2027-01-01.yaml", 2),  # not UTF-8
        ("notes.yaml", 4),  # given twice
        ("notes.yaml", 7),  # lacks en, and stands under no clause
        ("notes.yaml", 9),  # without its id
    }


def test_unreadable_notes_do_not_make_every_clause_wrong(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        load_editions(write(tmp_path, notes="- note: [AMB-D01\n"))
    assert {fault.file.name for fault in error.value.faults} == {"notes.yaml"}


def test_id_given_twice(tmp_path: Path) -> None:
    twice = GOOD + GOOD[GOOD.index("  - section") :]
    with pytest.raises(ContentError, match=r"demo:1 is given twice \(first on line 5\)"):
        load_editions(write(tmp_path, twice))


def test_section_that_cannot_borrow_a_summary(tmp_path: Path) -> None:
    second = GOOD[GOOD.index("      - clause") : GOOD.index("        notes")].replace("demo:1.1", "demo:1.2")
    with pytest.raises(ContentError, match="demo:1 has no summary"):
        load_editions(write(tmp_path, GOOD + second))


def test_file_called_something_else(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"call it demo-2025-01-01\.yaml"):
        load_editions(write(tmp_path, name="demo-2024-12-31.yaml"))


def test_folder_without_documents(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no document"):
        load_editions(tmp_path)


def test_values_stay_as_written(tmp_path: Path) -> None:
    """In YAML 1.1 NO is false and 1:30 is ninety; in a contract they are words."""
    [edition] = load_editions(write(tmp_path, GOOD.replace("これは見本です。", "NO。").replace("ja: 例外,", "ja: NO,")))
    assert edition.clauses["demo:1.1"].text.startswith("NO。")
    assert edition.clauses["demo:1.1#proviso"].title.ja == "NO"


def test_parent_id() -> None:
    assert parent_id("ztna:13.1#proviso") == "ztna:13.1"
    assert parent_id("ztna:7.2.3") == "ztna:7.2"
    assert parent_id("ztna:app1.1") == "ztna:app1"
    assert parent_id("ztna:supp.3") == "ztna:supp"
    assert parent_id("ztna:7") is None


# --- editions ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def with_later_edition(tmp_path_factory: pytest.TempPathFactory) -> Terms:
    """The real documents and, beside them, a made-up later edition of one contract: one file more."""
    folder = tmp_path_factory.mktemp("documents")
    for file in DOCUMENTS.glob("*.yaml"):
        shutil.copy(file, folder)
    later = (folder / "ztna-2025-04-01.yaml").read_text(encoding="utf-8")
    for old, new in (("version: 2025-04-01", "version: 2027-04-01"), ("50ライセンス単位", "10ライセンス単位")):
        assert later.count(old) >= 1
        later = later.replace(old, new)
    (folder / "ztna-2027-04-01.yaml").write_text(later, encoding="utf-8")
    return load_terms(folder)


@pytest.mark.parametrize(
    ("on", "version"),
    [
        (date(2027, 4, 1), date(2027, 4, 1)),
        (date(2030, 1, 1), date(2027, 4, 1)),
        (date(2027, 3, 31), date(2025, 4, 1)),
        (date(2025, 4, 1), date(2025, 4, 1)),
        (date(2020, 1, 1), date(2025, 4, 1)),  # before the first: the first
        (None, date(2027, 4, 1)),
    ],
)
def test_edition_in_force(with_later_edition: Terms, on: date | None, version: date) -> None:
    assert with_later_edition.edition("ztna", on).version == version


def test_both_editions_stay_answerable(with_later_edition: Terms) -> None:
    terms = with_later_edition
    assert [edition.version.year for edition in terms.editions("ztna")] == [2025, 2027]
    assert "10ライセンス単位" in terms.clause("ztna:4.1.1").text
    assert "50ライセンス単位" in terms.clause("ztna:4.1.1", date(2025, 4, 1)).text
    assert terms.clause("ztna:4.1.1", date(2025, 4, 1)).version == date(2025, 4, 1)
    assert [clause.version.year for clause in terms.resolve("第4条第1項第1号", "ztna")] == [2027]
    assert "fms:3.1.1" in [clause.id for clause, _ in terms.search("ライセンス単位", limit=20)]
    assert terms.services == ("ztna", "fms")


def test_unknown_clause_and_service(with_later_edition: Terms) -> None:
    terms = with_later_edition
    for clause_id, version in (("ztna:99.9", None), ("vpn:1.1", None), ("ztna:4.1.1", date(2026, 1, 1)), ("", None)):
        with pytest.raises(UnknownClause) as error:
            terms.clause(clause_id, version)
        assert error.value.clause_id == clause_id
    with pytest.raises(UnknownClause, match="in the edition of 2027-04-01"):
        terms.clause("ztna:99.9")
    with pytest.raises(UnknownService):
        terms.edition("vpn")


def test_terms_are_read_once_in_a_process() -> None:
    assert load_terms() is load_terms()
    assert load_terms(DOCUMENTS) is load_terms()
