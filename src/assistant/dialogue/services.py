"""Which of the two contracts a message is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.dialogue.state import State
from assistant.language.understand import Reading

SERVICES = ("ztna", "fms")

# What only one of the contracts knows tells which one is meant. A description of the contract one has (its servers,
# its grade) tells more than the thing one asks for: an option may be asked for where it does not exist.
_FMS_CONTRACT = ("servers", "concurrent")
_ZTNA_CONTRACT = ("grade", "grade_from", "grade_now", "grade_to", "grades")
_ZTNA_ITEMS = ("bandwidth", "log")
_ZTNA_OPTIONS = ("transparent_proxy", "sse", "intro_support")
_ZTNA_WORDS = re.compile(
    r"UDP|(?<!サ)(?<!レ)(?<!イン)ポート(?:番号|は|の|が)|\bports?\b|VPN\s*(?:装置|機器|box|device|appliance)|バックボーン|backbone|\bSLA\b|品質保証|保証基準|グレード|"
    r"\bgrades?\b|透過|"
    r"ログ保存|log retention|帯域|bandwidth",
    re.IGNORECASE,
)
_FMS_WORDS = re.compile(
    r"(?:Mobility|モビリティ)\s*(?:デバイス\s*)?(?:サーバ|ライセンス)|mobility (?:device )?licen[cs]es?|"
    r"mobility servers?|同時利用|同時接続|concurren|simultaneous|冗長|redundan|"
    r"超過(?:利用|分)",
    re.IGNORECASE,
)


_TWO_OF_THEM = re.compile(
    r"\b(?:two|both)(?: of)?(?: your| the| these| iij)* flex ?mobility\b|(?:2つ|二つ|両方|"
    r"両)の?(?:IIJ\s?)?フレックスモビリティ",
    re.IGNORECASE,
)


OWN = "own_service"  # where a conversation keeps which service the caller said to have
_OURS_AGAIN = re.compile(
    r"\b(?:back to|as for|for|on|about|regarding) (?:ours|our (?:own(?: \w+)?|contract|case|service|side))\b|"
    r"(?:うち|弊社|当社|私ども|自社|我々)の(?:話|ほう|方|契約|場合|件|サービス)(?:に戻|だと|は|では|なら|について|に関して|も|で)",
    re.IGNORECASE,
)


def note_own(state: State, reading: Reading) -> None:
    """Remember which service the caller says to have: "we're on FMS", 「うちはZTNAです」."""
    for segment in (*reading.told, *reading.segments):
        services = [s for s in segment.own.get("services", []) if s in SERVICES]
        if segment.act == "statement" and len(services) == 1 and _HAVE.search(segment.text):
            state.known[OWN] = services[0]


_HAVE = re.compile(
    r"(?:うち|弊社|当社|私ども|自社|我々)(?:は|が|の契約は)|契約(?:して|中|は)|使って(?:い)?(?:る|ます)|"
    r"\bwe(?:'re| are) (?:on|with|using)\b|\bwe (?:have|use|run|took)\b|\bour (?:contract|service|plan) is\b",
    re.IGNORECASE,
)


def named(slots: Mapping[str, Any]) -> list[str]:
    """The services the text names; where it only says which one is not meant, the others."""
    refused = slots.get("services_but", [])
    names = [s for s in slots.get("services", []) if s in SERVICES and s not in refused]
    return names or [s for s in SERVICES if refused and s not in refused]


def hinted(slots: Mapping[str, Any], text: str) -> str | None:
    """The service that what is said can only belong to, or None."""
    if any(k in slots for k in _FMS_CONTRACT) or _FMS_WORDS.search(text):
        return "fms"
    if any(k in slots for k in _ZTNA_CONTRACT):
        return "ztna"
    if any(i in ("servers", "concurrent", "redundancy") for i in slots.get("items", [])) or "redundancy" in slots:
        return "fms"
    if any(k in slots for k in _ZTNA_ITEMS) or any(i in ("grade", *_ZTNA_ITEMS) for i in slots.get("items", [])):
        return "ztna"
    options = [*slots.get("options", []), *slots.get("options_remove", []), *slots.get("options_keep", [])]
    if any(o in _ZTNA_OPTIONS for o in options) or _ZTNA_WORDS.search(text):
        return "ztna"
    return None


def resolve(slots: Mapping[str, Any], text: str, signals: frozenset[str], state: State) -> tuple[str | None, bool]:
    """The service of a message, and whether both are meant.

    Named in the text, else vouched for by the caller, else what only one service knows, else the service of the
    conversation so far.
    """
    names = named(slots)
    if len(names) > 1 and "correction" not in signals:
        return None, True
    if names and _TWO_OF_THEM.search(text):
        return None, True  # "which of your two Flex Mobility offerings": the name they share
    if names:
        return names[-1], False
    if "other_service" in signals and state.service:
        return next(s for s in SERVICES if s != state.service), False
    own = state.known.get(OWN)
    if own in SERVICES and _OURS_AGAIN.search(text):
        return own, False
    vouched = state.context.get("service")
    several = any(len(slots.get(k, [])) > 1 for k in ("options", "options_remove", "options_keep", "regions", "grades"))
    told = len(state.frame.slots.get("durations", [])) if state.frame is not None else 0
    outages = told + (1 if told and slots.get("one_more") else 0) > 1
    several = several or (outages and state.service is not None)  # 「どちらも全装置停止です」 of two outages
    if (
        "both" in signals
        and not (vouched or several)
        and not any(k in slots for k in (*_ZTNA_CONTRACT, *_FMS_CONTRACT))
    ):
        return None, True
    if vouched:
        return vouched, False
    hint = hinted(slots, text)
    last = state.frame
    compared = last is not None and (last.intent == "service_compare" or last.both)
    only_in_one = any(k in slots for k in (*_FMS_CONTRACT, *_ZTNA_CONTRACT))
    if compared and not only_in_one and state.pending is None:
        return None, True  # 「ライセンス数は？」 after the two were compared
    if state.service:
        # The conversation's service stays unless a thing is named that only the other one can be described by.
        strong = hint if any(k in slots for k in (*_FMS_CONTRACT, *_ZTNA_CONTRACT)) else None
        return strong or state.service, False
    return hint, False
