"""Puts a plan into words: the body of a reply, in one locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answers import Renderer, to_html
from assistant.desk.turn import Settled
from assistant.dialogue import Answer, Missing, Plan, Suggestion
from assistant.store import RequestRecord, TicketRecord


class Speaker:
    """Puts a plan into words, in one locale."""

    def __init__(self, renderer: Renderer, intents: Mapping[str, Any], locale: str) -> None:
        self.renderer = renderer
        self.intents = intents
        self.locale = locale

    def body(self, settled: Settled, ticket: TicketRecord | None, lead: Sequence[str] = ()) -> dict[str, Any]:
        """The reply but for what names the conversation; `lead` is said before everything else."""
        plan = settled.plan
        answers = [self._answer(a, plan) for a in plan.answers]
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
            "request": _recorded(done, replaced) if done else None,
            "draft": {"id": draft.id, "changes": draft.decision["changes"], "replaces": replaced} if draft else None,
            "handoff": {"id": ticket.id} if ticket else None,
            "understanding": dict(plan.understanding),
        }

    def _answer(self, answer: Answer, plan: Plan) -> dict[str, Any]:
        decision = answer.decision
        return {
            "intent": answer.intent,
            "confidence": round(answer.confidence, 4),
            "text": self._say(answer, plan),
            "decision": self.renderer.wire(decision, self.locale),
            "citations": self.renderer.citations(decision.clauses, decision.terms_version, self.locale),
        }

    def _say(self, answer: Answer, plan: Plan, cited: str | None = None) -> str:
        more = dict(answer.more)
        if cited is not None:
            more["cited"] = cited
        return self.renderer.answer(answer.template, answer.decision, answer.slots, self.locale, kind=plan.kind, **more)

    def _text(self, settled: Settled, answers: Sequence[dict[str, Any]], ticket: TicketRecord | None) -> str:
        plan = settled.plan
        parts: list[str] = []
        if plan.kind != "receipt":
            parts.extend(self._answer_texts(plan, answers))
        if plan.kind == "question" and plan.message is None and plan.missing:
            parts.append(self.renderer.prompt(plan.missing[0].slot, self.locale))
        elif plan.message is not None:
            record = settled.confirmed or settled.draft
            more = {
                "request": {"id": settled.confirmed.id} if settled.confirmed else None,
                "handoff": {"id": ticket.id} if ticket else None,
                "misunderstood": plan.state.misunderstood,
                "prompt": self.renderer.prompt(plan.missing[0].slot, self.locale) if plan.missing else "",
                "d": answers[0]["decision"] if answers else None,
                "rule": answers[0]["decision"]["rule"] if answers else None,
                "asked": dict(plan.request["request"]) if plan.request else {},
                "of": record.kind if record else None,
                "changes": record.decision["changes"] if record else [],
                "replaced": [{"id": r.id, "items": list(r.items)} for r in settled.replaced],
                **plan.more,
            }
            parts.append(self.renderer.message(plan.message, self.locale, **more))
        return "\n\n".join(p for p in parts if p)

    def _answer_texts(self, plan: Plan, answers: Sequence[dict[str, Any]]) -> list[str]:
        """The texts of the answers; two services that say the same are said once, with both citations."""
        texts: list[str] = []
        done: set[int] = set()
        for i, answer in enumerate(plan.answers):
            if i in done:
                continue
            twin = next(
                (
                    j
                    for j in range(i + 1, len(plan.answers))
                    if plan.answers[j].template == answer.template
                    and plan.answers[j].decision.service != answer.decision.service
                    and j not in done
                ),
                None,
            )
            if twin is None:
                texts.append(answers[i]["text"])
                continue
            done.add(twin)
            other = plan.answers[twin]
            if self._say(answer, plan, cited="") == self._say(other, plan, cited=""):
                both = [*answer.decision.clauses, *other.decision.clauses]
                texts.append(self._say(answer, plan, cited=self.renderer.cited(both, "", self.locale)))
                continue
            for one, said in ((answer, answers[i]["text"]), (other, answers[twin]["text"])):
                texts.append(f"**{self.renderer.name('service_short', one.decision.service, self.locale)}**\n\n{said}")
        return texts

    def _missing(self, missing: Missing) -> dict[str, Any]:
        return {
            "slot": missing.slot,
            "prompt": self.renderer.prompt(missing.slot, self.locale),
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


def _recorded(request: RequestRecord, replaced: Sequence[str]) -> dict[str, Any]:
    """What a receipt says of the request; a visitor opens its summary with the conversation."""
    address = f"/v1/requests/{request.id}/summary"
    if request.owner is None:
        address += f"?conversation={request.conversation_id}"
    return {"id": request.id, "status": request.status, "summary": address, "replaced": list(replaced)}
