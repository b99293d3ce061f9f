"""What one's contract is at present, against what it could be."""

from __future__ import annotations

import pytest

from assistant.language.present import asks_present


@pytest.mark.parametrize(
    "text",
    [
        "弊社は現在どのグレードになっていますか",
        "うちのサーバって今何台契約してましたっけ",
        "What bandwidth are we on right now?",
        "How many seats do we currently have?",
    ],
)
def test_asks_present(text):
    assert asks_present(text)


@pytest.mark.parametrize(
    "text",
    [
        "今からだと何ライセンスまで契約できますか",
        "How many licences do we have to order?",
        "What bandwidth do we have on Starter?",
        "Which grade should we pick?",
        "How long have we got to claim?",
    ],
)
def test_asks_for_something_else(text):
    assert not asks_present(text)
