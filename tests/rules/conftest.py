"""Property tests repeat themselves exactly, and none of them waits for the table of holidays."""

from __future__ import annotations

import pytest
from hypothesis import settings

from assistant.rules.calendar import warm

settings.register_profile("rules", deadline=None, derandomize=True, print_blob=False)
settings.load_profile("rules")


@pytest.fixture(scope="session", autouse=True)
def _holidays() -> None:
    warm(2026)
