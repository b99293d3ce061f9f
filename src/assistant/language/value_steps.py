"""A value told from those there are: 「いちばん長いやつに」, "the smallest tier", 「一つ上の枠へ」."""

from __future__ import annotations

import re
from typing import Any

from assistant.language.model import VALUES
from assistant.language.screening import Screened, Screens

_RUNG_JA = r"(?:ランク|クラス|サイズ|ステップ)"
_ONE_JA = rf"(?:もう)?(?:(?:1|一|ひと)(?:つ|段階?|{_RUNG_JA})|ワン{_RUNG_JA})(?:だけ|分)?"
_PLACE_JA = r"(?:区分|枠|段階|ティア|ランク|クラス|コース|プラン|サイズ|メニュー|値|の|もの|やつ|期間|日数)"
_STEP_EN = r"(?:sizes?|steps?|notch|tiers?|levels?|class|bands?|brackets?|rungs?|options?|settings?|values?)"
_KIND_EN = r"(?:[a-z-]{3,12} ){0,3}"  # "the next concurrent-device tier up"
_UP_EN = r"(?:up(?:wards?)?|above|higher|larger|bigger|longer|greater|wider)"
_DOWN_EN = r"(?:down(?:wards?)?|below|lower|smaller|shorter|less|narrower)"


def _next_ja(way: str, verb: str) -> str:
    """A step of one in a direction, as an adjective or with a verb."""
    return (
        rf"{_ONE_JA}(?:の)?(?:{way})|(?:すぐ|次に)(?:{way})|次の(?:{way})|(?:{way})の{_PLACE_JA}(?:へ|に|を)|"
        rf"{_ONE_JA}(?:{verb})|次の{_PLACE_JA}(?:へ|に|まで)(?:{verb})"
    )


def _next_en(way: str, verb: str) -> str:
    """The same in English: "one tier up", "the next size down", "up a notch", "go down one step"."""
    return (
        rf"\b(?:one|a|the next|next) {_KIND_EN}{_STEP_EN} {way}\b|\b(?:the )?next (?:one )?{way}\b|"
        rf"\bnext {way} {_KIND_EN}{_STEP_EN}\b|\b(?:{verb}) (?:by )?(?:one|a) {_KIND_EN}{_STEP_EN}\b|"
        rf"\bone {way}\b(?! than)|"
        rf"\b(?:{verb})\b[^.?]{{0,40}}\b(?:(?:to|into|onto|for) the next|by (?:one|a)) {_KIND_EN}{_STEP_EN}\b"
        r"(?! (?:up|down|below))"
    )


_UP_JA, _DOWN_JA = r"上|大き[いな]|多い|長い|高い|太い|広い", r"下|小さ[いな]|少ない|短い|低い|細い|狭い"
_NEXT = {
    "up": Screened(
        rf"{_next_ja(_UP_JA, '上げ|上が|引き?上げ|増や|アップ|広げ|延ば|伸ば')}|"
        + _next_en(_UP_EN, r"up|(?:rais|increas|extend|lift|boost|widen|lengthen|upgrad)\w*"),
        re.IGNORECASE,
    ),
    "down": Screened(
        rf"{_next_ja(_DOWN_JA, '下げ|下が|引き?下げ|減ら|落と|ダウン|縮め|短く')}|"
        + _next_en(_DOWN_EN, r"down|(?:lower|reduc|drop|cut|shorten|shrink)\w*"),
        re.IGNORECASE,
    ),
}
_MOST_JA = r"(?:一番|いちばん|1番|最も|もっとも)"
_SIZE = {
    "max": Screened(
        rf"最大(?!限)(?!同時)|最長|最上位|上限(?:いっぱい|まで|に|値|へ)|(?:目一杯|めいっぱい|マックス|MAX)(?:まで|に|で)?|"
        rf"{_MOST_JA}(?:長|大き|多|高|太|広|上)|"
        r"\b(?:max(?:imum)?|largest|biggest|longest|highest|widest|greatest|top(?: (?:tier|size|value|level|"
        r"one|number|figure))|"
        r"most (?:\w+ )?(?:the terms allow|there (?:is|are)|possible|(?:we|one|you) can (?:have|get|offer))|"
        r"upper limit|ceiling)\b|"
        r"\bas (?:long|large|many|high|wide|much|big) (?:\w+ ){0,3}as (?:possible|the terms (?:allow|permit)|it goes|"
        r"you (?:can|offer)|allowed|permitted|we can)\b",
        re.IGNORECASE,
    ),
    "min": Screened(
        rf"最小(?!限)|最短|最下位|最少|下限(?:いっぱい|まで|に|値|へ)|{_MOST_JA}(?:短|小さ|少な|低|細|狭|下)|"
        r"\b(?:min(?:imum)?(?! (?:contract |use |usage )?(?:term|period|commitment))|smallest|shortest|lowest|"
        r"narrowest|fewest|bottom (?:tier|size|value|level)|(?:least|fewest) (?:\w+ )?(?:the terms allow|possible|"
        r"there (?:is|are)|(?:we|one) can have)|"
        r"lower limit)\b|\bas (?:short|small|few|low|narrow|little) (?:\w+ ){0,3}as (?:possible|the terms (?:allow|"
        r"permit)|it goes|you (?:can|offer)|allowed|permitted|we can)\b",
        re.IGNORECASE,
    ),
}
_ANY = Screens.of(*_NEXT.values(), *_SIZE.values())


_COMPARED = re.compile(  # "the ceiling for Core is lower than for Complete"
    r"\b(?:than|compared|same as|differ\w*)\b|より(?:も)?|違|同じ|比べ", re.IGNORECASE
)


def value_step(text: str) -> dict[str, str]:
    """Which of the values there are a text takes: {"next": "up"}, {"size": "max"}; {} for none or several."""
    if not _ANY.possible(text):
        return {}
    for kind, patterns in (("next", _NEXT), ("size", _SIZE)):
        found = [way for way, pattern in patterns.items() if pattern.search(text)]
        if found:
            return {kind: found[0]} if len(found) == 1 else {}
    return {}


def note_value_step(slots: dict[str, Any], text: str, about: str | None) -> None:
    """Note for the one item that is named without a value, or was spoken of before, which of its values is taken.

    What a text tells as a value is no step, and a grade one step up is told by itself.
    """
    way = value_step(text)
    relative = slots.get("relative", {})
    steps = [i for i in VALUES if i in relative and slots.get(i) == 1] if "next" in way else []
    named = steps or [i for i in slots.get("items", []) if i in VALUES] or ([about] if about else [])
    valued = [v for v in VALUES if v in slots and v not in steps] or slots.get("numbers") or "grade_step" in slots
    compared = len(slots.get("grades", [])) > 1 and _COMPARED.search(text) is not None
    if not way or len(set(named)) != 1 or valued or compared:
        return
    for item in steps:  # "up one concurrent tier": the one is no device
        del slots[item], relative[item]
        if not relative:
            del slots["relative"]
    slots["value_step"] = {named[0]: way}
