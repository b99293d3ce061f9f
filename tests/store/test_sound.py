"""Backups, and files that are damaged: SQLite's own checks, said in a sentence."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import run as command
from assistant.store import AuditEntry, SQLiteStore, Unavailable


def filled(file: Path) -> None:
    async def main() -> None:
        store = SQLiteStore(f"sqlite:///{file}")
        await store.open()
        await store.keep(*(AuditEntry("turn", None, {"n": n, "pad": "x" * 500}) for n in range(60)))
        await store.close()

    asyncio.run(main())


def damage(file: Path) -> None:
    """Overwrite pages in the middle, as a failing disk does; the header stays."""
    with file.open("r+b") as disk:
        size = file.stat().st_size
        disk.seek(size // 2)
        disk.write(b"\xa5" * (size // 4))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: Any) -> Path:
    made = tmp_path / "kept.db"
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{made}")
    filled(made)
    return made


def test_a_damaged_file_is_refused_at_the_start_and_left_as_it_is(file: Path) -> None:
    damage(file)
    before = file.read_bytes()

    async def main() -> None:
        store = SQLiteStore(f"sqlite:///{file}")
        try:
            with pytest.raises(Unavailable, match=r"damaged|malformed"):
                await store.open()
        finally:
            await store.close()

    asyncio.run(main())
    assert file.read_bytes() == before


def test_check_says_whether_the_file_is_sound(file: Path, capsys: Any) -> None:
    assert command(["db", "check"]) == 0
    assert "sound" in capsys.readouterr().out
    damage(file)
    assert command(["db", "check"]) == 2
    assert capsys.readouterr().err.startswith("assistant: ")


def test_a_backup_holds_what_the_database_holds_and_overwrites_nothing(file: Path, tmp_path: Path, capsys: Any) -> None:
    copy = tmp_path / "backups" / "today.db"
    assert command(["db", "backup", str(copy)]) == 0
    assert "checked" in capsys.readouterr().out
    with sqlite3.connect(copy) as opened, sqlite3.connect(file) as original:
        entries = "SELECT id, hash FROM audit ORDER BY id"
        assert opened.execute(entries).fetchall() == original.execute(entries).fetchall()
        assert len(opened.execute(entries).fetchall()) == 60
    assert command(["db", "backup", str(copy)]) == 2
    assert "overwrites nothing" in capsys.readouterr().err
