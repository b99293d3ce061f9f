"""A change of the contracted count asked for in the light of use: "we peaked at 6,000. Could we go to 15,000?"."""

from __future__ import annotations

import re

from assistant.dialogue.config import VALUES
from assistant.dialogue.state import Frame
from assistant.language.understand import Segment

_WORDY = 24  # characters beside names and small words
_GOES_TO = re.compile(
    r"\d台?(?:に|へ|まで)(?:変更|変え|(?:引き?)?[上下]げ|減ら|落と|増や|でき|し(?:た|て)|切り?替|移)|\d台?への?(?:変更|引き?上げ|増加|切り?替)|"
    r"\b(?:go|move|chang\w*|rais\w*|increas\w*|upgrad\w*|switch\w*|bump\w*|step\w*)\b[^.?]{0,20}\b(?:up )?to\s+\d|"
    r"\b(?:contract(?:ed)? (?:for|at)|contract to)\s+\d",
    re.IGNORECASE,
)
_WENT = re.compile(
    r"(?:まで|に)(?:行っ|いっ|なっ|達し|増え)|\b(?:went|gone|jumped|rose|climbed|got) (?:up )?to\b|\bif\b|たら|場合",
    re.IGNORECASE,
)


def raised_after_use(frame: Frame, segment: Segment) -> None:
    """Take the number a contract is to be changed to for that, where use above it was told beside it.

    Changes the frame; what using more than contracted comes to is asked for by other words.
    """
    own = segment.own
    asked = {n for n in (own.get("concurrent"), *own.get("numbers", [])) if isinstance(n, int)}
    other = any(own.get(k) for k in VALUES if k != "concurrent") or own.get("options") or own.get("contracted")
    if frame.intent != "usage_excess" or len(asked) != 1 or other or segment.residue > _WORDY:
        return
    if not _GOES_TO.search(segment.text) or _WENT.search(segment.text):
        return
    request = segment.act in ("request", "wish")
    frame.intent, frame.act = ("change_request", "request") if request else ("change_check", "question")
    kept = {k: frame.slots[k] for k in ("services",) if k in frame.slots}
    frame.slots = {**kept, "concurrent": asked.pop(), "rescued": True, "referred": True}
