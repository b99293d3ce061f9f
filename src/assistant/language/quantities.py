"""Amounts: money, bandwidth, licences, log days, servers, concurrent devices, times, and plain numbers.

A number is read by its own unit first (500M, 250ライセンス, 2回), then by the contract item named beside it (ログ360,
"raise our licences to 1,250"), then by the number it is joined to (1000から1250ライセンスへ). What is left is a number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from assistant.language.modifiers import modifiers, relative
from assistant.language.names import Name
from assistant.language.numbers import Number, plain
from assistant.language.spans import Claims, Found

_YEN = re.compile(r"\s?(?P<million>m|mm|mn|mio)?\s?(?:円|yen(?![a-z])|jpy(?![a-z]))")
_YEN_BEFORE = re.compile(r"(?:¥|\\|(?<![a-z])jpy|(?<![a-z])yen)\s?\Z")
_YEN_MILLION = re.compile(r"\s?(?:m|mm|mn)(?![a-z])")
_FREQUENCY = re.compile(r"[45]g(?=\s?(?:回線|ネットワーク|対応|端末|通信|sim|network|line|modem|connection|coverage))")
_BANDWIDTH = re.compile(
    r"[\s-]?(?:(?P<giga>gbps|gbit/s|gb/s|gigabits?|gbit|gigs?|giga|g(?!b)|ギガ(?:ビット|bps)?)"
    r"|(?P<mega>mbps|mbit/s|mb/s|megabits?|mbit|megs?|mega|m(?!b)|メガ(?:ビット|bps)?))(?:\s?per\ssecond|/秒|毎秒)?(?![a-z\d])"
)
_BYTES = re.compile(r"\s?(?P<giga>gb|ギガバイト)(?![a-z])|\s?(?:mb|メガバイト)(?![a-z])")
_TIMES = re.compile(
    r"\s?(?:回(?![線目答収避復転数路避生])|度(?![目数合量])|times(?![a-z])(?!\s+(?:the|as|more|higher)))"
)
_OUTAGES = re.compile(
    r"\s(?:(?:separate|different|distinct|short|major|big|full|total|complete|unplanned|more)\s){0,2}"
    r"(?:outages?|incidents?|interruptions?|failures?|breakdowns?|disruptions?|stoppages?)(?![a-z])"
)
_CASES = re.compile(r"\s?件(?!目|名|数)")
_TWICE = re.compile(r"(?<![a-z])(?:(?P<two>twice)|(?P<three>thrice))(?![a-z])(?!\s+(?:the|as))")
_COUNTER = re.compile(
    r"\s?(?P<unit>台|名|人|本|個|件|拠点|ユーザー?|端末|デバイス|アカウント|id(?![a-z])|devices?(?![a-z])|users?(?![a-z])|people(?![a-z])|clients?(?![a-z])"
    r"|terminals?(?![a-z])|units?(?![a-z])|employees?(?![a-z])|staff(?![a-z])|endpoints?(?![a-z]))"
)
_NOT_AN_AMOUNT = re.compile(
    r"[回度台件つ]目|番(?!台)|号|階|章|編|版|目|世代|年生|行目|割|倍|つ|丁目|次|st(?![a-z])|nd(?![a-z])|rd(?![a-z])|th(?![a-z])"
)
_ORDINAL = re.compile(r"(?:第|no\.?|#|平成|ver\.?|version|バージョン|tcp|udp|ポート|port)\s?\Z")

# Between a number and the item after it: 300台分のライセンス, "four more Mobility servers".
_TO_ITEM = re.compile(
    r"[\s-](?:(?:more|additional|extra|new|further|fewer|less|of|our|the|total|active|users?|devices?|clients?|people|connected|connecting|online)\s){1,3}"
    r"|[\s-]?(?:台|名|人|本|個|件|ユーザー?|端末|デバイス)?分?(?:相当)?の?\s?(?:(?:が|を|まで|で)(?=同時))?"
)
# Between an item and the number after it: ライセンスを1500, "licences from 1,000", 同時利用デバイス数として20,000.
_FROM_ITEM = re.compile(
    r"(?:\s?(?:の?(?:期間|日数|台数|本数|値|設定|数量|上限)|数))?[\s「(]*(?:は|を|が|も|って|だと|なら|として|としては|で|の|に)?[\s:=、,「(]*"
    r"(?:今|現在|現状|合計|全部で|最大で?|最小|約|計|およそ|毎月|月額|月|追加で|あと|さらに|更に|もう|たった)*[\s:=+\-「(]*\Z"
    r"|[\s,:=(]*(?:(?:'s|is|are|was|were|be|to|of|at|from|for|up|by|down|set|kept|stored|retained|held|keep|a|an|the|our|about|around|only|currently|now"
    r"|already|still|period|count|number|limit|max|maximum|total|with|go|goes|should|would|will|being|than|more|as|change|changed|raised|per|month|another|extra)"
    r"(?![a-z])[\s,:=(]*){0,6}[+\-]?\Z"
)
_CHAIN = re.compile(
    r"\s?(?:から|より|→|->|-|~|to|or|and|か|と|や|、|,|/|または|もしくは|又は|あるいは|ではなくて?|じゃなくて?|でなくて?|not|instead of|vs\.?)\s?\Z"
)
# Between a length and the log it is the retention of: 180日分のログ, "90 days worth of logs"; or the verb alone (90日保存).
_LOG_AFTER = (
    re.compile(r"(?:間|分)?(?:だけ)?の?\s?"),
    re.compile(r"[\s-]*(?:worth\s)?(?:of\s)?(?:the\s|our\s|data\s)?"),
)
_KEPT_AFTER = re.compile(r"(?:間|分)?(?:だけ)?の?を?(?:保存|保管|保持)")
_LOG_DAYS = re.compile(r"P(?:(?P<y>\d+)Y)?(?:(?P<m>\d+)M)?(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?\Z")
_ALONE = re.compile(r"[\s。.、,!?「」()]*(?:です|でお願いします|でお願い|で|だけ|please|pls|thanks)?[\s。.!?]*\Z")
_BY_ITEM = {
    "licences": "licences",
    "servers": "servers",
    "concurrent": "concurrent",
    "log": "log",
    "bandwidth": "bandwidth",
    "fee": "money",
}
_LARGE = re.compile(r"万|億|million")
_MONEY_FROM = 100_000  # 120万 without a unit: nothing but a fee is written so; 6万 may be licences


@dataclass(slots=True)
class _Amount:
    """A number on its way to a type. `bare` as long as it has no unit of its own."""

    number: Number
    start: int
    end: int
    type: str = ""
    factor: Fraction = Fraction(1)
    extra: dict[str, Any] = field(default_factory=dict)
    bare: bool = True
    item: Name | None = None


class _Reader:
    """Types the free numbers of one text."""

    def __init__(self, text: str, written: str, items: list[Name], claims: Claims) -> None:
        self.text = text
        self.written = written
        self.items = [name for name in items if name.kind == "item"]
        self.starts = {name.start: name for name in reversed(self.items)}
        self.ends = [name.end for name in self.items]
        self.claims = claims
        self.used: set[Name] = set()
        self.has_bandwidth = any(name.value == "bandwidth" for name in self.items)

    def amount(self, number: Number) -> _Amount | None:
        """Return a number with the type its own unit gives, or bare; None when it is no amount (第3, 2回目)."""
        text, end = self.text, number.end
        one = _Amount(number, number.start, end)
        if _ORDINAL.search(text, max(0, number.start - 8), number.start) or _NOT_AN_AMOUNT.match(text, end):
            return None
        if yen := _YEN.match(text, end):
            return self._unit(one, "money", yen.end(), 1_000_000 if yen["million"] else 1)
        if sign := _YEN_BEFORE.search(text, max(0, number.start - 5), number.start):
            one.start = sign.start()
            million = _YEN_MILLION.match(text, end)
            return self._unit(one, "money", million.end() if million else end, 1_000_000 if million else 1)
        if self._bandwidth(one):
            return one
        if after := self._item_after(number):
            item, filled = after
            one.item = item
            one.extra |= filled
            return self._unit(one, _BY_ITEM[item.value], item.end, 1)
        return self._counted(one)

    def _unit(self, one: _Amount, kind: str, end: int, factor: int) -> _Amount:
        one.type, one.end, one.factor, one.bare = kind, end, Fraction(factor), False
        return one

    def _bandwidth(self, one: _Amount) -> bool:
        text, number = self.text, one.number
        if _FREQUENCY.match(text, number.start):
            one.type, one.bare = "skip", False
            return True
        match = _BANDWIDTH.match(text, number.end)
        if match is None and self.has_bandwidth:
            match = _BYTES.match(text, number.end)
        if match is None:
            return False
        unit = match.group().strip(" -")
        if unit == "m" and self.written[match.end() - 1] != "M" and match.group() != "m":
            return False  # "500 m" is a distance
        left = self._item_before(one)
        if unit == "m" and left is not None and left.value == "fee":
            self._unit(one, "money", match.end(), 1_000_000)
        else:
            self._unit(one, "bandwidth", match.end(), 1000 if match["giga"] else 1)
        return True

    def _item_after(self, number: Number) -> tuple[Name, dict[str, Any]] | None:
        for stop in self._gaps(number.end):
            item = self.starts.get(stop)
            if item is None or item.value not in _BY_ITEM or item.value in {"fee", "bandwidth"}:
                continue
            if item.value == "log" and (stop - number.end > 1 or number.value < 10):
                continue
            gap = self.text[number.end : stop]
            more = {"relative": "+"} if re.search(r"more|additional|extra|further", gap) else {}
            less = {"relative": "-"} if re.search(r"fewer|less", gap) else {}
            return item, more | less
        return None

    def _gaps(self, end: int) -> Iterator[int]:
        """Yield where an item may begin after a number that ends at `end`: right there, or after a filler."""
        yield end
        if (filler := _TO_ITEM.match(self.text, end)) and filler.end() > end:
            stop = filler.end()
            yield stop
            while stop > end + 1:  # a filler word may belong to the item's name ("devices at once")
                stop = self.text.rfind(" ", end, stop - 1) + 1
                if stop <= end:
                    break
                yield stop

    def _counted(self, one: _Amount) -> _Amount | None:
        text, number = self.text, one.number
        once = number.kind == "kanji" and number.weak and text[number.end : number.end + 1] == "度"
        if (times := _TIMES.match(text, number.end)) and not once:
            return self._unit(one, "count", times.end(), 1)
        if number.value.denominator == 1 and number.value < 100:
            if _OUTAGES.match(text, number.end):
                return self._unit(one, "count", number.end, 1)
            cases = _CASES.match(text, number.end)
            if cases and re.search(
                r"障害|停止|不能|断|インシデント|ダウン", text[max(0, number.start - 10) : cases.end() + 6]
            ):
                return self._unit(one, "count", cases.end(), 1)
        if once:
            return None
        if counter := _COUNTER.match(text, number.end):
            if number.weak and number.kind == "kanji" and counter["unit"] in {"人", "名", "本", "個", "件"}:
                return None
            one.end = counter.end()
            one.extra["unit"] = counter["unit"]
        return one

    def _item_before(self, one: _Amount) -> Name | None:
        """Return the item whose value the number is, by the words between them."""
        index = bisect_right(self.ends, one.start) - 1
        if index < 0:
            return None
        item = self.items[index]
        gap = self.text[item.end : one.start]
        return item if len(gap) <= 48 and _FROM_ITEM.match(gap) else None

    def by_item(self, one: _Amount) -> None:
        """Give a bare number the type of the item before it."""
        item = self._item_before(one)
        if item is None or item.value not in _BY_ITEM or (one.number.weak and one.number.kind == "kanji"):
            return
        kind, value = _BY_ITEM[item.value], one.number.value
        unit = one.extra.get("unit", "")
        if (
            (kind == "bandwidth" and (unit or value < 10))
            or (kind in {"log", "money"} and unit)
            or value.denominator != 1
        ):
            return
        if kind == "servers" and unit not in {"", "台", "unit", "units"}:
            return
        one.type, one.item = kind, item
        one.extra.pop("unit", None)
        if kind == "bandwidth":
            one.extra["inferred"] = ["unit"]
        if kind != "money" and self.text[item.end : one.start] in {"", " "}:
            one.start = item.start

    def chain(self, amounts: list[_Amount]) -> None:
        """Hand a type on between numbers joined by から, to, or, 、 and the like, in both directions."""
        for first, second in zip(amounts, amounts[1:], strict=False):
            self._hand_on(first, second, self.text[first.end : second.start])
        for second, first in zip(reversed(amounts), list(reversed(amounts))[1:], strict=False):
            self._hand_on(second, first, self.text[first.end : second.start])

    def _hand_on(self, typed: _Amount, other: _Amount, gap: str) -> None:
        if typed.type not in _BY_ITEM.values() or other.type or not other.bare or not _CHAIN.match(gap):
            return
        if other.number.weak and other.number.kind == "kanji":
            return
        other.type = typed.type
        other.extra.pop("unit", None)
        # 1から2G is in G; 1Gから500に is not
        other.factor = typed.factor if typed.type != "bandwidth" or other.number.value < 100 else Fraction(1)


def quantities(
    text: str, written: str, found: list[Number], items: list[Name], lengths: list[Found], claims: Claims
) -> tuple[list[Found], set[Name]]:
    """Return the amounts of a normalised text, and the items they are the value of.

    `written` is the text with its capitals where known, `lengths` the durations found: one that is a log's retention
    (180日保存) is turned into `log` in place. Marks the places as taken.
    """
    reader = _Reader(text, written, items, claims)
    for length in lengths:
        _retention(reader, length)
    amounts = [a for n in found if claims.free(n.start, n.end) and (a := reader.amount(n)) is not None]
    for one in amounts:
        if one.bare:
            reader.by_item(one)
    reader.chain(amounts)
    results = [r for one in amounts if (r := _finish(reader, one)) is not None]
    for match in _TWICE.finditer(text):
        results.append(Found("count", *match.span(), 2 if match["two"] else 3))
    return list(claims.keep_free(results)), reader.used


def _finish(reader: _Reader, one: _Amount) -> Found | None:
    text, number = reader.text, one.number
    value = number.value * one.factor
    kind = one.type
    if kind == "skip":
        return Found(None, number.start, number.end + 1)
    if (
        not kind
        and one.bare
        and value >= _MONEY_FROM
        and _LARGE.search(text, number.start, number.end)
        and "unit" not in one.extra
    ):
        kind = "money"
        one.extra["inferred"] = ["unit"]
    if not kind:
        alone = _ALONE.match(text, one.end) and not text[: one.start].strip(" 「(")
        if number.weak and "unit" not in one.extra and not alone:
            return None
        kind = "number"
    if kind != "number" and value.denominator != 1 and kind != "bandwidth":
        kind = "number"
    extra = one.extra | modifiers(text, one.start, one.end)
    if kind != "log" and "relative" not in extra and (sign := relative(text, one.start, one.end)):
        extra["relative"] = sign
    if kind in {"count", "money"} and extra.get("relative") == "-":
        del extra["relative"]
    if one.item is not None:
        reader.used.add(one.item)
    return Found(kind, one.start, one.end, plain(value), extra)


def _retention(reader: _Reader, length: Found) -> None:
    """Turn a duration into log days when the text says that logs are kept so long."""
    days = _LOG_DAYS.match(str(length.value))
    if length.type != "duration" or days is None or days.group() == "P":
        return
    text = reader.text
    stops = [after.end() for pattern in _LOG_AFTER if (after := pattern.match(text, length.end))]
    item = next((one for stop in stops if (one := reader.starts.get(stop)) and one.value == "log"), None)
    before = reader._item_before(
        _Amount(Number(length.start, length.end, Fraction(0), "digits"), length.start, length.end)
    )
    if item is not None:
        length.end = item.end
        reader.claims.take(length.start, length.end)
        reader.used.add(item)
    elif before is not None and before.value == "log":
        reader.used.add(before)
        if text[before.end : length.start] in {"", " "}:
            length.start = before.start
    elif not _KEPT_AFTER.match(text, length.end):
        return
    amount = {name: int(days[name] or 0) for name in "ymwd"}
    length.type = "log"
    length.value = amount["y"] * 365 + amount["m"] * 30 + amount["w"] * 7 + amount["d"]
    if amount["y"] or amount["m"]:
        length.extra["approximate"] = True
