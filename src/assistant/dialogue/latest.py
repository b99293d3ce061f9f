"""By when the form must arrive for the end just reckoned with, and whether a day is early enough for it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from assistant.dialogue.ending import subject_of
from assistant.dialogue.ending_turns import BY_WHEN, RECKONED, with_roles
from assistant.dialogue.filling import is_question_form
from assistant.dialogue.judge import Judge
from assistant.dialogue.state import Frame, State
from assistant.language.moves import moves
from assistant.language.understand import Segment

_LITTLE = 24  # characters beside names and small words: a question that stands on the end before it
_ARRIVES = re.compile(
    r"届|到達|到着|着(?:い|く|け|か)|提出|遅れ|送(?:れ|る)|出(?:せ|し)|間に合|"
    r"\b(?:arriv\w*|reach\w*|come in|get (?:there|to you|in)|be (?:in|there|here|with you)|hand(?:ed)? (?:it )?in|"
    r"have to have|deliver\w*|submit\w*|turn up|in time|make (?:it|that|the)|late|form)\b",
    re.IGNORECASE,
)
_COSTS = re.compile(r"調定|費用|料金|払|請求|\b(?:pay|charge\w*|settle\w*|cost\w*|fees?|claim\w*)\b", re.IGNORECASE)
_FOR_A_DAY = re.compile(  # "the deadline for it to get to you for 31 March"
    r"\bfor (?:the )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_THAT_DAY = re.compile(
    r"その(?:日|終了日|停止日|解約日|解除日|希望日)|それに間に合|"
    r"\b(?:that|this|the same) (?:\w+ )?(?:day|date|end|deadline)\b|\b(?:make|for|meet|hit) (?:it|that|this)\b",
    re.IGNORECASE,
)


def latest_for_it(state: State, frame: Frame, segment: Segment, judge: Judge, today: date) -> bool:
    """Whether it is asked until when the form may arrive for the end just reckoned with; changes the frame.

    The end is the day designated on the form, or where "that day" is said, the one that was reckoned.
    """
    last = state.frame
    if last is None or last.intent not in RECKONED or not _asks_by_when(segment):
        return False
    if segment.own.get("services") not in (None, [], [last.service]):
        return False
    end = _the_end(state, last, segment, judge, today)
    if end is None:
        return False
    kept = {k: v for k, v in last.slots.items() if k in ("options", "options_remove", "items")}
    frame.intent, frame.service, frame.act = "termination_latest", last.service or frame.service, "question"
    frame.slots = {**kept, "dates": [end], "rescued": True, "referred": True}
    return True


def in_time(state: State, frame: Frame, segment: Segment) -> bool:
    """Whether a day of arrival (or posting) is asked about beside the end reckoned back from; changes the frame.

    「1月10日に届けば間に合いますか」 after until when the form must arrive for the 31st: when it ends then.
    """
    posts = "posts" in moves(segment.text)  # 「郵送で12月28日に出す」
    told = [{**d, "role": d["role"] or ("sent" if posts else None)} for d in segment.slots.get("dates", [])]
    last = state.frame
    if last is None or last.intent not in RECKONED or len(told) != 1 or told[0]["role"] not in ("arrival", "sent"):
        return False
    other = any(segment.own.get(k) for k in ("services", "options", "options_remove", "durations", "datetimes"))
    asks = is_question_form(segment) and segment.residue <= _LITTLE and bool(_IS_IN_TIME.search(segment.text))
    ends = [d for d in with_roles(last.slots.get("dates", []), last.intent) if d["role"] == "desired"]
    if other or not (asks and ends) or _COSTS.search(segment.text):
        return False
    kept = {k: v for k, v in last.slots.items() if k in ("options", "options_remove", "items")}
    frame.intent = "option_stop" if subject_of(kept) == "option" else "termination_date"
    frame.service, frame.act = last.service or frame.service, "question"
    frame.slots = {**kept, "dates": [*ends, *told], "rescued": True, "referred": True}
    return True


_IS_IN_TIME = re.compile(
    r"間に合|大丈夫|遅(?:い|す|かっ|く)|(?:で|でも|れば|たら)(?:いい|良い|よい|OK|平気|問題)|足り|"
    r"\b(?:in|on) time\b|\b(?:too late|soon enough|early enough|enough|ok(?:ay)?|fine|all right|make it|works?|do)\b",
    re.IGNORECASE,
)


def _asks_by_when(segment: Segment) -> bool:
    """Whether a short question asks until when something may arrive, and names no other day than an end."""
    roles = {d["role"] for d in segment.slots.get("dates", [])} - (
        {"arrival"} if _FOR_A_DAY.search(segment.text) else set()
    )
    other = any(segment.own.get(k) for k in ("options", "options_remove", "durations", "datetimes", "months"))
    by_when = "latest" in moves(segment.text) or bool(BY_WHEN.search(segment.text))
    by_when = by_when and not ("posts" in moves(segment.text) and not _WHEN.search(segment.text))
    asks = segment.act == "question" and by_when and segment.residue <= _LITTLE and not _COSTS.search(segment.text)
    return asks and roles <= {None, "desired"} and not other and bool(_ARRIVES.search(segment.text))


# Until when is asked; 「消印がその日なら間に合う？」 asks whether posting counts.
_WHEN = re.compile(r"いつ|何日|遅くとも|\b(?:when|latest|no later|how early|deadline)\b", re.IGNORECASE)


def _the_end(state: State, last: Frame, segment: Segment, judge: Judge, today: date) -> dict[str, Any] | None:
    """The day of the end that is meant: one just told, the one designated, or "that day" which was reckoned."""
    told = segment.own.get("dates", []) or [
        d for d in with_roles(last.slots.get("dates", []), last.intent) if d["role"] == "desired"
    ]
    if told:
        return {**told[-1], "role": "desired"}
    if not _THAT_DAY.search(segment.text):
        return None
    answers = judge.verdict(last, state, today).answers
    day = next((a.decision.values.get("effective_date") for a in answers), None)
    return {"role": "desired", "value": str(day), "inferred": False, "candidates": []} if day else None
