"""What stands open put on hold: somebody has to be asked first, or nothing is to be done for now.

Neither a yes nor a no: nothing is recorded, nothing is given up, and it is said that it still waits.
"""

from __future__ import annotations

import re

from assistant.dialogue.filling import says_something
from assistant.dialogue.state import State
from assistant.language.understand import Reading, Segment

_FEW = 40  # characters beside names and small words: more tells of something else as well
_WHO_DECIDES_JA = (
    r"(?:上司|上長|部長|課長|社長|役員|社内|部内|チーム|情シス|経理|総務|法務|"
    r"決裁者|責任者|先方|お?客(?:様|さま|さん)|顧客)"
)
_SOMEBODY_FIRST = re.compile(
    rf"{_WHO_DECIDES_JA}[^。?]{{0,10}}(?:確認|相談|聞[いき]|承認|了承|承諾|許可|OK|決裁|稟議|判断)"
    r"(?:(?:を|に|が)?(?:し|取り|もらい|いただき|仰ぎ|通し)?ます|[^。?]{0,8}(?:てから|ないと|必要|要[るり]|い[るり]|"
    r"まだ|待|次第|たい|"
    r"するので|中(?:です|なので)))|"
    r"\b(?:need|needs|have|has|ought|going|want|got|like|better|must|should|let me|let us|will|i'll|we'll)(?: to)?"
    r"(?: (?:just|first|still|quickly|also|really))* (?:ask|check (?:this |that |it )?with|consult|speak (?:to|with)|"
    r"talk to|run (?:it|this|that) (?:by|past)|clear (?:it|this|that) with|hear (?:back )?from|"
    r"get (?:an? |the |my |our )?(?:ok(?:ay)?|approval|sign-?off|nod|green light|go-?ahead))\b|"
    r"\b(?:boss|manager|director|finance|procurement|client|customer|team|board|legal|they|she|he)\b"
    r"[^.?!]{0,12}\b(?:has|have|needs?|must)(?: to)?(?: still| first)* (?:approve|agree|decide|sign|confirm|ok)\b",
    re.IGNORECASE,
)
_NOTHING_FOR_NOW = re.compile(
    r"(?:まだ|とりあえず|今は|いったん|一旦|ひとまず)[^。?]{0,6}(?:何も|出さ|送ら|進め|記録|登録|申請|確定|"
    r"起票)[^。?]{0,4}な(?:いで|くて)|"
    r"何もしな(?:いで|くて)|(?:ちょっと|少し|少々|しばらく|いったん|一旦|もう少し)[^。?]{0,4}(?:お?待ち?(?:って|"
    r"ください|下さい|いただ)|保留)|"
    r"^\W*お?待(?:って|ち)(?:ください|下さい)|\b(?:don't|do not) (?:do|change|touch|send|record|submit) anything\b|"
    r"\b(?:don't|do not) (?:\w+ )?(?:do|change|send|record|submit|file|log) (?:it|that|this)"
    r"(?: just)? (?:yet|for now|until|before)\b|"
    r"\b(?:hang|hold) on\b|"
    r"\b(?:one|just a|wait a|give me a|give us a|bear with me a) (?:moment|minute|sec(?:ond)?|bit)\b|"
    r"\b(?:hold|park|pause) (?:it|that|this|the request|the change)(?: there)? (?:for (?:now|a)|until)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"(?:起票|依頼|申請|申し?込み?|変更|請求|記録|手続き?|件|それ|これ)(?:は|を)?(?:いったん|一旦)?(?:取り?消|取り?下げ|キャンセル|白紙)|"
    r"\b(?:withdraw|cancel|scrap|revoke|take back|pull) (?:it|that|this|(?:the|my|our|that|this) (?:request|change|"
    r"order))\b",
    re.IGNORECASE,
)
_FORBIDS = re.compile(r"^\W*(?:please )?(?:don't|do not)\b", re.IGNORECASE)  # reads as a question to the verb form
_SAYS_NO = re.compile(r"\s*(?:no\b(?! hurry)|nope|nah|いいえ|いや[、。])", re.IGNORECASE)
_TIMES = ("dates", "months", "times", "datetimes", "durations")


def put_on_hold(state: State, reading: Reading) -> bool:
    """Whether a message asks to wait with what stands open."""
    parts = (*reading.told, *reading.segments)
    waits = state.pending is not None and state.pending.kind in ("confirm", "slot") and bool(parts)
    if not waits or "?" in reading.text or any(_says(p) or p.residue > _FEW for p in parts):
        return False
    if "retracts" in reading.signals and any(p.own.get("items") for p in parts):
        return False  # "hold on, bandwidth unchanged please" takes a part of it back
    if _TAKEN_BACK.search(reading.text):
        return False  # 「決裁待ちになったので今の起票は取り消しで」 keeps nothing waiting
    somebody = bool(_SOMEBODY_FIRST.search(reading.text))
    asks = [p for p in parts if p.act == "question" and not _FORBIDS.search(p.text)]
    if asks and not all(_SOMEBODY_FIRST.search(p.text) and reading.locale == "en" for p in asks):
        return False
    return somebody or bool(_NOTHING_FOR_NOW.search(reading.text) and not _SAYS_NO.match(reading.text))


def _says(part: Segment) -> bool:
    """Whether a sentence tells more than until when to wait."""
    return says_something({k: v for k, v in part.own.items() if k not in _TIMES})
