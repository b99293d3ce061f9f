"""The desk in a real browser: requests, questions passed on, contracts, what was not understood, the dashboard."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from assistant.identity import Identity
from assistant.service import MessageRequest
from browser.conftest import Running
from browser.console import Console
from office import CUSTOMER, Office, talk

Open = Callable[..., Console]


def test_a_request_is_accepted_and_the_contract_is_changed(console: Open, server: Running) -> None:
    wanted = talk(server.service, CUSTOMER, "C-1の契約を1300ライセンスに変更したい", "はい")  # type: ignore[arg-type]
    number = server.do(wanted)["request"]["id"]
    agent = console("/console/requests")
    row = agent.find("tr", has_text=number)
    expect(row).to_contain_text("1,300")
    row.locator("a").click()
    expect(agent.find("h1")).to_contain_text("契約内容の変更")
    expect(agent.find("table")).to_contain_text("1,300")
    expect(agent.find(".citations li").first).to_be_visible()
    agent.page.get_by_label("お客様への連絡事項").fill("12月1日に変更します。")
    agent.button("承諾する").click()
    expect(agent.find(".done")).to_contain_text("承諾しました")
    expect(agent.find(".history li").last).to_contain_text("agent:yamada")
    expect(agent.find(".history li").last).to_contain_text("12月1日に変更します。")
    expect(agent.button("承諾する")).to_have_count(0)
    agent.page.get_by_role("link", name="C-1").click()
    expect(agent.find(".facts").first).to_contain_text("1,300ライセンス")


def test_a_request_is_declined_with_the_reason_that_is_needed(console: Open, server: Running) -> None:
    wanted = talk(server.service, CUSTOMER, "C-1の帯域を1Gに変更したい", "はい")  # type: ignore[arg-type]
    number = server.do(wanted)["request"]["id"]
    agent = console(f"/console/requests/{number}")
    agent.watched.expected.append("400")
    count = agent.find("#count-requests")
    expect(count).to_have_text(re.compile(r"^\d+"))
    before = int(re.match(r"\d+", count.inner_text())[0])  # type: ignore[index]
    agent.button("お断りする").click()  # the browser asks for the reason
    expect(agent.page.get_by_label("お断りする理由")).to_be_focused()
    agent.page.get_by_label("お断りする理由").fill(" ")
    agent.button("お断りする").click()
    expect(agent.find("#step").get_by_role("alert")).to_contain_text("お断りする理由を入力してください")
    agent.page.get_by_label("お断りする理由").fill("その帯域の設備がありません。")
    agent.button("お断りする").click()
    expect(agent.find(".done")).to_contain_text("お断りしました")
    expect(agent.find(".history li").last).to_contain_text("その帯域の設備がありません。")
    expect(count).to_have_text(re.compile(rf"^{before - 1}" if before > 1 else "^$"))


def test_a_question_is_read_with_its_conversation_and_answered(console: Open, server: Running) -> None:
    asked = talk(server.service, Identity(), "リージョンを変更できますか", "ZTNAです", "担当者につないでください")  # type: ignore[arg-type]
    handed = server.do(asked)
    agent = console("/console/inbox")
    row = agent.find("tr", has_text=handed["handoff"]["id"])
    expect(row).to_contain_text("リージョンを変更できますか")
    row.locator("a").click()
    expect(agent.find(".transcript .mine .words")).to_have_text(
        ["リージョンを変更できますか", "ZTNAです", "担当者につないでください"]
    )
    expect(agent.find(".verdict").first).to_have_text("要確認")
    box = agent.page.get_by_label("お客様の会話に送る文章")
    box.fill("確認して、明日までにご連絡します。")
    agent.button("送信する").click()
    expect(agent.find(".done")).to_contain_text("回答を送信しました")
    expect(agent.find(".transcript .agent .words")).to_have_text("確認して、明日までにご連絡します。")
    expect(agent.find("h1 .state")).to_have_text("回答済み")
    box.fill("変更できることを確認しました。")
    agent.button("送信して完了").click()
    expect(agent.find(".done")).to_contain_text("完了にしました")
    expect(box).to_have_count(0)
    seen = agent.page.request.get(f"{server.address}/v1/conversations/{handed['conversation_id']}").json()
    assert [item.get("text") for item in seen["items"]][-2:] == [
        "確認して、明日までにご連絡します。",
        "変更できることを確認しました。",
    ]


def test_an_administrator_changes_a_contract_within_the_terms(console: Open) -> None:
    agent = console("/console/contracts")
    agent.find("tr", has_text="C-1").locator("a").click()
    expect(agent.find("h1")).to_contain_text("本社")
    expect(agent.button("保存する")).to_have_count(0)
    admin = console("/console/contracts/C-1", "root")
    admin.watched.expected.append("400")
    admin.field("configuration.licences").fill("77")
    admin.button("保存する").click()
    expect(admin.find("#step")).to_contain_text("この契約内容は個別規程上できません")
    expect(admin.find("#step .findings a").first).to_have_text(re.compile("^第"))
    admin.field("configuration.licences").fill("1100")
    admin.field("billing_start").fill("2026-10-01")
    admin.button("保存する").click()
    expect(admin.find(".done")).to_have_text("保存しました。")
    expect(admin.find(".facts").first).to_contain_text("1,100ライセンス")
    expect(admin.find(".facts").first).to_contain_text("2026年10月1日")


def test_what_was_not_understood_is_added_to_an_intent(console: Open, server: Running) -> None:
    text = "端末の電池の減りがやたらに早い"
    server.do(server.service.message(MessageRequest(text)))  # type: ignore[union-attr]
    agent = console("/console/learning")
    expect(agent.find("section", has_text=text)).to_be_visible()
    expect(agent.button("意図に追加")).to_have_count(0)
    admin = console("/console/learning?kind=fallback", "root")
    admin.page.set_default_timeout(180_000)  # the matcher is trained and every check runs
    admin.watched.expected.append("409")
    group = admin.find("section", has_text=text)
    group.get_by_label("意図").fill("nothing_of_the_kind")
    group.get_by_role("button", name="意図に追加").click()
    expect(group.get_by_role("alert")).to_contain_text("という意図はありません")
    group.get_by_label("意図").fill("support_contact")
    group.get_by_role("button", name="意図に追加").click()
    expect(group.get_by_role("status")).to_contain_text("すべての確認に合格しました", timeout=180_000)
    expect(group.get_by_role("status")).to_contain_text("support_contact.yaml")


def test_the_dashboard_draws_what_was_asked(console: Open, office: Office) -> None:
    agent = console("/console/dashboard")
    figures = agent.find(".figures")
    expect(figures).to_contain_text("回答できた割合")
    assert int(figures.locator("dd").first.inner_text()) >= 3
    columns = agent.find(".columns g")
    expect(columns).to_have_count(30)
    base = agent.find(".columns svg svg").bounding_box()
    today = columns.last.locator("rect").first.bounding_box()
    assert base
    assert today
    assert abs(today["y"] + today["height"] - base["y"] - base["height"]) < 2
    assert today["height"] > 20
    widths = [bar.bounding_box() for bar in agent.find("figure", has_text="応答の種類").locator(".bar").all()]
    assert sorted((box["width"] for box in widths if box), reverse=True) == [box["width"] for box in widths if box]
    sizes = agent.find("svg text").evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().height)")
    assert 11 < min(sizes) <= max(sizes) < 20  # text is as large in every plot
    agent.find("summary", has_text="表で見る").click()
    expect(agent.find("tbody tr")).to_have_count(30)
    agent.page.get_by_role("link", name="直近7日").click()
    expect(columns).to_have_count(7)
