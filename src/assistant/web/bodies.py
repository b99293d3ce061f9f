"""What a caller may send, checked field by field."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, StringConstraints

MAX_TEXT: Final = 4000

Service = Literal["ztna", "fms"]
Locale = Literal["ja", "en"]
Channel = Literal["web", "console", "slack", "api"]
Status = Literal["draft", "confirmed", "accepted", "declined", "withdrawn"]
TicketStatus = Literal["open", "answered", "closed"]
Name = Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Reason = Annotated[StrictStr, StringConstraints(strip_whitespace=True, max_length=1000)]


class Body(BaseModel):
    """A JSON object without unknown fields."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    @classmethod
    def model_validate(cls, obj: Any, *, strict: bool | None = None, **options: Any) -> Self:
        """As pydantic's, but a field that is strict stays so: Litestar passes strict=False, and true would be 1."""
        return super().model_validate(obj, **options)


class Configuration(Body):
    """A contract as it stands. A value that the terms do not allow is no error here: it gets a decision."""

    grade: StrictStr | None = Field(None, max_length=64, description="Starter, Core or Complete (ZTNA)")
    licences: StrictInt | None = Field(None, description="number of licences")
    bandwidth: StrictInt | None = Field(None, description="Mbps; 1 Gbps is 1000 (ZTNA)")
    log: StrictInt | None = Field(None, description="days that logs are kept: 90, 180 or 360 (ZTNA)")
    region: StrictStr | None = Field(None, max_length=64, description="the region, by the name the customer uses")
    options: list[Annotated[StrictStr, StringConstraints(max_length=64)]] | None = Field(
        None,
        max_length=32,
        description="multi_region, transparent_proxy, sse, config_change, intro_support",
    )
    mr_region: StrictStr | None = Field(None, max_length=64, description="the region of the multi-region option")
    ip: StrictStr | None = Field(None, max_length=64, description="ipv4 or ipv6")
    concurrent: StrictInt | None = Field(None, description="devices connected at the same time (FMS)")
    servers: StrictInt | None = Field(None, description="mobility servers (FMS)")
    redundancy: StrictBool | None = Field(None, description="redundant mobility servers (FMS)")


class Context(Body):
    """Facts that the caller vouches for."""

    service: Service | None = Field(None, description="the contract the questions are about: ztna or fms")
    configuration: Configuration | None = Field(None, description="the customer's contract as it stands")
    billing_start: date | None = Field(None, description="the day on which charging began")
    monthly_fee: StrictInt | None = Field(None, ge=0, le=10**12, description="yen, without tax")


class Question(Body):
    """One message of a conversation, wherever it comes from."""

    text: Annotated[StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)] = Field(
        description="the question, 1 to 4,000 characters after trimming"
    )
    conversation_id: StrictStr | None = Field(None, description="from an earlier reply; null begins a conversation")
    locale: Locale | None = Field(None, description="null follows the language of the text")
    context: Context | None = Field(None, description="replaces the context given on an earlier turn")

    def facts(self) -> dict[str, Any] | None:
        """The context as plain JSON values, holding only what was given."""
        return None if self.context is None else self.context.model_dump(mode="json", exclude_unset=True)


class MessageBody(Question):
    """One message of a conversation, and the channel it comes through."""

    channel: Channel = "api"


# -- the desk ---------------------------------------------------------------------------------------------------------


class Step(Body):
    """Why a request is decided so."""

    reason: Reason | None = Field(None, description="said to the customer, in their conversation")


class Acceptance(Step):
    """IIJ's acceptance."""

    ends_on: date | None = Field(None, description="of a cancellation: the day on which the contract ends")


class TicketAnswer(Body):
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
