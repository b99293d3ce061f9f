"""Who is asking, and what that lets them do. Doors prove an identity; the service and the store only read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from assistant.errors import AssistantError

Kind = Literal["anonymous", "customer", "agent", "program"]
Role = Literal["agent", "admin"]

CONTRACTS_READ: Final = "contracts:read"
CONTRACTS_WRITE: Final = "contracts:write"
REQUESTS_READ: Final = "requests:read"
REQUESTS_DECIDE: Final = "requests:decide"
TICKETS_READ: Final = "tickets:read"
TICKETS_ANSWER: Final = "tickets:answer"
INSIGHTS_READ: Final = "insights:read"
CONTENT_WRITE: Final = "content:write"
ADMIN: Final = "admin"

SCOPES: Final = frozenset(
    {
        CONTRACTS_READ,
        CONTRACTS_WRITE,
        REQUESTS_READ,
        REQUESTS_DECIDE,
        TICKETS_READ,
        TICKETS_ANSWER,
        INSIGHTS_READ,
        CONTENT_WRITE,
        ADMIN,
    }
)
ROLE_SCOPES: Final[dict[Role, frozenset[str]]] = {
    "agent": SCOPES - {CONTRACTS_WRITE, CONTENT_WRITE, ADMIN},
    "admin": SCOPES,
}


class NotAllowed(AssistantError):
    """An identity asked for what it may not do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """One caller, as a door has proved it.

    `subject` names them within their kind (a token's subject, an agent's login, a key's id; empty for a visitor).
    `contracts` are the contract ids a customer's token names: theirs, and no others. `scopes` is what an agent or a
    program may do beyond asking.
    """

    kind: Kind = "anonymous"
    subject: str = ""
    contracts: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()

    @property
    def owner(self) -> str | None:
        """What a conversation of theirs is kept under; None for a visitor, whose conversation id is the only key."""
        return None if self.kind == "anonymous" else f"{self.kind}:{self.subject}"

    def require(self, scope: str) -> None:
        """Raises NotAllowed without this scope."""
        if scope not in self.scopes:
            raise NotAllowed(scope)


ANONYMOUS: Final = Identity()
