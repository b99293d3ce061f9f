"""Rule `claim-deadline`: until when a credit can be claimed."""

from __future__ import annotations

from assistant.rules import calendar
from assistant.rules.ending import earlier_version, not_extended
from assistant.rules.law import Law
from assistant.rules.model import Draft
from assistant.rules.requests import ClaimDeadlineRequest


def claim_deadline(request: ClaimDeadlineRequest, law: Law, draft: Draft) -> None:
    """The last day for the claim (ZTNA 13, proviso; FMS 11, proviso), and whether it was made in time.

    Three months elapse from the day the claim became possible, which the terms do not define: the earliest such day
    is used for the deadline told to the customer (AMB-G11). A claim that is late only under that reading, or only
    because article 142 is not applied, is not refused but referred (AMB-G04, G11).
    """
    parameter = law.parameters.parameter("claim.months")
    months, clauses = parameter.value, parameter.clauses
    day, claimed = request.claimable_on, request.claimed_on
    earlier_version(draft, law, day)
    if day is None:
        draft.find("I:claimable_on", "claimable_on", clauses, choices=(), grade=None)
        return
    deadline = calendar.months_elapse(day, months)
    draft.fact("claimable_on", day.isoformat())
    draft.parameter("months to claim", months, clauses[0])
    draft.values["claim_deadline"] = deadline.isoformat()
    params = {"claimable_on": day.isoformat(), "months": months, "claim_deadline": deadline.isoformat()}
    draft.find("N:CLAIM_BY", None, clauses, **params)
    draft.assume("A:FIRST_DAY_EXCLUDED", event=day.isoformat(), days=None, months=months)
    draft.assume("A:EARLIEST_CLAIM_DAY", clauses, claimable_on=day.isoformat())
    not_extended(draft, deadline, clauses)
    if law.parameters.value("credit.on_request") is None:  # ZTNA 13 never mentions the request itself (AMB-Z05)
        draft.assume("A:CLAIM_IMPLIED", clauses)
    if claimed is None:
        return
    draft.fact("claimed_on", claimed.isoformat())
    in_time = claimed <= deadline
    draft.test("claimed by the deadline", in_time, claimed.isoformat(), clauses[0])
    made = {"claimed_on": claimed.isoformat(), "claim_deadline": deadline.isoformat()}
    if in_time:
        draft.values["claim_status"] = "in_time"
        draft.find("N:CLAIM_IN_TIME", None, clauses, **made)
        return
    later = calendar.months_elapse(request.restored_on, months) if request.restored_on else deadline
    extended = calendar.next_business_day(max(deadline, later), custom=True)
    if claimed <= extended:
        reason = "later_day" if claimed <= later else "holiday"
        draft.values["claim_status"] = "needs_human"
        draft.find("H:CLAIM_LATE", "claimed_on", clauses, **made, alternative=extended.isoformat(), reason=reason)
        return
    draft.values["claim_status"] = "lost"
    draft.find("N:CLAIM_LOST", None, clauses, **made)
