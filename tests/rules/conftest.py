"""Property tests repeat themselves exactly, and none of them waits for the table of holidays."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings

from assistant.rules import calendar, credit, fields
from assistant.rules.law import law_of

settings.register_profile("rules", deadline=None, derandomize=True, print_blob=False)
# `make mutation` runs the tests once a mutant: a tenth of the examples, and what notices most comes first.
MUTATION = "MUTANT_UNDER_TEST" in os.environ
FIRST = ("test_rules_whole_decisions.py", "test_rules_more_cases.py")
settings.register_profile("mutation", settings.get_profile("rules"), max_examples=10)
settings.load_profile("mutation" if MUTATION else "rules")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if MUTATION:
        items.sort(key=lambda item: item.path.name not in FIRST)
        gc.freeze()  # else pytest's last look for garbage takes longer than the tests


@pytest.fixture(scope="session", autouse=True)
def _holidays() -> None:
    calendar.warm(2026)


@pytest.fixture(autouse=MUTATION)
def _afresh() -> None:
    """Mutants are tested in forks of one process: what it kept of the true code must not stand in for theirs."""
    for kept in (law_of, credit._share, fields._length):
        kept.cache_clear()
