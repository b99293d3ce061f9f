"""What a message takes for the limit of an item: 「Coreは500が上限ですよね」, "500 is the most, right?"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.language.limits import on_offer
from assistant.language.model import Entity
from assistant.language.neighbours import after, before
from assistant.language.screening import Screened

_MOST_JA = r"(?:上限(?:値|数)?|最大(?:値|数)?|最高|最多|最長|限度|限界|頭打ち|マックス|MAX|天井)"
_LEAST_JA = r"(?:下限(?:値|数)?|最小(?:値|数)?|最低|最少|最短)"
_TAKEN_FOR_TRUE_JA = (
    r"(?:です|でし|だ(?:よ|っけ|った|ろ|と(?:聞|思|認識|理解|書))|だっけ|なん(?:です|だ|でし)|って(?:聞|こと|認識|"
    r"理解|話|書)|"
    r"と(?:聞|思|認識|理解|いう|の(?:認識|理解))|で(?:合って|あって|間違|よろし|いいんで|良かった|よかった)|[?？]|"
    r"じゃな(?:い|かっ)|では?ない|$)"
)
_MOST_EN = r"(?:max(?:imum)?|most|limit|cap|ceiling|highest|largest|biggest|greatest|upper (?:limit|bound)|longest|top)"
_LEAST_EN = r"(?:min(?:imum)?|least|floor|lowest|smallest|fewest|lower (?:limit|bound)|shortest)"
_FILLING_JA = r"(?:の?(?:ライセンス|台|本|個|デバイス|日間?|日分))?"
_SIDES: tuple[tuple[str, Screened, Screened], ...] = (
    (
        "max",
        Screened(
            rf"{_MOST_JA}(?:は|が|って|も|、|:|=)[^。、\d]{{0,4}}$|"
            rf"\b{_MOST_EN}\b[^.?!\d]{{0,40}}\b(?:is|was|are|being|isn't|wasn't)(?: only| just| still| really)?\s*$|"
            r"\b(?:capped|limited|restricted|tops? out|maxe[sd] out|maxes out)(?: only| just)? (?:at|to)\s*$|"
            r"\b(?:can't|cannot|can not|couldn't|unable to|not) (?:\w+ ){0,2}(?:above|over|beyond|past|higher than|"
            r"more than)\s*$|"
            r"\b(?:no|nothing) (?:more|higher|larger|bigger|longer) than\s*$",
            re.IGNORECASE,
        ),
        Screened(
            rf"^{_FILLING_JA}(?:まで)?\s*(?:が|で|って|は)\s*(?:一番|もう|契約の)?{_MOST_JA}(?!値?(?:を|に|の(?:契約|"
            rf"まま)))|"
            rf"^{_FILLING_JA}までしか|^{_FILLING_JA}まで(?:です|でし|だ(?:よ|っけ)|って(?:聞|こと)|と(?:聞|認識|理解))|"
            rf"^(?: \w+){{0,2}}?(?: is| was|'s| are)(?: really| actually| still| in fact| now)?(?: the)?"
            rf"(?: absolute| hard| very)? {_MOST_EN}\b|"
            r"^(?: \w+){0,2}? (?:max(?:imum)?|tops),? ?(?:right|correct|yes|isn't it|is that right)?\s*\?",
            re.IGNORECASE,
        ),
    ),
    (
        "min",
        Screened(
            rf"{_LEAST_JA}(?:は|が|って|も|、|:|=)[^。、\d]{{0,4}}$|"
            rf"\b{_LEAST_EN}\b[^.?!\d]{{0,40}}\b(?:is|was|are|being|isn't|wasn't)(?: only| just| still| really)?\s*$|"
            r"\b(?:can't|cannot|can not|couldn't|unable to|not) (?:\w+ ){0,2}(?:below|under|lower than|less than|"
            r"fewer than)\s*$|"
            r"\b(?:no|nothing) (?:less|lower|fewer|smaller|shorter) than\s*$|\bstarts? (?:at|from)\s*$",
            re.IGNORECASE,
        ),
        Screened(
            rf"^{_FILLING_JA}(?:から)?\s*(?:が|で|って|は)\s*(?:一番|契約の)?{_LEAST_JA}(?!値?(?:を|に|利用))|"
            rf"^{_FILLING_JA}からしか|^{_FILLING_JA}から(?:です|でし|だ(?:よ|っけ)|って(?:聞|こと)|と(?:聞|認識|理解))|"
            rf"^(?: \w+){{0,2}}?(?: is| was|'s| are)(?: really| actually| still| in fact| now)?(?: the)?"
            rf"(?: absolute| hard| very)? {_LEAST_EN}\b|"
            r"^(?: \w+){0,2}? (?:min(?:imum)?),? ?(?:right|correct|yes|isn't it|is that right)?\s*\?",
            re.IGNORECASE,
        ),
    ),
)
_ASKED_EN = re.compile(r"\b(?:is|was|are|isn't|wasn't|aren't)(?: it| only| just)?\s*$", re.IGNORECASE)
_ASKED_OF_EN = re.compile(
    rf"(?: \w+)?(?: really| actually| still)? the (?:absolute |hard |very )?(?:(?P<max>{_MOST_EN})|"
    rf"(?P<min>{_LEAST_EN}))\b",
    re.IGNORECASE,
)
_MOST_BEFORE_JA = re.compile(rf"(?P<max>{_MOST_JA})で?も?\s*$|(?P<min>{_LEAST_JA})で?も?\s*$", re.IGNORECASE)
_HELD_TRUE_JA = re.compile(rf"{_FILLING_JA}(?:まで|から)?(?:は|が)?{_TAKEN_FOR_TRUE_JA}")
# A limit of one's own contract, or one that was passed, is no claim about the terms.
_OF_ONES_OWN = Screened(
    r"契約(?:の|上の|している|数)?(?:上限|最大)|(?:うち|弊社|当社|現在|今)の(?:契約の)?(?:上限|最大)|(?:上限|"
    r"最大)[^。、]{0,12}(?:の|で)契約|"
    r"超(?:え|過|し)|オーバー|上回|ピーク|\b(?:our|my|contracted|current) (?:\w+ ){0,2}"
    r"(?:max(?:imum)?|limit|cap|ceiling|minimum)\b|\bexceed\w*|\bpeak\w*|\bwent over\b",
    re.IGNORECASE,
)


def claimed(text: str, values: Mapping[str, Sequence[Entity]]) -> dict[str, Any]:
    """The limits that a sentence takes for those of an item, by item: {"max": 500}, {"min": 100, "max": 500}.

    `values` are the entities of each item; an item of which several values are told beside no range has none.
    """
    if not values or _OF_ONES_OWN.search(text):
        return {}
    found: dict[str, Any] = {}
    for item, entities in values.items():
        bounds = on_offer(text, entities)
        if bounds and len(entities) == len(bounds):
            found[item] = {"min": bounds[0].value, "max": bounds[1].value}
        elif len(entities) == 1 and "relative" not in entities[0].extra:
            side = _side(text, entities[0])
            if side is not None:
                found[item] = {side: entities[0].value}
    return found


def _side(text: str, value: Entity) -> str | None:
    left, right = before(text, value), after(text, value)
    for side, ahead, behind in _SIDES:
        if ahead.search_part(left, text) or behind.search_part(right, text):
            return side
    asked = _ASKED_OF_EN.match(right) if _ASKED_EN.search(left) else None
    if asked:  # "is 90 days the longest?"
        return "max" if asked["max"] else "min"
    ahead_ja = _MOST_BEFORE_JA.search(left)
    if ahead_ja and _HELD_TRUE_JA.match(right):  # 「最大1万台ですよね」
        return "max" if ahead_ja["max"] else "min"
    return None
