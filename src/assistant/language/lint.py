"""Checks of the intents that reading them does not make: what is missing, what repeats, what goes elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rapidfuzz import fuzz

from assistant.errors import ContentError, Fault
from assistant.language.crossval import Held, cross_validate
from assistant.language.features import fold
from assistant.language.intents import OUT_OF_SCOPE, Intent, load_intents
from assistant.language.matcher import as_is, masked

LANGUAGES = ("ja", "en")
LEAST_SENTENCES = 25
_LEAST_META = 5
_ALIKE = 93  # rapidfuzz ratio from which two sentences are near-duplicates: about one word ending of difference
_SURE = 0.8  # chance from which a sentence that goes to another intent is reported

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. An error makes the assistant wrong; a warning makes it worse than it could be.

    `code` names the kind of check: not_readable, no_sentences, few_sentences, no_title, no_ask, unknown_related,
    unknown_clause, unknown_rule, duplicate, near_duplicate, over_match, ask_elsewhere.
    """

    severity: Severity
    code: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.severity} {self.code}: {self.fault}"


def lint(
    directory: Path,
    *,
    mask: Callable[[str], str] = as_is,
    clauses: Collection[str] | None = None,
    rules: Collection[str] | None = None,
    deep: bool = True,
) -> list[Problem]:
    """Check a directory of intents and return every problem, errors first, in the order of the files.

    `clauses` and `rules` are the ids and names there are (None: not checked). `deep` also trains on parts of the
    sentences to see which go elsewhere (a few seconds for each thousand sentences). Raises FileNotFoundError.
    """
    try:
        intents = load_intents(directory)
    except ContentError as error:
        return [Problem("error", "not_readable", fault) for fault in error.faults]
    pages = {name: _Page(intent) for name, intent in intents.items()}
    problems = [
        *_missing(pages, intents),
        *_references(pages, intents, clauses, rules),
        *_duplicates(pages, intents, mask),
    ]
    if deep:
        problems += _over_match(pages, cross_validate(intents, mask=mask))
    return sorted(problems, key=lambda problem: (problem.severity, problem.fault.file, problem.fault.line))


class _Page:
    """An intent with the lines of its file."""

    def __init__(self, intent: Intent) -> None:
        self.intent = intent
        self.lines = intent.file.read_text("utf-8-sig").splitlines()

    def problem(self, severity: Severity, code: str, where: str | int, message: str, mend: str) -> Problem:
        """Return a problem at a line, or at the line of a key (the first line where the key is missing)."""
        line = self.intent.lines.get(where, 1) if isinstance(where, str) else where
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem(severity, code, Fault(self.intent.file, line, source, message, mend))


def _missing(pages: Mapping[str, _Page], intents: Mapping[str, Intent]) -> Iterator[Problem]:
    for name, page in pages.items():
        intent = intents[name]
        least = _LEAST_META if intent.answer == "meta" else LEAST_SENTENCES
        for lang in LANGUAGES:
            count = sum(len(sentence.texts) for sentence in intent.sentences if sentence.lang == lang)
            if not count:
                yield page.problem("error", "no_sentences", "sentences", f"no sentences in {lang}", f"add `{lang}:`")
            elif count < least:
                message = f"{count} sentences in {lang}, at least {least} are wanted"
                yield page.problem("warning", "few_sentences", "sentences", message, "add other ways to say it")
        if intent.answer not in ("information", "rule"):
            continue
        for key, texts in (("title", intent.title), ("ask", intent.ask)):
            lacking = [lang for lang in LANGUAGES if lang not in texts]
            if lacking:
                message = f"no {key} in {' and '.join(lacking)}"
                mend = f"add `{key}: {{ja: ..., en: ...}}`: suggestions and choices show it"
                yield page.problem("error", f"no_{key}", key, message, mend)


def _references(
    pages: Mapping[str, _Page],
    intents: Mapping[str, Intent],
    clauses: Collection[str] | None,
    rules: Collection[str] | None,
) -> Iterator[Problem]:
    for name, page in pages.items():
        intent = intents[name]
        for other in intent.related:
            if other not in intents or other == name:
                what = "is the intent itself" if other == name else "is no intent"
                yield page.problem("error", "unknown_related", "related", f"related: {other!r} {what}", "name another")
        cited = [clause for listed in intent.clauses.values() for clause in listed]
        for clause in cited if clauses is not None else ():
            if clause not in (clauses or ()):
                yield page.problem("error", "unknown_clause", "clauses", f"{clause!r} is no clause", "look its id up")
        if rules is not None and intent.rule and intent.rule not in rules:
            mend = f"use one of {', '.join(sorted(rules))}"
            yield page.problem("error", "unknown_rule", "rule", f"{intent.rule!r} is no rule", mend)


def _duplicates(
    pages: Mapping[str, _Page], intents: Mapping[str, Intent], mask: Callable[[str], str]
) -> Iterator[Problem]:
    """Sentences that are the same once values are masked: across intents an error, within one only noise."""
    first: dict[str, tuple[str, int]] = {}
    for name, intent in intents.items():
        for sentence in intent.sentences:
            for text in sentence.texts:
                bare = fold(masked(text, mask)).replace(" ", "")
                other, line = first.setdefault(bare, (name, sentence.line))
                if (other, line) == (name, sentence.line) or not bare:
                    continue
                where = f"{intents[other].file.name}:{line}"
                severity: Severity = "warning" if other == name else "error"
                mend = "remove one" if other == name else "leave it in the intent it means, or say it less generally"
                yield pages[name].problem(severity, "duplicate", sentence.line, f"{text!r} is also at {where}", mend)


def _over_match(pages: Mapping[str, _Page], held: Sequence[Held]) -> Iterator[Problem]:
    """Sentences that a matcher without them reads as another intent."""
    seen: set[tuple[str, str, int]] = set()
    for one in held:
        page = pages[one.intent]
        place = (one.intent, one.lang, one.line)
        if place in seen:
            continue
        rival = f"{one.rival} ({one.rival_chance:.0%})"
        if not one.line:
            if not one.right and one.rival != OUT_OF_SCOPE:
                seen.add(place)
                message = f"ask {one.lang} is read as {rival}, nearest to {one.pull!r}"
                mend = "ask it in the words of this intent's sentences"
                yield page.problem("warning", "ask_elsewhere", "ask", message, mend)
        elif fuzz.ratio(fold(one.text), fold(one.pull)) >= _ALIKE:
            seen.add(place)
            message = f"{one.text!r} is nearly {one.pull!r} of {one.rival}"
            yield page.problem("warning", "near_duplicate", one.line, message, "say what tells the two apart")
        elif one.rival_chance >= _SURE:
            seen.add(place)
            message = f"{one.text!r} is read as {rival}, nearest to {one.pull!r}"
            mend = f"move it, or add sentences that tell {one.intent} from {one.rival}"
            yield page.problem("warning", "over_match", one.line, message, mend)
