"""Days told by their distance from the one just spoken of: 「その前の日に着いたら？」, "and two days later?"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from assistant.dialogue.ending_turns import is_ending, with_roles
from assistant.dialogue.judge import Judge
from assistant.dialogue.state import Frame, State
from assistant.language.almanac import whole
from assistant.language.understand import Segment

_DATED = ("termination_date", "termination_latest", "termination_request")
_LITTLE = 20  # characters beside names and small words: a question that stands on the day before
_WORDS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_BESIDE = re.compile(
    r"(?P<before>前の?日|前日|\bthe (?:day before|previous day))|"
    r"(?P<after>翌日|次の日|\bthe (?:day after|next day|following day))",
    re.IGNORECASE,
)
_APART = re.compile(
    r"(?P<many>\d{1,2}|[一二三四五六七八九十]{1,2})(?P<unit>日|週)間?(?:だけ|ほど|くらい|ぐらい)?(?:(?P<before>早|前)|"
    r"(?:遅|後|あと))|"
    r"\b(?P<many_en>a|one|two|three|four|five|six|ten|\d{1,2}) (?P<unit_en>day|week)s? "
    r"(?:(?P<before_en>earl(?:y|ier)|before|sooner|ahead)|(?:late(?:r)?|after))\b",
    re.IGNORECASE,
)
_OF_THE_END = re.compile(
    r"(?:解約|終了|停止|希望|指定)日?(?:を|が|は|も)|終わ|\b(?:end|ends|ended|leave|stop)\b", re.IGNORECASE
)


def _distance(text: str) -> timedelta | None:
    """How far a text goes from the day spoken of; None when it names no such distance."""
    beside = _BESIDE.search(text)
    if beside:
        return timedelta(days=-1 if beside["before"] else 1)
    apart = _APART.search(text)
    if apart is None:
        return None
    said = apart["many"] or apart["many_en"].lower()
    many = _WORDS.get(said) or whole(said) or 0
    days = many * (7 if (apart["unit"] or apart["unit_en"].lower()) in ("週", "week") else 1)
    return timedelta(days=-days if apart["before"] or apart["before_en"] else days)


def shifted(state: State, frame: Frame, segment: Segment, judge: Judge, today: date) -> bool:
    """Whether a question asks for a day beside the arrival (or end) just reckoned with; changes the frame."""
    last = state.frame
    own = {k for k, v in segment.own.items() if v not in (None, [], {})} - {"durations", "via", "vias", "again"}
    if last is None or last.intent not in _DATED or not is_ending(last) or own or segment.residue > _LITTLE:
        return False
    distance = _distance(segment.text)
    dates = with_roles(last.slots.get("dates", []), last.intent)
    if distance is None or segment.act == "request" or not dates:
        return False
    days = {d["role"]: str(d["value"])[:10] for d in dates}
    moved = "desired" if _OF_THE_END.search(segment.text) and "desired" in days else "arrival"
    if moved not in days:
        answers = judge.verdict(last, state, today).answers
        latest = next((a.decision.values.get("latest_arrival_date") for a in answers), None)
        if latest is None:
            return False
        days["arrival"] = str(latest)
    days[moved] = (date.fromisoformat(days[moved]) + distance).isoformat()
    frame.intent = "termination_latest" if set(days) == {"desired"} else "termination_date"
    frame.service = last.service or frame.service
    frame.slots = {k: v for k, v in last.slots.items() if k != "dates"}
    frame.slots.update(dates=[_told(role, day) for role, day in days.items()], rescued=True, referred=True)
    return True


def _told(role: str | None, day: str) -> dict[str, Any]:
    return {"role": role, "value": day, "inferred": False, "candidates": []}


_SLIPS = re.compile(
    r"\b(?:it|that|this)(?:'s| is| gets| was|'ll be| will be)? (?:delayed|held up|postponed|slips?|slipped) "
    r"(?:to|until|till)\b",
    re.IGNORECASE,
)
_OF_TERMS = frozenset({"minimum_term", "minimum_term_length"})


def with_delay(state: State, frame: Frame, segment: Segment) -> Frame:
    """The frame with a day as that of an arrival put off: "and if it's delayed to the 20th?" after the 15th."""
    about = state.pending.frame if state.pending is not None else state.frame
    known = about.slots.get("dates", []) if about is not None and about.intent not in _OF_TERMS else []
    arrives = next((str(d["value"]) for d in known if d["role"] == "arrival"), None)
    days = frame.slots.get("dates", [])
    if arrives is None or len(days) != 1 or not _SLIPS.search(segment.text):
        return frame
    later = [str(c) for c in days[0].get("candidates", []) if str(c) > arrives]
    value = min(later) if later else days[0]["value"]
    frame.slots["dates"] = [{**days[0], "role": "arrival", "value": value, "candidates": []}]
    return frame
