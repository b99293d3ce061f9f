"""Times of day: 9時半, 午後11時10分, 09:00, 9 a.m., "9 this morning", noon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.almanac import whole
from assistant.language.screening import Screened

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_AM_PM = r"(?P<after>[ap]\.m\.|[ap]m(?![a-z]))"
_JAPANESE = Screened(
    r"(?:(?P<half>午前|午後|am|pm|今朝|けさ|早朝|朝|深夜|今夜|今晩|昨夜|昨晩|ゆうべ|夜|夕方|お?昼)の?\s?)?"
    rf"(?<![\d.:一二三四五六七八九十])(?P<h>{_N})時(?![間的期刻代折])"
    rf"(?:\s?(?P<m>{_N})分(?!間|の(?!復旧|回復|時点|発生|検知|解消|再開|到達|到着|連絡|報告|通知|把握|開始|終了|"
    rf"停止))(?:\s?(?P<s>{_N})秒)?|(?P<thirty>半)(?![額数分]))?"
)
_COLON = Screened(
    r"(?:(?P<half>午前|午後|(?<![a-z])am|(?<![a-z])pm|深夜|夜|朝)\s?)?"
    rf"(?<![\d.:])(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\d:])(?:\s?{_AM_PM})?"
)
_ENGLISH = Screened(rf"(?<![\d.:a-z])(?P<h>\d{{1,2}})(?:\.(?P<m>[0-5]\d))?\s?{_AM_PM}")
_OCLOCK = Screened(rf"(?<![\d.:a-z])(?P<h>\d{{1,2}}) ?o'?clock(?:\s?{_AM_PM})?")
_PART_OF_DAY = Screened(
    r"(?<![\d.:a-z,])(?P<h>1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?:[:.](?P<m>[0-5]\d))?\s(?:o'?clock\s)?"
    r"(?P<half>in the (?:morning|afternoon|evening)|this (?:morning|afternoon|evening)|tonight|last night|at night|"
    r"yesterday (?:morning|afternoon|evening)|(?:on )?the (?:next|following) (?:morning|afternoon|evening)|"
    r"that (?:morning|afternoon|evening|night))"
    r"(?![a-z])"
)
# The first hour of "from 2 to 4 pm", which shares the half of the day.
_SHARED = Screened(
    r"(?<![\d.:/a-z,])(?P<h>1[0-2]|[1-9])(?::(?P<m>[0-5]\d))?"
    rf"(?=\s?(?:-|~|to|and|until|till)\s?(?P<h2>\d{{1,2}})(?:[:.][0-5]\d)?\s?{_AM_PM})"
)
_NOON = Screened(r"(?<![a-z])(?:noon|midday|(?P<midnight>midnight))(?![a-z])|正午")

# What the words for a part of the day do to the hour; 朝, 早朝 and 深夜 leave it as it is.
_DAYS = ("in the", "this", "yesterday", "the next", "the following", "that")
_OF = (*_DAYS, *(f"on {day}" for day in _DAYS))
_AM = frozenset(["午前", "am", *(f"{of} morning" for of in _OF)])
_PM = frozenset(["午後", "pm", "夕方", *(f"{of} {part}" for of in _OF for part in ("afternoon", "evening"))])
_NIGHT = frozenset(["夜", "今夜", "今晩", "昨夜", "昨晩", "ゆうべ", "tonight", "last night", "at night", "that night"])
_MIDDAY = frozenset(["昼", "お昼"])
# The day that some of them name, counted from today.
_DAY_OF = {
    **dict.fromkeys(["今朝", "けさ", "今夜", "今晩", "this morning", "this afternoon", "this evening", "tonight"], 0),
    **dict.fromkeys(["昨夜", "昨晩", "ゆうべ", "last night"], -1),
    **dict.fromkeys([f"yesterday {part}" for part in ("morning", "afternoon", "evening")], -1),
}


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day found in a text.

    `days` is 1 for 24時 and later (深夜25時 is 1:00 of the next day); `day` the days from today when the words name the
    day (今朝: 0, "last night": -1), else None.
    """

    start: int
    end: int
    hour: int
    minute: int
    second: int
    days: int
    day: int | None = None

    @property
    def iso(self) -> str:
        """ISO 8601 time, "09:00" or "09:00:30"."""
        return f"{self.hour:02}:{self.minute:02}" + (f":{self.second:02}" if self.second else "")


def times(text: str) -> Iterator[ClockTime]:
    """Yield the times of day in a normalised text; forms may overlap."""
    if "時" in text:
        for match in _JAPANESE.finditer(text):
            if match["h"] != "一" or match["half"] or match["m"]:  # 一時 is "once, temporary" (一時費用)
                yield from _read(match, 30 if match["thirty"] else 0)
    if ":" in text:
        for match in _COLON.finditer(text):
            yield from _read(match)
    if "m" in text or "k" in text:
        for pattern in (_ENGLISH, _OCLOCK, _SHARED):
            for match in pattern.finditer(text):
                yield from _read(match)
    if " " in text:
        for match in _PART_OF_DAY.finditer(text):
            yield from _read(match)
    for match in _NOON.finditer(text):
        yield ClockTime(*match.span(), 0 if match["midnight"] else 12, 0, 0, 0)


def _read(match: re.Match[str], minute: int = 0) -> Iterator[ClockTime]:
    """Yield the time a match says, nothing when there is no such time. `minute` counts when the text gives none."""
    parts = match.groupdict()
    hour = whole(parts["h"])
    minutes = whole(parts["m"]) if parts.get("m") else minute
    second = whole(parts["s"]) if parts.get("s") else 0
    if hour is None or minutes is None or second is None or hour > 29 or minutes > 59 or second > 59:
        return
    half = parts.get("half") or (parts.get("after") or "").replace(".", "")
    if parts.get("h2") and hour % 12 > int(parts["h2"]) % 12:
        half = "am"  # "from 11 to 1 pm" began before noon
    days, hour = divmod(_hour(hour, half), 24)
    yield ClockTime(*match.span(), hour, minutes, second, days, _DAY_OF.get(half))


def _hour(hour: int, half: str) -> int:
    """Return the hour of the day, 24 and more for the small hours of the next."""
    if half in _AM:
        return 0 if hour == 12 else hour
    afternoon = (
        (half in _PM and hour < 12)
        or (half in _NIGHT and 5 <= hour <= 12)  # 夜12時 is midnight, 夜2時 is two in the morning
        or (half in _MIDDAY and 1 <= hour <= 5)
    )
    return hour + 12 if afternoon else hour
