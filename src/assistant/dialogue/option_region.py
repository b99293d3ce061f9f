"""The region of the multi-region option just asked about: whether it may be the one of the contract, or another."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.families import family
from assistant.dialogue.state import Frame, State
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Reading, Segment

_OPTION = "multi_region"
_WORDY = 40  # characters beside names and small words
# What a question about a region is taken for where no option is named in it, beside those on what a contract has.
_NEAR = frozenset({"vpn_device_scope", "region_change", OUT_OF_SCOPE})
_TELLS = frozenset({"regions", "region", "same_region", "now", "one_more", "ordinal", "items", "again"})
_THAT_ONE = re.compile(
    r"もう(?:1|一)つ|(?:2|二)つ目|(?:2|二)か所目|追加(?:の|する|分|側)|そ(?:ちら|っち|れ|の)|オプション|サブ|別(?:の|"
    r"に)|"
    r"\b(?:extra|second|additional|other|option(?:'s)?|it|that|add-?on)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"同じ|同一|一緒|(?:本体|契約|メイン|元)(?:の(?:リージョン|ほう|方))?と|\b(?:same|identical)\b",
    re.IGNORECASE,
)


def region_of_the_option(state: State, frame: Frame, segment: Segment, reading: Reading) -> bool:
    """Whether a region is asked about for the multi-region option just spoken of; changes the frame.

    "Our gateway is in Tokyo. Could the extra one be in Tokyo too?": what region the contract has was told before it.
    """
    last, own = state.frame, segment.own
    spoken = last is not None and _OPTION in last.slots.get("options", []) and state.pending is None
    told = {k for k, v in own.items() if v not in (None, [], {})} - _TELLS
    near = frame.intent in _NEAR or family(frame.intent) == "config"
    asks = segment.act == "question" and segment.residue <= _WORDY and not told and near
    if last is None or not (spoken and asks) or not _THAT_ONE.search(segment.text):
        return False
    same = bool(own.get("same_region") or _SAME.search(segment.text))
    if not (own.get("region") or (same and (_REGION.search(segment.text) or segment.residue <= _FEW))):
        return False
    kept: dict[str, Any] = {k: last.slots[k] for k in ("grade", "grades", "grade_now") if k in last.slots}
    region: dict[str, Any] = {"region": own["region"]} if own.get("region") else {"same_region": True}
    has = own.get("now", {}).get("region") or next((s.own["region"] for s in reading.told if s.own.get("region")), None)
    if has:
        region["now"] = {"region": has}
    frame.intent, frame.act, frame.both = "option_eligibility", "question", False
    frame.service = last.service or frame.service
    frame.slots = {**kept, "options": [_OPTION], **region, "rescued": True, "referred": True}
    return True


_FEW = 14  # characters beside names and small words: "could it be the same?"
_REGION = re.compile(r"リージョン|地域|場所|拠点|\b(?:regions?|places?|city|cities|locations?|areas?)\b", re.IGNORECASE)
