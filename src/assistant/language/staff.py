"""The words of IIJ's own staff, in the console and in Slack: "our fault" is IIJ's there."""

from __future__ import annotations

import re

from assistant.language.screening import Screened

CHANNELS = frozenset({"console", "slack"})
_US = r"(?:うち|弊社|当社|我々|こちら)"
_BROKE_JA = r"(?:故障|障害|壊れ|不具合|ミス|トラブル|落ち|ダウン|不良|異常|誤り|誤設定|原因|起因)"
_THING_JA = r"(?:設備|機器|装置|ルータ|サーバ|スイッチ|回線|ネットワーク|システム|基盤|作業|工事|設定|オペ)"
_OURS_JA = Screened(
    _US + r"(?=(?:側)?の?(?:責任|責|せい|過失|帰責|ミス|非)|起因|原因|都合)|"
    r"(?<=原因[はが])"
    + _US
    + r"(?=側|の|設備|機器|装置|作業|工事)|"
    + _US
    + r"(?!の?(?:お客|顧客|客先))(?=(?:側)?の?[^。、はがを]{0,6}"
    + _THING_JA
    + r"[^。、]{0,6}"
    + _BROKE_JA
    + ")"
)
_THING_EN = (
    r"(?:equipment|hardware|routers?|gateways?|servers?|switch(?:es)?|network|backbone|facilit(?:y|ies)|systems?|"
    r"data ?cent(?:re|er)s?|side|end|maintenance|engineers?|staff|operators?|people|work)"
)
_BROKE_EN = (
    r"(?:fail\w*|fault\w*|br(?:oke|oken|eakdown)|crash\w*|died|outage|mistake|error|cause\w*|misconfigur\w*|problem|"
    r"went down|was down)"
)
_OURS_EN = Screened(
    r"\bour(?= (?:own )?(?:fault|mistake|error|doing|responsibility|bad)\b)|"
    r"\bour(?= (?:own )?(?:\w+ )?" + _THING_EN + r"\b[^.?!;,]{0,16}\b" + _BROKE_EN + r"\b)|"
    r"(?<=fault in )our\b|(?<=fault on )our\b|(?<=failure of )our\b|(?<=failure in )our\b|(?<=error on )our\b|"
    r"(?<=error by )our\b|(?<=problem on )our\b|(?<=problem in )our\b|(?<=caused by )our\b",
    re.IGNORECASE,
)


def as_of_iij(text: str) -> str:
    """A text of IIJ's staff with what they say of their own company told of IIJ."""
    return _OURS_EN.sub("IIJ's", _OURS_JA.sub("IIJ", text))
