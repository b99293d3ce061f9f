"""No number of a contract stands in the code, and every code a decision can carry has its sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import jinja2
import jinja2.meta
import pytest
import yaml
from decision_requests import requests
from test_rules_acceptance import CASES, TODAY

import assistant.rules
from assistant.contracts.parameters import load_parameters
from assistant.rules import Decision, decide
from assistant.rules.codes import CODES, code_of, is_open

CODE = Path(assistant.rules.__file__).parent
RESPONSES = Path(__file__).parents[2] / "responses"
ALWAYS = {"ref", "name", "shown", "param", "p", "title", "service", "values", "code", "day"}


def _numbers(value: Any) -> Iterator[int]:
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        yield value
    elif isinstance(value, (tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _numbers(item)
    elif isinstance(value, str):
        yield from (int(n) for n in re.findall(r"\d+", value) if not value.startswith(("ztna:", "fms:")))


def test_no_number_of_a_contract_stands_in_the_code() -> None:
    """Counting numbers and lengths of time aside, which are not the contracts' own."""
    book = load_parameters()
    of_contracts = {n for s in book.services for e in book.editions(s) for p in e for n in _numbers(p.value)}
    of_contracts -= {0, 1, 2, 3, 4, 5, 6, 7, 12, 60}
    assert {50, 90, 100, 180, 200, 360, 500, 2000, 5000, 10, 15_000, 60_000, 65_000, 30, 24, 14} <= of_contracts
    found = [
        (path.name, node.value)
        for path in sorted(CODE.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value in of_contracts
    ]
    assert found == [
        ("calendar.py", 30),  # 30 December
        ("fields.py", 10),  # the characters of a day, 2025-04-01
        ("fields.py", 10),  # a power of ten
    ]


def _emitted(decision: Decision) -> Iterator[tuple[str, set[str]]]:
    for part in (*decision.findings, *decision.conditions, *decision.assumptions, *decision.remedies):
        yield part.code, set(part.params)


@pytest.fixture(scope="module")
def emitted() -> dict[str, set[frozenset[str]]]:
    found: dict[str, set[frozenset[str]]] = {}
    cases = ((case["rule"], case["request"]) for case in CASES)
    for rule, request in chain(cases, requests()):
        for code, params in _emitted(decide(rule, request, None, TODAY)):
            found.setdefault(code, set()).add(frozenset(params))
    return found


def test_every_code_is_registered_with_exactly_the_params_it_carries(emitted: dict[str, set[frozenset[str]]]) -> None:
    for code, variants in emitted.items():
        assert variants == {frozenset(CODES[code_of(code)].params)}, code


def test_every_registered_code_is_emitted_by_some_request(emitted: dict[str, set[frozenset[str]]]) -> None:
    assert set(CODES) - {code_of(code) for code in emitted} == set()


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        code_of("X:UNKNOWN")
    assert is_open("A:HOURS_72")
    assert not is_open("A:FIRST_DAY_EXCLUDED")


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_every_code_has_a_sentence_that_uses_only_what_it_carries(locale: str) -> None:
    sentences = yaml.safe_load((RESPONSES / locale / "codes.yaml").read_text("utf-8"))
    environment = jinja2.Environment(autoescape=False)  # noqa: S701 - parsed only
    for name in ("bandwidth", "number", "date", "plain_date", "duration", "fraction", "yen", "joined"):
        environment.filters[name] = str
    for code in CODES:
        assert code in sentences, f"{code} has no sentence"
    for code, sentence in sentences.items():
        carried = {"item"} if code[0] in "DHIN" else {"set", "add", "remove"} if code[0] == "R" else set()
        used = jinja2.meta.find_undeclared_variables(environment.parse(sentence))
        assert used <= {*CODES[code_of(code)].params, *carried, *ALWAYS}, code


def test_sentences_of_both_languages_are_for_the_same_codes() -> None:
    ja, en = (yaml.safe_load((RESPONSES / locale / "codes.yaml").read_text("utf-8")) for locale in ("ja", "en"))
    assert list(ja) == list(en)
