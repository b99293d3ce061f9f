"""Dates, months, weeks, years, times and their ranges, resolved against `today` and against each other.

A date without a year takes the nearest sensible one and says so: `extra["inferred"]` names what the text did not say,
`extra["candidates"]` the other readings, so that a caller who knows the use can choose again (`rechoose`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from assistant.language import dates_english, dates_japanese
from assistant.language.almanac import JUST_PAST, choose, last_day, make, shift, shift_month, week_of, yearless
from assistant.language.clock import ClockTime, times
from assistant.language.dateparts import LAST, Part
from assistant.language.dates_numeric import numeric
from assistant.language.feasts import feasts
from assistant.language.model import Entity
from assistant.language.moments import with_times
from assistant.language.numbers import Number
from assistant.language.screening import Screened
from assistant.language.spans import Claims, Found, is_range

_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")
_ENGLISH = re.compile(r"[a-z]{3}")
_SHORTLY = timedelta(days=3)  # so little before a day named, a day without a month is of the same month
_ONLY_DAY_FIRST = Screened(r"(?<![\d/])(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])(?!\d)")
_FROM_OTHER = re.compile(r"(?:の|した|る|た|が)\Z")  # 到着した翌日: counted from what was said, not from today
_NEAR_DAYS = 62  # a yearless date this close to one with a year belongs to the same story
_STORIES = 16  # so many dates with a year are looked at; a message that lists more is no story


def dates(
    text: str, found: list[Number], claims: Claims, *, today: date, prefer: str = "future", locale: str | None = None
) -> list[Found]:
    """Return dates, datetimes, times, months, weeks and years of a normalised text; marks their places as taken.

    Places that look like a date and are none (2月30日, 13/13) come back as findings without a type.
    """
    english = _ENGLISH.search(text) is not None
    japanese = _JAPANESE.search(text) is not None or (locale == "ja" and not english)
    parts = list(dates_japanese.parts(text, found) if japanese else numeric(text))
    if english or not japanese:
        # One date of the message that can only be day/month tells how the others are written.
        day_first = _ONLY_DAY_FIRST.search(text) is not None
        told = dates_english.parts(text, found, day_first)
        parts += [part for part in told if not (japanese and "ambiguous" in part.extra)]
    chosen = _longest([*parts, *feasts(text), *times(text)], claims)
    resolver = _Resolver(text, today, prefer)
    resolved = resolver.read([part for part in chosen if isinstance(part, Part)])
    return with_times(text, resolved, [moment for moment in chosen if isinstance(moment, ClockTime)], today)


def rechoose(entity: Entity, prefer: str, today: date) -> Entity:
    """Return a date, datetime or month whose missing parts are chosen anew, for a use that is known now.

    `prefer` is "future" or "past", without the grace of `almanac.JUST_PAST`: the first reading from today on, or the
    last one up to today. An entity whose text said it all comes back as it is.
    """
    if not entity.extra.get("inferred"):
        return entity
    readings = [str(c) for c in entity.extra.get("candidates", ()) if len(str(c)) == len(str(entity.value))]
    mark = today.isoformat()
    behind = [one for one in readings if one[:10] <= mark[: len(one)]]
    ahead = [one for one in readings if one[:10] >= mark[: len(one)]]
    chosen = (ahead[:1] or behind[-1:]) if prefer == "future" else (behind[-1:] or ahead[:1])
    return replace(entity, value=chosen[0]) if chosen else entity


def _longest(every: list[Part | ClockTime], claims: Claims) -> list[Part | ClockTime]:
    """Keep the longest of overlapping expressions, in the order of the text, and take their places."""
    kept: list[Part | ClockTime] = []
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
        self.month: date | None = None  # the first day of a month named since: 「今月は9日に」
        self.told: list[date] = []  # dates whose year the text gave
        self.named: list[date] = []  # dates read so far

    def read(self, parts: list[Part]) -> list[Found]:
        """Return what each part comes to, in the same order."""
        # Dates with a year first: they tell the year of the ones without, before and after them.
        full = [self._day(p.year, p.month, p.day) for p in parts if p.year and p.month and p.day]
        self.told = [day for day in full if day is not None][:_STORIES]
        found: list[Found] = []
        for index, part in enumerate(parts):
            previous = found[-1] if found else None
            following = parts[index + 1] if index + 1 < len(parts) else None
            if previous is not None and is_range(self.text, previous.start, previous.end, part.start):
                one = self._resolve(part, previous.value if previous.type == "date" else None, following)
                if one.type and previous.type == one.type:
                    previous.extra["range"], one.extra["range"] = "start", "end"
            else:
                one = self._resolve(part, None, following)
            found.append(one)
            if one.type == "date":
                self.anchor, self.month = date.fromisoformat(one.value), None
                self.named.append(self.anchor)
            elif one.type == "month":
                self.month = make(int(one.value[:-3]), int(one.value[-2:]), 1)
        return found

    def _resolve(self, part: Part, opens: str | None, following: Part | None) -> Found:
        """Resolve one part; `opens` is the ISO date a range began with, `following` the part after this one."""
        try:
            return self._read(part, opens, following)
        except (OverflowError, ValueError):  # before the year 1 or after 9999
            return _found("date", part, None, {})

    def _read(self, part: Part, opens: str | None, following: Part | None) -> Found:
        base = self.anchor if part.anchored and self.anchor is not None else self.today
        extra = dict(part.extra)
        if part.piece:
            extra["part"] = part.piece
        if part.exact:
            day = shift(base, part.unit, part.by)
            before = max(0, part.start - 4)
            if part.anchored and self.anchor is None and _FROM_OTHER.search(self.text, before, part.start):
                day = None
            return _found("date", part, day.isoformat() if day else None, extra)
        if part.unit == "W":
            return self._week(part, base, extra)
        if part.weekday is not None:
            return self._weekday(part, part.weekday, extra)
        year, month = part.year, part.month
        if part.unit == "Y":
            year = base.year + part.by - (part.fiscal and base.month < 4)
        elif part.unit == "M":
            year, month = shift_month(base.year, base.month, part.by)
        if part.fiscal:
            extra["fiscal"] = True
            year = year + 1 if year and month else year  # its end is in March of the next
        if month is not None and not 1 <= month <= 12:
            return _found("date", part, None, extra)
        if part.day is not None:
            if year and month:
                return self._full(part, year, month, extra)
            return self._partial(part, month, extra, opens, following)
        if month is not None:
            return self._month(part, year, month, extra)
        return _found("year", part, f"{year:04}" if year else None, extra)

    def _full(self, part: Part, year: int, month: int, extra: dict[str, Any]) -> Found:
        day = self._day(year, month, part.day or 0)
        if day is not None and "ambiguous" in extra and (other := make(year, part.day or 0, month)):
            extra["candidates"] = sorted({day.isoformat(), other.isoformat()})
        return _found("date", part, day.isoformat() if day else None, extra)

    def _partial(
        self, part: Part, month: int | None, extra: dict[str, Any], opens: str | None, following: Part | None
    ) -> Found:
        """Resolve a day whose year, or year and month, the text does not say."""
        options = self._yearless(month, part.day or 0) if month else self._monthless(part, following)
        if not options:
            return _found("date", part, None, extra)
        extra["inferred"] = ["year"] if month else ["year", "month"]
        extra["candidates"] = [one.isoformat() for one in sorted(set(options))]
        return _found("date", part, self._choose(options, part, opens).isoformat(), extra)

    def _choose(self, options: list[date], part: Part, opens: str | None) -> date:
        later = [day for day in options if opens is not None and day.isoformat() >= opens]
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

    def _monthless(self, part: Part, following: Part | None) -> list[date]:
        """Return the days of that number in the month the text is about, or in the months around today."""
        day = part.day or 0
        if part.opening and following is not None and following.month:  # "from 4 to 6 November"
            if following.year is None:
                return self._yearless(following.month, day)
            one = self._day(following.year, following.month, day)
            return [one] if one else []
        again = [one for one in self.named[-_STORIES:] if one.day == day]
        if again and self.month is None:
            return again[-1:]  # "at 10:00 on 10 November ..., and since 1:00 on the 10th"
        base = self.month or self.anchor or self.today
        months = (0, 1) if base is not self.today else (-1, 0, 1)
        days = [self._day(*shift_month(base.year, base.month, by), day) for by in months]
        options = [one for one in days if one is not None]
        if base is self.today:
            return options
        shortly = [one for one in options if self.today <= one < base <= one + _SHORTLY]
        if shortly:
            return shortly  # "billing starts on 25 November, the form reaches you on the 24th"
        # After a date just named: the first such day from there on (12月1日に届いて15日に).
        return [one for one in options if one >= base][:1] or options

    def _month(self, part: Part, year: int | None, month: int, extra: dict[str, Any]) -> Found:
        if year is None:
            options = [last_day(self.today.year + by, month) for by in (-1, 0, 1)]
            year = self._choose(options, part, None).year
            extra |= {"inferred": ["year"], "candidates": [one.isoformat()[:7] for one in options]}
        return _found("month", part, f"{year:04}-{month:02}", extra)

    def _week(self, part: Part, base: date, extra: dict[str, Any]) -> Found:
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=part.by)
        if part.weekday is None:
            return _found("week", part, week_of(monday), extra)
        return _found("date", part, (monday + timedelta(days=part.weekday)).isoformat(), extra)

    def _weekday(self, part: Part, weekday: int, extra: dict[str, Any]) -> Found:
        ahead = weekday - self.today.weekday()
        coming = self.today + timedelta(days=ahead % 7 or 7)
        past = self.today - timedelta(days=-ahead % 7 or 7)
        options = [past, coming] if ahead else [past, self.today, coming]
        if part.next:  # "next Friday": the coming one to some, the one of the week after to others
            options.append(coming + timedelta(days=7))
        forward = part.ahead if part.ahead is not None else self.prefer == "future"
        extra |= {"inferred": ["week"], "candidates": [one.isoformat() for one in options]}
        return _found("date", part, (coming if forward else past).isoformat(), extra)

    def _day(self, year: int, month: int, day: int) -> date | None:
        if not (1 <= month <= 12 and 1 <= year <= 9999):
            return None
        return last_day(year, month) if day == LAST else make(year, month, day)


def _found(kind: str, part: Part, value: str | None, extra: dict[str, Any]) -> Found:
    return Found(kind if value else None, part.start, part.end, value, extra)
