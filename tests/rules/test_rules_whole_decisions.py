"""Whole decisions, every param and every line of the trace, as they stood when they were last looked through.

A change of a rule shows here in full; `python tests/rules/test_rules_whole_decisions.py` writes the file anew, and
its difference is then read like code. That the decisions are right is for the other tests to show.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from decision_requests import requests

from assistant.rules import decide, load_parameters
from assistant.rules.editions import sample
from assistant.rules.law import law_of

FILE = Path(__file__).parents[1] / "data" / "decisions.jsonl"
TODAY = date(2026, 11, 22)


def decided() -> list[dict[str, Any]]:
    found = [
        {"rule": rule, "request": request, "decision": decide(rule, request, None, TODAY).as_dict()}
        for rule, request in requests()
    ]
    for service in ("ztna", "fms"):
        law = law_of(load_parameters().in_force(service)[0])
        found += [{"sample": service, "rule": rule, "request": request} for rule, request in sample(law, law, TODAY)]
    return [json.loads(json.dumps(one)) for one in found]


KEPT = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()] if FILE.exists() else []


@pytest.fixture(scope="module")
def now() -> list[dict[str, Any]]:
    return decided()


@pytest.mark.parametrize("number", range(len(KEPT)))
def test_unchanged(now: list[dict[str, Any]], number: int) -> None:
    assert now[number] == KEPT[number]


def test_none_is_left_out(now: list[dict[str, Any]]) -> None:
    assert len(now) == len(KEPT) > 300


if __name__ == "__main__":
    FILE.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in decided()), "utf-8")
