"""From a message to its entities: one normalisation, then every part of the grammar, the most telling first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from assistant.language import names as naming
from assistant.language.clauses import clauses
from assistant.language.dates import dates
from assistant.language.durations import durations
from assistant.language.model import Entity
from assistant.language.names import Name
from assistant.language.normalise import Normalised, normalise
from assistant.language.numbers import numbers
from assistant.language.quantities import quantities
from assistant.language.refusals import refusals
from assistant.language.spans import Claims, Found
from assistant.language.spelling import mend

# How an entity's place is written for the intent matcher; items and ways of sending keep their words.
_MASKS = {"datetime": "date", "month": "date", "week": "date", "year": "date"}
_KEPT = frozenset({"item", "via", "ip"})
# An item whose value stands beside it is no open item: グレードをCompleteに, the Tokyo region, 透過プロキシのオプション.
_VALUE_OF = {"grade": "grade", "region": "region", "bandwidth": "bandwidth", "option": "option", "ip": "ip"}
_ITEM_THEN_VALUE = re.compile(r"\s?(?:は|を|が|も|:|=|「|to|is|of|from)?\s?「?\Z")
_VALUE_THEN_ITEM = re.compile(r"\s?(?:への?|からの|の|」の?|of)?\s?\Z")


def extract(text: str, today: date, locale: str | None = None, prefer: str = "future") -> list[Entity]:
    """Return the entities of a message in order, not overlapping; spans point into `text` as given. Never raises.

    Relative dates are read against `today`. `prefer` ("future" or "past") settles a date without a year or month;
    `dates.rechoose` settles it anew for a use that is known later. `locale` ("ja", "en" or None: as the text shows) is a
    hint only.
    """
    normalised = mend(normalise(text))
    found = _find(normalised, today, prefer)
    entities: list[Entity] = []
    for one in sorted(found, key=lambda f: f.start):
        start, end = normalised.span(one.start, one.end)
        if one.type is None or (entities and start < entities[-1].end):
            continue  # two findings inside one mended word share its place: the first stands
        extra = one.extra
        if normalised.mended:
            nearness = [near for first, last, near in normalised.mended if first < one.end and one.start < last]
            if nearness:
                extra = extra | {"fuzzy": min(nearness)}
        entities.append(Entity(one.type, text[start:end], start, end, one.value, extra))
    return entities


def mask(text: str, entities: Iterable[Entity]) -> str:
    """Return the text with the place of each entity replaced by `{type}`, as the intent matcher reads it.

    Dates of every kind become `{date}`; `item`, `via` and `ip` keep their words, which tell one intent from another.
    """
    pieces: list[str] = []
    at = 0
    for one in sorted(entities, key=lambda e: e.start):
        if one.type in _KEPT or one.start < at:
            continue
        pieces += (text[at : one.start], "{", _MASKS.get(one.type, one.type), "}")
        at = one.end
    pieces.append(text[at:])
    return "".join(pieces)


def _find(normalised: Normalised, today: date, prefer: str) -> list[Found]:
    text = normalised.text
    written = normalised.source if len(normalised.source) == len(text) else _capitals(normalised)
    claims = Claims(len(text))
    named = naming.names(normalised)
    results = list(claims.keep_free(refusals(text)))
    results += claims.keep_free(clauses(normalised))
    for one in naming.entities(normalised, named):
        if one.type in {"option", "service", "ip"} and claims.free(one.start, one.end):  # their names may hold figures
            claims.take(one.start, one.end)
            results.append(one)
    counted = numbers(text)
    results += dates(text, today, prefer, counted, claims)
    counted = [n for n in counted if claims.free(n.start, n.end)]
    lengths = durations(text, written, counted, claims)
    amounts, used = quantities(text, written, counted, named, lengths, claims)
    results += lengths
    results += amounts
    rest = [f for f in naming.entities(normalised, named) if f.type not in {"option", "service", "ip"}]
    results += claims.keep_free(rest)
    results += _open_items(text, [n for n in named if n not in used], results, claims)
    return results


def _open_items(text: str, named: list[Name], results: list[Found], claims: Claims) -> list[Found]:
    """Return the items named without a value."""
    open_items: list[Found] = []
    for name in named:
        if name.kind != "item" or name.number_only or not claims.free(name.start, name.end):
            continue
        kind = _VALUE_OF.get(name.value)
        if kind and any(_belongs(text, name, one) for one in results if one.type == kind):
            continue
        open_items.append(Found("item", name.start, name.end, name.value))
    return open_items


def _belongs(text: str, name: Name, one: Found) -> bool:
    if one.start >= name.end:
        return bool(_ITEM_THEN_VALUE.match(text[name.end : min(one.start, name.end + 8)])) and one.start - name.end <= 8
    gap = text[one.end : name.start] if one.end <= name.start <= one.end + 4 else "x"
    return bool(_VALUE_THEN_ITEM.match(gap))


def _capitals(normalised: Normalised) -> str:
    """Return the source character behind each character of the normalised text."""
    return "".join(normalised.source[at] for at in normalised.origin)
