"""What patterns need is kept on disk and taken from there, and worked out anew when it cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.language import required, screencache
from assistant.language.screening import Screened


def _prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str) -> tuple[Screened, int]:
    """A pattern screened with what the directory holds, and how many patterns were looked at for it."""
    looked_at: list[str] = []
    really = required.required

    def counted(text: str, flags: int = 0) -> object:
        looked_at.append(text)
        return really(text, flags)

    monkeypatch.setattr(required, "required", counted)
    screened = Screened(pattern)
    screencache.prepare(tmp_path)
    monkeypatch.undo()
    return screened, len(looked_at)


def test_a_second_start_looks_at_no_pattern(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screencache.prepare(None)  # the patterns of the modules themselves
    _, first = _prepared(tmp_path, monkeypatch, r"aardvark\d")
    again, second = _prepared(tmp_path, monkeypatch, r"aardvark\d")
    assert (1, 0) == (first, second)
    assert again.search("an aardvark7") is not None
    assert again.search("an aardwolf7") is None


def test_a_broken_file_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screencache.prepare(None)
    _prepared(tmp_path, monkeypatch, r"wombat\d")
    (file,) = tmp_path.glob("screens-*.json")
    file.write_text("[")
    again, looked_at = _prepared(tmp_path, monkeypatch, r"wombat\d")
    assert 1 == looked_at
    assert again.search("wombat7") is not None
