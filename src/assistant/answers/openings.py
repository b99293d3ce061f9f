"""How a Japanese answer opens: はい agrees with the question as it was put, also where it took a no for granted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_OTHER_WAY: Final[Mapping[str, str]] = {
    "はい、": "いいえ、",
    "はい。": "いいえ。",
    "いいえ、": "はい、",
    "いいえ。": "はい。",
}


def to_a_denial(text: str) -> str:
    """The same answer to a question in the negative: 「使えないですよね」 「はい。…ご利用いただけません」."""
    opening = next((one for one in _OTHER_WAY if text.startswith(one)), None)
    return text if opening is None else _OTHER_WAY[opening] + text.removeprefix(opening)
