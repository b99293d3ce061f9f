"""Amounts: money, bandwidth, licences, servers, concurrent devices, log days, times, and plain numbers.

A number is read by its own unit first (500M, 2回), then by the contract item named beside it (250ライセンス, ログ360,
"raise our licences to 1,250"), then by the number it is joined to (1000から1250ライセンスへ). What is left is a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

from assistant.language.items import Items
from assistant.language.modifiers import is_negative, modifiers, relative
from assistant.language.names import Name
from assistant.language.numbers import Number, plain
from assistant.language.screening import Screened
from assistant.language.spans import Claims, Found
from assistant.language.units import is_amount, own_unit

_CHAIN = re.compile(
    r"\s?(?:から|より|を(?=\s?\Z)|→|->|-|~|(?:up |down )?to|or|and|か|と|や|、|,|/|または|もしくは|又は|"
    r"あるいは|ではなくて?|じゃなくて?|でなくて?"
    r"|not|instead of|vs\.?)\s?\Z"
)
_PLUS = re.compile(r"(?:ライセンス|台)?\s?(?:と|プラス|and|plus)\s?")
_ROUND = 100
_TWICE = Screened(r"(?<![a-z])(?:twice|(?P<three>thrice))(?![a-z])(?!\s+(?:the|as))")
_SO_OFTEN = Screened(  # "2 x 30h": outages of that length
    r"(?<![\d.])(?P<n>[2-9]|1\d)\s?(?:x|×|\*)\s?(?=\d+(?:\.\d+)?\s?(?:h(?:ours?|rs?)?|min(?:utes?)?|m|時間|"
    r"分)(?![a-z]))"
)
_ALONE_AFTER = re.compile(
    r"[\s。.、,!?「」()]*(?:(?:です|でお願いします|でお願い|でした|にして(?:ください)?|に|で|だけ|の間違い(?:です|"
    r"でした)?|please|pls|thanks?|"
    r"then|instead|after all|actually|if (?:possible|we can|you can))[\s。.!?,]*)*\Z"
)
# The item an amount belongs to, and its type.
_TYPES = {
    "licences": "licences",
    "servers": "servers",
    "concurrent": "concurrent",
    "log": "log",
    "bandwidth": "bandwidth",
    "fee": "money",
}
_SIGNED = frozenset({"licences", "servers", "concurrent"})
_ALSO = re.compile(r"\s?(?:,|and|&|plus|, and|as well as)\s(?:another\s)?")
_ALSO_JA = re.compile(r"(?:を|も)?(?:と|、|および|及び|プラス)\s?[^\d、。]{0,12}?(?:を|も)?\s?")
_ENDS_UP = re.compile(r"\s?(?:in total|altogether|total\b)")
_WHOLE = frozenset({"licences", "servers", "concurrent", "log", "money", "count"})
_SERVER_COUNTERS = frozenset({"", "台", "unit", "units"})
_LEAST_BANDWIDTH = 10  # a bare number below is rather one of Gbps, or none
_LEAST_TWICE = 10  # a smaller number may count anything: "two tweaks: ... down to two servers"
_FAR_MORE = 200  # times the servers told beside it, a number counts devices or people
_MAY = re.compile(r"(?:can|could|may|might|must)\s*\Z")  # "how many servers can one contract have"
_LARGE = re.compile(r"万|億|million")
_LEAST_MONEY = 100_000  # 120万 without a unit: nothing but a fee is written so; 6万 may be licences


@dataclass(slots=True)
class _Amount:
    """A number on its way to a type; `counter` is what it counts (台, users)."""

    number: Number
    start: int
    end: int
    type: str = ""
    factor: Fraction = Fraction(1)
    counter: str = ""
    item: Name | None = None
    added: Fraction = Fraction(0)
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def value(self) -> Fraction:
        value = self.number.value if self.factor == 1 else self.number.value * self.factor
        return value + self.added if self.added else value

    @property
    def is_part_of_a_word(self) -> bool:
        """Whether it may be no number: 一 in 一般."""
        return self.number.weak and self.number.kind == "kanji" and not self.counter


_APART = frozenset((" ", ",", "、", "/"))
_LABELS = re.compile(r"\s?[:：=]?\s?\d")


def quantities(text: str, written: str, found: list[Number], items: Items, claims: Claims) -> list[Found]:
    """Return the amounts of a normalised text and mark their places; `items` learns which names have a value now.

    `found` are the numbers, `written` is the text with its capitals where they are known.
    """
    free = [n for n in found if claims.free(n.start, n.end) and is_amount(text, n)]
    amounts = [_by_unit(text, written, number, items) for number in free]
    for one in amounts:
        if not one.type:
            _by_item(text, one, items)
    amounts = _summed(text, amounts)
    _chain(text, amounts)
    results = [result for one in amounts for result in _finish(text, one, items)]
    results += [Found("count", *match.span(), 3 if match["three"] else 2) for match in _TWICE.finditer(text)]
    results = [Found("count", *match.span("n"), int(match["n"])) for match in _SO_OFTEN.finditer(text)] + results
    return list(claims.keep_free(_shared_sign(text, results)))


def _shared_sign(text: str, results: list[Found]) -> list[Found]:
    """Let one verb hold for both of "add two servers and 1000 licences", 「サーバ2台とライセンス100増やして」."""
    amounts = sorted((one for one in results if one.type in _SIGNED), key=lambda one: one.start)
    for first, second in pairwise(amounts):
        joint = text[first.end : second.start]
        if "relative" in first.extra and "relative" not in second.extra and _ALSO.fullmatch(joint):
            if not _ENDS_UP.match(text, second.end):
                second.extra["relative"] = first.extra["relative"]
        elif "relative" in second.extra and "relative" not in first.extra and _ALSO_JA.fullmatch(joint):
            first.extra["relative"] = second.extra["relative"]
    return results


def _by_unit(text: str, written: str, number: Number, items: Items) -> _Amount:
    """Read the unit a number has, or the item right after it (250ライセンス, "four more Mobility servers")."""
    one = _Amount(number, number.start, number.end)
    unit = own_unit(text, written, number, bytes_too=items.names_bandwidth)
    if unit is not None and unit.type:
        one.type, one.start, one.end, one.factor = unit.type, unit.start, unit.end, Fraction(unit.factor)
        before = items.before(unit.start) if unit.million else None
        if before is not None and before.value == "fee":  # 月額1.2M
            one.type, one.factor = "money", Fraction(1_000_000)
        return one
    after = items.after(number.end, of=number.value)
    if after is not None and text[number.end : number.end + 1] in _APART and _LABELS.match(text, after.name.end):
        labelled = items.before(number.start)
        if labelled is not None and number.start - labelled.end <= 1:
            after = None  # 「同時2000 サーバ1」: every item stands before its number
    if after is not None:
        one.item, one.type, one.end = after.name, _TYPES[after.name.value], after.name.end
        one.extra |= {"relative": after.relative} if after.relative else {}
    elif unit is not None:
        one.counter, one.end = unit.counter, unit.end
    return one


def _by_item(text: str, one: _Amount, items: Items) -> None:
    """Give a number without a unit the type of the item before it."""
    item = items.before(one.start)
    if item is None or item.value not in _TYPES or one.is_part_of_a_word:
        return
    kind, gap = _TYPES[item.value], text[item.end : one.start]
    if one.number.weak and (gap == " " or _MAY.search(gap)):
        return  # "add licences one at a time"
    if one.number.value.denominator != 1 or (kind in {"bandwidth", "log", "money"} and one.counter):
        return
    if kind == "bandwidth" and one.number.value < _LEAST_BANDWIDTH:
        return
    if kind == "servers" and one.counter not in _SERVER_COUNTERS:
        return
    one.type, one.item, one.counter = kind, item, ""
    if kind == "bandwidth":
        one.extra["inferred"] = ["unit"]
    if kind != "money" and gap in {"", " "}:
        one.start = item.start


def _summed(text: str, amounts: list[_Amount]) -> list[_Amount]:
    """Join "60,000 and one licences" and 6万と1ライセンス to one amount."""
    found: list[_Amount] = []
    for one in amounts:
        last = found[-1] if found else None
        if (
            last is not None
            and last.type in ("", one.type)
            and one.type in _WHOLE
            and one.type != "money"
            and _PLUS.fullmatch(text[last.end : one.number.start])
            and last.number.value >= _ROUND
            and last.number.value % _ROUND == 0
            and one.number.value < _ROUND / 2
        ):
            last.extra |= one.extra
            last.type, last.item, last.end, last.added = one.type, one.item, one.end, one.number.value
        else:
            found.append(one)
    return found


def _chain(text: str, amounts: list[_Amount]) -> None:
    """Hand a type on between numbers joined by から, to, or, 、 and the like, in both directions."""
    typed = {one.value: one for one in amounts if one.type in _WHOLE}
    for one in amounts:
        if one.value in typed and typed[one.value] is not one and one.value >= _LEAST_TWICE:
            _hand_on(typed[one.value], one)  # "Starter 450 lic -> Core 450, 200M": the same number of the same
    pairs = list(pairwise(amounts))
    joined = [_CHAIN.match(text[first.end : second.start]) is not None for first, second in pairs]
    for (first, second), link in zip(pairs, joined, strict=True):
        if link:
            _hand_on(first, second)
    for (first, second), link in zip(reversed(pairs), reversed(joined), strict=True):
        if link:
            _hand_on(second, first)


def _hand_on(typed: _Amount, other: _Amount) -> None:
    if other.type or other.is_part_of_a_word or typed.type not in _TYPES.values():
        return
    if typed.type == "servers" and other.number.value > typed.value * _FAR_MORE:
        return  # "raise to 5 servers and 5500"
    other.type, other.counter = typed.type, ""
    if typed.type != "bandwidth" or other.number.value < 100:  # 1から2G is in G, 1Gから500に is not
        other.factor = typed.factor


def _finish(text: str, one: _Amount, items: Items) -> Iterator[Found]:
    kind, number, value = one.type, one.number, one.value
    if not kind and not one.counter and value >= _LEAST_MONEY and _LARGE.search(text, number.start, number.end):
        kind, one.extra["inferred"] = "money", ["unit"]
    if not kind or (kind in _WHOLE and value.denominator != 1):
        if number.weak and not one.counter and not _is_alone(text, one):
            return
        kind = "number"
    extra = one.extra | modifiers(text, one.start, one.end)
    if one.counter:
        extra["unit"] = one.counter
    below_zero = kind in _WHOLE and is_negative(text, number.start)
    sign = "" if below_zero else relative(text, one.start, one.end) if kind != "log" and "relative" not in extra else ""
    if sign == "+" or (sign == "-" and kind not in {"count", "money"}):
        extra["relative"] = sign
    if one.item is not None:
        items.used.add(one.item)
    yield Found(kind, one.start, one.end, plain(-value if below_zero else value), extra)


def _is_alone(text: str, one: _Amount) -> bool:
    """Return whether the message is this number and nothing else ("5", 三です)."""
    return not text[: one.start].strip(" 「(") and _ALONE_AFTER.match(text, one.end) is not None
