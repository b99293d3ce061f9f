"""The question just answered asked once more: of one's own service, against a refusal, or whether it stays as it is."""

from __future__ import annotations

import re
from datetime import date

from assistant.dialogue.config import VALUES
from assistant.dialogue.families import LIMIT_ITEMS, SHORT, family
from assistant.dialogue.filling import is_question_form, says_something
from assistant.dialogue.judge import Judge
from assistant.dialogue.services import SERVICES
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import present_contract
from assistant.dialogue.verdict import denied
from assistant.language.understand import Segment

_LONG = 24  # characters beside names and small words
_OURS = re.compile(
    r"契約(?:は|が|し(?:て|た)|している|中)|うち(?:は|の|が)|使って(?:い)?る(?:の|ん|方)|"
    r"\b(?:our|my|the customer's|their) (?:own )?(?:contract|service|plan|one|subscription)\b|"
    r"\b(?:we|they|i)(?:'re| are|'m| am|'ve got| have| use| run|'s)\b|\bit(?:'s| is)\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"それで(?:も|は)|その場合|それだと|だと(?:どう|でき|無理|だめ|ダメ)|同じ(?:よう|く|で)|でも(?:でき|いけ|可能|大丈夫)|"
    r"\b(?:still|then|in that case|does (?:that|it|the same)|is (?:that|it|the same)|the same|anyway|all the same|"
    r"can (?:we|i|they))\b",
    re.IGNORECASE,
)
_URGES = re.compile(
    r"(?:な)?のに[^。]{0,10}(?:だめ|ダメ|駄目|無理|でき|不可|いけ|むり)|(?:だけ|しか)[^。]{0,10}(?:だめ|ダメ|駄目|無理|"
    r"でき(?:ない|ま))|(?:で|て)も(?:、)?(?:だめ|ダメ|駄目|無理|でき(?:ない|ません))|"
    r"\beven (?:though|if|when|with)\b|\balthough\b|^\W*but\b[^?]{0,60}\b(?:surely|only|already|still|can't|isn't)\b|"
    r"\b(?:still|really) (?:no|not|impossible|out of the question|refused)\b|\bsurely\b",
    re.IGNORECASE,
)
_CAN_CHANGE = re.compile(
    r"(?:変更|変える(?:こと)?)(?:すら|さえ)?(?:は|が|も)?(?:でき|出来|可|不可|無理)|変えられ|固定(?!費)|"
    r"\b(?:can|can't|cannot|could|couldn't|may|able)\b[^.?]{0,24}\b(?:chang|alter|adjust)\w*\b|"
    r"\bno way (?:to|of) (?:chang|alter|adjust)\w*\b|\b(?:changeable|set in stone)\b",
    re.IGNORECASE,
)
_HOW_IT_IS_DONE = re.compile(
    r"いつ|いくら|料金|費用|何回|どう(?:やって|すれば)|手続|方法|書式|申込書|電話|メール|何[をが]|"
    r"\b(?:when|how|what|which|costs?|fees?|price|forms?|phone|e-?mail|often|times)\b",
    re.IGNORECASE,
)


def asked_again(state: State, frame: Frame, segment: Segment, judge: Judge, today: date, *, message: str) -> bool:
    """Whether the question just answered is asked once more in other words; changes the frame."""
    last = state.frame
    if last is not None and _from_the_start(last, frame, segment, message):
        return True
    if last is None or state.pending is not None or not is_question_form(segment) or segment.residue > _LONG:
        return False
    if _of_ours(last, frame, segment) or _stays(last, frame, segment):
        return True
    if not _urges(state, last, segment) or not denied(judge.verdict(last, state, today)):
        return False
    frame.intent, frame.service, frame.act, frame.both = last.intent, last.service, "question", last.both
    frame.slots = {**last.slots, "rescued": True, "referred": True}
    return True


def _from_the_start(last: Frame, frame: Frame, segment: Segment, message: str) -> bool:
    """「発生した時から数えてほしいそうです」 after a credit was reckoned: from when it is counted."""
    if family(last.intent) != "outage" or frame.service != "fms" or not _FROM_START.search(message):
        return False
    if segment.own.get("durations") or not (segment.residue <= SHORT or _FROM_START.search(segment.text)):
        return False
    frame.intent, frame.act = "credit_counting", "question"
    frame.slots = {"services": ["fms"], "rescued": True, "referred": True}
    return True


_FROM_START = re.compile(
    r"(?:発生|起き|起こっ|止まっ|落ち|切れ|つながらなくなっ|始まっ|障害)[^。、]{0,24}(?:から|より|を起点に)[^。]{0,6}"
    r"(?:数え|カウント|起算|計算|換算)|"
    r"\b(?:count|reckon|calculat|measur)\w*\b[^.?]{0,16}\bfrom (?:when|the (?:time|moment|start|beginning|point)|"
    r"its start|the outage)(?! (?:iij|you) )[^.?]{0,24}",
    re.IGNORECASE,
)


def _of_ours(last: Frame, frame: Frame, segment: Segment) -> bool:
    """「うちの契約はZTNAなんですが、それでもできますか」 after a question answered for the other service."""
    named = [s for s in segment.slots.get("services", []) if s in SERVICES]
    told = {k: v for k, v in segment.slots.items() if k not in ("services", "grades", "grade", "grade_now")}
    other = len(named) == 1 and last.service not in (None, named[0]) and not last.both
    asks = bool(_STILL.search(segment.text)) and (
        segment.own.get("services") in (None, []) or _OURS.search(segment.text)
    )
    if not (other and asks) or says_something(told) or family(last.intent) != "config" or last.intent in LIMIT_ITEMS:
        return False
    if not any(last.slots.get(k) for k in (*VALUES, "options", "options_remove", "redundancy")):
        return False
    graded = {k: frame.slots[k] for k in ("grades", "grade", "grade_now") if frame.slots.get(k)}
    kept = {k: v for k, v in last.slots.items() if k not in ("services", "grades", "grade", "grade_now")}
    frame.intent, frame.service, frame.act, frame.both = last.intent, named[0], "question", False
    frame.slots = {**kept, **graded, "services": named, "rescued": True, "referred": True}
    return True


def _urges(state: State, last: Frame, segment: Segment) -> bool:
    """「300ライセンスしかないのにダメなんですか」: whether what the contract has is urged against an answer."""
    if family(last.intent) != "config" or not _URGES.search(segment.text):
        return False
    have = present_contract(state, str(last.service))
    now = segment.own.get("now", {})
    told = {**segment.own, **now}
    values = [v for v in VALUES if v in told]
    others = any(told.get(k) for k in ("options", "grade_to", "relative", "services", "dates", "durations", "from"))
    known = {have.get("grade"), *[last.slots.get(k) for k in ("grade", "grade_to", "grade_now")]}
    as_it_is = all(have.get(v, now.get(v)) == told[v] and v not in last.slots for v in values)
    as_it_is = as_it_is and set(told.get("grades", [])) <= known
    return as_it_is and not others and bool(values or segment.residue <= SHORT)


def _stays(last: Frame, frame: Frame, segment: Segment) -> bool:
    """「変更もできない感じ？」 after the values of an item: whether that one can be changed."""
    item = LIMIT_ITEMS.get(last.intent)
    asks = bool(_CAN_CHANGE.search(segment.text)) and not _HOW_IT_IS_DONE.search(segment.text)
    if item not in VALUES or not asks or says_something(segment.own):
        return False
    frame.intent, frame.service, frame.act = "change_items", last.service or frame.service, "question"
    kept = {k: last.slots[k] for k in ("grades", "grade") if last.slots.get(k)}
    frame.slots = {**kept, "items": [item], "rescued": True, "referred": True}
    return True
