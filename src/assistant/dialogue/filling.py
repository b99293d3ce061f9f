"""What a message says for the value that was asked for."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.state import Pending
from assistant.language.understand import Reading, Segment

_BY_NUMBER = frozenset({"licences", "bandwidth", "log", "servers", "concurrent"})
_DATES = frozenset({"arrival", "desired", "billing_start", "claimable_on"})
_DAYS = re.compile(r"P(\d+)D")
_KEEP = re.compile(r"残|継続|そのまま|keep|stay|retain", re.IGNORECASE)
_DROP = re.compile(r"外|やめ|不要|いら|解約|停止|drop|remove|cancel|without|get rid|stop", re.IGNORECASE)
_VALUES = (
    *("grade", "grade_to", "grade_stay", "licences", "bandwidth", "log", "servers", "concurrent", "region"),
    *("options", "options_remove", "options_keep", "options_refused", "redundancy", "dates", "durations", "numbers"),
)
_PLACE = 12


def has_values(segment: Segment, family: str | None = None) -> bool:
    """Whether a segment names a value that a request (of a family of intents) could take."""
    keys = [k for k in _VALUES if not (family == "config" and k in ("dates", "durations"))]
    return any(segment.own.get(k) not in (None, []) for k in keys)


def filled(pending: Pending, segment: Segment, reading: Reading) -> dict[str, Any] | None:
    """The slots that a bare answer fills, or None when the message does not answer what was asked.

    An empty dict means: the value stands in the segment's own slots already.
    """
    own = segment.own
    slot = pending.slots[0] if pending.slots else None
    for asked in pending.slots:
        if asked in _BY_NUMBER and own.get("numbers"):
            return {asked: own["numbers"][0], "numbers": []}
        if asked == "log" and own.get("durations"):
            days = _DAYS.fullmatch(own["durations"][0])
            if days:
                return {"log": int(days[1]), "durations": []}
        if asked in own and asked != "services":
            return {}
    if slot == "service" and own.get("services"):
        return {"service": own["services"][-1]}
    if slot == "option" and own.get("options"):
        return _option(pending, own["options"])
    if slot in _DATES and own.get("dates"):
        told = [{**d, "role": d["role"] or slot} for d in own["dates"]]
        return {"dates": [*pending.frame.slots.get("dates", []), *told]}
    if slot == "duration" and (own.get("durations") or own.get("datetimes")):
        return {}
    if slot == "known_to_iij_at":
        return _knowledge(pending, own)
    if slot in ("sse_fate", "option_fate"):
        return _fate(pending, segment)
    if slot == "redundancy" and (reading.yes or reading.no):
        return {"redundancy": reading.yes}
    if slot == "monthly_fee" and (own.get("money") or own.get("numbers")):
        return {"money": own.get("money") or own["numbers"][0]}
    if slot in ("region", "mr_region") and segment.residue <= _PLACE and not own and segment.act == "statement":
        return {"region": segment.text.strip(" 。.")}
    return None


def _option(pending: Pending, options: list[str]) -> dict[str, Any]:
    drops = bool(pending.frame.slots.get("options_remove")) or pending.frame.intent == "option_stop"
    return {"options_remove": options, "options": []} if drops else {}


def _knowledge(pending: Pending, own: dict[str, Any]) -> dict[str, Any] | None:
    if own.get("durations"):
        whole = pending.frame.slots.get("durations", [])
        return {"known_delay": own["durations"][0], "durations": whole, "basis": "start"}
    if own.get("datetimes") or own.get("knowledge"):
        return {}
    return None


def _fate(pending: Pending, segment: Segment) -> dict[str, Any] | None:
    options = list(pending.frame.slots.get("fate_of", ["sse"]))
    if segment.own.get("options_keep") or _KEEP.search(segment.text):
        return {"options_keep": options}
    if segment.own.get("options_remove") or _DROP.search(segment.text):
        return {"options_remove": options}
    return None
