"""The days, moments and lengths of a sentence, each with the part it plays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from assistant.language.bounds import MOST_VALUES
from assistant.language.date_roles import date_role, is_reckoned, moment_role
from assistant.language.incidents import is_summed_up, is_total_of_several
from assistant.language.knowledge import counted_from_then, known_late
from assistant.language.limits import is_claimed_back, is_counted, is_limit, is_share, is_uptime, only_limits
from assistant.language.model import Entity
from assistant.language.neighbours import after, before
from assistant.language.occurrences import each_as_often
from assistant.language.screening import Screened

_THAT_DAY = Screened(
    r"同日|同じ日|その日(?!の)|当日|\b(?:the|that)(?: very)? same day\b|\bthat(?: very)? day\b", re.IGNORECASE
)


_BOTH_THAT_DAY = Screened(  # billing begins and the form arrives
    r"(?:届|到達|到着|着)[^。]{0,10}課金(?:の)?(?:開始)?(?:日)?[^。]{0,8}(?:同じ日|同日|同時)|"
    r"課金(?:の)?(?:開始)?(?:日)?[^。]{0,16}(?:届|到達|到着|着)[^。]{0,16}(?:同じ日|同日|同時)|(?:同じ日|"
    r"同日)[^。]{0,16}課金[^。]{0,16}(?:届|到達|到着|着)|"
    r"\bbilling (?:starts|begins|started|began)\b[^.?]{0,40}\b(?:arriv|reach|com|land|"
    r"is received)\w*\b[^.?]{0,24}\bsame day\b|"
    r"\b(?:form|notice)\b[^.?]{0,24}\b(?:arriv|reach|com|land)\w*\b[^.?]{0,30}\bbilling (?:starts|begins|started|"
    r"began)\b[^.?]{0,24}\bsame day\b",
    re.IGNORECASE,
)


def _same_day(slots: dict[str, Any], text: str) -> None:
    """A day told as that of another part: "billing starts 1 December, and the form arrives that very day"."""
    dates = slots.get("dates", [])
    if len(dates) == 1 and dates[0]["role"] in (None, "arrival") and _BOTH_THAT_DAY.search(text):
        slots["dates"] = [{**dates[0], "role": role} for role in ("billing_start", "arrival")]
        return
    if len(dates) != 1 or dates[0]["role"] is None:
        return
    same = _THAT_DAY.search(text)
    if same is None:
        return
    role = date_role(text, Entity("date", same[0], same.start(), same.end(), dates[0]["value"], {}))
    if role not in (None, dates[0]["role"]):
        dates.append({**dates[0], "role": role})


_OF_MONTHS = re.compile(r"P\d+[MY]")
_LENGTH = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_MINUTES = (7 * 24 * 60, 24 * 60, 60, 1)
_IN_OTHER_UNITS = re.compile(
    r"\s*[(,（、]?\s*(?:exactly|precisely|i\.?e\.?,?|that is|or|so|=|つまり|すなわち|計|合計|"
    r"ちょうど)?\s*$",
    re.IGNORECASE,
)


def _minutes(length: Entity) -> int | None:
    found = _LENGTH.fullmatch(str(length.value))
    return sum(int(n or 0) * unit for n, unit in zip(found.groups(), _MINUTES, strict=True)) if found else None


def _says_again(text: str, one: Entity, other: Entity) -> bool:
    """Whether a length is the one before it in other units: "five full days (exactly 120 hours)"."""
    same = one.value != other.value and _minutes(one) == _minutes(other) is not None
    return same and bool(_IN_OTHER_UNITS.fullmatch(text, one.end, other.start))


def _once(text: str, days: Sequence[Entity]) -> Sequence[Entity]:
    """The days without those that only say again what stands right before: 「年末の12月31日」."""
    again = [b for a, b in pairwise(days) if a.value == b.value and text[a.end : b.start] in ("の", "、")]
    return [e for e in days if e not in again]


def note_times(slots: dict[str, Any], text: str, by_type: dict[str, list[Entity]]) -> None:
    """Note days and moments with the part each plays, and the lengths of outages without limits, shares and sums."""
    for kind, key in (("date", "dates"), ("datetime", "datetimes")):
        for entity in _once(text, by_type.get(kind, [])[:MOST_VALUES]):
            slots.setdefault(key, []).append(
                {
                    "role": date_role(text, entity) if kind == "date" else moment_role(text, entity),
                    "value": entity.value,
                    "inferred": bool(entity.extra.get("inferred")),
                    "candidates": list(entity.extra.get("candidates", [])),
                }
            )
            if slots[key][-1]["role"] is None and kind == "date" and is_reckoned(text, entity):
                slots[key][-1]["reckoned"] = True
            if slots[key][-1]["role"] == "known" and "date" in entity.extra.get("inferred", ()):
                slots[key][-1]["dayless"] = True  # 「IIJが知ったのは10時」: which day, the outage tells
    sent = {d["value"] for d in slots.get("dates", []) if d["role"] == "sent"}
    if sent:  # 「今日ポストに入れたら今日から30日？」: the day of posting, told twice
        slots["dates"] = [d for d in slots["dates"] if d["role"] or d["value"] not in sent]
    _same_day(slots, text)
    durations = by_type.get("duration", [])
    late = known_late(text, durations)
    if late is not None:
        durations = [e for e in durations if e is not late]
        slots.update({"basis": "knowledge"} if counted_from_then(text, durations) else {"known_delay": late.value})
    wanted = [e.value for e in durations if is_claimed_back(text, e)]
    if wanted:
        slots["claimed_back"] = wanted
    # "three outages within one month": a month is no outage, nor a limit of one.
    durations = [e for e in durations if not _OF_MONTHS.fullmatch(str(e.value))] or durations
    if durations and all(is_counted(text, e) for e in durations):
        slots["counted_from"] = True
        return
    if only_limits(text, durations):
        slots["threshold"] = True
    sums = [e for e in durations if is_total_of_several(before(text, e)) or is_summed_up(after(text, e))]
    kept = [e for e in durations if e not in sums and not is_limit(text, e) and not is_uptime(text, e)]
    kept = [e for i, e in enumerate(kept) if not i or not _says_again(text, kept[i - 1], e)]
    kept = kept[:1] + [e for e in kept[1:] if not is_share(text, e)]
    if sums:
        slots["sums"] = [e.value for e in sums]
    if durations:
        slots["durations"] = each_as_often(text, kept or durations, by_type.get("count", []), slots)
