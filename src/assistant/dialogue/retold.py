"""An outage retold: what a later message adds, corrects or takes back of what was said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from assistant.dialogue.days import DAY_ROLES, in_month_of, is_day_of_month, set_beside
from assistant.dialogue.outage import FACTS, durations_of, length_of
from assistant.dialogue.outage_spans import put_right

_TWO = 2
_PASSING = ("ordinal", "one_more", "again")
_SPEAKS_FOR_ALL = ("iij", True)  # a cause and an extent told of one more outage that were open for all


def merge_outage(
    old: Mapping[str, Any], new: Mapping[str, Any], signals: frozenset[str] = frozenset(), *, asks: bool = False
) -> dict[str, Any]:
    """The facts of an outage with what a later message adds, corrects or takes back.

    A delay of IIJ's knowledge is no new length; "another" and one on another day are added; "the second one" and "the
    one on the 16th" mean that one, a correction without such a word the one told last. `asks`: the message asks what
    would be, and tells no further outage by a day of its own.
    """
    merged = {k: v for k, v in old.items() if k != "which"}
    fresh = {k: v for k, v in new.items() if v not in (None, [], {})}
    corrects = "correction" in signals
    durations = _knowledge(merged, fresh)
    durations = [d for d in durations if not _adds_up(merged, d)]
    if fresh.get("one_more") and not (durations or corrects or asks):
        durations = _another_span(merged, fresh)
    if fresh.get("notified_suspension") == "none":
        del fresh["notified_suspension"]
        merged.pop("notified_suspension", None)
    if corrects or "ordinal" in fresh:
        put_right(merged, fresh, _which(merged, fresh, durations))
    _clocked(merged, fresh.pop("times", []))
    _pair_days(merged)
    merged = _taken_from_all(merged, fresh, durations, alone=asks and "only" in signals)
    which = _which(merged, fresh, durations)
    if which is not None and signals & {"retracts", "withdraws"}:
        return _without(merged, which)
    if which is not None and asks and "only" in signals and not any(k in fresh for k in FACTS):
        return _alone(merged, which)
    if durations and _is_another(merged, fresh, which, corrects=corrects, asks=asks):
        _add(merged, fresh, durations)
    else:
        if which is not None:
            _of_one(merged, fresh, which, durations)
        _merge_durations(merged, durations, fresh, which, corrects=corrects)
    if "backbone_link" in fresh and "vpn_devices" not in fresh:
        merged.pop("vpn_devices", None)
        if "cause" not in fresh:
            merged.pop("cause", None)
    told = fresh.get("dates", [])
    if (
        len(told) == 1
        and told[0]["role"] == "start"
        and any(d["role"] == "claimed_on" for d in merged.get("dates", []))
    ):
        # "and had the outage been on the 30th?" beside the day of a claim: another day of the outage
        merged["dates"] = [d for d in merged["dates"] if d["role"] == "claimed_on"]
    of_claim = [d["role"] for d in merged.get("dates", []) if d["role"] in ("claimable_on", "claimed_on")]
    if len(told) == 1 and told[0]["role"] is None and of_claim:
        fresh["dates"] = [{**told[0], "role": of_claim[-1]}]  # "sorry, since Oct 15" corrects the day told last
    if corrects or not (durations or asks):
        _move_day(merged, fresh)
    moments = fresh.get("datetimes", [])
    if corrects and len(moments) == 1 and moments[0]["role"] is None and merged.get("datetimes"):
        # "sorry, 15:00 on the 12th" corrects the moment told last
        fresh["datetimes"] = [{**moments[0], "role": merged["datetimes"][-1]["role"]}]
    if len([m for m in moments if m["role"] != "known"]) > 1:
        # Both ends are told anew: whatever was told of the outage before is not one of them.
        merged["datetimes"] = [m for m in merged.get("datetimes", []) if m["role"] == "known"]
    if not durations and len(durations_of(merged)) == 1 and _tells_both_ends(moments):
        # 「丸1日以上」, then from when until when: the moments tell the length more exactly.
        merged["durations"], merged["counts"] = [], []
    for key in ("dates", "datetimes"):
        if key in fresh:
            known = _moments(merged) or [m for m in merged.get("datetimes", []) if m["role"] == "known"]
            fresh[key] = [set_beside(m, known) for m in fresh[key]]
            merged[key] = _by_role(merged.get(key, []), fresh.pop(key))
    merged.update(fresh)
    for passing in _PASSING:
        merged.pop(passing, None)
    return merged


def _tells_both_ends(moments: Sequence[Mapping[str, Any]]) -> bool:
    """Whether moments tell when an outage ended, and before it when it began or IIJ came to know of it."""
    told = sorted(moments, key=lambda m: str(m["value"]))
    if len(told) < _TWO or str(told[0]["value"]) == str(told[-1]["value"]):
        return False
    return told[0]["role"] != "end" and told[-1]["role"] in ("end", None)


def _knowledge(merged: dict[str, Any], fresh: dict[str, Any]) -> list[str]:
    """The lengths told, without the one after which IIJ came to know; notes what the message says of that."""
    durations = list(fresh.pop("durations", []))
    knowledge = fresh.get("knowledge")
    if knowledge == "later" and durations and (merged.get("durations") or merged.get("datetimes")):
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
    return durations


def _another_span(merged: Mapping[str, Any], fresh: dict[str, Any]) -> list[str]:
    """The length of one more outage told from when until when on another day; takes its moments out of `fresh`.

    「11月9日にも10時から11時半まで止まりました」. Empty when the moments are those of the outage spoken of.
    """
    told = sorted(fresh.get("datetimes", []), key=lambda m: str(m["value"]))
    known = {str(m["value"])[:10] for m in _moments(merged)}
    knowing = any(m["role"] == "known" for m in (*told, *merged.get("datetimes", [])))
    if len(told) != _TWO or knowing or not (known and (merged.get("durations") or _span(merged))):
        return []
    begin, end = (datetime.fromisoformat(str(m["value"])) for m in told)
    if begin.date().isoformat() in known or end.date().isoformat() in known or end <= begin:
        return []
    day: dict[str, Any] = {"role": None, "value": begin.date().isoformat(), "inferred": False, "candidates": []}
    fresh.update(datetimes=[], dates=[day])
    return [f"PT{int((end - begin).total_seconds()) // 60}M"]


def _which(merged: Mapping[str, Any], fresh: Mapping[str, Any], durations: Sequence[str]) -> int | None:
    """The number of the one of several outages that is spoken of, by its place, its day or its length."""
    before = durations_of(merged)
    count = len(before)
    if count < _TWO:
        return None
    ordinal = fresh.get("ordinal")
    if ordinal is not None:
        return count if ordinal == -1 else ordinal if 1 <= ordinal <= count else None
    days = _days_of_each(merged)
    for told in fresh.get("dates", []):
        meant = str(set_beside(told, _moments(merged))["value"])
        of_month = meant[8:10] if is_day_of_month(told) else None
        found = [n for n, day in days.items() if day == meant or day[8:10] == of_month]
        if len(found) == 1:
            return found[0]
    if len(durations) == 1 and before.count(durations[0]) == 1:
        return before.index(durations[0]) + 1
    return None


def _days_of_each(merged: Mapping[str, Any]) -> dict[int, str]:
    """The day of each of several outages, by its number."""
    each = merged.get("of_each", {})
    return {int(n): str(own["day"]["value"]) for n, own in each.items() if "day" in own}


def _pair_days(merged: dict[str, Any]) -> None:
    """Give each of several outages told in one breath the day told beside it: 「12日に3時間、20日に13時間」."""
    days = [d for d in merged.get("dates", []) if d["role"] in DAY_ROLES]
    count = len(durations_of(merged))
    if count < _TWO or len(days) != count or _days_of_each(merged):
        return
    each = merged.get("of_each", {})
    merged["of_each"] = {str(n): {**each.get(str(n), {}), "day": day} for n, day in enumerate(days, 1)}


def _is_another(
    merged: Mapping[str, Any], fresh: Mapping[str, Any], which: int | None, *, corrects: bool, asks: bool
) -> bool:
    """Whether the length told is that of one more outage."""
    before = durations_of(merged)
    if not before and not _span(merged):
        return False
    if which is not None and "ordinal" in fresh:
        return False  # 「2回目も40分」 of two that were counted
    if fresh.get("one_more") or fresh.get("again") or fresh.get("ordinal") == max(len(before), 1) + 1:
        return True
    known = {str(m["value"])[:10] for m in _moments(merged)}
    days = {str(set_beside(d, _moments(merged))["value"]) for d in fresh.get("dates", []) if d["role"] in DAY_ROLES}
    return bool(known and days) and not days & known and which is None and not (corrects or asks)


def _add(merged: dict[str, Any], fresh: dict[str, Any], durations: Sequence[str]) -> None:
    """One more outage, with its own day and what is told of it alone."""
    known = _moments(merged)
    _as_length(merged)
    before = durations_of(merged)
    each = {n: dict(own) for n, own in merged.get("of_each", {}).items()}
    first = next((d for d in merged.get("dates", []) if d["role"] in DAY_ROLES), None)
    if first is not None and len(before) == 1:
        each.setdefault("1", {}).setdefault("day", first)
    own = {k: fresh.pop(k) for k in FACTS if k in fresh and _is_its_own(merged, k, fresh[k])}
    days = [set_beside(d, known) for d in fresh.get("dates", []) if d["role"] in DAY_ROLES]
    if days and known:
        own["day"] = days[0]
        fresh["dates"] = [d for d in fresh["dates"] if d["role"] not in DAY_ROLES]
    for number in range(len(before) + 1, len(before) + len(durations) + 1):
        if own:
            each[str(number)] = dict(own)
    merged["durations"], merged["counts"] = [*before, *durations], []
    merged["of_each"] = each
    fresh.pop("counts", None)  # 「もう一回、つまり2回」: the one more is counted already


def _is_its_own(merged: Mapping[str, Any], key: str, value: Any) -> bool:
    """Whether a fact told beside one more outage is of that one only."""
    return merged.get(key) != value and not (key not in merged and value in _SPEAKS_FOR_ALL)


def _without(merged: dict[str, Any], which: int) -> dict[str, Any]:
    """The outages without one of them."""
    lengths = durations_of(merged)
    del lengths[which - 1]
    each = {int(n): own for n, own in merged.get("of_each", {}).items() if int(n) != which}
    left = {str(n if n < which else n - 1): own for n, own in each.items()}
    days = [own["day"] for _, own in sorted(left.items()) if "day" in own]
    dates = [d for d in merged.get("dates", []) if d["role"] not in DAY_ROLES]
    return {**merged, "durations": lengths, "counts": [], "of_each": left, "dates": [*dates, *days[:1]]}


def _adds_up(merged: Mapping[str, Any], duration: str) -> bool:
    """Whether a length is that of all the outages told before together, and so none of another one.

    「合わせて120時間だから5日分では？」
    """
    before = durations_of(merged)
    return len(before) > 1 and length_of(duration) == sum(map(length_of, before), timedelta())


def _taken_from_all(
    merged: dict[str, Any], fresh: Mapping[str, Any], durations: Sequence[str], *, alone: bool
) -> dict[str, Any]:
    """All the outages again, where another of them is asked about after one was: "and the first one?"."""
    whole = merged.get("among")
    if whole is None:
        return merged
    another = alone and _which(whole, fresh, durations) is not None
    return dict(whole) if another else {k: v for k, v in merged.items() if k != "among" or not durations}


def _alone(merged: dict[str, Any], which: int) -> dict[str, Any]:
    """One of several outages as if it had been the only one: "and if there had just been the 8-day one?"."""
    whole = {k: v for k, v in merged.items() if k != "among"}
    for other in range(len(durations_of(merged)), 0, -1):
        merged = merged if other == which else _without(merged, other)
    return {**merged, "among": whole}


def _of_one(merged: dict[str, Any], fresh: dict[str, Any], which: int, durations: Sequence[str]) -> None:
    """What is told of one of several outages ("one device was up during the first") holds for that one only."""
    own = {k: fresh.pop(k) for k in FACTS if k in fresh}
    days = [d for d in fresh.get("dates", []) if d["role"] in DAY_ROLES]
    if days:
        own["day"] = set_beside(days[0], _moments(merged))
        fresh["dates"] = [d for d in fresh["dates"] if d["role"] not in DAY_ROLES]
    each = dict(merged.get("of_each", {}))
    if own.keys() == {"day"} and not durations:
        merged["which"] = which  # 「9日の分は？」 only names it
    elif own:
        merged["of_each"] = {**each, str(which): {**each.get(str(which), {}), **own}}
    elif not durations:
        merged["which"] = which


def _merge_durations(
    merged: dict[str, Any], durations: list[str], fresh: dict[str, Any], which: int | None, *, corrects: bool
) -> None:
    before = durations_of(merged)
    if not durations:
        if fresh.get("again") and before:
            merged["durations"], merged["counts"] = [*before, before[0]], []
        return
    known = [d for d in durations if d in before]
    if len(durations) == _TWO and len(known) == 1 and not fresh.get("counts"):
        other = next(d for d in durations if d != known[0])  # 「25分じゃなくて35分でした」, "3 days, not 30h"
        before[before.index(known[0])] = other
    elif len(durations) == 1 and len(before) > 1 and (which is not None or corrects):
        before[(which or len(before)) - 1] = durations[0]
    else:
        merged["durations"] = durations
        merged["datetimes"] = [m for m in merged.get("datetimes", []) if m["role"] == "known"]
        merged.pop("of_each", None)
        if not fresh.get("counts"):
            merged.pop("counts", None)
        return
    merged["durations"], merged["counts"] = before, []


def _move_day(merged: dict[str, Any], fresh: dict[str, Any]) -> None:
    """Another day for an outage told before: in the same month, at the same hours: "no, it was the 24th"."""
    told = [d for d in fresh.get("dates", []) if d["role"] in DAY_ROLES]
    known = [d for d in merged.get("dates", []) if d["role"] in DAY_ROLES]
    moments = merged.get("datetimes", [])
    if len(told) != 1 or not (known or moments):
        return
    first = str((known or sorted(moments, key=lambda m: str(m["value"])))[0]["value"])[:10]
    day = in_month_of(told[0], first)
    fresh["dates"] = [d for d in fresh["dates"] if d is not told[0]]
    if known:
        role = known[0]["role"]
        merged["dates"] = _by_role(merged["dates"], [{**day, "role": role}])
    shift = date.fromisoformat(str(day["value"])) - date.fromisoformat(first)
    merged["datetimes"] = [
        {**m, "value": (datetime.fromisoformat(str(m["value"])) + shift).isoformat(), "candidates": []} for m in moments
    ]


def _moments(merged: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The days and moments told of the outages."""
    told = [m for k in ("dates", "datetimes") for m in merged.get(k, []) if m["role"] in (*DAY_ROLES, "end")]
    return [*told, *[own["day"] for own in merged.get("of_each", {}).values() if "day" in own]]


def _span(merged: Mapping[str, Any]) -> bool:
    """Whether an outage was told by when it began and ended."""
    return len(merged.get("datetimes", [])) > 1


def _clocked(merged: dict[str, Any], times: Sequence[Mapping[str, Any]]) -> None:
    """Times of day told without a date, set on the day of the outage: 「復旧は同じ日の21時30分です」."""
    moments = list(merged.get("datetimes", []))
    days = [d for d in merged.get("dates", []) if d["role"] in (None, "start", "end")]
    if not times or not (moments or days):
        return
    by_role = {m["role"]: m for m in moments}
    first = str((by_role.get("start") or (moments or days)[0])["value"])
    spans = [m for m in moments if m["role"] != "known"]
    if len(times) == 1 and times[0]["role"] is None and len(spans) == _TWO:
        last = max(spans, key=lambda m: str(m["value"]))  # "make that 04:40" puts the end right that was told last
        right = {**last, "value": f"{str(last['value'])[:10]}T{times[0]['value']}:00"}
        merged["datetimes"] = [right if m is last else m for m in moments]
        return
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


def _by_role(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    roles = {d["role"] for d in new}
    return [*[d for d in old if d["role"] not in roles], *new]
