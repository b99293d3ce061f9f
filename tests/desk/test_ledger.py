"""Decisions given without a conversation are in the audit before they are given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from desk_parts import CUSTOMER, PROGRAM, Office
from sqlalchemy import Connection, select

from assistant.desk.ledger import Ledger, fingerprint
from assistant.identity import ANONYMOUS
from assistant.store import AuditEntry, Unavailable
from assistant.store.tables import audit

Run = Callable[..., Any]
ASKED = {"service": "ztna", "arrival": "2026-12-01"}


def entries(connection: Connection) -> list[dict[str, Any]]:
    rows = connection.execute(select(audit).where(audit.c.kind == "decision").order_by(audit.c.id))
    return [dict(row._mapping) for row in rows]


def test_a_decision_is_an_entry_that_tells_nothing_of_what_was_asked_but_its_fingerprint(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        decision = office.assistant.decide("termination", ASKED)
        for who in (ANONYMOUS, PROGRAM, CUSTOMER):
            await office.assistant.noted(decision, ASKED, who, "api")
        kept = await office.store.read(entries)
        assert [each["owner"] for each in kept] == [None, "program:crm", "customer:u1"]
        assert kept[0]["data"] == {
            "channel": "api",
            "rule": "termination",
            "service": "ztna",
            "terms_version": "2025-04-01",
            "outcome": "computed",
            "asked": fingerprint(dict(reversed(ASKED.items()))),
        }
        assert fingerprint({**ASKED, "arrival": "2026-12-02"}) != kept[0]["data"]["asked"]
        assert (await office.store.audit_verify()).sound

    run(story, url)


def test_many_at_once_are_all_kept_in_one_chain(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        decision = office.assistant.decide("termination", ASKED)
        asked = [{**ASKED, "number": number} for number in range(250)]
        await asyncio.gather(*(office.assistant.noted(decision, each, ANONYMOUS, "mcp") for each in asked))
        kept = await office.store.read(entries)
        assert {each["data"]["asked"] for each in kept} == {fingerprint(each) for each in asked}
        assert (await office.store.audit_verify()).sound

    run(story, url)


def test_what_cannot_be_kept_is_told_to_each_and_the_next_is_kept_again() -> None:
    class Flaky:
        gone = True
        kept: list[AuditEntry] = []  # noqa: RUF012

        async def keep(self, *changes: AuditEntry) -> None:
            await asyncio.sleep(0)
            if self.gone:
                raise Unavailable("no host")
            self.kept.extend(changes)

    decision = {"rule": "switch", "service": "ztna", "terms_version": "2025-04-01", "outcome": "denied"}

    async def story() -> None:
        store = Flaky()
        ledger = Ledger(store)  # type: ignore[arg-type]
        several = (ledger.decided(decision, {"n": n}, ANONYMOUS, "api") for n in range(3))
        failures = await asyncio.gather(*several, return_exceptions=True)
        assert [type(each) for each in failures] == [Unavailable] * 3
        with pytest.raises(Unavailable):
            await ledger.decided(decision, {}, ANONYMOUS, "api")
        store.gone = False
        await ledger.decided(decision, {}, ANONYMOUS, "api")
        assert len(store.kept) == 1

    asyncio.run(story())
