"""What few words mean after an item, a grade or an option was spoken of: a limit, a bare number, the way back."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.bare_numbers import to_the_item
from assistant.dialogue.changeable import changeable_as_well
from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.families import LIMIT_ITEMS, LIMITS, OF_OPTIONS, SHORT
from assistant.dialogue.filling import asks_limit, is_question_form, says_something
from assistant.dialogue.state import Frame
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.moves import pick
from assistant.language.understand import Segment

_LIMITED = frozenset({"minimum_term", "minimum_term_length", "early_charge", "claim_period", "guarantee_percent"})
_REVERSED = re.compile(
    r"^\W*(?:その)?逆(?:は|だと|なら|も|に)|\b(?:the )?(?:other way (?:a)?round|opposite|reverse)\b|\bvice versa\b",
    re.IGNORECASE,
)
_RAISES = re.compile(
    r"\d[^。、0-9]{0,3}(?:へ|に|まで)(?:上げ|増や|変更|変え|引き?上げ|拡大|でき)|"
    r"\b(?:raise|increase|upgrade|go up|move up|move|go|get|change|switch|bump|step up)\b[^?.]{0,30}\bto \d",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"いつ(?:から|頃|ごろ)?(?:に)?[^。]{0,12}(?:反映|適用|変わ|変更|切り?替|使え|有効|なり|なる|始ま|効)|"
    r"いつから(?:です)?か?\W*$|"
    r"\b(?:when|how soon|from when)\b[^?]{0,40}\b(?:start|begin|effect\w*|apply|applies|chang\w*|active|available|use|"
    r"in place|live|happen|kick in|go through|done)\b",
    re.IGNORECASE,
)


def item_of(topic: Frame) -> str | None:
    """The item that a question or request about the contract spoke of last."""
    if topic.intent in LIMIT_ITEMS:
        return LIMIT_ITEMS[topic.intent]
    if topic.intent == "usage_excess":
        return "concurrent"
    named = [i for i in topic.slots.get("items", []) if i in VALUES]
    valued = [v for v in topic.slots if v in VALUES]
    found = [*valued, *named]
    return found[-1] if found else None


def of_the_item(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """What a limit, a bare number or a way back means for the item spoken of; changes the frame."""
    own = segment.own
    item = item_of(topic)
    named = [i for i in own.get("items", []) if i in VALUES]
    if changeable_as_well(frame, topic, segment):
        return
    _values_of_item(frame, topic, segment, signals)
    if to_the_item(frame, topic, item, segment):
        return
    bound = frame.intent == "minimum_term_length" and segment.residue <= SHORT
    if bound and topic.slots.get("options") and not says_something(own) and not own.get("items"):
        frame.slots["options"] = list(topic.slots["options"])  # 「最低利用期間はありますか」 of the option spoken of
    grades = [g for g in topic.slots.get("grades", []) if g != topic.slots.get("grade_stay")]
    between = not any(own.get(k) for k in ("services", "grades")) and "to" not in frame.slots
    if frame.intent == "service_switch" and len(grades) > 1 and between:
        frame.intent, frame.service, frame.both = "grade_change", topic.service, False
        frame.slots.update(grade_from=grades[0], grade_to=grades[1], grade=grades[1], rescued=True, referred=True)
    _on_a_new_contract(frame, topic, segment, signals)
    _on_the_grade_shown(frame, topic, segment)
    _of_regions(frame, topic, segment)
    numbers = [n for n in frame.slots.get("numbers", []) if isinstance(n, int)]
    if (
        topic.intent == "usage_excess"
        and len(numbers) == 1
        and segment.act == "question"
        and _RAISES.search(segment.text)
    ):
        frame.intent = "change_check"  # 「5,000台に上げられますか」 after what using more than contracted comes to
        frame.slots.update(concurrent=numbers[0], numbers=[], rescued=True, referred=True)
        return
    wants = frame.act == "request" and frame.intent in (*CHANGE_INTENTS, OUT_OF_SCOPE) and topic.act == "question"
    wants = (wants or frame.intent in CHANGE_INTENTS) and not named
    if wants and item in VALUES and len(numbers) == 1 and not _valued(frame):
        frame.intent = "change_request" if frame.act == "request" else frame.intent
        frame.slots.update({str(item): numbers[0], "numbers": []})
    if _of_a_change(frame, topic, segment):
        return
    goal = own.get("grade")
    was = topic.slots.get("grade_to") or topic.slots.get("grade")
    if "back" in signals and goal and was and goal != was and segment.act == "question" and not _valued(frame):
        frame.intent = "grade_change"
        frame.slots.update(grade_from=was, grade_to=goal, rescued=True, referred=True)


def _values_of_item(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """Turn a question for a limit, for other values or for moving the item spoken of to that; changes the frame."""
    own = segment.own
    item = item_of(topic)
    named = [i for i in own.get("items", []) if i in VALUES]
    spoken = item in topic.slots or topic.service not in (None, *own.get("services", [topic.service]))
    if asks_limit(segment) and frame.intent not in _LIMITED:
        item = named[0] if named else item
        if item in VALUES:
            frame.intent = LIMITS[str(item)]
            frame.act = "question"
            frame.slots.update(rescued=True, limit=pick(segment.text)["size"])
    elif item in VALUES and _asks_beyond(segment):
        frame.intent, frame.act = LIMITS[str(item)], "question"  # "what is possible below 5,000?"
        frame.service = topic.service or frame.service
        frame.slots = {k: v for k, v in frame.slots.items() if k != "numbers"} | {"rescued": True, "referred": True}
    elif item in VALUES and own.get("grade") and _asks_how_much(segment):
        frame.intent, frame.act = LIMITS[str(item)], "question"  # 「Starterは何Mだっけ」
        frame.slots.update(rescued=True, referred=True, grade=own["grade"])
        frame.service = frame.service if own.get("services") else topic.service or frame.service
    elif item in VALUES and (spoken or "refers" in signals) and _asks_which_grade(segment, signals):
        frame.intent, frame.slots["rescued"] = LIMITS[str(item)], True  # "and which grades would allow it?"
    elif item in VALUES and _asks_beside(segment):
        frame.intent, frame.slots["rescued"] = LIMITS[str(item)], True  # 「もう一段上だと？」: which values there are
    elif item in ("bandwidth", "log") and asks_to_move_it(topic, segment):
        frame.intent, frame.act, frame.service = "change_check", "question", topic.service or frame.service
        frame.slots.update(items=named or [item], rescued=True, referred=True)
        grade = own.get("grade") or topic.slots.get("grade")
        if grade:
            frame.slots["grade_now"] = grade


_MOVES_IT = re.compile(
    r"増や|上げ|変え|変更|引き?上げ|広げ|延ば|伸ば|減ら|下げ|"
    r"\b(?:rais\w*|increas\w*|chang\w*|go up|upgrad\w*|bump\w*|extend\w*|adjust\w*|widen\w*|lower\w*|reduc\w*)\b",
    re.IGNORECASE,
)
_SAME_GRADE = re.compile(
    r"グレード(?:は|を)?(?:そのまま|変えず|変えない|同じ)|同じグレード|"
    r"\b(?:without|not) (?:\w+ing|a change of) (?:the |our )?grade\b|\b(?:same|this|our) grade\b",
    re.IGNORECASE,
)
_POINTS_AT_IT = re.compile(r"それ|これ|そこ|そっち|\b(?:that|it|this)\b", re.IGNORECASE)


def asks_to_move_it(topic: Frame, segment: Segment) -> bool:
    """Whether "can that be raised?" asks if the item of a grade just told can be changed."""
    own = {k: v for k, v in segment.own.items() if k not in ("items", "grade", "grades")}
    few = segment.residue <= (_WORDY + SHORT if _SAME_GRADE.search(segment.text) else SHORT)
    asks = segment.act == "question" and few and not says_something(own)
    graded = topic.slots.get("grade") or segment.own.get("grade")
    points = _POINTS_AT_IT.search(segment.text) or segment.own.get("grade")
    return bool(asks and graded and points and _MOVES_IT.search(segment.text)) and topic.act == "question"


def _on_a_new_contract(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """Turn 「新規契約なら？」, "and for a brand new Starter contract?" to the option asked about before it."""
    own = {k: v for k, v in segment.own.items() if k != "services"}
    options = topic.slots.get("options")
    graded: dict[str, Any] = {k: frame.slots[k] for k in ("grade", "grades") if k in own and k in frame.slots}
    told = {k: v for k, v in own.items() if k not in ("grade", "grades")}
    anew = "new_contract" in signals or (topic.intent, frame.intent) == ("option_eligibility", "configuration_check")
    asks = topic.act == segment.act == "question" and anew and not says_something(told)
    if not options or not asks or segment.residue > _WORDY:
        return
    if not graded and "grade" in topic.slots:
        graded = {"grade": topic.slots["grade"]}
    frame.intent, frame.service = "option_eligibility", topic.service or frame.service
    frame.slots = {"options": list(options), **graded, "new_contract": True, "rescued": True, "referred": True}


_WORDY = 20  # characters beside names and small words: "and what about on a brand-new contract?"
_ONE_MORE = re.compile(
    r"もう(?:1|一|ひと)つ|(?:2|二)(?:つ|か所|箇所|個)目?|追加|別の(?:リージョン|地域|場所)も|"
    r"\b(?:a )?(?:second|another|additional|extra|further|more than) (?:one|region|location)\b|"
    r"\b(?:add|have|use) (?:two|both)\b|"
    r"\bin addition\b|\bon top\b",
    re.IGNORECASE,
)


def _on_the_grade_shown(frame: Frame, topic: Frame, segment: Segment) -> None:
    """「マルチリージョンは？」 after what a grade has was shown: whether that grade may have the option."""
    own = segment.own
    grades = topic.slots.get("grades", [])
    told = {k: v for k, v in own.items() if k != "options"}
    asks = is_question_form(segment) and segment.residue <= SHORT and not says_something(told)
    if topic.intent != "grade_compare" or len(grades) != 1 or not (own.get("options") and asks):
        return
    if frame.intent in (*OF_OPTIONS, OUT_OF_SCOPE):
        frame.intent, frame.service, frame.act = "option_eligibility", topic.service or frame.service, "question"
        frame.slots.update(grade=grades[0], grades=list(grades), rescued=True, referred=True)


def _of_regions(frame: Frame, topic: Frame, segment: Segment) -> None:
    """What a question about a region means after talk of regions, or of the option for another one."""
    _second_region(frame, topic, segment)
    _region_of_option(frame, topic, segment)


def _second_region(frame: Frame, topic: Frame, segment: Segment) -> None:
    """「もう一つ追加するのは？」 after talk of the region: what the multi-region option is for."""
    of_regions = topic.intent in ("region_list", "region_change") or "region" in topic.slots.get("items", [])
    of_regions = of_regions or "region" in topic.slots
    had = frame.intent in ("region_change", "region_list", "option_description", "option_eligibility", "remedy")
    if of_regions and had and segment.act == "question" and segment.own.get("options") == ["multi_region"]:
        frame.intent = "option_eligibility"  # "could we have a second region instead?"
        frame.slots.update(rescued=True, referred=True)
        return
    valued = any(v in segment.own for v in (*VALUES, "grade", "options", "numbers"))
    valued = valued or bool(set(segment.own.get("items", [])) - {"region"})
    asks = segment.act == "question" and not valued and segment.residue <= _WORDY + SHORT
    if not of_regions or not asks or not _ONE_MORE.search(segment.text):
        return
    frame.intent, frame.act, frame.service = "option_eligibility", "question", topic.service or frame.service
    frame.slots["options"] = ["multi_region"]
    frame.slots.update(rescued=True, referred=True)


def _region_of_option(frame: Frame, topic: Frame, segment: Segment) -> None:
    """「追加するリージョンも東京でいいですか」 after talk of the multi-region option: the region used with it."""
    own = segment.own
    spoken = "multi_region" in topic.slots.get("options", []) and topic.service in (None, frame.service)
    regions = len(own.get("regions", [])) == 1 and set(own.get("items", [])) <= {"region", "option"}
    regions = regions and bool(_PLACE.search(segment.text))
    other = any(own.get(k) for k in (*VALUES, "grade", "options", "options_remove", "numbers", "services"))
    asks = segment.act == "question" and frame.intent in ("region_list", "region_change", OUT_OF_SCOPE)
    if not (spoken and regions and asks) or other or _OF_THE_CONTRACT.search(segment.text):
        return
    frame.intent, frame.act = "option_eligibility", "question"
    frame.slots = {k: v for k, v in frame.slots.items() if k != "items"} | {"options": ["multi_region"]}
    frame.slots.update(rescued=True, referred=True)


_PLACE = re.compile(r"リージョン|地域|場所|拠点|\b(?:regions?|locations?|places?|areas?)\b", re.IGNORECASE)
_OF_THE_CONTRACT = re.compile(
    r"(?:契約|本体|元|もと|メイン|主)の?リージョン(?:を|の変更|も変)|\b(?:move|change|switch|relocate)\b", re.IGNORECASE
)


def _of_a_change(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """From when a change applies, the way back, why not an option: what few words mean after a change was judged."""
    own = segment.own
    asks = segment.act == "question"
    if topic.act == "request" and topic.intent in CHANGE_INTENTS and asks_effect(segment):
        frame.intent, frame.act = "change_procedure", "question"
        frame.slots = {"rescued": True, "referred": True}
        return True
    goal = topic.slots.get("grade_to") or topic.slots.get("grade")
    others = [g for g in topic.slots.get("grades", []) if g != goal]
    began = topic.slots.get("grade_from") or topic.slots.get("grade_now") or (others[0] if len(others) == 1 else None)
    went = began, goal
    if all(went) and asks and segment.residue <= SHORT and _REVERSED.search(segment.text):
        frame.intent, frame.service, frame.both = "grade_change", topic.service, False
        frame.slots.update(grade_from=went[1], grade_to=went[0], grade=went[0], rescued=True, referred=True)
        return True
    named = own.get("options") or own.get("options_refused")
    if frame.intent == "why" and named and not set(named) & set(topic.slots.get("options", [])):
        frame.intent, frame.slots["options"] = "option_eligibility", list(named)  # "why no intro support there?"
        frame.slots.pop("options_refused", None)
        frame.slots["rescued"] = True
    return False


def asks_effect(segment: Segment) -> bool:
    """Whether a question asks from when a change asked for applies: 「いつから5,000台使えますか」."""
    return segment.act == "question" and not segment.own.get("dates") and bool(_EFFECT.search(segment.text))


def _asks_beyond(segment: Segment) -> bool:
    """Whether it is asked which values there are on one side of a number, and not whether that one may be had."""
    told = {k: v for k, v in segment.own.items() if k not in ("numbers", "services", "items")}
    asks = segment.act == "question" and segment.residue <= _WORDY and not says_something(told)
    return asks and len(segment.own.get("numbers", [])) == 1 and bool(_BEYOND.search(segment.text))


_BEYOND = re.compile(
    r"\d[^。、]{0,6}(?:より(?:も)?(?:下|上|少|多|小|大|低|高)|未満|以下|以上|超)[^。]{0,12}(?:何|どれ|どんな|いくつ|"
    r"どう)|"
    r"\b(?:what|which)\b[^?]{0,32}\b(?:below|under|less than|lower than|fewer than|above|over|more than|beyond|"
    r"higher than|beneath)\s+(?:the )?\d",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"何(?:M|G|メガ|ギガ|台|本|日|ライセンス|個)|いくつ|どれ(?:くらい|だけ)|どのくらい|幅|範囲|"
    r"\b(?:how (?:much|many|long|fast)|what (?:is|does|do|would)|what's)\b",
    re.IGNORECASE,
)


def _asks_how_much(segment: Segment) -> bool:
    """Whether it is asked in few words how much of the item spoken of a grade has."""
    told = {k: v for k, v in segment.own.items() if k not in ("grade", "grades", "grade_now", "services", "items")}
    asks = segment.act == "question" and segment.residue <= SHORT and not says_something(told)
    asks = asks and not _COSTS.search(segment.text)
    return asks and bool(_HOW_MUCH.search(segment.text))


def _asks_which_grade(segment: Segment, signals: frozenset[str]) -> bool:
    """Whether it is asked which grades have what was spoken of, without naming one."""
    own = segment.own
    asks = segment.act == "question" and "which" in signals and segment.residue <= SHORT
    told = {k: v for k, v in own.items() if k != "services"}
    return asks and "grade" in own.get("items", []) and not says_something(told)


_COSTS = re.compile(
    r"料金|費用|値段|価格|いくら|お金|コスト|\b(?:bills?|costs?|pric\w+|pay|fees?|charge\w*|expensive|cheap\w*)\b",
    re.IGNORECASE,
)


def _asks_beside(segment: Segment) -> bool:
    """Whether a question of few words asks for a value by its size or place beside the one spoken of."""
    asks = segment.act == "question" and segment.residue <= SHORT and not says_something(segment.own)
    asks = asks and not _COSTS.search(segment.text)
    return asks and bool(pick(segment.text).keys() & {"next", "size"})


def _valued(frame: Frame) -> bool:
    return any(v in frame.slots for v in VALUES)
