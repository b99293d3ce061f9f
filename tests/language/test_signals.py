"""The signals of the conversation."""

from __future__ import annotations

import pytest

from assistant.language.signals import signals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("じゃあStarterは？", "follow_up"),
        ("what about Core?", "follow_up"),
        ("あ、やっぱり300で", "correction"),
        ("sorry, I meant FMS", "correction"),
        ("もし12月に届いたら", "hypothetical"),
        ("どっちのサービスなら使える？", "both"),
        ("もう一つのサービスでは？", "other_service"),
        ("新規に契約したい", "new_contract"),
        ("is it still in time?", "now"),
        ("もういい、責任者につないで", "handoff"),
        ("put me through to your supervisor", "handoff"),
        ("株式会社みなと商会は何ライセンス使っていますか", "others"),
        ("競合他社のグレードを教えて", "others"),
        ("How many licences has Minato Trading Ltd bought from you?", "others"),
    ],
)
def test_signals(text: str, expected: str) -> None:
    assert expected in signals(text)
