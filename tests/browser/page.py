"""What is watched and asked of every page: its errors, its policy, its accessibility."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

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


def violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds: by all its rules, or by those that are named."""
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    if rules:
        options["runOnly"] = list(rules)
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]
