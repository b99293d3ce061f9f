"""Whether a text agrees to what was proposed, or declines it."""

from __future__ import annotations

import re

from assistant.language.bounds import ends
from assistant.language.screening import Screened

_YES = Screened(
    r"^\s*(?:(?:わかりました|分かりました|なるほど|承知しました|いいですね|great|perfect|good|fine|understood|"
    r"all right|"
    r"alright|thanks?(?: you)?|i see|got it)[\s、。,.!]+)?(?:はい(?:です|、|。|！|お願い|それで)?|ええ|うん|"
    r"おっけー?|オッケー?|おーけー|了解|承知|"
    r"(?:では|じゃあ?|"
    r"それでは)?、?(?:それ|これ|その内容|この内容|"
    r"上記|以上|そちら)?(?:で|を|の)?(?:お願い|ok|おk|オーケー|大丈夫|問題ありません|問題ない|結構です(?!か)|よろしい|"
    r"いいです|(?:確定|決定|記録|登録|申請)(?:で(?!き)|して|します|を?お願い|$|[。、!])|進めて)|"
    r"お願いします|お願いいたします|進めて(?:ください|下さい)?|そうして(?:ください)?|"
    r"(?:y|yes|yep|yeah|yup|sure|ok(?:ay)?|right|correct|confirm(?:ed)?|go ahead|please do(?! (?:the|our|an?)\b)|do it|"
    r"sounds good|that's (?:right|fine|correct)|looks good|proceed|absolutely)(?![a-z]))",
    re.IGNORECASE,
)
_NO = Screened(
    r"^\s*(?:いいえ|いや|いえ|違(?:う|い)|やめ(?:ます|る|て|と[くきけこ]|に(?:し|する))|やっぱ(?:り)?(?:いい|やめ|"
    r"なし)|"
    r"結構です(?!か)|不要です|キャンセル|取り?消|見送|保留|まだ|"
    r"no\b|nope|nah|don't|do not|not now|never ?mind|cancel (?:that|it|this)\b|forget it|stop\b|hold off|not yet|"
    r"(?:(?:i|we)(?:'ve| have)? )?changed (?:my|our) minds?|(?:i|we)(?:'d| would) rather not|let's not|leave it)|"
    r"気が変わ",
    re.IGNORECASE,
)
_AGREES = Screened(
    r"(?:記録|確定|登録|申請|提出|受付|起票|進め)(?:を|で)?(?:し(?!な)|お?願い|て(?:ください|下さい))|(?:その|この|"
    r"上記の|"
    r"さっきの|さきほどの|先ほどの)(?:とおり|通り|内容|方法|形|案|まま)(?:で|に)|"
    r"(?:相違|間違い|問題)(?:は)?(?:(?:ござい|あり)ません|な(?:し|い(?:です)?)(?:[。、!\s]|$))|"
    r"(?:記録|登録|申請|起票|確定)を[。!]*\s*$|了承(?:済|し|です|いたし)|(?:登録|記録|申請|起票)[。!]*\s*$|"
    r"(?:お客(?:様|さま|さん)|顧客|先方)(?:から|より|も|は|が|の)?、?(?:[^。]{0,8}で)?(?:了承|承諾|合意|同意|OK|"
    r"了解)(?!.{0,6}(?:前|待ち|まだ|ない|次第))|"
    r"\b(?:customer|client|they|she|he)(?:'s|'re|'ve| is| are| has| have)?(?: just| now)? (?:agree[sd]?|accept(?:s|ed)|"
    r"approve[sd]|confirm(?:s|ed)(?! (?:that|whether|if|when))|said yes|okayed|ok'd|good with (?:it|that)|"
    r"(?:fine|happy|ok(?:ay)?) with (?:it|that|this))\b|"
    r"\b(?:record|file|submit|confirm|register|request|order|log|book) (?:it|that|this)\b|"
    r"\b(?:record|file|submit|confirm|register|request|order) (?:the|my|our)\b|\byes\b|\bgo ahead\b|"
    r"\b(?:do|let's do) (?:that|it)\b",
    re.IGNORECASE,
)


def is_yes(text: str) -> bool:
    """Whether the text agrees and says little else."""
    text = ends(text)
    return bool(_YES.search(text)) and not _NO.search(text)


def agrees(text: str) -> bool:
    """Whether the text asks for what was just proposed, in whatever words, and does not decline."""
    text = ends(text)
    return (is_yes(text) or bool(_AGREES.search(text))) and not _NO.search(text)


def is_no(text: str) -> bool:
    """Whether the text declines."""
    return bool(_NO.search(ends(text)))
