"""The pictures of the chat widget."""

from __future__ import annotations

from pictures import DESKTOP, PHONE, picture
from playwright.sync_api import Locator, Page, expect


def say(page: Page, text: str) -> None:
    """Opens the widget where it is closed, asks, and waits for the reply."""
    chat = page.locator("assistant-chat")
    if not chat.locator(".panel").is_visible():
        chat.locator(".launcher").click()
    replies = chat.locator(".reply:not(.typing)")
    count = replies.count()
    chat.locator("textarea").fill(text)
    chat.locator("textarea").press("Enter")
    expect(replies).to_have_count(count + 1)


@picture("portal")
def portal(page: Page) -> None:
    """The demo portal as a sample customer, with the widget open on an answer."""
    page.locator("#customer").select_option("demo-1")
    expect(page.locator(".facts")).to_be_visible()
    say(page, "StarterでSSEアドオンは使えますか？")


@picture("widget-light")
def widget_light(page: Page) -> Locator:
    """An answer with its verdict, its article and what would be possible."""
    say(page, "Coreで250ライセンスにできますか")
    return page.locator("assistant-chat .panel")


@picture("widget-dark", **DESKTOP, color_scheme="dark")
def widget_dark(page: Page) -> Locator:
    """The same in the dark."""
    say(page, "ZTNAが昨日45分止まりました。減額はいくら？")
    return page.locator("assistant-chat .panel")


@picture("widget-clause")
def widget_clause(page: Page) -> Locator:
    """An article opened in place."""
    say(page, "StarterでSSEアドオンは使えますか？")
    page.locator("assistant-chat .cite").first.click()
    expect(page.locator("assistant-chat .verbatim")).to_be_visible()
    return page.locator("assistant-chat .panel")


@picture("widget-english", **{**DESKTOP, "locale": "en-GB"})
def widget_english(page: Page) -> Locator:
    """English."""
    say(page, "To end ZTNA on March 31, by when must the form arrive?")
    return page.locator("assistant-chat .panel")


@picture("widget-date")
def widget_date(page: Page) -> Locator:
    """A date is asked."""
    say(page, "ZTNAを解約したい")
    page.locator("assistant-chat input[type=date]").fill("2026-12-01")
    return page.locator("assistant-chat .panel")


@picture("widget-confirmation")
def widget_confirmation(page: Page) -> Locator:
    """A request waits for its confirmation."""
    say(page, "ZTNAのCoreで250ライセンスに変更したい")
    return page.locator("assistant-chat .panel")


@picture("widget-phone", **PHONE)
def widget_phone(page: Page) -> None:
    """The full screen of a phone."""
    say(page, "解約申込書が12月1日に届いたら、いつ解約になりますか")


@picture("widget-phone-start", **PHONE, color_scheme="dark")
def widget_phone_start(page: Page) -> None:
    """How it greets on a phone, in the dark."""
    page.locator("assistant-chat .launcher").click()
