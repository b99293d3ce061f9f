"""A new contract put together over several messages: what is told bit by bit is an application, and no change.

That one is put together is remembered with what was told of it, so that a question in between loses none of it.
"""

from __future__ import annotations

import re
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.families import LIMIT_ITEMS
from assistant.dialogue.services import SERVICES
from assistant.dialogue.state import Frame, State, copied
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.possession import has_possession
from assistant.language.signals import signals_among
from assistant.language.understand import Reading, Segment

ORDER = "order"  # where a conversation keeps what was told of the contract that is put together
APPLICATION = "configuration_check"

_ANEW = frozenset({"new_contract"})
_RUNS = frozenset({"running"})
_ITEMS = (*VALUES, "grade", "region", "redundancy")
_TOLD = (*_ITEMS, "options", "options_remove", "options_refused")
# What speaks of a contract there is: where it comes from, what it has now, by how much it moves.
_OF_A_CHANGE = ("from", "now", "grade_from", "grade_now", "grade_stay", "relative", "dates", "durations")
_PUTS_TOGETHER = frozenset({"contract_items", APPLICATION})
_OF_WHAT_IT_IS = frozenset(
    {*CHANGE_INTENTS, *LIMIT_ITEMS, "value_check", "option_list", "grade_list", "grade_compare", "option_grades"}
) | {"option_eligibility", "option_description", "option_order", "region_list", "region_change", "redundancy_info"}
_OF_WHAT_IT_IS |= {"restart", OUT_OF_SCOPE, "usage_excess", "combined_change", "contract_items", "ip_version"}
_OF_PEOPLE = re.compile(
    r"新規の?(?:ユーザ|利用者|社員|職員|採用|端末|拠点|メンバ|サーバ|ライセンス|オプション|事業|プロジェクト)|"
    r"\bnew (?:users?|staff|hires?|employees?|joiners?|devices?|offices?|servers?|licen[cs]es?)\b",
    re.IGNORECASE,
)


def note_order(state: State, reading: Reading) -> None:
    """Remember that a new contract is being put together, or that there is one already after all."""
    said = (*reading.segments, *reading.told)
    if state.context.get("configuration") or any(_has_one(s) for s in said):
        state.known.pop(ORDER, None)
        return
    if "new_contract" not in reading.signals or _OF_PEOPLE.search(reading.text):
        return
    services = [s for s in reading.slots.get("services", []) if s in SERVICES]
    if len(services) > 1 or not any(_begins(s) for s in said):
        return
    service = services[0] if services else state.service
    order = state.known.get(ORDER)
    if order is None or service not in (None, order["service"]):
        seed: dict[str, Any] = {}
        for segment in said:
            if segment.act != "question" and not any(segment.own.get(k) for k in _OF_A_CHANGE):
                seed.update({k: copied(v) for k, v in segment.own.items() if k in _ITEMS})
        state.known[ORDER] = {"service": service, "slots": seed, "applied": False}


def _begins(segment: Segment) -> bool:
    """Whether a sentence tells that a contract is to be made, or asks what has to be told for it."""
    if any(segment.own.get(k) for k in _OF_A_CHANGE):
        return False
    if segment.intent in _PUTS_TOGETHER:
        return True
    return segment.act != "question" and bool(signals_among(segment.text, _ANEW))


def _has_one(segment: Segment) -> bool:
    """Whether a sentence tells of a contract that there is."""
    return segment.act == "statement" and (has_possession(segment.text) or bool(signals_among(segment.text, _RUNS)))


def of_the_order(state: State, frame: Frame, segment: Segment) -> None:
    """Take what is told of a contract that is put together as a part of the application for it; changes the frame."""
    order = state.known.get(ORDER)
    own = segment.own
    if order is None or frame.intent not in _OF_WHAT_IT_IS or frame.both:
        return
    if order["service"] is not None and frame.service not in (None, order["service"]):
        return
    # An option on some grade is asked about, until an application is there that it can be a part of.
    beside = ("grade",) if own.get("options") and not order["applied"] else ()
    told = any(own.get(k) not in (None, [], {}) and k not in beside for k in (_TOLD if order["applied"] else _ITEMS))
    if not told or any(own.get(k) for k in _OF_A_CHANGE):
        return
    if segment.act == "question" and frame.intent not in CHANGE_INTENTS:
        return  # what may be had is asked; what is to be had was told
    frame.intent, frame.service = APPLICATION, frame.service or order["service"]
    frame.act = "question" if segment.act == "question" else "request"
    frame.slots.update(new_contract=True, rescued=True)
    if frame.slots.get("grade_to"):
        frame.slots.setdefault("grade", frame.slots.pop("grade_to"))


def order_so_far(state: State, frame: Frame) -> Frame | None:
    """The application as far as it was told, which an application goes on with; None where none was."""
    order = state.known.get(ORDER)
    if order is None or frame.intent != APPLICATION or not order["slots"]:
        return None
    if frame.service not in (None, order["service"]):
        return None
    return Frame(APPLICATION, order["service"], copied(order["slots"]), "request")


def apart_from_own_region(slots: dict[str, Any], new: dict[str, Any]) -> None:
    """Keep the region of an application apart from the one that the multi-region option is for; changes the slots."""
    option = "multi_region"
    comes = option in new.get("options", []) and option not in slots.get("options", [])
    goes = option in (*new.get("options_refused", []), *new.get("options_remove", []))
    own = slots.get("now", {}).get("region")
    if comes and own is None and "region" in slots:
        slots["now"] = {**slots.get("now", {}), "region": slots.pop("region")}
    elif goes and own is not None:
        slots["now"] = {k: v for k, v in slots["now"].items() if k != "region"}
        slots["region"] = own


def keep_order(state: State, frame: Frame) -> None:
    """Remember what was told of the application."""
    order: dict[str, Any] | None = state.known.get(ORDER)
    if order is None or frame.intent != APPLICATION or frame.both:
        return
    if frame.service is not None and order["service"] not in (None, frame.service):
        return
    service = frame.service or order["service"]
    state.known[ORDER] = {"service": service, "slots": copied(frame.slots), "applied": True}
