"""E-mail addresses, telephone and card numbers are taken out of what is kept, when the operator wants it.

Everything the desk keeps goes through one place (`Office.keep`), and there the texts that people wrote, and whatever
was made of them, get a placeholder instead. What is read of a message in its turn is the message as it was typed.

Telephone numbers are those of the numbering plans (phonenumbers, Google's metadata), so that a contract number, a
date, a number of licences or a duration is none; cards are 13 to 19 figures with the check digit of ISO/IEC 7812-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from assistant.language.tongues import locale_of
from assistant.store import Change, NoticeRecord, ReplyRecord, RequestMoved, RequestRevised, TurnRecord

Extent = Literal["off", "on", "all"]

PLACEHOLDERS: Final = {
    "email": {"ja": "[メールアドレス]", "en": "[e-mail address]"},
    "phone": {"ja": "[電話番号]", "en": "[telephone number]"},
    "card": {"ja": "[カード番号]", "en": "[card number]"},
}
# One character for one, so that places stay: full-width letters and signs, and all the strokes between figures.
_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_STROKES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−ー－ｰ─"), ord("-"))
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])"
)
_CARD = re.compile(r"(?<![\dA-Za-z.,-])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\dA-Za-z]|[.,-]\d)")
_ISSUED = re.compile(r"[2-6]\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{1,7}|3\d{3}[ -]?\d{6}[ -]?\d{4,5}")
_MAYBE_PHONE = re.compile(r"[+(]{0,2}\d(?:[ ().-]{0,3}\d){8,}")
# What is called a number of something else is not dialled, nor is what goes on in letters: C-0312345678.
_NAMED = re.compile(
    r"(?:契約|注文|申込|顧客|お?客様|会員|伝票|受付|管理|問い?合わせ|製造|シリアル|サービス|アカウント)?(?:番号|コード|ID|No\.?)"
    r"(?:は|が|:|=|の)?\s{0,2}\Z|\b(?:contract|order|customer|account|ticket|case|serial|reference|request|service)s?"
    r"(?: (?:number|no\.?|id|code|ref))?(?: is|:|=|#)?\s{0,2}\Z",
    re.IGNORECASE,
)
_DIALLED = re.compile(r"(?:電話|TEL|携帯|FAX|内線|連絡先|phone|mobile|fax)[^\d]{0,4}\Z", re.IGNORECASE)
_JOINED = re.compile(r"[A-Za-z0-9_/.-]\Z")
_LOOK: Final = 24
_TRIES: Final = 10  # places in one run of figures that are looked at
_LISTED: Final = "numbers"  # the slot in which the figures of a number stand that nothing else was read of


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text: what stands there (email, phone, card)."""

    kind: str
    start: int
    end: int


class Masker:
    """Takes personal data out of changes before they are kept.

    `extent` is whose texts: "on" those of customers and the reasons of requests, "all" also agents' answers (a
    telephone number in one is then lost to the customer as well), "off" none.
    """

    def __init__(self, extent: Extent = "off") -> None:
        self._extent = extent

    def changes(self, changes: Sequence[Change]) -> Sequence[Change]:
        """The same changes without personal data in what people wrote."""
        if self._extent == "off":
            return changes
        typed = [each.request["text"] for each in changes if isinstance(each, TurnRecord)]
        figures = frozenset(number for text in typed for number in _figures(text))
        return [self._change(each, figures) for each in changes]

    def _change(self, change: Change, figures: frozenset[int]) -> Change:
        match change:
            case TurnRecord():
                return replace(
                    change,
                    request=_cleared(change.request, figures),
                    reply=_cleared(change.reply, figures),
                    state=_cleared(change.state, figures),
                    requests=tuple(replace(r, decision=_cleared(r.decision, figures)) for r in change.requests),
                    tickets=tuple(replace(t, facts=_cleared(t.facts, figures)) for t in change.tickets),
                )
            case RequestRevised(request=request):
                return RequestRevised(replace(request, decision=_cleared(request.decision, figures)))
            case RequestMoved(reason=str(reason)):
                return replace(change, reason=masked(reason))
            case ReplyRecord():
                return replace(change, body=_cleared(change.body, figures))
            case NoticeRecord() if change.kind != "agent" or self._extent == "all":
                return replace(change, text=_cleared(change.text, figures))
            case _:  # ids and codes only
                return change


def masked(text: str) -> str:
    """A text with a placeholder, in its language, for each e-mail address, telephone number and card number."""
    pieces: list[str] = []
    at = 0
    for each in found(text):
        pieces += (text[at : each.start], PLACEHOLDERS[each.kind][locale_of(text)])
        at = each.end
    return "".join([*pieces, text[at:]]) if pieces else text


def found(text: str) -> list[Found]:
    """Where a text holds an e-mail address, a telephone or a card number, in order, not overlapping."""
    if not any(sign in text for sign in "@＠") and not any(c.isdigit() for c in text):
        return []
    plain = text.translate(_HALF_WIDTH).translate(_STROKES)
    places: list[Found] = []
    for one in (*_emails(plain), *_cards(plain), *_phones(plain)):
        if all(one.end <= other.start or other.end <= one.start for other in places):
            places.append(one)
    return sorted(places, key=lambda each: each.start)


def _emails(text: str) -> Iterator[Found]:
    return (Found("email", *match.span()) for match in _EMAIL.finditer(text))


def _cards(text: str) -> Iterator[Found]:
    for match in _CARD.finditer(text):
        if _ISSUED.fullmatch(match[0]) and _checks(re.sub(r"\D", "", match[0])):
            yield Found("card", *match.span())


def _phones(text: str) -> Iterator[Found]:
    runs = list(_MAYBE_PHONE.finditer(text))
    if not runs:
        return
    # Its tables take a moment to load, and most servers and texts have no use for them.
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415

    for run in runs:
        low = max(0, run.start() - 1)  # a letter before or after it tells against a number
        for match in PhoneNumberMatcher(text[low : run.end() + 1], "JP", Leniency.VALID, _TRIES):
            start = low + match.start
            before = text[max(0, start - _LOOK) : start]
            if _NAMED.search(before) or (_JOINED.search(before) and not _DIALLED.search(before)):
                continue
            said = match.raw_string  # （03-…） around the whole of it is no part of the number
            outer = said.startswith("(") and said.count("(") > said.count(")")
            yield Found("phone", start + outer, start + len(said))


def _checks(figures: str) -> bool:
    """The check digit by Luhn's formula (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, figure in enumerate(reversed(figures)):
        value = int(figure) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(figures)) > 1


def _figures(text: str) -> Iterable[int]:
    """The numbers that the grammar may have read in what is masked: 5205 and 4466 of 03-5205-4466."""
    for each in found(text):
        yield from (int(run) for run in re.findall(r"\d+", text[each.start : each.end]))


def _cleared(value: Any, figures: frozenset[int]) -> Any:
    """JSON with its texts masked and the figures of what was masked taken out of the numbers that were read."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return {
            key: [n for n in each if n not in figures]
            if key == _LISTED and isinstance(each, list)
            else each
            if key == "id" or key.endswith("_id")
            else _cleared(each, figures)
            for key, each in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_cleared(each, figures) for each in value]
    return value
