"""Markdown to the markup Slack calls mrkdwn.

https://docs.slack.dev/messaging/formatting-message-text/: one asterisk is bold, lists are typed out, and of the special
characters only & < > can be escaped. A mark that is meant as a character is therefore written as its full-width twin
wherever Slack would take it for markup.
"""

from __future__ import annotations

import re

from markdown_it.tree import SyntaxTreeNode

from assistant.answers.markdown import parse

_TWINS = str.maketrans("*_~`", "＊＿～｀")
_MARK = re.compile(r"(?<![A-Za-z0-9])[*_~]+|[*_~]+(?![A-Za-z0-9])|`+")
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:)", re.IGNORECASE)
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_JOINER = "\u2060"  # no width: keeps a character from beginning markup
_SPACE = "\u200b"  # no width: Slack marks words off by spaces, Japanese does not
_INDENT = "    "


def to_mrkdwn(text: str) -> str:
    """Markdown in, mrkdwn out, an empty line between paragraphs; nothing in it becomes a link or a mention."""
    return _children(SyntaxTreeNode(parse(text)), "\n\n")


def escape_mrkdwn(text: str) -> str:
    """A text of unknown origin as literal mrkdwn: no mention, link, emoji or emphasis comes of it."""
    text = _MARK.sub(lambda mark: mark[0].translate(_TWINS), text)
    text = _EMOJI.sub(":" + _JOINER, text)
    for character, entity in _ENTITIES:
        text = text.replace(character, entity)
    return re.sub(r"^(?=\s*&gt;)", _JOINER, text, flags=re.MULTILINE)


def _children(node: SyntaxTreeNode, between: str) -> str:
    return between.join(part for part in map(_block, node.children) if part)


def _block(node: SyntaxTreeNode) -> str:
    match node.type:
        case "paragraph":
            return _inline(node.children[0])
        case "heading":
            return f"*{_inline(node.children[0]).replace('*', '')}*"
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "blockquote":
            return "\n".join(f"> {line}" for line in _children(node, "\n").split("\n"))
        case "fence" | "code_block":
            return f"```\n{_code(node.content)}```"
        case "hr":
            return "———"
    return escape_mrkdwn(node.content) if node.content else _children(node, "\n\n")


def _list(node: SyntaxTreeNode) -> str:
    first = int(node.attrs.get("start", 1))
    lines = []
    for number, item in enumerate(node.children, first):
        mark = f"{number}. " if node.type == "ordered_list" else "• "
        head, *rest = _children(item, "\n").split("\n")
        lines += [mark + head, *(_INDENT + line for line in rest)]
    return "\n".join(lines)


def _inline(node: SyntaxTreeNode) -> str:
    made = "".join(map(_span, node.children))
    # The spaces are needed only where a letter stands next to the mark.
    made = re.sub(rf"(?<!\w){_SPACE}(?=[*_`])|(?<=[*_`]){_SPACE}(?!\w)", "", made)
    return made.strip()


def _span(node: SyntaxTreeNode) -> str:
    match node.type:
        case "strong":
            return _marked("*", node)
        case "em":
            return _marked("_", node)
        case "code_inline":
            return f"{_SPACE}`{_code(node.content)}`{_SPACE}"
        case "softbreak" | "hardbreak":
            return "\n"
    return escape_mrkdwn(node.content) if node.content else "".join(map(_span, node.children))


def _marked(mark: str, node: SyntaxTreeNode) -> str:
    inside = "".join(map(_span, node.children)).strip()
    # Slack's marks do not reach over a line.
    return "\n".join(f"{_SPACE}{mark}{line}{mark}{_SPACE}" if line else "" for line in inside.split("\n"))


def _code(text: str) -> str:
    text = text.replace("`", "｀")
    for character, entity in _ENTITIES:
        text = text.replace(character, entity)
    return text
