"""How much of the terms the assistant covers, counted in clauses and limbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.contracts import Clause, Terms
from assistant.contracts.parameters import ParameterBook
from assistant.language.intents import Intent


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which clauses of one service there are, which a rule stands on, and which an intent's answer cites.

    A rule stands on the clauses of its parameters: no rule names a clause by itself. `unused` are in neither set;
    they are still found by number or by words.
    """

    service: str
    clauses: tuple[str, ...]
    by_rule: frozenset[str]
    by_intent: frozenset[str]

    @property
    def unused(self) -> tuple[str, ...]:
        """The clauses that neither a rule nor an intent reaches, in the order of the text."""
        return tuple(clause for clause in self.clauses if clause not in self.by_rule | self.by_intent)


def coverage(terms: Terms, book: ParameterBook, intents: Mapping[str, Intent]) -> list[Coverage]:
    """One entry for each service, for its newest edition."""
    named = {clause for intent in intents.values() for clauses in intent.clauses.values() for clause in clauses}
    found = []
    for service in terms.services:
        clauses = list(terms.provisions(service))
        parameters = book.in_force(service)[0].parameters.values()
        ruled = {clause for parameter in parameters for clause in parameter.clauses}
        found.append(
            Coverage(
                service=service,
                clauses=tuple(clause.id for clause in clauses),
                by_rule=frozenset(_reached(clauses, ruled)),
                by_intent=frozenset(_reached(clauses, named)),
            )
        )
    return found


def _reached(clauses: Iterable[Clause], cited: set[str]) -> Iterable[str]:
    """A clause that is cited is shown with its limbs; a limb is not shown with its clause."""
    for clause in clauses:
        if clause.id in cited or clause.id.partition("#")[0] in cited:
            yield clause.id
