r"""Sentence templates: `(使え|利用でき)ますか`, `[ZTNAで]{option}`.

- `(a|b)`: one of the alternatives; an alternative may be empty.
- `[a]`, `[a|b]`: the same, or nothing.
- `{grade}`: a slot, left in the sentence as it stands (values in real text are masked to the same placeholder).
- `\(` and the like: the character itself.

Only the half-width characters are special: （…） and ［…］ are text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

MAX_EXPANSIONS = 12
_STEPS = 60  # tried for an even spread

_MARKS = re.compile(r"[()\[\]{}|\\]")
_SPACES = re.compile(r"[ \t\n]+")
_SLOT_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_CLOSING = {"(": ")", "[": "]"}


class TemplateError(ValueError):
    """A sentence template that cannot be read. `mend` says what to write instead."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


@dataclass(frozen=True, slots=True)
class _Text:
    value: str

    size = 1

    def pick(self, _index: int) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class _Choice:
    """Alternatives, each a sequence; an index below `size` names one expansion."""

    options: tuple[_Sequence, ...]
    size: int

    def pick(self, index: int) -> str:
        for option in self.options:
            if index < option.size:
                return option.pick(index)
            index -= option.size
        raise IndexError(index)


@dataclass(frozen=True, slots=True)
class _Sequence:
    parts: tuple[_Text | _Choice, ...]
    size: int

    def pick(self, index: int) -> str:
        said = []
        for part in self.parts:
            index, here = divmod(index, part.size)
            said.append(part.pick(here))
        return "".join(said)


def _sequence(parts: Sequence[_Text | _Choice]) -> _Sequence:
    return _Sequence(tuple(parts), math.prod(part.size for part in parts))


class _Parser:
    """One pass over the characters; `slots` of None accepts every slot name."""

    def __init__(self, template: str, slots: Collection[str] | None) -> None:
        self.template = template
        self.slots = slots
        self.at = 0

    def parse(self) -> _Sequence:
        whole = self.sequence(closing=None)
        if self.at < len(self.template):
            mark = self.template[self.at]
            raise TemplateError(f"{mark!r} with nothing to close", f"remove it, or write \\{mark} for the character")
        return whole

    def sequence(self, closing: str | None) -> _Sequence:
        parts: list[_Text | _Choice] = []
        text: list[str] = []
        while self.at < len(self.template):
            mark = self.template[self.at]
            if mark in ")]" or (mark == "|" and closing):
                break
            if mark in "([":
                parts.append(_Text("".join(text)))
                text = []
                parts.append(self.choice(mark))
                continue
            if mark == "{":
                text.append(self.slot())
                continue
            if mark == "\\" and self.at + 1 < len(self.template):
                self.at += 1
                mark = self.template[self.at]
            elif mark == "|":
                raise TemplateError("'|' outside ( ) and [ ]", "put the alternatives in parentheses: (a|b)")
            elif mark == "}":
                raise TemplateError("'}' with nothing to close", "write the slot as {name}")
            text.append(mark)
            self.at += 1
        parts.append(_Text("".join(text)))
        return _sequence(parts)

    def choice(self, opening: str) -> _Choice:
        closing = _CLOSING[opening]
        options: list[_Sequence] = []
        while True:
            self.at += 1  # past the opening mark or the bar
            options.append(self.sequence(closing))
            if self.at >= len(self.template):
                raise TemplateError(
                    f"{opening!r} is not closed", f"add {closing!r}, or write \\{opening} for the character"
                )
            if self.template[self.at] != "|":
                break
        if self.template[self.at] != closing:
            raise TemplateError(
                f"{opening!r} is closed by {self.template[self.at]!r}", f"close it with {closing!r}; pairs must nest"
            )
        self.at += 1
        if opening == "[":
            options.append(_sequence([_Text("")]))
        return _Choice(tuple(options), sum(option.size for option in options))

    def slot(self) -> str:
        end = self.template.find("}", self.at)
        if end < 0:
            raise TemplateError("'{' is not closed", "write the slot as {name}, or \\{ for the character")
        name = self.template[self.at + 1 : end]
        if not _SLOT_NAME.match(name):
            raise TemplateError(f"{{{name}}} is not a slot", "a slot name has lower-case letters, digits and _ only")
        if self.slots is not None and name not in self.slots:
            raise TemplateError(f"unknown slot {{{name}}}", f"use one of {', '.join(sorted(self.slots))}")
        self.at = end + 1
        return f"{{{name}}}"


def expand(template: str, limit: int = MAX_EXPANSIONS, slots: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the sentences a template stands for: at most `limit`, without repeats, the first alternatives first.

    With more combinations than `limit` the chosen ones are spread over all of them, the same ones every time.
    Raises TemplateError for unpaired marks, and for a slot not in `slots` (None: any name is a slot).
    """
    if not _MARKS.search(template):
        return (_SPACES.sub(" ", template).strip(),)
    whole = _Parser(template, slots).parse()
    count = min(limit, whole.size)
    step = _spread([part.size for part in whole.parts], limit) if whole.size > limit else 1
    said = (whole.pick(index * step % whole.size) for index in range(count))
    return tuple(dict.fromkeys(_SPACES.sub(" ", sentence).strip() for sentence in said))


def combinations(template: str) -> int:
    """Return how many combinations a template has before the cap. Raises TemplateError as `expand` does."""
    return _Parser(template, None).parse().size


def _spread(sizes: Sequence[int], limit: int) -> int:
    """Return a step that visits the combinations of parts of these sizes evenly in `limit` visits.

    Near the golden section of their number, so that a few visits reach over the whole range, coprime to it, so that
    none comes twice, and the first such step under which no alternative of a part is passed over.
    """
    total = math.prod(sizes)
    first = max(1, round(total * 0.618))
    steps = [step for step in range(first, first + _STEPS) if math.gcd(step, total) == 1]
    return next((step for step in steps if _visits_all(sizes, step, limit)), steps[0] if steps else 1)


def _visits_all(sizes: Sequence[int], step: int, limit: int) -> bool:
    total = math.prod(sizes)
    visited = [index * step % total for index in range(limit)]
    below = 1
    for size in sizes:
        if len({index // below % size for index in visited}) < min(size, limit):
            return False
        below *= size
    return True
