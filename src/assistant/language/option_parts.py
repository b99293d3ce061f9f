"""Which part an option plays: asked for, kept, dropped or refused; one word holds for all that it joins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.language.model import Entity
from assistant.language.neighbours import after, before
from assistant.language.screening import Screened

OPTION_PARTS = {"asked": "options", "remove": "options_remove", "keep": "options_keep", "refused": "options_refused"}

_I = re.IGNORECASE
_REFUSED_AFTER = Screened(
    r"^\s*(?:オプション|アドオン)?\s*(?:は|も|が|を)?\s*(?:使いませ|使う予定|要りませ|いりませ|必要ありませ|"
    r"必要ござい|不要です|付けませ|つけませ)|"
    r"^\s*(?:オプション|アドオン)?\s*(?:(?:は|も|が|を)?\s*(?:要ら|いら|必要(?:は|が)?な|不要|使わな|付けな|つけな|"
    r"契約しな|考えて(?:い)?な)|抜き|(?:は|も)?(?:なし|無し|ナシ|未契約|未導入|未利用|未加入)|"
    r"(?:とか|など|なんか|等|の類)?(?:は|も|が|を)?(?:入れて|付けて|つけて|契約して|使って|利用して|入って|付いて|"
    r"ついて)(?:い)?(?:な|ませ|おら|おりませ)|"
    r"(?:は|も|を)?(?:希望(?:し|せ|いたし|致し)(?:な|ず|ませ)|求め(?:ず|ませ|な)|利用せず|"
    r"申し?込ま(?:ず|な)|付けず|つけず|使わず)|"
    r"(?:の(?:話|件|こと)?)?は?(?:抜きに|さておき|置いて?おいて|ひとまず(?:置|結構)|(?:別|べつ)として|関係な)|"
    r"(?: option| add-on)? aside\b|以外|じゃなく|ではなく|でなく|は(?:別に|やっぱり?|もう)?いい|(?: option| "
    r"add-on)?,? (?:is|are)(?:n't|"
    r" not) (?:needed|"
    r"required|necessary|"
    r"wanted))",
    _I,
)
_REFUSED_BEFORE = Screened(
    r"\b(?:leaving aside|setting aside|never mind|ignoring|without|neither|haven't got|aren't using|not using|have no|"
    r"except|excluding|instead of|rather than|not|no|"
    r"(?:don't|do not|"
    r"no longer) (?:need|want|require|use|care about|have|run)|skip(?:ping)?|"
    r"minus|other than|leave out|leaving out|forget|no use for|"
    r"no need (?:of|for)|no interest in|not interested in)(?: the| any| an?| about)?\s*$",
    _I,
)
_KEPT_AFTER = Screened(
    r"^\s*(?:オプション|アドオン)?\s*(?:だけ|のみ)?\s*(?:については|につきましては|に関しては|は|も|"
    r"を)?\s*(?:引き続き|引続き|今のまま|現状|(?:今後|これから)も(?:使|利用|必要|残))|"
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
    r"^\s*(?:オプション|アドオン)?\s*(?:だけ|のみ)?\s*(?:は|も|が|を)?\s*もう(?:要ら|いら|使わ|不要|必要な)|"
    r"^\s*(?:オプション|アドオン)?\s*(?:は|も|が|を)?[、,]?\s*(?:もう|全然|ぜんぜん|ほとんど|まったく|全く|今は|最近)?"
    r"(?:使って(?:い)?(?:な|ませ|おら)|使わな|使いませ|要ら|いら|不要)[^。?]{0,14}"
    r"(?:外|はず[しす]|やめ|止め|解約|停止|削除|取り|切[っり])|"
    r"^\W*(?:we |i )?(?:no longer|hardly|never|don't|do not) (?:really )?(?:use|need)[^.?]{0,24}"
    r"\b(?:remov\w+|drop\w*|cancel\w*|stop\w*|take it (?:off|out)|turn it off|get rid)|"
    r"^\s*(?:オプション|アドオン)?\s*(?:だけ|のみ)?\s*(?:につき(?:まして)?(?:は)?|について(?:は)?|に関(?:し|"
    r"して)(?:は)?|の|を|は|も)?\s*(?:、)?(?:(?:再?来年?|今年?|翌年?|令和)?[\d年/月日末]{1,12}"
    r"(?:付け?|限り|いっぱい|まで|末|をもって|を以て)?(?:[にで]|には|で)?\s*)?(?:(?:一緒|いっしょ|同時|合わせ|"
    r"あわせ)(?:に|て)|あとから|後から|途中で|いつでも|単独で|先に)?"
    r"(?:外|はず(?:し|す)|やめ|止め|解約|停止|削除|"
    r"取り(?:外|"
    r"やめ|消)|解除|廃止|利用(?:を)?停止|オフ|"
    r"切(?:って|り))|^\s*(?:option|オプション)?\s*[をはのも]\s*(?:stop|cancel|drop|remove|delete|terminate)(?:し|する|でき|を希望)|"
    r"^\s*(?:option|add-on)?\s*(?:(?:switched |turned )?off|removed|dropped|"
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
    r"\s*(?:オプション|アドオン|options?|add-ons?)?\s*(?:と|や|も|とか|、|・|,|及び|および|ならびに|/|&|\+|\band\b|"
    r"\bor\b|\bnor\b|"
    r"\bplus\b|\bas well as\b|\s)+(?:the|our|both|also|ztna|fms|\s)*",
    _I,
)


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
    r"^\s*(?:オプション|アドオン)?(?:を|は|も|が|、|の)*(?:両方|どちらも|どっちも|双方|(?:2|二|3|三)つ|全部|すべて|"
    r"全て)(?:とも|と)?(?=[をはもがの、]?)"
)
_BOTH_BEFORE = re.compile(r"\b(?:both|all)(?: of)?(?: the| our)?\s*$", _I)


_ASIDE = re.compile(r"\s*(?:option|add-on)?\s*aside\b", _I)


def option_part(text: str, entity: Entity) -> str:
    """The part of an option by the words beside it alone: "refused", "keep", "remove" or "asked"."""
    left, right = _BOTH_BEFORE.sub("", before(text, entity)), _BOTH_AFTER.sub("", after(text, entity))
    if _ASIDE.match(right):
        return "refused"  # "leaving SSE aside" keeps nothing
    if _KEPT_AFTER.search_part(right, text) or _KEPT_BEFORE.search_part(left, text):
        return "keep"
    if _DROP_AFTER.search_part(right, text) or _DROP_BEFORE.search_part(left, text):
        return "remove"
    if _REFUSED_AFTER.search_part(right, text) or _REFUSED_BEFORE.search_part(left, text):
        return "refused"
    return "asked"
