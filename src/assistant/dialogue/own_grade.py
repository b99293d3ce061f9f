"""Questions about the grade one has, without its name: "what add-ons are open to somebody on our grade?"."""

from __future__ import annotations

import re

from assistant.dialogue.families import LIMIT_ITEMS
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import known_contract
from assistant.language.understand import Segment

_OWN_GRADE = re.compile(
    r"(?:うち|ウチ|当社|弊社|自社|我が社|私ども|私たち|今|いま|現在|現行|契約中|ご?契約|加入中)(?:の|して(?:い)?る|で)?"
    r"(?:今の|現在の|現行の|契約の?)?(?:契約)?(?:グレード|プラン)|"
    r"\b(?:our|my|this|the) (?:(?:own|present|current|existing) )?(?:contract(?:ed)? )?(?:grade|plan|tier)\b"
    r"(?! (?:list|table|names?))|\b(?:the|whatever) (?:grade|plan|tier) (?:that |which )?(?:we|i|they)(?:'re| are|'m|"
    r" am|'ve| have)? "
    r"(?:on|got|have|hold)\b|\b(?:the|whatever) (?:grade|plan|tier) (?:we|i|they) (?:have|hold)\b",
    re.IGNORECASE,
)
_OF_A_GRADE = frozenset({*LIMIT_ITEMS, "option_grades", "option_description"}) - {
    "grade_list",
    "region_list",
    "ip_version",
}
_OF_OPTIONS = frozenset({"option_list", "option_description"})


def of_own_grade(state: State, frame: Frame, segment: Segment) -> None:
    """Ask what is asked of one's own grade of the one that the contract is known to have; changes the frame."""
    if frame.intent not in _OF_A_GRADE or frame.slots.get("grades") or not _OWN_GRADE.search(segment.text):
        return
    told = known_contract(state, "ztna")
    grade = (state.context.get("configuration") or {}).get("grade") or told.get("grade")
    if grade is None or frame.service == "fms":
        return
    frame.slots["grades"] = [grade]
    if frame.intent == "option_grades" and frame.slots.get("options") and segment.act == "question":
        frame.intent = "option_eligibility"  # which grades may have it is known: whether this one may is asked
        frame.slots.update(grade=grade, rescued=True)
    if frame.intent in _OF_OPTIONS and not frame.slots.get("options"):
        frame.intent = "option_grades"
