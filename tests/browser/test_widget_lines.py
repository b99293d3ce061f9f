"""The widget on bad lines and with several people and tabs: nothing is lost, doubled, mixed up or shown to another."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Route, expect

from assistant.identity import ROLE_SCOPES, Identity
from browser.chat import Chat
from browser.conftest import Running

MESSAGES = "**/v1/messages"
FIRST = "StarterでSSEアドオンは使えますか？"
SECOND = "ZTNAの解約の手続きは？"


def token(subject: str, issued: int = 1) -> str:
    """A token as a portal would give it; the widget looks at the subject only, the server is left out here."""
    parts = ({"alg": "none"}, {"iss": "portal", "sub": subject, "iat": issued})
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."


def without_token(seen: list[str | None]) -> Callable[[Route], None]:
    def passed(route: Route) -> None:
        headers = dict(route.request.headers)
        seen.append(headers.pop("authorization", None))
        route.continue_(headers=headers)

    return passed


def signed_in(chat: Chat, value: str | None) -> None:
    chat.widget.evaluate("async (host, value) => { host.token = value; await host.identify(); }", value)


def test_a_reload_keeps_the_conversation_and_goes_on_with_it(chat: Chat) -> None:
    chat.ask(FIRST)
    chat.page.reload()
    chat.open()
    expect(chat.mine).to_have_text([re.compile("SSE")])
    with chat.page.expect_response(MESSAGES) as answered:
        chat.ask("なぜですか")
    assert answered.value.json()["turn"] == 2
    expect(chat.replies.last).to_contain_text("第7条第2項第3号")


def test_a_second_tab_shows_the_same_conversation_as_it_grows(chat: Chat) -> None:
    chat.ask(FIRST)
    other = chat.tab().open()
    expect(other.replies).to_have_count(1)
    with other.page.expect_response(MESSAGES) as answered:
        other.ask("なぜですか")
    assert answered.value.json()["turn"] == 2
    expect(chat.replies).to_have_count(2)
    chat.find("[aria-label=新しい会話]").click()
    expect(other.mine).to_have_count(0)


def test_what_a_signed_in_person_said_is_never_shown_to_another(chat: Chat) -> None:
    sent: list[str | None] = []
    chat.page.route(MESSAGES, without_token(sent))
    signed_in(chat, token("c-1"))
    chat.ask(FIRST)
    assert [f"Bearer {token('c-1')}"] == sent
    signed_in(chat, token("c-1", issued=2))  # a fresh token of the same person
    expect(chat.mine).to_have_count(1)
    signed_in(chat, token("c-2"))
    expect(chat.mine).to_have_count(0)
    expect(chat.find(".welcome")).to_be_visible()
    stored = "() => JSON.stringify(localStorage)"
    assert "SSE" not in chat.page.evaluate(stored)
    signed_in(chat, token("c-1"))
    expect(chat.mine).to_have_count(0)


def test_signing_out_leaves_nothing_in_this_browser(chat: Chat) -> None:
    chat.page.route(MESSAGES, without_token([]))
    chat.ask(SECOND)
    signed_in(chat, token("c-1"))
    expect(chat.mine).to_have_count(0)
    chat.ask(FIRST)
    signed_in(chat, None)
    expect(chat.mine).to_have_count(0)
    assert chat.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('assistant-chat'))") == []


def test_a_token_may_come_from_a_function_that_is_asked_again_when_it_is_refused(chat: Chat) -> None:
    sent: list[str | None] = []

    def once_refused(route: Route) -> None:
        sent.append(route.request.headers.get("authorization"))
        if len(sent) == 1:
            route.fulfill(status=401, content_type="application/problem+json", body="{}")
        else:
            without_token([])(route)

    chat.watched.expected.append("401")
    chat.page.route(MESSAGES, once_refused)
    chat.widget.evaluate(
        "async (host, [old, fresh]) => { host.token = async (renew) => renew ? fresh : old; await host.identify(); }",
        [token("c-1", 1), token("c-1", 2)],
    )
    chat.ask(FIRST)
    assert [f"Bearer {token('c-1', 1)}", f"Bearer {token('c-1', 2)}"] == sent


def test_an_expired_sign_in_says_so_and_keeps_the_message(chat: Chat) -> None:
    chat.watched.expected.append("401")
    chat.page.route(MESSAGES, lambda route: route.fulfill(status=401, json={"title": "Unauthorized"}))
    chat.page.evaluate("addEventListener('assistant-unauthorised', () => { window.told = true; })")
    chat.write(FIRST)
    expect(chat.find(".failure")).to_contain_text("サインインの有効期限")
    assert chat.page.evaluate("window.told")
    chat.page.unroute(MESSAGES)
    chat.find(".failure button").click()
    expect(chat.replies).to_have_count(1)


def test_messages_written_without_a_line_are_sent_in_order_when_it_is_back(chat: Chat) -> None:
    chat.watched.expected.append("ERR_INTERNET_DISCONNECTED")
    answered: list[dict[str, Any]] = []
    chat.page.on(
        "response", lambda response: answered.append(response.json()) if "/v1/messages" in response.url else None
    )
    chat.page.context.set_offline(True)
    chat.write(FIRST)
    expect(chat.find(".banner")).to_contain_text("つながりしだい")
    chat.write("なぜですか")
    expect(chat.find(".later")).to_have_count(2)
    expect(chat.replies).to_have_count(0)
    chat.page.context.set_offline(False)
    expect(chat.replies).to_have_count(2)
    expect(chat.find(".banner")).to_be_hidden()
    assert [1, 2] == [reply["turn"] for reply in answered]
    assert len({reply["conversation_id"] for reply in answered}) == 1
    order = chat.find(".turn").evaluate_all("(all) => all.map((each) => each.children.length)")
    assert [2, 2] == order  # each question with its answer


def test_messages_that_wait_outlive_a_reload(chat: Chat) -> None:
    chat.watched.expected.append("Failed to load resource")
    chat.page.route(MESSAGES, lambda route: route.abort())
    chat.write(FIRST)
    expect(chat.find(".banner")).to_be_visible()
    chat.page.unroute(MESSAGES)
    chat.page.reload()
    chat.open()
    expect(chat.replies).to_have_count(1)
    expect(chat.mine).to_have_count(1)


def test_a_reply_that_is_lost_on_its_way_is_one_turn_all_the_same(chat: Chat) -> None:
    keys: list[str] = []
    turns: list[int] = []

    def lost(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        answered = route.fetch()
        turns.append(answered.json()["turn"])
        if len(keys) == 1:
            route.abort()
        else:
            route.fulfill(response=answered)

    chat.watched.expected.append("ERR_FAILED")
    chat.page.route(MESSAGES, lost)
    chat.ask(FIRST)
    chat.ask(SECOND)
    assert keys[0] == keys[1] != keys[2]
    assert [1, 1, 2] == turns


def test_too_many_messages_are_sent_when_the_server_says(chat: Chat) -> None:
    tries: list[float] = []

    def limited(route: Route) -> None:
        tries.append(chat.page.evaluate("performance.now()"))
        if len(tries) == 1:
            route.fulfill(status=429, headers={"retry-after": "1"}, json={})
        else:
            route.continue_()

    chat.watched.expected.append("429")
    chat.page.route(MESSAGES, limited)
    chat.write(FIRST)
    expect(chat.find(".banner")).to_contain_text("1秒後に自動で送信します")
    chat.write(SECOND)  # does not shorten the wait
    expect(chat.replies).to_have_count(2)
    assert tries[1] - tries[0] >= 1000


def test_a_server_that_fails_again_and_again_leaves_a_button_to_try_once_more(chat: Chat) -> None:
    chat.watched.expected.append("500")
    chat.page.clock.install()
    chat.page.route(MESSAGES, lambda route: route.fulfill(status=500, json={}))
    chat.write(FIRST)
    for _ in range(4):
        chat.page.clock.run_for(3000)
    expect(chat.find(".failure")).to_contain_text("ただいま回答できません")
    chat.page.unroute(MESSAGES)
    chat.find(".failure button").click()
    expect(chat.replies).to_have_count(1)
    expect(chat.find(".failure")).to_have_count(0)


def test_a_message_that_is_refused_can_be_rewritten(chat: Chat) -> None:
    chat.watched.expected.append("400")
    chat.page.route(MESSAGES, lambda route: route.fulfill(status=400, json={"detail": "Cannot be used: text."}))
    chat.write(FIRST)
    chat.find(".failure button", has_text="書き直す").click()
    expect(chat.input).to_have_value(FIRST)
    expect(chat.mine).to_have_count(0)


def test_a_conversation_the_server_no_longer_has_begins_anew_with_the_message(chat: Chat) -> None:
    chat.watched.expected.append("404")
    chat.ask(FIRST)
    chat.widget.evaluate("(host) => host.session.update((state) => { state.conversation = 'gone'; })")
    with chat.page.expect_response(lambda response: response.status == 201) as answered:
        chat.write(SECOND)
    assert answered.value.json()["turn"] == 1
    expect(chat.replies).to_have_count(2)
    expect(chat.find(".remark")).to_contain_text("ここから新しい会話")
    expect(chat.mine).to_have_text([re.compile("SSE"), re.compile("解約の手続き")])


def test_what_a_person_answers_later_appears_in_the_conversation(chat: Chat, server: Running) -> None:
    with chat.page.expect_response(MESSAGES) as answered:
        chat.ask("担当者と話したい")
    handoff = answered.value.json()["handoff"]["id"]
    expect(chat.find(".badge.handoff")).to_contain_text(handoff)
    said = "折り返しご連絡します。<img src=x onerror=alert(1)>"
    agent = Identity("agent", "tanaka", scopes=ROLE_SCOPES["agent"])
    desk = server.service.desk
    server.do(desk.tickets.answer(agent, handoff, said, lambda status, body: ()))
    look = "document.dispatchEvent(new Event('visibilitychange'))"  # otherwise it looks every few seconds
    chat.page.evaluate(look)
    expect(chat.find(".reply.agent .badge")).to_have_text("担当者")
    expect(chat.find(".reply.agent .body")).to_contain_text(said)
    assert chat.find(".reply.agent img").count() == 0
    chat.page.keyboard.press("Escape")
    server.do(desk.tickets.answer(agent, handoff, "もう一つお知らせします。", lambda status, body: ()))
    chat.page.evaluate(look)
    expect(chat.find(".launcher")).to_contain_text("新しいメッセージがあります")
    chat.open()
    expect(chat.find(".reply.agent")).to_have_count(2)
