"""What each rule is asked: one pydantic model a rule, unknown fields refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue

from assistant.rules.fields import Arrival, Count, Day, Flag, Moment, Month, Name, Place, Seconds, Yen
from assistant.rules.vocabulary import FIELDS

Service = Literal["ztna", "fms"]
Scope = Literal["whole", "given"]
Options = Annotated[tuple[Name, ...], Field(max_length=40), AfterValidator(lambda names: tuple(dict.fromkeys(names)))]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        made = handler(schema)
        for name, field in handler.resolve_ref_schema(made)["properties"].items():
            field["description"] = FIELDS[name]
        return made


class Items(_Request):
    """The items of a contract, of either service; null and absent are the same: not named.

    `bandwidth` in Mbps (1G = 1000), `log` in days. A value the terms do not allow is no error: it gets a decision.
    """

    grade: Name | None = None
    licences: Count | None = None
    bandwidth: Count | None = None
    log: Count | None = None
    concurrent: Count | None = None
    servers: Count | None = None
    region: Place | None = None
    redundancy: Flag | None = None
    mr_region: Place | None = None
    ip: Literal["ipv4", "ipv6"] | None = None


class Configuration(Items):
    """A contract: its items and options. `options` null means: not known."""

    options: Options | None = None


class ConfigurationRequest(_Request):
    """Whether this contract is possible. `scope` "given": only what is named is judged, nothing is asked for."""

    service: Service
    configuration: Configuration = Configuration()
    via: Name = "form"
    scope: Scope = "whole"


class ChangeRequest(_Request):
    """Whether this contract may be changed so. `keep` names options that are to stay whatever else changes."""

    service: Service
    current: Configuration = Configuration()
    set: Items = Items()
    add: Options = ()
    keep: Options = ()
    remove: Options = ()
    mr_region: Place | None = None
    via: Name = "form"
    scope: Scope = "whole"

    @field_validator("remove")
    @classmethod
    def _one_wish_an_option(cls, remove: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        for option in remove:
            if option in (*info.data.get("add", ()), *info.data.get("keep", ())):
                raise ValueError(f"option {option!r} cannot be taken and given up at once")
        return remove

    @field_validator("mr_region")
    @classmethod
    def _one_second_region(cls, region: str | None, info: ValidationInfo) -> str | None:
        named = info.data["set"].mr_region if "set" in info.data else None
        if region and named and region != named:
            raise ValueError("two different values of mr_region")
        return region


class UsageRequest(_Request):
    """What follows when `peak` devices were connected at once."""

    service: Service
    current: Configuration = Configuration()
    peak: Annotated[Count, Field(ge=0)] | None = None


class SwitchRequest(_Request):
    """Whether the contract can become one of the other service, or a new Starter contract."""

    service: Service
    to: Literal["ztna", "fms", "new_starter"]


class TerminationRequest(_Request):
    """When the contract, or the use of an option, ends."""

    service: Service
    subject: Literal["contract", "option"] = "contract"
    option: Name | None = None
    arrival: Arrival | None = None
    designated: Day | None = None
    sent: Day | None = None
    via: Name = "form"


class LatestArrivalRequest(_Request):
    """By when the cancellation form must arrive for an end on `desired`."""

    service: Service
    subject: Literal["contract", "option"] = "contract"
    option: Name | None = None
    desired: Day | None = None


class MinimumTermRequest(_Request):
    """Until when the minimum term runs."""

    service: Service
    subject: Literal["contract", "multi_region"] = "contract"
    billing_start: Day | None = None
    contract_date: Day | None = None


class EarlyTerminationRequest(_Request):
    """Whether a settlement is due.

    `effective` is the day the end takes effect, when known; else `arrival` and `designated` say it.

    `billing_start_by`: billing had begun by that day at the latest, when the day itself is not known.
    """

    service: Service
    subject: Literal["contract", "multi_region"] = "contract"
    billing_start: Day | None = None
    billing_start_by: Day | None = None
    arrival: Arrival | None = None
    designated: Day | None = None
    effective: Day | None = None
    ground: Literal["general_terms_28_2_or_3", "terminated_by_iij"] | None = None


class ClaimDeadlineRequest(_Request):
    """Until when a credit can be claimed, and whether it was in time.

    `restored_on`: the day the service was back, a later day from which the three months might also be counted.
    """

    service: Service
    claimable_on: Day | None = None
    claimed_on: Day | None = None
    restored_on: Day | None = None


class Incident(_Request):
    """One outage: `duration`, or `start` with `end` or `duration`.

    FMS counts from IIJ's knowledge: a bare `duration` is taken as counted so unless `counted_from` is "outage";
    `known_to_iij_at` is the moment, `known_after` the time that had passed by then.
    """

    duration: Seconds | None = None
    start: Moment | None = None
    end: Moment | None = None
    month: Month | None = None
    notified_suspension: Literal["none", "full", "partial"] | None = None
    vpn_devices: Literal["all_down", "some_up"] | None = None
    backbone_link: Literal["up", "down"] | None = None
    cause: Literal["iij", "customer", "customer_line", "third_party", "unknown"] | None = None
    total: Flag | None = None
    known_to_iij_at: Moment | None = None
    known_after: Seconds | None = None
    counted_from: Literal["knowledge", "outage"] | None = None

    @field_validator("end")
    @classmethod
    def _consistent(cls, end: datetime | None, info: ValidationInfo) -> datetime | None:
        if (
            end is None or not {"duration", "start"} <= info.data.keys()
        ):  # a field that is wrong itself is told by itself
            return end
        start = info.data["start"]
        if info.data["duration"] is not None:
            raise ValueError("give the duration, or the end, not both")
        if start is None:
            raise ValueError("an end needs a start")
        if end < start:
            raise ValueError("the end lies before the start")
        return end


class CreditRequest(_Request):
    """What credit these outages give. `monthly_fee` in yen, before tax."""

    service: Service
    incidents: Annotated[tuple[Incident, ...], Field(max_length=400)] = ()
    monthly_fee: Yen | None = None


class CompareRequest(_Request):
    """How two contracts, or two services, differ.

    `other_service` is `service` by default; without contracts the services are compared point by point.
    """

    service: Service
    configuration: Configuration | None = None
    other_service: Service | None = None
    other: Configuration | None = None


RULES: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        "configuration": ConfigurationRequest,
        "change": ChangeRequest,
        "usage": UsageRequest,
        "switch": SwitchRequest,
        "termination": TerminationRequest,
        "latest-arrival": LatestArrivalRequest,
        "minimum-term": MinimumTermRequest,
        "early-termination": EarlyTerminationRequest,
        "claim-deadline": ClaimDeadlineRequest,
        "credit": CreditRequest,
        "compare": CompareRequest,
    }
)
