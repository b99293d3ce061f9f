"""What the words of the whole message tell of one question in it: what lies around the service, the contract now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.dialogue.families import OUTAGE_INTENTS, SHORT
from assistant.dialogue.mend_surroundings import is_of_anothers_line, mend_surroundings
from assistant.dialogue.mend_times import mend_fee
from assistant.dialogue.rescue import ACCEPT_OURS, says_values, speaks_of_us
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.present import asks_present
from assistant.language.screening import Screened
from assistant.language.understand import Reading, Segment

_AS_WELL_A_CREDIT = 0.25
_OF_A_BREAK = frozenset({"liability_general", "settings_disconnection", OUT_OF_SCOPE})
_CUT_BY_A_CHANGE = Screened(
    r"設定(?:の)?変更[^。]{0,24}(?:切断|中断|切れ|途切|遮断|アクセス(?:が)?でき)|"
    r"\b(?:chang\w*|alter\w*)\b[^.?!]{0,24}\bsettings?\b[^.?!]{0,40}\b(?:cut|drop\w*|disconnect\w*|interrupt\w*)\b|"
    r"\bsettings? change\w*\b[^.?!]{0,40}\b(?:cut|drop\w*|disconnect\w*|interrupt\w*)\b",
    re.IGNORECASE,
)
_WHICH_DAY_COUNTS = Screened(
    r"(?:消印|投函|発送|郵送|出した)[^。]{0,12}(?:か|と|それとも)[^。]{0,8}(?:到着|到達|届い|着い|届く)|"
    r"(?:到着|到達|届い|着い)[^。]{0,12}(?:か|と|それとも)[^。]{0,8}(?:消印|投函|発送|郵送|出した)|"
    r"\b(?:postmark|posting|sending|dispatch|(?:we|i) (?:post|mail|sen[dt])\w*)\b[^?]{0,24}\b(?:or|not)\b[^?]{0,40}"
    r"\b(?:arriv\w*|turns? up|reach\w*|get[s]? (?:there|to)|receiv\w*|land\w*)\b|"
    r"\b(?:arriv\w*|turns? up|reach\w*|receiv\w*|land\w*)\b[^?]{0,24}\bor\b[^?]{0,40}"
    r"\b(?:postmark|posting|sending|dispatch|post\w*|mail\w*|sent)\b",
    re.IGNORECASE,
)


def by_message(intent: str, segment: Segment, slots: dict[str, Any], reading: Reading, *, first: bool) -> str:
    """The intent that the words of the whole message tell: of what lies around the service, of the contract now.

    `first`: nothing was spoken of before it.
    """
    around = mend_surroundings(intent, segment, len(slots.get("services", [])), reading.text)
    if around == "network_disclosure" and is_of_anothers_line(intent, segment, reading.text):
        slots["rescued"] = True
    if first and _is_no_outage(around, segment, slots, reading.ideas):
        return OUT_OF_SCOPE
    if first and intent in OUTAGE_INTENTS and not segment.residue and set(segment.own) == {"durations"}:
        return OUT_OF_SCOPE  # 「30日」: a length, and nothing that lasted so long
    span = first and len(slots.get("datetimes", [])) > 1 and segment.residue <= SHORT and not segment.own.get("vias")
    told_of = around not in _OF_ONE_OUTAGE and _is_an_outage_told(segment)
    if told_of or (span and around not in OUTAGE_INTENTS):
        slots["rescued"] = True
        return "credit"
    if around in _OF_A_BREAK and _CUT_BY_A_CHANGE.search(reading.text):
        slots["rescued"] = True
        return "settings_disconnection"
    if around == "termination_date" and segment.act == "question" and _WHICH_DAY_COUNTS.search(segment.text):
        return "termination_how"  # "from the postmark, or from when it turns up?"
    if around == "price" != segment.intent and len(reading.segments) == 1:
        around = (
            mend_fee(segment.intent or around, reading.text) or around
        )  # 「支払義務発生日の照会です。定めをご教示ください」
    chances = dict(segment.ranked[:3])
    told = slots.get("durations") or slots.get("datetimes")
    whole = "outage" in reading.ideas and not _IN_PART.search(reading.text)
    # 「30時間一切接続できない状態になりました。減額は？」
    counts = told and slots.get("total") and len(reading.segments) == 1
    if around == "credit_partial" and (
        counts or (whole and (not told or chances.get("credit", 0.0) >= _AS_WELL_A_CREDIT))
    ):
        around = "credit"  # 「先週つながらなくなりました。減額は？」: how long it was is what has to be told
    likely = chances.get("claim_deadline", 0.0) >= ACCEPT_OURS
    if around == "credit_claim" and likely and slots.get("dates") and segment.act == "question":
        around = "claim_deadline"  # "we lost it on 12 October. By what date must we claim?"
    if segment.act == "question" and not says_values(segment.own) and asks_present(segment.text):
        around = "contract_state"
    if around != intent:
        slots["rescued"] = True
    return around


_IN_PART = Screened(
    r"一部|部分|だけ|のみ|数人|何人|[人名]|部署|拠点|支店|支社|遅|速度|重[いく]|たまに|時々|ときどき|途切|とぎれ|切れ|"
    r"不安定|認証|ログイン|片[方側]|半分|"
    r"リージョン|装置|"
    r"\b(?:some\w*|only|few|part\w*|slow\w*|branch\w*|offices?|certain|intermittent\w*|flaky|half|one|several|"
    r"log-?ins?|"
    r"auth\w*|users?|people|staff|speed|unstable|dropp\w*|regions?|sites?|devices?|degraded)\b",
    re.IGNORECASE,
)


def _is_no_outage(intent: str, segment: Segment, slots: Mapping[str, Any], ideas: frozenset[str]) -> bool:
    """Whether a first question taken for one about an outage speaks of none, nor of anything of ours."""
    told = "total" in slots or any(slots.get(k) for k in ("durations", "datetimes", "cause", "vpn_devices", "counts"))
    return (
        intent in OUTAGE_INTENTS
        and segment.residue > SHORT / 2
        and not (told or ideas & _OF_AN_OUTAGE or speaks_of_us(segment))
    )


_OF_AN_OUTAGE = frozenset({"outage", "credit", "claim", "guarantee", "slow", "liable", "partial", "cause"})


_OUTAGE_TOLD = Screened(
    r"(?:障害|停止|全断|不通|トラブル|ダウン)(?:が|は|も)?(?:また|何度か|[\d一二三]回)?"
    r"(?:あり(?:ました|まして)|あった|ござい(?:ました|まして)|発生(?:しました|いたしました|した|して)|起き(?:ました|た|て)|"
    r"起こ(?:りました|った)|出ました)|"
    r"止まり(?:ました|まして)|止まった|止まって(?:い|しま)|(?:つながら|繋がら)な(?:かった|くな)|使えな(?:かった|くな)|"
    r"使えません(?:でした)?|落ち(?:ました|て(?:い|しま))",
)


def _is_an_outage_told(segment: Segment) -> bool:
    """Whether a short statement tells of an outage, and of nothing else: 「ZTNAで障害がありました」."""
    told = {k for k, v in segment.own.items() if v not in (None, [], {})} - _BESIDE_IT
    short = segment.act == "statement" and segment.residue <= _A_SENTENCE
    of_service = _OUTAGE_TOLD.search(segment.text) and not _OF_PAPERS.search(segment.text)
    return short and not told and bool(of_service)


_OF_PAPERS = Screened(r"手続|申し?込|書類|決裁|審査|検討|稟議|話|議論|支払|請求書|解約|契約")
_OF_ONE_OUTAGE = OUTAGE_INTENTS - {"credit_counting", "credit_table", "credit_base"}
_A_SENTENCE = 20  # characters beside names and small words
_BESIDE_IT = frozenset(
    {"services", "dates", "datetimes", "times", "total", "counts", "months", "cause", "one_more", "again"}
)
