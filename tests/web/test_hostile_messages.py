"""The quick form of `make soak`'s hostile messages: each gets a reply, and none comes back as markup."""

from __future__ import annotations

import asyncio

import pytest

from assistant.service import Assistant
from bench_script import script

hostile = script("hostile")


@pytest.mark.parametrize("number", [1, 2])
def test_hostile_messages_get_a_reply(assistant: Assistant, number: int) -> None:
    answered, _, found = asyncio.run(hostile.crashes(assistant, number, count=300))
    assert found == []
    assert 300 == answered
