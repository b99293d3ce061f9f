"""Two readings about equally likely: which is meant is asked, and the reply picks one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.dialogue import Frame, State
from assistant.language.understand import Segment
from assistant.service import Assistant

TODAY = date(2026, 11, 22)
TWO = (("option_list", 0.44), ("option_order", 0.42), ("price", 0.05))
Make = Callable[..., Any]


@pytest.fixture
def asked(assistant: Assistant, segment: Make, reading: Make) -> Callable[..., Any]:
    """The plan for a question whose two best readings are given."""

    def ask(ranked: tuple[tuple[str, float], ...] = TWO, own: dict[str, Any] | None = None, **said: Any) -> Any:
        one: Segment = replace(segment(ranked[0][0], own or {"services": ["ztna"]}, **said), ranked=ranked)
        return assistant.dialogue.step(State(), reading(one), TODAY)

    return ask


@pytest.fixture
def state(asked: Callable[..., Any]) -> State:
    given: State = asked().state
    return State.from_dict(given.to_dict())


def reply(assistant: Assistant, state: State, text: str, locale: str = "en") -> Any:
    return assistant.dialogue.step(state, assistant.understander.read(text, TODAY, locale), TODAY)


def test_two_close_readings_make_a_choice(asked: Callable[..., Any]) -> None:
    plan = asked()
    assert plan.kind == "choice"
    assert [s.value for s in plan.suggestions] == ["option_list", "option_order"]


@pytest.mark.parametrize(
    "ranked",
    [
        (("option_list", 0.46), ("option_order", 0.4)),  # one is likelier
        (("claim_deadline", 0.46), ("claim_period", 0.44)),  # of one family: the values tell them apart
        (("option_list", 0.46), ("help", 0.44)),  # talk about the talk
    ],
)
def test_other_questions_are_answered(asked: Callable[..., Any], ranked: tuple[tuple[str, float], ...]) -> None:
    assert asked(ranked).message != "which_reading"


def test_a_request_is_not_asked_about(asked: Callable[..., Any]) -> None:
    assert asked(act="request").message != "which_reading"


@pytest.mark.parametrize(
    ("text", "locale", "intent"),
    [
        ("How to order an option", "en", "option_order"),  # the label of the button
        ("the second", "en", "option_order"),
        ("1", "en", "option_list"),
        ("2番で", "ja", "option_order"),
        ("I mean how we apply for an option", "en", "option_order"),  # in other words
        ("どんなオプションがあるかです", "ja", "option_list"),
    ],
)
def test_a_reply_picks_one(assistant: Assistant, state: State, text: str, locale: str, intent: str) -> None:
    plan = reply(assistant, state, text, locale)
    assert plan.kind == "answer"
    assert [a.intent for a in plan.answers] == [intent]
    assert plan.state.pending is None


def test_both_can_be_meant(assistant: Assistant, state: State) -> None:
    assert {a.intent for a in reply(assistant, state, "both").answers} == {"option_list", "option_order"}


def test_the_text_of_the_button_picks_it(assistant: Assistant, state: State) -> None:
    ask = assistant.intents["option_order"].ask
    for locale, text in ask.items():
        plan = reply(assistant, State.from_dict(state.to_dict()), text, locale)
        assert [a.intent for a in plan.answers] == ["option_order"]


def test_something_else_is_answered_for_itself(assistant: Assistant, state: State) -> None:
    plan = reply(assistant, state, "How long is the minimum term on ZTNA?")
    assert [a.intent for a in plan.answers] == ["minimum_term_length"]
    assert plan.state.pending is None


def test_it_is_asked_again_in_another_language(assistant: Assistant, state: State) -> None:
    plan = reply(assistant, state, "日本語でお願いします", "ja")
    assert plan.message == "which_reading"
    assert plan.state.pending is not None


def test_the_question_is_said_with_its_readings(assistant: Assistant) -> None:
    for locale in ("ja", "en"):
        text = assistant.renderer.message("which_reading", locale, examples=["A", "B"])
        assert "1. A" in text
        assert "2. B" in text


def test_a_reading_keeps_what_was_told(assistant: Assistant, state: State) -> None:
    assert state.pending is not None
    assert all(isinstance(f, Frame) and f.service == "ztna" for f in state.pending.readings)
