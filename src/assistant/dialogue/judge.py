"""From a frame to a verdict: which rule decides, what is missing, what to ask or answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from pydantic import ValidationError

from assistant.dialogue import config
from assistant.dialogue.claims import claim
from assistant.dialogue.config import CHANGE_INTENTS
from assistant.dialogue.contract_cases import ContractCases
from assistant.dialogue.families import LIMIT_ITEMS
from assistant.dialogue.plan import Answer, Kind, Missing, Suggestion
from assistant.dialogue.services import SERVICES
from assistant.dialogue.state import Frame, State
from assistant.dialogue.time_cases import TimeCases
from assistant.dialogue.verdict import Case, Verdict, sayable
from assistant.language.intents import Intent
from assistant.rules import ParameterBook, decide, explain
from assistant.rules.model import Outcome

_RELATED = 2


class Judge:
    """Applies the rules core to frames."""

    def __init__(self, intents: Mapping[str, Intent], book: ParameterBook) -> None:
        self.intents = intents
        self.book = book
        contract, times = ContractCases(book), TimeCases(book)
        self._by_intent: dict[str, Callable[[str, Frame, State, date], Case | str]] = {
            **dict.fromkeys(
                ("option_eligibility", "value_check", "configuration_check", *CHANGE_INTENTS), contract.configuration
            ),
            **dict.fromkeys(("log_limits", "bandwidth_limits"), contract.choosable),
            "change_items": contract.changeable,
            "usage_excess": contract.usage,
            "service_switch": contract.switch,
            "termination_date": times.termination,
            "termination_request": times.termination,
            "termination_latest": times.latest,
            "option_stop": times.option_stop,
            "minimum_term": times.minimum_term,
            "early_charge": times.early,
            "credit": times.credit,
            "claim_deadline": times.claim,
        }

    def choices(self, frame: Frame, slot: str) -> tuple[Any, ...]:
        """The values a missing slot can take."""
        if slot == "item":
            return tuple(frame.slots.get("which_item", ()))
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

    def _case(self, service: str, frame: Frame, state: State, today: date) -> Case | None:
        handler = self._by_intent.get(frame.intent)
        result: Case | str | None = handler(service, frame, state, today) if handler else frame.intent
        if isinstance(result, str):
            return self._information(service, result, frame)
        return result

    def _information(self, service: str, name: str, frame: Frame) -> Case | None:
        intent = self.intents.get(name)
        if intent is None or not intent.clauses:
            return None
        absent = self._absent_option(service, name, frame)
        if absent:
            request = {"service": service, "configuration": {"options": absent}, "scope": "given"}
            return Case(
                decide("configuration", request, self.book, date.min), "rule_configuration", "configuration", request
            )
        if service not in intent.clauses:
            if frame.service != service:
                return None
            return Case(explain(service, self._absent(service), "denied"), "not_in_service")
        self._weigh_claim(service, name, frame)
        about = self.intents.get(frame.slots.get("about", ""))
        clauses = [
            *self._asked_of(service, name, frame, intent.clauses[service]),
            *(about.clauses.get(service, ()) if about else ()),
        ]
        outcome = cast("Outcome", intent.outcome_for(service) or "explained")
        if name == "option_fee" and frame.slots.get("asks_amount"):
            outcome = "needs_human"  # the terms name no amounts
        asks_no_amount = frame.slots.get("asks_clause") or frame.slots.get("asks_whether")
        if (outcome == "needs_human" and asks_no_amount) or (frame.both and outcome == "allowed"):
            outcome = "explained"  # where it stands, and how two services differ, is told by the text
        return Case(explain(service, self._about(service, frame, clauses), outcome), intent.template or name)

    def _weigh_claim(self, service: str, name: str, frame: Frame) -> None:
        """Note in the slots, by service, what becomes of the limits that the message takes for true."""
        item = LIMIT_ITEMS.get(name, "")
        limits = frame.slots.get("claimed", {}).get(item)
        grades = [*frame.slots.get("grades", []), *([frame.slots["grade_now"]] if "grade_now" in frame.slots else [])]
        if limits and item not in frame.slots:
            found = claim(self.book.in_force(service)[0], item, limits, grades)
            frame.slots["claim"] = {**frame.slots.get("claim", {}), service: found}

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

    def _asked_of(self, service: str, name: str, frame: Frame, clauses: Sequence[str]) -> Sequence[str]:
        """The clauses of an explanation that fit what it is asked of.

        Of an option that stops, those on its day and not on that of a contract; of a phrase of an article, that one.
        """
        phrase = frame.slots.get("phrase_of", {}).get(service)
        if phrase:
            return [c for c in clauses if c in phrase]
        asked = frame.slots.get("options") or frame.slots.get("options_remove")
        stops = self._clauses_at(service, ["options.stop.days"]) if name == "termination_holiday" and asked else []
        return stops or clauses

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

    # -- from cases to a verdict -----------------------------------------------------------------------------------

    def _joined(self, frame: Frame, cases: Sequence[tuple[str, Case]], confidence: float) -> Verdict:
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

    def _is_request(self, frame: Frame, case: Case) -> bool:
        if case.rule == "change" or (case.rule == "configuration" and frame.intent in CHANGE_INTENTS):
            return case.decision.outcome in ("allowed", "needs_human")
        return (
            frame.intent == "termination_request"
            and case.rule in ("termination", "latest-arrival")
            and case.decision.outcome in ("computed", "needs_human")
        )

    def _next(self, frame: Frame, case: Case) -> tuple[Suggestion, ...]:
        if case.decision.outcome == "denied" and case.decision.remedies:
            return sayable(case.decision.remedies)
        intent = self.intents.get(frame.intent)
        related = intent.related if intent else ()
        return tuple(Suggestion("intent", name) for name in related[:_RELATED] if name in self.intents)


def replace_service(frame: Frame, service: str) -> Frame:
    """The frame with its service settled."""
    return replace(frame, service=service)


def _values(missing: Missing) -> tuple[Suggestion, ...]:
    kind = "service" if missing.slot == "service" else "value"
    return tuple(Suggestion(kind, c, missing.slot) for c in missing.choices)  # type: ignore[arg-type]
