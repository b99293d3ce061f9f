"""Questions about outages: the credit and the last day to claim it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter

_MOST_OUTAGES = 100  # bounds the work for one message
_FACTS = ("cause", "vpn_devices", "backbone_link", "notified_suspension", "total")


def merge_outage(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of an outage with what a later message adds or corrects.

    A delay of IIJ's knowledge is no new length; "the second one" changes that outage, "another" adds one.
    """
    merged = dict(old)
    fresh = {k: v for k, v in new.items() if v not in (None, [], {})}
    durations = list(fresh.pop("durations", []))
    knowledge = fresh.get("knowledge")
    if knowledge == "later" and durations and (old.get("durations") or old.get("datetimes")):
        # Told beside the whole length, the delay is the shorter of the two.
        delay = min(durations, key=length_of) if len(durations) > 1 else durations[0]
        durations.remove(delay)
        merged["known_delay"] = delay
        merged["basis"] = "start"
    elif knowledge == "at_once":
        merged["known_delay"] = "PT0S"
        merged["basis"] = "start"
        merged["datetimes"] = [m for m in merged.get("datetimes", []) if m["role"] != "known"]
    if fresh.get("basis") == "knowledge":
        merged.pop("known_delay", None)
    _clocked(merged, fresh.pop("times", []))
    if durations and (fresh.get("one_more") or fresh.get("ordinal") == _SECOND):
        _as_length(merged)
    _of_one(merged, durations, fresh)
    _merge_durations(merged, durations, fresh)
    if "backbone_link" in fresh and "vpn_devices" not in fresh:
        merged.pop("vpn_devices", None)
        if "cause" not in fresh:
            merged.pop("cause", None)
    told = fresh.get("dates", [])
    if len(told) == 1 and told[0]["role"] is None and any(d["role"] == "claimable_on" for d in merged.get("dates", [])):
        fresh["dates"] = [{**told[0], "role": "claimable_on"}]  # "sorry, since Oct 15" corrects that day
    for key in ("dates", "datetimes"):
        if key in fresh:
            fresh[key] = [_within(m, merged.get(key, [])) for m in fresh[key]]
            merged[key] = _by_role(merged.get(key, []), fresh.pop(key))
    merged.update(fresh)
    for passing in ("ordinal", "one_more", "again"):
        merged.pop(passing, None)
    return merged


_SECOND = 2
_LENGTH = TypeAdapter(timedelta)


def length_of(duration: str) -> timedelta:
    """A duration of ISO 8601 as a length of time."""
    return _LENGTH.validate_python(duration)


def _clocked(merged: dict[str, Any], times: Sequence[Mapping[str, Any]]) -> None:
    """Times of day told without a date, set on the day of the outage: 「復旧は同じ日の21時30分です」."""
    moments = list(merged.get("datetimes", []))
    days = [d for d in merged.get("dates", []) if d["role"] in (None, "start", "end")]
    if not times or not (moments or days):
        return
    by_role = {m["role"]: m for m in moments}
    first = str((by_role.get("start") or (moments or days)[0])["value"])
    for time in times:
        role = time["role"] or ("end" if len(moments) == 1 else None)
        anchor = str((by_role.get(role) or {"value": first})["value"])[:10]
        day = date.fromisoformat(anchor) + timedelta(days=1 if time.get("next_day") else 0)
        value = f"{day.isoformat()}T{time['value']}:00"
        first = value if role == "start" else first
        if role == "end" and value <= first and role not in by_role:
            value = f"{(day + timedelta(days=1)).isoformat()}T{time['value']}:00"
        told: dict[str, Any] = {"role": role, "value": value, "inferred": False, "candidates": []}
        if len(moments) == 1 and role == "end" and moments[0]["role"] is None:
            moments[0] = {**moments[0], "role": "start"}
        moments = [m for m in moments if m["role"] != role] + [told]
    merged["datetimes"] = moments


def _as_length(merged: dict[str, Any]) -> None:
    """An outage told by its moments becomes a length, so that a second one can stand beside it."""
    if merged.get("durations"):
        return
    moments = sorted(merged.get("datetimes", []), key=lambda m: str(m["value"]))
    known = next((m for m in moments if m["role"] == "known"), None)
    spans = [m for m in moments if m["role"] != "known"]
    begin = known or (spans[0] if len(spans) > 1 else None)
    if begin is None or not spans or spans[-1] is begin:
        return
    span = datetime.fromisoformat(str(spans[-1]["value"])) - datetime.fromisoformat(str(begin["value"]))
    if span <= timedelta(0):
        return
    day: dict[str, Any] = {"role": None, "value": str(begin["value"])[:10], "inferred": False, "candidates": []}
    merged["durations"] = [f"PT{int(span.total_seconds())}S"]
    merged["dates"] = [*[d for d in merged.get("dates", []) if d["role"] not in (None, "start")], day]
    merged["datetimes"] = []
    if known:
        merged["basis"] = "knowledge"


def _of_one(merged: dict[str, Any], durations: list[str], fresh: dict[str, Any]) -> None:
    """Facts told of one of several outages ("one device was up during the first") hold for that one only."""
    ordinal = fresh.get("ordinal")
    count = len(durations_of(merged))
    if ordinal is None or durations or count < 2 or not -1 <= ordinal <= count:
        return
    told = {k: fresh.pop(k) for k in _FACTS if k in fresh}
    if told:
        index = str(ordinal if ordinal > 0 else count)
        each = dict(merged.get("of_each", {}))
        merged["of_each"] = {**each, index: {**each.get(index, {}), **told}}


def _merge_durations(merged: dict[str, Any], durations: list[str], fresh: dict[str, Any]) -> None:
    before = durations_of(merged)
    ordinal = fresh.get("ordinal")
    if not durations:
        if fresh.get("again") and before:
            merged["durations"], merged["counts"] = [*before, before[0]], []
        return
    if len(durations) == _SECOND and durations[0] in before and durations[1] not in before and not fresh.get("counts"):
        before[before.index(durations[0])] = durations[1]  # 「25分じゃなくて35分でした」
        merged["durations"], merged["counts"] = before, []
    elif ordinal is not None and len(durations) == 1 and len(before) > 1 and -1 <= ordinal <= len(before):
        before[ordinal - 1 if ordinal > 0 else -1] = durations[0]
        merged["durations"], merged["counts"] = before, []
    elif before and (
        fresh.get("one_more") or fresh.get("again") or (ordinal is not None and ordinal == len(before) + 1)
    ):
        merged["durations"], merged["counts"] = [*before, *durations], []
        fresh.pop("counts", None)  # 「もう一回、つまり2回」: the one more is counted already
    else:
        merged["durations"] = durations
        merged["datetimes"] = [m for m in merged.get("datetimes", []) if m["role"] == "known"]
        if not fresh.get("counts"):
            merged.pop("counts", None)


def _within(told: dict[str, Any], known: list[dict[str, Any]]) -> dict[str, Any]:
    """A moment whose month or year was not said, set beside the outage it belongs to: 「17日の11時」."""
    span = sorted(str(m["value"]) for m in known if m["role"] in (None, "start", "end"))
    candidates = sorted(str(c) for c in told.get("candidates", []))
    if not span or not told.get("inferred"):
        return told
    later = [c for c in candidates if c[:10] >= span[0][:10]]
    inside = [c for c in later if c <= span[-1]] or later
    return {**told, "value": inside[0]} if inside else told


def _by_role(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    roles = {d["role"] for d in new}
    return [*[d for d in old if d["role"] not in roles], *new]


def durations_of(slots: Mapping[str, Any]) -> list[str]:
    """One ISO 8601 duration for each outage: "two outages of 40 minutes each" gives two."""
    durations = list(slots.get("durations", []))
    if len(durations) == len(slots.get("counts", [])) > 1:  # 10日間が2回、2時間が1回
        told = zip(durations, slots["counts"], strict=True)
        return [each for each, count in told for _ in range(min(count, _MOST_OUTAGES))]
    counts = [c for c in slots.get("counts", []) if isinstance(c, int) and 1 < c <= _MOST_OUTAGES]
    if len(durations) == 1 and counts:
        return durations * counts[0]
    return durations


def incident_day(slots: Mapping[str, Any], today: date) -> str | None:
    """The day of the outage, ISO 8601: of a date without another part, in the past when the year was not said."""
    for moment in past_moments(slots, today):
        if moment["role"] in (None, "start"):
            return str(moment["value"])[:10]
    for found in slots.get("dates", []):
        if found["role"] == "claimable_on":
            return _nearest(found, today)
        if found["role"] in (None, "start", "known", "end"):
            return _in_the_past(found, today)
    return None


def past_moments(slots: Mapping[str, Any], today: date) -> list[dict[str, Any]]:
    """The moments told of an outage; what was read into the future without a month or year is moved back as a whole."""
    moments = [dict(m) for m in slots.get("datetimes", [])]
    if not moments:
        return moments
    for before, after in pairwise(moments):
        began, ended = (datetime.fromisoformat(str(m["value"])) for m in (before, after))
        if after.get("inferred") and after["role"] != "start" and began.date() == ended.date() and ended < began:
            # A time without a day that would lie before the one told first is of the next morning.
            after["value"] = (ended + timedelta(days=1)).isoformat()
            after["candidates"] = []
    first = min(moments, key=lambda m: str(m["value"]))
    now = f"{today.isoformat()}T23:59:59"
    earlier = [str(c) for c in first.get("candidates", []) if str(c) <= now]
    if not first.get("inferred") or str(first["value"]) <= now or not earlier:
        return moments
    back = datetime.fromisoformat(str(first["value"])) - datetime.fromisoformat(max(earlier))
    for moment in moments:
        if moment.get("inferred") or str(moment["value"]) > now:  # 翌日9時 goes with the day before it
            moment["value"] = (datetime.fromisoformat(str(moment["value"])) - back).isoformat()
    return moments


def _nearest(found: Mapping[str, Any], today: date) -> str:
    """Of the days that one without a year can be, the one nearest to today: a claim may arise soon, or just has."""
    candidates = [str(c) for c in found.get("candidates", [])] if found.get("inferred") else []
    return min(candidates, key=lambda c: abs(date.fromisoformat(c) - today)) if candidates else str(found["value"])


def _in_the_past(found: Mapping[str, Any], today: date) -> str:
    value = str(found["value"])
    if found.get("inferred") and value > today.isoformat():
        earlier = [c for c in found.get("candidates", []) if str(c) <= today.isoformat()]
        if earlier:
            return str(max(earlier))
        day = date.fromisoformat(value)
        try:
            return day.replace(year=day.year - 1).isoformat()
        except ValueError:
            return value
    return value


def credit_request(service: str, slots: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The request for the credit rule; without incidents when no length was said.

    FMS counts from IIJ's knowledge (fms:11.1#24h): a length counted from the start of the outage needs the moment
    IIJ came to know.
    """
    common = {k: slots[k] for k in _FACTS if k in slots}
    if service == "ztna":
        common.pop("total", None)
    day = incident_day(slots, today)
    month = {"month": day[:7]} if day else {}
    incidents: list[dict[str, Any]] = []
    moments = past_moments(slots, today)
    spoken = {m["role"]: m["value"] for m in moments}
    unlabelled = [m["value"] for m in moments if m["role"] in (None, "start", "end")]
    known = spoken.get("known")
    if len(unlabelled) == 1 and known and str(unlabelled[0]) > str(known):
        start, end = spoken.get("start"), unlabelled[0]
    else:
        start = spoken.get("start") or (unlabelled[0] if unlabelled else None)
        end = spoken.get("end") or (unlabelled[-1] if len(unlabelled) > 1 else None)
    durations = durations_of(slots)
    counted = _counting(service, slots)
    if not durations and end and (start or known):
        begin = start if start and start != end else known
        if service == "fms" and known is None and slots.get("basis") == "knowledge":
            known = begin
        incident = {"start": _zoned(str(begin)), "end": _zoned(str(end)), **common}
        if known:
            incident["known_to_iij_at"] = _zoned(str(known))
        elif "known_after" in counted:
            incident["known_after"] = counted["known_after"]
        incidents.append(incident)
    of_each: Mapping[str, Mapping[str, Any]] = slots.get("of_each", {})
    for number, duration in enumerate(durations, 1):
        own = {k: v for k, v in of_each.get(str(number), {}).items() if service != "ztna" or k != "total"}
        incidents.append({"duration": duration, **month, **common, **counted, **own})
    request: dict[str, Any] = {"service": service, "incidents": incidents}
    if "money" in slots:
        request["monthly_fee"] = slots["money"]
    return request


def _counting(service: str, slots: Mapping[str, Any]) -> dict[str, str]:
    """From when a length is counted, for the service that counts from IIJ's knowledge."""
    if service != "fms" or slots.get("basis") != "start":
        return {}
    counted = {"counted_from": "outage"}
    if "known_delay" in slots:
        counted["known_after"] = str(slots["known_delay"])
    return counted


def _zoned(moment: str) -> str:
    parsed = datetime.fromisoformat(moment)
    return parsed.isoformat() if parsed.tzinfo else parsed.isoformat() + "+09:00"


def claim_request(
    service: str, slots: Mapping[str, Any], today: date, *, asks_now: bool, threshold: timedelta
) -> tuple[dict[str, Any], str | None]:
    """The request for the claim-deadline rule, and the slot still missing.

    `threshold` is the length from which the terms give a credit: with the moment the outage began (FMS: the moment
    IIJ knew), the claim became possible when it was passed; with the day alone, that day is the safe reading.
    """
    request: dict[str, Any] = {"service": service}
    day = _crossed(service, past_moments(slots, today), threshold) or incident_day(slots, today)
    dates = slots.get("dates", [])
    claimed = next((d["value"] for d in dates if d["role"] == "claimed_on"), None)
    told = [d for d in dates if d["role"] != "claimed_on"]
    if len(told) > 1 and claimed is None:
        # Of two days, the outage comes first and the claim after it.
        sure = [str(d["value"]) for d in told if not d["inferred"]]
        first = min(sure) if sure else min(_in_the_past(d, today) for d in told)
        later = [str(d["value"]) for d in told if str(d["value"]) > first]
        day = first
        claimed = min(later) if later else None
    if claimed is None and asks_now and day:
        claimed = today.isoformat()
    if day is None:
        return request, "claimable_on"
    request["claimable_on"] = day
    if claimed is not None and claimed >= day:
        request["claimed_on"] = claimed
    return request, None


def _crossed(service: str, told: Sequence[Mapping[str, Any]], threshold: timedelta) -> str | None:
    moments = {m["role"]: str(m["value"]) for m in told}
    begin = moments.get("known") if service == "fms" else None
    begin = begin or moments.get("start")
    if begin is None:
        return None
    return (datetime.fromisoformat(begin) + threshold).date().isoformat()
