"""References to the terms (第7条第2項, Art. 7(2), 別紙1の2) as entities; the grammar is that of the contracts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.contracts.references import find_references
from assistant.language.normalise import Normalised
from assistant.language.spans import Found

# What no reference does without; a cheap look before the whole grammar.
_HINT = re.compile(
    r"条|別紙|[附付]則|§|\d\s?\(|\d\.\d\d?\.|[a-z]:[a-z\d]|(?<![a-z])(?:art|clause|sec|s\.|app|annex|sched|attach|"
    r"supp)|(?:ztna|fms|fx[zm])\W{0,2}の?\s?\d\d?[.-]\d"
)


def clauses(normalised: Normalised) -> Iterator[Found]:
    """Yield the references of a text.

    The value is {"kind": "article" | "appendix" | "supplement" | "title", "path": "7.2.3"}, with "service" when it is
    named beside the reference, "limb" for a part that is named (ただし書), "outside" for another document (一般規程).
    """
    text = normalised.text
    if not _HINT.search(text):
        return
    for one in find_references(text):
        value: dict[str, Any] = {"kind": one.kind, "path": one.dotted}
        known = {"service": one.service, "limb": one.limb, "outside": one.outside}
        value |= {key: content for key, content in known.items() if content}
        yield Found("clause", one.start, one.end, value)
