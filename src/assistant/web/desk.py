"""The endpoints of the desk: contracts, requests, tickets, and conversations as they stand."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal

from litestar import Request, Response, get, post, put
from litestar.datastructures import State
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter
from pydantic import Field, StrictInt, StrictStr, StringConstraints

from assistant.desk import Desk, Key
from assistant.desk.once import Kept, Reply
from assistant.web.api import REPLAYED, KeyHeader, json_only, some_body
from assistant.web.bodies import Body, Configuration, Locale, Service
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

Status = Literal["draft", "confirmed", "accepted", "declined", "withdrawn"]
TicketStatus = Literal["open", "answered", "closed"]
Name = Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Reason = Annotated[StrictStr, StringConstraints(strip_whitespace=True, max_length=1000)]


class Step(Body):
    """Why a request is decided so."""

    reason: Reason | None = Field(None, description="said to the customer, in their conversation")


class Acceptance(Step):
    """IIJ's acceptance."""

    ends_on: date | None = Field(None, description="of a cancellation: the day on which the contract ends")


class Answer(Body):
    """An agent's answer to a ticket."""

    text: Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)] = Field(
        description="Markdown, 1 to 4,000 characters; it reaches the customer's conversation"
    )


class ContractBody(Body):
    """A contract as the desk keeps it."""

    customer: Name
    service: Service
    configuration: Configuration
    name: Name | None = Field(None, description="what the customer calls it; by default its id")
    billing_start: date | None = Field(None, description="the day on which charging began")
    monthly_fee: StrictInt | None = Field(None, ge=0, le=10**12, description="yen, without tax")
    edition: date | None = Field(None, description="the edition of the terms it was made under; by default today's")
    ends_on: date | None = Field(None, description="the day on which it ends")

    def data(self) -> dict[str, Any]:
        """As plain JSON values, holding only what was given."""
        return self.model_dump(mode="json", exclude_unset=True)


class Nothing(Body):
    """An empty object."""


def desk_of(state: State) -> Desk:
    """The desk of the service; there is none without a database (503)."""
    desk: Desk | None = getattr(state.service, "desk", None)
    if desk is None:
        raise Refused(503, "This server keeps nothing, so there are no contracts, requests or tickets.")
    return desk


async def once(
    request: Request[Any, Any, Any], state: State, key: str | None, body: Body, work: Any
) -> Response[dict[str, Any]]:
    """Do what a request asks, once for its key; a reply given again says so in Idempotent-Replayed."""
    asked = body.model_dump(mode="json", exclude_unset=True)
    address = f"{request.method} {request.scope['path']}"
    made = Key.of(current_identity(request), key, address, asked) if key else None
    reply: Reply = await state.service.once(made, work)
    headers = {REPLAYED: "true"} if reply.repeated else {}
    return Response(reply.body, status_code=reply.status, headers=headers)


# -- contracts ---------------------------------------------------------------------------------------------------------


@get(
    "/v1/contracts",
    tags=["contracts"],
    summary="Contracts that the caller may see",
    responses={200: ResponseSpec(ContractList, description="A page of contracts, by id")},
)
async def list_contracts(
    request: Request[Any, Any, Any],
    state: State,
    after: Annotated[str, QueryParameter(max_length=64, description="the last id of the page before")] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=200, description="how many at most")] = 50,
) -> Response[dict[str, Any]]:
    """A customer's own contracts; with the scope contracts:read, everybody's."""
    found = await desk_of(state).contracts.all(current_identity(request), after, limit)
    return Response({"contracts": found, "next": found[-1]["id"] if len(found) == limit else None})


@get(
    "/v1/contracts/{contract_id:str}",
    tags=["contracts"],
    summary="One contract",
    responses={200: ResponseSpec(ContractReply, description="The contract")},
)
async def read_contract(
    request: Request[Any, Any, Any], state: State, contract_id: FromPath[str]
) -> Response[dict[str, Any]]:
    """One contract, whole."""
    return Response(await desk_of(state).contracts.one(current_identity(request), contract_id))


@put(
    "/v1/contracts/{contract_id:str}",
    guards=[json_only],
    before_request=some_body,
    tags=["contracts"],
    summary="Keep a contract",
    responses={
        200: ResponseSpec(ContractReply, description="The contract, changed or as it was"),
        201: ResponseSpec(ContractReply, description="A new contract"),
    },
)
async def put_contract(
    request: Request[Any, Any, Any],
    state: State,
    contract_id: FromPath[str],
    data: JSONBody[ContractBody],
    key: KeyHeader = None,
) -> Response[dict[str, Any]]:
    """Keep a contract whole (scope contracts:write); one that the terms do not allow is refused with the reasons."""
    desk, identity = desk_of(state), current_identity(request)

    async def work(kept: Kept) -> Reply:
        return await desk.contracts.put(identity, contract_id, data.data(), kept)

    return await once(request, state, key, data, work)


# -- requests ----------------------------------------------------------------------------------------------------------


@get(
    "/v1/requests",
    tags=["requests"],
    summary="Requests that the caller may see",
    responses={200: ResponseSpec(RequestList, description="Requests, newest first")},
)
async def list_requests(
    request: Request[Any, Any, Any],
    state: State,
    status: Annotated[Status | None, QueryParameter(description="only those in this state")] = None,
    contract: Annotated[str | None, QueryParameter(max_length=64, description="only those for this contract")] = None,
) -> Response[dict[str, Any]]:
    """A customer's own requests and those for their contracts; with the scope requests:read, everybody's."""
    found = await desk_of(state).requests.all(current_identity(request), status, contract)
    return Response({"requests": found})


Conversation = Annotated[
    str | None,
    QueryParameter(max_length=64, description="of a visitor's request: the conversation it is from"),
]


@get(
    "/v1/requests/{request_id:str}",
    tags=["requests"],
    summary="One request with its history",
    responses={200: ResponseSpec(RequestReply, description="The request")},
)
async def read_request(
    request: Request[Any, Any, Any], state: State, request_id: FromPath[str], conversation: Conversation = None
) -> Response[dict[str, Any]]:
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
    request: Request[Any, Any, Any],
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


@post(
    "/v1/requests/{request_id:str}/accept",
    status_code=200,
    guards=[json_only],
    before_request=some_body,
    tags=["requests"],
    summary="IIJ accepts a request",
    responses={200: ResponseSpec(RequestReply, description="The request, accepted")},
)
async def accept_request(
    request: Request[Any, Any, Any],
    state: State,
    request_id: FromPath[str],
    data: JSONBody[Acceptance],
    key: KeyHeader = None,
) -> Response[dict[str, Any]]:
    """Accept (scope requests:decide): the change is applied to the stored contract in the same step."""
    desk, identity = desk_of(state), current_identity(request)

    async def work(kept: Kept) -> Reply:
        return await desk.requests.accept(identity, request_id, kept, data.reason, data.ends_on)

    return await once(request, state, key, data, work)


@post(
    "/v1/requests/{request_id:str}/decline",
    status_code=200,
    guards=[json_only],
    before_request=some_body,
    tags=["requests"],
    summary="IIJ declines a request",
    responses={200: ResponseSpec(RequestReply, description="The request, declined")},
)
async def decline_request(
    request: Request[Any, Any, Any],
    state: State,
    request_id: FromPath[str],
    data: JSONBody[Step],
    key: KeyHeader = None,
) -> Response[dict[str, Any]]:
    """Decline (scope requests:decide)."""
    desk, identity = desk_of(state), current_identity(request)

    async def work(kept: Kept) -> Reply:
        return await desk.requests.decline(identity, request_id, kept, data.reason)

    return await once(request, state, key, data, work)


@post(
    "/v1/requests/{request_id:str}/withdraw",
    status_code=200,
    guards=[json_only],
    before_request=some_body,
    tags=["requests"],
    summary="The customer withdraws a request",
    responses={200: ResponseSpec(RequestReply, description="The request, withdrawn")},
)
async def withdraw_request(
    request: Request[Any, Any, Any],
    state: State,
    request_id: FromPath[str],
    data: JSONBody[Step],
    *,
    conversation: Conversation = None,
    key: KeyHeader = None,
) -> Response[dict[str, Any]]:
    """Withdraw: by whoever may see it as their own, or for them with the scope requests:decide."""
    desk, identity = desk_of(state), current_identity(request)

    async def work(kept: Kept) -> Reply:
        return await desk.requests.withdraw(identity, request_id, kept, data.reason, conversation)

    return await once(request, state, key, data, work)


# -- tickets and conversations -----------------------------------------------------------------------------------------


@get(
    "/v1/tickets",
    tags=["tickets"],
    summary="Questions that were passed to a person",
    responses={200: ResponseSpec(TicketList, description="Tickets, the one that waits longest first")},
)
async def list_tickets(
    request: Request[Any, Any, Any],
    state: State,
    status: Annotated[TicketStatus | None, QueryParameter(description="only those in this state")] = None,
) -> Response[dict[str, Any]]:
    """Tickets (scope tickets:read)."""
    return Response({"tickets": await desk_of(state).tickets.all(current_identity(request), status)})


@get(
    "/v1/tickets/{ticket_id:str}",
    tags=["tickets"],
    summary="One ticket with its conversation",
    responses={200: ResponseSpec(TicketReply, description="The ticket")},
)
async def read_ticket(
    request: Request[Any, Any, Any], state: State, ticket_id: FromPath[str]
) -> Response[dict[str, Any]]:
    """The transcript, the facts, the decision and the open point (scope tickets:read)."""
    return Response(await desk_of(state).tickets.one(current_identity(request), ticket_id))


@post(
    "/v1/tickets/{ticket_id:str}/reply",
    status_code=200,
    guards=[json_only],
    before_request=some_body,
    tags=["tickets"],
    summary="Answer a ticket",
    responses={200: ResponseSpec(TicketReply, description="The ticket, answered")},
)
async def answer_ticket(
    request: Request[Any, Any, Any],
    state: State,
    ticket_id: FromPath[str],
    data: JSONBody[Answer],
    key: KeyHeader = None,
) -> Response[dict[str, Any]]:
    """Answer (scope tickets:answer): the text comes into the customer's conversation."""
    desk, identity = desk_of(state), current_identity(request)

    async def work(kept: Kept) -> Reply:
        return await desk.tickets.answer(identity, ticket_id, data.text, kept)

    return await once(request, state, key, data, work)


@post(
    "/v1/tickets/{ticket_id:str}/close",
    status_code=200,
    guards=[json_only],
    before_request=some_body,
    tags=["tickets"],
    summary="Close a ticket",
    responses={200: ResponseSpec(TicketReply, description="The ticket, closed")},
)
async def close_ticket(
    request: Request[Any, Any, Any],
    state: State,
    ticket_id: FromPath[str],
    data: JSONBody[Nothing],
    key: KeyHeader = None,
) -> Response[dict[str, Any]]:
    """Close (scope tickets:answer)."""
    desk, identity = desk_of(state), current_identity(request)

    async def work(kept: Kept) -> Reply:
        return await desk.tickets.close(identity, ticket_id, kept)

    return await once(request, state, key, data, work)


@get(
    "/v1/conversations/{conversation_id:str}",
    tags=["messages"],
    summary="A conversation: its turns and the answers of agents",
    responses={200: ResponseSpec(ConversationReply, description="What was said, in order")},
)
async def read_conversation(
    request: Request[Any, Any, Any],
    state: State,
    conversation_id: FromPath[str],
    after: Annotated[
        str | None,
        QueryParameter(pattern=r"^\d{1,9}\.\d{1,9}$", description="the `cursor` of an earlier reply: only what is new"),
    ] = None,
) -> Response[dict[str, Any]]:
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
