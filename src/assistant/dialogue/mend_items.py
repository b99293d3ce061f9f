"""What values, options and grades make of an intent: a limit asked with a number is a check of that number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, ITEM_WORDS, STOPS, VALUES
from assistant.dialogue.families import LIMIT_ITEMS, LIMITS, SHORT
from assistant.dialogue.mend_costs import asks_amount
from assistant.dialogue.mend_options import IN_WHAT_WAY, of_an_option
from assistant.language.durations import in_days
from assistant.language.screening import Screened
from assistant.language.understand import Segment

_STEPS = re.compile(
    r"固定|\bfixed\b|刻み|単位|きざみ|どのような値|どんな値|\b(?:steps?|increments?|in between|menu)\b", re.IGNORECASE
)
_FITS = re.compile(  # 「650で刻みあってる？」 asks of the number
    r"(?:合って|あって)(?:い)?(?:る|ます)|合う|通(?:る|り)|大丈夫|いけ|可能|指定でき|有効|\b(?:fit|valid|ok(?:ay)?|"
    r"right|correct|allowed|possible|work)s?\b",
    re.IGNORECASE,
)
_GUARANTEED = re.compile(
    r"保証|確保|実測|速度|出(?:る|ま|な|て)|\b(?:guarante\w*|actual\w*|speed|really|get)\b", re.IGNORECASE
)
_ARRIVES = re.compile(r"届|着|到達|到着|提出|\b(?:arriv|reach|receiv|hand|submit|send|post)\w*", re.IGNORECASE)
_DEFAULT = re.compile(
    r"デフォルト|初期値|標準|既定|何も(?:指定|選)|default|\b(?:standard|unless|"
    r"if nothing)\b",
    re.IGNORECASE,
)
_AVAILABLE_FROM = re.compile(
    r"いつ(?:から|頃から)?(?:使え|利用でき|反映|適用|有効)|何日(?:から|に)(?:使え|反映|適用)|"
    r"\b(?:from (?:what|which) (?:day|date)|from when|when|how soon)\b[^?]{0,40}\b(?:available|usable|effective|"
    r"in place|apply|applied|active|ready)\b",
    re.IGNORECASE,
)
_CONTRACTED = re.compile(
    r"契約でき|契約は?可能|申し?込(?:め|み(?:でき|は可能))|買え|入れ(?:ます|る)か|\b(?:sign (?:up|us)|contract for|"
    r"subscribe|order|buy)\b",
    re.IGNORECASE,
)
_TOO_FEW = re.compile(
    r"(?:小さ|少な|多|大き)す?ぎ|足り(?:る|ます|ない)|\btoo (?:small|tiny|few|little|big|large|many)\b|\b(?:small|"
    r"big|large) enough\b",
    re.IGNORECASE,
)
_THAT_OPTION = re.compile(
    r"^(?!.*(?:どの|どれ|何|which|what)).*(?:その|この|それ|これ|\bthat (?:option|one|add-?on)\b|\bit\b)", re.IGNORECASE
)
_THIS_VALUE = re.compile(
    r"(?:この|その|上記の|前記の|同)(?:値|数(?!える)|数字|数量|台数|ライセンス数|帯域|内容)|"
    r"\b(?:this|that|the above) (?:value|number|figure|amount|quantity|count)\b",
    re.IGNORECASE,
)
_OF_A_PERSON = re.compile(
    r"\b(?:home|private|personal|e-?mail|postal|street) address\b|\baddress of (?:the|your|our) (?:\w+ )?(?:engineer|"
    r"manager|"
    r"person|staff|boss|president|director|rep\w*)\b|(?:自宅|個人|メール)の?(?:住所|アドレス)|住所",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"申し?込|契約(?:する|でき|可能)|注文|(?:ライセンス|数|値)(?:を|は|として)[^。]{0,10}(?:指定|可能|でき)|"
    r"\b(?:order|contract for|apply for|sign up for|book|specify|go for)\b",
    re.IGNORECASE,
)
_OF_DAYS = frozenset({*CHANGE_INTENTS, "value_check", "log_limits", "change_items", "change_decrease"})
_OF_BOTH_CONTRACTS = frozenset({*LIMIT_ITEMS, "definition_contract", "contract_items", "document_about"})
_ADDRESS = re.compile(r"アドレス|\bIPs?\b|\baddress", re.IGNORECASE)
_OF_ADDRESSES = frozenset({"ip_designation", "ip_address_kinds", "ip_other"})
_DIFFERS = re.compile(
    r"違い|違う|違っ|ちがう|異な|差(?:は|が|を|って)|比べ|比較|\b(?:differ\w*|compar\w+|versus|vs|contrast)\b",
    re.IGNORECASE,
)
_HOW_FAST = re.compile(
    r"速度|速さ|何[MGメギ]|スループット|帯域|\b(?:how fast|speed|throughput|bandwidth|how (?:wide|big|large)|Mbps)\b",
    re.IGNORECASE,
)
_OF_A_MIX = re.compile(r"組み?合わ?せ|\b(?:mix|combination|combo|ratio|pairing|together)\b", re.IGNORECASE)
_OF_AN_OPTION = frozenset({"option_description", "option_list", "option_order", "option_grades", "termination_partial"})
_ASSURED = frozenset({"guarantee", "guarantee_percent", "guarantee_scope", "no_guarantee"})
_STEPPED = re.compile(
    r"減ら|減す|増や|増設|上げ|下げ|縮小|削減|拡大|追加|\b(?:lower|reduc|decreas|cut|shrink|drop|rais|increas|add|"
    r"grow|expand)\w*",
    re.IGNORECASE,
)
_HOW_FAR = re.compile(
    r"最大|最小|上限|下限|いくつ|何|どこまで|まで|単位|\b(?:how|limit\w*|max\w*|min\w*|most|least|up to|steps?|many)\b",
    re.IGNORECASE,
)
_OF_CHANGING = frozenset({"change_items", "change_decrease", "combined_change"})
_LEAST_LICENCES = 10  # a smaller bare number counts something else


def mend_items(intent: str, segment: Segment, slots: dict[str, Any], signals: frozenset[str]) -> str | None:
    """The intent that fits the items, options and grades said, or None to leave it; may move slots to their part."""
    own = segment.own
    valued = [v for v in VALUES if v in slots]
    options = slots.get("options") or slots.get("options_remove") or slots.get("options_keep")
    moved = own if segment.residue > SHORT else slots  # "move our Complete contract to Core. Please confirm"
    if intent in ("configuration_check", "value_check") and {"grade_from", "grade_to"} <= moved.keys():
        return "change_check"  # "Core 300lic -> Complete 300lic 1G": a contract that there is, made another
    if intent == "configuration_check" and len(valued) > 1 and _OF_A_MIX.search(segment.text):
        return "value_check"  # whether the values told go together, not what an order still lacks
    if intent in LIMIT_ITEMS and len(own.get("grades", [])) > 1 and not valued and _DIFFERS.search(segment.text):
        return "grade_compare"  # 「StarterとCoreで、ライセンス数と帯域はどう違いますか」
    if intent in _OF_BOTH_CONTRACTS and len(own.get("services", [])) > 1 and _DIFFERS.search(segment.text):
        return "service_compare"  # 「ZTNA契約とFMS契約のライセンス数の違い」
    if intent == "third_party_use" and any(v in own for v in VALUES) and _ORDERED.search(segment.text):
        return "value_check"  # 「グループ会社も含め、67,000を申し込むことは可能でしょうか」
    if intent in _OF_ADDRESSES and own.get("options") and "ip" not in own and not _ADDRESS.search(segment.text):
        return "option_description"  # 「透過プロキシ、宛先は自分で決められる？」
    if intent == "definition_gateway" and _HOW_FAST.search(segment.text):
        return "bandwidth_limits"  # "how fast is the gateway on Core?"
    if _asks_the_way(intent, segment, slots):
        return "change_procedure"
    days = [in_days(str(length)) for length in own.get("durations", [])]
    if "log" in slots.get("now", {}) and not valued and len(days) == 1 and days[0] and intent in _OF_DAYS:
        slots.update(log=days[0], durations=[])  # 「ログ保存期間は180日です。これを90日へ短縮できますか」
        return "change_request" if segment.act in ("request", "wish") else "change_check"
    of_option = of_an_option(intent, segment, signals)
    if of_option is not None:
        return of_option
    if own.get("options_remove") and segment.act == "question" and intent in _OF_AN_OPTION:
        return "option_stop"
    if _only_drops(intent, own) and segment.act == "question":
        return "option_stop_how"  # "can we drop the add-on?" asks how an option ends, not who may have it
    dated = any(d["role"] in ("arrival", "desired", None) for d in slots.get("dates", []))
    stopped = own.get("options") or own.get("options_remove")
    stoppable = (
        intent in CHANGE_INTENTS or intent in _OF_AN_OPTION or intent in ("option_eligibility", "option_stop_how")
    )
    if stopped and dated and stoppable and not valued and "grade" not in slots and STOPS.search(segment.text):
        slots["options_remove"] = [*slots.pop("options", []), *slots.get("options_remove", [])]
        if not _ARRIVES.search(segment.text):  # "stop it on 28 February": the day it is to end
            slots["dates"] = [{**d, "role": d["role"] or "desired"} for d in slots["dates"]]
        return "option_stop"
    if intent == "option_grades" and _is_of_a_grade(segment, slots):
        return "option_eligibility"
    if intent in CHANGE_INTENTS and "grade_to" not in slots:
        found, settled = _of_a_change(segment, slots, signals, bare=not valued and not options)
        if settled:
            return found
    of_limit = _of_a_limit(intent, segment, bare=not valued and not options, both="both" in signals)
    if of_limit is not None:
        return of_limit
    if intent == "configuration_check" and segment.act == "question" and own.get("options") and not valued:
        return "option_eligibility"  # "may we order it along with the new contract?"
    licences = _bare_licences(intent, segment, slots)
    if licences is not None:
        slots["licences"], slots["numbers"] = licences, []
        return "value_check"
    if intent == "value_check" and not valued and "ip" not in slots and not slots.get("numbers"):
        items = [i for i in slots.get("items", []) if i in LIMITS]
        items = items or [i for i, word in ITEM_WORDS.items() if i in VALUES and word.search(segment.text)]
        if options:
            return "option_eligibility"
        if items:
            return LIMITS[items[0]]
    if intent == "option_eligibility" and not options:
        if own.get("options_refused") and not _leaves_out(segment):
            slots["options"] = slots.pop("options_refused")
        elif slots.get("options_refused") and "grade_to" in slots:
            return "grade_change"  # 「complete→core 可能? SSEは未導入」
        elif valued:
            return "value_check"
    moves = own.get("grade_from") and own.get("grade") not in (None, own["grade_from"])
    if intent in ("grade_compare", "grade_list") and moves:
        return "grade_change"
    if intent == "grade_change" and not slots.get("grades") and (valued or options):
        return "change_check"
    return None


_TO_CHOOSE = re.compile(
    r"選べ|選択でき|指定(?:は|が)?(?:でき|可)|決められ|\b(?:choose|select|pick|specify|set)\b", re.IGNORECASE
)


def _asks_to_choose(own: Mapping[str, Any], text: str) -> bool:
    """Whether it is asked of a grade if the retention can be chosen, and not what becomes of the logs there."""
    return bool(own.get("grade") and _TO_CHOOSE.search(text))


def _leaves_out(segment: Segment) -> bool:
    """Whether an option is refused and nothing is asked: "no SSE then"."""
    return segment.act != "question" and segment.residue <= SHORT


def _only_drops(intent: str, own: Mapping[str, Any]) -> bool:
    """Whether an option is to go and nothing else is said of the contract."""
    other = ("options", "options_keep", "options_refused", "grade", "grades", *VALUES, "region", "dates")
    return intent == "option_eligibility" and bool(own.get("options_remove")) and not any(own.get(k) for k in other)


def _of_a_limit(intent: str, segment: Segment, *, bare: bool, both: bool) -> str | None:
    """What a question about the limits of an item is, `bare` of a value or option in the message; None to leave it."""
    own = segment.own
    if intent in LIMIT_ITEMS and LIMIT_ITEMS[intent] in VALUES:
        asked_about = [LIMITS[i] for i, word in ITEM_WORDS.items() if i in LIMITS and word.search(segment.text)]
        if len(asked_about) == 1 and asked_about[0] != intent and bare:
            return asked_about[0]  # 「logはmaxいくつ」: the item named tells more than the shape of the question
    if intent == "bandwidth_guarantee" and "bandwidth" in own and not _GUARANTEED.search(segment.text):
        return "value_check"
    if intent in _ASSURED and ("bandwidth" in own or "bandwidth" in own.get("items", [])):
        return "bandwidth_guarantee"
    if intent == "log_unspecified" and "log" in own and not _DEFAULT.search(segment.text):
        return "value_check"
    if intent == "log_unspecified" and (own.get("grade") == "Complete" or _asks_to_choose(own, segment.text)):
        return "log_limits"
    if intent == "redundancy_info" and "redundancy" in own and any(v in own for v in VALUES):
        return "value_check"  # whether the two go together
    if intent in _OF_ADDRESSES and not own.get("ip") and _OF_A_PERSON.search(segment.text):
        return "out_of_scope"  # the home address of an engineer is no IP address
    if intent in _OF_ADDRESSES and own.get("ip") == "ipv6" and not both:
        return "value_check"  # 「IPv6アドレスを割り当てることは可能ですか」
    if intent in LIMIT_ITEMS and bare and _AVAILABLE_FROM.search(segment.text):
        return "change_procedure"  # from when a change holds
    if intent in LIMIT_ITEMS:
        item = LIMIT_ITEMS[intent]
        stepped = _STEPS.search(segment.text) and not _FITS.search(segment.text)
        valued_item = item in own and item in VALUES and not stepped
        pointed = item in VALUES and item in segment.slots and _THIS_VALUE.search(segment.text)
        if valued_item or pointed or (item == "ip" and own.get("ip") == "ipv6" and not both):
            return "value_check"
        if item != "option" and own.get("options"):
            return "option_eligibility"  # the item only describes the contract; the option is what is asked for
        if item == "option" and own.get("options"):
            return "option_eligibility"
    return None


def _asks_the_way(intent: str, segment: Segment, slots: Mapping[str, Any]) -> bool:
    """Whether it is asked how a number can be changed: "reduce the licences, how do we go about it?"."""
    counted = [i for i in segment.own.get("items", []) if i in VALUES]
    if segment.act != "question" or not counted or any(v in slots for v in VALUES) or "grade_to" in slots:
        return False
    of_change = intent in CHANGE_INTENTS or intent in LIMIT_ITEMS or intent in _OF_CHANGING
    return of_change and bool(_STEPPED.search(segment.text) and IN_WHAT_WAY.search(segment.text))


def _is_of_a_grade(segment: Segment, slots: Mapping[str, Any]) -> bool:
    """Whether an option is asked about on a grade, told with it or before: "can that option be had?"."""
    if segment.own.get("options") and segment.own.get("grades"):
        return True
    told = slots.get("options") and slots.get("grades")
    return bool(told and _THAT_OPTION.search(segment.text))


_WHAT_IF = re.compile(r"(?:ば|たら|なら|と)\s*[?？。]*\s*\Z")


def _of_a_change(
    segment: Segment, slots: dict[str, Any], signals: frozenset[str], *, bare: bool
) -> tuple[str | None, bool]:
    """What a change of an item asks for, `bare` of a value or option; and whether that settles it."""
    items = slots.get("items", [])
    beside = any(i in VALUES for i in items) and "grade" not in items
    if segment.act == "question" and beside and "grade" in slots:
        slots["grade_now"] = slots.pop("grade")  # "may a Core customer alter the bandwidth?"
    if not bare:
        return None, False
    if "redundancy" in items:
        slots.setdefault("redundancy", True)
    elif segment.act == "question" and "changing" not in signals and any(i in LIMITS for i in items):
        item = next(i for i in items if i in LIMITS)
        # 「グレードを上げれば？」 goes on with what was refused before it
        stepped = item in VALUES or (item == "grade" and not _WHAT_IF.search(segment.text))
        if stepped and _STEPPED.search(segment.text) and not _HOW_FAR.search(segment.text):
            return "change_items", True  # 「途中で減らすのもOK？」 asks whether, not how far
        return (None, True) if item == "grade" and "grade_from" in slots else (LIMITS[item], True)
    return None, False


_HEADCOUNTED = frozenset(
    {
        *(
            "value_check",
            *("option_eligibility", "usage_excess"),
            "licence_limits",
            "grade_change",
            "change_check",
            "grade_compare",
            "grade_list",
            "out_of_scope",
        ),
        *("configuration_check", "upgrade_proposal", "option_grades", "prerequisites", "contract_items", "trial"),
        *("change_items", "change_request", "concurrent_limits"),
    }
)


_OF_ONE_LICENCE = Screened(  # one licence against devices or people, or one that goes from hand to hand
    r"(?:ライセンス(?:(?:1|一)つ)?(?:で|に(?:つき|対し)|[ごあ当](?:と|たり)|[=:])|"
    r"(?:台|人|名|端末|ユーザー?|デバイス)(?:で|に(?:つき|対し)|[ごあ当](?:と|たり))?[^。、]{0,14})"
    r"[^。]{0,12}(?:台|人|名|端末|ユーザー?|デバイス|ライセンス)|"
    r"ライセンス[^。、]{0,12}(?:使い回|使いまわ|共有|共用|シェア|付け替え|移し替え|引き継|紐づ|紐付|の数え方|のカウント)|"
    r"(?:端末|PC|パソコン|スマホ|機種)[^。、]{0,8}(?:交換|買い?替え|入れ替え|変え|変更)[^。]{0,12}ライセンス|"
    r"\blicen[cs]es?\b[^.?]{0,36}\b(?:(?:per|each|every|on|between|among|cover\w*|to an?) (?:\w+ ){0,2}"
    r"(?:machine|device|user|person|people|laptop|phone|head)s?|shar(?:ed?|ing)|tied)\b|"
    r"\b(?:shar\w*|reassign\w*|re-?us\w*|split)\b[^.?]{0,20}\blicen[cs]es?\b|"
    r"\b(?:per|each|every|one|two|\d) (?:device|user|person|people|machine|laptop|"
    r"phone)s?\b[^.?]{0,24}\blicen[cs]es?\b",
    re.IGNORECASE,
)
_LICENCE_IS_ONE = 2  # 「2台なら2ライセンスですか」 still asks what one covers


def asks_what_one_covers(segment: Segment, slots: Mapping[str, Any]) -> bool:
    """Whether a question sets one licence against devices or people: 「1ライセンスで何台まで」, "two users share one".

    A number of licences that a contract could have is a number of licences.
    """
    licences = slots.get("licences")
    one = isinstance(licences, int) and licences <= _LICENCE_IS_ONE
    return one and segment.act not in ("request", "wish") and _OF_ONE_LICENCE.search(segment.text) is not None


def asks_for_an_option(segment: Segment) -> bool:
    """Whether it is asked if an option can be had, beside much else: "... SSE; is it something I can order?"."""
    asks = bool(segment.own.get("options")) and segment.act == "question"
    return asks and not asks_amount(segment.text)


def mend_counts(intent: str, segment: Segment, slots: dict[str, Any]) -> str | None:
    """The intent of a count of people, devices or licences, or None to leave it; may move slots to their part."""
    if asks_what_one_covers(segment, slots):
        for slot in ("licences", "heads", "numbers", "others"):
            slots.pop(slot, None)
        slots["rescued"] = True
        return "licence_scope"
    if intent == "licence_scope" and "licences" in slots:
        return "value_check"  # a number that a contract could have
    if is_headcount(segment, slots, intent):
        slots.update(licences=slots["heads"], numbers=[], rescued=True)
        return "value_check"
    return None


def is_headcount(segment: Segment, slots: Mapping[str, Any], intent: str) -> bool:
    """Whether people or devices are told of and the question is if a grade takes that many licences."""
    named = intent == "third_party_use" and "licences" in segment.own.get("items", [])
    if "heads" not in slots or not (intent in _HEADCOUNTED or named) or segment.act == "request":
        return False
    if any(v in slots for v in (*VALUES, "options")) or not set(slots.get("items", [])) <= {"licences", "grade"}:
        return False
    moves = "grade_from" in slots and "grade_to" in slots
    sized = bool(slots.get("services")) and _TOO_FEW.search(segment.text)
    sized = sized or (intent == "value_check" and _CONTRACTED.search(segment.text))
    return bool(slots.get("grades") or "licences" in slots.get("items", []) or sized) and not moves


def _bare_licences(intent: str, segment: Segment, slots: Mapping[str, Any]) -> int | None:
    """The number beside a grade or a service that can only be licences: "complete 60000 ok?"."""
    if intent not in ("value_check", "grade_change", "configuration_check", "licence_limits"):
        return None
    if any(v in slots for v in VALUES) or not (slots.get("grades") or slots.get("services")):
        return None
    if slots.get("now") and "licences" not in slots["now"]:
        return None  # "we have 360 days of logs. Can that be lowered to 90?"
    numbers = slots.get("numbers", [])
    alone = len(numbers) == 1 and isinstance(numbers[0], int) and segment.act != "request"
    return (
        numbers[0] if alone and numbers[0] >= _LEAST_LICENCES and set(slots.get("items", [])) <= {"licences"} else None
    )
