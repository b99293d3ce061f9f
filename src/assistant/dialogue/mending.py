"""The intent that fits the values of a message, where the matcher alone would say another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.dialogue.claims import limits_asked
from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.families import (
    EXPLAINED_BY,
    LIMIT_ITEMS,
    META_INTENTS,
    SHORT,
    UNSURE,
    family,
)
from assistant.dialogue.filling import asks_if_possible
from assistant.dialogue.mend_costs import mend_costs
from assistant.dialogue.mend_facts import mend_facts
from assistant.dialogue.mend_items import asks_for_an_option, mend_counts, mend_items
from assistant.dialogue.mend_times import is_notice_day, mend_dated, mend_fee, mend_outage
from assistant.dialogue.rescue import rescued, rescued_ending, rescued_outage, second_best
from assistant.dialogue.value_steps import asks_if_on_offer, takes_a_step
from assistant.language.incidents import asks_how_many
from assistant.language.intents import OUT_OF_SCOPE, Intent
from assistant.language.lookups import looked_for
from assistant.language.present import speaks_of_ones_own
from assistant.language.understand import Segment

# Questions that a product of others may be named in: small talk, and what lies around the service.
_WITH_PRODUCTS = frozenset(
    {
        *("human", "greeting", "thanks", "who_are_you", "help", "restart", "clause_lookup", "absolute_terms"),
        *("network_disclosure", "designated_environment", "internet_access", "network_restrictions", "function_limits"),
        *("prerequisites", "not_ready_liability", "settings_by_iij", "credit_cause", "third_party_use"),
    }
)
_SHOWING = frozenset({"out_of_scope", "show_text", "which_article", "remedy", "clause_search"})
_APPENDIX = re.compile(r"\bappendi(?:x|ces)\b|別紙|料金表", re.IGNORECASE)
_REQUESTABLE = frozenset(
    {"grade_change", "change_check", "option_eligibility", "value_check", "change_items", "change_procedure"}
)
_WITH_VALUES = frozenset(
    {
        *("change_decrease", "combined_change", "log_old_data", "option_order", "option_description", "option_grades"),
        *(
            "grade_compare",
            "log_unspecified",
            "option_list",
            "bandwidth_guarantee",
            "configuration_check",
            "acceptance",
        ),
    }
)
_ENDS_IT_ALL = re.compile(
    r"^\W*(?:please |pls |just |i want to |we want to )*(?:cancel|terminate|end|quit|stop|close)"
    r"(?: (?:my|our|the|this|all))? (?:contract|service|subscription|account|plan)s?(?: please| now| asap)?\W*$|"
    r"^\W*quit\W*$|^\W*(?:契約)?(?:解約|退会|終了)\W*$",
    re.IGNORECASE,
)
_DO_END = re.compile(
    r"解約(?:の)?(?:受け?付け?|手続き?|申請|申し?込み?|依頼|登録|記録)?を?(?:お?願い|して(?:くだ|下さ|ほし)|進め)|"
    r"\b(?:register|record|file|submit|proceed|start|process|arrange)\b[^.?]{0,30}\b(?:cancel|terminat)\w*|"
    r"\b(?:cancel|terminate) (?:it|our|the|my|us|this)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"ありがと|有難|助かり|わかりました|分かりました|解決|参考|勉強|\bthank|\b(?:cheers|regards|obliged|help(?:ful)?|"
    r"set|sorted)\b|"
    r"\b(?:clear|settl|answer|explain)\w*\b|\ball (?:i|we) (?:need|want)",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"(?:つな[がいぎ]?|繋[がいぎ]?|代わら|引き継[がぎ]|呼ば|電話し)な(?:く|い)(?:て|で)(?:も)?(?:いい|良い|大丈夫|"
    r"結構|OK)|"
    r"(?:担当|オペレー|人間)[^。、]{0,10}(?:不要|必要な|いら|要ら)|"
    r"\b(?:don't|do not|no) (?:need|want|require)?(?: to (?:talk|speak) to)? ?(?:a |an |any )?"
    r"(?:human|person|agent|operator|handoff|ticket)\b|\bwithout (?:a |an )?(?:human|person|agent|operator|handoff)\b",
    re.IGNORECASE,
)
_FORM_ENDS = re.compile(r"終了|解約|停止|終わ|希望|\b(?:end|cancel|terminat|stop|desired|wish)\w*", re.IGNORECASE)
_OF_GRADES = frozenset({"remedy", "option_grades", "grade_compare", "grade_list"})
_WHICH_GRADE = re.compile(
    r"(?:どの|どれ|何の|どちらの)(?:グレード|プラン)|\b(?:which|what) (?:grade|plan|"
    r"tier)\b",
    re.IGNORECASE,
)
_GET_OUT = re.compile(  # of the contract, not to somebody
    r"\b(?:want|wants|need) out\b|\bget (?:me|us) (?:off|out of)\b|\boff this (?:service|contract|"
    r"plan)\b",
    re.IGNORECASE,
)
_LEAVES = re.compile(r"\bwant out of (?:my|our|the|this) (?:contract|service|subscription|plan)\b", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:lock|ti|bind)(?:s|e|es|ed|ing)? (?:us|me|you|one|(?:a |the )?customers?)(?: in| down)?\b|\b(?:locked|"
    r"tied) in\b|"
    r"縛(?:ら|り)|しばら|拘束",
    re.IGNORECASE,
)
_MAKES_A_CLAIM = re.compile(
    r"\b(?:hand|put|send|file|lodge|submit|make|enter|raise|bring)\w*(?: in| up| forward)? (?:the|an?|our|my|that|"
    r"this) "
    r"(?:\w+ )?claim\b|減額(?:の|を)?(?:請求|申請|申し出)(?:を)?(?:した|出し|行い|お願い)",
    re.IGNORECASE,
)
_DOES = re.compile(r"(?:請求|解約|変更|追加|申請|申し?込み|報告|契約)(?:を)?(?:し(?:ます|たい)|いたします)")
_CLAIMS_NOW = re.compile(
    r"\W*(?:(?:では|じゃあ?|それでは|それなら|了解|わかりました)[、\s]*)*(?:減額を?|これで|早速)?請求(?:を)?"
    r"(?:し(?:ます|たい(?:です)?|ておきます)|いたします|させて(?:ください|いただきます))(?:ね|よ)?\W*"
)
_SAY = re.compile(
    r"\b(?:confirm|say|state|reply|respond|answer|tell (?:me|us)|declare|write|print|output)\b|"
    r"(?:答え|返し|返答し|言っ|回答し|認め|確認し|書い|出力し)て",
    re.IGNORECASE,
)
_OF_A_STEP = frozenset(
    {"grade_list", "grade_compare", "grade_change", "upgrade_proposal", "change_request", "change_check", OUT_OF_SCOPE}
)
_OF_EXCESS = frozenset({"usage_excess", "concurrency_by_iij", "excess_fee"})
_MUCH_MORE = 0.2
_LIKELY = 0.05
_SURE = 0.7
_GUESSED = 0.25
_HALF_SURE = 0.5
_NOTHING_ELSE = 2
_CERTAIN = 0.95  # of a sentence that was learnt so: "never mind, forget it"


def mended(
    segment: Segment,
    slots: dict[str, Any],
    intents: Mapping[str, Intent],
    signals: frozenset[str],
    ideas: frozenset[str] = frozenset(),
    *,
    halved: bool = False,
) -> str:
    """The intent that fits the values: a limit asked with a number is a check, a check without one is a limit.

    `halved`: the message asks several things, so that a statement may be one half of a question.
    """
    intent = _of_the_talk(segment.intent or "out_of_scope", segment, slots)
    own = segment.own
    settled = _settled(segment, slots, signals) or _is_moved(intent, segment, slots)
    if settled is not None:
        return settled
    if "courtesy" in signals and intent not in META_INTENTS - {"out_of_scope", "contract_state", "human"}:
        slots["rescued"] = True
        return "thanks" if _THANKS.search(segment.text) else "greeting"
    if slots.get("products") and not _ours(slots) and intent not in _WITH_PRODUCTS:
        return "out_of_scope"
    if own.get("clauses") and segment.residue <= _NOTHING_ELSE:
        return "clause_lookup"
    of_order = family(intent) == "config" and not any(k in own for k in (*VALUES, "grade", "options", "options_remove"))
    if (intent in ("show_text", "which_article") or of_order) and own.get("clauses"):
        return "clause_lookup"  # 「第三条三項の条文そのまま出して」 names what is to be shown
    if intent == "human" and (_asks_of_items(segment, signals) or _NO_PERSON.search(segment.text)):
        intent = next((n for n, _ in segment.ranked if n not in META_INTENTS), intent)
    says = any(own.get(k) for k in ("options", "options_remove", *VALUES))  # courtesy names no value
    intent = _more_than_courtesy(intent, segment, slots, signals, says=says)
    in_appendix = intent in _SHOWING and _APPENDIX.search(segment.text) and not own.get("clauses")
    if in_appendix or (_is_looked_up(intent, segment, slots) and not _is_open(intent, segment, intents)):
        slots["rescued"] = True
        return "clause_search"
    if intent == "out_of_scope" and (_ENDS_IT_ALL.search(segment.text) or _LEAVES.search(segment.text)):
        slots["rescued"] = True
        return "termination_request"
    of_facts = _of_facts(intent, segment, slots, signals)
    if of_facts is not None:
        return of_facts
    if intent == "out_of_scope":
        says_it = (
            slots if segment.act == "request" and segment.residue <= SHORT else own
        )  # 「今の半分でいい。変えといて」
        wishes = segment.act in ("request", "wish") and any(
            says_it.get(k) for k in (*VALUES, "options", "options_remove")
        )
        intent = (
            ("claim_deadline" if {"deadline", "claim"} <= ideas and not slots.get("durations") else None)
            or rescued_outage(segment, slots, ideas)
            or rescued_ending(slots, signals, ideas)
            or ("termination_channel" if "end" in ideas and own.get("via") not in (None, "form") and not says else None)
            or ("termination_how" if {"end", "procedure"} <= ideas and not says else None)
            or ("minimum_term_length" if "minterm" in ideas and not slots.get("dates") else None)
            or ("change_request" if wishes else None)
            or ("option_eligibility" if asks_for_an_option(segment) and not slots.get("products") else None)
            or second_best(segment, {**own, "services": slots.get("services")})
            or intent
        )
        if intent != "out_of_scope":
            slots["rescued"] = True
    guessed = intent == "human" and segment.confidence < _GUESSED  # nobody was asked for in so many words
    if (segment.confidence < UNSURE and (guessed or intent not in META_INTENTS)) or intent == "out_of_scope":
        other = rescued(segment, own, slots) or rescued_outage(segment, slots, ideas)
        if other:
            slots["rescued"] = True
            intent = other
    if segment.act in ("request", "wish") and own.get("grade_unknown"):
        intent = "change_request"  # 「Premiumにしたい」
    if segment.act in ("request", "wish") and own.get("options") and intent in ("option_stop", "option_stop_how"):
        intent = "change_request"  # "we need SSE" resembles "we no longer need SSE"
    intent = mend_costs(mend_facts(intent, segment, slots, signals, ideas), segment, slots)
    mend = mend_items(intent, segment, slots, signals)
    if not (halved and segment.act == "statement"):  # what is asked of a fee stands behind the other one
        mend = mend or mend_fee(intent, segment.text)
    mend = mend or mend_outage(intent, slots, signals, ideas)
    mend = mend or mend_dated(intent, segment, slots, signals, ideas) or intent
    if segment.act in ("request", "wish"):
        mend = _asked_for(mend, segment, slots, intents)
    return mend if mend in intents else intent


def _of_facts(intent: str, segment: Segment, slots: dict[str, Any], signals: frozenset[str]) -> str | None:
    """The intent that what is told leaves no doubt about, or None; may move slots to their part."""
    moves = {"grade_from", "grade_to"} <= segment.own.keys() and segment.act in ("request", "wish")
    if moves and intent not in META_INTENTS and intent != "service_switch":
        return "change_request"  # "we would like to leave Starter for Complete" ends no contract
    claims = segment.act in ("request", "wish") and _MAKES_A_CLAIM.search(segment.text)
    if claims or (segment.act != "question" and _CLAIMS_NOW.fullmatch(segment.text)):
        slots["rescued"] = True
        return "credit_claim"
    of_days = slots.get("durations") or slots.get("counted_from")
    if intent == "support_contact" and of_days and slots.get("services"):
        slots["rescued"] = True
        return "termination_channel"  # "if I ring the helpdesk, would that set the thirty days running?"
    bound = _BOUND.search(segment.text) and not slots.get("dates") and not slots.get("datetimes")
    if bound and (family(intent) == "outage" or intent == OUT_OF_SCOPE):
        slots["rescued"] = True
        return "minimum_term_length"  # "FMS locks us in for a full year, doesn't it?"
    if slots.get("flapping") and segment.act != "request" and asks_how_many(segment.text):
        slots["rescued"] = True
        return "credit_counting"  # what counts as one outage, whatever its length
    if "part_of_licences" in signals and segment.act != "request" and "licences" in slots:
        slots["rescued"] = True
        return "termination_partial"
    return mend_counts(intent, segment, slots)


def _is_looked_up(intent: str, segment: Segment, slots: Mapping[str, Any]) -> bool:
    """Whether a text asks where something is laid down, and no explanation of that is sure to be meant."""
    if segment.act in ("request", "wish") and any(v in segment.own for v in VALUES):
        return False
    if segment.own.get("clauses") or any(slots.get(k) for k in ("dates", "datetimes")):
        return False
    if intent in ("show_text", "which_article") and segment.confidence >= _SURE:
        return False
    return looked_for(segment.text) is not None


def _asks_of_items(segment: Segment, signals: frozenset[str]) -> bool:
    """Whether a person named is only whose contract it is: "what is open to somebody on our grade?"."""
    asks = segment.act == "question" and "which" in signals and bool(segment.own.get("items"))
    return asks and segment.confidence < _SURE


_POLITE = ("thanks", "greeting", "insult_or_frustration")


def _more_than_courtesy(
    intent: str, segment: Segment, slots: Mapping[str, Any], signals: frozenset[str], *, says: bool
) -> str:
    """The intent, or what else is meant by a text that only resembles a yes, a greeting or thanks."""
    unsure = ("human",) if segment.confidence < UNSURE else ()
    if intent == "restart" and segment.confidence < _HALF_SURE:
        return OUT_OF_SCOPE  # "the top one please": nothing is forgotten on a guess
    if intent == "thanks" and _DOES.search(segment.text):
        return next((n for n, _ in segment.ranked if n not in META_INTENTS), OUT_OF_SCOPE)  # 「じゃあ申請します」
    if intent == "restart" and says:
        return next((n for n, _ in segment.ranked if n not in META_INTENTS), intent)  # 「SSEも最初から付けて」
    says_more = segment.residue > SHORT and segment.confidence < _CERTAIN
    if (intent in ("yes", "no") and (slots or says_more)) or (says and intent in (*_POLITE, *unsure)):
        if segment.act == "question" and any(v in segment.own for v in VALUES):
            return "value_check"  # "sorry if this makes no sense - are 475 licences fine on Starter?"
        other, chance = next(((n, p) for n, p in segment.ranked if n not in META_INTENTS), (intent, 0.0))
        return other if slots or chance >= _LIKELY or segment.act == "question" else intent
    asked = segment.act == "question" and "which" in signals and segment.residue > SHORT
    if intent in ("greeting", "thanks") and asked:
        return next((n for n, _ in segment.ranked if n not in ("greeting", "thanks")), intent)
    return intent


def _is_open(intent: str, segment: Segment, intents: Mapping[str, Intent]) -> bool:
    """Whether the terms are silent on what is surely asked, so that no article shows it."""
    known = intents.get(intent)
    return known is not None and "needs_human" in (known.outcome or {}).values() and segment.confidence >= _SURE


def _of_the_talk(intent: str, segment: Segment, slots: dict[str, Any]) -> str:
    """The intent, or what a text asks that is taken for one about the contract at hand or about what was said."""
    own = segment.own
    if intent == "contract_state" and not speaks_of_ones_own(segment.text):
        return "out_of_scope"
    if intent == "contract_state" and own.get("grade_to") and segment.act == "question":
        return "grade_change"  # 「当社の契約をCoreへ戻すことに支障はありますか」
    if intent == "contract_state" and any(v in own for v in VALUES) and segment.act == "question" and "now" not in own:
        return "value_check" if asks_if_possible(segment.text) else intent  # "may we have 1G on our present grade?"
    if intent == "contract_state" and "form" in slots.get("vias", ()) and _FORM_ENDS.search(segment.text):
        return "termination_how"  # what may be written on the form, not what the contract is
    if intent == "contract_state" and slots.get("options") and asks_if_possible(segment.text):
        return "option_eligibility"  # "my boss read about the proxy. Could we have that on our plan?"
    of_a_value = any(v in slots for v in VALUES) and not slots.get("options")
    if intent == "human" and _GET_OUT.search(segment.text):
        return next((name for name, _ in segment.ranked if name != "human"), intent)
    if intent in _OF_GRADES and of_a_value and _WHICH_GRADE.search(segment.text):
        slots["rescued"] = True
        return "value_check"  # "half a year of logs: which grade would we need?"
    return intent


def _asked_for(mend: str, segment: Segment, slots: Mapping[str, Any], intents: Mapping[str, Intent]) -> str:
    """What a request or wish asks to be done, where the words alone would only be explained."""
    own = segment.own
    wanted = any(v in own for v in (*VALUES, "grade_to", "options", "options_remove"))
    if segment.act == "request" and segment.confidence < _SURE and any(v in own for v in VALUES):
        # "kindly double our licences": a value that is asked for, whatever else the words resemble
        explained = mend in intents and intents[mend].rule is None and mend not in META_INTENTS
        mend = "change_request" if explained and family(mend) not in ("ending", "outage") else mend
    if mend in _REQUESTABLE or (mend in LIMIT_ITEMS and mend != "option_list") or (wanted and mend in _WITH_VALUES):
        mend = "change_request"
    counts = segment.act == "request" and mend in _OF_EXCESS and "concurrent" in own
    if counts or (mend in ("concurrency_by_iij", "change_decrease") and segment.act == "wish"):
        mend = "change_request"  # what IIJ may do, and what a decrease comes to, are asked about and not wished for
    if mend == "region_change" and own.get("region"):
        mend = "change_request"  # whether IIJ offers it, a person must say; what is asked for is known
    if segment.act == "request" and mend in ("termination_date", "termination_latest") and _DO_END.search(segment.text):
        mend = "termination_request"
    likely = dict(segment.ranked).get("termination_request", 0.0) >= _LIKELY
    if segment.act == "request" and mend == "termination_how" and likely and not slots.get("options"):
        mend = "termination_request"  # 「解約の手続きをお願いします」 asks for it to be done, not how
    return mend


def _settled(segment: Segment, slots: dict[str, Any], signals: frozenset[str]) -> str | None:
    """The intent that the form of a text alone tells, whatever the matcher says."""
    if segment.act == "question" and is_notice_day(segment.text, slots):
        slots["dates"] = [{**d, "role": "arrival"} for d in slots["dates"]]
        slots["rescued"] = True
        return "termination_date"
    if {"code", "others"} & signals:
        return "out_of_scope"
    if segment.act == "statement" and _GRATEFUL.fullmatch(segment.text):
        return "thanks"
    if "overrides" in signals and (segment.act != "question" or _SAY.search(segment.text)):
        slots.pop("dates", None)  # a day that is to be confirmed is not reckoned with
        return _told_to_say(segment)
    by_iij = segment.intent == "upgrade_proposal" and segment.act == "question"  # "may IIJ move us up by itself?"
    if "grade_step" in segment.own and segment.intent in _OF_A_STEP and not by_iij:
        slots["rescued"] = True
        return "grade_change" if segment.act == "question" else "change_request"
    stepped = "value_check" if asks_if_on_offer(segment) else takes_a_step(segment)
    if stepped is not None:
        slots["rescued"] = True
        return stepped
    return "human" if "person" in signals and not _rings_to_end(segment) else limits_asked(segment)


_GRATEFUL = re.compile(  # 「助かったわ〜」
    r"\W*(?:ほんと(?:に|う(?:に)?)?|本当に|とても|めっちゃ|めちゃ|マジ(?:で)?|まじ(?:で)?|すごく|大変|いつも)?、?"
    r"(?:助か(?:る|った|ります|りました|りまし?)|ありがた[いー]|感謝(?:です|します|してます)?|あざ(?:す|っす|ーす)|サンキュー?|恩に着(?:る|ます))"
    r"(?:わ|よ|ね|です|っす|ー|~|〜|ぁ|あ|なぁ)*\W*"
)


def _rings_to_end(segment: Segment) -> bool:
    """Whether a call is a way to cancel, and nobody is to ring back: "can the customer just phone us to cancel?"."""
    calls = segment.act == "question" and bool(_THEY_RING.search(segment.text))
    return calls and ("form" in segment.own.get("vias", []) or bool(_ENDS_BY_IT.search(segment.text)))


_THEY_RING = re.compile(
    r"\b(?:they|he|she|customers?|clients?|someone|somebody|one)\b[^.?]{0,24}"
    r"\b(?:ring|call|phone|telephone)(?:s|ed)? us\b|"
    r"\b(?:ringing|calling|phoning|telephoning) us\b|電話(?:を)?(?:もらえ|いただけ|してもら)",
    re.IGNORECASE,
)
_ENDS_BY_IT = re.compile(
    r"解約|やめ|申込書|\b(?:cancel\w*|terminat\w*|quit|end|leave|notice|form|paperwork)\b", re.IGNORECASE
)


def _told_to_say(segment: Segment) -> str:
    """What the terms say on the subject, for who orders us to confirm something whatever they say."""
    known = next((name for name, _ in segment.ranked if name not in META_INTENTS), "out_of_scope")
    return EXPLAINED_BY.get(known, "out_of_scope")


def _is_moved(intent: str, segment: Segment, slots: Mapping[str, Any]) -> str | None:
    """The change that is meant where a value goes from one to another, or by so many."""
    own = segment.own if segment.residue else slots  # "... back from 15,000 to 2,000. Possible?"
    steps = [v for v in VALUES if v in own and (v in own.get("from", {}) or v in own.get("relative", {}))]
    if not steps or own.get("options") or intent in CHANGE_INTENTS:
        return None
    goes = any(v in own.get("from", {}) for v in steps) and intent in _OF_EXCESS
    if segment.act in ("request", "wish") and (goes or segment.confidence < _SURE + _MUCH_MORE):
        return "change_request"
    return "change_check" if goes else None


def _ours(slots: Mapping[str, Any]) -> bool:
    """Whether a service, an option, a grade or an article of ours is named."""
    return any(slots.get(k) for k in ("services", "options", "options_remove", "grades", "clauses"))
