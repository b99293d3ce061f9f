"""From the entities of a text to slots: each value with the part it plays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.language.corrected import without_corrected
from assistant.language.counted import note_contracted, note_heads
from assistant.language.date_roles import date_role
from assistant.language.grade_steps import grade_step
from assistant.language.impossible import impossible_dates
from assistant.language.incidents import incident_facts
from assistant.language.model import VALUES, Entity
from assistant.language.multiples import multiple
from assistant.language.named import note_grades, note_named, note_options, note_refused_services
from assistant.language.redundancy import redundancy
from assistant.language.regions import note_regions
from assistant.language.screening import Screened
from assistant.language.times_told import note_times
from assistant.language.value_steps import note_value_step
from assistant.language.values import (
    fitting,
    is_step,
    note_bare_now,
    note_claimed,
    note_days_of_log,
    note_grade_of_a_step,
    note_multiplied,
    note_numbers_beside,
    note_values,
)

Slots = dict[str, Any]

_OF_THAT_DAY = Screened(
    r"翌日|翌朝|次の日|同日|同じ日|その日|(?:the )?(?:next|following|same) (?:day|"
    r"morning)",
    re.IGNORECASE,
)
_NEXT_DAY = Screened(r"翌日|翌朝|次の日|\b(?:next|following) (?:day|morning)\b", re.IGNORECASE)
# "turns out to be a Sunday", 「最終日が日曜だったら」: a kind of day, not a date.
_KIND_OF_DAY = Screened(
    r"\b(?:a|falls on|lands on|falling on)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"(?:[土日]曜日?|祝日|休日|年末年始)でも|(?:[土日]曜日?|祝日|休日)(?:に当た|にあた|だった|なら|の場合|と重な)",
    re.IGNORECASE,
)

_NTH = {
    word: n
    for n, word in enumerate(("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 2)
}
_NTH_SERVER = Screened(
    rf"\b(?:an?|another|the) (?P<word>{'|'.join(_NTH)}) (?:mobility )?server\b|"
    r"(?<!\d)(?P<figure>\d{1,2})台目の?(?:Mobility|モビリティ)?\s?サーバ|サーバ(?:の|を|、)?(?P<after>\d{1,2})台目",
    re.IGNORECASE,
)
_REPEATABLE = frozenset({"durations"})
_PLAIN_LENGTH = re.compile(r"PT(\d+)(H|M)")


def _told_in_words(slots: Slots, text: str) -> None:
    """Note what no entity tells: another grade by the step to it, whether a gateway is redundant."""
    step = 0 if "grade" in slots else grade_step(text)
    if step:
        slots["grade_step"] = step
    told = redundancy(text)
    if told is not None:
        slots["redundancy"] = told.wanted
        if told.now is not None:
            slots.setdefault("now", {})["redundancy"] = told.now


def gather(text: str, entities: Sequence[Entity], about: str | None = None) -> Slots:
    """The slots of one stretch of normalised text; `entities` are those inside it, offsets into `text`.

    `about` is the contract item an earlier sentence spoke of: bare numbers belong to it when no other is named.

    Keys (each only when said): services, services_but, grade, grade_from, grade_now, grades; options, options_remove,
    options_keep, options_refused; licences, bandwidth (Mbps), log (days), servers, concurrent, and for those
    `from`, `now` and `stay` (dicts), `relative` ("+" or "-"); region, regions, redundancy, ip, via, items; dates
    (role, value, inferred, candidates; reckoned where told by counting), datetimes, times (of a day told before),
    months,
    durations (ISO 8601), counts, money (yen), numbers, clauses;
    sums (durations that add up others), claimed_back (lengths that somebody wants credited),
    range (by item, the least and the largest said to be on offer), heads (people or devices counted),
    claimed (by item, what is taken for its limits), said_twice (a number told of two things),
    number_now (a bare number told as the present one),
    contracted (the count called the contract's), kind_of_day ("a Sunday"),
    grade_step (1 or -1 from the grade there is), value_step (by item, which of its values is taken),
    counted_from (it is asked from when a length of the terms counts),
    impossible (days no calendar has, as written), and the facts of an outage (see incidents).
    """
    slots: Slots = {}
    by_type: dict[str, list[Entity]] = {}
    for entity in without_corrected(text, entities):
        by_type.setdefault(entity.type, []).append(entity)
    if "number" in by_type:
        by_type["number"] = [e for e in by_type["number"] if not is_step(text, e)]
    for kind in [kind for kind in VALUES if kind in by_type] or ["number"]:
        by_type |= fitting(text, {k: by_type[k] for k in (kind, "number") if k in by_type})
    note_named(slots, by_type)
    note_refused_services(slots, text, by_type.get("service", []))
    note_grades(slots, text, by_type.get("grade", []))
    note_options(slots, text, by_type.get("option", []))
    times = multiple(text)
    if times is not None:  # 「3割減」: the 3 is no number of licences
        for kind in ("number", *VALUES):
            by_type[kind] = [e for e in by_type.get(kind, []) if e.end <= times.start or e.start >= times.end]
    for kind in VALUES:
        note_values(slots, text, kind, by_type.get(kind, []))
    note_numbers_beside(slots, text, by_type, about)
    note_bare_now(slots, text, by_type.get("number", []))
    note_grade_of_a_step(slots)
    _nth_server(slots, text)
    note_contracted(slots, text, [*by_type.get("concurrent", []), *by_type.get("number", [])])
    if len({e.value for e in by_type.get("number", [])}) == 1 < len(by_type["number"]):
        slots["said_twice"] = by_type["number"][0].value
    note_heads(slots, text, by_type.get("number", []))
    note_regions(slots, text, by_type.get("region", []), by_type.get("option", []))
    if _KIND_OF_DAY.search(text):
        slots["kind_of_day"] = True
    impossible = impossible_dates(text)
    if impossible:
        slots["impossible"] = impossible
    _told_in_words(slots, text)
    note_times(slots, text, by_type)
    note_days_of_log(slots, by_type)
    note_multiplied(slots, text, times, about)
    note_value_step(slots, text, about)
    note_claimed(slots, text, by_type)
    # A delay told beside a length makes it that of the whole outage, unless it goes on from when IIJ knew.
    basis = {"basis": "start"} if "known_delay" in slots else {k: v for k, v in slots.items() if k == "basis"}
    slots |= incident_facts(_without_names(text, entities)) | basis
    relative = [e for e in by_type.get("datetime", []) if _OF_THAT_DAY.match(e.text)]
    if len(relative) == 1 == len(slots.get("datetimes", [])) and "dates" not in slots:
        # 「復旧は翌日の15時」: the day after the outage spoken of, not after today
        moment = slots.pop("datetimes")[0]
        next_day = bool(_NEXT_DAY.search(text))
        slots["times"] = [{"role": moment["role"], "value": str(moment["value"])[11:16], "next_day": next_day}]
    elif "datetimes" not in slots and "durations" not in slots and "time" in by_type:
        next_day = bool(_NEXT_DAY.search(text))
        told_at = [{"role": date_role(text, e), "value": e.value, "next_day": next_day} for e in by_type["time"]]
        learned = [t["role"] for t in told_at] == ["start", "known", "end"]  # and when IIJ came to know of it
        slots["times"] = told_at if learned else told_at[:2]
        if len(slots["times"]) == 2:  # "from 9:00 to 13:30"
            slots["times"][0]["role"], slots["times"][1]["role"] = "start", "end"
    return slots


def _nth_server(slots: Slots, text: str) -> None:
    """A server that is counted by its place: "give us a fourth server", 「4台目のサーバ」."""
    nth = _NTH_SERVER.search(text)
    if nth is not None and "servers" not in slots:
        slots["servers"] = _NTH.get((nth["word"] or "").lower()) or int(nth["figure"] or nth["after"])
        slots["items"] = [i for i in slots.get("items", []) if i != "servers"]


def _without_names(text: str, entities: Sequence[Entity]) -> str:
    """The text with grades and options blanked, so that "Complete" is not read as "completely"."""
    for entity in entities:
        if entity.type in ("grade", "option"):
            text = text[: entity.start] + " " * (entity.end - entity.start) + text[entity.end :]
    return text


def merge(parts: Iterable[Slots]) -> Slots:
    """Slots of several stretches as one; a later single value wins, lists are joined in order."""
    merged: Slots = {}
    for part in parts:
        for key, value in part.items():
            if isinstance(value, list):
                merged[key] = [
                    *merged.get(key, []),
                    *[v for v in value if key in _REPEATABLE or v not in merged.get(key, [])],
                ]
            elif isinstance(value, dict):
                merged[key] = {**merged.get(key, {}), **value}
            elif key == "cause" and value == "third_party" and str(merged.get(key)).startswith("customer"):
                continue  # 「弊社の設定ミスです。貴社に落ち度はありません」: whose fault it was has been told
            else:
                merged[key] = value
    merged |= _without_product(merged)
    if merged.get("claimed_back") and len(merged.get("datetimes", [])) > 1 and merged.get("durations"):
        # Told by the clock, it lasted as long as that, and not the full day that somebody wants back.
        merged["durations"] = [d for d in merged["durations"] if d not in merged["claimed_back"]]
    lengths = merged.get("durations", [])
    parted = [d for d in lengths if d not in merged.get("sums", [])]
    if parted and len(parted) < len(lengths):
        merged["durations"] = parted  # "25 minutes each, that's 75 minutes altogether"
    return merged


def _without_product(slots: Slots) -> Slots:
    """The lengths without one that is another as often as it came: "twice, 25 minutes each, so 50 minutes"."""
    lengths, counts = slots.get("durations", []), slots.get("counts", [])
    plain = [_PLAIN_LENGTH.fullmatch(str(length)) for length in lengths]
    if not slots.get("each") or len(lengths) != len(counts) + 1 or len(counts) != 1 or None in plain:
        return {}
    (one, unit), (other, unit_of_other) = (found.groups() for found in plain if found)
    product = unit == unit_of_other and int(one) * counts[0] == int(other)
    return {"durations": [lengths[0]], "sums": [lengths[1]]} if product else {}
