"""Whether a message goes on with what was said before, or asks something of its own."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.elsewhere import OF_OTHER_THINGS
from assistant.dialogue.ending_turns import is_ending, names_no_end_day, tells_arrival
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
from assistant.dialogue.filling import SAYS_NOTHING, asks_limit, says_something
from assistant.dialogue.merge_config import of_another_item
from assistant.dialogue.outage_turns import OUTAGE_FACTS
from assistant.dialogue.state import Frame, State
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

BARE = 4  # characters beside names and small words: a value alone, not a question of its own
WHOLE_ENDING = frozenset({"termination_how", "termination_date", "termination_latest", "termination_request"})
CONTRACT = re.compile(r"契約|\bcontract\b", re.IGNORECASE)
_CONVINCED = 0.75
_UNSURE = 0.5
_ELSEWHERE = 0.95
_LONG = 60
_TOLD = ("dates", "datetimes", "durations")
_NEEDS_VALUES = frozenset({*EXPLAINED_BY, "credit"})
_TAKES_VALUES = frozenset({"outage", "ending", "config"})
_TAKEN_BY_ALL = frozenset({"services", "grade", "grades", "grade_now", "options"})
_LOOSE = frozenset({"regions", "region", "dates", "datetimes", "months", "numbers", "durations", "asks_now"})
_ENDS_TALK = frozenset({"restart", "human", "undo"})
_SHOWN = frozenset({"clause_lookup", "show_text"})
_TAKES_BACK = frozenset({"retracts", "withdraws"})
_WHICH_ONE = ("dates", "durations", "ordinal")
_HAS_IT = re.compile(
    r"入れ|使え|使う|付け|つけ|追加|利用|申し?込|大丈夫|いけ|\b(?:have|get|add|use|take|possible|allowed|work|then|"
    r"ok(?:ay)?)\b",
    re.IGNORECASE,
)


_WHAT_CHANGES = re.compile(
    r"(?:何|なに|どれ|どの項目|どんな(?:項目|もの))(?:を|が|なら|は)[^。]{0,6}(?:変更|変え)|"
    r"\bwhat (?:else )?(?:can|could|may|is it that) [^?]{0,12}\bchange\w*\b|"
    r"\bwhich (?:items?|things?)\b[^?]{0,20}\bchange",
    re.IGNORECASE,
)


def gone_on(state: State, frame: Frame) -> tuple[Frame | None, ...]:
    """What a message may go on with, the likelier first: of an outage, the frame that has its facts."""
    last, topic = state.frame, state.topic
    told = ("durations", "datetimes")
    if last and topic and family(last.intent) == family(topic.intent) == family(frame.intent) == "outage":
        facts = any(topic.slots.get(k) for k in told) and not any(last.slots.get(k) for k in told)
        return (topic, last) if facts else (last, topic)
    return last, topic


def is_elsewhere(segment: Segment) -> bool:
    """Whether a question is plainly about something else, though a place or a day in it would fit (the weather)."""
    told = {k for k, v in segment.own.items() if v not in (None, [], {})} - SAYS_NOTHING
    out = segment.intent == "out_of_scope" and segment.confidence > _ELSEWHERE
    out = out or bool(OF_OTHER_THINGS.search(segment.text))
    return out and segment.act == "question" and segment.residue > 1 and told <= _LOOSE


def continues(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str], *, pending: bool = False) -> bool:
    """Whether a segment goes on with the last frame instead of asking something of its own."""
    own = segment.own
    says = says_something(own)
    if family(last.intent) == "config":
        says = says_something({k: v for k, v in own.items() if k not in ("dates", "datetimes", "months")})
    sure = 0.0 if OUT_OF_SCOPE in (frame.intent, segment.intent) else segment.confidence
    short = segment.residue <= SHORT
    if _begins_anew(last, frame, segment, signals):
        return False
    of_outage = family(last.intent) == "outage" and _more_of_outage(last, frame, segment, signals)
    if of_outage or _of_refused_option(last, frame, segment):
        return True
    if _leaves(last, frame, segment, signals, pending=pending):
        return False
    if "other_service" in signals and short and not says and sure < _UNSURE:
        return True
    if _of_that_option(last, frame, segment) or (is_ending(last) and names_no_end_day(segment.text)):
        return True
    if _no_part_of_an_end(last, frame, segment) or _of_the_terms(last, frame, segment, signals):
        return False
    if frame.intent == last.intent and frame.intent in LIMIT_ITEMS and short and not says:
        return True  # "in what steps?"
    if _of_a_thing_apart(segment, signals):
        return False
    if "other_service" in signals and short:
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
    if moved and not short and not kin and _names_only_the_service(segment) and _own_subject(frame, segment):
        return False  # "does FMS guarantee availability as well?" after a credit on ZTNA
    if segment.residue <= BARE and (says or "other_service" in signals):
        return _takes_the_value(last, frame, segment, sure)
    if segment.residue <= BARE and own.get("items"):
        return kin and frame.intent == last.intent
    if moved and short and sure < _CONVINCED:
        return True
    if frame.intent in META_INTENTS - {OUT_OF_SCOPE} and sure > _CONVINCED:
        return False
    if pending and says and (kin or sure < _CONVINCED):
        return not asks or sure < _CONVINCED or kin
    wants_values = frame.intent in _NEEDS_VALUES or COMPUTED_BY.get(frame.intent) in _NEEDS_VALUES
    if kin and wants_values and not any(own.get(k) for k in (*_TOLD, "services")):
        return any(last.slots.get(k) for k in _TOLD)
    return says and _adds_to_it(last, frame, segment, signals, sure)


def _begins_anew(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether a segment wants something alone, or tells both counts: what using more than contracted comes to."""
    alone = "only" in signals and frame.act == "request" and "rest" not in signals
    counted = frame.intent == "usage_excess" != last.intent and segment.own.get("contracted")
    return alone or bool(counted and signals & {"peaked", "excess"}) or of_another_item(last, segment)


def _more_of_outage(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether a segment tells more of the outage spoken of: the fee, hours of a day told, several facts.

    Or takes one of several back, or the notice of a suspension: "and if there had been no notice at all?".
    """
    own = segment.own
    takes_back = bool(signals & {*_TAKES_BACK, "only"}) and any(own.get(k) for k in _WHICH_ONE)
    if (takes_back and len(last.slots.get("durations", [])) > 1) or own.get("notified_suspension") == "none":
        return True
    if frame.intent == "credit" and (frame.slots.get("money") or _one_more(last, frame)):
        return True
    if own.get("times") and (last.slots.get("datetimes") or any("began" in o for o in _each(last))):
        return True
    if any(d["role"] == "claimed_on" for d in frame.slots.get("dates", [])) and segment.residue <= SHORT:
        return any(last.slots.get(k) for k in _TOLD)  # the day of the claim, for the outage told before
    facts = sum(k in own for k in OUTAGE_FACTS)
    return segment.act != "question" and (facts > 1 or (facts == 1 and segment.residue <= SHORT))


def _each(last: Frame) -> list[dict[str, Any]]:
    """What is known of each of several outages."""
    return list(last.slots.get("of_each", {}).values())


def _one_more(last: Frame, frame: Frame) -> bool:
    """Whether the length of one more outage is told: 「15時間のもあったので、合計でいくらですか」."""
    named = frame.slots.get("services") in (None, [], [last.service])
    return bool(named and frame.slots.get("one_more") and frame.slots.get("durations") and last.slots.get("durations"))


def _of_refused_option(last: Frame, frame: Frame, segment: Segment) -> bool:
    """Whether the option spoken of is asked about on another grade: 「Completeにしたら入れられますよね」."""
    own = {k for k, v in segment.own.items() if v not in (None, [], {})}
    graded = own and own <= {"grades", "grade", "grade_to"}
    asks = segment.act == "question" and segment.residue <= SHORT and frame.intent in CHANGE_INTENTS
    return bool(last.slots.get("options") and graded and asks and _HAS_IT.search(segment.text))


def _leaves(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str], *, pending: bool) -> bool:
    """Whether a segment leaves the talk or its subject: something else, another outage, a contract to be made.

    Or a rule of an option: whether it can be dropped later is not a part of the request that was recorded.
    """
    elsewhere = is_elsewhere(segment) or (family(last.intent) != "outage" and _tells_outage(segment.own))
    later = last.act == "request" and (_of_one_option(frame, segment) or (not pending and _of_stopping(segment)))
    ends = frame.intent in _ENDS_TALK and segment.confidence > _CONVINCED
    return ends or later or elsewhere or "new_contract" in signals or bool(frame.slots.get("late"))


def _tells_outage(own: dict[str, Any]) -> bool:
    """Whether a segment tells an outage: how long or from when until when, and what was down."""
    long = own.get("durations") or len(own.get("datetimes", [])) > 1
    return bool(long) and any(k in own for k in ("vpn_devices", "backbone_link"))


def _of_one_option(frame: Frame, segment: Segment) -> bool:
    """Whether a question is for a rule of an option, and adds nothing to a request: "does it come with the option?"."""
    sure = frame.intent != "option_description" or segment.confidence > _CONVINCED
    asks = segment.act == "question" and bool(segment.own.get("options")) and segment.residue > 1
    return asks and sure and frame.intent in OF_ONE_OPTION


def _of_stopping(segment: Segment) -> bool:
    """Whether it is asked if an option can be dropped."""
    return segment.act == "question" and bool(segment.own.get("options_remove"))


def _of_that_option(last: Frame, frame: Frame, segment: Segment) -> bool:
    """Whether a day told after talk of stopping an option is that option's: 「書類が12月15日に届くと？」."""
    about = last.intent in ("option_stop", "option_stop_how") and bool(frame.slots.get("dates"))
    other = segment.own.get("services") or segment.own.get("items") or CONTRACT.search(segment.text)
    return about and not other and frame.intent in (*WHOLE_ENDING, OUT_OF_SCOPE)


def _no_part_of_an_end(last: Frame, frame: Frame, segment: Segment) -> bool:
    """Whether a segment says what an end has not: no licences, no grade to go to, and no option is added to it."""
    own = segment.own
    configures = any(own.get(k) for k in (*VALUES, "grade_to")) or (own.get("options") and own.get("grades"))
    if family(last.intent) == "ending" and configures and not any(own.get(k) for k in _TOLD):
        return True
    adds = own.get("options") and frame.intent in CHANGE_INTENTS and frame.act == "request"
    return is_ending(last) and bool(adds)


def _of_the_terms(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether it is asked what the terms allow whatever was spoken of: a limit, the way back, a channel."""
    if frame.intent == "change_items" and _WHAT_CHANGES.search(segment.text) and segment.act == "question":
        return True  # 「じゃあ何を変更できるんですか」 after one item was refused
    goes_back = "back" in signals and bool(frame.slots.get("grade_from") or frame.intent == "grade_change")
    if family(last.intent) == "config" and (asks_limit(segment) or goes_back):
        return True
    return frame.intent in ("termination_channel", "credit_suspension") and segment.act == "question"


def _of_a_thing_apart(segment: Segment, signals: frozenset[str]) -> bool:
    """Whether a segment is about posting a form on no day told, or about the version of IP."""
    posted = "posts" in signals and segment.act == "question" and not segment.own.get("dates")
    posted = posted and not tells_arrival(segment)
    return posted or bool(segment.own.get("ip") and not segment.own.get("options"))


def _of_the_same_end(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether the end just spoken of is meant: the days reckoned with are to be registered, that option is to stop."""
    reckoned = last.intent in (*WHOLE_ENDING, "option_stop") and bool(last.slots.get("dates"))
    if reckoned and frame.intent == "termination_request" == segment.intent and frame.act == "request":
        return True  # "register that cancellation please"
    roles = {d["role"] for d in segment.own.get("dates", [])}
    charged = "early_charge" in (frame.intent, segment.intent)
    if reckoned and charged and roles == {"billing_start"}:
        return True  # 「課金開始は12月15日ですが、調定金は？」 of the end whose form was told
    return "refers" in signals and last.intent == "option_stop" and frame.intent in WHOLE_ENDING


def _moved_on(last: Frame, frame: Frame, segment: Segment, sure: float) -> bool:
    """Whether a question that names the other service brings a subject of its own as well."""
    named = {i for i in segment.own.get("items", []) if i in LIMITS}
    if family(last.intent) == family(frame.intent) and segment.act == "question" and named:
        return not named & {*last.slots, *last.slots.get("items", []), LIMIT_ITEMS.get(last.intent)}
    # 「FMSの料金のところも」 after an article was shown: its number was another contract's
    return last.intent in _SHOWN and frame.intent not in META_INTENTS and sure > _UNSURE


def _takes_the_value(last: Frame, frame: Frame, segment: Segment, sure: float) -> bool:
    """Whether a value said alone is one that the last frame takes, and no question for the other service."""
    told = {k for k, v in segment.own.items() if v not in (None, [], {}) and k not in SAYS_NOTHING}
    kin = family(frame.intent) == family(last.intent)
    if segment.act in ("request", "wish") and segment.own.get("options") and not (kin or last.slots.get("options")):
        return False  # 「最初の設定をやってもらえますか」 after a question about the line
    if told == {"services"} and sure > _ELSEWHERE and not kin and _own_subject(frame, segment):
        return False
    return family(last.intent) in _TAKES_VALUES or told <= _TAKEN_BY_ALL


def _adds_to_it(last: Frame, frame: Frame, segment: Segment, signals: frozenset[str], sure: float) -> bool:
    """Whether values said in a few more words are for the last frame: it takes such, and no other reading is sure."""
    own = segment.own
    kin = family(frame.intent) == family(last.intent)
    related = family(last.intent) in _TAKES_VALUES
    small = segment.residue <= SHORT and not own.get("services")
    refers = own.get("dates") and "refers" in signals and segment.residue <= _LONG  # "doesn't that count?"
    if related and sure < _UNSURE and (small or refers):
        return True
    if segment.act == "statement" and related and segment.residue <= _LONG:
        return kin or sure < _CONVINCED
    if not signals & {"follow_up", "correction"}:
        return False
    if kin:
        return not (frame.act == "request" and last.act == "question" and family(frame.intent) == "config")
    return related and sure < _CONVINCED and segment.residue <= _LONG


def _names_only_the_service(segment: Segment) -> bool:
    """Whether a segment tells nothing but which service is meant."""
    return {k for k, v in segment.own.items() if v not in (None, [], {}) and k not in SAYS_NOTHING} == {"services"}


def _own_subject(frame: Frame, segment: Segment) -> bool:
    """Whether a question that names a service has a subject of its own, short as it is: "does FMS have an SLA?"."""
    asks = segment.act == "question" and segment.residue > 1
    return asks and frame.intent not in (*META_INTENTS, "service_compare")
