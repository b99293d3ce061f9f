"""The demonstration: customers that do not exist, their contracts, and tokens to be one. Never for real data."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.contracts.yamlfile import read_values
from assistant.desk import Desk
from assistant.desk.importing import split
from assistant.identity import Identity
from assistant.settings import PREFIX, Settings

CONTRACTS: Final = Path(__file__).with_name("contracts.yaml")
TOKEN_LIFE: Final = 900  # seconds
ISSUER: Final = "demo-portal"
AUDIENCE: Final = "assistant"

ACTOR: Final = "demo"


@dataclass(frozen=True, slots=True)
class Customer:
    """A made-up customer; `contracts` by their ids, as the desk takes them."""

    id: str
    name: str
    contracts: Mapping[str, Mapping[str, Any]]


@cache
def customers() -> Mapping[str, Customer]:
    """The sample customers by their ids, in the order of the file."""
    contracts = [split(entry) for entry in read_values(CONTRACTS)]
    names = list(dict.fromkeys(data["customer"] for _, data in contracts))
    found = (
        Customer(f"demo-{number}", name, {key: data for key, data in contracts if data["customer"] == name})
        for number, name in enumerate(names, 1)
    )
    return {each.id: each for each in found}


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What to set in the environment of a demonstration.

    Where no portal is set up, the demo is its own: with a secret made up for this start.
    """
    given = {f"{PREFIX}DEMO": "true"}
    if not any(environ.get(f"{PREFIX}CUSTOMER_JWT_{name}") for name in ("KEYS", "SECRET", "ISSUER", "AUDIENCE")):
        given[f"{PREFIX}CUSTOMER_JWT_SECRET"] = secrets.token_urlsafe(48)
        given[f"{PREFIX}CUSTOMER_JWT_ISSUER"] = ISSUER
        given[f"{PREFIX}CUSTOMER_JWT_AUDIENCE"] = AUDIENCE
    return given


async def prepare(desk: Desk) -> None:
    """Keep the sample contracts that are not there yet; one that was changed in the demonstration stays so."""
    ids = frozenset(contract_id for customer in customers().values() for contract_id in customer.contracts)
    there = {each.id for each in await desk.contracts.of(Identity("customer", ACTOR, ids))}
    for customer in customers().values():
        for contract_id, data in customer.contracts.items():
            if contract_id not in there:
                await desk.contracts.bring(desk.contracts.checked(contract_id, data), ACTOR)


def token(settings: Settings, customer: Customer) -> str | None:
    """A token to be this customer for a quarter of an hour; None where a real portal signs tokens."""
    if settings.customer_jwt_secret is None:
        return None
    now = int(time.time())
    claims = {
        "iss": settings.customer_jwt_issuer,
        "aud": settings.customer_jwt_audience,
        "sub": customer.id,
        "contracts": list(customer.contracts),
        "iat": now,
        "exp": now + TOKEN_LIFE,
    }
    import jwt  # noqa: PLC0415 - only a demonstration signs

    return jwt.encode(claims, settings.customer_jwt_secret.get_secret_value(), "HS256")
