"""What is looked for in a long history is found by an index, and counted by the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from assistant.store import create_store, desk, insights, privacy, statements

AT = datetime(2026, 11, 22, tzinfo=UTC)
EVERYBODY = {"owner": None, "contract_ids": None, "status": None, "contract": None, "limit": 50}
Asked = Callable[[Connection], Any]


def plans(connection: Connection, work: Asked) -> list[str]:
    """How SQLite goes about each statement of this work."""
    seen: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, given: Any, _context: Any, _many: bool) -> None:
        seen.append((statement, given))

    event.listen(connection.engine, "before_cursor_execute", note)
    work(connection)
    event.remove(connection.engine, "before_cursor_execute", note)
    explained = [
        connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        for statement, given in seen
        if statement.split()[0] in ("SELECT", "UPDATE", "DELETE")
    ]
    return [str(row[-1]) for rows in explained for row in rows]


@pytest.mark.parametrize(
    ("work", "index"),
    [
        (lambda c: insights.read_asked(c, AT), "audit USING INDEX ix_audit_at (at>?)"),
        (lambda c: insights.read_intents(c, AT), "audit USING INDEX ix_audit_at (at>?)"),
        (lambda c: insights.read_handled(c, AT), "tickets USING INDEX ix_tickets_created_at (created_at>?)"),
        (lambda c: desk.read_requests(c, **EVERYBODY), "SCAN requests USING INDEX ix_requests_created_at"),
        (lambda c: desk.read_tickets(c, None, 50), "SCAN tickets USING INDEX ix_tickets_created_at"),
        (lambda c: statements.read_turns_answered(c, ["fallback"], AT, 9), "audit USING INDEX ix_audit_at (at>?)"),
        (lambda c: statements.read_turns_answered(c, ["fallback"], None, 9), "SCAN audit USING INDEX ix_audit_at"),
        (lambda c: privacy.export_customer(c, "nobody"), "INDEX ix_tickets_owner (owner=?)"),
        (lambda c: privacy.export_customer(c, "nobody"), "INDEX ix_audit_owner (owner=?)"),
        (lambda c: privacy.forget_customer(c, "nobody"), "INDEX ix_conversations_owner (owner=?)"),
        (lambda c: privacy.purge_conversations(c, AT), "INDEX ix_conversations_updated_at (updated_at<?)"),
    ],
)
def test_no_table_is_gone_through_as_a_whole(tmp_path: Path, work: Asked, index: str) -> None:
    async def story() -> list[str]:
        store = create_store(f"sqlite:///{tmp_path}/kept.db")
        await store.open()
        try:
            return await store.write(plans, work)
        finally:
            await store.close()

    steps = asyncio.run(story())
    assert any(index in step for step in steps), steps
    # The end of the audit is looked for by its number: of a scan in that order the first row is enough.
    whole = [step for step in steps if step.startswith("SCAN") and "USING INDEX" not in step and step != "SCAN audit"]
    assert whole == []
