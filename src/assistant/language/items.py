"""Contract items beside numbers: which item a number is the value of, and which are named without a value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from assistant.language.names import Name
from assistant.language.spans import Claims, Found

# Between a number and the item after it: 300台分のライセンス, "four more Mobility servers".
_TO_ITEM = re.compile(
    r"[\s-](?:(?:mobility|more|additional|extra|new|further|fewer|less|of|our|the|total|active|users?|devices?|"
    r"clients?|people"
    r"|connect(?:ed|ing|s)?|online|active|being|are|were|logg(?:ed|ing) (?:in|on))\s){1,3}"
    r"|[\s-]?(?:台|名|人|本|個|件|ユーザー?|端末|デバイス)?分?(?:相当)?の?\s?(?:(?:が|を|まで|で)(?=同時|いっぺん|"
    r"一斉))?"
)
_MORE = re.compile(r"more|additional|extra|further")
_FEWER = re.compile(r"fewer|less")

# Between an item and the number after it: ライセンスを1500, 同時利用デバイス数として20,000, "licences from 1,000".
_FROM_ITEM = re.compile(
    r"(?:\s?の?(?:期間|日数|台数|本数|値|設定|数量|上限|数))?[\s「(]*"
    r"(?:は|を|が|も|って|だと|なら|として|としては|で|の|に)?[\s:=、,「(]*"
    r"(?:(?:やっぱり?|やはり|とりあえず|ひとまず|まずは?|今回は?|一旦|いったん)、?)?"
    r"(?:今|現在|現状|合計|全部で|最大で?|最小|約|計|およそ|毎月|月額|月|追加で|あと|さらに|更に|もう|たった)*"
    r"[\s:=+\-「(]*\Z"
    r"|(?:を|も|は)?(?:増や|減ら|追加|足|増設|減設|変更|上げ|下げ)(?:し)?(?:て|たい)?(?:ください|下さい|ほしい|欲しい|くれ)?"
    r"[ー~〜!！。、\s]+(?:今の|現在の)?\Z"  # 「サーバ増やして！3台を6台に」
    r"|[\s,:=(]*(?:(?:'s|is|are|was|were|be|being|to|of|at|from|for|up|by|down|set|kept|stored"
    r"|retained|held|keep|stays?|staying|remains?|a|an"
    r"|the|our|about|around|only|currently|now|already|still|period|count|number|limit|max|maximum|total|with|go|goes"
    r"|should|would|will|can|could|may|might|must|come|comes|came|drop|drops|fall|falls|shrink|rise|grow|lowered|"
    r"reduced|cut|than|more|as|change|changed|raised|per|month|another|extra)(?![a-z])[\s,:=(]*){0,6}[+\-]?\Z"
    r"|\s(?:that\s|which\s)?(?:i|we|they|he|she)(?:'d|\swould)?\s(?:want|wants|need|needs|like|wish)\s(?:to\s)?(?:be\s)?"
    r"(?:[a-z]{3,10}\s?)?,?\s(?:to|at|up\sto|down\sto)\s\Z"  # "the licences I want altered, to 700"
)
_WIDEST_GAP = 48

# An item whose value stands beside it is no open item: グレードをCompleteに, the Tokyo region.
_HAVE_VALUES = frozenset({"grade", "region", "option", "ip", "bandwidth", "licences", "log", "servers", "concurrent"})
_ITEM_THEN_VALUE = re.compile(r"\s?(?:は|を|が|も|:|=|up to|to|is|of|from)?\s?「?")
_VALUE_THEN_ITEM = re.compile(r"\s?(?:への?|からの|の|」の?|of)?\s?\Z")
_OF_THE_LOG = re.compile(r" (?:days )?(?:for|as|on) (?:the |our |its |their )?")  # "180 for the log"
_LEAST_LOG = 10  # "2 log entries" is no retention


@dataclass(frozen=True, slots=True)
class After:
    """The item after a number; `relative` "+" or "-" when the words between say more or fewer, else ""."""

    name: Name
    relative: str


class Items:
    """The items named in a text. `used` are those whose value was found."""

    def __init__(self, text: str, named: list[Name]) -> None:
        self.text = text
        self.names = [name for name in named if name.kind == "item"]
        self.used: set[Name] = set()
        self.names_bandwidth = any(name.value == "bandwidth" for name in self.names)
        self._starts = {name.start: name for name in self.names}
        self._ends = [name.end for name in self.names]

    def at(self, start: int, value: str) -> Name | None:
        """Return the item of that value that begins at `start`, or None."""
        name = self._starts.get(start)
        return name if name is not None and name.value == value else None

    def before(self, start: int) -> Name | None:
        """Return the item whose value is what begins at `start`, by the words between them, or None."""
        index = bisect_right(self._ends, start) - 1
        if index < 0 or start - self._ends[index] > _WIDEST_GAP:
            return None
        return self.names[index] if _FROM_ITEM.match(self.text[self._ends[index] : start]) else None

    def after(self, end: int, of: Fraction) -> After | None:
        """Return the counted item after a number of the value `of` that ends at `end`, or None."""
        for stop in self._stops(end):
            name = self._starts.get(stop)
            if name is None or name.value not in {"licences", "servers", "concurrent", "log"}:
                continue
            between = self.text[end:stop]
            apart = stop > end + 1 and not _OF_THE_LOG.fullmatch(between)
            if name.value == "log" and (apart or of < _LEAST_LOG):
                continue
            return After(name, "+" if _MORE.search(between) else "-" if _FEWER.search(between) else "")
        return None

    def _stops(self, end: int) -> Iterator[int]:
        """Yield where an item may begin after a number: right there, or after filling words."""
        yield end
        filler = _TO_ITEM.match(self.text, end)
        stop = filler.end() if filler else end
        while stop > end:  # the last filling word may belong to the name ("5,000 devices at the same time")
            yield stop
            stop = self.text.rfind(" ", end, stop - 1) + 1

    def open(self, results: list[Found], claims: Claims) -> Iterator[Found]:
        """Yield the items named without a value; `results` are the entities found."""
        begins = {(one.type, one.start) for one in results}
        ends = {(one.type, one.end) for one in results}
        for name in self.names:
            if name.number_only or name in self.used or not claims.free(name.start, name.end):
                continue
            kind = name.value if name.value in _HAVE_VALUES else None
            after = _ITEM_THEN_VALUE.match(self.text, name.end)
            before = _VALUE_THEN_ITEM.search(self.text, max(0, name.start - 6), name.start)
            if not (after and (kind, after.end()) in begins) and not (before and (kind, before.start()) in ends):
                yield Found("item", name.start, name.end, name.value)
