"""Dates that do not exist (11月31日, "31 April"): no entity, but said, so that they can be asked back."""

from __future__ import annotations

import re
from calendar import monthrange

from assistant.language.almanac import MONTH_NAME, month_number
from assistant.language.screening import Screened

_LEAP = 2024  # a year in which every month has all the days it ever has
_I = re.IGNORECASE
_DATES = (
    Screened(
        r"(?:(?<!\d)(?P<year>\d{4})(?:年|[-/.])\s?)?(?<![\d.])(?P<month>1[0-2]|0?[1-9])(?:月\s?|"
        r"[-/])(?P<day>\d{1,2})(?:日|(?![\d/.%月-]))"
    ),
    Screened(
        rf"(?<![\d.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<name>{MONTH_NAME})(?:,? (?P<year>\d{{4}}))?", _I
    ),
    Screened(
        rf"\b(?P<name>{MONTH_NAME}) (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,? (?P<year>\d{{4}}))?", _I
    ),
)
_AS_DAY = Screened(r"\s?(?:に|着|必着|到着|到達|付|希望|まで|以降)")
_MOST = 31
_LATE = 29


def impossible_dates(text: str) -> list[str]:
    """The dates written in a normalised text that no calendar has, as they are written; 29 February only by its year.

    Numbers with a stroke alone ("24/7") are none: only days up to 31 are taken for days there.
    """
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            day = int(match["day"])
            if day < _LATE:
                continue
            parts = match.groupdict()
            month = int(parts["month"]) if parts.get("month") else month_number(match["name"].lower())
            year = int(parts["year"]) if parts.get("year") else _LEAP
            named = "月" in match[0] or bool(parts.get("name")) or _AS_DAY.match(text, match.end()) is not None
            if year > 0 and day > monthrange(year, month)[1] and (named or (day <= _MOST and parts.get("year"))):
                found.append(match[0].strip())
    return found
