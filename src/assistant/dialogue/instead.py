"""A request given up in the same sentence that makes another: 「変更はやめて、帯域だけ500Mに」, "forget the move, ...".

What is given up must not come back as a part of the new request. (In sentences of their own: see declining.)
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from assistant.dialogue.config import ITEM_WORDS, OPTION_WORDS, VALUES
from assistant.dialogue.declining import asked_for
from assistant.dialogue.filling import says_something
from assistant.dialogue.state import Frame, State
from assistant.dialogue.taking_back import GIVES_UP, request_without
from assistant.language.moves import pick
from assistant.language.signals import signals
from assistant.language.understand import Reading, Segment

_CLAUSE_END = re.compile(r"[、。;]|[,.](?!\d)|\s[-–—]\s|(?<=[a-z]) and (?=just|only|instead|rather)")
_EXCLAIMS = 6  # characters
# "Never mind that, add ...", 「やっぱりそれはやめて、代わりに...」: without a word for what is given up.
_WAVED_OFF = re.compile(
    r"\W*(?:(?:やっぱり|やはり|じゃあ?|では|いや|すみません|あ+)、?)*(?:それ|これ|そちら|そっち|この件|その件|今の)(?:は|を|なら)?"
    r"(?:もう)?(?:やめ(?:て|る|に|と)|止め(?:て|る|に|と)|取りやめ|なし|無し|いいので|結構|見送)[^、。]{0,8}$|"
    r"\W*(?:(?:ah|oh|no|ok(?:ay)?|hm+|well|actually|right|then),? )*(?:never ?mind|forget|scrap|drop|cancel|skip|leave)"
    r"(?: about)?(?: (?:that|it|this))?(?: one)?(?: then)?\W*$",
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
    little = all(not says_something(t.own) and t.residue <= _EXCLAIMS for t in reading.told)  # "Ah."
    if left is None and len(reading.segments) == 1 and little:
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
    for end in islice(_CLAUSE_END.finditer(segment.text), 2):
        head, rest = segment.text[: end.start()], segment.text[end.end() :]
        if GIVES_UP.search(head) or _WAVED_OFF.match(head):
            break  # "Oh, forget that, add ..."
    else:
        return None, set()
    if not rest.strip() or any(c.isdigit() for c in head) or not _wants(segment):
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
