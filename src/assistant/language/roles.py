"""Which part an entity plays: from or to, now or wanted, kept or dropped, arrival or end date.

Read from the words around it, not from keywords alone: 「CoreからStarterへ」, "to Core from Starter".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.language.bounds import MOST_VALUES
from assistant.language.model import Entity
from assistant.language.screening import Screened

_I = re.IGNORECASE
_BEFORE = 64
_AFTER = 40

# -- grades and values: from, to, now ------------------------------------------------------------------------------
_TO_AFTER = Screened(
    r"^\s*(?:プラン|グレード|契約|ライセンス|台|本|デバイス|Mbps|bps)?\s*(?:へ|には?(?:変更|偏光|上げ|下げ|あげ|さげ|"
    r"し(?:て|た|よ)|アップ|ダウン|切|移|グレード|なり|"
    r"なる|戻|乗|増や|減ら|延ば|伸ば|短|広げ|落と|引き|増|減|拡|縮|統一)|への|に[、,]|にする|まで(?:上げ|下げ|増|減|引))"
)
_TO_BEFORE = Screened(
    r"(?:→|->|⇒|=>|⟶|>|(?<!これ)(?<!それ)(?<!今)(?<!いま)から|より|\bto(?: the| our| a)?|\binto(?: a| the)?|"
    r"\b(?:asks?|asking|wants?|wanting|requests?) (?:abt|about|for|after)?|\b(?:swap|exchang|trad|leav|giv|ditch|"
    r"drop)\w*\b[^.?!]{0,24}\bfor(?: the)?|\bbecome|\bbe|\bonto)\s*$",
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
    r"down to|into)\b(?!\s(?:(?:our|the|my|this|your|an?)\s(?:\w+\s)?(?:contract|service|order|plan|account)|it\b|"
    r"ztna|fms|"
    r"fxz|fxm|iij|flex)))|"
    r"^\s*(?:behind|contract to|plan to|grade to)\b",
    _I,
)
_FROM_BEFORE = Screened(
    r"(?:\bfrom(?: the| our| a| grade)?|\bleav(?:e|ing)|\boutgrown|\binstead of|\bfrom=|\boff)\s*$", _I
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
    r"\bour|(?<!can )(?<!could )(?<!may )(?<!should )(?<!also )\bwe(?: only| currently)? have|現在(?:は|の)?|"
    r"今(?:は|の)?|今、|うちは|弊社は|当社は|いまは?)\s*$",
    _I,
)
_NOW_AFTER = Screened(
    r"^\s*(?:プラン|グレード|の?契約|ライセンス|台|を|で|に)*\s*(?:(?:の)?(?:枠|コース)で(?:入|契約|使)|契約(?:して(?!み|も)|中|です)|利用(?:して|中)|"
    r"使って(?:い|る|ます|おり)|運用中|加入(?:して|"
    r"中)|の?(?:お客様|お客さん|顧客|客先)|なん(?:です|だ)けど|ですが|だけど|のまま)|^\s*(?:contract|customer|"
    r"plan)?,? (?:now|today|at the moment|"
    r"currently|"
    r"right now)\b",
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

# -- options: refused, dropped, kept -------------------------------------------------------------------------------
_REFUSED_AFTER = Screened(
    r"^\s*(?:オプション|アドオン)?\s*(?:は|も|が|を)?\s*(?:使いませ|使う予定|要りませ|いりませ|必要ありませ|"
    r"必要ござい|不要です|付けませ|つけませ)|"
    r"^\s*(?:オプション|アドオン)?\s*(?:(?:は|も|が|を)?\s*(?:要ら|いら|必要(?:は|が)?な|不要|使わな|付けな|つけな|"
    r"契約しな|考えて(?:い)?な)|抜き|(?:は|も)?(?:なし|無し|ナシ|未契約|未導入|未利用|未加入)|"
    r"(?:とか|など|なんか|等|の類)?(?:は|も|が|を)?(?:入れて|付けて|つけて|契約して|使って|利用して|入って|付いて|"
    r"ついて)(?:い)?(?:な|ませ|おら|おりませ)|"
    r"(?:は|も|を)?(?:希望(?:し|せ|いたし|致し)(?:な|ず|ませ)|求め(?:ず|ませ|な)|利用せず|"
    r"申し?込ま(?:ず|な)|付けず|つけず|使わず)|"
    r"以外|じゃなく|ではなく|でなく|は(?:別に|やっぱり?|もう)?いい|(?: option| add-on)?,? (?:is|are)(?:n't|"
    r" not) (?:needed|"
    r"required|necessary|"
    r"wanted))",
    _I,
)
_REFUSED_BEFORE = Screened(
    r"\b(?:without|neither|haven't got|aren't using|not using|have no|except|excluding|instead of|rather than|not|no|"
    r"(?:don't|do not|"
    r"no longer) (?:need|want|require|use|care about|have|run)|skip(?:ping)?|"
    r"minus|other than|leave out|leaving out|forget)(?: the| any| an?| about)?\s*$",
    _I,
)
_KEPT_AFTER = Screened(
    r"^\s*(?:オプション|アドオン)?\s*(?:だけ|のみ)?\s*(?:については|につきましては|に関しては|は|も|を)?\s*(?:引き続き|引続き|今のまま|現状|(?:今後|これから)も(?:使|利用|必要|残))|"
    r"^\s*(?:in place|as it is)\b|"
    r"^\s*(?:オプション|アドオン)?\s*(?:だけ|のみ)?\s*(?:は|も|を|が)?\s*(?:(?:この|その|今の|いまの|現状の)?まま|"
    r"残|継続|維持|続け|キープ|"
    r"使い続け|持ち続け)|"
    r"^\s*(?:option|add-on)?\s*(?:(?:should|must|has to|will|can|may) )?(?:stays?|remains?)\b",
    _I,
)
_KEPT_BEFORE = Screened(
    r"\b(?:keep(?:ing)?|leav(?:e|ing)|retain(?:ing)?|hold(?:ing)? on to|hang(?:ing)? on to|while keeping|"
    r"still (?:have|use|want))(?: the|"
    r" our| using| ztna| fms| fxz| fxm)*\s*$",
    _I,
)
_DROP_AFTER = Screened(
    r"^\s*(?:オプション|アドオン)?\s*(?:は|も|が|を)?\s*もう(?:要ら|いら|使わ|不要|必要な)|"
    r"^\s*(?:オプション|アドオン)?\s*(?:は|も|が|を)?[、,]?\s*(?:もう|全然|ぜんぜん|ほとんど|まったく|全く|今は|最近)?"
    r"(?:使って(?:い)?(?:な|ませ|おら)|使わな|使いませ|要ら|いら|不要)[^。?]{0,14}"
    r"(?:外|はず[しす]|やめ|止め|解約|停止|削除|取り|切[っり])|"
    r"^\W*(?:we |i )?(?:no longer|hardly|never|don't|do not) (?:really )?(?:use|need)[^.?]{0,24}"
    r"\b(?:remov\w+|drop\w*|cancel\w*|stop\w*|take it (?:off|out)|turn it off|get rid)|"
    r"^\s*(?:オプション|アドオン)?\s*(?:だけ|のみ)?\s*(?:につき(?:まして)?(?:は)?|について(?:は)?|に関(?:し|して)(?:は)?|の|を|は|も)?\s*(?:、)?(?:(?:再?来年?|今年?|翌年?|令和)?[\d年/月日末]{1,12}"
    r"(?:付け?|限り|いっぱい|まで|末|をもって|を以て)?(?:[にで]|には|で)?\s*)?(?:(?:一緒|いっしょ|同時|合わせ|"
    r"あわせ)(?:に|て)|あとから|後から|途中で|いつでも|単独で|先に)?"
    r"(?:外|はず(?:し|す)|やめ|止め|解約|停止|削除|"
    r"取り(?:外|"
    r"やめ|消)|解除|廃止|利用(?:を)?停止|オフ|"
    r"切(?:って|り))|^\s*(?:option|add-on)?\s*(?:(?:switched |turned )?off|removed|dropped|"
    r"cancell?ed|stopped|terminated|up(?= (?:along|with|too|as well|then)|[.,!?]?$))\b",
    _I,
)
_DROP_BEFORE = Screened(
    r"\b(?:drop(?:ping|ped)?|remov(?:e|ing|ed)|stop(?:ping|ped)?|cancel(?:l?ing|l?ed)?|get(?:ting)? rid of|"
    r"turn(?:ing)? off|"
    r"terminat(?:e|ing)|end(?:ing)?|discontinu(?:e|ing)|lose|take off|ditch(?:ing)?|disabl(?:e|ing)|(?:giv(?:e|ing|"
    r"en)|gave) up)(?: just|"
    r" only)?(?: the|"
    r" our| using| my| ztna| fms| fxz| fxm)*\s*$",
    _I,
)

_JOINED_EN = re.compile(r"\b(?:and|or|nor|plus)\b|&", _I)
_JOINS_OPTIONS = re.compile(
    r"\s*(?:オプション|アドオン|options?|add-ons?)?\s*(?:と|や|も|とか|、|・|,|及び|および|ならびに|/|&|\+|\band\b|\bor\b|\bnor\b|"
    r"\bplus\b|\bas well as\b|\s)+(?:the|our|both|also|ztna|fms|\s)*",
    _I,
)

_SAME_DAY = re.compile(r"(?:同日|同じ日|当日|その日)の?\s*$|(?:on )?(?:the same|that) (?:same )?day(?:,| at)?\s*$", _I)
_SHARP = re.compile(r"^\s*(?:ちょうど|きっかり|丁度|ジャスト|前後|過ぎ|sharp|on the dot)")
_GAP = re.compile(r"[\s,、/;→]")

# -- dates -----------------------------------------------------------------------------------------------------------
_FORM = r"(?:所定の)?(?:解約|停止)?(?:の)?(?:申込書|用紙|届出?書?|書面|書類|通知|フォーム|紙)"
_PARTICLE = (
    r"(?:は|が|を|:|に|日は|日が|である|となる|に[当あ]たる|として(?:は)?|"
    r" is| was| on| by| at| as| for|, | - )?\s*翌?\s*$"
)
_DATE_ROLES: tuple[tuple[str, Screened, Screened], ...] = (
    (
        "billing_start",
        Screened(
            r"(?:課金(?:の)?(?:開始)?(?:日)?(?:の?予定(?:日)?)?|利用開始(?:日)?|"
            r"billing\b(?![^.,;?!\d]{0,12}\b(?:form|notice|address))[^.,;?!\d]{0,40}?\b(?:start|begin|began|begun|commenc|kick|run)\w*"
            r"(?: off| out| up)?(?: only)?(?: from| until| till)?|(?:billed|charged)(?: only)?(?: from| as of| since)|"
            r"billing(?: (?:on|for|of) (?:the |our )?\w+(?:[ -]\w+){0,3}?)?"
            r"(?: (?:(?:will|would|is to|was to|shall|should|"
            r"(?:was|is|were) "
            r"(?:going|due|meant|supposed|set|planned|scheduled) to) )?"
            r"(?:start(?:s|ed|ing)?|begin|began|begins?|from|date|commenced?|commences|day))*|"
            r"(?:charged|billed)(?: from| as of)?|開始日?)"
            r"(?: of| since|が、)?" + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:から|に|より|が|の)?\s*(?:の)?(?:課金|開始|スタート|利用開始|(?:料金|費用|月額|請求)(?:が|"
            r"は)?(?:始|発生|かか|スタート)|billing|start\b)",
            _I,
        ),
    ),
    (
        "sent",
        Screened(
            r"(?:発送(?:日)?|消印(?:日)?|postmark(?:ed|s)?(?: says| is| date| reads)?|"
            r"dropp(?:ed|ing)(?: (?:it|the|our|a|my))?(?: \w+){0,4}? (?:in|into|at|off at) (?:a|the|our) (?:post|"
            r"mail) ?(?:box|office)|"
            r"(?:郵送|投函|送付|発送)(?:した|しました)の|郵送|投函|送付|送(?:った|り)|posted|mailed|sent|dispatched|send(?:ing)?|mail(?:ing)?|"
            r"post(?:ing)?)"
            r"(?: it| out| (?:the|our|a|my|your|this|that|iij's)(?: \w+){0,4}? (?:form|notice|letter|cancell?ation|"
            r"termination|paperwork|"
            r"papers|application|documents?|envelope))?" + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:の|付の)?消印|^\s*(?:に|付で|付けで|付)?\s*(?:(?:郵便局|ポスト|弊社|当社|本社|こちら|うち|"
            r"会社)(?:から|より|で|に))?(?:"
            + _FORM
            + r"を)?(?:郵送|発送|投函|送(?:った|っ|り|付|る|信)|ポスト|出し|post|"
            r"mail|dispatch)",
            _I,
        ),
    ),
    (
        "claimable_on",
        Screened(
            r"(?:\d+時間(?:目|後)?(?:に|を)(?:達し|到達し|超え|過ぎ|経過し)た(?:の|日)?|"
            r"\d+(?:st|nd|rd|th)?[- ]?hours?(?: mark| threshold| line| point)?\b[^.,?!]{0,40}?"
            r"\b(?:reached|passed|hit|crossed|completed|up)|請求(?:し得|できる|可能)[^。]{0,10}(?:日|の[はが])|"
            r"請求権(?:の|が|は)?(?:発生|生じ)(?:した|ました)?(?:の|日)?|"
            r"(?:right|entitlement)(?: to (?:\w+ ){0,4}\w+)? (?:arose|accrued|came (?:into being|about)|began|started)|"
            r"(?:claim(?:able| became possible| arose)|"
            r"(?:could|can|able to|entitled to|allowed to)(?: have)?(?: first)? claim(?:ed)?"
            r"(?: it| (?:a|the|our|any|that|this|their) \w+)?)(?: from| since| as of)?)" + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:に|から|より)?\s*(?:減額(?:を|の))?請求(?:を)?(?:し得|できる|でき|可能|権(?:が|の)?(?:発生|生じ))|"
            r"^\s*に\d+時間(?:目)?(?:に|を)(?:達|到達|超え|過ぎ|経過)",
            _I,
        ),
    ),
    (
        "arrival",
        Screened(
            r"(?:到達(?:日)?|到着(?:日)?|必着|受領(?:日)?|届(?:く|いた)(?:の|日)?|着(?:く)?(?:の|日)?|配達(?:日)?|"
            r"reach(?:es|ed|ing)?(?: you| iij| us)?|arriv(?:e|es|ed|ing|al)(?: date)?(?: at iij| with you|"
            r" at your (?:office|end)| there)?|get(?:s|ting)?(?: it| the form| there| to you| our form| to iij)*|"
            r"(?:got|gets?|receiv(?:e|es|ed|ing)|rcvd|recd|rec'd)(?: (?:it|there|here|in|to (?:you|iij)|(?:the|our|"
            r"a|my)(?: \w+){0,4}? (?:form|notice)))*|deliver(?:ed|s)?(?: to (?:you|iij))?|"
            r"(?:form|notice|paper\w*|letter|it) (?:came|comes|shows up|turns up)(?: in| through)?|"
            r"(?:must|has to|should|will|to|shall|going to) be (?:there|in|here|with (?:you|iij)|at (?:iij|"
            r"your \w+))(?: by| on| no later than)?|"
            r"land(?:s|ed|ing)?(?: (?:with|at) (?:you|iij|your \w+)| on your desk)?|form(?: is)? in(?: by)?|"
            r"in your hands|"
            r"hand(?:s|ed|ing)?(?: it| this| the form)? (?:over|to)(?: to)? (?:you|iij)(?: by (?:the )?\w+)?|"
            r"hand(?:ed|ing)?(?: it)? in(?: (?:the|our|a)(?: \w+){0,4}? (?:form|notice))?|"
            r"(?:到着|到達|届くの|着くの|配達)(?:が|は|も)?(?:遅れ|ずれ|延び|早ま)[^、。0-9]{0,5}[てで]、?|"
            r"(?:form|letter|paperwork|delivery|arriv(?:e|es|al)|reach(?:es)?)\b[^.,?!0-9]{0,20}"
            r"(?:late,? on|delayed (?:to|until|till)|slips? to|until|till)|"
            r"submit(?:ted)?(?: it| the form)?)" + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:に|までに|付で|頃に|ごろ|予定で|ころに|必)?\s*(?:、|,)?\s*(?:必ず|確実に|間違いなく|ちょうど)?(?:"
            + _FORM
            + r"(?:が|は|を)?\s*)?"
            r"(?:貴社|御社|弊社|当社|IIJ|そちら|そっち|お手元|社|IIJさん|あなた)?\s*(?:に|へ|まで)?\s*"
            r"(?:到達|到着|届(?!出|け(?!ば|た|て|れ|ま))|配達|着|必着|受領|受け?取|受理|提出|持参|お手元)|"
            r"^\s*(?:arrival|delivery|receipt)",
            _I,
        ),
    ),
    (
        "claimed_on",
        Screened(
            r"(?:請求(?:日)?|申請(?:日)?|claim(?:ed|ing)?(?: it)?|filed|file|asked|submit(?:ted)? (?:the|our|a) claim)"
            + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:に|付で)?\s*(?:減額を?)?(?:請求(?:した|する|します|して|すれば|しても|し)|申請(?:した|する|し))|"
            r"^\s*claim(?:ed)?\b",
            _I,
        ),
    ),
    (
        "desired",
        Screened(
            r"(?:(?:解約|解除)の効力(?:発生日)?(?:が|は)?|効力発生日|解約(?:希望)?日(?:の?欄)?|解除(?:希望)?日(?:の?欄)?|終わり|最終日|終了|(?<!を)指定(?:日)?|希望(?:日)?|終了日|退会日|(?:end|stop|"
            r"termination|effective|desired|requested|preferred|wished|"
            r"stopping|finishing|last|exit|"
            r"designated|chosen|specified)(?:[- ]for)? (?:date|day)(?: (?:that )?(?:we|i|they|you)(?:'ve|'d| have|"
            r" had)?(?: \w+){1,2})?"
            r"(?: (?:written|stated|given|named))?(?: (?:on|in)(?: (?:it|the form))?| there)?|\b(?:cancel\w*|"
            r"terminat\w*|end(?:s|ed|ing)?|quit\w*|leav\w*|"
            r"stop\w*|finish\w*|ceas\w*|(?:switch|turn|tak)\w*(?: it)? (?:off|out)|discontinu\w*|get out|"
            r"\bout)(?: of)?(?: it| the contract| our contract| ztna| fms| service|"
            r" the service)?"
            r"(?: with effect)?|as of|effective|designat(?:es?|ed|ing)|specif(?:y|ies|ied|ying)|nam(?:e|ed|ing)|"
            r"write|wrote|written|says|"
            r"states|reads|names|puts?|(?:form|it|we|notice|letter|and) asks?(?: for)?|request(?:ed|ing)?|"
            r"\bto (?:make|hit|meet|be out (?:by|on)|be done (?:by|on)|end (?:by|on)|finish (?:by|on)))(?: from)?"
            + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:付け?(?:の?希望|(?:に|で)(?:お?願い|し(?:た|て|ま)|する|したら))|をもって|を以て|を以って|付けで|末をもって|限りで)|^\s*(?:に|で|付で|付けで|付|"
            r"いっぱいで|末で|限りで|までで|を|って|と|として|付の|には|までに)?\s*"
            r"(?:(?:解約|停止)(?!の?(?:解約)?(?:申込|用紙|届|書|通知|フォーム))|解除|効力|発効|契約(?:を)?(?:終|解)|終了|やめ|辞め|"
            r"退会|希望|指定|"
            r"打ち切|終わ(?:ら|り|る|ろ)|止め|切れる|抜け|書|記入|記載)|"
            r"^\s*(?:on|in) (?:it|(?:the|our) (?:form|notice|letter|paperwork))\b|"
            r"^\s*(?:is |was |has been )?(?:written|put|stated|entered|filled in|noted)(?: down)?"
            r"(?: (?:on|in) (?:it|there|the (?:form|notice)))?\b|"
            r"^\s*(?:(?:is |was |has been )?(?:written |put |stated |given |named |entered )?(?:(?:on|in) (?:it|"
            r"the (?:form|notice)|there) )?"
            r"as (?:(?:the|our|their|its|an?) )?"
            r"(?:(?:specified|chosen|intended|planned) )?(?:(?:date|day)(?= and|[,.;]|$)|end|terminat|stop|last|final|"
            r"exit|cancel|designat|desired|requested|"
            r"(?:date|day) (?:we|they|you|i)? ?(?:wish|want|ask|hop|request)\w*)|on it as)",
            _I,
        ),
    ),
    (
        "known",
        Screened(
            r"(?:acknowledged(?: it| the \w+)?|noticed|knew|known|found out|came to know|aware|detected(?: it)?|"
            r"learn(?:ed|t)|"
            r"(?:known|aware|knew|noticed|learn(?:ed|t)|heard) (?:of|about)"
            r"(?: \(?(?!since|from|at|on)[\w'-]+\)?,?){1,8}"
            r"(?: since| from)?|"
            r"told (?:you|iij)|reported(?: it)?|informed|(?:把握|検知|認識|認知|覚知|連絡|通報|報告|気付い|気づい|"
            r"お?気付き|お?気づき)(?:し|"
            r"され)?(?:た)?(?:の)?|"
            r"知った(?:の)?)(?: of it|"
            r" about it at| only| just|,? not until)*" + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:に|で|頃|ごろ|には|の時点(?:で|に)?)?\s*(?:、)?\s*(?:IIJ|貴社|御社|おたく|お宅|当社|弊社|そちら|御社側|IIJ側)?(?:さん)?(?:が|で|に|は|側が|側で|にて|側にて|において)?\s*"
            r"(?:(?:障害|事象|異常|停止|不具合|その状態|それ)(?:を|に))?(?:把握|検知|認識|認知|覚知|知っ|知り|お?気付|お?気づ|気[がぃい]?ぃ?つ[いか]|連絡|通報|報告)",
            _I,
        ),
    ),
    (
        "start",
        Screened(
            r"(?:発生(?:日時|時刻)?|開始|停止|(?:止まった|落ちた|切れた|ダウンした|使えなくなった|(?:つな|繋)がらなくなった)の?|"
            r"down (?:at|from|since)|(?:went down|failed|stopped|broke|started|"
            r"began|from|"
            r"between|unavailable|unreachable|\b(?:down|out|offline|cut off)(?: ever)?(?: since)?)(?: at| on| from)?)"
            + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:頃|ごろ|に|から|より)\s*(?:、)?[^。、\d]{0,12}?(?:発生|止ま|停止|落ち|つなが|繋が|障害|ダウン|"
            r"使えな|不通|"
            r"断)",
            _I,
        ),
    ),
    (
        "end",
        Screened(
            r"(?:復旧(?:日時|時刻)?|回復|解消|(?:直っ|戻っ|治っ)た(?:の|ん|時刻)?|(?:came back|returned|restored|"
            r"recovered|resumed|back up|back|"
            r"fixed|until|till|resolved|to)"
            r"(?: at| on)?)" + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:(?:頃|ごろ|に|まで|には)\s*(?:、)?\s*(?:復旧|回復|戻|直|解消|続|利用不能|使えな|止ま)|復旧|回復|"
            r"解消|復帰)",
            _I,
        ),
    ),
)


def before(text: str, entity: Entity) -> str:
    """The words just before an entity."""
    return text[max(0, entity.start - _BEFORE) : entity.start]


def after(text: str, entity: Entity) -> str:
    """The words just after an entity."""
    return text[entity.end : entity.end + _AFTER]


def directions(text: str, entities: Sequence[Entity]) -> list[str | None]:
    """The part of each of the entities of one type: "from", "to", "now", "stay" or None.

    A value that stands alone beside one that is the goal is where the change starts from. In a list of more than
    MOST_VALUES the words beside the rest are not looked at.
    """
    parts: list[str | None] = []
    for entity in entities[:MOST_VALUES]:
        left, right = before(text, entity), after(text, entity)
        part: str | None = None
        if _STAY_AFTER.search_part(right, text) or _STAY_BEFORE.search_part(left, text):
            part = "stay"
        elif _TO_WORD_BEFORE_EN.search_part(left, text) and not _NOT_TO_BEFORE.search_part(left, text):
            part = "to"  # "go down to Starter to get rid of it": the second "to" tells why
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
        elif _NOW_BEFORE.search_part(left, text) or _NOW_AFTER.search_part(right, text):
            part = "now"
        parts.append(part)
    if len(entities) == 2 and parts.count("to") == 1 and parts.count(None) == 1:
        parts[parts.index(None)] = "from"
    return [*parts, *[None] * (len(entities) - len(parts))]


_AND_BACK_JA = Screened(
    r"(?:にし|に上げ|に変え|に変更し|へ移っ|に移っ|になっ)(?:た(?:後|あと)|てから)[^。]{0,24}に(?:戻|もど)"
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
    if _AND_BACK_JA.search(text, one.end):
        return one.value, other.value
    if _BACK_EN.search(before(text, one)) and _AFTER_EN.search(before(text, other)):
        return other.value, one.value
    if _BACK_EN.search(before(text, other)) and _AFTER_EN.search(before(text, one)):
        return one.value, other.value
    return None


def option_parts(text: str, options: Sequence[Entity]) -> list[str]:
    """The part of each option: "refused", "keep", "remove" or "asked"; one word holds for all that it joins."""
    parts = [option_part(text, option) for option in options]
    joined = [bool(_JOINS_OPTIONS.fullmatch(text, a.end, b.start)) for a, b in pairwise(options)]
    for at in reversed(range(len(joined))):  # 「SSEと透過プロキシを外して」: the verb comes last
        if joined[at] and parts[at] == "asked":
            parts[at] = parts[at + 1]
    for at, together in enumerate(joined):  # "drop SSE and the proxy": it comes first
        if together and parts[at + 1] == "asked" and _JOINED_EN.search(text, options[at].end, options[at + 1].start):
            parts[at + 1] = parts[at]
    return parts


# What only says that several options are meant: 「SSEと透過プロキシを両方やめたい」, "stop both SSE and the proxy".
_BOTH_AFTER = re.compile(
    r"^\s*(?:オプション|アドオン)?(?:を|は|も|が|、|の)*(?:両方|どちらも|どっちも|双方|(?:2|二|3|三)つ|全部|すべて|全て)(?:とも|と)?(?=[をはもがの、]?)"
)
_BOTH_BEFORE = re.compile(r"\b(?:both|all)(?: of)?(?: the| our)?\s*$", _I)


def option_part(text: str, entity: Entity) -> str:
    """The part of an option by the words beside it alone: "refused", "keep", "remove" or "asked"."""
    left, right = _BOTH_BEFORE.sub("", before(text, entity)), _BOTH_AFTER.sub("", after(text, entity))
    if _KEPT_AFTER.search_part(right, text) or _KEPT_BEFORE.search_part(left, text):
        return "keep"
    if _DROP_AFTER.search_part(right, text) or _DROP_BEFORE.search_part(left, text):
        return "remove"
    if _REFUSED_AFTER.search_part(right, text) or _REFUSED_BEFORE.search_part(left, text):
        return "refused"
    return "asked"


_OF_A_MOMENT = frozenset({"known", "start", "end", "claimable_on", "claimed_on"})


def moment_role(text: str, entity: Entity) -> str | None:
    """The part of a moment, which is none of a notice: "it was out from 14:00"."""
    role = date_role(text, entity)
    if role is None or role in _OF_A_MOMENT:
        return role
    return {"start": "start", "end": "end"}.get(str(entity.extra.get("range")))


def date_role(text: str, entity: Entity) -> str | None:
    """The part of a date, or None when nothing beside it tells."""
    left, right = _SAME_DAY.sub("", before(text, entity)), _SHARP.sub("", after(text, entity))
    by_right = next((name for name, _, pattern in _DATE_ROLES if pattern.search_part(right, text)), None)
    by_left = next((name for name, pattern, _ in _DATE_ROLES if pattern.search_part(left, text)), None)
    # In a list (「到達12/3 希望日12/10」) the word after a gap belongs to the date after it.
    return (by_left or by_right) if _GAP.match(right) else (by_right or by_left)
