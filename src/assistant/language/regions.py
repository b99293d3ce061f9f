"""Which region is whose: that of the contract, the one wanted, the one of the multi-region option."""

from __future__ import annotations

import re
from typing import Any

from assistant.language.directions import directions
from assistant.language.model import Entity
from assistant.language.neighbours import after, before
from assistant.language.screening import Screened

_SAME_REGION = Screened(r"同じ(?:リージョン|地域|拠点)|(?:the )?same region|as well|too\b|にも", re.IGNORECASE)
_SAME_AS_CONTRACT = Screened(
    r"(?:契約|元|本体)の?リージョン(?:そのもの|自体|と同じ)|\b(?:very|same|exact) region (?:we|i|they|that|as)\b|"
    r"\bregion (?:we|they|i)(?:'ve| have)? (?:already )?(?:picked|chose|chosen|have|had|specified|selected|named|"
    r"got)\b|"
    r"同(?:じ|一の?)\s*(?:リージョン|regions?|地域|区分|拠点|場所|所|とこ|ところ|エリア)|"
    r"(?:もと|元|今|いま|現在|契約時|契約|本体|最初|既存|1つ目|一つ目)の?(?:リージョン|region|地域|もの|やつ)?と(?:同じ|同一|一緒)|"
    r"(?:契約時|今|いま|現在|最初|既に指定した|契約で指定した)の?(?:リージョン|地域)を?(?:再度|もう(?:一度|1度|一回)|また|重ねて|二重)|"
    r"\b(?:same|identical) (?:region|area|location|place|spot)\b|"
    r"(?<!multi[- ])\bregion\b[^.?!]{0,40}\b(?:same|identical) (?:as|to)\b[^.?!]{0,20}"
    r"\b(?:first|original|contract\w*|main|existing|current|ours|one)\b",
    re.IGNORECASE,
)
_BOTH_REGIONS = Screened(
    r"に加え|だけでなく|\bin addition to\b|両方|どちらも|双方|両リージョン|ともに|2拠点|"
    r"\bboth\b|\bas well as\b",
    re.IGNORECASE,
)
_SEVERAL_REGIONS = Screened(  # a gateway in more than one region is what the multi-region option is for
    r"(?:(?:2|3|4|二|三|四|複数)(?:つ|か所|箇所|個)?の?|両)(?:リージョン|地域)(?!オプ)|"
    r"\b(?:(?<!the )(?<!these )two|2|three|3|several|multiple|more than one|both) regions\b(?! are)",
    re.IGNORECASE,
)


_TWO_REGIONS = 2


def note_regions(slots: dict[str, Any], text: str, regions: list[Entity], options: list[Entity]) -> None:
    """Note the regions of a sentence: the one wanted, the one there is, and where several mean the option."""
    if _SEVERAL_REGIONS.search(text) and "multi_region" not in slots.get("options", []):
        slots["options"] = [*slots.get("options", []), "multi_region"]
        slots["items"] = [i for i in slots.get("items", []) if i != "region"]
    if not regions and "multi_region" in slots.get("options", []) and _SAME_AS_CONTRACT.search(text):
        slots["same_region"] = True  # "in the same region as the contract", by no name
    if not regions:
        return
    slots["regions"] = list(dict.fromkeys(e.value for e in regions))
    wanted = None
    for entity, part in zip(regions, directions(text, regions), strict=True):
        if part in ("from", "now", "stay"):
            slots.setdefault("now", {})["region"] = entity.value
        else:
            wanted = entity.value
    if wanted is not None:
        slots["region"] = wanted
    mark = next((e for e in options if e.value == "multi_region"), None)
    if (
        mark is not None
        and len(slots["regions"]) == len(regions) == _TWO_REGIONS
        and "region" not in slots.get("now", {})
    ):
        # "Tokyo, plus multi-region Osaka": the one nearer to the option is its own
        own = min(regions, key=lambda e: (abs((e.start + e.end) - (mark.start + mark.end)), -e.start))
        other = next(e for e in regions if e is not own)
        slots["region"], slots["now"] = own.value, {**slots.get("now", {}), "region": other.value}
    _one_as_well(slots, text, regions)
    apart = len(slots["regions"]) >= 2 and not slots.get("now", {}).get("region")
    if apart and _BOTH_REGIONS.search(text) and not slots.get("options"):
        slots["options"] = ["multi_region"]
        slots["now"] = {**slots.get("now", {}), "region": slots["regions"][0]}
    beside = "multi_region" in slots.get("options", [])  # 「東京リージョンですが、マルチリージョンも東京に」
    if len(regions) >= 2 and len(slots["regions"]) == 1 and (beside or _SAME_REGION.search(text)):
        slots["same_region"] = True


def _one_as_well(slots: dict[str, Any], text: str, regions: list[Entity]) -> None:
    """Take a region used beside the one that stays for the option's: 「東京はそのままで大阪も使いたい」."""
    if slots.get("options") or len(slots["regions"]) != _TWO_REGIONS or not _STAYS.search(text):
        return
    added = [e for e in regions if _AS_WELL.match(after(text, e)) or _ALSO.search(before(text, e))]
    if len({e.value for e in added}) != 1:
        return
    other = next(r for r in slots["regions"] if r != added[0].value)
    slots["options"], slots["region"] = ["multi_region"], added[0].value
    slots["now"] = {**slots.get("now", {}), "region": other}
    slots["items"] = [i for i in slots.get("items", []) if i not in ("region", "option")]


_STAYS = Screened(
    r"まま|残し|残す|維持|据え?置|\b(?:stays?|staying|keep\w*|kept|remain\w*|leav(?:e|ing))\b", re.IGNORECASE
)
_AS_WELL = re.compile(
    r"(?:リージョン|の?ゲートウェイ)?(?:で|に|から)?も|,? (?:region )?(?:as well|too|also)\b", re.IGNORECASE
)
_ALSO = re.compile(r"\b(?:also(?: \w+){0,2}|add|adding|plus|and use)(?: an?| the)? $", re.IGNORECASE)
