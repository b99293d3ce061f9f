"""Who is at the other end of the line: the client behind reverse proxies that the settings name, and no others."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any, Final

from litestar.types import HTTPScope

from assistant.settings import Networks

PEER: Final = "assistant.peer"  # the scope's entry for the address that is really connected


def within(address: str, networks: Networks) -> bool:
    """Whether an address lies in one of the networks; anything that is no address does not."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return any((mapped or found) in network for network in networks)


def peer(scope: Any) -> str:
    """The address that is connected to us: the nearest proxy where there is one; empty when there is none."""
    known = scope.get(PEER)
    return known if isinstance(known, str) else _connected(scope)


def resolve(scope: HTTPScope, trusted: Networks) -> None:
    """Put the client's address and scheme into the scope, as trusted proxies report them.

    X-Forwarded-For is read from its right end, where our own proxies wrote; what stands left of the first address
    that is not theirs may be made up.
    """
    connected = _connected(scope)
    scope[PEER] = connected  # type: ignore[typeddict-unknown-key]
    if not within(connected, trusted):
        return
    forwarded = [part.strip() for value in _values(scope, b"x-forwarded-for") for part in value.split(",")]
    for address in reversed(forwarded):
        if not within(address, trusted):
            scope["client"] = (address[:45] or connected, 0)
            break
    if _values(scope, b"x-forwarded-proto")[-1:] == ["https"]:
        scope["scheme"] = "https"


def _connected(scope: Any) -> str:
    return scope["client"][0] if scope.get("client") else ""


def _values(scope: HTTPScope, name: bytes) -> list[str]:
    return [value.decode("latin-1").strip() for key, value in scope["headers"] if key == name]
