"""The contracts of customers: who may see them, what may be kept, and what they say in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.desk.errors import BadContract, NotFound
from assistant.desk.office import Office, noted
from assistant.desk.once import Kept, Reply
from assistant.identity import CONTRACTS_READ, CONTRACTS_WRITE, Identity
from assistant.rules import decide
from assistant.rules.fields import Day
from assistant.rules.requests import Configuration
from assistant.store import Change, Conflict, ContractRecord, ContractSaved, now

ID: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
PAGE: Final = 200
_ATTEMPTS = 4

Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200)]


class ContractData(BaseModel):
    """A contract as it is written to the desk. `monthly_fee` in yen without tax; `edition` that of the terms."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    customer: Text
    service: Literal["ztna", "fms"]
    configuration: Configuration
    name: Text | None = None
    billing_start: Day | None = None
    monthly_fee: Annotated[int, Field(strict=True, ge=0, le=10**12)] | None = None
    edition: Day | None = Field(None, description="first day of the edition of the terms; by default the one in force")
    ends_on: Day | None = None


class Contracts:
    """Reads and writes contracts for an identity."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def of(self, identity: Identity) -> list[ContractRecord]:
        """The contracts that are a customer's own; nobody else has any."""
        if identity.kind != "customer" or not identity.contracts:
            return []
        return await self._office.store.contracts(identity.contracts)

    async def all(self, identity: Identity, after: str = "", limit: int = PAGE) -> list[dict[str, Any]]:
        """A page of contracts: a customer's own, everybody's with the scope. Raises NotAllowed."""
        ids = None
        if identity.kind == "customer":
            ids = identity.contracts
        else:
            identity.require(CONTRACTS_READ)
        return [shown(each) for each in await self._office.store.contracts(ids, after, limit)]

    async def one(self, identity: Identity, contract_id: str) -> dict[str, Any]:
        """One contract. Raises NotFound (also when it is another customer's), NotAllowed."""
        return shown(await self.record(identity, contract_id))

    async def record(self, identity: Identity, contract_id: str) -> ContractRecord:
        """The same as a record."""
        if identity.kind == "customer":
            if contract_id not in identity.contracts:
                raise NotFound("contract")
        else:
            identity.require(CONTRACTS_READ)
        found = await self._find(contract_id)
        if found is None:
            raise NotFound("contract")
        return found

    async def put(self, identity: Identity, contract_id: str, data: Mapping[str, Any], kept: Kept) -> Reply:
        """Keep a contract whole: 201 for a new one, 200 for one that was there. Raises BadContract, NotAllowed."""
        identity.require(CONTRACTS_WRITE)
        new = self.checked(contract_id, data)
        for _ in range(_ATTEMPTS):
            old = await self._find(contract_id)
            saved, what = merged(old, new)
            reply = Reply(201 if old is None else 200, shown(saved.contract if saved else old or new))
            changes: list[Change] = [*kept(reply.status, reply.body)]
            if saved is not None:
                changes += self._said(saved, what, identity.owner)
            try:
                await self._office.keep(*changes)
            except Conflict as race:
                if type(race) is not Conflict:
                    raise
                continue
            return reply
        raise Conflict(contract_id)

    async def bring(self, new: ContractRecord, actor: str) -> str:
        """Keep an imported contract; says whether it was added, updated or unchanged."""
        old = await self._find(new.id)
        saved, what = merged(old, new)
        if saved is not None:
            await self._office.keep(*self._said(saved, what, actor))
        return what

    def checked(self, contract_id: str, data: Mapping[str, Any]) -> ContractRecord:
        """The contract that this data makes, judged by the rule `configuration`. Raises BadContract."""
        if not re.fullmatch(ID, contract_id):
            raise BadContract([{"loc": ["id"], "msg": "letters, digits, dot, hyphen and underscore, at most 64"}])
        try:
            given = ContractData.model_validate(data)
        except ValidationError as wrong:
            raise BadContract(map(_field, wrong.errors())) from None
        configuration = given.configuration.model_dump(mode="json", exclude_none=True)
        self._judge(given.service, configuration)
        edition = self._edition(given.service, given.edition)
        return ContractRecord(
            id=contract_id,
            customer=given.customer,
            service=given.service,
            configuration=configuration,
            name=given.name or contract_id,
            edition=edition,
            billing_start=given.billing_start,
            monthly_fee=given.monthly_fee,
            ends_on=given.ends_on,
        )

    def _judge(self, service: str, configuration: Mapping[str, Any]) -> None:
        request = {"service": service, "configuration": configuration}
        decision = decide("configuration", request, self._office.book, self._office.today())
        if decision.outcome not in ("denied", "needs_info"):
            return
        wire = self._office.renderer.wire(decision, "en")
        raise BadContract(
            {"loc": ["configuration", finding["item"] or ""], "msg": finding["text"]}
            for finding in wire["findings"]
            if finding["code"][0] in "DI"
        )

    def _edition(self, service: str, day: date | None) -> date:
        if day is None:
            return self._office.book.in_force(service, self._office.today())[0].version
        known = [edition.version for edition in self._office.book.editions(service)]
        if day not in known:
            names = ", ".join(version.isoformat() for version in known)
            raise BadContract([{"loc": ["edition"], "msg": f"no edition of that date is known (there are: {names})"}])
        return day

    async def _find(self, contract_id: str) -> ContractRecord | None:
        found = await self._office.store.contracts([contract_id])
        return found[0] if found else None

    def _said(self, saved: ContractSaved, what: str, actor: str | None) -> list[Change]:
        data = {"contract": saved.contract.id, "version": saved.contract.version}
        kind = f"contract.{what}"
        return [saved, noted(kind, actor, **data), self._office.event(kind, data)]


def merged(old: ContractRecord | None, new: ContractRecord) -> tuple[ContractSaved | None, str]:
    """What is to be kept of a contract given anew, and what that is: added, updated or unchanged (then nothing)."""
    if old is None:
        return ContractSaved(new), "added"
    same = replace(new, version=old.version, created_at=old.created_at, updated_at=old.updated_at)
    if same == old:
        return None, "unchanged"
    changed = replace(same, version=old.version + 1, updated_at=now())
    return ContractSaved(changed, was=old.version), "updated"


def shown(contract: ContractRecord) -> dict[str, Any]:
    """A contract as callers see it."""
    return {
        "id": contract.id,
        "customer": contract.customer,
        "name": contract.name,
        "service": contract.service,
        "configuration": contract.configuration,
        "billing_start": _day(contract.billing_start),
        "monthly_fee": contract.monthly_fee,
        "edition": _day(contract.edition),
        "ends_on": _day(contract.ends_on),
        "version": contract.version,
        "created_at": contract.created_at.isoformat(),
        "updated_at": contract.updated_at.isoformat(),
    }


def facts(given: Mapping[str, Any], contract: ContractRecord | None) -> dict[str, Any]:
    """The facts a conversation rests on: what the caller vouches for, under what is stored of the contract."""
    if contract is None:
        return dict(given)
    told = given.get("configuration") if given.get("service") in (None, contract.service) else None
    known: dict[str, Any] = {
        **given,
        "service": contract.service,
        "configuration": {**(told or {}), **contract.configuration},
    }
    if contract.billing_start is not None:
        known["billing_start"] = contract.billing_start.isoformat()
    if contract.monthly_fee is not None:
        known["monthly_fee"] = contract.monthly_fee
    return known


def _field(error: Mapping[str, Any]) -> dict[str, Any]:
    message = "Unknown field" if error["type"] == "extra_forbidden" else str(error["msg"])
    return {"loc": list(error["loc"]), "msg": message.removeprefix("Value error, ")}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
