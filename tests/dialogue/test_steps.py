"""One step is a pure function: the state given stays as it is, and the same in gives the same out."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.dialogue import Frame, Pending, State
from assistant.dialogue.state import Receipt
from assistant.language.understand import Reading, Segment
from assistant.service import Assistant

Make = Callable[..., Segment]
Whole = Callable[..., Reading]

TODAY = date(2026, 11, 22)
FULL = State(
    locale="en",
    service="fms",
    context={"service": "fms", "configuration": {"servers": 4, "options": []}},
    known={"billing_start": "2026-10-01"},
    frame=Frame("change_request", "fms", {"servers": 6}, "request"),
    topic=Frame("credit", "ztna", {"durations": ["PT45M"]}),
    before=Frame("value_check", None, {"licences": 300}, both=True),
    pending=Pending("slot", Frame("change_request", "fms", {"servers": 6}, "request"), ["region"]),
    misunderstood=1,
)


def test_a_state_survives_json() -> None:
    for state in (State(), FULL, State(pending=Pending("confirm", Frame("change_request")))):
        assert State.from_dict(json.loads(json.dumps(state.to_dict()))) == state


def _changeable(value: object) -> list[object]:
    """Every object inside that can be changed in place."""
    if isinstance(value, dict):
        return [value, *(found for item in value.values() for found in _changeable(item))]
    if isinstance(value, list):
        return [value, *(found for item in value for found in _changeable(item))]
    if dataclasses.is_dataclass(value):
        return [value, *(found for f in dataclasses.fields(value) for found in _changeable(getattr(value, f.name)))]
    return []


def test_a_copy_of_a_state_is_like_it_and_shares_nothing_that_can_be_changed() -> None:
    frame = Frame("credit", "ztna", {"durations": ["PT45M"], "now": {"licences": 1}})
    record = {"rule": "change", "request": {"set": {"log": 90}}}
    state = dataclasses.replace(
        FULL,
        **dict.fromkeys(("wish", "shelved", "offered"), frame),
        pending=Pending("reading", frame, ["region"], readings=[frame, Frame("usage_excess")]),
        shown=[frame],
        asked=[frame, Frame("no")],
        about="why",
        mentioned=["sse"],
        receipts=[Receipt(frame, record, "R-1", withdrawn=True)],
    )
    made = state.copy()
    assert made == state
    assert made.wish is made.shown[0]  # one frame stays one
    assert not {id(each) for each in _changeable(made)} & {id(each) for each in _changeable(state)}
    assert state.to_dict() == dataclasses.asdict(state)
    assert not {id(each) for each in _changeable(state.to_dict())} & {id(each) for each in _changeable(state)}


def test_an_older_state_without_some_fields_is_read() -> None:
    assert State.from_dict({}) == State()
    assert State.from_dict({"service": "ztna", "frame": {"intent": "credit"}}).frame == Frame("credit")


@given(
    st.builds(
        State,
        locale=st.sampled_from([None, "ja", "en"]),
        service=st.sampled_from([None, "ztna", "fms"]),
        known=st.dictionaries(st.sampled_from(["billing_start", "monthly_fee"]), st.integers()),
        frame=st.none() | st.builds(Frame, st.just("credit"), st.none(), st.dictionaries(st.text(), st.integers())),
        misunderstood=st.integers(0, 9),
    )
)
def test_any_state_survives_json(state: State) -> None:
    assert State.from_dict(json.loads(json.dumps(state.to_dict()))) == state


TEXTS = [
    "Coreで透過プロキシは申し込めますか",
    "ライセンスを400に増やしてください",
    "はい",
    "いいえ",
    "取り消してください",
    "それでお願いします",
    "根拠は？",
    "最初からお願いします",
    "担当者につないでください",
    "12月1日に届きます",
    "東京",
    "今日の天気は？",
    "and on FMS?",
    "keep it",
]


@pytest.mark.parametrize("state", [State(), FULL], ids=["new", "full"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_step_does_not_change_the_state_it_is_given(assistant: Assistant, state: State, text: str) -> None:
    given_state = copy.deepcopy(state)
    reading = assistant.understander.read(text, TODAY)
    slots = copy.deepcopy(reading.slots)
    plan = assistant.dialogue.step(given_state, reading, TODAY)
    assert given_state == state
    assert reading.slots == slots
    again = assistant.dialogue.step(given_state, assistant.understander.read(text, TODAY), TODAY)
    assert again == plan
    json.dumps(plan.state.to_dict(), allow_nan=False)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4))
def test_every_state_that_a_conversation_reaches_survives_json(assistant: Assistant, texts: list[str]) -> None:
    state = State()
    for text in texts:
        plan = assistant.dialogue.step(state, assistant.understander.read(text, TODAY), TODAY)
        state = State.from_dict(json.loads(json.dumps(plan.state.to_dict())))
        assert state == plan.state


def step(assistant: Assistant, reading: Reading, state: State | None = None) -> Any:
    return assistant.dialogue.step(state or State(), reading, TODAY)


def test_a_reading_without_a_sentence_is_a_fallback(assistant: Assistant, reading: Whole) -> None:
    plan = step(assistant, reading())
    assert (plan.kind, plan.state.misunderstood) == ("fallback", 1)
    assert step(assistant, reading(), plan.state).state.misunderstood == 2
    assert plan.suggestions


def test_a_reading_that_convinces_nobody_is_a_fallback(assistant: Assistant, segment: Make, reading: Whole) -> None:
    slots = {"services": ["ztna"]}
    assert step(assistant, reading(segment("grade_list", slots=slots, confidence=0.05))).kind == "fallback"
    assert step(assistant, reading(segment("grade_list", slots=slots, confidence=0.9))).kind == "answer"


def test_being_understood_starts_the_count_anew(assistant: Assistant, segment: Make, reading: Whole) -> None:
    state = State(misunderstood=2)
    assert step(assistant, reading(segment("grade_list", {"services": ["ztna"]})), state).state.misunderstood == 0


def test_facts_are_remembered_whatever_was_asked(assistant: Assistant, segment: Make, reading: Whole) -> None:
    start = {"role": "billing_start", "value": "2026-10-01", "inferred": False, "candidates": []}
    said = segment("grade_list", slots={"dates": [start], "money": 90000, "services": ["ztna"]})
    known = step(assistant, reading(said)).state.known
    assert known == {"billing_start": "2026-10-01", "monthly_fee": 90000}


def test_a_request_without_a_contract_named_asks_for_it(assistant: Assistant, segment: Make, reading: Whole) -> None:
    said = segment("change_request", {"licences": 300}, act="request")
    plan = step(assistant, reading(said))
    assert plan.kind == "question"
    assert [(m.slot, m.choices) for m in plan.missing] == [("service", ("ztna", "fms"))]
    assert plan.state.pending == Pending("slot", plan.state.frame, ["service"])


def test_a_question_where_the_contracts_differ_is_a_choice(assistant: Assistant, segment: Make, reading: Whole) -> None:
    differs = step(assistant, reading(segment("value_check", {"ip": "ipv6"})))
    assert (differs.kind, [s.value for s in differs.suggestions]) == ("choice", ["ztna", "fms"])
    start = [{"role": "arrival", "value": "2026-12-01", "inferred": False, "candidates": []}]
    same = step(assistant, reading(segment("termination_date", {"dates": start})))
    assert (same.kind, [a.decision.service for a in same.answers]) == ("answer", ["ztna", "fms"])


def test_both_asked_for_are_both_answered_though_they_differ(
    assistant: Assistant, segment: Make, reading: Whole
) -> None:
    said = segment("value_check", {"ip": "ipv6", "services": ["ztna", "fms"]})
    plan = step(assistant, reading(said))
    assert plan.kind == "answer"
    assert [(a.decision.service, a.decision.outcome) for a in plan.answers] == [("ztna", "denied"), ("fms", "allowed")]


def test_a_confirmed_request_carries_what_is_recorded(assistant: Assistant, segment: Make, reading: Whole) -> None:
    contract = {"licences": 200, "grade": "Core", "bandwidth": 500, "region": "Tokyo", "options": []}
    state = State(context={"service": "ztna", "configuration": contract})
    asked = step(assistant, reading(segment("change_request", {"licences": 300}, act="request")), state)
    assert (asked.kind, asked.request["request"]["set"]) == ("confirmation", {"licences": 300})
    assert asked.state.pending.kind == "confirm"
    done = step(assistant, reading(segment("yes", residue=0), yes=True), asked.state)
    assert done.kind == "receipt"
    assert done.request["rule"] == "change"
    assert done.request["request"]["set"] == {"licences": 300}
    assert done.request["decision"].outcome == "allowed"
    assert done.state.pending is None


def test_yes_without_anything_asked_records_nothing(assistant: Assistant, segment: Make, reading: Whole) -> None:
    plan = step(assistant, reading(segment("yes", residue=0), yes=True))
    assert (plan.kind, plan.request, plan.message) == ("smalltalk", None, "nothing_pending")


def test_values_that_make_no_request_are_no_crash(assistant: Assistant, segment: Make, reading: Whole) -> None:
    moments = [
        {"role": "start", "value": "2026-11-04T12:00:00", "inferred": False},
        {"role": "end", "value": "2026-11-04T09:00:00", "inferred": False},
    ]
    plan = step(assistant, reading(segment("credit", {"datetimes": moments, "services": ["ztna"]})))
    assert plan.kind == "fallback"
    assert plan.answers == ()
