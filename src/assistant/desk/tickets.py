"""Questions passed to a person, and the conversations they come from and are answered in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any, Final

from assistant.answers import to_html
from assistant.desk.errors import IllegalStep, NotFound
from assistant.desk.office import Office, noted
from assistant.desk.once import Kept, Reply
from assistant.identity import TICKETS_ANSWER, TICKETS_READ, Identity
from assistant.store import (
    ConversationRecord,
    NoticeRecord,
    TicketMoved,
    TicketRecord,
    TurnRecord,
)

STATUSES: Final = ("open", "answered", "closed")
_CURSOR: Final = re.compile(r"(\d{1,9})\.(\d{1,9})")


class Tickets:
    """Reads and answers tickets for an identity."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def all(self, identity: Identity, status: str | None = None) -> list[dict[str, Any]]:
        """Tickets, the one that waits longest first. Raises NotAllowed."""
        identity.require(TICKETS_READ)
        return [shown(each) for each in await self._office.store.tickets(status)]

    async def one(self, identity: Identity, ticket_id: str) -> dict[str, Any]:
        """One ticket with the whole conversation as it is now. Raises NotFound, NotAllowed."""
        identity.require(TICKETS_READ)
        ticket = await self._find(ticket_id)
        store = self._office.store
        turns = await store.turns(ticket.conversation_id)
        notices = await store.notices(ticket.conversation_id)
        return {**shown(ticket), "transcript": transcript(turns, notices, "ja")}

    async def answer(self, identity: Identity, ticket_id: str, text: str, kept: Kept) -> Reply:
        """An agent answers: the text reaches the conversation. Raises NotFound, NotAllowed, IllegalStep, Conflict."""
        identity.require(TICKETS_ANSWER)
        ticket = await self._find(ticket_id)
        if ticket.status == "closed":
            raise IllegalStep("The ticket is closed; nothing more can be answered in it.")
        move = TicketMoved(ticket.id, ("open", "answered"), "answered")
        notice = NoticeRecord(ticket.conversation_id, "agent", {"any": text}, identity.owner, ticket_id=ticket.id)
        reply = Reply(200, shown(replace(ticket, status="answered", updated_at=move.at)))
        data = {"ticket": ticket.id, "conversation": ticket.conversation_id, "status": "answered"}
        await self._office.keep(
            *kept(reply.status, reply.body),
            move,
            notice,
            noted("handoff.answered", identity.owner, **data),
            self._office.event("handoff.answered", data),
        )
        return reply

    async def close(self, identity: Identity, ticket_id: str, kept: Kept) -> Reply:
        """An agent closes a ticket. Raises NotFound, NotAllowed, IllegalStep, Conflict."""
        identity.require(TICKETS_ANSWER)
        ticket = await self._find(ticket_id)
        if ticket.status == "closed":
            raise IllegalStep("The ticket is closed already.")
        move = TicketMoved(ticket.id, ("open", "answered"), "closed")
        reply = Reply(200, shown(replace(ticket, status="closed", updated_at=move.at)))
        data = {"ticket": ticket.id, "conversation": ticket.conversation_id, "status": "closed"}
        await self._office.keep(
            *kept(reply.status, reply.body),
            move,
            noted("handoff.closed", identity.owner, **data),
            self._office.event("handoff.closed", data),
        )
        return reply

    async def conversation(self, identity: Identity, conversation_id: str, after: str | None = None) -> dict[str, Any]:
        """A conversation: its turns and what reached it from outside, in order; after a cursor only what is new.

        Raises NotFound, also for a conversation of somebody else.
        """
        store = self._office.store
        record = await store.conversation(conversation_id)
        if record is None or not (owns(identity, record) or TICKETS_READ in identity.scopes):
            raise NotFound("conversation")
        turn, number = cursor(after)
        turns = await store.turns(conversation_id, turn)
        notices = await store.notices(conversation_id, number)
        return {
            "conversation_id": record.id,
            "locale": record.locale,
            "channel": record.channel,
            "turn": record.turn,
            "items": transcript(turns, notices, record.locale),
            "cursor": f"{turns[-1].turn if turns else turn}.{notices[-1].number if notices else number}",
        }

    async def _find(self, ticket_id: str) -> TicketRecord:
        found = await self._office.store.ticket(ticket_id)
        if found is None:
            raise NotFound("ticket")
        return found


def owns(identity: Identity, record: ConversationRecord) -> bool:
    """Whether a conversation is the caller's: theirs by name, or a visitor's, which its id alone opens."""
    return record.owner is None or record.owner == identity.owner


def cursor(after: str | None) -> tuple[int, int]:
    """The turn and the notice that a reader has seen last. Raises ValueError for anything but a cursor."""
    if after is None:
        return 0, 0
    found = _CURSOR.fullmatch(after)
    if not found:
        raise ValueError("not a cursor of an earlier reply")
    return int(found[1]), int(found[2])


def transcript(turns: Sequence[TurnRecord], notices: Sequence[NoticeRecord], locale: str) -> list[dict[str, Any]]:
    """Turns and notices in the order in which they came."""
    # Turns keep their order also where a clock went back between them.
    moments = accumulate((turn.at for turn in turns), max)
    items = [(at, 0, turn.turn, _turn(turn)) for at, turn in zip(moments, turns, strict=True)]
    items += [(notice.at, 1, notice.number, {"type": "notice", **noticed(notice, locale)}) for notice in notices]
    return [item for *_, item in sorted(items, key=lambda each: each[:3])]


def noticed(notice: NoticeRecord, locale: str) -> dict[str, Any]:
    """A notice as the customer sees it; which agent wrote it stays inside."""
    text = notice.text.get("any") or notice.text.get(locale) or next(iter(notice.text.values()), "")
    return {
        "number": notice.number,
        "at": notice.at.isoformat(),
        "kind": notice.kind,
        "text": text,
        "html": to_html(text),
        "ticket": notice.ticket_id,
        "request": notice.request_id,
    }


def shown(ticket: TicketRecord) -> dict[str, Any]:
    """A ticket as agents see it."""
    return {
        "id": ticket.id,
        "status": ticket.status,
        "reason": ticket.reason,
        "owner": ticket.owner,
        "conversation_id": ticket.conversation_id,
        "turn": ticket.turn,
        "facts": ticket.facts,
        "created_at": ticket.created_at.isoformat(),
        "updated_at": ticket.updated_at.isoformat(),
    }


def handed_over(
    ticket: TicketRecord, turns: Sequence[TurnRecord], text: str, contract: Mapping[str, Any] | None
) -> TicketRecord:
    """The ticket with what a person needs to take over: the last decision, and the point it leaves open."""
    answers: list[dict[str, Any]] = next((t.reply["answers"] for t in reversed(turns) if t.reply.get("answers")), [])
    decision = answers[-1]["decision"] if answers else None
    if decision is not None:
        decision = {name: value for name, value in decision.items() if name != "trace"}
    undecided = [f["text"] for f in (decision or {}).get("findings", ()) if f["code"].startswith("H:")]
    facts = {
        **ticket.facts,
        "contract": contract,
        "decision": decision,
        "open_point": undecided or _question(turns, text),
    }
    return replace(ticket, facts=facts)


def _question(turns: Sequence[TurnRecord], text: str) -> list[str]:
    """What the customer asked last, with what was said before on the same matter (「ZTNAです」 alone says nothing)."""
    matters = [{answer["intent"] for answer in turn.reply["answers"]} for turn in turns]
    last = len(turns) - 1
    while last > 0 and matters[last] and matters[last] & matters[last - 1]:
        last -= 1
    return [turn.request["text"] for turn in turns[last:]] or [text]


def _turn(turn: TurnRecord) -> dict[str, Any]:
    reply = turn.reply
    return {
        "type": "turn",
        "turn": turn.turn,
        "at": turn.at.isoformat(),
        "text": turn.request["text"],
        "reply": {name: reply.get(name) for name in ("kind", "locale", "text", "html", "request", "handoff")},
    }
