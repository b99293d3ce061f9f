"""Every page of the console: accessible in light and dark, as wide as a phone, and inert to what is written into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from browser.conftest import PHONE, Running
from browser.console import Console
from browser.page import violations
from office import ATTACKS, CUSTOMER, Office, talk

Open = Callable[..., Console]
AXES_OWN = ["Applying inline style", "CSP: style-src"]

PAGES = (
    "/console",
    "/console?q=解約",
    "/console/clauses",
    "/console/clauses/ztna:13.1",
    "/console/calculators",
    "/console/calculators/configuration",
    "/console/calculators/credit?service=fms",
    "/console/requests?status=all",
    "/console/requests/{request}",
    "/console/inbox?status=all",
    "/console/inbox/{ticket}",
    "/console/contracts",
    "/console/contracts/C-1",
    "/console/learning",
    "/console/dashboard",
    "/console/requests/R-9",
)


def pages(office: Office) -> Iterator[str]:
    """The pages with the numbers of this office."""
    for path in PAGES:
        yield path.format(request=office.request, ticket=office.ticket)


@pytest.mark.parametrize("locale", ["ja-JP", "en-GB"])
def test_axe_finds_nothing_on_any_page_in_light_and_dark(console: Open, office: Office, locale: str) -> None:
    agent = console(login="root", locale=locale, color_scheme="light")
    agent.watched.expected += [*AXES_OWN, "404"]
    found = {}
    for path in pages(office) if locale == "ja-JP" else ("/console", "/console/calculators/change"):
        agent.goto(path)
        # The terms are one article like the other.
        agent.page.evaluate("document.querySelectorAll('.topic ~ .topic ~ .topic ~ .topic').forEach((e) => e.remove())")
        found[path] = violations(agent.page)
        agent.page.emulate_media(color_scheme="dark")
        found[f"{path} dark"] = violations(agent.page, "color-contrast")
        agent.page.emulate_media(color_scheme="light")
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_axe_finds_nothing_in_what_comes_later(console: Open) -> None:
    agent = console(login="root")
    agent.watched.expected += AXES_OWN
    found = [
        violations(console("/console/login", login=None, color_scheme=scheme).page) for scheme in ("light", "dark")
    ]
    agent.ask("StarterでSSEアドオンは使えますか")
    agent.find(".trace summary").click()
    agent.find(".citations summary").first.click()
    found.append(violations(agent.page))
    agent.page.emulate_media(color_scheme="dark")
    found.append(violations(agent.page, "color-contrast"))
    agent.page.keyboard.press("Escape")
    agent.page.keyboard.press("?")
    found.append(violations(agent.page))
    agent.goto("/console/calculators/credit")
    agent.field("incidents.0.duration").fill("13:40")
    expect(agent.result.locator(".timeline")).to_be_visible()
    found.append(violations(agent.page))
    agent.field("monthly_fee").fill("much")
    expect(agent.result.get_by_role("alert")).to_be_visible()
    found.append(violations(agent.page))
    assert found == [[] for _ in found]


def test_every_page_fits_a_phone(console: Open, office: Office) -> None:
    agent = console(login="root", **PHONE)
    agent.watched.expected.append("404")
    wide = {}
    for path in pages(office):
        agent.goto(path)
        width = agent.page.evaluate("document.documentElement.scrollWidth")
        hidden = agent.page.evaluate(
            """() => [...document.querySelectorAll("main *")].filter((each) => !each.closest(".scroll")
              && each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.className || each.localName)"""
        )
        if width > 390 or hidden:
            wide[path] = (width, hidden)
    assert wide == {}
    agent.goto("/console/dashboard")
    expect(agent.find(".rail [aria-current]")).to_be_in_viewport(ratio=1)
    agent.goto("/console")
    agent.ask("解約申込書が12月1日に届いたらいつ終わる？ ZTNA")
    expect(agent.reply.locator(".said")).to_contain_text("2026年12月31日")
    expect(agent.reply.locator(".said")).to_be_in_viewport()


def test_what_is_written_is_shown_and_never_run(console: Open, office: Office, server: Running) -> None:
    draft = talk(server.service, CUSTOMER, "X-1の契約を1400ライセンスに変更したい", "はい")  # type: ignore[arg-type]
    request = server.do(draft)["request"]["id"]
    agent = console(login="root")
    agent.watched.expected.append("400")
    made = "(main) => main.querySelectorAll('script, iframe, img, style, template, object, [onerror], [onload]').length"

    def safe(*shown: str) -> None:
        for text in shown:
            expect(agent.main).to_contain_text(text)
        assert agent.main.evaluate(made) == 0
        assert agent.main.locator("a[href^='javascript'], [hx-get='/console/logout']").count() == 0
        assert agent.main.evaluate("(main) => getComputedStyle(main).display") == "block"

    agent.goto("/console/contracts")
    safe(*ATTACKS[:2])
    agent.goto("/console/contracts/X-1")
    safe(*ATTACKS[:3])
    agent.goto(f"/console/inbox/{office.nasty_ticket}")
    safe(*ATTACKS)
    notes = agent.find(".transcript .agent .words")
    expect(notes).to_contain_text("alert(1)")
    agent.goto("/console/inbox?status=all")
    safe()
    agent.goto(f"/console/requests/{request}")
    agent.page.get_by_label("お断りする理由").fill("\n".join(ATTACKS))
    agent.button("お断りする").click()
    expect(agent.find(".done")).to_be_visible()
    safe(*ATTACKS)
    agent.goto("/console/learning")
    safe()
    for attack in ATTACKS:
        agent.goto("/console")
        agent.box.fill(attack)
        expect(agent.find("#found .empty, #found .found")).to_be_visible()
        agent.ask(attack)
        safe(attack)
    agent.goto("/console/calculators/configuration")
    for attack in ATTACKS:
        agent.field("configuration.region").fill(attack)
        with agent.page.expect_response("**/console/calculators/configuration"):
            agent.field("configuration.grade").select_option("Starter" if attack in ATTACKS[::2] else "Core")
        expect(agent.result.locator(".verdict")).to_be_visible()
        safe()
