"""From a segment to a frame: the matcher's intent, mended by what the values and the structure show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.dialogue.claims import with_limit_asked
from assistant.dialogue.config import CHANGE_INTENTS, CONFIG_INTENTS, ITEM_WORDS, POINTS, STOPS_OR_ENDS, VALUES
from assistant.dialogue.elsewhere import stays_there
from assistant.dialogue.families import LIMIT_ITEMS
from assistant.dialogue.mend_costs import asks_whether
from assistant.dialogue.mend_message import by_message
from assistant.dialogue.mending import mended
from assistant.dialogue.ordering import of_the_order
from assistant.dialogue.outage_spans import with_lengths
from assistant.dialogue.own_grade import of_own_grade
from assistant.dialogue.own_term import of_own_term
from assistant.dialogue.rescue import ACCEPT_OURS
from assistant.dialogue.services import hinted, named, resolve
from assistant.dialogue.shifted import with_delay
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import known_contract
from assistant.language.concepts import concepts
from assistant.language.denied import takes_as_not
from assistant.language.features import fold
from assistant.language.intents import Intent
from assistant.language.screening import Screened
from assistant.language.signals import signals_among
from assistant.language.understand import Reading, Segment

_CONVINCED = 0.75
_ABOUT_EXCESS = frozenset({"out_of_scope", "value_check", "concurrent_limits", "change_check", "excess_fee", "remedy"})
_HALF_SURE = 0.6
_ABOUT_MONEY = ("price", "discount", "fee", "option_fee", "excess", "change", "usage")
_WHOLE_ORDER = 2  # items beside each other that make an order, where a new contract is spoken of
_LEAST_PEAK = 1000  # concurrent devices are counted in thousands
_FMS_LIMITS = frozenset({"servers_limits", "concurrent_limits", "redundancy_info"})
_PLEASE = re.compile(r"\b(?:please|pls)\s*[.!]*$", re.IGNORECASE)
_ASKS_CLAUSE = Screened(
    r"根拠(?:条文|規定|条項|は|を|$)|(?:どの|何|第何)条|どこに(?:書|規定|記載|定め)|条文(?:は|を|番号)|別紙\s?\d|"
    r"の記載|"
    r"\b(?:which|what) (?:clause|article|section|provision)\b|\bwhere\b.*\b(?:say|says|written|stated|find)\b|"
    r"\b(?:clause|article|basis) (?:for|about|on|number)\b",
    re.IGNORECASE,
)
# Whether an item can be chosen at all, not which values it has.
_CHOOSES = Screened(
    r"(?:帯域|速度|ログ(?:の)?(?:保存)?(?:期間|日数)?)の?(?:変更|アップ|増速|延長)(?:は|って|可否?)?\s*[?？]|"
    r"\b(?:bandwidth|speed|retention|logs?) (?:change|increase|upgrade|choice|extension)s?\b[^.?]{0,24}\?|"
    r"選べ|選択(?:は|が)?(?:でき|可)|指定(?:は|が)?(?:でき|可)|設定(?:は|が)?(?:でき|可)|(?:変え|決め|上げ|あげ|下げ|"
    r"さげ|広げ)られ|(?:増や|減ら|太く)せ|変更(?:は|が)?(?:でき|可)|"
    r"(?:(?:太|広|速|大き)い帯域(?:に|を)|太く|広く|速く|早く|長く|多く|大きく|上げ(?:て|る)|あげ(?:て|る)|増や(?:し|"
    r"す)|広げ(?:て|る)|延ば(?:し|す)|伸ば(?:し|す))"
    r"[^。、]{0,10}(?:でき|もらえ|いただけ|可能)|"
    r"\b(?:can|could|may|able to|possible to|allowed to)\b[^.?]{0,24}\b(?:more|longer|higher|faster|wider|bigger|"
    r"raised?|increased?|extend(?:ed)?)\b|"
    r"\b(?:can|could|may|able to|possible to|allowed to)\b[^.?]{0,44}\b(?:choose|pick|set|select|changed?|specify|"
    r"adjust|decide)\b|\b(?:configurable|selectable|adjustable)\b",
    re.IGNORECASE,
)


def frame_of(segment: Segment, reading: Reading, state: State, intents: Mapping[str, Intent]) -> Frame:
    """The frame of one segment."""
    if (
        segment.act == "statement"
        and _PLEASE.search(segment.text)
        and any(k in segment.own for k in (*VALUES, "grade"))
    ):
        segment = replace(segment, act="request")  # "Core with 1G please"
    segment = with_limit_asked(segment)
    slots = with_lengths(dict(segment.slots))
    signals = _own_signals(segment, reading)
    apart = len(reading.segments) > 1 and not segment.own.get("services") and slots.get("services")
    if apart and not _ABOUT_ONE.search(reading.text):
        # What only one contract has tells more than a service named in another question.
        own_hint = hinted({k: v for k, v in segment.own.items() if k != "items"}, segment.text)
        slots["services"] = [own_hint] if own_hint else slots["services"]
    service, both = _service_of(segment, slots, signals, reading, state)
    intent = mended(segment, slots, intents, signals, reading.ideas, halved=len(reading.segments) > 1)
    intent = by_message(intent, segment, slots, reading, first=state.frame is None)
    if intent in _FMS_LIMITS and not (named(slots) or state.context.get("service") or "follow_up" in signals):
        service, both = "fms", False  # only there is such an item, whatever was spoken of before
    if intent == "change_request" and segment.act in ("request", "wish") and _names_nothing(slots):
        _named_items(slots, segment.text)
        service = service or hinted(slots, "")
    intent, act = _act_of(intent, segment, slots, signals)
    _told_by_signals(slots, signals, segment.text)
    if slots.get("asks_clause") and "changing" in signals and intent in LIMIT_ITEMS:
        intent, slots["rescued"] = "change_items", True  # "which article lets us change the licence count?"
    contracted = service == "fms" and _knows_count(state)
    if intent == "early_charge_amount" and _is_of_a_case(slots, state, signals):
        intent = "early_charge"
    intent = _by_signals(intent, slots, segment, signals, service=service, contracted=contracted)
    intent = _of_use(intent, slots, segment, signals, state, message=reading.text, fms=service == "fms")
    if intent == "usage_excess" and service is None and slots.get("contracted"):
        service, both = "fms", False  # only there are devices at once contracted
    of_fee = intent == "excess_fee" or (intent == "usage_excess" and _NOT_EXCEEDED.search(segment.text))
    told = of_fee and asks_whether(segment.text)  # that it is billed, not what it comes to
    if told or (intent == "region_list" and _MUST_NAME.search(segment.text)):
        slots["asks_whether"] = True
    if _takes_either(intent, slots, segment):
        intent, service, both = "value_check", None, True
    if intent == "service_compare" and _EDITIONS.search(segment.text):
        intent, slots["rescued"] = "version_history", True  # "which editions of the two texts do you go by?"
    if intent == "service_compare":
        points = _points(slots, segment)
        intent = "price" if _CHEAPER.search(segment.text) and not points else intent
        slots["items"] = points
    ordered = state.known.get("to_come") and act == "request" and intent in CHANGE_INTENTS
    if "new_contract" in signals or ordered:
        intent, act = _of_an_order(intent, act, slots, segment, state)
    frame = Frame(intent, service, slots, act, both)
    of_the_order(state, frame, segment)
    of_own_grade(state, frame, segment)
    of_own_term(state, frame, segment)
    return with_delay(state, frame, segment)


def _service_of(
    segment: Segment, slots: Mapping[str, Any], signals: frozenset[str], reading: Reading, state: State
) -> tuple[str | None, bool]:
    """The service of one question of a message, and whether both are meant."""
    service, both = resolve(slots, segment.text if len(reading.segments) > 1 else reading.text, signals, state)
    if service is None and not both and len(reading.segments) > 1 and not named(reading.slots):
        # "the bandwidth on Complete, and does it need a log value?": what one question names holds for the next
        service = hinted({k: v for k, v in reading.slots.items() if k != "items"}, "")
    service = stays_there(state, segment, service) or service
    return service, both


def _takes_either(intent: str, slots: Mapping[str, Any], segment: Segment) -> bool:
    """Whether it is asked which of the two services takes a value: 「62,000ライセンス。どちらのサービスで？」."""
    if segment.act != "question" or intent not in ("value_check", "configuration_check", "service_compare"):
        return False
    if intent == "service_compare" and any(v in segment.own for v in VALUES):
        return True  # "either will do, which of the two takes 60,500?"
    return bool(_OF_THE_TWO.search(segment.text)) and any(v in slots for v in VALUES)


def _act_of(intent: str, segment: Segment, slots: dict[str, Any], signals: frozenset[str]) -> tuple[str, str]:
    """What is done with a message, asked or requested, and the intent where that tells another."""
    act = "request" if segment.act in ("request", "wish") else "question"
    if segment.act == "statement" and intent in ("change_request", "termination_request"):
        act = "request"
    if intent == "termination_request" and segment.act == "question" and "hypothetical" in signals:
        intent = "termination_date" if slots.get("dates") else "termination_how"
    if intent == "change_request" and "ip" in slots and not any(k in slots for k in _OF_A_CHANGE):
        intent, act = "value_check", "question"  # addresses are no item of a contract: nothing is changed
    if segment.act == "statement" and intent == "redundancy_info" and _ON_OR_OFF.search(segment.text):
        intent, act = "change_request", "request"
    wanted = {slots.get("grade"), slots.get("grade_to"), *slots.get("grades", [])[-1:]}
    if "anew" in signals and "Starter" in wanted:
        intent, act = "service_switch", "question"
        slots.update(to="new_starter", rescued=True)
    return intent, act


_OF_A_CHANGE = (*VALUES, "grade", "region", "redundancy", "options", "options_remove")
_ON_OR_OFF = Screened(r"^\W*redundancy (?:switched |turned )?(?:on|off),? (?:please|pls|thanks|now)\W*$", re.IGNORECASE)


def _knows_count(state: State) -> bool:
    """Whether the number of devices at once that is contracted is vouched for or was told."""
    contract = {**known_contract(state, "fms"), **(state.context.get("configuration") or {})}
    return bool(contract.get("concurrent"))


def _of_an_order(intent: str, act: str, slots: dict[str, Any], segment: Segment, state: State) -> tuple[str, str]:
    """The intent and act of a message on a new contract; notes in the slots that it is one."""
    told = sum(k in slots for k in (*VALUES, "region", "redundancy", "grade"))
    orders = told >= _WHOLE_ORDER and not any(
        k in slots for k in ("from", "now", "grade_from", "grade_now", "relative")
    )
    if intent == "configuration_check" and act == "question" and _asks_of_a_value(segment):
        return "value_check", act  # 「新規でStarterを検討中です。450ライセンスはいけますか」
    takes_out = act == "request" and told > 0 and segment.intent == "configuration_check"
    orders = orders or takes_out
    if intent == "change_request" and _only_options(slots):
        intent, act = "option_eligibility", "question"  # of an order that is not told yet, nothing can be recorded
    if intent == "termination_request" and not slots.get("dates"):
        intent = "configuration_check"  # "I'd like to sign up": an order in the words of a cancellation
    if intent in CONFIG_INTENTS:
        if intent in CHANGE_INTENTS and orders and not state.context.get("configuration"):
            intent = "configuration_check"  # an order names what a contract consists of; nothing is changed
        if intent not in CHANGE_INTENTS and not (intent == "option_eligibility" and act == "question"):
            slots["new_contract"] = True
    return intent, act


def _of_use(
    intent: str,
    slots: dict[str, Any],
    segment: Segment,
    signals: frozenset[str],
    state: State,
    *,
    message: str,
    fms: bool,
) -> str:
    """The intent of a message on devices at once; notes in the slots when a number told is one that is passed."""
    excess = "excess" in signals
    used = excess or "peaked" in signals or (state.frame is not None and state.frame.intent == "usage_excess")
    if used and _counted_bare(slots) and _MORE_THAN.search(message):
        slots["passed"] = True
    if intent == "usage_excess" and segment.act == "question" and _NOTHING_ABOVE.search(segment.text):
        return "concurrent_limits"
    of_many = intent == "concurrent_limits" or _AT_ONCE.search(segment.text)
    if excess and of_many and _BILLED.search(segment.text) and not _tells_a_count(slots):
        slots["rescued"] = True
        return "excess_fee"
    if intent == "usage_excess" and _CHANGED_BY_IIJ.search(segment.text) and not _tells_a_count(slots):
        slots["rescued"] = True
        return "concurrency_by_iij"
    if fms and excess and _PEAKED.search(message) and _counted_bare(slots) and not _is_asked_for(segment):
        slots["rescued"] = True
        return "usage_excess"
    return intent


def _is_asked_for(segment: Segment) -> bool:
    """Whether a count of devices at once is to be had, whatever peak is told beside it: "may we specify 3,000?"."""
    return segment.intent == "value_check" and "concurrent" in segment.own and bool(_TAKES.search(segment.text))


_TAKES = re.compile(
    r"指定|申し?込|選[べぶ択]|\b(?:specify|order|choose|pick|select|apply for|sign up for)\b", re.IGNORECASE
)
# Who changes the number is asked for: 「当社側から契約台数を変えられるのか」, "may IIJ raise it of its own accord?".
_CHANGED_BY_IIJ = Screened(
    r"(?:IIJ|当社|弊社|貴社|御社|こちら|提供者|事業者)(?:側)?(?:の(?:判断|都合|ほう|方|権限)で|から|が|で|は)[^。?]{0,30}"
    r"(?:変え(?:られ|て|る)|変更(?:でき|し|さ|可能)|(?:引き?)?上げ(?:られ|て|る)|増や(?:せ|し|す))|"
    r"(?:勝手に|無断で|(?:連絡|通知|断り|相談)(?:も)?(?:なし|無し|なく)(?:に|で)?)[^。?]{0,20}"
    r"(?:増やされ|変えられ|上げられ|変更され|減らされ)|"
    r"\b(?:can|could|may|might|is|are|does|do|will|would) (?:iij|you|the provider)\b[^.?]{0,40}"
    r"\b(?:chang|rais|increas|lift|adjust|mov|alter|bump|upgrad)\w*\b",
    re.IGNORECASE,
)


def _told_by_signals(slots: dict[str, Any], signals: frozenset[str], text: str) -> None:
    """Note in the slots what the signals of a message tell beside its values."""
    told = {
        "asks_now": "now" in signals,
        "running": "running" in signals,
        "asks_clause": bool(_ASKS_CLAUSE.search(text)),
        "asks_choice": "which" not in signals and bool(_CHOOSES.search(text)),
        "asks_limit": bool(_ASKS_LIMIT.search(text)),
        "denied": takes_as_not(text),
    }
    slots.update({key: True for key, is_so in told.items() if is_so})
    if slots.get("notified_suspension") == "full" and "excess" in signals:
        slots["notified_suspension"] = "partial"


def _is_of_a_case(slots: Mapping[str, Any], state: State, signals: frozenset[str]) -> bool:
    """Whether a charge is asked about whose days are known: when billing began and when the contract ends."""
    roles = {d["role"] for d in slots.get("dates", [])}
    began = "billing_start" in roles or state.context.get("billing_start") or state.known.get("billing_start")
    return bool(began) and bool(roles & {"arrival", "desired", None} or "earliest" in signals)


_ABOUT_ONE = re.compile(  # "Two things about FMS: ...": the service of all that follows
    r"^[^.。?？!！:：]{0,24}\b(?:about|on|regarding|concerning|for) (?:the |our )?(?:ZTNA|FMS|FXZ|FXM)"
    r"[^.。?？!！:：、,]{0,12}[:：.]|"
    r"^[^.。?？!！]{0,16}(?:ZTNA|FMS|FXZ|FXM)(?:の(?:こと|件))?(?:について|で|に関して)、?[^。?？]{0,8}(?:\d|"
    r"[一二三四])(?:つ|点|件)",
    re.IGNORECASE,
)
_EDITIONS = re.compile(r"(?:どの|何の|いつの|どちらの)版|\b(?:which|what) (?:edition|version)s?\b", re.IGNORECASE)
_MUST_NAME = re.compile(
    r"指定(?:は|が|を)?(?:必要|必須|不要|要り|いり|いら|要ら|しな(?:く|けれ)|せず)|"
    r"\b(?:need(?: not|n't| to)?|must|ha(?:ve|s) to|required?)\b[^.?]{0,24}"
    r"\b(?:specify|specified|named?|choose|chosen|pick)\b",
    re.IGNORECASE,
)
_OF_ONE_QUESTION = frozenset({"settlement", "minimum_term", "when", "amount", "excess", "changing", "now", "which"})
_POINTS_BY_IDEA = {
    "ending": frozenset({"end", "deadline", "penalty", "minterm", "withdraw"}),
    "credit": frozenset({"credit", "outage", "claim"}),
    "guarantee": frozenset({"guarantee", "percent"}),
    "ip": frozenset({"ipaddr"}),
    "other": frozenset({"measure", "traffic", "liable", "disconnect", "excess"}),
}
_ASKS_LIMIT = Screened(  # of the volume of data, which no article limits
    r"上限|制限|無制限|使い放題|従量|何(?:ギガ|GB|テラ)|"
    r"\b(?:limit\w*|caps?|capped|unlimited|quota|allowance|throttl\w*|per gigabyte|how (?:much data|many (?:gig|"
    r"tera)\w+))\b",
    re.IGNORECASE,
)
_MORE_THAN = Screened(
    r"\d[^。、0-9]{0,4}(?:を)?(?:超え|超す|超し|上回|オーバー|より多)|"
    r"\b(?:more than|over|above|beyond|exceed\w*|in excess of) (?:our |the |those )?\d",
    re.IGNORECASE,
)
_NOTHING_ABOVE = Screened(
    r"\d[^。、0-9]{0,4}より(?:上|大きい|多い)[^。]{0,8}(?:ない|無い|ありません|あり(?:ます|ません)か)|"
    r"\b(?:nothing|none|anything|any (?:value|number|size)s?) (?:above|over|beyond|more than|higher|bigger|larger)\b",
    re.IGNORECASE,
)
_NOT_EXCEEDED = re.compile(
    r"[超越]え(?:て)?(?:い)?(?:なけれ|な(?:い|かった)(?:なら|場合|限り|のであれば)|ずに)|"
    r"\b(?:not|never|n't|without) (?:go(?:ing)? (?:over|past|above|beyond)|exceed\w*)\b",
    re.IGNORECASE,
)
_OF_THE_TWO = re.compile(
    r"\bwhich (?:of )?(?:the |our |your |these |those )?(?:two |both )?(?:services?|products?|offerings?|contracts?|"
    r"of the two|one)\b|"
    r"(?:どちら|どっち)の?(?:サービス|契約|ほう|方)(?:なら|で|が|を|だと|に)|ZTNAとFMSの(?:どちら|どっち)",
    re.IGNORECASE,
)
_CHEAPER = re.compile(
    r"安い|安く|高い|割安|割高|お得|料金|値段|価格|費用|コスト|\b(?:cheap\w*|expensive|pric\w+|cost\w*|dear(?:er|"
    r"est)?|affordable)\b",
    re.IGNORECASE,
)
_CHANGEABLE = re.compile(
    r"変更(?:でき|可能|項目|を請求|の(?:項目|ルール|条件))|\bcontract changes?\b|\bcan be changed\b", re.IGNORECASE
)


def _points(slots: Mapping[str, Any], segment: Segment) -> list[str]:
    """The points on which two services are to be compared; none: on all."""
    ideas = frozenset(concepts(fold(segment.text)))
    found = [i for i in slots.get("items", []) if i in POINTS]
    found += [point for point, signs in _POINTS_BY_IDEA.items() if ideas & signs]
    found += ["ip"] * ("ip" in slots) + ["option"] * bool(slots.get("options"))
    found += ["change"] * bool(_CHANGEABLE.search(segment.text))
    if "option" in found and STOPS_OR_ENDS.search(segment.text):
        found = [*[i for i in found if i not in ("option", "change")], "ending"]
    return list(dict.fromkeys(found))


def _own_signals(segment: Segment, reading: Reading) -> frozenset[str]:
    """The signals of the message without those that only another of its questions gives."""
    if len(reading.segments) < 2 or segment.act == "statement":
        return reading.signals  # half a question has the words of asking behind the other: 「初期費用と月額費用はいつ」
    asked = reading.signals & _OF_ONE_QUESTION
    own = signals_among(segment.text, asked)
    others = frozenset().union(*[signals_among(s.text, asked) for s in reading.segments if s is not segment])
    return reading.signals - (others - own)


_MAKES_IT = Screened(
    r"に(?:でき|変え|した|し(?:て|ます))|化(?:でき|した|し(?:て|ます))|付け|追加|"
    r"\b(?:add|make|made|turn\w*|switch\w*|enable\w*|get|have)\b",
    re.IGNORECASE,
)


def _tells_a_count(slots: Mapping[str, Any]) -> bool:
    """Whether devices at once are counted, or a length of an outage is told."""
    told = {**slots, **slots.get("now", {})}
    return _counted_bare(slots) or "concurrent" in told or bool(slots.get("durations"))


_AFTERWARDS = Screened(
    r"(?:契約|開始|導入|利用)(?:の)?(?:後|してから|した後)|途中で|後付け|\bafter (?:the |our |"
    r"we(?:'ve)? )?(?:contract|service|start|sign|begin)\w*|"
    r"\b(?:mid-contract|halfway|still be added|added afterwards)\b",
    re.IGNORECASE,
)
_AT_ONCE = Screened(
    r"同時|いっぺん|一斉|\b(?:at once|at the same time|simultaneous\w*|concurrent\w*|in parallel|logged in|"
    r"connected)\b",
    re.IGNORECASE,
)
_BILLED = Screened(
    r"請求|費用|料金|罰金|ペナルティ|違約|上乗せ|いくら|払|課金|\b(?:charge[ds]?|bill(?:ed)?|invoice|fee|fine[ds]?|"
    r"penalt\w+|cost|pay)\b",
    re.IGNORECASE,
)
_PEAKED = re.compile(r"ピーク|同時|端末|台|\bpeak\w*|\bdevices?\b|\bat once\b|\bconcurren", re.IGNORECASE)


def _counted_bare(slots: Mapping[str, Any]) -> bool:
    """Whether numbers of devices are told without an item beside them: "we peaked at 2,000"."""
    valued = any(v in slots or v in slots.get("now", {}) for v in VALUES) or slots.get("options")
    return not valued and any(isinstance(n, int) and n >= _LEAST_PEAK for n in slots.get("numbers", []))


def _by_signals(
    intent: str,
    slots: dict[str, Any],
    segment: Segment,
    signals: frozenset[str],
    *,
    service: str | None,
    contracted: bool,
) -> str:
    """Readings that only the whole message tells apart; `contracted`: the count of the contract is known."""
    counted = (
        slots.get("concurrent") or slots.get("now", {}).get("concurrent") or slots.get("from", {}).get("concurrent")
    )
    asked_for = _is_asked_for(segment)
    if (
        "excess" in signals
        and counted
        and not asked_for
        and (segment.confidence < _CONVINCED or intent in _ABOUT_EXCESS)
    ):
        slots["rescued"] = True
        return "usage_excess"
    peaks = [n for n in slots.get("numbers", []) if isinstance(n, int) and n >= _LEAST_PEAK]
    if (
        service in (None, "fms")
        and slots.get("contracted")
        and segment.act != "request"
        and len(peaks) + bool(counted) > 1
    ):
        slots["rescued"] = True
        return "usage_excess"
    if contracted and segment.act != "request" and (peaks or counted) and "peaked" in signals:
        slots["rescued"] = True
        return "usage_excess"
    if "excess" in signals and "fms" in slots.get("services", []) and len(peaks) > 1 and not counted:
        slots.update(rescued=True, concurrent=min(peaks), numbers=[max(peaks)])
        return "usage_excess"
    of_change = "changing" in signals or _AFTERWARDS.search(segment.text) or "redundancy" in slots.get("now", {})
    if intent == "redundancy_info" and (of_change or (contracted and _MAKES_IT.search(segment.text))):
        slots.setdefault("redundancy", True)
        return "change_check"
    bound = sum(c for n, c in segment.ranked[:3] if n in ("minimum_term", "minimum_term_length")) >= ACCEPT_OURS
    if intent == "option_eligibility" and "minimum_term" in signals and bound and segment.act == "question":
        return "minimum_term_length"  # "does the option have a lock-in?" is not whether it can be had
    if intent == "fee_oneoff_amount" and "when" in signals:
        return "fee_oneoff_when"
    if "multi_region" in slots.get("options", []) and intent in ("region_change", "region_list"):
        return "option_eligibility"
    if intent == "service_switch" and len(slots.get("services", [])) < 2 and any(v in slots for v in VALUES):
        return "value_check"
    alone = counted and not slots.get("others") and not slots.get("now") and not slots.get("from")
    used = bool({"excess", "peaked"} & signals)
    passed = contracted and segment.act == "question" and "concurrent" in slots.get("beyond", [])
    used = used or (passed and not any(v in segment.own for v in VALUES))  # told before, and asked what follows
    if intent == "usage_excess" and alone and not used and not slots.get("numbers"):
        return "value_check"  # one count, and nothing over it: whether it can be had
    checks = dict(segment.ranked[:3]).get("value_check", 0.0)
    valued = any(v in segment.own for v in VALUES) and (slots.get("grades") or slots.get("services"))
    if valued and segment.confidence < _HALF_SURE and checks >= ACCEPT_OURS and not intent.startswith(_ABOUT_MONEY):
        return "value_check"
    described = segment.own.get("options") and not any(v in segment.own for v in (*VALUES, "grade", "grades"))
    if intent == "configuration_check" and "new_contract" not in signals and described and segment.act == "question":
        return "option_eligibility"  # the contract was told beside it, the option is what is asked for
    bought = "new_contract" not in signals and slots.get("grade_now") and _only_options(slots)
    if intent == "configuration_check" and bought:
        return "option_eligibility"  # "we're a Core shop and want that transparent proxy. Doable?"
    listed = sum(k in slots for k in (*VALUES, "grade", "region", "options"))
    if intent == "configuration_check" and "new_contract" not in signals and listed <= 1 and segment.act == "question":
        return "value_check" if any(v in slots for v in VALUES) else intent
    return intent


def _asks_of_a_value(segment: Segment) -> bool:
    """Whether a question is only whether one value can be had: 「450ライセンスはいけますか」."""
    valued = [v for v in VALUES if v in segment.own]
    return (
        len(valued) == 1 and not segment.residue and not any(segment.own.get(k) for k in ("grade", "region", "options"))
    )


def _only_options(slots: Mapping[str, Any]) -> bool:
    return bool(slots.get("options")) and not any(v in slots for v in (*VALUES, "region", "grade_to", "options_remove"))


def _names_nothing(slots: Mapping[str, Any]) -> bool:
    keys = ("items", "grade", "options", "options_remove", "options_keep", "region", "redundancy", *VALUES)
    return not any(slots.get(k) for k in keys)


def _named_items(slots: dict[str, Any], text: str) -> None:
    items = [item for item, word in ITEM_WORDS.items() if word.search(text)]
    if items:
        slots["items"] = items
