"""Export, forget and purge, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from assistant.store import AuditEntry, Store, TicketRecord, TurnRecord, privacy
from stories import run

OLD, NEW = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)


def turn(conversation: str, owner: str | None, at: datetime = NEW, **more: Any) -> TurnRecord:
    return TurnRecord(
        conversation, 1, "ja", "web", {}, {"text": "秘密の質問"}, {"text": "答え"}, at, owner=owner, **more
    )


def test_what_is_kept_of_a_customer_is_exported_and_nothing_of_others(url: str) -> None:
    async def story(store: Store) -> None:
        await store.keep(turn("c1", "customer:a"), AuditEntry("turn", "customer:a", {"kind": "answer"}, "c1", 1))
        await store.keep(turn("c2", "customer:b"))
        found = await store.read(privacy.export_customer, "a")
        assert [each["id"] for each in found["conversations"]] == ["c1"]
        assert [each["request"] for each in found["turns"]] == [{"text": "秘密の質問"}]
        assert [each["conversation_id"] for each in found["audit"]] == ["c1"]

    run(url, story)


def test_a_forgotten_customer_is_gone_and_the_audit_keeps_no_name(url: str) -> None:
    async def story(store: Store) -> None:
        await store.keep(turn("c1", "customer:a"), AuditEntry("turn", "customer:a", {"kind": "answer"}, "c1", 1))
        await store.keep(turn("c2", "customer:b"))
        gone = await store.write(privacy.forget_customer, "a")
        assert (gone["conversations"], gone["audit"]) == (1, 1)
        found = await store.read(privacy.export_customer, "a")
        assert {name: rows for name, rows in found.items() if rows and name != "customer"} == {}
        assert await store.turns("c1") == []
        assert len(await store.turns("c2")) == 1

    run(url, story)


def test_old_conversations_go_unless_something_of_theirs_is_open(url: str) -> None:
    async def story(store: Store) -> None:
        await store.keep(turn("old", None, OLD))
        await store.keep(turn("asked", None, OLD, tickets=(TicketRecord("T-1", "asked", {}),)))
        await store.keep(turn("new", None, NEW))
        assert await store.write(privacy.purge_conversations, datetime(2026, 6, 1, tzinfo=UTC)) == 1
        left = [name for name in ("old", "asked", "new") if await store.turns(name)]
        assert left == ["asked", "new"]

    run(url, story)
