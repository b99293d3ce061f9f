"""Markdown to HTML that is safe to put into any page."""

from __future__ import annotations

import re

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(
    ["link", "image", "autolink"]
)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "hr"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")


def parse(text: str) -> list[Token]:
    """The tokens of a Markdown text, for what is not HTML."""
    return _PARSER.parse(text)


def to_html(text: str) -> str:
    """Markdown in, HTML out; raw HTML in the text is shown as text, links and images are not made at all.

    The parser escapes markup; the second pass keeps the promise should the parser ever change.
    """
    return nh3.clean(_PARSER.render(text), tags=_TAGS, attributes={}).strip()


def escape(value: str) -> str:
    """A text of unknown origin (a region, a name) as literal Markdown."""
    return _SPECIAL.sub(r"\\\1", value)


def inline(value: str) -> str:
    """The same on one line, so that no line of it begins a list or a quotation."""
    return escape(" ".join(value.split()))
