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


def decided(rule: str, request: dict[str, Any]) -> dict[str, Any]:
    """One decision as plain JSON."""
    return dict(json.loads(json.dumps(decide(rule, request, None, TODAY).as_dict())))


def sampled(service: str) -> list[list[Any]]:
    """The sample of requests that two editions of a service are compared with."""
    law = law_of(load_parameters().in_force(service)[0])
    return list(json.loads(json.dumps([*sample(law, law, TODAY)])))


def written() -> list[dict[str, Any]]:
    """What the file holds when it is written now."""
    found: list[dict[str, Any]] = [{"rule": r, "request": q, "decision": decided(r, q)} for r, q in requests()]
    return [*found, *({"service": service, "sample": sampled(service)} for service in ("ztna", "fms"))]


KEPT: list[dict[str, Any]] = (
    [json.loads(line) for line in FILE.read_text("utf-8").splitlines()] if FILE.exists() else []
)
DECISIONS = [kept for kept in KEPT if "decision" in kept]
SAMPLES = [kept for kept in KEPT if "sample" in kept]


@pytest.mark.parametrize("kept", DECISIONS, ids=[f"{n}-{kept['rule']}" for n, kept in enumerate(DECISIONS)])
def test_a_decision_is_as_it_was(kept: dict[str, Any]) -> None:
    assert decided(kept["rule"], kept["request"]) == kept["decision"]


@pytest.mark.parametrize("kept", SAMPLES, ids=[kept["service"] for kept in SAMPLES])
def test_the_sample_is_as_it_was(kept: dict[str, Any]) -> None:
    assert sampled(kept["service"]) == kept["sample"]


def test_none_is_left_out() -> None:
    asked = [[rule, request] for rule, request in requests()]
    assert [[kept["rule"], kept["request"]] for kept in DECISIONS] == json.loads(json.dumps(asked))
    assert [kept["service"] for kept in SAMPLES] == ["ztna", "fms"]


if __name__ == "__main__":
    FILE.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in written()), "utf-8")
