"""Who comes to the desk, and with which contracts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.desk import Desk
from assistant.identity import ANONYMOUS, ROLE_SCOPES, Identity
from assistant.service import Assistant, MessageReply, MessageRequest
from assistant.store import ReplyRecord, Store

ADMIN = Identity("agent", "root", scopes=ROLE_SCOPES["admin"])
AGENT = Identity("agent", "sato", scopes=ROLE_SCOPES["agent"])
CUSTOMER = Identity("customer", "u1", frozenset({"C-1"}))
COLLEAGUE = Identity("customer", "u2", frozenset({"C-1"}))
HOLDING = Identity("customer", "u3", frozenset({"C-1", "C-2", "F-1"}))
STRANGER = Identity("customer", "u9", frozenset({"C-9"}))
PROGRAM = Identity("program", "crm", scopes=frozenset({"contracts:read"}))

CORE: dict[str, Any] = {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京", "options": []}
CONTRACTS: dict[str, dict[str, Any]] = {
    "C-1": {
        "customer": "甲商事",
        "name": "本社",
        "service": "ztna",
        "configuration": CORE,
        "billing_start": "2026-10-01",
        "monthly_fee": 500_000,
    },
    "C-2": {
        "customer": "甲商事",
        "name": "工場",
        "service": "ztna",
        "configuration": {**CORE, "grade": "Complete", "licences": 300, "log": 180, "options": ["sse"]},
    },
    "F-1": {
        "customer": "甲商事",
        "name": "営業部",
        "service": "fms",
        "configuration": {
            "licences": 2000,
            "concurrent": 2000,
            "servers": 4,
            "region": "東京",
            "redundancy": True,
            "options": [],
        },
    },
}


def nothing_kept(_status: int, _body: Any) -> tuple[ReplyRecord, ...]:
    """For a request without an idempotency key."""
    return ()


@dataclass(frozen=True)
class Office:
    """An assistant at work."""

    assistant: Assistant
    store: Store

    @property
    def desk(self) -> Desk:
        assert self.assistant.desk is not None
        return self.assistant.desk

    async def say(self, text: str, conversation: str | None = None, **options: Any) -> dict[str, Any]:
        """The body of the reply to one message."""
        return (await self.send(text, conversation, **options)).body

    async def send(
        self, text: str, conversation: str | None = None, identity: Identity = ANONYMOUS, **options: Any
    ) -> MessageReply:
        """The reply to one message."""
        return await self.assistant.message(MessageRequest(text, conversation, identity=identity, **options))

    async def talk(self, identity: Identity, *texts: str, **options: Any) -> list[dict[str, Any]]:
        """The replies of one conversation."""
        replies: list[dict[str, Any]] = []
        for text in texts:
            conversation = replies[-1]["conversation_id"] if replies else None
            replies.append(await self.say(text, conversation, identity=identity, **options))
        return replies

    async def asked(self, licences: int, identity: Identity = CUSTOMER) -> dict[str, Any]:
        """A confirmed request for a number of licences; gives the receipt."""
        return (await self.talk(identity, f"ライセンスを{licences}にしてください", "はい"))[-1]
