"""What a question means after the topic, where its own words would say something else."""

from __future__ import annotations

import re

from assistant.dialogue.config import VALUES
from assistant.dialogue.config_turns import of_the_item
from assistant.dialogue.continuing import BARE
from assistant.dialogue.elsewhere import asked_there, same_rule_there
from assistant.dialogue.ending_turns import form_after_all, in_ending, is_ending
from assistant.dialogue.families import SHORT, family
from assistant.dialogue.filling import is_question_form, says_something
from assistant.dialogue.mend_times import fees_named, mend_fee
from assistant.dialogue.outage_turns import in_outage
from assistant.dialogue.state import Frame
from assistant.dialogue.topic_turns import in_explanation
from assistant.language.understand import Segment

_FEES_DUE = frozenset({"fee_oneoff_when", "fee_initial_when", "fee_monthly_when"})
_CHEAPER = re.compile(
    r"安[いく]|高[いく]|割安|割高|お得|\b(?:cheap\w*|expensive|dear(?:er|est)|better value|costs? (?:more|less))\b",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"いくら|何円|\b(?:how much|what amount|in yen|the amount)\b", re.IGNORECASE)
_AMOUNT = re.compile(
    r"金額|料金|費用|値段|価格|いくら|月額|見積|概算|\b(?:price|cost|costs|amount|figure|fee|fees|quote|"
    r"how much|pay)\b",
    re.IGNORECASE,
)


def in_topic(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """What a question means after the topic, where its own words would say something else; changes the frame."""
    own = segment.own
    asks = segment.act == "question"
    if frame.intent == "human":
        return  # 「担当の方から電話もらえますか」 asks for a person, not whether a phone call will do
    if same_rule_there(frame, topic, segment) or asked_there(frame, topic, segment):
        return
    if family(topic.intent) == "outage":
        in_outage(frame, topic, segment, signals)
    if family(topic.intent) == "config":
        of_the_item(frame, topic, segment, signals)
    fees = fees_named(segment.text) if topic.intent in _FEES_DUE and segment.residue <= SHORT and asks else []
    fees = [] if frame.intent == "price" and _HOW_MUCH.search(segment.text) else fees
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


def _other_fee(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether, after how much something is, the same is asked of another fee: 「初期費用のほうは？」."""
    amount = topic.intent == "price" or (topic.intent == "option_fee" and topic.slots.get("options"))
    amount = amount or (topic.intent == "option_fee" and topic.slots.get("asks_amount"))
    asks = is_question_form(segment) and segment.residue <= BARE + BARE and not says_something(segment.own)
    named = fees_named(segment.text)
    return bool(amount and asks and named) and mend_fee(named[0], segment.text) != named[0]
