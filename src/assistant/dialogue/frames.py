"""From a segment to a frame: the matcher's intent, mended by what the values and the structure show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, CONFIG_INTENTS, ITEM_WORDS, POINTS, VALUES
from assistant.dialogue.services import hinted, named, resolve
from assistant.dialogue.state import Frame, State
from assistant.language.acts import signals as signals_of
from assistant.language.concepts import concepts
from assistant.language.features import fold
from assistant.language.incidents import asks_how_many
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
# Questions that a product of others may be named in: small talk, and what lies around the service.
_WITH_PRODUCTS = frozenset(
    {
        *("human", "greeting", "thanks", "who_are_you", "help", "restart", "clause_lookup", "absolute_terms"),
        *("network_disclosure", "designated_environment", "internet_access", "network_restrictions", "function_limits"),
        *("prerequisites", "not_ready_liability", "settings_by_iij", "credit_cause", "third_party_use"),
    }
)
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
ABOUT_LAST = frozenset({"why", "which_article", "show_text", "remedy", "choices"})
SHORT = 14  # characters beside names and small words: what a fragment may still have
UNSURE = 0.3  # below this the values may overrule the matcher; chosen on tests/data/understanding.yaml
_CONVINCED = 0.75
_ABOUT_EXCESS = frozenset({"out_of_scope", "value_check", "concurrent_limits", "change_check", "excess_fee", "remedy"})
_BREACH = ("vpn_devices", "backbone_link", "notified_suspension")
_HALF_SURE = 0.6
_ABOUT_MONEY = ("price", "discount", "fee", "option_fee", "excess", "change", "usage")
_SMALL = frozenset({"who_are_you", "human", "greeting", "thanks", "help", "insult_or_frustration"})
_SMALL_SHARE = 0.7
_LIKELY = 0.05
_WHOLE_ORDER = 2  # items beside each other that make an order, where a new contract is spoken of
_NOTHING_ELSE = 2
_LEAST_PEAK = 1000  # concurrent devices are counted in thousands
_LEAST_LICENCES = 10  # a smaller bare number counts something else
# (the chance of "out of scope" up to which, the share of the rest from which) the best other reading is taken; chosen
# on tests/data/understanding.yaml so that about nine of ten texts out of scope still are.
_ACCEPT_OURS = 0.12
_ACCEPT_NAMED = 0.08
_ACCEPT = 0.25
_OUT_IF_NAMED = (0.95, 0.3)
_OUT_IF_OURS = (0.85, 0.35)
_OUT_ELSE = (0.6, 0.45)
_OURS = re.compile(
    r"解約|契約|規程|規定|約款|通信量|VPN|アブソル|申込|通信環境|設定情報|貴社|御社|条文|減額|障害|保証|ライセンス|帯域|ログ保存|リージョン|オプション|グレード|プロキシ|課金|"
    r"申込書|最低利用|"
    r"違約金|調定金|解除|\bSLA\b|\b(?:licen[cs]es?|bandwidth|retention|regions?|options?|add-?on|grades?|"
    r"contracts?|cancel\w*|"
    r"terminat\w*|VPN|absolute|terms|concurren\w+|gateways?|downtime|settlement|"
    r"outages?|credit(?:ed)?|guarantee\w*|billing|minimum term|clauses?|articles?|"
    r"transparent proxy|"
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
# With the length of an outage beside them, these ask what it comes to.
_READ_AS_CREDIT = frozenset(
    {
        *(
            "discount",
            "price",
            "credit_counting",
            "credit_base",
            "credit_table",
            "definition_unavailable",
            "credit_cause",
        ),
        *("liability_general", "fee_prorata", "fee_rounding_tax", "out_of_scope", "guarantee", "credit_cap"),
    }
)
_MONEY_BACK = frozenset({"credit", "discount", "howmuch"})
_DEFINES = re.compile(
    r"とは(?:何|なん|なに|ど|、|[??]?$)|って(?:何|なに|なん|どう(?:いう|いった)|どんな)|(?:どんな|どういう|どのような)(?:もの|オプション|サービス|機能|内容)|"
    r"何(?:を|が)(?:する|してくれ|できる)|説明して|概要|^\W*(?:so |and |sorry,? )?what(?: exactly|"
    r"'s)?(?: is| are| does| do)?(?: the| an| a)?\b(?!.*\b(?:fee|"
    r"cost|price|charge|minimum|term|grades?)\b)|\bwhat .{0,40}\b(?:does|do|is for|"
    r"mean)\b|\bexplain what\b|\bdescribe\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"解約|停止|やめ|止め|外|終了|解除|不要|いら|切|抜|オフ|廃止|辞め|減ら|"
    r"\b(?:stop|cancel|drop|end|terminat|remov|quit|get rid|discontinu|without|"
    r"leave|leaving|off|lose|ditch|disabl|finish)\w*",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"停止|解約|やめ|止め|廃止|\b(?:stop\w*|cancel\w*|terminat\w*|discontinu\w*|switch\w* off)\b", re.IGNORECASE
)
_ENDS_IT_ALL = re.compile(
    r"^\W*(?:please |pls |just |i want to |we want to )*(?:cancel|terminate|end|quit|stop|close)"
    r"(?: (?:my|our|the|this|all))? (?:contract|service|subscription|account|plan)s?(?: please| now| asap)?\W*$|"
    r"^\W*quit\W*$|^\W*(?:契約)?(?:解約|退会|終了)\W*$",
    re.IGNORECASE,
)
_ARRIVES = re.compile(r"届|着|到達|到着|提出|\b(?:arriv|reach|receiv|hand|submit|send|post)\w*", re.IGNORECASE)
_STEPS = re.compile(
    r"固定|\bfixed\b|刻み|単位|きざみ|どのような値|どんな値|\b(?:steps?|increments?|in between|menu)\b", re.IGNORECASE
)
_SHOWING = frozenset({"out_of_scope", "show_text", "which_article", "remedy", "clause_search"})
_APPENDIX = re.compile(r"\bappendi(?:x|ces)\b|別紙|料金表", re.IGNORECASE)
_FMS_LIMITS = frozenset({"servers_limits", "concurrent_limits", "redundancy_info"})
_OF_AN_OPTION = frozenset({"option_description", "option_list", "option_order", "option_grades", "termination_partial"})
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


_PLEASE = re.compile(r"\b(?:please|pls)\s*[.!]*$", re.IGNORECASE)


def frame_of(segment: Segment, reading: Reading, state: State, intents: Mapping[str, Intent]) -> Frame:
    """The frame of one segment."""
    if (
        segment.act == "statement"
        and _PLEASE.search(segment.text)
        and any(k in segment.own for k in (*VALUES, "grade"))
    ):
        segment = replace(segment, act="request")  # "Core with 1G please"
    slots = dict(segment.slots)
    signals = _own_signals(segment, reading)
    own_hint = hinted({k: v for k, v in segment.own.items() if k != "items"}, segment.text)
    if len(reading.segments) > 1 and own_hint and not segment.own.get("services") and slots.get("services"):
        slots["services"] = [own_hint]  # what only one contract has tells more than a service named in another question
    service, both = resolve(slots, segment.text if len(reading.segments) > 1 else reading.text, signals, state)
    intent = mended(segment, slots, intents, signals, reading.ideas)
    if intent in _FMS_LIMITS and not (named(slots) or state.context.get("service") or "follow_up" in signals):
        service, both = "fms", False  # only there is such an item, whatever was spoken of before
    if intent == "change_request" and segment.act in ("request", "wish") and _names_nothing(slots):
        _named_items(slots, segment.text)
        service = service or hinted(slots, "")
    act = "request" if segment.act in ("request", "wish") else "question"
    if segment.act == "statement" and intent in ("change_request", "termination_request"):
        act = "request"
    if intent == "termination_request" and segment.act == "question" and "hypothetical" in signals:
        intent = "termination_date" if slots.get("dates") else "termination_how"
    if "anew" in signals and slots.get("grade") == "Starter":
        intent, act = "service_switch", "question"
        slots.update(to="new_starter", rescued=True)
    if "now" in signals:
        slots["asks_now"] = True
    if slots.get("notified_suspension") == "full" and "excess" in signals:
        slots["notified_suspension"] = "partial"
    if "running" in signals:
        slots["running"] = True
    contracted = service == "fms" and bool((state.context.get("configuration") or {}).get("concurrent"))
    intent = _by_signals(intent, slots, segment, signals, service=service, contracted=contracted)
    if service == "fms" and "excess" in signals and _PEAKED.search(reading.text) and _counted_bare(slots):
        intent, slots["rescued"] = "usage_excess", True
    if _ASKS_CLAUSE.search(segment.text):
        slots["asks_clause"] = True
    if intent == "service_compare":
        slots["items"] = _points(slots, segment)
    told = sum(k in slots for k in (*VALUES, "region", "redundancy", "grade"))
    orders = told >= _WHOLE_ORDER and not any(
        k in slots for k in ("from", "now", "grade_from", "grade_now", "relative")
    )
    if "new_contract" in signals and intent in CONFIG_INTENTS:
        if intent in CHANGE_INTENTS and orders and not state.context.get("configuration"):
            intent = "configuration_check"  # an order names what a contract consists of; nothing is changed
        if intent not in CHANGE_INTENTS:
            slots["new_contract"] = True
    return Frame(intent, service, slots, act, both)


_OF_ONE_QUESTION = frozenset({"settlement", "minimum_term", "when", "amount", "excess", "changing", "now", "which"})


_POINTS_BY_IDEA = {
    "ending": frozenset({"end", "deadline", "penalty", "minterm", "withdraw"}),
    "credit": frozenset({"credit", "outage", "claim"}),
    "guarantee": frozenset({"guarantee", "percent"}),
    "ip": frozenset({"ipaddr"}),
    "other": frozenset({"measure", "traffic", "liable", "disconnect", "excess"}),
}
_CHANGEABLE = re.compile(
    r"変更(?:でき|可能|項目|を請求|の(?:項目|ルール|条件))|\bcontract changes?\b|\bcan be changed\b", re.IGNORECASE
)


def _points(slots: Mapping[str, Any], segment: Segment) -> list[str]:
    """The points on which two services are to be compared; none: on all."""
    ideas = frozenset(concepts(fold(segment.text)))
    found = [i for i in slots.get("items", []) if i in POINTS]
    found += [point for point, signs in _POINTS_BY_IDEA.items() if ideas & signs]
    found += ["ip"] * ("ip" in slots) + ["option"] * bool(slots.get("options"))
    found += ["change"] * bool(_CHANGEABLE.search(segment.text))
    return list(dict.fromkeys(found))


def _own_signals(segment: Segment, reading: Reading) -> frozenset[str]:
    """The signals of the message without those that only another of its questions gives."""
    if len(reading.segments) < 2:
        return reading.signals
    own = signals_of(segment.text)
    others = frozenset().union(*[signals_of(s.text) for s in reading.segments if s is not segment])
    return reading.signals - ((others - own) & _OF_ONE_QUESTION)


_PEAKED = re.compile(r"ピーク|同時|端末|台|\bpeak\w*|\bdevices?\b|\bat once\b|\bconcurren", re.IGNORECASE)


def _counted_bare(slots: Mapping[str, Any]) -> bool:
    """Whether numbers of devices are told without an item beside them: "we peaked at 2,000"."""
    valued = any(v in slots or v in slots.get("now", {}) for v in VALUES) or slots.get("options")
    return not valued and any(isinstance(n, int) and n >= _LEAST_PEAK for n in slots.get("numbers", []))


def _by_signals(
    intent: str,
    slots: dict[str, Any],
    segment: Segment,
    signals: frozenset[str],
    *,
    service: str | None,
    contracted: bool,
) -> str:
    """Readings that only the whole message tells apart; `contracted`: the count of the contract is known."""
    counted = (
        slots.get("concurrent") or slots.get("now", {}).get("concurrent") or slots.get("from", {}).get("concurrent")
    )
    if "excess" in signals and counted and (segment.confidence < _CONVINCED or intent in _ABOUT_EXCESS):
        slots["rescued"] = True
        return "usage_excess"
    peaks = [n for n in slots.get("numbers", []) if isinstance(n, int) and n >= _LEAST_PEAK]
    if service == "fms" and slots.get("contracted") and segment.act != "request" and len(peaks) + bool(counted) > 1:
        slots["rescued"] = True
        return "usage_excess"
    if contracted and segment.act != "request" and (peaks or counted) and "peaked" in signals:
        slots["rescued"] = True
        return "usage_excess"
    if "excess" in signals and "fms" in slots.get("services", []) and len(peaks) > 1 and not counted:
        slots.update(rescued=True, concurrent=min(peaks), numbers=[max(peaks)])
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
    alone = counted and not slots.get("others") and not slots.get("now") and not slots.get("from")
    if intent == "usage_excess" and alone and "excess" not in signals and not slots.get("numbers"):
        return "value_check"  # one count, and nothing over it: whether it can be had
    checks = dict(segment.ranked[:3]).get("value_check", 0.0)
    valued = any(v in segment.own for v in VALUES) and (slots.get("grades") or slots.get("services"))
    if valued and segment.confidence < _HALF_SURE and checks >= _ACCEPT_OURS and not intent.startswith(_ABOUT_MONEY):
        return "value_check"
    described = segment.own.get("options") and not any(v in segment.own for v in (*VALUES, "grade", "grades"))
    if intent == "configuration_check" and "new_contract" not in signals and described and segment.act == "question":
        return "option_eligibility"  # the contract was told beside it, the option is what is asked for
    listed = sum(k in slots for k in (*VALUES, "region", "options"))
    if intent == "configuration_check" and "new_contract" not in signals and listed <= 1 and segment.act == "question":
        return "value_check" if any(v in slots for v in VALUES) else intent
    return intent


def mended(
    segment: Segment,
    slots: dict[str, Any],
    intents: Mapping[str, Intent],
    signals: frozenset[str],
    ideas: frozenset[str] = frozenset(),
) -> str:
    """The intent that fits the values: a limit asked with a number is a check, a check without one is a limit."""
    intent = segment.intent or "out_of_scope"
    own = segment.own
    if {"code", "others"} & signals:
        return "out_of_scope"
    if "person" in signals:
        return "human"
    if "courtesy" in signals and intent not in META_INTENTS - {"out_of_scope", "contract_state"}:
        return "thanks" if _THANKS.search(segment.text) else "greeting"
    if slots.get("products") and not _ours(slots) and intent not in _WITH_PRODUCTS:
        return "out_of_scope"
    if own.get("clauses") and segment.residue <= _NOTHING_ELSE:
        return "clause_lookup"
    if intent in ("yes", "no") and (slots or segment.residue > SHORT):
        intent = next((n for n, _ in segment.ranked if n not in META_INTENTS), intent)
    if intent in _SHOWING and _APPENDIX.search(segment.text) and not own.get("clauses"):
        slots["rescued"] = True
        return "clause_search"
    if intent == "out_of_scope" and _ENDS_IT_ALL.search(segment.text):
        slots["rescued"] = True
        return "termination_request"
    if slots.get("flapping") and segment.act != "request" and asks_how_many(segment.text):
        slots["rescued"] = True
        return "credit_counting"  # what counts as one outage, whatever its length
    if "part_of_licences" in signals and segment.act != "request" and "licences" in slots:
        slots["rescued"] = True
        return "termination_partial"
    if _is_headcount(segment, slots, intent):
        slots.update(licences=slots["heads"], numbers=[], rescued=True)
        return "value_check"
    if intent == "out_of_scope":
        intent = (
            _rescued_outage(segment, slots, ideas)
            or _second(segment, {**own, "services": slots.get("services")})
            or intent
        )
        if intent != "out_of_scope":
            slots["rescued"] = True
    if (segment.confidence < UNSURE and intent not in META_INTENTS) or intent == "out_of_scope":
        rescued = _rescued(segment, own, slots) or _rescued_outage(segment, slots, ideas)
        if rescued:
            slots["rescued"] = True
            intent = rescued
    if segment.act in ("request", "wish") and own.get("options") and intent in ("option_stop", "option_stop_how"):
        intent = "change_request"  # "we need SSE" resembles "we no longer need SSE"
    mend = _mend_config(intent, segment, slots, signals) or _mend_fee(intent, segment.text)
    mend = mend or _mend_outage(intent, slots, signals, ideas)
    mend = mend or _mend_dated(intent, slots, own, signals, ideas) or intent
    wanted = any(v in own for v in (*VALUES, "grade_to", "options"))
    asked_for = (
        mend in _REQUESTABLE or (mend in LIMIT_ITEMS and mend != "option_list") or (wanted and mend in _WITH_VALUES)
    )
    if segment.act in ("request", "wish") and asked_for:
        mend = "change_request"
    if segment.act == "request" and mend in ("termination_date", "termination_latest") and _DO_END.search(segment.text):
        mend = "termination_request"
    likely = dict(segment.ranked).get("termination_request", 0.0) >= _LIKELY
    if segment.act == "request" and mend == "termination_how" and likely and not slots.get("options"):
        mend = "termination_request"  # 「解約の手続きをお願いします」 asks for it to be done, not how
    return mend if mend in intents else intent


def _mend_config(intent: str, segment: Segment, slots: dict[str, Any], signals: frozenset[str]) -> str | None:
    own = segment.own
    valued = [v for v in VALUES if v in slots]
    options = slots.get("options") or slots.get("options_remove") or slots.get("options_keep")
    asked = own.get("options") or own.get("options_keep")
    about = intent in ("option_eligibility", "option_grades", "option_list") and asked and not own.get("grades")
    if about and _DEFINES.search(segment.text):
        return "option_description"
    if intent in ("option_stop", "option_stop_how") and asked and not _ENDS.search(segment.text):
        return "option_eligibility"
    if intent == "termination_channel" and asked and not _ENDS.search(segment.text):
        return "option_order"
    if intent == "option_fee" and own.get("options_remove"):
        return "option_minimum_term_consequence"
    if own.get("options_remove") and segment.act == "question" and intent in _OF_AN_OPTION:
        return "option_stop"
    dated = any(d["role"] in ("arrival", "desired", None) for d in slots.get("dates", []))
    stopped = own.get("options") or own.get("options_remove")
    of_option = (
        intent in CHANGE_INTENTS or intent in _OF_AN_OPTION or intent in ("option_eligibility", "option_stop_how")
    )
    if stopped and dated and of_option and not valued and "grade" not in slots and _STOPS.search(segment.text):
        slots["options_remove"] = [*slots.pop("options", []), *slots.get("options_remove", [])]
        if not _ARRIVES.search(segment.text):  # "stop it on 28 February": the day it is to end
            slots["dates"] = [{**d, "role": d["role"] or "desired"} for d in slots["dates"]]
        return "option_stop"
    if intent == "option_grades" and own.get("options") and own.get("grades"):
        return "option_eligibility"
    if intent in CHANGE_INTENTS and not valued and not options and "grade_to" not in slots:
        items = slots.get("items", [])
        if "redundancy" in items:
            slots.setdefault("redundancy", True)
        elif segment.act == "question" and "changing" not in signals and any(i in LIMITS for i in items):
            item = next(i for i in items if i in LIMITS)
            return None if item == "grade" and "grade_from" in slots else LIMITS[item]
    if intent in LIMIT_ITEMS and LIMIT_ITEMS[intent] in VALUES:
        asked_about = [LIMITS[i] for i, word in ITEM_WORDS.items() if i in LIMITS and word.search(segment.text)]
        if len(asked_about) == 1 and asked_about[0] != intent and not valued and not options:
            return asked_about[0]  # 「logはmaxいくつ」: the item named tells more than the shape of the question
    if intent == "log_unspecified" and own.get("grade") == "Complete":
        return "log_limits"
    if intent in LIMIT_ITEMS:
        item = LIMIT_ITEMS[intent]
        valued_item = item in own and item in VALUES and not _STEPS.search(segment.text)
        if valued_item or (item == "ip" and own.get("ip") == "ipv6" and "both" not in signals):
            return "value_check"
        if item != "option" and own.get("options"):
            return "option_eligibility"  # the item only describes the contract; the option is what is asked for
        if item == "option" and own.get("options"):
            return "option_eligibility"
    licences = _bare_licences(intent, segment, slots)
    if licences is not None:
        slots["licences"], slots["numbers"] = licences, []
        return "value_check"
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


_HEADCOUNTED = frozenset(
    {
        *(
            "value_check",
            "licence_limits",
            "grade_change",
            "change_check",
            "grade_compare",
            "grade_list",
            "out_of_scope",
        ),
        *("configuration_check", "upgrade_proposal", "option_grades", "prerequisites", "contract_items", "trial"),
        *("change_items", "change_request", "concurrent_limits"),
    }
)


def _is_headcount(segment: Segment, slots: Mapping[str, Any], intent: str) -> bool:
    """Whether people or devices are told of and the question is if a grade takes that many licences."""
    if "heads" not in slots or intent not in _HEADCOUNTED or segment.act == "request":
        return False
    if any(v in slots for v in (*VALUES, "options")) or not set(slots.get("items", [])) <= {"licences", "grade"}:
        return False
    moves = "grade_from" in slots and "grade_to" in slots
    return bool(slots.get("grades") or "licences" in slots.get("items", [])) and not moves


def _is_short(slots: Mapping[str, Any]) -> bool:
    """Whether the lengths told are those of outages: days and hours, not the months and years of a contract."""
    lengths = [str(d) for d in slots.get("durations", [])]
    return bool(lengths) and all("T" in d or d.endswith("D") for d in lengths)


def _bare_licences(intent: str, segment: Segment, slots: Mapping[str, Any]) -> int | None:
    """The number beside a grade or a service that can only be licences: "complete 60000 ok?"."""
    if intent not in ("value_check", "grade_change", "configuration_check", "licence_limits"):
        return None
    if any(v in slots for v in VALUES) or not (slots.get("grades") or slots.get("services")):
        return None
    numbers = slots.get("numbers", [])
    alone = len(numbers) == 1 and isinstance(numbers[0], int) and segment.act != "request"
    return numbers[0] if alone and numbers[0] >= _LEAST_LICENCES and not slots.get("items") else None


_DO_END = re.compile(
    r"解約(?:の)?(?:受け?付け?|手続き?|申請|申し?込み?|依頼|登録|記録)?を?(?:お?願い|して(?:くだ|下さ|ほし)|進め)|"
    r"\b(?:register|record|file|submit|proceed|start|process|arrange)\b[^.?]{0,30}\b(?:cancel|terminat)\w*|"
    r"\b(?:cancel|terminate) (?:it|our|the|my|us|this)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(r"ありがと|有難|\bthank|\bcheers\b|\bregards\b", re.IGNORECASE)
_ASKS_CLAUSE = re.compile(
    r"根拠(?:条文|規定|条項|は|を|$)|(?:どの|何|第何)条|どこに(?:書|規定|記載|定め)|条文(?:は|を|番号)|"
    r"\b(?:which|what) (?:clause|article|section|provision)\b|\bwhere\b.*\b(?:say|says|written|stated|find)\b|"
    r"\b(?:clause|article|basis) (?:for|about|on|number)\b",
    re.IGNORECASE,
)
_FEES = (
    ("fee_oneoff_when", re.compile(r"一時(?:費用|金)|\bone[- ](?:off|time)\b", re.IGNORECASE)),
    ("fee_initial_when", re.compile(r"初期|\b(?:initial|set-?up)\b", re.IGNORECASE)),
    ("fee_monthly_when", re.compile(r"月額|月々|毎月|\bmonthly\b", re.IGNORECASE)),
)
_FALLS_DUE = re.compile(
    r"いつ|時点|時期|義務|発生|\b(?:when|due|owed?|arises?|obligation|from|start\w*|begin\w*|"
    r"moment)\b",
    re.IGNORECASE,
)


def _mend_fee(intent: str, text: str) -> str | None:
    """Which fee falls due when is told by its name; without a word of time, its amount is asked for."""
    if intent not in {name for name, _ in _FEES}:
        return None
    named = [name for name, words in _FEES if words.search(text)]
    if not _FALLS_DUE.search(text):
        return "fee_oneoff_amount" if named[:1] == ["fee_oneoff_when"] else "price"
    return named[0] if len(named) == 1 else None


def _mend_outage(intent: str, slots: Mapping[str, Any], signals: frozenset[str], ideas: frozenset[str]) -> str | None:
    """A question about money back, beside the facts of an outage, is to be computed; beside a mere limit, explained."""
    if slots.get("threshold") and intent in ("credit", "credit_counting", "credit_table", "credit_partial", "discount"):
        return "credit_table"
    if len(slots.get("regions", [])) > 1 and "vpn_devices" in slots and intent in OUTAGE_INTENTS:
        return "vpn_device_scope"  # which region's devices count is the question, whatever the length
    happened = bool(slots.get("durations") or len(slots.get("datetimes", [])) > 1)
    told = any(k in slots for k in ("cause", "total", "basis")) or "outage" in ideas or _is_short(slots)
    if not happened or not told or slots.get("threshold"):
        return None
    facts = sum(k in slots for k in ("cause", "total", "basis", "counts"))
    if intent in _READ_AS_CREDIT and (facts > 1 or "amount" in signals or ideas & _MONEY_BACK):
        return "credit"
    return None


def _mend_dated(
    intent: str,
    slots: Mapping[str, Any],
    own: Mapping[str, Any],
    signals: frozenset[str],
    ideas: frozenset[str],
) -> str | None:
    if slots.get("kind_of_day") and intent in ("claim_deadline", "termination_date", "termination_latest"):
        return "claim_period" if intent == "claim_deadline" else "termination_holiday"
    outage = any(slots.get(k) for k in ("durations", "datetimes"))
    if "amount" in signals and outage and (intent in OUTAGE_INTENTS or intent == "definition_unavailable"):
        return "credit"
    if intent in OUTAGE_INTENTS and outage and any(k in slots for k in _BREACH):
        return "credit"
    if intent == "credit_table" and outage and ("cause" in slots or "total" in slots or "counts" in slots):
        return "credit"
    roles = {d["role"] for d in slots.get("dates", [])}
    if intent in OUTAGE_INTENTS and roles & {"arrival", "desired"} and not outage and "outage" not in ideas:
        return "termination_date" if "arrival" in roles else "termination_latest"
    if intent == "option_minimum_term_consequence" and {"billing_start", "arrival"} <= roles:
        return "early_charge"
    if intent in ("minimum_term", "termination_latest") and "arrival" in roles and "billing_start" not in roles:
        return "early_charge" if "settlement" in signals else "termination_date"
    if intent in ("termination_date", "termination_how", "minimum_term") and "settlement" in signals:
        return "early_charge"
    if intent == "termination_how" and "minimum_term" in signals and not roles:
        return "minimum_term_length"
    if intent == "early_charge" and "settlement" not in signals and roles == {"billing_start"}:
        return "minimum_term"
    if intent not in COMPUTED_BY:
        return None
    if intent in _RULED_BY_DATES:
        told = own.get("durations") or own.get("dates") or own.get("datetimes")
        return COMPUTED_BY[intent] if told else None
    return COMPUTED_BY[intent] if roles & {None, *DATED} else None


def _ours(slots: Mapping[str, Any]) -> bool:
    """Whether a service, an option, a grade or an article of ours is named."""
    return any(slots.get(k) for k in ("services", "options", "options_remove", "grades", "clauses"))


def _names_nothing(slots: Mapping[str, Any]) -> bool:
    keys = ("items", "grade", "options", "options_remove", "options_keep", "region", "redundancy", *VALUES)
    return not any(slots.get(k) for k in keys)


def _named_items(slots: dict[str, Any], text: str) -> None:
    items = [item for item, word in ITEM_WORDS.items() if word.search(text)]
    if items:
        slots["items"] = items


def speaks_of_us(segment: Segment) -> bool:
    """Whether a text has a word or name of our contracts in it."""
    return _named(segment.own) or bool(segment.own.get("items")) or bool(_OURS.search(segment.text))


def accepted(segment: Segment, frame: Frame) -> bool:
    """Whether a reading convinces: less is asked of a text that speaks of our services, contracts or outages."""
    named = _named(segment.own) or frame.slots.get("services")
    least = _ACCEPT_NAMED if named else _ACCEPT_OURS if _OURS.search(segment.text) else _ACCEPT
    return segment.confidence >= least or bool(frame.slots.get("rescued"))


def says_values(own: Mapping[str, Any]) -> bool:
    """Whether a segment has a value, an option, a date or a length of its own."""
    keys = (*VALUES, "options", "options_remove", "dates", "datetimes", "durations", "numbers", "grade_to")
    return any(own.get(k) not in (None, [], {}) for k in keys)


def _named(own: Mapping[str, Any]) -> bool:
    return any(own.get(k) for k in ("services", "options", "options_remove", "grades", "clauses", *VALUES))


def _second(segment: Segment, own: Mapping[str, Any]) -> str | None:
    """The best reading beside "out of scope", for a text that speaks of our services, contracts or outages."""
    limit, clearly = _OUT_IF_NAMED if _named(own) else _OUT_IF_OURS if _OURS.search(segment.text) else _OUT_ELSE
    if len(segment.ranked) < 2 or segment.confidence > limit:
        return None
    name, chance = next((pair for pair in segment.ranked if pair[0] != "out_of_scope"), ("", 0.0))
    share = chance / (1 - segment.confidence + 1e-9)
    if name in _SMALL:
        return name if share >= _SMALL_SHARE and segment.residue <= SHORT else None
    return name if share >= clearly and name not in META_INTENTS else None


def _rescued_outage(segment: Segment, slots: Mapping[str, Any], ideas: frozenset[str]) -> str | None:
    """Money back wanted for an outage, in whatever words: 「つながらない時間があったので返金してほしい」."""
    if "end" in ideas and _ONLINE.search(segment.text):
        return "termination_channel"
    wants = (
        "credit" in ideas
        or ("outage" in ideas and _MONEY_BACK_JA.search(segment.text))
        or (slots.get("durations") and "outage" in ideas and _MONEY.search(segment.text))
    )
    return "credit" if wants and ("outage" in ideas or slots.get("durations")) else None


_ONLINE = re.compile(
    r"ウェブ|\bweb\b|オンライン|ネット(?:上|から|で)|サイト|画面|\bonline\b|\bwebsite\b", re.IGNORECASE
)
_MONEY_BACK_JA = re.compile(r"(?:お金|料金|費用|月額)[^。]{0,8}(?:戻|返|安く|引い|引か)")
_MONEY = re.compile(r"お金|返|戻|\b(?:money|back|refund|credit)\b", re.IGNORECASE)


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
    if any(v in slots for v in VALUES) and not says_values(own) and (slots.get("grades") or slots.get("services")):
        return "value_check" if segment.act == "question" and not slots.get("durations") else None
    if any(v in own for v in VALUES) and (own.get("grades") or own.get("services") or segment.residue <= SHORT):
        return "value_check"
    if slots.get("durations") and ("cause" in slots or "total" in slots):
        return "credit"
    return None
