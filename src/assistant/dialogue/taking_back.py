"""What a message takes back of the request that waits: all of it, or which items and options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue.config import ITEM_SLOTS, ITEM_WORDS, OPTION_WORDS, VALUES
from assistant.dialogue.declining import asked_for, leaves_as_is, left_aside, left_out, refuses, wanted_alone
from assistant.dialogue.state import Frame, State
from assistant.language.agreement import is_no
from assistant.language.understand import Reading, Segment

_PLAINLY = 0.9
_OPTION_SLOTS = ("options", "options_remove", "options_refused", "options_keep")
_BLANK = re.compile(r"白紙に|ゼロに戻|\b(?:clean slate|start (?:it )?(?:over|afresh) from nothing)\b", re.IGNORECASE)
GIVES_UP = re.compile(
    r"(?:変更|依頼|請求|手続き?|申請|申し?込み?|解約|話|件|案|移行|アップグレード|ダウングレード)(?:自体|そのもの)?(?:は|"
    r"を|も)?"
    r"(?:もう|いったん|一旦|やはり|やっぱり)?(?:やめ|止め|取りやめ|中止|なし|無し|キャンセル|取り?消|取り?下げ|白紙|"
    r"見送|結構)|"
    r"\b(?:forget|scrap|drop|cancel|skip|abandon|leave|withdraw|not doing|won't do|without)(?: about)?"
    r"(?: (?:the|that|this|my|our))?(?: \w+){0,2}? ?\b(?:changes?|request|move|upgrade|downgrade|"
    r"switch|idea|whole thing)\b",
    re.IGNORECASE,
)
_REST_STAYS = re.compile(
    r"(?:ほか|他|それ以外|残り)(?:の(?:もの|項目)?)?(?:は|も)[^。]{0,6}(?:そのまま|変更(?:なし|し(?:な|ま))|変え(?:な|"
    r"ま)|現状|同じ)|"
    r"\b(?:keep|leave)\b[^.?]{0,12}\b(?:everything else|the rest|all else|the others?)\b|"
    r"\b(?:everything else|the rest|all else)\b[^.?]{0,16}\b(?:stays?|same|as (?:it|they) (?:is|are)|unchanged)\b",
    re.IGNORECASE,
)


def gives_up(frame: Frame, segment: Segment, reading: Reading, *, changes: bool) -> bool:
    """Whether a message gives the whole request up: takes it all back, or the grade that it leaves is to stay."""
    every = "all" in reading.pick and ("retracts" in reading.signals or reading.no)
    if not changes and (every or _BLANK.search(segment.text)):
        return True
    if not changes and GIVES_UP.search(segment.text) and not _named(frame, segment) and not reading.yes:
        return True  # 「解約の件はいったん無しにしてください」
    stays = segment.own.get("grade_stay")
    if stays and stays != frame.slots.get("grade", stays) and not _new_values(frame, segment):
        return True  # "leave it then, they'll stay on Complete"
    takes_back = "withdraws" in reading.signals and not _named(frame, segment)  # 「社内で再検討するので取り消します」
    return takes_back and not changes and ("closes" in reading.signals or segment.intent != "undo")


def plainly_no(segment: Segment, reading: Reading) -> bool:
    """Whether a message refuses the request, whatever else its words would bear."""
    says_no = is_no(segment.text) or (segment.intent == "no" and segment.confidence > _PLAINLY)
    return says_no or (reading.no and (refuses(segment) or leaves_as_is(segment)))


def retracts(frame: Frame, segment: Segment, reading: Reading, *, changes: bool) -> bool:
    """Whether a part of the request, or its last change, is taken back."""
    if segment.intent == "undo" and not changes:
        return True
    takes_back = reading.no or bool(reading.signals & {"retracts", "only", "back"} or left_out(frame, segment))
    takes_back = takes_back or bool(segment.own.get("stay"))  # "let's keep two servers"
    return takes_back and bool(_named(frame, segment)) and not _new_values(frame, segment)


def leaves_the_rest(frame: Frame, segment: Segment, *, changes: bool) -> bool:
    """Whether a message only says what stays: all the rest, or an item which the request does not touch."""
    aside = left_aside(frame, segment)
    if aside and not _new_values(frame, segment, but=aside):
        return True
    return (bool(_REST_STAYS.search(segment.text)) and not changes) or _leaves_another(frame, segment)


def taken_out(state: State, frame: Frame, segment: Segment, signals: frozenset[str]) -> list[str] | None:
    """The items and options of the request that a message takes back; None when it wants all of them after all."""
    named = _named(frame, segment)
    kept = wanted_alone(frame, segment.text) if "only" in signals else []
    if kept:
        named = [n for n in asked_for(frame) if n not in kept]  # "drop the region bit, licences only"
        if not named:
            return None
    elif named and "only" in signals and ("retracts" not in signals or "rest" in signals):
        named = [n for n in asked_for(frame) if n not in named]
        if not named:
            return None  # "just the 500M, please" of a request for 500M
    told = not (state.context.get("configuration") or "grade_to" in frame.slots)
    if told and any(v in frame.slots and v not in named for v in VALUES):
        named = [n for n in named if n != "grade"]  # the grade one has, told beside the values, is not asked for
    return named


def request_without(frame: Frame, names: list[str]) -> Frame:
    """The request without some of its items and options."""
    slots = dict(frame.slots)
    for name in names:
        slots.pop(name, None)
        slots["open"] = {k: v for k, v in slots.get("open", {}).items() if k != name}
        for kind in ("options", "options_remove", "options_keep"):
            slots[kind] = [o for o in slots.get(kind, []) if o != name]
    if "grade" in names:
        slots.pop("grade_to", None)
    slots["items"] = [i for i in slots.get("items", []) if i not in names]
    return replace(frame, slots={k: v for k, v in slots.items() if v not in (None, [], {})})


def _leaves_another(frame: Frame, segment: Segment) -> bool:
    """Whether a message says that an item stays which the request does not touch: 「ライセンスはそのままで」."""
    items = [i for i in segment.own.get("items", []) if i in ITEM_SLOTS]
    return bool(items) and not set(items) & frame.slots.keys() and leaves_as_is(segment)


def _named(frame: Frame, segment: Segment) -> list[str]:
    """The items and options of the request that a message names."""
    own = segment.own
    names = [i for i in (*own.get("items", []), *own.get("stay", {})) if i in frame.slots]
    names += [i for i, word in ITEM_WORDS.items() if i in frame.slots and word.search(segment.text)]
    names += [i for i in ITEM_SLOTS if i in own and i in frame.slots]
    wanted = {o for k in _OPTION_SLOTS for o in frame.slots.get(k, [])}
    names += list(wanted) if "option" in own.get("items", []) and not any(own.get(k) for k in _OPTION_SLOTS) else []
    names += [o for o in wanted if o in OPTION_WORDS and OPTION_WORDS[o].search(segment.text)]
    said = [o for k in _OPTION_SLOTS for o in own.get(k, [])]
    return list(dict.fromkeys([*names, *[o for o in said if o in wanted]]))


def _new_values(frame: Frame, segment: Segment, but: Sequence[str] = ()) -> bool:
    """Whether a message sets something that the request does not have yet, `but` what it leaves out."""
    own = segment.own
    return any(k in own and own[k] != frame.slots.get(k) for k in ITEM_SLOTS if k != "grade_to" and k not in but)
