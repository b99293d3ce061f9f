"""An office for tests of the console: agents who are signed in, contracts, a request and tickets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.access import Agents
from assistant.identity import ROLE_SCOPES, Identity
from assistant.service import Assistant, MessageRequest

PASSWORD = "walnut-lantern-42"
ADMIN = Identity("agent", "root", scopes=ROLE_SCOPES["admin"])
CUSTOMER = Identity("customer", "u1", frozenset({"C-1", "X-1"}))
CORE = {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "東京", "options": []}

# What somebody may write who wants it to be run.
ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg onload=alert(3)><a href='javascript:alert(3)'>x</a></svg>",
    "\"><iframe srcdoc='<script>parent.alert(4)</script>'>",
    '[click](javascript:alert(5)) ![x](x"onerror=alert(5)//)',
    "{{constructor.constructor('alert(6)')()}} ${alert(6)} {{7*7}}",
    "</textarea><style>*{display:none}</style><b>bold",
    "<template shadowrootmode=open><script>alert(7)</script></template>",
    "'-alert(8)-' hx-get=/console/logout hx-trigger=load",
)


@dataclass(frozen=True, slots=True)
class Office:
    """What was put into the store; `cookies` are sessions by login."""

    cookies: dict[str, str]
    request: str
    ticket: str
    conversation: str
    nasty_ticket: str


def nothing_kept(_status: int, _body: Any) -> tuple[Any, ...]:
    """For writes without an idempotency key."""
    return ()


async def talk(service: Assistant, identity: Identity, *texts: str) -> dict[str, Any]:
    """One conversation; gives the last reply."""
    body: dict[str, Any] = {"conversation_id": None}
    for text in texts:
        request = MessageRequest(text, conversation_id=body["conversation_id"], identity=identity)
        body = (await service.message(request)).body
    return body


async def fill(service: Assistant) -> Office:
    """Fill an empty store."""
    assert service.store is not None
    assert service.desk is not None
    agents = Agents(service.store)
    cookies = {}
    for login, role in (("yamada", "agent"), ("root", "admin")):
        await agents.add(login, PASSWORD, role)  # type: ignore[arg-type]
        cookies[login] = await agents.sign_in(login, PASSWORD)
    contract = {"customer": "甲商事", "name": "本社", "service": "ztna", "configuration": CORE}
    await service.desk.contracts.put(ADMIN, "C-1", contract, nothing_kept)
    nasty = {**contract, "customer": ATTACKS[1], "name": ATTACKS[0], "configuration": {**CORE, "region": ATTACKS[2]}}
    await service.desk.contracts.put(ADMIN, "X-1", nasty, nothing_kept)
    receipt = await talk(service, CUSTOMER, "C-1の契約を1200ライセンスに変更したい", "はい")
    handed = await talk(service, Identity(), "リージョンを変更できますか？", "ZTNAです", "担当者につないでください")
    nasty_handed = await talk(service, Identity(), *ATTACKS, "担当者につないでください")
    note = "\n\n".join(ATTACKS)
    await service.desk.tickets.answer(ADMIN, nasty_handed["handoff"]["id"], note, nothing_kept)
    return Office(
        cookies,
        receipt["request"]["id"],
        handed["handoff"]["id"],
        handed["conversation_id"],
        nasty_handed["handoff"]["id"],
    )
