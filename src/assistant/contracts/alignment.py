"""Which article of one contract is about what an article of the other is about."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from assistant.contracts.terms import Terms
from assistant.contracts.yamlfile import read_values

PAIRS: Final = Path(__file__).with_name("pairs.yaml")
LEFT, RIGHT = "ztna", "fms"


def aligned(terms: Terms) -> list[tuple[str | None, str | None]]:
    """The articles of both contracts in the order of the first: those of one topic in one row.

    Articles of the same title are of one topic; pairs.yaml has those whose titles differ.
    """
    heads = {side: [c for c in terms.edition(side).clauses.values() if c.parent is None] for side in (LEFT, RIGHT)}
    said = dict(_pairs())
    titled = {c.title.ja: c.id for c in heads[RIGHT]}
    partner: dict[str, str] = {}
    for each in heads[LEFT]:
        found = said.get(each.id)
        if found is None and each.title.ja in titled and titled[each.title.ja] not in said.values():
            found = titled[each.title.ja]
        if found:
            partner[each.id] = found
    rest = [c.id for c in heads[RIGHT] if c.id not in partner.values()]
    order = [c.id for c in heads[RIGHT]]
    rows: list[tuple[str | None, str | None]] = []
    for each in heads[LEFT]:
        other = partner.get(each.id)
        while other and rest and order.index(rest[0]) < order.index(other):
            rows.append((None, rest.pop(0)))
        rows.append((each.id, other))
    return [*rows, *((None, each) for each in rest)]


def counterpart(terms: Terms, clause_id: str) -> str | None:
    """The article of the other contract on the topic of the article that holds a clause; None where there is none.

    Raises UnknownClause for an id that no edition in force has.
    """
    found = terms.clause(clause_id).id
    above = [each.id for each in terms.edition(found.partition(":")[0]).above(found)]
    top = above[-1] if above else found
    return next((row[1] if top == row[0] else row[0] for row in aligned(terms) if top in row and all(row)), None)


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """Articles of one topic with different titles: of the first contract, of the second."""
    return tuple((each[LEFT], each[RIGHT]) for each in read_values(PAIRS))
