"""From a frame to a verdict: which rule decides, what is missing, what to ask or answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

from pydantic import TypeAdapter, ValidationError

from assistant.dialogue import config, ending, outage
from assistant.dialogue.config import CHANGE_INTENTS, VALUES, Wanted
from assistant.dialogue.frames import EXPLAINED_BY, LIMITS
from assistant.dialogue.plan import Answer, Kind, Missing, Suggestion
from assistant.dialogue.services import SERVICES
from assistant.dialogue.state import Frame, State
from assistant.language.intents import Intent
from assistant.rules import Decision, ParameterBook, ParameterSet, Remedy, decide, explain
from assistant.rules.model import Finding, Outcome

_MORE_MBPS = 100  # what "more than" a bandwidth is at least read as
_OUTAGE = ("credit.table", "credit.threshold")
_LENGTH = TypeAdapter(timedelta)
_RELATED = 2
_CHOICE_REMEDIES = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one frame comes to. `request` is what a confirmed request records: rule, facts and decision."""

    kind: Kind
    answers: tuple[Answer, ...] = ()
    missing: tuple[Missing, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    message: str | None = None
    request: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """One rule applied for one service; `missing` are slots still to ask for, `present` when of the contract now."""

    decision: Decision
    template: str
    rule: str | None = None
    request: Mapping[str, Any] | None = None
    missing: tuple[str, ...] = ()
    extra: tuple[Answer, ...] = ()
    present: bool = False


class Judge:
    """Applies the rules core to frames."""

    def __init__(self, intents: Mapping[str, Intent], book: ParameterBook) -> None:
        self.intents = intents
        self.book = book
        self._by_intent: dict[str, Callable[[str, Frame, State, date], _Case | str]] = {
            **dict.fromkeys(
                ("option_eligibility", "value_check", "configuration_check", *CHANGE_INTENTS), self._configuration
            ),
            "usage_excess": self._usage,
            "service_switch": self._switch,
            "termination_date": self._termination,
            "termination_request": self._termination,
            "termination_latest": self._latest,
            "option_stop": self._option_stop,
            "minimum_term": self._minimum_term,
            "early_charge": self._early,
            "credit": self._credit,
            "claim_deadline": self._claim,
        }

    def choices(self, frame: Frame, slot: str) -> tuple[Any, ...]:
        """The values a missing slot can take."""
        left_open: Mapping[str, Sequence[Any]] = frame.slots.get("open", {})
        if slot in left_open:
            return tuple(left_open[slot])
        return config.choices(frame.service, slot, frame.slots, self.book)

    def bounds(self, frame: Frame, item: str) -> list[int]:
        """The least and the largest value of an item counted in steps, for the grade spoken of where it differs."""
        parameters = self.book.in_force(frame.service)[0] if frame.service else None
        grade = frame.slots.get("grade") or frame.slots.get("grade_now")
        found = []
        for bound in ("min", "max"):
            for name in (f"{item}.{bound}.{grade}", f"{item}.{bound}"):
                try:
                    value = parameters.value(name) if parameters else None
                except KeyError:
                    continue
                if isinstance(value, int):
                    found.append(value)
                    break
        return found

    def verdict(self, frame: Frame, state: State, today: date, confidence: float = 1.0) -> Verdict:
        """The verdict on a frame; with the service open, both are judged and told apart only if they differ."""
        services = [frame.service] if frame.service and not frame.both else list(SERVICES)
        if frame.intent == "service_switch":
            services = services[:1]
        cases = []
        for service in services:
            try:
                case = self._case(service, frame, state, today)
            except ValidationError:
                # Values that make no request at all (an outage that ends before it begins): ask, never guess.
                return Verdict("fallback", message="nothing_before")
            if case is not None:
                cases.append((service, case))
        if not cases:
            return Verdict("fallback", message="fallback")
        if len(cases) > 1 and not frame.both:
            kinds = {
                (c.decision.outcome, tuple(sorted(map(str, c.decision.values.items()))), c.missing) for _, c in cases
            }
            requested = frame.act == "request" and any(c.rule for _, c in cases)
            if not any(c.rule for _, c in cases):
                kinds = set()  # what the terms say is told for both, also where they differ
            if requested or len(kinds) > 1:
                missing = Missing("service", SERVICES)
                kind: Kind = "question" if requested else "choice"
                return Verdict(kind, missing=(missing,), suggestions=_values(missing), message="which_service")
        return self._joined(frame, cases, confidence)

    # -- one service ---------------------------------------------------------------------------------------------

    def _case(self, service: str, frame: Frame, state: State, today: date) -> _Case | None:
        handler = self._by_intent.get(frame.intent)
        result: _Case | str | None = handler(service, frame, state, today) if handler else frame.intent
        if isinstance(result, str):
            return self._information(service, result, frame)
        return result

    def _information(self, service: str, name: str, frame: Frame) -> _Case | None:
        intent = self.intents.get(name)
        if intent is None or not intent.clauses:
            return None
        absent = self._absent_option(service, name, frame)
        if absent:
            request = {"service": service, "configuration": {"options": absent}, "scope": "given"}
            return _Case(
                decide("configuration", request, self.book, date.min), "rule_configuration", "configuration", request
            )
        if service not in intent.clauses:
            if frame.service != service:
                return None
            return _Case(explain(service, self._absent(service), "denied"), "not_in_service")
        outcome = cast("Outcome", intent.outcome_for(service) or "explained")
        if (outcome == "needs_human" and frame.slots.get("asks_clause")) or (frame.both and outcome == "allowed"):
            outcome = "explained"  # where it stands, and how two services differ, is told by the text
        return _Case(
            explain(service, self._about(service, frame, intent.clauses[service]), outcome), intent.template or name
        )

    def _about(self, service: str, frame: Frame, clauses: Sequence[str]) -> Sequence[str]:
        """The clauses of an explanation without those of options or points that were not asked about."""
        points = [p for p in frame.slots.get("items", []) if p in config.POINTS]
        if frame.intent == "service_compare" and points:
            return [c for p in points for s in (service, *SERVICES) for c in self._clauses_at(s, config.POINTS[p])]
        parameters = self.book.in_force(service)[0]
        asked = [*frame.slots.get("options", []), *frame.slots.get("options_remove", [])]
        of_option: dict[str, set[str]] = {
            option: {c.partition("#")[0] for c in parameters.parameter(f"options.grades.{option}").clauses}
            for option in parameters.value("options")
        }
        wanted = set().union(*[of_option[o] for o in asked if o in of_option])
        others = set().union(*of_option.values()) - wanted
        if not wanted:
            return clauses
        kept = [c for c in clauses if c.partition("#")[0] not in others]
        return [
            *[c for c in kept if c.partition("#")[0] in wanted],
            *[c for c in kept if c.partition("#")[0] not in wanted],
        ]

    def _clauses_at(self, service: str, names: Sequence[str]) -> list[str]:
        """The clauses behind the parameters of those names that a service has."""
        found: list[str] = []
        for name in names:
            try:
                found.extend(self.book.in_force(service)[0].parameter(name).clauses)
            except KeyError:
                continue
        return found

    def _absent_option(self, service: str, name: str, frame: Frame) -> list[str]:
        """The options a question about an option is about, when the service named has none of them."""
        if not name.startswith("option_") or frame.service != service:
            return []
        asked = [*frame.slots.get("options", []), *frame.slots.get("options_remove", [])]
        known = self.book.in_force(service)[0].value("options")
        return asked if asked and not any(o in known for o in asked) else []

    def _absent(self, service: str) -> tuple[str, ...]:
        return self.book.in_force(service)[0].parameter("items").clauses

    def _rule(self, rule: str, request: Mapping[str, Any], today: date, template: str | None = None) -> _Case:
        decision = decide(rule, request, self.book, today)
        return _Case(decision, template or "rule_" + rule.replace("-", "_"), rule, request, decision.missing)

    # -- items, options, changes -----------------------------------------------------------------------------------

    def _configuration(self, service: str, frame: Frame, state: State, today: date) -> _Case | str:
        contract = self._after_request(frame, state) or self._contract(service, state)
        slots = self._spelled_out(service, frame.slots, contract)
        want = config.wanted(slots, contract)
        asks = frame.act == "question"
        if want.unresolved:
            return self._needs(service, tuple(want.unresolved), frame)
        via = {} if want.via in (None, "form") or frame.intent == "configuration_check" else {"via": want.via}
        if frame.intent == "configuration_check" or slots.get("new_contract"):
            return self._rule("configuration", {**config.whole_request(service, want), **via}, today)
        if want.empty:
            item = next((i for i in slots.get("items", []) if i in config.ITEMS or i == "option"), None)
            if frame.intent == "change_request" and not asks and item:
                return self._needs(service, (item,), frame)
            return self._nothing_wanted(frame)
        changing = (
            bool(contract)
            or frame.intent in CHANGE_INTENTS
            or bool(want.remove or want.keep)
            or not asks
            or any(k in slots for k in ("grade_from", "grade_to", "from"))
            or (bool(slots.get("running")) and bool(want.add))
        )
        if slots.get("running") and want.add and not contract:
            return self._rule("change", {**config.change_request(service, want, whole=False), **via}, today)
        if not changing:
            return self._given(service, want, via, frame, today)
        unknown = not contract and "grade" not in want.current and service == "ztna"
        if unknown and "grade" not in want.set:
            if asks:
                return self._given(service, want, via, frame, today)
            return replace(self._needs(service, ("grade",), frame), present=True)
        request = {**config.change_request(service, want, whole=bool(contract)), **via}
        if not any(request.get(k) for k in ("set", "add", "remove", "keep")):
            return self._given(service, want, via, frame, today)
        if asks:
            request["scope"] = "given"
        elif unknown and self._depends_on_present(request, today):
            return replace(self._needs(service, ("grade",), frame), present=True)
        case = self._rule("change", request, today)
        needed = _needed(case.decision)
        left = tuple(i for i in frame.slots.get("open", {}) if i not in want.set and i not in needed)
        if not asks and left and case.decision.outcome == "allowed":
            # Of several values that were offered, one has to be chosen.
            return replace(self._needs(service, (*left, *needed), frame), rule="change", request=request)
        if not asks and needed and case.decision.outcome == "allowed":
            # A request must be complete before it can be confirmed: what the change newly requires is asked for.
            return replace(case, decision=_asking(case.decision, needed), missing=needed)
        return case

    def _spelled_out(
        self, service: str, slots: Mapping[str, Any], contract: Mapping[str, Any] | None
    ) -> Mapping[str, Any]:
        """The slots with what they leave to be known of the contracts: all options but one, more than a value."""
        found = dict(slots)
        parameters = self.book.in_force(service)[0]
        refused = list(found.get("options_refused", []))
        if found.get("all_options"):
            found["options"] = [o for o in parameters.value("options") if o not in refused]
        running = [o for o in refused if o in (contract or {}).get("options", [])]
        if running:  # an option one has and does not want is to be dropped
            found["options_remove"] = [*found.get("options_remove", []), *running]
            found["options_refused"] = [o for o in refused if o not in running]
        for item in found.get("beyond", []):
            if item in found and item not in found.get("relative", {}):
                found[item] = self._next_above(parameters, item, found[item])
        return found

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

    def _depends_on_present(self, request: Mapping[str, Any], today: date) -> bool:
        """Whether what a change of grade still has to name depends on the grade the contract has now."""
        goal = request["set"].get("grade")
        grades = self.book.in_force(str(request["service"]))[0].value("grades") or ()
        found = set()
        for grade in grades:
            if grade == goal:
                continue
            decision = decide(
                "change", {**request, "current": {**request["current"], "grade": grade}}, self.book, today
            )
            found.add((decision.outcome, _needed(decision)))
        return len(found) > 1

    def _given(self, service: str, want: Wanted, via: Mapping[str, Any], frame: Frame, today: date) -> _Case | str:
        """What is given, judged alone; with the grade open, every grade is tried and told apart only if they differ."""
        request = config.given_request(service, want)
        but = frame.slots.get("grades_but", [])
        grades = [g for g in self.book.in_force(service)[0].value("grades") or () if g not in but]
        if "grade" in request["configuration"] or not grades:
            return self._rule("configuration", {**request, **via}, today)
        tried = [
            self._rule(
                "configuration", {**request, "configuration": {**request["configuration"], "grade": g}, **via}, today
            )
            for g in grades
        ]
        outcomes = {c.decision.outcome for c in tried}
        if len(outcomes) == 1:
            return tried[-1]
        if want.add:
            return "option_grades"
        return self._limit_of(want) or tried[-1]

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

    def _contract(self, service: str, state: State) -> dict[str, Any] | None:
        vouched = state.context.get("configuration")
        if not vouched or state.context.get("service") not in (None, service):
            return None
        return dict(vouched)

    def _after_request(self, frame: Frame, state: State) -> dict[str, Any] | None:
        """The contract as a recorded request would make it, for questions about going back on it later."""
        live = [r for r in state.receipts if not r.withdrawn and r.record.get("result")]
        goal = frame.slots.get("grade_to") or frame.slots.get("grade")
        if not live or frame.act != "question" or goal is None:
            return None
        result, before = live[-1].record["result"], live[-1].record["request"].get("current", {})
        back = goal == before.get("grade") and result.get("grade") not in (None, goal)
        return dict(result) if back else None

    def _needs(self, service: str, slots: Sequence[str], frame: Frame) -> _Case:
        clauses = tuple(dict.fromkeys(c for s in slots for c in self._clauses_of(service, s)))
        decision = replace(explain(service, clauses), outcome="needs_info", missing=tuple(slots))
        return _Case(decision, "needs_info", missing=tuple(slots))

    def _clauses_of(self, service: str, slot: str) -> tuple[str, ...]:
        parameters = self.book.in_force(service)[0]
        names = _OUTAGE if slot in ("duration", "known_to_iij_at") else (f"change.{slot}", f"{slot}.values", f"{slot}s")
        for name in (*names, "items"):
            try:
                return parameters.parameter(name).clauses
            except KeyError:
                continue
        return ()

    def _usage(self, service: str, frame: Frame, state: State, today: date) -> _Case | str:
        slots = frame.slots
        contract = self._contract(service, state) or {}
        current = {**contract, **slots.get("from", {}), **slots.get("now", {})}
        told = [slots.get("concurrent"), *slots.get("numbers", []), *slots.get("others", {}).get("concurrent", [])]
        counts = sorted(n for n in told if isinstance(n, int))
        every = sorted(n for n in (*told, current.get("concurrent")) if isinstance(n, int))
        if "concurrent" in contract:  # what the contract has is vouched for: every number told is a use
            used = current["concurrent"]
            counts = sorted([*counts, *([used] if used != contract["concurrent"] else [])])
            current["concurrent"] = contract["concurrent"]
        elif len(every) > 1:
            current["concurrent"] = self._contracted(service, every, slots.get("contracted"))
            counts = list(every)
            counts.remove(current["concurrent"])
        if not counts or "concurrent" not in current:
            return "excess_fee" if service == "fms" else "concurrent_limits"
        peak = counts[-1]
        if slots.get("options"):
            current["options"] = [*current.get("options", []), *slots["options"]]
        keep = {k: v for k, v in current.items() if k in ("concurrent", "options")}
        case = self._rule("usage", {"service": service, "current": keep, "peak": peak}, today)
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

    def _switch(self, service: str, frame: Frame, state: State, today: date) -> _Case | str:
        if frame.slots.get("to") == "new_starter":
            return self._rule("switch", {"service": "ztna", "to": "new_starter"}, today)
        names = [s for s in frame.slots.get("services", []) if s in SERVICES]
        start = state.context.get("service") or (names[0] if len(names) > 1 else service)
        goal = next((s for s in reversed(names) if s != start), None) or next(s for s in SERVICES if s != start)
        return self._rule("switch", {"service": start, "to": goal}, today)

    # -- the end of a contract or option ---------------------------------------------------------------------------

    def _termination(self, service: str, frame: Frame, state: State, today: date) -> _Case | str:
        subject = "option" if frame.slots.get("options_remove") or frame.slots.get("options") else "contract"
        rule, request = ending.termination_request(service, frame.slots, subject)
        dated = any(k in request for k in ("arrival", "desired", "sent", "designated"))
        if not dated and "via" in request and frame.intent != "termination_request":
            return "termination_channel"
        if not dated and "via" not in request:
            if frame.intent == "termination_request" and frame.act == "request":
                return self._rule("termination", request, today)
            return EXPLAINED_BY["termination_date"]
        return self._rule(rule, request, today)

    def _latest(self, service: str, frame: Frame, state: State, today: date) -> _Case | str:
        subject = "option" if frame.slots.get("options_remove") or frame.slots.get("options") else "contract"
        request = ending.latest_request(service, frame.slots, subject)
        if "desired" not in request:
            return EXPLAINED_BY["termination_latest"]
        return self._rule("latest-arrival", request, today)

    def _option_stop(self, service: str, frame: Frame, state: State, today: date) -> _Case | str:
        rule, request = ending.termination_request(service, frame.slots, "option")
        if not any(k in request for k in ("arrival", "desired", "sent", "designated")):
            if service == "ztna":
                return self._rule("termination", request, today)
            return EXPLAINED_BY["option_stop"]
        return self._rule(rule, request, today)

    def _minimum_term(self, service: str, frame: Frame, state: State, today: date) -> _Case | str:
        request = ending.minimum_term_request(service, frame.slots)
        if "billing_start" not in request:
            start = state.context.get("billing_start") or state.known.get("billing_start")
            if not start or request["subject"] != "contract":
                return EXPLAINED_BY["minimum_term"]
            request["billing_start"] = start
        return self._rule("minimum-term", request, today)

    def _early(self, service: str, frame: Frame, state: State, today: date) -> _Case | str:
        request = ending.early_request(service, frame.slots, {**state.known, **state.context})
        if "billing_start" not in request or not ("arrival" in request or "effective" in request):
            return EXPLAINED_BY["early_charge"]
        return self._rule("early-termination", request, today)

    # -- outages ---------------------------------------------------------------------------------------------------

    def _credit(self, service: str, frame: Frame, state: State, today: date) -> _Case | str:
        slots = frame.slots
        request = outage.credit_request(service, slots, today)
        fee = state.context.get("monthly_fee") or state.known.get("monthly_fee")
        if "monthly_fee" not in request and fee:
            request["monthly_fee"] = fee
        if slots.get("total") is False and service == "fms" and slots.get("cause") not in ("customer", "customer_line"):
            return "credit_partial"
        if slots.get("total") is False and not request["incidents"]:
            return "credit_partial"
        if not request["incidents"]:
            if slots.get("vpn_devices") == "some_up":
                return "vpn_device_scope"
            if slots.get("notified_suspension"):
                return "credit_suspension"
            return self._needs(service, ("duration",), frame)
        case = self._rule("credit", request, today)
        return replace(case, extra=self._deadline(service, frame, case, today))

    def _deadline(self, service: str, frame: Frame, case: _Case, today: date) -> tuple[Answer, ...]:
        """Beside a credit with a known day: until when to claim it."""
        if case.decision.values.get("credit_fraction") in (None, "0"):
            return ()
        request, missing = self._claim_request(service, frame, today, asks_now=False)
        if missing:
            return ()
        claim = decide("claim-deadline", request, self.book, today)
        return (Answer("claim_deadline", 1.0, claim, "rule_claim_deadline", frame.slots, {"request": request}),)

    def _claim(self, service: str, frame: Frame, state: State, today: date) -> _Case | str:
        request, missing = self._claim_request(service, frame, today, asks_now=bool(frame.slots.get("asks_now")))
        if missing:
            return EXPLAINED_BY["claim_deadline"]
        return self._rule("claim-deadline", request, today)

    def _claim_request(
        self, service: str, frame: Frame, today: date, *, asks_now: bool
    ) -> tuple[dict[str, Any], str | None]:
        threshold = _LENGTH.validate_python(self.book.in_force(service)[0].value("credit.threshold"))
        return outage.claim_request(service, frame.slots, today, asks_now=asks_now, threshold=threshold)

    # -- from cases to a verdict -----------------------------------------------------------------------------------

    def _joined(self, frame: Frame, cases: Sequence[tuple[str, _Case]], confidence: float) -> Verdict:
        answers: list[Answer] = []
        for _, case in cases:
            more = {"request": dict(case.request or {})}
            answers.append(Answer(frame.intent, confidence, case.decision, case.template, frame.slots, more))
            answers.extend(case.extra)
        first = cases[0][1]
        if first.missing and first.decision.outcome == "needs_info":
            known = replace_service(frame, cases[0][0])
            missing = tuple(Missing(s, self.choices(known, s), first.present) for s in first.missing)
            return Verdict("question", tuple(answers), missing, _values(missing[0]))
        if frame.act == "request" and self._is_request(frame, first):
            suggestions = (Suggestion("yes", True), Suggestion("no", False))
            record = {"rule": first.rule, "request": dict(first.request or {}), "decision": first.decision}
            return Verdict("confirmation", tuple(answers), (), suggestions, "confirmation", record)
        return Verdict("answer", tuple(answers), suggestions=self._next(frame, first))

    def _is_request(self, frame: Frame, case: _Case) -> bool:
        if case.rule == "change" or (case.rule == "configuration" and frame.intent in CHANGE_INTENTS):
            return case.decision.outcome in ("allowed", "needs_human")
        return (
            frame.intent == "termination_request"
            and case.rule in ("termination", "latest-arrival")
            and case.decision.outcome in ("computed", "needs_human")
        )

    def _next(self, frame: Frame, case: _Case) -> tuple[Suggestion, ...]:
        if case.decision.outcome == "denied" and case.decision.remedies:
            return sayable(case.decision.remedies)
        intent = self.intents.get(frame.intent)
        related = intent.related if intent else ()
        return tuple(Suggestion("intent", name) for name in related[:_RELATED] if name in self.intents)


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


def sayable(remedies: Sequence[Remedy]) -> tuple[Suggestion, ...]:
    """Suggestions for the remedies that a person can ask for in words: those that set, add or drop something."""
    said = [r for r in remedies if r.add or r.remove or any(v is not None for v in r.set.values())]
    return tuple(Suggestion("remedy", r) for r in said[:_CHOICE_REMEDIES])


def replace_service(frame: Frame, service: str) -> Frame:
    """The frame with its service settled."""
    return replace(frame, service=service)


def _values(missing: Missing) -> tuple[Suggestion, ...]:
    kind = "service" if missing.slot == "service" else "value"
    return tuple(Suggestion(kind, c, missing.slot) for c in missing.choices)  # type: ignore[arg-type]
