"""From a message to its entities: one normalisation, then every part of the grammar, the most telling first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.language import names as naming
from assistant.language.clauses import clauses
from assistant.language.dates import dates
from assistant.language.described import described
from assistant.language.durations import durations, stopwatch
from assistant.language.items import Items
from assistant.language.model import Entity
from assistant.language.normalise import Normalised, normalise
from assistant.language.numbers import numbers
from assistant.language.quantities import quantities
from assistant.language.refusals import refusals
from assistant.language.retention import retention
from assistant.language.spans import Claims, Found
from assistant.language.spelling import mend

# How an entity's place is written for the intent matcher; items and ways of sending keep their words.
_MASKS = {"datetime": "date", "month": "date", "week": "date", "year": "date"}
_WITH_FIGURES = frozenset({"option", "service", "ip"})  # their names may hold figures (IPv4): before numbers
_KEPT = frozenset({"item", "via", "ip", "product"})


def extract(text: str, today: date, locale: str | None = None, prefer: str = "future") -> list[Entity]:
    """Return the entities of a message in order, not overlapping; spans point into `text` as given. Never raises.

    Relative dates are read against `today`. `prefer` ("future" or "past") settles a date without a year or month;
    `dates.rechoose` settles it anew for a use that is known later. `locale` ("ja", "en" or None: as the text shows) is
    a hint only.
    """
    normalised = mend(normalise(text))
    found = _find(normalised, today, locale, prefer)
    entities: list[Entity] = []
    mended = iter(normalised.mended)
    spelling = next(mended, None)
    for one in sorted(found, key=lambda f: f.start):
        start, end = normalised.span(one.start, one.end)
        if one.type is None or (entities and start < entities[-1].end):
            continue  # two findings inside one mended word share its place: the first stands
        extra = one.extra
        while spelling is not None and spelling[0] < one.end:  # both run through the text in order
            if one.start < spelling[1]:
                extra = extra | {"fuzzy": min(spelling[2], extra.get("fuzzy", 1.0))}
                if spelling[1] > one.end:
                    break
            spelling = next(mended, None)
        entities.append(Entity(one.type, text[start:end], start, end, one.value, extra))
    return entities


def mask(text: str, entities: Iterable[Entity]) -> str:
    """Return the text with the place of each entity replaced by `{type}`, as the intent matcher reads it.

    Dates of every kind become `{date}`; `item`, `via`, `ip` and `product` keep their words, which tell one intent from
    another.
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


def _find(normalised: Normalised, today: date, locale: str | None, prefer: str) -> list[Found]:
    """Return what every part of the grammar finds; each leaves alone what those before it have taken."""
    text = normalised.text
    written = normalised.source if len(normalised.source) == len(text) else _capitals(normalised)
    claims = Claims(len(text))
    named = naming.names(normalised)
    called = list(naming.entities(normalised, named))
    items = Items(text, named)

    results = list(claims.keep_free(refusals(text)))
    results += claims.keep_free(clauses(normalised))
    results += claims.keep_free(f for f in called if f.type in _WITH_FIGURES)
    if not any(f.type == "option" for f in called):
        results += claims.keep_free(described(text))
    results += claims.keep_free(stopwatch(text))
    counted = numbers(text)
    results += dates(text, counted, claims, today=today, prefer=prefer, locale=locale)
    lengths = durations(text, written, [n for n in counted if claims.free(n.start, n.end)], claims)
    retention(text, lengths, items, claims)
    results += lengths
    results += quantities(text, written, counted, items, claims)
    results += claims.keep_free(f for f in called if f.type not in _WITH_FIGURES)
    results += items.open(results, claims)
    return results


def _capitals(normalised: Normalised) -> str:
    """Return the source character behind each character of the normalised text."""
    return "".join(map(normalised.source.__getitem__, normalised.origin))
