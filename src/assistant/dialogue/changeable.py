"""Whether an item can be changed: one more of them, 「帯域は変更できましたよね」, or one on a grade named with it."""

from __future__ import annotations

import re

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.families import LIMITS, META_INTENTS, SHORT
from assistant.dialogue.filling import says_something
from assistant.dialogue.state import Frame
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_OF_CHANGING = frozenset({"region_change", "change_items", "change_decrease", *CHANGE_INTENTS})
_LISTED = (*VALUES, "grade")  # of the others the terms say less, and have an answer of their own
_CAN_CHANGE = re.compile(
    r"(?:変更|変える(?:こと)?)(?:は|が|も)?(?:でき|出来|可)|変えられ|変更(?:の)?(?:対象|請求)|固定(?!費)|"
    r"\b(?:can|can't|cannot|could|couldn't|may|able)\b[^.?]{0,32}\b(?:changed?|altered?|adjust(?:ed)?)\b|"
    r"\b(?:changeable|fixed|set in stone)\b",
    re.IGNORECASE,
)
_HOW_IT_IS_DONE = re.compile(
    r"いつ|いくら|料金|費用|何回|どう(?:やって|すれば)|手続|方法|書式|申込書|電話|メール|"
    r"\b(?:when|how|what|which|costs?|fees?|price|forms?|phone|e-?mail|often|times)\b",
    re.IGNORECASE,
)


def changeable_as_well(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether it is asked, or said to be confirmed, that one more item can be changed; changes the frame."""
    own = segment.own
    named = [i for i in own.get("items", []) if i in _LISTED]
    asked = topic.act == "question" and topic.intent in _OF_CHANGING and segment.act in ("question", "statement")
    if not asked or len(own.get("items", [])) != 1 or len(named) != 1 or segment.residue > SHORT + SHORT:
        return False
    told = {k: v for k, v in own.items() if k not in ("services", "changing")}
    if says_something(told) or not _CAN_CHANGE.search(segment.text) or _HOW_IT_IS_DONE.search(segment.text):
        return False
    if frame.intent in META_INTENTS - {OUT_OF_SCOPE}:
        return False
    frame.intent, frame.act, frame.service = "change_items", "question", frame.service or topic.service
    frame.slots.update(items=named, rescued=True, referred=True)
    return True


_CHANGING = re.compile(
    r"変え|変更|動か|\b(?:chang|alter|adjust|modif)\w*\b",
    re.IGNORECASE,
)
_WORDY = 24  # characters beside names and small words
_ASKS_VALUES = re.compile(
    r"何|どの|どれ|どんな|どう|いつ|いくら|料金|費用|手続|\b(?:when|how|what|which|costs?|fees?|price|procedure)\b",
    re.IGNORECASE,
)


def changeable_on_grade(frame: Frame, segment: Segment) -> bool:
    """Whether it is asked if an item can be changed on the grade named with it; changes the frame.

    「Completeで契約したあとにログ保存期間を変えるのは？」: the grade is the one that is had then, not one asked for.
    """
    own = segment.own
    items = [i for i in own.get("items", []) if i in VALUES]
    told = {k for k, v in own.items() if v not in (None, [], {})} - {"items", "services"}
    asks = segment.act == "question" and segment.residue <= _WORDY and frame.intent not in META_INTENTS - {OUT_OF_SCOPE}
    if len(items) != 1 or len(own.get("items", [])) != 1 or told != {"grade", "grades"} or not asks:
        return False
    of_it = frame.intent in _OF_CHANGING or frame.intent in (LIMITS[items[0]], "log_unspecified", "value_check")
    if not of_it or not _CHANGING.search(segment.text) or _ASKS_VALUES.search(segment.text):
        return False
    frame.intent, frame.act = "change_items", "question"
    frame.slots.update(rescued=True, referred=True)
    return True
