"""Sentences written into an intent's file: only their lines are added, everything else stays as it was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import yaml

_SPECIAL = re.compile(r"[\\()\[\]{}|]")
_SLOT = re.compile(r"(\{[a-z][a-z0-9_]*\})")
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_DEPTH = "  "


def as_template(masked_text: str) -> str:
    """Return a masked text as a sentence template: on one line, its slots kept, all else taken literally.

    Characters that YAML does not allow are left out.
    """
    plain = " ".join(_UNPRINTABLE.sub("", masked_text).split())
    return "".join(part if _SLOT.fullmatch(part) else _SPECIAL.sub(r"\\\g<0>", part) for part in _SLOT.split(plain))


def with_sentences(source: str, lang: str, sentences: Sequence[str]) -> str:
    """Return the text of an intent file with sentences added at the end of a language's list, which is made if need be.

    Comments, order, quotes, indentation and line ends stay as they are. Raises ValueError when the file has no mapping
    of `sentences` by language, or the language holds something that is not a list.
    """
    root = yaml.compose(source, Loader=yaml.SafeLoader)  # the pure loader: its marks count characters of `source`
    said = _value(root, "sentences")
    if not isinstance(said, yaml.MappingNode):
        raise ValueError("`sentences` is not a mapping of languages")
    listed = _value(said, lang)
    quoted = [json.dumps(sentence, ensure_ascii=False) for sentence in sentences]
    end = "\r\n" if "\r\n" in source else "\n"
    if listed is None:
        return _new_list(source, said, lang, quoted, end)
    if not isinstance(listed, yaml.SequenceNode):
        raise ValueError(f"`sentences` {lang} is not a list")
    if listed.flow_style:
        return _into_flow(source, listed, quoted)
    last = listed.value[-1]
    indent = _column(source, listed.value[0].start_mark.index, "-")
    return _after_line(source, last.end_mark.index, [f"{indent}- {each}" for each in quoted], end)


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _new_list(source: str, said: yaml.MappingNode, lang: str, quoted: Sequence[str], end: str) -> str:
    if said.flow_style:
        at = _end(said.value[-1][1]) if said.value else int(said.end_mark.index) - 1
        joined = f"{lang}: [{', '.join(quoted)}]"
        return f"{source[:at]}{', ' if said.value else ''}{joined}{source[at:]}"
    first, last = said.value[0][0], said.value[-1][1]
    indent = " " * first.start_mark.column
    return _after_line(source, _end(last), [f"{indent}{lang}:", *(f"{indent}{_DEPTH}- {q}" for q in quoted)], end)


def _into_flow(source: str, listed: yaml.SequenceNode, quoted: Sequence[str]) -> str:
    at = _end(listed.value[-1]) if listed.value else int(listed.end_mark.index) - 1
    return f"{source[:at]}{', ' if listed.value else ''}{', '.join(quoted)}{source[at:]}"


def _end(node: yaml.Node) -> int:
    """Where a node ends; a block collection's own end mark lies past the comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _column(source: str, index: int, mark: str) -> str:
    """The indentation of the line whose `mark` comes before an item."""
    start = source.rfind("\n", 0, index) + 1
    return source[start : source.index(mark, start)]


def _after_line(source: str, index: int, lines: Sequence[str], end: str) -> str:
    """Put lines after the line that a place is on, past a comment at its end."""
    index = len(source[:index].rstrip())  # a folded or literal text ends at the start of the next line
    place = source.find("\n", index)
    text = end.join(lines)
    if place < 0:
        return f"{source}{end}{text}{end}"
    return f"{source[: place + 1]}{text}{end}{source[place + 1 :]}"
