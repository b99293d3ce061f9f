"""Every acceptance case of the rules, in process."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.rules import decide

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "data" / "rules.yaml").read_text("utf-8"))
TODAY = date(2026, 11, 22)


def below(wanted: str, got: str) -> bool:
    return got == wanted or got.startswith((f"{wanted}.", f"{wanted}#"))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    decision = decide(case["rule"], case["request"], None, TODAY)
    expected = case["expect"]
    assert decision.outcome in expected.get("outcome", [decision.outcome])
    assert {key: decision.values.get(key) for key in expected.get("values", {})} == expected.get("values", {})
    if "codes" in expected:
        assert decision.codes == set(expected["codes"])
    if decision.outcome != "denied":
        assert {c.code for c in decision.conditions} >= set(expected.get("conditions", []))
    assert [w for w in expected.get("clauses", []) if not any(below(w, got) for got in decision.clauses)] == []
    assert set(decision.missing) >= set(expected.get("missing", []))


@pytest.mark.parametrize("case", [c for c in CASES if c.get("debatable")], ids=lambda c: c["id"])
def test_open_points_are_shown(case: dict[str, Any]) -> None:
    decision = decide(case["rule"], case["request"], None, TODAY)
    assert decision.certainty in ("conditional", "refer")
    assert decision.conditions or decision.assumptions or decision.outcome == "needs_human"


def test_there_are_cases_for_every_rule_of_the_terms() -> None:
    assert {case["rule"] for case in CASES} == {
        "configuration",
        "change",
        "usage",
        "switch",
        "termination",
        "latest-arrival",
        "minimum-term",
        "early-termination",
        "claim-deadline",
        "credit",
    }
