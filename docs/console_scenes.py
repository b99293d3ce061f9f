"""The pictures of the agents' console, on the sample office."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import urlsplit

from pictures import DESKTOP, PHONE, picture
from playwright.sync_api import Page, expect

DARK: Final[dict[str, Any]] = {"color_scheme": "dark"}
ENGLISH: Final[dict[str, Any]] = {"locale": "en-GB"}


def go(page: Page, path: str) -> None:
    """A page of the console."""
    address = urlsplit(page.url)
    page.goto(f"{address.scheme}://{address.netloc}/console{path}")


def ask(page: Page, text: str) -> None:
    """The answer to a question, and the clauses beside it."""
    page.locator("#q").fill(text)
    page.locator("#q").press("Enter")
    expect(page.locator("article.reply")).to_be_visible()
    expect(page.locator("#found li").first).to_be_visible()
    page.keyboard.press("Escape")


def outages(page: Page) -> None:
    """A credit for two outages."""
    go(page, "/calculators/credit?service=ztna")
    page.locator("[name='monthly_fee']").fill("500000")
    spans = [("2026-11-20T09:00", "2026-11-20T22:40"), ("2026-11-22T01:00", "2026-11-22T04:30")]
    for row, (start, end) in enumerate(spans):
        if row:
            page.get_by_role("button", name=re.compile("障害を追加|Add an outage")).click()
        page.locator(f"[name='incidents.{row}.start']").fill(start)
        page.locator(f"[name='incidents.{row}.end']").fill(end)
        expect(page.locator("#result .timeline .bar")).to_have_count(row + 1)
    page.locator("[name='incidents.1.end']").blur()
    page.evaluate("scrollTo(0, 0)")


@picture("console-ask")
def answer(page: Page) -> None:
    """An answer, why, and the clauses found."""
    ask(page, "StarterでSSEアドオンは使えますか")


@picture("console-ask-english", **DESKTOP, **ENGLISH, **DARK)
def answer_english(page: Page) -> None:
    """English, in the dark."""
    ask(page, "Can we use the SSE add-on on Starter?")


@picture("console-clauses")
def clauses(page: Page) -> None:
    """Matching articles side by side."""
    go(page, "/clauses#ztna-10")
    expect(page.locator("#ztna-10")).to_be_in_viewport()


@picture("console-credit")
def credit(page: Page) -> None:
    """Several outages on a timeline."""
    outages(page)


@picture("console-credit-english", **DESKTOP, **ENGLISH, **DARK)
def credit_english(page: Page) -> None:
    """The same in English, in the dark."""
    outages(page)


@picture("console-configuration")
def configuration(page: Page) -> None:
    """A contract judged while it is put together."""
    go(page, "/calculators/configuration?service=ztna")
    page.locator("[name='configuration.grade']").select_option("Starter")
    page.locator("[name='configuration.licences']").fill("300")
    page.locator("[name='configuration.region']").fill("東京")
    page.locator("input[value=sse]").check()
    expect(page.locator("#result .remedies li")).to_have_count(2)


@picture("console-request")
def request(page: Page) -> None:
    """A request to be accepted or declined."""
    go(page, "/requests")
    page.get_by_role("row", name="Z-1001").get_by_role("link").click()
    expect(page.locator("#decide")).to_be_visible()


@picture("console-inbox")
def inbox(page: Page) -> None:
    """A question passed to a person."""
    go(page, "/inbox")
    page.get_by_role("row", name="Z-1002").get_by_role("link").click()
    page.locator("#text").fill("変更事項に当たるかを確認し、明日までにご連絡します。")


@picture("console-contracts")
def contracts(page: Page) -> None:
    """Customers' contracts."""
    go(page, "/contracts")


@picture("console-learning")
def learning(page: Page) -> None:
    """What was not understood, to be added to an intent."""
    go(page, "/learning")


@picture("console-dashboard")
def dashboard(page: Page) -> None:
    """A month in figures."""
    go(page, "/dashboard")


@picture("console-dashboard-english", **DESKTOP, **ENGLISH, **DARK)
def dashboard_english(page: Page) -> None:
    """The same in English, in the dark."""
    go(page, "/dashboard")


@picture("console-phone", **PHONE)
def phone(page: Page) -> None:
    """An answer on a phone."""
    ask(page, "StarterでSSEアドオンは使えますか")


@picture("console-phone-dashboard", **PHONE, **DARK)
def phone_dashboard(page: Page) -> None:
    """The dashboard on a phone, in the dark."""
    go(page, "/dashboard")
    page.evaluate("scrollTo(0, 300)")
