"""All editions of all contracts, with look-up by id, by day and by reference."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from assistant.contracts.loader import DOCUMENTS, load_editions
from assistant.contracts.model import Clause, Edition
from assistant.errors import UnknownClause, UnknownService


class Terms:
    """The contracts in hand. Made by `load_terms`; read only."""

    def __init__(self, editions: list[Edition]) -> None:
        self._editions: dict[str, tuple[Edition, ...]] = {}
        for edition in sorted(editions, key=lambda e: e.version):
            self._editions[edition.service] = (*self._editions.get(edition.service, ()), edition)

    @property
    def services(self) -> tuple[str, ...]:
        """The contracts there are, by name, in alphabetical order."""
        return tuple(sorted(self._editions))

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
    return Terms(load_editions(directory))
