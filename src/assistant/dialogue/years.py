"""The years of a billing start and an end that were told without one: billing began before the contract ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

_SOON = timedelta(days=100)  # a start further ahead than this is rather the last one of that day
_AHEAD = timedelta(days=60)  # a form may arrive before billing begins: the contract ends some weeks after it
_ENDS = {None: _AHEAD, "arrival": _AHEAD, "desired": timedelta(0)}


def began(told: Mapping[str, Any], today: date) -> str:
    """The day billing began, ISO 8601: of the days it can be the last one, or the next where that is near."""
    readings = _readings(told)
    if len(readings) < 2:
        return str(told["value"])
    behind = [day for day in readings if day <= today]
    ahead = [day for day in readings if day > today]
    if not behind or (ahead and ahead[0] - today <= min(_SOON, today - behind[-1])):
        return ahead[0].isoformat()
    return behind[-1].isoformat()


def coherent(slots: Mapping[str, Any], today: date) -> Mapping[str, Any]:
    """The slots with the years of their dates chosen together: a start near today, an end not before it.

    Only what was told without a year is chosen anew. An end whose year was told says which start is meant: the last
    one before it.
    """
    dates = [dict(told) for told in slots.get("dates", [])]
    start = next((told for told in dates if told["role"] == "billing_start"), None)
    if start is None:
        return slots
    ends = [told for told in dates if told["role"] in _ENDS]
    settled = [
        date.fromisoformat(str(told["value"])[:10]) + _ENDS[told["role"]] for told in ends if len(_readings(told)) < 2
    ]
    if settled and len(_readings(start)) > 1:
        before = [day for day in _readings(start) if day <= min(settled)]
        start["value"] = before[-1].isoformat() if before else start["value"]
    else:
        start["value"] = began(start, today)
    begin = date.fromisoformat(str(start["value"])[:10])
    if start.get("inferred"):
        for told in ends:
            after = [day for day in _readings(told) if day + _ENDS[told["role"]] >= begin]
            if after:
                told["value"] = after[0].isoformat()
    return {**slots, "dates": dates}


def _readings(told: Mapping[str, Any]) -> list[date]:
    """The days a date without a year can be, in order, with those of the years around them; empty when it was told."""
    if not told.get("inferred"):
        return []
    days = {date.fromisoformat(str(c)) for c in told.get("candidates", []) if len(str(c)) == 10}
    return sorted(days)
