"""Which question of money a text asks, where it resembles one of having something as much."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.families import LIMIT_ITEMS
from assistant.language.understand import Segment

_ASKS_AMOUNT = re.compile(
    r"いくら|何円|なんぼ|(?:料金|費用|お金|値段|価格|月額|追加料金|別料金)[^。、]{0,8}(?:かか|発生|必要|いる|要り|"
    r"取られ|あり|ある|は|[?？]|$)|有料|無料|タダ|ただ(?:で|です|なの)|"
    r"\bhow much\b|\b(?:cost|costs|charge[ds]?|price[ds]?|fees?|pay|billed|free(?: of charge)?|extra per|per month)\b",
    re.IGNORECASE,
)
_WHICH_AMOUNT = re.compile(
    r"いくら|何円|金額|見積|単価|概算|ざっくり|目安|\bball ?park\b|\b(?:estimate|roughly)\b|\bhow much\b|\b(?:quote|"
    r"amount|price|rate)\b|\bwhat (?:is|are|would|does|do|will)\b",
    re.IGNORECASE,
)
_PAYS_UNTIL = re.compile(
    r"(?:解約|やめ|終了|退会)[^。?？]{0,12}(?:いつまで|どこまで|何月まで|何日まで)[^。?？]{0,10}(?:料金|費用|月額|課金|請求|支払|払)|"
    r"(?:解約|やめ|終了|退会)[^。?？]{0,12}(?:料金|費用|月額|課金)[^。?？]{0,6}(?:いつまで|どこまで|何月まで|何日まで)|"
    r"\b(?:until when|how long|till when|up to (?:when|which day))\b[^?]{0,30}\b(?:pay|charged|billed|fees?|"
    r"invoiced)\b[^?]{0,30}"
    r"\b(?:cancel\w*|end\w*|terminat\w*|leav\w*|quit\w*)\b",
    re.IGNORECASE,
)
_WHAT_IT_COSTS = re.compile(  # how much it is, not whether it costs anything
    r"\bwhat (?:does|do|will|would)\b[^?.]{0,60}\b(?:cost|charge|come to|set us back)\b|"
    r"(?:費用|料金|月額|価格|値段)[^。、]{0,6}(?:どれ|どの)(?:くらい|ぐらい|ほど|程度)|いかほど|幾ら|"
    r"何円|なんぼ|\bhow many yen\b|\bhow much\b",
    re.IGNORECASE,
)
_TO_BE_TAKEN = re.compile(
    r"(?:受け|通し|出し|進め|回し)て(?:も)?(?:いい|よい|良い|大丈夫|OK|問題)|(?:規程|条件|契約)(?:上|"
    r"的に)?(?:は)?(?:可能|OK|通)|"
    r"(?:数字?|数量|刻み|単位)(?:として|的に|には?|は|が)?[^。]{0,6}(?:通|合|あって|大丈夫|いけ|OK|問題|正し|有効)|"
    r"\b(?:fits?|valid|on step|in step|the steps?|a (?:permitted|valid|proper) number)\b|"
    r"\b(?:can|may|should) (?:we|i) (?:accept|take|quote|process|proceed)\b",
    re.IGNORECASE,
)
_WAIVED = re.compile(
    r"免除|減免|勘弁|なし(?:に|で)|チャラ|見逃|特例|調定|違約|\b(?:waiv\w*|let (?:us|me) off|forgiv\w*|exempt\w*|"
    r"spare|penalt\w*|settlement|early|"
    r"termination|cancel\w*|goodwill|exception|charged? anyway|skip)\b",
    re.IGNORECASE,
)
_AMOUNTS_IN = re.compile(
    r"料金|金額|価格|値段|単価|料金表|\b(?:prices?|amounts?|fees?|rates?|"
    r"charges?)\b",
    re.IGNORECASE,
)
_MORE_TO_PAY = re.compile(
    r"(?:支払い?|料金|費用|月額|月々|コスト|値段)[^。、]{0,12}(?:どれ(?:ほど|くらい|ぐらい|だけ)|どの(?:くらい|程度)|"
    r"いくら)[^。]{0,8}(?:増|上が|変わ|高く|安く|下が|減)|"
    r"\bhow much (?:more|less|extra|cheaper|dearer)\b[^?]{0,40}\b(?:pay|cost|charge|fee|bill|month|be)\w*|"
    r"\bwhat (?:would|will|does) (?:it|that|this) (?:add|do) to (?:our|the) (?:bill|fee|monthly)",
    re.IGNORECASE,
)
_OF_OTHER_GOODS = re.compile(
    r"株価|為替|円相場|ビットコイン|仮想通貨|ガソリン|(?<!料)金価格|"
    r"\b(?:btc|eth|bitcoin|crypto\w*|(?:stock|share|gold|oil|gas|petrol) prices?|exchange rate|usd|eur)\b",
    re.IGNORECASE,
)
_OF_MONEY = ("price", "option_fee", "fee_oneoff_amount", "fee_kinds", "fee_oneoff_when", "fee_initial_when", "discount")
_OF_HAVING = frozenset(
    {*LIMIT_ITEMS, *CHANGE_INTENTS, "value_check", "option_eligibility", "option_description", "configuration_check"}
)
_NEAR_MONEY = frozenset({"out_of_scope", "fee_kinds", "payment_method", "change_decrease", "remedy"})
_CONVINCED = 0.5  # below it what the words of money say decides
_AS_LIKELY = 0.6  # share of the first reading from which the words of money decide


def asks_whether(text: str) -> bool:
    """Whether it is asked if something is billed, not what it comes to."""
    return not (_WHAT_IT_COSTS.search(text) or _WHICH_AMOUNT.search(text))


def asks_amount(text: str) -> bool:
    """Whether a question of a fee asks how much it is, not whether there is one."""
    return bool(_WHAT_IT_COSTS.search(text) or _WHICH_AMOUNT.search(text))


def mend_costs(intent: str, segment: Segment, slots: dict[str, Any]) -> str:
    """The intent, or the question of money it stands beside: of an option, of a change, or of the service."""
    if intent == "price" and _OF_OTHER_GOODS.search(segment.text):
        return "out_of_scope"
    if intent == "early_charge_waiver" and not _WAIVED.search(segment.text) and _ASKS_AMOUNT.search(segment.text):
        slots["rescued"] = True
        return "price"  # "let us have the yearly charge" waives nothing
    if intent == "document_about" and _AMOUNTS_IN.search(segment.text):
        return "price"  # "are the prices printed in the terms?"
    if segment.act == "question" and not segment.own.get("options") and _PAYS_UNTIL.search(segment.text):
        slots["rescued"] = True
        return "fee_prorata"  # 「解約後いつまで料金がかかりますか」: of a month that is not full
    near = intent in {*_OF_HAVING, *_NEAR_MONEY} or segment.confidence < _CONVINCED
    if near and _MORE_TO_PAY.search(segment.text):
        slots["rescued"] = True
        return "price"  # what a change comes to in money, not whether it can be had
    what_it_costs = bool(_WHAT_IT_COSTS.search(segment.text))
    told = any(v in slots for v in VALUES) and ("grade" in slots or slots.get("services"))
    if intent == "price" and told and segment.act == "question" and _TO_BE_TAKEN.search(segment.text):
        return "value_check"  # 「Starterで425ライセンスの見積依頼、受けていい？」
    of_money = intent in ("option_fee", "price") or (intent == "option_eligibility" and what_it_costs)
    if of_money and segment.own.get("options"):
        slots.update(rescued=True, asks_amount=asks_amount(segment.text))
        return "option_fee"
    if segment.act == "request" or not _ASKS_AMOUNT.search(segment.text):
        return intent
    likeliest = segment.confidence
    money = next(
        (name for name, chance in segment.ranked if name in _OF_MONEY and chance >= _AS_LIKELY * likeliest), None
    )
    if money is None or intent not in {*_OF_HAVING, *_OF_MONEY}:
        return intent
    if segment.own.get("options") and money == "price" and not _WHICH_AMOUNT.search(segment.text):
        money = "option_fee"  # whether it costs anything, not how much
    slots["rescued"] = True
    return money
