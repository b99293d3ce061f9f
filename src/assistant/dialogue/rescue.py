"""Whether a reading convinces, and what else a text can only mean when the likeliest reading does not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.families import META_INTENTS, SHORT
from assistant.dialogue.state import Frame
from assistant.language.understand import Segment

# (the chance of "out of scope" up to which, the share of the rest from which) the best other reading is taken; chosen
# on tests/data/understanding.yaml so that about nine of ten texts out of scope still are.
ACCEPT_OURS = 0.12
_ACCEPT_NAMED = 0.08
_ACCEPT = 0.25
_OUT_IF_NAMED = (0.95, 0.3)
_OUT_IF_OURS = (0.85, 0.35)
_OUT_ELSE = (0.6, 0.45)
_SMALL = frozenset({"who_are_you", "human", "greeting", "thanks", "help", "insult_or_frustration"})
_SMALL_SHARE = 0.7
_OURS = re.compile(
    r"解約|契約|規程|規定|約款|通信量|VPN|アブソル|申込|通信環境|設定情報|貴社|御社|条文|減額|障害|保証|ライセンス|"
    r"帯域|ログ保存|リージョン|オプション|グレード|プロキシ|課金|"
    r"申込書|最低利用|"
    r"違約金|調定金|解除|(?:2つ|二つ|両|どちら|どっち)の?サービス|\bSLA\b|\b(?:your|two|both) (?:two )?services?\b|"
    r"\b(?:licen[cs]es?|bandwidth|retention|regions?|options?|add-?on|grades?|"
    r"contracts?|cancel\w*|"
    r"(?:monthly|initial|one-off) fees?|terminat\w*|VPN|absolute|terms|concurren\w+|gateways?|downtime|settlement|"
    r"outages?|credit(?:ed)?|guarantee\w*|billing|minimum term|clauses?|articles?|"
    r"transparent proxy|"
    r"gateway)\b",
    re.IGNORECASE,
)


def speaks_of_us(segment: Segment) -> bool:
    """Whether a text has a word or name of our contracts in it."""
    return _named(segment.own) or bool(segment.own.get("items")) or bool(_OURS.search(segment.text))


def accepted(segment: Segment, frame: Frame) -> bool:
    """Whether a reading convinces: less is asked of a text that speaks of our services, contracts or outages."""
    wanted = frame.intent in CHANGE_INTENTS and any(frame.slots.get(k) for k in ("grade_to", "options", *VALUES))
    named = _named(segment.own) or frame.slots.get("services") or wanted  # told before: "is the same possible?"
    least = _ACCEPT_NAMED if named else ACCEPT_OURS if _OURS.search(segment.text) else _ACCEPT
    return segment.confidence >= least or bool(frame.slots.get("rescued"))


def _named(own: Mapping[str, Any]) -> bool:
    return any(own.get(k) for k in ("services", "options", "options_remove", "grades", "clauses", *VALUES))


def says_values(own: Mapping[str, Any]) -> bool:
    """Whether a segment has a value, an option, a date or a length of its own."""
    keys = (*VALUES, "options", "options_remove", "dates", "datetimes", "durations", "numbers", "grade_to")
    return any(own.get(k) not in (None, [], {}) for k in keys)


_OF_GOODS = re.compile(  # a thing bought, and no service
    r"返品|返送|配送状況|修理(?:に出|を(?:依頼|お願い|頼))|(?:購入|買)(?:し|い|っ)た[^。]{0,12}(?:返|交換|保証書)|保証書|"
    r"\b(?:return(?:ing)?|exchange|refund) (?:a|the|my|this|our) (?:\w+ )?(?:router|phone|device|handset|item|purchase|"
    r"laptop|modem|card)\b|\bwarranty card\b",
    re.IGNORECASE,
)


def second_best(segment: Segment, own: Mapping[str, Any]) -> str | None:
    """The best reading beside "out of scope", for a text that speaks of our services, contracts or outages."""
    limit, clearly = _OUT_IF_NAMED if _named(own) else _OUT_IF_OURS if _OURS.search(segment.text) else _OUT_ELSE
    if len(segment.ranked) < 2 or segment.confidence > limit or _OF_GOODS.search(segment.text):
        return None
    name, chance = next((pair for pair in segment.ranked if pair[0] != "out_of_scope"), ("", 0.0))
    share = chance / (1 - segment.confidence + 1e-9)
    if name in _SMALL:
        return name if share >= _SMALL_SHARE and segment.residue <= SHORT else None
    return name if share >= clearly and name not in META_INTENTS else None


_HOW_MANY_USERS = re.compile(
    r"(?:最低|最小|最少|最大|最高|最多)[^。]{0,8}(?:何人|何名|何台|人数|台数)|(?:何人|何名|何台)(?:分)?(?:から|まで)|"
    r"\b(?:smallest|minimum|fewest|least|lowest|largest|maximum|most|biggest)\b[^.?]{0,16}\b(?:users?|people|staff|"
    r"seats?|devices?|employees?|licen[cs]es?)\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"差し?支え|差し?障り|構(?:い|わ)|よろし|可能|でき|使え|叶|支障|\b(?:possible|allowed|permitted|eligible|available|"
    r"(?:may|can|could) (?:we|i)|entitled)\b",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(
    r"(?:ブツブツ|ぶつぶつ|プツプツ|しょっちゅう|何度も|頻繁に)切れ|切れまく|切れてばかり|途切れ|(?:つな|繋)がらん|"
    r"\b(?:keeps? (?:cutting|dropping)|cuts out|(?:unable to|can't|cannot|couldn't|could not|not able to) "
    r"(?:connect|log (?:on|in)|sign in|get (?:on|in|through|online)))\b",
    re.IGNORECASE,
)
_BAND = re.compile(  # of the table of credits
    r"どの(?:区分|枠|行|段階|欄|範囲)|(?:区分|枠|段階)は(?:どれ|どこ)|\b(?:which|what) (?:band|row|bracket|tier|"
    r"line|step) (?:does|do|would|is|applies)\b",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"ウェブ|\bweb\b|オンライン|ネット(?:上|から|で)|サイト|画面|\bonline\b|\bwebsite\b", re.IGNORECASE
)
_POOR = re.compile(
    r"\b(?:downloads?|uploads?|speeds?|throughput|performance|connections?|internet|it)\b[^.?]{0,24}\b(?:pitiful|"
    r"awful|terrible|poor|dire|"
    r"miserable|lousy|appalling|abysmal|horrible|dreadful|rubbish|useless|slow)\b|"
    r"(?:速度|通信|回線|ダウンロード|接続)[^。]{0,12}(?:ひど|酷|最悪|悪い|悪す|遅|出な|全然)",
    re.IGNORECASE,
)
_COVERED = re.compile(  # whether some fault counts
    r"(?:SLA|品質保証|保証)(?:の)?(?:減額|補償|返金)?(?:の)?(?:対象|範囲|適用)|\b(?:covered by|part of|"
    r"within|fall\w* under|in scope of|"
    r"count\w* (?:towards?|under))"
    r" (?:the |your |our |that )?(?:ztna |fms )?(?:sla|(?:quality |availability )?guarantee)\b",
    re.IGNORECASE,
)
_MONEY_BACK_JA = re.compile(r"(?:お?金|料金|費用|月額)[^。]{0,8}(?:戻|返|安く|引い|引か)")
_MONEY = re.compile(
    r"お金|返|戻|値引|割引|\b(?:money|back|refund|credit|discount|rebate|compensat\w*)\b", re.IGNORECASE
)


def rescued_outage(segment: Segment, slots: Mapping[str, Any], ideas: frozenset[str]) -> str | None:
    """Money back wanted for an outage, in whatever words: 「つながらない時間があったので返金してほしい」."""
    if "end" in ideas and _ONLINE.search(segment.text):
        return "termination_channel"
    down = "outage" in ideas or bool(_CUT_OFF.search(segment.text))
    wants = (
        "credit" in ideas or (down and _MONEY_BACK_JA.search(segment.text)) or (down and _MONEY.search(segment.text))
    )
    if wants and slots.get("total") is False and not slots.get("durations"):
        return "credit_partial"
    if _POOR.search(segment.text) and _MONEY.search(segment.text) and not slots.get("durations"):
        return "credit_partial"
    if _COVERED.search(segment.text) and not slots.get("durations"):
        return "guarantee_scope"
    banded = slots.get("durations") and _BAND.search(segment.text)
    return "credit" if banded or (wants and (down or slots.get("durations"))) else None


def rescued_ending(slots: Mapping[str, Any], signals: frozenset[str], ideas: frozenset[str]) -> str | None:
    """An ending asked about by a day that plays its part: "how late can our form reach you to finish on ..."."""
    roles = {d["role"] for d in slots.get("dates", [])}
    if not roles & {"arrival", "desired"} or not (slots.get("via") == "form" or "end" in ideas):
        return None
    return "termination_latest" if "latest" in signals and "arrival" not in roles else "termination_date"


def rescued(segment: Segment, own: Mapping[str, Any], slots: Mapping[str, Any]) -> str | None:
    """What a text that no sentence resembles can only mean, judged by its values."""
    options = own.get("options") or own.get("options_remove")
    if segment.act in ("request", "wish") and (options or any(v in own for v in VALUES)):
        return "change_request"
    if own.get("clauses") and segment.residue <= SHORT:
        return "clause_lookup"
    if (
        _HOW_MANY_USERS.search(segment.text)
        and segment.act == "question"
        and (own.get("services") or own.get("grades"))
    ):
        return "licence_limits"
    if "grade_to" in own or ("grade_from" in own and "grade" in own):
        return "grade_change"
    named = slots.get("grades") or slots.get("services")  # in another sentence of the message
    if options and (own.get("grades") or own.get("services") or (named and _MAY.search(segment.text))):
        return "option_eligibility"
    if "concurrent" in slots and "concurrent" not in own and segment.act == "question":
        return "usage_excess"  # "15,400 were connected at once. What happens now?"
    if any(v in slots for v in VALUES) and not says_values(own) and (slots.get("grades") or slots.get("services")):
        return "value_check" if segment.act == "question" and not slots.get("durations") else None
    if any(v in own for v in VALUES) and (own.get("grades") or slots.get("services") or segment.residue <= SHORT):
        return "value_check"
    if slots.get("durations") and ("cause" in slots or "total" in slots):
        return "credit"
    return None
