"""Another item asked about while a request waits: judged for itself, and joined to the request when that is wanted."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.config import CHANGE_INTENTS, CONFIG_INTENTS, ITEM_WORDS, VALUES
from assistant.dialogue.families import SHORT
from assistant.dialogue.filling import has_values
from assistant.dialogue.state import Frame, Pending, State
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Reading, Segment

_TOGETHER = re.compile(
    r"も(?!う|し|っと|と)|一緒|同時に変|加えて|あわせ|合わせ|その上|さらに|追加で|両方|"
    r"\b(?:too|also|as well|together|both|besides|on top|at the same time|plus|along with)\b|^\W*and\b",
    re.IGNORECASE,
)
_CHANGES_TO_IT = re.compile(
    r"(?:それ|そちら|そっち|その(?:値|数|内容))に(?:変更|変え|し|切り?替)|代わりに|"
    r"\b(?:change|switch|set|move|go|make)(?: it| us| that)? (?:to|for|with) (?:that|it|this|those)\b|\binstead\b",
    re.IGNORECASE,
)


_EARLIER_CHANGE = re.compile(
    r"(?:さっき|先ほど|さきほど|元|もと|最初|前|確認中|保留中|今)の(?:変更|依頼|件|申請|申し?込み?|手続き?|内容)|"
    r"\b(?:my|the|that|our) (?:earlier |first |original |pending |open |licen[cs]e |bandwidth |log )?"
    r"(?:change|request|order)\b",
    re.IGNORECASE,
)


def names_earlier_change(text: str) -> bool:
    """Whether a text names the request that was made before what was asked since: 「さっきの変更」, "my change"."""
    return bool(_EARLIER_CHANGE.search(text))


def beside_request(state: State, earlier: Frame, frame: Frame, segment: Segment) -> bool:
    """Whether another item is asked about for itself while a request waits, and so is judged without it.

    「サーバを3台に増やすのは？」 beside another change. Not when the two belong together: "and the servers as well?",
    or a grade decides what the other may be.
    """
    waits = state.pending is not None and state.pending.kind == "confirm" and earlier.act == "request"
    told = {v for v in VALUES if v in segment.own}
    if not waits or segment.act != "question" or not told or frame.intent not in CONFIG_INTENTS:
        return False
    shared = bool(told & earlier.slots.keys()) or "grade" in {*earlier.slots, *segment.own}
    of_options = bool(earlier.slots.get("options") or frame.slots.get("options"))
    return not shared and not of_options and not _TOGETHER.search(segment.text)


def for_grade_wanted(state: State, frame: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """Judge a value asked about while a request for another grade waits for that grade; changes the frame.

    "Is 400M really one of your steps?" beside a move to Core doubts the 400M of the request.
    """
    pending = state.pending
    if pending is None or pending.kind != "confirm" or pending.frame.act != "request" or segment.act != "question":
        return
    wanted = pending.frame.slots.get("grade_to") or pending.frame.slots.get("grade")
    shared = [v for v in VALUES if v in segment.own and v in pending.frame.slots]
    graded = any(k.startswith("grade") for k in segment.own) or segment.own.get("now") or "back" in signals
    if wanted and shared and not graded and frame.intent in _OF_A_VALUE and not _AS_IT_IS.search(segment.text):
        frame.intent, frame.service = "value_check", pending.frame.service or frame.service
        frame.slots.update(grade=wanted, grades=[wanted], rescued=True, referred=True)


_OF_A_VALUE = frozenset({*CONFIG_INTENTS, "yes", OUT_OF_SCOPE})
_AS_IT_IS = re.compile(
    r"今の|現在の|現行|このまま|今のまま|\b(?:current|present|existing|as (?:it|we) (?:is|are)|now|today)\b",
    re.IGNORECASE,
)


def put_back(state: State, pending: Pending, segment: Segment) -> Frame | None:
    """The request with the item that was just taken out of it: "just the servers", then "no wait, licences as well"."""
    wish, asks = state.wish, pending.frame
    if wish is None or wish is asks or wish.act != "request" or segment.act == "question" or has_values(segment):
        return None
    named = [v for v in VALUES if v in wish.slots and v not in asks.slots and ITEM_WORDS[v].search(segment.text)]
    if not named or not _TOGETHER.search(segment.text) or segment.residue > SHORT:
        return None
    relative = {v: sign for v, sign in wish.slots.get("relative", {}).items() if v in (*named, *asks.slots)}
    return replace(asks, slots={**asks.slots, **{v: wish.slots[v] for v in named}, "relative": relative})


_ADD_IT = re.compile(
    r"(?:それ|これ|そちら)(?:を|も)?(?:付け|つけ|追加|入れ)|\b(?:add|include) (?:it|that|them|those)\b", re.IGNORECASE
)


def _with_the_option(asks: Frame, last: Frame, segment: Segment, reading: Reading) -> Frame | None:
    """The request with the option that was just asked about beside it: "can SSE come along?", then "yes, add it"."""
    options = [o for o in last.slots.get("options", []) if o not in asks.slots.get("options", [])]
    adds = "adds" in reading.signals or bool(_ADD_IT.search(segment.text))
    wants = adds and segment.act != "question" and not (reading.no or has_values(segment))
    if not options or not wants or segment.residue > SHORT:
        return None
    if last.intent in CHANGE_INTENTS and all(k in last.slots for k in asks.slots if k in VALUES):
        return replace(last, act="request")  # asked about with all that waits
    return replace(asks, slots={**asks.slots, "options": [*asks.slots.get("options", []), *options]})


def asked_beside(state: State, pending: Pending, segment: Segment, reading: Reading) -> Frame | None:
    """The request that is meant where what was asked about beside the one that waits is wanted too, or in its place.

    「それもお願いします」, "please do that as well", "then just the licences", "change it to that instead". None when
    nothing was asked beside it, or the message is about the request that waits.
    """
    last, asks = state.frame, pending.frame
    if last is None or last.act != "question" or last.intent not in CONFIG_INTENTS or last.service != asks.service:
        return None
    whole = _with_the_option(asks, last, segment, reading)
    if whole is not None:
        return whole
    values = [v for v in VALUES if v in last.slots and v not in asks.slots]
    wants = segment.act in ("request", "wish") or reading.agrees or bool({"adopts", "only"} & reading.signals)
    if not values or not wants or segment.act == "question" or reading.no or has_values(segment):
        return None
    if segment.residue > SHORT:
        return None
    named = [v for v in values if ITEM_WORDS[v].search(segment.text)]
    if "only" in reading.signals or _CHANGES_TO_IT.search(segment.text):
        alone = bool(named) or not any(w.search(segment.text) for w in ITEM_WORDS.values())
        return replace(last, act="request") if alone else None
    if not _TOGETHER.search(segment.text):
        return None
    return replace(asks, slots={**asks.slots, **{k: last.slots[k] for k in (*values, "relative") if k in last.slots}})
