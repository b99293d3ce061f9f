"""Which intents belong together: readings of one family do not compete, the values tell them apart."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.dialogue.config import CONFIG_INTENTS
from assistant.dialogue.state import Frame
from assistant.language.intents import Intent

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
# What the terms say of one option, whoever has it.
OF_OPTIONS = ("option_eligibility", "option_grades", "option_description")  # whether, where and what options are
OF_ONE_OPTION = frozenset(
    {
        *("option_description", "option_order", "option_fee", "option_stop_how", "option_minimum_term_consequence"),
        "minimum_term_length",
    }
)
# What is guaranteed and what is not: questions about one thing, told apart by few words.
OF_GUARANTEE = frozenset({"guarantee", "guarantee_scope", "guarantee_percent", "no_guarantee", "bandwidth_guarantee"})
META_INTENTS = frozenset(
    {
        *("yes", "no", "why", "which_article", "show_text", "remedy", "restart", "undo", "human", "greeting", "thanks"),
        *("help", "who_are_you", "contract_state", "insult_or_frustration", "out_of_scope", "choices"),
        *("clause_lookup", "clause_search"),
    }
)
ABOUT_LAST = frozenset({"why", "which_article", "show_text", "remedy", "choices"})
SHORT = 14  # characters beside names and small words: what a fragment may still have
UNSURE = 0.3  # below this the values may overrule the matcher; chosen on tests/data/understanding.yaml


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
