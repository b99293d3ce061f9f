"""From a reference to the place of the terms it means, in one edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.contracts.model import Clause, Edition
from assistant.contracts.references import Reference

_PREFIX = {"article": "", "appendix": "app", "supplement": "supp.", "title": "0"}
_LIMB_OPENINGS = {"proviso": "ただし", "closing": "なお", "brackets": "("}


@dataclass(frozen=True, slots=True)
class LookUp:
    """What a reference leads to.

    `clauses` has the place in each contract that has one; `missing` names the contracts that have none, and `nearest`
    the deepest place above the missing one that they do have (第7条 for a 第7条第9項; nothing for a 第20条).
    """

    reference: Reference
    clauses: tuple[Clause, ...]
    missing: tuple[str, ...] = ()
    nearest: tuple[Clause, ...] = ()

    @property
    def found(self) -> bool:
        """Whether any contract has the place; when not, say so instead of answering from another article."""
        return bool(self.clauses)


def locate(edition: Edition, reference: Reference) -> tuple[Clause | None, Clause | None]:
    """Return the place a reference means in this edition, and, when there is none, the nearest place above it."""
    if reference.outside or reference.service not in (None, edition.service):
        return None, None
    place = _place(edition, reference)
    if place is None:
        return None, _nearest(edition, reference)
    place = _same_place(edition, place)
    if reference.limb is None or reference.limb == "sentence":
        return place, None
    part = part_of(edition, place, reference.limb)
    return (part, None) if part is not None else (None, place)


def part_of(edition: Edition, place: Clause, limb: str) -> Clause | None:
    """Return the part of a place that a reference names beside it (its proviso, its table), None when it has none."""
    return next(_table(edition, place) if limb == "table" else _limbs(edition, place, limb), None)


def _place(edition: Edition, reference: Reference) -> Clause | None:
    service, prefix, path = edition.service, _PREFIX[reference.kind], reference.path
    if reference.kind == "supplement":
        return _supplement(edition, reference)
    if reference.kind == "title":
        return edition.clauses.get(f"{service}:0")

    def at(*parts: int) -> Clause | None:
        return edition.clauses.get(f"{service}:{prefix}{'.'.join(str(part) for part in parts)}")

    if not reference.loose:
        exact = at(*path)
        if exact is not None:
            return exact
    top = at(path[0])
    if top is None or len(path) < 2:
        return None
    # 第4条第4号, Article 4(4), Appendix 1(2): one level is left out, which is no doubt where only one place fits
    if reference.kind == "appendix" and not reference.loose:
        return None  # 別紙1の2 names a part, and is not an item of another part
    rest = path[2:] if reference.kind == "article" and reference.loose else path[1:]
    holders = [child for child in top.children if "#" not in child]
    fits = [edition.clauses.get(f"{holder}.{'.'.join(map(str, rest))}") for holder in holders]
    present = [clause for clause in fits if clause is not None]
    if len(present) == 1:
        return present[0]
    return at(*path) if reference.loose else None


def _supplement(edition: Edition, reference: Reference) -> Clause | None:
    whole = edition.clauses.get(f"{edition.service}:supp")
    if whole is None:
        return None
    if reference.path:
        return edition.clauses.get(f"{whole.id}.{reference.dotted}")
    if reference.qualifier is None:
        return whole
    for child in whole.children:
        label = edition.clauses[child].label
        if any(reference.qualifier in "".join(text.lower().split()) for text in (label.ja, label.en)):
            return edition.clauses[child]
    return None


def _same_place(edition: Edition, place: Clause) -> Clause:
    """Return the only paragraph of an article where one was named: 第10条 is its only paragraph."""
    inner = [child for child in place.children if "#" not in child]
    if place.kind == "section" and len(inner) == 1 and edition.clauses[inner[0]].label == place.label:
        return edition.clauses[inner[0]]
    return place


def _limbs(edition: Edition, place: Clause, limb: str) -> Iterator[Clause]:
    for clause in edition.below(place.id):
        if clause.kind != "limb":
            continue
        if limb.startswith("#"):
            if clause.id == place.id + limb:
                yield clause
        elif clause.text.startswith(_LIMB_OPENINGS[limb]):
            yield clause


def _table(edition: Edition, place: Clause) -> Iterator[Clause]:
    # only a table keeps line breaks in a clause's text
    return (clause for clause in edition.below(place.id) if clause.kind == "clause" and "\n" in clause.text)


def _nearest(edition: Edition, reference: Reference) -> Clause | None:
    if reference.kind == "supplement":
        return edition.clauses.get(f"{edition.service}:supp")
    for depth in range(len(reference.path) - 1, 0, -1):
        place = ".".join(str(part) for part in reference.path[:depth])
        clause = edition.clauses.get(f"{edition.service}:{_PREFIX[reference.kind]}{place}")
        if clause is not None:
            return clause
    return None
