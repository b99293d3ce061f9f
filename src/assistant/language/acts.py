"""What a sentence does: asks, requests, wishes, or states.

Possibility and politeness look alike in both languages (「増やしていただけますか」 asks for it to be done,
「増やすことはできますか」 asks whether it may be), so the act is read from the verb form, not from the question mark.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.language.bounds import ends
from assistant.language.screening import Screened

Act = Literal["question", "request", "wish", "statement"]

_CHANGE_EN = (
    r"(?:add|raise|increase|upgrade|downgrade|move|change|switch|drop|remove|cancel|terminate|reduce|lower|"
    r"take|set|make|"
    r"shift|put|bump|up|stop|turn|extend|shorten|give|cut|go|bring|get|double|enable|activate|disable|attach|bolt|"
    r"order(?! (?:sheet|form|list|draft)s?\b)|"
    r"shave|trim|knock|lop|chop|slash|prune|boost|chuck|stick|throw|pop|slap|grow|tack|crank|ramp|nudge|hike|"
    r"halve|triple|quadruple|push|widen|lengthen|lift|"
    r"sign|expand|scale|swap|convert|increase|register|submit|apply|file|record|proceed|do|update|modify|adjust)"
)
_INFORM_JA = Screened(
    r"教え|おしえ|ご?教示|知らせ|ご?案内|ご?説明|お?示し|表示|ご?回示|開示して|述べて|まとめて(?:ください|いただ|もら)|確認し(たい|たく|て)|(?:確認|相談|質問)させて|知りた|"
    r"試算|見せ|ご?回答|お伺い|"
    r"伺い|"
    r"お聞き|お?聞かせ|"
    r"聞きたい|引用|提示|明示|お?調べ|ご?指南|解説|"
    r"(?:計算|逆算|算出)(?:を?(?:して|し|お願い|頼)|$)|"
    r"(?:一覧|リスト|表|写し|コピー|全文|条文|原文|資料|内訳|定義|概要|早見表|まとめ)(?:表|文)?[をがのも]?(?:ほう)?"
    r"(?:ください|下さい|ちょうだい|頂戴|くれ|もら|いただ|頂|欲し|ほし|お願い|送って|出して)"
)
_MAY_I_ASK_JA = r"[てで](?:もらって|いただいて|頂いて)も?(?:いい|よい|良い|よろしい|大丈夫)"
_REQUEST_JA = Screened(
    r"(?:変更|追加|増設|減設|削減)(?:いただけ|頂け|もらえ)(?:ます|ません|る)|(?:て|[んい]で)(下さい|ください|ほしい|"
    r"欲しい|くれ(?!る[一-龠ァ-ヶ])|(?:もらえ|いただけ|頂け)(?!る[一-龠ァ-ヶ]{2})|いただきた|頂きた|もらいた|もろて|"
    r"ちょうだい|ね?$)|"
    r"願い(ます|します|いたします|致します|申し上げ|たい|でき|$|。)|おねがい|お願い(?!する(?:予定|つもり|かも))|頼(む|"
    r"み|め)|しといて|しておいて|"
    r"といて|どいて|"
    r"[くに](して|しといて|変えて)(?!も|い[るたまて]|お[りい]|から|は|あ[りる])|に(変更して|切り?替えて|上げて|下げて)|"
    r"(足し|(?<!受け)(?<!受)付け|つけ|外し|はずし|やめ|止め|増やし|ふやし|減らし|へらし|上げ|あげ|下げ|さげ|広げ|"
    r"延ばし|伸ばし|短くし|追加し|変更し|"
    r"解約し)て(?!も|い[るたまて]|お[りい]|から|は|あ[りる])|"
    r"申し?込み(?:ます|を(?:します|いたします|出します|行います|させて))|申請(?:を)?(?:します|いたします|出します)|"
    r"変更します|追加します|解約します|外します|増やします|減らします|(?:[にへ])(?:落とし|上げ|下げ|広げ)ます|"
    r"にします|起票|"
    r"手続き?(を)?(進め|お願い)|"
    r"(追加|変更|増設|減設|停止|アップ|ダウン)で(?:[!。、\s]|お願い|$)|"
    r"(短縮|延長|増量|削減|縮小|拡大|拡張|増強|引き?[上下]げ|解約|解除|削除|外す方向|切り?替え?)で(?:[!。\s]|お願い|$)|"
    rf"{_MAY_I_ASK_JA}|"
    r"[へに](変更|増設|減設|増加|削減|アップグレード|ダウングレード|切り?替え?)[。!\s]*$|[でを]申請[。!\s]*$|"
    r"(変更|追加|増設|減設|解約|停止|増加|削減|アップグレード|ダウングレード)(希望|依頼|申請|お願い|で$|を$)|"
    r"(ください|下さい)(ませ|[。!！~\s]|$)"
)
_ABILITY_JA = Screened(
    r"(?:[えけせてねめれべげきじる]る|ある|いる|です|ます|可|否)か[、,]|ことは?(可能|でき)|は可能|(でき|出来)(ます|る|"
    r"ない|ません|そう)(か|の(か|で(す|しょう)|\?|$)|でしょう|かな|"
    r"かね|\?|よね|ん(です|だ|じゃ)|っけ|$|。)|可能(です|"
    r"でしょう|な(の|ん)|か|ですか)|でしょうか|ますか|ですか|ませんか|"
    r"(かな|かね|か)[??。]?$|[??]|可否|有無|いつ|いくら|何(?!卒)|どの|どれ|どう(?!も)|なぜ|どこ|誰|だれ|期限|"
    r"(可|いけ|アリ|あり|OK|ok|おk|平気|大丈夫|なる|ある|あん|あんの|できる|出来る|ダメ|だめ|無理|いい|"
    r"良い)(る|な)?(?:も[のん]な?)?(の|ん|んだっけ|っけ|よね|かな)?[??。]?$|"
    r"(?<=な[いか])(?:んす|っす|です|す)か|(?:方法|裏技|やり方|手|道|案)(?:は|って|とか)?(?:ない|な[いか]っ?す)|"
    r"ですよね|だよね|ますよね|でしょ[うー]?[??。]?$|っけ(?![ーえ])|のか|いくつ(?!か)|認められ(?!て|た)|許され(?!て|"
    r"た)|該当|(?<!間)違い(?!ま[すしせ])|"
    r"とは$|って$"
)
# A line of a list tells a value: 「・冗長構成 あり」.
_LISTED_JA = Screened(r"\s*[・●○■□◆◇▪•*-]\s*[^。?？]*(?:有り?|無し?|あり|なし)\s*")
# 「見積依頼あり」, 「SSEの照会が来ています」: staff tell what came in
_CAME_IN_JA = Screened(
    r"(?:依頼|照会|希望|要望|申し?出|連絡|相談|お?問い?合わ?せ|引き?合い|申し?込み?|要請|打診|質問)(?:の件)?[がをも]?"
    r"(?:あり(?:ました|まして)?|有り|来(?:て(?:い|お)?(?:る|ます|り)|た|ました)|届(?:いて(?:い|お)?(?:る|ます|り)|いた|きました)|"
    r"入(?:って(?:い|お)?(?:る|ます|り)|った|りました)|受け(?:た|ました|て(?:い|お)?(?:る|ます|り))|"
    r"いただ(?:いた|きました|いて(?:い|お)?(?:る|ます|り)))[。、\s]*$"
)
# 「12月1日から課金されるとのご案内をいただきました」: what one was told, and no wish to be told
_WAS_TOLD_JA = Screened(
    r"(?:との|という|旨の?|旨、)(?:ご|お)?(?:案内|通知|説明|回答|返答|返信|連絡|知らせ)(?:を|が)?"
    r"(?:いただ(?:いた|きました|いて(?:い|お)ります)|頂(?:いた|きました)|受け(?:た|ました|て(?:い|お)ります)|"
    r"あ(?:った|りました)|届(?:いた|きました)|もら(?:った|いました))[。、\s]*$"
)
# 「契約したあとで大阪に変えてもらえる？」 asks whether it goes, some day
_LATER_ON_JA = Screened(
    r"(?:契約|導入|利用開始)(?:した)?(?:あと|後)(?:で|に|から|でも)?[^。]{0,24}(?:もらえ|いただけ|くれ)(?:る|ます)(?:か|の)?[?？\s]*$"
)
_TENTATIVE_JA = Screened(r"(?:もらえ|いただけ|頂け|くれ)たり(?:する|しま|しない|は)")  # 「上げてもらえたりしない？」
# 「帯域は100でいいとして」: a supposition, to be judged like a question
_SUPPOSES_JA = Screened(
    r"(?:いい|良い|よい|する|した|だ|った|たい|だった)と(?:して(?:も)?|すると|すれば|したら)[。、?\s]*$"
)
_WHICH_JA = Screened(
    r"何(?!卒|とぞ|とか)|(?<![そこあど]ん)なに|なんで(?!も|す(?:けど|けれど|が|よ|か|ね|っけ|の|。|、|$))|"
    r"どう(?![かも])|いつ(?!も)|(?<![ほなけ])どの|どれ|いくら|なぜ|どこ|いくつ"
)
_POLITE_REQUEST_JA = Screened(
    r"(?:て|[んい]で|変更|追加|増設|減設|削減)((?:いただけ|頂け|もらえ)(?!る[一-龠ァ-ヶ]{2})|くれ(?!る[一-龠ァ-ヶ])|"
    r"くださ|下さ|ほし|欲し)|"
    rf"{_MAY_I_ASK_JA}|"
    r"お?願い(でき|出来)(ます|ません)"
)
_ABILITY_STRONG_JA = Screened(
    r"こと(は|が|も)?(可能|でき|出来)|(は|も)可能(で|か)|"
    r"(?:もらえる|いただける|くれる)(?:ん|の)?(?:です|でしょう)(?:よね|ね|か)|(?:もらえ|いただけ)ますよね|"
    r"(?<!願い)でき(ます|る)(か|の|でしょう)|可否|認められ|"
    r"契約(?:を)?(?:さ(?:し|せ)て|して)(?:もら|いただ|頂)[えけ](?:ます|る|ません)|"
    r"(?:契約|グレード|プラン|の(?:場合|ほう|方)|starter|core|complete|ztna|fms|スターター|コア|コンプリート)でも"
    r"[^。]{0,30}(?:願い|頼)"  # 「FMS契約でも…お願いできますか」
)
# 「じゃあ200Mで」 takes that value.
_VALUE_WANTED_JA = Screened(
    r"\s*(?:じゃあ?|では|それなら|でしたら|だったら|なら|ほな)[、\s]*\d[\d,.]*\s?"
    r"(?:M(?:bps)?|G(?:bps)?|メガ|ギガ|ライセンス|台|日|本|個)?で(?:いい|よい|良い|結構|構いません|大丈夫)?(?:です)?[。!\s]*",
    re.IGNORECASE,
)
_WISH_JA = Screened(
    r"(?:(?<!み)|(?<=[込頼組]み))たい(?!へん|した|てい)|(?<!まっ)たく(?!さん)|希望(?!日|の日付)|予定|検討|考えて|"
    r"つもり|たいんす|"
    r"必要(?:が|"
    r"に)?(?:あ(?!りま(?:せん|すか)|るか|るの)|出|な(?:っ|り)|です(?!か)|"
    r"だ(?!ろ))|欲し(?:い|く)|"
    r"ほし(?:い|く)"
)

# 「希望を書かなかったら」: what would follow, whatever word of wishing is in it
_WERE_IT_SO_JA = Screened(r"(?:(?<!でき)たら|だら|(?<!でき)(?<!よけ)(?<!良け)れば|なら|場合は?|ときは?)[、。?\s]*$")

_QUESTION_EN = Screened(
    r"[,;:] ?(?:so |but |and )?(?:from |by |until |on |at |in |for )?(?:when|what|which|how|who|where|"
    r"why)(?: \w+){0,2}? "
    r"(?:is|are|does|do|did|will|would|can|could|was|has|must|should)\b|"
    r"[,;:] ?(?:so |but |and )?(?:can|could|may|might|do|does|is|are|will|would|should)(?:n't)? "
    r"(?:we|i|it|they|you|there|that|this|he|she)\b|"
    r"[,;:] ?(?:so |but |and )?(?:can|could|may|do|does|is|are|will|would|should) [\w -]{1,30}"
    r"\b(?:ok(?:ay)?|fine|possible|enough|allowed|alright|work|do|suffice|good)[.!\s]*$|"
    r"[,;:] ?(?:so |but |and )?(?:can|could|may|do|does|will|would|should) (?:the |our |your )?[\w-]{2,16} "
    r"(?:have|get|add|use|take|do|offer|include|allow|support|come|need|also|still|even|count|apply|cover)\b|"
    r"\?|^\s*(?:so |and |but |ok(?:ay)?,? |hi,? |hello,? |then )*(?:can|could|may|might|is|are|was|were|does|"
    r"do|did|what|when|how|which|who|why|"
    r"where|will|would|should|shall|must|has|have|any chance|possible|am i|isn't|aren't|don't|doesn't|won't|whose)\b|"
    r"\b(?:until|till|by|since|from|as of|for|and|so|or|then|at) (?:when|how long|how much|"
    r"(?:what|which) (?:day|date)|why|where)\W*$|"
    r"\b(?:wonder(?:ing)?|wants? to know|like to know|need to know|tell me|let me know|explain|is it possible|whether|"
    r"clarify|confirm whether|please state|please advise|show me|curious|not sure if|what about|how about)\b",
    re.IGNORECASE,
)
_LEAD_EN = Screened(r"[^:?.!]{1,40}:\s+(?=\S)")
_ASKS_AFTER_EN = Screened(
    r"[,–—-] ?(?:so |and |but )?(?:how|what|where|who|which|when) (?:do|does|can|could|should|would|will|is|are|must|"
    r"shall) [^?]*\?\s*$",
    re.IGNORECASE,
)
_POLITE_EN = Screened(r"\b(?:please|kindly|pls|plz|could you|can you|would you|will you)\b", re.IGNORECASE)
_INFORM_EN = Screened(
    r"\b(?:(?:tell|remind) (?:me|us)(?! to)|let (?:me|us) know|explain|state|advise|show (?:me|us)|clarify|inform|"
    r"quote|list|"
    r"confirm (?:if|whether|that|when|what)|"
    r"point me|describe|look up|know|understand|find out|check (?:if|whether))\b",
    re.IGNORECASE,
)
_IMPERATIVE_EN = (
    r"(?:^|[-–—;:]\s|, so (?=\w+ (?:our|the|us|it|my)\b))\s*(?:ok(?:ay)?,? |yes,? |then |and |also |so |right,? |"
    r"great,? |just |simply )*"
    rf"(?!(?:do|get|go|file|record)\b){_CHANGE_EN}\b(?! the terms)"
)
_NEAR = r"[^?.]{0,200}?"  # in the same sentence; without an end, "can you can you ..." costs its square
_REQUEST_EN = Screened(
    rf"\b(?:please|kindly|pls|plz)\b{_NEAR}\b{_CHANGE_EN}\b|\b(?:could|can|would|will) you\b{_NEAR}\b{_CHANGE_EN}\b|"
    rf"\b{_CHANGE_EN}\b{_NEAR}\b(?:please|pls|plz|for (?:me|us))\b|{_IMPERATIVE_EN}|"
    r",\s*(?:would|could|will|can) you(?: please)?\s*\??\s*$|"
    rf"\bgo ahead\b|\b(?:log|record|register|file|raise|submit) (?:the|this|that|our|a) (?:request|change|order)\b|"
    rf"\bdo (?:that|it|the needful)\b|\blet's {_CHANGE_EN}\b|"
    r"^\s*(?:ok(?:ay)?,? |yes,? |then |and |so |right,? |just )*(?:file|record|log|book)"
    r"(?: (?:in|him|her|them|us|for|the|those|a change to|it (?:as|at|with)))* \d",
    re.IGNORECASE,
)
# "When we signed up we said no." tells; "When we leave, what is due?" and "when does it end" ask.
_SUBORDINATE_EN = Screened(
    r"\s*(?:and |but |so )?(?:when(?:ever)?|where|while|who|since)\s(?:we|you|i|they|he|she|it|this|that|there|our|"
    r"your|the|"
    r"iij|my)\b[^?]*\.\s*\Z",
    re.IGNORECASE,
)
_UNSETTLED_EN = Screened(
    r"^\W*(?:and |but |so far,? |at present,? |as yet,? )?(?:nobody|no one|neither(?: side| of us)?) "
    r"(?:can|could|has|have|knows|is able)\b[^?]*\Z",
    re.IGNORECASE,
)
# "A customer asked for a quote for 1,200 licences." tells what came in; what is asked of it comes after.
_CAME_IN_EN = re.compile(
    r"\W*(?:(?:hi|hello)[,!]? )?(?:(?:an?|the|one|our|my|this|that|\w+) ){0,3}(?:customer|client|cust|prospect|user|"
    r"account|"
    r"they|somebody|someone|company|he|she)s?\b[^?.]{0,30}"
    r"\b(?:asked|asks|asking|wants|wanted|requested|requests|is after|needs) (?:us |me )?(?:for )?(?:an? )?"
    r"(?:quotes?|quotation|estimate|price)\b[^?]*\Z",
    re.IGNORECASE,
)
# "Do 200M then." wants it done; "Do 200 licences suffice" has a verb of its own.
_VALUE_WANTED_EN = Screened(
    r"^\s*(?:ok(?:ay)?,? |yes,? |then |and |also |so |right,? |great,? |just |well,? )*"
    r"(?:let's )?(?:do|get|go|have|make|call)(?: (?:for|with|to|us|me|it|that|a|the|just|only))*"
    r" \d[\d,.]* ?(?:[a-z]{1,4}(?:bit|ps|/s)?|licen[cs]es?|servers?|devices?|days?)?"
    r"(?:,? (?:then|please|instead|for now|in that case))*[.!\s]*$",
    re.IGNORECASE,
)
_PERMITTED_EN = Screened(
    r"\b(?:would|do|does|will|can|could|might) (?:the |your |this )?(?:terms|contract|rules?|iij|text|conditions|"
    r"clauses?|"
    r"it|that|this)\b[^?]{0,30}\b(?:let|allow|permit)\b[^?]{0,40}\?|"
    r"\b(?:permitted|possible|allowed|allowable|doable|feasible|available|okay|"
    r"ok|an option|can we|is that|y/n|yes or no)\W*\?+\W*$",
    re.IGNORECASE,
)
_GET_DONE_EN = Screened(
    r"\b(?:can|could|may) (?:we|i) (?:please |also |just )*(?:get|have)\b[^?.]*\b(?:switched (?:on|"
    r"off)|turned (?:on|off)|"
    r"added|enabled|activated|removed|dropped|cancelled|raised|increased|lowered|reduced|changed|upgraded|bumped)\b|"
    r"\bwould you mind\b[^?.]*ing\b|\b(?:would|could|can) you (?:kindly|possibly|please)\b(?!.*\b(?:tell|let|explain|"
    r"confirm|clarify|advise|show|describe|check|say|state|help|point|provide|send|give us (?:the|a|an)|share|list)\b)|"
    r"\bany chance (?:of|you could) (?:\w+ing|rais|add|increas)",
    re.IGNORECASE,
)
_CAN_WE_EN = Screened(
    r"\b(?:can|could|may|might|are) (?:we|i|you still|one|the customer|customers|our)\b|\bis it\b|\bis there\b",
    re.IGNORECASE,
)
_WHY_EN = Screened(r"\s*(?:so |but |and |then |ok(?:ay)?,? )*(?:why|how come)\b", re.IGNORECASE)
_WISH_EN = Screened(
    r"\b(?:i'd|we'd|i would|we would|they'd|they would) (?:like|love|prefer|rather(?! not))\b|\b(?:i|we|they|he|she|"
    r"customer|"
    r"client)(?: (?:do|does|also|really|now|just|only|actually|urgently|still))* "
    r"(?:want|wants|need|needs|require|requires|wish|wishes)\b(?! to (?:know|understand|see|check))|"
    r"\b(?:i|we|they|he|she) (?:have|has) to\b|"
    r"\b(?:we're|we are|i'm|i am|they're|they are) (?:looking|planning|thinking|hoping|going|considering|about)\b|"
    r"\b(?:customer|client|cust)\b[^.?,]{0,64}\b(?:wants?|needs?|asks? for|requests?|would like)\b|"
    r"\bwant to\b|\bneed (?:to|more)\b|\b(?:wants?|needs?|requires?|asks?) us to\b|"
    r"\b(?:we|i|they)'ve (?:now |just )?(?:decided|agreed|resolved|settled) (?:to|on)\b|"
    r"\b(?:we|i|they|he|she|customer|client)(?: (?:do|does|now|also|currently|therefore|would|will))* (?:plans?|"
    r"intends?|hopes?|aims?|wish(?:es)?|"
    r"have decided|decided|are considering)(?: (?:to|on|\w+ing))\b|\b(?:plan|intention|idea|aim|goal) is to\b",
    re.IGNORECASE,
)


def act(sentence: str, locale: str) -> Act:
    """The act of one normalised sentence."""
    sentence = ends(sentence)
    if locale == "ja":
        return _act_ja(sentence)
    return _act_en(sentence)


def _act_ja(sentence: str) -> Act:
    if _SUPPOSES_JA.search(sentence):
        return "question"
    if _VALUE_WANTED_JA.fullmatch(sentence):
        return "request"
    if _LISTED_JA.fullmatch(sentence):
        return "statement"
    if _LATER_ON_JA.search(sentence):
        return "question"
    if _WAS_TOLD_JA.search(sentence):
        return "statement"
    if _INFORM_JA.search(sentence) or _TENTATIVE_JA.search(sentence):
        return "question"
    request = _REQUEST_JA.search(sentence)
    if _CAME_IN_JA.search(sentence):
        return "wish" if request else "statement"
    if request and _WHICH_JA.search(sentence):
        return "question"
    if request and _ABILITY_STRONG_JA.search(sentence):
        return "question"
    if request and (_POLITE_REQUEST_JA.search(sentence) or not _ABILITY_JA.search(sentence)):
        return "request"
    if _ABILITY_JA.search(sentence):
        return "question"
    if request:
        return "request"
    if _WISH_JA.search(sentence):
        return "question" if _WERE_IT_SO_JA.search(sentence) else "wish"
    return "statement"


# "don't touch the bandwidth" forbids; "don't the terms say so?" and "don't we need a form" ask.
_FORBIDS_EN = re.compile(
    r"\W*(?:please )?(?:don't|do not) (?!(?:you|we|they|i|it|he|she|the|these|those|this|that|our|your|my|"
    r"any|all|some|most|"
    r"customers?|options?|terms)\b)[a-z]+\b[^?,;]*\Z",
    re.IGNORECASE,
)


_GO_FOR_EN = re.compile(  # "ok, go for Core, 500M"
    r"\W*(?:(?:ok(?:ay)?|yes|yeah|right|then|please|so|fine|great)\b,? )*(?:go|we'll go|let's go) (?:for|"
    r"with) [^?]{1,60}\Z",
    re.IGNORECASE,
)
_DO_BOTH_EN = re.compile(
    r"\W*(?:(?:ok(?:ay)?|yes|yeah|right|then|please|just|sure|great|fine)\b,? )*do (?:it|both|them|that|so|"
    r"all)\b[^?]{0,24}\Z",
    re.IGNORECASE,
)


def _act_en(sentence: str) -> Act:
    if _DO_BOTH_EN.match(sentence) or _GO_FOR_EN.match(sentence):
        return "request"
    if _FORBIDS_EN.match(sentence) and not _INFORM_EN.search(sentence):
        return "statement"
    lead = _LEAD_EN.match(sentence)
    if lead is not None and _QUESTION_EN.match(sentence[lead.end() :]):
        return "question"  # "about FMS: are IPv6 addresses supported"
    if _WHY_EN.match(sentence):
        return "question"
    if _UNSETTLED_EN.search(sentence):
        return "statement"  # "nobody can tell whether it was IIJ": of "whether", nothing is asked
    if _CAME_IN_EN.match(sentence):
        return "statement"
    inform = _INFORM_EN.search(sentence)
    if _ASKS_AFTER_EN.search(sentence) and not _POLITE_EN.search(sentence):
        return "question"  # "increase our licences, how do we go about it?"
    if _PERMITTED_EN.search(sentence):
        return "question"
    if _VALUE_WANTED_EN.match(sentence) or (_GET_DONE_EN.search(sentence) and not inform):
        return "request"
    if _CAN_WE_EN.search(sentence) and "?" in sentence:
        return "question"
    if _REQUEST_EN.search(sentence) and not inform:
        return "request"
    if inform or (_QUESTION_EN.search(sentence) and not _SUBORDINATE_EN.match(sentence)):
        return "question"
    if _WISH_EN.search(sentence):
        return "wish"
    return "statement"
