r"""What every match of a regular expression must hold: a set of short strings of which each match has at least one.

A pattern of words, such as `もし|仮に|\bif\b`, cannot match in a text with none of もし, 仮に and "if". The strings
are taken from the parsed expression itself, so they are right for every pattern and follow each change of it. Case is
folded, because most patterns ignore it, and so are figures; what is folded is only ever held more often.
"""

from __future__ import annotations

import importlib
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise, product
from typing import Any

LONGEST = 4  # characters of a required string
LONGEST_JAPANESE = 3  # and of one with other characters than those of ASCII: fewer tell as much

_FAR = 1000  # characters: what looks further looks at all of a text
_MOST_STRINGS = 64  # that a stretch of an expression may stand for before it is cut in two
_MOST_OF_CLASS = 12  # characters of a class such as [かヵカ] that are told apart
_LETTERS = "etaoinsrhldcumfpgwybvkxjqz"  # from the most to the least frequent in English
_COMMON = frozenset({"a", "an", "and", "are", "for", "have", "is", "of", "on", "or", "our", "the", "to", "we", "you"})
_KANA = re.compile(r"[ぁ-ゖ]")
_FIGURE = re.compile(r"\d")
# The characters of an expression that are no letters: an escape, a class, and what groups and parts it.
_PIECES = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
_NOT_CUT = re.compile(r"\\[1-9]|\(\?P=|\(\?\(|\(\?[a-zA-Z]+\)")
# What a letter is matched by beside its two cases (see `re`): İ and ı for i, ſ for s, the Kelvin sign for k.
_ODD = re.compile("[\u0130\u0131\u017f\u212a]")
_ODD_CASES = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"})

Strings = frozenset[str]
_NO_STRINGS: Strings = frozenset()
_NOTHING: Strings = frozenset([""])


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a part of an expression comes to.

    `strings` are all it can match, None when they are too many to tell; with `again`, it matches one of them after the
    other. `needs` are sets of strings: each match holds one of each set.
    """

    strings: Strings | None
    needs: Sequence[Strings] = ()
    again: bool = False


_ANYTHING = _Reading(None)


def folded(text: str) -> str:
    """A text as required strings are looked for: letters as patterns that ignore case see them, every figure 0."""
    return _FIGURE.sub("0", (text if text.isascii() or not _ODD.search(text) else text.translate(_ODD_CASES)).lower())


def required(pattern: str, flags: int = 0) -> Strings | None:
    r"""Strings of 1 to LONGEST characters of which the `folded` text of every match of a pattern holds at least one.

    None when there is no such set, as for `\w+`, and when this Python does not show how it parses expressions.
    Raises re.error for what is no regular expression.
    """
    parser: Any = _parser()
    return None if parser is None else _best(parser.parse(pattern, flags))


def reach(pattern: str, flags: int = 0) -> int | None:
    """How many characters, from where it begins, a match of a pattern and what is looked at after it can take.

    None when there is no such number.
    """
    parser: Any = _parser()
    if parser is None:
        return None
    read = parser.parse(pattern, flags)
    far = read.getwidth()[1] + _ahead(read)
    return int(far) if far < _FAR else None


def _ahead(nodes: Any) -> int:
    """How far the tests of what comes next look, all together."""
    far = 0
    for kind, value in nodes.data:
        if kind.name in ("ASSERT", "ASSERT_NOT"):
            far += (value[1].getwidth()[1] if value[0] > 0 else 0) + _ahead(value[1])
        else:
            far += sum(map(_ahead, _inside(kind.name, value)))
    return far


def _inside(kind: str, value: Any) -> Iterable[Any]:
    """The sequences a node is made of."""
    if kind == "SUBPATTERN":
        return (value[-1],)
    if kind == "ATOMIC_GROUP":
        return (value,)
    if kind == "BRANCH":
        return tuple(value[1])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return (value[2],)
    if kind == "GROUPREF_EXISTS":
        return tuple(way for way in value[1:] if way is not None)
    return ()


def alternatives(pattern: str) -> list[str]:
    """Cut a pattern at its outermost bars: one of the parts matches where it does, and the first that does counts.

    What refers to a group by its number, or sets flags for all of the pattern, is left whole.
    """
    if _NOT_CUT.search(pattern):
        return [pattern]
    bars = [-1]
    depth = 0
    for piece in _PIECES.finditer(pattern):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if piece[0] == "|" and not depth:
            bars.append(piece.start())
    return [pattern[begin + 1 : end] for begin, end in pairwise([*bars, len(pattern)])]


@lru_cache(maxsize=1)
def _parser() -> Any:
    try:
        return importlib.import_module("re._parser")  # private to Python: where it is missing, nothing is required
    except ImportError:
        return None


def _best(nodes: Any) -> Strings | None:
    """The set of strings that texts hold least often, of those that each match of a sequence holds one of."""
    return min(_read(nodes).needs, key=_often, default=None)


def _often(strings: Strings) -> float:
    return sum(map(_frequency, strings))


@lru_cache(maxsize=4096)
def _frequency(string: str) -> float:
    """About how often a text holds a string."""
    return 0.3 if string.strip() in _COMMON else 40 * math.prod(map(_share, string))


def _share(char: str) -> float:
    place = _LETTERS.find(char)
    if place >= 0:
        return 0.12 * 0.87**place
    if _KANA.match(char):
        return 0.03
    return {" ": 0.17, "0": 0.05}.get(char, 0.005)


def _shortest(strings: Iterable[str]) -> Strings:
    """The strings without those that hold another of them: where あと、 stands, 、 does."""
    every = frozenset(strings)
    sizes = sorted({len(one) for one in every})
    if len(sizes) == 1:
        return every
    return frozenset(one for one in every if every.isdisjoint(_within(one, sizes)))


def _within(string: str, sizes: Sequence[int]) -> list[str]:
    """The parts of a string that have one of some sizes, itself left out."""
    return [string[i : i + n] for n in sizes if n < len(string) for i in range(len(string) - n + 1)]


@lru_cache(maxsize=4096)
def _rarest(string: str) -> str:
    """The part of a string that is rarest in texts."""
    longest = LONGEST if string.isascii() else LONGEST_JAPANESE
    if len(string) <= longest:
        return string
    return min((string[i : i + longest] for i in range(len(string) - longest + 1)), key=_frequency)


def _read(nodes: Any) -> _Reading:
    """Read a sequence."""
    needs: list[Strings] = []
    strings = _NOTHING  # what the stretch since the last cut stands for
    whole = True
    for node in _joined(nodes):
        one = _Reading(frozenset([node])) if isinstance(node, str) else _node(*node)
        needs += one.needs
        fits = one.strings is not None and len(strings) * len(one.strings) <= _MOST_STRINGS
        if one.strings is not None and fits:
            strings = one.strings if strings is _NOTHING else frozenset(a + b for a, b in product(strings, one.strings))
        if not fits or one.again:  # of つ+ the first ends one stretch, the last begins the next
            if "" not in strings:
                needs.append(_shortest(map(_rarest, strings)))
            strings, whole = one.strings or _NOTHING, False
    if "" not in strings:
        needs.append(_shortest(map(_rarest, strings)))
    return _Reading(strings if whole else None, needs)


def _joined(nodes: Any) -> Iterator[str | tuple[str, Any]]:
    """The nodes of a sequence by kind and value, the characters that follow each other as one string."""
    chars: list[str] = []
    for kind, value in nodes.data:
        char = _folded_character(value) if kind.name == "LITERAL" else None
        if char is not None:
            chars.append(char)
            continue
        if chars:
            yield "".join(chars)
            chars.clear()
        yield kind.name, value
    if chars:
        yield "".join(chars)


def _node(kind: str, value: Any) -> _Reading:
    """Read one node of an expression; a kind that is not known stands for anything."""
    if kind == "IN":
        return _Reading(_class(value))
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):  # they take no room: what stands on both sides stands side by side
        return _Reading(_NOTHING)
    if kind == "SUBPATTERN":
        return _read(value[-1])
    if kind == "ATOMIC_GROUP":
        return _read(value)
    if kind == "BRANCH":
        return _branch(value[1])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _repeat(*value)
    return _ANYTHING


def _folded_character(code: int) -> str | None:
    """A character as it is in a folded text, None for a letter beyond ASCII that has two cases."""
    char = chr(code)
    if char.isdecimal():
        return "0"
    return char.lower() if char.isascii() or char.lower() == char == char.upper() else None


def _class(items: Sequence[tuple[Any, Any]]) -> Strings | None:
    """The characters of a class, None when they are many or not known."""
    codes: set[int] = set()
    for kind, value in items:
        if kind.name == "LITERAL":
            codes.add(value)
        elif kind.name == "RANGE" and value[1] - value[0] < _MOST_OF_CLASS:
            codes.update(range(value[0], value[1] + 1))
        elif kind.name == "CATEGORY" and value.name == "CATEGORY_DIGIT":
            codes.add(ord("0"))
        else:
            return None
    chars = {_folded_character(code) for code in codes}
    known = frozenset(char for char in chars if char is not None)
    return known if len(chars) == len(known) <= _MOST_OF_CLASS else None


def _branch(ways: Sequence[Any]) -> _Reading:
    read = [_read(way) for way in ways]
    least = [min(one.needs, key=_often, default=None) for one in read]
    needs = [] if None in least else [_shortest(chain.from_iterable(one for one in least if one is not None))]
    if any(one.strings is None for one in read):
        return _Reading(None, needs)
    strings = _NO_STRINGS.union(*(one.strings for one in read if one.strings is not None))
    return _Reading(strings if len(strings) <= _MOST_STRINGS else None, needs)


def _repeat(least: int, most: Any, body: Any) -> _Reading:
    one = _read(body)
    if least and int(most) == 1:
        return one
    if least:
        return _Reading(one.strings, one.needs, again=True)
    return _Reading(one.strings | _NOTHING) if one.strings is not None and int(most) == 1 else _ANYTHING
