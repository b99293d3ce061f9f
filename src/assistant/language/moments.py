"""Times of day joined to their dates: "11:00 on 20 October", 11月4日 09:00〜11:00, 昨日の14時から16時まで."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from assistant.language.almanac import shift
from assistant.language.clock import ClockTime
from assistant.language.spans import Found, is_range

_DATE_THEN_TIME = re.compile(
    r"(?:\s?\([^()]{1,4}\))?\s*(?:t|の|、|,|at|@|around|about|from|between|頃の?|付けの?|の?約)?\s*\Z"
)
_TIME_THEN_DATE = re.compile(r"(?:\s?jst)?\s*,?\s*(?:on|of)?\s*(?:the\s)?\Z")
_WIDEST_GAP = 16


def with_times(text: str, found: list[Found], clock: list[ClockTime], today: date) -> list[Found]:
    """Return the findings with each time joined to the date beside it; both lists are in the order of the text.

    A time with no date beside it is of the date its range has, else of the date named before it; with no date in the
    text it stays a time.
    """
    if not clock:
        return found
    days = [one for one in found if one.type == "date"]
    joiner = _Joiner(text, days, today)
    moments = [joiner.join(moment, clock[at + 1] if at + 1 < len(clock) else None) for at, moment in enumerate(clock)]
    for first, second in pairwise(moments):
        if first.end <= second.start and is_range(text, first.start, first.end, second.start):
            _close_range(first, second)
    rest = [one for one in found if id(one) not in joiner.used]
    return sorted([*rest, *moments], key=lambda one: one.start)


class _Joiner:
    def __init__(self, text: str, days: list[Found], today: date) -> None:
        self.text = text
        self.days = days
        self.starts = [day.start for day in days]
        self.ends = [day.end for day in days]
        self.today = today
        self.used: set[int] = set()
        self.named: Found | None = None  # the day a time brought with it (今朝9時)

    def join(self, moment: ClockTime, following: ClockTime | None) -> Found:
        """Return one time as a datetime when a date can be told, else as a time."""
        if moment.day is not None:
            day = shift(self.today, "D", moment.day) or self.today
            self.named = Found("date", moment.start, moment.end, day.isoformat())
            return _moment(self.named, moment, moment.start, moment.end)
        beside = self._beside(moment)
        if beside is not None and id(beside) not in self.used:
            self.used.add(id(beside))
            return _moment(beside, moment, min(beside.start, moment.start), max(beside.end, moment.end))
        owner = self._owner(moment, following)
        if owner is None:
            return Found("time", moment.start, moment.end, moment.iso, {"days": moment.days} if moment.days else {})
        return _moment(owner, moment, moment.start, moment.end, inferred=True)

    def _beside(self, moment: ClockTime) -> Found | None:
        before = bisect_right(self.ends, moment.start) - 1
        if before >= 0:
            day = self.days[before]
            gap = self.text[day.end : moment.start]
            if len(gap) <= _WIDEST_GAP and _DATE_THEN_TIME.match(gap):
                return day
        after = bisect_left(self.starts, moment.end)
        if after < len(self.days):
            day = self.days[after]
            gap = self.text[moment.end : day.start]
            if len(gap) <= _WIDEST_GAP and _TIME_THEN_DATE.match(gap):
                return day
        return None

    def _owner(self, moment: ClockTime, following: ClockTime | None) -> Found | None:
        """Return the date a time without one belongs to."""
        if following is not None and is_range(self.text, moment.start, moment.end, following.start):
            day = self._beside(following)
            if day is not None and day.start > moment.start:  # "between 09:00 and 11:00 on 20 October"
                return day
        before = bisect_right(self.ends, moment.start) - 1
        last = self.days[before] if before >= 0 else None
        if self.named is not None and (last is None or last.end < self.named.end):
            return self.named
        return last


def _moment(day: Found, moment: ClockTime, start: int, end: int, *, inferred: bool = False) -> Found:
    """Return the datetime of a time on a day; what was inferred of the day is inferred of it too."""
    clock = time(moment.hour, moment.minute, moment.second)
    readings = [str(one) for one in day.extra.get("candidates", ())]
    extra = {key: value for key, value in day.extra.items() if key not in {"inferred", "candidates", "range"}}
    not_said = [*day.extra.get("inferred", ()), *(["date"] if inferred else [])]
    if not_said:
        extra["inferred"] = not_said
    if readings:
        extra["candidates"] = [_at(one, clock, moment.days) for one in readings]
    if "range" in day.extra and not inferred:
        extra["range"] = day.extra["range"]
    return Found("datetime", start, end, _at(day.value, clock, moment.days), extra)


def _close_range(first: Found, second: Found) -> None:
    if first.type != second.type:
        return
    first.extra["range"], second.extra["range"] = "start", "end"
    if second.type != "datetime" or second.value >= first.value:
        return
    if "date" in second.extra.get("inferred", ()) or second.value[:10] == first.value[:10]:
        second.value = _later(second.value)  # 22:00〜2:00 ends the next day
        if "candidates" in second.extra:
            second.extra["candidates"] = [_later(one) for one in second.extra["candidates"]]


def _at(day: str, clock: time, days: int) -> str:
    at = datetime.combine(date.fromisoformat(day), clock)
    return _on(at, days).isoformat()


def _later(moment: str) -> str:
    return _on(datetime.fromisoformat(moment), 1).isoformat()


def _on(at: datetime, days: int) -> datetime:
    try:
        return at + timedelta(days=days)
    except OverflowError:  # the last day of the calendar
        return at
