"""Contracts, unanswered questions and the dashboard."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from typing import Any

from assistant.service import MessageRequest
from assistant.store.insights import Asked, Handled
from assistant.web.console import dashboard

HTMX = {"hx-request": "true"}
CORE = {
    "customer": "甲商事",
    "name": "本社",
    "configuration.grade": "Core",
    "configuration.licences": "1,050",
    "configuration.bandwidth": "500",
    "configuration.region": "東京",
}


def test_an_administrator_changes_a_contract_and_an_agent_does_not(world: Any) -> None:
    assert "契約を変更する" not in world.get("/console/contracts/C-1").text
    assert world.post("/console/contracts/C-1", CORE).status_code == 403
    assert "契約を変更する" in world.get("/console/contracts/C-1", "root").text
    response = world.post("/console/contracts/C-1", CORE, "root")
    assert response.headers["location"] == "/console/contracts/C-1?done=saved"
    assert "1,050" in world.get("/console/contracts/C-1").text


def test_a_contract_that_the_terms_do_not_allow_is_refused_with_the_reason(world: Any) -> None:
    response = world.post("/console/contracts/C-1", {**CORE, "configuration.licences": "77"}, "root", **HTMX)
    assert response.status_code == 400
    assert 'role="alert"' in response.text
    for part in ("この契約内容は個別規程上できません", "ライセンス", "可能にする方法"):
        assert part in response.text
    assert "licences" not in response.text
    wrong = world.post("/console/contracts/C-1", {**CORE, "configuration.licences": "many"}, "root", **HTMX)
    assert (wrong.status_code, "整数で" in wrong.text) == (400, True)


def test_what_was_not_understood_is_added_to_an_intent_when_the_checks_pass(world: Any, tmp_path: Any) -> None:
    text = "端末の電池の減りがやたらに早い"
    world.do(world.service.message, MessageRequest(text))
    page = world.get("/console/learning").text
    assert text in page
    assert "意図に追加できるのは管理者です" in page
    settings = world.client.app.state.settings
    folder = tmp_path / "intents"
    shutil.copytree(settings.intents_dir, folder)
    world.client.app.state.settings = settings.model_copy(update={"intents_dir": folder})
    assert world.post("/console/learning", {"text": text, "intent": "price"}).status_code == 403
    refused = world.post("/console/learning", {"text": text, "intent": "nothing"}, "root", **HTMX)
    assert (refused.status_code, "という意図はありません" in refused.text) == (409, True)
    added = world.post("/console/learning", {"text": text, "intent": "support_contact"}, "root", **HTMX)
    assert added.status_code == 200, added.text
    assert "確認に合格しました" in added.text
    assert text in (folder / "support_contact.yaml").read_text("utf-8")


def test_the_dashboard_counts_what_was_asked(world: Any) -> None:
    page = world.get("/console/dashboard").text
    for part in ("回答できた割合", "担当者へ", "表で見る", "リージョンの変更", "API"):
        assert part in page
    assert page.count("<figcaption>") == 5
    assert page.count('class="bar"') > 20


def test_shares_and_times_are_counted_so() -> None:
    day = date(2026, 11, 25)
    said = {"answer": 2, "fallback": 1, "question": 1, "smalltalk": 1}
    turns = [Asked(day, kind, "web", number) for kind, number in said.items()]
    turns += [Asked(day - timedelta(days=1), "smalltalk", "api", 7)]
    figures = dashboard.counted(turns)
    assert figures == {
        "questions": "4",
        "answered": "50%",
        "asked_back": "25%",
        "handoffs": "0%",
        "fallbacks": "25%",
    }
    assert dashboard.counted([])["answered"] == "–"
    assert dashboard.by_day(turns, [day - timedelta(days=1), day]) == [("11/24", 0, 0), ("11/25", 4, 2)]
    assert dashboard.kinds(turns)[:2] == [("smalltalk", 8), ("answer", 2)]
    assert dashboard.channels(turns) == [("api", 7), ("web", 5)]
    assert dashboard.top({"few": 1, "many": 3}) == [("many", 3), ("few", 1)]
    at = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    handled = [Handled(at, at + timedelta(minutes=30)), Handled(at, at + timedelta(hours=5)), Handled(at, None)]
    assert dashboard.replied(handled) == {"reply": "2:45"}
    assert {name: n for name, n in dashboard.within(handled) if n} == {"1h": 1, "8h": 1, "open": 1}
