"""One turn as the desk sees it: which request it drafts, confirms or drops, and whom it is passed to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.desk.office import noted
from assistant.desk.talk import Memory, confirming
from assistant.desk.wishes import basis
from assistant.dialogue import Pending, Plan, State, Suggestion
from assistant.store import (
    Change,
    ContractRecord,
    NoticeRecord,
    RequestMoved,
    RequestRecord,
    RequestRevised,
    RequestStep,
    now,
)

Told = Callable[[RequestRecord, RequestStep, str, str | None], list[Change]]


@dataclass(slots=True)
class Settled:
    """What a plan has become: `draft` waits for a yes, `confirmed` has had it; `replaced` are given up for it.

    `changed` says that what the question rested on is no longer so, and it is judged and asked again. `new` holds the
    request to keep with the turn, `changes` the rest.
    """

    plan: Plan
    draft: RequestRecord | None = None
    confirmed: RequestRecord | None = None
    replaced: tuple[RequestRecord, ...] = ()
    changed: bool = False
    new: tuple[RequestRecord, ...] = ()
    changes: list[Change] = field(default_factory=list)


def settle(
    plan: Plan,
    before: State,
    memory: Memory,
    *,
    wanted: RequestRecord | None,
    conflicts: Sequence[RequestRecord],
    contract: ContractRecord | None,
    told: Told,
) -> Settled:
    """Draft, ask again, confirm or drop; `memory` is brought up to date.

    `wanted` is the request as judged now, `conflicts` the open requests that speak for the same items, `told` makes
    what goes with a request's step.
    """
    if wanted is None or plan.kind not in ("confirmation", "receipt"):
        return _dropped(plan, before, memory, contract)
    rests = basis(wanted, conflicts)
    known = memory.draft
    if known is not None:
        wanted = replace(wanted, id=known["id"])
    agreed = known["basis"] == rests if known is not None else not conflicts
    if plan.kind == "receipt" and agreed:
        return _confirmed(plan, memory, wanted, conflicts, told)
    changed = plan.kind == "receipt"
    if changed:
        plan = _asked_again(plan)
    memory.draft = {"id": wanted.id, "basis": rests, "version": contract.version if contract else None}
    settled = Settled(plan, draft=wanted, replaced=tuple(conflicts), changed=changed)
    if known is None:
        settled.new = (wanted,)
        settled.changes += told(wanted, _step(wanted), "", None)
    else:
        settled.changes.append(RequestRevised(wanted))
    return settled


def taken_back(settled: Settled, earlier: RequestRecord, actor: str | None, told: Told) -> Settled:
    """The customer takes a recorded request back in the conversation; one that is decided already stays so."""
    if earlier.status != "confirmed":
        for receipt in settled.plan.state.receipts:
            if receipt.id == earlier.id:
                receipt.withdrawn = earlier.status == "withdrawn"
        more = {**settled.plan.more, "status": earlier.status}
        settled.plan = replace(settled.plan, kind="smalltalk", message="withdraw_late", withdraw=None, more=more)
        return settled
    reason = "taken back in the conversation"
    settled.changes.append(RequestMoved(earlier.id, "confirmed", "withdrawn", actor, reason))
    moved = replace(earlier, status="withdrawn")
    step = RequestStep(now(), "withdrawn", actor, reason)
    # The reply says it already, so the conversation needs no notice of it.
    settled.changes += [c for c in told(moved, step, "confirmed", None) if not isinstance(c, NoticeRecord)]
    return settled


def _confirmed(
    plan: Plan, memory: Memory, wanted: RequestRecord, conflicts: Sequence[RequestRecord], told: Told
) -> Settled:
    settled = Settled(plan, confirmed=replace(wanted, status="confirmed"), replaced=tuple(conflicts))
    for earlier in conflicts:
        reason = f"replaced by {wanted.id}"
        gone = replace(earlier, status="withdrawn")
        settled.changes.append(RequestMoved(earlier.id, "confirmed", "withdrawn", wanted.owner, reason))
        told_of = told(gone, RequestStep(now(), "withdrawn", wanted.owner, reason), "confirmed", wanted.id)
        here = earlier.conversation_id == wanted.conversation_id  # where the receipt says it already
        settled.changes += [c for c in told_of if not (here and isinstance(c, NoticeRecord))]
    done = replace(wanted, status="confirmed")
    if memory.draft is None:
        settled.new = (done,)
    else:
        settled.changes += [
            RequestRevised(wanted),
            RequestMoved(wanted.id, "draft", "confirmed", wanted.owner),
        ]
    settled.changes += told(done, _step(done), "draft", None)
    memory.draft = None
    return settled


def _step(request: RequestRecord) -> RequestStep:
    return RequestStep(now(), request.status, request.owner, None)


def _asked_again(plan: Plan) -> Plan:
    if plan.state.frame is not None:
        plan.state.pending = Pending("confirm", plan.state.frame)
    suggestions = (Suggestion("yes", True), Suggestion("no", False))
    return replace(plan, kind="confirmation", message="confirmation", suggestions=suggestions)


def _dropped(plan: Plan, before: State, memory: Memory, contract: ContractRecord | None) -> Settled:
    """Nothing is asked for now; a draft goes on waiting through a question in between, else it is given up."""
    settled = Settled(plan)
    known = memory.draft
    if known is None or confirming(plan.state):
        return settled
    version = contract.version if contract else None
    same = before.pending is not None and plan.state.frame == before.pending.frame
    settled.changed = same and version != known["version"]
    settled.changes.append(RequestMoved(known["id"], "draft", "withdrawn", None, "not confirmed"))
    settled.changes.append(noted("request.dropped", None, request=known["id"]))
    memory.draft = None
    return settled
