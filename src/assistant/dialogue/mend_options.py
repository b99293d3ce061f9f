"""What is asked of an option: what it is, who may have it, how it is ordered, what leaving it early costs."""

from __future__ import annotations

import re

from assistant.dialogue.config import STOPS, VALUES
from assistant.dialogue.families import UNSURE
from assistant.language.understand import Segment

_DEFINES = re.compile(
    r"とは(?:何|なん|なに|ど|、|[??]?$)|って(?:何|なに|なん|どう(?:いう|いった)|どんな)|(?:どんな|どういう|"
    r"どのような)(?:もの|オプション|サービス|機能|内容)|"
    r"何(?:を|が)(?:する|してくれ|できる)|説明して|概要|^\W*(?:so |and |sorry,? )?what(?: exactly|"
    r"'s)?(?: is| are| does| do)?(?: the| an| a)?\b(?! (?:must|should|would|has to|needs?|we|i)\b)(?!.*\b(?:fee|"
    r"cost|price|charge|minimum|term|grades?)\b)|\bwhat (?!must|should|would|do we|can we|has to|"
    r"needs?).{0,40}\b(?:does|do|is for|"
    r"mean)\b|\bexplain what\b|\bdescribe\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"解約|停止|やめ|止め|外|終了|解除|不要|いら|切|抜|オフ|廃止|辞め|減ら|"
    r"\b(?:stop|cancel|drop|end|terminat|remov|quit|get rid|discontinu|without|"
    r"leave|leaving|off|lose|ditch|disabl|finish)\w*",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"申し?込|申請|注文|発注|ポチ|頼(?:む|め|み|ん)|お願い|追加|"
    r"\b(?:appl\w+|order\w*|sign up|request\w*|subscri\w+|add(?:ed|ing)?)\b",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"メール|電話|チャット|口頭|ファ(?:ック|ッ)?クス|FAX|Web|ウェブ|オンライン|画面|ポータル|書面|用紙|申込書|フォーム|"
    r"\b(?:e-?mails?|phone|call|chat|fax|online|web(?:site)?|portal|paper|form|letter|in writing)\b",
    re.IGNORECASE,
)
_OF_PRICE = re.compile(r"料金|費用|月額|価格|値段|\b(?:fee|fees|price|cost|charge|monthly)\b", re.IGNORECASE)
_THERE_OR_NOT = re.compile(
    r"有無|有り?(?:ますか|る)?\s*[?？]|あり(?:ますか)?\s*[?？。]|\bavailab\w+|\bor not\b", re.IGNORECASE
)
_COMES_WITH = re.compile(
    r"自動(?:的)?(?:に|で)[^。、]{0,6}(?:付|つ)|最初から(?:付|つ|入|使え)|標準で|込みです|(?:付|つ)いてくる|(?:含まれ|"
    r"セットにな)(?:て|る)|"
    r"\b(?:(?<!starter )(?<!core )(?<!complete )included|comes? with(?! the (?:option|possibility|chance))|"
    r"automatic\w*[^.?]{0,12}(?:includ|add|get|com|"
    r"part)\w*|(?:get|com|includ|"
    r"add)\w*[^.?]{0,12}automatic\w*|by default|built[- ]in|bundled|as standard|thrown in)\b",
    re.IGNORECASE,
)
_TIED = re.compile(r"縛ら|しばら|拘束|\b(?:tied|bound|locked|stuck|committed)\b", re.IGNORECASE)
_LEFT_EARLY = re.compile(  # what it costs to leave soon
    r"(?:短期|ひと月|一月|(?:1|一)[かヶヵ]?月|すぐ|途中|早々)[^。]{0,24}(?:止め|やめ|停止|終わ|解約|"
    r"外|切っ|切る|切れば)[^。]{0,20}(?:払|費用|料金|お金|金|請求|かか|違約|ペナルティ|取られ)|"
    r"\b(?:drop|stop|cancel|end|leave|quit|ditch|terminat|remov)\w*\b[^?]{0,40}\b(?:early|soon|within|before|"
    r"after (?:only )?(?:a|one|two|ten|\d+) "
    r"(?:days?|weeks?)|short(?:ly)?)\b[^?]{0,40}\b(?:pay|cost|charge|fee|penalt|owe)\w*",
    re.IGNORECASE,
)
_ONCE_RUNNING = re.compile(
    r"開始(?:した)?(?:後|してから)|導入(?:した)?(?:後|済)|後から|あとから|途中から|今から|運用中|稼働(?:後|中)|"
    r"\b(?:after(?:wards)?|later|once|already|still|retroactive\w*|since (?:\w+ )?(?:year|month|\d{4}|spring|summer|"
    r"autumn|winter))\b",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(
    r"(?:最低(?:でも)?|少なくとも)?(?:どのくらい|どれ(?:くらい|ぐらい)|何[かヶヵ]?月|何日(?:間)?|"
    r"いつまで)[^。]{0,10}(?:使わ|使い|続け|契約し|持|付け|つけ|縛|しばら|維持|入って)|"
    r"\bhow long\b[^?]{0,24}\b(?:have to|must|need to|do we|are we|is it|bound|tied|commit\w*|keep|hang|hold|"
    r"stuck)\b|\bminimum (?:stay|commitment)\b",
    re.IGNORECASE,
)
_MAY_HAVE = re.compile(
    r"^\W*(?:so |and |but |then )?(?:can|could|may|is|are|would)\b(?!.*\bwhat\b)|"
    r"ことは?(?:可能|でき)|(?:使え|でき|利用でき)(?:ます|る)",
    re.IGNORECASE,
)
_IS_THERE = re.compile(
    r"\b(?:is|are) there\b|\b(?:do|does) (?:you|iij|fms|ztna|it|the service) (?:have|offer|include|provide)\b|"
    r"(?:用意|取り?扱い?|メニュー|設定)[^。]{0,8}(?:あり|ある|ござい)|(?:オプション|サービス)(?:は|って|が)(?:あり|ある|ござい)",
    re.IGNORECASE,
)
_NEARLY = 0.6
_GUESSED = 0.35  # the likeliest of many, none of them likely
_ONLY_ONE_GRADE = re.compile(
    r"(?:Starter|Core|Complete|スターター|コア|コンプリート)(?:プラン|グレード|契約)?(?:だけ(?!ど|れど)|のみ|限定|専用|しか)|"
    r"\b(?:Starter|Core|Complete)[- ](?:only|exclusive)\b|"
    r"\b(?:only|exclusive(?:ly)?|just|reserved|restricted|limited)(?: on| for| with| in| to| available|"
    r" open| a| the){0,3} "
    r"(?:Starter|Core|Complete)\b",
    re.IGNORECASE,
)
_OF_GRADES = frozenset({"option_eligibility", "option_grades", "option_description"})
_OF_HAVING = frozenset({"option_grades", "option_eligibility", "option_list", "option_description"})
IN_WHAT_WAY = re.compile(
    r"手続|方法|手順|やり方|どうやって|どうすれば|どのように|\bhow (?:do|can|could|should|would|to)\b|\bprocedure\b|"
    r"\bwhat (?:must|do|should) (?:we|i) (?:do|hand|submit|send|file|fill|need)\b|\bsteps (?:to|for)\b",
    re.IGNORECASE,
)


def of_an_option(intent: str, segment: Segment, signals: frozenset[str]) -> str | None:
    """What is asked of an option: what it is, who may have it, how to order it, what leaving it early costs."""
    own = segment.own
    asked = own.get("options") or own.get("options_keep")
    valued = any(v in segment.slots for v in VALUES)
    if (
        intent in _OF_GRADES
        and asked
        and not valued
        and segment.act != "request"
        and _ONLY_ONE_GRADE.search(segment.text)
    ):
        return "option_grades"  # 「透過プロキシはCompleteだけですよね」: which grades there are
    late = "running" in signals and asked and not _CHANNEL.search(segment.text)
    if intent == "option_order" and late and not IN_WHAT_WAY.search(segment.text):
        return "option_eligibility"  # "we've been on it since last year. May we still apply for it?"
    about = intent in ("option_eligibility", "option_grades", "option_list") and asked and not own.get("grades")
    orderable = intent in _OF_HAVING and asked and not own.get("grades") and segment.act != "request"
    if orderable and _ORDERS.search(segment.text) and _CHANNEL.search(segment.text):
        return "option_order"
    ways = _CHANNEL.search(segment.text) or IN_WHAT_WAY.search(segment.text)
    if intent == "option_list" and not asked and _ORDERS.search(segment.text) and ways:
        return "option_order"  # 「オプションは電話で頼めますか」
    adds = _ORDERS.search(segment.text) and not _ENDS.search(segment.text) and not STOPS.search(segment.text)
    if intent == "option_stop_how" and not asked and adds and IN_WHAT_WAY.search(segment.text):
        return "option_order"  # "how do we go about adding an option?"
    if intent == "option_order" and asked and not _CHANNEL.search(segment.text) and _ONCE_RUNNING.search(segment.text):
        return "option_eligibility"  # whether it can still be had, not how it is ordered
    if intent in ("option_stop", "option_stop_how") and _TIED.search(segment.text) and not STOPS.search(segment.text):
        began = any(d["role"] == "billing_start" for d in segment.slots.get("dates", []))
        return "minimum_term" if began else "minimum_term_length"
    if intent in ("option_eligibility", "option_fee") and asked and _LEFT_EARLY.search(segment.text):
        return "option_minimum_term_consequence"
    if intent == "option_fee" and asked and _THERE_OR_NOT.search(segment.text) and not _OF_PRICE.search(segment.text):
        return "option_eligibility"  # 「設定変更オプション FMS 有無」
    comes = _COMES_WITH.search(segment.text) and not _OF_PRICE.search(segment.text)
    if comes and intent in {*_OF_HAVING, "option_fee", "price"} and asked and segment.act != "request":
        return "option_order"  # no option comes by itself
    if orderable and _HOW_LONG.search(segment.text) and not _ENDS.search(segment.text):
        return "minimum_term_length"
    near = dict(segment.ranked).get("option_eligibility", 0.0) >= _NEARLY * segment.confidence
    if (
        asked
        and (near or segment.confidence < _GUESSED)
        and segment.confidence < UNSURE
        and _IS_THERE.search(segment.text)
        and segment.act == "question"
    ):
        return "option_eligibility"  # "is there an introduction-support option that does the initial set-up?"
    if intent == "option_description" and asked and own.get("grades") and _MAY_HAVE.search(segment.text):
        return "option_eligibility"  # "can a Starter customer send traffic through a proxy with that option?"
    if about and _DEFINES.search(segment.text):
        return "option_description"
    if intent == "option_description" and own.get("options_keep") and not _DEFINES.search(segment.text):
        return "option_eligibility"  # "does it stay as it is?"
    if intent in ("option_stop", "option_stop_how") and asked and not _ENDS.search(segment.text):
        return "option_eligibility"
    if intent == "termination_channel" and asked and not _ENDS.search(segment.text):
        return "option_order"
    if intent == "option_fee" and own.get("options_remove"):
        return "option_minimum_term_consequence"
    return None
