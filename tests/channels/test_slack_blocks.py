"""Answers as Block Kit: within Slack's limits whatever comes, and inert whatever people wrote."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_parts import Workspace, buttons, fits, pressed

from assistant.slack import blocks

# What would be live in a page or in Slack: markup, mentions, links, scripts, entities, emoji, control characters.
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "javascript:alert(1)",
    "<!channel>",
    "<!here|押して>",
    "<!subteam^S123>",
    "<@U2CERLKJA>",
    "<#C024BE7LR|general>",
    "<https://evil.example|安全なリンク>",
    "<mailto:a@evil.example|mail>",
    "<!date^1392734382^{date}^https://evil.example|x>",
    "&lt;!channel&gt;",
    "&amp;lt;!channel&amp;gt;",
    "*太字* _斜体_ ~取消~ `code`",
    "```\n<!everyone>\n```",
    "> 引用",
    "[link](https://evil.example)",
    "![image](https://evil.example/x.png)",
    "# 見出し\n---\n- a",
    ":fire::+1:",
    "\u202eevil\u2066",
    "\x00\x08\x1b[31m",
    "{{7*7}}{% raw %}",
    '=HYPERLINK("https://evil.example")',
]


def body(**more: Any) -> dict[str, Any]:
    given = {
        "conversation_id": "c" * 32,
        "turn": 1,
        "locale": "ja",
        "kind": "answer",
        "text": "はい。",
        "answers": [],
        "missing": [],
        "suggestions": [],
    }
    return {**given, **more}


def inert(message: dict[str, Any]) -> None:
    """Nothing in a message is live but what we put there ourselves: our bold, our quotations, our mention."""
    fits(message)
    for block in message["blocks"]:
        parts = [block["text"]] if "text" in block else block.get("elements", [])
        for part in parts:
            if part["type"] == "mrkdwn":
                head = block["type"] == "context"  # who shares it, mentioned by us
                assert "<" not in (part["text"].replace("<@U2CERLKJA>", "", 1) if head else part["text"])
                assert part["verbatim"] is True
    for each in buttons(message):
        assert each["text"]["type"] == "plain_text"
        assert each["text"]["emoji"] is False
    assert "<" not in message["text"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_wrote_is_inert_as_a_question_and_as_a_region(workspace: Workspace, attack: str) -> None:
    asked = workspace.ask(attack)
    inert(asked)
    workspace.press(pressed(asked, "share"))
    ((_, shared),) = workspace.slack.wait()
    inert(shared)
    place = " ".join(attack.replace("、", "").split())
    changed = workspace.ask(f"ZTNAのリージョンを「{place}」に変えたいです")
    inert(changed)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_region_in_a_calculator_is_inert(workspace: Workspace, attack: str) -> None:
    workspace.press(pressed(workspace.ask("calc"), "calc:configuration"))
    view = workspace.slack.wait()[-1][1]["view"]
    filled = {"service": "ztna", "grade": "Core", "licences": "100", "bandwidth": "200", "region": attack[:100]}
    answer = workspace.submit(view, {**filled, "log": "90", "mr_region": attack[:100], "options": ["multi_region"]})
    if answer["response_action"] == "push":
        inert({**answer["view"], "text": ""})


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_part_of_a_reply_is_inert(attack: str) -> None:
    decision = {"rule": "termination", "outcome": "computed"}
    cited = {"clause": "ztna:1.1", "service": "ztna", "label": attack, "title": attack}
    offer = {"label": attack, "text": attack}
    inert(
        blocks.answer(
            body(
                text=attack,
                answers=[{"decision": decision, "citations": [cited]}],
                missing=[{"slot": "region", "prompt": "", "choices": [attack]}],
                suggestions=[offer],
            )
        )
    )
    inert(blocks.shared(attack, attack, "x"))
    found = {"service": "ztna", "labels": {"ja": attack}, "titles": {"ja": attack}, "text": attack}
    inert(blocks.clause({**found, "summary": {"ja": attack}}, "ja"))


@pytest.mark.parametrize(
    "text",
    [
        "あ" * 200_000,
        "\n\n".join("段落" * 20 for _ in range(1000)),
        "\n".join(f"- {n}番目の項目です" for n in range(800)),
        "&" * 20_000,
        "word " * 20_000,
        "\n\n" * 100,
        "",
    ],
)
def test_a_long_text_is_cut_to_what_slack_takes(text: str) -> None:
    for message in (
        blocks.answer(body(text=text)),
        blocks.shared(text, text, "x"),
        blocks.say(blocks.escape_mrkdwn(text or "x")),
    ):
        if message["blocks"]:
            fits({**message, "text": message["text"] or "x"})
        for block in message["blocks"]:
            if block["type"] == "section":
                made = block["text"]["text"]
                assert "&" not in made.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


@given(st.lists(st.text(alphabet="a&<> あ\n", max_size=400), max_size=30))
def test_sections_lose_nothing_that_fits(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    made = blocks.sections(blocks.escape_mrkdwn(text), 50)
    squeezed = "".join(blocks.escape_mrkdwn(text).split())
    assert "".join("".join(block["text"]["text"].split()) for block in made) == squeezed


def test_many_offers_become_a_menu(workspace: Workspace) -> None:
    choices = [f"{number}ライセンス" for number in range(150)]
    long = {"label": "長い" * 60, "text": "長い質問" * 40}
    reply = body(missing=[{"slot": "licences", "prompt": "", "choices": choices}], suggestions=[long])
    message = blocks.answer(reply)
    fits(message)
    menu = message["blocks"][1]["elements"][0]
    assert (menu["type"], len(menu["options"])) == ("static_select", 100)
    assert [each["value"] for each in buttons(message)[:1]] == [long["text"]]
    workspace.press({"type": "static_select", "action_id": "say", "selected_option": {"value": "help"}})
    assert workspace.slack.wait()[0][1]["response_type"] == "ephemeral"


def test_a_button_that_is_not_ours_is_refused(workspace: Workspace) -> None:
    for value in ("", "{}", '["ztna:7.2.3","fr"]', '[1,"ja"]'):
        action = {"type": "button", "action_id": "clause:0", "value": value}
        payload = {"type": "block_actions", "user": {"id": "U1"}, "team": {"id": "T1"}, "actions": [action]}
        assert workspace.interact(payload).status_code == 400
    assert json.loads(blocks.calculator("credit", "x", "ja")["value"]) == ["credit", "ja"]
