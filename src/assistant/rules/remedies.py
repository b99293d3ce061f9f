"""What would be allowed instead: the nearest contracts, found by search and judged anew before they are offered.

Given the grade every item stands on its own, so the search goes over the grades: in each, every item that cannot
stand is moved to its nearest allowed value or left out, and every item the grade newly asks for is named. Where the
grade is not known the request is also mended with the grade left open. What comes out is kept only if judging it
denies nothing, and only if no other way alters no more of what was said, and nothing by more.
Nothing is offered that the terms do not speak of: no change to an excluded grade, no ending and signing anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.rules import change as changes
from assistant.rules import configuration as configurations
from assistant.rules.contract import NO_NEEDS, Facts, find, sections
from assistant.rules.law import Law
from assistant.rules.model import Finding, Remedy

_MOST = 6
_FAR = 2**62
_ELSEWHERE = "\0another region"  # stands for any region but the first, which the terms do not list
_LEFT_OUT = ("D:BW_STARTER", "D:LOG_GRADE", "D:NO_ITEM", "H:REGION", "H:REDUNDANCY")


@dataclass(slots=True)
class Proposal:
    """A request on its way to being allowed: what is set, left out and removed, and the choices for what is set."""

    items: dict[str, Any]
    options: tuple[str, ...]
    via: str
    choices: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    set: dict[str, Any] = field(default_factory=dict)
    other_region: bool = False
    new_via: str | None = None
    needs: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)

    def put(self, item: str, value: Any) -> None:
        """Set an item to a value."""
        self.items[item] = self.set[item] = value

    def choose(self, item: str, values: Iterable[Any], near: int | None = None) -> None:
        """Set an item to the nearest of several values (the larger of two as near), and note them all."""
        allowed = tuple(values)
        best = allowed[0] if near is None else min(allowed, key=lambda v: (abs(v - near), -v))
        self.put(item, best)
        self.choices[item] = allowed

    def drop(self, item: str) -> None:
        """Leave an item out."""
        del self.items[item]
        self.set[item] = None
        self.dropped.append(item)

    def remove(self, option: str, *, second_region: bool) -> None:
        """Leave an option out, and the region named for it."""
        if second_region:
            self.items.pop("mr_region", None)
        self.options = tuple(o for o in self.options if o != option)
        self.removed.append(option)

    @property
    def touched(self) -> frozenset[str]:
        """What this changes in the request."""
        more = {"via"} if self.new_via else set()
        more |= {"mr_region"} if self.other_region else set()
        return frozenset((*self.set, *(f"option {o}" for o in self.removed), *more))

    def moved(self, facts: Facts) -> dict[str, int]:
        """What was said and is altered, with how far: a number by its difference, left out by more than any."""
        said = [name for name in self.touched if name not in self.set or facts.get(name) is not None]
        return {name: _distance(self.set.get(name), facts.get(name)) for name in said}

    def weight(self, facts: Facts) -> tuple[int, int, int]:
        """Fewest wishes given up first, then fewest changes, then the smallest."""
        return len(self.dropped) + len(self.removed), len(self.touched), sum(self.moved(facts).values())

    def beats(self, other: Proposal, facts: Facts) -> bool:
        """Whether this alters nothing that the other leaves, nothing by more, and something less."""
        mine, theirs = self.moved(facts), other.moved(facts)
        if not mine.keys() <= theirs.keys() or any(mine[name] > theirs[name] for name in mine):
            return False
        return mine != theirs or self.touched < other.touched


def _distance(new: Any, old: Any) -> int:
    if type(old) is not int:
        return 0
    return abs(new - old) if type(new) is int else _FAR


@dataclass(frozen=True, slots=True)
class _Search:
    """One search: how a request begins in a grade, how it is judged, and whether anything of the wish is left.

    `lenient`: an item without a short list of values may stay to be named though it was not asked for before.
    """

    starting: Callable[[str | None], Proposal | None]
    judged: Callable[[Proposal], list[Finding]]
    worth: Callable[[Proposal], bool]
    changing: bool
    lenient: bool = False


def for_configuration(law: Law, facts: Facts, via: str, found: list[Finding], *, whole: bool) -> tuple[Remedy, ...]:
    """The nearest allowed contracts for one that is denied or incomplete."""
    items = {item: value for item, value in facts.items() if item != "options"}

    def judged(proposal: Proposal) -> list[Finding]:
        proposed = {**proposal.items, "options": proposal.options}
        return configurations.judge(law, proposed, proposal.via, whole=whole)

    def starting(target: str | None) -> Proposal:
        proposal = Proposal(dict(items), facts.get("options", ()), via)
        if target is not None and target != facts.get("grade"):
            proposal.put("grade", target)
            if not whole:  # nothing is asked for; but what only the new grade asks for is worth saying
                had = law.required.get(facts.get("grade"), law.required[target])
                proposal.needs = [i for i in law.required[target] if i not in had and i not in items]
        return proposal

    search = _Search(starting, judged, lambda p: bool(p.options or {*p.items} - {"grade", "mr_region"}), changing=False)
    return _run(law, search, facts.get("grade"), facts, found)


def for_change(
    law: Law, current: Facts, wish: changes.Wish, found: list[Finding], *, whole: bool
) -> tuple[Remedy, ...]:
    """The nearest requests for a change that the terms allow; none for a change to an excluded grade."""
    if any(f.code == "D:TO_STARTER" for f in found):
        return ()
    asked_for, now = wish.items.get("grade"), current.get("grade")
    # With an option at stake, the contract as it stands is a way as well.
    kept = bool(wish.keep) or any(_is_fate(f) for f in found)

    def wish_of(proposal: Proposal) -> changes.Wish:
        return changes.Wish(proposal.items, proposal.options, wish.remove, wish.keep, proposal.via)

    def judged(proposal: Proposal) -> list[Finding]:
        # What the new contract must name belongs to the way there, even if the question did not ask for it.
        return changes.judge(law, current, wish_of(proposal), whole=True)[0]

    def worth(proposal: Proposal) -> bool:
        view = changes.outlook(law, current, wish_of(proposal))
        stays = kept and "grade" in proposal.dropped
        return stays or bool(view.changed or view.added or view.removed)

    def starting(target: str | None) -> Proposal | None:
        proposal = Proposal(dict(wish.items), wish.add, wish.via)
        if target is None or target == (asked_for or now):
            return proposal
        if target == now:
            proposal.drop("grade")
        elif target in law.no_change_to:
            return None
        else:
            proposal.put("grade", target)
        return proposal

    after = changes.outlook(law, current, wish).after
    search = _Search(starting, judged, worth, changing=True, lenient=not whole)
    return _run(law, search, asked_for or now, after, found)


def _run(law: Law, search: _Search, grade: str | None, facts: Facts, found: list[Finding]) -> tuple[Remedy, ...]:
    """Try every grade that could help: all of them only where the grade is part of what conflicts, or is not known."""
    graded = any("grade" in facts_apart for facts_apart in conflicts(law, facts, found))
    candidates: tuple[str | None, ...] = (grade,)
    if law.grades and (graded or grade not in law.grades or any(_is_fate(f) for f in found)):
        candidates = law.grades if grade is not None else (None, *law.grades)
    incomplete = all(f.code[0] == "I" for f in found)
    asked = frozenset(f.item for f in found if f.code[0] == "I")
    if search.lenient:  # nothing was asked for then
        asked = frozenset(("region", "mr_region", "licences"))
    proposals: list[Proposal] = []
    for candidate in candidates:
        proposal = search.starting(candidate)
        if proposal and _mended(law, proposal, search, asked) and not (incomplete and proposal.needs):
            proposals.append(proposal)
    minimal = [p for p in proposals if not any(o.beats(p, facts) for o in proposals)]
    minimal.sort(key=lambda p: p.weight(facts))
    denying = tuple(clause for f in found if f.code[0] == "D" for clause in f.clauses)
    return tuple(_remedy(law, p, denying, changing=search.changing) for p in minimal[:_MOST])


def _mended(law: Law, proposal: Proposal, search: _Search, asked: frozenset[str | None]) -> bool:
    """Mend every finding there is, and judge again: nothing may stand against it, with any of the choices."""
    for finding in search.judged(proposal):
        if not _mend(law, proposal, finding, asked):
            return False
    again = search.judged(proposal)
    if any(f.item == "grade" and f.code[0] == "I" for f in again) and "grade" not in proposal.needs:
        proposal.needs.append("grade")  # the mended number stands in some grades only
    if not _clean(again, proposal) or not search.worth(proposal):
        return False
    for item, values in tuple(proposal.choices.items()):
        kept, good = proposal.items[item], []
        for value in values:
            proposal.items[item] = value
            if _clean(search.judged(proposal), proposal) and search.worth(proposal):
                good.append(value)
        proposal.items[item] = kept
        proposal.choices[item] = tuple(good)
    return bool(proposal.touched)


def _clean(found: Iterable[Finding], proposal: Proposal) -> bool:
    return all(f.code[0] == "I" and f.item in proposal.needs for f in found)


def _mend(law: Law, proposal: Proposal, finding: Finding, asked: frozenset[str | None]) -> bool:
    """Mend one finding; False when there is no way."""
    code, item, params = finding.code, finding.item or "", finding.params
    proposal.clauses += finding.clauses
    if code.startswith("D:LIC_"):
        proposal.choose(item, (n for n in params["nearest"] if n is not None), params["given"])
    elif code in ("D:BW_RANGE", "D:SRV"):
        proposal.put(item, params["min"] if params["given"] < params["min"] else params["max"])
    elif code == "D:LOG_VALUE":
        proposal.choose(item, params["allowed"], params["given"])
    elif code == "D:CONC":
        proposal.choose(item, _around(params["allowed"], params["given"]), params["given"])
    elif code == "D:IPV6":
        proposal.choose(item, params["versions"])
    elif code == "D:FORM":
        if proposal.options:
            proposal.via = proposal.new_via = "form"
    elif code.startswith(_LEFT_OUT) and item in proposal.items:
        proposal.drop(item)
    elif item == "option" and params.get("option") in proposal.options:
        option = law.options.get(params["option"])
        proposal.remove(params["option"], second_region=option is not None and option.other_region)
    elif code == "D:MR_SAME":
        proposal.other_region = True
        proposal.items["mr_region"] = _ELSEWHERE
    elif code[0] == "I":
        return _complete(proposal, finding, asked)
    else:
        return False
    return True


def _complete(proposal: Proposal, finding: Finding, asked: frozenset[str | None]) -> bool:
    """Name a missing item where the terms leave few values; else it stays to be named, if it was missing before."""
    item = finding.item or ""
    if _is_fate(finding):
        return False
    choices = finding.params.get("choices")
    if choices and item != "grade":
        proposal.choose(item, choices)
    elif item in asked or item == "grade":
        proposal.needs.append(item)
    else:
        return False
    return True


def _is_fate(finding: Finding) -> bool:
    """What is to become of an active option that the new grade may not have: neither answer is allowed as it stands."""
    return finding.code[0] == "I" and (finding.item or "").endswith("_fate")


def _around(allowed: tuple[int, ...], given: int) -> tuple[int, ...]:
    """The nearest values below and above."""
    lower = [v for v in allowed if v < given]
    higher = [v for v in allowed if v > given]
    return (*lower[-1:], *higher[:1])


def _remedy(law: Law, proposal: Proposal, denying: tuple[str, ...], *, changing: bool) -> Remedy:
    named = {item: value for item, value in proposal.set.items() if value is not None}
    grade = proposal.items.get("grade")
    clauses = [*denying, *proposal.clauses]
    if "grade" in named and changing:
        clauses += law.change_clause["grade"]
    clauses += sections(law, {**named, "grade": grade})
    code = "R:SET"
    if not proposal.set and not proposal.removed:
        code = "R:FORM" if proposal.new_via else "R:OTHER_REGION"
    elif proposal.dropped == ["grade"] and len(proposal.touched) == 1:
        code = "R:STAY"
    several = {item: values for item, values in proposal.choices.items() if len(values) > 1}
    choices = {item: list(values) for item, values in several.items()}
    return Remedy(
        code=code,
        set=proposal.set,
        remove=tuple(proposal.removed),
        clauses=tuple(dict.fromkeys(clauses)),
        params={
            "choices": choices,
            "needs": proposal.needs,
            "via": proposal.new_via,
            "dropped": proposal.dropped,
            "other_region": proposal.other_region,
        },
        choices=several,
        via=proposal.new_via,
    )


def conflicts(law: Law, facts: Facts, found: Iterable[Finding]) -> list[list[str]]:
    """For each denial the smallest set of facts that cannot stand together: `["licences"]`, `["grade", "options.sse"]`.

    A fact that is denied in every grade stands against the terms alone; else it is the grade it does not go with.
    """
    sets: list[list[str]] = []
    for finding in found:
        code, item = finding.code, finding.item or ""
        if code[0] != "D":
            continue
        if code == "D:FORM":
            sets.append(["via", "options"])
        elif code == "D:MR_SAME":
            sets.append(["region", "mr_region"])
        elif code == "D:TO_STARTER":  # as a change, that is: the grade itself is one of the terms
            sets.append([item])
        else:
            option = finding.params.get("option")
            alone: Mapping[str, Any] = {"options": (option,)} if option else {item: facts.get(item)}
            name = f"options.{option}" if option else item
            everywhere = any(f.code[0] == "D" for f in find(law, dict(alone), NO_NEEDS))
            sets.append([name] if everywhere else ["grade", name])
    return sets
