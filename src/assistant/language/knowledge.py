"""How long after an outage began IIJ came to know of it: "down 75 h, IIJ noticed 4 hours in", 「知ったのは5時間後」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.model import Entity
from assistant.language.screening import Screened

_WHO_EN = r"(?:iij|you|your (?:\w+ ){0,2}\w+|they|we|the (?:noc|desk|help ?desk|support))"
_KNEW_EN = (
    r"(?:knew|noticed|learn(?:ed|t)|found out|realis?z?ed|detected|discovered|(?:came|got) to know|became aware|"
    r"(?:was|were|got) (?:told|informed|aware|alerted|notified)|heard|picked (?:it|this) up)"
)
_OF_IT = r"(?: (?:of|about)? ?(?:it|this|that|the (?:outage|failure|problem|fault)))?"
_KNEW_JA = r"(?:知|把握|認識|検知|気[付づ]|覚知|発覚)"
_TOLD_JA = r"(?:連絡|通報|報告|申告|電話)"
_WHO_JA = r"(?:IIJ|iij|貴社|御社|おたく|そちら|当社|弊社)(?:さん|側)?"
_BEFORE = re.compile(
    rf"\b{_WHO_EN} (?:only |first |just )?(?:\w+ly )?{_KNEW_EN}{_OF_IT}(?: only| just)?(?: about| some| a full)?\s*\Z|"
    rf"\bit took {_WHO_EN}(?: about| some)?\s*\Z|\bfor the first(?: about)?\s*\Z|"
    rf"(?:{_KNEW_JA}[^。、]{{0,8}}(?:の|時点|タイミング)?は|{_TOLD_JA}(?:した|された|が入った)?(?:の)?は)(?:、)?"
    r"(?:発生|停止|障害|開始|それ|そこ|ダウン)?(?:の|から)?(?:約|およそ)?\s*\Z",
    re.IGNORECASE,
)
_AFTER_ANY = re.compile(  # what stands behind a length that was introduced so
    r"\s*(?:(?:later|in|into it|into the outage|after(?:wards?)?(?: (?:it|that|the (?:outage|start|"
    r"failure))\b[^,.;]{0,20})?)"
    r"(?=\s*(?:[,.;)]|$|and\b|->|-))|to (?:notice|learn|find out|realis?z?e|detect|discover)|"
    rf"(?:no ?body|{_WHO_EN}) (?:noticed|knew|was aware|did)|(?:間)?(?:後|経って|たって|遅れ))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\s*(?:(?:after|into) (?:it|that|the (?:outage|failure|start)|things)\b[^.;,]{{0,24}}?[, ]+(?:(?:did|before) "
    rf")?{_WHO_EN} "
    rf"(?:only |first )?(?:{_KNEW_EN}|notice|know|learn)|before {_WHO_EN} (?:even )?{_KNEW_EN}|later,? {_WHO_EN} "
    rf"(?:only )?{_KNEW_EN}|"
    rf"(?:間)?(?:後|経って|たって|経過して)(?:から)?(?:に|、)?(?:やっと|ようやく|初めて|"
    rf"はじめて)?{_WHO_JA}[がはに]?[^。]{{0,10}}(?:{_KNEW_JA}|{_TOLD_JA})|"
    rf"(?:間)?(?:後|経って|たって)(?:から)?(?:に)?(?:やっと|ようやく|初めて)?(?:{_KNEW_JA}|{_WHO_JA}へ{_TOLD_JA}))",
    re.IGNORECASE,
)
_POSSIBLE = Screened(
    rf"{_KNEW_JA}|{_TOLD_JA}|\b(?:knew|know|notic|learn|found out|realis|realiz|detect|discover|aware|told|informed|"
    r"alerted|notified|heard|picked)",
    re.IGNORECASE,
)
_BEGAN = re.compile(r"発生|停止|開始|始ま|止ま|\b(?:start|began|begin|outset|outage|failure)\w*", re.IGNORECASE)
_LOOK = 64


_FROM_THEN = re.compile(
    r"(?:そこ|それ|その(?:時|時点|後))(?:から|以降)?[^。]{0,4}\Z|\b(?:from (?:then|there|that point)(?: on)?|after "
    r"that|thereafter|"
    r"(?:a )?further|another)[^.]{0,24}\Z",
    re.IGNORECASE,
)


def counted_from_then(text: str, lengths: Sequence[Entity]) -> bool:
    """Whether a length goes on from when IIJ knew: "IIJ noticed 2 hours in; from then on it was down for 25 hours"."""
    return any(_FROM_THEN.search(text, max(0, e.start - _LOOK), e.start) for e in lengths)


def known_late(text: str, lengths: Sequence[Entity]) -> Entity | None:
    """The length that says how long after the beginning IIJ knew; None where none does.

    One that stands alone is taken for it only beside a word of the beginning: 「発生から3時間後にIIJが検知」.
    """
    if not lengths or _POSSIBLE.search(text) is None or (len(lengths) == 1 and _BEGAN.search(text) is None):
        return None
    for length in lengths:
        led = _BEFORE.search(text, max(0, length.start - _LOOK), length.start)
        if (led and _AFTER_ANY.match(text, length.end)) or _AFTER.match(text, length.end):
            return length
    return None
