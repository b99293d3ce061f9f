"""An outage gone on with: the frame before, with what a message adds to it, corrects or asks of one of several."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.days import day_instead
from assistant.dialogue.filling import is_question_form
from assistant.dialogue.outage import durations_of, same_unit
from assistant.dialogue.outage_turns import OUTAGE_FACTS
from assistant.dialogue.retold import merge_outage
from assistant.dialogue.state import Frame
from assistant.language.understand import Segment

_HALF = 0.5
_BARE = 4  # characters beside names and small words: a value alone
_OF_CLAIMS = ("claim_deadline", "claim_period")
_CLAIMS = re.compile(
    r"請求|申請|期限|いつまで|間に合|\b(?:claim\w*|deadline|until|by when|latest|lapse\w*|expire\w*)\b", re.IGNORECASE
)
_THAT_ONE = re.compile(  # one of several outages for itself: 「20日のほうは？」, "and for the second one?"
    r"(?:日|回目|件目|つ目|最初|最後|前者|後者)の?(?:ほう|方|分|やつ|もの|障害)?(?:だけ)?(?:は|だと|なら|では)\W*"
    r"(?:どう[^。]{0,6}|いくら[^。]{0,6})?$|"
    r"\b(?:the|that) (?:first|second|third|last|other|longer|shorter) (?:one|outage)\b|"
    r"\b(?:the|that) (?:one|outage) (?:on|of|from)\b",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"なのに[^。]{0,12}日分|\d日分(?:だけ|しか|なの|です|に|\W*$)|\bdays?['’]? worth\b|"
    r"\bcount\w* (?:it |that |this )?as (?:only )?\w+ days?\b|"
    r"\b(?:yet|but) (?:only )?(?:\w+ )?(?:\d+|one|two|three) days?['’]? (?:are |is )?(?:credited|counted|credit)\b",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"全員|全社|全(?:ユーザー?|拠点|端末|利用者|台|部)|すべて|全て|みんな|皆(?:が|で|使え)|誰も|(?:一部|半分|"
    r"半数)(?:では|じゃ)な|"
    r"(?<!not )(?<!n't )\b(?:every(?:one|body| user| site)|all of (?:us|them|our \w+)|"
    r"all (?:our |the |\d+ )?(?:users|sites|staff|clients|people)|no ?(?:one|body)|the whole (?:company|lot|office)|"
    r"not (?:just|only) (?:some|half|part))\b",
    re.IGNORECASE,
)


def outage_gone_on(asked: Frame, last: Frame, frame: Frame, segment: Segment, signals: frozenset[str]) -> Frame:
    """The outage of the last frame with what a message says of it.

    `frame` is what the message says by itself, `asked` the same with the intent, service and act it has after the
    last one.
    """
    one = _of_one(last, segment)
    if one or "correction" in signals:
        day_instead(frame.slots, last.slots, segment.text)
    told = dict(frame.slots)
    if last.slots.get("total") is False and "total" not in told and _EVERYONE.search(segment.text):
        told["total"] = True  # "OK, everyone then": no longer only some of them
    if len(told.get("durations", [])) > 1 and _CREDITED.search(segment.text):
        told.pop("durations")  # 「60時間なのに2日分？」 sets what was told beside what it is counted as
    numbers = [n for n in told.get("numbers", []) if isinstance(n, int)]
    bare = segment.residue <= _BARE and not told.get("heads")  # 「3台とも落ちてたら？」 counts devices
    length = same_unit(numbers[0], durations_of(last.slots)) if bare and len(numbers) == 1 else None
    if length is not None and not told.get("durations"):
        told["durations"] = [length]
    claimed = last.intent in _OF_CLAIMS or (frame.intent in _OF_CLAIMS and _CLAIMS.search(segment.text))
    alone = one and not (claimed or told.get("durations"))
    heard = signals | {"only"} if alone else signals
    slots = merge_outage(last.slots, told, heard, asks=is_question_form(segment))
    fewer = len(slots.get("durations", [])) < len(last.slots.get("durations", []))
    if fewer or (alone and "among" in slots):
        reckoned = last.intent if last.intent in ("credit", "claim_deadline") else "credit"
        return Frame(reckoned, asked.service, slots, last.act, asked.both)  # one of several is left, or was taken back
    return Frame(_outage_intent(asked.intent, frame, segment, slots), asked.service, slots, asked.act, asked.both)


def _of_one(last: Frame, segment: Segment) -> bool:
    """Whether a message names one of the several outages that are spoken of."""
    several = len(last.slots.get("durations", [])) > 1 or "among" in last.slots
    return several and bool(_THAT_ONE.search(segment.text))


_OF_THE_RULE = frozenset({"credit_cap", "credit_claim", "credit_base"})
_SURE = 0.6


def _outage_intent(intent: str, frame: Frame, segment: Segment, slots: dict[str, Any]) -> str:
    """Facts told after an explanation lead to the computation; a question of its own keeps its intent."""
    own_facts = any(k in frame.slots for k in OUTAGE_FACTS) or frame.slots.get("durations")
    if frame.intent in _OF_THE_RULE and segment.confidence >= _SURE and not own_facts:
        return frame.intent  # 「FMSにも上限はありますか」: whatever was computed before
    of_claims = ("claim_deadline", "claim_period")
    day_told = bool(frame.slots.get("dates")) and not frame.slots.get("datetimes")
    asks = frame.intent in of_claims and (segment.act == "question" or (day_told and segment.confidence > _HALF))
    roles = {d["role"] for d in frame.slots.get("dates", [])}
    asks = asks or "claimable_on" in roles or (intent in of_claims and day_told and not slots.get("durations"))
    if asks and not any(frame.slots.get(k) for k in ("durations", "cause", "vpn_devices", "total")):
        return "claim_deadline"
    if intent == "claim_deadline" and not any(segment.own.get(k) for k in ("durations", "cause", "total")):
        return "claim_deadline"
    if any(k in frame.slots for k in OUTAGE_FACTS) or slots.get("durations") or slots.get("datetimes"):
        return "credit"
    return intent
