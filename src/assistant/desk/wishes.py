"""A request as the desk keeps it: what it speaks for, what each of its changes comes to, what it rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.answers import Renderer
from assistant.contracts.parameters import ParameterBook
from assistant.rules import Decision, decide
from assistant.store import ContractRecord, RequestRecord

_WORST = ("denied", "needs_human", "needs_info")
_BY_KIND = {"D": "denied", "H": "needs_human", "I": "needs_info"}
ENDING = ("termination", "latest-arrival")


def items_of(rule: str, request: Mapping[str, Any]) -> tuple[str, ...]:
    """The items of the contract that a request speaks for: `licences`, `option:sse`, `contract` for its end."""
    if rule in ENDING:
        return (f"option:{request.get('option') or 'any'}",) if request.get("subject") == "option" else ("contract",)
    if rule == "change":
        items = [item for item, value in request.get("set", {}).items() if value is not None]
        options: Iterable[str] = (*request.get("add", ()), *request.get("remove", ()))
        if request.get("mr_region") and not request.get("add"):
            items.append("mr_region")
    else:
        named = request.get("configuration", {})
        items = [item for item, value in named.items() if value is not None and item != "options"]
        options = named.get("options") or ()
    return tuple(sorted({*items, *(f"option:{option}" for option in options)}))


def kind_of(rule: str, request: Mapping[str, Any]) -> str:
    """Whether it is a cancellation, concerns options only, or changes items."""
    if rule in ENDING:
        return "cancellation"
    return "options" if all(item.startswith("option:") for item in items_of(rule, request)) else "change"


def parts(
    rule: str, request: Mapping[str, Any], decision: Decision, book: ParameterBook, today: date
) -> list[dict[str, Any]]:
    """What each change comes to, judged on the contract that would result from all of them together.

    A part has `item`, `before` and `after` (for an option: whether the contract has it), `outcome`, and the `codes`
    and `clauses` of what was found for it.
    """
    if rule != "change":
        return []
    current = request.get("current", {})

    def part(item: str, before: Any, after: Any, **alone: Any) -> dict[str, Any]:
        concerning = [
            f for f in decision.findings if f.code[0] in _BY_KIND and _concerns(f.item, f.code, f.params, item)
        ]
        outcomes = {_BY_KIND[f.code[0]] for f in concerning}
        clauses = [c for f in concerning for c in f.clauses]
        if not clauses:  # nothing stands against it: then the clauses that let this one change be asked for
            only = {"service": request["service"], "current": current, "scope": "given", **alone}
            clauses = list(decide("change", only, book, today).clauses)
        return {
            "item": item,
            "before": before,
            "after": after,
            "outcome": next((o for o in _WORST if o in outcomes), "allowed"),
            "codes": [f.code for f in concerning],
            "clauses": list(dict.fromkeys(clauses)),
        }

    wanted = {item: value for item, value in request.get("set", {}).items() if value is not None}
    found = [part(item, current.get(item), value, set={item: value}) for item, value in wanted.items()]
    had = current.get("options")
    region = request.get("mr_region")
    for option in request.get("add", ()):
        before = None if had is None else option in had
        found.append(part(f"option:{option}", before, True, add=[option], mr_region=region))
    for option in request.get("remove", ()):
        before = None if had is None else option in had
        found.append(part(f"option:{option}", before, False, remove=[option]))
    return found


def _concerns(item: str | None, code: str, params: Mapping[str, Any], part: str) -> bool:
    if part.startswith("option:"):
        name = part.removeprefix("option:")
        return params.get("option") == name or code.endswith(f":{name}") or item in (part, f"{name}_fate")
    return item == part


def drafted(
    request_id: str,
    wish: Mapping[str, Any],
    *,
    contract: ContractRecord | None,
    conversation_id: str,
    owner: str | None,
    locale: str,
    renderer: Renderer,
    book: ParameterBook,
    today: date,
) -> RequestRecord:
    """The draft of what was asked for: `wish` holds the rule, its request and the decision."""
    rule, request, decision = wish["rule"], wish["request"], wish["decision"]
    subject = f"contract:{contract.id}" if contract else f"conversation:{conversation_id}/{decision.service}"
    return RequestRecord(
        id=request_id,
        status="draft",
        decision={
            "rule": rule,
            "request": dict(request),
            "decision": renderer.wire(decision, locale),
            "changes": parts(rule, request, decision, book, today),
        },
        editions={decision.service: decision.terms_version},
        kind=kind_of(rule, request),
        service=decision.service,
        locale=locale,
        owner=owner,
        contract_id=contract.id if contract else None,
        contract_version=contract.version if contract else None,
        subject=subject,
        items=items_of(rule, request),
        conversation_id=conversation_id,
    )


def basis(request: RequestRecord, conflicts: Sequence[RequestRecord]) -> str:
    """What a confirmation rests on, as a short text: differs when anything was decided otherwise than it was said."""
    decision = request.decision["decision"]
    rests = [
        request.decision["rule"],
        request.decision["request"],
        [decision[name] for name in ("service", "terms_version", "outcome", "values", "result")],
        sorted(f["code"] for f in decision["findings"]),
        sorted(c["code"] for c in decision["conditions"]),
        request.subject,
        sorted(each.id for each in conflicts),
    ]
    return hashlib.sha256(json.dumps(rests, sort_keys=True, default=str).encode()).hexdigest()[:32]
