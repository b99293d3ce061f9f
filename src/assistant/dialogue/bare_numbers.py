"""Numbers said without their item after an item was spoken of: a value of that item, or a change of it.

The item spoken of takes them before any other that would: 「30は？」 after the log retention is no licence count.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.families import SHORT
from assistant.dialogue.state import Frame
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.present import speaks_of_ones_own
from assistant.language.understand import Segment

_WORDY = 24  # characters beside names and small words: "can such a contract go from 360 down to 90 later?"
_ASKS_VALUE = frozenset({*CHANGE_INTENTS, "value_check", "change_decrease", "configuration_check", OUT_OF_SCOPE})
_OTHERS = ("options", "options_remove", "dates", "datetimes", "money", "heads", "clauses", "contracted", "grade_to")
_STEP = re.compile(
    r"(?P<was>\d[\d,]*)\s*(?:日)?から\s*(?P<to>\d[\d,]*)|"
    r"\bfrom (?P<was_en>\d[\d,]*)(?: days)?(?: (?:back|down|up))? to (?P<to_en>\d[\d,]*)",
    re.IGNORECASE,
)


def to_the_item(frame: Frame, topic: Frame, item: str | None, segment: Segment) -> bool:
    """Whether a question's bare numbers are of the item spoken of last; changes the frame."""
    own = segment.own
    numbers = [n for n in own.get("numbers", []) if isinstance(n, int)]
    asks = topic.act == segment.act == "question" and frame.intent in _ASKS_VALUE and segment.residue <= _WORDY
    here = own.get("services") in (None, [], [topic.service])
    told = any(v in own for v in VALUES) or any(i in VALUES for i in own.get("items", []))
    other = told or any(own.get(k) for k in _OTHERS)
    if frame.service not in (None, topic.service) and speaks_of_ones_own(segment.text):
        return False  # "could ours be raised to 1,100?" after the other service was asked about
    if topic.intent == "usage_excess" or frame.slots.get("referred"):
        return False
    if item not in VALUES or not (asks and here and numbers) or other:
        return False
    step = _stepped(segment.text, numbers)
    alone = len(numbers) == 1 and segment.residue <= SHORT and frame.intent in ("value_check", OUT_OF_SCOPE)
    if step is None and not alone:
        return False
    guessed = [v for v in VALUES if v in frame.slots and v not in segment.slots]
    slots: dict[str, Any] = {k: v for k, v in frame.slots.items() if k not in guessed}
    frame.slots = {**slots, "numbers": [], "rescued": True}
    frame.service = topic.service or frame.service
    if step is None:
        frame.slots[item] = numbers[0]
        return True
    was, goal = step
    frame.intent = "change_check"
    frame.slots.update({item: goal, "from": {item: was}, "referred": True})
    if own.get("grade"):  # the contract that is to change, not the grade to go to
        frame.slots["grade_now"] = frame.slots.pop("grade")
        frame.slots.pop("grades", None)
    return True


def _stepped(text: str, numbers: list[int]) -> tuple[int, int] | None:
    """From which number to which a text goes, where it tells these two and no others."""
    found = _STEP.search(text)
    if found is None or len(numbers) != len(found.groups()) // 2:
        return None
    was, goal = (int(n.replace(",", "")) for n in found.groups() if n)
    return (was, goal) if [was, goal] == numbers else None
