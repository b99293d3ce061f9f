"""Options told by what they do, for people who do not know what they are called.

Looked at only where no option is named: 「最初の設定を代わりにやってもらえますか」, "can the set-up be done for us?".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.screening import Screened
from assistant.language.spans import Found

_I = re.IGNORECASE
_DONE_JA = r"[^。、]{0,14}(?:代行|代わ(?:り|って)|かわりに|お任せ|おまかせ|丸投げ|やって(?:もら|くれ|いただ|ほし))"
_DONE_EN = r"[^.?]{0,30}\b(?:for us|on our behalf|in our place|(?:done|made|handled|performed) by (?:you|iij))\b"
# "the one that ...", 「…できるやつ」: an option is what is told by what it does.
_ONE_JA = r"(?:オプション|アドオン|やつ|奴)"
_ONE_EN = r"\b(?:option|add-?on|extra|one) (?:that|which|where|for|to|with)\b"
_PASSED_EN = (
    r"(?:passed|forwarded|sent|redirected|routed|diverted|steered|handed)(?: on| over)?(?: automatically)? "
    r"(?:to|through|via)"
)
_GRADE = r"(?:starter|core|complete|スターター|コア|コンプリート)"
_ANY_PROXY = Screened(r"プロキシ|\bprox(?:y|ies)\b", _I)
_OPTIONS: tuple[tuple[str, Screened], ...] = (
    (
        "multi_region",
        Screened(
            r"(?:別|他|ほか|もう(?:一|1)つ|(?:二|2)つ目|複数)の?(?:地域|リージョン|場所)[^。、]{0,14}(?:ゲートウェイ|GW)?[^。、]{0,12}"
            r"(?:併用|使|利用|持て|置け)[^。、]{0,6}"
            + _ONE_JA
            + "|"
            + _ONE_EN
            + r"[^.?]{0,30}\b(?:second|another|additional|extra|other) (?:gateway )?(?:region|place|location)",
            _I,
        ),
    ),
    (
        "intro_support",
        Screened(
            r"(?:導入時|初期|最初)の?(?:設定|セットアップ)[^。、]{0,12}"
            + _ONE_JA
            + "|"
            + _ONE_EN
            + r"[^.?]{0,24}\b(?:initial|first) (?:set-?up|configuration|settings)\b|"
            r"(?:導入時|導入の(?:際|とき|時)|導入する(?:際|とき|時)|初期|最初|開始時|立ち上げ時?)の?(?:設定|"
            r"セットアップ)(?:作業)?(?:を|は|も|まで)?" + _DONE_JA + "|"
            r"\b(?:initial|first|introductory|day[- ]one) (?:set-?up|configuration|settings)\b" + _DONE_EN,
            _I,
        ),
    ),
    (
        "config_change",
        Screened(
            r"(?:設定|コンフィグ)(?:の)?変更(?:作業)?(?:を|は|も|まで)?" + _DONE_JA + "|"
            r"(?:設定|コンフィグ)(?:値)?を?(?:いじ|触|直)[^。、]{0,8}" + _ONE_JA + "|"
            r"(?:設定|コンフィグ)(?:値|内容)?(?:の変更|変更|を(?:変え|変更))[^。、]{0,12}"
            + _ONE_JA
            + "|"
            + _ONE_EN
            + r"[^.?]{0,32}\b(?:settings?|configuration)(?: values?)?(?: be(?:ing)?)? "
            r"(?:chang\w*|alter\w*|adjust\w*)|"
            + _ONE_EN
            + r"[^.?]{0,16}\b(?:chang|alter|adjust)\w* (?:our |the |your )?(?:settings?|configuration)|"
            r"\b(?:settings?|configuration) changes?\b" + _DONE_EN + "|"
            r"\b(?:alter|chang|adjust|modify|modif|tweak)\w*\b[^.?]{0,16}\b(?:settings?|configuration)(?: "
            r"values?)?" + _DONE_EN + "|"
            r"(?:設定値?|コンフィグ)を?(?:IIJ|そちら|御社|貴社|おたく)(?:さん)?(?:に|で|側で)[^。、]{0,6}(?:変え|変更|"
            r"いじ)",
            _I,
        ),
    ),
    (
        "sse",
        Screened(
            r"特定(?:の)?(?:宛先|あて先|サイト|行き先|送信先)[^。、]{0,10}(?:保護|守)|"
            r"\b(?:protect|secur|shield|guard)\w*\b[^.?]{0,20}\b(?:traffic|communications?|"
            r"connections?)\b[^.?]{0,12}\b(?:to|with|for) "
            r"(?:certain|specific|selected|particular|chosen) (?:destinations?|sites?|addresses)|"
            r"\b(?:traffic|communications?|connections?)\b[^.?]{0,12}\b(?:to|with|for) "
            r"(?:certain|specific|selected|particular|chosen) (?:destinations?|sites?|"
            r"addresses)\b[^.?]{0,30}\b(?:protect|secur|shield|guard)\w*",
            _I,
        ),
    ),
    (
        "multi_region",
        Screened(
            r"(?:別|他|ほか|海外|複数|二つ目|2つ目|もう(?:一|1)つ)の?(?:リージョン|地域|地域区分)の?(?:ゲートウェイ|設備|"
            r"接続先|接続口)"
            r"[^。、]{0,10}(?:使|利用|追加|増や|足[すしせそ])|"
            r"(?:別々|異なる|それぞれ(?:別|違う)|海外|(?:もう|あと)(?:一|1|ひと)つ|(?:2|二)つ目)の?(?:リージョン|"
            r"地域)(?:も|を|に|で|から)?[^。、]{0,10}"
            r"(?:使い?分|分け|足[しせそ]|追加|増や|併用|出(?:し|た)|終端|同時)|(?:側|リージョン|地域|"
            r"拠点)?にも[^。、]{0,8}(?:出口|ゲートウェイ|接続先|接続口|終端)(?:を|が)?[^。、]{0,6}(?:増や|追加|置|"
            r"設け|作|欲し|ほし)|"
            r"(?:独自|専用|別|自前)の?(?:出口|接続口|ゲートウェイ)(?:が|を)?[^。、]{0,8}(?:必要|要る|欲し|ほし|置|"
            r"設け|持|用意)|"
            r"\b(?:needs?|wants?|requires?|gets?|have|has)\b[^.?]{0,12}\b(?:its|their|an?) (?:own|separate|local) "
            r"(?:exit(?: point)?|gateway|egress|termination point|point of presence)\b|"
            r"(?:もう|あと)(?:一|1|ひと)つ(?:の)?(?:ゲートウェイ|接続口|終端)|(?:2|二)つ目の(?:ゲートウェイ|接続口|"
            r"終端)|"
            r"\b(?:a second|a further|an? (?:extra|additional)|another|one more) gateways?\b|"
            r"リージョンを?(?:使い分け|もう(?:一|1|ひと)つ|増や|複数|2つ|二つ)|"
            r"\b(?:add|have|get|use|want|need|order|run|include)\w*\b[^.?]{0,20}\b(?:a second|a further|"
            r"an? (?:extra|additional|overseas)|another) region\b"
            r"(?! (?:list|name))|\b(?:in|from|through|via|out of|across) (?:two |several )?(?:different|separate|"
            r"distinct) regions\b|"
            r"\bgateways? (?:equipment )?in (?:another|a second|more than one|several|two|other) regions?\b",
            _I,
        ),
    ),
    (
        "transparent_proxy",
        Screened(
            # beside a grade it is the option, and not the customer's own: 「プロキシ、Starterでいける？」
            rf"(?<!社内)(?<!自社)(?<!弊社の)(?<!うちの)プロキシ(?!サーバ)(?=[^。?]{{0,8}}{_GRADE})|"
            rf"{_GRADE}(?:契約|プラン)?(?:で|に|でも|だと|なら|の|は|って|、|\s)+(プロキシ)(?!サーバ)|"
            rf"(?<!our )(?<!own )\bproxy\b(?! server)(?=[^.?,]{{0,12}}\b{_GRADE}\b)|"
            r"(?:通信|トラフィック|アクセス)[^。]{0,24}プロキシ[^。]{0,8}(?:に|へ)[^。]{0,8}(?:転送|振り?向|流|向け|"
            r"回|飛ば)|"
            r"\b(?:traffic|requests?|connections?)\b[^.?]{0,24}\b" + _PASSED_EN + r"\b[^.?]{0,20}\b(?:proxy|it)\b|"
            r"\b(?:some|certain|specific|selected|part of|only|particular)\b[^.?]{0,20}\b(?:traffic|requests?|"
            r"connections?|sites?)\b"
            r"[^.?]{0,24}\b(?:through|via|over|to)\b[^.?]{0,16}\bproxy\b|"
            r"(?:一部|特定|決まった|社内)の?(?:通信|トラフィック|宛先|サイト)[^。]{0,16}(?:社内|自社|弊社|"
            r"うち)の?プロキシ[^。]{0,6}(?:経由|通|使)",
            _I,
        ),
    ),
)


def described(text: str) -> Iterator[Found]:
    """Yield the options that a normalised text tells by what they do."""
    for option, pattern in _OPTIONS:
        if option == "transparent_proxy" and not _ANY_PROXY.search(text):
            continue
        found = pattern.search(text)
        if found is not None:
            beside = 1 if found.re.groups and found[1] else 0  # the grade keeps its own place
            yield Found("option", *found.span(beside), option)
