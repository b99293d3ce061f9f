"""Markdown to HTML that is safe to put into any page."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(
    ["link", "image", "autolink"]
)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "hr"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
# A letter (or a bold one) after a blank line begins a paragraph that belongs to nothing before it, but in a code block.
_APART = re.compile(r"\n\n(?=(?:\*\*)?[^\W\d_])")
_FENCE = re.compile(r"```|~~~")
# What is not a letter, a digit, or a mark that neither Markdown nor HTML takes for anything.
_NOT_PLAIN = re.compile(r"[^\w 、。，．・：；（）「」『』【】〜～…“”‘’–—／％,.:;()'/%+=$?!-]|_")
_KEPT = 1024  # pieces whose HTML is kept: much of an answer is said in the same words again and again
_CLEANER = nh3.Cleaner(tags=_TAGS, attributes={})


def parse(text: str) -> list[Token]:
    """The tokens of a Markdown text, for what is not HTML."""
    return _PARSER.parse(text)


def to_html(text: str) -> str:
    """Markdown in, HTML out; raw HTML in the text is shown as text, links and images are not made at all.

    The text is taken in pieces that mean the same alone as where they stand.
    """
    pieces = [text] if _FENCE.search(text) else _APART.split(text)
    return "".join([_of_plain_words(piece) or _html(piece) for piece in pieces]).strip()


def _of_plain_words(piece: str) -> str | None:
    """The HTML of a paragraph of plain words, or of one with a list of them below; None for every other text."""
    paragraph, below, rows = piece.partition("\n\n")
    lines = paragraph.split("\n")
    if not all(map(_is_plain, lines)):
        return None
    html = "<p>" + "<br>\n".join(lines) + "</p>\n"
    if not below:
        return html
    items = [row[2:] if row.startswith("- ") else "" for row in rows.split("\n")]
    if not all(map(_is_plain, items)):
        return None
    return html + "<ul>\n" + "".join([f"<li>{item}</li>\n" for item in items]) + "</ul>\n"


def _is_plain(line: str) -> bool:
    """Whether a line begins with a letter and holds nothing that could be markup."""
    return line[:1].isalpha() and line[-1] != " " and not _NOT_PLAIN.search(line)


@lru_cache(_KEPT)
def _html(piece: str) -> str:
    """The parser escapes markup; the second pass keeps the promise should the parser ever change."""
    return _CLEANER.clean(_PARSER.render(piece))


def escape(value: str) -> str:
    """A text of unknown origin (a region, a name) as literal Markdown."""
    return _SPECIAL.sub(r"\\\1", value)


def inline(value: str) -> str:
    """The same on one line, so that no line of it begins a list or a quotation."""
    return escape(" ".join(value.split()))
