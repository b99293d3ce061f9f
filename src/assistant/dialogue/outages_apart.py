"""Outages each claimed for itself: one of those told before is gone back to, 「9月の分だけだといくらですか」.

And whether there is a credit at all, whatever the outage: "so never a reduction, however long it lasts?".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.dialogue.families import META_INTENTS, OF_GUARANTEE, OUTAGE_INTENTS
from assistant.dialogue.filling import is_question_form
from assistant.dialogue.state import Frame
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_WORDY = 30  # characters beside names and small words
_TWO = 2
_OF_IT = ("durations", "datetimes", "dates", "cause", "total", "vpn_devices", "backbone_link", "known_delay", "basis")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)(?:'s)? (?:one|outage|failure|incident|downtime|interruption)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?:最初|1件目|一件目|1回目|一回目|先|前者)の|\bthe (?:first|earlier) (?:one|outage)\b", re.IGNORECASE
)
_WORTH = re.compile(
    r"何分の|割合|いくら|何円|どのくらい|どれくらい|(?:減額|金額)(?:は|って|の額)|"
    r"\b(?:fraction|how much|worth|come to|amount|percent\w*|share|what credit|credit be|get for)\b",
    re.IGNORECASE,
)
_BY_WHEN = re.compile(
    r"いつまで|期限|何日まで|間に合|\b(?:by when|until when|deadline|in time|last day)\b", re.IGNORECASE
)


def keep_apart(frame: Frame, topic: Frame) -> None:
    """Note beside the outage that is claimed now those told before, so that they can be gone back to."""
    before = {k: topic.slots[k] for k in _OF_IT if topic.slots.get(k)}
    frame.slots["claimed_before"] = [*topic.slots.get("claimed_before", []), before]


def gone_back_to(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether it is asked what one of several outages comes to, or until when to claim it; changes the frame."""
    told = [*topic.slots.get("claimed_before", []), {k: topic.slots[k] for k in _OF_IT if topic.slots.get(k)}]
    other = any(segment.own.get(k) for k in ("durations", "dates", "datetimes", "services", "options", "items"))
    if len(told) < _TWO or other or not is_question_form(segment) or segment.residue > _WORDY:
        return False
    months = _months(segment)
    meant = [o for o in told if months & _months_of(o)] if months else told[:1] if _names_first(segment) else []
    until = bool(_BY_WHEN.search(segment.text))
    if len(meant) != 1 or not (until or _WORTH.search(segment.text)):
        return False
    frame.intent, frame.act = "claim_deadline" if until else "credit", "question"
    frame.service = topic.service or frame.service
    rest = [o for o in told if o is not meant[0]]
    frame.slots = {**meant[0], "claimed_before": rest, "rescued": True, "referred": True}
    return True


def _names_first(segment: Segment) -> bool:
    return segment.own.get("ordinal") == 1 or bool(_FIRST.search(segment.text))


def _months(segment: Segment) -> set[int]:
    """The months that a question names an outage by."""
    named = _MONTH.search(segment.text)
    found = {_MONTHS.index(named[1][:3].lower()) + 1} if named else set()
    return found | {int(str(m)[5:7]) for m in segment.own.get("months", [])}


def _months_of(outage: Mapping[str, Any]) -> set[int]:
    days = [d for k in ("dates", "datetimes") for d in outage.get(k, []) if d["role"] in (None, "start")]
    return {int(str(d["value"])[5:7]) for d in days}


def never_any(frame: Frame, segment: Segment) -> bool:
    """Whether it is asked if no outage ever gives a credit, whatever was told of one; changes the frame."""
    told = any(segment.own.get(k) for k in ("durations", "dates", "datetimes", "times", "cause"))
    asks = is_question_form(segment) and segment.residue <= _WORDY + _WORDY and not told
    of_it = frame.intent in {*OUTAGE_INTENTS, *OF_GUARANTEE, OUT_OF_SCOPE} or frame.intent not in META_INTENTS
    if not (asks and of_it) or not (_CREDIT.search(segment.text) and _NEVER.search(segment.text)):
        return False
    frame.intent, frame.act = "credit_table", "question"
    frame.slots = {k: v for k, v in frame.slots.items() if k == "services"} | {"rescued": True, "referred": True}
    return True


_CREDIT = re.compile(
    r"減額|返金|引いて|返って|戻って|割引|\b(?:credit\w*|reduction\w*|refund\w*|money back|compensat\w*)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"(?:一切|いっさい|まったく|全く|どんなに|どれだけ|どれほど|いくら[^。?？]{0,8}ても|何(?:時間|日)[^。?？]{0,8}ても|ずっと)"
    r"[^。?？]{0,16}(?:な(?:い|し|く)|(?:され|もらえ|返り|戻り)(?:ない|ません)|ありません|ゼロ)|"
    r"\b(?:never|no|not|nothing|isn't|aren't|won't)\b[^?]{0,30}\b(?:ever|at all|whatsoever|however long|no matter|"
    r"whatever happens|for any|under any|in any)\b|\bnever\b|"
    r"\bno (?:credit|reduction|refund|compensation)s? (?:whatsoever|at all|ever)\b",
    re.IGNORECASE,
)
