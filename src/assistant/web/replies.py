"""What the replies look like: models for the OpenAPI document. The service makes the replies; a test compares."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Fields may be added later, never renamed or dropped."""

    model_config = ConfigDict(extra="allow")


class Citation(Shape):
    """An article that an answer stands on."""

    clause: str
    service: str
    version: str
    label: str
    title: str
    quote: str


class Finding(Shape):
    """One reason of a decision."""

    code: str
    item: str | None = None
    clauses: list[str]
    text: str


class Remark(Shape):
    """A condition or an assumption of a decision."""

    code: str
    clauses: list[str]
    text: str


class Remedy(Shape):
    """What would make it allowed."""

    text: str
    set: dict[str, Any]
    add: list[str]
    remove: list[str]
    clauses: list[str]


class Decision(Shape):
    """What follows from the terms."""

    rule: str
    service: str
    terms_version: str
    outcome: Literal["allowed", "denied", "needs_info", "needs_human", "computed", "explained"]
    certainty: Literal["definite", "conditional", "refer"]
    values: dict[str, Any]
    findings: list[Finding]
    conditions: list[Remark]
    assumptions: list[Remark]
    remedies: list[Remedy]
    missing: list[str]
    clauses: list[str]
    result: dict[str, Any]
    trace: list[dict[str, Any]]


class RuleReply(Decision):
    """A decision with the articles it stands on."""

    citations: list[Citation]


class Answer(Shape):
    """One answered question."""

    intent: str
    confidence: float
    text: str
    decision: Decision
    citations: list[Citation]


class Missing(Shape):
    """A value that is needed to go on."""

    slot: str
    prompt: str
    choices: list[str]


class Suggestion(Shape):
    """Something the person may say next."""

    label: str
    text: str


class MessageReply(Shape):
    """The reply to one message."""

    conversation_id: str
    turn: int = Field(ge=1)
    locale: Literal["ja", "en"]
    kind: Literal["answer", "question", "choice", "confirmation", "receipt", "handoff", "fallback", "smalltalk"]
    text: str = Field(description="Markdown")
    html: str = Field(description="the same, as safe HTML")
    answers: list[Answer]
    missing: list[Missing]
    suggestions: list[Suggestion]
    request: dict[str, Any] | None = Field(description="on a receipt: `id`, `status`, `summary`, `replaced`")
    draft: dict[str, Any] | None = Field(
        None, description="on a confirmation: `id`, what each change comes to, and the open requests it replaces"
    )
    handoff: dict[str, Any] | None
    contract: dict[str, Any] | None = Field(None, description="the customer's own contract that was looked at")
    notices: list[Notice] = Field(default=[], description="what has reached the conversation since the last reply")
    understanding: dict[str, Any]


class Button(Shape):
    """Something the person may say next: what is shown, and what is sent."""

    title: str
    payload: str


class RasaMessage(Shape):
    """One message as a chat front end made for Rasa shows it; `custom` holds what a program needs beside the words."""

    recipient_id: str
    text: str = Field(description="Markdown")
    buttons: list[Button] | None = None
    custom: dict[str, Any]


class Notice(Shape):
    """What reached a conversation from outside its turns: an agent's answer, or what became of a request."""

    number: int
    at: str
    kind: Literal["agent", "request"]
    text: str
    html: str
    ticket: str | None
    request: str | None


class ContractReply(Shape):
    """A customer's contract."""

    id: str
    customer: str
    name: str
    service: str
    configuration: dict[str, Any]
    billing_start: str | None
    monthly_fee: int | None = Field(description="yen, without tax")
    edition: str
    ends_on: str | None
    version: int = Field(description="counts its changes")
    created_at: str
    updated_at: str


class ContractList(Shape):
    """A page of contracts."""

    contracts: list[ContractReply]
    next: str | None = Field(description="what to give as `after` for the next page; null on the last")


class RequestStep(Shape):
    """One state a request was in."""

    at: str
    status: str
    by: str | None
    reason: str | None


class RequestReply(Shape):
    """A request, with the decision and the editions of the terms it rests on."""

    id: str
    status: Literal["draft", "confirmed", "accepted", "declined", "withdrawn"]
    kind: Literal["change", "options", "cancellation"]
    service: str
    contract: str | None
    conversation_id: str
    items: list[str]
    rule: str
    request: dict[str, Any]
    changes: list[dict[str, Any]] = Field(description="what each change comes to, on the contract with all of them")
    decision: Decision
    editions: dict[str, str]
    created_at: str
    updated_at: str
    history: list[RequestStep] | None = None


class RequestList(Shape):
    """Requests, newest first."""

    requests: list[RequestReply]


class SummaryReply(Shape):
    """What was asked for, in words of one language."""

    id: str
    status: str
    kind: str
    locale: str
    service: str
    service_name: str
    confirmed_at: str | None
    contract: dict[str, Any] | None
    changes: list[dict[str, Any]]
    now: list[dict[str, str]]
    after: list[dict[str, str]]
    cancellation: dict[str, Any] | None
    outcome: str
    remarks: list[str]
    articles: list[Citation]
    editions: dict[str, str]
    is_prescribed_form: Literal[False]


class TicketReply(Shape):
    """A question passed to a person."""

    id: str
    status: Literal["open", "answered", "closed"]
    reason: str
    owner: str | None
    conversation_id: str
    turn: int
    facts: dict[str, Any]
    created_at: str
    updated_at: str
    transcript: list[dict[str, Any]] | None = None


class TicketList(Shape):
    """Tickets."""

    tickets: list[TicketReply]


class ConversationReply(Shape):
    """A conversation as it stands; `items` are turns and notices in order."""

    conversation_id: str
    locale: str
    turn: int
    items: list[dict[str, Any]]
    cursor: str = Field(description="what to give as `after` to get only what comes later")


class Summary(Shape):
    """An unofficial summary."""

    ja: str
    en: str


class ClauseReply(Shape):
    """A clause, verbatim."""

    id: str
    service: str
    version: str
    label: Any
    title: Any
    text: str
    summary: Summary
    notes: list[Any]
    parent: str | None
    children: list[str]


class ClauseList(Shape):
    """Clauses, best match first."""

    clauses: list[ClauseReply]


class Health(Shape):
    """Whether the server can answer."""

    status: Literal["ok"]


class FieldError(BaseModel):
    """One bad field: where it is and what is wrong with it."""

    loc: list[str | int]
    msg: str


class Problem(BaseModel):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError] | None = Field(None, description="the fields that cannot be used")
