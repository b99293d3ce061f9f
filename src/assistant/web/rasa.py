"""The REST channel of Rasa, so that the chat front ends made for it can talk to us.

https://rasa.com/docs/reference/channels/your-own-website/: a message in, a list of messages out.
"""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.openapi import ResponseSpec
from litestar.params import JSONBody
from pydantic import ConfigDict, Field, StrictStr, StringConstraints

from assistant.service import MessageRequest
from assistant.web.api import json_body
from assistant.web.bodies import MAX_TEXT, Body, Context, Locale
from assistant.web.replies import Health, RasaMessage
from assistant.web.who import current_identity

# What front ends send when a chat is opened or begun again; both begin a new conversation.
OPENERS: Final = frozenset({"/session_start", "/restart"})
OPENING: Final = {"ja": "何ができますか", "en": "What can you do?"}


class RasaMetadata(Body):
    """What may be said beside a message; the other fields of a front end are its own and are not looked at."""

    model_config = ConfigDict(extra="ignore")

    locale: Locale | None = Field(None, description="null follows the language of the text")
    context: Context | None = Field(None, description="replaces the context given with an earlier message")


class RasaBody(Body):
    """A message as Rasa's REST channel takes it; fields that are not named here are not looked at."""

    model_config = ConfigDict(extra="ignore")

    sender: Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)] | None = Field(
        None, description="who goes on with their conversation; without it a new one is begun"
    )
    message: Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)] = Field(
        description="the text, 1 to 4,000 characters after trimming; /restart begins a new conversation"
    )
    metadata: RasaMetadata | None = None


@get("/webhooks/rest", tags=["rasa"], summary="The channel is there", responses={200: ResponseSpec(Health)})
async def alive() -> Response[dict[str, str]]:
    """What a front end asks to see whether the channel is there."""
    return Response({"status": "ok"})


@post(
    "/webhooks/rest/webhook",
    status_code=200,
    before_request=json_body,
    tags=["rasa"],
    summary="A message from a chat front end made for Rasa",
    responses={200: ResponseSpec(list[RasaMessage], description="The messages of the reply")},
)
async def webhook(
    request: Request[Any, Any, Any], data: JSONBody[RasaBody], state: State
) -> Response[list[dict[str, Any]]]:
    """Answer one message of `sender`, whose conversation goes on by that name."""
    metadata = data.metadata or RasaMetadata()
    opener = data.message in OPENERS
    sender = data.sender or uuid4().hex
    identity = current_identity(request)
    reply = await state.service.message(
        MessageRequest(
            text=OPENING[metadata.locale or "ja"] if opener else data.message,
            locale=metadata.locale,
            channel="rasa",
            context=metadata.context.model_dump(mode="json", exclude_unset=True) if metadata.context else None,
            # Senders of one program are not those of another.
            thread=f"{identity.owner}:{sender}" if identity.owner else sender,
            anew=opener,
            identity=identity,
        )
    )
    state.metrics.message(reply.body, "rasa")
    return Response([_message(sender, reply.body)])


def _message(recipient: str, body: dict[str, Any]) -> dict[str, Any]:
    """One message with its buttons; what a program needs beside the words is in `custom`."""
    choices = [str(choice) for missing in body["missing"] for choice in missing["choices"]]
    offers = {choice: choice for choice in choices}
    offers |= {offer["text"]: offer["label"] for offer in body["suggestions"]}
    message: dict[str, Any] = {"recipient_id": recipient, "text": body["text"]}
    if offers:
        message["buttons"] = [{"title": title, "payload": text} for text, title in offers.items()]
    message["custom"] = {
        name: body[name] for name in ("conversation_id", "turn", "locale", "kind", "answers", "request", "handoff")
    }
    return message
