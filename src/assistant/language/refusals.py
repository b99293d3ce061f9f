"""What looks like a date, a length or an amount and is none: fractions, percentages, telephone numbers, addresses."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.language.almanac import whole
from assistant.language.screening import Screened
from assistant.language.spans import Found

_N = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
_JAPANESE_FRACTION = Screened(rf"(?<![\d.])(?P<below>{_N})\s?分の\s?(?P<above>{_N})(?!\d|\.\d|\s?[回件度])")
_WHAT_FRACTION = Screened(r"何分の[1一]")
_SLASH_FRACTION = Screened(
    r"(?<![\d/.,a-z])(?P<above>[1-9]\d?)/(?P<below>[1-9]\d{0,3})(?![\d/]|\.\d|,\d)(?P<of>\s(?:of|off)\s)?"
)
_OF_FEE = Screened(  # 月額の1/30, 減額は1/30, "the credit is 1/30"
    r"(?:(?:月額|料金|費用|月額\))の|(?:減額|割合|減額率)(?:は|が|って|:)"
    r"|(?:fee|credit|fraction|share|reduction|it)(?:\s(?:is|of|at|=|x|be|would be|will be))?)\s?\Z"
)
_PERCENT = Screened(
    r"(?<![\d.a-z])(?P<value>\d++(?:\.\d++)?)\s?(?:%|パーセント|パー(?![ァ-ヺー])|percent(?![a-z])|per\scent(?![a-z]))"
)
_HINT = Screened(r"[.@]|24|\d-\d|0[5789]0")
_NOTHING = Screened(
    r"(?<!\d)24\s?(?:/|x|時間\s?)\s?(?:365|7)(?:\s?日)?(?!\d)"  # round the clock
    r"|https?://[^\s<>「」、。]+|(?<![a-z\d._+-])[a-z\d._+-]++@[a-z\d-]++(?:\.[a-z\d-]++)+"  # addresses
    r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![\d.])"  # IPv4
    r"|(?<![\d-])0\d{1,4}-\d{1,4}-\d{3,4}(?![\d-])|(?<!\d)0[5789]0\d{8}(?!\d)"  # telephone
)


def refusals(text: str) -> Iterator[Found]:
    """Yield fractions and percentages of a normalised text, and places that hold no entity at all (no type)."""
    nothing = [Found(None, *match.span()) for match in _NOTHING.finditer(text)] if _HINT.search(text) else []
    yield from nothing
    if "分の" in text:
        for match in _WHAT_FRACTION.finditer(text):
            yield Found(None, *match.span())
        for match in _JAPANESE_FRACTION.finditer(text):
            above, below = whole(match["above"]), whole(match["below"])
            if above and below:
                yield Found("fraction", *match.span(), f"{above}/{below}")
    if "/" in text:
        for match in _SLASH_FRACTION.finditer(text):
            above, below = int(match["above"]), int(match["below"])
            # 1/90 can be no date; 1/30 is one unless the text speaks of a share of the fee.
            if (
                above < below
                and not any(n.start <= match.start() < n.end for n in nothing)
                and (below > 31 or match["of"] or _OF_FEE.search(text, max(0, match.start() - 20), match.start()))
            ):
                yield Found("fraction", match.start(), match.end("below"), f"{above}/{below}")
    if "%" in text or "パー" in text or "cent" in text:
        for match in _PERCENT.finditer(text):
            value = float(match["value"])
            yield Found("percent", *match.span(), int(value) if value.is_integer() else value)
