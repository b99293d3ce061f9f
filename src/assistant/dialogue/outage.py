"""Questions about outages: the credit and the last day to claim it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from pydantic import TypeAdapter

_MOST_OUTAGES = 100  # bounds the work for one message
FACTS = ("cause", "vpn_devices", "backbone_link", "notified_suspension", "total")
_LENGTH = TypeAdapter(timedelta)


def length_of(duration: str) -> timedelta:
    """A duration of ISO 8601 as a length of time."""
    return _LENGTH.validate_python(duration)


# Whether a credit comes without being asked for.
BY_ITSELF = re.compile(
    r"自動(?:で|的|に)|勝手に|(?:黙って|何も(?:言わ|し)な|申し?出な|請求し?な)[^。]{0,8}(?:て|くて|いで|も|と)|"
    r"(?:言わ|言って(?:こ|もらわ)|請求(?:して(?:こ|もらわ)|し)|申し?出(?:て(?:こ|もらわ))?|求め(?:て(?:こ|もらわ))?|依頼し|連絡し)"
    r"な(?:い(?:と|限り)|けれ|きゃ)[^。、]{0,12}(?:減|引か|返|戻|もらえ|だめ|ダメ|駄目|いけな|なら)|"
    r"\bby (?:it|them)sel(?:f|ves)\b|\bautomatic\w*|\bon (?:its|your) own\b|\bunasked\b|"
    r"\b(?:without|unless) (?:us |we |our |they |them |their |(?:the|a) (?:customer|client) )?"
    r"(?:ask\w*|claim\w*|"
    r"say\w*|request\w*|do(?:ing)? anything)\b|"
    r"\b(?:say|do|ask for|claim) nothing\b|\b(?:don't|do not|never) (?:ask|claim|say anything|do anything)\b",
    re.IGNORECASE,
)


def lengths_of_outages(slots: Mapping[str, Any]) -> list[str]:
    """The durations told that can be those of outages: days and hours.

    Months and years are those of a contract or of a fee: "three outages within one month".
    """
    return [d for d in slots.get("durations", []) if not _OF_MONTHS.fullmatch(d)]


def durations_of(slots: Mapping[str, Any]) -> list[str]:
    """One ISO 8601 duration for each outage: "two outages of 40 minutes each" gives two."""
    durations = lengths_of_outages(slots)
    if len(durations) == len(slots.get("counts", [])) > 1:  # 10日間が2回、2時間が1回
        told = zip(durations, slots["counts"], strict=True)
        return [each for each, count in told for _ in range(min(count, _MOST_OUTAGES))]
    counts = [c for c in slots.get("counts", []) if isinstance(c, int) and 1 < c <= _MOST_OUTAGES]
    if len(durations) == 1 and counts:
        return durations * counts[0]
    return durations


def clock_length(times: Sequence[Mapping[str, Any]], left_out: str = "known") -> str | None:
    """The length, ISO 8601, between two times of day told without a date; over midnight where the end is earlier.

    Of three (when it began, when IIJ knew, when it ended) one is `left_out`.
    """
    times = [t for t in times if t["role"] != left_out]
    if len(times) != 2 or times[1]["role"] != "end":
        return None
    begin, end = (time.fromisoformat(str(t["value"])) for t in times)
    minutes = (end.hour - begin.hour) * 60 + end.minute - begin.minute
    if minutes <= 0 or times[1].get("next_day"):
        minutes += 24 * 60 if minutes <= 0 or begin <= end else 0
    return f"PT{minutes}M" if minutes else None


def same_unit(number: int, durations: Sequence[str]) -> str | None:
    """A bare number as a length in the unit of the one told last: "31?" after 30 minutes; None without such a unit."""
    unit = _ONE_UNIT.fullmatch(durations[-1]) if durations else None
    return f"{unit[1]}{number}{unit[2]}" if unit else None


_OF_MONTHS = re.compile(r"P(?:\d+Y)?(?:\d+M)?")
_ONE_UNIT = re.compile(r"(PT?)\d+([DHM])")


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
    for moment in moments:
        _on_first_day(moment, [str(m["value"]) for m in moments if m is not moment])
    for before, after in pairwise(moments):
        began, ended = (datetime.fromisoformat(str(m["value"])) for m in (before, after))
        if after.get("inferred") and after["role"] != "start" and began.date() == ended.date() and ended < began:
            # A time without a day that would lie before the one told first is of the next morning.
            after["value"] = (ended + timedelta(days=1)).isoformat()
            after["candidates"] = []
    now = f"{today.isoformat()}T23:59:59"
    if any(str(m["value"]) <= now for m in moments):
        for moment in moments:  # what was told beside it lies in the past as well
            behind = [str(c) for c in moment.get("candidates", []) if str(c) <= now]
            if moment.get("inferred") and str(moment["value"]) > now and behind:
                moment["value"] = max(behind)
    first = min(moments, key=lambda m: str(m["value"]))
    earlier = [str(c) for c in first.get("candidates", []) if str(c) <= now]
    if not first.get("inferred") or str(first["value"]) <= now or not earlier:
        return moments
    back = datetime.fromisoformat(str(first["value"])) - datetime.fromisoformat(max(earlier))
    for moment in moments:
        if moment.get("inferred") or str(moment["value"]) > now:  # 翌日9時 goes with the day before it
            moment["value"] = (datetime.fromisoformat(str(moment["value"])) - back).isoformat()
    return moments


def _on_first_day(moment: dict[str, Any], others: Sequence[str]) -> None:
    """Put the hour at which an outage came to be known, told without its day, on the first such hour of the outage."""
    if not moment.pop("dayless", False) or not others:
        return
    first = min(others)
    at = datetime.fromisoformat(f"{first[:10]}{str(moment['value'])[10:]}")
    moment["value"] = (at + timedelta(days=1 if at.isoformat() < first else 0)).isoformat()


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
    common = {k: slots[k] for k in FACTS if k in slots}
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
    of_times = "start" if service == "fms" and any(t["role"] == "known" for t in slots.get("times", [])) else "known"
    spanned = clock_length(slots.get("times", []), of_times) if not durations and not moments else None
    if spanned:
        durations = [spanned]
    counted = _counting(service, slots)
    begin = start if start and start != end else known
    if not durations and end and begin:
        if (
            service == "fms"
            and known is None
            and (slots.get("basis") == "knowledge" or slots.get("knowledge") == "at_once")
        ):
            known = begin
        incident = {"start": _zoned(str(begin)), "end": _zoned(str(end)), **common}
        if known:
            incident["known_to_iij_at"] = _zoned(str(known))
        elif "known_after" in counted:
            incident["known_after"] = counted["known_after"]
        incidents.append(incident)
    of_each: Mapping[str, Mapping[str, Any]] = slots.get("of_each", {})
    for number, duration in enumerate(durations, 1):
        told = of_each.get(str(number), {})
        own = {k: v for k, v in told.items() if k in FACTS and (service != "ztna" or k != "total")}
        of_day = {"month": _in_the_past(told["day"], today)[:7]} if "day" in told else month
        incidents.append({"duration": duration, **of_day, **common, **counted, **own})
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
    spoken = slots.get("of_each", {}).get(str(slots.get("which")), {}).get("day")
    day = _in_the_past(spoken, today) if spoken else None
    day = day or _crossed(service, past_moments(slots, today), threshold) or incident_day(slots, today)
    dates = slots.get("dates", [])
    claimed = next((d["value"] for d in dates if d["role"] == "claimed_on"), None)
    told = [d for d in dates if d["role"] != "claimed_on"]
    now = [d for d in told if d["role"] in (None, "end") and str(d["value"]) == today.isoformat()]
    if len(told) > len(now) > 0 and claimed is None:
        told, claimed = (
            [d for d in told if d not in now],
            today.isoformat(),
        )  # "if we ask today", "nobody asked until today"
        day = day if spoken or not told else incident_day({**slots, "dates": told}, today)
    several = len(durations_of(slots)) > 1 or bool(slots.get("of_each"))
    if len(told) > 1 and several and claimed is None:
        day = day or min(_in_the_past(d, today) for d in told)  # the days of several outages: none is a claim
    elif len(told) > 1 and claimed is None and not spoken:
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
    if claimed is not None:
        claimed = _first_after(claimed, day, [d for d in dates if d["role"] == "claimed_on"])
    if claimed is not None and claimed >= day:
        request["claimed_on"] = claimed
    return request, None


def _first_after(claimed: str, day: str, told: Sequence[Mapping[str, Any]]) -> str:
    """The day of a claim: where its year was not said, the first such day after the claim became possible."""
    if not any(d.get("inferred") and str(d["value"]) == claimed for d in told):
        return claimed
    meant, first = date.fromisoformat(claimed[:10]), date.fromisoformat(day[:10])
    for year in range(first.year, meant.year):
        try:
            earlier = meant.replace(year=year)
        except ValueError:
            continue  # 29 February
        if earlier >= first:
            return earlier.isoformat()
    return claimed


def _first_told(told: Sequence[Mapping[str, Any]]) -> str | None:
    """The moment that begins an outage told by two of which only the end, or neither, says what it is."""
    if len(told) < _BOTH_ENDS or told[0]["role"] is not None or any(m["role"] not in (None, "end") for m in told):
        return None
    values = [str(m["value"]) for m in told]
    return values[0] if values[0] == min(values) else None


_BOTH_ENDS = 2


def _crossed(service: str, told: Sequence[Mapping[str, Any]], threshold: timedelta) -> str | None:
    moments = {m["role"]: str(m["value"]) for m in told}
    begin = moments.get("known") if service == "fms" else None
    begin = begin or moments.get("start") or _first_told(told)
    if begin is None:
        return None
    return (datetime.fromisoformat(begin) + threshold).date().isoformat()
