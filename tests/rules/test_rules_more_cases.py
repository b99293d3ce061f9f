"""More cases of the same kind as the acceptance cases, written from the terms and the Civil Code and not from the code.

Boundaries, combinations, what is missing, what the service does not have, month ends, leap years, holidays. They run a
rule at a time, and every case that fails is told.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_rules_acceptance import below

from assistant.rules import Decision, decide

FILE = Path(__file__).parents[1] / "data" / "rules_more.jsonl"
CASES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
TODAY = date(2026, 11, 22)


def unmet(expected: dict[str, Any], got: Decision) -> list[str]:
    """What a decision lacks of what is expected of it."""
    values = expected.get("values", {})
    found = {
        "outcome": got.outcome in expected.get("outcome", [got.outcome]),
        "values": {name: got.values.get(name) for name in values} == values,
        "codes": "codes" not in expected or got.codes == set(expected["codes"]),
        "conditions": {c.code for c in got.conditions} >= set(expected.get("conditions", ())),
        "clauses": all(any(below(wanted, clause) for clause in got.clauses) for wanted in expected.get("clauses", ())),
        "missing": set(got.missing) >= set(expected.get("missing", ())),
    }
    return [name for name, met in found.items() if not met]


@pytest.mark.parametrize("rule", sorted({case["rule"] for case in CASES}))
def test_every_case_of_a_rule(rule: str) -> None:
    cases = [case for case in CASES if case["rule"] == rule]
    found = {case["id"]: unmet(case["expect"], decide(rule, case["request"], None, TODAY)) for case in cases}
    assert {} == {case: lacking for case, lacking in found.items() if lacking}


def test_no_case_is_named_twice() -> None:
    names = [case["id"] for case in CASES]
    assert sorted(set(names)) == sorted(names)
