"""What a message says for the value that was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue.config import ITEM_WORDS, VALUES
from assistant.dialogue.days import next_day
from assistant.dialogue.picking import picked
from assistant.dialogue.state import Pending
from assistant.language.durations import in_days
from assistant.language.moves import pick
from assistant.language.possession import as_background
from assistant.language.understand import Reading, Segment

_BY_NUMBER = frozenset({"licences", "bandwidth", "log", "servers", "concurrent"})
_DATES = frozenset({"arrival", "desired", "billing_start", "claimable_on"})
_KEEP = re.compile(r"残|継続|そのまま|keep|stay|retain", re.IGNORECASE)
_DROP = re.compile(
    r"外|やめ|不要|いら|解約|停止|なくて|無くて|手放|drop|remove|cancel|without|get rid|stop|lose\b|ditch|"
    r"let (?:it|them|that) go|"
    r"\b(?:can|could|may|should|will) go\b|\bgoes\b|no longer|don't need|not needed|do without",
    re.IGNORECASE,
)
_VALUES = (
    *("grade", "grade_to", "grade_stay", "licences", "bandwidth", "log", "servers", "concurrent", "region"),
    *("options", "options_remove", "options_keep", "options_refused", "redundancy", "dates", "durations", "numbers"),
)
_ALL_VALUES = frozenset(_VALUES)
_CONFIG_VALUES = _ALL_VALUES - {"dates", "durations"}
_PLACE = 12
_CONTRACT = ("grade", "region", *sorted(_BY_NUMBER))
_AT_PRESENT = re.compile(
    r"(?:現在|今|いま|現状)(?:は|の|、|で)?[^。0-9]{0,10}\d|\b(?:now|currently|at present|at the moment|today|(?:we|i|"
    r"they)"
    r"(?:'ve| have| had|'re at| are at| use)(?: got)?)\b[^.0-9]{0,16}\d|\d[\d,]*[^.0-9]{0,14}\b(?:now|currently|"
    r"at present|"
    r"at the moment|today)\b",
    re.IGNORECASE,
)


def has_values(segment: Segment, family: str | None = None) -> bool:
    """Whether a segment names a value that a request (of a family of intents) could take."""
    own = segment.own
    keys = own.keys() & (_CONFIG_VALUES if family == "config" else _ALL_VALUES)
    return any(own[key] not in (None, []) for key in keys)


def filled(pending: Pending, segment: Segment, reading: Reading) -> dict[str, Any] | None:
    """The slots that a bare answer fills, or None when the message does not answer what was asked.

    An empty dict means: the value stands in the segment's own slots already.
    """
    own = segment.own
    slot = pending.slots[0] if pending.slots else None
    if pending.present:
        return _present(own)
    if slot == "item" and pending.frame.slots.get("which_item"):
        return _item_told(pending, segment, reading)
    days = in_days(own["durations"][0]) if own.get("durations") else None
    if "log" in pending.slots and "log" not in own and days is not None and any(a in own for a in pending.slots):
        return {"log": days, "durations": []}
    for asked in pending.slots:
        if asked in _BY_NUMBER and own.get("numbers"):
            if _AT_PRESENT.search(segment.text):
                return {"now": {asked: own["numbers"][0]}, "numbers": [], **_grade_now(pending, own)}
            return {asked: own["numbers"][0], "numbers": [], **_grade_now(pending, own)}
        if asked == "log" and days is not None:
            return {"log": days, "durations": []}
        if asked in own and asked != "services":
            return {}
    if slot == "service" and own.get("services"):
        return {"service": own["services"][-1]}
    if slot == "option" and own.get("options"):
        return _option(pending, own["options"])
    if slot in _DATES and own.get("dates"):
        said = segment.slots.get("dates") or own["dates"]  # also what other sentences of the message tell
        told = [{**d, "role": d["role"] or slot} for d in said]
        return {"dates": [*pending.frame.slots.get("dates", []), *told]}
    if slot == "duration" and (own.get("durations") or own.get("datetimes") or own.get("times")):
        return {}
    if slot == "known_to_iij_at":
        return _knowledge(pending, own)
    if slot in ("sse_fate", "option_fate"):
        return None if "withdraws" in reading.signals and not segment.own.get("options") else _fate(pending, segment)
    if slot == "redundancy" and (reading.yes or reading.no):
        return {"redundancy": reading.yes}
    if slot == "monthly_fee" and (own.get("money") or own.get("numbers")):
        return {"money": own.get("money") or own["numbers"][0]}
    if slot == "mr_region" and own.get("region"):
        return {}
    if slot in ("region", "mr_region") and segment.residue <= _PLACE and not own and segment.act == "statement":
        return {"region": segment.text.strip(" 。.")}
    return None


def day_asked_for(pending: Pending, segment: Segment, today: date) -> Segment:
    """The reply with a length of days read as the day that was asked for: 「到着は17日の予定です」.

    The day is the next one after those told before, or after today.
    """
    told = segment.own.get("durations", [])
    days = [d for d in map(in_days, told) if d is not None]
    asked = pending.slots[0] if pending.slots else None
    if asked not in _DATES or segment.own.get("dates") or len(days) != 1 or len(told) != 1:
        return segment
    if not _SAID_AS_DAY.search(segment.text):
        return segment
    known = [date.fromisoformat(str(d["value"])[:10]) for d in pending.frame.slots.get("dates", [])]
    day = next_day(days[0], max(known, default=today))
    if day is None:
        return segment
    dates = [{"role": asked, "value": day.isoformat(), "inferred": True, "candidates": []}]
    own = {**{k: v for k, v in segment.own.items() if k != "durations"}, "dates": dates}
    slots = {**{k: v for k, v in segment.slots.items() if k != "durations"}, "dates": dates}
    return replace(segment, own=own, slots=slots)


_SAID_AS_DAY = re.compile(r"\d{1,2}日(?![間も以後])")


def _present(own: dict[str, Any]) -> dict[str, Any] | None:
    """What a reply tells of the contract as it is now, when that was asked for."""
    if not any(own.get(k) for k in (*_CONTRACT, "grade_now", "grade_stay", "grade_from", "now", "options")):
        return None
    told = as_background({k: v for k, v in own.items() if k in (*_CONTRACT, "grade_now", "now")})
    if "grade_now" not in told and own.get("grade_stay"):
        told["grade_now"] = own["grade_stay"]
    return told


def _grade_now(pending: Pending, own: dict[str, Any]) -> dict[str, Any]:
    """A grade told beside a number, when no grade was asked for, is the one the contract has."""
    wish = pending.frame.slots
    if "grade" in own and "grade_to" not in own and not any(k in wish for k in ("grade", "grade_to", "grade_now")):
        return {"grade_now": own["grade"], "grade": None}
    return {}


def chosen(choices: Sequence[Any], slot: str, pick: Mapping[str, Any], refused: Any = None) -> dict[str, Any] | None:
    """One of the choices offered, taken by its place or its size: 「2番で」, "the middle one".

    `refused` is a value that was tried and cannot be had.
    """
    if slot == "bandwidth" and "order" in pick:
        return None
    value = picked(pick, choices, refused=refused)
    return None if value is None else {slot: value}


def _item_told(pending: Pending, segment: Segment, reading: Reading) -> dict[str, Any] | None:
    """The slots of a reply to the question which item a number is for; None when it names none of them."""
    items: Sequence[str] = pending.frame.slots.get("which_item", [])
    numbers = [n for n in pending.frame.slots.get("numbers", []) if isinstance(n, int)]
    named = [i for i in items if i in segment.own.get("items", []) or ITEM_WORDS[i].search(segment.text)]
    if not named and reading.pick.keys() & {"order"}:
        one = picked(reading.pick, items)
        named = [one] if one else []
    valued = any(v in segment.own for v in VALUES)
    if len(named) != 1 or not numbers or valued:
        return None
    return {named[0]: numbers[0], "numbers": [], "which_item": None}


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


_QUESTION_FORM = re.compile(
    r"[?]|(?:だと|なら|だったら|では|は|場合|とき)\s*$|^\s*(?:what|how) (?:if|about)\b", re.IGNORECASE
)


def is_question_form(segment: Segment) -> bool:
    """Whether a fragment asks rather than tells: 「360だと？」, "what about 360"."""
    return segment.act == "question" or bool(_QUESTION_FORM.search(segment.text))


def _fate(pending: Pending, segment: Segment) -> dict[str, Any] | None:
    options = list(pending.frame.slots.get("fate_of", ["sse"]))
    if segment.own.get("options_keep") or _KEEP.search(segment.text):
        return {"options_keep": options}
    if segment.own.get("options_remove") or _DROP.search(segment.text):
        return {"options_remove": options}
    return None


SAYS_NOTHING = frozenset(
    {"items", "vias", "via", "asks_now", "each", "ordinal", "one_more", "rescued", "others", "goals", "value_step"}
)


def says_something(own: dict[str, Any]) -> bool:
    """Whether a segment carries a value or a fact of its own."""
    return any(v not in (None, [], {}) for k, v in own.items() if k not in SAYS_NOTHING)


_MAY = re.compile(
    r"でき(?:ます|る)|可能|使え(?:ます|る)|選べ(?:ます|る)|\b(?:may|can|could|possible|allowed|able)\b", re.IGNORECASE
)


def asks_if_possible(text: str) -> bool:
    """Whether a question asks if something may be, rather than how it is."""
    return bool(_MAY.search(text))


def limit_asked(segment: Segment) -> dict[str, Any]:
    """Which end of the values of an item is asked for, as a slot: what "set us to that" then means."""
    return {"limit": pick(segment.text)["size"]} if asks_limit(segment) else {}


def asks_limit(segment: Segment) -> bool:
    """Whether a message asks how much or how little there may be: 「上限はいくつでしたか」, "max?"."""
    sized = pick(segment.text).get("size") in ("max", "min")
    valued = any(v in segment.own for v in VALUES) or segment.own.get("numbers") or segment.own.get("options")
    dated = any(segment.own.get(k) for k in ("dates", "datetimes", "durations"))
    return bool(sized) and not valued and not dated and is_question_form(segment)
