"""Questions about the end: dates of cancellation, minimum term, early-termination charge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_ROLES = ("arrival", "desired", "sent", "billing_start")


def dates_by_role(slots: Mapping[str, Any], default: str | None) -> dict[str, str]:
    """Dates by the part they play; one without a part takes `default`."""
    found: dict[str, str] = {}
    loose: list[str] = []
    for entry in slots.get("dates", []):
        if entry["role"] in _ROLES:
            found[entry["role"]] = str(entry["value"])
        else:
            loose.append(str(entry["value"]))
    for value in loose:
        if default and default not in found:
            found[default] = value
    return found


def subject_of(slots: Mapping[str, Any]) -> str:
    """Whether a cancellation is of the contract or of an option."""
    if any(slots.get(k) for k in ("options", "options_remove")) or "option" in slots.get("items", []):
        return "option"
    return "contract"


def termination_request(
    service: str, slots: Mapping[str, Any], subject: str, *, wished: bool = False
) -> tuple[str, dict[str, Any]]:
    """The rule and its request: forward from an arrival, or backward from a desired date alone.

    A day without a part of its own is an arrival, and where a cancellation is `wished` for, the day it is wished for.
    """
    dates = dates_by_role(_without_own_reckoning(slots), "desired" if wished else "arrival")
    request: dict[str, Any] = {"service": service, "subject": subject}
    other_way = slots.get("via") not in (None, "form") and "form" not in slots.get("vias", [])
    if "desired" in dates and not other_way and "arrival" not in dates and "sent" not in dates:
        return "latest-arrival", {**request, "desired": dates["desired"]}
    for role, field in (("arrival", "arrival"), ("desired", "designated"), ("sent", "sent")):
        if role in dates:
            request[field] = dates[role]
    if other_way:
        request["via"] = slots["via"]
    return "termination", request


def _without_own_reckoning(slots: Mapping[str, Any]) -> Mapping[str, Any]:
    """The slots without the end that who posted a form reckons with: "posted today, so it ends 30 days from today"."""
    days = slots.get("dates", [])
    sent = [day["value"] for day in days if day["role"] == "sent"]
    if not sent:
        return slots
    return {**slots, "dates": [d for d in days if d["role"] or not (d.get("reckoned") or d["value"] in sent)]}


def latest_request(service: str, slots: Mapping[str, Any], subject: str) -> dict[str, Any]:
    """The request for the latest arrival for a desired date."""
    dates = dates_by_role(slots, "desired")
    return {"service": service, "subject": subject, **({"desired": dates["desired"]} if "desired" in dates else {})}


def minimum_term_request(service: str, slots: Mapping[str, Any]) -> dict[str, Any]:
    """The request for the minimum term of the contract or of the multi-region option."""
    dates = dates_by_role(slots, "billing_start")
    subject = (
        "multi_region"
        if "multi_region" in slots.get("options", []) or "option" in slots.get("items", [])
        else "contract"
    )
    request: dict[str, Any] = {"service": service, "subject": subject}
    if "billing_start" in dates:
        request["billing_start"] = dates["billing_start"]
    return request


def early_request(service: str, slots: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    """The request for the early-termination charge."""
    dates = dates_by_role(slots, "arrival")
    request: dict[str, Any] = {
        "service": service,
        "subject": "multi_region" if subject_of(slots) == "option" else "contract",
    }
    key = "billing_start" if request["subject"] == "contract" else "option_billing_start"
    start = dates.get("billing_start") or context.get(key)
    if start:
        request["billing_start"] = start
    if "arrival" in dates:
        request["arrival"] = dates["arrival"]
        if "desired" in dates:
            request["designated"] = dates["desired"]
    elif "desired" in dates:
        request["effective"] = dates["desired"]
    return request
