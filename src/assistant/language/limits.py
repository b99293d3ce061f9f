"""Lengths and values that are not told of a case but hold it within limits: 「30分超で」, "from 50 to 500 seats"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.language.model import Entity
from assistant.language.neighbours import before
from assistant.language.screening import Screened

_PAST = Screened(
    r"(?:った|かった|ました|でした(?!よね|っけ|か)|いた|れた|けた|(?<!で)した|ちた)(?!場合|とき|時|ら)|\b(?:was|were|"
    r"had|went|did|happened|lasted|failed|stopped|been)\b",
    re.IGNORECASE,
)
_THRESHOLD_AFTER = re.compile(
    r"\s*(?:(?:以上)?[^。、]{0,8}(?:ない|なかった)と(?:だめ|ダメ|駄目|減額|もら|出|対象|なに|何)|(?:は|"
    r"以上)?(?:続[かい]?(?:ないと|なければ|なきゃ|て(?:初めて|はじめて))|経たないと|経過しないと|なければ|"
    r"ないと)|(?:止ま|使えな|落ち|ダウンす|続)[^。、]{0,4}(?:ば|たら)[^。、]{0,8}(?:対象|もらえ)"
    r"[^。、いく]{0,8}(?:よね|でしょ|だよな)|を?超|以上|以内|未満|から(?!復|の)|より|で(?:も)?(?:減額|対象|"
    r"もら|出)|(?:or|and) (?:more|"
    r"over|longer|less))|\s*\+",
    re.IGNORECASE,
)
_LIMIT_AFTER = re.compile(
    r"\s*(?:以内|未満|超の?枠|超か|(?:以下)?の?(?:枠|行|段|区分)|と(?:みな|見な|して(?:扱|計算|数え|カウント))|扱い|"
    r"に(?:切り上げ|繰り上げ|丸め|届か|満たな|足りな)|"
    r"[ -]?(?:clock|counter|count|row|band|bracket|tier|limit|threshold|mark|rule)\b)",
    re.IGNORECASE,
)
_LIMIT_BEFORE = re.compile(
    r"\b(?:unless|until|only if|only when|only once)\b[^.?!]{0,40}\b(?:last\w*|run\w*|go(?:es)? on|continu\w*|been|"
    r"down|out|off|dead|gone|unusable|unavailable)"
    r"(?: on)?(?: for)?(?: at least)?(?: an?| the| full| whole)*\s*\Z|"
    r"\b(?:start|kick|set|begin|appl|due|grant|paid)\w*(?: in)? (?:only )?(?:after|from)(?: the first)?(?: an?| the| "
    r"full| whole)*\s*\Z|"
    r"\b(?:has|have|needs?|must|got)(?: to)? (?:last|run|go on|continue)(?: for)?(?: at least)?(?: an?| the| full| "
    r"whole)*\s*\Z|"
    r"\b(?:(?:count|treat|regard|round|consider)(?:s|ed|ing)?(?: [^.?]{0,24}?)?(?: (?:up|off))? (?:as|to)|"
    r"call (?:it|this|that)|"
    r"short of|shy of|qualif\w+ as|rather than|the row (?:up to|over|of))(?: an?| the| full| whole)*\s*\Z",
    re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(
    r"\b(?:(?:go|run|rang|start|com|is sold|are sold|is offered|available)(?:e?s|ing|ed|e)?|anything|anywhere)"
    r"(?: in)? (?:from|between)"
    r"(?: only| just| about)?\s*\Z",
    re.IGNORECASE,
)
_STEP_BEFORE = re.compile(  # "can retention go from 90 to 360?": a step from what there is to what is wanted
    r"\b(?:can|could|may|might|shall|should|will|would|let's|want to|like to|need to|have to|us|we|I)\b"
    r"(?:\s[\w']+){0,4}\s(?:go|run) (?:from|between)(?: only| just| about)?\s*\Z",
    re.IGNORECASE,
)
_RANGE_JOINT = re.compile(r"\s*(?:to|and|-|up to)\s*\Z", re.IGNORECASE)
_RANGE_JOINT_JA = re.compile(r"\s*(?:から|~|-|以上)、?\s*\Z")
_BETWEEN_JA = (re.compile(r"\s*と\s*\Z"), re.compile(r"\s*(?:の|という)(?:間|あいだ|中間|範囲|幅)"))
_RANGE_AFTER_JA = re.compile(
    r"\s*(?:まで|以下)?の?(?:間|範囲|幅|レンジ)|"
    r"\s*まで(?:なので|だから|ですから|ですので|でしょ|ですよね|だよね|ある|あります|選べ|指定でき|契約でき|使え|買え|"
    r"のはず)"
)


_NAMED_EN = re.compile(r"\b(?:the|those|these|your|its|that)\s*\Z", re.IGNORECASE)
_COUNTED_EN = re.compile(
    r"\s*(?:period |rule |limit )?(?:for [\w /]{1,24} |on [\w /]{1,24} )?"
    r"(?:count(?:ed|s|ing)?|start(?:s|ed|ing)?|begin(?:s|ning)?|run(?:s|ning)?|reckoned|measured|tick\w*)\b",
    re.IGNORECASE,
)
_COUNTED_JA = re.compile(
    r"\s*(?:間)?(?:と(?:いう|は)の?|って|は|の(?:ほう)?[はって]*|を|の起点|の起算|のカウント|の数え)?[、はって]*"
    r"(?:(?:いつ|どこ|どの時点|何時|どっち|どちら)[^。?？]{0,12}(?:から|より|時点|が起点|を起点|起算|に数え)|"
    r"(?:障害|発生|IIJ)[^。?？]{0,12}(?:から|起点|起算)[^。?？]{0,6}(?:数え|カウント|スタート|始ま)[^。?？]{0,6}(?:か|の|[?？]))"
)


def is_counted(text: str, length: Entity) -> bool:
    """Whether it is asked from when a length of the terms is counted: "from which moment do the 24 hours run?"."""
    english = _NAMED_EN.search(before(text, length)) and _COUNTED_EN.match(text, length.end)
    return bool(english) or _COUNTED_JA.match(text, length.end) is not None


def only_limits(text: str, lengths: Sequence[Entity]) -> bool:
    """Whether all lengths of a sentence are limits, none the length of an outage: 「30分超で減額されますよね」."""
    if lengths and all(_ONLY_ONCE.search(before(text, e)) for e in lengths):
        return True  # "the credit only starts once an outage has lasted 24 hours, right?"
    return bool(lengths) and all(_is_threshold(text, e) for e in lengths) and not _PAST.search(text)


_ONLY_ONCE = re.compile(
    r"\b(?:only|not|n't|nothing|no credit)\b[^.?!]{0,40}\b(?:once|after|when|if|until|unless|before)\b[^.?!]{0,30}"
    r"\b(?:has|have|been|lasts?|lasted|runs?|goes)\b[^.?!0-9]{0,24}\Z",
    re.IGNORECASE,
)


def is_limit(text: str, length: Entity) -> bool:
    """Whether a length is a limit that another one is held against: 「23時間59分を24時間とみなして」."""
    return bool(_LIMIT_AFTER.match(text, length.end) or _LIMIT_BEFORE.search(before(text, length)))


_UPTIME_AFTER = re.compile(
    r"\s*(?:間)?(?:だけ|ほど|くらい|ぐらい)?(?:は|、)?(?:復旧|回復|使え(?:た|て|まし)|動(?:い|き)|つなが(?:っ|り)|戻)|"
    r"\s*(?:of (?:uptime|service|recovery)|back (?:up|online)|up again|working|online)\b",
    re.IGNORECASE,
)


def is_uptime(text: str, length: Entity) -> bool:
    """Whether for that long the service was up between two outages: 「23時間止まって1時間復旧、また5時間停止」."""
    return _UPTIME_AFTER.match(text, length.end) is not None


_SHARE_BEFORE = re.compile(
    r"(?:うち|内|前半|後半|最初|はじめ|初め|残り)の?、?\s*$|\b(?:of which|the first|the last|including|of that|"
    r"of it)(?: the)?\s*$",
    re.IGNORECASE,
)


_CLAIMED_AFTER = re.compile(
    r"\s*(?:分)?(?:を|は|が)?(?:減額|返金|控除|補填)(?:す|さ|し)?(?:べき|れるべき|ろ|てほしい|て欲しい|されるはず|になるはず)|"
    r"(?:'s worth)? (?:should|must|ought to|has to|is to|to) be (?:credited|refunded|paid back|deducted|given back)|"
    r"(?:'s worth)? (?:credited|refunded|deducted)\b",
    re.IGNORECASE,
)


def is_claimed_back(text: str, length: Entity) -> bool:
    """Whether a length is what somebody wants to have credited: "our finance lead insists a full day be credited"."""
    return _CLAIMED_AFTER.match(text, length.end) is not None


def is_share(text: str, length: Entity) -> bool:
    """Whether a length is a part of another one told before it: 「40時間、うち前半16時間は計画停止」."""
    return bool(_SHARE_BEFORE.search(before(text, length)))


def on_offer(text: str, values: Sequence[Entity]) -> list[Entity]:
    """The two values that say what there is to choose from: 「100から500までの範囲」; else none."""
    for one, other in pairwise(values):
        joint = text[one.end : other.start]
        left = before(text, one)
        english = _RANGE_BEFORE.search(left) and not _STEP_BEFORE.search(left) and _RANGE_JOINT.match(joint)
        japanese = _RANGE_JOINT_JA.match(joint) and _RANGE_AFTER_JA.match(text, other.end)
        between = _BETWEEN_JA[0].match(joint) and _BETWEEN_JA[1].match(text, other.end)
        if english or japanese or between:
            return [one, other]
    return []


def _is_threshold(text: str, length: Entity) -> bool:
    after = length.extra.get("bound") is not None or _THRESHOLD_AFTER.match(text, length.end)
    return bool(after) or is_limit(text, length)
