"""Log retention told as a length of time: 180日保存, "90 days of logs", ログを半年保存."""

from __future__ import annotations

import re

from assistant.language.items import Items
from assistant.language.spans import Claims, Found

# Between a length and the log it is the retention of: 180日分のログ, "90 days worth of logs".
_BETWEEN = (
    re.compile(r"(?:間|分)?(?:だけ)?の?\s?"),
    re.compile(r"[\s-]*(?:worth\s)?(?:of\s|for\s)?(?:the\s|our\s|data\s)?"),
    re.compile(r"(?:間)?(?:へ|に)の?[、,\s]?"),  # 90日へ、ログ保存期間を短くする
)
_TO_NEXT = re.compile(r"間?\s?(?:から|より|→|->|to)\s?\Z")
_KEPT = re.compile(r"(?:間|分)?(?:だけ)?の?を?(?:保存|保管|保持)")  # the verb alone says enough
_PUT_BY = re.compile(  # of a log that is spoken of: 「ログ、監査の都合で1年とっておきたい」
    r"(?:間|分)?(?:だけ|くらい|ぐらい|ほど)?(?:は|を)?(?:[取と]って?(?:お|置)|[取と]っと[きか]|残[しすせ]|置い|キープ|"
    r"ため)"
)
# In a list of values, a length beside a bandwidth can be nothing else: 「5000 lic / 2G / 180d / 大阪」.
_LIST_BEFORE = re.compile(r"(?:\A|[/,、・|;]|\d\s?[gm](?:bps)?(?:,?\s(?:and|with|plus)|と|で))\s?\Z")
_LIST_AFTER = re.compile(r"間?\s?(?:[/,、・|;.。!?]|please|then|で(?!き)|に|\Z)")
_BANDWIDTH = re.compile(r"\d\s?[gm](?:bps)?(?![a-z])")
_LENGTH = re.compile(r"P(?:(?P<y>\d+)Y)?(?:(?P<m>\d+)M)?(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?\Z")


def retention(text: str, lengths: list[Found], items: Items, claims: Claims) -> None:
    """Turn the durations that are a retention into `log`, in days, in place.

    Months and years are taken as 30 and 365 days and marked as approximate.
    """
    follows: Found | None = None  # the retention that the length before it leads to: 360日から90日へ
    for length in reversed(lengths):
        amount = _length(length)
        leads = follows is not None and _TO_NEXT.match(text[length.end : follows.start])
        if amount is not None and (leads or _is_retention(text, length, items, claims)):
            _keep(length, amount)
            follows = length
    if not any(length.type == "log" for length in lengths) and ("ログ" in text or "log" in text):
        for length in lengths:
            if (amount := _length(length)) is not None and _PUT_BY.match(text, length.end):
                _keep(length, amount)
    before: Found | None = None  # and the one that leads to a length after it: ログを90日から1年に
    for length in lengths:
        amount = _length(length)
        if before is not None and amount is not None and _TO_NEXT.match(text[before.end : length.start]):
            _keep(length, amount)
        before = length if length.type == "log" else None


def _length(found: Found) -> re.Match[str] | None:
    return _LENGTH.match(str(found.value)) if found.type == "duration" else None


def _keep(length: Found, amount: re.Match[str]) -> None:
    """Make a length of time one of retention, in days."""
    years, months, weeks, days = (int(part or 0) for part in amount.group("y", "m", "w", "d"))
    length.type = "log"
    length.value = years * 365 + months * 30 + weeks * 7 + days
    if years or months:
        length.extra["approximate"] = True


def _is_retention(text: str, length: Found, items: Items, claims: Claims) -> bool:
    """Return whether a length is one of logs; takes the word for the log into its place where they touch."""
    for between in _BETWEEN:
        gap = between.match(text, length.end)
        after = items.at(gap.end(), "log") if gap else None
        if after is not None:
            length.end = after.end
            claims.take(length.start, length.end)
            items.used.add(after)
            return True
    before = items.before(length.start)
    if before is not None and before.value == "log":
        items.used.add(before)
        if text[before.end : length.start] in {"", " "}:
            length.start = before.start
            claims.take(length.start, length.end)
        return True
    listed = _LIST_BEFORE.search(text, 0, length.start) and _LIST_AFTER.match(text, length.end)
    return bool(_KEPT.match(text, length.end) or (listed and _BANDWIDTH.search(text)))
