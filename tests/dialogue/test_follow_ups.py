"""What goes on with the last question, and what the two are together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assistant.dialogue import Frame
from assistant.dialogue.continuing import continues
from assistant.dialogue.filling import says_something
from assistant.dialogue.merging import merge_frame
from assistant.language.understand import Segment

Make = Callable[..., Segment]
NONE: frozenset[str] = frozenset()
ELIGIBLE = Frame("option_eligibility", "ztna", {"grade": "Core", "options": ["transparent_proxy"]})
END = Frame("termination_date", "ztna", {"dates": [{"role": "arrival", "value": "2026-12-01"}]})
OUTAGE = Frame("credit", "ztna", {"durations": ["PT45M"], "cause": "iij"})


def merged(last: Frame, intent: str, said: Segment, signals: frozenset[str] = NONE, **frame: Any) -> Frame:
    return merge_frame(last, Frame(intent, frame.pop("service", None), dict(said.slots), **frame), said, signals)


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ({}, False),
        ({"items": ["log"]}, False),
        ({"via": "phone"}, False),
        ({"grade": "Core"}, True),
        ({"dates": []}, False),
    ],
)
def test_a_value_says_something_a_bare_name_does_not(own: dict[str, Any], says: bool) -> None:
    assert says_something(own) is says


def test_a_bare_value_goes_on(segment: Make) -> None:
    said = segment("out_of_scope", {"grade": "Complete"}, residue=0)
    assert continues(ELIGIBLE, Frame("out_of_scope", None, said.slots), said, NONE)


def test_a_question_of_its_own_does_not_go_on(segment: Make) -> None:
    said = segment("termination_date", {"dates": [{"role": None, "value": "2026-12-01"}]}, confidence=0.95)
    assert not continues(ELIGIBLE, Frame("termination_date", None, said.slots), said, NONE)


def test_talk_about_the_talk_does_not_go_on(segment: Make) -> None:
    for intent in ("why", "thanks", "greeting", "restart"):
        said = segment(intent, residue=0)
        assert not continues(ELIGIBLE, Frame(intent, None, {}), said, frozenset({"follow_up"}))


def test_the_other_contract_alone_goes_on(segment: Make) -> None:
    said = segment("out_of_scope", residue=8)
    assert continues(END, Frame("out_of_scope", "fms", {}), said, frozenset({"other_service"}))


def test_only_this_request_is_a_new_one(segment: Make) -> None:
    said = segment("change_request", {"licences": 300}, act="request", residue=2)
    frame = Frame("change_request", "ztna", said.slots, "request")
    last = Frame("change_request", "ztna", {"bandwidth": 500}, "request")
    assert continues(last, frame, said, NONE)
    assert not continues(last, frame, said, frozenset({"only"}))


def test_a_new_grade_takes_the_place_of_the_old(segment: Make) -> None:
    said = segment("out_of_scope", {"grade": "Complete"}, residue=0)
    frame = merged(ELIGIBLE, "out_of_scope", said)
    assert frame.intent == "option_eligibility"
    assert frame.service == "ztna"
    assert frame.slots == {"grade": "Complete", "options": ["transparent_proxy"]}
    assert ELIGIBLE.slots["grade"] == "Core"


def test_another_option_is_asked_of_the_same_grade(segment: Make) -> None:
    said = segment("option_description", {"options": ["sse"]}, residue=0)
    frame = merged(ELIGIBLE, "option_description", said)
    assert (frame.intent, frame.slots) == ("option_eligibility", {"grade": "Core", "options": ["sse"]})


def test_a_request_gathers_options_a_question_replaces_them(segment: Make) -> None:
    asked = Frame("change_request", "ztna", {"options": ["multi_region"]}, "request")
    said = segment("change_request", {"options": ["config_change"]}, act="request", residue=2)
    assert merged(asked, "change_request", said, act="request").slots["options"] == ["multi_region", "config_change"]


def test_an_option_refused_now_is_not_asked_for_any_more(segment: Make) -> None:
    asked = Frame("change_request", "ztna", {"licences": 300, "options": ["sse"]}, "request")
    said = segment("change_request", {"options_refused": ["sse"]}, act="statement", residue=3)
    frame = merged(asked, "change_request", said)
    assert "options" not in frame.slots
    assert frame.slots["licences"] == 300
    assert not frame.slots.get("options_remove")


def test_a_bare_number_belongs_to_the_item_spoken_of(segment: Make) -> None:
    said = segment("out_of_scope", {"numbers": [450]}, residue=0)
    assert merged(Frame("value_check", "ztna", {"licences": 420}), "out_of_scope", said).slots["licences"] == 450
    limits = merged(Frame("licence_limits", "ztna", {}), "out_of_scope", said)
    assert (limits.intent, limits.slots["licences"]) == ("value_check", 450)


def test_days_beside_a_log_retention_are_its_value(segment: Make) -> None:
    said = segment("out_of_scope", {"durations": ["P180D"]}, residue=0)
    assert merged(Frame("value_check", "ztna", {"log": 360}), "out_of_scope", said).slots["log"] == 180


def test_what_only_the_old_contract_has_is_left_behind(segment: Make) -> None:
    said = segment("out_of_scope", {"services": ["fms"]}, residue=0)
    last = Frame("value_check", "ztna", {"grade": "Core", "licences": 300, "bandwidth": 500})
    frame = merged(last, "out_of_scope", said, service="fms")
    assert frame.service == "fms"
    assert "grade" not in frame.slots
    assert "bandwidth" not in frame.slots
    assert frame.slots["licences"] == 300


def test_another_date_takes_the_place_of_its_kind(segment: Make) -> None:
    said = segment("out_of_scope", {"dates": [{"role": None, "value": "2026-12-10"}]}, residue=0)
    assert [d["value"] for d in merged(END, "out_of_scope", said).slots["dates"]] == ["2026-12-10"]
    wish = segment("out_of_scope", {"dates": [{"role": "desired", "value": "2027-03-31"}]}, residue=0)
    found = {d["role"]: d["value"] for d in merged(END, "out_of_scope", wish).slots["dates"]}
    assert found == {"arrival": "2026-12-01", "desired": "2027-03-31"}


def test_a_date_after_an_explanation_leads_to_the_computation(segment: Make) -> None:
    said = segment("out_of_scope", {"dates": [{"role": None, "value": "2026-12-10"}]}, residue=0, act="statement")
    assert merged(Frame("termination_how", "ztna", {}), "out_of_scope", said).intent == "termination_date"


def test_another_length_keeps_what_else_is_known_of_the_outage(segment: Make) -> None:
    said = segment("out_of_scope", {"durations": ["PT2H"]}, residue=0)
    frame = merged(OUTAGE, "out_of_scope", said)
    assert (frame.intent, frame.slots["durations"], frame.slots["cause"]) == ("credit", ["PT2H"], "iij")


def test_the_claim_is_asked_of_the_same_outage(segment: Make) -> None:
    said = segment("claim_period", residue=6)
    assert merged(OUTAGE, "claim_deadline", said).intent == "claim_deadline"
