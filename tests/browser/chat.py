"""The widget as a person meets it: what is clicked, typed and read."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

from browser.page import Watched


class Chat:
    """One widget on one page."""

    def __init__(self, page: Page, watched: Watched) -> None:
        self.page = page
        self.watched = watched
        self.widget = page.locator("assistant-chat")

    def goto(self, address: str) -> None:
        self.page.goto(address)
        if self.widget.count():
            expect(self.find(".root")).to_be_attached()

    def find(self, selector: str, **options: Any) -> Locator:
        return self.widget.locator(selector, **options)

    def open(self) -> Chat:
        self.find(".launcher").click()
        return self

    @property
    def input(self) -> Locator:
        return self.find("textarea")

    @property
    def mine(self) -> Locator:
        return self.find(".mine")

    @property
    def replies(self) -> Locator:
        return self.find(".reply:not(.typing)")

    def write(self, text: str) -> None:
        self.input.fill(text)
        self.input.press("Enter")

    def ask(self, text: str) -> Locator:
        """Writes and waits for the reply."""
        count = self.replies.count()
        self.write(text)
        expect(self.replies).to_have_count(count + 1)
        return self.replies.last

    def tab(self) -> Chat:
        """The same page in a second tab of the same profile."""
        other = Chat(self.page.context.new_page(), self.watched)
        other.goto(self.page.url)
        return other

    def focused(self) -> str:
        """The class of what has the focus inside the widget, or the name of its element."""
        return str(
            self.widget.evaluate(
                "(host) => { const it = host.shadowRoot.activeElement; return it ? it.className || it.localName : '' }"
            )
        )
