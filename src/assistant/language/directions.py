"""Which way a value goes: from or to, there now or to stay. Read from the words around it: 「CoreからStarterへ」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.bounds import MOST_VALUES
from assistant.language.model import Entity
from assistant.language.neighbours import after, before
from assistant.language.screening import Screened

_I = re.IGNORECASE
_TO_AFTER = Screened(
    r"^\s*(?:プラン|グレード|契約|ライセンス|台|本|デバイス|Mbps|bps)?\s*(?:へ|には?(?:変更|偏光|上げ|下げ|あげ|さげ|"
    r"し(?:て|た|よ)|アップ|ダウン|切|移|変え|替え|換え|グレード|なり|"
    r"なる|戻|乗|増や|減ら|延ば|伸ば|短|広げ|落と|引き|増|減|拡|縮|統一)|への|に[、,]|にする|まで(?:上げ|下げ|増|減|"
    r"引))|"
    r"^\s*が(?:希望|目標|欲しい|ほしい)|"
    r"^,? (?:is |being |as |would be )?(?:the )?(?:one|grade|plan|figure|number|what|where) (?:that )?(?:we|they)"
    r"(?:'d| would|'re hoping| hope)? (?:to |rather )?(?:like|want|prefer|have|be|wish)\b",
    _I,
)
# 「今からCoreへ」, 「営業から、Starterで」: a moment or a person, and no value that is left.
_NO_SENDER = "".join(
    f"(?<!{word})"
    for word in (
        "これ",
        "それ",
        "今",
        "いま",
        "営業",
        "客",
        "客様",
        "客先",
        "顧客",
        "先方",
        "上司",
        "社内",
        "担当",
        "さん",
        "部門",
    )
)
_TO_BEFORE = Screened(
    rf"(?:→|->|⇒|=>|⟶|>|{_NO_SENDER}から|より|\bto(?: the| our| a)?|\binto(?: a| the)?|"
    r"\b(?:asks?|asking|wants?|wanting|requests?) (?:abt|about|for|after)?|\b(?:swap|exchang|trad|leav|giv|ditch|"
    r"drop)\w*\b[^.?!]{0,24}\bfor(?: the)?|"
    r"\bwhat (?:we|they)(?:'d| would)? (?:want|like|need|prefer)(?: instead)? is|(?:欲しい|ほしい|希望(?:する|"
    r"している)?)(?:の|もの|グレード|値|数)は|(?:希望|目標|変更後|変更先)は|"
    r"\bbecome|\bbe|\bonto)\s*$",
    _I,
)
_NOT_TO_BEFORE = Screened(
    r"\b(?:open|available|offered|limited|restricted|exclusive|appl\w+|accessible|granted|sold|according|compared|"
    r"added)"
    r" to(?: the| all| our)?\s*$",
    _I,
)
_FROM_AFTER = Screened(
    r"^\s*(?:プラン|グレード|契約|ライセンス|台|デバイス)?\s*(?:から(?!\s*(?:始|はじめ|スタート|開始|契約|申|可能|"
    r"OK|いけ|でき|利用))|より|→|->|⇒|=>|(?:を|は|も|から)?(?:もう)?(?:卒業|やめ|辞め|抜け|離れ)|(?:to|up to|"
    r"down to|into)\b(?!\s(?:me\b|us\b|them\b|him\b|her\b|(?:our|the|my|this|your|"
    r"an?)\s(?:\w+\s)?(?:contract|service|order|plan|account)|it\b|"
    r"ztna|fms|"
    r"fxz|fxm|iij|flex)))|"
    r"^\s*(?:から|で)(?:始め|はじめ|スタートし|開始し)て[^。]{0,16}[にへ]|"
    r"^\s*(?:behind|contract to|plan to|grade to)\b",
    _I,
)
_FROM_BEFORE = Screened(
    r"(?:\bfrom(?: the| our| a| grade)?(?: present| current| existing)?|\bleav(?:e|ing)|\boutgrown|\binstead of|"
    r"\bfrom=|\boff)\s*$",
    _I,
)
_TO_WORD_BEFORE_EN = Screened(
    r"\b(?:upgrad\w*|downgrad\w*|mov\w*|switch\w*|chang\w*|go|going|step\w*|drop\w*|rais\w*|increas\w*|"
    r"lower\w*|reduc\w*|bump\w*|take|bring|cut|put|set|shift\w*|expand\w*|extend\w*)\b[^.?!]{0,24}?\b(?:to|"
    r"into|down to|up to|at)(?: the)?\s*$",
    _I,
)
_NOW_BEFORE = Screened(
    r"(?:\b(?:we're|we are|i'm|i am|they're|they are|is|are)(?: only| just| still| currently| now|"
    r" actually| really| in fact| indeed|"
    r" already)* (?:on|at|using)|\bcurrent(?:ly)?(?: on| at| have| using)?(?: our| a| the)?|\bon (?:our|a|my)|"
    r"\bour|(?<!can )(?<!could )(?<!may )(?<!should )(?<!also )\bwe(?: only| currently)? have|"
    r"\b(?:we|they|i|customer|client)(?: originally| first| initially)? (?:had|held|"
    r"started (?:out )?(?:with|on|at)|began with)|"
    r"現在(?:は|の)?|"
    r"今(?:は|の)?|今、|うちは|弊社は|当社は|いまは?)\s*$",
    _I,
)
_NOW_AFTER = Screened(
    r"^\s*(?:プラン|グレード|の?契約|ライセンス|台|を|で|に)*\s*(?:(?:の)?(?:枠|コース)で(?:入|契約|使)|"
    r"契約(?:して(?!み|も)|中|です)|利用(?:して|中)|"
    r"使って(?:い|る|ます|おり)|運用中|加入(?:して|"
    r"中)|の?(?:お客様|お客さん|顧客|客先)|なん(?:です|だ)けど|ですが|だけど|(?:だった|でした)(?:が|けど|けれど|のを)|のまま)|^\s*(?:contract|customer|"
    r"plan)?,? (?:now|today|at the moment|"
    r"currently|"
    r"right now)\b|"
    r"^,? (?:is |being )?(?:the )?(?:one|grade|plan|figure|number|what|where) (?:that )?(?:we|they)"
    r"(?:'ve got|'re on|'re at)? ?(?:have|hold|use|are(?: on| at)?|run|sit|pay for)?(?: now| today| at "
    r"present)?(?=[,;.]| and| but|$)",
    _I,
)
_STAY_AFTER = Screened(
    r"^\s*(?:のまま|[ではも]?(?:変わら|変更(?:は|し)?な|変更(?:は)?不要|同じ)|で(?:据|す?え)置|を(?:維持|継続)|で続け)|"
    r"^,?\s*(?:(?:is |are |to be )?(?:unchanged|left alone|kept)|stays?(?: (?:put|as (?:it )?is|the same))?|"
    r"remains?(?: the same)?|as (?:it )?is|as before)\b",
    _I,
)
_STAY_BEFORE = Screened(
    r"\b(?:stay(?:s|ing)?(?: on| with| at| in| as)?|keep(?:s|ing)?(?: the region| it)?(?: in| at| on)?|"
    r"remain(?:s|ing)?(?: on| in| at)?|(?:still|same)(?: in| on| at)?)\s*$",
    _I,
)


# What one has, told behind the wish: 「帯域を300Mに下げたい、Coreです」.
_WISH_BEFORE = re.compile(
    r"(?:たい(?:です)?|ほしい|欲しい|お願い(?:します|いたします)?|ください)[。、,]\s*(?:ちなみに|なお|グレードは|"
    r"契約は|プランは)?、?\s*\Z"
)
_TOLD_LAST = re.compile(r"\s*(?:の?契約|プラン|グレード)?(?:です|になります|だよ)?[。!.]?\s*\Z")


_IN_BRACKETS = re.compile(r"^\s*\([^()。]{1,36}\)(?=[にへまをか])")  # 「Complete(帯域500M)へ切り替える」
_LEFT_OVER = re.compile(
    r"\b(?:leaving|to leave|and leave|so we keep|which leaves)(?: us| them)?(?: with| at)?(?: just| only)?\s*\Z", _I
)
_WO = re.compile(r"\s*を\s*")
_NI = re.compile(r"\s*(?:に|へ|まで)")


_WANTED_BEFORE = re.compile(
    r"\b(?:need|want|require|like|love|prefer|get|give us|have to have|after)(?: a| the)?\s*\Z", _I
)
_AT_ONCE = re.compile(r"\s*(?:right )?(?:now|today)\b", _I)


def _is_now(text: str, left: str, right: str) -> bool:
    """Whether the words before and after a value say that it is there now."""
    if _WANTED_BEFORE.search(left) and _AT_ONCE.match(right):
        return False  # "we need Complete now": at once, and not there yet
    if _NOW_BEFORE.search_part(left, text) or _NOW_AFTER.search_part(right, text):
        return True
    return bool(_WISH_BEFORE.search(left) and _TOLD_LAST.match(right))


def is_left_over(text: str, entity: Entity) -> bool:
    """Whether a value is what a step leaves: "cut 500 licences, leaving 300"."""
    return _LEFT_OVER.search(before(text, entity)) is not None


def directions(text: str, entities: Sequence[Entity]) -> list[str | None]:
    """The part of each of the entities of one type: "from", "to", "now", "stay" or None.

    A value that stands alone beside one that is the goal is where the change starts from. In a list of more than
    MOST_VALUES the words beside the rest are not looked at.
    """
    parts: list[str | None] = []
    for entity in entities[:MOST_VALUES]:
        left, right = before(text, entity), _IN_BRACKETS.sub("", after(text, entity))
        part: str | None = None
        if _STAY_AFTER.search_part(right, text) or _STAY_BEFORE.search_part(left, text):
            part = "stay"
        elif _TO_WORD_BEFORE_EN.search_part(left, text) and not _NOT_TO_BEFORE.search_part(left, text):
            part = "to"  # "go down to Starter to get rid of it": the second "to" tells why
        elif entity.type != "grade" and is_left_over(text, entity):
            part = "to"  # "cut 500 licences, leaving 300"
        elif _FROM_BEFORE.search_part(left, text) or _FROM_AFTER.search_part(right, text):
            part = "from"
        elif _NOT_TO_BEFORE.search_part(left, text):
            part = None
        elif (
            _TO_AFTER.search_part(right, text)
            or _TO_WORD_BEFORE_EN.search_part(left, text)
            or _TO_BEFORE.search_part(left, text)
        ):
            part = "to"
        elif _is_now(text, left, right):
            part = "now"
        parts.append(part)
    left_over = any(is_left_over(text, e) for e in entities[:MOST_VALUES])
    if len(entities) == 2 and parts.count("to") == 1 and parts.count(None) == 1 and not left_over:
        parts[parts.index(None)] = "from"
    if parts == [None, None] and _WO.fullmatch(text, entities[0].end, entities[1].start):
        parts = ["from", "to"] if _NI.match(text, entities[1].end) else parts  # 「3台を6台に！」
    return [*parts, *[None] * (len(entities) - len(parts))]


_AND_BACK_JA = Screened(
    r"(?:にし|に上げ|に変え|に変更し|へ移っ|に移っ|になっ)(?:た(?:後|あと)|てから)[^。]{0,24}に(?:戻|もど)"
)
_BACK_AGAIN = Screened(  # to the first of the two: 「StarterからCoreに上げたあと、元に戻す」
    r"(?:元|もと|前)(?:の(?:グレード|プラン))?[にへ](?:戻|もど)|\b(?:back again|back down|(?:go|going|switch\w*|"
    r"change|move|revert\w*) back|"
    r"return to (?:it|the old|where)|undo (?:it|that))\b",
    re.IGNORECASE,
)
_BACK_EN = Screened(r"\b(?:back|return) (?:down )?to (?:the )?$", re.IGNORECASE)
_AFTER_EN = Screened(
    r"\bafter \w+ing (?:up )?to (?:the )?$|\bonce (?:we|they|you)(?:'re| are|'ve)? [^.?]{0,12}$", re.IGNORECASE
)


def there_and_back(text: str, grades: Sequence[Entity]) -> tuple[str, str] | None:
    """The grade left and the one gone back to, of two: 「Completeにした後でCoreに戻す」; else None."""
    if len(grades) != 2 or grades[0].value == grades[1].value:
        return None
    one, other = grades
    if _BACK_AGAIN.search(text, other.end) and not _BACK_EN.search(before(text, other)):
        return other.value, one.value
    if _AND_BACK_JA.search(text, one.end):
        return one.value, other.value
    if _BACK_EN.search(before(text, one)) and _AFTER_EN.search(before(text, other)):
        return other.value, one.value
    if _BACK_EN.search(before(text, other)) and _AFTER_EN.search(before(text, one)):
        return one.value, other.value
    return None
