"""What a message is and what comes back, with what is kept of both."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant.desk import Key
from assistant.errors import AssistantError
from assistant.identity import ANONYMOUS, Identity
from assistant.store import AuditEntry, ConversationRecord, ThreadRecord, TurnRecord

_SILENCE = timedelta(hours=12)  # after that a thread begins a new conversation: nobody is still in the old one


class UnknownConversation(AssistantError):
    """The conversation of a message does not exist."""


@dataclass(frozen=True, slots=True)
class MessageRequest:
    """One message: `text` of 1 to 4,000 characters, and what api.md allows beside it.

    A channel whose callers keep no conversation id names a `thread` instead, such as a team, channel and user: it goes
    on in the conversation it was last in, unless it is `anew` or has been silent for half a day. A message with a
    `delivery` (an id its sender gave it) is answered once: sent again, it gets the same answer. `identity` is who
    asks, as a door has proved it; a message with a `key` is answered once for it.
    """

    text: str
    conversation_id: str | None = None
    locale: str | None = None
    channel: str = "api"
    context: dict[str, Any] | None = None
    thread: str | None = None
    anew: bool = False
    delivery: str | None = None
    identity: Identity = ANONYMOUS
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class MessageReply:
    """The reply as callers see it.

    `first_turn` when the message opened its conversation, `repeated` when it was given before.
    """

    body: dict[str, Any]
    first_turn: bool
    repeated: bool = False


def key_of(request: MessageRequest, name: str | None) -> str | None:
    """What a name given by a channel is kept as: a hash, so that the table names nobody."""
    return None if name is None else hashlib.sha256(f"{request.channel}\0{name}".encode()).hexdigest()


def goes_on(request: MessageRequest, thread: ThreadRecord | None) -> str | None:
    """The conversation a thread goes on in; None when a new one begins."""
    silent = thread is None or datetime.now(UTC) - thread.updated_at > _SILENCE
    return None if thread is None or request.anew or silent else thread.conversation_id


def owner_of(identity: Identity, record: ConversationRecord | None) -> str | None:
    """Whose a conversation is after this turn: a visitor's becomes a customer's who signs in on the way."""
    if record is None or (record.owner is None and identity.kind == "customer"):
        return identity.owner
    return record.owner


def audited(turn: TurnRecord, identity: Identity) -> AuditEntry:
    """What the audit keeps of a turn: what was decided, nothing of what was written."""
    reply = turn.reply
    data = {
        "kind": reply["kind"],
        "locale": turn.locale,
        "channel": turn.channel,
        "answers": [
            {
                "intent": answer["intent"],
                "service": answer["decision"]["service"],
                "terms_version": answer["decision"]["terms_version"],
                "outcome": answer["decision"]["outcome"],
            }
            for answer in reply["answers"]
        ],
        "contract": reply["contract"] and reply["contract"]["id"],
        "request": reply["request"] and reply["request"]["id"],
        "ticket": reply["handoff"] and reply["handoff"]["id"],
    }
    return AuditEntry("turn", identity.owner, data, turn.conversation_id, turn.turn, turn.at)
