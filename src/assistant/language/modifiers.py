"""The words around a number that change what it says: about, at least, up to, more, fewer."""

from __future__ import annotations

import re
from typing import Any


def _words(alternatives: str) -> str:
    """Return a pattern for whole English words or phrases, written with | between them."""
    return rf"(?<![a-z])(?:{alternatives})(?![a-z])"


_ABOUT_BEFORE = re.compile(
    rf"(?:約|およそ|おおよそ|だいたい|大体|ほぼ|概ね"
    rf"|{_words('about|around|approximately|approx|roughly|nearly|almost|some|circa')}\.?)\s*\Z"
)
_ABOUT_AFTER = re.compile(
    rf"\s?(?:ほど|程度|くらい|ぐらい|前後|近く|弱|強(?!化)|ちょい|ちょっと|余り|あまり|{_words('or so')})"
)
_OVER_BEFORE = re.compile(
    rf"(?:少なくとも|最低でも|最低"
    rf"|{_words('more than|over|at least|longer than|exceeding|above|in excess of|minimum|minimum of')})\s*\Z"
)
_OVER_AFTER = re.compile(rf"\s?(?:以上|超|を超|よりも?(?:長|多|大)|を上回|{_words('or more|or longer|plus')}|\+)")
_UNDER_BEFORE = re.compile(
    rf"(?:最大で?も?|最長で?|多くても|長くても|上限"
    rf"|{_words('less than|fewer than|under|up to|at most|within|no more than|below|shorter than')}"
    rf"|{_words('max(?:imum)?(?: of)?')})\s*\Z"
)
_UNDER_AFTER = re.compile(rf"\s?(?:以下|未満|以内|よりも?(?:短|少|小)|を下回|{_words('or less|or fewer|at most|max')})")
_RAISED_TO = re.compile(  # "take it up to 1G" names the aim, not a limit
    rf"{_words('tak(?:e|ing)|rais(?:e|ing)|bump(?:ing)?|increas(?:e|ing)|bring|go(?:ing)?|push|mov(?:e|ing)|upgrade')}"
    r"[^.;!?]{0,40}up to\s*\Z"
)

_COUNTED = r"\s?(?:(?:ライセンス|台|個|本|分|人分|m|mbps|g|gbps)?(?:を|の|ほど|くらい|だけ)?\s?"
_MORE_AFTER = re.compile(
    rf"{_COUNTED}(?:追加|増(?=[、。,.で\s]|し(?!設)|お願い|希望|\Z)|増や|増加|増設|増量|増し|足し|プラス|上乗せ)|"
    rf"{_words('more|extra|additional|further')}(?!\s+than))"
)
_LESS_AFTER = re.compile(
    rf"{_COUNTED}(?:減ら|減(?=[、。,.で\s]|お願い|希望|\Z)|減少|削減|削り|減し|解約し|手放|返却|返上|返し|撤去|廃止|間引|なく(?:し|す)|取りや?め|"
    rf"マイナス)|{_words('fewer|less')})"
)
_OFF_AFTER = re.compile(r"(?:\s(?:of\s)?(?:the\s|our\s)?[a-z]+){0,2}\soff(?![a-z])")
_OFF_BEFORE = re.compile(rf"{_words('shave|knock|take|lop|trim|chop|cut|slice')}\s*\Z")
_MORE_BEFORE = re.compile(
    r"(?:あと|さらに|更に|もう|追加で|追加の|加えて|プラス|(?<![\da-z%])\+"
    rf"|{_words('another|additional|extra|further|plus|add|adding|up')}(?:\s(?:just|only))?)\s*\Z"
)
# 「250でいいですか、あとサーバ7台は」 asks of seven, not of seven more.
_AND_THEN = re.compile(r"か[、。?]\s?(?:あと|加えて|さらに)、?\s*\Z")
_TAKE_AWAY = (
    "minus|remove|removing|drop|dropping|cancel|get rid of|getting rid of|give up|giving up|lose|shed|retire|"
    "decommission|do without|fewer|less|down"
)
_LESS_BEFORE = re.compile(rf"(?:マイナス|{_words(_TAKE_AWAY)}|(?<=[\s:=])-\Z|\A-\Z)\s*\Z")
_BY_BEFORE = re.compile(r"(?<![a-z])by\s*\Z")
_LESS_VERB = re.compile(
    rf"{_words('reduce|reduced|reducing|decrease|cut|cutting|lower|lowering|drop|shrink')}[^.;!?]{{0,60}}\Z"
)
_NEGATIVE = re.compile(r"(?:(?<![a-z])to|[=をはに])\s?[-−▲]\Z")
_TARGET = re.compile(r"\s?(?:に|へ|まで)")  # where the number ends up: 500に増やす is no increase by 500
_SIGNS = frozenset(".+-")  # what the words before a number end in, beside letters
_LOOK = 24  # how far before a number its words are looked for
_CLAUSE = 80  # and the verb of "by"


def modifiers(text: str, start: int, end: int) -> dict[str, Any]:
    """Return what the words right before and after `text[start:end]` add: "approximate", "bound", or nothing."""
    low = max(0, start - _LOOK)
    led = _is_led(text, low, start)
    extra: dict[str, Any] = {}
    if (led and _ABOUT_BEFORE.search(text, low, start)) or _ABOUT_AFTER.match(text, end):
        extra["approximate"] = True
    if (led and _OVER_BEFORE.search(text, low, start)) or _OVER_AFTER.match(text, end):
        extra["bound"] = "over"
    elif _UNDER_AFTER.match(text, end) or (led and _is_limit(text, start)):
        extra["bound"] = "under"
    return extra


def _is_led(text: str, low: int, start: int) -> bool:
    """Whether a word or a sign stands before a number; without any, as in a long list, nothing need be looked for."""
    last = text[low:start].rstrip()[-1:]
    return last.isalpha() or last in _SIGNS


def _is_limit(text: str, start: int) -> bool:
    if not _UNDER_BEFORE.search(text, max(0, start - _LOOK), start):
        return False
    return not _RAISED_TO.search(text, max(0, start - _CLAUSE), start)


def is_negative(text: str, start: int) -> bool:
    """Return whether the number at `start` is written as one below zero: "to -100", ライセンスを-50."""
    return _NEGATIVE.search(text, max(0, start - 8), start) is not None


def relative(text: str, start: int, end: int) -> str:
    """Return "+" or "-" when `text[start:end]` is an amount to add or take away, else "".

    あと500, 200増やす, "four more" and "by 200" are; 500に増やす and "to 500" say where the number ends up.
    """
    low = max(0, start - _LOOK)
    if _LESS_AFTER.match(text, end):
        return "-"
    if _OFF_AFTER.match(text, end) and _OFF_BEFORE.search(text, low, start):
        return "-"
    if _MORE_AFTER.match(text, end):
        return "+"
    if _TARGET.match(text, end) or not _is_led(text, low, start):
        return ""
    if _LESS_BEFORE.search(text, low, start):  # "give up 200" before "up 200"
        return "-"
    if _MORE_BEFORE.search(text, low, start) and not _AND_THEN.search(text, low, start):
        return "+"
    if _BY_BEFORE.search(text, low, start):
        return "-" if _LESS_VERB.search(text, max(0, start - _CLAUSE), start) else "+"
    return ""
