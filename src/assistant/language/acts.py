"""What a sentence does: asks, requests, wishes, or states; and small signals of the conversation.

Possibility and politeness look alike in both languages (「増やしていただけますか」 asks for it to be done,
「増やすことはできますか」 asks whether it may be), so the act is read from the verb form, not from the question mark.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from assistant.language.bounds import ends
from assistant.language.moves import moves
from assistant.language.screening import Screened, Screens

Act = Literal["question", "request", "wish", "statement"]

_MESSAGE = 128  # texts: a message, its sentences and their halves; each question is held against all the others

_CHANGE_EN = (
    r"(?:add|raise|increase|upgrade|downgrade|move|change|switch|drop|remove|cancel|terminate|reduce|lower|"
    r"take|set|make|"
    r"shift|put|bump|stop|turn|extend|shorten|give|cut|go|bring|get|double|enable|activate|disable|attach|bolt|"
    r"order(?! (?:sheet|form|list|draft)s?\b)|"
    r"shave|trim|knock|lop|chop|slash|prune|boost|chuck|stick|throw|pop|slap|grow|"
    r"sign|expand|scale|swap|convert|increase|register|submit|apply|file|record|proceed|do|update|modify|adjust)"
)
_INFORM_JA = Screened(
    r"教え|おしえ|ご?教示|知らせ|ご?案内|ご?説明|お?示し|表示|確認し(たい|たく|て)|(?:確認|相談|質問)させて|知りた|試算|見せ|ご?回答|お伺い|"
    r"伺い|"
    r"お聞き|お?聞かせ|"
    r"聞きたい|引用|提示|明示|お?調べ|ご?指南|解説|"
    r"(?:計算|逆算|算出)(?:を?(?:して|し|お願い|頼)|$)"
)
_MAY_I_ASK_JA = r"[てで](?:もらって|いただいて|頂いて)も?(?:いい|よい|良い|よろしい|大丈夫)"
_REQUEST_JA = Screened(
    r"(?:変更|追加|増設|減設|削減)(?:いただけ|頂け|もらえ)(?:ます|ません|る)|(?:て|[んい]で)(下さい|ください|ほしい|欲しい|くれ(?!る[一-龠ァ-ヶ])|(?:もらえ|いただけ|頂け)(?!る[一-龠ァ-ヶ]{2})|いただきた|頂きた|もらいた|もろて|"
    r"ちょうだい|ね?$)|"
    r"願い(ます|します|いたします|致します|申し上げ|たい|でき|$|。)|おねがい|お願い(?!する(?:予定|つもり|かも))|頼(む|み|め)|しといて|しておいて|"
    r"といて|どいて|"
    r"[くに](して|しといて|変えて)(?!も|い[るたまて]|お[りい]|から|は|あ[りる])|に(変更して|切り?替えて|上げて|下げて)|"
    r"(足し|(?<!受け)(?<!受)付け|つけ|外し|はずし|やめ|止め|増やし|ふやし|減らし|へらし|上げ|あげ|下げ|さげ|広げ|"
    r"延ばし|伸ばし|短くし|追加し|変更し|"
    r"解約し)て(?!も|い[るたまて]|お[りい]|から|は|あ[りる])|"
    r"申し?込み(?:ます|を(?:します|いたします|出します|行います|させて))|申請(?:を)?(?:します|いたします|出します)|変更します|追加します|解約します|外します|増やします|減らします|(?:[にへ])(?:落とし|上げ|下げ|広げ)ます|にします|起票|"
    r"手続き?(を)?(進め|お願い)|"
    r"(追加|変更|増設|減設|停止|アップ|ダウン)で(?:[!。、\s]|お願い|$)|"
    r"(短縮|延長|増量|削減|縮小|拡大|拡張|増強|引き?[上下]げ|解約|解除|削除|外す方向|切り?替え?)で(?:[!。\s]|お願い|$)|"
    rf"{_MAY_I_ASK_JA}|"
    r"[へに](変更|増設|減設|増加|削減|アップグレード|ダウングレード|切り?替え?)[。!\s]*$|[でを]申請[。!\s]*$|"
    r"(変更|追加|増設|減設|解約|停止|増加|削減|アップグレード|ダウングレード)(希望|依頼|申請|お願い|で$|を$)|"
    r"(ください|下さい)(ませ|[。!！~\s]|$)"
)
_ABILITY_JA = Screened(
    r"(?:[えけせてねめれべげきじる]る|ある|いる|です|ます|可|否)か[、,]|ことは?(可能|でき)|は可能|(でき|出来)(ます|る|ない|ません|そう)(か|の(か|で(す|しょう)|\?|$)|でしょう|かな|"
    r"かね|\?|よね|ん(です|だ|じゃ)|っけ|$|。)|可能(です|"
    r"でしょう|な(の|ん)|か|ですか)|でしょうか|ますか|ですか|ませんか|"
    r"(かな|かね|か)[??。]?$|[??]|可否|有無|いつ|いくら|何(?!卒)|どの|どれ|どう(?!も)|なぜ|どこ|誰|だれ|期限|"
    r"(可|いけ|アリ|あり|OK|ok|おk|平気|大丈夫|なる|ある|あん|あんの|できる|出来る|ダメ|だめ|無理|いい|"
    r"良い)(る|な)?(の|ん|んだっけ|っけ|よね|かな)?[??。]?$|"
    r"(?<=な[いか])(?:んす|っす|です|す)か|(?:方法|裏技|やり方|手|道|案)(?:は|って|とか)?(?:ない|な[いか]っ?す)|ですよね|だよね|ますよね|でしょ[うー]?[??。]?$|っけ(?![ーえ])|のか|いくつ(?!か)|認められ(?!て|た)|許され(?!て|"
    r"た)|該当|(?<!間)違い(?!ま[すしせ])|"
    r"とは$|って$"
)
# A line of a list tells a value: 「・冗長構成 あり」.
_LISTED_JA = Screened(r"\s*[・●○■□◆◇▪•*-]\s*[^。?？]*(?:有り?|無し?|あり|なし)\s*")
_TENTATIVE_JA = Screened(r"(?:もらえ|いただけ|頂け|くれ)たり(?:する|しま|しない|は)")  # 「上げてもらえたりしない？」
# 「帯域は100でいいとして」: a supposition, to be judged like a question
_SUPPOSES_JA = Screened(
    r"(?:いい|良い|よい|する|した|だ|った|たい|だった)と(?:して(?:も)?|すると|すれば|したら)[。、?\s]*$"
)
_WHICH_JA = Screened(
    r"何(?!卒|とぞ|とか)|(?<![そこあど]ん)なに|なんで(?!も|す(?:けど|けれど|が|よ|か|ね|っけ|の|。|、|$))|どう(?![かも])|いつ(?!も)|(?<![ほなけ])どの|どれ|いくら|なぜ|どこ|いくつ"
)
_POLITE_REQUEST_JA = Screened(
    r"(?:て|[んい]で|変更|追加|増設|減設|削減)((?:いただけ|頂け|もらえ)(?!る[一-龠ァ-ヶ]{2})|くれ(?!る[一-龠ァ-ヶ])|くださ|下さ|ほし|欲し)|"
    rf"{_MAY_I_ASK_JA}|"
    r"お?願い(でき|出来)(ます|ません)"
)
_ABILITY_STRONG_JA = Screened(
    r"こと(は|が|も)?(可能|でき|出来)|(は|も)可能(で|か)|"
    r"(?:もらえる|いただける|くれる)(?:ん|の)?(?:です|でしょう)(?:よね|ね|か)|(?:もらえ|いただけ)ますよね|"
    r"(?<!願い)でき(ます|る)(か|の|でしょう)|可否|認められ"
)
_WISH_JA = Screened(
    r"(?:(?<!み)|(?<=[込頼組]み))たい(?!へん|した|てい)|(?<!まっ)たく(?!さん)|希望(?!日|の日付)|予定|検討|考えて|つもり|たいんす|"
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
    r"\?|^\s*(?:so |and |but |ok(?:ay)?,? |hi,? |hello,? |then )*(?:can|could|may|might|is|are|was|were|does|"
    r"do|did|what|when|how|which|who|why|"
    r"where|will|would|should|shall|must|has|have|any chance|possible|am i|isn't|aren't|don't|doesn't|won't|whose)\b|"
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
    r"\b(?:tell (?:me|us)|let (?:me|us) know|explain|state|advise|show (?:me|us)|clarify|inform|quote|list|"
    r"confirm (?:if|whether|that|when|what)|"
    r"point me|describe|look up|know|understand|find out|check (?:if|whether))\b",
    re.IGNORECASE,
)
_IMPERATIVE_EN = (
    r"(?:^|[-–—;:]\s)\s*(?:ok(?:ay)?,? |yes,? |then |and |also |so |right,? |great,? |just |simply )*"
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
_PERMITTED_EN = Screened(
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
    r"\b(?:i'd|we'd|i would|we would|they'd) (?:like|love|prefer|rather(?! not))\b|\b(?:i|we|they|he|she|customer|"
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

_FOLLOW_UP = Screened(
    r"^\s*(?:じゃあ?|では|それなら|それでも|なら|で、|でしたら|だったら|ほな|それ、?|その(?:場合|申込書|障害|日|"
    r"とき|時|条件)|あと|また|ちなみに|同じ|もし|逆に|"
    r"and\b|what about|how about|then\b|ok(?:ay)?,? (?:and|what|so|but)|but\b|what if|so\b|if (?:it|they|all|the|"
    r"we|only|our|my|your|this|that)|"
    r"same|also\b|or |even\b|would\b|as for)|"
    r"(?:だと|なら|では|は|でも|の場合は|だったら|としたら|ときは|たら|れば)[??。]?\s*$|(?:の場合|だと|なら|だったら|"
    r"でも)(?:は)?(?:どう|いかが|できる|使え|可能)|[てで]も(?:、)?(?:だめ|ダメ|駄目|無理|でき(?:な|ま)|不可|いけ)|"
    r"\b(?:instead|then|too|as well)\b[?.!]?\s*$",
    re.IGNORECASE,
)
_CORRECTION = Screened(
    r"やっぱ|間違[えい]|まちが[えい]|訂正|失礼|じゃなく|ではなく|の(?:ほう|方)(?:でした|です)|すみません、|ごめん|"
    r"あ、|いや、|"
    r"ちょっと待|wait\b|hang on|oops|whoops|typo\b|my bad|actually|sorry|scratch that|"
    r"i mean[t]?\b|no,|correction|rather|instead|make (?:it|that)",
    re.IGNORECASE,
)
_HYPOTHETICAL = Screened(
    r"もし|仮に|たとえば|とした(?:ら|場合)|つもりは?(?:まったく|全く)?な|気は(?:まったく|全く)?な|\bif\b|\bsay\b|"
    r"suppose|hypothetical|what if|"
    r"were to",
    re.IGNORECASE,
)
_BOTH = Screened(
    r"両(?:方|サービス|規程|者)|どっち|どちら(?!の(?:部署|担当|窓口))|両契約|\bboth\b|\beither (?:service|"
    r"contract)\b|\bwhich (?:one|"
    r"of the (?:two|services)|service)\b|vs\.?|versus|比較|比べ|(?:2|二)つのサービス|サービス間|"
    r"\b(?:the|both|these|your) two services\b|\bcompar(?:e|ed|ing|ison)\b",
    re.IGNORECASE,
)
_OTHER_SERVICE = Screened(
    r"^\s*(?:じゃあ?|では|で)?、?(?:もう(?:片方|一方)|他方)(?:は|だと|なら|では|でも|も|の(?:ほう|方)(?:は|だと|なら))|"
    r"(?:もう(?:ひとつ|一つ|片方|一方)|他方|別|片方)の?(?:ほう|方)?の?(?:サービス|契約|規程)|"
    r"^\W*(?:(?:で|じゃあ?|では|なら)、?)?(?:もう(?:ひとつ|一つ|片方|一方)|他方|逆)(?:の(?:ほう|方))?(?:は|だと|"
    r"なら|では|も)[^。]{0,6}$|"
    r"(?:最初|先|さっき|はじめ|前)に(?:聞い|話し|言っ|尋ね)た(?:ほう|方|サービス|もの|の)|"
    r"\bthe (?:first|earlier|previous) (?:service|contract)\b|"
    r"\bother (?:service|contract|one)\b",
    re.IGNORECASE,
)
_ONLY = Screened(
    r"だけ(?!ど)|のみ|\bonly\b|"
    r"\bjust\b(?! (?:check\w*|notic\w*|realis\w*|realiz\w*|saw|seen|found|remember\w*|heard|"
    r"wonder\w*|ask\w*|to|curious|want\w*|in case))",
    re.IGNORECASE,
)
_REST = Screened(r"残り|ほかは|他は|\bthe (?:rest|others?|other (?:two|one))\b|\bremaining\b", re.IGNORECASE)
_RUNNING = Screened(
    r"既に|すでに|(?:運用|利用|稼働|課金)開始済|後付け|(?:いまさら|今さら|今更)|もう[^。、]{0,14}(?:使って|運用|導入|使い|動か|回し|稼働)|使い始め(?:て|た)|運用(?:中|"
    r"を開始|開始後|して)|稼働(?:中|して)|利用中|"
    r"(?:去年|昨年|一昨年|先月|\d+(?:年|か月|ヶ月)前|半年前|数年前|\d{4}年(?:\d+月)?)から(?:使|利用|契約|運用|稼働|動)|"
    r"(?:利用|運用|サービス)?開始(?:した)?(?:後|してから)(?!\d)[^。]{0,12}(?:でも|に|も)[^。]{0,8}(?:頼|申|追加|付け|つけ|使|契約)|導入(?:後|済|して(?:から|もう|すでに|半年|\d))|今からでも|本番(?:稼働|運用)|"
    r"\b(?:already (?:running|live|in use|using|up|introduced|deployed|rolled)|"
    r"up and running|been (?:running|using|live|on)|"
    r"in production|(?:went|gone) live|months? ago|after (?:(?:we|you|it|things|the service) (?:have |has |had |"
    r"'ve )?(?:started|start|began|begun|gone live|went live|launched)|go-?live|the (?:introduction|roll-?out))|"
    r"existing (?:contract|customer)|live (?:for|contract)|"
    r"(?:contract|service|customer)\b[^.?!]{0,12}\b(?:running|live|active|"
    r"in (?:force|place|use)|going) (?:since|for))\b",
    re.IGNORECASE,
)
_EXCESS = Screened(
    r"超(?:え|過|し)|オーバー|上回|ピーク|を越え|(?:いっ|行っ)(?:ちゃ|て|た)|はみ出|\b(?:exceed\w*|over(?:shot|run|"
    r"age)?|above|"
    r"beyond|peak\w*|more than we|more (?:people|users|devices|machines|staff)\b[^.?]{0,30}\bthan|excess|hit|"
    r"reach(?:ed)?|went up to|spik\w+)\b",
    re.IGNORECASE,
)
_CHANGING = Screened(
    r"変更|変え|切り?替え|あとから|後から|移(?:す|し|せ)|\b(?:chang\w*|switch\w*|later|move|moved|afterwards|"
    r"alter\w*)\b",
    re.IGNORECASE,
)
_AMOUNT = Screened(
    r"金額|割合|計算|何割|いくら|何分の|試算|どれくらい|どのくらい|how much|\b(?:fraction|share|amount|percentage|"
    r"portion|worth)\b",
    re.IGNORECASE,
)
_SETTLEMENT = Screened(
    r"残り(?:の)?(?:分|期間|月|日数)?[^。]{0,8}(?:とら|取ら|払|請求|かか)|調定金|違約金|解約金|ペナルティ|"
    r"\bsettlement\b|\bpenalt\w+|\bearly[- ]termination\b|\bcancellation (?:fee|"
    r"charge)\b|"
    r"\b(?:charge|fee) (?:due|for (?:leaving|cancell?ing|quitting|ending))\b",
    re.IGNORECASE,
)
_MINIMUM_TERM = Screened(
    r"最低(?:利用|契約)|縛り|しばり|縛られ|\bbound to\b|\btied (?:in|to)\b|\bmin(?:imum|\.)? ?term\b|\block-?in\b",
    re.IGNORECASE,
)
_WHEN = Screened(r"いつ|時点|\bwhen\b|\bmoment\b|\bpoint in time\b", re.IGNORECASE)
_WHICH = Screened(
    r"何(?!卒|とぞ)|(?<![ほなけ])どの|どれ|いくら|いつ|どう(?!も)|なぜ|\b(?:which|what|who|when|why|how)\b",
    re.IGNORECASE,
)
_REFERS = Screened(r"それ|その|これ|この|同じ|そっち|そちら|そう|\b(?:that|it|this|those|them|same)\b", re.IGNORECASE)
_ANEW = Screened(
    r"解約し[^。]{0,20}(?:新規|新しく|新たに|改めて|もう一度|あらためて)|契約し直|再契約|入り直|"
    r"\b(?:cancel|terminat|quit|drop|end)\w*\b[^.?]{0,40}\b(?:new|sign|again|afresh|fresh)\b|"
    r"\bsign(?:ed|ing)? (?:up )?(?:a )?new\b|\bre-?contract",
    re.IGNORECASE,
)
_NOW = Screened(r"今(?:日|から|でも|なら)|本日|間に合|\bin time\b|\btoday\b|\bnow\b|too late", re.IGNORECASE)
_NEW_CONTRACT = Screened(
    r"新規|新たに|これから(?:[^。、]{0,24}を?)(?:契約|申し?込|導入|始め)|初めて(?:契約|申)|契約を(?:検討|考え)|"
    r"(?:ZTNA|FMS|FXZ|FXM|モビリティ(?:サービス)?)(?:の|を|に)?(?:契約|申し?込み?|加入|導入)(?:を)?(?:し)?(?:たい|希望)|"
    r"take out (?:a |the )?(?:contract|ZTNA|FMS|FXZ|FXM|flex)|subscribe to (?:ZTNA|FMS|FXZ|FXM|flex)|"
    r"new (?:\w+ ){0,2}(?:contract|"
    r"customer|order|"
    r"subscription)|"
    r"sign(?:ing)? up|start(?:ing)? (?:a|out|with|on)|apply for a|"
    r"\b(?:order|contract|subscrib|tak|buy|introduc|adopt)\w*\b[^.?!]{0,24}\bfor the first time\b|\bfirst[- ]time "
    r"(?:order|customer|contract|buyer)|\babout to (?:order|subscribe to|sign|contract for|take out|buy) (?:\w+ )?"
    r"(?:ZTNA|FMS|FXZ|FXM|flex|the service)",
    re.IGNORECASE,
)


_PART_OF_LICENCES = Screened(
    r"(?:のうち|の内|から|中)[^。]{0,24}(?:分)?(?:だけ|のみ|を)[^。]{0,8}解約|分(?:だけ|のみ)?を?解約|部分解約|"
    r"一部[^。]{0,10}解約|"
    r"\b(?:cancel|terminat|end|quit)\w*\b[^.?]{0,40}\b(?:of (?:our|the|my|these|them)|part of|some of|only|just)\b",
    re.IGNORECASE,
)
_PEAKED = Screened(
    r"ピーク|最大(?:同時|で|は)[^。]{0,16}(?:でした|だった|まで|い[っき])|まで(?:いっ|行っ|増え|達し)|"
    r"\d台?に(?:なった|なり(?:ました|まし)|なって(?:い|しま)|達し|のぼ|上[っり])|"
    r"同時(?:に|接続)[^。]{0,10}(?:だ|た|て)(?:しま|ちゃ|じゃ)|(?:つな|繋)[いが][^。]{0,4}(?:ちゃっ|じゃっ|てしま|でしま)|"
    r"\b(?:peak\w*|went up to|maxed|max (?:seen|was)|high(?:est)? (?:was|water))\b|"
    r"\bconnected (?:at once|at the same time|simultaneously|concurrently|in parallel)\b(?=[^?]*(?:\.|yesterday|today|"
    r"last|this))",
    re.IGNORECASE,
)
_PERSON = Screened(
    r"折り?返し[^。]{0,8}(?:電話|連絡|お電話|ご連絡)|電話を?(?:ください|下さい|ほしい|欲しい|もらえ|いただけ|"
    r"してほし|して(?:ください|下さい))|担当(?:の方|者)?(?:さん|様)?(?:から|に)[^。]{0,6}(?:電話|連絡|説明)(?:を)?(?:もらえ|いただけ|ほしい|欲しい|お願い)|"
    r"(?:人間|オペレーター?|生身の人|有人)(?:を|に|と)?(?:出して|だして|出せ|代わ|替わ|かわ|つない|繋い|話|お願い)|"
    r"\b(?:talk|speak|chat) (?:to|with) (?:one of )?(?:your|an?|the|some)(?: \w+)? (?:engineers?|people|staff|team|"
    r"experts?|specialists?|"
    r"reps?|representatives?|sales\w*|technicians?|consultants?)\b|"
    r"\b(?:ring|call|phone|telephone) (?:me|us)(?: back)?\b(?! (?:a|an|the|crazy)\b)|"
    r"\b(?:have|get|ask) (?:someone|somebody|a person|your \w+) (?:to )?(?:call|contact|ring|phone|reach)\b|"
    r"\b(?:someone|somebody|a person) (?:to )?(?:call|contact|ring|phone) (?:me|us)\b|"
    r"\bgive (?:me|us) a (?:ring|call|bell|buzz)\b|\bcall ?back,? please\b",
    re.IGNORECASE,
)
_COMPANY = (  # a name of several words, or one with what companies end with
    r"(?-i:(?!ZTNA|FMS|FXZ|FXM|IIJ|Starter|Core|Complete|SSE|MR|UDP|VPN|Flex|Mobility|Multi|Transparent|Gateway|"
    r"Article|Absolute)"
    r"[A-Z][\w&'-]+(?: (?!ZTNA|FMS|FXZ|FXM|IIJ|SSE)[A-Z][\w&'-]+){0,3} (?:K\.?K\.?|Inc|Ltd|LLC|Corp\w*|GmbH|Co\b|"
    r"Company|Holdings|Group|"
    r"Bank|Industries|Electric|Motors|Logistics|Kaiun|Shoji|Kogyo|Denki)\.?)"
)
# Other customers' contracts, and who did what inside IIJ: nothing a contract tells.
_OTHERS = Screened(
    r"(?:他|ほか|別)の(?:お?客(?:さん|さま|様)?|会社|企業|顧客|契約者|ユーザー?企業)(?:さん|様)?(?:は|が|の|"
    r"って)[^。]{0,16}"
    r"(?:使っ|利用し|契約し|払っ|何|どの|いくら|どれ)|他社(?:さん|様)?は[^。]{0,12}(?:何|どの|いくら|どれ)|"
    r"(?:株式会社|\(株\))[^\s、。は(]{1,16}(?:さん|様)?(?:は|って|の(?:契約|グレード|ライセンス|料金|帯域|プラン|"
    r"月額)[^。]{0,6}は)"
    r"[^。]{0,12}(?:何|どの|いくつ|いくら|どう|どれ|使|契約して)|"
    r"(?:競合|ライバル)(?:他社|会社|企業|先|相手)?(?:さん|の[^。]{0,12}社|の[^。]{0,6})?(?:は|が|って|の(?:契約|"
    r"グレード|ライセンス|料金|月額))|"
    r"(?:^|[\s、。「])(?!(?:弊|当|御|貴|自|我が|本|両|各|全|他)社)[^\s、。社]{1,12}(?:さん|社|様)(?:は|って|"
    r"の契約は)[^。]{0,8}(?:何|どの|いくつ|いくら|どう)[^。]{0,16}(?:契約し|使っ|利用し|払っ)て|"
    r"IIJの[^。]{0,10}(?:社長|誰が|どなたが|担当者の(?:名前|氏名|電話))|"
    r"\b(?:other|your other|another) (?:customers?|clients?|compan(?:y|ies))\b[^.?]*\b(?:use|using|have|pay|"
    r"paying|buy|bought|run|got|on)\b|"
    rf"\b(?:does|do|did|has|have|is|are|was) (?:the )?{_COMPANY}[^?]*\b(?:have|has|had|use|uses|using|pay|pays|"
    rf"paying|on|with you|"
    rf"contract\w*|licen\w+|bought|buy|customers? of)\b|"
    rf"\b{_COMPANY}(?:'s)? (?:have|has|use|uses|pay|pays|using|paying|contract|licen\w+|grade|plan|fee)\b[^?]*\?|"
    r"\b(?:our|my|a|the) (?:competitors?|rivals?)(?:'s?)? (?:have|has|use|uses|pay|pays|on|contract|licen\w+|grade|"
    r"plan|fee)\b|"
    r"\bwho (?:at|in|from) (?:iij|your (?:company|team|side))\b|\bname and (?:phone|telephone|mobile)\b|"
    rf"\b{_COMPANY} (?:have|has|use|uses|pay|pays|using|paying)\b[^.?]{{0,24}}\bwith you\b|"
    rf"\b(?:does|do|did) {_COMPANY} (?:have|use|pay|run)\b[^?]*\b(?:with you|from you|for)\b|"
    r"\b(?:does|do|did) (?-i:(?!ZTNA|FMS|FXZ|FXM|IIJ|Starter|Core|Complete|Flex|Mobility|Multi|Transparent|"
    r"Gateway)[A-Z][a-z]{3,}) "
    r"(?:use|buy|pay)\b",
    re.IGNORECASE,
)
_SIGNALS = Screens(
    {
        "follow_up": _FOLLOW_UP,
        "correction": _CORRECTION,
        "hypothetical": _HYPOTHETICAL,
        "only": _ONLY,
        "rest": _REST,
        "which": _WHICH,
        "settlement": _SETTLEMENT,
        "minimum_term": _MINIMUM_TERM,
        "when": _WHEN,
        "amount": _AMOUNT,
        "running": _RUNNING,
        "excess": _EXCESS,
        "changing": _CHANGING,
        "refers": _REFERS,
        "anew": _ANEW,
        "both": _BOTH,
        "other_service": _OTHER_SERVICE,
        "new_contract": _NEW_CONTRACT,
        "now": _NOW,
        "peaked": _PEAKED,
        "part_of_licences": _PART_OF_LICENCES,
        "person": _PERSON,
        "others": _OTHERS,
    }
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
    if _LISTED_JA.fullmatch(sentence):
        return "statement"
    if _INFORM_JA.search(sentence) or _TENTATIVE_JA.search(sentence):
        return "question"
    request = _REQUEST_JA.search(sentence)
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


def _act_en(sentence: str) -> Act:
    lead = _LEAD_EN.match(sentence)
    if lead is not None and _QUESTION_EN.match(sentence[lead.end() :]):
        return "question"  # "about FMS: are IPv6 addresses supported"
    if _WHY_EN.match(sentence):
        return "question"
    if _UNSETTLED_EN.search(sentence):
        return "statement"  # "nobody can tell whether it was IIJ": of "whether", nothing is asked
    inform = _INFORM_EN.search(sentence)
    if _ASKS_AFTER_EN.search(sentence) and not _POLITE_EN.search(sentence):
        return "question"  # "increase our licences, how do we go about it?"
    if _PERMITTED_EN.search(sentence):
        return "question"
    if _GET_DONE_EN.search(sentence) and not inform:
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


def signals(text: str) -> frozenset[str]:
    """Signals of the conversation in a text: follow_up, correction, hypothetical, both, now ..., and its moves."""
    text = ends(text)
    return frozenset(_SIGNALS.found(text)) | moves(text)


@lru_cache(maxsize=_MESSAGE)
def signals_among(text: str, names: frozenset[str]) -> frozenset[str]:
    """Those of some signals, none of them a move, that a text gives."""
    return frozenset(_SIGNALS.found(ends(text), names)) if names else names
