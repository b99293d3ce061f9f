"""What the desk adds to a conversation: the customer's own contract, drafts of requests, notices.

Pure, like the dialogue it stands beside: facts in, facts out. The service reads the store before and writes after.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from assistant.dialogue import Missing, Plan, State, Suggestion
from assistant.dialogue.config import VALUES
from assistant.dialogue.services import hinted, named
from assistant.dialogue.state import copied
from assistant.language.tongues import is_of_no_language, locale_of
from assistant.language.understand import Reading
from assistant.store import ContractRecord

KEY: Final = "desk"
_LEAST = 2  # characters of a contract's name that can be found in a text
_SAYS_WHICH: Final = 12  # characters beside names and small words: a reply that only says which contract is meant
_THE_CONTRACT: Final = {"ja": "契約", "en": "the contract"}


@dataclass(slots=True)
class Memory:
    """What the desk remembers of a conversation, kept with its state.

    `given` are the facts the caller vouches for, `contract` the one spoken of, `waiting` the message that waits for
    the customer to say which contract it is about. `draft` is the request that waits for a yes: its id and what it
    rests on. `ticket` is the last one, `noticed` the number of the last notice shown, `watch` whether there may be any.
    """

    given: dict[str, Any] = field(default_factory=dict)
    contract: str | None = None
    waiting: str | None = None
    draft: dict[str, Any] | None = None
    ticket: str | None = None
    noticed: int = 0
    watch: bool = False

    @classmethod
    def of(cls, state: Mapping[str, Any] | None) -> Memory:
        """The memory in a stored state."""
        if state is None:
            return cls()
        kept = state.get(KEY)
        if kept is None:  # of before there was a desk
            return cls(given=dict(state.get("context") or {}))
        return cls(**kept)

    def to_dict(self) -> dict[str, Any]:
        """The memory as JSON."""
        return {
            "given": copied(self.given),
            "contract": self.contract,
            "waiting": self.waiting,
            "draft": copied(self.draft),
            "ticket": self.ticket,
            "noticed": self.noticed,
            "watch": self.watch,
        }


def spoken_of(text: str, contracts: Sequence[ContractRecord]) -> ContractRecord | None:
    """The one contract that a text names, by its id or name; the longest match when one name holds another."""
    said = _folded(text)
    found = [
        (len(name), contract)
        for contract in contracts
        for name in (_folded(contract.id), _folded(contract.name))
        if len(name) >= _LEAST and name in said
    ]
    best = max((length for length, _ in found), default=0)
    ids = {contract.id: contract for length, contract in found if length == best}
    return next(iter(ids.values())) if len(ids) == 1 else None


def without_ids(text: str, contracts: Sequence[ContractRecord]) -> str:
    """The text with "the contract" in the place of the contracts' ids, whose figures are nobody's licences or servers.

    An id of figures alone stays, for it cannot be told from a number; and so does one with nothing around it.
    """
    ids = sorted((c.id for c in contracts if not c.id.isdecimal() and len(c.id) >= _LEAST), key=len, reverse=True)
    if not ids:
        return text
    plain = unicodedata.normalize("NFKC", text)
    named_id = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, ids))})(?![A-Za-z0-9])", re.IGNORECASE)
    rest = named_id.sub(" ", plain)
    if rest == plain or is_of_no_language(rest):
        return text
    return named_id.sub(_THE_CONTRACT[locale_of(rest)], plain)


def candidates(
    contracts: Sequence[ContractRecord], memory: Memory, reading: Reading, text: str
) -> list[ContractRecord]:
    """The contracts that a message can be about: one when it is named, known from before, or the only one."""
    if not contracts:
        return []
    named_one = spoken_of(text, contracts)
    if named_one is not None:
        return [named_one]
    if len(contracts) < 2:
        return list(contracts)
    service = memory.given.get("service")
    names = named(reading.slots)
    if len(names) == 1:
        service = names[0]
    before = next((c for c in contracts if c.id == memory.contract), None)
    if before is not None and service in (None, before.service):
        return [before]
    service = service or hinted(reading.slots, text)
    fitting = [c for c in contracts if c.service == service] if service else []
    return fitting or list(contracts)


def meant(
    text: str, reading: Reading, contracts: Sequence[ContractRecord], offered: Sequence[ContractRecord]
) -> list[ContractRecord]:
    """The contracts that a reply to "which contract?" can mean; none when it is no such reply.

    By its id or name, else of those `offered` by its place in the list, its service, or something that it consists of:
    「2番目」, "the FMS one", 「Completeのほうです」.
    """
    named_one = spoken_of(text, contracts)
    if named_one is not None:
        return [named_one]
    segment = reading.segments[0] if len(reading.segments) == 1 and not reading.told else None
    if segment is None or segment.act == "question" or segment.residue > _SAYS_WHICH:
        return []
    own = segment.own
    numbers = [n for n in own.get("numbers", []) if isinstance(n, int)]
    place = reading.pick.get("order", numbers[0] if len(numbers) == 1 else None)
    if isinstance(place, int) and 0 < abs(place) <= len(offered):
        return [offered[place - 1 if place > 0 else place]]
    services = named(own)
    grades = {own[k] for k in ("grade", "grade_now", "grade_stay") if k in own}
    values = {k: v for k, v in {**own, **own.get("now", {})}.items() if k in (*VALUES, "region")}
    if not (services or grades or values or numbers or own.get("options")):
        return []
    return [
        c
        for c in offered
        if (not services or c.service in services)
        and (not grades or c.configuration.get("grade") in grades)
        and all(_folded(str(c.configuration.get(k))) == _folded(str(v)) for k, v in values.items())
        and all(n in c.configuration.values() for n in numbers)
        and set(own.get("options", [])) <= set(c.configuration.get("options", []))
    ]


def used(plan: Plan, contract: ContractRecord) -> bool:
    """Whether an answer rests on what is stored of the contract."""
    for answer in plan.answers:
        if answer.decision.service != contract.service:
            continue
        request = answer.more.get("request") or {}
        named_items = {**request.get("current", {}), **request.get("configuration", {})}
        if any(named_items.get(item) == value for item, value in contract.configuration.items()):
            return True
        start = contract.billing_start and contract.billing_start.isoformat()
        if start and request.get("billing_start") == start:
            return True
        if contract.monthly_fee is not None and request.get("monthly_fee") == contract.monthly_fee:
            return True
    return False


def needs_choice(plan: Plan, each: Sequence[tuple[ContractRecord, Plan]]) -> bool:
    """Whether which contract is meant has to be asked: the answer rests on one, or something is to be done with it."""
    return plan.state.pending is not None or any(used(own, contract) for contract, own in each)


def which_contract(state: State, names: Sequence[str]) -> Plan:
    """The plan that asks which contract is meant; the state stays as it was, for what was asked is still to come."""
    missing = Missing("contract", tuple(names))
    offered = tuple(Suggestion("text", name) for name in names)
    return Plan("question", state, missing=(missing,), suggestions=offered)


def confirming(state: State) -> bool:
    """Whether a request waits for a yes."""
    return state.pending is not None and state.pending.kind == "confirm"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
