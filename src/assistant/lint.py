"""Everything that can be said of the content before anybody asks: terms, parameters, intents, templates, register."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from assistant.answers import Renderer
from assistant.contracts import Terms, load_terms
from assistant.contracts.parameters import load_parameters
from assistant.coverage import REGISTER
from assistant.coverage import faults as register_faults
from assistant.errors import ContentError, Fault
from assistant.language.intents import Intent, load_intents
from assistant.language.lint import Problem, Severity, lint
from assistant.rules import RULES
from assistant.rules.codes import CODES
from assistant.settings import content_dir

T = TypeVar("T")

PACKAGE: Final = Path(__file__).parent
_QUOTED: Final = re.compile(r'"([a-z_]+)"')
_NAMED: Final = re.compile(r"""(?=["']([^"'\s]+)["'])""")  # all that stands in quotes, one mark may end and begin
_SUFFIX: Final = ".md.j2"
RULE_TEMPLATE: Final = "rule_{}"


def readable(intents_dir: Path, responses_dir: Path) -> None:
    """Read all content once, as the server does. Raises ContentError with the faults of all of it together."""
    faults: list[Fault] = []
    _read(load_intents, faults, intents_dir)
    _renderer(responses_dir, faults)
    if faults:
        raise ContentError(dict.fromkeys(faults))


def check(
    intents_dir: Path,
    responses_dir: Path,
    *,
    mask: Callable[[str], str],
    deep: bool = False,
    tests: Sequence[Path] = (),
    cache_dir: Path | None = None,
    register: Path = REGISTER,
) -> list[Problem]:
    """Every problem of the content, errors first.

    `deep` also trains on parts of the sentences, with values hidden by `mask`, to see which go to another intent;
    `tests` are evaluation files whose texts are read against all intents, with a matcher kept in `cache_dir`.
    """
    faults: list[Fault] = []
    terms = _read(load_terms, faults)
    renderer = _renderer(responses_dir, faults)
    problems = [_error("not_readable", fault) for fault in dict.fromkeys(faults)]
    known = _clause_ids(terms) if terms else None
    rules = list(RULES)
    problems += lint(intents_dir, mask=mask, clauses=known, rules=rules, deep=deep, tests=tests, cache_dir=cache_dir)
    if renderer:
        problems += _codes_without_sentence(renderer)
        intents = _read(load_intents, [], intents_dir) or {}
        problems += [problem for intent in intents.values() for problem in _without_template(intent, renderer)]
        problems += _unreachable(intents, renderer)
        # The register is about our own intents; of another folder it says nothing.
        told = intents if intents_dir.resolve() == content_dir("intents").resolve() else None
        found = register_faults(load_terms(), load_parameters(), told, register)
        problems += [_error("register", fault) for fault in found]
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


def _unreachable(intents: Mapping[str, Intent], renderer: Renderer) -> Iterator[Problem]:
    """Templates that no intent, no rule, no other template and no line of the code has a use for."""
    used = {RULE_TEMPLATE.format(rule.replace("-", "_")) for rule in RULES}
    used |= {intent.template for intent in intents.values() if intent.template}
    used |= {name for file in PACKAGE.rglob("*.py") for name in _QUOTED.findall(file.read_text("utf-8"))}
    for responses in renderer.responses.values():
        pages = {file: file.read_text("utf-8-sig") for file in sorted(responses.directory.iterdir()) if file.is_file()}
        named = {file: set(_NAMED.findall(text)) for file, text in pages.items()}
        for file, text in pages.items():
            name = file.name.removesuffix(_SUFFIX)
            included = any(file.name in names for page, names in named.items() if page != file)
            if name != file.name and name not in used and not included:
                message, mend = "nothing answers with this template", "name it in an intent, or remove it"
                yield Problem("warning", "unreachable_template", Fault(file, 1, text.partition("\n")[0], message, mend))


def _codes_without_sentence(renderer: Renderer) -> Iterator[Problem]:
    for responses in renderer.responses.values():
        for code in CODES:
            if code not in responses.codes and code.rpartition(":")[0] not in responses.codes:
                file = responses.directory / "codes.yaml"
                yield _error("no_sentence", Fault(file, 0, "", f"no sentence for {code}", f"add `{code}:`"))


def _error(code: str, fault: Fault) -> Problem:
    return Problem("error", code, fault)
