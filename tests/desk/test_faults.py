"""The quick form of `make faults`: the server is killed twice under load and nothing acknowledged is lost."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

TOP = Path(__file__).parents[2]


def faults() -> Any:
    spec = importlib.util.spec_from_file_location("faults", TOP / "bench" / "faults.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["faults"] = module
    spec.loader.exec_module(module)
    return module


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(TOP)  # where the trained matcher is kept
    figures = faults().run(kills=2, clients=2, database=f"sqlite:///{tmp_path}/faults.db", least=0.3, most=0.8)
    assert figures["lost"] == []
    assert figures["acknowledged requests"] >= 2
    assert figures["acknowledged turns"] >= 4
