"""Rules `usage` (more devices at once than contracted) and `switch` (to the other service, or to a new contract)."""

from __future__ import annotations

from assistant.contracts.parameters import ParameterBook
from assistant.rules.contract import facts_of
from assistant.rules.law import Law, law_of
from assistant.rules.model import Draft
from assistant.rules.requests import SwitchRequest, UsageRequest


def usage(request: UsageRequest, law: Law, draft: Draft) -> None:
    """More devices connected at once than contracted (FMS 5(2), Appendix 1, 2(1) and 2(2)).

    Excess is strictly more than contracted. That a fee follows and that IIJ may change the contract is certain; how
    much and to which number is not stated (AMB-F08, F09), so a person must say. A contracted number that is not
    known is asked for only if it matters.
    """
    values = law.concurrent.values
    if values is None:
        params = {"absent": "concurrent", "items": law.item_list}
        draft.find("D:NO_ITEM:concurrent", "concurrent", law.concurrent.clauses, **params)
        return
    facts = facts_of(request.current)
    contracted, peak = facts.get("concurrent"), request.peak
    excess = law.parameters.parameter("excess.fee").clauses
    change = law.parameters.parameter("excess.change").clauses
    draft.fact("concurrent", contracted)
    draft.fact("peak", peak)
    draft.parameter("concurrent", list(values), law.concurrent.clauses[0])
    if contracted is not None and contracted not in values:
        draft.find("D:CONC", "concurrent", law.concurrent.clauses, given=contracted, allowed=values)
        return
    if peak is None:
        draft.find("I:value", "value", change, choices=(), grade=None)
    if contracted is None and (peak is None or values[0] < peak <= values[-1]):
        draft.find("I:concurrent", "concurrent", law.concurrent.clauses, choices=values, grade=None)
    if peak is None or draft.findings:
        return
    bound = contracted if contracted is not None else values[-1]  # whichever it is, the answer is the same
    exceeded = peak > bound
    draft.test("peak within the contract", not exceeded, peak, change[0])
    if not exceeded:
        draft.find("N:WITHIN", "concurrent", change, peak=peak, contracted=contracted)
        draft.clauses += law.concurrent.clauses
        return
    second = "multi_region" in facts.get("options", ())
    clauses = (*change, *excess)
    if second:
        clauses = (*clauses, *law.parameters.parameter("excess.fee.multi_region").clauses)
    top = bound == values[-1]
    draft.find(
        "H:EXCESS",
        "concurrent",
        (*clauses, *law.concurrent.clauses),
        peak=peak,
        contracted=contracted,
        top=top,
        multi_region=second,
    )


def switch(request: SwitchRequest, law: Law, book: ParameterBook, draft: Draft) -> None:
    """A contract of another service, or a new Starter contract in place of the running one.

    Neither is a change (ZTNA 6(1), FMS 5(1)); the end of the one contract and the start of the other have rules, a
    move has none, so a person must say. Ending and signing anew is not proposed.
    """
    target = "ztna" if request.to == "new_starter" else request.to
    other = law if target == law.service else law_of(book.in_force(target)[0])
    clauses = [*law.change_clauses, *law.parameters.parameter("change.other").clauses]
    if request.to == "new_starter" and law.grades:
        clauses += law.change_clause["grade"]
    for name in ("termination.days", "minimum_term.months", "early_charge.contract"):
        clauses += law.parameters.parameter(name).clauses
    clauses += other.item_clauses
    for name in ("fees.initial", "minimum_term.months"):
        clauses += other.parameters.parameter(name).clauses
    draft.fact("service", law.service)
    draft.fact("to", request.to)
    draft.test("a move is in the list of changes", ok=False, clause=law.change_clauses[0])
    draft.find("H:SWITCH", "service", tuple(dict.fromkeys(clauses)), to=request.to)
