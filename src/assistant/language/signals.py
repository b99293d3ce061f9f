"""Which signals of the conversation a text gives: it follows up, corrects, supposes, speaks of both services ..."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.bounds import ends
from assistant.language.moves import moves
from assistant.language.screening import Screened, Screens

_MESSAGE = 128  # texts: a message, its sentences and their halves; each question is held against all the others

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
    # 「1台だけ増やす」 is of the number, not of what else is asked for
    r"(?<!\d[台本個日MG])(?<!\dライセンス)だけ(?!ど)|(?<=\d[台本個日MG])だけ(?!ど|増|減|追加|足|上|下)|のみ|\bonly\b|"
    r"\bjust\b(?! (?:check\w*|notic\w*|realis\w*|realiz\w*|saw|seen|found|remember\w*|heard|"
    r"wonder\w*|ask\w*|to|curious|want\w*|in case))",
    re.IGNORECASE,
)
_REST = Screened(r"残り|ほかは|他は|\bthe (?:rest|others?|other (?:two|one))\b|\bremaining\b", re.IGNORECASE)
_RUNNING = Screened(
    r"既に|すでに|(?:運用|利用|稼働|課金)開始済|後付け|(?:いまさら|今さら|今更)|もう[^。、]{0,14}(?:使って|運用|導入|"
    r"使い|動か|回し|稼働)|(?:使い|動かし|利用し|運用し|回し)(?:始め|はじめ)(?:て|た)|運用(?:中|"
    r"を開始|開始後|して)|稼働(?:中|後|して)|利用中|"
    r"(?:(?:去年|昨年|一昨年|今年)?の?(?:先月|春|夏|秋|冬|年末|年明け)(?:ごろ|頃)?|去年|昨年|一昨年|\d+(?:年|か月|ヶ月)(?:ほど|くらい|ぐらい)?前|半年(?:ほど|くらい|ぐらい)?前|"
    r"数(?:年|か月|ヶ月)前|\d{4}年(?:\d+月)?)(?:から|より)、?(?:[^。、]{0,12}[をはで])?(?:使|利用|契約|運用|稼働|動|導入)|"
    r"(?:利用|運用|サービス)?開始(?:した)?(?:後|してから)(?!\d)[^。]{0,12}(?:でも|に|も)[^。]{0,8}(?:頼|申|追加|付け|"
    r"つけ|使|契約)|導入(?:後|済|して(?:から|もう|すでに|半年|\d))|今からでも|本番(?:稼働|運用)|"
    r"\b(?:already[- ](?:running|live|in use|using|up|introduced|deployed|rolled)|"
    r"up and running|been (?:running|using|live|on)|"
    r"in production|(?:went|gone) live|months? ago|after (?:(?:we|you|it|things|the service) (?:have |has |had |"
    r"'ve )?(?:started|start|began|begun|gone live|went live|launched)|go-?live|the (?:introduction|roll-?out))|"
    r"existing (?:contract|customer)|live (?:for|contract)|"
    r"(?:contract|service|customer)\b[^.?!]{0,12}\b(?:running|live|active|"
    r"in (?:force|place|use)|going) (?:since|for))\b",
    re.IGNORECASE,
)
_EXCESS = Screened(
    r"超(?:え|過|し)|[台数をは]こえ(?:ちゃ|て|た|る|そう)|オーバー|上回|ピーク|を越え|(?:いっ|行っ)(?:ちゃ|て|た)|はみ出|\b(?:exceed\w*|over(?:shot|run|"
    r"age)?(?! to\b)|above|"
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
    r"最低(?:利用|契約)|縛り|しばり|縛られ|\bbound to\b|\btied (?:in|to)\b|\blocked(?:[ -]in| into)?\b|"
    r"\bmin(?:imum|\.)? ?term\b|\block-?in\b",
    re.IGNORECASE,
)
_WHEN = Screened(r"いつ|時点|\bwhen\b|\bmoment\b|\bpoint in time\b", re.IGNORECASE)
_WHICH = Screened(
    r"何(?!卒|とぞ)|(?<![ほなけ])どの|どれ|いくら|いつ|どう(?!も)|なぜ|\b(?:which|what|who|when|why|how)\b",
    re.IGNORECASE,
)
_REFERS = Screened(r"それ|その|これ|この|同じ|そっち|そちら|そう|\b(?:that|it|this|those|them|same)\b", re.IGNORECASE)
_ANEW = Screened(
    r"(?:解約|解除|終了|打ち切|やめ|辞め)[^。]{0,20}(?:新規|新しく|新たに|改めて|もう一度|あらためて|再度)|契約し直|再契約|"
    r"(?:解約|解除|終了|打ち切っ|やめ|辞め)(?:し|させ)?(?:た?(?:後|あと|のち|うえ|上)|て(?:から)?)[^。]{0,20}"
    r"(?:申し?込|契約(?:し(?!て(?:い|る))|する|でき))|入り直|"
    r"\b(?:cancel|terminat|quit|drop|end|leav)\w*\b[^.?]{0,40}\b(?:new|sign|again|afresh|fresh)\b|"
    r"\bsign(?:ed|ing)? (?:up )?(?:a )?new\b|\bre-?contract",
    re.IGNORECASE,
)
_NOW = Screened(r"今(?:日|から|でも|なら)|本日|間に合|\bin time\b|\btoday\b|\bnow\b|too late", re.IGNORECASE)
_NEW_CONTRACT = Screened(
    r"新規|新たに|新しく[^。、]{0,12}(?:契約|申し?込|加入|導入)|"
    r"これから(?:[^。、]{0,24}を?)(?:契約|申し?込|導入|始め)|初めて(?:契約|申)|契約を(?:検討|考え)|"
    r"(?:ZTNA|FMS|FXZ|FXM|モビリティ(?:サービス)?)(?:の|を|に)?(?:契約|申し?込み?|加入|導入)(?:を)?(?:し)?(?:たい|"
    r"希望)|"
    r"take out (?:a |the )?(?:contract|ZTNA|FMS|FXZ|FXM|flex)|subscribe to (?:ZTNA|FMS|FXZ|FXM|flex)|"
    r"new (?:\w+ ){0,2}(?:contract|"
    r"customer|order|"
    r"subscription)|"
    r"sign(?:ing)? up|start(?:ing)? (?:a|out|with|"
    r"on(?! (?:the )?(?:\d|first|last|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)"
    r"(?:\w*day|[a-z]*)\b)))|apply for a|"
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
    r"\d台?に(?:なった|なり(?:ました|まし)|なって(?:い|しま)|達し|のぼ|上(?:[っり]|が(?:っ|り)))|"
    r"\d(?:台|デバイス|端末)?(?:ほど|くらい|近く)?(?:まで|が|も|を|の(?:同時)?(?:接続|利用)が)?(?:出て(?!くる)|出た(?!ら)|出まし|観測|検知され|"
    r"記録さ|計測さ|カウントさ|(?:同時)?(?:接続|利用)(?:して|されて)(?:い|お)(?:る(?!の?は?(?:可|でき))|ます|た(?!ら)|まし))|"
    r"(?:実際|実測)(?:の|に|で)?[^。]{0,14}\d台?(?:です|でした|だった|あり(?:ます|まし)|ある(?!と))|"
    r"同時(?:に|接続)[^。]{0,10}(?:だ|た|て)(?:しま|ちゃ|じゃ)|(?:つな|繋)[いが][^。]{0,4}(?:ちゃっ|じゃっ|てしま|"
    r"でしま)|"
    r"\b(?:peak\w*|went up to|(?:use|usage|connections?|devices?|it) (?:goes|climbs|rises|"
    r"creeps) (?:up )?to|maxed|max (?:seen|was)|high(?:est)? (?:was|water))\b|"
    r"\b(?:used|had|ran|saw|hit|reached|recorded|measured|logged)\b[^.?]{0,16}\d[\d,]* (?:\w+ )?(?:at once|at the "
    r"same time|simultaneous\w*|"
    r"concurrent\w*|in parallel|connected|online)\b|"
    r"\b(?:seeing|observ(?:ed|ing)|detect(?:ed|ing)|showing|counted|counting)\b[^.?]{0,16}\d[\d,]* "
    r"(?:\w+ )?(?:at once|at the same time|simultaneous\w*|concurrent\w*|in parallel|connected|online)\b|"
    r"\bconnected (?:at once|at the same time|simultaneously|concurrently|in parallel)\b(?=[^?]*(?:\.|yesterday|today|"
    r"last|this))",
    re.IGNORECASE,
)
_PERSON = Screened(
    r"折り?返し[^。]{0,8}(?:電話|連絡|お電話|ご連絡)|電話を?(?:ください|下さい|ほしい|欲しい|もらえ|いただけ|"
    r"してほし|して(?:ください|下さい))|担当(?:の方|者)?(?:さん|様)?(?:から|に)[^。]{0,6}(?:電話|連絡|"
    r"説明)(?:を)?(?:もらえ|いただけ|ほしい|欲しい|お願い)|"
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
    r"(?:担当|方|さん|営業|エンジニア|社員|上司|部長|課長)の[^。、]{0,6}(?:携帯|自宅|個人)[^。、]{0,4}(?:番号|電話|連絡先|住所)|"
    r"\b(?:your|the|his|her|their)(?: \w+){0,3}(?:'s|s')? (?:personal|private|mobile|cell|home)(?: \w+)?"
    r" (?:number|phone)\b|"
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


def signals(text: str) -> frozenset[str]:
    """Signals of the conversation in a text: follow_up, correction, hypothetical, both, now ..., and its moves."""
    text = ends(text)
    return frozenset(_SIGNALS.found(text)) | moves(text)


@lru_cache(maxsize=_MESSAGE)
def signals_among(text: str, names: frozenset[str]) -> frozenset[str]:
    """Those of some signals, none of them a move, that a text gives."""
    return frozenset(_SIGNALS.found(ends(text), names)) if names else names
