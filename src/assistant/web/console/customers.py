"""Customers' contracts: the list, one with its requests, and a form to change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.plugins.htmx import HTMXTemplate
from pydantic import ValidationError

from assistant.desk.errors import BadContract
from assistant.identity import CONTRACTS_READ, CONTRACTS_WRITE, REQUESTS_READ
from assistant.web.console.entries import valued
from assistant.web.console.fields import ITEMS, asked
from assistant.web.console.parts import Asked, identity_of, locale_of, page, service_of
from assistant.web.console.queue import desk, field, nothing_kept, shown, went
from assistant.web.console.words import said
from assistant.web.who import scoped

PAGE: Final = 50
LONGEST: Final = 200

After = Annotated[str, QueryParameter(max_length=64)]


@get("/contracts", guards=[scoped(CONTRACTS_READ)])
async def contracts(request: Asked, after: After = "") -> HTMXTemplate:
    """Contracts by id, a page at a time."""
    found = await desk(request).contracts.all(identity_of(request), after, PAGE)
    return page(
        request,
        "contracts.html.j2",
        "contracts",
        found=found,
        following=found[-1]["id"] if len(found) == PAGE else None,
        shown=lambda item, value: shown(request, item, value),
    )


@get("/contracts/{contract_id:str}", guards=[scoped(CONTRACTS_READ), scoped(REQUESTS_READ)])
async def contract(request: Asked, contract_id: FromPath[str], done: After = "") -> HTMXTemplate:
    """One contract, its requests, and for those who may, a form to change it."""
    identity = identity_of(request)
    found = await desk(request).contracts.one(identity, contract_id)
    service, configuration = found["service"], found["configuration"]
    given = {f"configuration.{item}": listed(value) for item, value in configuration.items() if value is not None}
    items = (*ITEMS[service], "options", "mr_region")
    return page(
        request,
        "contract.html.j2",
        "contracts",
        c=found,
        done=done == "saved",
        requests=await desk(request).requests.all(identity, None, contract_id),
        fields=[asked(request, "configuration", service, f"configuration.{item}", given) for item in items],
        shown=lambda item, value: shown(request, item, value),
        errors={},
    )


@post("/contracts/{contract_id:str}", status_code=200, guards=[scoped(CONTRACTS_READ), scoped(CONTRACTS_WRITE)])
async def change(request: Asked, contract_id: FromPath[str]) -> Response[Any]:
    """Keep what the form says; a contract that the terms do not allow is refused with the reasons."""
    identity = identity_of(request)
    old = await desk(request).contracts.one(identity, contract_id)
    form = await request.form()
    t = said(locale_of(request))
    data: dict[str, Any] = {"service": old["service"], "edition": old["edition"]}
    for name in ("customer", "name", "billing_start", "ends_on", "monthly_fee"):
        text = field(form, name, LONGEST)
        if text:
            data[name] = read(name, [text], t)
    configuration: dict[str, Any] = {"options": []}
    for item in (*ITEMS[old["service"]], "options", "mr_region"):
        values = [str(each).strip() for each in form.getall(f"configuration.{item}", []) if str(each).strip()]
        if values:
            configuration[item] = read(item, values, t)
    if kept := old["configuration"].get("ip"):
        configuration["ip"] = kept
    try:
        await desk(request).contracts.put(identity, contract_id, {**data, "configuration": configuration}, nothing_kept)
    except BadContract:
        refused = judged(request, old["service"], configuration)
        if not refused:
            raise
        return page(request, "refused.html.j2", "contracts", 400, decision_=refused)
    return went(request, f"/console/contracts/{contract_id}?done=saved")


def judged(request: Asked, service: str, configuration: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Why the terms do not allow a contract, and what would make it possible, in the agent's language; else None."""
    try:
        wanted = {"service": service, "configuration": configuration}
        decision = service_of(request).worded("configuration", wanted, locale_of(request))
    except ValidationError:
        return None
    return decision if decision["outcome"] in ("denied", "needs_info") else None


def read(name: str, values: list[str], t: Any) -> Any:
    """A value of the form. Raises BadContract."""
    try:
        return valued(name, values, t)
    except ValueError as wrong:
        raise BadContract([{"loc": [name], "msg": str(wrong)}]) from None


def listed(value: Any) -> list[str]:
    """A value as the form holds it."""
    if isinstance(value, list):
        return [str(each) for each in value]
    return [str(value).lower() if isinstance(value, bool) else str(value)]


HANDLERS: Final = (contracts, contract, change)
