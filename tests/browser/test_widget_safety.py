"""The widget is accessible, small, and inert to whatever is written into it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar, MediaType, Response, get
from litestar.params import FromQuery
from playwright.sync_api import expect

from assistant import web
from assistant.service import Assistant
from assistant.settings import Rate, Settings
from assistant.store import create_store
from assistant.web import create_app
from browser.chat import Chat
from browser.conftest import PHONE, Running, serving
from browser.page import violations
from office import ATTACKS

STATIC = Path(web.__file__).parent / "static"
WIDGET = STATIC / "widget"
LARGEST = 30_000  # bytes, compressed


def loaded_by(file: Path) -> Iterator[Path]:
    """A script of the widget and everything it imports or fetches."""
    yield file
    if file.suffix == ".js":
        names = re.findall(r'from "(\./[^"]+)"|\btext\("([^"]+)"\)', file.read_text(encoding="utf-8"))
        for name in (first or second for first, second in names):
            yield from loaded_by((file.parent / name).resolve())


def test_everything_the_widget_loads_is_under_thirty_kilobytes(visit: Callable[..., Chat]) -> None:
    files = set(loaded_by(WIDGET / "widget.js"))
    requested: set[str] = set()
    chat = visit("/health/live")  # a page without it
    chat.page.on("request", lambda request: requested.add(Path(request.url).name))
    chat.page.evaluate(
        "import('/static/widget/widget.js').then(() => document.body.append(document.createElement('assistant-chat')))"
    )
    expect(chat.find(".launcher")).to_be_visible()
    assert {file.name for file in files} == requested
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < LARGEST


LOOKS: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "locale": "en-GB", **PHONE},
]


@pytest.mark.parametrize("look", LOOKS, ids=["light", "dark", "phone"])
def test_axe_finds_nothing(visit: Callable[..., Chat], look: dict[str, Any]) -> None:
    chat = visit(**look)
    chat.watched.expected += ["Applying inline style", "CSP: style-src"]  # axe's own
    pages = [violations(chat.page)]
    chat.open()
    pages.append(violations(chat.page))
    chat.ask("ZTNAが昨日45分止まりました。減額はいくら？")
    chat.find(".cite").first.click()
    expect(chat.find(".verbatim")).to_be_visible()
    pages.append(violations(chat.page))
    chat.watched.expected.append("400")
    chat.page.route("**/v1/messages", lambda route: route.fulfill(status=400, json={}))
    chat.write("断られる文")
    expect(chat.find(".failure")).to_be_visible()
    pages.append(violations(chat.page))
    chat.page.unroute("**/v1/messages")
    chat.find(".bar .icon-button").first.click()  # a new conversation
    chat.ask("ZTNAを解約したい")
    expect(chat.find("input[type=date]")).to_be_visible()
    pages.append(violations(chat.page))
    assert [[], [], [], [], []] == pages


def test_what_is_written_is_shown_and_never_run(chat: Chat) -> None:
    for attack in ATTACKS:
        chat.ask(attack)
    shown = [text.removeprefix("お客様: ") for text in chat.mine.all_text_contents()]
    assert shown == list(ATTACKS)
    chat.page.reload()
    chat.open()
    expect(chat.mine).to_have_count(len(ATTACKS))
    dangerous = "script, iframe, style, template, a, .mine *:not(.hidden), .body img, .body svg:not(.icon)"
    assert chat.find(".log").evaluate(f"(log) => log.querySelectorAll({dangerous!r}).length") == 0


def test_attributes_are_text_too(chat: Chat) -> None:
    names = ["locale", "label-title", "label-launcher", "label-placeholder", "label-welcome", "examples", "service"]
    for attack in ATTACKS:
        write = "(host, [names, value]) => names.forEach((name) => host.setAttribute(name, value))"
        chat.widget.evaluate(write, [names, attack])
        expect(chat.find("h2")).to_have_text(attack)
        expect(chat.find(".welcome h3")).to_have_text(attack)
        made = "(root) => root.querySelectorAll('script, iframe, style, template, img').length"
        assert chat.find(".root").evaluate(made) == 0


def test_html_that_the_server_should_never_send_is_cut_down_to_text(chat: Chat) -> None:
    def poisoned(route: Any) -> None:
        answered = route.fetch()
        reply = answered.json()
        reply["html"] = "".join(f"<p onclick='alert(1)' style='color:red'>{attack}</p>" for attack in ATTACKS)
        route.fulfill(response=answered, json=reply)

    # The browser reports what it would refuse, already when it reads it into the inert template.
    chat.watched.expected += ["Executing inline event handler", "Applying inline style", "CSP: s"]
    chat.page.route("**/v1/messages", poisoned)
    body = chat.ask("解約の手続きは？").locator(".body")
    expect(body).to_contain_text("alert(1)")
    script = (
        "(body) => [...body.querySelectorAll(':not(.basis, .basis *)')].flatMap((each) => each.getAttributeNames())"
    )
    assert {"class"} >= set(body.evaluate(script))
    assert body.evaluate("(body) => body.querySelectorAll('script, img, iframe, svg:not(.icon), a, style').length") == 0


HOST_CSP = (
    "default-src 'none'; script-src {server}/static/widget/; connect-src {server}; "
    "require-trusted-types-for 'script'; trusted-types assistant-chat"
)
HOST_PAGE = """<!doctype html><html lang="ja"><title>host</title>
<script type="module" src="{server}/static/widget/widget.js"></script><assistant-chat></assistant-chat></html>"""


@pytest.fixture(scope="module")
def elsewhere(server: Running) -> Iterator[Callable[[str], str]]:
    """Another origin, whose page hosts the widget of the server it is told."""

    @get("/")
    async def page(widget: FromQuery[str]) -> Response[str]:
        policy = {"content-security-policy": HOST_CSP.format(server=widget)}
        return Response(HOST_PAGE.format(server=widget), media_type=MediaType.HTML, headers=policy)

    with serving(Litestar([page], openapi_config=None)) as other:
        yield lambda widget: f"{other.address}/?widget={widget}"


def test_a_page_of_an_allowed_origin_hosts_it_under_a_strict_policy(
    visit: Callable[..., Chat], elsewhere: Callable[[str], str], assistant: Assistant, tmp_path: Path
) -> None:
    origin = elsewhere("").removesuffix("/?widget=")
    settings = Settings(rate_limit=Rate(2, 1), log_level="error", allowed_origins=origin)
    store = create_store(f"sqlite:///{tmp_path}/allowing.db")
    with serving(create_app(settings, assistant.on(store), store)) as allowing:
        chat = visit("/health/live")
        chat.watched.expected.append("429")
        chat.goto(elsewhere(allowing.address))
        chat.open()
        chat.ask("StarterでSSEアドオンは使えますか？")
        chat.find(".cite").first.click()
        expect(chat.find(".verbatim")).to_be_visible()
        chat.write("なぜですか")
        chat.write("FMSでは？")  # one too many in this second: what the server says about waiting is heard
        expect(chat.replies).to_have_count(3)


def test_a_page_of_any_other_origin_gets_nothing(
    visit: Callable[..., Chat], elsewhere: Callable[[str], str], server: Running
) -> None:
    chat = visit("/health/live")
    chat.watched.expected += ["CORS policy", "ERR_FAILED"]
    chat.page.goto(elsewhere(server.address))
    assert chat.widget.evaluate("(host) => host.shadowRoot") is None
    asked = "(address) => fetch(address).then(() => 'answered', () => 'refused')"
    assert chat.page.evaluate(asked, f"{server.address}/v1/clauses") == "refused"
