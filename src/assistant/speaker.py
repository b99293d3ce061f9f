"""Puts a plan into words: the body of a reply, in one locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answers import Renderer, to_html
from assistant.desk.turn import Settled
from assistant.dialogue import Answer, Missing, Plan, Reminder, Suggestion
from assistant.store import RequestRecord, TicketRecord

_FEW = 4
_RANGES = ("bandwidth", "service")


class Speaker:
    """Puts a plan into words, in one locale."""

    def __init__(self, renderer: Renderer, intents: Mapping[str, Any], locale: str) -> None:
        self.renderer = renderer
        self.intents = intents
        self.locale = locale

    def body(self, settled: Settled, ticket: TicketRecord | None, lead: Sequence[str] = ()) -> dict[str, Any]:
        """The reply but for what names the conversation; `lead` is said before everything else."""
        plan = settled.plan
        answers = [
            *[self._answer(a, "answer") for a in plan.aside],
            *[self._answer(a, plan.kind, plan.missing) for a in plan.answers],
        ]
        text = "\n\n".join([*lead, self._text(settled, answers, ticket)])
        done, draft = settled.confirmed, settled.draft
        replaced = [earlier.id for earlier in settled.replaced]
        return {
            "kind": plan.kind,
            "text": text,
            "html": to_html(text),
            "answers": answers,
            "missing": [self._missing(m) for m in plan.missing],
            "suggestions": [self._suggestion(s) for s in plan.suggestions],
            "request": _recorded(done, replaced) if done else _taken_back(plan),
            "draft": {"id": draft.id, "changes": draft.decision["changes"], "replaces": replaced} if draft else None,
            "handoff": {"id": ticket.id} if ticket else None,
            "understanding": dict(plan.understanding),
        }

    def _answer(self, answer: Answer, kind: str, missing: Sequence[Missing] = ()) -> dict[str, Any]:
        decision = answer.decision
        wire = self.renderer.wire(decision, self.locale)
        return {
            "intent": answer.intent,
            "confidence": round(answer.confidence, 4),
            "text": self._say(answer, kind, wire, missing=missing),
            "decision": wire,
            "citations": self.renderer.citations(decision.clauses, decision.terms_version, self.locale),
        }

    def _say(
        self,
        answer: Answer,
        kind: str,
        wire: Mapping[str, Any],
        cited: str | None = None,
        missing: Sequence[Missing] = (),
    ) -> str:
        more = {"prompt": self._prompt(missing[0], listed=True) if missing else "", **answer.more}
        if "of" in more:
            intent = self.intents.get(more["of"])
            more["heading"] = intent.title.get(self.locale, "") if intent else ""
        if cited is not None:
            more["cited"] = cited
        return self.renderer.answer(
            answer.template, answer.decision, answer.slots, self.locale, wire=wire, kind=kind, **more
        )

    def _text(self, settled: Settled, answers: Sequence[dict[str, Any]], ticket: TicketRecord | None) -> str:
        plan = settled.plan
        parts: list[str] = []
        aside, answers = answers[: len(plan.aside)], answers[len(plan.aside) :]
        if plan.kind != "receipt":
            parts.extend(self._answer_texts(plan.aside, aside, "answer"))
            parts.extend(self._answer_texts(plan.answers, answers, plan.kind, plan.missing))
        if plan.kind == "question" and plan.message is None and plan.missing:
            if not any(a.template == "needs_info" for a in plan.answers):
                parts.append(self._prompt(plan.missing[0]))
        elif plan.message is not None:
            record = settled.confirmed or settled.draft
            more = {
                "request": {"id": settled.confirmed.id} if settled.confirmed else None,
                "handoff": {"id": ticket.id} if ticket else None,
                "misunderstood": plan.state.misunderstood,
                "prompt": self._prompt(plan.missing[0]) if plan.missing else "",
                "examples": [self._suggestion(s)["text"] for s in plan.suggestions],
                "d": answers[0]["decision"] if answers else None,
                "rule": answers[0]["decision"]["rule"] if answers else None,
                "asked": dict(plan.request["request"]) if plan.request else {},
                "of": record.kind if record else None,
                "changes": record.decision["changes"] if record else [],
                "replaced": [{"id": r.id, "items": list(r.items)} for r in settled.replaced],
                **self._more(plan),
            }
            parts.append(self.renderer.message(plan.message, self.locale, **more))
        if plan.kind == "receipt":
            parts.extend(self._answer_texts(plan.aside, aside, "answer"))
        if plan.reminder is not None:
            parts.append(self._reminder(plan.reminder))
        return "\n\n".join(p for p in parts if p)

    def _more(self, plan: Plan) -> dict[str, Any]:
        """What a message needs beside the plan: recorded requests and ways offered, in words."""
        more = dict(plan.more)
        if "receipts" in more:
            more["receipts"] = [
                {"id": r.id, "withdrawn": r.withdrawn, "said": self._wish(r.record)} for r in more["receipts"]
            ]
        if "receipt" in more:
            said = {r.id: self._wish(r.record) for r in plan.state.receipts}
            more["said"] = said.get(more["receipt"], "")
            rules = {r.id: r.record.get("rule") for r in plan.state.receipts}
            more["ending"] = rules.get(more["receipt"]) in ("termination", "latest-arrival")
        if "decision" in more:
            more["ways"] = [r["text"] for r in self.renderer.wire(more.pop("decision"), self.locale)["remedies"]]
        return more

    def _wish(self, record: Mapping[str, Any]) -> str:
        """What was asked for, as a noun phrase."""
        return self.renderer.asked(str(record["rule"]), record["request"], record.get("values", {}), self.locale)

    def _prompt(self, missing: Missing, *, listed: bool = False) -> str:
        """The question for a value; `listed` names the choices, where they are few and no range."""
        prompt = self.renderer.prompt(f"{missing.slot}_now" if missing.present else missing.slot, self.locale)
        if not listed or missing.slot in _RANGES or not 1 < len(missing.choices) <= _FEW:
            return prompt
        choices = [self.renderer.shown(missing.slot, c, self.locale) for c in missing.choices]
        return f"{prompt}（{'、'.join(choices)}）" if self.locale == "ja" else f"{prompt} ({', '.join(choices)})"

    def _reminder(self, reminder: Reminder) -> str:
        """One line that says what still stands open."""
        more = {
            "prompt": self._prompt(reminder.missing) if reminder.missing else "",
            "asked_for": self._wish(reminder.record) if reminder.record else "",
            "d": self.renderer.wire(reminder.record["decision"], self.locale) if reminder.record else None,
        }
        return self.renderer.message("reminder", self.locale, **more)

    def _answer_texts(
        self, said: Sequence[Answer], answers: Sequence[dict[str, Any]], kind: str, missing: Sequence[Missing] = ()
    ) -> list[str]:
        """The texts of the answers; two services that say the same are said once, with both citations."""
        texts: list[str] = []
        done: set[int] = set()
        for i, answer in enumerate(said):
            if i in done:
                continue
            twin = next(
                (
                    j
                    for j in range(i + 1, len(said))
                    if said[j].template == answer.template
                    and said[j].decision.service != answer.decision.service
                    and j not in done
                ),
                None,
            )
            if twin is None:
                texts.append(answers[i]["text"])
                continue
            done.add(twin)
            other = said[twin]
            wire, others = answers[i]["decision"], answers[twin]["decision"]
            if self._say(answer, kind, wire, "", missing) == self._say(other, kind, others, "", missing):
                both = [*answer.decision.clauses, *other.decision.clauses]
                texts.append(self._say(answer, kind, wire, self.renderer.cited(both, "", self.locale), missing))
                continue
            for one, text in ((answer, answers[i]["text"]), (other, answers[twin]["text"])):
                texts.append(f"**{self.renderer.name('service_short', one.decision.service, self.locale)}**\n\n{text}")
        return texts

    def _missing(self, missing: Missing) -> dict[str, Any]:
        return {
            "slot": missing.slot,
            "prompt": self._prompt(missing),
            "choices": [self.renderer.shown(missing.slot, c, self.locale) for c in missing.choices],
        }

    def _suggestion(self, suggestion: Suggestion) -> dict[str, str]:
        if suggestion.kind == "intent":
            intent = self.intents[suggestion.value]
            label = intent.title.get(self.locale, suggestion.value)
            return {"label": label, "text": intent.ask.get(self.locale, label)}
        if suggestion.kind == "remedy":
            text = self.renderer.message("remedy_request", self.locale, remedy=suggestion.value)
            return {"label": text, "text": text}
        if suggestion.kind in ("yes", "no"):
            label = self.renderer.shown("confirm", suggestion.value, self.locale)
            return {"label": label, "text": label}
        label = self.renderer.shown(suggestion.slot or "value", suggestion.value, self.locale)
        return {"label": label, "text": label}


def _taken_back(plan: Plan) -> dict[str, Any] | None:
    return {"id": plan.withdraw, "status": "withdrawn"} if plan.withdraw else None


def _recorded(request: RequestRecord, replaced: Sequence[str]) -> dict[str, Any]:
    """What a receipt says of the request; a visitor opens its summary with the conversation."""
    address = f"/v1/requests/{request.id}/summary"
    if request.owner is None:
        address += f"?conversation={request.conversation_id}"
    return {"id": request.id, "status": request.status, "summary": address, "replaced": list(replaced)}
