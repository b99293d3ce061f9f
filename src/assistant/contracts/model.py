"""What the terms are made of: editions, clauses, limbs, and the known drafting points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.errors import UnknownClause

Kind = Literal["section", "clause", "limb"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text for people, in Japanese and in English."""

    ja: str
    en: str

    def get(self, locale: str) -> str:
        """Return the text for `locale`: `en` for English, Japanese for everything else."""
        return self.en if locale == "en" else self.ja


@dataclass(frozen=True, slots=True)
class Note:
    """A known drafting defect or open point of the terms: what the text says, leaves open, and how we treat it."""

    id: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered place of a contract, or a limb (a sentence, condition, proviso or table row) inside one.

    `text` is verbatim but for white space. A clause's text is its own words, without the number and the heading line
    before them and without the items below it; a section that has no words of its own (an article of several
    paragraphs) has the whole of what it holds. `summary` is unofficial. `children` are in the order of the text.
    """

    id: str
    service: str
    version: date
    kind: Kind
    label: Bilingual
    title: Bilingual
    text: str
    summary: Bilingual
    notes: tuple[Note, ...]
    parent: str | None
    children: tuple[str, ...]
    number: str = ""
    heading: str = ""

    @property
    def counted(self) -> bool:
        """Whether this is a clause or limb of the inventory (a section only helps to find them)."""
        return self.kind != "section"


@dataclass(frozen=True, slots=True)
class Edition:
    """One contract as it stood from `version` on; `clauses` are in the order of the text."""

    service: str
    version: date
    title: Bilingual
    clauses: Mapping[str, Clause]
    lines: tuple[tuple[str, str], ...]  # (id, line): the document, each line under the clause it belongs to

    def clause(self, clause_id: str) -> Clause:
        """Return the clause, limb or section of that id.

        Raises:
            UnknownClause: this edition has no such id.

        """
        try:
            return self.clauses[clause_id]
        except KeyError:
            raise UnknownClause(clause_id, self.version) from None

    def below(self, clause_id: str) -> Iterator[Clause]:
        """Give the clause and everything below it, limbs included, in the order of the text.

        Raises:
            UnknownClause: this edition has no such id.

        """
        clause = self.clause(clause_id)
        yield clause
        for child in clause.children:
            yield from self.below(child)

    def above(self, clause_id: str) -> Iterator[Clause]:
        """Give what holds the clause, the nearest first.

        Raises:
            UnknownClause: this edition has no such id.

        """
        parent = self.clause(clause_id).parent
        while parent is not None:
            clause = self.clauses[parent]
            yield clause
            parent = clause.parent

    def rewritten(self, other: Edition) -> tuple[str, ...]:
        """Return the ids of the clauses and limbs that read otherwise in another edition, or stand in one only."""
        texts = [{c.id: c.text for c in edition.clauses.values() if c.counted} for edition in (self, other)]
        return tuple(clause for clause in {**texts[0], **texts[1]} if texts[0].get(clause) != texts[1].get(clause))

    def text(self, clause_id: str | None = None) -> str:
        """Return the whole document, or what stands under one id, with numbers and heading lines.

        Raises:
            UnknownClause: this edition has no such id.

        """
        if clause_id is None:
            return "\n".join(line for _, line in self.lines)
        if "#" in clause_id:
            return self.clause(clause_id).text
        inside = {clause.id for clause in self.below(clause_id)}
        return "\n".join(line for owner, line in self.lines if owner in inside)

    def provisions(self) -> Iterator[Clause]:
        """Give every clause and limb of the inventory, in the order of the text; sections are left out."""
        return (clause for clause in self.clauses.values() if clause.counted)
