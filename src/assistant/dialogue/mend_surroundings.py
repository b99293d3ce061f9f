"""Questions about what lies around the service: the line, the provider, the router, and telling IIJ."""

from __future__ import annotations

import re

from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.screening import Screened
from assistant.language.understand import Segment

_PARTS_JA = r"(?:回線|プロバイダ|ISP|キャリア|通信環境|ネットワーク(?:環境|構成|設定)?|ルータ|オフィス|接続設定)"
_PARTS_EN = (
    r"(?:carriers?|providers?|isps?|access lines?|lines?|routers?|offices?|internet(?: connection)?|broadband|"
    r"network(?: settings| setup| environment)?)"
)
_SURROUNDINGS = Screened(rf"{_PARTS_JA}|\b{_PARTS_EN}\b", re.IGNORECASE)
_CHANGED_UNTOLD = Screened(
    rf"{_PARTS_JA}[^。]{{0,14}}(?:変え|替え|換え|変更|入れ替え)[^。]{{0,24}}(?:連絡|通知|届け|知らせ|伝え|報告|黙って)|"
    rf"\b(?:chang|switch|replac|swapp?|mov)\w*\b[^.?!]{{0,30}}\b{_PARTS_EN}\b[^?]{{0,48}}"
    r"\b(?:tell|told|inform\w*|notif\w*|let (?:you|iij) know|report\w*)\b",
    re.IGNORECASE,
)
_NEAR = frozenset({"designated_environment", "network_disclosure", "internet_access", "not_ready_liability"})


def mend_surroundings(intent: str, segment: Segment, services: int, message: str) -> str:
    """The intent of a question about the surroundings, where it is taken for one of the service or of nothing.

    `services` is how many services the message names: who goes over from one to another names both.
    """
    if intent in (OUT_OF_SCOPE, *_NEAR) and segment.act == "question" and _CHANGED_UNTOLD.search(message):
        return "network_disclosure"
    if intent == "service_switch" and services < _BOTH and _SURROUNDINGS.search(segment.text):
        return next((name for name, _ in segment.ranked if name in _NEAR), "network_disclosure")
    return intent


_BOTH = 2
