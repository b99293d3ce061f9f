"""What few words ask of the end just reckoned: whether leaving then is charged for, and whether a holiday moves it."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.ending_turns import DEFAULT_ROLE, RECKONED, names_no_end_day, with_roles
from assistant.dialogue.families import SHORT
from assistant.dialogue.filling import is_question_form, says_something
from assistant.dialogue.state import Frame
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_ENDS_OR_CHARGED = RECKONED | {"early_charge"}
_CHARGE = re.compile(
    r"調定金|違約金|解約(?:金|料)|精算金|ペナルティ|\b(?:settlement|penalt(?:y|ies)|(?:termination|cancell?ation|exit) "
    r"(?:charge|fee)s?|early[- ](?:termination|exit) (?:charge|fee)s?)\b",
    re.IGNORECASE,
)
# What is asked of the charge as such and not of this end: its amount, who is excused, how it is paid, what it is.
_OF_THE_CHARGE = re.compile(
    r"いくら|金額|何円|円で|額は|免除|減額|値引|例外|まけ|なくして|交渉|計算(?:方法|式|の仕方)|算定|とは|って何|"
    r"何です|何でしょ|"
    r"どういう|意味|支払(?:方法|期限|日)|いつ払|何条|どの条|"
    r"\b(?:how much|amount|yen|waiv\w*|exempt\w*|exception\w*|excus\w*|discount\w*|negotiat\w*|formula|calculated|"
    r"what is (?:a|the)|what's (?:a|the)|mean\w*|paid|payable when|clause|article|reduc\w*|lower\w*)\b",
    re.IGNORECASE,
)
_HOLIDAY = re.compile(
    r"三が日|正月|元日|元旦|年末年始|年始|年末休|大晦日|祝日|祭日|休日|祝祭日|連休|ゴールデンウィーク|お盆|夏季休|"
    r"冬休み|"
    r"休業|営業日|平日|休み(?:明け|中|の日|に|です|だ|と|で)|土日|週末|[土日]曜|"
    r"\b(?:holidays?|new year(?:'s)?|christmas|bank holiday|weekends?|saturdays?|sundays?|"
    r"(?:business|working|week) ?days?|closed|golden week|obon)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"ずれ|ずら|延び|伸び|延長|繰り?(?:下|越|上)|後ろ倒し|前倒し|先送り|翌(?:日|営業日|平日)|次の(?:平日|営業日)|"
    r"明け(?:に|から|扱い|まで)|"
    r"(?:その|この|書いた)?まま|変わ|影響|関係|大丈夫|有効|それでも|でも(?:いい|良い|よい)|扱い|どうな|"
    r"\b(?:mov\w*|shift\w*|slip\w*|push\w*|postpone\w*|extend\w*|roll\w*|carr(?:y|ied|ies)|defer\w*|later|next|"
    r"following|"
    r"still|stand\w*|matter\w*|affect\w*|chang\w*|count\w*|ok(?:ay)?|fine|valid|happen\w*|(?:bring|brought) forward|"
    r"earlier)\b",
    re.IGNORECASE,
)


def charged_then(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether little more than the charge is named after an end was reckoned: 「すると調定金は」; changes the frame.

    It is then asked whether that end is charged for.
    """
    dates = topic.slots.get("dates")
    text = segment.text
    named = _CHARGE.search(text)
    told = says_something(segment.own) or segment.slots.get("dates")  # of another sentence of the message
    plain = not told and segment.act != "request" and not _OF_THE_CHARGE.search(text)
    if topic.intent not in RECKONED or not dates or not plain or named is None or names_no_end_day(text):
        return False
    if segment.residue - len(named[0].replace(" ", "")) > SHORT:
        return False
    role = "desired" if topic.intent in ("termination_latest", "termination_request") else "arrival"
    taken = any(d["role"] == role for d in dates)
    kept: dict[str, Any] = {k: topic.slots[k] for k in ("options", "options_remove", "items") if k in topic.slots}
    known = [d if d["role"] or taken else {**d, "role": role} for d in dates]
    frame.intent, frame.service, frame.act = "early_charge", topic.service or frame.service, "question"
    frame.slots = {**kept, "dates": known, "rescued": True, "referred": True}
    return True


def moved_by_holiday(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether it is asked if the day just reckoned moves, because it falls on a holiday; changes the frame.

    「三が日にかかりますけど、休み明けにずれたりは…」: also a statement that breaks off there asks.
    """
    told = {k: v for k, v in segment.own.items() if k not in ("dates", "again")}
    plain = segment.act in ("question", "statement") and segment.residue <= SHORT * 3 and not says_something(told)
    if topic.intent not in _ENDS_OR_CHARGED or not topic.slots.get("dates") or not plain:
        return False
    asks = bool(_MOVES.search(segment.text)) and (is_question_form(segment) or bool(_TRAILS_OFF.search(segment.text)))
    if not asks or not _HOLIDAY.search(segment.text) or _BY_WHEN.search(segment.text):
        return False
    kept = {k: topic.slots[k] for k in ("options", "options_remove") if topic.slots.get(k)}
    frame.intent, frame.service, frame.act = "termination_holiday", topic.service or frame.service, "question"
    frame.slots = {**kept, "rescued": True, "referred": True}
    return True


def can_be_had(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether it is asked if an option can be had, after the end or the term of another; changes the frame.

    "And the proxy, can FMS have that?", 「SSEは？FMSでも使える？」 once a minimum term was reckoned.
    """
    own = segment.own
    other = set(own.get("options", [])) - {o for k in ("options", "options_remove") for o in topic.slots.get(k, [])}
    told = any(own.get(k) for k in ("dates", "datetimes", "months", "durations", "options_remove"))
    asks = is_question_form(segment) and segment.residue <= SHORT and bool(_CAN_HAVE.search(segment.text))
    if not (other and asks) or told or signals & {"minimum_term", "settlement"} or _CHARGE.search(segment.text):
        return False
    frame.intent, frame.act, frame.service = "option_eligibility", "question", frame.service or topic.service
    kept = {k: v for k, v in frame.slots.items() if k not in ("dates", "arrival", "desired")}
    frame.slots = {**kept, "rescued": True, "referred": True}
    return True


_CAN_HAVE = re.compile(
    r"使え|使用でき|利用でき|付けられ|つけられ|入れられ|選べ|申し?込め|頼め|追加(?:でき|可能)|付く|つく|"
    r"\b(?:can|could|may|does|do|is)\b[^.?]{0,24}\b(?:have|get|add|use|take|order|offer\w*|includ\w*|available|"
    r"come with)\b",
    re.IGNORECASE,
)


def term_of_options(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether it is asked if options have a minimum term as well, after that of a contract; changes the frame."""
    own = segment.own
    of_term = topic.intent in ("minimum_term", "minimum_term_length") and not topic.slots.get("options")
    named = own.get("options") or "option" in own.get("items", [])
    told = {k: v for k, v in own.items() if k not in ("services", "options", "items", "one_more", "again")}
    asks = is_question_form(segment) and segment.residue <= SHORT and not says_something(told)
    if not (of_term and named and asks) or frame.intent not in _OF_OPTIONS or _WHICH_THERE_ARE.search(segment.text):
        return False
    if not (signals & {"adds", "refers"} or _AS_WELL.search(segment.text)):
        return False
    frame.intent, frame.service, frame.act = "minimum_term_length", frame.service or topic.service, "question"
    kept: dict[str, Any] = {k: own[k] for k in ("services", "options") if own.get(k)}
    frame.slots = {**kept, "rescued": True, "referred": True}
    return True


# What a question that names options is taken for where it does not say what it asks of them.
_OF_OPTIONS = frozenset(
    {
        *("option_list", "option_description", "option_eligibility", "option_fee", "option_stop_how", "option_stop"),
        *("option_minimum_term_consequence", "minimum_term", "minimum_term_length", "option_grades", OUT_OF_SCOPE),
    }
)
_AS_WELL = re.compile(
    r"にも|でも|も(?:同じ|同様|ある|あり)|(?:に|で|は)(?:ある|あり|同じ|同様|どう)|"
    r"\b(?:ones?|too|also|as well|either|the same|any|likewise)\b",
    re.IGNORECASE,
)
_WHICH_THERE_ARE = re.compile(
    r"どんな|どのような|何が|一覧|料金|費用|いくら|\b(?:what|which|list|cost\w*|price\w*|fees?|free)\b", re.IGNORECASE
)


def other_day(frame: Frame, topic: Frame, segment: Segment) -> None:
    """Give a day said as "to" one, with nothing that it would be the end of, the part of the day just reckoned from.

    "And if we push it to 30 April?": the other end after a latest arrival, the other start after a minimum term.
    """
    dates = frame.slots.get("dates", [])
    alone = [d["role"] for d in dates] == ["end"] and not segment.own.get("datetimes")
    role = DEFAULT_ROLE.get(topic.intent)
    if alone and role and topic.slots.get("dates") and segment.residue <= SHORT and is_question_form(segment):
        kept: dict[str, Any] = {k: topic.slots[k] for k in ("options", "options_remove", "items") if k in topic.slots}
        known = [d for d in with_roles(topic.slots["dates"], topic.intent) if d["role"] != role]
        frame.intent, frame.service, frame.act = topic.intent, topic.service or frame.service, "question"
        frame.slots = {**kept, "dates": [*known, {**dates[0], "role": role}], "rescued": True, "referred": True}


_TRAILS_OFF = re.compile(r"(?:\.\.+|…|は|か|ね|よね|のかな|かな)\W*$")
# Another end or another arrival is asked for: "what would the form's latest day be to end on a business day?".
_BY_WHEN = re.compile(
    r"いつまで|までに|必着|何日前|届けば|届いたら|着けば|着いたら|出せば|"
    r"\b(?:by when|latest|deadline|if (?:it|the form|we) (?:came|comes|arriv\w+|sent|send|post\w*)|arriv\w+)\b",
    re.IGNORECASE,
)
