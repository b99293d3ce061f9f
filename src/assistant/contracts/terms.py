"""All editions of all contracts, with look-up by id, by day and by reference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from assistant.contracts.loader import DOCUMENTS, load_editions
from assistant.contracts.lookup import LookUp, locate
from assistant.contracts.model import Clause, Edition
from assistant.contracts.references import Reference, find_references, parse_reference
from assistant.contracts.search import SYNONYMS_FILE, SearchIndex, Synonyms, load_synonyms
from assistant.errors import UnknownClause, UnknownService


class Terms:
    """The contracts in hand. Made by `load_terms`; read only."""

    def __init__(self, editions: list[Edition], synonyms: Synonyms | None = None) -> None:
        self._synonyms = synonyms or Synonyms()
        self._editions: dict[str, tuple[Edition, ...]] = {}
        for edition in sorted(editions, key=lambda e: e.version):
            self._editions[edition.service] = (*self._editions.get(edition.service, ()), edition)

    @property
    def services(self) -> tuple[str, ...]:
        """The contracts there are, by name, the one with the newest edition first."""
        return tuple(sorted(self._editions, key=lambda name: (-self._editions[name][-1].version.toordinal(), name)))

    def editions(self, service: str) -> tuple[Edition, ...]:
        """Return the editions of a contract, the oldest first.

        Raises:
            UnknownService: no contract of that name.

        """
        try:
            return self._editions[service]
        except KeyError:
            raise UnknownService(service, self.services) from None

    def edition(self, service: str, on: date | None = None) -> Edition:
        """Return the edition in force on a day; the newest when None, the first when the day lies before it.

        Raises:
            UnknownService: no contract of that name.

        """
        editions = self.editions(service)
        if on is None:
            return editions[-1]
        return next((edition for edition in reversed(editions) if edition.version <= on), editions[0])

    def clause(self, clause_id: str, version: date | None = None) -> Clause:
        """Return one clause, limb or section, of the newest edition or of the edition of that very date.

        Raises:
            UnknownClause: no such id there, or no such edition.

        """
        editions = self._editions.get(clause_id.partition(":")[0], ())
        if version is not None:
            editions = tuple(edition for edition in editions if edition.version == version)
        if not editions:
            raise UnknownClause(clause_id, version)
        return editions[-1].clause(clause_id)

    def look_up(self, reference: Reference, service: str | None = None, on: date | None = None) -> LookUp:
        """Return where a reference leads in the contracts, or in one of them, and which have no such place.

        A service that the reference itself names goes before `service`.

        Raises:
            UnknownService: no contract of the name given.

        """
        named = reference.service if reference.service in self._editions else service
        clauses: list[Clause] = []
        missing: list[str] = []
        nearest: list[Clause] = []
        for name in self.services if named is None else (named,):
            place, above = locate(self.edition(name, on), reference)
            if place is not None:
                clauses.append(place)
                continue
            missing.append(name)
            if above is not None:
                nearest.append(above)
        return LookUp(reference, tuple(clauses), tuple(missing), tuple(nearest))

    def resolve(self, reference: str, service: str | None = None) -> list[Clause]:
        """Return the places that the references in a text lead to, in its order; empty when no contract has them.

        Article 20 gives an empty list; `look_up` tells that apart from a text without any reference.

        Raises:
            UnknownService: no contract of the name given.

        """
        parsed = parse_reference(reference)
        references = [parsed] if parsed is not None else find_references(reference)
        found = [clause for each in references for clause in self.look_up(each, service).clauses]
        return list(dict.fromkeys(found))

    def search(self, query: str, service: str | None = None, limit: int = 10) -> list[tuple[Clause, float]]:
        """Return the clauses of the newest editions that a query is about, the best first, with scores from 0 to 1.

        A reference in the query leads: its place has 1, what stands below it 0.8 or a little more. A query that is
        nothing but a reference finds nothing else, so that 第20条 finds nothing at all.

        Raises:
            UnknownService: no contract of the name given.

        """
        if service is not None:
            self.editions(service)
        alone = parse_reference(query)
        references = find_references(query) if alone is None else [alone]
        words = "" if alone is not None else query
        for reference in reversed(references):
            words = f"{words[: reference.start]} {words[reference.end :]}"
        by_words = {clause.id: (clause, score) for clause, score in self._index.search(words, service)}
        found: dict[str, tuple[Clause, float]] = {}
        for reference in references:
            for clause in self.look_up(reference, service).clauses:
                found[clause.id] = (clause, 1.0)
        for clause, _ in list(found.values()):
            for below in self.edition(clause.service).below(clause.id):
                found.setdefault(below.id, (below, 0.8 + 0.2 * by_words.get(below.id, (below, 0.0))[1]))
        hits = {**by_words, **found}
        order = {**dict.fromkeys(found), **dict.fromkeys(by_words)}
        return sorted((hits[clause_id] for clause_id in order), key=lambda hit: -hit[1])[:limit]

    @cached_property
    def _index(self) -> SearchIndex:
        return SearchIndex([self.edition(service) for service in self.services], self._synonyms)

    def provisions(self, service: str | None = None) -> Iterator[Clause]:
        """Give every clause and limb of the newest editions, in the order of the texts; sections are left out.

        Raises:
            UnknownService: no contract of that name.

        """
        for name in self.services if service is None else (service,):
            yield from self.edition(name).provisions()


def load_terms(directory: Path | None = None) -> Terms:
    """Return the terms of a folder of documents, read once in a process.

    Args:
        directory: the folder; the one that comes with the package when None.

    Raises:
        ContentError: with every fault of every file.

    """
    return _load((DOCUMENTS if directory is None else directory).resolve())


@lru_cache(maxsize=4)
def _load(directory: Path) -> Terms:
    return Terms(load_editions(directory), load_synonyms(directory / SYNONYMS_FILE))
