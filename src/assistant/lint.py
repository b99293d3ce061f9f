"""Everything that can be said of the content before anybody asks: the terms, parameters, intents and templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

from assistant.answers import Renderer
from assistant.contracts import Terms, load_terms
from assistant.contracts.parameters import load_parameters
from assistant.errors import ContentError, Fault
from assistant.language.intents import Intent, load_intents
from assistant.language.lint import Problem, Severity, lint
from assistant.rules import RULES
from assistant.rules.codes import CODES

T = TypeVar("T")

RULE_TEMPLATE: Final = "rule_{}"


def readable(intents_dir: Path, responses_dir: Path) -> None:
    """Read all content once, as the server does. Raises ContentError with the faults of all of it together."""
    faults: list[Fault] = []
    _read(load_intents, faults, intents_dir)
    _renderer(responses_dir, faults)
    if faults:
        raise ContentError(dict.fromkeys(faults))


def check(intents_dir: Path, responses_dir: Path, *, mask: Callable[[str], str], deep: bool = False) -> list[Problem]:
    """Every problem of the content, errors first.

    `deep` also trains on parts of the sentences, with values hidden by `mask`, to see which go to another intent.
    """
    faults: list[Fault] = []
    terms = _read(load_terms, faults)
    renderer = _renderer(responses_dir, faults)
    problems = [_error("not_readable", fault) for fault in dict.fromkeys(faults)]
    known = _clause_ids(terms) if terms else None
    problems += lint(intents_dir, mask=mask, clauses=known, rules=list(RULES), deep=deep)
    if renderer:
        problems += _codes_without_sentence(renderer)
        intents = _read(load_intents, [], intents_dir) or {}
        problems += [problem for intent in intents.values() for problem in _without_template(intent, renderer)]
    order: dict[Severity, int] = {"error": 0, "warning": 1}
    return sorted(problems, key=lambda problem: (order[problem.severity], problem.fault.file, problem.fault.line))


def _read(load: Callable[..., T], faults: list[Fault], *args: Any) -> T | None:
    try:
        return load(*args)
    except ContentError as error:
        faults += error.faults
        return None


def _renderer(responses_dir: Path, faults: list[Fault]) -> Renderer | None:
    terms, book = _read(load_terms, faults), _read(load_parameters, faults)
    if terms is None or book is None:
        return None
    return _read(Renderer, faults, responses_dir, terms, book)


def _clause_ids(terms: Terms) -> set[str]:
    return {clause for service in terms.services for clause in terms.edition(service).clauses}


def _without_template(intent: Intent, renderer: Renderer) -> Iterator[Problem]:
    wanted = intent.template or (intent.rule and RULE_TEMPLATE.format(intent.rule.replace("-", "_")))
    if wanted is None or (intent.answer == "information" and not intent.clauses):
        return  # nothing to say by itself, or about clauses that the message names
    line = intent.lines.get("answer", 1)
    source = intent.file.read_text(encoding="utf-8-sig").splitlines()[line - 1]
    for responses in renderer.responses.values():
        if not responses.has(wanted):
            file = responses.directory / f"{wanted}.md.j2"
            yield _error(
                "no_template", Fault(intent.file, line, source, f"{file} does not exist", "write the template")
            )


def _codes_without_sentence(renderer: Renderer) -> Iterator[Problem]:
    for responses in renderer.responses.values():
        for code in CODES:
            if code not in responses.codes and code.rpartition(":")[0] not in responses.codes:
                file = responses.directory / "codes.yaml"
                yield _error("no_sentence", Fault(file, 0, "", f"no sentence for {code}", f"add `{code}:`"))


def _error(code: str, fault: Fault) -> Problem:
    return Problem("error", code, fault)
