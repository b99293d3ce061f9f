"""A number without its item, 「700に増やせますか」: it goes to the item that can take it, or is asked for.

The item spoken of last comes first (see config_turns); here are the numbers of a conversation that has spoken of none,
or of several at once when the contract was told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.config_turns import item_of
from assistant.dialogue.families import SHORT, family
from assistant.dialogue.judge import Judge
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import known_contract
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_MAY_SET = frozenset(
    {*CHANGE_INTENTS, OUT_OF_SCOPE, "value_check", "option_eligibility", "change_items", "combined_change"}
)
_MAY_SET |= {"change_decrease", "upgrade_proposal", "configuration_check"}
_UP = re.compile(
    r"増や|増加|増設|ふやし|上げ|拡大|拡張|アップ|"
    r"\b(?:rais\w*|increas\w*|up to|go(?:ing)? up|bump\w*|grow\w*|expand\w*|upgrad\w*)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"減ら|減少|削減|へらし|下げ|落と|縮小|ダウン|\b(?:reduc\w*|lower\w*|decreas\w*|cut|down|drop|shrink)\b",
    re.IGNORECASE,
)
_SETS = re.compile(
    r"\d[\d,]*\s*(?:[にへ]|まで|で(?!す)|を(?:お願い|希望)|は(?:可能|でき|大丈夫))|"
    r"\b(?:to|at|have|get|take|want|need|make (?:it|that)|set (?:it|us) (?:to|at)|with)\s+(?:just |about |only )?\d",
    re.IGNORECASE,
)
_SMALL = ("servers",)  # counts that any other small number would fit as well


def placed(state: State, frame: Frame, segment: Segment, judge: Judge) -> None:
    """Give a bare number to the item that can take it, or note which could, so that it is asked; changes the frame."""
    _beside_what_is_told(frame, segment, judge)
    _beside_a_value(state, frame, segment, judge)
    number = bare_number(frame, segment)
    service = frame.service or state.service
    if number is None or service is None or _spoken_of(state):
        return
    if _stepped(state, frame, segment, judge, number=number, service=service):
        return
    beside = bool(frame.slots.get("options") or frame.slots.get("options_remove") or frame.slots.get("grade_to"))
    if frame.intent not in _MAY_SET or not (_SETS.search(segment.text) or _UP.search(segment.text)):
        return
    items, contract = _items(state, service, frame, judge)
    grade = frame.slots.get("grade") or contract.get("grade")
    fits = [i for i in items if takes(judge, service, i, number, grade)]
    fits = [i for i in fits if _goes_there(segment.text, number, contract.get(i))] or fits
    if beside:
        fits = [i for i in fits if i not in _SMALL]
        items = []
    meant = fits or items
    if not meant or not contract:
        return
    request = frame.act == "request" or segment.act in ("request", "wish")
    if not beside:
        frame.intent = "change_request" if request else "change_check"
        frame.act = "request" if request else "question"
    frame.service = service
    frame.slots.update(rescued=True, referred=True)
    if len(meant) == 1:
        frame.slots.update({meant[0]: number, "numbers": []})
    else:
        frame.slots["which_item"] = meant


def with_present(frame: Frame) -> Frame:
    """The frame with a bare number told as the present one beside its value: 「今3台で、5台にしたい」."""
    now = frame.slots.pop("number_now", None)
    valued = [v for v in VALUES if v in frame.slots]
    if now is not None and len(valued) == 1:
        frame.slots["now"] = {**frame.slots.get("now", {}), valued[0]: now}
    return frame


def _beside_what_is_told(frame: Frame, segment: Segment, judge: Judge) -> None:
    """Take a value told before a change as the present one: 「ログ360日のCompleteです。90に減らせますか」."""
    numbers = [n for n in segment.own.get("numbers", []) if isinstance(n, int)]
    told = [v for v in VALUES if v in frame.slots]
    moves = _UP.search(segment.text) or _DOWN.search(segment.text)
    if len(numbers) != 1 or len(told) != 1 or told[0] in segment.own or not moves or frame.service is None:
        return
    item, now = told[0], frame.slots[told[0]]
    if segment.slots.get(item) != now or not _goes_there(segment.text, numbers[0], now):
        return
    if not takes(judge, frame.service, item, numbers[0], frame.slots.get("grade") or frame.slots.get("grade_now")):
        return
    request = segment.act in ("request", "wish")
    frame.intent, frame.act = ("change_request", "request") if request else ("change_check", "question")
    frame.slots["now"] = {**frame.slots.get("now", {}), item: now}
    frame.slots.update({item: numbers[0], "numbers": [], "rescued": True, "referred": True})


_LAST_OF_A_LIST = re.compile(
    r"(?:,|、|で|と|・|/|[+&]|\band)\s*(?:to )?(\d[\d,]*)\s*(?:please\b|[。.!?？！]|[にへで]|\Z)", re.IGNORECASE
)


def _beside_a_value(state: State, frame: Frame, segment: Segment, judge: Judge) -> None:
    """Give a bare number that ends a list to the one item that takes it, or note which could: "5 servers and 15000"."""
    own = segment.own
    numbers = [n for n in own.get("numbers", []) if isinstance(n, int)]
    told = [v for v in VALUES if v in own and v in frame.slots]
    service = frame.service or state.service
    if frame.intent not in {*CHANGE_INTENTS, "value_check"} or len(numbers) != 1 or len(told) != 1 or service is None:
        return
    last = _LAST_OF_A_LIST.search(segment.text)
    if last is None or last[1].replace(",", "") != str(numbers[0]):
        return
    items, contract = _items(state, service, frame, judge)
    grade = frame.slots.get("grade") or contract.get("grade")
    rest = [i for i in items if i not in told and i not in _SMALL and contract.get(i) != numbers[0]]
    fits = [i for i in rest if takes(judge, service, i, numbers[0], grade)]
    if len(fits) == 1:
        frame.slots.update({fits[0]: numbers[0], "numbers": []})
    elif fits:
        frame.slots["which_item"] = fits


def _stepped(state: State, frame: Frame, segment: Segment, judge: Judge, *, number: int, service: str) -> bool:
    """Whether a number is a step of what is counted one by one: 「あと50追加して」; changes the frame."""
    down = lowers(segment.text)
    if frame.intent not in _MAY_SET or not is_a_step(segment.text) or frame.slots.get("options"):
        return False
    items, contract = _items(state, service, frame, judge)
    sign = -1 if down else 1
    fits = [
        i
        for i in items
        if i in _ONE_BY_ONE
        and isinstance(contract.get(i), int)
        and takes(judge, service, i, contract[i] + sign * number, contract.get("grade"))
    ]
    if len(fits) != 1:
        return False
    request = frame.act == "request" or segment.act in ("request", "wish")
    frame.intent, frame.act = ("change_request", "request") if request else ("change_check", "question")
    frame.service = service
    frame.slots.update({fits[0]: number, "numbers": [], "rescued": True, "referred": True})
    frame.slots["relative"] = {**frame.slots.get("relative", {}), fits[0]: "-" if down else "+"}
    return True


_ONE_BY_ONE = ("licences", "servers")
_MORE = re.compile(
    r"(?:あと|さらに|もう)\s*\d|\d[\d,]*\s*(?:本|個|台|つ)?(?:分)?(?:追加|増設|足し|ほど増|増や)|"
    r"\b(?:add|another|additional|extra|up(?! to| from| at))\b[^.?]{0,10}\d|\d[\d,]* (?:more|extra|additional)\b",
    re.IGNORECASE,
)
_FEWER = re.compile(
    r"\d[\d,]*\s*(?:本|個|台|つ)?(?:分)?(?:減ら|削減|減|少な)|\d[\d,]* (?:fewer|less)\b|\bby \d", re.IGNORECASE
)


def is_a_step(text: str) -> bool:
    """Whether a number is told as so many more or fewer: 「あと50追加して」."""
    return bool(_MORE.search(text) or _FEWER.search(text))


def lowers(text: str) -> bool:
    """Whether a step goes down: 「50本減らして」, "by 50" of a cut."""
    return bool(_FEWER.search(text)) and (bool(_DOWN.search(text)) or not _UP.search(text))


def other_item(topic: Frame, segment: Segment, signals: frozenset[str], judge: Judge) -> Frame | None:
    """The frame with its number given to the item that was meant, 「帯域のほうです」; None when none is meant."""
    named = [i for i in VALUES if i in segment.own.get("items", []) and i not in topic.slots]
    valued = [v for v in VALUES if v in topic.slots]
    told = any(v in segment.own for v in VALUES) or segment.own.get("numbers") or segment.own.get("options")
    service = topic.service
    means = "correction" in signals or _MEANT.search(segment.text)
    if len(named) != 1 or len(valued) != 1 or told or service is None or segment.act == "question":
        return None
    if valued[0] in topic.slots.get("relative", {}) or segment.residue > SHORT or not means:
        return None
    number = topic.slots[valued[0]]
    if not takes(judge, service, named[0], number, topic.slots.get("grade")):
        return None
    kept = {k: v for k, v in topic.slots.items() if k not in (valued[0], "items", "said_last")}
    return replace(topic, slots={**kept, named[0]: number, "rescued": True, "referred": True})


def moved_over(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str], judge: Judge) -> None:
    """Turn a frame to the item that was meant for the number spoken of last."""
    meant = other_item(topic, segment, signals, judge)
    if meant is not None:
        frame.intent, frame.act, frame.service, frame.slots = meant.intent, meant.act, meant.service, meant.slots


_MEANT = re.compile(
    r"の?(?:ほう|方)(?:です|でした|だ|の(?:話|こと)|を|に|$)|の(?:話|こと)(?:です|でした)|じゃなく|ではなく|"
    r"\b(?:i|we) mean[t]?\b|\bnot the\b|\bsorry\b|\bi'm talking about\b",
    re.IGNORECASE,
)


def bare_number(frame: Frame, segment: Segment) -> int | None:
    """The only bare number that a segment tells, where no item is named with it."""
    numbers = [n for n in segment.own.get("numbers", []) if isinstance(n, int)]
    own = segment.own
    told = any(v in frame.slots for v in VALUES) or any(i in VALUES for i in own.get("items", []))
    other = any(own.get(k) for k in ("durations", "dates", "datetimes", "money", "clauses", "heads", "contracted"))
    return numbers[0] if len(numbers) == 1 and not told and not other else None


def _spoken_of(state: State) -> bool:
    """Whether an item was spoken of last, to which a bare number belongs."""
    frames = [f for f in (state.frame, state.topic) if f is not None and family(f.intent) == "config"]
    return any(item_of(f) in VALUES for f in frames)


def _items(state: State, service: str, frame: Frame, judge: Judge) -> tuple[list[str], Mapping[str, Any]]:
    """The items a number may be for, and the contract they are of: what was told of it, else what is vouched for."""
    told = known_contract(state, service)
    vouched = state.context.get("configuration") or {} if state.context.get("service") in (None, service) else {}
    contract = {**vouched, **told}
    grade = contract.get("grade")
    items = [i for i in VALUES if i in (told if any(v in told for v in VALUES) else contract)]
    return [i for i in items if _range(judge, service, i, grade)], contract


def _range(judge: Judge, service: str, item: str, grade: Any) -> list[int]:
    """What there is to choose from: all values, or the least and the largest; empty where nothing can be chosen."""
    frame = Frame("", service, {"grade": grade} if grade else {})
    return [v for v in judge.choices(frame, item) if isinstance(v, int)] or judge.bounds(frame, item)


def takes(judge: Judge, service: str, item: str, number: int, grade: Any) -> bool:
    """Whether a number lies where the values of an item lie; of a few values, whether it is one of them."""
    known = _range(judge, service, item, grade)
    if item in ("log", "concurrent"):
        return number in known
    return bool(known) and min(known) <= number <= max(known)


def _goes_there(text: str, number: int, now: Any) -> bool:
    """Whether a number lies on the side of the present one that the text speaks of."""
    if not isinstance(now, int):
        return True
    if _DOWN.search(text) and not _UP.search(text):
        return number < now
    return number > now if _UP.search(text) else number != now
