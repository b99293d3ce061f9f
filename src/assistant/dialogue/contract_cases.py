"""Cases about what a contract consists of: items, options, changes, use above the contract, another service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue import config
from assistant.dialogue.cases import Cases
from assistant.dialogue.config import CHANGE_INTENTS, VALUES, Wanted
from assistant.dialogue.families import LIMIT_ITEMS, LIMITS
from assistant.dialogue.services import SERVICES
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import known_contract
from assistant.dialogue.value_steps import stepped_to
from assistant.dialogue.verdict import Case
from assistant.rules import Decision, ParameterSet, decide, explain
from assistant.rules.model import Finding

_BY_GRADE = ("log", "bandwidth")  # items that not every grade lets one choose
_OF_GRADE = ("_GRADE", "_STARTER")  # findings by which a grade has no choice of an item at all
_MORE_MBPS = 100  # what "more than" a bandwidth is at least read as


def _valueless(finding: Finding) -> Finding:
    """A finding on a value that was only tried, which its sentence is not to name as if it had been asked for."""
    params = {name: None if name == "given" else value for name, value in finding.params.items()}
    return replace(finding, params=params)


class ContractCases(Cases):
    """Cases on the configuration of a contract; each gives a case, or the intent whose explanation fits instead."""

    def configuration(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """Whether a configuration, value, option or change is possible; changes asked for must be complete."""
        anew = bool(frame.slots.get("new_contract")) and frame.intent == "option_eligibility"
        contract = None if anew else self._after_request(frame, state) or self.contract(service, state)
        slots = self._spelled_out(service, frame.slots, contract)
        slots = _with_held(frame.intent, slots, contract) if frame.act == "question" else slots
        if not (contract or anew) and frame.intent != "configuration_check":
            slots = _with_known(slots, known_contract(state, service), whole=frame.act == "request")
        if "no_further" in slots:
            return self._no_further(service, slots["no_further"], slots, contract, today)
        want = config.wanted(slots, contract)
        asks = frame.act == "question"
        chosen = _item_to_choose(frame) if asks else None
        if chosen is not None:
            refused = self._no_choice(service, chosen, frame, state, today)
            if refused is not None or frame.intent == "value_check":
                return refused or LIMITS[chosen]
        if want.unresolved:
            return self.needs(service, tuple(want.unresolved), frame)
        if slots.get("which_item"):
            return self.needs(service, ("item",), frame)
        via = {} if frame.intent == "configuration_check" else _via(want)
        eligible = frame.intent == "option_eligibility" and asks  # "may we order it along with a new contract?"
        if frame.intent == "configuration_check" or (slots.get("new_contract") and not eligible):
            return self.rule("configuration", {**config.whole_request(service, want), **via}, today)
        if want.empty:
            item = next((i for i in slots.get("items", []) if i in config.ITEMS or i == "option"), None)
            if item in LIMITS and item != "option" and item not in self._items_of(service):
                return LIMITS[item]  # "more servers on ZTNA": there is no such item to change
            if frame.intent == "change_request" and not asks and item:
                barred = self.changeable(service, frame, state, today) if item in VALUES else None
                return barred if isinstance(barred, Case) else self.needs(service, (item,), frame)
            found = self._nothing_wanted(frame)
            return self.changeable(service, frame, state, today) if asks and found == "change_items" else found
        if contract and asks and frame.intent == "option_eligibility" and _of_another_grade(slots, want, contract):
            region = {"mr_region": want.mr_region} if want.mr_region else {}
            asked = {"grade": slots["grade"], "options": want.add, **region}
            return self.rule("configuration", {"service": service, "configuration": asked, "scope": "given"}, today)
        if asks and want.keep and not (want.set or want.add or want.remove):
            kept = replace(want, current={k: v for k, v in want.current.items() if k == "grade"}, add=want.keep)
            return self._given(service, kept, via, frame, today)  # nothing is changed: whether the contract may have it
        if asks and want.keep and want.set.keys() == {"grade"} and _asks_of_grade(slots, want):
            kept = replace(want, current={}, add=want.keep)  # "could the proxy stay on Core?" asks of that alone
            return self._given(service, kept, via, frame, today)
        changing = (
            bool(contract)
            or frame.intent in CHANGE_INTENTS
            or bool(want.remove or want.keep)
            or not asks
            or any(slots.get(k) for k in ("grade_from", "grade_to", "from", "relative"))
            or (bool(slots.get("running")) and bool(want.add))
        )
        if slots.get("running") and want.add and not contract:
            return self.rule("change", {**config.change_request(service, want, whole=False), **via}, today)
        if not changing:
            return self._given(service, want, via, frame, today)
        unknown = _lacks_grade(service, want, contract)
        if unknown and not asks and self._never(service, want, via, today):
            return self._given(service, want, via, frame, today)
        if unknown and "grade" not in want.set:
            if asks:
                stepped = frame.intent in CHANGE_INTENTS or any(slots.get(k) for k in ("from", "relative"))
                on_any = self._changed_on_any_grade(service, want, via, today) if stepped else None
                return on_any or self._given(service, want, via, frame, today)
            alike = self._changed_on_any_grade(service, want, via, today)
            if alike is not None and alike.decision.outcome == "needs_human":
                return alike  # a move to another region: no grade would change the answer
            return replace(self.needs(service, ("grade",), frame), present=True)
        return self._change(service, want, frame, contract, today)

    def _change(
        self,
        service: str,
        want: Wanted,
        frame: Frame,
        contract: Mapping[str, Any] | None,
        today: date,
    ) -> Case | str:
        """A change of what the contract has."""
        via = _via(want)
        asks, unknown = frame.act == "question", _lacks_grade(service, want, contract)
        have = want.current.get("redundancy")
        if asks and frame.slots.get("asks_choice") and have is not None and want.set == {"redundancy": have}:
            want = replace(
                want, set={"redundancy": not have}
            )  # 「冗長構成はあとから変えられますか」 of a redundant one
        held = [] if asks or want.mr_region else _held(want.add, contract)
        changed = replace(want, add=[o for o in want.add if o not in held])
        request = {**config.change_request(service, changed, whole=bool(contract)), **via}
        if not any(request.get(k) for k in ("set", "add", "remove", "keep")):
            nothing = contract and not asks and "ip" not in want.set  # addresses are no item of a contract
            return self._already_so(service, want) if nothing else self._given(service, want, via, frame, today)
        if asks:
            request["scope"] = "given"
        elif unknown and self._depends_on_present(request, today):
            return replace(self.needs(service, ("grade",), frame), present=True)
        case = self.rule("change", request, today)
        needed = _needed(case.decision)
        left = tuple(i for i in frame.slots.get("open", {}) if i not in want.set and i not in needed)
        if not asks and left and case.decision.outcome == "allowed":
            # Of several values that were offered, one has to be chosen.
            return replace(self.needs(service, (*left, *needed), frame), rule="change", request=request)
        if not asks and needed and case.decision.outcome == "allowed":
            # A request must be complete before it can be confirmed: what the change newly requires is asked for.
            return replace(case, decision=_asking(case.decision, needed), missing=needed)
        return case

    def _already_so(self, service: str, want: Wanted) -> Case:
        """That the contract has what is asked for: a change of nothing is not recorded."""
        told = {**want.set, **({"options": want.add} if want.add else {})}
        clauses = self.book.in_force(service)[0].parameter("change.items").clauses
        return Case(explain(service, clauses), "already_so", request={"service": service, "configuration": told})

    def _spelled_out(
        self, service: str, slots: Mapping[str, Any], contract: Mapping[str, Any] | None
    ) -> Mapping[str, Any]:
        """The slots with what they leave to be known of the contracts: all options but one, more than a value."""
        found = dict(slots)
        parameters = self.book.in_force(service)[0]
        refused = list(found.get("options_refused", []))
        if found.get("all_options"):
            found["options"] = [o for o in parameters.value("options") if o not in refused]
        running = _held(refused, contract)
        if running:  # an option one has and does not want is to be dropped
            found["options_remove"] = [*found.get("options_remove", []), *running]
            found["options_refused"] = [o for o in refused if o not in running]
        self._stepped(parameters, found, contract)
        found = stepped_to(parameters, found, contract)
        for item in found.get("beyond", []):
            if item in found and item not in found.get("relative", {}):
                found[item] = self._next_above(parameters, item, found[item])
        for item in found.get("below", []):
            if item in found and item not in found.get("relative", {}):
                found[item] = self._next_below(parameters, item, found[item])
        return found

    @staticmethod
    def _stepped(parameters: ParameterSet, found: dict[str, Any], contract: Mapping[str, Any] | None) -> None:
        """Name the grade that is told as a step from the one there is, where that is known and is not the last."""
        grades = list(parameters.value("grades") or ())
        now = found.get("grade_now") or found.get("grade_from") or (contract or {}).get("grade")
        if "grade_step" not in found or "grade" in found or now not in grades:
            return
        place = grades.index(now) + found["grade_step"]
        if 0 <= place < len(grades):
            found["grade"] = found["grade_to"] = grades[place]

    def _no_further(
        self, service: str, item: str, slots: Mapping[str, Any], contract: Mapping[str, Any] | None, today: date
    ) -> Case:
        """That an item has no value beyond the one there is, in the direction asked for."""
        current = {**(contract or {}), **slots.get("from", {}), **slots.get("now", {})}
        step = 1 if slots["value_step"][item].get("next") == "up" else -1
        request = {"service": service, "current": current, "set": {item: current[item] + step}, "scope": "given"}
        case = self.rule("change", request, today)
        findings = tuple(_valueless(f) for f in case.decision.findings)
        return replace(case, decision=replace(case.decision, findings=findings))

    def _items_of(self, service: str) -> Sequence[str]:
        """What a contract of the service consists of."""
        items: Sequence[str] = self.book.in_force(service)[0].value("items")
        return items

    def _next_above(self, parameters: ParameterSet, item: str, value: int) -> int:
        """The least value of an item above one, as the terms count it; one more where they have none."""
        if item == "bandwidth":
            return value + _MORE_MBPS
        for name in (f"{item}.step", f"{item}.values"):
            try:
                known = parameters.value(name)
            except KeyError:
                continue
            if isinstance(known, int):
                return value + known
            return next((v for v in sorted(known or ()) if v > value), value + 1)
        return value + 1

    def _next_below(self, parameters: ParameterSet, item: str, value: int) -> int:
        """The greatest value of an item below one, as the terms count it; one less where they have none."""
        above = self._next_above(parameters, item, value)
        try:
            known = parameters.value(f"{item}.values")
        except KeyError:
            return max(0, value - (above - value))
        return next((v for v in sorted(known or (), reverse=True) if v < value), value - 1)

    def _never(self, service: str, want: Wanted, via: Mapping[str, Any], today: date) -> bool:
        """Whether what is wanted is refused on every grade, so that the grade need not be asked for."""
        request = {**config.given_request(service, want), **via}
        asked = request["configuration"]
        outcomes = {
            self.outcome("configuration", {**request, "configuration": {**asked, "grade": grade}}, today)
            for grade in self.book.in_force(service)[0].value("grades") or ()
        }
        return outcomes == {"denied"}

    def choosable(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """Whether an item can be chosen for the grade spoken of; where it can, or it was not asked, what there is."""
        return self._no_choice(service, LIMIT_ITEMS[frame.intent], frame, state, today) or frame.intent

    def changeable(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """Whether the one item named can be changed on the grade spoken of; where it can, what there is to change."""
        items = [i for i in frame.slots.get("items", []) if i in VALUES]
        settled = state.pending is None and all(r.withdrawn for r in state.receipts)  # no other contract is to come
        refused = self._no_choice(service, items[0], frame, state, today) if settled and len(items) == 1 else None
        return refused or "change_items"

    def _no_choice(self, service: str, item: str, frame: Frame, state: State, today: date) -> Case | None:
        """The refusal of an item that can be chosen for other grades only; None where it can be, or was not asked."""
        slots = frame.slots
        contract = self.contract(service, state) or {}
        grade = slots.get("grade") or slots.get("grade_now") or slots.get("grade_stay") or contract.get("grade")
        changes = frame.intent in (*CHANGE_INTENTS, "change_items")
        asks = slots.get("asks_choice") or changes
        if not asks or grade is None or item in slots:
            return None
        for other in self.book.in_force(service)[0].value("grades") or ():
            for value in config.choices(service, item, {"grade": other}, self.book)[:1]:
                request: dict[str, Any] = {"service": service, "scope": "given"}
                if changes:
                    case = self.rule("change", {**request, "current": {"grade": grade}, "set": {item: value}}, today)
                else:
                    case = self.rule(
                        "configuration", {**request, "configuration": {"grade": grade, item: value}}, today
                    )
                if any(f.item == item and f.code.endswith(_OF_GRADE) for f in case.decision.findings):
                    findings = tuple(_valueless(f) for f in case.decision.findings)
                    return replace(case, decision=replace(case.decision, findings=findings))
        return None

    def _depends_on_present(self, request: Mapping[str, Any], today: date) -> bool:
        """Whether what a change of grade still has to name depends on the grade the contract has now."""
        goal = request["set"].get("grade")
        grades = self.book.in_force(str(request["service"]))[0].value("grades") or ()
        found = set()
        for grade in grades:
            if grade == goal:
                continue
            current = {**request["current"], "grade": grade}
            decision = decide("change", {**request, "current": current}, self.book, today, ways=False)
            found.add((decision.outcome, _needed(decision)))
        return len(found) > 1

    def _given(self, service: str, want: Wanted, via: Mapping[str, Any], frame: Frame, today: date) -> Case | str:
        """What is given, judged alone; with the grade open, every grade is tried and told apart only if they differ."""
        request = config.given_request(service, want)
        but = frame.slots.get("grades_but", [])
        grades = [g for g in self.book.in_force(service)[0].value("grades") or () if g not in but]
        if "grade" in request["configuration"] or not grades:
            return self.rule("configuration", {**request, **via}, today)
        tried = [{**request, "configuration": {**request["configuration"], "grade": g}, **via} for g in grades]
        outcomes = {self.outcome("configuration", each, today) for each in tried}
        if len(outcomes) == 1:
            ungraded = self.rule("configuration", {**request, **via}, today)
            if ungraded.decision.outcome in outcomes:
                return ungraded
        else:
            instead = "option_grades" if want.add else self._limit_of(want)
            if instead:
                return instead
        return self.rule("configuration", tried[-1], today)

    def _changed_on_any_grade(self, service: str, want: Wanted, via: Mapping[str, Any], today: date) -> Case | None:
        """The change that is asked about, where its outcome is the same whatever grade the contract has; else None."""
        request = {**config.change_request(service, want, whole=False), **via, "scope": "given"}
        case = self.rule("change", request, today)
        found = []
        for grade in self._grades_with(service, request["current"], today):
            current = {**request["current"], "grade": grade}
            found.append(self.rule("change", {**request, "current": current}, today))
        alike = {each.decision.outcome for each in found}
        if len(alike) == 1 and case.decision.outcome == "needs_info" and found[0].decision.outcome == "allowed":
            return found[0]  # 「1,000から850に」: open to every grade that can have the 1,000
        return case if alike <= {case.decision.outcome} else None

    def _grades_with(self, service: str, current: Mapping[str, Any], today: date) -> list[str]:
        """The grades that a contract with these values can have: one of 1,000 licences is no Starter."""
        given = {"service": service, "scope": "given"}
        return [
            grade
            for grade in self.book.in_force(service)[0].value("grades") or ()
            if self.outcome("configuration", {**given, "configuration": {**current, "grade": grade}}, today) != "denied"
        ]

    def _limit_of(self, want: Wanted) -> str | None:
        return next((LIMITS[i] for i in VALUES if i in want.set), None)

    def _nothing_wanted(self, frame: Frame) -> str:
        slots = frame.slots
        items = [i for i in slots.get("items", []) if i in LIMITS]
        if frame.intent in CHANGE_INTENTS:
            return "change_items"
        if frame.intent == "option_eligibility":
            return "option_list"
        if items:
            return LIMITS[items[0]]
        return "grade_list" if slots.get("grades") else "contract_items"

    def _after_request(self, frame: Frame, state: State) -> dict[str, Any] | None:
        """The contract as a recorded request would make it, for questions about going back on it later."""
        live = [r for r in state.receipts if not r.withdrawn and r.record.get("result")]
        goal = frame.slots.get("grade_to") or frame.slots.get("grade")
        if not live or frame.act != "question" or goal is None:
            return None
        result, before = live[-1].record["result"], live[-1].record["request"].get("current", {})
        back = goal == before.get("grade") and result.get("grade") not in (None, goal)
        return dict(result) if back else None

    def usage(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """What using more devices at once than contracted comes to, once both counts are known."""
        slots = frame.slots
        contract = self.contract(service, state) or {}
        current = {**contract, **slots.get("from", {}), **slots.get("now", {})}
        told = [slots.get("concurrent"), *slots.get("numbers", []), *slots.get("others", {}).get("concurrent", [])]
        counts = sorted(n for n in told if isinstance(n, int))
        every = sorted(n for n in (*told, current.get("concurrent")) if isinstance(n, int))
        if "concurrent" in contract:  # what the contract has is vouched for: every number told is a use
            used = current["concurrent"]
            counts = sorted([*counts, *([used] if used != contract["concurrent"] else [])])
            current["concurrent"] = contract["concurrent"]
        elif len(every) == 1 and slots.get("contracted"):
            current["concurrent"] = slots["contracted"]  # told before: "and if the peak had been exactly 5,000?"
        elif len(every) > 1:
            current["concurrent"] = self._contracted(service, every, slots.get("contracted"))
            counts = list(every)
            counts.remove(current["concurrent"])
        if slots.get("said_twice") in every and not counts[1:]:
            current["concurrent"], counts = slots["said_twice"], every[:1]  # a peak of just what is contracted
        if not counts or "concurrent" not in current:
            return "excess_fee" if service == "fms" else "concurrent_limits"
        of_contract = slots.get("passed") and [n for n in told if n] == [contract.get("concurrent")]
        if of_contract or (len(told) == 1 and "concurrent" in slots.get("beyond", [])):
            return "excess_fee"  # 「2000台を超えたら」 tells no count but the limit that is passed
        peak = counts[-1]
        if slots.get("options"):
            current["options"] = [*current.get("options", []), *slots["options"]]
        keep = {k: v for k, v in current.items() if k in ("concurrent", "options")}
        case = self.rule("usage", {"service": service, "current": keep, "peak": peak}, today)
        if case.decision.outcome == "allowed":  # no excess: nothing is permitted by it, so it is told, not allowed
            return replace(case, decision=replace(case.decision, outcome="explained"))
        return case

    def _contracted(self, service: str, counts: Sequence[int], named: Any) -> int:
        """Which of several counts is the contract: the one called so, else one there is, else the smallest."""
        if named in counts:
            return int(named)
        try:
            known = self.book.in_force(service)[0].value("concurrent.values") or ()
        except KeyError:
            known = ()
        return next((n for n in counts if n in known), counts[0])

    def switch(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """Going over to the other service, or to a new contract for Starter."""
        if frame.slots.get("to") == "new_starter":
            return self.rule("switch", {"service": "ztna", "to": "new_starter"}, today)
        names = [s for s in frame.slots.get("services", []) if s in SERVICES]
        start = state.context.get("service") or (names[0] if len(names) > 1 else service)
        goal = next((s for s in reversed(names) if s != start), None) or next(s for s in SERVICES if s != start)
        return self.rule("switch", {"service": start, "to": goal}, today)


def _lacks_grade(service: str, want: Wanted, contract: Mapping[str, Any] | None) -> bool:
    """Whether the grade that a contract of this service must have is not known."""
    return not contract and "grade" not in want.current and service == "ztna"


def _via(want: Wanted) -> dict[str, str]:
    """The way an application is sent, where it is not the prescribed form."""
    return {} if want.via in (None, "form") else {"via": str(want.via)}


def _held(options: Sequence[str], contract: Mapping[str, Any] | None) -> list[str]:
    """Those of some options that the contract has already."""
    return [o for o in options if o in (contract or {}).get("options", [])]


def _with_held(intent: str, slots: Mapping[str, Any], contract: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The slots of a question about a change, with the options that the contract has already as ones to keep.

    Also of a question about such an option alone: 「透過プロキシはこれまでどおり使えますよね？」 adds nothing.
    """
    held = _held(slots.get("options", []), contract)
    alone = intent == "option_eligibility" and not any(k in slots for k in ("region", "same_region", "grade", "via"))
    if not held or not (alone or any(k in slots for k in ("grade_to", *VALUES))):
        return slots
    asked = [o for o in slots["options"] if o not in held]
    return {**slots, "options": asked, "options_keep": [*slots.get("options_keep", []), *held]}


def _with_known(slots: Mapping[str, Any], known: Mapping[str, Any], *, whole: bool) -> Mapping[str, Any]:
    """The slots over what was told of the contract before; `whole`: all of it, else only what the question touches.

    Another grade that is asked about is not overruled, and what the present one has is not that one's; one that is
    asked for is what the present one is to become.
    """
    found = dict(slots)
    grade = known.get("grade")
    told = any(k in found for k in ("grade_now", "grade_from", "grade_stay"))
    if grade and (told or ("grade" in found and "grade_to" not in found and not whole)):
        return slots
    if grade:
        found["grade_now"] = grade
    touched = {*found.get("relative", {}), *(["region"] if "multi_region" in found.get("options", []) else [])}
    values = {k: v for k, v in known.items() if k != "grade" and (whole or k in touched)}
    if values:
        found["now"] = {**values, **found.get("now", {})}
    return found


def _asks_of_grade(slots: Mapping[str, Any], want: Wanted) -> bool:
    """Whether options are asked about on a grade, and no change to it is."""
    moved = any(k in slots for k in ("grade_to", "grade_from", "grade_now", "from", "now", "options_remove"))
    return not (moved or want.add or want.remove)


def _of_another_grade(slots: Mapping[str, Any], want: Wanted, contract: Mapping[str, Any]) -> bool:
    """Whether an option is asked about for a grade that the contract has not, and not for a change to it."""
    if any(k in slots for k in ("grade_to", "grade_from", "grade_now", "from", "now")) or not want.add:
        return False
    return slots.get("grade") not in (None, contract.get("grade")) and want.set.keys() <= {"grade"}


def _item_to_choose(frame: Frame) -> str | None:
    """The item whose choice is asked about beside a contract told: "we have Core at 300M, can we set the log?"."""
    slots = frame.slots
    told = any(k in slots for k in ("grade_now", "grade", "now"))
    items = [i for i in slots.get("items", []) if i in _BY_GRADE]
    alone = len(items) == 1 and items[0] not in slots and not slots.get("options")
    asks = slots.get("asks_choice") or frame.intent in CHANGE_INTENTS
    return items[0] if told and alone and asks else None


def _needed(decision: Decision) -> tuple[str, ...]:
    """What a change newly requires and does not name yet."""
    return tuple(i for i in decision.extra.get("newly_required", ()) if i not in decision.result)


def _asking(decision: Decision, needed: tuple[str, ...]) -> Decision:
    """A decision on what is given, turned into the question for what it leaves open."""
    asked, kept = [], []
    for condition in decision.conditions:
        item = condition.params.get("needed") if condition.code.startswith("C:ITEM_NEEDED") else None
        if item is None:
            kept.append(condition)
        else:
            params = {"choices": condition.params["choices"], "grade": condition.params["grade"]}
            asked.append(Finding(f"I:{item}", str(item), condition.clauses, params))
    findings = (*decision.findings, *asked)
    return replace(decision, outcome="needs_info", missing=needed, findings=findings, conditions=tuple(kept))
