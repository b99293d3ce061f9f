"""Conversations with the real assistant, and readings made by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from assistant.language.understand import Reading, Segment
from assistant.service import Assistant, MessageRequest


class Talk:
    """One conversation: call it with what is said, it gives the reply as callers see it."""

    def __init__(self, assistant: Assistant, context: dict[str, Any] | None, locale: str | None) -> None:
        self.assistant = assistant
        self.context = context
        self.locale = locale
        self.conversation: str | None = None

    def __call__(self, text: str, *, context: dict[str, Any] | None = None) -> dict[str, Any]:
        self.context = context or self.context
        request = MessageRequest(text, self.conversation, self.locale, "api", self.context)
        body = asyncio.run(self.assistant.message(request)).body
        self.conversation = body["conversation_id"]
        return body


@pytest.fixture
def talk(assistant: Assistant) -> Callable[..., Talk]:
    """Begin a conversation, with the facts the caller vouches for."""
    return lambda context=None, locale=None: Talk(assistant, context, locale)


@pytest.fixture
def segment() -> Callable[..., Segment]:
    """Make one sentence as the language room would hand it on."""

    def make(
        intent: str = "out_of_scope",
        own: dict[str, Any] | None = None,
        *,
        text: str = "…",
        act: Any = "question",
        confidence: float = 0.9,
        residue: int = 20,
        slots: dict[str, Any] | None = None,
    ) -> Segment:
        own = own or {}
        return Segment(text, act, ((intent, confidence),), slots if slots is not None else own, own, residue)

    return make


@pytest.fixture
def reading() -> Callable[..., Reading]:
    """Make a whole message from sentences."""

    def make(
        *segments: Segment,
        signals: Iterable[str] = (),
        text: str = "…",
        locale: str = "ja",
        yes: bool = False,
        no: bool = False,
        slots: dict[str, Any] | None = None,
    ) -> Reading:
        merged = slots if slots is not None else {k: v for s in segments for k, v in s.slots.items()}
        return Reading(text, locale, segments, merged, frozenset(signals), yes, no, yes)

    return make
