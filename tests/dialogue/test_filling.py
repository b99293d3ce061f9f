"""What a short reply says for the value that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.dialogue import Frame, Pending
from assistant.dialogue.filling import filled, has_values
from assistant.language.understand import Reading, Segment

Make = Callable[..., Segment]
Whole = Callable[..., Reading]
FRAME = Frame("change_request", "ztna", {"grade": "Complete"}, "request")


def asking(*slots: str, frame: Frame = FRAME) -> Pending:
    return Pending("slot", frame, list(slots))


@pytest.mark.parametrize(
    ("slots", "own", "told"),
    [
        (("licences",), {"numbers": [450]}, {"licences": 450, "numbers": []}),
        (("region", "servers"), {"numbers": [4]}, {"servers": 4, "numbers": []}),
        (("log",), {"durations": ["P180D"]}, {"log": 180, "durations": []}),
        (("licences",), {"licences": 450}, {}),
        (("grade",), {"grade": "Core"}, {}),
        (("service",), {"services": ["fms"]}, {"service": "fms"}),
        (("service",), {"services": ["ztna", "fms"]}, {"service": "fms"}),
        (("duration",), {"durations": ["PT45M"]}, {}),
        (("monthly_fee",), {"money": 90000}, {"money": 90000}),
        (("monthly_fee",), {"numbers": [90000]}, {"money": 90000}),
        (("known_to_iij_at",), {"durations": ["PT3H"]}, {"known_delay": "PT3H", "durations": [], "basis": "start"}),
        (("known_to_iij_at",), {"knowledge": "at_once"}, {}),
        (("option",), {"options": ["sse"]}, {}),
        (("licences",), {}, None),
        (("duration",), {"grade": "Core"}, None),
        (("arrival",), {"numbers": [12]}, None),
    ],
)
def test_a_bare_reply_fills_what_was_asked(
    segment: Make, reading: Whole, slots: tuple[str, ...], own: dict[str, Any], told: dict[str, Any] | None
) -> None:
    said = segment("out_of_scope", own, act="statement", residue=0)
    assert filled(asking(*slots), said, reading(said)) == told


def test_a_date_without_a_part_is_the_one_asked_for(segment: Make, reading: Whole) -> None:
    before = {"role": "billing_start", "value": "2026-10-01"}
    frame = Frame("early_charge", "ztna", {"dates": [before]})
    said = segment("out_of_scope", {"dates": [{"role": None, "value": "2026-12-01"}]}, residue=0)
    told = filled(asking("arrival", frame=frame), said, reading(said))
    assert told == {"dates": [before, {"role": "arrival", "value": "2026-12-01"}]}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("残してください", "options_keep"),
        ("そのままで", "options_keep"),
        ("keep it", "options_keep"),
        ("外します", "options_remove"),
        ("不要です", "options_remove"),
        ("drop it please", "options_remove"),
        ("get rid of it", "options_remove"),
    ],
)
def test_the_fate_of_an_option_is_read_from_a_verb(segment: Make, reading: Whole, text: str, key: str) -> None:
    said = segment("out_of_scope", text=text, act="statement", residue=4)
    assert filled(asking("sse_fate"), said, reading(said)) == {key: ["sse"]}


def test_a_fate_that_is_not_said_is_not_guessed(segment: Make, reading: Whole) -> None:
    said = segment("out_of_scope", text="どちらがよいですか", residue=9)
    assert filled(asking("sse_fate"), said, reading(said)) is None


@pytest.mark.parametrize(("yes", "told"), [(True, {"redundancy": True}), (False, {"redundancy": False})])
def test_redundancy_is_answered_by_yes_or_no(segment: Make, reading: Whole, yes: bool, told: dict[str, Any]) -> None:
    said = segment("yes" if yes else "no", residue=0)
    assert filled(asking("redundancy"), said, reading(said, yes=yes, no=not yes)) == told


def test_any_short_name_is_a_region_a_question_is_none(segment: Make, reading: Whole) -> None:
    place = segment("out_of_scope", text="福岡。", act="statement", residue=2)
    assert filled(asking("region"), place, reading(place)) == {"region": "福岡"}
    question = segment("region_list", text="どこが選べますか", act="question", residue=8)
    assert filled(asking("region"), question, reading(question)) is None


def test_an_option_to_give_up_is_not_added(segment: Make, reading: Whole) -> None:
    frame = Frame("option_stop", "fms", {})
    said = segment("out_of_scope", {"options": ["multi_region"]}, residue=0)
    told = filled(asking("option", frame=frame), said, reading(said))
    assert told == {"options_remove": ["multi_region"], "options": []}


def test_values_are_what_a_request_could_take(segment: Make) -> None:
    assert has_values(segment(own={"licences": 300}))
    assert has_values(segment(own={"redundancy": False}))
    assert not has_values(segment(own={"items": ["log"], "services": ["fms"], "options": []}))
