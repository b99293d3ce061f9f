"""A step told with what it comes to: 「1台足して4台に」, "add 200 licences so that there are 1,400"."""

from __future__ import annotations

import re
from typing import Any

from assistant.language.model import Entity
from assistant.language.neighbours import after, before

_COMES_BEFORE = re.compile(
    r"(?:合計|合わせて|あわせて|全部|全体|総数|トータル|計|都合)(?:で|は|を|が|して)?\s*$|"
    r"\b(?:mak(?:e|es|ing)|giv(?:e|es|ing)|total(?:l?ing)?(?: of)?|so(?: that)? (?:there|we|they)(?:'ll| will| would)? "
    r"(?:are|be|have)|so that's|i\.e\.|that is|leav(?:e|es|ing)(?: us)?(?: with)?|"
    r"(?:end up|ends up|ending up|finish)(?: with| at)?|(?:bring|tak|get)\w*\b[^.,\d]{0,16}\bto)(?: it| us| them)?\s*$",
    re.IGNORECASE,
)
_COMES_AFTER = re.compile(
    r"\s*(?:ライセンス|台|本|個|デバイス|Mbps|M|G)?(?:に(?:し|する|なる|なり|なっ|できれば|[、。]|\s*$)|(?:の)?(?:体制|構成))|"
    r"\s*(?:licen[cs]es?|servers?|devices?)?,? ?(?:in (?:total|all)|altogether|all told|together)\b",
    re.IGNORECASE,
)


def is_goal(text: str, entity: Entity) -> bool:
    """Whether a number beside a step is what the step comes to."""
    return bool(_COMES_BEFORE.search(before(text, entity)) or _COMES_AFTER.match(after(text, entity)))


def note_goal(slots: dict[str, Any], item: str, goal: Any) -> bool:
    """Note what a step of an item comes to in the place of the step; False where no step is told that it can end.

    What there is now follows from the two, where it was not told as well.
    """
    sign, step = slots.get("relative", {}).get(item), slots.get(item)
    if sign not in ("+", "-") or step is None or (sign == "+" and goal <= step):
        return False
    del slots["relative"][item]
    if not slots["relative"]:
        del slots["relative"]
    slots[item] = goal
    told = any(item in slots.get(part, {}) for part in ("from", "now"))
    if not told:
        slots.setdefault("from", {})[item] = goal - step if sign == "+" else goal + step
    return True
