"""Dates, months, weeks, years, times and their ranges, resolved against `today` and against each other.

A date without a year takes the nearest sensible one and says so: `extra["inferred"]` names what the text did not say,
`extra["candidates"]` the other readings, so that a caller who knows the use can choose again (`rechoose`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from assistant.language import dates_english, dates_japanese
from assistant.language.almanac import JUST_PAST, choose, last_day, make, shift, shift_month, week_of, yearless
from assistant.language.clock import ClockTime, times
from assistant.language.dateparts import LAST, Part
from assistant.language.model import Entity
from assistant.language.numbers import Number
from assistant.language.spans import Claims, Found

_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")
_RANGE = re.compile(r"\s*(?:から|より|~|-|–|to|until|till|through|and|→)\s*\Z")
_BEFORE_RANGE = re.compile(r"(?<![a-z])(?:between|from)\s*(?:the\s)?\Z")
_DATE_THEN_TIME = re.compile(
    r"(?:\s?\([^()]{1,4}\))?\s*(?:t|の|、|,|at|@|around|about|from|between|頃の?|付けの?|の?約)?\s*\Z"
)
_TIME_THEN_DATE = re.compile(r"(?:\s?jst)?\s*,?\s*(?:on|of)?\s*(?:the\s)?\Z")
_NEAR_DAYS = 62  # a yearless date this close to one with a year belongs to the same story


def dates(text: str, today: date, prefer: str, found: list[Number], claims: Claims) -> list[Found]:
    """Return dates, datetimes, times, months, weeks and years of a normalised text; marks their places as taken.

    Places that look like a date and are none (2月30日, 13/13) come back as findings without a type.
    """
    japanese = bool(_JAPANESE.search(text))
    day_first = False
    if not japanese and re.search(r"(?<![\d/])(1[3-9]|2\d|3[01])/\d{1,2}(?![\d/])", text):
        day_first = True  # one date of the message that can only be day/month tells how the others are written
    parts = list(dates_japanese.parts(text, found) if japanese else dates_japanese.numeric(text))
    if not japanese or re.search(r"[a-z]{3}", text):
        english = dates_english.parts(text, found, day_first)
        parts += [p for p in english if not (japanese and "ambiguous" in p.extra)]
    clock = list(times(text))
    chosen = _longest(parts, clock, claims)
    resolver = _Resolver(text, today, prefer)
    return resolver.read([p for p in chosen if isinstance(p, Part)], [t for t in chosen if isinstance(t, ClockTime)])


def rechoose(entity: Entity, prefer: str, today: date) -> Entity:
    """Return a date, datetime or month with its missing year chosen anew: "future" or "past", without the grace of
    `almanac.JUST_PAST`. An entity whose text said the year comes back as it is.
    """
    candidates = [str(c) for c in entity.extra.get("candidates", ())]
    if not candidates or not entity.extra.get("inferred"):
        return entity
    mark = today.isoformat()
    same = [c for c in candidates if len(c) == len(str(entity.value))]
    behind = [c for c in same if c[: len(mark)] <= mark[: len(c)]]
    ahead = [c for c in same if c[: len(mark)] >= mark[: len(c)]]
    pool = (ahead[:1] or behind[-1:]) if prefer == "future" else (behind[-1:] or ahead[:1])
    value = pool[0] if pool else entity.value
    return Entity(entity.type, entity.text, entity.start, entity.end, value, entity.extra)


def _longest(parts: list[Part], clock: list[ClockTime], claims: Claims) -> list[Part | ClockTime]:
    """Keep the longest of overlapping expressions, in the order of the text, and take their places."""
    kept: list[Part | ClockTime] = []
    every: list[Part | ClockTime] = [*parts, *clock]
    for one in sorted(every, key=lambda p: (p.start - p.end, p.start)):
        if claims.free(one.start, one.end):
            claims.take(one.start, one.end)
            kept.append(one)
    return sorted(kept, key=lambda p: p.start)


class _Resolver:
    """Reads the parts of one text in order; what was said before helps to read what comes after."""

    def __init__(self, text: str, today: date, prefer: str) -> None:
        self.text = text
        self.today = today
        self.prefer = prefer
        self.anchor: date | None = None  # the date named last
        self.told: list[date] = []  # dates whose year the text gave

    def read(self, parts: list[Part], clock: list[ClockTime]) -> list[Found]:
        # Dates with a year first: they tell the year of the ones without, before and after them.
        for part in parts:
            if part.year and part.month and part.day and (day := self._day(part.year, part.month, part.day)):
                self.told.append(day)
        found: list[Found] = []
        for index, part in enumerate(parts):
            previous = found[-1] if found else None
            ranged = previous is not None and self._is_range(previous, part)
            following = parts[index + 1] if index + 1 < len(parts) else None
            one = self._resolve(
                part, previous.value if ranged and previous and previous.type == "date" else None, following
            )
            if ranged and previous is not None and one.type and previous.type == one.type:
                previous.extra["range"], one.extra["range"] = "start", "end"
            found.append(one)
            if one.type == "date":
                self.anchor = date.fromisoformat(one.value)
        return sorted(self._with_times(found, clock), key=lambda f: f.start)

    def _is_range(self, previous: Found, part: Part) -> bool:
        gap = self.text[previous.end : part.start]
        if not _RANGE.match(gap):
            return False
        return (
            gap.strip() != "and"
            or bool(_BEFORE_RANGE.search(self.text, 0, previous.start))
            or "opening" in previous.extra
        )

    def _resolve(self, part: Part, opens: str | None, following: Part | None) -> Found:
        """Resolve one part; `opens` is the ISO date a range began with."""
        base = self.today
        if part.anchored and self.anchor is not None:
            base = self.anchor
        extra = {k: v for k, v in part.extra.items() if k not in {"opening", "closing", "next"}}
        if part.piece:
            extra["part"] = part.piece
        if part.exact:
            day = shift(base, part.unit, part.by)
            return self._found("date", part, day.isoformat() if day else None, extra)
        if part.unit == "W":
            monday = base - timedelta(days=base.weekday()) + timedelta(weeks=part.by)
            if part.weekday is None:
                return self._found("week", part, week_of(monday), extra)
            return self._found("date", part, (monday + timedelta(days=part.weekday)).isoformat(), extra)
        year, month = part.year, part.month
        if part.unit == "Y":
            year = base.year + part.by
        elif part.unit == "M":
            year, month = shift_month(base.year, base.month, part.by)
        if part.weekday is not None:
            return self._weekday(part, extra)
        if month is not None and not 1 <= month <= 12:
            return self._found("date", part, None, extra)
        if part.day is not None:
            return self._date(part, year, month, extra, opens, following)
        if month is not None:
            return self._month(part, year, month, extra)
        return self._found("year", part, f"{year:04}" if year else None, extra)

    def _date(
        self,
        part: Part,
        year: int | None,
        month: int | None,
        extra: dict[str, Any],
        opens: str | None,
        following: Part | None,
    ) -> Found:
        day = part.day or 0
        if year and month:
            resolved = self._day(year, month, day)
            if resolved and "ambiguous" in extra and (other := make(year, day, month)):
                extra["candidates"] = sorted({resolved.isoformat(), other.isoformat()})
            return self._found("date", part, resolved.isoformat() if resolved else None, extra)
        if month:
            options = self._yearless(month, day)
            inferred = ["year"]
        else:
            options = self._monthless(part, day, following)
            inferred = ["year", "month"]
        if not options:
            return self._found("date", part, None, extra)
        resolved = self._choose(options, part, opens)
        extra |= {"inferred": inferred, "candidates": [o.isoformat() for o in sorted(set(options))]}
        return self._found("date", part, resolved.isoformat(), extra)

    def _choose(self, options: list[date], part: Part, opens: str | None) -> date:
        if opens is not None:
            later = [day for day in options if day.isoformat() >= opens]
            if later:
                return min(later)
        near = [(abs((told - day).days), day) for told in self.told for day in options]
        if near and min(near)[0] <= _NEAR_DAYS:
            return min(near)[1]
        prefer = self.prefer if part.ahead is None else ("future" if part.ahead else "past")
        # A month back is just past for a day of a named month; for "the 15th" it is simply another month.
        return choose(options, self.today, prefer, JUST_PAST if part.month else 0)

    def _yearless(self, month: int, day: int) -> list[date]:
        if day == LAST:
            return [last_day(self.today.year + by, month) for by in (-1, 0, 1)]
        return yearless(month, day, self.today)

    def _monthless(self, part: Part, day: int, following: Part | None) -> list[date]:
        """Return the days of that number in the months around: the month named last or next in a range, or this one."""
        if "opening" in part.extra and following is not None and following.month:
            year = following.year
            options = [self._day(year, following.month, day)] if year else self._yearless(following.month, day)
            return [o for o in options if o is not None]
        base = self.anchor or self.today
        months = (0, 1) if self.anchor else (-1, 0, 1)
        days = [self._day(*shift_month(base.year, base.month, by), day) for by in months]
        options = [d for d in days if d is not None]
        if self.anchor is not None:  # a day after the date just named: the first such day from there on
            later = [d for d in options if d >= base]
            return later[:1] or options
        return options

    def _month(self, part: Part, year: int | None, month: int, extra: dict[str, Any]) -> Found:
        if year is None:
            options = [last_day(self.today.year + by, month) for by in (-1, 0, 1)]
            chosen = self._choose(options, part, None)
            year = chosen.year
            extra |= {"inferred": ["year"], "candidates": [o.isoformat()[:7] for o in options]}
        return self._found("month", part, f"{year:04}-{month:02}", extra)

    def _weekday(self, part: Part, extra: dict[str, Any]) -> Found:
        ahead = (part.weekday or 0) - self.today.weekday()
        coming = self.today + timedelta(days=ahead % 7 or 7)
        past = self.today - timedelta(days=-ahead % 7 or 7)
        options = [past, coming, coming + timedelta(days=7)] if "next" in part.extra else [past, coming]
        if ahead == 0:
            options.insert(1, self.today)
        forward = part.ahead if part.ahead is not None else self.prefer == "future"
        extra |= {"inferred": ["week"], "candidates": [o.isoformat() for o in options]}
        return self._found("date", part, (coming if forward else past).isoformat(), extra)

    def _day(self, year: int, month: int, day: int) -> date | None:
        if not (1 <= month <= 12 and 1 <= year <= 9999):
            return None
        return last_day(year, month) if day == LAST else make(year, month, day)

    def _found(self, kind: str, part: Part, value: str | None, extra: dict[str, Any]) -> Found:
        return Found(kind if value else None, part.start, part.end, value, extra)

    def _with_times(self, found: list[Found], clock: list[ClockTime]) -> list[Found]:
        """Join times to the dates beside them; a time without one is of the date named before it."""
        used: set[int] = set()
        done: list[Found] = []
        owner: Found | None = None
        for index, moment in enumerate(clock):
            day = self._beside(moment, found)
            previous = done[-1] if done else None
            if day is not None and id(day) not in used:
                used.add(id(day))
                owner = day
                one = self._moment(day, moment, min(day.start, moment.start), max(day.end, moment.end), {})
            else:
                day = self._of(moment, clock[index + 1 :], found, owner)
                if day is None:
                    extra = {"days": moment.days} if moment.days else {}
                    one = Found("time", moment.start, moment.end, moment.iso, extra)
                else:
                    one = self._moment(day, moment, moment.start, moment.end, {"inferred": ["date"]})
            if previous is not None and self._clock_range(previous, one):
                self._close_range(previous, one)
            done.append(one)
        return [f for f in found if id(f) not in used] + done

    def _beside(self, moment: ClockTime, found: list[Found]) -> Found | None:
        for day in found:
            if day.type != "date":
                continue
            if day.end <= moment.start and _DATE_THEN_TIME.match(self.text[day.end : moment.start]):
                return day
            if moment.end <= day.start and _TIME_THEN_DATE.match(self.text[moment.end : day.start]):
                return day
        return None

    def _of(self, moment: ClockTime, later: list[ClockTime], found: list[Found], owner: Found | None) -> Found | None:
        """Return the date a time without one belongs to: that of the range it opens, else the one named before it."""
        if later:
            gap = self.text[moment.end : later[0].start]
            opens = _RANGE.match(gap) and (gap.strip() != "and" or _BEFORE_RANGE.search(self.text, 0, moment.start))
            if opens and (day := self._beside(later[0], found)) is not None and day.start > moment.start:
                return day
        before = [day for day in found if day.type == "date" and day.end <= moment.start]
        return before[-1] if before else owner

    def _moment(self, day: Found, moment: ClockTime, start: int, end: int, extra: Mapping[str, Any]) -> Found:
        at = datetime.combine(date.fromisoformat(day.value), time(moment.hour, moment.minute, moment.second))
        at = shift_days(at, moment.days)
        known = {k: v for k, v in day.extra.items() if k not in {"inferred", "candidates", "range"}}
        inferred = [*day.extra.get("inferred", ()), *extra.get("inferred", ())]
        if inferred:
            known["inferred"] = inferred
        if "candidates" in day.extra:
            clock = at.isoformat()[10:]
            known["candidates"] = [c + clock for c in day.extra["candidates"]]
        if "range" in day.extra:
            known["range"] = day.extra["range"]
        return Found("datetime", start, end, at.isoformat(), known)

    def _clock_range(self, previous: Found, one: Found) -> bool:
        gap = self.text[previous.end : one.start]
        if previous.end > one.start or not _RANGE.match(gap):
            return False
        return gap.strip() != "and" or bool(_BEFORE_RANGE.search(self.text, 0, previous.start))

    def _close_range(self, previous: Found, one: Found) -> None:
        if previous.type != one.type:
            return
        previous.extra["range"], one.extra["range"] = "start", "end"
        if one.type == "datetime" and "date" in one.extra.get("inferred", ()) and one.value < previous.value:
            one.value = shift_days(datetime.fromisoformat(one.value), 1).isoformat()  # 22:00〜2:00 ends the next day


def shift_days(at: datetime, days: int) -> datetime:
    """Return the moment that many days on; the same one at the end of the calendar."""
    try:
        return at + timedelta(days=days)
    except OverflowError:
        return at
