"""The demo portal's sample customers: signed in with a real token, with their own contracts, gone after signing out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from assistant import demo
from assistant.rules import decide
from assistant.service import Assistant
from assistant.settings import load_settings
from assistant.store import create_store
from assistant.web import create_app
from browser.chat import Chat, Watched
from browser.conftest import TODAY, Running, serving


@pytest.fixture
def demonstration(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, assistant: Assistant
) -> Iterator[Running]:
    for name, value in demo.environment({}).items():
        monkeypatch.setenv(name, value)
    url = f"sqlite:///{tmp_path_factory.mktemp('demo')}/demo.db"
    store = create_store(url)
    service = assistant.on(store)
    settings = load_settings(database_url=url, rate_limit=None, today=TODAY, log_level="error")
    with serving(create_app(settings, service, store), service) as running:
        yield running


def test_a_sample_customer_asks_about_their_own_contract(browser: Browser, demonstration: Running) -> None:
    context = browser.new_context(locale="ja-JP", reduced_motion="reduce")
    watched = Watched(context)
    chat = Chat(context.new_page(), watched)
    chat.goto(demonstration.address)
    who = chat.page.locator("#customer")
    who.select_option("demo-1")
    expect(chat.page.locator("#greeting")).to_have_text("株式会社あおば製作所 様")
    expect(chat.page.locator("#cards")).to_contain_text("Z-1001")
    chat.open()
    with chat.page.expect_request("**/v1/messages") as sent:
        chat.ask("Z-1001のライセンスを1100に変更したい")
    assert sent.value.headers["authorization"].startswith("Bearer ")
    expect(chat.find(".reply.confirmation")).to_contain_text("1,100")  # nothing is asked: the contract is known
    chat.page.reload()
    expect(chat.page.locator("#greeting")).to_have_text("株式会社あおば製作所 様")
    expect(chat.mine).to_have_count(1)
    who.select_option("demo-2")
    expect(chat.page.locator("#cards")).to_contain_text("Z-3001")
    expect(chat.mine).to_have_count(0)
    who.select_option("")
    expect(chat.page.locator("#greeting")).to_have_text("ご契約サポート")
    assert chat.page.evaluate("Object.keys(localStorage)") == []
    context.close()
    assert watched.problems == []


def test_outside_a_demonstration_nobody_is_offered_a_sign_in(browser: Browser, server: Running) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.address)
    expect(page.locator("#cards h3")).to_have_count(2)
    expect(page.locator("#who")).to_be_hidden()
    assert page.request.get(f"{server.address}/demo/customers").json() == {"customers": []}
    assert page.request.post(f"{server.address}/demo/customers/demo-1/token").status == 404
    context.close()


def test_a_portal_that_is_set_up_is_left_alone() -> None:
    assert {"ASSISTANT_DEMO": "true"} == demo.environment({"ASSISTANT_CUSTOMER_JWT_KEYS": "keys.json"})


@pytest.mark.parametrize("customer", demo.customers().values(), ids=lambda each: each.id)
def test_the_sample_contracts_are_possible(customer: demo.Customer, assistant: Assistant) -> None:
    for contract in customer.contracts.values():
        request = {"service": contract["service"], "configuration": contract["configuration"]}
        assert decide("configuration", request, assistant.book, TODAY).outcome == "allowed"
