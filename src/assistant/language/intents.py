"""Intents: one YAML file each, checked while it is read.

The least that works is a name and sentences; the rest (title, answer, clauses, ...) belongs to this product and is
optional here. What is missing for a good assistant is `lint`'s to say; what cannot be read is an error here.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml

from assistant.errors import ContentError, Fault
from assistant.language.model import ENTITY_TYPES
from assistant.language.templates import MAX_EXPANSIONS, TemplateError, expand
from assistant.language.yamlfile import Source, line_of

SLOTS = frozenset(ENTITY_TYPES)
ANSWERS = ("information", "rule", "meta")
OUTCOMES = ("explained", "needs_human", "denied", "allowed")
OUT_OF_SCOPE = "out_of_scope"
ANY_SERVICE = "*"

_T = TypeVar("_T")
_Values = Mapping[str, yaml.Node]
_KEYS = ("intent", "title", "answer", "rule", "outcome", "clauses", "ask", "related", "template", "sentences")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of an intent: a template, and the sentences it stands for (slots left as `{name}`)."""

    template: str
    texts: tuple[str, ...]
    lang: str
    line: int


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing a person may want, and the sentences that say so.

    `title` and `ask` map a locale to its text. `clauses` maps a service to what the answer cites; it is empty for an
    information intent whose clauses come from the message, such as looking an article up. `outcome` maps a service,
    or ANY_SERVICE, to what the answer says: see `outcome_for`. `template` is the name of the answer's template (the
    intent's own name unless the file names another; None unless `answer` is "information"). `sentences` are in the
    order of the file, all languages.
    `lines` has the line of each key of the file.
    """

    name: str
    title: Mapping[str, str]
    answer: str | None
    rule: str | None
    outcome: Mapping[str, str]
    clauses: Mapping[str, tuple[str, ...]]
    ask: Mapping[str, str]
    related: tuple[str, ...]
    template: str | None
    sentences: tuple[Sentence, ...]
    file: Path = field(default=Path(), compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are sentences in, in the order of the file."""
        return tuple(dict.fromkeys(sentence.lang for sentence in self.sentences))

    @property
    def services(self) -> tuple[str, ...]:
        """The services the intent exists for; empty: it does not depend on one."""
        return tuple(self.clauses)

    def outcome_for(self, service: str) -> str | None:
        """Return the outcome of the answer for a service, None when the file gives none."""
        return self.outcome.get(service, self.outcome.get(ANY_SERVICE))


def load_intents(
    directory: Path, *, slots: Collection[str] | None = SLOTS, limit: int = MAX_EXPANSIONS, lenient: bool = False
) -> dict[str, Intent]:
    """Read every `*.yaml` of a directory (names that start with `_` aside) and return the intents by name.

    `slots` are the slot names a sentence may use (None: any), `limit` caps the expansions of a sentence. With
    `lenient`, a sentence that is not a template is taken as it stands: foreign text may hold `:)` or `{`.

    Raises ContentError with every fault of every file; FileNotFoundError when there is no such directory.
    """
    if not directory.is_dir():
        raise FileNotFoundError(f"no intents directory {directory}")
    files = sorted([*directory.glob("*.yaml"), *directory.glob("*.yml")])
    intents: dict[str, Intent] = {}
    faults: list[Fault] = []
    for file in files:
        if file.name.startswith("_"):
            continue
        source = Source.read(file)
        intent = _Reader(source, slots, limit, lenient).intent()
        if intent and intent.name in intents:
            other = intents[intent.name].file.name
            source.fault(intent.lines["intent"], f"{intent.name!r} is also in {other}", "give each intent one file")
        faults += source.faults
        if intent:
            intents.setdefault(intent.name, intent)
    if not intents and not faults:
        faults.append(Fault(directory, 0, "", "no intent files", "add one YAML file for each intent"))
    if faults:
        raise ContentError(faults)
    return intents


def examples(intents: Mapping[str, Intent] | Iterable[Intent]) -> list[tuple[str, str, str]]:
    """Return what the matcher trains on: (intent, language, sentence) for every expansion and every `ask`."""
    several = intents.values() if isinstance(intents, Mapping) else intents
    return [example for intent in several for example in _examples(intent)]


def _examples(intent: Intent) -> Iterator[tuple[str, str, str]]:
    for sentence in intent.sentences:
        for text in sentence.texts:
            yield intent.name, sentence.lang, text
    for lang, text in intent.ask.items():
        yield intent.name, lang, text


class _Reader:
    """Reads one file; every fault goes to its Source."""

    def __init__(self, source: Source, slots: Collection[str] | None, limit: int, lenient: bool) -> None:
        self.source = source
        self.slots = slots
        self.limit = limit
        self.lenient = lenient

    def intent(self) -> Intent | None:
        root = self.source.root()
        if root is None:
            return None
        values = self.source.mapping(root, "the file")
        self._unknown(values, _KEYS)
        lines = {key: line_of(node) for key, node in values.items()}
        name = self._required(values, "intent", self.source.string)
        sentences = self._required(values, "sentences", self._sentences)
        answer = self._one_of(values.get("answer"), "`answer`", ANSWERS)
        rule = self._optional(values, "rule", self.source.string)
        clauses = self._optional(values, "clauses", self._lists) or {}
        outcome = self._outcome(values.get("outcome"))
        template = self._optional(values, "template", self.source.string)
        if answer == "rule" and not rule:
            self.source.fault(lines["answer"], "an answer by rule names no rule", "add `rule: <name of the rule>`")
        if answer != "rule" and rule:
            self.source.fault(lines["rule"], "a rule without `answer: rule`", "set `answer: rule`, or remove the rule")
        if answer == "information" and not outcome:
            self.source.fault(lines["answer"], "no outcome", f"add `outcome:`, one of {', '.join(OUTCOMES)}")
        if name is None or sentences is None:
            return None
        return Intent(
            name=name,
            title=self._optional(values, "title", self._texts) or {},
            answer=answer,
            rule=rule,
            outcome=outcome,
            clauses=clauses,
            ask=self._optional(values, "ask", self._texts) or {},
            related=tuple(text for text, _ in self._optional(values, "related", self.source.strings) or ()),
            template=template or (name if answer == "information" else None),
            sentences=sentences,
            file=self.source.file,
            lines=lines,
        )

    def _optional(self, values: _Values, key: str, read: Callable[[yaml.Node, str], _T]) -> _T | None:
        return read(values[key], f"`{key}`") if key in values else None

    def _required(self, values: _Values, key: str, read: Callable[[yaml.Node, str], _T]) -> _T | None:
        if values and key not in values:
            self.source.fault(1, f"`{key}` is missing", f"add `{key}:`")
        return self._optional(values, key, read)

    def _unknown(self, values: _Values, known: Sequence[str]) -> None:
        for key, node in values.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                mend = f"did you mean `{near[0]}`?" if near else f"use one of {', '.join(known)}"
                self.source.fault(line_of(node), f"unknown key `{key}`", mend)

    def _one_of(self, node: yaml.Node | None, what: str, known: Sequence[str]) -> str | None:
        text = self.source.string(node, what) if node else None
        if node is None or text is None or text in known:
            return text
        self.source.fault(line_of(node), f"{what} cannot be {text!r}", f"use one of {', '.join(known)}")
        return None

    def _outcome(self, node: yaml.Node | None) -> dict[str, str]:
        if isinstance(node, yaml.MappingNode):
            each = self.source.mapping(node, "`outcome`")
            read = {service: self._one_of(value, f"outcome of {service}", OUTCOMES) for service, value in each.items()}
        else:
            read = {ANY_SERVICE: self._one_of(node, "outcome", OUTCOMES)}
        return {service: outcome for service, outcome in read.items() if outcome}

    def _texts(self, node: yaml.Node, what: str) -> dict[str, str]:
        texts = {
            lang: self.source.string(value, f"{what} {lang}") for lang, value in self.source.mapping(node, what).items()
        }
        return {lang: text for lang, text in texts.items() if text}

    def _lists(self, node: yaml.Node, what: str) -> dict[str, tuple[str, ...]]:
        return {
            service: tuple(text for text, _ in self.source.strings(value, f"{what} of {service}"))
            for service, value in self.source.mapping(node, what).items()
        }

    def _sentences(self, node: yaml.Node, what: str) -> tuple[Sentence, ...]:
        sentences: list[Sentence] = []
        for lang, listed in self.source.mapping(node, what).items():
            for template, line in self.source.strings(listed, f"{what} {lang}"):
                texts = self._expand(template, line)
                if texts:
                    sentences.append(Sentence(template, texts, lang, line))
        return tuple(sentences)

    def _expand(self, template: str, line: int) -> tuple[str, ...]:
        try:
            return tuple(text for text in expand(template, self.limit, self.slots) if text)
        except TemplateError as error:
            if self.lenient:
                return (template,)
            self.source.fault(line, str(error), error.mend)
            return ()
