"""What "it", "that one", "those two", "the first of them" mean: the options last spoken of or just listed."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.config import CHANGE_INTENTS, OPTION_WORDS, STOPS_OR_ENDS, VALUES
from assistant.dialogue.config_turns import asks_effect
from assistant.dialogue.families import LIMIT_ITEMS, SHORT, family
from assistant.dialogue.filling import says_something
from assistant.dialogue.judge import Judge
from assistant.dialogue.mend_costs import asks_amount
from assistant.dialogue.mend_times import asks_end
from assistant.dialogue.offers import options_spoken_of
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import present_contract
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.model import Entity
from assistant.language.option_parts import OPTION_PARTS, option_part
from assistant.language.understand import Reading, Segment

# Questions about an option that may leave it to "it" or "those two".
OF_OPTIONS = frozenset(
    {
        *("option_eligibility", "option_grades", "option_description", "option_order", "option_fee", "option_stop"),
        *("option_stop_how", "minimum_term_length", "option_minimum_term_consequence"),
    }
)


_FEW = 20  # characters beside names and small words: what a text may have that calls an option by half its name
_OPTIONS = ("options", "options_remove", "options_keep", "options_refused")


def in_few_words(reading: Reading, state: State) -> Reading:
    """The reading with options that are called by half their name while options are spoken of: 「設定変更なら？」."""
    pending = state.pending.frame if state.pending else None
    about = [f for f in (state.frame, state.topic, pending) if f is not None]
    named = any(s.own.get(k) for s in reading.segments for k in _OPTIONS)
    if not named and not any(f.intent.startswith("option_") or any(f.slots.get(k) for k in _OPTIONS) for f in about):
        return reading
    return replace(
        reading,
        segments=tuple(_that_option(_named_in_full(s), state) for s in reading.segments),
        told=tuple(_named_in_full(s) for s in reading.told),
    )


_THAT_OPTION = re.compile(
    r"(?:その|この|同じ)(?:オプション|アドオン)|\b(?:that|this|the same) (?:option|add-?on)\b", re.IGNORECASE
)


def _that_option(segment: Segment, state: State) -> Segment:
    """The option spoken of last in the place of "that option", asked about on a grade."""
    graded = segment.act == "question" and segment.own.get("grades")
    if not graded or not state.mentioned or segment.own.get("options") or not _THAT_OPTION.search(segment.text):
        return segment
    named = {"options": state.mentioned[-1:]}
    ranked = (("option_eligibility", 1.0), *[pair for pair in segment.ranked if pair[0] != "option_eligibility"])
    return replace(segment, ranked=ranked, slots={**segment.slots, **named}, own={**segment.own, **named})


def _named_in_full(segment: Segment) -> Segment:
    if any(segment.own.get(k) for k in _OPTIONS):
        return _listed_beside(segment)
    if segment.residue > _FEW:
        return segment
    found = [(option, said) for option, words in OPTION_WORDS.items() if (said := words.search(segment.text))]
    if len(found) != 1:
        return segment
    option, said = found[0]
    entity = Entity("option", said[0], said.start(), said.end(), option, {})
    told = {OPTION_PARTS[option_part(segment.text, entity)]: [option]}
    residue = max(0, segment.residue - len(said[0].replace(" ", "")))
    return replace(segment, own={**segment.own, **told}, slots={**segment.slots, **told}, residue=residue)


def _listed_beside(segment: Segment) -> Segment:
    """The request with the option called by half its name beside one named in full: "proxy and multi-region"."""
    keys = [k for k in ("options", "options_remove") if segment.own.get(k)]
    said = [o for k in _OPTIONS for o in segment.own.get(k, [])]
    found = [o for o in _LISTABLE if o not in said and re.search(_JOINED.format(OPTION_WORDS[o].pattern), segment.text)]
    if len(keys) != 1 or len(found) != 1 or segment.act == "question":
        return segment
    told = {keys[0]: [*segment.own[keys[0]], *found]}
    return replace(segment, own={**segment.own, **told}, slots={**segment.slots, **told})


_LISTABLE = ("transparent_proxy", "multi_region", "sse")
_JOINED = (
    r"(?i:(?:{0})(?:プロキシ|リージョン|オプション| option| proxy)?\s*(?:,|、|・|と|\+|&|and\b|plus\b)|"
    r"(?:,|、|・|と|\+|&|\band|\bplus)\s*(?:the |a )?(?:{0}))"
)


def referred(state: State, frame: Frame, reading: Reading, judge: Judge) -> None:
    """What "it", "that one", "those two" in a question about options mean: the options last spoken of."""
    if _listed(state, frame, reading, judge) or _sized_grade(state, frame, reading, judge):
        return
    refers = "refers" in reading.signals or "both" in reading.signals or "all" in reading.pick
    if (
        not refers
        or frame.intent not in OF_OPTIONS
        or any(v in frame.slots for v in VALUES)
        or any(frame.slots.get(k) for k in ("options", "options_remove", "options_keep"))
    ):
        return
    several_meant = (
        "all" in reading.pick or "both" in reading.signals or (len(state.mentioned) > 1 and _plural(reading))
    )
    options = options_spoken_of(state, several=several_meant)
    if options:
        frame.slots["options"] = options
        if family(frame.intent) != "config":
            frame.slots.update(referred=True, rescued=True)
        if several_meant:
            frame.both, frame.service = False, state.service or frame.service


def _listed(state: State, frame: Frame, reading: Reading, judge: Judge) -> bool:
    """Whether a place in the list of options just shown is meant: "does the first one have a minimum term?"."""
    last, order = state.frame, reading.pick.get("order")
    about = frame.intent in (*OF_OPTIONS, OUT_OF_SCOPE) and not frame.slots.get("options")
    if last is None or last.intent != "option_list" or not last.service or order is None or not about:
        return False
    options = judge.choices(last, "option")
    if not 0 < abs(order) <= len(options):
        return False
    frame.slots.update(options=[options[order - 1 if order > 0 else order]], referred=True, rescued=True)
    if frame.intent == OUT_OF_SCOPE:
        frame.intent = "option_description"
    return True


_GRADE_OR_ONE = re.compile(
    r"グレード|プラン|もの|やつ|の(?:は|だと|なら|で|も)|\b(?:one|grade|plan|tier|edition)\b", re.IGNORECASE
)


def _sized_grade(state: State, frame: Frame, reading: Reading, judge: Judge) -> bool:
    """Whether the smallest or the largest grade is meant, in talk of what grades allow: "and on the smallest one?"."""
    last, size = state.frame, reading.pick.get("size")
    asks = len(reading.segments) == 1 and reading.segments[0].act == "question"
    if last is not None and last.intent == "grade_list" and last.service and size in ("min", "max") and asks:
        grades = judge.choices(last, "grade")  # "what bandwidth does the smallest one have?"
        if frame.intent in LIMIT_ITEMS and grades and _GRADE_OR_ONE.search(reading.text):
            grade = grades[0 if size == "min" else -1]
            frame.slots.update(grade=grade, grades=[grade])
            frame.slots.pop("limit", None)
        return False
    if (
        last is None
        or size not in ("min", "max")
        or not asks
        or not (last.slots.get("options") and last.slots.get("grades"))
    ):
        return False
    segment = reading.segments[0]
    grades = judge.choices(last, "grade")
    if says_something(segment.own) or segment.residue > SHORT or not grades or not _GRADE_OR_ONE.search(reading.text):
        return False
    frame.intent, frame.service = last.intent, last.service
    frame.slots = {k: v for k, v in last.slots.items() if not k.startswith("grade")}
    grade = grades[0 if size == "min" else -1]
    frame.slots.update(grade=grade, grades=[grade], referred=True, rescued=True)
    return True


def asks_grade_of_both(frame: Frame, segment: Segment, reading: Reading) -> bool:
    """Whether "which grade allows both?" asks for the grades of the options spoken of."""
    both = "both" in reading.signals or "all" in reading.pick
    names_none = not any(segment.own.get(k) for k in ("options", "options_remove", "services", "grades"))
    of_grades = "grade" in segment.own.get("items", []) and segment.act == "question"
    return both and names_none and of_grades and "which" in reading.signals and frame.act == "question"


def asks_to_stop_it(state: State, frame: Frame, segment: Segment, reading: Reading) -> bool:
    """Whether "how do we stop it again?" is asked of the option that was just spoken of."""
    last = state.frame
    of_option = last is not None and bool(last.slots.get("options")) and family(last.intent) == "config"
    own = {k: v for k, v in segment.own.items() if k not in ("again", "ordinal", "one_more")}
    if _SOME_DAY.search(segment.text):
        own.pop("durations", None)
    points = "refers" in reading.signals or asks_later(segment.text) or bool(_IN_WHAT_WAY.search(segment.text))
    asks = segment.act == "question" and points and segment.residue <= SHORT and not _THE_CONTRACT.search(segment.text)
    return of_option and asks and bool(_NO_LONGER.search(segment.text)) and not says_something(own)


def how_options_stop(frame: Frame, segment: Segment) -> None:
    """Let "how is stopping an option regulated on FMS?" stand for itself beside a request to stop one."""
    own = {k: v for k, v in segment.own.items() if k != "services"}
    asks = segment.act == "question" and frame.intent == "option_stop_how" and not says_something(own)
    if asks and "option" in segment.own.get("items", []) and _REGULATED.search(segment.text):
        frame.slots["referred"] = True


_REGULATED = re.compile(
    r"決ま(?:っ|り)|ルール|規定|規程|定め|扱い|どうな|どういう|どのよう|仕組み|"
    r"\b(?:regulat\w*|govern\w*|rules?|provisions?|handled|treated|how (?:is|are|does|do)|say|says|work\w*)\b",
    re.IGNORECASE,
)
_IN_WHAT_WAY = re.compile(
    r"ルール|決まり|手続き?|方法|やり方|条件|どうやって|どうすれ|どうした|どうします|どうする|"
    r"\b(?:what (?:do|should|must) (?:we|i)|how|rules?|procedure|way)\b",
    re.IGNORECASE,
)
_SOME_DAY = re.compile(r"\b(?:one|some) day\b", re.IGNORECASE)
_NO_LONGER = re.compile(
    STOPS_OR_ENDS.pattern
    + r"|(?:要|い)らなくな|不要にな|使わなくな|\b(?:it|that|them) gone\b|\bno longer (?:need|want|use)\b|"
    r"\bwithout it again\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"いつか|あとで|後で|あとから|後から|将来|今後|のちに|途中で|"
    r"\b(?:later|(?:one|some) day|in (?:the )?future|afterwards|"
    r"eventually|down the (?:road|line))\b",
    re.IGNORECASE,
)


def asks_later(text: str) -> bool:
    """Whether a text speaks of a later time, when what was recorded runs."""
    return bool(_LATER.search(text))


_TAKES_BACK = re.compile(
    r"取り?消|取り?下げ|取り?やめ|キャンセル|"
    r"\b(?:tak\w+ (?:it|that|this) back|undo|withdraw|cancel (?:it|that|this))\b",
    re.IGNORECASE,
)


def asks_to_take_back_later(segment: Segment) -> bool:
    """Whether it is asked of a request if it can be taken back later: that takes nothing back now."""
    of_the_form = "form" in segment.own.get("vias", [])  # what is posted is no request recorded here
    asks = segment.act == "question" and segment.residue <= SHORT * 2 and not of_the_form
    return asks and asks_later(segment.text) and bool(_TAKES_BACK.search(segment.text))


_THE_CONTRACT = re.compile(r"契約|本体|\bcontract\b", re.IGNORECASE)


_STAYS = re.compile(
    r"(?:その|この|今の)?まま|引き続き|継続|残(?:り|る|せ|さ)|維持|使い続け|"
    r"\b(?:stay|stays|remain|remains|keep|kept|carry on|still (?:have|there|work|valid|available)|"
    r"unaffected|in place)\b",
    re.IGNORECASE,
)


def asks_if_all_stay(state: State, frame: Frame, segment: Segment) -> bool:
    """Whether it is asked if the options of the contract stay, naming none: "do our options stay in place?"."""
    held = (state.context.get("configuration") or {}).get("options") or []
    told = {k: v for k, v in segment.own.items() if k != "items"}
    asks = segment.act == "question" and segment.own.get("items") == ["option"] and not says_something(told)
    if not held or not asks or segment.residue > SHORT or not _STAYS.search(segment.text):
        return False
    frame.intent, frame.slots["options_keep"] = "option_eligibility", list(held)
    frame.slots["rescued"] = True
    return True


def on_that_grade(frame: Frame, topic: Frame, segment: Segment) -> None:
    """Turn "could the proxy stay on Core?", asked beside a change to Core, to the option on that grade alone."""
    if topic.intent in CHANGE_INTENTS and asks_if_on_grade(segment):
        frame.intent, frame.service, frame.act = "option_eligibility", frame.service or topic.service, "question"
        options = [o for k in ("options", "options_keep") for o in segment.own.get(k, [])]
        graded = {"grade": segment.own["grade"], "grades": segment.own["grades"]}
        frame.slots = {"options": options, **graded, "rescued": True, "referred": True}
        return
    goal = topic.slots.get("grade_to") or topic.slots.get("grade")
    if topic.act != "request" or goal is None or not asks_if_stays(segment):
        return
    options = [o for k in ("options", "options_keep") for o in segment.own.get(k, [])]
    if segment.own.get("grade_stay") in (None, goal) and segment.own.get("grade") in (None, goal):
        frame.intent, frame.service, frame.act = "option_eligibility", topic.service, "question"
        frame.slots = {"options": options, "grade": goal, "grades": [goal], "rescued": True, "referred": True}


def asks_if_on_grade(segment: Segment) -> bool:
    """Whether a question is if an option can be had on a grade, and not whether it could be added with a move there.

    "Is the proxy available on Core as well?" leaves a change to another grade as it is.
    """
    own = segment.own
    placed = [len(own.get("grades", [])), "grade" in own, bool(own.get("options") or own.get("options_keep"))]
    more = any(k in own for k in (*VALUES, "grade_to", "grade_from", "grade_now", "region", "options_remove"))
    asks = segment.act == "question" and segment.residue <= SHORT and not _MOVES_THERE.search(segment.text)
    had = _IS_TO_BE_HAD.search(segment.text) or _ON_IT.search(segment.text)
    return placed == [1, True, True] and asks and not more and bool(had)


_MOVES_THERE = re.compile(
    r"(?:に|へ)(?:変|上げ|下げ|し[たて]|す[るれ]|移|切り?替|アップ|ダウン)|追加|付け|"
    r"\b(?:move|moving|switch\w*|chang\w*|upgrad\w*|downgrad\w*|go(?:ing)? to|went to|add|instead)\b",
    re.IGNORECASE,
)
_ON_IT = re.compile(  # "would the proxy survive on Core?", 「透過プロキシはCoreでも生き残りますか」
    r"(?:Starter|Core|Complete)[^\w\s、。]{0,1}(?:グレード|プラン)?(?:の上|上)?で(?:も|は)?(?!す|し[たてょ])|"
    r"\b(?:on|under|with|in) (?:the |a )?(?:Starter|Core|Complete)\b",
    re.IGNORECASE,
)
_IS_TO_BE_HAD = re.compile(
    r"使え|利用(?:でき|可)|対象|選べ|申し?込め|ある|あり(?:ます|ません)|(?:対応|提供)(?:して|され)|OK|可能|大丈夫|いけ|"
    r"\b(?:available|offered|possible|allowed|permitted|supported|exists?|included|there|eligible|usable|work\w*|"
    r"used?|have|had|get|"
    r"ok(?:ay)?|fine)\b",
    re.IGNORECASE,
)


def asks_if_stays(segment: Segment) -> bool:
    """Whether a question is about options that are to stay."""
    own = segment.own
    named = own.get("options") or own.get("options_keep")
    stays = own.get("options_keep") or own.get("grade_stay") or _STAYS.search(segment.text)
    return segment.act == "question" and bool(named and stays) and not own.get("options_remove")


def asks_how_to_order(state: State, frame: Frame, segment: Segment) -> bool:
    """Whether it is asked if this chat, a mail or a call counts as the order of the option wished for; changes it."""
    last = state.pending.frame if state.pending else state.frame
    wished = last is not None and (last.act == "request" or bool(_ORDERS.search(segment.text)))
    options = list(last.slots.get("options", [])) if last is not None and wished else []
    own = {k: v for k, v in segment.own.items() if k not in ("via", "vias", "again")}
    asks = segment.act == "question" and segment.own.get("via") and not says_something(own)
    if not options or not asks or STOPS_OR_ENDS.search(segment.text) or segment.own.get("items"):
        return False
    frame.intent, frame.service = "option_order", last.service if last else frame.service
    frame.slots.update(options=options, rescued=True, referred=True)
    return True


_ORDERS = re.compile(  # "to order it, is telling you here enough?" of the option just asked about
    r"申し?込|頼[みむん]|注文|追加する|付ける|つける|導入する|"
    r"\b(?:order\w*|apply|sign up|request\w*|get it|add it|have it added)\b",
    re.IGNORECASE,
)
_WHAT_IT_IS = re.compile(
    r"(?:何|なに|なん)(?:を|が|に)?(?:する|してくれ|できる|使(?:う|え)|なん(?:です)?|なの|です(?!ぐ)|でした|\?|$)|"
    r"(?:何|なん)のため|"
    r"(?:どんな|どういう|どういった|どのような)(?:もの|機能|使い(?:道|方)|効果|メリット|内容|働き|仕組み|オプション|"
    r"サービス)|"
    r"使い道|用途|役に立|役立|(?:説明|解説)して|(?:もの|内容|機能|効果|役割)(?:は|を|って)(?:何|なん|教え|説明|\?|$)|"
    r"\bwhat(?:'s| is| are| does| do| would| will| can)(?: \w+)? (?:it|that|this|they|those|these)\b(?: (?:actually|"
    r"exactly|really|even|all|then|again|good|for|about|do|does|bring|give|get|offer|add|us|me|anyway|of|use|"
    r"there))*\W*$|"
    r"\bwhat (?:it|that|this|they) (?:\w+ly )?(?:does|do|is|are|means|brings|gives)\b|"
    r"\b(?:explain|describe) (?:it|that|this|them|what)\b|\bhow (?:does|do|would) (?:it|that|this|they) work\b|"
    r"\bwhat(?:'s| is) the (?:point|purpose|use|benefit)\b",
    re.IGNORECASE,
)


def what_it_is(state: State, frame: Frame, segment: Segment) -> bool:
    """Whether "what does it actually do?" asks what the option or grade spoken of last is; changes the frame."""
    last = state.pending.frame if state.pending else state.frame
    own = {k: v for k, v in segment.own.items() if k not in ("again", "ordinal", "one_more", "items")}
    asks = segment.act == "question" and segment.residue <= SHORT and not says_something(own)
    elsewhere = [i for i in segment.own.get("items", []) if i not in ("option", "grade")]
    if last is None or not asks or elsewhere or not _WHAT_IT_IS.search(segment.text):
        return False
    options = [o for k in _OPTIONS for o in last.slots.get(k, [])]
    if not options and not any(last.slots.get(k) for k in ("grade", "grade_to", "grades")):
        return False
    frame.intent, frame.service = "option_description" if options else "grade_list", last.service or frame.service
    frame.slots.update(rescued=True, referred=True, **({"options": list(dict.fromkeys(options))} if options else {}))
    return True


def of_its_price(state: State, frame: Frame, segment: Segment, signals: frozenset[str]) -> bool:
    """Whether "what does it cost?" asks it of the option spoken of last; changes the frame."""
    last = state.frame
    of_option = last is not None and bool(last.slots.get("options")) and last.intent in OF_OPTIONS
    asks = segment.act == "question" and segment.residue <= SHORT and not says_something(segment.own)
    of_price = frame.intent == "price" or (frame.intent == "option_fee" and asks_amount(segment.text))
    if last is None or not (of_price and of_option and asks and "refers" in signals):
        return False
    if segment.own.get("items") or _THE_CONTRACT.search(segment.text):
        return False
    frame.intent, frame.service = "option_fee", last.service or frame.service
    frame.slots.update(options=list(last.slots["options"]), asks_amount=True, rescued=True, referred=True)
    return True


def of_its_working(state: State, frame: Frame, segment: Segment) -> bool:
    """Whether a question that nothing else answers is of how the option spoken of works; changes the frame.

    "Who names the proxy server it forwards to?" names the transparent proxy option by half its name.
    """
    last = state.pending.frame if state.pending else state.frame
    unclear = frame.intent == OUT_OF_SCOPE or segment.confidence < _UNCLEAR
    unclear = unclear or (frame.intent == "option_description" and not frame.slots.get("options"))
    told = {k: v for k, v in segment.own.items() if k not in _OPTIONS}
    asks = segment.act == "question" and unclear and not says_something(told)
    if (
        last is None
        or not asks
        or _OF_MONEY.search(segment.text)
        or STOPS_OR_ENDS.search(_END_UP.sub("", segment.text))
    ):
        return False
    spoken = [o for k in _OPTIONS for o in last.slots.get(k, [])]
    options = [o for o in spoken if o in OPTION_WORDS and OPTION_WORDS[o].search(segment.text)]
    if not options:
        return False
    frame.intent, frame.act, frame.service = "option_description", "question", last.service or frame.service
    frame.slots = {"options": options, "rescued": True, "referred": True}
    return True


_UNCLEAR = 0.5
_END_UP = re.compile(r"\bends? up\b", re.IGNORECASE)
_OF_MONEY = re.compile(r"料金|費用|請求|課金|支払|\b(?:fees?|bill\w*|charg\w+|pay\w*|cost\w*)\b", re.IGNORECASE)


def when_recorded(state: State, frame: Frame, segment: Segment) -> bool:
    """Whether "when does it start?" asks it of what was just recorded; changes the frame.

    Of a change, from when it applies; of a cancellation, the day reckoned with.
    """
    last = state.receipts[-1].frame if state.receipts else None
    if last is None or state.frame is None or segment.act != "question" or segment.residue > SHORT:
        return False
    if frame.slots.get("referred"):
        return False
    of_it = state.frame == last or (state.frame.intent == "change_procedure" and state.frame.service == last.service)
    if not of_it or says_something(segment.own) or segment.own.get("items") or _OF_MONEY.search(segment.text):
        return False
    if family(last.intent) == "config" and asks_effect(segment):
        frame.intent, frame.service = "change_procedure", last.service
        frame.slots.update(rescued=True, referred=True)
        return True
    if last.intent == "termination_request" and asks_end(segment.text):
        roles = {d["role"] for d in last.slots.get("dates", [])}
        frame.intent = "termination_date" if roles & {"arrival", "sent"} else "termination_latest"
        frame.service, frame.slots = last.service, {**last.slots, "rescued": True, "referred": True}
        return True
    return False


def back_to_grade(state: State, frame: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """Turn "and go back to Starter if we want to?" to the way back from the grade recorded last, or that one has.

    Whatever was asked since: that the bandwidth could be changed is no bandwidth for the grade gone back to.
    """
    last = next((r.frame for r in reversed(state.receipts) if not r.withdrawn), None) or state.frame
    goal = segment.own.get("grade")
    gone_to = last.slots.get("grade_to") or last.slots.get("grade") if last else None
    if gone_to is None and last is not None and family(last.intent) == "config":
        gone_to = present_contract(state, "ztna").get("grade")
    back = "back" in signals or bool(_CHANGED_AGAIN.search(segment.text))
    told = any(segment.own.get(k) for k in (*VALUES, *_OPTIONS, "services", "numbers"))
    asks = segment.act == "question" and segment.residue <= _FEW and not told
    if last is None or not (goal and gone_to and back and asks) or goal == gone_to or state.pending is not None:
        return
    frame.intent, frame.service, frame.act, frame.both = (
        "grade_change",
        last.service or frame.service,
        "question",
        False,
    )
    frame.slots = {"grade_from": gone_to, "grade_to": goal, "grade": goal, "rescued": True, "referred": True}


_CHANGED_AGAIN = re.compile(r"(?:下げ|上げ|変え|変更し|移り)直|\b(?:back|again)\b", re.IGNORECASE)


def _plural(reading: Reading) -> bool:
    return any(w in reading.text.lower() for w in ("those", "these", "them", "それら", "これら"))
