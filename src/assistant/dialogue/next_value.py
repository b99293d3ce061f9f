"""The next value of an item, asked for and then wanted: "what is the tier above?", then "change it to that"."""

from __future__ import annotations

from assistant.dialogue.config import VALUES
from assistant.dialogue.families import LIMIT_ITEMS
from assistant.dialogue.filling import is_question_form
from assistant.dialogue.judge import Judge
from assistant.dialogue.picking import picked
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import present_contract
from assistant.language.moves import pick
from assistant.language.understand import Segment


def note_next(state: State, frame: Frame, segment: Segment) -> None:
    """Note in a question for the values of an item beside which of them the next one is asked for."""
    item = LIMIT_ITEMS.get(frame.intent)
    way = pick(segment.text).get("next")
    if item not in VALUES or way is None or not is_question_form(segment) or item in segment.own:
        return
    spoken = [f.slots[item] for f in (state.frame, state.topic) if f is not None and item in f.slots]
    have = present_contract(state, str(frame.service)).get(item)
    if spoken or have:
        frame.slots["next_to"] = {"way": way, "value": spoken[0] if spoken else have}


def next_wanted(state: State, judge: Judge) -> Frame | None:
    """The request for the next value that the last question asked for; None where there is none."""
    last = state.frame
    noted = last.slots.get("next_to") if last is not None else None
    item = LIMIT_ITEMS.get(last.intent) if last is not None else None
    if last is None or noted is None or item is None:
        return None
    values = sorted(v for v in judge.choices(last, item) if isinstance(v, int))
    value = picked({"next": noted["way"]}, values, refused=noted["value"])
    if value is None:
        return None
    base = state.pending.frame.slots if state.pending and state.pending.frame.service == last.service else {}
    return Frame("change_request", last.service, {**base, item: value}, "request")
