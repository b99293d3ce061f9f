"""The widget in a real browser: its main paths, from the question to the receipt."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.chat import Chat
from browser.conftest import PHONE

SSE = "StarterでSSEアドオンは使えますか？"


def test_an_answer_shows_its_verdict_first_then_the_article_then_the_next_step(chat: Chat) -> None:
    reply = chat.ask(SSE)
    expect(reply.locator(".badge")).to_have_text("規程上できません")
    expect(reply.locator(".lead")).to_contain_text("いいえ。")
    expect(reply.locator(".basis .cite")).to_have_text(["第7条第2項第3号"])
    classes = reply.locator(".body > *").evaluate_all("(all) => all.map((each) => each.className || each.localName)")
    assert ["lead", "basis", "p", "ul"] == classes


def test_a_suggestion_is_asked_with_one_click_and_goes_away(chat: Chat) -> None:
    chat.ask(SSE)
    suggestion = chat.find(".offers button").first
    said = suggestion.inner_text()
    suggestion.click()
    expect(chat.mine).to_have_text([re.compile("SSE"), re.compile(re.escape(said))])
    expect(chat.replies).to_have_count(2)
    expect(chat.find(".offers button", has_text=said)).to_have_count(0)


def test_an_article_opens_in_place_and_closes_with_escape(chat: Chat) -> None:
    chat.ask(SSE)
    cite = chat.find(".cite").first
    cite.click()
    clause = chat.find(".clause")
    expect(clause.locator(".verbatim")).to_contain_text("特定宛先の通信を保護するもの")
    expect(clause).to_contain_text("要約（参考）")
    expect(clause).to_contain_text("読み方についての注記")
    expect(cite).to_have_attribute("aria-expanded", "true")
    assert chat.focused() == "clause"
    clause.get_by_role("button", name="この条の全体を表示").click()
    expect(clause.locator("h3")).to_have_text("第7条第2項")
    chat.page.keyboard.press("Escape")
    expect(clause).to_have_count(0)
    assert chat.focused() == "cite"
    expect(chat.find(".panel")).to_be_visible()


def test_articles_that_the_text_leaves_out_are_behind_one_button(chat: Chat) -> None:
    reply = chat.ask("ZTNAが昨日45分止まりました。減額はいくら？")
    more = reply.locator(".more").first
    expect(more).to_contain_text(re.compile(r"^ほか\d+件$"))
    more.click()
    reply.locator(".rest .cite").first.click()
    expect(chat.find(".clause .verbatim")).to_be_visible()


def test_an_english_reader_gets_the_summary_before_the_japanese_text(visit: Callable[..., Chat]) -> None:
    chat = visit(locale="en-GB").open()
    chat.ask("Can I use the SSE add-on on Starter?")
    chat.find(".cite").first.click()
    expect(chat.find(".clause h4")).to_have_text(
        ["Summary (unofficial)", "Text (Japanese original)", "Notes on reading it"]
    )
    expect(chat.find(".clause .verbatim")).to_have_attribute("lang", "ja")


def test_a_date_is_asked_with_a_date_field_and_a_confirmed_request_gets_its_number(chat: Chat) -> None:
    chat.ask("ZTNAを解約したい")
    field = chat.find("input[type=date]")
    expect(field).to_have_attribute("aria-label", "解約申込書の到達日")
    chat.find(".entry button").click()  # without a date nothing is sent
    expect(chat.mine).to_have_count(1)
    field.fill("2026-12-01")
    chat.find(".entry button").click()
    expect(chat.mine.last).to_contain_text("2026年12月1日")
    expect(chat.find(".reply.confirmation .lead")).to_contain_text("2026年12月31日（木）")
    with chat.page.expect_response("**/v1/messages") as answered:
        chat.find(".offers.confirmation button").first.click()
    number = answered.value.json()["request"]["id"]
    expect(chat.find(".badge.receipt")).to_contain_text(number)


def test_choices_are_buttons_and_a_number_has_a_field(chat: Chat) -> None:
    chat.ask("解約したい")
    expect(chat.find(".choice")).to_have_text(["ZTNA", "FMS"])
    chat.find(".choice", has_text="ZTNA").click()
    expect(chat.find("input[type=date]")).to_be_visible()
    chat.find("[aria-label=新しい会話]").click()
    chat.ask("ZTNAでライセンスを変更したい")
    chat.find("input[type=number]").fill("300")
    chat.find(".entry button").click()
    expect(chat.mine.last).to_contain_text("300ライセンス")


def test_a_length_of_time_has_fields_for_hours_and_minutes(chat: Chat) -> None:
    chat.ask("FMSが全く使えなくなった。減額は？")
    hours, minutes = chat.find("input[type=number]").all()
    hours.fill("25")
    minutes.fill("30")
    chat.find(".entry button").click()
    expect(chat.mine.last).to_contain_text("25時間30分")
    expect(chat.replies).to_have_count(2)


def test_enter_during_input_conversion_never_sends(chat: Chat) -> None:
    devtools = chat.page.context.new_cdp_session(chat.page)
    chat.input.focus()
    devtools.send("Input.imeSetComposition", {"text": "かいやく", "selectionStart": 4, "selectionEnd": 4})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    expect(chat.input).to_have_value("かいやく")
    devtools.send("Input.insertText", {"text": "解約の手続きは？"})
    # Safari: the conversion has ended already when its Enter arrives, as key code 229.
    chat.input.evaluate(
        """(field) => {
          field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "解約" }));
          const enter = { key: "Enter", keyCode: 229, bubbles: true, cancelable: true };
          field.dispatchEvent(new KeyboardEvent("keydown", enter));
        }"""
    )
    # An Escape that drops a conversion leaves the widget open.
    devtools.send("Input.imeSetComposition", {"text": "を", "selectionStart": 1, "selectionEnd": 1})
    escape = {"key": "Escape", "code": "Escape", "windowsVirtualKeyCode": 27}
    devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **escape})
    devtools.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    expect(chat.find(".panel")).to_be_visible()
    expect(chat.mine).to_have_count(0)
    expect(chat.input).to_have_value("解約の手続きは？")
    chat.input.press("Shift+Enter")
    expect(chat.mine).to_have_count(0)
    chat.input.press("Enter")
    expect(chat.mine).to_have_count(1)


def test_everything_can_be_done_with_the_keyboard(visit: Callable[..., Chat]) -> None:
    chat = visit()
    keys = chat.page.keyboard
    chat.page.locator(".foot a").last.focus()
    keys.press("Tab")
    keys.press("Enter")
    assert chat.focused() == "textarea"
    keys.type(SSE)
    keys.press("Enter")
    expect(chat.replies).to_have_count(1)
    assert chat.focused() == "textarea"
    for _ in range(3):
        keys.press("Shift+Tab")
    assert chat.focused() == "cite"  # behind the suggestion and the copy button
    keys.press("Escape")
    expect(chat.find(".panel")).to_be_hidden()
    assert chat.focused() == "launcher"


def test_an_answer_and_a_conversation_can_be_copied_and_printed(visit: Callable[..., Chat]) -> None:
    chat = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    chat.ask(SSE)
    read = "() => navigator.clipboard.readText()"
    chat.find(".tools button").click()
    expect(chat.find(".tools button")).to_have_text("コピーしました")
    assert chat.page.evaluate(read).startswith("いいえ。SSEアドオン")
    chat.find("[aria-label=会話をコピー]").click()
    expect(chat.find("[role=status]")).to_have_text("コピーしました")
    assert chat.page.evaluate(read).startswith(f"お客様: {SSE}\n\n契約アシスタント:\nいいえ。")
    chat.find("[aria-label=印刷]").click()
    paper = chat.page.frames[-1]
    assert paper != chat.page.main_frame
    assert "第7条第2項第3号" in paper.locator("body").inner_text()
    assert "serif" in paper.evaluate("getComputedStyle(document.body).fontFamily")
    assert paper.evaluate("document.adoptedStyleSheets.length") == 1


def test_a_new_conversation_begins_empty_and_can_be_taken_back(chat: Chat) -> None:
    chat.ask(SSE)
    chat.find("[aria-label=新しい会話]").click()
    expect(chat.mine).to_have_count(0)
    expect(chat.find(".welcome .chips button")).not_to_have_count(0)
    chat.find(".undo").click()
    expect(chat.replies).to_have_count(1)


def test_on_a_phone_it_fills_the_screen_and_leaves_room_for_the_keyboard(visit: Callable[..., Chat]) -> None:
    chat = visit(**PHONE).open()
    panel = chat.find(".panel")
    assert {"x": 0, "y": 0, "width": 390, "height": 780} == panel.bounding_box()
    assert panel.evaluate("(dialog) => dialog.matches(':modal')")
    assert chat.focused() == "log"  # not the field: its keyboard would cover the log
    chat.page.set_viewport_size({"width": 390, "height": 440})
    expect(chat.input).to_be_in_viewport()
    assert panel.bounding_box()["height"] == 440
    chat.ask(SSE)
    assert chat.page.evaluate("document.documentElement.scrollWidth") == 390
    chat.find("[aria-label=閉じる]").click()
    expect(panel).to_be_hidden()


def test_at_twice_the_size_nothing_is_cut_off(visit: Callable[..., Chat]) -> None:
    chat = visit(viewport={"width": 640, "height": 430}, device_scale_factor=2).open()
    chat.ask(SSE)
    for part in (chat.input, chat.find(".bar"), chat.find(".fine")):
        expect(part).to_be_in_viewport(ratio=1)
    assert chat.find(".log").evaluate("(log) => log.scrollWidth <= log.clientWidth")
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_moves_for_those_who_asked_for_less_motion(visit: Callable[..., Chat]) -> None:
    chat = visit(reduced_motion="reduce").open()
    chat.ask(SSE)
    animation = "(node) => getComputedStyle(node).animationName"
    assert chat.replies.evaluate(animation) == "none"
    chat.page.emulate_media(reduced_motion="no-preference")
    assert chat.replies.evaluate(animation) == "rise"


def test_the_portal_asks_its_questions_in_the_widget_and_switches_the_language(visit: Callable[..., Chat]) -> None:
    chat = visit()
    expect(chat.page.locator(".demo")).to_contain_text("IIJの公式サイトではありません")
    chat.page.get_by_role("button", name="English").click()
    expect(chat.page.locator("h1")).to_contain_text("Answers about your contract")
    chat.page.get_by_role("button", name="Can we have 250 licences on Core?").click()
    expect(chat.find(".reply .lead")).to_be_visible()
    chat.page.reload()
    expect(chat.find("h2")).to_have_text("Contract assistant")
    expect(chat.find(".reply .lead")).to_be_attached()


def test_the_host_page_says_service_and_labels_and_hears_what_happens(visit: Callable[..., Chat]) -> None:
    chat = visit()
    chat.page.evaluate(
        """() => {
          const chat = document.querySelector("assistant-chat");
          window.heard = [];
          for (const name of ["open", "reply", "close"]) {
            chat.addEventListener(`assistant-${name}`, ({ detail }) => heard.push([name, detail.kind ?? ""]));
          }
          chat.setAttribute("service", "fms");
          chat.setAttribute("label-title", "契約窓口");
          chat.setAttribute("examples", "最低利用期間は？ | 解約の手続きは？");
        }"""
    )
    with chat.page.expect_request("**/v1/messages") as sent:
        chat.open().find(".welcome .chips button").first.click()
    assert {"service": "fms"} == sent.value.post_data_json["context"]
    expect(chat.find(".reply")).to_contain_text("FMS 第1条")
    with chat.page.expect_request("**/v1/messages") as sent:
        chat.ask("なぜですか")
    assert "context" not in sent.value.post_data_json  # said once; said again only when it has changed
    expect(chat.find("h2")).to_have_text("契約窓口")
    chat.page.keyboard.press("Escape")
    assert [["open", ""], ["reply", "answer"]] == chat.page.evaluate("heard.slice(0, 2)")
    assert ["close", ""] == chat.page.evaluate("heard.at(-1)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system_and_the_attribute_wins(visit: Callable[..., Chat], scheme: Any) -> None:
    chat = visit(color_scheme=scheme).open()
    ground = "(panel) => getComputedStyle(panel).backgroundColor"
    grounds = {"light": "rgb(244, 246, 249)", "dark": "rgb(15, 20, 27)"}
    assert grounds[scheme] == chat.find(".panel").evaluate(ground)
    other = "dark" if scheme == "light" else "light"
    chat.widget.evaluate(f"(host) => host.setAttribute('theme', '{other}')")
    assert grounds[other] == chat.find(".panel").evaluate(ground)
    chat.widget.evaluate("(host) => host.style.setProperty('--ground', 'rgb(1, 2, 3)')")
    assert chat.find(".panel").evaluate(ground) == "rgb(1, 2, 3)"
