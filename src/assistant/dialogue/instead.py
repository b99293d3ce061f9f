"""A request given up in the same sentence that makes another: 「変更はやめて、帯域だけ500Mに」, "forget the move, ...".

What is given up must not come back as a part of the new request. (In sentences of their own: see declining.)
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.config import ITEM_WORDS, OPTION_WORDS, VALUES
from assistant.dialogue.declining import asked_for
from assistant.dialogue.state import Frame, State
from assistant.dialogue.taking_back import request_without
from assistant.language.moves import pick
from assistant.language.signals import signals
from assistant.language.understand import Reading, Segment

_CLAUSE_END = re.compile(r"[、。;]|[,.](?!\d)|\s[-–—]\s|(?<=[a-z]) and (?=just|only|instead|rather)")
_GIVES_UP = re.compile(
    r"(?:変更|依頼|請求|手続き?|申請|申し?込み?|話|件|案|移行|アップグレード|ダウングレード)(?:自体|そのもの)?(?:は|"
    r"を|も)?"
    r"(?:もう|いったん|一旦|やはり|やっぱり)?(?:やめ|止め|取りやめ|中止|なし|無し|キャンセル|取り?消|取り?下げ|白紙|"
    r"見送|結構)|"
    r"\b(?:forget|scrap|drop|cancel|skip|abandon|leave|withdraw|not doing|won't do|without)(?: about)?"
    r"(?: (?:the|that|this|my|our))?(?: \w+){0,2}? ?\b(?:changes?|request|move|upgrade|downgrade|"
    r"switch|idea|whole thing)\b",
    re.IGNORECASE,
)
_ALL_STAYS = re.compile(
    r"(?:全部|すべて|全て|何も|ほかも|他も|契約(?:内容)?は|ぜんぶ)[^。、]{0,10}(?:今のまま|現状|そのまま|変え(?:ない|"
    r"ず|なく)|変更(?:しない|なし))|"
    r"(?:今|現状|現在)のまま|現状維持|"
    r"\b(?:everything|all|the lot|things|nothing)\b[^.?!]{0,16}\b(?:as (?:it |they )?(?:is|are)|unchanged|stays?|"
    r"changes|same)\b|"
    r"\bas (?:it |they |things )?(?:is|are)\b",
    re.IGNORECASE,
)
_OF_STAYING = ("grade", "grades", "grade_stay", "again")
_WANTED = (*VALUES, "region", "redundancy", "options", "options_remove", "numbers", "grade", "grade_to")


def made_instead(state: State, reading: Reading) -> Reading | None:
    """What a message asks for in the place of the request that stands open, which is given up; else None."""
    pending = state.pending
    if pending is None or pending.kind not in ("confirm", "slot") or pending.frame.act != "request":
        return None
    left = _beside_what_stays(pending.frame, reading)
    named: set[str] | None = None
    if left is None and len(reading.segments) == 1 and not reading.told:
        left, named = _after_giving_up(reading.segments[0])
    asked = {"grade" if n == "grade_to" else n for n in asked_for(pending.frame)}
    if left is None:
        return None
    if not named or named >= asked:
        state.give_up()
    elif pending.kind == "confirm" and named & asked:
        state.pending = replace(pending, frame=request_without(pending.frame, sorted(named)))
    else:
        return None  # of what is still to be told, a part cannot be taken out in passing
    said = signals(left.text)
    return replace(
        reading,
        text=left.text,
        segments=(left,),
        told=(),
        signals=said if state.pending is None else said - {"only"},
        pick=pick(left.text),
        yes=False,
        no=False,
        agrees=False,
    )


def _after_giving_up(segment: Segment) -> tuple[Segment | None, set[str]]:
    """The rest of a sentence that begins by giving something up, and the items and options it names for that."""
    end = _CLAUSE_END.search(segment.text)
    head, rest = (segment.text[: end.start()], segment.text[end.end() :]) if end else ("", "")
    if not rest.strip() or not _GIVES_UP.search(head) or any(c.isdigit() for c in head) or not _wants(segment):
        return None, set()
    words = {**ITEM_WORDS, **OPTION_WORDS}
    return _requested(replace(segment, text=rest.strip())), {n for n in words if words[n].search(head)}


def _beside_what_stays(frame: Frame, reading: Reading) -> Segment | None:
    """What is asked for beside the grade that is to stay after all, with all else as it is."""
    goal = frame.slots.get("grade_to") or frame.slots.get("grade")
    parts = (*reading.told, *reading.segments)
    stays = [p for p in parts if p.own.get("grade_stay") not in (None, goal)]
    if goal is None or not stays or any(p.act == "question" for p in parts) or not _ALL_STAYS.search(reading.text):
        return None
    left = [p for p in map(_without_staying, parts) if _wants(p)]
    return _requested(replace(left[0], act="request")) if len(left) == 1 else None


def _without_staying(part: Segment) -> Segment:
    own = {k: v for k, v in part.own.items() if k not in _OF_STAYING}
    slots = {k: v for k, v in part.slots.items() if k not in _OF_STAYING}
    return replace(part, own=own, slots=slots)


def _wants(segment: Segment) -> bool:
    return any(segment.own.get(k) not in (None, [], {}) for k in _WANTED)


def _requested(segment: Segment) -> Segment:
    """The sentence as the request it is, where it sets a value."""
    if segment.act == "question":
        return segment
    return replace(segment, act="request", ranked=(("change_request", 1.0), *segment.ranked))
