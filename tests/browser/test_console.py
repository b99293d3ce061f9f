"""The console in a real browser: signing in, asking, finding clauses, keys, copying."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.console import Console
from office import PASSWORD, Office

SSE = "StarterでSSEアドオンは使えますか"
Open = Callable[..., Console]


def test_an_agent_signs_in_goes_where_they_wanted_and_signs_out(console: Open) -> None:
    agent = console("/console/inbox", login=None)
    agent.watched.expected.append("403")
    login, password = agent.page.get_by_label("ログイン名"), agent.page.get_by_label("パスワード")
    login.fill("yamada")
    password.fill("wrong")
    password.press("Enter")
    expect(agent.page.get_by_role("alert")).to_contain_text("ログイン名またはパスワードが正しくありません")
    login.fill("yamada")
    password.fill(PASSWORD)
    password.press("Enter")
    assert agent.at("/console/inbox")
    expect(agent.find(".account")).to_contain_text("yamada")
    agent.page.get_by_role("button", name="サインアウト").click()
    assert agent.at("/console/login")
    agent.goto("/console")
    assert agent.at("/console/login?next=/console")


def test_an_answer_shows_what_was_decided_and_goes_on_without_a_new_page(console: Open) -> None:
    agent = console()
    agent.page.evaluate("window.kept = true")
    reply = agent.ask(SSE)
    expect(reply.locator(".verdict")).to_have_text("不可")
    expect(reply.locator(".said")).to_contain_text("いいえ。")
    expect(reply.locator(".points.findings code")).to_have_text("D:OPT_GRADE:sse")
    expect(reply.locator(".points.remedies")).to_contain_text("グレードをComplete")
    citation = reply.locator("[data-clause='ztna:7.2.3'] summary")
    expect(citation).to_contain_text("第7条第2項第3号")
    citation.click()
    expect(reply.locator("[data-clause='ztna:7.2.3'] blockquote")).to_be_visible()
    reply.locator(".trace summary").click()
    expect(reply.locator(".trace .fail")).to_contain_text("SSEアドオンはこのグレードで使える")
    follow = agent.find("#next")
    follow.fill("Completeなら使えますか")
    follow.press("Enter")
    expect(agent.reply).to_have_attribute("data-turn", "2")
    expect(agent.reply.locator(".asked")).to_have_text("Completeなら使えますか")
    assert agent.page.evaluate("window.kept")


def test_what_has_to_be_chosen_is_a_button(console: Open) -> None:
    agent = console()
    chips = agent.ask("解約したい").locator(".chip")
    expect(chips).to_have_text(["ZTNA", "FMS"])
    chips.first.click()
    expect(agent.reply.locator(".asked")).to_have_text("ZTNA")
    expect(agent.reply).to_have_attribute("data-turn", "2")


def test_clauses_are_found_as_one_types(console: Open) -> None:
    agent = console()
    agent.box.press_sequentially("最低利用期間")
    found = agent.find("#found")
    expect(found.locator("mark").first).to_have_text("最低利用期間")
    expect(found.locator(".tag.ztna").first).to_be_visible()
    agent.find(".pill", has_text="FMS").click()
    expect(found.locator(".tag.ztna")).to_have_count(0)
    agent.box.fill("7条2項3号")
    agent.find(".pill", has_text="ZTNA").click()
    expect(found.locator("li strong").first).to_have_text("第7条第2項第3号")
    found.locator("a").first.click()
    assert agent.at("/console/clauses/ztna%3A7.2.3?q=7%E6%9D%A12%E9%A0%853%E5%8F%B7")
    expect(agent.find("h1")).to_contain_text("第7条第2項第3号")
    expect(agent.find(".verbatim")).to_contain_text("特定宛先の通信を保護するもの")


def test_matching_articles_stand_side_by_side(console: Open) -> None:
    agent = console("/console/clauses")
    agent.find(".outline a", has_text="品質保証違背時の減額").click()
    row = agent.find(".topic", has=agent.find("#ztna-13"))
    expect(row.locator("#ztna-13")).to_be_in_viewport()
    left, right = (row.locator(".side").nth(side).bounding_box() for side in (0, 1))
    assert left
    assert right
    assert (left["y"], left["width"]) == (right["y"], right["width"])
    assert left["x"] + left["width"] < right["x"]
    expect(row.locator(".side").nth(1)).to_contain_text("第11条")
    expect(row.locator(".drafting").first).to_be_visible()
    row.get_by_role("link", name="減額", exact=True).first.click()
    assert agent.at("/console/calculators/credit?service=ztna")
    agent.goto("/console/clauses/ztna:13.1")
    agent.find("section", has_text="もう一方のサービス").locator("a").click()
    expect(agent.find("h1")).to_contain_text("第11条")


def test_every_page_is_a_key_away(console: Open, office: Office) -> None:
    agent = console()
    keys = agent.page.keyboard
    expect(agent.box).to_be_focused()
    keys.type("gk?")  # in the box they are letters
    expect(agent.box).to_have_value("gk?")
    keys.press("Escape")
    expect(agent.box).not_to_be_focused()
    keys.press("?")
    expect(agent.find("#help")).to_be_visible()
    keys.press("Escape")
    expect(agent.find("#help")).to_be_hidden()
    for letter, path in [*(zip("ckriuld", PATHS, strict=True)), ("q", "")]:
        keys.press("g")
        keys.press(letter)
        assert agent.at(f"/console{path}")
    keys.press("Escape")
    keys.press("/")
    expect(agent.box).to_be_focused()
    agent.goto("/console/requests?status=all")
    keys.press("/")
    assert agent.at("/console")
    agent.goto("/console/requests?status=all")
    keys.press("j")
    keys.press("k")
    expect(agent.find("a.open").first).to_be_focused()
    keys.press("Enter")
    expect(agent.find("h1 .soft")).to_have_text(re.compile("^R-"))


PATHS = ("/clauses", "/calculators", "/requests", "/inbox", "/contracts", "/learning", "/dashboard")


@pytest.mark.parametrize("way", ["button", "key"])
def test_an_answer_is_copied_as_the_text_of_a_mail(console: Open, way: str) -> None:
    agent = console(permissions=["clipboard-read", "clipboard-write"])
    agent.ask(SSE)
    if way == "button":
        agent.button("メール用にコピー").click()
    else:
        agent.page.keyboard.press("Escape")
        agent.page.keyboard.press("y")
    expect(agent.find("#told")).to_have_text("コピーしました。")
    text = agent.page.evaluate("() => navigator.clipboard.readText()")
    assert text.startswith(f"> {SSE}\n\nいいえ。")
    assert "\n・グレードをComplete" in text
    assert "【根拠となる条文】\n\n■ ZTNA 第7条第2項第3号（" in text
    assert "<" not in text


def test_the_language_is_switched_and_kept(console: Open) -> None:
    agent = console("/console/calculators/termination")
    agent.page.get_by_role("link", name="English").click()
    assert agent.at("/console/calculators/termination")
    expect(agent.find("h1")).to_have_text("Cancellation date")
    agent.field("arrival").fill("2026-12-01")
    expect(agent.result).to_contain_text("31 December 2026")
    agent.goto("/console")
    agent.ask("Can we use the SSE add-on on Starter?")
    expect(agent.reply.locator(".verdict")).to_have_text("Not permitted")
    expect(agent.find("html")).to_have_attribute("lang", "en")


def test_without_a_connection_the_agent_is_told(console: Open) -> None:
    agent = console()
    agent.watched.expected += ["ERR_FAILED", "htmx:sendError"]
    agent.page.route("**/console/ask", lambda route: route.abort())
    agent.box.fill(SSE)
    agent.box.press("Enter")
    expect(agent.find("#told")).to_contain_text("通信できませんでした")


def test_what_cannot_be_asked_is_said_where_the_answer_would_be(console: Open) -> None:
    agent = console()
    agent.watched.expected.append("400")
    agent.find("#q").evaluate("(box) => { box.removeAttribute('maxlength'); box.value = 'あ'.repeat(4001); }")
    agent.box.press("Enter")
    expect(agent.find("#answer").get_by_role("alert")).to_contain_text("質問は1文字から4,000文字まで")
