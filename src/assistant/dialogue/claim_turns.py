"""Whether it is asked after an outage how the claim is made: in which way, on what paper, to whom."""

from __future__ import annotations

import re

from assistant.dialogue.config import STOPS_OR_ENDS
from assistant.dialogue.families import META_INTENTS, SHORT
from assistant.dialogue.filling import is_question_form, says_something
from assistant.dialogue.state import Frame
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_OF_PAPERS = frozenset({"payment_method", "support_contact", "termination_channel", "change_procedure"})
_OF_CLAIMS = frozenset({"claim_deadline", "claim_period", "credit_claim"})
_WORDY = 40  # characters beside names and small words
_CLAIM = re.compile(
    r"請求(?!書)|申請|申し?出|申告|手続き?|届け?出|"
    r"\b(?:claim\w*|ask(?:ing)? for it|appl(?:y|ying) for it|request\w*)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"それ|これ|その|この|\b(?:it|that|this)\b", re.IGNORECASE)
_WAY = re.compile(
    r"電話|口頭|メール|チャット|ファ(?:ック|ッ)?クス|FAX|郵送|郵便|書面|文書|書類|書式|様式|フォーマット|ひな形|雛形|"
    r"テンプレ|書き方|フォーム|用紙|窓口|サイト|ポータル|"
    r"どうやって|どのように|どういう(?:方法|形|手順)|どんな(?:方法|形|手順)|方法|やり方|どこ(?:に|へ|から)|誰に|"
    r"どなたに|何で(?:出|送|伝)|"
    r"\b(?:phone|call(?:ing)?|e-?mail\w*|chat|fax\w*|letter|post|in writing|written|verbal\w*|orally|form|"
    r"formats?|templates?|portal|website|web ?page|paper\w*|document\w*|how (?:do|would|should|can|must|to)|"
    r"where (?:do|to|should|must|can)|who (?:do|to|should|must|can)|to whom|whom|which way|what way|procedure)\b",
    re.IGNORECASE,
)
# A bill that we write is the paper of the claim; the one that IIJ sends every month is none.
_OUR_BILL = re.compile(
    r"請求書(?:の|は|って|を)?[^。]{0,10}(?:書式|様式|フォーマット|ひな形|雛形|テンプレ|書き方|記入|書け|書けば|用紙|"
    r"宛先|あて先|宛名|"
    r"送付先|提出|出せ|出し|出す|送れ|送る|送り|用意)|"
    r"\b(?:our|the|a|an) (?:invoice|bill)\b[^.?]{0,24}\b(?:formats?|templates?|address(?:ed)?|form|layout)\b|"
    r"\b(?:formats?|templates?|form|layout)\b[^.?]{0,16}\b(?:invoice|bill)\b|"
    r"\b(?:we|i)\b[^.?]{0,16}\b(?:send|write|make out|issue)\b[^.?]{0,12}\b(?:invoice|bill)\b",
    re.IGNORECASE,
)
_THEIR_BILL = re.compile(
    r"毎月|月々|御社|IIJ(?:さん)?(?:から|が|の)|届(?:く|き|い)|発行|いつの|何月|"
    r"\b(?:monthly|every month|do you|does iij|iij sends?|your (?:invoice|bill))\b",
    re.IGNORECASE,
)
# By when a claim is made, what it comes to, and where that is laid down are questions of their own.
_OTHERWISE = re.compile(
    r"いつまで|期限|何か月|いくら|何円|金額|根拠|何条|書いて(?:あ|い)|"
    r"\b(?:by when|until|deadline|how (?:long|much|many)|written down|article|clause|terms say)\b",
    re.IGNORECASE,
)


def asks_how_to_claim(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether a question after an outage is how its credit is claimed; changes the frame.

    「その申し出って電話でもいいんでしょうか」, "does it have to be in writing?" after the last day for it was told.
    """
    told = {k: v for k, v in segment.own.items() if k not in ("services", "again", "one_more")}
    plain = is_question_form(segment) and segment.residue <= _WORDY and not says_something(told)
    way = bool(_WAY.search(segment.text)) or frame.intent in _OF_PAPERS
    other = frame.intent in META_INTENTS - {OUT_OF_SCOPE} or bool(_OTHERWISE.search(segment.text))
    if not plain or not way or other or STOPS_OR_ENDS.search(segment.text):
        return False
    points = segment.own.get("via") is not None or _POINTS.search(segment.text)
    of_claims = topic.intent in _OF_CLAIMS and segment.residue <= SHORT * 2 and bool(points)
    no_end = frame.intent == "termination_channel"  # the way of a notice, where no end was spoken of
    our_bill = _OUR_BILL.search(segment.text) and not _THEIR_BILL.search(segment.text)
    if not (_CLAIM.search(segment.text) or of_claims or no_end or our_bill):
        return False
    frame.intent, frame.service, frame.act = "credit_claim", frame.service or topic.service, "question"
    frame.slots.update(rescued=True, referred=True, asks_way=True)
    for key in ("via", "vias"):
        frame.slots.pop(key, None)
    return True


_MISSED = re.compile(
    r"(?:期限|期日|その日|それ|締め?切り|3か月|三か月)[^。?]{0,12}(?:過ぎ|逃|遅れ|忘れ|間に合わな|超え|守れな)|"
    r"^\W*(?:もし|仮に)?(?:請求(?:し|を)|申し?出)?[^。?]{0,4}(?:忘れ|間に合わな|過ぎ(?:た|ちゃ)|逃し)|"
    r"\b(?:miss(?:ed|ing)?|overrun|let|pass(?:ed)? up)\b[^.?]{0,16}\b(?:it|that|the|this)\b(?: \w+)?"
    r"(?: (?:date|day|deadline|slip|pass|window))?|\b(?:too late|after that (?:date|day)|past (?:it|that|"
    r"the deadline))\b|"
    r"\bforget to (?:claim|ask)\b",
    re.IGNORECASE,
)


def asks_if_missed(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether it is asked, after an outage, what becomes of the credit when the day is missed; changes the frame."""
    told = {k: v for k, v in segment.own.items() if k != "services"}
    plain = is_question_form(segment) and segment.residue <= SHORT * 2 and not says_something(told)
    if not plain or not _MISSED.search(segment.text) or topic.intent not in {*_OF_CLAIMS, "credit"}:
        return False
    frame.intent, frame.service, frame.act = "claim_period", frame.service or topic.service, "question"
    frame.slots.update(rescued=True, referred=True)
    return True
