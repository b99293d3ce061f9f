"""Markdown as Slack's mrkdwn: the same answer, and nothing in it is live that should not be."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import escape, escape_mrkdwn, to_mrkdwn


@pytest.mark.parametrize(
    ("markdown", "mrkdwn"),
    [
        ("**ZTNA**", "*ZTNA*"),
        ("*here*", "_here_"),
        ("これは**太字**です。", "これは\u200b*太字*\u200bです。"),
        ("（**太字**）と **bold**.", "（*太字*）と *bold*."),
        ("a **b** c", "a *b* c"),
        ("- a\n- b\n  - c", "• a\n• b\n    • c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("> a\n> b", "> a\n> b"),
        ("### 見出し", "*見出し*"),
        ("### **見出し**", "*見出し*"),
        ("a\nb\n\nc", "a\nb\n\nc"),
        ("---", "———"),
        ("`ztna:7.2` を", "`ztna:7.2` を"),
        ("```\na < b\n```", "```\na &lt; b\n```"),
        ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
        ("**a\nb**", "*a*\n*b*"),
        ("multi_region と 3*4", "multi_region と 3*4"),
        ("", ""),
    ],
)
def test_markup_becomes_slacks(markdown: str, mrkdwn: str) -> None:
    assert to_mrkdwn(markdown) == mrkdwn


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("*b*", "＊b＊"),
        ("_i_", "＿i＿"),
        ("~s~", "～s～"),
        ("`c`", "｀c｀"),
        ("```c```", "｀｀｀c｀｀｀"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U1>", "&lt;@U1&gt;"),
        ("<https://evil.example|押す>", "&lt;https://evil.example|押す&gt;"),
        ("> quoted", "\u2060&gt; quoted"),
        (":fire: 10:20:30", ":\u2060fire: 10:20:30"),
        ("&lt;!here&gt;", "&amp;lt;!here&amp;gt;"),
        ("a_b 3*4", "a_b 3*4"),
    ],
)
def test_a_text_of_unknown_origin_stays_a_text(text: str, literal: str) -> None:
    assert escape_mrkdwn(text) == literal
    assert to_mrkdwn(escape(text)).replace("\u2060", "") == literal.replace("\u2060", "")


@given(st.text(alphabet="*_~`<>&!@#|:ab東 \n-.1[]()\\", max_size=60))
def test_no_heap_of_marks_makes_a_control_sequence(text: str) -> None:
    for made in (to_mrkdwn(text), escape_mrkdwn(text)):
        assert "<" not in made
        assert re.sub(r"^> |(?<=\n)> ", "", made).count(">") == 0 or made is not escape_mrkdwn(text)
        assert re.search(r"&(?!amp;|lt;|gt;)", made) is None
    assert not re.search(r"(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])|`", escape_mrkdwn(text))
