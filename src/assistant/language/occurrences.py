"""How many times an outage of one length came: 「10日間が2回」, "three 40-minute outages"."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from assistant.language.model import Entity


def each_as_often(
    text: str, lengths: Sequence[Entity], counts: Sequence[Entity], slots: MutableMapping[str, Any]
) -> list[str]:
    """The lengths, each as often as the count beside it says: 「10日間が2回、2時間が1回」, "twice for 40 minutes".

    Counts that were used so are taken out of `slots`.
    """
    told = [_of_each(text, length) for length in lengths]
    if len(lengths) > 1 and any(told):  # 「3件のうち1件は40分、残る2件はいずれも3時間」
        slots.pop("counts", None)
        return [e.value for e, often in zip(lengths, told, strict=True) for _ in range(often or 1)]
    times = [c for c in counts if isinstance(c.value, int) and 0 < c.value <= _MOST_OFTEN]
    if not times:  # "three 40-minute outages and one of 5 hours"
        return [e.value for e in lengths for _ in range(_said_before(text, e))]
    if len(lengths) < 2:
        return [e.value for e in lengths]
    often = dict.fromkeys(range(len(lengths)), 1)
    if len(times) == 1 and times[0].value == len(lengths) and not _is_often(text, times[0], lengths):
        return [e.value for e in lengths]  # 「45分と7時間の2回」: how many there were in all
    for count in times:
        gaps = {i: e.start - count.end for i, e in enumerate(lengths) if e.start >= count.end and count.text.isascii()}
        gaps |= {i: count.start - e.end for i, e in enumerate(lengths) if e.end <= count.start}  # 「45分を3回」
        if not gaps:
            return [e.value for e in lengths]
        nearest = min(gaps, key=lambda i: (gaps[i], i))
        if gaps[nearest] > _BESIDE or often[nearest] > 1:
            return [e.value for e in lengths]
        often[nearest] = count.value
    slots.pop("counts", None)
    return [e.value for i, e in enumerate(lengths) for _ in range(often[i])]


_SO_MANY = re.compile(
    r"\b(?:(?P<word>two|three|four|five|six|seven|eight|nine|ten)|(?P<digits>[2-9]|[12]\d))\s(?:separate |"
    r"different |more )?\Z",
    re.IGNORECASE,
)
_SO_MANY_OF = re.compile(  # "two separate FMS blackouts, 30 hours each"
    r"\b(?:(?P<word>two|three|four|five|six|seven|eight|nine|ten)|(?P<digits>[2-9]|[12]\d))\s(?:[\w-]+\s){0,3}?"
    r"(?:outages?|blackouts?|failures?|breakdowns?|incidents?|disruptions?|interruptions?|times)\b[^.?!\d]{0,24}\Z",
    re.IGNORECASE,
)
_EACH_AFTER = re.compile(r"\s*(?:each|apiece|every time)\b", re.IGNORECASE)
_SO_MANY_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


# 「残る2件はいずれも8時間」, "the other two lasted 8 hours each"
_OF_EACH = re.compile(
    r"(?:(?:残(?:る|り)の?|(?:ほか|他|あと)の)(?P<ja>[2-9二三四五六])(?:件|回|度)(?:は|が|とも)?、?(?:いずれも|"
    r"それぞれ|どちらも|とも|各)?|"
    r"(?P<each_ja>[2-9二三四五六])(?:件|回|度)(?:は|が|とも)?、?(?:いずれも|それぞれ|どちらも|とも|各))(?:約)?\s*\Z|"
    r"\b(?:the )?(?:other|remaining|next|last) (?P<en>two|three|four|five|six|[2-9])(?: \w+)?(?: (?:each|both|all))?"
    r" (?:lasted|took|were|ran|went on|of|for)(?: (?:each|both))?(?: for)?(?: (?:about|exactly))?\s*\Z",
    re.IGNORECASE,
)
_KANJI = "二三四五六"


def _of_each(text: str, length: Entity) -> int:
    """How many outages had a length each, where the words before it say so; else 0."""
    each = _OF_EACH.search(text, max(0, length.start - _BEFORE), length.start)
    if each is None:
        return 0
    said = (each["ja"] or each["each_ja"] or each["en"]).lower()
    if said in _SO_MANY_WORDS:
        return _SO_MANY_WORDS.index(said) + 2
    return int(said) if said.isdigit() else _KANJI.index(said) + 2


def _said_before(text: str, length: Entity) -> int:
    """How many outages of a length are told of by a number before it; 1 when there is none."""
    found = _SO_MANY.search(text[: length.start]) if "-" in length.text else None
    if found is None and _EACH_AFTER.match(text, length.end):
        found = _SO_MANY_OF.search(text, max(0, length.start - _BEFORE), length.start)
    if found is None:
        return 1
    return int(found["digits"]) if found["digits"] else _SO_MANY_WORDS.index(found["word"].lower()) + 2


_OF_ONE = re.compile(r"\s*(?:間)?(?:が|は|を|×|x)\s*\Z|\s*(?:for|of|lasting)\s*\Z", re.IGNORECASE)


def _is_often(text: str, count: Entity, lengths: Sequence[Entity]) -> bool:
    """Whether a count stands so close to one length that it can only be of that one."""
    return any(
        _OF_ONE.match(text[min(count.end, e.end) : max(count.start, e.start)]) is not None
        for e in lengths
        if e.end <= count.start or e.start >= count.end
    )


_MOST_OFTEN = 31
_BEFORE = 48  # characters before a length in which it is told how many had it
_BESIDE = 24  # characters between a length and how often it came
