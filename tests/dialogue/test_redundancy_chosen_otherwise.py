"""Redundancy wanted against what was chosen once: "we went without it, but please switch it on now"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]
PLAIN = {
    "service": "fms",
    "configuration": {"licences": 2000, "concurrent": 2000, "servers": 2, "region": "大阪", "redundancy": False},
}
REDUNDANT = {"service": "fms", "configuration": {**PLAIN["configuration"], "redundancy": True}}


@pytest.mark.parametrize(
    "text",
    [
        "当初は冗長なしにしましたが、ありに変えてください",
        "冗長構成は不要としましたが、必要になったので追加してください",
        "冗長構成は要らないと言いましたが、付けてもらえますか",
        "We chose no redundancy at the start; now please change it to yes.",
        "When we signed up we went without redundancy. We'd like it now after all.",
    ],
)
def test_it_is_wanted_now(talk: Begin, text: str) -> None:
    reply = talk(PLAIN)(text)
    decision = decided(reply)
    assert ("confirmation", "needs_human") == (reply["kind"], decision["outcome"])
    assert decision["result"]["redundancy"] is True


@pytest.mark.parametrize(
    "text",
    [
        "冗長ありで契約しましたが、なしに変えてください",
        "We took redundancy originally, but please drop it now.",
        "We began with redundancy; now please set it to no.",
    ],
)
def test_it_is_no_longer_wanted(talk: Begin, text: str) -> None:
    reply = talk(REDUNDANT)(text)
    assert "confirmation" == reply["kind"]
    assert decided(reply)["result"]["redundancy"] is False
