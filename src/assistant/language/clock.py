"""Times of day: 9時半, 午後11時10分, 09:00, 9 a.m., noon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.almanac import whole

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_HALF_DAY = r"(?P<half>午前|午後|am|pm|今朝|けさ|早朝|朝|深夜|今夜|今晩|昨夜|昨晩|ゆうべ|夜|夕方|お?昼)"
_DAY_OF = {"今朝": 0, "けさ": 0, "今夜": 0, "今晩": 0, "昨夜": -1, "昨晩": -1, "ゆうべ": -1}
_DAY_OF |= {"this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0, "last night": -1}
_JAPANESE = re.compile(
    rf"(?:{_HALF_DAY}の?\s?)?(?<![\d.:一二三四五六七八九十])(?P<h>{_N})時(?![間的期刻代折])"
    rf"(?:\s?(?P<m>{_N})分(?![間の])(?:\s?(?P<s>{_N})秒)?|(?P<thirty>半)(?![額数分]))?"
)
_COLON = re.compile(
    r"(?:(?P<half>午前|午後|(?<![a-z])am|(?<![a-z])pm|深夜|夜|朝)\s?)?(?<![\d.:])(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?(?![\d:])"
    r"(?:\s?(?P<after>[ap]\.?m(?:\.|(?![a-z]))))?"
)
_ENGLISH = re.compile(r"(?<![\d.:a-z])(?P<h>\d{1,2})(?:\.(?P<m>[0-5]\d))?\s?(?P<after>[ap]\.?m(?:\.|(?![a-z])))")
_PART_OF_DAY = re.compile(
    r"(?<![\d.:a-z,])(?P<h>1[0-2]|[1-9])(?:[:.](?P<m>[0-5]\d))?\s(?:o'?clock\s)?"
    r"(?P<part>in\sthe\s(?:morning|afternoon|evening)|this\s(?:morning|afternoon|evening)|tonight|last\snight|at\snight)(?![a-z])"
)
_WORDS = re.compile(r"(?<![a-z])(?P<word>noon|midday|midnight)(?![a-z])|正午")
_OCLOCK = re.compile(r"(?<![\d.:a-z])(?P<h>\d{1,2}) ?o'?clock(?:\s?(?P<after>[ap]\.?m(?:\.|(?![a-z]))))?")


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day found in a text; `days` is 1 for 24時 and later (深夜25時 is 1:00 of the next day)."""

    start: int
    end: int
    hour: int
    minute: int
    second: int
    days: int
    day: int | None = None  # days from today when the words name it (今朝, "last night"), None when they do not

    @property
    def iso(self) -> str:
        """ISO 8601 time, "09:00" or "09:00:30"."""
        return f"{self.hour:02}:{self.minute:02}" + (f":{self.second:02}" if self.second else "")


def times(text: str) -> Iterator[ClockTime]:
    """Yield the times of day in a normalised text; forms may overlap."""
    if "時" in text:
        for match in _JAPANESE.finditer(text):
            if match["h"] != "一" or match["half"] or match["m"]:  # 一時 is "once, temporary" (一時費用)
                yield from _read(match, 30 if match["thirty"] else None)
    if ":" in text:
        for match in _COLON.finditer(text):
            yield from _read(match)
    if "m" in text or "k" in text:
        for pattern in (_ENGLISH, _OCLOCK):
            for match in pattern.finditer(text):
                yield from _read(match)
    if " " in text:
        for match in _PART_OF_DAY.finditer(text):
            yield from _read(match)
    for match in _WORDS.finditer(text):
        late = match["word"] == "midnight"
        yield ClockTime(*match.span(), 0 if late else 12, 0, 0, 0)


def _read(match: re.Match[str], minute: int | None = None) -> Iterator[ClockTime]:
    parts = match.groupdict()
    hour = whole(parts["h"])
    minute = minute if minute is not None else (whole(parts["m"]) if parts.get("m") else 0)
    second = whole(parts["s"]) if parts.get("s") else 0
    if hour is None or minute is None or second is None or hour > 29 or minute > 59 or second > 59:
        return
    half = (parts.get("half") or parts.get("after") or parts.get("part") or "").replace(".", "")
    named = _DAY_OF.get(half)
    half = {"this": "am" if half.endswith("morning") else "pm", "in": "am" if half.endswith("morning") else "pm"}.get(
        half.split()[0] if " " in half else "", half
    )
    half = {"昨夜": "夜", "昨晩": "夜", "ゆうべ": "夜", "今夜": "夜", "今晩": "夜", "お昼": "昼"}.get(half, half)
    half = "夜" if half in {"tonight", "last night", "at night"} else half
    if half in {"午後", "pm"} and hour > 12 or half in {"午前", "am"} and hour > 12:
        half = ""
    if half in {"午後", "pm", "夕方"} and hour < 12:
        hour += 12
    elif half == "夜" and 5 <= hour < 13:  # 夜12時 is midnight, 夜6時 the evening
        hour += 12
    elif half == "昼" and 1 <= hour <= 5:
        hour += 12
    elif half in {"午前", "am"} and hour == 12:
        hour = 0
    days, hour = divmod(hour, 24)
    yield ClockTime(*match.span(), hour, minute, second, days, named)
