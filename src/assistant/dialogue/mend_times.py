"""What days, lengths and fees make of an intent: an explanation beside the facts of a case is to be computed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.dialogue.families import COMPUTED_BY, ENDING_INTENTS, OUTAGE_INTENTS
from assistant.dialogue.outage import lengths_of_outages
from assistant.language.understand import Segment

DATED = ("arrival", "desired", "sent", "billing_start")
_OF_DEVICES = frozenset({"vpn_device_scope", "credit_partial", "credit_cause", "out_of_scope"})
_BREACH = ("vpn_devices", "backbone_link", "notified_suspension")
# With the length of an outage beside them, these ask what it comes to.
_OF_LESS_MONEY = frozenset({"change_decrease", "fee_kinds", "fee_monthly_when", "price", "discount"})
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
        *(
            "liability_general",
            "fee_prorata",
            "fee_rounding_tax",
            "out_of_scope",
            "guarantee",
            "guarantee_scope",
            "credit_cap",
        ),
    }
)
# What a question about a broken link resembles that tells how long it was down.
_SURROUNDINGS = frozenset({"designated_environment", "internet_access", "network_disclosure"})
_NEAR_AN_END = frozenset({"version_history", "contract_state", "out_of_scope"})
_OF_MONEY = frozenset({"fee", "penalty", "howmuch", "minterm"})
_ASKS_FOR_DAY = frozenset({"deadline", "when"})
_OF_A_CHARGE = frozenset(
    {"option_fee", "price", "fee_kinds", "fee_oneoff_amount", "fee_initial_when", "fee_monthly_when"}
)
_BY_WHEN = frozenset({"deadline", "claim"})
_MONEY_BACK = frozenset({"credit", "discount", "howmuch"})
_FEES = (
    ("fee_oneoff_when", re.compile(r"一時(?:費用|金)|\bone[- ](?:off|time)\b", re.IGNORECASE)),
    (
        "fee_initial_when",
        re.compile(r"初期|\b(?:initial|set-?up|set(?:ting)? (?:it|that|this|them) up)\b", re.IGNORECASE),
    ),
    ("fee_monthly_when", re.compile(r"月額|月々|毎月|\bmonthly\b", re.IGNORECASE)),
)
_FALLS_DUE = re.compile(
    r"いつ|時点|時期|義務|発生|必要|開始|期間|承諾|契約時|申込時|\b(?:when|due|owed?|arises?|obligation|from|start\w*|"
    r"begin\w*|"
    r"moment|point|liable|before|until|during|already)\b",
    re.IGNORECASE,
)


_FROM_WHEN = re.compile(
    r"(?:いつ|何日|何月|どの(?:日|時点)|日|月|時点|契約|申込|申し込み|承諾|開始)(?:か)?から[^。]{0,8}(?:払|かか|発生|"
    r"請求|課金|始|な|[?？])|"
    r"\b(?:from|since|as of) (?:when|which|what)\b|\bwhen (?:do|does|will|would|is|are)\b[^?]{0,30}\b(?:start|begin|"
    r"pay|owe|due|charged?)\b|"
    r"\b(?:pay|paying|owe|charged|billed)\b[^?]{0,20}\bfrom\b",
    re.IGNORECASE,
)


def fees_named(text: str) -> list[str]:
    """The intents that say when the fees named in a text fall due."""
    return [name for name, words in _FEES if words.search(text)]


_OF_THAT = re.compile(r"それ|これ|その|この|\b(?:that|this|it)\b", re.IGNORECASE)


def mend_fee(intent: str, text: str) -> str | None:
    """Which fee falls due when is told by its name; without a word of time, its amount is asked for."""
    named = fees_named(text)
    if intent in ("price", "fee_kinds") and len(named) == 1 and _FROM_WHEN.search(text):
        return named[0]
    if intent not in {name for name, _ in _FEES}:
        return None
    if not named and _OF_THAT.search(text):
        return None  # "they ask when the fee is owed. What do the terms say about that?"
    if not (_FALLS_DUE.search(text) or _FROM_WHEN.search(text)):
        return "fee_oneoff_amount" if named[:1] == ["fee_oneoff_when"] else "price"
    return named[0] if len(named) == 1 else None


def mend_outage(intent: str, slots: Mapping[str, Any], signals: frozenset[str], ideas: frozenset[str]) -> str | None:
    """A question about money back, beside the facts of an outage, is to be computed; beside a mere limit, explained."""
    if intent == "termination_channel" and "credit" in ideas and "end" not in ideas:
        return "credit_claim"  # how to ask for the reduction, not how to cancel
    wanted = any(d["role"] == "desired" for d in slots.get("dates", []))
    if intent in _NEAR_AN_END and wanted and {"contract", "end"} & ideas and not slots.get("clauses"):
        return "termination_latest"  # "is there still any way to have our contract end on 10 December?"
    if slots.get("counted_from") and intent in ("credit", "credit_counting", "credit_table"):
        return "credit_counting"
    if slots.get("threshold") and intent in ("credit", "credit_counting", "credit_table", "credit_partial", "discount"):
        return "credit_table"
    if len(slots.get("regions", [])) > 1 and "vpn_devices" in slots and intent in OUTAGE_INTENTS:
        return "vpn_device_scope"  # which region's devices count is the question, whatever the length
    span = len(slots.get("datetimes", [])) > 1  # from one moment to another
    if intent in ENDING_INTENTS and _from_until(slots) and "contract" not in ideas:
        return "credit"  # "ZTNA was down on 2 November from 10:00 to 15:00": no contract ends from one hour to another
    if slots.get("backbone_link") == "down" and intent in _OF_DEVICES:
        if not (span or slots.get("durations") or ideas & _MONEY_BACK):
            return "guarantee_scope"  # whether the standard is missed is asked, of no outage of some length
        return "credit"  # the other half of the standard: one broken is enough, whatever the devices do
    happened = bool(lengths_of_outages(slots)) or span
    if not happened or slots.get("threshold"):
        return None
    facts = sum(k in slots for k in ("cause", "total", "basis", "counts"))
    if intent in _OF_LESS_MONEY and ("cause" in slots or "total" in slots):
        return "credit"  # "a digger cut the cable, FMS was gone for three days: is the bill lowered?"
    if (
        intent == "claim_deadline"
        and (span or ideas & _MONEY_BACK)
        and not (ideas & _BY_WHEN or signals & {"latest", "when"})
    ):
        return "credit"  # 「返金ある？」, "any money back?" name no day
    if intent in _READ_AS_CREDIT and (facts > 1 or "amount" in signals or ideas & _MONEY_BACK):
        return "credit"
    return None


def _from_until(slots: Mapping[str, Any]) -> bool:
    """Whether hours are told from which until which something lasted, and no form or day beside them."""
    roles = {m["role"] for m in slots.get("datetimes", [])}
    return {"start", "end"} <= roles and not (slots.get("dates") or slots.get("via"))


_IF_CANCELLED = re.compile(
    r"(?:解約|やめ|辞め|止め|契約(?:を)?(?:終了|解除))(?:を|の)?(?:手続き?|申請|申し?込み?)?(?:を)?(?:し(?:たら|"
    r"た場合|たとき|ます?と)|"
    r"する(?:と|場合|なら|とき)|すれば|たら|た場合|ると|れば|るなら)|"
    r"(?:申し?込|申請|届け出)(?:んだら|んだ場合|むと|めば|したら|した場合|すると|すれば|たら|ると|れば)|"
    r"\b(?:if|when|once|suppose|say|assuming|provided)\b[^.?]{0,32}\b(?:cancel\w*|terminat\w*|quit|give notice|"
    r"(?:hand|put) in (?:our|my|the) notice)\b",
    re.IGNORECASE,
)
_ASKS_END = re.compile(
    r"いつ(?:に|で|頃|ごろ)?(?:終わ|おわ|切れ|解約|終了|止ま|使えなく|解除)|いつまで(?:使|つか|利用|続|有効|課金|"
    r"料金|費用|払|支払|契約)|"
    r"(?:終了|解約|満了|最終|契約終了)(?:日|する日)?(?:は|って|が)?(?:いつ|何日|何月)|何(?:月何)?日(?:に|で|"
    r"まで)(?:終|解約|使|利用|切)|"
    r"\bwhen (?:does|will|would|is|do|did|can|shall)\b[^?]{0,40}\b(?:end\w*|over|stop\w*|out|terminat\w*|finish\w*|"
    r"expire\w*|"
    r"effect\w*|free|done|cease\w*|gone|cut)\b|\bwhat(?:'s| is| would be| will be)(?: the| our| its)? "
    r"(?:end|last|final|termination|effective)\b|\b(?:end|termination|effective|last) (?:date|day)\b|"
    r"\bhow long (?:can|do|will|would|may) (?:we|i|it)\b|\buntil when\b|\btill when\b",
    re.IGNORECASE,
)


def asks_end(text: str) -> bool:
    """Whether a text asks for the day on which something ends."""
    return bool(_ASKS_END.search(text))


def is_notice_day(text: str, slots: Mapping[str, Any]) -> bool:
    """Whether the only day of a question is that of a notice: 「12月1日に解約したらいつ終わりますか」.

    Who asks when it ends does not name the end: the day is taken as the one on which the form arrives.
    """
    roles = [d["role"] for d in slots.get("dates", [])]
    option = slots.get("options") or slots.get("options_remove")
    return roles in ([None], ["desired"]) and not option and bool(_IF_CANCELLED.search(text) and _ASKS_END.search(text))


_COSTS = re.compile(
    r"費用|お金|調定|違約|払[うい]|かかり|かかる|\b(?:cost|charge|penalt|fee|owe|pay)\w*\b", re.IGNORECASE
)
_WHICH_DAY = re.compile(
    r"\b(?:what|which) (?:date|day)\b|\bwhen\b|いつ|何日|何月|(?:解約|終了|効力発生)日(?:は|って)", re.IGNORECASE
)


def _has_arrival(slots: Mapping[str, Any]) -> bool:
    return any(d["role"] == "arrival" for d in slots.get("dates", []))


def mend_dated(
    intent: str,
    segment: Segment,
    slots: Mapping[str, Any],
    signals: frozenset[str],
    ideas: frozenset[str],
) -> str | None:
    """The intent that fits the days and lengths said, by the part each plays, or None to leave it."""
    if slots.get("kind_of_day") and intent in ("claim_deadline", "termination_date", "termination_latest"):
        return "claim_period" if intent == "claim_deadline" else "termination_holiday"
    if intent == "termination_holiday" and _has_arrival(slots) and _WHICH_DAY.search(segment.text):
        return "termination_date"  # "it arrives on 4 December and day thirty is a Sunday: which date counts?"
    outage = bool(lengths_of_outages(slots) or slots.get("datetimes"))
    roles = {d["role"] for d in slots.get("dates", [])}
    if (
        "amount" in signals
        and outage
        and not slots.get("threshold")
        and (intent in OUTAGE_INTENTS or intent == "definition_unavailable")
    ):
        return "credit"
    if (intent in OUTAGE_INTENTS or intent in _SURROUNDINGS) and outage and any(k in slots for k in _BREACH):
        return "credit"
    if intent == "early_charge" and roles and roles <= {"arrival", "desired"} and not ideas & _OF_MONEY:
        return intent if "settlement" in signals else "termination_date"  # "if we'd written 15 February on it?"
    if intent == "credit_table" and outage and ("cause" in slots or "total" in slots or "counts" in slots):
        return "credit"
    if intent in OUTAGE_INTENTS and roles & {"arrival", "desired"} and not outage and not {"outage", "credit"} & ideas:
        return "termination_date" if "arrival" in roles else "termination_latest"
    both_days = "billing_start" in roles and bool(roles & {"arrival", "desired"})
    if both_days and intent == "termination_date" and _COSTS.search(segment.text):
        return "early_charge"  # "would a form that reaches IIJ on 10 March cost us anything?"
    if (
        both_days
        and not slots.get("options")
        and (intent in _OF_A_CHARGE or (intent == "out_of_scope" and ideas & _OF_MONEY))
    ):
        return "early_charge"
    if intent == "option_stop" and "billing_start" in roles and "settlement" in signals:
        return "early_charge"
    if intent == "option_minimum_term_consequence" and "billing_start" in roles and roles & {"arrival", "desired"}:
        return "early_charge"
    if intent in ("minimum_term", "termination_latest") and "arrival" in roles and "billing_start" not in roles:
        return "early_charge" if "settlement" in signals else "termination_date"
    if intent in ("termination_date", "termination_how", "minimum_term") and "settlement" in signals:
        return "early_charge"
    if intent == "termination_how" and "minimum_term" in signals and not roles:
        return "minimum_term_length"
    if intent == "early_charge_amount" and roles & {"arrival", "desired"} and "howmuch" not in ideas:
        return "early_charge"  # "will there be a settlement, and for how many days" beside the day it ends
    if intent == "early_charge" and "settlement" not in signals and roles == {"billing_start"}:
        return "minimum_term"
    if intent not in COMPUTED_BY:
        return None
    if intent in ("credit_table", "claim_period"):
        told = (
            segment.own.get("durations")
            or segment.own.get("dates")
            or segment.own.get("datetimes")
            or "claimable_on" in roles
        )
        # "ZTNA failed on 20 October. What is the last day to claim?" asks for a day, also of one told before.
        asked = intent == "claim_period" and ideas & _ASKS_FOR_DAY and (slots.get("dates") or slots.get("datetimes"))
        return COMPUTED_BY[intent] if told or asked else None
    return COMPUTED_BY[intent] if roles & {None, *DATED} else None
