"""Whether a gateway is to be redundant, and whether it is now: 「冗長なしから冗長ありに」, "make it redundant"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.screening import Screened

_REDUNDANT = Screened(
    r"冗長(?:構成)?(?:は|を|に|が|も)?(?:今|いま|現在|やっぱり?|やはり)?(?:は)?[\s「『(]*(?:あり|有|する|し(?:て|たい)|"
    r"化|付|追加|入れ|したい)|(?:ゲートウェイ|GW|設備)(?:設備)?(?:は|には|を|も)冗長構成(?:と|で|に|という|を(?:希望|指定)|[、。)）]|\Z)|(?:with|add|enable|"
    r"make (?:it|the gateway)|needs?|require|want) (?:gateway |a |the )?redundan|冗長(?:化|構成)?が(?:必要|要)|"
    r"\b(?:turn|switch|put) on (?:the |our )?redundancy\b|\bredundant(?:ly)?\b|redundancy (?:(?:switched |turned |put "
    r")?on|added|enabled|included|requested|wanted|yes)\b",
    re.IGNORECASE,
)
_NOT_REDUNDANT = Screened(
    r"冗長(?:構成)?(?:は|を|に|が|も)?(?:今|いま|現在|やっぱり?|やはり)?(?:は)?[\s「『(]*(?:なし|無|しない|やめ|外|解除|"
    r"不要|要ら(?:ない|ん)|いら(?:ない|ん))|(?:without|no|remove|drop|"
    r"disable)(?: the| our)?(?: gateway)? redundan|non-redundant|redundancy (?:off|no)|"
    r"\b(?:turn|switch|take) off (?:the |our )?redundancy\b",
    re.IGNORECASE,
)
_TURNED_REDUNDANT = Screened(  # from the one to the other
    r"冗長[^。]{0,8}(?:(?:なし|無し|ナシ|オフ|無)[」』)]?(?:から|→|->|を|で契約[^。]{0,24}|と(?:いた)?し(?:て|"
    r"まし)[^。]{0,30}?)\s*(?:冗長(?:構成)?)?[「『(]?"
    r"(?P<on>あり|有り|アリ|オン|有)|"
    r"(?:あり|有り|アリ|オン|有)[」』)]?(?:から|→|->|を)\s*(?:冗長(?:構成)?)?[「『(]?(?:なし|無し|ナシ|オフ|無))|"
    r"\bredundan\w+\b[^.?]{0,16}\b(?:(?:off|no|none|disabled|without)['\"]? ?(?:to|->|→|into) ?['\"]?"
    r"(?P<on_en>on|yes|enabled|with)|"
    r"(?:on|yes|enabled|with)['\"]? ?(?:to|->|→|into) ?['\"]?(?:off|no|none|disabled|without))\b",
    re.IGNORECASE,
)
_REDUNDANT_NOT_YET = Screened(
    r"(?:現|今|いま|現在)[^。、]{0,8}[(「]?冗長(?:構成)?(?:は)?(?:なし|無し)|冗長(?:構成)?(?:なし|"
    r"無し)[)」]?から|\bcurrently (?:not|non)|"
    r"\b(?:no|without) redundancy (?:now|today|at present)",
    re.IGNORECASE,
)


_IT_ON = re.compile(
    r"(?:あり|有り|アリ|オン|ON|有効|有)[」』)]?(?:に|へ|で(?:お願い|$))|(?:付け|つけ|追加し|入れ|導入し)(?:て|たい|られ)|"
    r"\b(?:switch|turn|put) (?:it|that|this) on\b|\b(?:enable|activate|add|have|get|like|want|need) (?:it|that|this)\b|"
    r"\bto ['\"]?(?:yes|on|enabled|redundant)\b|\bmake (?:it|that|this) redundant\b",
    re.IGNORECASE,
)
_IT_OFF = re.compile(
    r"(?:なし|無し|ナシ|オフ|OFF|無効|無)[」』)]?(?:に|へ|で(?:お願い|$))|(?:外し|やめ|止め|なくし)(?:て|たい|られ)|"
    r"\b(?:switch|turn|take) (?:it|that|this) (?:off|out)\b|\b(?:disable|remove|drop) (?:it|that|this)\b|"
    r"\bto ['\"]?(?:no|off|disabled|none|non-redundant)\b|\b(?:do|go) without (?:it|that)\b",
    re.IGNORECASE,
)
_NAMED = Screened(r"冗長|\bredundan", re.IGNORECASE)
# What was chosen once, and what is wanted against it: 「冗長構成なしを選びましたが、やはり」, "we chose none; now".
_BUT_NOW = re.compile(
    r"(?:た|ました|でした)(?:のです|ん(?:です)?)?(?:が|けれども?|けど|ものの|ところ)[、,]?|"
    r"(?:;|,|\s[-–—])\s*(?:but|now|and now|yet)?\b|\b(?:but|yet|however)\b,?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Redundancy:
    """`wanted` is what is asked for or told, `now` what there is at present, None when the text does not say."""

    wanted: bool
    now: bool | None = None


def turned(text: str, now: bool) -> Redundancy | None:
    """What a text asks of the redundancy that was told before it: "we have none at the moment. Switch it on"."""
    wanted = _IT_OFF if now else _IT_ON
    return Redundancy(wanted=not now, now=now) if wanted.search(text) else None


def redundancy(text: str) -> Redundancy | None:
    """What a normalised text says of redundancy; None when it does not speak of having it or not."""
    moved = _TURNED_REDUNDANT.search(text)
    if moved:
        wanted = bool(moved["on"] or moved["on_en"])
        return Redundancy(wanted=wanted, now=not wanted)
    changed = _chosen_otherwise(text)
    if changed is not None:
        return changed
    without, with_it = _NOT_REDUNDANT.search(text), _REDUNDANT.search(text)
    if without and with_it and _REDUNDANT_NOT_YET.search(text):
        return Redundancy(wanted=True, now=False)
    if without or with_it:
        return Redundancy(wanted=not without)
    return None


def _chosen_otherwise(text: str) -> Redundancy | None:
    """What a text wants against what was chosen once: "we went without redundancy, but please add it now"."""
    but = _BUT_NOW.search(text)
    if but is None:
        return None
    before = text[: but.start()]
    off, named = _NOT_REDUNDANT.search(before), _NAMED.search(before)
    return turned(text[but.end() :], now=not off) if named else None
