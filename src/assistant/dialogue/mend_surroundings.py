"""Questions about what lies around the service: the line, the provider, the router, and telling IIJ."""

from __future__ import annotations

import re

from assistant.dialogue.families import SHORT
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.screening import Screened
from assistant.language.understand import Segment

_PARTS_JA = (
    r"(?:回線|閉域網|専用線|プロバイダ|ISP|キャリア|通信環境|ネットワーク(?:環境|構成|設定)?|ルータ|オフィス|接続設定)"
)
_PARTS_EN = (
    r"(?:carriers?|providers?|isps?|access lines?|lines?|routers?|offices?|internet(?: connection)?|broadband|"
    r"network(?: settings| setup| environment)?)"
)
_SURROUNDINGS = Screened(rf"{_PARTS_JA}|\b{_PARTS_EN}\b", re.IGNORECASE)
_CHANGED_UNTOLD = Screened(
    rf"{_PARTS_JA}[^。]{{0,14}}(?:変え|替え|換え|変更|入れ替え)[^。]{{0,24}}(?:連絡|通知|届け|知らせ|伝え|報告|黙って)|"
    rf"\b(?:chang|switch|replac|swapp?|mov)\w*\b[^.?!]{{0,30}}\b{_PARTS_EN}\b[^?]{{0,48}}"
    r"\b(?:tell|told|inform\w*|notif\w*|let (?:you|iij) know|report\w*)\b",
    re.IGNORECASE,
)
_GOES_OVER = Screened(
    r"移(?!動)|乗り?換え|乗り?替え|切り?替え|切替|変更|変え|鞍替え|引っ越|解約|"
    r"\b(?:switch|mov|migrat|chang|go|going|transfer|convert|shift|swap|transition|upgrad|port|replac|leav|cancel|"
    r"end)\w*\b",
    re.IGNORECASE,
)
_ABROAD = Screened(
    r"(?:海外|国外|外国|出張先|渡航先|(?:使え|利用でき|使って)[^。]{0,8}国)(?!の?リージョン)[^。]{0,16}(?:使|利用|"
    r"つな|繋|接続|OK|大丈夫|問題|とか|ある|あり)|"
    r"\b(?:abroad|overseas|foreign countr\w+|other countries|(?:which|any|certain|there) countries)\b(?! region)",
    re.IGNORECASE,
)
_DEVICES = Screened(
    r"(?:スマホ|スマートフォン|iPhone|iPad|Android|アンドロイド|タブレット|Mac(?:Book)?|Windows|Linux|"
    r"Chromebook)[^。]{0,8}"
    r"(?:使え|使う|利用でき|対応|動(?:く|き|作)|つなが|接続でき|サポート)|"
    r"(?:対応|推奨|サポート)[^。]{0,6}(?:OS|端末|機種)|(?:OS|端末|機種)[^。]{0,8}(?:対応|サポート|指定)|"
    r"\b(?:runs?|works?|us(?:e|ed|able)|support(?:s|ed)?|compatible|available)\b[^.?]{0,24}"
    r"\b(?:smart ?phones?|iphones?|ipads?|android|tablets?|macs?|macbooks?|windows|linux|chromebooks?|"
    r"operating systems?)\b",
    re.IGNORECASE,
)
_NOT_READY = Screened(
    r"間に合わな|準備(?:が|は)?(?:でき|整わ|遅れ|未)|用意(?:が|は)?(?:でき|遅れ)|未開通|開通(?:が|して)(?:い)?(?:な|遅)|"
    r"\b(?:not|isn't|aren't|hasn't been|won't be) (?:yet )?(?:installed|ready|in place|connected|set up|"
    r"delivered|finished)\b",
    re.IGNORECASE,
)
_AT_FAULT = Screened(
    r"責任|債務不履行|契約違反|賠償|\b(?:breach|liab\w*|responsib\w*|at fault|to blame|damages)\b", re.IGNORECASE
)
_LINE_INCLUDED = Screened(
    r"(?:インターネット|ネット|アクセス|光|モバイル)(?:回線|接続)[^。]{0,12}(?:込み|付い|付き|含ま|セット|ついて)|"
    r"\b(?:internet|access|broadband) (?:line|connection|access)\b[^.?!]{0,24}"
    r"\b(?:bundled|included|comes|come|part of|provided|thrown in)\b|"
    r"\b(?:bundl|includ|com|throw)\w*\b[^.?!]{0,24}\b(?:internet|access|broadband) (?:line|connection|access)\b",
    re.IGNORECASE,
)
_OF_PLACES = frozenset({OUT_OF_SCOPE, "network_restrictions", "internet_access", "third_party_use", "service_switch"})
_PROMPTLY = Screened(r"速やか|\b(?:promptly|without delay)\b", re.IGNORECASE)
_POLICY = Screened(
    r"運用(?:上の)?(?:ルール|方針|ポリシー|規則)|\b(?:operat\w+|usage|running) (?:polic(?:y|ies)|"
    r"rules)\b",
    re.IGNORECASE,
)
_ANOTHERS_LINE = Screened(
    r"(?:NTT|KDDI|au|ソフトバンク|SoftBank|ドコモ|docomo|フレッツ|他社|別の(?:会社|事業者)|"
    r"キャリア)(?:さん)?の?[^。、]{0,6}(?:回線|ネットワーク|光)|(?:回線|光)[^。、]{0,8}(?:NTT|KDDI|ソフトバンク|他社)|"
    r"\b(?:ntt|kddi|softbank|docomo|another (?:carrier|provider)|some(?:one|"
    r"body) else)(?:'s)?\b[^.?]{0,16}\b(?:lines?|network|connection|fib(?:re|er)|broadband)\b|"
    r"\b(?:line|connection|network) (?:is |comes )?from (?:ntt|kddi|softbank|docomo|another)\b",
    re.IGNORECASE,
)
_FINE = Screened(
    r"で(?:も|は)?(?:大丈夫|OK|いい|良い|使え|問題|可能|構)|\b(?:fine|ok(?:ay)?|works?|enough|allowed|all right|"
    r"do)\b",
    re.IGNORECASE,
)
# The line, the provider or the network beside a word for another company than IIJ.
_OTHERS_JA = (
    r"(?:IIJ(?:さん)?(?:以外|では?な|じゃな|でな)|非IIJ|他社|よその?|"
    r"(?:別|他|ほか|違う)の?(?:会社|事業者|業者|キャリア))"
)
_OTHERS_EN = (
    r"(?:(?:other than |(?:not|isn't|aren't|wasn't) (?:from |with |by )?|instead of |non-)iij|"
    r"(?:another|a different|some other|other|a third|someone else's|an outside|an external)(?: \w+)?)"
)
_FROM_OTHERS = Screened(
    rf"{_PARTS_JA}[^。]{{0,12}}{_OTHERS_JA}|{_OTHERS_JA}[^。]{{0,10}}{_PARTS_JA}|"
    rf"\b{_PARTS_EN}\b[^.?]{{0,24}}\b{_OTHERS_EN}|\b{_OTHERS_EN}(?:'s)? {_PARTS_EN}\b",
    re.IGNORECASE,
)
_WHICH_PORT = Screened(
    r"(?<!サ)(?<!レ)(?<!イン)ポート(?:の)?番号|(?<!サ)(?<!レ)(?<!イン)ポート(?:って|は|の|が)?[^。]{0,8}(?:何番|いくつ|どれ|何)|(?:何番|どの)の?(?:UDP|"
    r"TCP)?"
    r"の?ポート|(?:UDP|TCP)(?:の|は|って)?(?:何番|いくつ)|"
    r"\bport numbers?\b|\b(?:which|what)(?:'s| is)?(?: the)?(?: \w+){0,2} ports?\b|"
    r"\b(?:which|what) (?:udp|tcp)(?: \w+)?\b|\bnumber of the (?:udp |tcp )?port\b",
    re.IGNORECASE,
)
_SUPPOSED = Screened(
    r"だと|なら|だったら|場合|とき|であれば|何か(?:必要|伝え|する|し|要)|どうな|"
    r"\bwhat if\b|\band if\b|\bif (?:our|we|the|it)\b|\bwhat (?:happens|then|applies|must|do)\b|\banything we\b",
    re.IGNORECASE,
)
_OF_THE_LINE = frozenset({"network_restrictions", "internet_access", "designated_environment", "not_ready_liability"})
_OF_SETTINGS = _OF_THE_LINE | {
    OUT_OF_SCOPE,
    "network_disclosure",
    "settings_by_iij",
    "prerequisites",
    "third_party_use",
}
_SETTINGS_CHANGE = Screened(
    r"(?:設定|構成|環境)[^。]{0,12}変(?:わ|え|更)|\bsettings?\b[^.?]{0,24}\bchang\w*|\bchang\w*\b[^.?]{0,24}\bsettings?\b",
    re.IGNORECASE,
)
_CHANGED_BY_IIJ = Screened(
    r"変(?:え|更し)て(?:もら|いただ|くれ|くださ)|オプション|\b(?:iij|you|option)\b[^.?]{0,16}\bchang\w*|\bchanged by\b",
    re.IGNORECASE,
)
_LIABLE = Screened(r"責任|賠償|減額|返金|\b(?:liab\w*|fault|blame|credit|refund|damages)\b", re.IGNORECASE)
_OF_PEOPLE = frozenset({OUT_OF_SCOPE, "third_party_use", "remedy", "prerequisites"})
_BOTH = 2  # services
_NEAR = frozenset({"designated_environment", "network_disclosure", "internet_access", "not_ready_liability"})


def is_of_anothers_line(intent: str, segment: Segment, message: str) -> bool:
    """Whether it is asked what holds when the line is not IIJ's: its settings are to be disclosed.

    Not whether it works from there at all, nor who answers for it.
    """
    of_settings = intent in _OF_SETTINGS and _SETTINGS_CHANGE.search(message) and not _CHANGED_BY_IIJ.search(message)
    if of_settings and _FROM_OTHERS.search(message):
        return True  # 「他社の回線です。その設定が変わったら、何が必要ですか」
    unsure = intent == OUT_OF_SCOPE or (intent in _OF_THE_LINE and bool(_SUPPOSED.search(segment.text)))
    told = segment.own.get("durations") or segment.own.get("datetimes")
    asks = unsure and segment.act == "question" and not told and not _LIABLE.search(segment.text)
    return asks and bool(_FROM_OTHERS.search(message))


_MAKER_LEAVES = Screened(  # the maker, not the customer
    r"(?:Absolute|アブソリュート|メーカー|開発元|ベンダー?|提供元)[^。?]{0,16}(?:撤退|手[をぇえ]?引|手じまい|倒産|"
    r"潰れ|つぶれ|なくな|サ終|打ち切|廃業|買収)|"
    r"\b(?:absolute(?: software)?|the (?:maker|vendor|manufacturer)|(?:its|their|your) (?:maker|vendor|supplier))\b"
    r"[^.?!]{0,30}\b(?:pull\w* (?:out|the plug)|walk\w* away|withdr[ae]w\w*|discontinu\w*|go\w* (?:bust|under|"
    r"bankrupt)|"
    r"shuts? (?:down|up shop)|folds?|drops? (?:it|the product)|quits?|goes away|disappear\w*)",
    re.IGNORECASE,
)
_PAUSED_BY_US = Screened(
    r"(?:一時(?:的)?(?:に|な)?|しばらく|(?:\d+|数)[かヶヵ]月(?:間)?(?:だけ)?)[^。]{0,8}(?:休止|停止|中断|止め|"
    r"休)[^。]{0,8}(?:でき|可能|いい|たい|られ|って)|休会|利用休止|"
    r"\b(?:can|could|may|possible|want|like|option)\b[^.?]{0,20}\b(?:pause|suspend|freeze|put on "
    r"hold)\b[^.?]{0,20}\b(?:service|contract|"
    r"subscription|it|ztna|fms|licen[cs]es)\b",
    re.IGNORECASE,
)
_OF_THE_MAKER = frozenset(
    {OUT_OF_SCOPE, "absolute_terms", "third_party_use", "termination_how", "data_after_end", "credit_claim"}
)


def mend_surroundings(intent: str, segment: Segment, services: int, message: str) -> str:
    """The intent of a question about the surroundings, where it is taken for one of the service or of nothing.

    `services` is how many services the message names: who goes over from one to another names both.
    """
    if _PAUSED_BY_US.search(segment.text):
        return "change_items"  # what can be asked for; a pause is not among it
    other = segment.own.get("durations") or segment.own.get("options")
    if segment.act == "question" and not other and _WHICH_PORT.search(segment.text):
        return "guarantee_scope"  # the one place where a port is named
    if intent in _OF_THE_MAKER and _MAKER_LEAVES.search(segment.text):
        return "abolition"
    if intent in (OUT_OF_SCOPE, *_NEAR) and segment.act == "question" and _CHANGED_UNTOLD.search(message):
        return "network_disclosure"
    speaks = segment.residue > SHORT  # "and the ZTNA one" says little: what it goes on with tells
    if intent == "service_switch" and services < _BOTH and speaks and not _GOES_OVER.search(message):
        intent = next((name for name, _ in segment.ranked if name != "service_switch"), OUT_OF_SCOPE)
    if intent in _OF_PLACES and _DEVICES.search(segment.text):
        return "prerequisites"
    if intent in _OF_THE_LINE | {"prerequisites"} and _NOT_READY.search(message) and _AT_FAULT.search(segment.text):
        return "not_ready_liability"  # "our line is not installed by the start. Would IIJ be in breach?"
    if intent == OUT_OF_SCOPE and _LINE_INCLUDED.search(segment.text):
        return "internet_access"
    if intent in (OUT_OF_SCOPE, "settings_by_iij") and _PROMPTLY.search(segment.text):
        return "network_disclosure"  # the one place where the terms say 速やかに
    if intent in (OUT_OF_SCOPE, "settings_by_iij") and _POLICY.search(segment.text):
        return "prerequisites"
    if intent == OUT_OF_SCOPE and _ANOTHERS_LINE.search(segment.text) and _FINE.search(segment.text):
        return "network_disclosure"
    if is_of_anothers_line(intent, segment, message):
        return "network_disclosure"
    if intent == "settings_by_iij" and segment.own.get("options"):
        return "option_eligibility"  # 「設定をIIJ側で変えてもらう設定変更オプション」
    if (
        intent in (*_OF_PEOPLE, "network_restrictions")
        and _ABROAD.search(segment.text)
        and not segment.own.get("options")
    ):
        return "network_restrictions"
    if intent == "service_switch" and services < _BOTH and _SURROUNDINGS.search(segment.text):
        return next((name for name, _ in segment.ranked if name in _NEAR), "network_disclosure")
    return intent
