"""What the assistant does with every clause of the terms: the register, held against what it really cites.

`coverage.yaml` says for each clause which rules decide with it and which intent tells it, or that it is there for
information only: found by its number or by words, and nothing follows from it. `faults` compares that with the clauses
that decisions cite over a built-in sample of requests, and with those that intents name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.contracts import Terms
from assistant.contracts.parameters import ParameterBook
from assistant.contracts.yamlfile import Block, Faults, Series, read
from assistant.errors import ContentError, Fault
from assistant.language.intents import Intent
from assistant.rules import decide
from assistant.rules.editions import sample
from assistant.rules.law import law_of

REGISTER: Final = Path(__file__).with_suffix(".yaml")
INFORMATION: Final = "information only"

Users = Mapping[str, frozenset[str]]
"""Clause to the names of what cites it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of one clause: the rules that cite it, an intent that does, or neither."""

    clause: str
    line: int
    rules: tuple[str, ...] = ()
    intent: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """The entries by clause, and what is wrong with the file."""

    entries: Mapping[str, Entry]
    faults: Faults


@dataclass(frozen=True, slots=True)
class Coverage:
    """The clauses of the newest edition of one service, and who cites them.

    `unused` are cited by neither a rule nor an intent, `unaccounted` are not in the register.
    """

    service: str
    clauses: tuple[str, ...]
    by_rule: frozenset[str]
    by_intent: frozenset[str]
    entries: Mapping[str, Entry]

    @property
    def unused(self) -> tuple[str, ...]:
        """The clauses that are found by number or words only, in the order of the text."""
        return tuple(clause for clause in self.clauses if clause not in self.by_rule | self.by_intent)

    @property
    def unaccounted(self) -> tuple[str, ...]:
        """The clauses of which the register says nothing."""
        return tuple(clause for clause in self.clauses if clause not in self.entries)


def coverage(
    terms: Terms, book: ParameterBook, intents: Mapping[str, Intent], register: Path = REGISTER
) -> list[Coverage]:
    """One entry for each service. Raises ContentError when the register cannot be read."""
    rules, told, read_in = cited_by_rules(book), cited_by_intents(terms, intents), load_register(register)
    found = []
    for service in terms.services:
        clauses = tuple(clause.id for clause in terms.provisions(service))
        entries = {clause: read_in.entries[clause] for clause in clauses if clause in read_in.entries}
        reached = [frozenset(c for c in clauses if users.get(c)) for users in (rules, told)]
        found.append(Coverage(service, clauses, reached[0], reached[1], entries))
    return found


def faults(
    terms: Terms, book: ParameterBook, intents: Mapping[str, Intent] | None, register: Path = REGISTER
) -> list[Fault]:
    """Every clause the register leaves out, and every word of it that is not so.

    The rules of an entry must be all that cite the clause, its intent one of those that do. `intents` None: what it
    says of intents is not checked.
    """
    try:
        read_in = load_register(register)
    except ContentError as error:
        return list(error.faults)
    notes, known = read_in.faults, {clause.id for clause in terms.provisions()}
    rules, told = cited_by_rules(book), cited_by_intents(terms, intents or {})
    for clause in known - read_in.entries.keys():
        users = (rules.get(clause, frozenset()), told.get(clause, frozenset()))
        notes.add(0, f"{clause} is not accounted for", f"write `{_written(clause, *users)}`")
    for clause, entry in read_in.entries.items():
        if clause not in known:
            notes.add(entry.line, f"there is no clause {clause}", "remove the line, or mend the id")
            continue
        by_rule, by_intent = rules.get(clause, frozenset()), told.get(clause, frozenset())
        as_it_is = f"write `{_written(clause, by_rule, by_intent, entry.intent)}`"
        for rule in sorted(set(entry.rules) - by_rule):
            notes.add(entry.line, f"no decision of the rule {rule} cites {clause}", as_it_is)
        for rule in sorted(by_rule - set(entry.rules)):
            notes.add(entry.line, f"the rule {rule} cites {clause}, and it is not said", as_it_is)
        if intents is None:
            continue
        if entry.intent is None and not entry.rules and by_intent:
            notes.add(entry.line, f"{clause} is not for information only: an intent tells it", as_it_is)
        elif entry.intent is not None and entry.intent not in by_intent:
            notes.add(entry.line, f"the intent {entry.intent} does not cite {clause}", as_it_is)
    return sorted(notes.found)


def load_register(path: Path = REGISTER) -> Register:
    """Read the register; what is wrong in it is in `faults`. Raises ContentError when it cannot be read at all."""
    content, notes = read(path)
    if not isinstance(content, Block):
        notes.add(1, "not a list of clauses", f'write `"ztna:1.1": {INFORMATION}`, a line a clause')
        raise ContentError(notes.found)
    entries = {clause: _entry(clause, said, content.lines[clause], notes) for clause, said in content.items()}
    return Register(entries, notes)


def _entry(clause: str, said: Any, line: int, notes: Faults) -> Entry:
    if said == INFORMATION:
        return Entry(clause, line)
    rules, intent = (said.get("rules", Series(line)), said.get("intent")) if isinstance(said, Block) else (None, None)
    wrong = not isinstance(said, Block) or not said or set(said) - {"rules", "intent"}
    if wrong or not isinstance(rules, Series) or not all(isinstance(rule, str) for rule in rules):
        mend = f"write `{{rules: [change], intent: change_items}}`, one of the two, or `{INFORMATION}`"
        notes.add(line, f"what uses {clause} is not said", mend)
        return Entry(clause, line)
    return Entry(clause, line, tuple(rules), str(intent) if intent is not None else None)


def _written(clause: str, rules: Iterable[str], told: frozenset[str], intent: str | None = None) -> str:
    """The line the register ought to have."""
    parts = [f"rules: [{', '.join(sorted(rules))}]"] if rules else []
    if told:
        parts.append(f"intent: {intent if intent in told else min(told)}")
    return f'"{clause}": ' + (f"{{{', '.join(parts)}}}" if parts else INFORMATION)


# -- who cites what ----------------------------------------------------------------------------------------------------


def cited_by_rules(book: ParameterBook) -> Users:
    """The rules whose decisions over the sample cite a clause, in the newest edition of every service."""
    users: dict[str, set[str]] = defaultdict(set)
    for rule, request in _requests(book):
        version = book.in_force(request["service"])[0].version
        for clause in decide(rule, request, book, version).clauses:
            users[clause].add(rule)
    return {clause: frozenset(names) for clause, names in users.items()}


def _requests(book: ParameterBook) -> Iterator[tuple[str, dict[str, Any]]]:
    services: Sequence[str] = tuple(book.services)
    for service in services:
        edition = book.in_force(service)[0]
        law = law_of(edition)
        yield from sample(law, law, edition.version)
        for other in services:
            if other != service:
                yield "compare", {"service": service, "other_service": other}
                yield "switch", {"service": service, "to": other}


def cited_by_intents(terms: Terms, intents: Mapping[str, Intent]) -> Users:
    """The intents that name a clause. A clause is shown with its limbs; a limb is not shown with its clause."""
    users: dict[str, set[str]] = defaultdict(set)
    for intent in intents.values():
        named = {clause for clauses in intent.clauses.values() for clause in clauses}
        for clause in terms.provisions():
            if clause.id in named or clause.id.partition("#")[0] in named:
                users[clause.id].add(intent.name)
    return {clause: frozenset(names) for clause, names in users.items()}
