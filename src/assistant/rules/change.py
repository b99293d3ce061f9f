"""Rule `change`: may this contract be changed so? Judged on the contract that would result (AMB-Z20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.rules.configuration import (
    bandwidth_menu,
    form_finding,
    giga,
    nearest,
    option_conditions,
    region_list,
    technical,
)
from assistant.rules.contract import NO_NEEDS, Facts, facts_of, find, sections
from assistant.rules.law import Law
from assistant.rules.model import Draft, Finding
from assistant.rules.requests import ChangeRequest
from assistant.rules.tracing import facts_read, judged

_NUMBERS = ("licences", "bandwidth", "log", "concurrent", "servers")
_LIMITED = ("D:BW_STARTER", "D:LOG_GRADE")  # what the list of changes limits by grade as well (ZTNA 6(1)(iii), (iv))


@dataclass(frozen=True, slots=True)
class Wish:
    """A change as asked for: items to set, options to add, give up or keep, and the channel."""

    items: Mapping[str, Any]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    via: str = "form"


@dataclass(frozen=True, slots=True)
class Outlook:
    """A contract before and after a change, with what the change does.

    `changed` are the items that really change, `added` and `removed` the options, `lost` active options that the
    new grade may not have and that the request leaves open, `dropped` items the new grade does not know, `needs`
    items the contract must name for the first time.
    """

    before: Facts
    after: Facts
    changed: Mapping[str, Any]
    unchanged: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    lost: tuple[str, ...]
    dropped: tuple[str, ...]
    needs: tuple[str, ...]

    @property
    def regraded(self) -> bool:
        """Whether the grade changes."""
        return "grade" in self.changed


def outlook(law: Law, current: Facts, wish: Wish) -> Outlook:
    """What the contract would be after the change."""
    changed = {item: value for item, value in wish.items.items() if current.get(item) != value}
    unchanged = tuple(item for item in wish.items if item not in changed)
    known = current.get("options")
    active = tuple(dict.fromkeys((*(known or ()), *wish.keep)))
    added = tuple(option for option in wish.add if option not in active)
    removed = tuple(option for option in wish.remove if known is None or option in active)
    after = {**current, **changed}
    old, new = current.get("grade"), after.get("grade")
    dropped: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    if "grade" in changed and law.grades and new in law.grades:
        dropped = tuple(
            item for item in ("bandwidth", "log") if item in after and _falls_away(law, item, current, wish, new)
        )
        for item in dropped:
            del after[item]
        had: set[str] = set()
        if old in law.grades:
            had = set(law.required[old])
        elif old is None:  # not known: only what every other grade names is sure to be there already
            had = set.intersection(*(set(law.required[g]) for g in law.grades if g != new))
        needs = tuple(item for item in law.required[new] if item not in had)
        lost = tuple(o for o in active if o not in (*wish.keep, *removed) and not _eligible(law, o, new))
    options = tuple(o for o in (*active, *added) if o not in removed and o not in lost)
    if options or known is not None:
        after["options"] = options
    return Outlook(current, after, changed, unchanged, added, removed, lost, dropped, needs)


def _falls_away(law: Law, item: str, current: Facts, wish: Wish, new: str) -> bool:
    """An item the old contract had that the new grade does not let one name, or that was fixed by the old grade."""
    if item in wish.items:
        return False
    if item == "log":
        return new not in law.log_grades
    old = current.get("grade")
    if new in law.bandwidth_fixed or old in law.bandwidth_fixed:
        return True
    return old is None and current["bandwidth"] in {fixed for fixed, _ in law.bandwidth_fixed.values()}


def _eligible(law: Law, name: str, grade: str) -> bool:
    option = law.options.get(name)
    return option is not None and (option.grades is None or grade in option.grades)


def refused_grade(law: Law, current: Facts, wish: Wish) -> Finding | None:
    """A change to a grade that the list of changes excludes (ZTNA 6(1)(i)): refused at once, whatever else is asked."""
    wanted = wish.items.get("grade")
    if law.grades is None or wanted not in law.no_change_to or wanted == current.get("grade"):
        return None
    clauses = law.change_clause["grade"]
    return Finding("D:TO_STARTER", "grade", clauses, {"grade": wanted, "current": current.get("grade")})


def judge(law: Law, current: Facts, wish: Wish, *, whole: bool) -> tuple[list[Finding], Outlook]:
    """Everything against a change, and the outlook it was judged on. `whole` False: nothing missing is reported."""
    view = outlook(law, current, wish)
    refused = refused_grade(law, current, wish)
    if refused:
        return [refused], view
    needs = {view.after.get("grade"): view.needs} if whole else NO_NEEDS
    ask_region = whole and any(o in law.options and law.options[o].other_region for o in view.added)
    found = [
        replace(f, clauses=tuple(dict.fromkeys((*f.clauses, *law.change_clause[f.item or ""]))))
        if f.code in _LIMITED
        else f
        for f in find(law, view.after, needs, ask_region=ask_region)
    ]
    found += _unlisted(law, view)
    found += _options(law, view, wish)
    if view.added and wish.via != "form":
        found.append(form_finding(law, wish.via, view.added))
    return found, view


def _unlisted(law: Law, view: Outlook) -> list[Finding]:
    """Items named at contract time that the list of changes does not have: only if IIJ designates them (AMB-Z22)."""
    found = []
    for item, code in (("region", "H:REGION"), ("redundancy", "H:REDUNDANCY")):
        if item in view.changed and item in law.items:
            params = {"given": view.changed[item], "current": view.before.get(item)}
            found.append(Finding(code, item, law.change_clause[item], params))
    if _second_region_moves(law, view):
        params = {"given": view.changed["mr_region"], "current": view.before.get("mr_region")}
        found.append(Finding("H:REGION", "mr_region", law.change_clause["region"], params))
    return found


def _second_region_moves(law: Law, view: Outlook) -> bool:
    """Another region for an option that has one; a region named with an option that is added is none."""
    if "mr_region" not in view.changed or any(law.options[o].other_region for o in view.added if o in law.options):
        return False
    return view.before.get("mr_region") is not None or not (view.changed.keys() - {"mr_region"} or view.added)


def _options(law: Law, view: Outlook, wish: Wish) -> list[Finding]:
    found = []
    for name in view.added:
        option = law.options.get(name)
        if option and option.at_introduction:  # a running contract is past its introduction (AMB-Z25)
            found.append(Finding("H:INTRO_LATE", "option", option.clauses, {"option": name}))
    for name in view.removed:
        option = law.options.get(name)
        if option is None:
            params: dict[str, Any] = {"option": name, "options": law.option_list}
            found.append(Finding(f"D:OPT_NONE:{name}", "option", law.option_clauses, params))
        elif law.option_stop_days is None or wish.via != "form":
            clauses = (*law.option_stop_clauses, *option.clauses, *option.min_term_clauses)
            params = {"option": name, "via": wish.via}
            found.append(Finding("H:OPT_CANCEL", "option", tuple(dict.fromkeys(clauses)), params))
    grade = view.after.get("grade")
    for name in view.lost:
        option = law.options.get(name)
        clauses = option.clauses if option else law.option_clauses
        params = {
            "choices": ("keep", "remove"),
            "option": name,
            "grade": grade,
            "grades": option.grades if option else (),
        }
        found.append(Finding(f"I:{name}_fate", f"{name}_fate", clauses, params))
    return found


def change(request: ChangeRequest, law: Law, draft: Draft) -> None:
    """Note findings, conditions, the contract after and what differs, for a request to change a running contract."""
    current, wish = facts_of(request.current), wish_of(request)
    whole = request.scope == "whole"
    draft.findings, view = judge(law, current, wish, whole=whole)
    if not (wish.items or wish.add or wish.remove):
        draft.find("I:item", "item", law.change_clauses, choices=law.change_items, grade=None)
    _trace(draft, law, wish, view)
    nearest(draft)
    giga(draft)
    if not any(f.code == "D:TO_STARTER" for f in draft.findings):
        draft.clauses += [c for item in view.changed for c in law.change_clause.get(item, ())]
    if draft.worst == "denied":
        return
    draft.clauses += law.change_clauses
    touched = {i: v for i, v in view.after.items() if i in view.changed or i == "grade"}
    kept = tuple(o for o in wish.keep if o in law.options)
    draft.clauses += sections(law, {**touched, "options": view.added})
    draft.clauses += [c for o in kept for c in law.options[o].clauses]
    _conditions(draft, law, view, whole=whole)
    _what_if(draft, law, view)


def wish_of(request: ChangeRequest) -> Wish:
    """The change asked for, as the rules see it."""
    items = facts_of(request.set)
    if request.mr_region is not None:
        items["mr_region"] = request.mr_region
    return Wish(items, request.add, request.remove, request.keep, request.via)


def _trace(draft: Draft, law: Law, wish: Wish, view: Outlook) -> None:
    facts_read(draft, {f"now: {name}": value for name, value in view.before.items()})
    facts_read(draft, {f"set: {name}": value for name, value in wish.items.items()})
    for name, options in (("add", wish.add), ("remove", wish.remove), ("keep", wish.keep)):
        draft.fact(name, options or None)
    draft.fact("via", wish.via)
    for item in view.changed:
        clause = law.change_clause.get(item, law.change_clauses)[0]
        draft.test(f"{item} is in the list of changes", item in law.change_items, clause=clause)
    judged(draft, law, view.after, draft.findings)


def _conditions(draft: Draft, law: Law, view: Outlook, *, whole: bool) -> None:
    names = [i for i in view.changed if i != "mr_region"]
    if len(names) + len(view.added) + len(view.removed) > 1:
        parts = (*names, *view.added, *view.removed)
        draft.condition("C:COMBINED", law.change_clauses, items=parts)
    if "bandwidth" in view.changed:
        bandwidth_menu(draft, law, view.after)
    named = [view.changed["region"]] if "region" in view.changed else []
    for name in view.added:
        named += option_conditions(draft, law, name, view.after)
    region_list(draft, law, named)
    lower = _decreases(law, view)
    if lower:
        draft.condition("C:DECREASE", law.change_clauses, items=lower)
    if "log" in lower or "log" in view.dropped:
        clauses = law.change_clause["log"]
        draft.condition("C:LOG_DATA", clauses, before=view.before["log"], after=view.after.get("log"))
    elif view.regraded and view.before.get("grade") in law.log_grades and view.after.get("grade") not in law.log_grades:
        draft.condition("C:LOG_DATA", law.change_clause["log"], before=None, after=None)
    for name in view.removed:
        option = law.options.get(name)
        if option and law.option_stop_days is not None:
            draft.condition("C:OPT_STOP_30D", law.option_stop_clauses, option=name, days=law.option_stop_days)
            if option.min_term is not None:
                draft.condition("C:OPT_MIN_TERM", option.min_term_clauses, option=name, months=option.min_term)
    if _lopsided(law, view):
        technical(draft, law, view.after)
    if not whole:
        for item in view.needs:
            if item not in view.after:
                finding = next(f for f in find(law, view.after, {view.after.get("grade"): (item,)}) if f.item == item)
                draft.condition(
                    f"C:ITEM_NEEDED:{item}",
                    finding.clauses,
                    needed=item,
                    choices=finding.params["choices"],
                    grade=view.after.get("grade"),
                )
    if view.unchanged and not view.changed and not view.added and not view.removed:
        draft.assume("A:NO_CHANGE", items=view.unchanged)


def _decreases(law: Law, view: Outlook) -> tuple[str, ...]:
    lower = [
        i for i in _NUMBERS if i in view.changed and view.before.get(i) is not None and view.changed[i] < view.before[i]
    ]
    order = law.grades or ()
    old, new = view.before.get("grade"), view.after.get("grade")
    if view.regraded and old in order and new in order and order.index(new) < order.index(old):
        lower.append("grade")
    return tuple(lower)


def _lopsided(law: Law, view: Outlook) -> bool:
    """More devices at once than licences, or redundancy with the fewest servers: not forbidden, but to be checked."""
    if not {"licences", "concurrent", "servers", "redundancy"} & view.changed.keys() or law.servers is None:
        return False
    after = view.after
    fewer = {"licences", "concurrent"} <= after.keys() and after["licences"] < after["concurrent"]
    return fewer or (after.get("redundancy") is True and after.get("servers") == law.servers.least)


def _what_if(draft: Draft, law: Law, view: Outlook) -> None:
    after = {item: list(v) if isinstance(v, tuple) else v for item, v in view.after.items()}
    draft.result = after
    items = dict.fromkeys((*view.before, *view.after))
    draft.extra["difference"] = [
        {"item": item, "before": _listed(view.before.get(item)), "after": _listed(view.after.get(item))}
        for item in items
        if view.before.get(item) != view.after.get(item)
    ]
    draft.extra["unavailable"] = [
        *({"item": item, "clauses": list(law.change_clause[item])} for item in view.dropped),
        *({"item": name, "clauses": list(law.options[name].clauses)} for name in view.lost if name in law.options),
    ]
    draft.extra["newly_required"] = list(view.needs)


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
