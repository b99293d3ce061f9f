"""The widget as a person meets it: what is clicked, typed and read."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

WATCH = """
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
  console.error(`CSP: ${violatedDirective} ${blockedURI}`);
});
window.alert = (said) => console.error(`script ran: ${said}`);
"""


class Watched:
    """A browser profile whose errors are written down; `expected` are parts of those that a test provokes."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.expected: list[str] = []
        self.seen: list[str] = []
        context.add_init_script(WATCH)
        context.on("page", self._watch)

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.seen.append(str(error)))
        page.on(
            "console",
            lambda said: (
                self.seen.append(f"{said.text} {said.location['url']}") if said.type in ("error", "warning") else None
            ),
        )

    @property
    def problems(self) -> list[str]:
        """What went wrong in the pages and was not provoked."""
        return [text for text in self.seen if not any(part in text for part in self.expected)]


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
