"""What a message says about an outage: whose cause, how total, which devices, known since when."""

from __future__ import annotations

import re
from typing import Any

from assistant.language.bounds import ends
from assistant.language.screening import Screened, Screens

_I = re.IGNORECASE
_IIJ_JA = r"(?:IIJ|御社|貴社|おたく|お宅|そちら|当社|弊社の設備ではなく)"
_CAUSE = {
    "customer": Screened(
        r"(?:弊社|当社|うち|自社|こちら|私ども|我々|お客様)(?:側|が管理する|管理の|で管理|"
        r"の)[^。、]{0,12}(?:ルータ|スイッチ|ファイアウォール|ファイヤーウォール|FW|機器|設備|端末|PC|サーバ|LAN|"
        r"配線)[^。、]{0,8}"
        r"(?:壊|こわ|落ち|死|飛ん|ダウン|止ま|不調|異常|抜け|抜い|外れ|外し|切れ|切っ)|"
        r"(?:弊社|当社|うち|自社|こちら|私ども|我々|お客様)(?:側|が管理する|管理の|で管理|の)[^。、]{0,24}"
        r"(?:を(?:誤|間違|まちが)|の(?:誤り|間違い)|しくじ|やらかし|うっかり)|"
        r"(?:客先|顧客(?:先|側|宅)?|ユーザー?(?:側|宅)|お客様(?:側|先|宅))(?:の)?[^。、]{0,12}"
        r"(?:ルータ|スイッチ|ファイアウォール|FW|機器|設備|電源|LAN|配線|端末)[^。、]{0,8}"
        r"(?:断|障害|故障|落ち|落と|壊|停電|抜け|抜い|ミス|不良|オフ|原因|ダウン|止ま)|"
        r"\bcustomer(?:'s|[- ]side)?(?: own)? (?:router|switch|firewall|power|equipment|lan|cabling|kit|hardware)\b"
        r"[^.?!]{0,24}\b(?:fail\w*|down|lost|cut|off|broke\w*|unplugged|died|fault)|"
        r"(?:弊社|当社|うち|自社|こちら|私ども|我々|お客様)(?:側|"
        r"が管理する|管理の|で管理|"
        r"の)?[^。、]{0,16}(?:誤設定|設定(?:ミス|誤り)|ミス|誤操作|作業|原因|責任|過失|工事|配線|"
        r"故障|停電|せい)(?!(?:では?|じゃ)(?:な|あり))|自分たち(?:の|で)|"
        r"\b(?:electricians?|engineers?|contractors?|admins?|technicians?|colleagues?|people|staff|"
        r"builders?) of ours\b|"
        r"\b(?:blame|fault|mistake|error) (?:is|was|lies|lay) (?:entirely |all |solely )?(?:ours|with us)\b|"
        r"\bwe (?:accept|admit|take) (?:the |full )?(?:blame|fault|responsibility)\b|"
        r"\b(?:our own|our (?:router|firewall|admin|it team|engineer|mistake|fault|error|misconfig\w*|side|"
        r"settings?|power|(?:own )?(?:cabling|wiring|works?|switch))|we (?:broke|misconfigured|caused|messed|"
        r"unplugged)|"
        r"we (?:had |have )?(?:\w+ )?(?:pulled|cut|damaged|switched|turned|shut|tripped|knocked|deleted|changed|did|"
        r"dug|took|brought)\b[^.?!]{0,40}\b(?:ourselves|by (?:mistake|accident)|wrong|accidentally)|"
        r"my (?:mistake|fault)(?!\s*[,.:;!–-])|"
        r"customer's own)\b",
        _I,
    ),
    "customer_power": Screened(
        r"(?:弊社|当社|うち|自社|こちら|オフィス|事務所|社内)[^。]{0,12}停電|\bpower (?:cut|failure|"
        r"outage)? ?(?:at|in) our\b|"
        r"\b(?:cut|lost|without) (?:the )?(?:power|electricity)\b[^.]{0,20}\bour\b|\bour (?:office|building|"
        r"site)\b[^.]{0,20}\b(?:lost|no) (?:power|electricity)\b",
        _I,
    ),
    "customer_line": Screened(
        r"(?:弊社|当社|うち|自社|こちら|お客様)?(?:の|側の|[がで](?:契約|利用|使用|使)[^。、]{0,10})?(?:回線|"
        r"アクセス回線|インターネット回線|ISP|プロバイダ|"
        r"光回線|モバイル回線)(?:側)?[^。]{0,12}(?:障害|"
        r"故障|切|断|不調|原因|問題|トラブル|落ち)|"
        r"(?:弊社|当社|うち|自社|こちら|当方|社内)(?:側)?の(?:回線|ネット(?:ワーク|環境|回線)?|Wi-?Fi|無線)[^。]{0,6}"
        r"(?:しょぼ|弱|不安定|貧弱|細|遅|調子|おかし|ダメ|だめ|駄目|悪|ボロ|ぼろ)|"
        r"\bour (?:\w+ )?(?:line|connection|cable|fib(?:re|er))s? (?:was|were|got|had been|is|has been)(?: \w+)? "
        r"(?:cut|severed|dug|down|broken|damaged)\b|\b(?:our (?:own )?(?:isp|line|carrier|access line|"
        r"internet (?:line|connection)|provider)|(?:isp|carrier|"
        r"access line)(?:'s)? (?:failed|outage|was down|problem|fault)|"
        r"(?:isp|carrier|telco|phone company|access line|(?:fib(?:re|er)|cable) (?:provider|"
        r"company))\b[^.?!]{0,60}\b(?:cut|severed|broke|"
        r"failed|outage|down|dug|problem|fault|trouble))\b",
        _I,
    ),
    "third_party": Screened(
        r"第三者|他社(?:の)?(?:工事|設備|障害|原因)|クラウド事業者|海底ケーブル|地震|台風|落雷|津波|洪水|水害|大雪|"
        r"天災|不可抗力|"
        r"電力会社|(?:広域|地域|大規模)の?停電|自然災害|サイバー攻撃|DDoS|掘削|道路工事|"
        r"\b(?:undersea|submarine|subsea) cable|\b(?:earthquake|typhoon|"
        r"lightning|"
        r"flood(?:ing)?|tsunami|force majeure|acts? of god|natural disaster|cyber-?attack|ddos|road ?works?|"
        r"excavator|digger)\b|"
        r"\bthird[- ]party\b|construction crew|"
        r"\b(?:power|electricity) (?:company|utility|grid|supplier)\b|\bgrid failure\b|"
        r"\b(?:another|other|a different|some other) (?:company|carrier|provider|operator|telco|vendor|isp|"
        r"firm)(?:'s\b|s'|"
        r"\b[^.?!]{0,20}\b(?:cut|broke|severed|dug|hit|damaged|caused|fault))|"
        r"\b(?:cable|line|duct|fib(?:re|er)|equipment|network)\b[^.?!]{0,16}\b(?:belong\w* to|owned by|of) (?:an|some)?"
        r"other\b|他(?:社|事業者|キャリア|の(?:会社|業者|事業者|キャリア))(?:さん)?の?(?:ケーブル|回線|設備|工事|ミス|せい|責任)|"
        r"\biij (?:did|had done|has done|was doing|is doing) nothing wrong\b|\bthrough no fault of (?:iij|yours)\b|"
        r"\biij (?:is|was)(?:n't| not) (?:to blame|at fault|responsible|the cause)\b|"
        r"(?:IIJ|貴社|御社)(?:さん|側)?(?:は|に(?:は)?)(?:何も|別に|特に)?(?:悪くな|落ち度(?:は|が)?な|非(?:は|が)な|責任(?:は|が)な|"
        r"過失(?:は|が)な)",
        _I,
    ),
    "unknown": Screened(
        r"原因(?:は|が)?[^。、]{0,8}(?:不明|わから|分から|調査中|まだ|判明し(?:て(?:い|お)|ませ|な)|特定(?:でき|"
        r"され)(?:て(?:い|"
        r"お)|ませ|な))|cause (?:is |was )?(?:unknown|unclear|not known|still)|"
        r"(?:not|never) (?:yet )?been (?:established|determined|settled|found out) (?:who|what|why|whose)|"
        r"(?:nobody|no one|they|you) (?:can(?:not|'t)?|couldn't|could|won't|will) (?:tell|say|explain|"
        r"confirm)(?: us| me)? "
        r"(?:yet |for sure )?(?:the cause|whose|who|what|why|(?:whether|if) (?:it (?:was|is|lay) )?(?:with )?(?:iij|"
        r"the provider|you|we|our|your|the (?:fault|cause)))|"
        r"(?:nobody|no one|neither side) (?:has|have)(?: yet)? (?:settled|determined|established|decided|agreed|said)"
        r"(?: on)? (?:the cause|why|whose|who)|"
        r"(?:whose fault|the cause)[^.]{0,16}(?:unclear|open|unsettled|disputed|unresolved)|"
        r"(?:don't know|not sure|no idea|nobody knows|unclear|can't say) (?:the cause|why|whose|"
        r"who(?:'s| is| was)? (?:to blame|at fault|responsible)|what (?:caused|broke))",
        _I,
    ),
    "iij": Screened(
        _IIJ_JA + r"(?:側|さん)?(?:の|に)?[^。、]{0,10}(?:責|帰すべき|過失|故障|障害|ミス|原因|設備|非)|IIJ起因|"
        r"(?:IIJ|貴社|御社)(?:側|さん)?の(?:VPN)?(?:装置|機器|ルータ|ネットワーク)(?:だった|なら|だと|が(?:壊|落|止|"
        r"ダウン))|"
        r"原因(?:は|が|も)、?(?:IIJ|貴社|御社)(?:側|さん)?(?:です|でした|だっ|にあ|の|。|\s*\Z)|"
        r"IIJ(?:帰責|"
        r"責|の?せい)|"
        r"\biij(?:'s)?[- ](?:fault|caused|error|failure|side)\b|"
        r"\b(?:iij's|iij was|your|you (?:admitted|caused|broke)|iij (?:(?:has |have )?(?:admitted|accepted)|caused|"
        r"broke))\s*(?:own )?(?:fault|mistake|failure|error|side|equipment|at fault|responsib\w*|to blame|it|"
        r"cause)?\b(?=[^.]{0,40}(?:fault|mistake|failure|error|blame|responsib|attribut|cause|broke|admit))|"
        r"\b(?:fault|mistake|error) (?:was|is|lay|lies)? ?(?:with |on |of )?(?:iij|yours?)\b|"
        r"\b(?:in|at|of|on) (?:your|iij's) (?:own )?(?:data ?cent(?:re|er)s?|network|side|end|"
        r"backbone|gateways?|equipment|kit|switch\w*|routers?)\b|attributable to iij|"
        r"\b(?:was|were|is|been|because of|due to) iij's (?:own )?(?:vpn )?"
        r"(?:devices?|gateways?|routers?|network|side)\b|"
        r"\b(?:your|iij's) (?:own )?(?:\w+ )?(?:equipment|devices?|gateways?|routers?|servers?|hardware|kit|network|"
        r"systems?|data ?cent(?:re|er)|switch(?:es)?|staff|engineers?|people|side)(?: that| which| who)?"
        r"(?: had| has| have)? (?:fail\w*|br(?:oke|oken)|crash\w*|died|caused|"
        r"(?:went|gone|been|was|were|is) (?:down|out|at fault|to blame))\b|"
        r"iij's (?:fault|mistake|failure|error|equipment)|by iij's|iij(?:'s)? equipment",
        _I,
    ),
}
_BLAMES_IIJ = Screened(
    r"IIJ(?:側|さん)?(?:に|の)?(?:責任|帰責|非|過失|せい)|IIJ起因|"
    r"\biij'?s (?:own )?(?:fault|mistake|error|responsibility)\b|\biij(?: \w+)? (?:at fault|to blame)\b",
    _I,
)
_NOT_IIJ = Screened(
    _IIJ_JA + r"(?:側|さん)?の?(?:設備|機器|装置|サービス|側|責任|せい|原因|過失|障害|故障)[^。]{0,8}"
    r"(?:問題(?:は|が)?な|では?な|じゃな|はな(?:い|"
    r"く|かっ)|ありませ|正常|異常(?:は|も|が)?な|無事|動いて(?:い|お)|稼働して(?:い|お))|"
    r"\b(?:not|wasn't|isn't|nothing (?:was |is )?(?:wrong|amiss) (?:with|on|at|in)|no fault (?:on|of|at)|"
    r"(?:fine|ok(?:ay)?) (?:on|at))"
    r" (?:iij's|your|iij)\b|"
    r"\b(?:iij's|your|iij)(?: own)? (?:equipment|systems?|side|network|gear|devices?|end|kit|service) (?:was|were|"
    r"is|are|had been|"
    r"ran|kept running|worked|works)(?: all)? (?:fine|ok(?:ay)?|healthy|normal(?:ly)?|up|running|working|unaffected|"
    r"green)\b",
    _I,
)
_TOTAL = Screened(
    r"全く|まったく|まるっきり|まるで(?:使|つな|ダメ)|完全に|全断|全部(?:落|止|使え)|全部|一切|全面|全滅|"
    r"全社(?:で)?(?:使え|つながら)|誰も|丸ごと|"
    r"全(?:端末|員|ユーザー?|拠点|デバイス|利用者)(?:が|とも|で|は)?[^。、]{0,6}(?:だめ|ダメ|駄目|使え|つなが|繋が|"
    r"落ち|不通|止ま)|"
    r"\b(?:all (?:our |the )?(?:users|clients|sites|laptops|staff)|everyone|everybody) (?:was|were|had been|is|"
    r"are) (?:down|out|offline|cut off|affected)\b|"
    r"\b(?:completely|complete (?:outage|"
    r"failure|stop|blackout|standstill|shutdown)|(?:total|full) (?:outage|failure|loss|blackout|standstill|shutdown)|"
    r"(?:it's|it is|that's|now|hit|affects|affecting|(?:down|out|off|gone) for) (?:everyone|everybody|all of us|"
    r"the whole company)|totally|entirely|nothing (?:at all )?worked|nobody could|"
    r"no one could|fully|dead|unusable|all (?:users|of it) (?:was|were) down|whole service)\b",
    _I,
)
_PARTIAL = Screened(
    r"遅(?!い日|く(?:とも|なりまし))(?:い|く|か|すぎ|延)|重(?:い|く|た)|もっさり|不安定|一部(?:の|だけ|ユーザ|拠点|"
    r"機能)|一人だけ|数名だけ|(?:拠点|支店|支社|営業所|部署|部門|事業所|事務所|オフィス|工場|本社|社員|ユーザー?|"
    r"人)(?:だけ|のみ)|半分の(?:人|社員|拠点|ユーザ)|使えなくはな|断続|つながりにく|"
    r"繋がりにく|時々|たまに|"
    r"\b(?:slow|sluggish|crawl\w*|laggy|degraded|intermittent|flaky|patchy|some (?:users|of our|sites|people|"
    r"staff)|only (?:some|a few|one|part|(?:for |in |at |from )?(?:our|the)\b[^.?,]{0,24}\b(?:staff|users?|"
    r"people|office|site|branch|"
    r"team|floor|department|employees))|(?:staff|users|people|office|site|branch|team)\b[^.?,]{0,20}\bonly\b|"
    r"part(?:ly|ial(?:ly)?)|(?:half|third|quarter|fraction|portion|part) (?:of )?(?:our|the|my|me) (?:crew|team|users|"
    r"people|staff|sites|employees)|a handful|"
    r"certain users|unstable|on and off|choppy|jerky|stutter\w*|jittery|grainy|never (?:(?:actually|quite|fully|"
    r"really) )?(?:went down|dropped|failed)|"
    r"(?:did not|didn't) (?:go down|drop) (?:altogether|completely|entirely))\b|"
    r"カクカク|かくかく|途切れ途切れ|ブツブツ|ぶつぶつ|完全に(?:は|落ち(?:て|た)わけでは)|落ちては(?:い)?な",
    _I,
)
_DEVICE = Screened(
    r"VPN\s*(?:装置|機器|ゲートウェイ|デバイス|サーバ)|(?:your |the |of )?\bVPN (?:box|device|gateway|unit|"
    r"appliance|server|"
    r"node)(?:es|s)?\b|UDP\s*5008|装置|\b(?:one|a|single|the other|another|all|both|\d) (?:of the )?(?:boxe?s?|"
    r"devices?|"
    r"gateways?|appliances?) (?:was|were|is|are|stayed|kept|went|remained|did|had)\b",
    _I,
)
_SOME_UP = Screened(
    r"(?:1|一|片|\d)(?:台|方|系)(?:だけ|のみ|が)?|うち(?:の)?\s*\d*\s*台|いずれか|片(?:方|系)|もう(?:1|一)台(?:は|"
    r"が)?(?:正常|生|動|稼働)|(?:他|"
    r"残り|ほか)(?:の|は|が)?[^。]{0,8}(?:正常|生き|動|稼働|受付|問題)|"
    r"\b(?:one|a single|just one|only one|\d+ of (?:the )?\d+|some|two of|one of)\b|\b(?:the rest|the others?|"
    r"another|remaining)\b",
    _I,
)
_ALL_DOWN = Screened(
    r"(?:全(?:台|装置|部|て|VPN)|すべて|全系|両(?:方|系|台)|2台とも|どれも)|\b(?:all(?: of (?:them|the))?|"
    r"every(?: single)?|both|"
    r"none of|no) (?:vpn |of )?(?:box|device|gateway|unit|them|of the|had|were|was|the)?",
    _I,
)
_NOT_ONE_UP = Screened(
    r"\b(?:not (?:even |a single )?one|not a single|none|neither)\b[^.?]{0,40}\b(?:accept\w*|up|work\w*|respond\w*|"
    r"answer\w*|reachable|alive|available|running|online)\b|"
    r"(?:1台|一台|どの(?:VPN)?(?:装置|台))(?:たりと)?も[^。]{0,16}(?:受け?付|動|応答|生き|使え|つなが|"
    r"繋が)[^。]{0,8}(?:な|ず|ませ)",
    _I,
)
_ORDINAL = Screened(
    r"(?<!\d)(\d{1,4})\s*(?:回|つ|件|度|番)目|"
    r"\b(first|second|third|fourth|last)\b(?! (?:day|date|week|month|year|night|chance|of)\b)(?: one| outage)?",
    _I,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_ONE_MORE = Screened(
    r"さらに|追加で|別に|(?:\d日|曜日?|昨日|翌日|今朝|先週|先日)(?:\([月火水木金土日]\))?にも|ほかにも|他にも|"
    r"もう(?:1|一)(?:回|件|度)|(?:2|二)(?:回|件|度)目(?:が|も|の障害)|"
    r"\b(?:another|a (?:second|third|fourth|further)|"
    r"one more|as well|also|too(?! (?:late|long|early|soon|much|many|slow)))\b",
    _I,
)
_EVERY_DEVICE = Screened(
    r"\ball (?:of )?(?:the |your )?(?:vpn )?(?:devices|boxes|gateways|appliances) "
    r"(?:were |being |had been )?(?:down|dead|out|off|unreachable)\b|"
    r"全台|(?:\d|二|三|四|両方の?|すべての|全ての?)台とも|(?:両方の?|すべての|全ての?)(?:装置|台)|全装置|"
    r"\bboth (?:of (?:them|the \w+) )?(?:were|was|had|went) (?:actually |in fact )?(?:down|dead|out|off|failed|gone)\b|"
    r"\b(?:neither|none) (?:of (?:them|the \w+) )?(?:was|were) (?:up|alive|running|working)\b",
    _I,
)
_BACKBONE = Screened(
    r"バックボーン[^。]{0,30}(?:断|不通|落|使え|切|障害|通信|できな|停止|止ま|ルータ|接続|間|側)|"
    r"\bbackbone\b[^.?]{0,50}\b(?:down|dead|broken|cut|failed|unavailable|lost|unreachable|outage|router|link|"
    r"connection)\b|"
    r"\b(?:lost|no|link|connection|router|routers)\b[^.?]{0,40}\bbackbone",
    _I,
)
_SUSPENSION = Screened(
    r"(?:前もって|事前に|あらかじめ|予め)[^。]{0,12}(?:連絡|通知|告知|案内|知らせ|お知らせ|聞[いか])[^。]{0,30}(?:止|"
    r"停止|落)|"
    r"(?:止め|停止し)(?:ます|る)(?:って|と|との|という)[^。]{0,16}(?:連絡|通知|告知|案内|知らせ)|"
    r"(?:計画|事前|予告|告知|通知|お知らせ|案内|周知|予定)(?:され|し|済|的|の|に|が|を|どおり|"
    r"あり)?[^。]{0,14}(?:メンテ|停止|中止|工事|作業|利用の中止)|"
    r"(?:メンテ(?:ナンス)?|利用(?:の)?中止|工事(?!の?(?:ミス|失敗|不手際|不備|事故|誤))|計画停止|定期保守)[^。]{0,14}(?:通知|告知|予告|案内|連絡|お知らせ|"
    r"による|中|で)|24条|計画(?:停止|メンテ)|"
    r"\b(?:announced|scheduled|planned|notified|pre-?announced|advance notice|told (?:us )?(?:in advance|"
    r"beforehand)|warned)\b[^.]{0,40}\b(?:maintenance|suspension|outage|work|downtime|it|stop)?|"
    r"\b(?:maintenance|suspension)\b[^.]{0,30}\b(?:announced|notified|planned|scheduled|window|told)\b|"
    r"\bmaintenance window\b",
    _I,
)
_TOLD_BEFORE = Screened(
    r"通知|告知|予告|案内|お知らせ|事前|計画|\b(?:announced|scheduled|planned|notified|notice|warned)\b", _I
)
_OVERRAN = Screened(
    r"(?:うち|前半|後半|最初|はじめ|初め|残り|一部)[^。]{0,20}(?:通知|告知|計画|予告|事前)|(?:計画停止|"
    r"メンテ(?:ナンス)?|通知)[^。]{0,12}(?:重な|かぶ|被)|"
    r"\b(?:of which|the first|the last|part of (?:it|that|this))\b[^.]{0,40}\b(?:announced|planned|scheduled|"
    r"notified|maintenance)\b|"
    r"超(?:過|え)|延び|長引|オーバー|通知(?:より|の時間を|された時間を)|はみ出|一部(?:は|が)通知|\b(?:overran|"
    r"over-ran|overrun|"
    r"longer than (?:announced|planned|notified)|exceeded|beyond the|partly|past the|half of it)\b",
    _I,
)
_NOT_ANNOUNCED = Screened(
    r"(?:予告|通知|告知|連絡|案内|お知らせ)(?:なんて|など)?(?:は|も|が)?(?:来て|届いて|受けて|もらって|いただいて|"
    r"されて|出て|あって)?"
    r"(?:い)?(?:な(?:い|かっ|く)|ません)|"
    r"\b(?:weren't|were not|wasn't|was not|hadn't been|had not been|never) (?:been )?(?:told|notified|warned|announced|"
    r"planned|scheduled)|"
    r"\b(?:there (?:was|were|had been|is)|without|with|had(?: we)?(?: had)?) no(?:t any)? "
    r"(?:\w+ )?(?:notice|warning|announcement)|"
    r"\bwithout (?:that|the|any|such(?: an?)?|their|your) (?:\w+ )?(?:notice|notification|warning|announcement)|"
    r"(?:工事|メンテ(?:ナンス)?|作業|計画停止)(?:と|とか)?(?:は|も)?(?:(?:何の|全く)?関係(?:が|も)?(?:な[くい]|"
    r"のない)|無関係)|"
    r"(?:工事|メンテ(?:ナンス)?|作業|計画停止)(?:で(?:は|も)|じゃ)な[くい]|"
    r"\b(?:regardless of|nothing to do with|unrelated to|leaving aside|apart from|without|independent(?:ly)? of|"
    r"outside(?: of)?)(?: the| any| that| a| your)?(?: planned| announced| scheduled)? "
    r"(?:maintenance|works?|suspension)\b|"
    r"(?:通知|告知|停止|中止|工事|メンテ(?:ナンス)?)[^。]{0,8}(?:別の|違う|他の|ほかの)(?:日|週|月|障害|件|時)|"
    r"\b(?:suspension|maintenance|notice|works?|announcement) (?:was|were|is)(?: (?:in|on|for|about))? "
    r"(?:a |an )?(?:different|another|other)\b|"
    r"(?:予告|通知|告知|案内)(?:なし|無し|なく)(?:だったら|なら|の場合|だと|で)|"
    r"\b(?:nothing|none of (?:it|this|that)|no(?:body| one)) (?:(?:was|were|had|has|had been|has been)(?: ever)? "
    r")?(?:been )?"
    r"(?:told|notified|warned|announced|planned|scheduled)\b|"
    r"\bno(?:body| one)? (?:notice|warning|announcement)\b[^.?]{0,12}\b(?:came|given|sent|received|arrived)\b|"
    r"\b(?:didn't|did not|never) (?:get|receive|see|have) (?:any |a |such )?(?:notice|warning|announcement)\b",
    _I,
)
_UNANNOUNCED = Screened(
    r"(?:予告|通知|告知|事前(?:の)?(?:連絡|通知))(?:は|も|が)?(?:なし|無し|なく|無く|なかった|ありません)|"
    r"\b(?:un(?:announced|planned|"
    r"scheduled)|without (?:any )?(?:notice|warning)|no (?:notice|warning))\b",
    _I,
)
_FROM_KNOWLEDGE = Screened(
    r"(?:把握|認識|検知|知っ|知り|覚知|通報|連絡)(?:し|され|した|された|て|いただ)*[^。]{0,10}?(?:から|時点|以降|"
    r"より)|\b(?:from|after|"
    r"since)\b[^.]{0,24}\b(?:knew|knowledge|knows|found out|aware|notic\w+|learn\w+|detect\w+|acknowledg\w+|"
    r"told you|reported)\b|counted from (?:iij's )?knowledge|"
    r"\b(?:known|been aware|been told|knew)\b[^.?0-9]{0,24}\bfor (?:the (?:last|past) |over |about |some )?\d|"
    r"(?:把握|認識|検知|知っ|知り)[^。0-9]{0,8}(?:から)?(?:もう|すでに|既に)?\s?\d+(?:時間|日)(?:間)?(?:経|たち|たっ|"
    r"が経)",
    _I,
)
_FROM_START = Screened(
    r"(?:止ま|停止|発生|落ち|ダウン|起き)(?:って|し|た|て|まっ)?[^。、(認把検知]{0,6}から|発生時(?:点)?から|\bfrom "
    r"(?:when|"
    r"the (?:moment|time|start)|"
    r"the outage)[^.]{0,20}\b(?:down|fail|stop|start|began|broke|began)\w*|\bsince it (?:went|failed|broke|"
    r"stopped)|\bfrom (?:the )?(?:start|beginning) to (?:the )?(?:finish|end)\b|\bin total from\b|"
    r"\b(?:last(?:ed|s)?|down|out|unavailable|unusable)\b[^.?0-9]{0,12}[0-9.]+ ?(?:hours?|hrs?|h|days?|minutes?|min)\b"
    r"[^.?0-9]{0,8}\b(?:in all|all told|altogether|overall)\b|"
    r"(?:全部で|トータルで|最初から最後まで)[^0-9回。]{0,4}[0-9.]+ ?(?:時間|日|分)",
    _I,
)
_KNEW_AT_ONCE = Screened(
    r"\b(?:iij|you) (?:knew|were aware|was aware|had known)\b[^.]{0,48}\b(?:from|since) (?:noon|midnight|\d)|"
    r"(?:止ま|停止|発生|落ち)[^。]{0,10}(?:時点|瞬間|と同時|直後|時に)[^。]{0,8}(?:知|把握|認識|検知)|"
    r"(?:最初|はじめ|初め|発生(?:と同時|直後|時)|すぐ|直ち|即座?)(?:に|から|の時点で)?[^。]{0,10}(?:知|把握|認識|"
    r"検知)|\b(?:known?|knew|aware|"
    r"noticed|detected)\b[^.]{0,24}\b(?:from the (?:first|start|beginning|outset|very)|at once|immediately|"
    r"right away|straight ?away|instantly|the moment|all along)",
    _I,
)
_KNEW_LATER = Screened(
    r"(?:後|あと|経って|たって|遅れて)[^。]{0,14}(?:知|把握|認識|検知|気付|気づ|連絡|報告)|(?:知|把握|認識|検知|"
    r"気付|気づ|連絡|報告)[^。]{0,20}(?:後|あと|経って|"
    r"遅れ)|\b(?:found out|knew|know|learn\w*|notic\w+|aware|detect\w+|told|report\w*|realis\w+|"
    r"realiz\w+)\b[^.]{0,40}\b(?:after|later|into|late|in(?=\s*(?:[,.;)]|$)))\b|\bafter\b[^.]{0,20}\b(?:found out|"
    r"knew|learn)",
    _I,
)
_AGAIN = Screened(
    r"同じ(?:の|もの|こと|障害)?(?:が|も)?(?:もう|あと)(?:一|1)(?:回|度)|もう(?:一|1)(?:回|度)(?:同じ|あった|起き|"
    r"発生)|again|a second (?:time|"
    r"one)|another (?:one|outage)",
    _I,
)
_TOTAL_DURATION = re.compile(
    r"(?:合わせて|合計|合算|通算|トータル|計|足し(?:て|たら)|in total|altogether|combined|total of|adds? up to|"
    r"(?:comes?|came|coming|amounts?|totals?|totalling|sums?) (?:up )?to(?: an?| about| roughly)?(?: full| whole|"
    r" good)?|"
    r"summing to)(?:で|すると|"
    r"の|は)?\s*$",
    _I,
)
_TOTAL_AFTER = re.compile(
    r"\s*(?:になり|の計(?!\s?[\d一二三四五六七八九十]+\s?[件回度つ])|の合計|in total|altogether|all told|all in all|"
    r"combined|taken together|in sum|summed up)",
    _I,
)
# What IIJ is quoted to have said is said of IIJ: 貴社からは「弊社設備の故障」.
_QUOTED_JA = Screened(r"(?:貴社|御社|IIJ)(?:さん|様)?(?:から|より|の(?:報告|連絡|回答|説明))[^。「]{0,16}「[^」]*」")
_QUOTED_EN = Screened(r'\b(?:you|iij) (?:said|told|wrote|reported|replied|informed|confirmed)\b[^".]{0,24}"[^"]*"', _I)


_OF_A_CUSTOMER = Screened(r"(?<!弊社の)(?<!当社の)(?<!うちの)(?:お客様|お客さん|客先)(?:です|で|が|は|の|から|より|、)")


def _in_our_words(text: str) -> str:
    """The text with quoted words of IIJ turned: its "our equipment" is IIJ's, as that of who speaks of a customer."""
    if _OF_A_CUSTOMER.search(text):
        text = text.replace("弊社", "IIJ").replace("当社", "IIJ")
    text = _QUOTED_JA.sub(lambda m: re.sub(r"弊社|当社|こちら", "IIJ", m[0]), text)
    return _QUOTED_EN.sub(lambda m: re.sub(r"\bour\b", "IIJ's", m[0], flags=_I), text)


_EACH = Screened(r"それぞれ|ずつ|各|\beach\b|apiece|respectively", _I)


def incident_facts(text: str) -> dict[str, Any]:
    """The facts of an outage in a normalised text; a fact that is not said is not there.

    cause: iij, customer, customer_line, third_party, unknown. total: whether nothing worked at all.
    vpn_devices, backbone_link, notified_suspension as in the credit rule of the rules core.
    basis: "knowledge" or "start", where a bare duration is counted from. knowledge: "at_once" or "later".
    again: the same outage once more. each: the durations are per outage.
    """
    text = _in_our_words(ends(text))
    facts: dict[str, Any] = {}
    if not _ANY_FACT.possible(text):
        return facts
    for name, pattern in _CAUSE.items():
        if pattern.search(text) and not (name == "iij" and _NOT_IIJ.search(text)):
            facts["cause"] = name.replace("customer_power", "customer")
            break
    if facts.get("cause") == "customer" and _BLAMES_IIJ.search(text) and not _NOT_IIJ.search(text):
        facts["cause"] = "iij"  # "our router, IIJ's fault": staff of IIJ speak of IIJ's own equipment
    if _PARTIAL.search(text):
        facts["total"] = False
    elif _TOTAL.search(text):
        facts["total"] = True
    if _DEVICE.search(text) or "vpn_devices" in facts:
        some, everything = _SOME_UP.search(text), _ALL_DOWN.search(text) or _NOT_ONE_UP.search(text)
        if (
            some
            and not _NOT_ONE_UP.search(text)
            and re.search(
                r"正常|生き|動い|稼働|だけ|のみ|片|いずれか|うち|rest|others?|only|one|single|another|remaining|still|"
                r"kept",
                text,
                _I,
            )
        ):
            facts["vpn_devices"] = "some_up"
        elif everything:
            facts["vpn_devices"] = "all_down"
    elif _EVERY_DEVICE.search(text) or _ALL_OF_THEM.search(text):
        facts["vpn_devices"] = "all_down"
    if _BACKBONE.search(text):
        facts["backbone_link"] = "down"
    own_work = facts.get("cause") in ("customer", "customer_line") and not _TOLD_BEFORE.search(text)
    if _SUSPENSION.search(text) and not _UNANNOUNCED.search(text) and not own_work:
        facts["notified_suspension"] = "partial" if _OVERRAN.search(text) else "full"
    if _NOT_ANNOUNCED.search(text):
        facts["notified_suspension"] = "none"
    if _KNEW_AT_ONCE.search(text):
        facts["knowledge"] = "at_once"
    elif _KNEW_LATER.search(text):
        facts["knowledge"] = "later"
    if _FROM_START.search(text) or _KNEW_WHEN.search(text):
        facts["basis"] = "start"
    elif _FROM_KNOWLEDGE.search(text) and "knowledge" not in facts:
        facts["basis"] = "knowledge"
    ordinal = _ORDINAL.search(text)
    if ordinal:
        facts["ordinal"] = int(ordinal[1]) if ordinal[1] else _ORDINALS[ordinal[2].lower()]
    if _ONE_MORE.search(text):
        facts["one_more"] = True
    if _AGAIN.search(text):
        facts["again"] = True
    if _FLAPPING.search(text):
        facts["flapping"] = True
    if _EACH.search(text):
        facts["each"] = True
    return facts


def is_total_of_several(left: str) -> bool:
    """Whether the words before a duration say that it is the sum of several."""
    return bool(_TOTAL_DURATION.search(left))


def is_summed_up(right: str) -> bool:
    """Whether the words after a duration say so: "that's 75 minutes altogether"."""
    return bool(_TOTAL_AFTER.match(right))


_KNEW_WHEN = Screened(  # nobody told when IIJ came to know
    r"いつ[^。、]{0,12}(?:気付|気づ|知っ|知られ|検知|認知|把握)[^。]{0,14}(?:わから|分から|不明|聞いて(?:い|お)?(?:な|ませ|りませ)|"
    r"知ら(?:な|され)|伺って(?:い|お)?(?:な|りませ|ませ))|"
    r"\b(?:don't|do not|didn't|no idea|not sure|nobody|never|not been|unknown|unclear)\b[^.?]{0,24}\bwhen (?:you|iij)\b"
    r"[^.?]{0,16}\b(?:notic\w+|found out|knew|know|detect\w*|aware|learn\w*|spotted|realis\w+|realiz\w+)\b",
    _I,
)
_FLAPPING = Screened(
    r"(?:切れ|落ち|止ま|途切れ|つなが|繋が)(?:たり|っては|ては)[^。]{0,14}(?:たり|戻|復|切れ|落ち)|"
    r"断続的?に?[^。]{0,10}(?:切|落|停止|断)|"
    r"\bflapp\w+|\b(?:kept|keeps|keep) (?:dropping|going (?:up and )?down|cutting|falling|disconnecting|"
    r"coming and going)|"
    r"\bup and down\b|\bon and off\b|\bin and out\b|\bdropp\w+ (?:and|then) (?:com|reconnect|return)",
    _I,
)
_ALL_OF_THEM = Screened(
    r"\ball of them\b[^.?]*\b(?:down|dead|failed|out)\b|全(?:部|台)[^。]{0,6}(?:落ち|止ま|ダウン|断)", _I
)
_ANY_FACT = Screens.of(
    *_CAUSE.values(),
    *(_BLAMES_IIJ, _PARTIAL, _TOTAL, _DEVICE, _EVERY_DEVICE, _ALL_OF_THEM, _BACKBONE, _SUSPENSION, _NOT_ANNOUNCED),
    *(_KNEW_AT_ONCE, _KNEW_LATER, _FROM_START, _FROM_KNOWLEDGE, _KNEW_WHEN),
    *(_ORDINAL, _ONE_MORE, _AGAIN, _FLAPPING, _EACH),
)
_AS_HOW_MANY = Screened(
    r"(?:1|一|何|2|二|複数|別々|それぞれ|\d+)(?:回|件|つ|度)?(?:の(?:障害|停止|ダウン))?(?:と|に|で|として|の|って|"
    r"という(?:こと|ふう)に?)?(?:数え|扱|"
    r"カウント|計算|みな|なる)|数え方|"
    r"\b(?:count\w*|treat\w*|regard\w*|one (?:outage|incident|failure|event)|single|separate\w*|several|how many)\b",
    _I,
)


def asks_how_many(text: str) -> bool:
    """Whether the text asks as how many outages something counts."""
    return bool(_AS_HOW_MANY.search(ends(text)))
