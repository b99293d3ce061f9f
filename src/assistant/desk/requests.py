"""Requests after the conversation: who sees them, and how they are accepted, declined or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

from assistant.desk.errors import IllegalStep, NotFound
from assistant.desk.office import Office, noted
from assistant.desk.once import Kept, Reply
from assistant.desk.summary import page, summary
from assistant.desk.wishes import ENDING
from assistant.identity import REQUESTS_DECIDE, REQUESTS_READ, Identity
from assistant.rules import decide
from assistant.store import (
    Change,
    ContractRecord,
    ContractSaved,
    NoticeRecord,
    RequestMoved,
    RequestRecord,
    RequestStep,
    now,
)

STATUSES: Final = ("draft", "confirmed", "accepted", "declined", "withdrawn")
STEPS: Final[Mapping[str, frozenset[str]]] = {
    "draft": frozenset({"confirmed", "withdrawn"}),
    "confirmed": frozenset({"accepted", "declined", "withdrawn"}),
}


class Requests:
    """Reads and decides requests for an identity."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def all(
        self, identity: Identity, status: str | None = None, contract: str | None = None
    ) -> list[dict[str, Any]]:
        """Requests, newest first: a customer's own and those of their contracts; all with the scope."""
        theirs = None
        if identity.kind == "customer":
            theirs = identity.contracts
        else:
            identity.require(REQUESTS_READ)
        found = await self._office.store.requests(
            owner=identity.owner, contract_ids=theirs, status=status, contract=contract
        )
        return [shown(each) for each in found]

    async def one(self, identity: Identity, request_id: str, conversation: str | None = None) -> dict[str, Any]:
        """One request with its history. `conversation` is what a visitor shows. Raises NotFound, NotAllowed."""
        record = await self.record(identity, request_id, conversation)
        return shown(record, await self._office.store.request_steps(request_id))

    async def record(self, identity: Identity, request_id: str, conversation: str | None = None) -> RequestRecord:
        """The same as a record."""
        found = await self._office.store.request(request_id)
        if identity.kind in ("agent", "program"):
            identity.require(REQUESTS_READ)
        if found is None or not sees(identity, found, conversation):
            raise NotFound("request")
        return found

    async def summary(
        self, identity: Identity, request_id: str, conversation: str | None = None, locale: str | None = None
    ) -> dict[str, Any]:
        """What was asked for, to attach to the prescribed form. Raises NotFound, NotAllowed."""
        record = await self.record(identity, request_id, conversation)
        steps = await self._office.store.request_steps(request_id)
        contracts = await self._office.store.contracts([record.contract_id]) if record.contract_id else []
        return summary(self._office, record, steps, contracts[0] if contracts else None, locale or record.locale)

    async def page(
        self, identity: Identity, request_id: str, conversation: str | None = None, locale: str | None = None
    ) -> tuple[str, str]:
        """The same as a page to print, and the content security policy it is to be sent with."""
        said = await self.summary(identity, request_id, conversation, locale)
        return page(self._office, said)

    async def accept(
        self, identity: Identity, request_id: str, kept: Kept, reason: str | None = None, ends_on: date | None = None
    ) -> Reply:
        """IIJ accepts: what the request changes is applied to the stored contract in the same transaction.

        `ends_on` is the day a cancelled contract ends, when the decision did not say it. Raises NotFound, NotAllowed,
        IllegalStep (also when the contract has become one that the request is not permitted on), Conflict.
        """
        identity.require(REQUESTS_DECIDE)
        record = await self.record(identity, request_id)
        self._may(record, "accepted")
        contract = await self._contract(record)
        changed = self._applied(record, contract, ends_on) if contract else None
        changes: list[Change] = []
        if contract is not None and changed is not None and changed != contract:
            changed = replace(changed, updated_at=now())
            changes.append(ContractSaved(changed, was=contract.version))
            data = {"contract": contract.id, "version": contract.version + 1, "request": record.id}
            changes += [
                noted("contract.updated", identity.owner, **data),
                self._office.event("contract.updated", data),
            ]
        return await self._move(identity, record, "accepted", reason, kept=kept, changes=changes)

    async def decline(self, identity: Identity, request_id: str, kept: Kept, reason: str | None = None) -> Reply:
        """IIJ declines. Raises NotFound, NotAllowed, IllegalStep, Conflict."""
        identity.require(REQUESTS_DECIDE)
        record = await self.record(identity, request_id)
        return await self._move(identity, record, "declined", reason, kept=kept)

    async def withdraw(
        self,
        identity: Identity,
        request_id: str,
        kept: Kept,
        reason: str | None = None,
        conversation: str | None = None,
    ) -> Reply:
        """The customer takes it back (an agent may for them). Raises NotFound, NotAllowed, IllegalStep, Conflict."""
        record = await self.record(identity, request_id, conversation)
        if identity.kind in ("agent", "program"):
            identity.require(REQUESTS_DECIDE)
        return await self._move(identity, record, "withdrawn", reason, kept=kept)

    async def _move(
        self,
        identity: Identity,
        record: RequestRecord,
        status: str,
        reason: str | None,
        *,
        kept: Kept,
        changes: Sequence[Change] = (),
    ) -> Reply:
        self._may(record, status)
        actor = identity.owner
        move = RequestMoved(record.id, record.status, status, actor, reason)
        step = RequestStep(move.at, status, actor, reason)
        steps = await self._office.store.request_steps(record.id)
        moved = replace(record, status=status, updated_at=move.at)
        reply = Reply(200, shown(moved, [*steps, step]))
        await self._office.keep(*kept(reply.status, reply.body), *changes, move, *self.told(moved, step, record.status))
        return reply

    def told(self, moved: RequestRecord, step: RequestStep, was: str, replaced_by: str | None = None) -> list[Change]:
        """What goes with every step of a request: audit entry, event, and the notice in its conversation."""
        data = {
            "request": moved.id,
            "status": moved.status,
            "was": was or None,
            "kind": moved.kind,
            "service": moved.service,
            "contract": moved.contract_id,
            "conversation": moved.conversation_id,
        }
        told: list[Change] = [noted(f"request.{moved.status}", step.actor, **data)]
        if moved.status != "draft":
            told.append(self._office.event(f"request.{moved.status}", data))
        if was == "confirmed":
            say = partial(
                self._office.renderer.message,
                "request_notice",
                status=moved.status,
                id=moved.id,
                reason=step.reason,
                replaced_by=replaced_by,
            )
            text = {locale: say(locale) for locale in ("ja", "en")}
            told.append(NoticeRecord(moved.conversation_id, "request", text, step.actor, request_id=moved.id))
        return told

    @staticmethod
    def _may(record: RequestRecord, status: str) -> None:
        if status not in STEPS.get(record.status, ()):
            raise IllegalStep(f"The request is {record.status}; it cannot be {status} any more.")

    async def _contract(self, record: RequestRecord) -> ContractRecord | None:
        if record.contract_id is None:
            return None
        found = await self._office.store.contracts([record.contract_id])
        if not found:
            raise IllegalStep("The contract of this request is not kept here any more.")
        return found[0]

    def _applied(self, record: RequestRecord, contract: ContractRecord, ends_on: date | None) -> ContractRecord:
        """The contract as the request makes it, judged again on what the contract is now."""
        rule, request = record.decision["rule"], record.decision["request"]
        if rule in ENDING:
            if request.get("subject") == "option":
                return contract
            said = record.decision["decision"]["values"].get("effective_date")
            end = ends_on or (date.fromisoformat(said) if said else None)
            return replace(contract, ends_on=end)
        if rule != "change":
            return replace(contract, configuration=record.decision["decision"]["result"] or contract.configuration)
        again = decide(
            "change", {**request, "current": contract.configuration}, self._office.book, self._office.today()
        )
        if again.outcome not in ("allowed", "needs_human"):
            wire = self._office.renderer.wire(again, "en")
            reasons = " ".join(finding["text"] for finding in wire["findings"])
            raise IllegalStep(f"The contract has changed since, and now the request is not permitted: {reasons}")
        return replace(contract, configuration=dict(again.result))


def sees(identity: Identity, record: RequestRecord, conversation: str | None) -> bool:
    """Whether a caller may see a request: their own, their contract's, by scope, or by a visitor's conversation."""
    if REQUESTS_READ in identity.scopes:
        return True
    if record.owner is None and record.contract_id is None:
        return conversation == record.conversation_id
    if identity.owner is not None and record.owner == identity.owner:
        return True
    return identity.kind == "customer" and record.contract_id in identity.contracts


def shown(record: RequestRecord, steps: list[RequestStep] | None = None) -> dict[str, Any]:
    """A request as callers see it."""
    body: dict[str, Any] = {
        "id": record.id,
        "status": record.status,
        "kind": record.kind,
        "service": record.service,
        "locale": record.locale,
        "contract": record.contract_id,
        "contract_version": record.contract_version,
        "conversation_id": record.conversation_id,
        "turn": record.turn,
        "items": list(record.items),
        "rule": record.decision["rule"],
        "request": record.decision["request"],
        "changes": record.decision.get("changes", []),
        "decision": record.decision["decision"],
        "editions": record.editions,
        "created_at": record.created_at.isoformat(),
        "updated_at": record.updated_at.isoformat(),
    }
    if steps is not None:
        body["history"] = [
            {"at": s.at.isoformat(), "status": s.status, "by": s.actor, "reason": s.reason} for s in steps
        ]
    return body
