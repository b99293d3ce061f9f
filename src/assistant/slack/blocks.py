"""Answers as Block Kit, within its limits: 3,000 characters a section, 50 blocks, 75 characters a button, 25 elements.

https://docs.slack.dev/reference/block-kit/blocks/. Whatever people wrote reaches a block only as escaped mrkdwn or as
plain text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from assistant.answers import escape_mrkdwn, to_mrkdwn
from assistant.slack.words import WORDS

Block = dict[str, Any]
Message = dict[str, Any]

SECTION: Final = 3000
BLOCKS: Final = 50
BUTTON: Final = 75
ELEMENTS: Final = 25
OPTIONS: Final = 100
VALUE: Final = 2000
FALLBACK: Final = 3000

SAID: Final = 8  # more offers than this become a menu
CITED: Final = 3  # clauses that can be opened below an answer
KINDS: Final = ("termination", "credit", "minimum-term", "claim-deadline", "configuration")

_ENTITY: Final = re.compile(r"&[a-z]*$")


def answer(body: dict[str, Any]) -> Message:
    """The reply to a message, for the one who asked."""
    words = WORDS[body["locale"]]
    text = to_mrkdwn(body["text"])
    blocks = sections(text, BLOCKS - 2)
    if offers := _offers(body):
        blocks.append(_says(offers, words.choose))
    more = [button("share", words.share, f"{body['conversation_id']}:{body['turn']}")]
    more += [
        button(f"clause:{n}", f"{cited['service'].upper()} {cited['label']}", _packed(cited["clause"], body["locale"]))
        for n, cited in enumerate(_cited(body))
    ]
    rules = dict.fromkeys(answer["decision"]["rule"] for answer in body["answers"])
    more += [
        calculator(rule, words.calculator.format(kind=words.kinds[rule]), body["locale"])
        for rule in rules
        if rule in KINDS
    ]
    blocks.append(actions(more))
    return private(text, blocks)


def shared(question: str | None, text: str, head: str) -> Message:
    """An answer or a calculation (Markdown), for everybody in the channel; `head` (mrkdwn) says who shares it."""
    said = to_mrkdwn(text)
    blocks: list[Block] = [{"type": "context", "elements": [mrkdwn(head)]}]
    if question is not None:
        lines = escape_mrkdwn(question).splitlines() or [""]
        blocks += sections("\n".join(f"> {line}" for line in lines), 2)
    blocks += sections(said, BLOCKS - len(blocks))
    return {
        "response_type": "in_channel",
        "replace_original": False,
        "text": cut(said, FALLBACK),
        "blocks": blocks,
        "unfurl_links": False,
    }


def clause(found: dict[str, Any], locale: str) -> Message:
    """A clause, verbatim, with its unofficial summary."""
    label = escape_mrkdwn(f"{found['service'].upper()} {found['labels'][locale]}  {found['titles'][locale]}".strip())
    quoted = "\n".join(f"> {line}" for line in escape_mrkdwn(found["text"].strip()).splitlines())
    parts = [f"*{label}*", quoted, escape_mrkdwn(found["summary"][locale] or "")]
    text = "\n\n".join(part for part in parts if part)
    return private(text, sections(text, BLOCKS))


def say(text: str, *blocks: Block) -> Message:
    """A sentence of ours (mrkdwn), and blocks below it."""
    return private(text, [*sections(text, BLOCKS - len(blocks)), *blocks])


def private(text: str, blocks: list[Block]) -> Message:
    """A message that only the one who asked sees; `text` is what notifications and screen readers get of it."""
    return {
        "response_type": "ephemeral",
        "replace_original": False,
        "text": cut(text, FALLBACK),
        "blocks": blocks,
        "unfurl_links": False,
    }


def calculators(locale: str) -> Block:
    """A button for each calculator."""
    return actions([calculator(kind, WORDS[locale].kinds[kind], locale) for kind in KINDS])


def calculator(kind: str, label: str, locale: str) -> Block:
    """A button that opens a calculator."""
    return button(f"calc:{kind}", label, _packed(kind, locale))


def actions(elements: Sequence[Block]) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements[:ELEMENTS])}


def button(action: str, label: str, value: str) -> Block:
    """A button; `action` is unique within its message."""
    return {"type": "button", "action_id": action, "text": plain_text(label), "value": value}


def plain_text(text: str, most: int = BUTTON) -> Block:
    """Text without any markup, cut to what the place takes; Slack refuses an empty one."""
    text = " ".join(text.split()) or "…"
    return {"type": "plain_text", "emoji": False, "text": text if len(text) <= most else text[: most - 1] + "…"}


def mrkdwn(text: str) -> Block:
    """A text with markup; `verbatim` keeps Slack from making links and mentions of words that look like them."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def sections(text: str, most: int) -> list[Block]:
    """A text as sections, paragraphs together as long as they fit; `most` sections, the last one cut with a sign."""
    texts: list[str] = []
    for paragraph in text.split("\n\n"):
        for piece in _pieces(paragraph):
            if texts and len(texts[-1]) + 2 + len(piece) <= SECTION:
                texts[-1] += "\n\n" + piece
            elif piece.strip():
                texts.append(piece)
    if len(texts) > most:
        texts = [*texts[: most - 1], cut(texts[most - 1], SECTION - 2) + "\n…"]
    return [{"type": "section", "text": mrkdwn(each), "expand": True} for each in texts]


def cut(text: str, most: int) -> str:
    """The beginning of an escaped text; an entity is not cut in two."""
    return text if len(text) <= most else _ENTITY.sub("", text[: most - 1]) + "…"


def unpacked(value: str) -> tuple[str, str]:
    """What a button carries, and its locale. Raises ValueError for anything that no button of ours carries."""
    what, locale = json.loads(value)
    if not isinstance(what, str) or locale not in WORDS:
        raise ValueError("not a button of ours")
    return what, locale


def _packed(what: str, locale: str) -> str:
    return json.dumps([what, locale])


def _pieces(paragraph: str) -> Iterable[str]:
    """A paragraph in pieces that each fit into a section, cut at ends of lines where there are any."""
    while len(paragraph) > SECTION:
        at = paragraph.rfind("\n", 1, SECTION)
        if at < 0:
            at = len(_ENTITY.sub("", paragraph[:SECTION])) or SECTION
        yield paragraph[:at]
        paragraph = paragraph[at:].lstrip("\n")
    yield paragraph


def _offers(body: dict[str, Any]) -> dict[str, str]:
    """What may be said next: the text, and how it is shown."""
    choices = [str(choice) for missing in body["missing"] for choice in missing["choices"]]
    offers = {choice: choice for choice in choices}
    offers |= {each["text"]: each["label"] for each in body["suggestions"] if each["text"] not in offers}
    return {text: label for text, label in offers.items() if text and len(text) <= VALUE}


def _says(offers: dict[str, str], choose: str) -> Block:
    if len(offers) <= SAID:
        return actions([button(f"say:{n}", label, text) for n, (text, label) in enumerate(offers.items())])
    short = [(text, label) for text, label in offers.items() if len(text) <= BUTTON][:OPTIONS]
    long = [(text, label) for text, label in offers.items() if len(text) > BUTTON][: ELEMENTS - 1]
    menu = {
        "type": "static_select",
        "action_id": "say",
        "placeholder": plain_text(choose),
        "options": [{"text": plain_text(label), "value": text} for text, label in short],
    }
    return actions([menu, *(button(f"say:{n}", label, text) for n, (text, label) in enumerate(long))])


def _cited(body: dict[str, Any]) -> list[dict[str, Any]]:
    cited = {each["clause"]: each for answer in body["answers"] for each in answer["citations"]}
    return list(cited.values())[:CITED]
