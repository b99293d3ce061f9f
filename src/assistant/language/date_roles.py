"""Which part a day or a moment plays: arrival or end, sent or claimed, known, the beginning or the end of an outage."""

from __future__ import annotations

import re

from assistant.language.model import Entity
from assistant.language.neighbours import after, before
from assistant.language.screening import Screened

_I = re.IGNORECASE
_SAME_DAY = re.compile(r"(?:同日|同じ日|当日|その日)の?\s*$|(?:on )?(?:the same|that) (?:same )?day(?:,| at)?\s*$", _I)
_SHARP = re.compile(r"^\s*(?:ちょうど|きっかり|丁度|ジャスト|前後|過ぎ|sharp|on the dot)")
_GAP = re.compile(r"[\s,、/;→]")

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
            r"billing\b(?![^.,;?!\d]{0,12}\b(?:form|notice|address))[^.,;?!\d]{0,40}?\b(?:start|begin|began|begun|"
            r"commenc|kick|run)\w*"
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
            r"(?:郵送|投函|送付|発送)(?:した|しました)の|(?:郵便局|ポスト|窓口)[にへで](?:出し|預け|持って行っ|入れ|差し出し)た(?:の)?|郵送|投函|送付|送(?:った|り)|posted|"
            r"mailed|sent|dispatched|"
            r"send(?:ing)?|mail(?:ing)?|"
            r"post(?:ing)?|"
            r"(?:pop|put|stick|stuck|slip|plac|drop)(?:p?ed|ing)? (?:it|the|our|a|my)(?: \w+){0,4}? (?:in|into) "
            r"(?:a|the|our) (?:post\b|mail\b|(?:post|mail|letter) ?(?:box|tray))|"
            r"(?:went|goes|going|gone|go) (?:in|into|in to) (?:a|the|our) (?:post|mail|letter) ?(?:box|tray)?)"
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
            r"\d+(?:st|nd|rd|th)?[- ]?(?:(?:straight|consecutive|successive|full|whole) )?hours?(?: mark| threshold| "
            r"line| point)?\b[^.,?!]{0,40}?"
            r"\b(?:reached|passed|hit|crossed|completed|up)|請求(?:し得|できる|可能)[^。]{0,10}(?:日|の[はが])|"
            r"請求権(?:の|が|は)?(?:発生|生じ)(?:した|ました)?(?:の|日)?|"
            r"(?:right|entitlement)(?: to (?:\w+ ){0,4}\w+)? (?:arose|accrued|came (?:into being|about)|began|started)|"
            r"(?:claim(?:able| became possible| arose)|"
            r"(?:could|can|able to|entitled to|allowed to)(?: have)?(?: first)? (?:claim|ask for|request|seek)(?:ed)?"
            r"(?: it| (?:a|the|our|any|that|this|their) (?:\w+ )?\w+)?)(?: from| since| as of)?)" + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:に|から|より)?\s*(?:減額(?:を|の))?請求(?:を)?(?:し得|できる|でき|可能?|権(?:が|の)?(?:発生|生じ))|"
            r"^\s*に\d+時間(?:目)?(?:に|を)(?:達|到達|超え|過ぎ|経過)|^\s*(?:から|より)(?:可(?!能性)|可能(?!性)|できる)",
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
            r"(?:you|iij)(?:'ll| will| should| shall)(?: then)? (?:have|get|hold|see) "
            r"(?:it|(?:the|our|my|this)(?: \w+){0,4}? (?:form|notice|paperwork))|"
            r"(?:must|has to|should|will|to|shall|going to|ought to) be (?:there|in|here|with (?:you|iij)|at (?:iij|"
            r"your \w+))(?: by| on| no later than| (?:exactly|just|about|around|roughly))*|"
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
            r"(?:到達|到着|届(?!出|け(?!ば|た|て|れ|ま))|配達|着(?!手)|必着|受領|受け?取|受理|提出|持参|お手元)|"
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
            r"(?:(?:解約|解除)の効力(?:発生日)?(?:が|は)?|効力発生日|解約(?:希望)?日(?:の?欄)?|"
            r"解除(?:希望)?日(?:の?欄)?|終わり|最終日|終了|(?<!を)指定(?:日)?|希望(?:日)?|終了日|退会日|(?:end|stop|"
            r"termination|effective|desired|requested|preferred|wished|"
            r"stopping|finishing|last|exit|"
            r"designated|chosen|specified)(?:[- ]for)? (?:date|day)(?: (?:that )?(?:we|i|they|you)(?:'ve|'d| have|"
            r" had)?(?: \w+){1,2})?"
            r"(?: (?:written|stated|given|named))?(?: (?:on|in)(?: (?:it|the form))?| there)?|\b(?:cancel\w*|"
            r"terminat\w*|end(?:s|ed|ing)?|quit\w*|leav\w*|"
            r"stop\w*|finish\w*|ceas\w*|(?:switch|turn|tak)\w*(?: it)? (?:off|out)|discontinu\w*|get out|"
            r"\bout)(?: of)?(?: it| the contract| our contract| ztna| fms| service|"
            r" the service)?"
            r"(?: with effect)?|(?:stop|end|cancellation|termination|removal)\b[^.,;?!0-9]{0,12}takes? effect|as of|"
            r"effective|designat(?:es?|ed|ing)|specif(?:y|ies|ied|ying)|nam(?:e|ed|ing)|"
            r"write|wrote|written|says|"
            r"states|reads|names|puts?|(?:form|it|we|notice|letter|and) asks?(?: for)?|request(?:ed|ing)?|\b(?:they |"
            r"customer |cust |he |she )?(?:wants?|wanted|wanting|aims? for|hop(?:es?|ing) for)|"
            r"\b(?:form|paperwork|notice|letter)(?: (?:would|will|could|should|is to|does))? say|"
            r"\b(?:keep|stay|use|have|run|hold on to|go on)"
            r"(?: (?:it|on|using it|with it|going|running|the \w+|our \w+))?"
            r" (?:until|till|through|up to|to the end of)(?: (?:the )?end of)?|"
            r"\bto (?:make|hit|meet|be out (?:by|on)|be done (?:by|on)|end (?:by|on)|finish (?:by|on)))(?: from)?"
            + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:付け?(?:の?希望|(?:に|で)(?:お?願い|し(?:た|て|ま)|する|したら))|をもって|を以て|を以って|付けで|"
            r"末をもって|限りで)|^\s*を?(?:の)?(?:designated|termination|end) date|^\s*を(?:解約|終了|指定|"
            r"希望)[^。]{0,4}日に(?:書|指定|し)|"
            r"^\s*(?:に|で|付で|付けで|付|"
            r"いっぱいで|末で|限りで|までで|を|って|と|として|付の|には|までに)?\s*"
            r"(?:(?:解約|停止)(?!の?(?:解約)?(?:申込|用紙|届|書|通知|フォーム))|解除|効力|発効|契約(?:を)?(?:終|解)|"
            r"終了|やめ|辞め|"
            r"退会|希望|指定|"
            r"打ち切|終わ(?:ら|り|る|ろ)|止め|切れる|抜け|書|記入|記載|って(?:書|記))|"
            r"^\s*(?:に|で)[^。、]{0,16}(?:だけ|のみ)?(?:を)?(?:外したい|はずしたい|外す|外して|切りたい|切る|"
            r"停止したい)|"
            r"^\s*(?:末)?(?:いっぱい)?(?:まで)?(?:は|も|、)?(?:使い|使え|利用し|続け|契約を続け|残し|継続し)(?:続け)?(?:た|る|れ)|"
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
            r"(?:(?:came|come|(?:was|been) brought|drawn) to (?:iij's|your|the provider's) (?:notice|attention)|"
            r"got wind(?: of it)?|"
            r"acknowledged(?: it| the \w+)?|noticed|knew|known|found out|came to know|aware|detected(?: it)?|"
            r"learn(?:ed|t)|"
            r"(?:known|aware|knew|noticed|learn(?:ed|t)|heard|got wind) (?:of|about)"
            r"(?: \(?(?!since|from|at|on|restored|repaired|fixed|recovered|resolved|returned|back)[\w'-]+\)?,?){1,8}"
            r"(?: since| from)?|"
            r"(?:(?:your|iij's|iij) (?:\w+ ){0,2}?)(?:registered|logged|recorded|picked up|"
            r"confirmed(?: (?:that )?(?:it|they|you) "
            r"(?:had )?(?:noticed|knew of|detected|registered|seen|saw))?|noted|opened a ticket(?: for)?)"
            r"(?: (?:it|the \w+|our \w+))?|"
            r"(?:iij|you|your (?:\w+ ){0,2}?\w+) (?:were|was|got) (?:first |only )?(?:told|informed|alerted|"
            r"notified)(?: (?:of|"
            r"about) (?:it|(?:the|our) \w+))?|"
            r"told (?:you|iij)|reported(?: it)?|informed|(?:把握|検知|認識|認知|覚知|連絡|通報|報告|気付い|気づい|"
            r"お?気付き|お?気づき)(?:し|"
            r"され)?(?:た)?(?:の|日時|時刻|時点|日|時間)?|"
            r"知った(?:の)?)(?: of it|"
            r" about it at| only| just|,? not until)*" + _PARTICLE,
            _I,
        ),
        Screened(
            r"^\s*(?:に|で|頃|ごろ|には|の時点(?:で|に)?)?\s*(?:、)?\s*(?:IIJ|貴社|御社|おたく|お宅|当社|弊社|そちら|"
            r"御社側|IIJ側)?(?:さん)?(?:が|で|に|は|側が|側で|にて|側にて|において)?\s*"
            r"(?:(?:障害|事象|異常|停止|不具合|その状態|それ)(?:を|に))?(?:把握|確認|登録し|登録され|登録、|受付|受け付け|"
            r"起票|検知|認識|認知|覚知|知っ|知り|お?気付|"
            r"お?気づ|気[がぃい]?ぃ?つ[いか]|連絡|通報|報告)|"
            r"^,?\s*(?:which (?:is|was) (?:when |the (?:moment|time|hour) (?:when |that )?|as soon as )?)?(?:iij|you|"
            r"(?:your|iij's) (?:\w+ ){0,2}?\w+) (?:first |only |already )?(?:knew|came to know|(?:was|were|"
            r"became) aware|"
            r"noticed|learn(?:ed|t)|"
            r"confirmed|registered|logged|acknowledged|detected|found out)\b",
            _I,
        ),
    ),
    (
        "start",
        Screened(
            r"(?:発生(?:日時|時刻)?|開始|停止|(?:止まった|落ちた|切れた|ダウンした|使えなくなった|(?:つな|"
            r"繋)がらなくなった)の?|"
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


_COUNTED = re.compile(r"日後|\bdays?\b", _I)
_COUNTS_ON = re.compile(r"^\s*(?:から|より)(?:数えて)?\s*(?:\d+|[一二三四五六七八九十]+)\s*日")
_OF_A_MOMENT = frozenset({"known", "start", "end", "claimable_on", "claimed_on"})


def moment_role(text: str, entity: Entity) -> str | None:
    """The part of a moment, which is none of a notice: "it was out from 14:00"."""
    role = date_role(text, entity)
    if role is None or role in _OF_A_MOMENT:
        return role
    return {"start": "start", "end": "end"}.get(str(entity.extra.get("range")))


def is_reckoned(text: str, entity: Entity) -> bool:
    """Whether a day is told by counting, or counted from: "thirty days from today", 「今日から30日で」."""
    return bool(_COUNTED.search(entity.text) or _COUNTS_ON.match(after(text, entity)))


def date_role(text: str, entity: Entity) -> str | None:
    """The part of a date, or None when nothing beside it tells."""
    left, right = _SAME_DAY.sub("", before(text, entity)), _SHARP.sub("", after(text, entity))
    by_right = next((name for name, _, pattern in _DATE_ROLES if pattern.search_part(right, text)), None)
    by_left = next((name for name, pattern, _ in _DATE_ROLES if pattern.search_part(left, text)), None)
    # In a list (「到達12/3 希望日12/10」) the word after a gap belongs to the date after it.
    return (by_left or by_right) if _GAP.match(right) else (by_right or by_left)
