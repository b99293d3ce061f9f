"""Values of an item asked for in few words: the one next to a number, all there are, so many less, none at all."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, ITEM_WORDS, VALUES
from assistant.dialogue.config_turns import item_of
from assistant.dialogue.families import LIMITS, META_INTENTS, SHORT, family
from assistant.dialogue.filling import is_question_form, says_something
from assistant.dialogue.state import Frame, State
from assistant.language.durations import in_days
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

_WORDY = 24  # characters beside names and small words: "by the way, what would come after 5,000 on that list?"
_BELOW = re.compile(
    r"の(?:1つ|一つ|ひとつ|1段|一段|すぐ)?(?:下|前)|\b(?:below|beneath|under|before|down from)\b", re.IGNORECASE
)
# "what comes after 5,000?", 「5,000の次の段は何台？」: the number told is where it is counted from.
_NEXT_TO = re.compile(
    r"\d[^。、?？0-9]{0,8}の(?:1つ|一つ|ひとつ|1段|一段|すぐ)?(?:次|上|下|前|後)(?!回|提|述|から|の(?:契約|お客))"
    r"[^。?？]{0,14}(?:何|なん|いくつ|どれ|[?？]|です|は\s*$)|"
    r"\b(?:what|which)\b[^?]{0,40}\b(?:after|above|below|beneath|before|beyond|past|following|follows|up from|"
    r"down from)\s+(?:the )?\d",
    re.IGNORECASE,
)
_WHEN_OR_COST = re.compile(
    r"いつ|いくら|料金|費用|\b(?:when|happens?|happened|costs?|fees?|pric\w+|pay|date|days? after)\b", re.IGNORECASE
)
# "so which numbers are there?", 「何台ならあるんですか」 after one that cannot be had.
_ALL_OF_THEM = re.compile(
    r"(?:何(?:台|日|本|個|M|G|メガ|ギガ|ライセンス)|どの(?:数|値|台数|日数|長さ)|どんな(?:数|値|台数|日数|長さ|区分|段階)|"
    r"どういう(?:数|値|区分))"
    r"(?:なら|が|は|と何(?:台|日|本|個))?[^。?？]{0,8}(?:ある|あり(?:ます|ません)|選べ|用意|存在|そろって|揃って)|"
    r"\b(?:which|what) (?:\w+ )?(?:numbers?|values?|figures?|sizes?|steps?|tiers?|counts?|levels?|lengths?|periods?)"
    r"[^?]{0,8}\b(?:are there|is there|there are|do you (?:have|offer|do)|exists?|are (?:on offer|offered|available)|"
    r"can (?:we|they|i|you|one|be) (?:choose|chosen|pick|picked|have|had|select|selected))\b",
    re.IGNORECASE,
)


def values_asked(state: State, topic: Frame | None, frame: Frame, segment: Segment) -> bool:
    """Whether it is asked which value comes next to a number, which there are, or for fewer; changes the frame."""
    if topic is not None and _of_the_log(topic, frame, segment):
        return False  # what follows from the days told is read as ever
    found = _next_to_it(topic or state.shelved, frame, segment) or _all_of_them(state, frame, segment)
    return found or _so_many_left(topic, frame, segment) or _none_of_them(state, frame, segment)


_KEEPS = re.compile(
    r"残|保存|保管|保持|取って(?:おけ|おき|おく)|とって(?:おけ|おき|おく)|\b(?:keep|kept|stor|retain|retention|hold|held|archiv)\w*\b",
    re.IGNORECASE,
)
_OF_LOGS = frozenset({"log_limits", "log_unspecified", "log_old_data"})


def _of_the_log(topic: Frame, frame: Frame, segment: Segment) -> bool:
    """Whether days are those of the log spoken of: "what about keeping them 365 days?"; notes them in the frame."""
    slots = topic.slots
    spoken = topic.intent in _OF_LOGS or "log" in slots or "log" in slots.get("now", {})
    days = [in_days(str(length)) for length in segment.own.get("durations", [])]
    plain = not any(k in segment.own for k in ("log", "total", "cause", "dates", "datetimes"))
    if not spoken or len(days) != 1 or days[0] is None or not plain or not _KEEPS.search(segment.text):
        return False
    asks = segment.act == "question"
    frame.intent, frame.act = ("value_check", "question") if asks else ("change_request", "request")
    frame.service, frame.both = topic.service or frame.service, False
    graded: dict[str, Any] = {
        k: slots[k] for k in ("grade", "grades", "grade_now") if k in slots and "grade" not in segment.own
    }
    frame.slots = {**graded, **frame.slots, "log": days[0], "durations": [], "rescued": True, "referred": True}
    return True


def _next_to_it(topic: Frame | None, frame: Frame, segment: Segment) -> bool:
    own = segment.own
    valued = [v for v in VALUES if v in own]
    numbers = [n for n in own.get("numbers", []) if isinstance(n, int)]
    told = {k: v for k, v in own.items() if k not in (*valued, "numbers", "services", "grade", "grades", "heads")}
    asks = segment.act == "question" and segment.residue <= _WORDY and len({*valued, *numbers}) == 1
    if not asks or says_something(told) or not _NEXT_TO.search(segment.text) or _WHEN_OR_COST.search(segment.text):
        return False
    named = [v for v in VALUES if ITEM_WORDS[v].search(segment.text)]
    item = next(iter(valued or named), item_of(topic) if topic is not None else None)
    if item not in VALUES:
        return False
    way = "down" if _BELOW.search(segment.text) else "up"
    graded: dict[str, Any] = {k: frame.slots[k] for k in ("grade", "grades") if k in own and k in frame.slots}
    frame.intent, frame.act = LIMITS[str(item)], "question"
    frame.service = frame.service or (topic.service if topic is not None else None)
    value = own[str(item)] if valued else numbers[0]
    frame.slots = {**graded, "next_to": {"way": way, "value": value}, "rescued": True, "referred": True}
    return True


def _all_of_them(state: State, frame: Frame, segment: Segment) -> bool:
    last = state.frame
    asks = segment.act == "question" and segment.residue <= SHORT + SHORT and not says_something(segment.own)
    if last is None or state.pending is not None or not asks or not _ALL_OF_THEM.search(segment.text):
        return False
    of_item = family(last.intent) == "config" and item_of(last) in VALUES
    unsaid = frame.intent in (*META_INTENTS, OUT_OF_SCOPE) or segment.residue <= SHORT
    if not (of_item and unsaid) or any(i in VALUES for i in segment.own.get("items", [])):
        return False
    frame.intent, frame.slots["rescued"] = "choices", True
    return True


def _so_many_left(topic: Frame | None, frame: Frame, segment: Segment) -> bool:
    """「では50だと？」 after giving up a part of the licences: whether so many may be left."""
    if topic is None or topic.intent not in _OF_LESS or not is_question_form(segment) or segment.residue > _WORDY:
        return False
    item = item_of(topic) or "licences"
    own = segment.own
    numbers = [own[item]] if item in own else [n for n in own.get("numbers", []) if isinstance(n, int)]
    told = {k: v for k, v in own.items() if k not in (item, "numbers", "services", "heads", "relative")}
    others = says_something(told) or own.get("relative", {}).get(item) or _WHEN_OR_COST.search(segment.text)
    named = [i for i in own.get("items", []) if i in VALUES and i != item]
    if len(numbers) != 1 or others or named or item not in VALUES:
        return False
    frame.intent, frame.act, frame.service = "change_check", "question", topic.service or frame.service
    frame.slots = {item: numbers[0], "rescued": True, "referred": True}
    return True


_OF_LESS = frozenset({"termination_partial", "change_decrease"})


def _none_of_them(state: State, frame: Frame, segment: Segment) -> bool:
    """「ゼロだと？」, "and zero?" after a number of something: whether there may be none of it."""
    last = state.frame
    item = item_of(last) if last is not None and family(last.intent) == "config" else None
    if last is None or item not in VALUES or item == "log" or not _NONE.search(segment.text):
        return False
    if state.pending is not None or says_something({k: v for k, v in segment.own.items() if k != "numbers"}):
        return False
    check = last.intent if last.intent in CHANGE_INTENTS and last.act == "question" else "value_check"
    kept = {k: v for k, v in last.slots.items() if k in ("grade", "grades", "grade_now", "now")}
    frame.intent, frame.act, frame.service = check, "question", last.service
    frame.slots = {**kept, str(item): 0, "rescued": True, "referred": True}
    return True


_NONE = re.compile(
    r"^\W*(?:(?:では|じゃあ?|なら|で|たとえば|例えば)、?)*(?:ゼロ|0|零|1台もな(?:し|い)|一つもな(?:し|い))(?:台|個|本)?"
    r"(?:だと|でも|なら|だったら|は|に(?:する|したい|した場合)?(?:のは|は|と|なら)?|という(?:の|こと)は)?、?"
    r"(?:どう|いい|可能|できる|あり|OK|大丈夫)?(?:です|ます|でしょう)?(?:か|の)?\W*$|"
    r"^\W*(?:(?:and|so|or|then|ok(?:ay)?|what|how|about|if|even|could it be|can it be|can they have|can we have),? )*"
    r"(?:zero|none|0|nil|nought)(?: at all| of (?:them|those)| then| as well| too)*\W*$",
    re.IGNORECASE,
)
