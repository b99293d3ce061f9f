"""The quick form of `make faults`' outages: what a server stands on goes away under load, and nothing is lost."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from bench_script import TOP, script


@pytest.fixture
def outages(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(TOP)  # where the trained matcher is kept
    monkeypatch.syspath_prepend(str(TOP / "bench"))  # it stands on faults.py
    sys.modules.pop("faults", None)
    return script("outages")


def test_a_stop_under_load_loses_nothing(outages: Any, tmp_path: Path) -> None:
    figures = outages.terminated(tmp_path)
    assert figures["lost"] == []
    assert figures["acknowledged turns"] > 2


def test_a_full_disk_refuses_and_loses_nothing(outages: Any, tmp_path: Path) -> None:
    figures = outages.disk_full(tmp_path)
    assert (figures["lost"], figures["refused with 503"]) == ([], 1)


def test_redis_gone_and_back_refuses_nobody(outages: Any, tmp_path: Path, redis_url: str) -> None:
    figures = outages.redis_gone(redis_url, tmp_path)
    assert (figures["lost"], figures["times gone"]) == ([], 1)
    assert figures["acknowledged turns"] > 2


def test_postgres_gone_and_back_loses_nothing(outages: Any, postgres_url: str) -> None:
    figures = outages.postgres_gone(postgres_url)
    assert figures["lost"] == []
    assert figures["acknowledged turns"] > 2


def test_clients_of_a_killed_server_go_on_with_the_other(outages: Any, postgres_url: str) -> None:
    figures = outages.one_of_two_killed(postgres_url, clients=2)
    assert (figures["lost"], figures["clients that moved"]) == ([], 1)
