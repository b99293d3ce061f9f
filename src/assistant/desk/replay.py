"""Stored conversations run again on today's rules and intents: which decisions would differ."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from assistant.dialogue import Dialogue, Plan, State
from assistant.language.understand import Understander
from assistant.store import Store, TurnRecord


@dataclass(frozen=True, slots=True)
class Difference:
    """One turn that would be answered otherwise. `before` and `after` hold what differs, `text` what was said.

    `follows` says that an earlier turn of the conversation differed already, so that this may only come of it.
    """

    conversation_id: str
    turn: int
    text: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    follows: bool


@dataclass(slots=True)
class Report:
    """What a replay found, and how much of what was stored it ran; `skipped` turns were not judged at all."""

    conversations: int = 0
    turns: int = 0
    skipped: int = 0
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Replay:
    """Today's understanding and rules, for what was said before.

    `on` judges as on another day, such as the first of a coming edition of the terms; otherwise every turn is judged
    on the day it was asked.
    """

    understander: Understander
    dialogue: Dialogue
    on: date | None = None

    async def run(self, store: Store, since: datetime | None = None) -> Report:
        """Run the conversations that were added to since then, each turn on the facts it was judged on."""
        report = Report()
        async for conversation_id in _all(store, since):
            report.conversations += 1
            self._conversation(conversation_id, await store.turns(conversation_id), report)
        return report

    def _conversation(self, conversation_id: str, turns: Sequence[TurnRecord], report: Report) -> None:
        state = State()
        follows = False
        for turn in turns:
            judged = turn.request.get("judged")
            if judged is None:  # asked which contract was meant, or of before this was kept: nothing was judged
                report.skipped += 1
                continue
            report.turns += 1
            day = date.fromisoformat(judged["today"])
            reading = self.understander.read(judged["text"], day, turn.request.get("locale"), state.locale)
            state.context = dict(judged["facts"])
            plan = self.dialogue.step(state, reading, self.on or day)
            state = plan.state
            before, after = _kept(turn.reply), _planned(plan)
            if turn.reply["kind"] == "confirmation" and plan.kind == "receipt":
                after = {**after, "kind": "confirmation"}  # what it rested on had changed, so it was asked again
            if before != after:
                differing = {name for name in before if before[name] != after[name]}
                report.differences.append(
                    Difference(
                        conversation_id,
                        turn.turn,
                        judged["text"],
                        {name: before[name] for name in before if name in differing},
                        {name: after[name] for name in after if name in differing},
                        follows,
                    )
                )
                follows = True


async def _all(store: Store, since: datetime | None) -> AsyncIterator[str]:
    after = ""
    while page := await store.conversations(since, after):
        for conversation_id in page:
            yield conversation_id
        after = page[-1]


def _kept(reply: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": reply["kind"],
        "missing": [missing["slot"] for missing in reply["missing"]],
        "answers": [
            _substance(
                answer["intent"],
                answer["decision"],
                [f["code"] for f in answer["decision"]["findings"]],
                [c["code"] for c in answer["decision"]["conditions"]],
            )
            for answer in reply["answers"]
        ],
    }


def _planned(plan: Plan) -> dict[str, Any]:
    answers = []
    for answer in plan.answers:
        decision = answer.decision
        names = ("service", "rule", "terms_version", "outcome", "values", "result", "clauses")
        substance = {name: getattr(decision, name) for name in names}
        answers.append(
            _substance(
                answer.intent,
                substance,
                [f.code for f in decision.findings],
                [c.code for c in decision.conditions],
            )
        )
    said = {"kind": plan.kind, "missing": [missing.slot for missing in plan.missing], "answers": answers}
    return dict(json.loads(json.dumps(said)))  # as it comes back from the store: tuples are lists


def _substance(
    intent: str, decision: Mapping[str, Any], findings: Sequence[str], conditions: Sequence[str]
) -> dict[str, Any]:
    return {
        "intent": intent,
        "service": decision["service"],
        "rule": decision["rule"],
        "terms_version": decision["terms_version"],
        "outcome": decision["outcome"],
        "values": dict(decision["values"]),
        "result": dict(decision["result"]),
        "findings": sorted(findings),
        "conditions": sorted(conditions),
        "clauses": list(decision["clauses"]),
    }
