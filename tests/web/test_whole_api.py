"""The quick form of `make soak`'s contract test: whatever is sent, the answer is one that OpenAPI describes."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.service import Assistant
from bench_script import script

contract = script("contract")


@pytest.mark.parametrize("who", ["anonymous", "program"])
def test_every_answer_is_one_that_the_document_describes(assistant: Assistant, tmp_path: Path, who: str) -> None:
    with contract.serving(tmp_path, assistant) as (client, program):
        sent, found = contract.failures(client, program if who == "program" else {}, examples=3)
    assert found == []
    assert sent > 60
