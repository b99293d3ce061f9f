"""A grade told from the one there is: 「一つ上のグレードに」, "the next grade down", "upgrade us"."""

from __future__ import annotations

import re

from assistant.language.screening import Screened

_GRADE_EN = r"(?:grade|plan)"  # a tier may be one of devices at once
_UP = Screened(
    r"(?:(?:もう)?(?:一つ|ひとつ|1つ|ワンランク|一段階?|1段階?)?上|上位)の(?:グレード|プラン)|(?:グレード|"
    r"プラン)を?(?:一つ|ひとつ|1つ|ワンランク|一段階?|1段階?)上げ|"
    rf"\b(?:one|a) {_GRADE_EN} (?:up|higher)\b|\bup (?:one|a) {_GRADE_EN}\b|"
    rf"\b(?:next|the) (?:higher )?{_GRADE_EN} (?:up|above)\b|\bnext (?:higher )?{_GRADE_EN}\b(?! down| below| lower)|"
    rf"\b(?:next|higher) {_GRADE_EN}\b(?! down| below)|^\W*(?:please |pls |can you |could you )?upgrade (?:us|me|our "
    rf"(?:contract|plan|grade))\W*(?:please)?\W*$",
    re.IGNORECASE,
)
_DOWN = Screened(
    r"(?:(?:もう)?(?:一つ|ひとつ|1つ|ワンランク|一段階?|1段階?)?下|下位)の(?:グレード|プラン)|(?:グレード|"
    r"プラン)を?(?:一つ|ひとつ|1つ|ワンランク|一段階?|1段階?)下げ|"
    rf"\b(?:one|a) {_GRADE_EN} (?:down|lower)\b|\bdown (?:one|a) {_GRADE_EN}\b|"
    rf"\b(?:next|the) (?:lower )?{_GRADE_EN} (?:down|below)\b|\b(?:next )?lower {_GRADE_EN}\b|"
    r"^\W*(?:please |pls |can you |could you )?downgrade (?:us|me|our (?:contract|plan|grade))\W*(?:please)?\W*$",
    re.IGNORECASE,
)
_ANY = Screened(r"一番|最(?:上|下|も)|どの|どんな|\b(?:highest|lowest|which|what|any|each|every)\b", re.IGNORECASE)


def grade_step(text: str) -> int:
    """By how many grades a text goes up (1) or down (-1) from the one there is; 0 when it tells no such step."""
    up, down = _UP.search(text) is not None, _DOWN.search(text) is not None
    if up == down or _ANY.search(text):
        return 0
    return 1 if up else -1
