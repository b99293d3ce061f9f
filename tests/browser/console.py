"""The agents' console as an agent meets it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from browser.page import Watched


class Console:
    """One agent's browser at the console."""

    def __init__(self, page: Page, watched: Watched, server: Any) -> None:
        self.page = page
        self.watched = watched
        # Typing on replaces a request under way, which htmx calls an error; those that failed have others of their own.
        watched.expected += ["htmx:afterRequest", "htmx:sendAbort"]
        self.server = server

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def box(self) -> Locator:
        return self.page.locator("#q")

    @property
    def reply(self) -> Locator:
        return self.page.locator("#answer article.reply")

    @property
    def result(self) -> Locator:
        return self.page.locator("#result")

    def find(self, selector: str, **options: Any) -> Locator:
        return self.page.locator(selector, **options)

    def button(self, name: str) -> Locator:
        return self.main.get_by_role("button", name=name)

    def field(self, path: str) -> Locator:
        """An input of a calculator by its path in the request."""
        return self.main.locator(f"[name='{path}']")

    def goto(self, path: str) -> Console:
        self.page.goto(self.server.address + path)
        return self

    def ask(self, text: str) -> Locator:
        """Asks in the box and waits for the answer."""
        self.box.fill(text)
        self.box.press("Enter")
        expect(self.reply.locator(".asked")).to_have_text(text)
        return self.reply

    def at(self, path: str) -> bool:
        """Waits until the console shows this page."""
        self.page.wait_for_url(self.server.address + path)
        return True
