"""The quick form of `make faults`: the server is killed twice under load and nothing acknowledged is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench_script import script

TOP = Path(__file__).parents[2]


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(TOP)  # where the trained matcher is kept
    figures = script("faults").run(kills=2, clients=2, database=f"sqlite:///{tmp_path}/faults.db", least=0.3, most=0.8)
    assert figures["lost"] == []
    assert figures["acknowledged requests"] >= 2
    assert figures["acknowledged turns"] >= 4
