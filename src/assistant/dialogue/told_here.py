"""A notice taken for given by what was said here, and a form that arrives on the day just spoken of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue.ending_turns import is_ending, with_roles
from assistant.dialogue.filling import is_question_form
from assistant.dialogue.state import Frame, State
from assistant.language.understand import Reading, Segment

_LONG = 40  # characters beside names and small words
_TOLD_HERE = re.compile(
    r"(?:ここ|チャット|この(?:場|会話|やり取り|画面)|今日?|本日|いま|今)(?:で|に|の|は|、)?[^。?？]{0,12}"
    r"(?:伝え|言っ|言い|お?話し|連絡し|ご?連絡|申し(?:上げ|出)|書い|書き込|送っ|知らせ)|"
    r"\b(?:told|tell(?:ing)?|said|say(?:ing)?|inform\w*|notif\w+|let you know|written|writ(?:e|ing)|wrote|messag\w+|"
    r"ask(?:ed|ing))\b[^?.]{0,24}\b(?:you|here|today|now|chat)\b",
    re.IGNORECASE,
)
_COUNTS_THEN = re.compile(
    r"30日|(?:今日|本日|今|いま|そこ|この日|それ)(?:から|を起点)|数え|カウント|起算|通知(?:に|と|した)|有効|始ま|スタート|"
    r"\b(?:count\w*|run|runs|start\w*|begin\w*|notice|30 days|thirty days|valid|enough|clock)\b",
    re.IGNORECASE,
)
_MAY_WE = re.compile(r"(?:もらえ|いただけ|頂け|くれ)(?:ま(?:す|せん)|る|ない)(?:か|でしょうか)?\W*$")
_BY_FORM = re.compile(r"申込書|書面|用紙|届|到達|\b(?:forms?|arriv\w*|reach\w*|post\w*|mail\w*)\b", re.IGNORECASE)
_THAT_DAY = re.compile(  # "that day" alone may be the one just reckoned
    r"同じ日|同日|\b(?:that|the|this|the very) same (?:day|date)\b|\bsame[- ]day\b", re.IGNORECASE
)
_FORM_COMES = re.compile(
    r"(?:申込書|用紙|書類|届|通知)[^。?？]{0,12}(?:届|着|到達|到着|出|提出)|"
    r"\b(?:forms?|notice|paperwork)\b[^.?]{0,24}\b(?:arriv\w*|reach\w*|com(?:e|es|ing)|came|gets?|got|lands?|in)\b|"
    r"\b(?:receiv\w+|get|got) (?:the|their|our) (?:\w+ )?form\b",
    re.IGNORECASE,
)
_ENDS_WHEN = re.compile(
    r"いつ|何日|解約日|終わ|終了|\b(?:when|what (?:day|date)|out|end|ends|over|free|leave)\b", re.IGNORECASE
)
_CHARGED = re.compile(r"調定|違約|精算|\b(?:settle\w*|charge\w*|penalt\w*|early[- ]termination)\b", re.IGNORECASE)


def told_here(state: State, reading: Reading, today: date) -> Reading | None:
    """The question whether what was said here is the notice, without the day as if a form had come: see the channel.

    「今日ここで伝えたので、今日から30日ではないんですか」 after the end of a contract was spoken of; else None.
    """
    about = [f for f in (state.pending.frame if state.pending else None, state.frame, state.topic) if f is not None]
    segment = reading.segments[0] if len(reading.segments) == 1 else None
    if segment is None or not any(is_ending(f) for f in about):
        return None
    if not (is_question_form(segment) or _MAY_WE.search(segment.text)):
        return None
    days = {str(d["value"])[:10] for d in segment.own.get("dates", [])}
    said = _TOLD_HERE.search(reading.text) and _COUNTS_THEN.search(reading.text)
    other = _BY_FORM.search(reading.text) or segment.own.get("options") or segment.residue > _LONG
    if not said or other or not days <= {today.isoformat()}:
        return None
    own = {k: v for k, v in segment.own.items() if k not in ("dates", "durations", "via", "vias")}
    asks = replace(segment, act="question", ranked=(("termination_channel", 1.0),), own=own, slots={**own})
    return replace(reading, segments=(asks,), told=(), yes=False, no=False, agrees=False)


def arrives_that_day(topic: Frame | None, frame: Frame, segment: Segment) -> bool:
    """Whether the form is said to arrive on the one day spoken of: when that ends the contract; changes the frame.

    「その日に申込書が届いたら？」 after since when is billed, "their form arrives that same day. When are they out?".
    """
    if topic is None or not is_ending(topic) or segment.own.get("dates") or not is_question_form(segment):
        return False
    known = with_roles(topic.slots.get("dates", []), topic.intent)
    days = {str(d["value"]) for d in known}
    told = segment.text
    if len(days) != 1 or any(d["role"] == "arrival" for d in known):
        return False
    charged = bool(_CHARGED.search(told))
    if not (charged or _ENDS_WHEN.search(told)):
        return False
    arrival: dict[str, Any] = {**known[0], "role": "arrival"}
    kept = {k: v for k, v in topic.slots.items() if k in ("options", "options_remove", "items")}
    option = bool(kept.get("options") or kept.get("options_remove"))
    frame.intent = "early_charge" if charged else "option_stop" if option else "termination_date"
    frame.service, frame.act = topic.service or frame.service, "question"
    began = [d for d in known if d["role"] == "billing_start"]
    frame.slots = {**kept, "dates": [*began, arrival], "rescued": True, "referred": True}
    return True


def says_it_comes_then(text: str) -> bool:
    """Whether a message says that the form comes on the day spoken of."""
    return bool(_THAT_DAY.search(text) and _FORM_COMES.search(text))
