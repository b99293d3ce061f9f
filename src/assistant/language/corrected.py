"""What a sentence takes back in the same breath: 「第14条、いや13条」, "Article 14 ... sorry, 13", "500, no, 600"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.language.model import Entity

_TAKES_BACK = re.compile(
    r"(?:^|[\s、。,.…(—-])(?:いや|いえ|違う|違った|違いました|間違え\w*|訂正|失礼|すみません|もとい)(?=[\s、。,…ー]|$)|(?:じゃ|では)なくて?(?:[、\s]|$)|"
    r"\b(?:sorry|i mean|i meant|correction|scratch that|make that|oops|no wait|wait,? no|or rather)\b|[,.…-]\s*no,",
    re.IGNORECASE,
)
_WIDEST = 48  # characters between what is taken back and what stands
_KINDS = frozenset(
    {"clause", "date", "datetime", "log", "bandwidth", "licences", "servers", "concurrent", "money", "duration"}
)


def without_corrected(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """The entities of a sentence that stand: of two of a kind with a word of correction between them, the later one."""
    kept: list[Entity] = []
    for one in entities:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.type == one.type
            and one.type in _KINDS
            and one.start - last.end <= _WIDEST
            and _TAKES_BACK.search(text, last.end, one.start)
        ):
            kept.pop()
        kept.append(one)
    return kept
