"""Values told from those there are, or asked about as such: whether one is wanted, which one, and whether it is one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.dialogue.config import VALUES
from assistant.dialogue.families import LIMIT_ITEMS, family
from assistant.dialogue.picking import picked
from assistant.language.understand import Segment
from assistant.rules import ParameterSet

_GOES = re.compile(
    r"(?:上げ|下げ|変え|変更|増や|減ら|切り?替え|広げ|延ば|伸ば|移|引き?上げ|引き?下げ|アップ|ダウン|して|にし|"
    r"落と|縮め|短く)|"
    r"\b(?:go|mov|push|rais|lower|chang|switch|bump|put|set|get|tak|bring|cut|increas|reduc|extend|shorten|upgrad|"
    r"step|drop|"
    r"scal|expand|shrink|give|have)\w*\b",
    re.IGNORECASE,
)
_ASKS_WHICH = re.compile(
    r"何(?:M|G|日|台|本|ライセンス|デバイス|メガ|ギガ)?|いくつ|いくら|どれ|どの|どんな|どこまで|いつ|なぜ|教え|"
    r"\b(?:what|which|how|when|where|why|who|tell me)\b",
    re.IGNORECASE,
)
_BY_IIJ = re.compile(
    r"IIJ|御社|貴社|自動|勝手|一方的|通知|\b(?:iij|you|by itself|on its own|automatic\w*|unilateral\w*|without our)\b",
    re.IGNORECASE,
)
_NO_CHANGE = frozenset({"ending", "outage", "price", "excess_fee", "usage_excess", "discount", "fee_kinds"})

# Whether what was told is among what there is: "is that on the menu for us?", 「それは選べますか」.
_ON_OFFER = re.compile(
    r"\b(?:is|would|could|can|might) (?:that|it|this|such a (?:period|number|value|thing))\b[^?.]{0,24}"
    r"\b(?:on (?:the menu|offer|the cards|the list)|an option|available|possible|allowed|doable|feasible)\b(?! (?:to|"
    r"that|for (?:us|me|them) to)\b)|"
    r"(?:それ|これ|そ(?:の|ういう|んな)(?:値|期間|日数|数|長さ|設定|の)?)(?:は|って|も|で)?[^。、]{0,6}"
    r"(?:選べ|可能|でき(?:ます|る)|メニュー|用意|取り扱い|あり(?:ます)?|指定)",
    re.IGNORECASE,
)
_ELSE = ("options", "options_remove", "dates", "datetimes", "clauses", "times")


def asks_if_on_offer(segment: Segment) -> bool:
    """Whether it is asked of a value told, with it or before it, if there is such a one."""
    slots = segment.slots
    valued = any(v in slots for v in VALUES) and not any(slots.get(k) for k in _ELSE)
    explains = segment.intent in LIMIT_ITEMS or family(segment.intent or "") != "config"
    asks = segment.act == "question" and explains
    return asks and valued and bool(_ON_OFFER.search(segment.text))


def takes_a_step(segment: Segment) -> str | None:
    """The change that is meant by a value told from those there are; None where it is only spoken of."""
    if "value_step" not in segment.own or family(segment.intent or "") in _NO_CHANGE:
        return None
    if segment.act in ("request", "wish"):
        return "change_request"
    if segment.intent == "concurrency_by_iij" and _BY_IIJ.search(segment.text):
        return None  # "can IIJ raise us to the next tier on its own?"
    asks = segment.act == "question" and _GOES.search(segment.text) and not _ASKS_WHICH.search(segment.text)
    return "change_check" if asks else None


def stepped_to(
    parameters: ParameterSet, slots: Mapping[str, Any], contract: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The slots with the values that are told as steps, as far as the terms and the contract name them.

    An item that has no further value is named in `no_further`.
    """
    found = dict(slots)
    now = {**(contract or {}), **slots.get("from", {}), **slots.get("now", {})}
    grade = slots.get("grade") or slots.get("grade_now") or slots.get("grade_stay") or now.get("grade")
    for item, way in slots.get("value_step", {}).items():
        if item in found:
            continue
        values = sorted(_known(parameters, f"{item}.values") or ())
        if values:
            value = picked(way, values, refused=now.get(item))
        else:
            side = way.get("size")
            value = next(
                (v for n in (f"{item}.{side}.{grade}", f"{item}.{side}") if (v := _known(parameters, n))), None
            )
        if value is not None:
            found[item] = value
        elif values and item in now:
            found["no_further"] = item
    return found


def _known(parameters: ParameterSet, name: str) -> Any:
    """The value of a parameter, None where the terms have none of that name."""
    try:
        return parameters.value(name)
    except KeyError:
        return None
