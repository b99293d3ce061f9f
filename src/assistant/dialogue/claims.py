"""Limits that a message takes for true: which item they are of, and whether the terms set them so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from assistant.dialogue.config import VALUES
from assistant.dialogue.families import LIMITS, family
from assistant.language.understand import Segment
from assistant.rules import ParameterSet

Claim = Literal["right", "wrong", "depends"]
_SURE = 0.7


def with_limit_asked(segment: Segment) -> Segment:
    """The segment with the value that it takes for a limit no longer one to be had, where it asks for nothing else."""
    own = segment.own
    known = own.get("claimed", {})
    if segment.act not in ("question", "statement") or len(known) != 1 or own.get("options") or "dates" in own:
        return segment
    item = next(iter(known))
    ranged = len(known[item]) > 1  # its values are no longer among those to be had
    if any(v in own for v in VALUES if v != item or ranged) or own.get("from") or own.get("grade_to"):
        return segment
    if ranged and own.get("numbers"):
        return segment  # "since Starter goes from 50 to 500, we'd take just the 50"
    of_contract = segment.intent == "usage_excess" or family(segment.intent or "") == "config"
    if not of_contract and segment.confidence >= _SURE:
        return segment
    own, slots = (
        {**{k: v for k, v in s.items() if k != item}, "items": [item], "limit_asked": item}
        for s in (own, segment.slots)
    )
    return replace(segment, own=own, slots=slots)


def limits_asked(segment: Segment) -> str | None:
    """The intent that tells the limits of the item of which one is taken for true; None where none is."""
    return LIMITS.get(segment.own.get("limit_asked", ""))


def claim(parameters: ParameterSet, item: str, limits: Mapping[str, int], grades: Sequence[str]) -> Claim | None:
    """What becomes of the limits ("min", "max") claimed of an item, over the grades asked about (none: all there are).

    "depends" when they hold for some grades only; None when the terms set no such limit.
    """
    known = parameters.value("grades") or ()
    asked = [g for g in grades if g in known] or list(known)
    found = set()
    for grade in asked or [""]:
        set_by_terms = {side: _limit(parameters, item, side, grade) for side in limits}
        if all(value is None for value in set_by_terms.values()):
            continue
        found.add(set_by_terms == dict(limits))
    if not found:
        return None
    return "depends" if len(found) > 1 else "right" if found.pop() else "wrong"


def _limit(parameters: ParameterSet, item: str, side: str, grade: str) -> Any:
    """The least or the greatest value of an item; None when the terms have none."""
    for name in (f"{item}.{side}.{grade}", f"{item}.fixed.{grade}", f"{item}.{side}", f"{item}.values"):
        try:
            value = parameters.value(name)
        except KeyError:
            continue
        if isinstance(value, (list, tuple)):
            return min(value) if side == "min" else max(value)
        if value is not None:
            return value
    return None
