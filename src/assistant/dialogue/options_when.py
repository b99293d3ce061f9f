"""An option asked about in few words: for the contract put together, for one that runs already, or which there are."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.config import VALUES
from assistant.dialogue.families import SHORT, UNSURE
from assistant.dialogue.filling import is_question_form, says_something
from assistant.dialogue.ordering import ORDER
from assistant.dialogue.state import Frame, State
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_WORDY = 30  # characters beside names and small words: "what if a customer already up and running asks for that?"
_WHETHER = frozenset({"option_eligibility", "option_grades", "option_description", OUT_OF_SCOPE})
_WHAT_IT_IS = re.compile(
    r"とは|って(?:何|なん)|どんな|内容|何ができ|\b(?:what (?:is|does|are)|describe|explain)\b", re.IGNORECASE
)
_RUNS = re.compile(
    r"(?:もう|すでに|既に)[^。、]{0,6}(?:稼働|利用|使っ|使わ|導入|契約|運用|動い)|(?:稼働|利用|運用|契約)中|"
    r"(?:稼働|運用|利用)して(?:い)?る|既存の?(?:お客|顧客|契約|ユーザ)|導入(?:した|が終わった|済みの?)(?:後|あと)?|"
    r"\bexisting (?:customers?|contracts?|clients?)\b|\balready (?:up|running|live|in use|using|have|deployed)\b|"
    r"\bup and running\b|\b(?:went|gone|is|are) live\b|\brunning (?:customer|contract)\b",
    re.IGNORECASE,
)
_IF_SO = re.compile(
    r"場合|だったら|なら|でも|頼|申し?込|追加|使え|利用でき|もらえ|いい|可能|"
    r"\b(?:what if|and if|can|could|may|ask\w*|order\w*|get|have|add\w*|want\w*|too|as well)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"オプション|\boptions?\b|\badd-?ons?\b", re.IGNORECASE)
_FEE = re.compile(
    r"料金|費用|月額|値段|いくら|\b(?:fees?|price|cost\w*|much|charge\w*|monthly|initial)\b", re.IGNORECASE
)


def option_when(state: State, frame: Frame, segment: Segment) -> bool:
    """Whether an option is asked about for the order, for a contract that runs, or all of a service; changes it."""
    return (
        _of_the_order(state, frame, segment)
        or _of_one_running(state, frame, segment)
        or _all_there(state, frame, segment)
        or _wanted(state, frame, segment)
        or _with_a_value(state, frame, segment)
    )


def _with_a_value(state: State, frame: Frame, segment: Segment) -> bool:
    """「600に増やせば付けられますか」 after an option was refused: that option, with the value."""
    last = state.frame
    options = last.slots.get("options", []) if last is not None and last.intent in _OF_HAVING_IT else []
    values = {v: frame.slots[v] for v in VALUES if v in segment.own and v in frame.slots}
    asks = is_question_form(segment) and bool(_SO_THAT.search(segment.text)) and state.pending is None
    if last is None or not options or not values or not asks or segment.own.get("options"):
        return False
    kept: dict[str, Any] = {
        k: last.slots[k] for k in ("grade", "grades", "grade_now") if k in last.slots and "grade" not in segment.own
    }
    frame.intent, frame.service, frame.act, frame.both = "option_eligibility", last.service, "question", False
    frame.slots = {**kept, **frame.slots, "options": list(options), "rescued": True, "referred": True}
    return True


_OF_HAVING_IT = frozenset({"option_eligibility", "change_check"})
_SO_THAT = re.compile(
    r"(?:[えけせてねめれべげ]ば|たら|なら|ても|でも|だと|すると)、?[^。?？]{0,8}"
    r"(?:付け|つけ|使え|使う|利用でき|入れ|載せ|追加でき|申し?込|足せ|契約でき)|"
    r"\b(?:would|will|does|do|could|can)\b[^?]{0,8}\b(?:it|that|this)\b[^?]{0,8}\b(?:work|help|do|possible|"
    r"be ok|change things)\b|"
    r"\b(?:could|can|may|might) (?:we|they|i|one)(?: then)?(?: (?:have|get|use|add) (?:it|that|"
    r"the (?:option|add-?on)))?(?: then)?\s*\?",
    re.IGNORECASE,
)


def _wanted(state: State, frame: Frame, segment: Segment) -> bool:
    """「では付けてください」 after what one option is, where it can be had or what it costs: it is asked for."""
    last = state.frame
    if last is None or last.intent not in _ABOUT_ONE or last.act != "question" or state.pending is not None:
        return False
    options = last.slots.get("options", [])
    own = {k: v for k, v in segment.own.items() if k not in ("region", "regions", "services")}
    asks = segment.residue <= SHORT and _HAVE_IT.search(segment.text) and not _NOT_IT.search(segment.text)
    if len(options) != 1 or not asks or is_question_form(segment) or says_something(own):
        return False
    kept = {k: v for k, v in frame.slots.items() if k in ("region", "regions")}
    frame.intent, frame.service, frame.act, frame.both = "change_request", last.service, "request", False
    frame.slots = {**kept, "options": list(options), "rescued": True, "referred": True}
    return True


_ABOUT_ONE = frozenset({"option_grades", "option_description", "option_fee", "option_order", "minimum_term_length"})
_HAVE_IT = re.compile(
    r"(?:追加|申し?込み?|契約)(?:を|で)?(?:お願い|し(?:て|ます|たい)|希望|ます|たい)|(?:付け|つけ|入れ|足し)(?:て|たい|ます)|"
    r"申し?込(?:み|む)|"
    r"\b(?:add|order|sign (?:us|me) up|take|apply|include|put)\b(?: (?:it|that|one|us|for|this|in|on)\b)*",
    re.IGNORECASE,
)
_NOT_IT = re.compile(r"ない|なく|外し|やめ|不要|いらな|\b(?:not|don't|no|remove|drop|stop|cancel)\b", re.IGNORECASE)


def _of_the_order(state: State, frame: Frame, segment: Segment) -> bool:
    """「最初からSSEも付けられますか」 while a contract is put together: whether that contract may have it."""
    order = state.known.get(ORDER)
    own = segment.own
    if order is None or not order["applied"] or not own.get("options") or not is_question_form(segment):
        return False
    grade = order["slots"].get("grade")
    told = {k: v for k, v in own.items() if k not in ("options", "services")}
    here = order["service"] in (None, *(own.get("services") or [order["service"]]))
    asks = frame.intent in _WHETHER and not _WHAT_IT_IS.search(segment.text) and "grade" not in own.get("items", [])
    if grade is None or not here or not asks or says_something(told):
        return False
    frame.intent, frame.service, frame.act, frame.both = "option_eligibility", order["service"], "question", False
    frame.slots.update(grade=grade, grades=[grade], new_contract=True, rescued=True, referred=True)
    return True


def _of_one_running(state: State, frame: Frame, segment: Segment) -> bool:
    """「それ、もう稼働しているお客様なら？」 after an option: whether a contract that runs may have it."""
    last = state.frame
    options = last.slots.get("options", []) if last is not None else []
    told = {k: v for k, v in segment.own.items() if k != "options"}
    same = segment.own.get("options") in (None, [], options)
    asks = is_question_form(segment) and segment.residue <= _WORDY and not says_something(told)
    if last is None or len(options) != 1 or not (asks and same) or state.pending is not None:
        return False
    if not (_RUNS.search(segment.text) and _IF_SO.search(segment.text)) or _FEE.search(segment.text):
        return False
    frame.intent, frame.service, frame.act, frame.both = "option_eligibility", last.service, "question", False
    graded = {k: last.slots[k] for k in ("grade", "grades") if last.slots.get(k)}
    frame.slots = {"options": list(options), **graded, "running": True, "rescued": True, "referred": True}
    return True


def _all_there(state: State, frame: Frame, segment: Segment) -> bool:
    """「ZTNAの方のオプションは？」 after those of the other service were listed: which ones it has."""
    own = {k: v for k, v in segment.own.items() if v not in (None, [], {})}
    named = own.get("services", [])
    listed = any(f.intent == "option_list" for f in state.asked)
    alone = set(own) <= {"services", "items"} and set(own.get("items", [])) <= {"option"}
    asks = is_question_form(segment) and segment.residue <= SHORT and alone and len(named) == 1
    last = state.frame
    if not (listed and asks and _LISTED.search(segment.text)) or _FEE.search(segment.text) or last is None:
        return False
    other = last.service not in (None, named[0])
    unsaid = frame.intent in ("option_list", "option_fee", "price", OUT_OF_SCOPE) or segment.confidence < UNSURE
    if not (other and unsaid):
        return False
    frame.intent, frame.service, frame.act, frame.both = "option_list", named[0], "question", False
    frame.slots = {"services": named, "rescued": True, "referred": True}
    return True
