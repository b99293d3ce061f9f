"""No run of one kind of character keeps a process busy: each of these once did; bench/hostile_cost.py measures them."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.service import MessageRequest
from language.hostile_texts import HOSTILE

LONGEST = 4000


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_answered(assistant: Any, name: str) -> None:
    body = assistant.reply(MessageRequest(HOSTILE[name][:LONGEST]), None).body
    assert body["kind"] in {"answer", "question", "choice", "fallback", "smalltalk", "confirmation"}
    assert body["text"]
