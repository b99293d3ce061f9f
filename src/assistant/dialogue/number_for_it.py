"""A bare number for the one item that stood to be changed: asked about in general, or given up just before.

「では800に減らしてください」 after 「ライセンスを減らすことはできますか」; "make it 250" after 300 was called off.
"""

from __future__ import annotations

import re

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.families import META_INTENTS
from assistant.dialogue.filling import is_question_form
from assistant.dialogue.judge import Judge
from assistant.dialogue.loose_numbers import bare_number, is_a_step, lowers, takes
from assistant.dialogue.state import Frame, State
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_WORDY = 20  # characters beside names and small words
_MAY_SET = frozenset({*CHANGE_INTENTS, *META_INTENTS, OUT_OF_SCOPE, "value_check", "change_items", "change_decrease"})
_MAY_SET |= {"configuration_check", "usage_excess", "vpn_device_scope"}
_MEANS_OTHER = re.compile(
    r"\d\s*(?:円|%|パーセント|人|名|拠点|回|件|つ目|番|条|項|号|月|年|時|分|秒)|"
    r"\b(?:article|no\.?|number|option|yen|percent)\s*\d",
    re.IGNORECASE,
)


def number_for_it(state: State, topic: Frame | None, frame: Frame, segment: Segment, judge: Judge) -> bool:
    """Whether a number is meant for the item that stood to be changed; changes the frame."""
    number = bare_number(frame, segment)
    if number is None or state.pending is not None or segment.residue > _WORDY or frame.slots.get("referred"):
        return False
    if frame.intent not in _MAY_SET or is_a_step(segment.text) or _MEANS_OTHER.search(segment.text):
        return False
    meant = _asked_of(topic) or _given_up(state)
    if meant is None:
        return False
    item, service = meant
    contract = state.context.get("configuration") or {}
    if frame.service not in (None, service) or not takes(judge, service, item, number, contract.get("grade")):
        return False
    asks = is_question_form(segment)
    frame.intent, frame.act = ("change_check", "question") if asks else ("change_request", "request")
    frame.service, frame.both = service, False
    frame.slots.update({item: number, "numbers": [], "rescued": True, "referred": True})
    return True


def as_a_step(frame: Frame, segment: Segment) -> None:
    """Take a number given to the item spoken of as so many more or fewer where it was told so; changes the frame."""
    numbers = [n for n in segment.own.get("numbers", []) if isinstance(n, int)]
    given = [v for v in _ONE_BY_ONE if v in frame.slots and v not in segment.own and frame.slots[v] in numbers]
    if len(given) != 1 or len(numbers) != 1 or frame.intent not in CHANGE_INTENTS or not is_a_step(segment.text):
        return
    known = frame.slots.get("relative", {})
    frame.slots["relative"] = {given[0]: "-" if lowers(segment.text) else "+", **known}


_ONE_BY_ONE = ("licences", "servers")


def _asked_of(topic: Frame | None) -> tuple[str, str] | None:
    """The one item of which it was just asked whether it can be changed, and the service."""
    if topic is None or topic.intent != "change_items" or topic.service is None:
        return None
    named = [i for i in topic.slots.get("items", []) if i in VALUES]
    return (named[0], topic.service) if len(named) == 1 else None


def _given_up(state: State) -> tuple[str, str] | None:
    """The one item of the request that was given up last, where nothing was spoken of since, and the service."""
    before = state.shelved
    if before is None or state.frame is not None or state.topic is not None or before.service is None:
        return None
    if before.act != "request" or before.intent not in CHANGE_INTENTS:
        return None
    valued = [v for v in VALUES if isinstance(before.slots.get(v), int)]
    return (valued[0], before.service) if len(valued) == 1 else None
