"""One outage alone, or as often as is said, where several were told; and one that was as long as another.

"and a single one on ZTNA?", 「ZTNAで3回なら？」, "one of them lasted five days", "that one took two hours too".
"""

from __future__ import annotations

import re

from assistant.dialogue.families import family
from assistant.dialogue.filling import is_question_form
from assistant.dialogue.outage import durations_of, lengths_of_outages
from assistant.dialogue.state import Frame
from assistant.language.understand import Reading, Segment

_TWO = 2
_MOST_OFTEN = 31
_WORDY = 40  # characters beside names and small words
_OF_CLAIMS = frozenset({"claim_deadline", "claim_period"})
_OF_THE_OUTAGE = ("vpn_devices", "backbone_link", "notified_suspension", "total", "cause", "known_delay", "knowledge")
_HOW_OFTEN = ("counts", "of_each", "ordinal", "again", "one_more", "among", "which")
_NOT_OF_IT = ("dates", "datetimes", "times", "ordinal", "options", "items", "again", "one_more")
_ONE = re.compile(
    r"(?:1|一)(?:回|度|件)(?:分|かぎり|限り|きり|こっきり)?(?:だけ|のみ|だったら|だった|なら|だと|では|"
    r"の(?:場合|とき|時|ほう|方|障害|停止|み)|は(?:いくら|どう|何)|で(?:いくら|どう|何|す|した|しか)|しか|[?？]?$)|単発|"
    r"\bsingle\b(?! (?:device|user|server|site|vpn|gateway|region|machine|location|office|point|pop|person|box))|"
    r"\b(?:just|only) (?:the )?one\b(?=\W*$|,| (?:on|of (?:those|these|that kind)|such|like|time|outage|incident|"
    r"failure|for|instead|\d|\w+[- ](?:day|hour|minute)))|"
    r"\bone (?:such|of (?:those|these)|like (?:that|it|those))\b|\bone (?:outage|incident|failure)\b|"
    r"\b(?:just|only) once\b|(?<!more than )(?<!at )\bonce\b(?=\W*$|,| (?:on|only|instead|rather|for|at)\b)",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"[回度件](?:だったら|だった|なら|だと|では|の(?:場合|とき|時)|は(?:いくら|どう|何)|で(?:いくら|どう|何)|"
    r"(?:起き|発生し|あっ|続い|止まっ|落ち)(?:た|てい)ら?|[?？]?$)|"
    r"\b(?:twice|(?:\w+|\d+) times|(?:two|three|four|five|\d+) of (?:those|these|them))\b"
    r"(?=\W*$|,| (?:on|in|instead|rather|for|over|how|what|then)\b)",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(
    r"のうち|うちの|[1-9一二三](?:回|度|件)(?:目|でも|も|ごと|あたり|につき|ずつ|は\d|まで|以上|とも)|"
    r"もう(?:1|一)(?:回|度|件)|"
    r"\b(?:one|once) of (?:them|the|our)\b|\b(?:each|every|per)\b|\bone (?:or|and)\b|\bnot (?:a )?single\b|"
    r"\b(?:up to|at (?:least|most)|more than)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"だけ|のみ|しか|\b(?:only|just|single|after all|actually)\b", re.IGNORECASE)
_ONE_OF_THEM = re.compile(
    r"(?:1|一)(?:回|度|件)は|うち(?:の)?(?:1|一)(?:回|件|度|つ)|片方は|もう片方|もう一方|"
    r"\bone of (?:them|those|the two|these|the outages)\b|\bthe other(?: one| outage)?\b(?! (?:service|contract))",
    re.IGNORECASE,
)


def so_often(frame: Frame, topic: Frame, segment: Segment, reading: Reading) -> bool:
    """Whether the outage spoken of is said to be there once, or as often as is said; changes the frame.

    "a single 3-day outage on ZTNA instead?", 「1回だけならいくらですか」 after two of three days each. Which one of
    several of different lengths is meant must be told.
    """
    alone = len(reading.segments) == 1
    said, text = (segment.slots, reading.text) if alone else (segment.own, segment.text)
    before, told = durations_of(topic.slots), lengths_of_outages(said)
    lengths = set(told or before)
    counts = [n for n in said.get("counts", []) if isinstance(n, int)]
    if family(topic.intent) != "outage" or any(said.get(k) for k in _NOT_OF_IT) or segment.residue > _WORDY:
        return False
    if not before or len(told) > 1 or len(lengths) != 1 or len(counts) > 1:
        return False
    if _differs(frame, topic, text, before, told):
        return True
    asks = is_question_form(segment)
    often = counts[0] if counts else 1
    if often > 1:
        meant = asks and not told and len(before) != often <= _MOST_OFTEN and bool(_OFTEN.search(text))
    else:
        meant = len(before) >= _TWO and bool(_ONE.search(text)) and (asks or bool(_ONLY.search(text)))
    if not meant or _OF_A_PART.search(text):
        return False
    facts = {k: said[k] for k in _OF_THE_OUTAGE if k in said and (k != "total" or said[k])}
    _reckon(frame, topic, list(lengths) * often, facts)
    return True


def _differs(frame: Frame, topic: Frame, text: str, before: list[str], told: list[str]) -> bool:
    """Whether one of several alike is told to have been longer or shorter: "one of them lasted 5 days"."""
    alike = len(before) >= _TWO and len(set(before)) == 1 and not topic.slots.get("of_each")
    if not (alike and told and told[0] != before[0] and _ONE_OF_THEM.search(text)):
        return False
    _reckon(frame, topic, [*before[:-1], *told], {})
    return True


def _reckon(frame: Frame, topic: Frame, lengths: list[str], facts: dict[str, object]) -> None:
    kept = {k: v for k, v in topic.slots.items() if k not in (*_HOW_OFTEN, "numbers", "services")}
    if topic.slots.get("of_each") or (len(lengths) > 1 and len(durations_of(topic.slots)) == 1):
        kept = {k: v for k, v in kept.items() if k not in ("dates", "datetimes")}  # which days these have is not said
    frame.intent, frame.act, frame.service = "credit", "question", frame.service or topic.service
    frame.slots = {**kept, **facts, "durations": lengths, "rescued": True, "referred": True}


def as_long_as_that(frame: Frame, topic: Frame, reading: Reading) -> None:
    """Take the length of the outage a claim is asked for as its own, not as one more; changes the frame.

    "That one lasted 2 hours too" after "what about one on September 3?": "too" compares it with the one before.
    """
    if topic.intent in _OF_CLAIMS and _THAT_TOO.search(reading.text) and not _TOGETHER.search(reading.text):
        frame.slots.pop("one_more", None)


_THAT_TOO = re.compile(
    r"\b(?:that|this|it|(?:the|that|this) (?:\w+ )?(?:one|outage))(?:'s| was| is| had| has)? (?:also |likewise |too )?"
    r"(?:last\w*|took|was|been|went on|ran|dragged on|about|around|\d)[^.?!]{0,30}",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"合わせ|あわせ|合計|通算|両方|トータル|"
    r"\b(?:together|altogether|in all|in total|combined|overall|both|the two|sum)\b",
    re.IGNORECASE,
)
