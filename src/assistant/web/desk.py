"""The endpoints of the desk: contracts, requests, tickets, and conversations as they stand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final, Literal

from litestar import Request, Response, get, post, put
from litestar.datastructures import State
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter

from assistant.desk import Desk, Key
from assistant.desk.once import Kept, Reply
from assistant.web.api import REPLAYED, KeyHeader, json_body
from assistant.web.bodies import (
    Acceptance,
    Body,
    ContractBody,
    Locale,
    Nothing,
    Status,
    Step,
    TicketAnswer,
    TicketStatus,
)
from assistant.web.problems import Refused
from assistant.web.replies import (
    ContractList,
    ContractReply,
    ConversationReply,
    RequestList,
    RequestReply,
    SummaryReply,
    TicketList,
    TicketReply,
)
from assistant.web.who import current_identity

Asked = Request[Any, Any, Any]
Found = dict[str, Any]


def desk_of(state: State) -> Desk:
    """The desk of the service; there is none without a database (503)."""
    desk: Desk | None = getattr(state.service, "desk", None)
    if desk is None:
        raise Refused(503, "This server keeps nothing, so there are no contracts, requests or tickets.")
    return desk


def gives(kind: Any, description: str) -> dict[int, ResponseSpec]:
    """What a handler replies with when all is well, for the OpenAPI document."""
    return {200: ResponseSpec(kind, description=description)}


def reads(path: str, tag: str, summary: str, replies: dict[int, ResponseSpec]) -> get:
    """A handler that shows something."""
    return get(path, tags=[tag], summary=summary, responses=replies)


def writes(path: str, tag: str, summary: str, replies: dict[int, ResponseSpec]) -> post:
    """A handler that does something with what is there, as a JSON body says."""
    return post(
        path,
        status_code=200,
        before_request=json_body,
        tags=[tag],
        summary=summary,
        responses=replies,
    )


async def once(
    request: Asked, state: State, key: str | None, body: Body, work: Callable[[Kept], Awaitable[Reply]]
) -> Response[Found]:
    """Do what a request asks, once for its key; a reply given again says so in Idempotent-Replayed."""
    asked = body.model_dump(mode="json", exclude_unset=True)
    address = f"{request.method} {request.scope['path']}"
    made = Key.of(current_identity(request), key, address, asked) if key else None
    reply: Reply = await state.service.once(made, work)
    headers = {REPLAYED: "true"} if reply.repeated else {}
    return Response(reply.body, status_code=reply.status, headers=headers)


# -- contracts ---------------------------------------------------------------------------------------------------------


@reads(
    "/v1/contracts", "contracts", "Contracts that the caller may see", gives(ContractList, "A page of contracts, by id")
)
async def list_contracts(
    request: Asked,
    state: State,
    after: Annotated[str, QueryParameter(max_length=64, description="the last id of the page before")] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=200, description="how many at most")] = 50,
) -> Response[Found]:
    """A customer's own contracts; with the scope contracts:read, everybody's."""
    found = await desk_of(state).contracts.all(current_identity(request), after, limit)
    return Response({"contracts": found, "next": found[-1]["id"] if len(found) == limit else None})


@reads("/v1/contracts/{contract_id:str}", "contracts", "One contract", gives(ContractReply, "The contract"))
async def read_contract(request: Asked, state: State, contract_id: FromPath[str]) -> Response[Found]:
    """One contract, whole."""
    return Response(await desk_of(state).contracts.one(current_identity(request), contract_id))


@put(
    "/v1/contracts/{contract_id:str}",
    before_request=json_body,
    tags=["contracts"],
    summary="Keep a contract",
    responses={
        200: ResponseSpec(ContractReply, description="The contract, changed or as it was"),
        201: ResponseSpec(ContractReply, description="A new contract"),
    },
)
async def put_contract(
    request: Asked,
    state: State,
    contract_id: FromPath[str],
    data: JSONBody[ContractBody],
    key: KeyHeader = None,
) -> Response[Found]:
    """Keep a contract whole (scope contracts:write); one that the terms do not allow is refused with the reasons."""
    desk, identity = desk_of(state), current_identity(request)
    return await once(
        request, state, key, data, lambda kept: desk.contracts.put(identity, contract_id, data.data(), kept)
    )


# -- requests ----------------------------------------------------------------------------------------------------------


@reads("/v1/requests", "requests", "Requests that the caller may see", gives(RequestList, "Requests, newest first"))
async def list_requests(
    request: Asked,
    state: State,
    status: Annotated[Status | None, QueryParameter(description="only those in this state")] = None,
    contract: Annotated[str | None, QueryParameter(max_length=64, description="only those for this contract")] = None,
) -> Response[Found]:
    """A customer's own requests and those for their contracts; with the scope requests:read, everybody's."""
    found = await desk_of(state).requests.all(current_identity(request), status, contract)
    return Response({"requests": found})


Conversation = Annotated[
    str | None,
    QueryParameter(max_length=64, description="of a visitor's request: the conversation it is from"),
]


@reads("/v1/requests/{request_id:str}", "requests", "One request with its history", gives(RequestReply, "The request"))
async def read_request(
    request: Asked, state: State, request_id: FromPath[str], conversation: Conversation = None
) -> Response[Found]:
    """What was asked for, the decision it rests on, the state it is in and how it came there."""
    return Response(await desk_of(state).requests.one(current_identity(request), request_id, conversation))


@get(
    "/v1/requests/{request_id:str}/summary",
    tags=["requests"],
    summary="What was asked for, filled in, to attach to the prescribed form",
    responses={
        200: ResponseSpec(SummaryReply, description="As JSON; for a browser (Accept: text/html), a page to print")
    },
)
async def read_summary(
    request: Asked,
    state: State,
    request_id: FromPath[str],
    *,
    conversation: Conversation = None,
    locale: Annotated[Locale | None, QueryParameter(description="by default the language of the request")] = None,
    form: Annotated[
        Literal["json", "html"] | None, QueryParameter(name="format", description="by default what Accept prefers")
    ] = None,
) -> Response[Any]:
    """The changes with their verdicts, the contract that would result, the articles. It is not the prescribed form."""
    desk, identity = desk_of(state), current_identity(request)
    if form is None:
        form = "html" if request.accept.best_match(["application/json", "text/html"]) == "text/html" else "json"
    if form == "json":
        return Response(await desk.requests.summary(identity, request_id, conversation, locale))
    page, policy = await desk.requests.page(identity, request_id, conversation, locale)
    return Response(page, media_type="text/html", headers={"content-security-policy": policy})


@writes(
    "/v1/requests/{request_id:str}/accept",
    "requests",
    "IIJ accepts a request",
    gives(RequestReply, "The request, accepted"),
)
async def accept_request(
    request: Asked,
    state: State,
    request_id: FromPath[str],
    data: JSONBody[Acceptance],
    key: KeyHeader = None,
) -> Response[Found]:
    """Accept (scope requests:decide): the change is applied to the stored contract in the same step."""
    desk, identity = desk_of(state), current_identity(request)
    return await once(
        request,
        state,
        key,
        data,
        lambda kept: desk.requests.accept(identity, request_id, kept, data.reason, data.ends_on),
    )


@writes(
    "/v1/requests/{request_id:str}/decline",
    "requests",
    "IIJ declines a request",
    gives(RequestReply, "The request, declined"),
)
async def decline_request(
    request: Asked,
    state: State,
    request_id: FromPath[str],
    data: JSONBody[Step],
    key: KeyHeader = None,
) -> Response[Found]:
    """Decline (scope requests:decide)."""
    desk, identity = desk_of(state), current_identity(request)
    return await once(
        request, state, key, data, lambda kept: desk.requests.decline(identity, request_id, kept, data.reason)
    )


@writes(
    "/v1/requests/{request_id:str}/withdraw",
    "requests",
    "The customer withdraws a request",
    gives(RequestReply, "The request, withdrawn"),
)
async def withdraw_request(
    request: Asked,
    state: State,
    request_id: FromPath[str],
    data: JSONBody[Step],
    *,
    conversation: Conversation = None,
    key: KeyHeader = None,
) -> Response[Found]:
    """Withdraw: by whoever may see it as their own, or for them with the scope requests:decide."""
    desk, identity = desk_of(state), current_identity(request)
    return await once(
        request,
        state,
        key,
        data,
        lambda kept: desk.requests.withdraw(identity, request_id, kept, data.reason, conversation),
    )


# -- tickets and conversations -----------------------------------------------------------------------------------------


@reads(
    "/v1/tickets",
    "tickets",
    "Questions that were passed to a person",
    gives(TicketList, "Tickets, the one that waits longest first"),
)
async def list_tickets(
    request: Asked,
    state: State,
    status: Annotated[TicketStatus | None, QueryParameter(description="only those in this state")] = None,
) -> Response[Found]:
    """Tickets (scope tickets:read)."""
    return Response({"tickets": await desk_of(state).tickets.all(current_identity(request), status)})


@reads("/v1/tickets/{ticket_id:str}", "tickets", "One ticket with its conversation", gives(TicketReply, "The ticket"))
async def read_ticket(request: Asked, state: State, ticket_id: FromPath[str]) -> Response[Found]:
    """The transcript, the facts, the decision and the open point (scope tickets:read)."""
    return Response(await desk_of(state).tickets.one(current_identity(request), ticket_id))


@writes("/v1/tickets/{ticket_id:str}/reply", "tickets", "Answer a ticket", gives(TicketReply, "The ticket, answered"))
async def answer_ticket(
    request: Asked,
    state: State,
    ticket_id: FromPath[str],
    data: JSONBody[TicketAnswer],
    key: KeyHeader = None,
) -> Response[Found]:
    """Answer (scope tickets:answer): the text comes into the customer's conversation."""
    desk, identity = desk_of(state), current_identity(request)
    return await once(request, state, key, data, lambda kept: desk.tickets.answer(identity, ticket_id, data.text, kept))


@writes("/v1/tickets/{ticket_id:str}/close", "tickets", "Close a ticket", gives(TicketReply, "The ticket, closed"))
async def close_ticket(
    request: Asked,
    state: State,
    ticket_id: FromPath[str],
    data: JSONBody[Nothing],
    key: KeyHeader = None,
) -> Response[Found]:
    """Close (scope tickets:answer)."""
    desk, identity = desk_of(state), current_identity(request)
    return await once(request, state, key, data, lambda kept: desk.tickets.close(identity, ticket_id, kept))


@reads(
    "/v1/conversations/{conversation_id:str}",
    "messages",
    "A conversation: its turns and the answers of agents",
    gives(ConversationReply, "What was said, in order"),
)
async def read_conversation(
    request: Asked,
    state: State,
    conversation_id: FromPath[str],
    after: Annotated[
        str | None,
        QueryParameter(pattern=r"^\d{1,9}\.\d{1,9}$", description="the `cursor` of an earlier reply: only what is new"),
    ] = None,
) -> Response[Found]:
    """For its owner; a visitor's is opened by its id alone. Ask again with `after` to see what has come since."""
    return Response(await desk_of(state).tickets.conversation(current_identity(request), conversation_id, after))


READERS: Final = (
    list_contracts,
    read_contract,
    list_requests,
    read_request,
    read_summary,
    list_tickets,
    read_ticket,
    read_conversation,
)
WRITERS: Final = (put_contract, accept_request, decline_request, withdraw_request, answer_ticket, close_ticket)
