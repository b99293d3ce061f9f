"""Follow-ups: whether a message goes on with what was said before, and what the two are together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.config_turns import of_the_item
from assistant.dialogue.days import beside_dates, day_instead
from assistant.dialogue.elsewhere import OF_OTHER_THINGS, asked_there
from assistant.dialogue.ending import subject_of
from assistant.dialogue.ending_turns import (
    DEFAULT_ROLE,
    form_after_all,
    in_ending,
    is_ending,
    names_no_end_day,
    with_roles,
    without_end_day,
)
from assistant.dialogue.families import (
    COMPUTED_BY,
    EXPLAINED_BY,
    LIMIT_ITEMS,
    LIMITS,
    META_INTENTS,
    OF_ONE_OPTION,
    SHORT,
    family,
)
from assistant.dialogue.filling import SAYS_NOTHING, asks_limit, is_question_form, says_something
from assistant.dialogue.mend_times import fees_named, mend_fee
from assistant.dialogue.merge_config import merge_config, of_another_item
from assistant.dialogue.outage_frames import outage_gone_on
from assistant.dialogue.outage_turns import OUTAGE_FACTS, in_outage
from assistant.dialogue.state import Frame, State
from assistant.dialogue.topic_turns import in_explanation
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_CONVINCED = 0.75
_UNSURE = 0.5
BARE = 4  # characters beside names and small words: a value alone, not a question of its own
_LONG = 60
_NEEDS_VALUES = frozenset({*EXPLAINED_BY, "credit"})
_ASKED_FOR = 0.2  # chance of the wish to cancel from which a request about an end is one
_WHOLE_ENDING = frozenset({"termination_how", "termination_date", "termination_latest", "termination_request"})
_OWN_QUESTION = frozenset(
    {"credit", "claim_deadline", "termination_latest", "early_charge", "minimum_term", "option_stop"}
)
_TAKES_VALUES = frozenset({"outage", "ending", "config"})
_TAKEN_BY_ALL = frozenset({"services", "grade", "grades", "grade_now", "options"})
_TOLD = ("dates", "datetimes", "durations")
_ONLY_IN = {
    "ztna": ("concurrent", "servers", "redundancy"),
    "fms": ("grade", "grade_to", "grade_now", "grade_from", "grade_stay", "grades", "bandwidth", "log"),
}


_ENDS_TALK = frozenset({"restart", "human", "undo"})
_LOOSE = frozenset({"regions", "region", "dates", "datetimes", "months", "numbers", "durations", "asks_now"})
_ELSEWHERE = 0.95


def is_elsewhere(segment: Segment) -> bool:
    """Whether a question is plainly about something else, though a place or a day in it would fit (the weather)."""
    told = {k for k, v in segment.own.items() if v not in (None, [], {})} - SAYS_NOTHING
    out = segment.intent == "out_of_scope" and segment.confidence > _ELSEWHERE
    out = out or bool(OF_OTHER_THINGS.search(segment.text))
    return out and segment.act == "question" and segment.residue > 1 and told <= _LOOSE


def in_topic(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """What a question means after the topic, where its own words would say something else; changes the frame."""
    own = segment.own
    asks = segment.act == "question"
    if frame.intent == "human":
        return  # 「担当の方から電話もらえますか」 asks for a person, not whether a phone call will do
    if asked_there(frame, topic, segment):
        return
    if family(topic.intent) == "outage":
        in_outage(frame, topic, segment, signals)
    if family(topic.intent) == "config":
        of_the_item(frame, topic, segment, signals)
    fees = fees_named(segment.text) if topic.intent in _FEES_DUE and segment.residue <= SHORT and asks else []
    of_two = topic.act == "request" or (topic.both and not says_something(own))
    if asks and of_two and _CHEAPER.search(segment.text):
        # "and which is cheaper?" of the two compared, "is 360 dearer?" of a request
        frame.intent, frame.service, frame.both = "price", None if topic.both else topic.service, topic.both
        frame.slots.update(rescued=True, referred=True)
    elif _of_the_amount(topic, segment):
        frame.intent, frame.act = topic.intent, "question"
        frame.slots.update(asks_amount=True, rescued=True, referred=True)
    elif _other_fee(frame, topic, segment):
        options = {k: topic.slots[k] for k in ("options",) if k in topic.slots}
        frame.intent, frame.service = topic.intent, frame.service or topic.service
        frame.slots.update(options, asks_amount=True, rescued=True, referred=True)
    elif len(fees) == 1 and not says_something(own):
        frame.intent, frame.slots["rescued"] = fees[0], True  # "and the initial one?" asks the same of another fee
    in_explanation(frame, topic, segment, signals)
    if not form_after_all(frame, topic, segment, signals) and is_ending(topic):
        in_ending(frame, topic, segment, signals)


def _of_the_amount(topic: Frame, segment: Segment) -> bool:
    """Whether an amount is still asked for, of a contract told closer: 「500ライセンスのときの金額でいいんですが」."""
    amount = topic.intent == "price" or (topic.intent == "option_fee" and topic.slots.get("asks_amount"))
    valued = any(v in segment.own for v in (*VALUES, "grade"))
    return bool(amount and valued and segment.act != "request" and _AMOUNT.search(segment.text))


_CHEAPER = re.compile(
    r"安[いく]|高[いく]|割安|割高|お得|\b(?:cheap\w*|expensive|dear(?:er|est)|better value|costs? (?:more|less))\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"金額|料金|費用|値段|価格|いくら|月額|見積|概算|\b(?:price|cost|costs|amount|figure|fee|fees|quote|"
    r"how much|pay)\b",
    re.IGNORECASE,
)


def _other_fee(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether, after how much something is, the same is asked of another fee: 「初期費用のほうは？」."""
    amount = topic.intent == "price" or (topic.intent == "option_fee" and topic.slots.get("asks_amount"))
    asks = is_question_form(segment) and segment.residue <= BARE + BARE and not says_something(segment.own)
    named = fees_named(segment.text)
    return bool(amount and asks and named) and mend_fee(named[0], segment.text) != named[0]


_FEES_DUE = frozenset({"fee_oneoff_when", "fee_initial_when", "fee_monthly_when"})


def _of_that_option(last: Frame, frame: Frame, segment: Segment) -> bool:
    """Whether a day told after talk of stopping an option is that option's: 「書類が12月15日に届くと？」."""
    about = last.intent in ("option_stop", "option_stop_how") and bool(frame.slots.get("dates"))
    other = segment.own.get("services") or segment.own.get("items") or _CONTRACT.search(segment.text)
    return about and not other and frame.intent in (*_WHOLE_ENDING, OUT_OF_SCOPE)


_CONTRACT = re.compile(r"契約|\bcontract\b", re.IGNORECASE)


def _moved_on(last: Frame, frame: Frame, segment: Segment, sure: float) -> bool:
    """Whether a question that names the other service brings a subject of its own as well."""
    named = {i for i in segment.own.get("items", []) if i in LIMITS}
    if family(last.intent) == family(frame.intent) and segment.act == "question" and named:
        return not named & {*last.slots, *last.slots.get("items", []), LIMIT_ITEMS.get(last.intent)}
    # 「FMSの料金のところも」 after an article was shown: its number was another contract's
    return last.intent in _SHOWN and frame.intent not in META_INTENTS and sure > _UNSURE


_SHOWN = frozenset({"clause_lookup", "show_text"})
_TAKES_BACK = frozenset({"retracts", "withdraws"})
_WHICH_ONE = ("dates", "durations", "ordinal")


def _more_of_outage(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether a segment tells more of the outage spoken of: the fee, hours of a day told, several facts.

    Or takes one of several back, or the notice of a suspension: "and if there had been no notice at all?".
    """
    own = segment.own
    takes_back = bool(signals & {*_TAKES_BACK, "only"}) and any(own.get(k) for k in _WHICH_ONE)
    if (takes_back and len(last.slots.get("durations", [])) > 1) or own.get("notified_suspension") == "none":
        return True
    if frame.intent == "credit" and frame.slots.get("money"):
        return True
    if own.get("times") and last.slots.get("datetimes"):
        return True
    if any(d["role"] == "claimed_on" for d in frame.slots.get("dates", [])) and segment.residue <= SHORT:
        return any(last.slots.get(k) for k in _TOLD)  # the day of the claim, for the outage told before
    facts = sum(k in own for k in OUTAGE_FACTS)
    return segment.act != "question" and (facts > 1 or (facts == 1 and segment.residue <= SHORT))


_HAS_IT = re.compile(
    r"入れ|使え|使う|付け|つけ|追加|利用|申し?込|大丈夫|いけ|\b(?:have|get|add|use|take|possible|allowed|work|then|ok(?:ay)?)\b",
    re.IGNORECASE,
)


def _of_refused_option(last: Frame, frame: Frame, segment: Segment) -> bool:
    """Whether the option spoken of is asked about on another grade: 「Completeにしたら入れられますよね」."""
    own = {k for k, v in segment.own.items() if v not in (None, [], {})}
    graded = own and own <= {"grades", "grade", "grade_to"}
    asks = segment.act == "question" and segment.residue <= SHORT and frame.intent in CHANGE_INTENTS
    return bool(last.slots.get("options") and graded and asks and _HAS_IT.search(segment.text))


def _begins_anew(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether a segment wants something alone, or tells both counts: what using more than contracted comes to."""
    alone = "only" in signals and frame.act == "request" and "rest" not in signals
    counted = frame.intent == "usage_excess" != last.intent and segment.own.get("contracted")
    return alone or bool(counted and signals & {"peaked", "excess"}) or of_another_item(last, segment)


def _tells_outage(own: dict[str, Any]) -> bool:
    """Whether a segment tells an outage: how long or from when until when, and what was down."""
    long = own.get("durations") or len(own.get("datetimes", [])) > 1
    return bool(long) and any(k in own for k in ("vpn_devices", "backbone_link"))


def continues(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str], *, pending: bool = False) -> bool:
    """Whether a segment goes on with the last frame instead of asking something of its own."""
    own = segment.own
    says = says_something(own)
    if family(last.intent) == "config":
        says = says_something({k: v for k, v in own.items() if k not in ("dates", "datetimes", "months")})
    sure = 0.0 if OUT_OF_SCOPE in (frame.intent, segment.intent) else segment.confidence
    if _begins_anew(last, frame, segment, signals):
        return False
    of_outage = family(last.intent) == "outage" and _more_of_outage(last, frame, segment, signals)
    if of_outage or _of_refused_option(last, frame, segment):
        return True
    elsewhere = is_elsewhere(segment) or (family(last.intent) != "outage" and _tells_outage(own))
    later = last.act == "request" and (_of_one_option(frame, segment) or (not pending and _of_stopping(segment)))
    ends = frame.intent in _ENDS_TALK and segment.confidence > _CONVINCED
    if ends or later or elsewhere or "new_contract" in signals or frame.slots.get("late"):
        return False  # whether an option can be dropped later is not a part of the request that was recorded
    if "other_service" in signals and segment.residue <= SHORT and not says and sure < _UNSURE:
        return True
    if _of_that_option(last, frame, segment) or (is_ending(last) and names_no_end_day(segment.text)):
        return True
    configures = any(own.get(k) for k in (*VALUES, "grade_to")) or (own.get("options") and own.get("grades"))
    if family(last.intent) == "ending" and configures and not any(own.get(k) for k in _TOLD):
        return False  # an end has no licences and no grade to go to
    if is_ending(last) and own.get("options") and frame.intent in CHANGE_INTENTS and frame.act == "request":
        return False  # nor is an option added to it
    goes_back = "back" in signals and bool(frame.slots.get("grade_from") or frame.intent == "grade_change")
    if family(last.intent) == "config" and (asks_limit(segment) or goes_back):
        return False
    if frame.intent in ("termination_channel", "credit_suspension") and segment.act == "question":
        return False
    if frame.intent == last.intent and frame.intent in LIMIT_ITEMS and segment.residue <= SHORT and not says:
        return True  # "in what steps?"
    posted = "posts" in signals and segment.act == "question" and not own.get("dates")
    if posted or (own.get("ip") and not own.get("options")):
        return False
    if "other_service" in signals and segment.residue <= SHORT:
        return True
    if (frame.intent in META_INTENTS and not says) or frame.slots.get("to"):
        return False
    kin = family(frame.intent) == family(last.intent)
    if kin and _of_the_same_end(last, frame, segment, signals):
        return True
    asks = segment.act == "question"
    if asks and "which" in signals and not signals & {"follow_up", "correction"} and sure > _CONVINCED and says:
        return False  # "which grades can have SSE?" stands on its own, short as it is
    moved = own.get("services") and frame.service != last.service and not own.get("options")
    if (moved or (asks and sure > _CONVINCED)) and _moved_on(last, frame, segment, sure):
        return False
    if segment.residue <= BARE:
        if says or "other_service" in signals:
            told = {k for k, v in own.items() if v not in (None, [], {}) and k not in SAYS_NOTHING}
            own_subject = told == {"services"} and sure > _ELSEWHERE and not kin and _own_subject(frame, segment)
            return not own_subject and (family(last.intent) in _TAKES_VALUES or told <= _TAKEN_BY_ALL)
        if own.get("items"):
            return kin and frame.intent == last.intent
    if moved and segment.residue <= SHORT and sure < _CONVINCED:
        return True
    if frame.intent in META_INTENTS - {OUT_OF_SCOPE} and sure > _CONVINCED:
        return False
    if pending and says and (kin or sure < _CONVINCED):
        return segment.act != "question" or sure < _CONVINCED or kin
    wants_values = frame.intent in _NEEDS_VALUES or COMPUTED_BY.get(frame.intent) in _NEEDS_VALUES
    if kin and wants_values and not any(own.get(k) for k in (*_TOLD, "services")):
        return any(last.slots.get(k) for k in _TOLD)
    if not says:
        return False
    related = family(last.intent) in _TAKES_VALUES
    small = segment.residue <= SHORT and not own.get("services")
    refers = own.get("dates") and "refers" in signals and segment.residue <= _LONG  # "doesn't that count?"
    if related and sure < _UNSURE and (small or refers):
        return True
    if segment.act == "statement" and related and segment.residue <= _LONG:
        return kin or sure < _CONVINCED
    if signals & {"follow_up", "correction"}:
        if kin:
            return not (frame.act == "request" and last.act == "question" and family(frame.intent) == "config")
        return related and sure < _CONVINCED and segment.residue <= _LONG
    return False


def _of_stopping(segment: Segment) -> bool:
    """Whether it is asked if an option can be dropped."""
    return segment.act == "question" and bool(segment.own.get("options_remove"))


def _of_one_option(frame: Frame, segment: Segment) -> bool:
    """Whether a question is for a rule of an option, and adds nothing to a request: "does it come with the option?"."""
    sure = frame.intent != "option_description" or segment.confidence > _CONVINCED
    asks = segment.act == "question" and bool(segment.own.get("options")) and segment.residue > 1
    return asks and sure and frame.intent in OF_ONE_OPTION


def _own_subject(frame: Frame, segment: Segment) -> bool:
    """Whether a question that names a service has a subject of its own, short as it is: "does FMS have an SLA?"."""
    asks = segment.act == "question" and segment.residue > 1
    return asks and frame.intent not in (*META_INTENTS, "service_compare")


def _of_the_same_end(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether the end just spoken of is meant: the days reckoned with are to be registered, that option is to stop."""
    reckoned = last.intent in (*_WHOLE_ENDING, "option_stop") and bool(last.slots.get("dates"))
    if reckoned and frame.intent == "termination_request" == segment.intent and frame.act == "request":
        return True  # "register that cancellation please"
    roles = {d["role"] for d in segment.own.get("dates", [])}
    charged = "early_charge" in (frame.intent, segment.intent)
    if reckoned and charged and roles == {"billing_start"}:
        return True  # 「課金開始は12月15日ですが、調定金は？」 of the end whose form was told
    return "refers" in signals and last.intent == "option_stop" and frame.intent in _WHOLE_ENDING


def merge_frame(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> Frame:
    """The last frame with what the new one says: named values replace, the rest stays."""
    own = {k for k, v in segment.own.items() if v not in (None, [], {})}
    if own == {"services"} and segment.act == "statement" and segment.residue <= BARE and not last.service:
        return Frame(last.intent, frame.service, {**last.slots, "services": segment.own["services"]}, last.act)
    # How the last question was put says nothing of this one.
    last = replace(last, slots={k: v for k, v in last.slots.items() if k not in ("passed", "denied")})
    bare = segment.residue <= BARE and family(last.intent) != "ending"
    asks_anew = frame.intent in _OWN_QUESTION and segment.act == "question" and segment.confidence > _UNSURE
    intent = _computed(last, frame) if bare and not asks_anew else _later_intent(last, frame, segment, signals)
    if frame.act == "request" and frame.intent in CHANGE_INTENTS and last.intent in LIMIT_ITEMS:
        intent = frame.intent  # 「では設定変更オプションを申し込みます」 after what there is to choose from
    service = frame.service or last.service
    act = "request" if frame.act == "request" or (last.act == "request" and segment.act == "statement") else frame.act
    if family(last.intent) == "outage":
        return outage_gone_on(Frame(intent, service, frame.slots, act, frame.both), last, frame, segment, signals)
    if "correction" in signals and family(last.intent) == "ending":
        day_instead(frame.slots, last.slots, segment.text)
    new = {k: v for k, v in frame.slots.items() if v not in (None, [], {})}
    slots = dict(last.slots)
    if frame.service and last.service and frame.service != last.service:
        slots = {k: v for k, v in slots.items() if k not in _ONLY_IN[frame.service]}
    if family(last.intent) == "ending":
        known = with_roles(slots.get("dates", []), last.intent) if intent != last.intent else slots.get("dates", [])
        known = without_end_day(known) if "earliest" in signals else known
        slots["dates"] = _merged_dates(known, new.pop("dates", []), intent)
        if names_no_end_day(segment.text):
            slots["dates"] = without_end_day(slots["dates"])
    if family(last.intent) == "config":
        sets = bool(_SETS.search(segment.text))
        intent = merge_config(slots, new, last, intent, signals, adds=act == "request", sets=sets)
    for key, value in new.items():
        both = isinstance(value, dict) and isinstance(slots.get(key), dict)
        slots[key] = {**slots[key], **value} if both else value
    return Frame(intent, service, slots, act, frame.both)


_SETS = re.compile(
    r"\d[\d,]*\s*(?:ライセンス|台|本|個|M(?:bps)?|G(?:bps)?)?(?:への?|に|まで)(?!は|も|つ)|"
    r"\b(?:to|at)(?: (?:just|exactly|only))? \d|\d[\d,]*[^.?]{0,12}\b(?:in total|altogether|all told)\b|"
    r"(?:合計|全部|トータル|総数)(?:で|を)?[^。]{0,6}\d",
    re.IGNORECASE,
)


def _later_intent(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> str:
    """Which of two intents a follow-up is about."""
    if family(last.intent) == "ending" and (family(frame.intent) == "ending" or frame.slots.get("dates")):
        return _ending_intent(last, frame, segment, signals)
    if family(frame.intent) != family(last.intent) or frame.intent == last.intent:
        return last.intent
    if segment.act == "statement" and family(last.intent) == "outage":
        return last.intent
    if frame.intent in _OWN_QUESTION:
        return frame.intent
    if frame.intent in COMPUTED_BY and segment.act == "question":
        return COMPUTED_BY[frame.intent]
    if frame.intent in CHANGE_INTENTS and last.intent == "configuration_check" and "from" not in frame.slots:
        return last.intent  # "OK, 200 licences then" goes on with the contract that is put together
    if frame.intent in CHANGE_INTENTS and last.intent not in CHANGE_INTENTS:
        return frame.intent
    if frame.intent in LIMIT_ITEMS and segment.act == "question" and not any(v in segment.own for v in VALUES):
        return frame.intent
    return _computed(last, frame)


_COSTS = re.compile(
    r"調定金|違約金|解約金|ペナルティ|費用|払|取られ|かか(?:る|り)|お金|料金|\b(?:cost|pay|owe|charge|penalt\w+|fee|"
    r"settle\w*)\b",
    re.IGNORECASE,
)


def _ending_intent(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> str:
    """What a day said of an ending is for: the option or contract spoken of, its date, or what leaving early costs."""
    roles = {d["role"] for d in frame.slots.get("dates", [])}
    known = {d["role"] for d in last.slots.get("dates", [])}
    own_question = frame.intent in _OWN_QUESTION and segment.act == "question" and segment.confidence > _UNSURE
    of_option = last.intent in ("option_stop", "option_stop_how") and not segment.own.get("items")
    if last.intent == "termination_request" and segment.act != "question":
        return last.intent
    if of_option and frame.intent in (*_WHOLE_ENDING, "option_stop", "option_stop_how", OUT_OF_SCOPE):
        if "latest" in signals and roles and roles <= {None, "desired"}:
            return "termination_latest"
        return "option_stop" if roles else last.intent
    asked_for = frame.intent in _WHOLE_ENDING and dict(segment.ranked).get("termination_request", 0.0) >= _ASKED_FOR
    if asked_for and frame.act == "request":
        return "termination_request"  # 「では解約の手続きをお願いします」 after the days were reckoned
    if not roles and frame.intent == "early_charge" and frame.slots.get("rescued"):
        return frame.intent
    if not roles and segment.act == "question" and _COSTS.search(segment.text) and known & {"arrival", "desired"}:
        return "early_charge"
    if not roles and last.intent == "early_charge" and segment.act == "question" and _asks_day(segment.text):
        return last.intent if _COSTS.search(segment.text) or frame.intent in _OF_TERMS else "termination_date"
    if not roles:
        return _unchanged(last, frame, segment)
    of_terms = frame.intent in (*_OF_TERMS, "early_charge") and segment.confidence > _UNSURE
    ends = known & {"arrival", "desired"} and last.intent in (*_WHOLE_ENDING, "option_stop")
    if "billing_start" in roles and ends and _COSTS.search(segment.text) and segment.act == "question":
        return "early_charge"  # "does that cost us anything? Billing started on the 20th"
    if "billing_start" in roles and of_terms and segment.act == "question":
        return COMPUTED_BY.get(frame.intent, frame.intent)
    if "latest" in signals and "arrival" not in roles:
        return "termination_latest"
    early = last.intent in ("minimum_term", "minimum_term_length", "early_charge", "early_charge_when")
    costs = bool(_COSTS.search(segment.text))
    if early and "arrival" in roles:
        asks_day = segment.act == "question" and _asks_day(segment.text) and not costs
        return "termination_date" if asks_day else "early_charge"
    if early and roles <= {None} and "arrival" in known:
        return last.intent
    if last.intent == "early_charge" and roles <= {None, "billing_start"} and segment.act == "statement":
        return last.intent
    if frame.intent == "early_charge" and segment.confidence > _UNSURE and (costs or "sent" not in roles):
        return "early_charge"
    if roles & {"arrival", "sent"} or ("desired" in roles and known & {"arrival", "sent"}):
        whole = segment.own.get("items") or _CONTRACT.search(segment.text)
        return "option_stop" if subject_of(last.slots) == "option" and not whole else "termination_date"
    if own_question:
        return frame.intent
    return _unchanged(last, frame, segment)


_OF_TERMS = frozenset({"minimum_term", "minimum_term_length"})


def _asks_day(text: str) -> bool:
    """Whether a text asks for a day."""
    return bool(_ASKS_DAY.search(text))


_ASKS_DAY = re.compile(r"いつ|何日|何月|どの日|\b(?:when|what (?:day|date)|which (?:day|date))\b", re.IGNORECASE)


def _unchanged(last: Frame, frame: Frame, segment: Segment) -> str:
    if frame.intent == last.intent or family(frame.intent) != "ending" or segment.residue <= BARE:
        asks_anew = frame.intent in _OWN_QUESTION and segment.act == "question" and segment.confidence > _UNSURE
        return frame.intent if asks_anew else _computed(last, frame)
    if last.intent == "option_stop" and frame.intent in _WHOLE_ENDING and not segment.own.get("items"):
        return last.intent
    if frame.intent in _OWN_QUESTION:
        return frame.intent
    if frame.intent in COMPUTED_BY and segment.act == "question":
        return COMPUTED_BY[frame.intent]
    return _computed(last, frame)


def _computed(last: Frame, frame: Frame) -> str:
    """The last intent; an explanation becomes the computation once a date is told."""
    if last.intent in EXPLAINED_BY.values() and frame.slots.get("dates"):
        return COMPUTED_BY.get(last.intent, last.intent)
    return last.intent


def _merged_dates(old: list[dict[str, Any]], new: list[dict[str, Any]], intent: str) -> list[dict[str, Any]]:
    """Dates by role: a new one takes the place of the old with its role; a loose one has the intent's own role."""
    default = DEFAULT_ROLE.get(intent)
    if old and old[-1]["role"] in ("arrival", "desired") and intent not in ("minimum_term", "termination_latest"):
        default = old[-1]["role"]  # "and on the 31st?" changes the day last spoken of
    told = [beside_dates({**d, "role": d["role"] or default}, old) for d in new]
    roles = {d["role"] for d in told}
    kept = [d for d in old if d["role"] not in roles and not (d["role"] is None and roles)]
    if "sent" in roles:
        kept = [d for d in kept if d["role"] != "arrival"]  # posted that day: when it arrives is open again
    if intent == "termination_latest":
        kept = [d for d in kept if d["role"] == "desired"]
    return [*kept, *told]


def gone_on(state: State, frame: Frame) -> tuple[Frame | None, ...]:
    """What a message may go on with, the likelier first: of an outage, the frame that has its facts."""
    last, topic = state.frame, state.topic
    told = ("durations", "datetimes")
    if last and topic and family(last.intent) == family(topic.intent) == family(frame.intent) == "outage":
        facts = any(topic.slots.get(k) for k in told) and not any(last.slots.get(k) for k in told)
        return (topic, last) if facts else (last, topic)
    return last, topic


def without_refused(earlier: Frame, frame: Frame, state: State) -> Frame:
    """A request that nobody waits for was refused or recorded: another option is asked for in its place."""
    if state.pending is not None or not frame.slots.get("options"):
        return earlier
    return replace(earlier, slots={k: v for k, v in earlier.slots.items() if k != "options"})
