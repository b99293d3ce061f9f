"""What a follow-up and the frame before it are together: what the two are about, and the values of both."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.continuing import BARE, CONTRACT, WHOLE_ENDING
from assistant.dialogue.days import beside_dates, day_instead
from assistant.dialogue.ending import subject_of
from assistant.dialogue.ending_turns import DEFAULT_ROLE, names_no_end_day, with_roles, without_end_day
from assistant.dialogue.families import COMPUTED_BY, EXPLAINED_BY, LIMIT_ITEMS, family
from assistant.dialogue.filling import is_question_form
from assistant.dialogue.merge_config import merge_config
from assistant.dialogue.ordering import APPLICATION, apart_from_own_region
from assistant.dialogue.outage_frames import outage_gone_on
from assistant.dialogue.state import Frame, State
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_UNSURE = 0.5
_ASKED_FOR = 0.2  # chance of the wish to cancel from which a request about an end is one
_OWN_QUESTION = frozenset(
    {"credit", "claim_deadline", "termination_latest", "early_charge", "minimum_term", "option_stop"}
)
_OF_TERMS = frozenset({"minimum_term", "minimum_term_length"})
_ONLY_IN = {
    "ztna": ("concurrent", "servers", "redundancy"),
    "fms": ("grade", "grade_to", "grade_now", "grade_from", "grade_stay", "grades", "bandwidth", "log"),
}
_WHICH_THERE_ARE = frozenset({"option_grades", "option_list", "option_description"})
_SETS = re.compile(
    r"\d[\d,]*\s*(?:ライセンス|台|本|個|M(?:bps)?|G(?:bps)?)?(?:への?|に|まで)(?!は|も|つ)|"
    r"\b(?:to|at)(?: (?:just|exactly|only))? \d|\d[\d,]*[^.?]{0,12}\b(?:in total|altogether|all told)\b|"
    r"(?:合計|全部|トータル|総数)(?:で|を)?[^。]{0,6}\d",
    re.IGNORECASE,
)
_COSTS = re.compile(
    r"調定金|違約金|解約金|ペナルティ|費用|払|取られ|かか(?:る|り)|お金|料金|\b(?:cost|pay|owe|charge|penalt\w+|fee|"
    r"settle\w*)\b",
    re.IGNORECASE,
)
_ASKS_DAY = re.compile(r"いつ|何日|何月|どの日|\b(?:when|what (?:day|date)|which (?:day|date))\b", re.IGNORECASE)


def merge_frame(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> Frame:
    """The last frame with what the new one says: named values replace, the rest stays."""
    own = {k for k, v in segment.own.items() if v not in (None, [], {})}
    if own == {"services"} and segment.act == "statement" and segment.residue <= BARE and not last.service:
        return Frame(last.intent, frame.service, {**last.slots, "services": segment.own["services"]}, last.act)
    asks_for_one = frame.act == "request" and frame.intent in CHANGE_INTENTS and bool(frame.slots.get("options"))
    if asks_for_one and last.intent in _WHICH_THERE_ARE and last.act == "question":
        # "Please add the first for them": for one's own contract, whichever grade was asked about.
        return replace(frame, service=frame.service or last.service)
    # How the last question was put says nothing of this one.
    last = replace(last, slots={k: v for k, v in last.slots.items() if k not in ("passed", "denied")})
    bare = segment.residue <= BARE and family(last.intent) != "ending"
    asks_anew = _asks_anew(frame, segment)
    intent = _computed(last, frame) if bare and not asks_anew else _later_intent(last, frame, segment, signals)
    if frame.act == "request" and frame.intent in CHANGE_INTENTS and last.intent in (*LIMIT_ITEMS, "change_items"):
        intent = frame.intent  # 「では設定変更オプションを申し込みます」 after what there is to choose from
    service = frame.service or last.service
    act = "request" if frame.act == "request" or (last.act == "request" and segment.act == "statement") else frame.act
    if family(last.intent) == "outage":
        return outage_gone_on(Frame(intent, service, frame.slots, act, frame.both), last, frame, segment, signals)
    if "correction" in signals and family(last.intent) == "ending":
        day_instead(frame.slots, last.slots, segment.text)
    new = {k: v for k, v in frame.slots.items() if v not in (None, [], {})}
    slots = dict(last.slots)
    if frame.service and last.service and frame.service != last.service:
        slots = {k: v for k, v in slots.items() if k not in _ONLY_IN[frame.service]}
    if family(last.intent) == "ending":
        known = with_roles(slots.get("dates", []), last.intent) if intent != last.intent else slots.get("dates", [])
        known = without_end_day(known) if "earliest" in signals else known
        slots["dates"] = _merged_dates(known, new.pop("dates", []), intent)
        if names_no_end_day(segment.text):
            slots["dates"] = without_end_day(slots["dates"])
    if family(last.intent) == "config":
        if last.intent == APPLICATION:
            apart_from_own_region(slots, new)
        sets = bool(_SETS.search(segment.text))
        intent = merge_config(slots, new, last, intent, signals, adds=act == "request", sets=sets)
    for key, value in new.items():
        both = isinstance(value, dict) and isinstance(slots.get(key), dict)
        slots[key] = {**slots[key], **value} if both else value
    return Frame(intent, service, slots, act, frame.both)


def without_refused(earlier: Frame, frame: Frame, state: State) -> Frame:
    """A request that nobody waits for was refused or recorded: another option is asked for in its place."""
    if state.pending is not None or not frame.slots.get("options"):
        return earlier
    return replace(earlier, slots={k: v for k, v in earlier.slots.items() if k != "options"})


def _merged_dates(old: list[dict[str, Any]], new: list[dict[str, Any]], intent: str) -> list[dict[str, Any]]:
    """Dates by role: a new one takes the place of the old with its role; a loose one has the intent's own role."""
    default = DEFAULT_ROLE.get(intent)
    if old and old[-1]["role"] in ("arrival", "desired") and intent not in ("minimum_term", "termination_latest"):
        default = old[-1]["role"]  # "and on the 31st?" changes the day last spoken of
    told = [beside_dates({**d, "role": d["role"] or default}, old) for d in new]
    roles = {d["role"] for d in told}
    kept = [d for d in old if d["role"] not in roles and not (d["role"] is None and roles)]
    if "sent" in roles:
        kept = [d for d in kept if d["role"] != "arrival"]  # posted that day: when it arrives is open again
    if intent == "termination_latest":
        kept = [d for d in kept if d["role"] == "desired"]
    return [*kept, *told]


def _later_intent(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> str:
    """Which of two intents a follow-up is about."""
    if family(last.intent) == "ending" and (family(frame.intent) == "ending" or frame.slots.get("dates")):
        return _ending_intent(last, frame, segment, signals)
    if family(frame.intent) != family(last.intent) or frame.intent == last.intent:
        return last.intent
    if segment.act == "statement" and family(last.intent) == "outage":
        return last.intent
    if frame.intent in _OWN_QUESTION:
        return frame.intent
    if frame.intent in COMPUTED_BY and segment.act == "question":
        return COMPUTED_BY[frame.intent]
    if frame.intent in CHANGE_INTENTS and last.intent == "configuration_check" and "from" not in frame.slots:
        return last.intent  # "OK, 200 licences then" goes on with the contract that is put together
    if frame.intent in CHANGE_INTENTS and last.intent not in CHANGE_INTENTS:
        return frame.intent
    if frame.intent in LIMIT_ITEMS and segment.act == "question" and not any(v in segment.own for v in VALUES):
        return frame.intent
    return _computed(last, frame)


def _ending_intent(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> str:
    """What a day said of an ending is for: the option or contract spoken of, its date, or what leaving early costs."""
    roles = _roles(frame)
    of_option = last.intent in ("option_stop", "option_stop_how") and not segment.own.get("items")
    if last.intent == "termination_request" and segment.act != "question":
        return last.intent
    if of_option and frame.intent in (*WHOLE_ENDING, "option_stop", "option_stop_how", OUT_OF_SCOPE):
        if "latest" in signals and roles and roles <= {None, "desired"}:
            return "termination_latest"
        return "option_stop" if roles else last.intent
    asked_for = frame.intent in WHOLE_ENDING and dict(segment.ranked).get("termination_request", 0.0) >= _ASKED_FOR
    if asked_for and frame.act == "request":
        return "termination_request"  # 「では解約の手続きをお願いします」 after the days were reckoned
    if not roles:
        return _without_a_day(last, frame, segment)
    return _for_the_day(last, frame, segment, signals)


def _without_a_day(last: Frame, frame: Frame, segment: Segment) -> str:
    """What is asked of an ending when no new day is told."""
    asks = is_question_form(segment)  # 「すると調定金は」 asks as well
    costs = bool(_COSTS.search(segment.text))
    if frame.intent == "early_charge" and frame.slots.get("rescued"):
        return frame.intent
    if asks and costs and _roles(last) & {"arrival", "desired"}:
        return "early_charge"
    if last.intent == "early_charge" and asks and _asks_day(segment.text):
        return last.intent if costs or frame.intent in _OF_TERMS else "termination_date"
    return _unchanged(last, frame, segment)


def _for_the_day(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> str:
    """What a new day is told for, by what is known to happen on it."""
    roles, known = _roles(frame), _roles(last)
    asks = segment.act == "question"
    costs = bool(_COSTS.search(segment.text))
    of_terms = frame.intent in (*_OF_TERMS, "early_charge") and segment.confidence > _UNSURE
    ends = known & {"arrival", "desired"} and last.intent in (*WHOLE_ENDING, "option_stop")
    if "billing_start" in roles and ends and costs and asks:
        return "early_charge"  # "does that cost us anything? Billing started on the 20th"
    if "billing_start" in roles and of_terms and asks:
        return COMPUTED_BY.get(frame.intent, frame.intent)
    if "latest" in signals and "arrival" not in roles:
        return "termination_latest"
    early = last.intent in ("minimum_term", "minimum_term_length", "early_charge", "early_charge_when")
    if early and "arrival" in roles:
        asks_day = asks and _asks_day(segment.text) and not costs
        return "termination_date" if asks_day else "early_charge"
    if early and roles <= {None} and "arrival" in known:
        return last.intent
    if last.intent == "early_charge" and roles <= {None, "billing_start"} and segment.act == "statement":
        return last.intent
    if frame.intent == "early_charge" and segment.confidence > _UNSURE and (costs or "sent" not in roles):
        return "early_charge"
    if roles & {"arrival", "sent"} or ("desired" in roles and known & {"arrival", "sent"}):
        whole = segment.own.get("items") or CONTRACT.search(segment.text)
        return "option_stop" if subject_of(last.slots) == "option" and not whole else "termination_date"
    if _asks_anew(frame, segment):
        return frame.intent
    return _unchanged(last, frame, segment)


def _unchanged(last: Frame, frame: Frame, segment: Segment) -> str:
    """The last intent, unless the new one is a question of its own or computes what the last explained."""
    if frame.intent == last.intent or family(frame.intent) != "ending" or segment.residue <= BARE:
        return frame.intent if _asks_anew(frame, segment) else _computed(last, frame)
    if last.intent == "option_stop" and frame.intent in WHOLE_ENDING and not segment.own.get("items"):
        return last.intent
    if frame.intent in _OWN_QUESTION:
        return frame.intent
    if frame.intent in COMPUTED_BY and segment.act == "question":
        return COMPUTED_BY[frame.intent]
    return _computed(last, frame)


def _computed(last: Frame, frame: Frame) -> str:
    """The last intent; an explanation becomes the computation once a date is told."""
    if last.intent in EXPLAINED_BY.values() and frame.slots.get("dates"):
        return COMPUTED_BY.get(last.intent, last.intent)
    return last.intent


def _asks_anew(frame: Frame, segment: Segment) -> bool:
    """Whether a question has an answer of its own, whatever was asked before it."""
    return frame.intent in _OWN_QUESTION and segment.act == "question" and segment.confidence > _UNSURE


def _roles(frame: Frame) -> set[str | None]:
    """What is known to happen on the days a frame has."""
    return {d["role"] for d in frame.slots.get("dates", [])}


def _asks_day(text: str) -> bool:
    """Whether a text asks for a day."""
    return bool(_ASKS_DAY.search(text))
