"""The unit right after (or before) a number: 90万円, ¥100,000, 500 Mbps, 1.5ギガ, 2回, 12台, "two outages"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.numbers import Number

_YEN = re.compile(r"\s?(?P<million>m|mm|mn|mio)?\s?(?:円|yen(?![a-z])|jpy(?![a-z]))")
_YEN_BEFORE = re.compile(r"(?:¥|\\|(?<![a-z])jpy|(?<![a-z])yen)\s?\Z")
_MILLION = re.compile(r"\s?(?:m|mm|mn)(?![a-z])")
_BANDWIDTH = re.compile(
    r"[\s-]?(?:(?P<giga>gbps|gbit/s|gb/s|gigabits?|gbit|gigs?|giga|g(?!b)|ギガ(?:ビット|bps)?)"
    r"|(?P<mega>mbps|mbit/s|mb/s|megabits?|mbit|megs?|mega|m(?!b)|メガ(?:ビット|bps)?))"
    r"(?:\s?per\ssecond|/秒|毎秒)?(?![a-z\d])"
)
_BYTES = re.compile(r"\s?(?:(?P<giga>gb|ギガバイト)|mb|メガバイト)(?![a-z])")
_MOBILE = re.compile(r"[45]g(?=\s?(?:回線|ネットワーク|対応|端末|通信|sim|network|line|modem|connection|coverage))")
_MOST_GIGABITS = 100  # "35g" is a weight, no one's line

_TIMES = re.compile(
    r"\s?(?:回(?![線目答収避復転数路]|生(?!じ))|度(?![目数合量])|times(?![a-z])(?!\s+(?:the|as|more|higher|\d)))"
)
_OUTAGES = re.compile(
    r"\s(?:(?:ztna|fms|fxz|fxm|vpn|service|separate|different|distinct|short|major|big|full|total|complete|"
    r"unplanned|more)\s){0,2}"
    r"(?:outages?|incidents?|interruptions?|failures?|breakdowns?|disruptions?|stoppages?)(?![a-z])"
)
_CASES = re.compile(r"\s?件(?!目|名|数)")
_OUTAGE_NEAR = re.compile(r"障害|停止|不能|断|インシデント|ダウン")
_MOST_OUTAGES = 100

_COUNTER = re.compile(
    r"[\s-]?(?P<unit>台|名|人|本|個|件|拠点|ユーザー?|端末|デバイス|アカウント|接続|セッション"
    r"|(?:id|devices?|users?|people|clients?|terminals?|units?|employees?|staff|endpoints?|sessions?|scanners?|"
    r"handhelds?"
    r"|gadgets?|desks?|colleagues?|nurses?|doctors?|teachers?|students?|drivers?|tablets?|phones?|laptops?|workers?|"
    r"seats?|pcs?|members?|accounts?|machines?|heads?"
    r"|connections?)(?![a-z]))"
)
_LOOSE_COUNTERS = frozenset("人名本個件")  # 一人, 一本, 一件 are words of their own
_LEAST_COUNTED = 10  # 百本 is a count
_NO_AMOUNT_AFTER = re.compile(
    r"[回度台件つ日週年]目|(?:\s?[条項号])|\(\d|番(?!台)|階|章|編|版|目|世代|年生|行目|割|倍|つ|丁目|次|(?:st|nd|rd|"
    r"th)(?![a-z])"
)
_NO_AMOUNT_BEFORE = re.compile(  # a number there is a name: 第3, "port 443", "paragraph 1", "Office 365"
    r"(?:第|no\.?|#|ver\.?|version|バージョン|tcp|udp|ポート|port|paragraph|items?|articles?|clause|section|"
    r"appendix|step|page"
    r"|microsoft|office|windows)\s?\Z"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a number: its type ("" when it only counts things, `counter`), and where number and unit stand.

    `million` marks a lone m, which is a million where the text speaks of a fee (月額1.2M).
    """

    type: str
    start: int
    end: int
    factor: int = 1
    counter: str = ""
    million: bool = False


def is_amount(text: str, number: Number) -> bool:
    """Return whether a number can be an amount at all: not 第3, (3), 2回目, "port 443", 5G回線."""
    if text[number.start - 1 : number.start] == "(" and text[number.end : number.end + 1] == ")" and number.value < 100:
        return False  # the number of a list item
    if _NO_AMOUNT_BEFORE.search(text, max(0, number.start - 12), number.start):
        return False
    return not (_NO_AMOUNT_AFTER.match(text, number.end) or _MOBILE.match(text, number.start))


def own_unit(text: str, written: str, number: Number, *, bytes_too: bool) -> Unit | None:
    """Return the unit a number has of its own, or None.

    `written` is the text with its capitals; `bytes_too` reads GB as Gbps, where the text speaks of bandwidth.
    """
    start, end = number.start, number.end
    if yen := _YEN.match(text, end):
        return Unit("money", start, yen.end(), 1_000_000 if yen["million"] else 1)
    if sign := _YEN_BEFORE.search(text, max(0, start - 5), start):
        million = _MILLION.match(text, end)
        return Unit("money", sign.start(), million.end() if million else end, 1_000_000 if million else 1)
    return _bandwidth(text, written, number, bytes_too=bytes_too) or _times(text, number) or _counter(text, number)


def _bandwidth(text: str, written: str, number: Number, *, bytes_too: bool) -> Unit | None:
    match = _BANDWIDTH.match(text, number.end) or (_BYTES.match(text, number.end) if bytes_too else None)
    if match is None:
        return None
    unit, giga = match.group(), bool(match["giga"])
    if unit in {" m", "-m"} and written[match.end() - 1] != "M":
        return None  # "500 m" is a distance
    if giga and number.value > _MOST_GIGABITS:
        return None
    return Unit("bandwidth", number.start, match.end(), 1000 if giga else 1, million=unit.strip() == "m")


def _times(text: str, number: Number) -> Unit | None:
    start, end = number.start, number.end
    once = number.weak and number.kind == "kanji" and text.startswith("度", end)  # 一度に: "at once"
    if (times := _TIMES.match(text, end)) and not once:
        return Unit("count", start, times.end())
    if number.value >= _MOST_OUTAGES:
        return None
    if _OUTAGES.match(text, end):
        return Unit("count", start, end)
    cases = _CASES.match(text, end)
    if cases and _OUTAGE_NEAR.search(text, max(0, start - 10), cases.end() + 6):
        return Unit("count", start, cases.end())
    return None


def _counter(text: str, number: Number) -> Unit | None:
    match = _COUNTER.match(text, number.end)
    loose = number.weak and number.kind == "kanji" and number.value < _LEAST_COUNTED
    if match is None or (loose and match["unit"] in _LOOSE_COUNTERS):
        return None
    return Unit("", number.start, match.end(), counter=match["unit"])
