"""A follow-up about what a contract consists of: its options, grades and numbers laid over those before it."""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, ITEM_WORDS, VALUES
from assistant.dialogue.families import LIMIT_ITEMS, OF_OPTIONS
from assistant.dialogue.state import Frame
from assistant.language.durations import in_days
from assistant.language.understand import Segment

_ANSWERED_BY_VALUES = frozenset(
    {"value_check", "option_eligibility", "option_grades", "option_description", "change_items"}
)


_STEPS = re.compile(
    r"上げ|下げ|増や|減ら|増設|変え|変更|\b(?:rais|lower|increas|reduc|cut|chang|mov|tak|go|bring)\w*\b", re.IGNORECASE
)
_AS_WELL = re.compile(
    r"も(?!し|う|の|っ)|合わせ|あわせ|加え|同時に|\b(?:also|too|as well|plus|and|with|together|then)\b", re.IGNORECASE
)


def of_another_item(last: Frame, segment: Segment) -> bool:
    """Whether a change of one item is asked about after that of another, and not together with it.

    「冗長構成は変更できる？」, 「同時利用を15,000に上げるのは？」: each is judged alone.
    """
    asks = last.act == segment.act == "question" and last.intent in CHANGE_INTENTS
    mine = [v for v in VALUES if v in segment.own]
    whole = len(mine) == 1 and ITEM_WORDS[mine[0]].search(segment.text) and _STEPS.search(segment.text)
    return bool(asks and whole) and mine[0] not in last.slots and not _AS_WELL.search(segment.text)


def merge_config(
    slots: dict[str, Any],
    new: dict[str, Any],
    last: Frame,
    intent: str,
    signals: frozenset[str],
    *,
    adds: bool,
    sets: bool = False,
) -> str:
    """Options, grades and numbers of a follow-up; changes both dicts and gives the intent.

    `adds`: it is requested beside what was asked for before; `sets`: its number is what there is to be in the end.
    """
    # What is applied for is itself the contract asked about.
    if (last.act == "request" and not slots.get("new_contract") and not adds) and _only_options(new):
        # A question about another option, in between, is about the contract and not about all that was asked for.
        # On the contract as the grade asked for makes it, with the values that this grade needs.
        goal = ("options_remove", "bandwidth", "log", "open") if "grade" in slots else ()
        for key in (*VALUES, "relative", "options", "options_remove", "options_keep", "open"):
            if key not in goal:
                slots.pop(key, None)
    _merge_options(slots, new, adds=adds, moves=last.act == "request" and "grade" in slots)
    if intent in CHANGE_INTENTS:
        slots.pop("new_contract", None)
    if intent == "option_list" and "options" not in new:
        slots.pop("options", None)  # which options there are does not hang on the one spoken of
    _merge_grades(slots, new)
    if "grade" in new or "grade_stay" in new:
        asked_of = () if last.intent in CHANGE_INTENTS or adds else ("grade_now", "grade_from")
        for key in ("grade", "grade_to", "grades", *asked_of):
            slots.pop(key, None)
    about_log = "log" in slots or "log" in slots.get("items", []) or last.intent == "log_limits"
    if about_log and "log" not in new and new.get("durations"):
        days = in_days(new["durations"][0])
        if days is not None:
            new["log"] = days
            del new["durations"]
    if new.get("region") and slots.pop("same_region", None) and not new.get("same_region"):
        slots["now"] = {**slots.get("now", {}), "region": slots.get("region")}  # the contract's own stays
    said = slots.get("said_last")
    if said in ("servers", "concurrent") and new.get("heads") and new.get("heads") == new.get("licences"):
        new[str(said)] = new.pop("licences")  # 「10台なら？」 after 「サーバ11台だと？」
    numbers = new.pop("numbers", [])
    if intent == "usage_excess" and (numbers or "concurrent" in new):
        slots.pop("others", None)
    if numbers and not any(v in new for v in VALUES):
        item = _item_of_numbers(slots, numbers, last)
        if last.intent == "usage_excess":
            item = "concurrent"
            slots.pop("numbers", None)
        if item in VALUES:  # of two numbers, the one that is not yet asked for: 「2,000の件、1,500にして」
            new[str(item)] = next((n for n in numbers if n != slots.get(str(item))), numbers[0])
    valued = any(v in new for v in VALUES)
    # "Would that do for 2,500 licences?" beside a request for 500 fewer names the whole.
    _set_anew(slots, new, sets=sets or not (adds or numbers or last.act == "question" or new.get("relative")))
    if valued:
        slots["said_last"] = [v for v in VALUES if v in new][-1]
    if intent in LIMIT_ITEMS and valued:
        intent = "value_check"
    elif intent in LIMIT_ITEMS:
        slots.pop(LIMIT_ITEMS[intent], None)  # which values there are is asked, not whether the one before will do
    if (intent in _ANSWERED_BY_VALUES or intent in LIMIT_ITEMS) and not adds:
        if "options" in new and not valued:
            intent = "option_eligibility"
            for value in VALUES:
                slots.pop(value, None)
        elif valued and "options" not in new and last.intent in (*OF_OPTIONS, "change_items"):
            intent = "value_check"
            slots.pop("options", None)
    return intent


def _only_options(new: dict[str, Any]) -> bool:
    return bool(new.get("options")) and not any(v in new for v in VALUES)


def _item_of_numbers(slots: dict[str, Any], numbers: list[Any], last: Frame) -> str | None:
    """The item that bare numbers are of: whose value they replace, whose values were asked for, or said last."""
    replaced = next((v for v in VALUES if len(numbers) > 1 and slots.get(v) in numbers), None)  # "700 instead of 600"
    valued = [v for v in VALUES if v in slots]
    said = slots.get("said_last")
    said = said if said in slots or not valued else None
    return replaced or LIMIT_ITEMS.get(last.intent) or said or next(iter(valued), None)


def _set_anew(slots: dict[str, Any], new: dict[str, Any], *, sets: bool) -> None:
    """The number told last stands for itself where it `sets` one: 「50追加」 and then 「500への変更で」."""
    if any(v in new for v in VALUES):
        slots.pop("which_item", None)
    if not sets:
        return
    slots["relative"] = {k: v for k, v in slots.get("relative", {}).items() if k not in new}
    slots["beyond"] = [v for v in slots.get("beyond", []) if v not in new]


def _merge_grades(slots: dict[str, Any], new: dict[str, Any]) -> None:
    """The grade gone to before is none that stays, and one gone to now is none that is left."""
    if new.get("grade_stay") and new["grade_stay"] in (slots.get("grade_to"), slots.get("grade")):
        del new["grade_stay"]  # "could the proxy stay on Core?" of the change to Core that is spoken of
        new.pop("grades", None)
    if "grade" in new and new["grade"] == slots.get("grade_from"):
        del slots["grade_from"]


def _merge_options(slots: dict[str, Any], new: dict[str, Any], *, adds: bool, moves: bool) -> None:
    """An option refused or dropped now is not asked for any more; one that was only asked for need not be stopped.

    `moves`: what is asked for is another grade, on which some options are to go.
    """
    asked = list(slots.get("options", []))
    dropped = [*new.get("options_refused", []), *new.get("options_remove", [])]
    if dropped:
        moves = "grade_from" in slots or "grade_to" in slots  # then the option asked about is one there is
        new["options_remove"] = [o for o in new.get("options_remove", []) if o not in asked or moves]
        slots["options"] = [o for o in asked if o not in dropped]
        slots["options_keep"] = [o for o in slots.get("options_keep", []) if o not in dropped]
    kept = [*new.get("options_keep", []), *new.get("options", [])]
    for key in ("options_remove", "options_refused"):
        slots[key] = [o for o in slots.get(key, []) if o not in kept]
    if "options" in new:
        if adds:
            new["options"] = [
                *slots.get("options", []),
                *[o for o in new["options"] if o not in slots.get("options", [])],
            ]
        else:
            for key in ("options_refused",) if moves else ("options_refused", "options_remove"):
                slots.pop(key, None)
    for key in ("options", "options_remove", "options_keep", "options_refused"):
        if key in slots and not slots[key]:
            del slots[key]
        if key in new and not new[key]:
            del new[key]
