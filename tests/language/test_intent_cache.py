"""Intents kept on disk are those that were read, and are read anew when anything has changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import ContentError
from assistant.language import intentcache, intents
from assistant.settings import content_dir

ONE = """intent: price
title: {ja: 料金, en: Price}
answer: information
outcome: explained
clauses: {ztna: [ztna:12]}
ask: {en: "What does it cost?"}
sentences:
  ja: ["{licences}枚で(いくら|何円)(ですか|)"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "intents"
    made.mkdir()
    (made / "price.yaml").write_text(ONE, "utf-8")
    return made


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    seen: list[Path] = []
    real = intents.load_intents
    monkeypatch.setattr(intents, "load_intents", lambda directory: (seen.append(directory), real(directory))[1])
    return seen


def test_all_content_comes_back_as_it_was_read(tmp_path: Path, reads: list[Path]) -> None:
    directory = content_dir("intents")
    first, again = (intentcache.load(directory, tmp_path) for _ in range(2))
    assert reads == [directory]
    assert (again, list(again)) == (first, list(first))
    for name, intent in first.items():
        assert (again[name].file, again[name].lines) == (intent.file, intent.lines)
        assert list(again[name].clauses) == list(intent.clauses)


def test_a_changed_file_is_read_anew(tmp_path: Path, folder: Path, reads: list[Path]) -> None:
    intentcache.load(folder, tmp_path / "cache")
    (folder / "price.yaml").write_text(ONE.replace("何円", "どれほど"), "utf-8")
    found = intentcache.load(folder, tmp_path / "cache")
    assert len(reads) == 2
    assert "{licences}枚でどれほどですか" in found["price"].sentences[0].texts
    (folder / "price.yaml").rename(folder / "fee.yaml")
    assert intentcache.load(folder, tmp_path / "cache")["price"].file == folder / "fee.yaml"


def test_the_same_files_elsewhere_are_named_as_they_lie_there(tmp_path: Path, folder: Path, reads: list[Path]) -> None:
    intentcache.load(folder, tmp_path / "cache")
    moved = folder.rename(tmp_path / "elsewhere")
    assert intentcache.load(moved, tmp_path / "cache")["price"].file == moved / "price.yaml"
    assert len(reads) == 1


@pytest.mark.parametrize("broken", [b"", b"[]", b'{"price": {"name": 1}}', b"\xff\x00"])
def test_what_was_kept_and_is_damaged_is_made_again(tmp_path: Path, folder: Path, broken: bytes) -> None:
    first = intentcache.load(folder, tmp_path / "cache")
    (file,) = (tmp_path / "cache").iterdir()
    file.write_bytes(broken)
    assert intentcache.load(folder, tmp_path / "cache") == first
    assert file.read_bytes() != broken


def test_faults_are_told_every_time_and_nothing_is_kept(tmp_path: Path, folder: Path) -> None:
    (folder / "price.yaml").write_text(ONE.replace("explained", "unknown"), "utf-8")
    for _ in range(2):
        with pytest.raises(ContentError):
            intentcache.load(folder, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()
    with pytest.raises(FileNotFoundError):
        intentcache.load(folder / "none", tmp_path / "cache")


def test_what_cannot_be_kept_is_read_all_the_same(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = {"price": replace(intents.load_intents(folder)["price"], title={"en": "\ud800"})}
    monkeypatch.setattr(intents, "load_intents", lambda _: half)
    assert intentcache.load(folder, tmp_path / "cache") == half
    assert not (tmp_path / "cache").exists()
