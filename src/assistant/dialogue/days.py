"""Days told in few words: "the 24th" lies in the month that is spoken of."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

DAY_ROLES = (None, "start")  # parts a date plays that is simply the day something happened
_TWO = 2
_MONTHS_APART = timedelta(days=62)
_LENGTH_IN_DAYS = re.compile(r"P(\d{1,2})D")
_SAID_AS_DAY = re.compile(r"\d{1,2}日(?![間も以])")


def is_day_of_month(told: Mapping[str, Any]) -> bool:
    """Whether only the day of a month was said, so that its candidates lie a month or two apart."""
    candidates = sorted(str(c)[:10] for c in told.get("candidates", []))
    if not told.get("inferred") or len(candidates) < 2:
        return False
    return date.fromisoformat(candidates[1]) - date.fromisoformat(candidates[0]) <= _MONTHS_APART


def in_month_of(told: Mapping[str, Any], day: str) -> dict[str, Any]:
    """A day of a month, in the month of `day` (ISO 8601); a date of a month of its own stays as it is."""
    if not is_day_of_month(told):
        return dict(told)
    meant, month = date.fromisoformat(str(told["value"])[:10]), date.fromisoformat(day[:10])
    if meant.day > monthrange(month.year, month.month)[1]:
        return dict(told)
    return {**told, "value": month.replace(day=meant.day).isoformat() + str(told["value"])[10:], "candidates": []}


def next_day(number: int, after: date) -> date | None:
    """The next day with a number in its month, on or after another; None when no month has it."""
    first = after.replace(day=1)
    for _ in range(_TWO + 1):
        if number <= monthrange(first.year, first.month)[1] and first.replace(day=max(number, 1)) >= after:
            return first.replace(day=max(number, 1))
        first = (first + timedelta(days=31)).replace(day=1)
    return None


def set_beside(told: Mapping[str, Any], known: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A moment whose month or year was not said, set beside those it belongs to: 「17日の11時」."""
    span = sorted(str(m["value"]) for m in known)
    candidates = sorted(str(c) for c in told.get("candidates", []))
    if not span or not told.get("inferred"):
        return dict(told)
    later = [c for c in candidates if c[:10] >= span[0][:10]]
    inside = [c for c in later if c <= span[-1]] or later
    return {**told, "value": inside[0]} if inside else dict(told)


def day_instead(slots: dict[str, Any], before: Mapping[str, Any], text: str) -> None:
    """Read a length of days as the day of a month where it corrects a date: 「いや、24日でした」; changes `slots`.

    `before` are the slots it corrects: without a date in them, or with a length in days, a length is meant.
    """
    lengths = [_LENGTH_IN_DAYS.fullmatch(str(d)) for d in slots.get("durations", [])]
    days = [int(found[1]) for found in lengths if found]
    dated = [*before.get("dates", []), *before.get("datetimes", [])]
    if len(days) == _TWO and any(int(str(d["value"])[8:10]) == days[0] for d in dated):
        del days[0]  # 「3日じゃなくて8日でした」
    told = any("T" not in str(d) for d in before.get("durations", []))
    if len(days) != 1 or not all(lengths) or not dated or told or slots.get("dates") or not _SAID_AS_DAY.search(text):
        return
    month = date.fromisoformat(str(dated[-1]["value"])[:10])
    if not 1 <= days[0] <= monthrange(month.year, month.month)[1]:
        return
    day = month.replace(day=days[0]).isoformat()
    slots.update(durations=[], dates=[{"role": None, "value": day, "inferred": False, "candidates": []}])


def beside_dates(told: Mapping[str, Any], old: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A day of a month beside dates told before: the month of the one it replaces, else the next after them."""
    if not is_day_of_month(told):
        return dict(told)
    same = [d for d in old if d["role"] == told["role"]]
    return in_month_of(told, str(same[-1]["value"])) if same else set_beside(told, old)
