"""Checks of the intents that reading them does not make: what is missing, what repeats, what goes elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from rapidfuzz import fuzz, process

from assistant.errors import ContentError, Fault
from assistant.language.crossval import Held, cross_validate
from assistant.language.evaluate import load_cases, read_all
from assistant.language.features import fold, slots_of
from assistant.language.intents import OUT_OF_SCOPE, Intent, Sentence, examples, load_intents
from assistant.language.matcher import Matcher, as_is, masked, train
from assistant.language.report import Result

LANGUAGES = ("ja", "en")
LEAST_SENTENCES = 25
_LEAST_META = 5
_ALIKE = 93  # rapidfuzz ratio from which two sentences are near-duplicates: about one word ending of difference
_BLOCK = 256  # sentences compared with all others at a time: bounds the memory
_SURE = 0.8  # chance from which a sentence that goes to another intent is reported

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. An error makes the assistant wrong; a warning makes it worse than it could be.

    `code` names the kind of check: not_readable, no_sentences, few_sentences, no_title, no_ask, unknown_related,
    unknown_clause, unknown_rule, duplicate, near_duplicate, unreachable_sentence, over_match, ask_elsewhere,
    test_elsewhere.
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
    tests: Sequence[Path] = (),
    cache_dir: Path | None = None,
) -> list[Problem]:
    """Check a directory of intents and return every problem, errors first, in the order of the files.

    `clauses` and `rules` are the ids and names there are (None: not checked). `deep` also trains on parts of the
    sentences to see which go elsewhere (a few seconds for each thousand sentences). `tests` are evaluation files (see
    `load_cases`): every text of theirs that goes to a wrong intent is reported. Raises FileNotFoundError, and
    ContentError for a test file that cannot be read.
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
    if tests:
        problems += _tests(intents, tests, mask, cache_dir)
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


def nearly_same(one: str, other: str) -> bool:
    """Whether two folded sentences differ by about one word ending and hold the same slots, which would tell them."""
    return fuzz.ratio(one, other) >= _ALIKE and slots_of(one) == slots_of(other)


_Place = tuple[str, Sentence, str]
"""(intent, line of its file, one of the sentences it stands for)."""


def _duplicates(
    pages: Mapping[str, _Page], intents: Mapping[str, Intent], mask: Callable[[str], str]
) -> Iterator[Problem]:
    """Sentences that are the same, or nearly, once values are masked."""
    first: dict[str, _Place] = {}
    for name, intent in intents.items():
        for sentence in intent.sentences:
            again: list[_Place] = []
            for text in sentence.texts:
                bare = fold(masked(text, mask)).replace(" ", "")
                other = first.setdefault(bare, (name, sentence, text))
                if bare and other[1] is not sentence:
                    again.append(other)
                    if other[0] != name or len(sentence.texts) == 1:  # what a template says beside is of use
                        yield _repeated(pages[name], sentence, text, other)
            if len(again) == len(sentence.texts) > 1:
                message = f"every sentence of {sentence.template!r} stands elsewhere already"
                yield pages[name].problem("warning", "unreachable_sentence", sentence.line, message, "remove it")
    yield from _near_duplicates(pages, first)


def _repeated(page: _Page, sentence: Sentence, text: str, other: _Place) -> Problem:
    """The same twice: across intents an error, within one only noise."""
    name, there, _ = other
    within = name == page.intent.name
    mend = "remove one" if within else "leave it in the intent it means, or say it less generally"
    message = f"{text!r} is also at {name}.yaml:{there.line}"
    return page.problem("warning" if within else "error", "duplicate", sentence.line, message, mend)


def _near_duplicates(pages: Mapping[str, _Page], first: Mapping[str, _Place]) -> Iterator[Problem]:
    """Sentences of two intents that are nearly the same: what one says pulls at what means the other."""
    bare = sorted(first, key=len)
    lengths = np.array([len(each) for each in bare])
    # The ratio of two lengths bounds that of the texts: only sentences of about one length need to be compared.
    longest = lengths * (200 - _ALIKE) / _ALIKE
    ends = np.searchsorted(lengths, longest, side="right")
    seen: set[tuple[str, int]] = set()
    for start in range(0, len(bare), _BLOCK):
        stop = min(start + _BLOCK, len(bare))
        block, others = bare[start:stop], bare[start : ends[stop - 1]]
        alike = process.cdist(block, others, scorer=fuzz.ratio, score_cutoff=_ALIKE, dtype=np.uint8)
        for row, column in zip(*np.nonzero(alike), strict=True):
            one, other = first[block[row]], first[others[column]]
            if column <= row or one[0] == other[0] or slots_of(block[row]) != slots_of(others[column]):
                continue
            (name, sentence, text), (rival, there, said) = sorted(
                (one, other), key=lambda place: place[0], reverse=True
            )
            if (name, sentence.line) not in seen:
                seen.add((name, sentence.line))
                message = f"{text!r} is nearly {said!r} of {rival} (line {there.line})"
                mend = "say what tells the two apart"
                yield pages[name].problem("warning", "near_duplicate", sentence.line, message, mend)


def _tests(
    intents: Mapping[str, Intent], files: Sequence[Path], mask: Callable[[str], str], cache_dir: Path | None
) -> Iterator[Problem]:
    """Texts that were written apart from the intents, each read against all of them at once."""
    matcher = train(examples(intents), mask=mask, cache_dir=cache_dir)
    for file in files:
        lines = file.read_text("utf-8-sig").splitlines()
        for result in read_all(matcher, load_cases(file), mask)[0]:
            if not result.right:
                yield _elsewhere(file, lines[result.case.line - 1], result, matcher, mask)


def _elsewhere(file: Path, source: str, result: Result, matcher: Matcher, mask: Callable[[str], str]) -> Problem:
    case, name = result.case, result.predicted or OUT_OF_SCOPE
    near = matcher.near(mask(case.text), name, limit=1) if name in matcher.names else []
    pulled = f", nearest to {near[0].sentence!r}" if near else ""
    wanted = " or ".join(case.intents) or OUT_OF_SCOPE
    message = f"{case.text!r} is read as {name} ({result.chance:.0%}){pulled}; it is {wanted}"
    fault = Fault(file, case.line, source, message, f"add other ways to say it to {wanted}, or move what pulls")
    return Problem("warning", "test_elsewhere", fault)


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
        elif one.rival_chance >= _SURE and not nearly_same(fold(one.text), fold(one.pull)):  # told already
            seen.add(place)
            message = f"{one.text!r} is read as {rival}, nearest to {one.pull!r}"
            mend = f"move it, or add sentences that tell {one.intent} from {one.rival}"
            yield page.problem("warning", "over_match", one.line, message, mend)
