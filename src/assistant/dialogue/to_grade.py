"""A move to a grade of the service one has, in words that also tell a move to the other service.

「そろそろCoreへ切り替えたいのですが」 is a change of grade, unless it is FMS that one has.
"""

from __future__ import annotations

import re

from assistant.dialogue.services import OWN
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import known_contract
from assistant.language.understand import Reading, Segment

_OF_GRADES = "ztna"
_ASKS_HOW = re.compile(
    r"手続|手順|流れ|どうすれば|どうやって|どのように|方法|"
    r"\b(?:procedure|process|steps?|paperwork|how (?:do|can|should))\b",
    re.IGNORECASE,
)


def to_a_grade(state: State, frame: Frame, segment: Segment, reading: Reading) -> None:
    """Take a move to a grade for the change of grade it is; changes the frame."""
    goal = frame.slots.get("grade_to")
    if frame.intent != "service_switch" or goal is None or "to" in frame.slots or "anew" in reading.signals:
        return
    named = {*frame.slots.get("services", []), *reading.slots.get("services", [])}
    if named - {_OF_GRADES} or _has(state) not in (None, _OF_GRADES):
        return
    asks = segment.act == "question"
    frame.intent, frame.act = ("grade_change", "question") if asks else ("change_request", "request")
    if _ASKS_HOW.search(segment.text):
        frame.intent, frame.act = "change_procedure", "question"
    frame.service, frame.both = _OF_GRADES, False
    frame.slots["rescued"] = True


def _has(state: State) -> str | None:
    """The service that the one who asks is known to have."""
    own = state.context.get("service") or state.known.get(OWN) or state.service
    if own is None and known_contract(state, "fms"):
        return "fms"
    return str(own) if own else None
