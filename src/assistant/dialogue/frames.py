"""From a segment to a frame: the matcher's intent, mended by what the values and the structure show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, CONFIG_INTENTS, VALUES
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
COMPUTED_BY = {v: k for k, v in EXPLAINED_BY.items() if k != "termination_latest"} | {"credit_table": "credit"}
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
LIMIT_ITEMS = {v: k for k, v in LIMITS.items()}
OUTAGE_INTENTS = frozenset(
    {
        *("credit", "claim_deadline", "claim_period", "credit_table", "credit_claim", "credit_base", "credit_cause"),
        *("credit_cap", "credit_suspension", "vpn_device_scope", "credit_counting", "credit_partial"),
    }
)
ENDING_INTENTS = frozenset(
    {
        *("termination_date", "termination_latest", "termination_request", "termination_how"),
        *("option_stop", "option_stop_how", "minimum_term", "minimum_term_length", "early_charge", "early_charge_when"),
    }
)
META_INTENTS = frozenset(
    {
        *("yes", "no", "why", "which_article", "show_text", "remedy", "restart", "undo", "human", "greeting", "thanks"),
        *("help", "who_are_you", "contract_state", "insult_or_frustration", "out_of_scope", "choices"),
        *("clause_lookup", "clause_search"),
    }
)
SHORT = 14  # characters beside names and small words: what a fragment may still have
UNSURE = 0.3  # below this the values may overrule the matcher; chosen on tests/data/understanding.yaml
_CONVINCED = 0.75
_ABOUT_EXCESS = frozenset({"out_of_scope", "value_check", "concurrent_limits", "change_check", "excess_fee", "remedy"})
_BREACH = ("vpn_devices", "backbone_link", "notified_suspension")
_HALF_SURE = 0.6
_ABOUT_MONEY = ("price", "discount", "fee", "option_fee", "excess", "change", "usage")
_NOTHING_ELSE = 2
# (the chance of "out of scope" up to which, the share of the rest from which) the best other reading is taken; chosen
# on tests/data/understanding.yaml so that about nine of ten texts out of scope still are.
_ACCEPT_OURS = 0.12
_ACCEPT = 0.25
_OUT_IF_NAMED = (0.9, 0.35)
_OUT_IF_OURS = (0.6, 0.5)
_OUT_ELSE = (0.45, 0.6)
_OURS = re.compile(
    r"解約|契約|規程|条文|減額|障害|保証|ライセンス|帯域|ログ保存|リージョン|オプション|グレード|プロキシ|課金|"
    r"申込書|最低利用|"
    r"違約金|調定金|解除|\bSLA\b|\b(?:licen[cs]es?|bandwidth|retention|regions?|options?|add-?on|grades?|"
    r"contracts?|cancel\w*|"
    r"terminat\w*|outages?|credit(?:ed)?|guarantee\w*|billing|minimum term|clauses?|articles?|transparent proxy|"
    r"gateway)\b",
    re.IGNORECASE,
)
DATED = ("arrival", "desired", "sent", "billing_start")
_REQUESTABLE = frozenset(
    {"grade_change", "change_check", "option_eligibility", "value_check", "change_items", "change_procedure"}
)
_WITH_VALUES = frozenset(
    {
        *("change_decrease", "combined_change", "log_old_data", "option_order", "option_description", "option_grades"),
        *(
            "grade_compare",
            "log_unspecified",
            "option_list",
            "bandwidth_guarantee",
            "configuration_check",
            "acceptance",
        ),
    }
)
_RULED_BY_DATES = frozenset({"credit_table", "claim_period"})


def family(intent: str) -> str:
    """The family of an intent: readings of one family do not compete, they are told apart by the values."""
    if (
        intent in CONFIG_INTENTS
        or intent in LIMIT_ITEMS
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
    service, both = resolve(slots, segment.text if len(reading.segments) > 1 else reading.text, reading.signals, state)
    intent = mended(segment, slots, intents, reading.signals)
    act = "request" if segment.act in ("request", "wish") else "question"
    if segment.act == "statement" and intent in ("change_request", "termination_request"):
        act = "request"
    if intent == "termination_request" and segment.act == "question" and "hypothetical" in reading.signals:
        intent = "termination_date" if slots.get("dates") else "termination_how"
    if "anew" in reading.signals and slots.get("grade") == "Starter":
        intent, act = "service_switch", "question"
        slots.update(to="new_starter", rescued=True)
    if "now" in reading.signals:
        slots["asks_now"] = True
    if slots.get("notified_suspension") == "full" and "excess" in reading.signals:
        slots["notified_suspension"] = "partial"
    if "running" in reading.signals:
        slots["running"] = True
    intent = _by_signals(intent, slots, segment, reading.signals)
    if "new_contract" in reading.signals and intent in CONFIG_INTENTS and intent not in CHANGE_INTENTS:
        slots["new_contract"] = True
    return Frame(intent, service, slots, act, both)


def _by_signals(intent: str, slots: dict[str, Any], segment: Segment, signals: frozenset[str]) -> str:
    """Readings that only the whole message tells apart."""
    counted = (
        slots.get("concurrent") or slots.get("now", {}).get("concurrent") or slots.get("from", {}).get("concurrent")
    )
    if "excess" in signals and counted and (segment.confidence < _CONVINCED or intent in _ABOUT_EXCESS):
        slots["rescued"] = True
        return "usage_excess"
    if intent == "redundancy_info" and "changing" in signals:
        slots.setdefault("redundancy", True)
        return "change_check"
    if intent == "fee_oneoff_amount" and "when" in signals:
        return "fee_oneoff_when"
    if "multi_region" in slots.get("options", []) and intent in ("region_change", "region_list"):
        return "option_eligibility"
    if intent == "service_switch" and len(slots.get("services", [])) < 2 and any(v in slots for v in VALUES):
        return "value_check"
    checks = dict(segment.ranked[:3]).get("value_check", 0.0)
    valued = any(v in segment.own for v in VALUES) and (slots.get("grades") or slots.get("services"))
    if valued and segment.confidence < _HALF_SURE and checks >= _ACCEPT_OURS and not intent.startswith(_ABOUT_MONEY):
        return "value_check"
    listed = sum(k in slots for k in (*VALUES, "region", "options"))
    if intent == "configuration_check" and "new_contract" not in signals and listed <= 1 and segment.act == "question":
        return "value_check" if any(v in slots for v in VALUES) else intent
    return intent


def mended(segment: Segment, slots: dict[str, Any], intents: Mapping[str, Intent], signals: frozenset[str]) -> str:
    """The intent that fits the values: a limit asked with a number is a check, a check without one is a limit."""
    intent = segment.intent or "out_of_scope"
    own = segment.own
    if own.get("clauses") and segment.residue <= _NOTHING_ELSE:
        return "clause_lookup"
    if intent in ("yes", "no") and (slots or segment.residue > SHORT):
        intent = next((n for n, _ in segment.ranked if n not in META_INTENTS), intent)
    if intent == "out_of_scope":
        intent = _second(segment, own) or intent
        if intent != "out_of_scope":
            slots["rescued"] = True
    if (segment.confidence < UNSURE and intent not in META_INTENTS) or intent == "out_of_scope":
        rescued = _rescued(segment, own, slots)
        if rescued:
            slots["rescued"] = True
            intent = rescued
    mend = _mend_config(intent, segment, slots, signals) or _mend_dated(intent, slots, own, signals) or intent
    wanted = any(v in own for v in (*VALUES, "grade_to", "options"))
    asked_for = (
        mend in _REQUESTABLE or (mend in LIMIT_ITEMS and mend != "option_list") or (wanted and mend in _WITH_VALUES)
    )
    if segment.act in ("request", "wish") and asked_for:
        mend = "change_request"
    return mend if mend in intents else intent


def _mend_config(intent: str, segment: Segment, slots: dict[str, Any], signals: frozenset[str]) -> str | None:
    own = segment.own
    valued = [v for v in VALUES if v in slots]
    options = slots.get("options") or slots.get("options_remove") or slots.get("options_keep")
    if intent == "option_grades" and own.get("options") and own.get("grades"):
        return "option_eligibility"
    if intent in CHANGE_INTENTS and not valued and not options and "grade_to" not in slots:
        items = slots.get("items", [])
        if "redundancy" in items:
            slots.setdefault("redundancy", True)
        elif segment.act == "question" and "changing" not in signals and any(i in LIMITS for i in items):
            return LIMITS[next(i for i in items if i in LIMITS)]
    if intent == "log_unspecified" and own.get("grade") == "Complete":
        return "log_limits"
    if intent in LIMIT_ITEMS:
        item = LIMIT_ITEMS[intent]
        if (item in own and item in VALUES) or (item == "ip" and own.get("ip") == "ipv6"):
            return "value_check"
        if item != "option" and own.get("options"):
            return "option_eligibility"  # the item only describes the contract; the option is what is asked for
        if item == "option" and own.get("options"):
            return "option_eligibility"
    if intent == "value_check" and not valued and "ip" not in slots and not slots.get("numbers"):
        items = [i for i in slots.get("items", []) if i in LIMITS]
        if options:
            return "option_eligibility"
        if items:
            return LIMITS[items[0]]
    if intent == "option_eligibility" and not options:
        if slots.get("options_refused"):
            slots["options"] = slots.pop("options_refused")
        elif valued:
            return "value_check"
    moves = own.get("grade_from") and own.get("grade") not in (None, own["grade_from"])
    if intent in ("grade_compare", "grade_list") and moves:
        return "grade_change"
    if intent == "grade_change" and not slots.get("grades") and (valued or options):
        return "change_check"
    return None


def _mend_dated(intent: str, slots: Mapping[str, Any], own: Mapping[str, Any], signals: frozenset[str]) -> str | None:
    outage = any(slots.get(k) for k in ("durations", "datetimes"))
    if "amount" in signals and outage and (intent in OUTAGE_INTENTS or intent == "definition_unavailable"):
        return "credit"
    if intent in OUTAGE_INTENTS and outage and any(k in slots for k in _BREACH):
        return "credit"
    if intent == "credit_table" and outage and ("cause" in slots or "total" in slots or "counts" in slots):
        return "credit"
    roles = {d["role"] for d in slots.get("dates", [])}
    if intent == "option_minimum_term_consequence" and {"billing_start", "arrival"} <= roles:
        return "early_charge"
    if intent in ("minimum_term", "termination_latest") and "arrival" in roles and "billing_start" not in roles:
        return "early_charge" if "settlement" in signals else "termination_date"
    if intent in ("termination_date", "termination_how", "minimum_term") and "settlement" in signals:
        return "early_charge"
    if intent == "early_charge" and "settlement" not in signals and roles == {"billing_start"}:
        return "minimum_term"
    if intent not in COMPUTED_BY:
        return None
    if intent in _RULED_BY_DATES:
        told = own.get("durations") or own.get("dates") or own.get("datetimes")
        return COMPUTED_BY[intent] if told else None
    return COMPUTED_BY[intent] if roles & {None, *DATED} else None


def accepted(segment: Segment, frame: Frame) -> bool:
    """Whether a reading convinces: less is asked of a text that speaks of our services, contracts or outages."""
    least = _ACCEPT_OURS if _named(segment.own) or _OURS.search(segment.text) else _ACCEPT
    return segment.confidence >= least or bool(frame.slots.get("rescued"))


def _named(own: Mapping[str, Any]) -> bool:
    return any(own.get(k) for k in ("services", "options", "options_remove", "grades", "clauses", *VALUES))


def _second(segment: Segment, own: Mapping[str, Any]) -> str | None:
    """The best reading beside "out of scope", for a text that speaks of our services, contracts or outages."""
    limit, clearly = _OUT_IF_NAMED if _named(own) else _OUT_IF_OURS if _OURS.search(segment.text) else _OUT_ELSE
    if len(segment.ranked) < 2 or segment.confidence > limit:
        return None
    name, chance = next((pair for pair in segment.ranked if pair[0] != "out_of_scope"), ("", 0.0))
    return name if chance / (1 - segment.confidence + 1e-9) >= clearly and name not in META_INTENTS else None


def _rescued(segment: Segment, own: Mapping[str, Any], slots: Mapping[str, Any]) -> str | None:
    """What a text that no sentence resembles can only mean, judged by its values."""
    options = own.get("options") or own.get("options_remove")
    if segment.act in ("request", "wish") and (options or any(v in own for v in VALUES)):
        return "change_request"
    if own.get("clauses") and segment.residue <= SHORT:
        return "clause_lookup"
    if "grade_to" in own or ("grade_from" in own and "grade" in own):
        return "grade_change"
    if options and (own.get("grades") or own.get("services")):
        return "option_eligibility"
    if any(v in own for v in VALUES) and (own.get("grades") or own.get("services") or segment.residue <= SHORT):
        return "value_check"
    if slots.get("durations") and ("cause" in slots or "total" in slots):
        return "credit"
    return None
