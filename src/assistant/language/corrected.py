"""What a sentence takes back in the same breath: 「第14条、いや13条」, "Article 14 ... sorry, 13", "500, no, 600"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.language.model import Entity

_TAKES_BACK = re.compile(
    r"(?:^|[\s、。,.…(—-])(?:いや|いえ|違う|違った|違いました|間違え\w*|訂正|失礼|すみません|もとい)(?=[\s、。,…ー]|"
    r"$)|(?:じゃ|では)なくて?(?:[、\s]|$)|"
    r"[、。,.…\s]やっぱり?し?、?\s*$|"
    r"\b(?:sorry|i mean|i meant|correction|scratch that|make that|oops|no wait|wait|hang on|or rather)\b|[,.…-]\s*no,|"
    r"[,.…—-]\s*(?:actually|rather|no)\b,?\s*(?:make (?:it|that)\s*)?$",
    re.IGNORECASE,
)
_NOT = re.compile(r",?\s*(?:and\s)?not(?:\s(?:at|on|the|by))*\s", re.IGNORECASE)
_WIDEST = 48  # characters between what is taken back and what stands
_COUNTED = frozenset({"log", "bandwidth", "licences", "servers", "concurrent"})
_KINDS = _COUNTED | {"clause", "date", "datetime", "money", "duration", "number"}
# Names are also set against each other (「SSEではなく透過プロキシ」): taken back only after a pause.
_NAMED = frozenset({"grade", "option", "region", "service"})
_PAUSE = re.compile(r"\s*(?:オプション|アドオン|グレード|option|add-on|grade)?\s*[、。,.…—-]", re.IGNORECASE)


def without_corrected(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """The entities of a sentence that stand: of two of a kind with a word of correction between them, the later one.

    A number without its item is of the kind of the value that it corrects, or that corrects it: "500 licences, sorry,
    550".
    """
    kept: list[Entity] = []
    for one in entities:
        last = kept[-1] if kept else None
        if last is not None and last.type == one.type and _NOT.fullmatch(text, last.end, one.start):
            continue  # "back at 14:55, not 15:10"
        if last is not None and one.start - last.end <= _WIDEST and _corrects(text, last, one):
            kept.pop()
            if one.type == "number" and last.type in _COUNTED:
                extra = {k: v for k, v in last.extra.items() if k == "relative"}
                one = replace(one, type=last.type, extra={**one.extra, **extra})  # noqa: PLW2901
        kept.append(one)
    return kept


def _corrects(text: str, last: Entity, one: Entity) -> bool:
    """Whether one of two entities takes the place of the one before it."""
    kinds = {last.type, one.type}
    alike = len(kinds) == 1 or ("number" in kinds and kinds <= {"number", *_COUNTED})
    if not alike or one.type not in _KINDS | _NAMED:
        return False
    if one.type in _NAMED and not _PAUSE.match(text, last.end, one.start):
        return False
    return bool(_TAKES_BACK.search(text, last.end, one.start))
