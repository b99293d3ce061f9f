"""The intent that fits better what is told beside a question: a count, a day, a cause, an option, the way of notice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.dialogue.config import VALUES
from assistant.dialogue.families import ENDING_INTENTS, LIMITS, OUTAGE_INTENTS, UNSURE
from assistant.dialogue.mend_costs import asks_whether
from assistant.dialogue.mend_times import fees_named
from assistant.dialogue.outage import BY_ITSELF, lengths_of_outages
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_LIKELY = 0.05
_SURE = 0.7
_ASSURES = frozenset({"guarantee", "guarantee_percent", "guarantee_scope"})
# What a question from which length on all of the fee comes back may be taken for.
_OF_A_SHARE = frozenset(
    {
        "credit",
        "credit_base",
        "credit_cap",
        "credit_counting",
        "credit_table",
        "credit_partial",
        "fee_monthly_when",
        "price",
    }
)
_CEILING = re.compile(
    r"上限|限度|頭打ち|最大で|\b(?:ceilings?|caps?|capped|upper limit|limit on|at most|maximum)\b", re.IGNORECASE
)
_EARLY = frozenset({"early_charge", "early_charge_when", "early_charge_amount"})
_MONTH_END = re.compile(  # whether a contract ends with a month, not on which day this one does
    r"月末(?:に|で|まで)?(?:以外|だけ|のみ|じゃな|でな|しか|に限|限定)|月(?:の)?(?:途中|半ば)(?:で|"
    r"に)?[^。]{0,6}(?:解約|"
    r"やめ)(?:でき|られ|可|て)|"
    r"\b(?:only|other than|except|have to be|must be|necessarily|always)\b[^.?]{0,16}\b(?:month[- ]end|"
    r"(?:the )?end of (?:a|the) month)\b|"
    r"\b(?:mid-month|middle of (?:a|the) month)\b[^.?]{0,24}\b(?:cancel|end|terminat|quit|stop)\w*|"
    r"\b(?:cancel|end|terminat|quit|stop)\w*\b[^.?]{0,24}\b(?:mid-month|(?:in the )?middle of (?:a|the) month)\b",
    re.IGNORECASE,
)
_BEFORE_IT_ELAPSES = re.compile(
    r"経過する日(?:より|の)?前|満了(?:する)?(?:日)?(?:より|の)?前[^。]{0,10}(?:含|当日|とは)|"
    r"\bbefore the (?:day|date)\b[^?]{0,24}\b(?:elaps|expir|ends?|over)\w*",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(r"誰|だれ|どちら|どっち|\b(?:by whom|who|whose|which side|which party)\b", re.IGNORECASE)
_BASIS = re.compile(
    r"どの(?:料金|費用)|基準|基礎|\b(?:which|what) (?:fee|charge)\b|\b(?:basis|based on|"
    r"calculated from)\b",
    re.IGNORECASE,
)
_FIRST_DAY = re.compile(
    r"(?:到達|到着|届い|着い|着)(?:し|た)?(?:の|当)?日[^。]{0,8}(?:含|数え|入|カウント|1日目)|初日|"
    r"\bday of (?:arrival|receipt|delivery)\b|\bfirst day\b|\bday (?:it|the form) (?:arrives|comes in)\b",
    re.IGNORECASE,
)
_OPTION = re.compile(r"オプション|\boptions?\b|\badd-ons?\b", re.IGNORECASE)
_OWN_DATE = re.compile(
    r"\b(?:free to|may|can|could|able to|allowed to)\b[^?.]{0,16}\b(?:put|write|name|choose|pick|set|state|give|"
    r"enter)\b[^?.]{0,24}\b(?:date|day)\b|"
    r"(?:希望|好きな|任意の|自分(?:たち)?で)[^。?]{0,8}(?:日|日付)[^。?]{0,12}(?:書|指定|選|決め|記入)",
    re.IGNORECASE,
)
_DROPS = re.compile(
    r"外|やめ|止め|解約|停止|\b(?:drop|stop|quit|end|cancel|leav|get out|get rid|remov|terminat|ditch)\w*",
    re.IGNORECASE,
)
_EXCEPTED = re.compile(r"除外|例外|対象外|\b(?:exclu\w*|except\w*|exempt\w*|carve[- ]?outs?)\b", re.IGNORECASE)
_WOULD = re.compile(
    r"\b(?:whether|would|do (?:we|i)|does|will|is there|are there|any)\b|(?:かかり|発生し|必要|"
    r"払う必要)[^。]{0,6}か",
    re.IGNORECASE,
)
_OWED = re.compile(
    r"\b(?:owe|owed|fall\w* due|become\w* (?:due|payable)|payable|liable|obligation|duty)\b|支払義務|払う義務|"
    r"発生する(?:の|時)",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"\bnotice\b|通知|届け?出", re.IGNORECASE)
_COUNTS = re.compile(  # whether a notice is one
    r"\b(?:proper\w*|valid\w*|count\w*|enough|suffic\w*|effective\w*|official\w*|acceptable|accepted|binding|good "
    r"enough|"
    r"(?:given|served) notice|days (?:already )?(?:started|begun|running|begin|start))\b|日(?:は|"
    r"が)?(?:もう)?(?:始ま|スタート|進ん)|有効|足り|十分|正式|受け付け|成立|大丈夫|(?:こと|扱い)に(?:なり|なる)",
    re.IGNORECASE,
)
_OF_AN_OPTION = frozenset({"option_description", "option_order", "option_grades", "remedy"})
_TO_HAVE_IT = re.compile(
    r"\b(?:what (?:must|should|do|would|has to|needs to)|how (?:do|can|could))\b[^?]{0,40}\b(?:before|to (?:get|have|"
    r"use|be able)|so that|"
    r"for us to|until)\b|(?:使え|利用でき|入れられ|付けられ)る(?:よう|ため)に|(?:使う|利用する|入れる|付ける)(?:に|"
    r"ため)は(?:何|どう)",
    re.IGNORECASE,
)
_NOT_IIJ = frozenset({"customer", "customer_line", "third_party"})
_OF_CONTRACT = re.compile(r"契約|解約|本体|サービス|\b(?:contract|service|subscription)\b", re.IGNORECASE)
_LIABLE = re.compile(
    r"損害|賠償|補償|責任|(?:せい|非)(?:に|が|だ)|債務不履行|\b(?:liab\w+|damages|compensat\w+|to blame|at fault|"
    r"responsible|breach|sue)\b",
    re.IGNORECASE,
)
_COSTS = re.compile(
    r"お金|費用|料金|有料|無料|タダ|ただで|払|請求|調定|金額|取られ|とられ|かかる|かかり|\b(?:pay|owe[sd]?|amount|"
    r"cost|charge[ds]?|fee|money|bill(?:ed)?|free)\b",
    re.IGNORECASE,
)
_NEAR_A_COUNT = frozenset({"contract_items", "third_party_use", "change_items", "licence_limits", "out_of_scope"})
_THAT_MANY = re.compile(
    r"(?:それ|これ)(?:だけ|ほど)|(?:その|この)(?:数|台数|本数|値)|"
    r"\b(?:that|so|this|those) many\b|\b(?:that|this|such a) (?:number|count|figure)\b",
    re.IGNORECASE,
)
_ABOUT_AN_ORDER = frozenset({"contract_items", "configuration_check", "value_check", "change_request", "out_of_scope"})
_LACKS = re.compile(
    r"足りな|不足|(?:ほか|他)に[^。、]{0,6}(?:必要|決め|指定|伝え|要)|あと(?:は)?[、]?(?:何|なに)|(?:漏れ|抜け)(?:て|"
    r"は|が|も)|"
    r"未(?:指定|定|記入)|決(?:め|まっ)て(?:い)?ない|\b(?:missing|lack\w*|left out|what else|anything else|"
    r"still (?:need|open|to))\b",
    re.IGNORECASE,
)
_LAPSES_NEAR = frozenset({"credit_table", "credit", "credit_claim", "credit_counting", "credit_cause"})
_LAPSES = re.compile(  # of the right to a credit
    r"失効|時効|消滅|権利[^。]{0,8}(?:失|な[くい]|消え)|請求(?:が|を)?(?:でき|出来)なく|もらえなくな|手遅れ|"
    r"\b(?:laps\w*|forfeit\w*|time-barred|statute|run(?:s)? out|too late|los[et]\w* (?:it|the right|our|the claim)|"
    r"sit on (?:it|the claim|that)|shelf life)\b|\b(?:right|claim)\b[^.?]{0,30}\b(?:expir\w*|vanish\w*|disappear\w*|"
    r"gone|die)\b",
    re.IGNORECASE,
)


def mend_facts(
    intent: str, segment: Segment, slots: dict[str, Any], signals: frozenset[str], ideas: frozenset[str]
) -> str:
    """The intent, or the one near it that what is told beside the question fits better."""
    intent = _of_an_order(intent, segment, slots, signals)
    intent = _of_an_outage(intent, segment, slots, signals, ideas)
    intent = _of_an_ending(intent, segment, slots, ideas)
    intent = _of_money(intent, segment, slots, signals)
    if intent == "ip_other" and _BY_WHOM.search(segment.text):
        return "ip_designation"
    if intent == "prerequisites" and _LIABLE.search(segment.text):
        return "not_ready_liability"  # not what has to be ready: who answers for it when it is not
    of_grade = segment.own.get("options") and any(k in slots for k in ("grade", "grade_now"))
    if of_grade and (intent == "prerequisites" or (intent in _OF_AN_OPTION and _TO_HAVE_IT.search(segment.text))):
        return "option_eligibility"  # what would have to be so for the option, on this grade
    return intent


def _of_an_order(intent: str, segment: Segment, slots: dict[str, Any], signals: frozenset[str]) -> str:
    """What is asked of values that are told."""
    told = sum(v in slots for v in ("grade", *VALUES)) > 1
    lacks = intent in _ABOUT_AN_ORDER and segment.act == "question" and _LACKS.search(segment.text)
    if told and (lacks or (intent == "contract_items" and "new_contract" in signals)):
        intent = "configuration_check"  # what an order that is told still lacks
    if _THAT_MANY.search(segment.text):
        intent = _of_a_count_told(intent, segment, slots)
    named = [i for i in VALUES if i in slots or i in slots.get("items", [])]
    if intent == "drafting_points" and len(named) == 1:
        return LIMITS[named[0]]  # 「ログの90/180/360の単位は書いてある？」
    if intent == "upgrade_proposal" and any(v in segment.own for v in VALUES) and not signals & {"excess", "peaked"}:
        return "value_check"  # whether it can be offered, not whether IIJ may propose a change
    return intent


def _of_a_count_told(intent: str, segment: Segment, slots: dict[str, Any]) -> str:
    """The intent of a text on a number told before it; gives the number to the one item that is named."""
    items = [i for i in slots.get("items", []) if i in VALUES]
    if len(items) == 1 and len(slots.get("numbers", [])) == 1:
        slots[items[0]], slots["numbers"] = (
            slots["numbers"][0],
            [],
        )  # 「8,150と判明。この数でライセンスを指定できますか」
        intent = "value_check" if segment.act == "question" else intent
    if intent in _NEAR_A_COUNT and any(v in slots for v in VALUES):
        intent = "value_check"  # "it comes to 61,500. May we specify that many?"
    return intent


def asks_length_for_all(segment: Segment, slots: Mapping[str, Any]) -> bool:
    """Whether it is asked from which length of an outage all of the fee comes back, and no length is told."""
    told = lengths_of_outages(slots) or slots.get("datetimes") or slots.get("dates")
    asks = segment.act == "question" and bool(_FROM_WHICH_LENGTH.search(segment.text))
    return asks and not told and bool(_ALL_OF_IT.search(segment.text) and _COMES_BACK.search(segment.text))


_FROM_WHICH_LENGTH = re.compile(
    r"どの(?:くらい|ぐらい|程度)|どれ(?:くらい|ぐらい|だけ)|何(?:時間|日)|どんな(?:とき|時|場合)|いつ|"
    r"\b(?:when|how (?:long|many (?:hours|days)|bad)|at what point|what length|under what|what (?:kind|sort) of)\b",
    re.IGNORECASE,
)
_ALL_OF_IT = re.compile(
    r"全額|満額|(?:1|一)[かヶカケ]月分(?:全部|すべて|まるまる|丸々)|(?:全部|すべて|まるまる|丸ごと)(?:が|を)?(?:返|戻|減額|なし)|"
    r"\b(?:full|whole|entire|complete|all of (?:the|our|a)|100 ?%(?: of)?)\b[^.?]{0,24}\b(?:fees?|month\w*|charges?)\b|"
    r"\b(?:(?:full|complete|total) (?:refund|reimbursement)|100 ?% (?:back|credit|refund))",
    re.IGNORECASE,
)
# When it is paid out is another question: "when is the full credit paid?".
_COMES_BACK = re.compile(
    r"戻|返|減額|もらえ|免除|なし|"
    r"\b(?:back|credit\w*|refund\w*|return\w*|reimburs\w*|waiv\w*|give[ns]?|gets?|earns?|cover\w*|free)\b",
    re.IGNORECASE,
)


_BY_WHICH_DAY = re.compile(
    r"いつまで|何日まで|期限|\b(?:by (?:when|(?:which|what) (?:date|day|time))|until when|(?:last|"
    r"latest) (?:date|day))\b",
    re.IGNORECASE,
)
_COMMITS = re.compile(
    r"複数年|長期(?:契約|割引|利用)|年(?:間)?(?:契約|縛り|利用)|\b(?:commit\w*|sign\w*|contract\w*|stay\w*|term)\b",
    re.IGNORECASE,
)


def _of_an_outage(
    intent: str, segment: Segment, slots: Mapping[str, Any], signals: frozenset[str], ideas: frozenset[str]
) -> str:
    """What is asked of an outage, its credit and the claim for it."""
    if intent == "credit_claim" and "grade_to" in slots and not ideas & {"credit", "outage"}:
        return "acceptance"  # "does the move happen automatically once we ask for it?"
    claimable = any(d["role"] == "claimable_on" for d in slots.get("dates", []))
    if claimable and segment.confidence < _SURE and intent not in ("claim_deadline", "claim_period"):
        return "claim_deadline"
    if intent in ("guarantee", "guarantee_scope") and _EXCEPTED.search(segment.text):
        return "credit_suspension"  # what the guarantee leaves out
    if intent in _OF_A_SHARE and asks_length_for_all(segment, slots) and ideas & {"credit", "outage"}:
        return "credit_table"
    if intent in _ASSURES and "credit" in ideas and _CEILING.search(segment.text):
        return "credit_cap"
    if intent == "general_terms" and "notified_suspension" in slots:
        # 「一般規程24条2項で停止通知済、SLA対象外？」: of the outage, not of the other document
        return next((n for n, chance in segment.ranked if n in OUTAGE_INTENTS and chance >= _LIKELY), intent)
    if intent == "credit_partial" and slots.get("cause") in _NOT_IIJ and not slots.get("durations"):
        return "credit_cause"  # whose fault it was is the question, not how much of it worked
    blamed = slots.get("durations") and "cause" in slots and "notified_suspension" not in slots
    if intent == "credit_suspension" and blamed:
        return "credit"  # 「工事のミスで2時間断」: nothing that was announced
    told = lengths_of_outages(slots) or slots.get("datetimes")
    if intent == "credit_claim" and segment.act == "question" and _BY_WHICH_DAY.search(segment.text):
        return "claim_deadline"  # "by which date must we put in our claim?"
    if intent in ("discount", "credit") and not told and BY_ITSELF.search(segment.text):
        return "credit_claim"  # 「障害があったら勝手に値引きされるの？」
    if intent == "credit" and slots.get("durations") and not told and _COMMITS.search(segment.text):
        return "discount"  # "if we committed for five years, which rebate would you grant?"
    if intent == "discount" and slots.get("total") is False:
        return "credit_partial"  # 「大阪の人だけつながらない。料金まけてもらえる？」
    if intent == "discount" and "outage" in ideas:
        return "claim_period" if "deadline" in ideas or "latest" in signals else "credit"
    if intent in _LAPSES_NEAR and _LAPSES.search(segment.text) and not told:
        return "claim_period"
    return intent


def _of_an_ending(intent: str, segment: Segment, slots: dict[str, Any], ideas: frozenset[str]) -> str:
    """What is asked of the end of a contract, the notice of it and the minimum term."""
    if intent == "termination_hour" and _FIRST_DAY.search(segment.text):
        intent = "termination_how"
    if intent in ENDING_INTENTS | {"termination_withdraw", "termination_holiday"} and _MONTH_END.search(segment.text):
        intent = "termination_how"
        slots.pop("dates", None)  # the end of a month is no day of this contract
    if intent == "support_contact" and slots.get("vias") and "end" in ideas:
        return "termination_channel"
    otherwise = slots.get("vias") and "form" not in slots["vias"] and not ideas & {"outage", "credit"}
    speaks = "end" in ideas or slots.get("counted_from") or _NOTICE.search(segment.text) or intent in OUTAGE_INTENTS
    near = intent in {*ENDING_INTENTS, *OUTAGE_INTENTS, OUT_OF_SCOPE}
    if otherwise and speaks and near and _COUNTS.search(segment.text):
        slots["rescued"] = True  # "we only wrote an e-mail. Have we given notice properly?"
        return "termination_channel"
    if intent == "termination_how" and "option" in slots.get("items", []) and _OPTION.search(segment.text):
        return "option_stop_how"
    if intent == "termination_withdraw" and _OWN_DATE.search(segment.text):
        return "termination_how"  # which day may be written on the form, not whether it can be taken back
    if intent == "termination_how" and slots.get("durations") == ["P1M"]:
        intent = "minimum_term_length"  # the one month there is in the terms
    if intent == "minimum_term_length" and _BEFORE_IT_ELAPSES.search(segment.text):
        return "early_charge_when"
    return intent


def _of_money(intent: str, segment: Segment, slots: dict[str, Any], signals: frozenset[str]) -> str:
    """What is asked of the settlement for an early end."""
    if intent == "early_charge_when" and _BASIS.search(segment.text):
        return "early_charge_amount"
    whether = segment.act == "question" and asks_whether(segment.text) and not slots.get("dates")
    if intent == "early_charge_amount" and whether and _WOULD.search(segment.text):
        return "early_charge_when"  # whether leaving costs anything, not how much
    fees = fees_named(segment.text) if segment.confidence < UNSURE and _OWED.search(segment.text) else []
    if len(fees) == 1 and segment.act == "question":
        slots["rescued"] = True
        return fees[0]  # "at what point do we owe you the monthly fee for the first time?"
    if intent == "fee_prorata" and "settlement" in signals:
        return "early_charge_amount"
    if intent == "minimum_term_length" and ("settlement" in signals or _COSTS.search(segment.text)):
        # "waive the minimum-term settlement": of the money, not of the length
        intent = next((n for n, _ in segment.ranked if n.startswith("early_charge")), intent)
    named = segment.own.get("options") or ("refers" in signals and slots.get("options"))
    if intent == "option_eligibility" and "settlement" in signals and named and _DROPS.search(segment.text):
        slots["rescued"] = True
        return "option_minimum_term_consequence"  # "any penalty for dropping just that?"
    beside = slots.get("options") or slots.get("options_remove")
    of_option = segment.own.get("options") or (beside and not _OF_CONTRACT.search(segment.text))
    if intent in _EARLY and of_option and not slots.get("dates"):
        slots["rescued"] = True
        return "option_minimum_term_consequence"  # of the option, not of the contract
    return intent
