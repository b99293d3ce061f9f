"""What "it", "that one", "those two", "the first of them" mean: the options last spoken of or just listed."""

from __future__ import annotations

import re

from assistant.dialogue.config import VALUES
from assistant.dialogue.families import SHORT, family
from assistant.dialogue.follow import says_something
from assistant.dialogue.judge import Judge
from assistant.dialogue.offers import options_spoken_of
from assistant.dialogue.state import Frame, State
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Reading, Segment

# Questions about an option that may leave it to "it" or "those two".
OF_OPTIONS = frozenset(
    {
        *("option_eligibility", "option_grades", "option_description", "option_order", "option_fee", "option_stop"),
        *("option_stop_how", "minimum_term_length", "option_minimum_term_consequence"),
    }
)


def referred(state: State, frame: Frame, reading: Reading, judge: Judge) -> None:
    """What "it", "that one", "those two" in a question about options mean: the options last spoken of."""
    if _listed(state, frame, reading, judge):
        return
    refers = "refers" in reading.signals or "both" in reading.signals or "all" in reading.pick
    if (
        not refers
        or frame.intent not in OF_OPTIONS
        or any(v in frame.slots for v in VALUES)
        or any(frame.slots.get(k) for k in ("options", "options_remove", "options_keep"))
    ):
        return
    several_meant = (
        "all" in reading.pick or "both" in reading.signals or (len(state.mentioned) > 1 and _plural(reading))
    )
    options = options_spoken_of(state, several=several_meant)
    if options:
        frame.slots["options"] = options
        if family(frame.intent) != "config":
            frame.slots.update(referred=True, rescued=True)
        if several_meant:
            frame.both, frame.service = False, state.service or frame.service


def _listed(state: State, frame: Frame, reading: Reading, judge: Judge) -> bool:
    """Whether a place in the list of options just shown is meant: "does the first one have a minimum term?"."""
    last, order = state.frame, reading.pick.get("order")
    about = frame.intent in (*OF_OPTIONS, OUT_OF_SCOPE) and not frame.slots.get("options")
    if last is None or last.intent != "option_list" or not last.service or order is None or not about:
        return False
    options = judge.choices(last, "option")
    if not 0 < abs(order) <= len(options):
        return False
    frame.slots.update(options=[options[order - 1 if order > 0 else order]], referred=True, rescued=True)
    if frame.intent == OUT_OF_SCOPE:
        frame.intent = "option_description"
    return True


def asks_grade_of_both(frame: Frame, segment: Segment, reading: Reading) -> bool:
    """Whether "which grade allows both?" asks for the grades of the options spoken of."""
    both = "both" in reading.signals or "all" in reading.pick
    names_none = not any(segment.own.get(k) for k in ("options", "options_remove", "services", "grades"))
    of_grades = "grade" in segment.own.get("items", []) and segment.act == "question"
    return both and names_none and of_grades and "which" in reading.signals and frame.act == "question"


_STOPS = re.compile(r"やめ|止め|停止|解約|外(?:す|し|せ)|\b(?:stop|cancel|end|drop|get rid of|remove)\b", re.IGNORECASE)


def asks_to_stop_it(state: State, frame: Frame, segment: Segment, reading: Reading) -> bool:
    """Whether "how do we stop it again?" is asked of the option that was just spoken of."""
    last = state.frame
    of_option = last is not None and bool(last.slots.get("options")) and family(last.intent) == "config"
    own = {k: v for k, v in segment.own.items() if k not in ("again", "ordinal", "one_more")}
    asks = segment.act == "question" and "refers" in reading.signals and segment.residue <= SHORT
    return of_option and asks and bool(_STOPS.search(segment.text)) and not says_something(own)


def _plural(reading: Reading) -> bool:
    return any(w in reading.text.lower() for w in ("those", "these", "them", "それら", "これら"))
