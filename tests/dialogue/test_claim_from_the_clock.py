"""The day from which a credit can be claimed, where an outage of a day is told by the clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.replies import decided

Begin = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("FMSが2026年4月10日9時から翌日15時まで全面停止しました。請求はいつまで？", "2026-07-11"),
        (
            "The complete FMS failure came to your attention at 9:00 on 10 April 2026 and was over at 15:00 the next "
            "day. By when must we claim?",
            "2026-07-11",
        ),
        (
            "IIJ noticed the full FMS outage at 22:00 on 3 June 2026; it was over at 23:30 the next day. What is the "
            "last day for the claim?",
            "2026-09-04",
        ),
        (
            "IIJ got wind of the complete FMS outage at 8:00 on 2 March 2026 and fixed it at 10:00 on 3 March. Claim "
            "by when?",
            "2026-06-03",
        ),
        ("ZTNAが2026年8月5日23:50から翌0:40まで停止。請求期限は？", "2026-11-06"),
    ],
)
def test_the_claim_became_possible_when_the_length_was_reached(talk: Begin, text: str, day: str) -> None:
    assert day == decided(talk()(text))["values"]["claim_deadline"]
