"""A value told for the grade that a change was asked about: 「Completeに変更できますか」, then 「180日で」."""

from __future__ import annotations

import re

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.families import LIMIT_ITEMS, SHORT
from assistant.dialogue.filling import is_question_form
from assistant.dialogue.state import Frame, State
from assistant.language.durations import in_days
from assistant.language.understand import Segment

_OF_WHAT_THERE_IS = re.compile(  # "lower it to 180" is of the value the contract has
    r"それ|これ|下げ|上げ|減ら|増や|\b(?:it|that|this|lower\w*|rais\w*|reduc\w*|increas\w*)\b", re.IGNORECASE
)


def value_for_grade(state: State, frame: Frame, segment: Segment) -> bool:
    """Whether a value completes the change of grade asked about, at once or after its values; changes the frame."""
    last = state.frame
    if last is None or state.pending is not None or segment.residue > SHORT or is_question_form(segment):
        return False
    explained = LIMIT_ITEMS.get(last.intent)
    change = last if _is_of_a_grade(last) else next(filter(_is_of_a_grade, reversed(state.asked)), None)
    if change is None or not (change is last or explained in VALUES):
        return False
    item = explained if change is not last else next((i for i in ("log", "bandwidth") if i not in change.slots), None)
    value = _value(str(item), segment)
    if item is None or value is None or item in change.slots.get("now", {}) or _OF_WHAT_THERE_IS.search(segment.text):
        return False
    request = segment.act in ("request", "wish") or change.act == "request"
    frame.intent, frame.act = ("change_request", "request") if request else ("change_check", "question")
    frame.service, frame.both = change.service, False
    frame.slots = {**change.slots, item: value, "rescued": True, "referred": True}
    return True


def _is_of_a_grade(frame: Frame) -> bool:
    return frame.intent in CHANGE_INTENTS and bool(frame.slots.get("grade_to"))


def _value(item: str, segment: Segment) -> int | None:
    """The only thing a message tells, as a value of an item: "180 then", 「180日で」, "500M"."""
    own = {k: v for k, v in segment.own.items() if v not in (None, [], {})}
    if own.keys() == {item} and isinstance(own[item], int):
        return int(own[item])
    numbers, lengths = own.get("numbers", []), own.get("durations", [])
    if own.keys() == {"numbers"} and len(numbers) == 1 and isinstance(numbers[0], int):
        return int(numbers[0])
    return in_days(str(lengths[0])) if item == "log" and own.keys() == {"durations"} and len(lengths) == 1 else None
