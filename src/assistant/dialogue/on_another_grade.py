"""The option spoken of, asked about on another grade: of the other company's contract, or if one were on that grade.

「子会社はStarterなんです。そっちは？」, 「Completeだったら付けられる？」
"""

from __future__ import annotations

import re

from assistant.dialogue.config import VALUES
from assistant.dialogue.families import OF_OPTIONS, SHORT
from assistant.dialogue.filling import is_question_form
from assistant.dialogue.state import Frame
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Reading, Segment

_WORDY = 20  # characters beside names and small words: 「グループ会社はStarterなんだけど、あっちは無理？」
_OF_ANOTHER = re.compile(
    r"(?:子|親|関連|関係|系列|姉妹|別|グループ|兄弟)会社|グループ(?:企業|各社)|(?:支社|支店|工場|海外拠点)|"
    r"(?:別|ほか|他|もう(?:1|一|ひと)つ|もう片方|あっち|あちら|向こう)の"
    r"(?:拠点|会社|部署|部門|契約|支社|支店|お客様|客先|組織)|"
    r"\b(?:subsidiar\w+|affiliate\w*|branch\w*|(?:sister|parent|group|partner|other|another) (?:compan\w+|firm|"
    r"contract|"
    r"office|site|branch|entity|customer|business|unit|division|department))\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"そっち|そちら|あっち|あちら|こっち|こちら|向こう|そこ|そのほう|その場合|"
    r"(?:会社|企業|支社|支店|拠点|契約)(?:の?ほう|の方|側|なら|だと|では|でも|も|は(?:どう|無理|駄目|だめ|ダメ))|"
    r"^\W*(?:でも|も|やはり|やっぱり)?(?:使え|頼め|付け|つけ|申し?込|利用|無理|駄目|だめ|ダメ|どう)|"
    r"\b(?:there|they|them|that (?:one|company|office|contract)|it|those|theirs)\b",
    re.IGNORECASE,
)
# Use of one's own contract by others is no question of their grade.
_SHARES = re.compile(
    r"共有|共用|一緒に使|使わせ|再販|又貸し|名義|譲渡|うちの(?:契約|ライセンス)|弊社の(?:契約|ライセンス)|同じ契約|"
    r"\b(?:shar(?:e|es|ed|ing)|resell\w*|transfer\w*|"
    r"our (?:own )?(?:contract|licen[cs]es?)|ours|under our|through us)\b",
    re.IGNORECASE,
)
_MAY_HAVE = re.compile(
    r"付け|つけ|使え|使う|利用|申し?込|頼め|追加|入れ|選べ|いけ|大丈夫|可能|OK|できる|出来る|"
    r"\b(?:have|get|add|added|use|used|take|possible|allowed|available|work|order|ok(?:ay)?)\b",
    re.IGNORECASE,
)
_ASKS_WHICH = re.compile(
    r"何|なに|どの|どれ|どんな|一覧|種類|全部|すべて|ほかに|他に|\b(?:which|what(?! about)|list|all|else)\b",
    re.IGNORECASE,
)
_OTHER_VALUES = (*VALUES, "options", "options_remove", "options_keep", "grade_from", "region", "dates", "durations")
_VAGUE = frozenset({*OF_OPTIONS, OUT_OF_SCOPE, "option_list", "third_party_use", "grade_compare", "grade_list", "no"})


def option_on_another_grade(topic: Frame, frame: Frame, segment: Segment, reading: Reading) -> bool:
    """Whether the option spoken of is asked about on another grade; changes the frame."""
    options = topic.slots.get("options")
    if not options or topic.act != "question" or frame.act != "question" or frame.intent not in _VAGUE:
        return False
    named = segment.own.get("services")
    if named and named != [topic.service]:
        return False  # "is that one there on ZTNA Core?" leaves the service for another as well
    if not is_question_form(segment) or _SHARES.search(reading.text):
        return False
    of_other = bool(_OF_ANOTHER.search(reading.text))
    if of_other and topic.slots.get("of_other") and segment.own.get("options") and not segment.slots.get("grades"):
        grade = topic.slots["grade"]  # 「透過プロキシも子会社のほうは無理ですか」
        return _ask(frame, topic, list(segment.own["options"]), grade, of_other=True)
    grades = segment.slots.get("grades", [])
    if len(grades) != 1 or any(segment.slots.get(k) for k in _OTHER_VALUES):
        return False
    there = of_other and segment.residue <= _WORDY and bool(_THERE.search(segment.text))
    own = segment.own.get("grade") == grades[0] and segment.residue <= SHORT and bool(_MAY_HAVE.search(segment.text))
    if not (there or own) or _ASKS_WHICH.search(segment.text):
        return False
    return _ask(frame, topic, list(options), grades[0], of_other=there)


def _ask(frame: Frame, topic: Frame, options: list[str], grade: str, *, of_other: bool) -> bool:
    frame.intent, frame.act, frame.service = "option_eligibility", "question", topic.service or frame.service
    frame.both = False
    marked = {"of_other": True} if of_other else {}
    frame.slots = {"options": options, "grade": grade, "grades": [grade], **marked, "rescued": True, "referred": True}
    return True
