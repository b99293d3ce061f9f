"""What a turn does with a question about the end: another subject, the prescribed form after all, a day taken away."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from assistant.dialogue.days import beside_dates
from assistant.dialogue.families import COMPUTED_BY, EXPLAINED_BY, SHORT, family
from assistant.dialogue.filling import is_question_form, says_something
from assistant.dialogue.mend_times import asks_end
from assistant.dialogue.state import Frame, State
from assistant.language.understand import Reading, Segment

_OF_THE_WHOLE = re.compile(
    r"契約(?:本体|自体|全体|そのもの)|(?:本体|全体)の(?:契約|解約)|(?:本体|契約)の(?:ほう|方|場合)|"
    r"\b(?:whole|entire|main|base|full) (?:contract|service)\b|\b(?:contract|service) (?:itself|as a whole)\b",
    re.IGNORECASE,
)
_NO_END_DAY = re.compile(
    r"(?:終了日?|解約日?|停止日?|希望日?|指定日?|日付|日にち)(?:の(?:指定|記載|希望|記入)|を指定)?(?:が|は|も|を|まで)?"
    r"(?:な(?:い|し|けれ|かった|く|きゃ)|無|(?:書|記載|指定|記入|入れ)(?:か|し|さ|て)?(?:れ)?(?:て)?(?:い)?な|空欄|"
    r"未記入|未指定)|"
    r"何も(?:指定|記入|記載|書)(?:し|か|せず)|"
    r"\b(?:nam|writ|wrote|specif|g[ia]v|put|designat|stat)\w* (?:nothing|none|no (?:day|date))\b|"
    r"\bwith no (?:\w+ )?(?:date|day)\b|"
    r"\b(?:without|no|not|leav(?:e|ing) out|drop(?:ping)?|ignor(?:e|ing)|remov(?:e|ing)|forget)\b[^.?,]{0,20}"
    r"\b(?:end(?:ing)?|stop(?:ping)?|terminat\w+|cancell?ation|exit|desired|requested|written|designated|specified)"
    r"[ -]?(?:date|day)\b|"
    r"\b(?:date|day)\b[^.?,]{0,16}\b(?:isn't|is not|wasn't|was not|weren't|not|never|left)\b[^.?,]{0,8}\b(?:written|"
    r"given|specified|there|stated|named|on it|blank|out)\b",
    re.IGNORECASE,
)
_STOPS = re.compile(r"停止|止ま|止め|\bstop\w*", re.IGNORECASE)
_FEES = frozenset({"fee_kinds", "price", "discount"})
_LEFT = re.compile(
    r"残余|残り(?:は|の|が)?(?:期間|日数|あと)?(?:は)?何?日|残りの?期間|何日(?:分)?残|"
    r"\b(?:days?|how (?:long|much))\b[^?]{0,24}\b(?:left|remain\w*)\b|"
    r"\bremaining (?:days?|term|period)\b",
    re.IGNORECASE,
)
_OF_AN_OPTION = frozenset({"minimum_term", "minimum_term_length", "early_charge", "early_charge_when"})
RECKONED = frozenset({"termination_date", "termination_latest", "termination_request", "option_stop"})
_OTHER_SUBJECT = re.compile(r"契約|本体|\bcontract\b", re.IGNORECASE)
_GOES_BACK_TO_FORM = frozenset({"hypothetical", "correction", "follow_up"})


def names_no_end_day(text: str) -> bool:
    """Whether a text says that no day of the end is written or wished for."""
    return bool(_NO_END_DAY.search(text))


def without_end_day(dates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The dates without the one wished for as the end."""
    return [d for d in dates if d["role"] != "desired"]


# The part that a day plays when nothing is said of it.
DEFAULT_ROLE = {
    "termination_date": "arrival",
    "termination_request": "desired",
    "option_stop": "arrival",
    "early_charge": "arrival",
    "termination_latest": "desired",
    "minimum_term": "billing_start",
}


def tells_arrival(segment: Segment) -> bool:
    """Whether the day of arrival is told beside a question: "the courier brings it on the 1st. When is the end?"."""
    return any(d["role"] == "arrival" for d in segment.slots.get("dates", []))


def with_roles(dates: list[dict[str, Any]], intent: str) -> list[dict[str, Any]]:
    """The dates of a frame, each with the part it plays there, so that it keeps it when the question changes."""
    default = DEFAULT_ROLE.get(intent)
    first = next((d for d in dates if d["role"] is None), None)
    taken = first is None or any(d["role"] == default for d in dates)
    return [{**d, "role": default} if d is first and not taken else d for d in dates]


def _of_way_or_sum(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether another way than the form, the sum of a charge or the day of posting is asked; changes the frame."""
    dates = segment.own.get("dates", [])
    if _instead_of_form(segment):
        frame.intent = "termination_channel"
        frame.slots.update(rescued=True, referred=True, via=_other_way(segment))
        frame.slots.pop("dates", None)
        return True
    if topic.intent == "early_charge" and _IN_YEN.search(segment.text) and not dates:
        frame.intent = "early_charge_amount"  # whether it is due was reckoned; what it comes to, the terms do not say
    elif (
        dates and {d["role"] for d in dates} == {"sent"} and topic.intent in _RECKONED and _COUNTS.search(segment.text)
    ):
        frame.intent = "termination_how"  # "we'd post it on the 5th, doesn't that count?"
    else:
        return False
    frame.slots.update(rescued=True, referred=True)
    return True


def in_ending(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """What a question means after one about the end, where its own words would say something else."""
    own = segment.own
    asks = segment.act == "question"
    named = own.get("options") or own.get("options_remove")
    known = {d["role"] for d in topic.slots.get("dates", [])}
    stopped = topic.slots.get("options") and topic.intent in _OF_AN_OPTION and not named
    if asks and frame.intent == "remedy" and _TO_END.search(segment.text) and not own.get("dates"):
        frame.intent = "option_stop_how" if topic.intent in _STOPPING else "termination_how"
        frame.slots.update(rescued=True, referred=True)  # "so how do we end it?"
        return
    if asks and (_of_way_or_sum(frame, topic, segment) or designates(frame, topic, segment, signals)):
        return
    if (asks and _asks_again(frame, topic, segment, signals)) or _left_early(frame, topic, segment):
        return
    if stopped and own.get("dates") and _STOPS.search(segment.text) and not _OF_THE_WHOLE.search(segment.text):
        frame.intent, frame.slots["rescued"] = "option_stop", True  # 「停止の申込書が12/1に着いたら」
        frame.slots["options"] = list(topic.slots["options"])
    elif asks and not own.get("dates") and _OF_THE_WHOLE.search(segment.text):
        _of_the_contract(frame, topic)
    elif asks and topic.intent in _STOPPING and _of_it(frame, segment):
        frame.intent = topic.intent  # "wouldn't the form stop it after 30 days?" of the option spoken of
        kept = {k: v for k, v in topic.slots.items() if k in ("options", "options_remove", "items")}
        frame.slots = {**kept, **frame.slots, "rescued": True, "referred": True}
    elif asks and frame.intent == "option_minimum_term_consequence" and {"arrival", "billing_start"} <= known:
        frame.intent = "early_charge"
    elif asks and frame.intent == "early_charge_amount" and _of_a_case(topic, segment, signals):
        frame.intent, frame.slots["rescued"] = "early_charge", True  # whether it is due at all, for the days reckoned
    elif (
        asks and topic.intent in _STOPPING and frame.intent in _FEES and "refers" in signals and not own.get("options")
    ):
        frame.intent, frame.slots["rescued"] = "option_minimum_term_consequence", True  # "what would that cost?"
    elif asks and topic.intent in _OF_AN_OPTION and frame.intent in _FEES and segment.residue <= SHORT:
        frame.intent, frame.slots["rescued"] = "early_charge_when", True  # "is there a fee then?"
    elif asks and topic.intent == "early_charge" and _LEFT.search(segment.text) and not own.get("dates"):
        frame.intent, frame.slots["rescued"] = "early_charge", True  # how many days are left of it was reckoned
    elif asks and not own.get("dates"):
        other_way = own.get("via") not in (None, "form") or _BY_FAX.search(segment.text)
        if other_way and frame.intent not in ("option_order", "termination_channel", "human"):
            frame.intent = "termination_channel"
            frame.slots["rescued"] = True
        elif "posts" in signals and not tells_arrival(segment):
            frame.intent = "termination_how"
            frame.slots["rescued"] = True
    if frame.intent == "termination_channel" and not own.get("dates"):
        frame.slots.setdefault("dates", list(topic.slots.get("dates", [])))  # in case it was the form after all
    elsewhere = named or own.get("services") or own.get("items") or _OTHER_SUBJECT.search(segment.text)
    if frame.intent in _OF_AN_OPTION and topic.intent in _OF_AN_OPTION and not elsewhere:
        options = [o for k in ("options", "options_remove") for o in topic.slots.get(k, [])]
        if options:
            frame.slots["options"] = options
            if frame.intent == "early_charge_when":
                frame.intent, frame.slots["rescued"] = "option_minimum_term_consequence", True


def _asks_again(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether 「それだといつ終わりますか」 asks for the end that was just reckoned; changes the frame."""
    told = {k: v for k, v in segment.own.items() if k not in ("via", "vias")}
    reckoned = topic.intent in (*_RECKONED, "option_stop") and bool(topic.slots.get("dates"))
    other = says_something(told) or names_no_end_day(segment.text)
    other = other or bool(signals & {"minimum_term", "settlement", "earliest", "latest"})
    if not reckoned or other or segment.residue > SHORT or not asks_end(segment.text):
        return False
    frame.intent, frame.service = topic.intent, topic.service or frame.service
    frame.slots = {**topic.slots, "rescued": True, "referred": True}
    return True


def _left_early(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether 「2週間でやめたら？」 after the minimum term asks what leaving early comes to; changes the frame."""
    of_term = topic.intent in ("minimum_term", "minimum_term_length") and not segment.own.get("dates")
    asks = is_question_form(segment) and segment.residue <= SHORT and bool(segment.own.get("durations"))
    if not (of_term and asks) or not _LEAVES.search(segment.text):
        return False
    options = segment.own.get("options") or topic.slots.get("options", [])
    frame.intent = "option_minimum_term_consequence" if options else "early_charge_when"
    frame.service, frame.act = frame.service or topic.service, "question"
    frame.slots = {**({"options": list(options)} if options else {}), "rescued": True, "referred": True}
    return True


_LEAVES = re.compile(
    r"やめ|辞め|止め|解約|停止|終わ|外し|\b(?:stop|leav|left|cancel|end|quit|terminat|drop|give (?:it )?up)\w*",
    re.IGNORECASE,
)


def designates(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether a day is asked about as the one written on the form whose arrival was told; changes the frame.

    「解除日の欄に3月31日と書いたら」, "what if the form names 31 March?": the later of the two days then counts.
    """
    days = list({d["value"]: d for d in segment.own.get("dates", [])}.values())
    known = with_roles(topic.slots.get("dates", []), topic.intent)
    told = {d["role"] for d in known} & {"arrival", "sent"}
    writes = (
        (_WRITES.search(segment.text) or _WISHES.search(segment.text))
        and not BY_WHEN.search(segment.text)
        and "latest" not in signals
    )
    alone = len(days) == 1 and days[0]["role"] in ("desired", None)
    if topic.intent not in (*_RECKONED, "option_stop", "early_charge") or not (told and alone and writes):
        return False
    if segment.own.get("services") not in (None, [], [topic.service]):
        return False
    kept = {k: v for k, v in topic.slots.items() if k in ("options", "options_remove", "items")}
    stays = topic.intent in ("option_stop", "early_charge")
    frame.intent, frame.service, frame.act = topic.intent if stays else "termination_date", topic.service, "question"
    dates = [*without_end_day(known), {**days[0], "role": "desired"}]
    frame.slots = {**kept, "dates": dates, "rescued": True, "referred": True}
    return True


_WRITES = re.compile(
    r"(?:解除|解約|終了|停止|希望|指定|効力)(?:希望|発生)?日(?:の?欄|と(?:して|し)|は|を|に|が)[^。]{0,16}(?:書|記入|"
    r"記載|指定|入れ|する|し[たてま]|"
    r"なら|だと|だったら|にしたら|とすると)|(?:欄|申込書|用紙|フォーム)(?:に|で|上|へ)[^。]{0,16}(?:書|記入|記載|指定|"
    r"入れ)|"
    r"(?:を|と)(?:指定|記入|記載|書い)[^。]{0,6}(?:たら|場合|とき|れば|と)|"
    r"\b(?:writ\w+|wrote|put|enter\w*|fill\w*|designat\w+|specif\w+|nam(?:e|es|ed|ing)|stat(?:e|es|ed|ing)|stipulat\w+|"
    r"indicat\w+|giv(?:e|es|en|ing)|gave)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(  # another end than the one just reckoned: 「3月末にしたい場合は」
    r"(?:に|で)(?:し|終わらせ|終わり|やめ)たい|(?:が|を)希望|(?:が|の(?:ほう|方)が)(?:いい|よい|良い)|"
    r"\b(?:rather|prefer\w*|would like|'d like|wish\w*|want\w* (?:it|this|that|the contract))\b",
    re.IGNORECASE,
)
BY_WHEN = re.compile(
    r"いつまで|遅くとも|までに|何日前|間に合|\b(?:by when|latest|deadline|no later|how early|in time|"
    r"when (?:must|should|do we have to|does it have to|would it have to))\b",
    re.IGNORECASE,
)


def moves_day(state: State, frame: Frame, segment: Segment) -> None:
    """Reckon the charge anew when a day of it is asked about otherwise, also after its amount was asked.

    「申込書が届くのを12月1日にずらせば？」, "and if the form came on the 1st?".
    """
    last, topic = state.frame, state.topic
    days = segment.own.get("dates", [])
    of_charge = topic is not None and topic.intent == "early_charge" and last is not None and last.intent in _OF_CHARGE
    if topic is None or not of_charge or segment.act != "question" or not days or frame.slots.get("referred"):
        return
    known = with_roles(topic.slots.get("dates", []), topic.intent)
    roles = {d["role"] for d in days}
    asks_when = _ASKS_WHEN.search(segment.text) or BY_WHEN.search(segment.text)
    other = any(segment.own.get(k) for k in ("services", "options", "options_remove", "durations"))
    if not roles <= {d["role"] for d in known} & {"arrival", "desired", "billing_start"} or asks_when or other:
        return
    kept = {k: v for k, v in topic.slots.items() if k in ("options", "options_remove", "items")}
    frame.intent, frame.service, frame.act = "early_charge", topic.service or frame.service, "question"
    dates = [*[d for d in known if d["role"] not in roles], *[beside_dates(d, known) for d in days]]
    frame.slots = {**kept, "dates": dates, "rescued": True, "referred": True}


_OF_CHARGE = frozenset({"early_charge", "early_charge_amount", "early_charge_when"})
_ASKS_WHEN = re.compile(
    r"いつ|何日|終わ|終了|\b(?:when|what (?:day|date)|which (?:day|date)|end|ends|over)\b", re.IGNORECASE
)


def charged_for_option(state: State, frame: Frame, segment: Segment) -> None:
    """Reckon whether leaving an option early costs anything, where its days were told one after the other."""
    last, began = state.topic, state.known.get("option_billing_start")
    asks = frame.intent == "option_minimum_term_consequence" and segment.act == "question"
    if last is None or last.intent not in _STOPPING or not began or not asks or segment.own.get("dates"):
        return
    if {d["role"] for d in with_roles(last.slots.get("dates", []), last.intent)} & {"arrival", "desired"}:
        frame.intent, frame.service = "early_charge", last.service or frame.service
        kept = {k: v for k, v in last.slots.items() if k in ("options", "options_remove", "items")}
        dates = with_roles(last.slots["dates"], last.intent)
        frame.slots = {**kept, "dates": dates, "rescued": True, "referred": True}


_HALF = 0.5
_BY_FAX = re.compile(
    r"ファ(?:ック|ッ)?クス|\bfax\w*|\b(?:r[ia]ng|call|phone|telephone|text)(?:e?d|ing)? (?:you|us|iij)\b", re.IGNORECASE
)
_STOPPING = frozenset({"option_stop", "option_stop_how"})
_OF_THE_FORM = frozenset({"termination_how", "termination_withdraw", "termination_channel", "support_contact"})


def _of_it(frame: Frame, segment: Segment) -> bool:
    """Whether a question without a day of its own asks when or whether something stops, not a contract."""
    own = segment.own
    named = own.get("dates") or own.get("services") or own.get("options") or _OTHER_SUBJECT.search(segment.text)
    unsure = segment.confidence < _HALF and not frame.intent.startswith("early_charge")
    by_form = own.get("via") in (None, "form") and (frame.intent in _OF_THE_FORM or unsure)
    return not named and by_form and bool(_STOPS.search(segment.text)) and not names_no_end_day(segment.text)


_WHETHER_DUE = re.compile(
    r"払|かか(?:る|り|ら)|発生|必要|取られ|請求され|ありますか|"
    r"\b(?:pay|owe|due|liable|charged|is there|are there|have to|need to|apply|applies)\b",
    re.IGNORECASE,
)


_INSTEAD = re.compile(
    r"代わり|かわり|なくても|でなく|じゃなく|\b(?:instead|rather than|in place of|without)\b", re.IGNORECASE
)


_TO_END = re.compile(
    r"解約|やめ|終わら|終了|止め|停止|\b(?:end|cancel|terminate|quit|leave|stop|get out)\b", re.IGNORECASE
)
_RECKONED = frozenset({"termination_date", "termination_latest", "termination_request"})
_COUNTS = re.compile(
    r"数え|有効|カウント|間に合|だめ|ダメ|駄目|認め|扱い|(?:では|じゃ)(?:ない|いけ)|\b(?:count\w*|enough|do|ok(?:ay)?|"
    r"valid|accepted|matter)\b",
    re.IGNORECASE,
)
_IN_YEN = re.compile(r"円|金額|\b(?:in yen|yen|the amount|what amount|in money)\b", re.IGNORECASE)


def _other_way(segment: Segment) -> str | None:
    """The way beside the form that a segment names."""
    return next((str(via) for via in segment.own.get("vias", []) if via != "form"), None)


def _instead_of_form(segment: Segment) -> bool:
    """Whether another way is asked about in the place of the form: "would a phone call today do instead?"."""
    return _other_way(segment) is not None and bool(_INSTEAD.search(segment.text))


def _of_a_case(topic: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether it is asked if a charge is due for the end just reckoned with, and not how much such a charge is."""
    known = {d["role"] for d in topic.slots.get("dates", [])} & {"arrival", "desired", None}
    asks = "amount" not in signals and not segment.own.get("dates") and bool(_WHETHER_DUE.search(segment.text))
    return asks and bool(known) and topic.intent in ("termination_date", "termination_latest", "option_stop")


def _of_the_contract(frame: Frame, topic: Frame) -> None:
    """The same as was asked of an option, of the contract: its end for the same days, or how it is ended."""
    dates = list(topic.slots.get("dates", []))
    intent = "termination_how"
    if topic.intent in _OF_AN_OPTION:
        intent = COMPUTED_BY.get(topic.intent, topic.intent) if dates else EXPLAINED_BY.get(topic.intent, topic.intent)
    elif topic.intent == "option_stop" and dates:
        intent = "termination_date"
    frame.intent = intent
    frame.slots.update(rescued=True, referred=True)
    if intent != "termination_how":
        frame.slots["dates"] = dates
    for key in ("options", "options_remove"):
        frame.slots.pop(key, None)
    frame.slots["items"] = [i for i in frame.slots.get("items", []) if i != "option"]


def form_after_all(frame: Frame, last: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether a message puts the prescribed form in the place of the mail or call just asked about; changes the frame.

    「所定の申込書だったとしたら？」 asks for the day that was told there.
    """
    dates = last.slots.get("dates")
    otherwise = last.intent == "termination_channel" or last.slots.get("via") not in (None, "form")
    of_form = otherwise and dates and segment.own.get("via") == "form"
    if not of_form or segment.own.get("dates") or segment.residue > SHORT or not signals & _GOES_BACK_TO_FORM:
        return False
    options = last.slots.get("options") or last.slots.get("options_remove")
    frame.intent = "option_stop" if options else "termination_date"
    frame.slots.update(rescued=True, referred=True, dates=list(dates or []))
    if options:
        frame.slots["options_remove"] = options
    return True


def only_posts(asks: Frame, segment: Segment) -> bool:
    """Whether a sentence tells when a form is posted whose arrival is known: nothing that changes a cancellation."""
    days = segment.own.get("dates", [])
    arrival = next((d for d in asks.slots.get("dates", []) if d["role"] == "arrival"), None)
    sent = {d["role"] for d in days} == {"sent"}
    return is_ending(asks) and arrival is not None and sent and str(days[-1]["value"]) <= str(arrival["value"])


def is_ending(frame: Frame) -> bool:
    """Whether a frame is about the end of a contract or an option."""
    return family(frame.intent) == "ending"


def earliest(frame: Frame, state: State, reading: Reading, today: date) -> None:
    """Take the earliest end that is asked for as the end for a form that arrives today."""
    if "earliest" not in reading.signals or frame.slots.get("dates"):
        return
    open_ending = any(f is not None and family(f.intent) == "ending" for f in (state.frame, state.topic, state.wish))
    if family(frame.intent) != "ending" and not (open_ending and frame.act == "question"):
        return
    if "minimum_term" in reading.signals and "billing_start" not in state.known:
        frame.intent = "minimum_term_length"  # "the lock-in is a year, when can we leave?": its length comes first
        return
    if frame.intent in ("minimum_term", "minimum_term_length"):
        frame.intent = "termination_date"
    if family(frame.intent) != "ending" or frame.intent in ("termination_how", "termination_latest"):
        frame.intent = "termination_date"
    frame.slots["dates"] = [{"role": "arrival", "value": today.isoformat(), "inferred": False, "candidates": []}]
    frame.slots["earliest"] = frame.slots["rescued"] = True
