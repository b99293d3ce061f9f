"""Several outages told by when each began and ended: their lengths and days, and one of them put right by the clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from assistant.dialogue.outage import durations_of

_TWO = 2
_DAY = timedelta(days=1)


def with_lengths(slots: dict[str, Any]) -> dict[str, Any]:
    """The slots with a length and a day for each outage told by the clock: "22:00 to 01:30, and 08:00 to 08:40".

    Unchanged where fewer than two are told so, or a length is told as well.
    """
    moments = slots.get("datetimes", [])
    begins, ends = moments[::2], moments[1::2]
    paired = all(b["role"] in ("start", None) for b in begins) and all(e["role"] in ("end", None) for e in ends)
    paired = paired and [str(m["value"]) for m in moments] == sorted(str(m["value"]) for m in moments)
    if len(moments) < _TWO * _TWO or len(begins) != len(ends) or not paired or slots.get("durations"):
        return slots
    lengths = [_length(str(b["value"]), str(e["value"])) for b, e in zip(begins, ends, strict=True)]
    if None in lengths:
        return slots
    days = [_day_of(b) for b in begins]
    each = {str(n): {"day": day, "began": b["value"]} for n, (day, b) in enumerate(zip(days, begins, strict=True), 1)}
    dates = [d for d in slots.get("dates", []) if d["role"] is not None]
    kept = {k: v for k, v in slots.items() if k not in ("datetimes", "counts", "months")}
    basis = slots.get("basis", "start")  # told by the clock, and not from when IIJ came to know
    return {**kept, "durations": lengths, "of_each": each, "dates": [*dates, days[0]], "basis": basis}


def put_right(merged: dict[str, Any], fresh: dict[str, Any], which: int | None) -> bool:
    """Whether another beginning or end is told of one of several outages: "the second one lasted until 09:10".

    `which` is its number, None the one told last. Changes both.
    """
    each = merged.get("of_each", {})
    lengths = durations_of(merged)
    number = which or len(lengths)
    began = each.get(str(number), {}).get("began")
    clock = {t["role"]: str(t["value"]) for t in fresh.get("times", [])}
    clock |= {m["role"]: str(m["value"])[11:16] for m in fresh.get("datetimes", [])}
    if began is None or not clock or "known" in clock or fresh.get("one_more"):
        return False
    begin = datetime.fromisoformat(str(began))
    end = begin + timedelta(minutes=int(lengths[number - 1][2:-1]))
    begin = _at(begin, clock.get("start"))
    closes = next((at for role, at in clock.items() if role != "start"), f"{end:%H:%M}")
    end = _at(begin, closes)
    lengths[number - 1] = _minutes(end + _DAY - begin if end <= begin else end - begin)
    merged["durations"], merged["counts"] = lengths, []
    merged["of_each"] = {**each, str(number): {**each[str(number)], "began": begin.isoformat()}}
    for told in ("times", "datetimes", "ordinal"):
        fresh.pop(told, None)
    return True


def _at(day: datetime, clock: str | None) -> datetime:
    """A time of the same day."""
    return datetime.fromisoformat(f"{day:%Y-%m-%d}T{clock}:00") if clock else day


def _length(began: str, ended: str) -> str | None:
    """The length between two moments; None when the second is not the later one."""
    length = datetime.fromisoformat(ended) - datetime.fromisoformat(began)
    return _minutes(length) if length > timedelta(0) else None


def _minutes(length: timedelta) -> str:
    return f"PT{int(length.total_seconds()) // 60}M"


def _day_of(moment: Mapping[str, Any]) -> dict[str, Any]:
    """The day of a moment, with what is not sure of it."""
    candidates = [str(c)[:10] for c in moment.get("candidates", [])]
    return {
        "role": None,
        "value": str(moment["value"])[:10],
        "inferred": bool(moment.get("inferred") and candidates),
        "candidates": candidates,
    }
