"""Who looks after what was agreed? Contracts of customers, requests, tickets, and what others are told of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.desk.contracts import Contracts
from assistant.desk.errors import BadContract, IllegalStep, KeyReused, NotFound
from assistant.desk.ledger import Ledger
from assistant.desk.office import Office
from assistant.desk.once import Key, Once, Reply
from assistant.desk.requests import Requests
from assistant.desk.tickets import Tickets

__all__ = [
    "BadContract",
    "Contracts",
    "Desk",
    "IllegalStep",
    "Key",
    "KeyReused",
    "NotFound",
    "Office",
    "Once",
    "Reply",
    "Requests",
    "Tickets",
]


@dataclass(slots=True)
class Desk:
    """All parts of the desk, on one office."""

    office: Office
    contracts: Contracts = field(init=False)
    requests: Requests = field(init=False)
    tickets: Tickets = field(init=False)
    ledger: Ledger = field(init=False)

    def __post_init__(self) -> None:
        self.contracts = Contracts(self.office)
        self.requests = Requests(self.office)
        self.tickets = Tickets(self.office)
        self.ledger = Ledger(self.office.store)
