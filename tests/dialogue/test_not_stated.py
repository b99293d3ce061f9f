"""What the terms do not state is said to be so, in the words of the question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "intent", "words"),
    [
        ("月に何ギガまで通信できますか", "traffic_measurement", "上限"),
        ("is the amount of data per month capped?", "traffic_measurement", "no limit on the volume"),
        ("ライセンス数の変更は年に何回までですか", "change_procedure", "何回まで"),
        ("how many times per year may the licences be changed?", "change_procedure", "how often"),
        ("解約の用紙の送り先の住所を教えてください", "support_contact", "送付先"),
        ("契約者が死亡したときはどうなりますか", "third_party_use", "死亡"),
    ],
)
def test_what_is_not_stated(talk: Callable[..., Any], text: str, intent: str, words: str) -> None:
    reply = talk()(text)
    assert {intent} == {a["intent"] for a in reply["answers"]}
    assert words in reply["text"]
