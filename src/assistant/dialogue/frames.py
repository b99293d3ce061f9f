"""From a segment to a frame: the matcher's intent, mended by what the values and the structure show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, CONFIG_INTENTS, VALUES
from assistant.dialogue.outage import merge_outage
from assistant.dialogue.services import resolve
from assistant.dialogue.state import Frame, State
from assistant.language.intents import Intent
from assistant.language.understand import Reading, Segment

# A rule needs values; without them the intent beside it explains the rule instead.
EXPLAINED_BY = {
    "termination_date": "termination_how",
    "termination_latest": "termination_how",
    "minimum_term": "minimum_term_length",
    "early_charge": "early_charge_when",
    "option_stop": "option_stop_how",
    "claim_deadline": "claim_period",
}
_COMPUTED_BY = {v: k for k, v in EXPLAINED_BY.items() if k != "termination_latest"} | {"credit_table": "credit"}
LIMITS = {
    "licences": "licence_limits",
    "bandwidth": "bandwidth_limits",
    "log": "log_limits",
    "servers": "servers_limits",
    "concurrent": "concurrent_limits",
    "redundancy": "redundancy_info",
    "region": "region_list",
    "grade": "grade_list",
    "ip": "ip_version",
    "option": "option_list",
}
_LIMIT_ITEMS = {v: k for k, v in LIMITS.items()}
OUTAGE_INTENTS = frozenset(
    {
        "credit",
        "claim_deadline",
        "credit_table",
        "credit_suspension",
        "vpn_device_scope",
        "credit_counting",
        "credit_partial",
        "credit_cause",
    }
)
ENDING_INTENTS = frozenset(
    {
        "termination_date",
        "termination_latest",
        "termination_request",
        "option_stop",
        "termination_how",
        "option_stop_how",
        "early_charge",
        "early_charge_when",
        "minimum_term",
        "minimum_term_length",
    }
)
_NEEDS_VALUES = frozenset({*EXPLAINED_BY, "credit"})
_META = frozenset(
    {
        "yes",
        "no",
        "why",
        "which_article",
        "show_text",
        "remedy",
        "restart",
        "undo",
        "human",
        "greeting",
        "thanks",
        "help",
        "who_are_you",
        "contract_state",
        "insult_or_frustration",
        "out_of_scope",
        "clause_lookup",
        "clause_search",
    }
)
_CONVINCED = 0.75
_SHORT = 14
_BARE = 4
_DATED = ("arrival", "desired", "sent", "billing_start")


def family(intent: str) -> str:
    """The family of an intent: readings of one family do not compete, they are told apart by the values."""
    if (
        intent in CONFIG_INTENTS
        or intent in _LIMIT_ITEMS
        or intent in ("option_grades", "option_description", "change_items")
    ):
        return "config"
    if intent in OUTAGE_INTENTS:
        return "outage"
    if intent in ENDING_INTENTS:
        return "ending"
    return intent


def same_family(one: Frame, other: Frame, intents: Mapping[str, Intent]) -> bool:
    """Whether two frames of one message can be one request or question."""
    rules = [intents[f.intent].rule if f.intent in intents else None for f in (one, other)]
    return one.intent == other.intent or (
        rules[0] is not None and rules[0] == rules[1] and family(one.intent) == "config"
    )


def frame_of(segment: Segment, reading: Reading, state: State, intents: Mapping[str, Intent]) -> Frame:
    """The frame of one segment."""
    slots = dict(segment.slots)
    service, both = resolve(slots, reading.text, reading.signals, state)
    intent = mended(segment, slots, intents)
    act = "request" if segment.act in ("request", "wish") else "question"
    if segment.act == "statement" and intent in ("change_request", "termination_request"):
        act = "request"
    if intent == "termination_request" and segment.act == "question" and "hypothetical" in reading.signals:
        intent = "termination_date" if slots.get("dates") else "termination_how"
    if "now" in reading.signals:
        slots["asks_now"] = True
    if "new_contract" in reading.signals and intent in CONFIG_INTENTS and intent not in CHANGE_INTENTS:
        slots["new_contract"] = True
    return Frame(intent, service, slots, act, both)


def mended(segment: Segment, slots: dict[str, Any], intents: Mapping[str, Intent]) -> str:
    """The intent that fits the values: a limit asked with a number is a check, a check without one is a limit."""
    intent = segment.intent or "out_of_scope"
    valued = [v for v in VALUES if v in slots]
    options = slots.get("options") or slots.get("options_remove") or slots.get("options_keep")
    own = segment.own
    dated = [d for d in slots.get("dates", []) if d["role"] in (None, *_DATED)]
    if (segment.confidence < 0.3 and intent not in _META) or (intent == "out_of_scope" and segment.confidence < 0.55):
        rescued = _rescued(segment, own)
        if rescued:
            slots["rescued"] = True
            intent = rescued
    if intent in _LIMIT_ITEMS and intent in LIMITS.values():
        item = _LIMIT_ITEMS[intent]
        if (item in own and item in VALUES) or (item == "ip" and own.get("ip") == "ipv6"):
            intent = "value_check"
        elif item != "option" and own.get("options"):
            # The item only describes the contract; the option is what is asked for.
            intent = "option_eligibility"
    elif intent == "value_check" and not valued and "ip" not in slots and not slots.get("numbers"):
        items = [i for i in slots.get("items", []) if i in LIMITS]
        if options:
            intent = "option_eligibility"
        elif items:
            intent = LIMITS[items[0]]
    elif intent == "option_eligibility" and not options:
        if slots.get("options_refused"):
            slots["options"] = slots.pop("options_refused")
        elif valued:
            intent = "value_check"
    elif intent == "option_list" and own.get("options"):
        intent = "option_eligibility"
    elif intent in _COMPUTED_BY and (
        dated
        or (
            intent in ("credit_table", "claim_period")
            and (own.get("durations") or own.get("dates") or own.get("datetimes"))
        )
    ):
        intent = _COMPUTED_BY[intent]
    if (
        intent in ("grade_compare", "grade_list")
        and own.get("grade_from")
        and own.get("grade") not in (None, own["grade_from"])
    ):
        intent = "grade_change"
    if intent == "option_minimum_term_consequence" and {"billing_start", "arrival"} <= {
        d["role"] for d in slots.get("dates", [])
    }:
        intent = "early_charge"
    if intent == "grade_change" and len(slots.get("grades", [])) == 0 and (valued or options):
        intent = "change_check"
    if intent in ("grade_change", "change_check", "option_eligibility", "value_check") and segment.act == "request":
        intent = "change_request"
    return intent if intent in intents else (segment.intent or "out_of_scope")


def _rescued(segment: Segment, own: Mapping[str, Any]) -> str | None:
    """What a text that no sentence resembles can only mean, judged by its values."""
    options = own.get("options") or own.get("options_remove")
    if own.get("clauses") and segment.residue <= _SHORT:
        return "clause_lookup"
    if "grade_to" in own or ("grade_from" in own and "grade" in own):
        return "grade_change"
    if options and (own.get("grades") or own.get("services")):
        return "option_eligibility"
    if any(v in own for v in VALUES) and (own.get("grades") or own.get("services") or segment.residue <= _SHORT):
        return "value_check"
    if own.get("durations") and ("cause" in own or "total" in own):
        return "credit"
    return None


def continues(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str], *, pending: bool = False) -> bool:
    """Whether a segment goes on with the last frame instead of asking something of its own."""
    if frame.intent in _META and segment.confidence > 0.5 and segment.residue > 0:
        return False
    own = segment.own
    says = any(v not in (None, [], {}) for k, v in own.items() if k != "items")
    if segment.residue <= _BARE and (says or "other_service" in signals or own.get("items")):
        return own.get("items") is None or says or family(last.intent) != "config" or frame.intent == last.intent
    if "other_service" in signals and segment.residue <= _SHORT:
        return True
    kin = family(frame.intent) == family(last.intent)
    if pending and says and (kin or segment.confidence < _CONVINCED):
        return segment.act != "question" or segment.confidence < _CONVINCED or kin
    if (
        kin
        and frame.intent in _NEEDS_VALUES
        and not any(own.get(k) for k in ("dates", "datetimes", "durations", "services"))
    ):
        return True
    if not says:
        return False
    if signals & {"follow_up", "correction"}:
        if kin:
            return not (frame.act == "request" and last.act == "question" and family(frame.intent) == "config")
        return (
            segment.confidence < _CONVINCED
            and segment.residue <= 4 * _SHORT
            and family(last.intent) in ("outage", "ending", "config")
        )
    return (
        family(frame.intent) == "outage"
        and family(last.intent) == "outage"
        and frame.intent == "credit"
        and not own.get("services")
        and not own.get("dates")
        and "grades" not in own
        and segment.act == "statement"
    )


def merge_frame(last: Frame, frame: Frame, signals: frozenset[str]) -> Frame:
    """The last frame with what the new one says: named values replace, the rest stays."""
    intent = last.intent
    service = frame.service or last.service
    both = frame.both
    if family(frame.intent) == family(last.intent) and frame.intent != last.intent:
        intent = _later_intent(last, frame)
    if family(last.intent) == "outage":
        return Frame(intent, service, merge_outage(last.slots, frame.slots), last.act, both)
    slots = dict(last.slots)
    new = {k: v for k, v in frame.slots.items() if v not in (None, [], {})}
    if family(last.intent) == "ending":
        slots["dates"] = _merged_dates(slots.get("dates", []), new.pop("dates", []), frame.intent, intent)
    if "options" in new and "addition" not in signals and last.act == "question":
        for key in ("options", "options_refused", "options_remove"):
            slots.pop(key, None)
    elif "options" in new:
        new["options"] = [*slots.get("options", []), *[o for o in new["options"] if o not in slots.get("options", [])]]
    if "grade" in new or "grade_stay" in new:
        for key in ("grade", "grade_to", "grades") + (
            ("grade_now", "grade_from") if last.intent not in CHANGE_INTENTS else ()
        ):
            slots.pop(key, None)
    for option in new.get("options_refused", []):
        slots["options"] = [o for o in slots.get("options", []) if o != option]
    numbers = new.pop("numbers", [])
    if numbers and not any(v in new for v in VALUES):
        item = _LIMIT_ITEMS.get(last.intent) or next((v for v in VALUES if v in slots), None)
        if item in VALUES:
            new[str(item)] = numbers[0]
            if intent in _LIMIT_ITEMS:
                intent = "value_check"
    for key, value in new.items():
        slots[key] = (
            {**slots.get(key, {}), **value} if isinstance(value, dict) and isinstance(slots.get(key), dict) else value
        )
    if intent in _LIMIT_ITEMS and any(v in new for v in VALUES):
        intent = "value_check"
    if intent in ("value_check", "option_eligibility") and ("options" in new) != any(v in new for v in VALUES):
        if "options" in new:
            intent = "option_eligibility"
            for value in VALUES:
                slots.pop(value, None)
        elif last.intent == "option_eligibility":
            intent = "value_check"
            slots.pop("options", None)
    return Frame(intent, service, slots, last.act, both)


def _later_intent(last: Frame, frame: Frame) -> str:
    """Which of two kindred intents a follow-up is about."""
    if frame.intent in ("credit", "claim_deadline", "termination_latest", "early_charge", "minimum_term"):
        return frame.intent
    if last.intent in EXPLAINED_BY.values() and frame.slots.get("dates"):
        return _COMPUTED_BY.get(last.intent, last.intent)
    if family(frame.intent) == "config" and frame.intent in CHANGE_INTENTS and last.intent not in CHANGE_INTENTS:
        return frame.intent
    if frame.intent in _LIMIT_ITEMS and last.intent in _LIMIT_ITEMS:
        return frame.intent
    return last.intent


def _merged_dates(old: list[dict[str, Any]], new: list[dict[str, Any]], said: str, intent: str) -> list[dict[str, Any]]:
    """Dates by role; a new date takes the place of one with the same role."""
    roles = {d["role"] for d in new}
    kept = [d for d in old if d["role"] not in roles]
    if intent == "termination_latest":
        kept = [d for d in kept if d["role"] == "desired"]
    return [*kept, *new]
