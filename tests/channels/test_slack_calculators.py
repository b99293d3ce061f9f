"""The calculators in Slack: every form opens, decides as the rules do, and shows mistakes at their fields."""

from __future__ import annotations

import json
from typing import Any

import pytest
from litestar.testing import TestClient
from slack_parts import FakeSlack, Workspace, buttons, configured, fits, pressed, words

from assistant.answers import to_mrkdwn
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.slack.blocks import KINDS
from assistant.web import create_app

# What is filled in, and the request that the rules core gets for it.
FILLED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "termination": (
        {"service": "ztna", "subject": "contract", "arrival": "2026-12-01", "designated": "2027-03-31"},
        {"service": "ztna", "subject": "contract", "arrival": "2026-12-01", "designated": "2027-03-31"},
    ),
    "credit": (
        {"service": "ztna", "duration": "１３：４０\n\n0:45:30", "cause": "iij", "monthly_fee": "100,000"},
        {
            "service": "ztna",
            "incidents": [{"duration": "PT13H40M", "cause": "iij"}, {"duration": "PT45M30S", "cause": "iij"}],
            "monthly_fee": 100000,
        },
    ),
    "minimum-term": (
        {"service": "ztna", "subject": "multi_region", "billing_start": "2026-01-31"},
        {"service": "ztna", "subject": "multi_region", "billing_start": "2026-01-31"},
    ),
    "claim-deadline": (
        {"service": "fms", "claimable_on": "2026-11-30"},
        {"service": "fms", "claimable_on": "2026-11-30"},
    ),
    "configuration": (
        {
            "service": "ztna",
            "grade": "Core",
            "licences": "1001",
            "bandwidth": "500",
            "log": "90",
            "region": "東京",
            "options": ["sse"],
        },
        {
            "service": "ztna",
            "configuration": {
                "grade": "Core",
                "licences": 1001,
                "bandwidth": 500,
                "log": 90,
                "region": "東京",
                "options": ["sse"],
            },
        },
    ),
}


def opened(workspace: Workspace, kind: str, text: str = "calc") -> dict[str, Any]:
    """The view that a calculator's button opens."""
    before = len(workspace.slack.received)
    workspace.press(pressed(workspace.ask(text), f"calc:{kind}"))
    path, call = workspace.slack.wait(before + 1)[-1]
    assert path == "/api/views.open"
    assert workspace.slack.tokens[-1] == "Bearer xoxb-test"
    assert call["trigger_id"]
    view: dict[str, Any] = call["view"]
    fits(view)
    return view


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_calculator_decides_as_the_rules_do(
    workspace: Workspace, assistant: Assistant, kind: str, locale: str
) -> None:
    filled, request = FILLED[kind]
    view = opened(workspace, kind, f"calc {locale}")
    answer = workspace.submit(view, filled)
    assert answer["response_action"] == "push"
    fits(answer["view"])
    worded = assistant.worded(kind, request, locale)
    assert words(answer["view"]) == to_mrkdwn(worded["text"])
    assert {**assistant.decide(kind, request, locale), "text": worded["text"]} == worded
    assert worded["outcome"] in ("computed", "denied")


def test_the_result_can_be_shared_and_then_says_so(workspace: Workspace) -> None:
    shown = workspace.submit(opened(workspace, "termination"), FILLED["termination"][0])["view"]
    more = {"view": {**shown, "id": "V2"}, "container": {"type": "view", "view_id": "V2"}, "channel": None}
    workspace.press(pressed(shown, "share"), response_url="", **more)
    (hook, shared), (call, updated) = workspace.slack.wait(3)[1:]
    assert hook.startswith("/commands/")
    fits(shared)
    assert (shared["response_type"], "delete_original" in shared) == ("in_channel", False)
    assert words(shared).startswith("<@U2CERLKJA> さんが計算結果を共有しました\n\n*解約日*")
    assert "2027年3月31日" in words(shared)
    assert (call, updated["view_id"]) == ("/api/views.update", "V2")
    fits(updated["view"])
    assert words(updated["view"]).endswith("チャンネルに共有しました。")
    assert buttons(updated["view"]) == []


@pytest.mark.parametrize(
    ("kind", "filled", "wrong"),
    [
        ("credit", {"service": "ztna", "duration": "13:40\nhalf a day"}, {"duration": "2行目"}),
        ("credit", {"service": "ztna", "duration": "13:75"}, {"duration": "1行目"}),
        ("credit", {"service": "ztna", "duration": "\n".join(["1:00"] * 51)}, {"duration": "50件"}),
        ("credit", {"service": "ztna", "duration": "1:00", "monthly_fee": "1.5"}, {"monthly_fee": "使えません"}),
        ("credit", {"service": "ztna", "duration": "1:00", "monthly_fee": "-1"}, {"monthly_fee": "使えません"}),
        ("termination", {"service": "ztna", "arrival": "3026-12-01"}, {"arrival": "使えません"}),
        ("termination", {"subject": "contract", "arrival": "2026-12-01"}, {"service": "使えません"}),
        ("minimum-term", {"service": "ztna"}, {"billing_start": "課金開始日"}),
        ("claim-deadline", {"service": "fms"}, {"claimable_on": "必要です"}),
        ("configuration", {"service": "ztna"}, {"grade": "グレード", "licences": "必要", "region": "必要"}),
        (
            "configuration",
            {"service": "fms", "licences": "100"},
            {"concurrent": "必要です", "servers": "必要です", "region": "必要です", "redundancy": "必要です"},
        ),
        ("configuration", {"service": "ztna", "region": "x" * 121, "grade": "Core"}, {"region": "使えません"}),
    ],
)
def test_mistakes_are_shown_at_their_fields(
    workspace: Workspace, kind: str, filled: dict[str, Any], wrong: dict[str, str]
) -> None:
    answer = workspace.submit(opened(workspace, kind), filled)
    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == set(wrong)
    for field, part in wrong.items():
        assert part in answer["errors"][field]


def test_without_a_bot_token_it_says_what_is_missing(
    assistant: Assistant, settings: Settings, slack: FakeSlack
) -> None:
    without = configured(settings, slack, slack_bot_token=None)
    with TestClient(create_app(without, assistant)) as client:
        workspace = Workspace(client, slack)
        workspace.press(pressed(workspace.ask("calc"), "calc:credit"))
        ((_, message),) = slack.wait()
    assert "ASSISTANT_SLACK_BOT_TOKEN" in words(message)


def test_when_slack_refuses_to_open_it_the_person_is_told(
    workspace: Workspace, capfd: pytest.CaptureFixture[str]
) -> None:
    workspace.slack.answer = {"ok": False, "error": "exchange_limit_exceeded"}
    workspace.press(pressed(workspace.ask("calc"), "calc:credit"))
    (_, message) = workspace.slack.wait(2)[1]
    assert "開けませんでした" in words(message)
    logged = capfd.readouterr().err
    assert "exchange_limit_exceeded" in logged
    assert "xoxb" not in logged


def test_the_shortcut_offers_the_calculators_anywhere(workspace: Workspace) -> None:
    payload = {
        "type": "shortcut",
        "callback_id": "calculators",
        "team": {"id": "T1DC2JH3J"},
        "user": {"id": "U2CERLKJA", "team_id": "T1DC2JH3J"},
    }
    assert workspace.interact({**payload, "trigger_id": "1.1"}).content == b""
    ((path, call),) = workspace.slack.wait()
    picker = call["view"]
    fits(picker)
    assert path == "/api/views.open"
    workspace.press(pressed(picker, "calc:credit"), view={**picker, "id": "V1"}, response_url="", channel=None)
    path, call = workspace.slack.wait(2)[1]
    assert path == "/api/views.push"
    result = workspace.submit(call["view"], FILLED["credit"][0])["view"]
    assert buttons(result) == []  # there is no channel to share it in


def test_a_view_that_is_not_ours_is_refused(workspace: Workspace) -> None:
    view = {"callback_id": "calc:credit", "private_metadata": "{}", "state": {"values": {}}, "blocks": []}
    for change in ({}, {"private_metadata": '["ja","",null]', "callback_id": "calc:change"}, {"private_metadata": ""}):
        payload = {"type": "view_submission", "user": {"id": "U1"}, "team": {"id": "T1"}, "view": {**view, **change}}
        assert workspace.interact(payload).status_code == 400


def test_a_result_too_large_to_carry_along_is_shown_and_not_shared(workspace: Workspace) -> None:
    view = opened(workspace, "credit")
    many = "\n".join(["9999:34:56"] * 50)
    result = workspace.submit(view, {"service": "ztna", "duration": many, "cause": "customer_line", "total": "false"})[
        "view"
    ]
    fits(result)
    assert buttons(result) == []
    assert json.loads(result["private_metadata"])[2] is None
