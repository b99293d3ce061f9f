"""What a short question means after a topic that is explained and not computed: a guarantee, what follows from it."""

from __future__ import annotations

import re

from assistant.dialogue.config import VALUES
from assistant.dialogue.families import META_INTENTS, OF_GUARANTEE, SHORT, family
from assistant.dialogue.filling import asks_if_possible, is_question_form, says_something
from assistant.dialogue.outage import lengths_of_outages
from assistant.dialogue.state import Frame
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_QUALITIES = re.compile(
    r"遅延|遅さ|速度|速さ|スピード|スループット|応答|レイテンシ|パケット|ジッタ|復旧時間|"
    r"\b(?:latency|delays?|speeds?|throughput|jitter|packet loss|response times?|slowness|recovery times?)\b",
    re.IGNORECASE,
)


_COUNTED = re.compile(
    r"起算|数え|カウント|\bcount(?:s|ed|ing)?\b|\bruns? from\b|\b(?:starts?|begins?) (?:with|from)\b", re.IGNORECASE
)
_KNOWING = re.compile(
    r"気[付づ]|知っ|把握|認識|検知|\b(?:notic\w+|aware\w*|kn[eo]w\w*|found out|learn(?:ed|t))\b", re.IGNORECASE
)
_MATTERS = re.compile(
    r"関係|影響|関わ|左右|依存|変わ|"
    r"\b(?:matters?|depends?|relevant|affects?|difference|counts?|play a (?:part|role))\b",
    re.IGNORECASE,
)


_CONVINCED = 0.75
_LITTLE = 24  # characters beside names and small words: a question that stands on the topic
_WORDY = 48  # the same, where the change that follows from the topic is named
_SETTINGS = re.compile(r"設定|\bsettings?\b|\bconfiguration", re.IGNORECASE)
_OF_EXCESS = frozenset({"usage_excess", "excess_fee", "concurrency_by_iij"})
_NOTICE = re.compile(
    r"知らせ|事前|前もって|連絡|通知|予告|告知|アナウンス|何日前|何か月前|"
    r"\b(?:how (?:many days|long) (?:before|ahead|in advance)|"
    r"notif\w+|warn\w*|notice|announce\w*|let (?:us|me|them) know|heads.?up|advance|beforehand|"
    r"tell (?:us|me|them|the customers?|our customers?))\b",
    re.IGNORECASE,
)
_OF_A_CHANGE = re.compile(
    r"(?:契約(?:内容)?|台数|上限|数)(?:を|が|の)?(?:変(?:え|わ|更)|引き?上げ|増や)|(?:変更|引き?上げ)(?:する|される|"
    r"の)?前|"
    r"\b(?:chang|rais|increas|mov|adjust|alter|upgrad)\w*\b[^.?]{0,24}\b(?:contract|number|count|tier|limit|us|it)\b",
    re.IGNORECASE,
)
_RAISED_BY_IIJ = re.compile(
    r"(?:IIJ|御社|そちら)(?:さん)?の?(?:側|方|ほう)?(?:の(?:判断|都合|一存))?(?:から|が|で)[^。?]{0,14}(?:上げ|増や|"
    r"変え|変更)|"
    r"\biij\b[^.?]{0,12}\b(?:rais|increas|mov|chang|bump|push)\w*\b[^.?]{0,24}\b(?:contract|number|count|tier|us)\b",
    re.IGNORECASE,
)
_AFTER_ABOLITION = re.compile(
    r"何(?:日|か月|ヶ月|カ月|週間|年)(?:くらい|ぐらい)?前|知らせ|事前|前もって|連絡|通知|予告|告知|アナウンス|返金|"
    r"返して|戻って|精算|補償|後継|代替|代わりの|"
    r"\b(?:tell|told|notif\w+|warn\w*|inform\w*|notice|announce\w*|let (?:us|me|them) know|hear|heads.?up|advance|"
    r"beforehand|"
    r"how (?:long|many (?:days|weeks|months)) (?:before|ahead|prior)|refund\w*|"
    r"money back|compensat\w+|successor|replacement)\b",
    re.IGNORECASE,
)


_MISSED = re.compile(
    r"(?:守(?:ら|れ)|満た(?:さ|せ)|達成(?:でき|され|し)|達し|果たせ)[^。]{0,3}な|下回|割(?:った|れ)|破(?:った|られ)|"
    r"違反|"
    r"\b(?:broken|breach\w*|miss(?:ed|es)?|fail\w*|violat\w*|(?:not|n't|isn't|never) (?:met|kept|reached)|"
    r"falls? short|fell short|below)\b",
    re.IGNORECASE,
)


# What the customer has to have and to say of what lies around the service.
_AROUND = frozenset(
    {"internet_access", "prerequisites", "designated_environment", "network_disclosure", "not_ready_liability"}
    | {"network_restrictions"}
)
_WHAT_ELSE = re.compile(
    r"(?:ほか|他|あと|それ以外)(?:に(?:は|も)?|は|で)?[^。?]{0,16}(?:何|なに|ある|あり|必要|要(?:り|る)|用意|準備)|"
    r"\b(?:what|anything|something) (?:else|more|further)\b|\bis that (?:all|everything|it)\b|"
    r"\bwhat are the other\b",
    re.IGNORECASE,
)
_OTHER_LINE = re.compile(
    r"(?:回線|プロバイダ|ISP|キャリア|ネットワーク|業者|事業者|ルータ|そこ|それ)[^。?]{0,16}(?:乗り?換|乗り?替|切り?替|変え|変わ|変更|入れ替|替え|換え)|"
    r"\b(?:swap|switch|chang|replac|mov|drop)\w*\b[^.?]{0,24}\b(?:carriers?|providers?|isps?|lines?|networks?|routers?|"
    r"it|that|them)\b",
    re.IGNORECASE,
)


_THOSE_SETTINGS = re.compile(
    r"(?:その|そこの|うちの|こちらの|それらの)(?:設定|構成)[^。?]{0,10}(?:変わ|変え|変更)|"
    r"\b(?:those|these|our|their|its) settings?\b[^.?]{0,24}\bchang\w*|\bchang\w*\b[^.?]{0,16}\b(?:those|"
    r"these|our) settings?\b",
    re.IGNORECASE,
)


def _surely_apart(frame: Frame, segment: Segment) -> bool:
    """Whether a question is surely about something that does not lie around the service."""
    if frame.intent == "settings_by_iij" and _THOSE_SETTINGS.search(segment.text):
        return False
    return frame.intent not in (*_AROUND, *META_INTENTS) and segment.confidence > _CONVINCED


# What a short question can only mean after some topics, told by its words.
_STANDS_ON = (
    (_OF_EXCESS, _NOTICE, "concurrency_by_iij"),  # 「事前の通知は何日前ですか」 of the change IIJ may make then
    (_OF_EXCESS, _RAISED_BY_IIJ, "concurrency_by_iij"),  # 「IIJの側から契約数を上げてしまうこともある？」
    (frozenset({"upgrade_proposal"}), _NOTICE, "upgrade_proposal"),
    (frozenset({"settings_by_iij"}), _NOTICE, "settings_by_iij"),  # "how many days ahead is that notice given?"
    (frozenset({"guarantee", "guarantee_scope", "guarantee_percent"}), _MISSED, "credit_table"),
    (
        _AROUND - {"prerequisites"},
        _WHAT_ELSE,
        "prerequisites",
    ),  # "what else is on our side?" after the line, which is one of several things
    (_AROUND, _THOSE_SETTINGS, "network_disclosure"),  # 「あとでその設定が変わったときは？」
    (_AROUND, _OTHER_LINE, "network_disclosure"),  # "and should we swap that carrier next year?"
    (frozenset({"abolition"}), _AFTER_ABOLITION, "abolition"),  # "how long before would we hear of it?"
)


def _of_counting(topic: Frame, segment: Segment) -> str | None:
    """The intent that says how is counted, when that is asked of what was just reckoned; None when it is not."""
    told = any(segment.own.get(k) for k in ("dates", "datetimes", "durations", "months", "services"))
    if segment.act != "question" or told:
        return None
    if topic.intent in ("minimum_term", "minimum_term_length") and _COUNTED.search(segment.text):
        return "minimum_term_length"
    matters = _KNOWING.search(segment.text) and _MATTERS.search(segment.text)
    return "credit_counting" if family(topic.intent) == "outage" and matters else None


# Articles that speak of a notice by IIJ, and the intents that tell what is said of it.
_NOTICE_IN = {
    ("fms", "5.2"): "concurrency_by_iij",
    ("fms", "5"): "concurrency_by_iij",
    ("fms", "14"): "settings_by_iij",
    ("ztna", "15"): "settings_by_iij",
    ("ztna", "16"): "upgrade_proposal",
}


def _of_the_article(topic: Frame, segment: Segment) -> str | None:
    """The intent that tells of the notice in the article just shown, when its notice is asked about."""
    found = topic.slots.get("found", {})  # also what was found by words, or as the other contract's article
    shown = [i for ids in found.values() for i in ids]
    told = {k: v for k, v in segment.own.items() if k != "services"}
    if topic.intent not in _LOOKED_UP or len(shown) != 1 or says_something(told) or not _NOTICE.search(segment.text):
        return None
    service, _, path = shown[0].partition(":")
    return _NOTICE_IN.get((service, path)) or _NOTICE_IN.get((service, path.removesuffix(".1")))


_LOOKED_UP = frozenset({"clause_lookup", "clause_search"})


def _of_the_months(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether the months there are to claim in are asked about, where articles on credits were shown.

    「3か月についてはどう書いてありますか」 after 「減額はどの条文ですか」; changes the frame.
    """
    shown = {i for ids in topic.slots.get("found", {}).values() for i in ids}
    of_credit = any(_ON_CREDITS.match(i) for i in shown)
    told = {k: v for k, v in segment.own.items() if k not in ("services", "durations")}
    months = bool(segment.own.get("durations")) and not lengths_of_outages(segment.own)
    if topic.intent not in _LOOKED_UP or not (of_credit and months) or says_something(told):
        return False
    frame.intent, frame.service, frame.act = "claim_period", frame.service or topic.service, "question"
    frame.slots = {"rescued": True, "referred": True}
    return True


_ON_CREDITS = re.compile(r"fms:(?:11|app3)\b|ztna:(?:13|app1)\b")


_OF_AN_AMOUNT = re.compile(
    r"金額|料金|値段|価格|費用|いくら|月額|見積|概算|"
    r"\b(?:prices?|amount|costs?|fees?|figure|quote|estimate|charge\w*|how much|per month|monthly)\b",
    re.IGNORECASE,
)
_MOVES_TO = re.compile(
    r"変更|変え|増や|減ら|上げ|下げ|追加|切り?替|"
    r"\b(?:chang|increas|rais|reduc|lower|upgrad|downgrad|switch|mov|add)\w*\b",
    re.IGNORECASE,
)


def _of_the_price(frame: Frame, topic: Frame, segment: Segment) -> None:
    """Turn values told after the price was asked to the price of such a contract, unless it is asked if they may be.

    "and for 300 licences on Core?" asks what that costs; 「ライセンスは510にできますか」 whether it can be had.
    """
    told = any(segment.own.get(k) for k in (*VALUES, "grade", "heads", "region"))
    other = any(segment.own.get(k) for k in ("options", "options_remove", "grade_to", "grade_from", "clauses", "dates"))
    if topic.intent != "price" or not told or other or segment.intent in META_INTENTS - {OUT_OF_SCOPE}:
        return
    of_amount = bool(_OF_AN_AMOUNT.search(segment.text))
    if asks_if_possible(segment.text) and not of_amount:
        if frame.intent == "price":
            frame.intent, frame.slots["rescued"] = "value_check", True
        return
    bare = segment.residue <= SHORT and segment.act != "request" and frame.intent in _READ_FOR_VALUES
    if (of_amount or bare) and not _MOVES_TO.search(segment.text):
        frame.intent, frame.act, frame.service = "price", "question", frame.service or topic.service
        frame.slots.update(rescued=True, referred=True)


# What a bare value is read as where nothing is said of what it is for.
_READ_FOR_VALUES = frozenset({"value_check", "configuration_check", "change_request", "change_check", OUT_OF_SCOPE})


def _not_in_the_terms(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether it is only said back that the terms leave the point open: 「規程に書いてないんですね」."""
    vague = frame.intent in ("drafting_points", "document_about", "general_terms", "out_of_scope")
    said = vague and segment.residue <= _LITTLE and not says_something(segment.own)
    return said and topic.intent not in META_INTENTS and bool(_LEFT_OPEN.search(segment.text))


_LEFT_OPEN = re.compile(
    r"(?:書(?:いて|かれて)|定め(?:が|は|られて)?|記載(?:が|は)?|規定(?:が|は|されて)?|決まって)(?:い)?(?:な(?:い|"
    r"かった)|ありません|いません)"
    r"(?:ん|の|わけ)?(?:です|だ)?(?:ね|か|よね)|"
    r"\b(?:so|then)\b[^?.]{0,16}\b(?:not|isn't|aren't|don't|doesn't|nothing|nowhere)\b[^?.]{0,24}\b(?:terms|written|"
    r"stated|"
    r"say|says|regulated|contract)\b",
    re.IGNORECASE,
)


def _of_that_fee(frame: Frame, topic: Frame, segment: Segment) -> None:
    """Keep to the option whose fee was asked: "is there a minimum term?" after "what does it cost?"."""
    bound = frame.intent == "minimum_term_length" and topic.intent == "option_fee" and segment.residue <= SHORT
    if bound and topic.slots.get("options") and not says_something(segment.own) and not segment.own.get("items"):
        frame.slots["options"] = list(topic.slots["options"])


def in_explanation(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """What a question means after an explanation, where its own words would say something else; changes the frame."""
    if is_question_form(segment) and _of_the_months(frame, topic, segment):
        return
    _of_the_price(frame, topic, segment)
    _of_that_fee(frame, topic, segment)
    asks = is_question_form(segment)
    told = segment.own.get("durations") or segment.own.get("datetimes")
    quality = topic.intent in OF_GUARANTEE and not told and _QUALITIES.search(segment.text)
    if asks and quality and segment.residue <= SHORT:
        frame.intent = "guarantee_scope"  # 「遅延は？」 asks whether that is guaranteed, not what an outage gives
        frame.slots["rescued"] = True
        frame.slots.pop("total", None)
    if topic.slots.get("found") and frame.intent == "drafting_points":
        frame.slots["looked_up"] = topic.slots["found"]  # the article that was read stays what is looked at
    if _not_in_the_terms(frame, topic, segment):
        frame.intent, frame.service, frame.both = topic.intent, topic.service, topic.both
        frame.slots.update(topic.slots, rescued=True, referred=True)
    by_article = _of_the_article(topic, segment) if asks else None
    if by_article is not None:
        frame.intent, frame.service = by_article, topic.service or frame.service
        frame.slots.update(rescued=True, referred=True)
    counted = _of_counting(topic, segment)
    if counted is not None:
        frame.intent = counted
        frame.slots.update(rescued=True, referred=True)
    of_change = topic.intent in _OF_EXCESS and _OF_A_CHANGE.search(segment.text) and not _SETTINGS.search(segment.text)
    # whose side it is tells a cause only of an outage; when a line is changed tells no day that counts
    told = {
        k: v for k, v in segment.own.items() if topic.intent not in _AROUND or k not in ("cause", "dates", "months")
    }
    apart = topic.intent in _AROUND and _surely_apart(frame, segment)
    if asks and segment.residue <= (_WORDY if of_change else _LITTLE) and not (apart or says_something(told)):
        for topics, words, intent in _STANDS_ON:
            if topic.intent in topics and words.search(segment.text):
                frame.intent = intent
                frame.slots.update(rescued=True, referred=True)
    explained = family(topic.intent) == topic.intent and topic.intent not in META_INTENTS
    if frame.intent == "liability_general" and explained and "refers" in signals:
        frame.slots["about"] = topic.slots.get("about", topic.intent)  # what follows from it, if the terms say
