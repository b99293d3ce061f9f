"""Mails that tell of a change wished for and then ask about it: 「半分に減らしたいです。いつまでに手続きが必要ですか」.

The wish is judged beside the questions, and the questions are about the change, not about ending the contract.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.dialogue.config import CONFIG_INTENTS, VALUES
from assistant.dialogue.state import Frame
from assistant.language.slots import merge
from assistant.language.understand import Reading, Segment

_WISHED = (*VALUES, "options", "options_remove", "grade_to", "redundancy")
_CHANGES = tuple(name for name in _WISHED if name != "options_remove")
_SHARED = ("services", "grade", "grades", "grade_now", "now")  # whose contract it is, told in a question
_ENDS_CONTRACT = re.compile(
    r"解約|解除|退会|\b(?:cancel\w*|terminat\w*|end(?:ing)? (?:the|our|this) contract|leave|leaving|quit\w*)\b",
    re.IGNORECASE,
)
# What a question without a subject of its own is about, when it follows a change wished for.
_PROCEDURES = frozenset(
    {
        *("termination_how", "termination_latest", "termination_date", "termination_request", "termination_channel"),
        *("option_order", "option_stop_how", "option_stop", "change_items", "prerequisites", "document_about"),
        *("contract_items", "restart", "help", "remedy", "show_text"),
    }
)
_TO_DO = frozenset({"prerequisites", "change_procedure", "contract_items", "change_items", "help", "document_about"})
_ASKS_HOW = re.compile(
    r"手続|手順|流れ|申請|申し?込|届出|提出|書類|書面|期限|いつまで|何日前|何か月前|どうすれば|どのように|どうやって|"
    r"\b(?:procedure|process|paperwork|steps?|deadline|by when|notice|how (?:far|long|much time)|lead time|in advance|"
    r"how (?:do|can|should|must) (?:we|i)|"
    r"(?:have|need) to (?:submit|send|file|fill|do|tell)|what (?:should|must) (?:we|i) do)\b",
    re.IGNORECASE,
)
_ASKS_COST = re.compile(
    r"費用|料金|精算|清算|違約金|調定金|手数料|お金|日割|\b(?:fees?|charges?|costs?|penalt\w+|pay|settlement|"
    r"refund\w*|billed)\b",
    re.IGNORECASE,
)
_COSTS = frozenset(
    {
        *("fee_oneoff_when", "fee_kinds", "price", "early_charge", "early_charge_when", "early_charge_amount"),
        *("fee_initial_when", "fee_monthly_when", "option_fee", "excess_fee", "payment_method", "discount"),
    }
)


def wished(reading: Reading) -> Segment | None:
    """The change that the sentences beside the questions of a message wish for, as a question whether it can be had."""
    if not reading.segments or any(s.act != "question" for s in reading.segments):
        return None
    wishes = [s for s in reading.told if s.act == "wish" and any(k in s.own for k in _WISHED)]
    told = [d["role"] for s in (*reading.told, *reading.segments) for d in s.own.get("dates", [])]
    if any(role in ("billing_start", "arrival", "sent") for role in told):
        return None  # the days of a notice: an ending, not a change
    stops = all("options_remove" in s.own and not any(k in s.own for k in _CHANGES) for s in wishes)
    if stops and any(s.intent in ("option_stop", "termination_latest") for s in reading.segments):
        return None  # when an option can end is the question itself, and has a rule of its own
    if not wishes or any(_ENDS_CONTRACT.search(s.text) and not s.own.get("options_remove") for s in reading.told):
        return None
    shared = [{k: v for k, v in s.own.items() if k in _SHARED} for s in reading.segments]
    slots = merge([*shared, *[s.slots for s in reading.told]])
    own = merge([s.own for s in wishes])
    return replace(wishes[0], act="question", slots=slots, own=own)


def of_the_wish(frame: Frame, segment: Segment) -> None:
    """Turn a question about "it", asked beside a change wished for, to that change."""
    own = any(segment.own.get(k) for k in (*_WISHED, "dates", "durations", "clauses"))
    if own or _ENDS_CONTRACT.search(segment.text) or frame.intent == "configuration_check":
        return  # what an order still lacks is asked of what was told
    how, costs = _ASKS_HOW.search(segment.text), _ASKS_COST.search(segment.text)
    if (frame.intent in _PROCEDURES and not costs) or (how and frame.intent not in _COSTS):
        frame.intent, frame.act = "change_procedure", "question"
        frame.slots["rescued"] = True
    elif frame.intent in _COSTS or costs:
        frame.intent, frame.act = "fee_oneoff_amount", "question"
        frame.slots["rescued"] = True


_WINDS_UP = re.compile(
    r"(?:契約|サービス|利用)[^。]{0,12}(?:終了|終わ|終え|やめ|辞め|打ち切)|解約|解除|退会|"
    r"\b(?:wind(?:ing)?|clos\w*) (?:it |the contract |this )?(?:up|down)\b|\b(?:end|leav|quit|cancel|terminat|"
    r"discontinu|get(?:ting)? out)\w*\b",
    re.IGNORECASE,
)
_OUT = re.compile(r"\b(?:want|wants|need|needs|get|be) out\b", re.IGNORECASE)


def of_the_ending(frame: Frame, segment: Segment, reading: Reading) -> None:
    """Turn a question about what is to be done, beside an ending that is planned, to that ending."""
    planned = any(
        (_WINDS_UP.search(s.text) or _OUT.search(s.text)) and not s.own.get("options_remove") for s in reading.told
    )
    own = any(segment.own.get(k) for k in (*_WISHED, "items", "clauses"))
    if planned and not own and frame.intent in _TO_DO and segment.act == "question":
        frame.intent, frame.slots["rescued"] = "termination_how", True


def covers(frame: Frame, wish: Segment) -> bool:
    """Whether a frame already judges what is wished for."""
    values: dict[str, Any] = {k: v for k, v in wish.own.items() if k in _WISHED}
    return frame.intent in CONFIG_INTENTS and all(frame.slots.get(k) == v for k, v in values.items())
