"""Cases about days and lengths: the end of a contract or option, the minimum term, outages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pydantic import TypeAdapter

from assistant.dialogue import ending, outage
from assistant.dialogue.cases import Cases
from assistant.dialogue.families import EXPLAINED_BY
from assistant.dialogue.plan import Answer
from assistant.dialogue.state import Frame, State
from assistant.dialogue.verdict import Case
from assistant.dialogue.years import coherent
from assistant.rules import decide

_LENGTH = TypeAdapter(timedelta)


class TimeCases(Cases):
    """Cases on days and lengths; each gives a case, or the intent whose explanation fits instead."""

    def termination(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """The day a cancellation takes effect, from the day the form arrives or the day wished for."""
        subject = "option" if frame.slots.get("options_remove") or frame.slots.get("options") else "contract"
        wished = frame.intent == "termination_request"
        rule, request = ending.termination_request(service, frame.slots, subject, wished=wished)
        dated = any(k in request for k in ("arrival", "desired", "sent", "designated"))
        if not dated and "via" in request and not wished:
            return "termination_channel"
        if not dated and "via" not in request:
            if wished and frame.act == "request":
                return self.rule("termination", request, today)
            return EXPLAINED_BY["termination_date"]
        return self.rule(rule, request, today)

    def latest(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """The last day for the form to arrive, for an end on a given day."""
        subject = "option" if frame.slots.get("options_remove") or frame.slots.get("options") else "contract"
        request = ending.latest_request(service, frame.slots, subject)
        if "desired" not in request:
            return EXPLAINED_BY["termination_latest"]
        return self.rule("latest-arrival", request, today)

    def option_stop(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """The day an option ends."""
        rule, request = ending.termination_request(service, frame.slots, "option")
        if not any(k in request for k in ("arrival", "desired", "sent", "designated")):
            if service == "ztna":
                return self.rule("termination", request, today)
            return EXPLAINED_BY["option_stop"]
        return self.rule(rule, request, today)

    def minimum_term(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """The end of the minimum term, from the day billing began."""
        request = ending.minimum_term_request(service, coherent(frame.slots, today))
        if "billing_start" not in request:
            start = state.context.get("billing_start") or state.known.get("billing_start")
            if not start or request["subject"] != "contract":
                return EXPLAINED_BY["minimum_term"]
            request["billing_start"] = start
        return self.rule("minimum-term", request, today)

    def early(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """The charge for leaving before the minimum term is over."""
        request = ending.early_request(service, coherent(frame.slots, today), {**state.known, **state.context})
        if "billing_start" not in request or not ("arrival" in request or "effective" in request):
            return EXPLAINED_BY["early_charge"]
        return self.rule("early-termination", request, today)

    def credit(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """The credit for an outage, and beside it until when to claim it."""
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
            if slots.get("notified_suspension") in ("full", "partial"):
                return "credit_suspension"
            return self.needs(service, ("duration",), frame)
        case = self.rule("credit", request, today)
        return replace(case, extra=self._deadline(service, frame, case, today))

    def _deadline(self, service: str, frame: Frame, case: Case, today: date) -> tuple[Answer, ...]:
        """Beside a credit with a known day: until when to claim it."""
        if case.decision.values.get("credit_fraction") in (None, "0"):
            return ()
        request, missing = self._claim_request(service, frame, today, asks_now=False)
        if missing:
            return ()
        claim = decide("claim-deadline", request, self.book, today)
        return (Answer("claim_deadline", 1.0, claim, "rule_claim_deadline", frame.slots, {"request": request}),)

    def claim(self, service: str, frame: Frame, state: State, today: date) -> Case | str:
        """The last day to claim a credit, from the day the claim became possible."""
        request, missing = self._claim_request(service, frame, today, asks_now=bool(frame.slots.get("asks_now")))
        if missing:
            return EXPLAINED_BY["claim_deadline"]
        return self.rule("claim-deadline", request, today)

    def _claim_request(
        self, service: str, frame: Frame, today: date, *, asks_now: bool
    ) -> tuple[dict[str, Any], str | None]:
        threshold = _LENGTH.validate_python(self.book.in_force(service)[0].value("credit.threshold"))
        return outage.claim_request(service, frame.slots, today, asks_now=asks_now, threshold=threshold)
