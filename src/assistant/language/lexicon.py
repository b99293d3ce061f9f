"""The names of `names.yaml`, read once and compiled: what a name means, where it counts, and what is no name.

The file is content: every fault in it is reported at once with file, line and mend (`ContentError`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from assistant.errors import ContentError
from assistant.language.normalise import normalise
from assistant.language.yamlfile import Source, line_of

NAMES_FILE = Path(__file__).with_name("names.yaml")

_VALUED = ("grade", "unknown_grade", "option", "service", "item", "ip", "via", "region")  # section: value: [names]
_LISTS = ("not_ztna", "product")  # section: [names]
_SECTIONS = (*_VALUED, *_LISTS, "no_region", "number_only", "joins", "guards", "spelling")
_OPTION_WORDS = ("オプション", "option", "add-on", "アドオン")
_SHORT = ("op", "opt", "オプ", "option")
_JOINTS = "and|or|vs\\.?|versus|than|over|against|with|&"
_GUARD_KEYS = ("unless_before", "unless_after", "not_written", "capital_wins", "beside")


@dataclass(frozen=True, slots=True)
class Guard:
    """Where a name is an everyday word. `before` and `after` match the text right after and right before it.

    Where `joined` or `follows` find another such name beside it, it is a name after all: "core and complete".
    """

    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    not_written: frozenset[str] = frozenset()
    capital_wins: bool = False
    joined: re.Pattern[str] | None = None
    follows: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for: the section of the file, and the value."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All the names, normalised. `pattern` finds the longest one at each place."""

    names: Mapping[str, Meaning]
    pattern: re.Pattern[str]
    guards: Mapping[str, Guard]
    number_only: frozenset[str]
    joins: frozenset[str]
    joins_after: re.Pattern[str]
    joins_before: re.Pattern[str]
    spelling: tuple[str, ...]
    keep: frozenset[str]
    no_region: frozenset[str]


@cache
def load_lexicon(file: Path = NAMES_FILE) -> Lexicon:
    """Read a names file; cached. Raises ContentError with every fault found, OSError when it cannot be read."""
    reader = _Reader(Source.read(file))
    lexicon = reader.read()
    if reader.source.faults:
        raise ContentError(reader.source.faults)
    return lexicon


def alternation(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the words, built as a trie so that no word is tried twice."""
    root: dict[str, dict[str, object]] = {}
    for word in words:
        node: dict[str, dict[str, object]] = root
        for char in word:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = {}
    return _trie(root)


def _trie(node: Mapping[str, object]) -> str:
    branches = [re.escape(char) + _trie(node[char]) for char in sorted(node) if char]  # type: ignore[arg-type]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{body}?" if "" in node else body


@dataclass(slots=True)
class _Reader:
    source: Source
    names: dict[str, Meaning] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def read(self) -> Lexicon:
        root = self.source.root()
        sections = self.source.mapping(root, "the file") if root is not None else {}
        for name, node in sections.items():
            if name not in _SECTIONS:
                self.source.fault(line_of(node), f"unknown section {name!r}", f"use one of: {', '.join(_SECTIONS)}")
        for section in _VALUED:
            if section in sections:
                for value, node in self.source.mapping(sections[section], section).items():
                    self._add(Meaning(section, value), self.source.strings(node, f"{section} {value}"))
        for section in _LISTS:
            if section in sections:
                self._add(Meaning(section, ""), self.source.strings(sections[section], section))
        number_only = frozenset(self._number_only(sections.get("number_only")))
        no_region = self.source.strings(sections["no_region"], "no_region") if "no_region" in sections else []
        joins = self._groups(sections.get("joins"), "joins", ("after", "before"))
        guards = dict(self._guards(sections.get("guards")))
        spelling = self._groups(sections.get("spelling"), "spelling", ("words", "keep"))
        self._known(spelling["words"])
        return Lexicon(
            names=self.names,
            pattern=re.compile(alternation(self.names) or r"(?!)"),
            guards=guards,
            number_only=number_only,
            joins=frozenset(w for w, _ in (*joins["after"], *joins["before"])),
            joins_after=re.compile(alternation(w for w, _ in joins["after"]) or r"(?!)"),
            joins_before=re.compile(rf"(?:{alternation(w for w, _ in joins['before']) or '(?!)'})\Z"),
            spelling=tuple(w for w, _ in spelling["words"]),
            keep=frozenset(w for w, _ in spelling["keep"]),
            no_region=frozenset(word for word, _ in no_region),
        )

    def _add(self, meaning: Meaning, written: list[tuple[str, int]]) -> None:
        for name, line in written:
            if meaning.kind == "option":
                for short in _abbreviated(name):
                    self.names.setdefault(short, meaning)
            key = normalise(name).text
            if key != name:
                self.source.fault(line, f"{name!r} is not in the plain form", f"write {key!r}")
            elif key in self.lines:
                first = self.lines[key]
                self.source.fault(line, f"{name!r} stands twice (line {first})", "keep it under one meaning only")
            else:
                self.names[key], self.lines[key] = meaning, line

    def _number_only(self, node: yaml.Node | None) -> Iterator[str]:
        for value, listed in (self.source.mapping(node, "number_only") if node is not None else {}).items():
            of_item = [n for n, meaning in self.names.items() if meaning == Meaning("item", value)]
            if not of_item:
                self.source.fault(line_of(listed), f"no item {value!r}", "name an item of the section `item`")
            if isinstance(listed, yaml.ScalarNode) and listed.value == "all":
                yield from of_item
                continue
            for name, line in self.source.strings(listed, f"number_only {value}"):
                if name not in of_item:
                    self.source.fault(line, f"{name!r} is no name of item {value}", f"add it under item {value} first")
                yield name

    def _groups(self, node: yaml.Node | None, section: str, keys: tuple[str, ...]) -> dict[str, list[tuple[str, int]]]:
        found = {}
        for key, listed in (self.source.mapping(node, section) if node is not None else {}).items():
            if key in keys:
                found[key] = self.source.strings(listed, f"{section} {key}")
            else:
                self.source.fault(line_of(listed), f"unknown key {key!r} in {section}", f"use {' or '.join(keys)}")
        return {key: found.get(key, []) for key in keys}

    def _guards(self, node: yaml.Node | None) -> Iterator[tuple[str, Guard]]:
        for name, body in (self.source.mapping(node, "guards") if node is not None else {}).items():
            if name not in self.names:
                self.source.fault(
                    line_of(body), f"guard for {name!r}, which is no name", "write one of the names above"
                )
            keys = self.source.mapping(body, f"guard {name}")
            words: dict[str, list[str]] = {}
            for key, value in keys.items():
                if key not in _GUARD_KEYS:
                    self.source.fault(line_of(value), f"unknown key {key!r}", f"use one of: {', '.join(_GUARD_KEYS)}")
                elif key == "capital_wins":
                    words[key] = [self.source.string(value, key) or ""]
                    if words[key] not in (["true"], ["false"]):
                        self.source.fault(line_of(value), f"{key} is {words[key][0]!r}", "write true or false")
                else:
                    words[key] = [word for word, _ in self.source.strings(value, f"{name} {key}")]
            yield name, _guard(words)

    def _known(self, words: list[tuple[str, int]]) -> None:
        for word, line in words:
            if len(word) < 4:
                self.source.fault(line, f"{word!r} is too short to be mended to", "use words of four letters or more")


def _abbreviated(option: str) -> Iterator[str]:
    """Yield an option's name as chats shorten it: 設定変更op, "config change opt"."""
    for word in _OPTION_WORDS:
        if option.endswith(word) and option != word:
            stem = option.removesuffix(word)
            yield from (f"{stem}{gap}{short}" for short in _SHORT for gap in ("", " "))
            return
    yield from (f"{option}{gap}{short}" for short in _SHORT for gap in ("", " "))


def _guard(words: Mapping[str, list[str]]) -> Guard:
    before, after, beside = (words.get(key) for key in ("unless_before", "unless_after", "beside"))
    return Guard(
        before=re.compile(rf"[\s-]*(?:{alternation(before)})(?![a-z])") if before else None,
        after=re.compile(rf"(?<![a-z])(?:{alternation(after)})[\s-]*\Z") if after else None,
        not_written=frozenset(words.get("not_written", ())),
        capital_wins=words.get("capital_wins") == ["true"],
        joined=re.compile(rf"(?<![a-z])(?:{alternation(beside)})[\s,/]*(?:{_JOINTS})?\s*\Z") if beside else None,
        follows=re.compile(rf"[\s,/]*(?:better )?(?:{_JOINTS})\s+(?:\w+\s)?(?:{alternation(beside)})(?![a-z])")
        if beside
        else None,
    )
