"""The words of IIJ's own staff, in the console and in Slack: "our fault" is IIJ's there."""

from __future__ import annotations

import re

from assistant.language.screening import Screened

CHANNELS = frozenset({"console", "slack"})
_OURS_JA = Screened(r"(?:うち|弊社|当社|我々|こちら)(?=(?:側)?の?(?:責任|責|せい|過失|帰責|ミス|非)|起因|原因|都合)")
_OURS_EN = Screened(r"\bour(?= (?:own )?(?:fault|mistake|error|doing|responsibility|bad)\b)", re.IGNORECASE)


def as_of_iij(text: str) -> str:
    """A text of IIJ's staff with what they say of their own company told of IIJ."""
    return _OURS_EN.sub("IIJ's", _OURS_JA.sub("IIJ", text))
