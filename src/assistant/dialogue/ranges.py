"""Which values there are to choose from, asked while one of them is to be told.

「帯域ってどこからどこまで選べるんですか」, "before that, what's the range on Core?": the values are those on the grade
that is gone to, or on the one the question names, and not those of the contract as it is.
"""

from __future__ import annotations

import re

from assistant.dialogue.config import ITEM_WORDS
from assistant.dialogue.families import LIMIT_ITEMS, LIMITS
from assistant.dialogue.filling import asks_limit, says_something
from assistant.dialogue.state import Frame, Pending
from assistant.language.understand import Segment

_OF_A_RANGE = re.compile(
    r"範囲|選択肢|(?:どこ|いくつ|いくら|何\S{0,5}?)から(?:どこ|いくつ|いくら|何)|(?:どれ|どの(?:値|数|範囲)?|何|なに|"
    r"いくつ|どんな)[^。]{0,10}(?:選べ|選択|指定|設定|ある)|"
    r"選べる(?:の|もの|値|数)|"
    r"\brange\b|\bfrom what to what\b|\b(?:which|what)(?: \w+){0,3} (?:can|could|may|are|is|do|does|have)\b[^?]{0,24}"
    r"\b(?:choose|pick|select|available|offer\w*|options?|choices?|values?|allowed|possible|there|on)\b|"
    r"\bwhat(?:'s| is| are)?(?: \w+){0,2} (?:options|choices|possibilities|values)\b",
    re.IGNORECASE,
)
_OF_GRADES = frozenset({"grade", "grades"})


def range_asked(pending: Pending, segment: Segment) -> Frame | None:
    """The question for the values of what is asked for, or of an item named; None where the message is no such."""
    if pending.kind != "slot" or not pending.slots or segment.act != "question" or asks_limit(segment):
        return None
    told = {k: v for k, v in segment.own.items() if k not in _OF_GRADES}
    grades = segment.own.get("grades", [])
    if says_something(told) or segment.own.get("services") or len(grades) > 1:
        return None
    named = [i for i in LIMITS if i in segment.own.get("items", []) or (i in ITEM_WORDS and _named(i, segment))]
    named = [i for i in named if i != "grade"] or named
    item = named[0] if named else pending.slots[0]
    if item not in LIMITS or len(named) > 1 or not _asks_for_range(item, segment):
        return None
    goal = grades[0] if grades else pending.frame.slots.get("grade_to") or pending.frame.slots.get("grade")
    slots = {"grade": goal, "grades": [goal]} if goal and item != "grade" else {}
    return Frame(LIMITS[item], pending.frame.service, slots)


def _named(item: str, segment: Segment) -> bool:
    return bool(ITEM_WORDS[item].search(segment.text))


def _asks_for_range(item: str, segment: Segment) -> bool:
    """Whether the words ask what there is to choose from, and the matcher reads them as nothing else for sure."""
    likely = [name for name, chance in segment.ranked[:2] if chance > _LIKELY]
    of_it = LIMITS[item] in likely or "choices" in likely
    other = segment.intent not in (LIMITS[item], "choices", "value_check", "out_of_scope") and (
        segment.confidence > _SURE or segment.intent in LIMIT_ITEMS
    )
    return not other and bool(_OF_A_RANGE.search(segment.text)) and (of_it or segment.confidence < _SURE)


_LIKELY = 0.15
_SURE = 0.75
