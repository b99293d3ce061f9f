"""Values that a message asks about each for itself: "are 250 licences fine, and are seven servers possible?"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.config import VALUES
from assistant.dialogue.state import Frame

_TWO = 2
_CHECKS = frozenset({"value_check", "configuration_check", "change_check"})
_ASKED_TWICE = re.compile(
    r"か[、。?？\s](?!どちら|どっち)[^。?？]*(?:か|[?？])|"
    r"(?:いける|大丈夫|可能|OK|平気|できる)[?？、][^。]*(?:いける|大丈夫|可能|OK|平気|できる)|"
    r"\b(?:is|are|can|may|could|would|will)\b[^?]*(?:,? and|;|\?(?: and)?) (?:also )?"
    r"(?:is|are|can|may|could|would|will) ",
    re.IGNORECASE,
)


def asked_alone(frame: Frame, text: str) -> list[Frame]:
    """The questions that a refused one comes to when its values were asked about each for itself; else none.

    Judged together, the answer would only say what is refused and leave open whether the rest may be had.
    """
    values = [v for v in VALUES if v in frame.slots]
    options = frame.slots.get("options", [])
    if frame.act == "question" and frame.intent == "option_eligibility" and len(options) >= _TWO and not values:
        return [replace(frame, slots=frame.slots | {"options": [one]}) for one in options]
    if frame.act != "question" or frame.intent not in _CHECKS or len(values) < _TWO or not _ASKED_TWICE.search(text):
        return []
    others = {v: {*values} - {v} for v in values}
    return [replace(frame, slots={k: s for k, s in frame.slots.items() if k not in others[v]}) for v in values]
