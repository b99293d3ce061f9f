"""The endpoints for programs and pages: messages, rules, clauses."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.exceptions import SerializationException
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, HeaderParameter, JSONBody, QueryParameter

from assistant.desk import Key
from assistant.service import MessageRequest, UnknownConversation
from assistant.web.bodies import Locale, MessageBody, Service
from assistant.web.problems import Refused
from assistant.web.replies import ClauseList, ClauseReply, MessageReply, RuleReply
from assistant.web.who import current_identity

CONVERSATION_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
JSON_TYPE: Final = re.compile(r"application/(?:[\w.+-]+\+)?json", re.IGNORECASE)

NOT_JSON: Final = "The body must be one JSON object in UTF-8."

KEY_HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotent-Replayed"
KeyHeader = Annotated[
    str | None,
    HeaderParameter(
        name=KEY_HEADER,
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="sent again with the same key and body, a request is not done again but gets the same reply",
    ),
]
LocaleQuery = Annotated[Locale, QueryParameter(description="language of the texts")]


class JsonRequest(Request[Any, Any, State]):
    """A request whose body, where one is read, is a JSON object; anything else is refused (400)."""

    async def json(self) -> Any:
        """The body as a dictionary."""
        try:
            body = await super().json()
        # Broken JSON and lone surrogates; other encodings; a thousand brackets.
        except (SerializationException, UnicodeDecodeError, RecursionError):
            raise Refused(400, NOT_JSON) from None
        if not isinstance(body, dict):
            raise Refused(400, NOT_JSON)
        return body


async def json_body(request: Request[Any, Any, Any]) -> None:
    """Run before a handler that reads a body: refuses one that does not say it is JSON in UTF-8 (415), or is empty.

    An empty one the framework takes for an absent field. A guard would do the first as well, but costs a copy of the
    handler a request.
    """
    media, *parameters = request.headers.get("content-type", "").split(";")
    if not JSON_TYPE.fullmatch(media.strip()):
        raise Refused(415, "Send the body as JSON with the header Content-Type: application/json.")
    charset = re.search(r"charset\s*=\s*\"?([\w.:-]+)", ";".join(parameters), re.IGNORECASE) if parameters else None
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise Refused(415, "Send the body in UTF-8.")
    if not await request.body():
        raise Refused(400, NOT_JSON)


@post(
    "/v1/messages",
    before_request=json_body,
    tags=["messages"],
    summary="Ask a question or go on with a conversation",
    responses={
        200: ResponseSpec(MessageReply, description="A later turn of a conversation"),
        201: ResponseSpec(MessageReply, description="The first turn of a new conversation"),
    },
)
async def send_message(
    request: Request[Any, Any, Any], data: JSONBody[MessageBody], state: State, key: KeyHeader = None
) -> Response[dict[str, Any]]:
    """Answer one message: 201 for the first of a conversation, 200 for the ones after it."""
    identity = current_identity(request)
    if data.conversation_id is not None and not CONVERSATION_ID.fullmatch(data.conversation_id):
        raise UnknownConversation(data.conversation_id)
    reply = await state.service.message(
        MessageRequest(
            text=data.text,
            conversation_id=data.conversation_id,
            locale=data.locale,
            channel=data.channel,
            context=data.facts(),
            identity=identity,
            key=Key.of(identity, key, "POST /v1/messages", data.model_dump(mode="json")) if key else None,
        )
    )
    if not reply.repeated:
        state.metrics.message(reply.body, data.channel)
    headers = {REPLAYED: "true"} if reply.repeated else {}
    return Response(reply.body, status_code=201 if reply.first_turn else 200, headers=headers)


@post(
    "/v1/rules/{rule:str}",
    status_code=200,
    before_request=json_body,
    tags=["rules"],
    summary="A decision from the rules core, without the language",
    responses={200: ResponseSpec(RuleReply, description="The decision, with the articles it stands on")},
)
async def decide(
    request: Request[Any, Any, Any],
    rule: FromPath[str],
    data: JSONBody[dict[str, Any]],
    state: State,
    locale: LocaleQuery = "ja",
) -> Response[dict[str, Any]]:
    """Decide by one rule. The fields of the body depend on the rule; unknown ones are refused."""
    decision = state.service.decide(rule, data, locale)
    await state.service.noted(decision, data, current_identity(request), "api")
    state.metrics.decisions.labels(decision["rule"], decision["outcome"]).inc()
    return Response(decision)


@get(
    "/v1/clauses",
    tags=["clauses"],
    summary="Search the terms",
    responses={200: ResponseSpec(ClauseList, description="Clauses, the best match first")},
)
async def search_clauses(
    state: State,
    q: Annotated[
        str, QueryParameter(max_length=400, description="words, or a reference such as 7条2項3号 or Art. 7(2)(iii)")
    ] = "",
    service: Annotated[Service | None, QueryParameter(description="one of the two services; both without it")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200, description="how many at most")] = 10,
    locale: LocaleQuery = "ja",
) -> Response[dict[str, Any]]:
    """Find clauses by words, Japanese or English, or by a reference."""
    return Response({"clauses": state.service.clauses(q, service, limit, locale)})


@get(
    "/v1/clauses/{clause_id:path}",
    tags=["clauses"],
    summary="One clause, verbatim",
    responses={200: ResponseSpec(ClauseReply, description="The clause")},
)
async def read_clause(state: State, clause_id: FromPath[str], locale: LocaleQuery = "ja") -> Response[dict[str, Any]]:
    """One clause by its id, such as ztna:7.2.3; the `#` of a limb's id is written %23."""
    return Response(state.service.clause(clause_id.removeprefix("/"), locale))
