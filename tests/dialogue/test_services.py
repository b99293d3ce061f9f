"""Which contract is meant: named in the text, else vouched for, else what only one knows, else as before."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.dialogue import State
from assistant.dialogue.services import hinted, resolve

NONE: frozenset[str] = frozenset()


def meant(
    slots: dict[str, Any], text: str = "", signals: frozenset[str] = NONE, **state: Any
) -> tuple[str | None, bool]:
    return resolve(slots, text, signals, State(**state))


def test_nothing_said_is_left_open() -> None:
    assert meant({"ip": "ipv6"}) == (None, False)


def test_what_the_text_names_comes_before_everything() -> None:
    slots = {"services": ["fms"], "grade": "Core"}
    assert meant(slots, context={"service": "ztna"}, service="ztna") == ("fms", False)


def test_two_names_mean_both_unless_one_corrects_the_other() -> None:
    slots = {"services": ["fms", "ztna"]}
    assert meant(slots, context={"service": "ztna"}) == (None, True)
    assert meant(slots, signals=frozenset({"correction"})) == ("ztna", False)


def test_a_name_that_is_no_contract_of_ours_names_nothing() -> None:
    assert meant({"services": ["gio"]}) == (None, False)


def test_what_the_caller_vouches_for_comes_before_what_the_things_suggest() -> None:
    assert meant({"servers": 4}, context={"service": "ztna"}) == ("ztna", False)
    assert meant({"bandwidth": 500}, context={"service": "fms"}, service="ztna") == ("fms", False)


def test_the_thing_only_one_contract_knows_comes_before_the_conversation() -> None:
    assert meant({"servers": 4}, service="ztna") == ("fms", False)
    assert meant({"grade": "Core"}, service="fms") == ("ztna", False)


def test_an_option_of_the_other_contract_does_not_move_the_conversation() -> None:
    """Asked in a conversation on FMS, "the SSE add-on?" asks whether FMS has it."""
    assert meant({"options": ["sse"]}, service="fms") == ("fms", False)
    assert meant({"options": ["sse"]}) == ("ztna", False)


def test_the_conversation_goes_on_with_its_contract() -> None:
    assert meant({"licences": 300}, service="fms") == ("fms", False)


def test_the_other_one_is_the_one_that_was_not_spoken_of() -> None:
    other = frozenset({"other_service"})
    assert meant({}, signals=other, service="fms") == ("ztna", False)
    assert meant({}, signals=other, service="ztna") == ("fms", False)
    assert meant({}, signals=other) == (None, False)


def test_both_is_said_in_words_and_yields_to_a_description_of_one() -> None:
    both = frozenset({"both"})
    assert meant({}, signals=both, service="fms") == (None, True)
    assert meant({}, signals=both, context={"service": "fms"}) == ("fms", False)
    assert meant({"concurrent": 5000}, signals=both) == ("fms", False)


@pytest.mark.parametrize(
    ("slots", "text", "service"),
    [
        ({"concurrent": 2000}, "", "fms"),
        ({"redundancy": True}, "", "fms"),
        ({"items": ["servers"]}, "", "fms"),
        ({}, "Mobilityサーバは何台まで", "fms"),
        ({}, "simultaneous connections", "fms"),
        ({"grade_to": "Complete"}, "", "ztna"),
        ({"items": ["log"]}, "", "ztna"),
        ({"log": 90}, "", "ztna"),
        ({"options_remove": ["transparent_proxy"]}, "", "ztna"),
        ({}, "UDP5008が落ちた", "ztna"),
        ({}, "every VPN appliance was down", "ztna"),
        ({"options": ["multi_region"]}, "リージョンを増やす", None),
        ({"options": ["config_change"]}, "", None),
        ({"licences": 100}, "ライセンス100", None),
    ],
)
def test_what_only_one_contract_knows(slots: dict[str, Any], text: str, service: str | None) -> None:
    assert hinted(slots, text) == service
