"""The twenty questions where people ask them in a browser: the widget and the console show one and the same answer.

What REST says is the measure here as for the other channels (tests/channels/test_same_answer.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from browser.chat import Chat
from browser.conftest import Running
from browser.console import Console
from twenty import QUESTIONS, same


@pytest.fixture(scope="module")
def said(browser: Browser, server: Running) -> list[dict[str, Any]]:
    """The bodies of REST."""
    context = browser.new_context()
    post = context.request.post
    bodies = [post(f"{server.address}/v1/messages", data={"text": text}).json() for text in QUESTIONS]
    context.close()
    return bodies


BASIS = ("根拠：", "Basis:")  # the widget makes buttons of this line, one for each article


def words(shown: Locator) -> str:
    """Everything that can be read, without the spaces."""
    return re.sub(r"\s", "", shown.evaluate("(it) => it.textContent"))


def blocks(html: str) -> list[str]:
    """The paragraphs and points of the server's HTML without the spaces."""
    parts = re.split(r"</?(?:p|li|ul|ol|h\d|blockquote|br)\b[^>]*>", html)
    found = [re.sub(r"\s", "", unescape(re.sub(r"<[^>]+>", "", part))) for part in parts]
    return [part for part in found if part]


def numbered(text: str) -> str:
    """The text without the numbers of tickets, which are new each time."""
    return re.sub(r"T-[0-9A-F]{12}", "T-…", text)


def test_the_widget_shows_what_rest_says(visit: Callable[..., Chat], said: list[dict[str, Any]]) -> None:
    chat = visit().open()
    for question, body in zip(QUESTIONS, said, strict=True):
        with chat.page.expect_response("**/v1/messages") as answered:
            reply = chat.ask(question)
        assert same(answered.value.json()) == same(body), question
        expect(reply).to_have_class(re.compile(rf"\b{body['kind']}\b"))
        shown, at = numbered(words(reply)), 0
        for part in blocks(numbered(body["html"])):
            if not part.startswith(BASIS):
                assert part in shown[at:], question
                at = shown.index(part, at)
        cited = {each["label"] for answer in body["answers"] for each in answer["citations"]}
        assert {label.strip() for label in reply.locator(".cite").all_text_contents()} <= cited
        chat.find("[aria-label=新しい会話]").click()


def test_the_console_shows_what_rest_says(
    console: Callable[..., Console], server: Running, said: list[dict[str, Any]]
) -> None:
    assert server.service is not None
    agent = console()
    for question, body in zip(QUESTIONS, said, strict=True):
        reply = agent.ask(question)
        conversation, turn = (str(reply.get_attribute(name)) for name in ("data-conversation", "data-turn"))
        kept = server.do(server.service.turn(conversation, int(turn)))
        assert same(kept[1]) == same(body), question
        assert reply.get_attribute("data-kind") == body["kind"]
        assert "".join(blocks(numbered(body["html"]))) == numbered(words(reply.locator(".said"))), question
        shown = [
            (
                each.get_attribute("data-intent"),
                each.get_attribute("data-outcome"),
                each.locator("[data-clause]").evaluate_all("(all) => all.map((it) => it.dataset.clause)"),
            )
            for each in reply.locator("section.decision").all()
        ]
        assert shown == [
            (a["intent"], a["decision"]["outcome"], [c["clause"] for c in a["citations"]]) for a in body["answers"]
        ], question
