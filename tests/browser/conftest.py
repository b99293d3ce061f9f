"""A real server and a real browser, one of each for all tests of this folder."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from assistant.service import Assistant
from assistant.settings import Settings, content_dir
from assistant.store import create_store
from assistant.web import create_app
from browser.chat import Chat
from browser.console import Console
from browser.page import Watched
from office import Office, fill

TODAY = date(2026, 11, 22)  # the day of the shared assistant
ARGS = [
    "--no-sandbox",  # as root there is no sandbox
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"viewport": {"width": 390, "height": 780}, "is_mobile": True, "has_touch": True}


@dataclass(frozen=True, slots=True)
class Running:
    """A server in a thread of its own."""

    address: str
    loop: asyncio.AbstractEventLoop
    service: Assistant | None = None

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Has something done on the server's side, beside the requests."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)


@contextmanager
def serving(app: Any, service: Assistant | None = None) -> Iterator[Running]:
    """An ASGI application on a free port of this machine."""
    taken = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=[server.serve(sockets=[taken])])
    thread.start()
    while not server.started and thread.is_alive():
        thread.join(0.02)
    try:
        yield Running(f"http://127.0.0.1:{taken.getsockname()[1]}", loop, service)
    finally:
        server.should_exit = True
        thread.join()
        loop.close()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory, assistant: Assistant) -> Iterator[Running]:
    url = f"sqlite:///{tmp_path_factory.mktemp('browser')}/browser.db"
    intents = tmp_path_factory.mktemp("content") / "intents"
    shutil.copytree(content_dir("intents"), intents)  # the console can write into it
    settings = Settings(rate_limit=None, database_url=url, today=TODAY, log_level="error", intents_dir=intents)
    store = create_store(url)
    service = assistant.on(store)
    with serving(create_app(settings, service, store), service) as running:
        yield running


@pytest.fixture(scope="package")
def browser(missing: Callable[[str], NoReturn]) -> Iterator[Browser]:
    """Debian's Chromium. It ends with this folder: while it is there, no event loop can be run in its thread."""
    path = os.environ.get("ASSISTANT_TEST_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if path is None:
        missing("Chromium (apt-get install chromium, or say where with ASSISTANT_TEST_CHROMIUM)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def office(server: Running) -> Office:
    """Agents, contracts, a request and tickets, on the one server."""
    assert server.service is not None
    filled: Office = server.do(fill(server.service))
    return filled


@pytest.fixture
def console(browser: Browser, server: Running, office: Office) -> Iterator[Callable[..., Console]]:
    """Opens the console as an agent who is signed in; at the end, no page may have met an error or broken the CSP."""
    watched: list[Watched] = []

    def opened(path: str = "/console", login: str | None = "yamada", **options: Any) -> Console:
        usual = {"locale": "ja-JP", "viewport": {"width": 1280, "height": 860}, "reduced_motion": "reduce"}
        context = browser.new_context(**{**usual, **options})
        context.set_default_timeout(10_000)
        if login:
            cookie = {"name": "assistant_session", "value": office.cookies[login], "url": server.address}
            context.add_cookies([cookie])  # type: ignore[list-item]
        watched.append(Watched(context))
        made = Console(context.new_page(), watched[-1], server)
        made.goto(path)
        return made

    yield opened
    problems = [problem for each in watched for problem in each.problems]
    for each in watched:
        each.context.close()
    assert problems == []


@pytest.fixture
def visit(browser: Browser, server: Running) -> Iterator[Callable[..., Chat]]:
    """Opens the portal in a new browser profile; at the end, no page may have met an error or broken the CSP."""
    watched: list[Watched] = []

    def opened(path: str = "/", **options: Any) -> Chat:
        usual = {"locale": "ja-JP", "viewport": {"width": 1280, "height": 860}, "reduced_motion": "reduce"}
        context = browser.new_context(**{**usual, **options})
        context.set_default_timeout(6000)
        watched.append(Watched(context))
        chat = Chat(context.new_page(), watched[-1])
        chat.goto(server.address + path)
        return chat

    yield opened
    problems = [problem for each in watched for problem in each.problems]
    for each in watched:
        each.context.close()
    assert problems == []


@pytest.fixture
def chat(visit: Callable[..., Chat]) -> Chat:
    """The widget on the portal, opened."""
    return visit().open()
