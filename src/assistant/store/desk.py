"""The SQL of contracts, requests and tickets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from assistant.store.records import (
    Conflict,
    ContractRecord,
    ContractSaved,
    ItemTaken,
    RequestMoved,
    RequestRecord,
    RequestRevised,
    RequestStep,
    TicketMoved,
    TicketRecord,
    TurnRecord,
)
from assistant.store.tables import contracts, request_items, request_steps, requests, tickets

OPEN = "confirmed"  # the state in which a request speaks for its items

# -- contracts ---------------------------------------------------------------------------------------------------------


def read_contracts(connection: Connection, ids: Collection[str] | None, after: str, limit: int) -> list[ContractRecord]:
    """Contracts in the order of their ids, after the id `after`; only those of `ids` unless that is None."""
    query = select(contracts).where(contracts.c.id > after).order_by(contracts.c.id).limit(limit)
    if ids is not None:
        query = query.where(contracts.c.id.in_(sorted(ids)))
    return [ContractRecord(**row._mapping) for row in connection.execute(query)]


def save_contract(connection: Connection, saved: ContractSaved) -> None:
    """Keep a contract. Raises Conflict when it is not new, or no longer what it was."""
    contract = saved.contract
    values = {f.name: getattr(contract, f.name) for f in fields(contract)}
    if saved.was is None:
        try:
            connection.execute(insert(contracts).values(**values))
        except IntegrityError:
            raise Conflict(contract.id) from None
        return
    del values["id"], values["created_at"]
    changed = connection.execute(
        update(contracts)
        .where(contracts.c.id == contract.id, contracts.c.version == saved.was)
        .values(**{**values, "version": saved.was + 1})
    )
    if changed.rowcount != 1:
        raise Conflict(contract.id)


# -- requests ----------------------------------------------------------------------------------------------------------


def read_requests(
    connection: Connection,
    *,
    owner: str | None,
    contract_ids: Collection[str] | None,
    status: str | None,
    contract: str | None,
    limit: int,
) -> list[RequestRecord]:
    """Requests, newest first; `contract_ids` None: everybody's, else those of `owner` or of these contracts."""
    query = select(requests).order_by(requests.c.created_at.desc(), requests.c.id).limit(limit)
    if contract_ids is not None:
        theirs = [requests.c.contract_id.in_(sorted(contract_ids))]
        query = query.where(or_(requests.c.owner == owner, *theirs) if owner else theirs[0])
    if status is not None:
        query = query.where(requests.c.status == status)
    if contract is not None:
        query = query.where(requests.c.contract_id == contract)
    return [_request(row) for row in connection.execute(query)]


def read_request(connection: Connection, request_id: str) -> RequestRecord | None:
    """One request, or None."""
    row = connection.execute(select(requests).where(requests.c.id == request_id)).one_or_none()
    return None if row is None else _request(row)


def read_steps(connection: Connection, request_id: str) -> list[RequestStep]:
    """The states a request was in, oldest first."""
    columns = (request_steps.c.at, request_steps.c.status, request_steps.c.actor, request_steps.c.reason)
    query = select(*columns).where(request_steps.c.request_id == request_id).order_by(request_steps.c.number)
    return [RequestStep(*row) for row in connection.execute(query)]


def read_open(connection: Connection, subject: str, items: Sequence[str]) -> list[RequestRecord]:
    """The open requests that speak for one of these items of a contract."""
    taken = select(request_items.c.request_id).where(
        request_items.c.subject == subject, request_items.c.item.in_(items)
    )
    query = select(requests).where(requests.c.id.in_(taken)).order_by(requests.c.created_at, requests.c.id)
    return [_request(row) for row in connection.execute(query)]


def insert_request(connection: Connection, request: RequestRecord, turn: TurnRecord) -> None:
    """Keep a new request with its first state, and what it speaks for when it is open. Raises ItemTaken."""
    values = {f.name: getattr(request, f.name) for f in fields(request)}
    values |= {"items": list(request.items), "conversation_id": turn.conversation_id, "turn": turn.turn}
    values |= {"created_at": turn.at, "updated_at": turn.at}
    connection.execute(insert(requests).values(**values))
    _step(connection, request.id, 1, RequestStep(turn.at, request.status, request.owner, None))
    if request.status == OPEN:
        _take(connection, request)


def revise_request(connection: Connection, revised: RequestRevised) -> None:
    """Keep what a draft has become. Raises Conflict when it is no draft any more."""
    request = revised.request
    changed = connection.execute(
        update(requests)
        .where(requests.c.id == request.id, requests.c.status == "draft")
        .values(
            decision=request.decision,
            editions=request.editions,
            kind=request.kind,
            service=request.service,
            locale=request.locale,
            owner=request.owner,
            contract_id=request.contract_id,
            contract_version=request.contract_version,
            subject=request.subject,
            items=list(request.items),
            updated_at=request.updated_at,
        )
    )
    if changed.rowcount != 1:
        raise Conflict(request.id)


def move_request(connection: Connection, move: RequestMoved) -> None:
    """Bring a request to its next state, with the step; what it speaks for is taken when it opens, freed at its end.

    Raises Conflict when it is not in the state it was in, ItemTaken when another open request speaks for an item.
    """
    changed = connection.execute(
        update(requests)
        .where(requests.c.id == move.id, requests.c.status == move.was)
        .values(status=move.status, updated_at=move.at)
    )
    if changed.rowcount != 1:
        raise Conflict(move.id)
    number = len(read_steps(connection, move.id)) + 1
    _step(connection, move.id, number, RequestStep(move.at, move.status, move.actor, move.reason))
    if move.status == OPEN:
        request = read_request(connection, move.id)
        if request is not None:
            _take(connection, request)
    else:
        connection.execute(delete(request_items).where(request_items.c.request_id == move.id))


def _take(connection: Connection, request: RequestRecord) -> None:
    rows = [{"subject": request.subject, "item": item, "request_id": request.id} for item in sorted(request.items)]
    if not rows:
        return
    try:
        connection.execute(insert(request_items), rows)
    except IntegrityError:
        raise ItemTaken(request.id) from None


def _step(connection: Connection, request_id: str, number: int, step: RequestStep) -> None:
    connection.execute(
        insert(request_steps).values(
            request_id=request_id,
            number=number,
            at=step.at,
            status=step.status,
            actor=step.actor,
            reason=step.reason,
        )
    )


def _request(row: Row[Any]) -> RequestRecord:
    return RequestRecord(**{**row._mapping, "items": tuple(row._mapping["items"])})


# -- tickets -----------------------------------------------------------------------------------------------------------


def read_tickets(connection: Connection, status: str | None, limit: int) -> list[TicketRecord]:
    """Tickets, the one that waits longest first."""
    query: Select[Any] = select(tickets).order_by(tickets.c.created_at, tickets.c.id).limit(limit)
    if status is not None:
        query = query.where(tickets.c.status == status)
    return [TicketRecord(**row._mapping) for row in connection.execute(query)]


def read_ticket(connection: Connection, ticket_id: str) -> TicketRecord | None:
    """One ticket, or None."""
    row = connection.execute(select(tickets).where(tickets.c.id == ticket_id)).one_or_none()
    return None if row is None else TicketRecord(**row._mapping)


def insert_ticket(connection: Connection, ticket: TicketRecord, turn: TurnRecord) -> None:
    """Keep a new ticket."""
    values = {f.name: getattr(ticket, f.name) for f in fields(ticket)}
    values |= {"conversation_id": turn.conversation_id, "turn": turn.turn}
    connection.execute(insert(tickets).values(**{**values, "created_at": turn.at, "updated_at": turn.at}))


def move_ticket(connection: Connection, move: TicketMoved) -> None:
    """Bring a ticket to its next state. Raises Conflict when it is in none of the states it was in."""
    changed = connection.execute(
        update(tickets)
        .where(tickets.c.id == move.id, tickets.c.status.in_(move.was))
        .values(status=move.status, updated_at=move.at)
    )
    if changed.rowcount != 1:
        raise Conflict(move.id)
