"""A date as far as a text says it, before the calendar fills in the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

LAST = 99  # as a day: the last of the month


@dataclass(slots=True)
class Part:
    """What one expression says. Offsets are into the normalised text, end exclusive.

    Either the parts of a date (`year`, `month`, `day`, `weekday` 0-6 from Monday), or an offset: `by` units of `unit`
    ("D", "W", "M", "Y") from today, or from the date named before when `anchored` (翌日, 翌月1日). With `exact` the
    offset moves the day itself (30日後); without, it names a period that the parts fill in (来月 and the day 15).
    `piece` is a part of a month or year: "early", "mid", "late". `ahead` False: the text says that the date is past
    ("since Thursday", "last Friday"), True: that it is coming. `fiscal` makes the year a business year, which begins in
    April. `opening` is a day whose month stands after it
    ("from 4 to 6 November"); `next` a weekday called so ("next Friday").
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str = ""
    by: int = 0
    anchored: bool = False
    exact: bool = False
    piece: str = ""
    ahead: bool | None = None
    fiscal: bool = False
    opening: bool = False
    next: bool = False
    extra: dict[str, object] = field(default_factory=dict)
