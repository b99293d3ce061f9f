"""What a person tells of the contract they have: noted when it is told, used for what is asked later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.dialogue.config import VALUES
from assistant.dialogue.ending import subject_of
from assistant.dialogue.families import family
from assistant.dialogue.ordering import note_order
from assistant.dialogue.plan import Plan
from assistant.dialogue.services import hinted, named
from assistant.dialogue.state import State
from assistant.dialogue.years import began
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.possession import as_background, has_possession
from assistant.language.understand import Reading, Segment

_GRADE = ("grade_now", "grade_stay")
_ITEMS = (*VALUES, "region", "redundancy")
_WISHES = ("grade_to", "grade_from", "from", "options", "options_remove", "options_keep", "relative", "dates", "via")
_OF_THE_CONTRACT = frozenset({OUT_OF_SCOPE, "contract_state", "contract_items"})
_LEAST = 2  # facts that make a statement one of the contract
_EITHER = "either"  # where a fact is kept that was told before the service
_OPENS_WITH = 10  # characters beside names and small words of a message that tells one thing
_LONGEST = 40  # characters beside names and small words


def contract_told(segment: Segment) -> dict[str, Any]:
    """The items of the present contract that a sentence tells, by name; empty when it tells of none."""
    if segment.act != "statement" or not segment.own or any(segment.own.get(k) for k in _WISHES):
        return {}
    if not has_possession(segment.text):
        return {}
    facts = as_background(segment.own)
    found = {k: v for k, v in facts.get("now", {}).items() if k in _ITEMS}
    grade = next((facts[k] for k in _GRADE if k in facts), None)
    return {**({"grade": grade} if grade else {}), **found}


def remember(state: State, reading: Reading, today: date) -> None:
    """Facts of the contract that later questions rest on, whatever was asked when they were told."""
    of_option = any(subject_of(s.slots) == "option" for s in (*reading.told, *reading.segments))
    for told in reading.slots.get("dates", []):
        if told["role"] == "billing_start":
            state.known["option_billing_start" if of_option else "billing_start"] = began(told, today)
    if "money" in reading.slots:
        state.known["monthly_fee"] = reading.slots["money"]
    _remember_stage(state, reading)
    note_order(state, reading)
    for segment in (*reading.told, *reading.segments):
        facts = contract_told(segment)
        if facts:
            state.known.pop("to_come", None)
            service = _service(segment, facts) or state.service or _EITHER
            of_it = state.known.get("contract", {}).get(service, {})
            state.known["contract"] = {**state.known.get("contract", {}), service: {**of_it, **facts}}


def _remember_stage(state: State, reading: Reading) -> None:
    """Whether the contract is still to be made: what is asked for later is then ordered, and nothing is changed."""
    if "running" in reading.signals or state.context.get("configuration"):
        state.known.pop("to_come", None)
    elif "new_contract" in reading.signals or _TO_COME.search(reading.text):
        state.known["to_come"] = True


_TO_COME = re.compile(
    r"導入(?:の)?(?:準備|検討|予定|前|を控え|を予定|を検討|する(?:予定|つもり|前))|契約(?:する)?前(?:です|で|に|な|、|。)|"
    r"まだ(?:契約|導入|利用)(?:を)?(?:して|は)(?:い)?(?:ない|ません)|これから(?:使い始め|使う|利用(?:を)?開始|導入)|使い始める前|"
    r"\b(?:getting|get|making|we're|we are) (?:\w+ )?ready (?:for|to (?:start|roll out|adopt|introduce|order|sign))\b|"
    r"\bprepar\w+ (?:for|to (?:start|roll out|adopt|introduce|order|sign|take))\b|"
    r"\b(?:planning|plan|about|going|hoping|thinking|intend) (?:to|of|on) "
    r"(?:introduc|adopt|tak(?:e|ing) out|sign|order|start)\w*|"
    r"\bbefore we (?:sign|order|start|go live|begin|commit)\b|\bnot (?:yet )?(?:a |your )?customers?(?: yet)?\b|"
    r"\b(?:haven't|have not) (?:signed|ordered|started|taken it out)\b|\bprospective customer\b",
    re.IGNORECASE,
)


def noted(state: State, reading: Reading) -> Plan | None:
    """The acknowledgement of a message that only tells what the contract is, while nothing else is spoken of.

    To begin with, one thing told is enough: 「うちはStarterです」, "We use FMS".
    """
    if state.pending is not None or len(reading.segments) != 1 or reading.told:
        return None
    segment = reading.segments[0]
    busy = state.frame is not None and family(state.frame.intent) == "config"
    if busy or segment.act != "statement" or segment.residue > _LONGEST:
        return None
    facts = contract_told(segment)
    about = family(segment.intent or "") == "config" or segment.intent in _OF_THE_CONTRACT
    opens = state.frame is None and segment.residue <= _OPENS_WITH and (bool(facts) or _only_service(segment))
    if not (opens or (about and len(facts) >= _LEAST)):
        return None
    service = _service(segment, facts) or state.service
    state.service = service
    if state.context.get("configuration"):  # what the caller vouches for goes first, and is said
        return Plan("smalltalk", state, message="contract_state", more={"contract": dict(state.context)})
    known = dict(known_contract(state, service or _EITHER))
    return Plan(
        "smalltalk", state, message="contract_noted", more={"contract": {"service": service, "configuration": known}}
    )


def _only_service(segment: Segment) -> bool:
    """Whether a sentence tells which service someone has, and nothing else."""
    told = {k for k, v in segment.own.items() if v not in (None, [], {})}
    alone = segment.act == "statement" and told == {"services"} and len(named(segment.own)) == 1
    return alone and has_possession(segment.text)


def present_contract(state: State, service: str) -> Mapping[str, Any]:
    """The contract that is vouched for, or else what was told of one of a service in this conversation."""
    return state.context.get("configuration") or known_contract(state, service)


def known_contract(state: State, service: str) -> Mapping[str, Any]:
    """What was told of the contract of a service in this conversation, also before the service was."""
    known: Mapping[str, Mapping[str, Any]] = state.known.get("contract", {})
    return {**known.get(_EITHER, {}), **known.get(service, {})}


def _service(segment: Segment, facts: Mapping[str, Any]) -> str | None:
    names = named(segment.own)
    return names[-1] if len(names) == 1 else hinted(facts, segment.text)
