"""The words around a number that change what it says: about, at least, up to, more, fewer."""

from __future__ import annotations

import re
from typing import Any

_ABOUT_BEFORE = re.compile(
    r"(?:約|およそ|おおよそ|だいたい|大体|ほぼ|概ね|(?<![a-z])(?:about|around|approximately|approx\.?|roughly|nearly|almost|some|circa))\s*\Z"
)
_ABOUT_AFTER = re.compile(
    r"\s?(?:ほど|程度?|くらい|ぐらい|前後|近く|弱|強(?!化)|ちょい|ちょっと|余り|あまり|or so(?![a-z]))"
)
_OVER_BEFORE = re.compile(
    r"(?:少なくとも|最低でも|最低|(?<![a-z])(?:more than|over|at least|longer than|exceeding|above|in excess of|a minimum of|minimum))\s*\Z"
)
_OVER_AFTER = re.compile(
    r"\s?(?:以上|超|を超|より(?:も)?(?:長|多|大)|を上回|or more(?![a-z])|or longer(?![a-z])|plus(?![a-z])|\+)"
)
_UNDER_BEFORE = re.compile(
    r"(?:最大で?も?|最長で?|多くても|長くても|上限|(?<![a-z])(?:less than|fewer than|under|up to|at most|within|no more than|below|shorter than"
    r"|a maximum of|maximum|max))\s*\Z"
)
_RAISED_TO = re.compile(  # "take it up to 1G" names the aim, not a limit
    r"(?<![a-z])(?:take|taking|raise|raising|bump|bumping|increase|increasing|bring|go|going|push|move|moving|upgrade|extend|scale)(?![a-z])[^.;!?]{0,40}up to\s*\Z"
)
_UNDER_AFTER = re.compile(
    r"\s?(?:以下|未満|以内|より(?:も)?(?:短|少|小)|を下回|弱|or less(?![a-z])|or fewer(?![a-z])|at most(?![a-z])|max(?![a-z]))"
)
_MORE_BEFORE = re.compile(
    r"(?:あと|さらに|更に|もう|追加で|追加の|加えて|プラス|(?<![\da-z%])\+"
    r"|(?<![a-z])(?:another|additional|an additional|an extra|extra|further|plus|add|adding))\s*\Z"
)
_BY_BEFORE = re.compile(r"(?<![a-z])by\s*\Z")
_LESS_WORD = re.compile(
    r"(?<![a-z])(?:reduce|reduced|reducing|decrease|cut|lower|drop|shrink|cutting|lowering)(?![a-z])[^.;!?]{0,60}\Z"
)
_LESS_BEFORE = re.compile(
    r"(?:マイナス|(?<![a-z])(?:minus|remove|removing|drop|cancel|fewer|less)|(?<=[\s:：=])-|\A-)\s*\Z"
)
_MORE_AFTER = re.compile(
    r"\s?(?:(?:ライセンス|台|個|本|分|人分|m|mbps|g|gbps)?(?:を|ほど|くらい|だけ)?\s?(?:追加|増や|増加|増設|増量|増し|足し|プラス|上乗せ)"
    r"|(?:more|extra|additional|further)(?![a-z])(?!\s+than))"
)
_LESS_AFTER = re.compile(
    r"\s?(?:(?:ライセンス|台|個|本|分|人分|m|mbps|g|gbps)?(?:を|ほど|くらい|だけ)?\s?(?:減ら|減少|削減|削り|減し|解約し|マイナス)|(?:fewer|less)(?![a-z]))"
)
# に and へ say where the number ends up: "500に増やす" is no increase by 500.
_TARGET = re.compile(r"\s?(?:に|へ|まで)")
_LOOK = 24


def modifiers(text: str, start: int, end: int) -> dict[str, Any]:
    """Return what the words right before and after `text[start:end]` add: "approximate", "bound", nothing else."""
    low = max(0, start - _LOOK)
    extra: dict[str, Any] = {}
    if _ABOUT_BEFORE.search(text, low, start) or _ABOUT_AFTER.match(text, end):
        extra["approximate"] = True
    if _OVER_BEFORE.search(text, low, start) or _OVER_AFTER.match(text, end):
        extra["bound"] = "over"
    elif (
        _UNDER_BEFORE.search(text, low, start) and not _RAISED_TO.search(text, max(0, start - 60), start)
    ) or _UNDER_AFTER.match(text, end):
        extra["bound"] = "under"
    return extra


def relative(text: str, start: int, end: int) -> str:
    """Return "+" or "-" when `text[start:end]` is an amount to add or take away ("four more", あと500, by 200), else ""."""
    low = max(0, start - _LOOK)
    if _LESS_AFTER.match(text, end):
        return "-"
    if _MORE_AFTER.match(text, end):
        return "+"
    if _TARGET.match(text, end):
        return ""
    if _MORE_BEFORE.search(text, low, start):
        return "+"
    if _LESS_BEFORE.search(text, low, start):
        return "-"
    if _BY_BEFORE.search(text, low, start):
        return "-" if _LESS_WORD.search(text, max(0, start - 80), start) else "+"
    return ""
