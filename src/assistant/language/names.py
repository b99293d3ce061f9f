"""Names in a text: grades, options, services, items, IP versions, channels of notice and regions.

The names stand in `names.yaml`; near misses were mended before (`spelling.mend`). This module decides where a name
counts: at the borders of its script, not beside the words that make it an everyday word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.lexicon import Guard, Lexicon, load_lexicon
from assistant.language.normalise import Normalised
from assistant.language.spans import Found

_LATIN = re.compile(r"[a-z\d]")
_KANA = re.compile(r"[ァ-ヺー]")

# The other service named inside the name of the plain one: フレックスモビリティ(ZTNAでない方).
_OPEN = re.compile(r"[\s、,]*[(\[「]?\s*")
_SLASH = re.compile(r"\s?/\s?\Z")
_CLOSE = re.compile(r"\s*[)\]」]")

# A place before リージョン that the list does not know: 香港リージョン, "the Frankfurt region".
_REGION_BEFORE = re.compile(
    r"([一-鿿々]{2,6}|[ァ-ヺー]{2,10})(?=リージョン)|\b([a-z]+(?:[ -](?:east|west|north|south))?)(?= region\b)"
)
# 関西電力, 東京都: the name of something else; 東京側, 大阪追加 are still the region.
_PART_OF_NAME = re.compile(r"(?<=[一-鿿])(?!側|両|希望|追加|変更|指定|契約|拠点|地域|地区)[一-鿿]")

_GRADE_AFTER = re.compile(
    r"[\s-]*(?:グレード|プラン|エディション|版|コース|(?:grade|plan|tier|edition|package|contract|customer|subscriber|"
    r"shop|house|user|account|client|site|deployment|environment)s?(?![a-z]))"
)
_GRADE_BEFORE = re.compile(
    r"(?:グレード|プラン|(?<![a-z])(?:grade|plan|tier|edition))[\s:=]*(?:(?:を|は|が|named|called|is|to)\s*)?\Z"
)
_TO_GRADE_AFTER = re.compile(
    r"\s*(?:へ|に)の?(?:グレード)?(?:変更|アップグレード|ダウングレード|移行|切り?替え|上げ|下げ|格上げ)|\s*契約"
)
_TO_GRADE_BEFORE = re.compile(
    r"(?<![a-z])(?:upgrade|downgrade|move|switch|change|go|upgrading|moving|switching|going)"
    r"(?: us)?(?: up| down| over)? (?:from [a-z]+ )?to (?:the )?\Z"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: its section in `names.yaml`, its value and its place in the normalised text."""

    kind: str
    value: str
    start: int
    end: int
    number_only: bool = False


def names(normalised: Normalised) -> list[Name]:
    """Return the names of a text in order, everyday words left out."""
    lexicon = load_lexicon()
    text = normalised.text
    found: list[Name] = []
    at = 0
    while match := lexicon.pattern.search(text, at):
        start = match.start()
        touching = bool(found) and found[-1].end == start
        shorter: re.Match[str] | None = match
        while shorter is not None and not _stands_alone(lexicon, text, start, shorter.end(), touching):
            # "transparent proxy op" is a name, but in "transparent proxy open to" the one before it is meant.
            shorter = lexicon.pattern.match(text, start, shorter.end() - 1)
        if shorter is None:
            at = start + 1
            continue
        at = end = shorter.end()
        word = shorter.group()
        guard = lexicon.guards.get(word)
        if guard is not None and _everyday(guard, normalised, start, end):
            at = start + 1 if " " in word else end  # "10 days without ZTNA" still names ZTNA
            continue
        meaning = lexicon.names[word]
        found.append(Name(meaning.kind, meaning.value, start, end, word in lexicon.number_only))
    return found


def _stands_alone(lexicon: Lexicon, text: str, start: int, end: int, touching: bool) -> bool:
    """Return whether a name ends where its script ends (or where another known word begins)."""
    if start and not touching:
        first, before = text[start], text[start - 1]
        if _LATIN.match(first) and _LATIN.match(before) and first.isdigit() == before.isdigit():
            return False  # a count may go before a name without a gap (600lic)
        joined = lexicon.joins_before.search(text, max(0, start - 12), start)
        if _KANA.match(first) and _KANA.match(before) and not joined:
            return False
    if end < len(text):
        last, after = text[end - 1], text[end]
        if _LATIN.match(last) and _LATIN.match(after):
            # and after it (Core500M)
            return after.isdigit() and not last.isdigit() and end - start > 3
        if _KANA.match(last) and _KANA.match(after):
            return bool(lexicon.joins_after.match(text, end) or lexicon.pattern.match(text, end))
    return True


def _everyday(guard: Guard, normalised: Normalised, start: int, end: int) -> bool:
    text = normalised.text
    first, last = normalised.span(start, end)
    written = normalised.source[first:last]
    if written in guard.not_written:
        return True
    if _GRADE_AFTER.match(text, end):
        return False
    if guard.before is not None and guard.before.match(text, end):
        return True
    if guard.capital_wins and written[:1].isupper():
        return False
    if guard.joined is not None and guard.joined.search(text, max(0, start - 24), start):
        return False
    if guard.follows is not None and guard.follows.match(text, end):
        return False
    return guard.after is not None and guard.after.search(text, max(0, start - 24), start) is not None


def entities(normalised: Normalised, found: list[Name]) -> Iterator[Found]:
    """Yield the names that are entities by themselves; items are left to `quantities`, which knows their numbers."""
    text = normalised.text
    skip = -1
    for index, name in enumerate(found):
        if name.start < skip:
            continue
        if name.kind == "service" and name.value == "fms":
            one = _plain_service(text, found, index)
            skip = one.end
            yield one
        elif name.kind == "not_ztna":
            yield Found("service", name.start, name.end, "fms")
        elif name.kind == "product":
            yield Found("product", name.start, name.end, text[name.start : name.end])
        elif name.kind in {"grade", "option", "service", "ip", "via"}:
            yield Found(name.kind, name.start, name.end, name.value)
        elif name.kind == "unknown_grade" and _as_grade(text, name):
            yield Found("grade", name.start, name.end, name.value, {"unknown": True})
        elif name.kind == "region" and not _PART_OF_NAME.match(text, name.end):
            first, last = normalised.span(name.start, name.end)
            yield Found("region", name.start, name.end, normalised.source[first:last])
    yield from _unlisted_regions(normalised)


def _plain_service(text: str, found: list[Name], index: int) -> Found:
    """Join フレックスモビリティ and a following (ZTNAでない方), or /ZTNA, to one name."""
    name = found[index]
    following = found[index + 1] if index + 1 < len(found) else None
    if following is not None and (following.kind, following.value) == ("service", "ztna"):
        long = name.end - name.start > len("fms")  # FMS/ZTNA names both
        if long and _SLASH.match(text[name.end : following.start]):
            return Found("service", name.start, following.end, "ztna")
    opening = _OPEN.match(text, name.end)
    after = opening.end() if opening else name.end
    for other in found[index + 1 : index + 3]:
        if other.kind == "not_ztna" and other.start == after:
            close = _CLOSE.match(text, other.end) if re.search(r"[(\[「]", text[name.end : after]) else None
            return Found("service", name.start, close.end() if close else other.end, "fms")
    return Found("service", name.start, name.end, "fms")


def _as_grade(text: str, name: Name) -> bool:
    around = _GRADE_AFTER.match(text, name.end) or _TO_GRADE_AFTER.match(text, name.end)
    before = max(0, name.start - 40)
    return bool(
        around
        or _GRADE_BEFORE.search(text, before, name.start)
        or _TO_GRADE_BEFORE.search(text, before, name.start)
        or re.fullmatch(
            r"\W*(?:です|で|で(?:いい|良い|よい)です|でお願いします|please)?\W*", text[: name.start] + text[name.end :]
        )
    )


def _unlisted_regions(normalised: Normalised) -> Iterator[Found]:
    text = normalised.text
    if "リージョン" not in text and " region" not in text:
        return
    no_region = load_lexicon().no_region
    for match in _REGION_BEFORE.finditer(text):
        word = match.group(1) or match.group(2)
        first, last = normalised.span(match.start(), match.end())
        named = (
            match.group(1) is not None or normalised.source[first].isupper()
        )  # "Frankfurt region", not "gateway region"
        if named and word not in no_region and len(word) > 1:
            yield Found("region", match.start(), match.end(), normalised.source[first:last])
