"""The one place that joins the rooms: one message in, one reply out, one transaction."""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from assistant.answers import Renderer, to_html
from assistant.contracts import Clause, Terms, UnknownClause, load_terms
from assistant.contracts.parameters import ParameterBook, load_parameters
from assistant.dialogue import Answer, Dialogue, Missing, Plan, State, Suggestion
from assistant.errors import AssistantError
from assistant.language.entities import extract, mask
from assistant.language.intents import examples, load_intents
from assistant.language.matcher import train
from assistant.language.understand import Understander, said_as
from assistant.rules import Decision, decide
from assistant.store import (
    Conflict,
    ConversationRecord,
    RequestRecord,
    Store,
    ThreadRecord,
    TicketRecord,
    TurnRecord,
)

if TYPE_CHECKING:
    from assistant.settings import Settings

_ATTEMPTS = 8
_SILENCE = timedelta(hours=12)  # after that a thread begins a new conversation: nobody is still in the old one
_MASK_DAY = date(2000, 1, 1)  # masking looks at kinds of values only, so any day will do


class UnknownConversation(AssistantError):
    """The conversation of a message does not exist."""


@dataclass(frozen=True, slots=True)
class MessageRequest:
    """One message: `text` of 1 to 4,000 characters, and what api.md allows beside it.

    A channel whose callers keep no conversation id names a `thread` instead, such as a team, channel and user: it goes
    on in the conversation it was last in, unless it is `anew` or has been silent for half a day. A message with a
    `delivery` (an id its sender gave it) is answered once: sent again, it gets the same answer.
    """

    text: str
    conversation_id: str | None = None
    locale: str | None = None
    channel: str = "api"
    context: dict[str, Any] | None = None
    thread: str | None = None
    anew: bool = False
    delivery: str | None = None


@dataclass(frozen=True, slots=True)
class MessageReply:
    """The reply as callers see it; `first_turn` when the message opened its conversation."""

    body: dict[str, Any]
    first_turn: bool
    records: tuple[RequestRecord | TicketRecord, ...] = field(default=(), repr=False)


class Assistant:
    """Everything loaded once: the terms, the rules' parameters, the trained matcher, the templates.

    `store` may be None: then conversations live only as long as the process (the command line). `today` gives the
    day in Asia/Tokyo. Raises ContentError when a content file is wrong.
    """

    def __init__(
        self,
        *,
        terms: Terms,
        book: ParameterBook,
        intents_dir: Path,
        responses_dir: Path,
        store: Store | None,
        today: Callable[[], date],
        cache_dir: Path | None = None,
    ) -> None:
        self.terms = terms
        self.book = book
        self.store = store
        self.today = today
        self.intents = load_intents(intents_dir)
        self.renderer = Renderer(responses_dir, terms, book)
        self.matcher = train(examples(self.intents), mask=mask_text, cache_dir=cache_dir)
        self.understander = Understander(self.matcher)
        self.dialogue = Dialogue(self.intents, book, self._lookup, self._search)
        terms.search("解約", limit=1)  # builds the index now, so that the first search is as quick as the next
        self._memory: dict[str, ConversationRecord] = {}
        self._threads: dict[str, ThreadRecord] = {}
        # A lock lives as long as a message waits for it.
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def from_settings(cls, settings: Settings, store: Store | None = None) -> Assistant:
        """The assistant of these settings; takes a second or two the first time, when the matcher is trained."""
        return cls(
            terms=load_terms(),
            book=load_parameters(),
            intents_dir=settings.intents_dir,
            responses_dir=settings.responses_dir,
            store=store,
            today=settings.current_date,
            cache_dir=settings.cache_dir,
        )

    # -- messages ----------------------------------------------------------------------------------------------

    async def message(self, request: MessageRequest) -> MessageReply:
        """Answer one message and keep the turn; raises UnknownConversation.

        Messages of one conversation at once are answered one after the other: in this process by a lock, between
        processes by the store, whose later writer reads again. Raises Conflict when that never comes to rest.
        """
        one_at_a_time = request.conversation_id or request.thread or uuid.uuid4().hex
        async with self._turns.setdefault(one_at_a_time, asyncio.Lock()):
            for _ in range(_ATTEMPTS):
                if (earlier := await self._delivered(request)) is not None:
                    return earlier
                thread = await self._thread(request)
                record = await self._conversation(request.conversation_id or _goes_on(request, thread))
                reply = self.reply(request, record)
                try:
                    await self._keep(request, reply, thread)
                except Conflict:
                    continue
                return reply
        raise Conflict(request.conversation_id)

    def reply(self, request: MessageRequest, record: ConversationRecord | None) -> MessageReply:
        """The reply to one message on a conversation as it stands; keeps nothing."""
        state = State.from_dict(record.state) if record else State()
        if request.context is not None:
            state.context = {k: v for k, v in request.context.items() if v is not None}
        today = self.today()
        reading = self.understander.read(request.text, today, request.locale)
        plan = self.dialogue.step(state, reading, today)
        locale = plan.state.locale or reading.locale
        records: list[RequestRecord | TicketRecord] = []
        if plan.request is not None:
            records.append(self._request_record(plan.request, locale))
        if plan.handoff is not None:
            facts = {"context": plan.state.context, "understanding": dict(plan.understanding)}
            records.append(TicketRecord(_identifier("T"), str(plan.handoff.get("reason", "asked")), facts))
        body = _Speaker(self.renderer, self.intents, locale).body(plan, records)
        turn = record.turn + 1 if record else 1
        body = {
            "conversation_id": record.id if record else uuid.uuid4().hex,
            "turn": turn,
            "locale": locale,
            **body,
            "state": plan.state.to_dict(),
        }
        return MessageReply(body, first_turn=record is None, records=tuple(records))

    async def _conversation(self, conversation_id: str | None) -> ConversationRecord | None:
        if conversation_id is None:
            return None
        record = await self.store.conversation(conversation_id) if self.store else self._memory.get(conversation_id)
        if record is None:
            raise UnknownConversation(conversation_id)
        return record

    async def _thread(self, request: MessageRequest) -> ThreadRecord | None:
        key = _key(request, request.thread)
        if key is None:
            return None
        return await self.store.thread(key) if self.store else self._threads.get(key)

    async def _delivered(self, request: MessageRequest) -> MessageReply | None:
        key = _key(request, request.delivery)
        turn = await self.store.delivered(key) if self.store and key else None
        return None if turn is None else MessageReply(turn.reply, first_turn=turn.turn == 1)

    async def turn(self, conversation_id: str, number: int) -> tuple[str, dict[str, Any]] | None:
        """What was asked and the reply that was given in a turn that is kept, or None."""
        turns = await self.store.turns(conversation_id) if self.store else []
        return next(((t.request["text"], t.reply) for t in turns if t.turn == number), None)

    async def _keep(self, request: MessageRequest, reply: MessageReply, thread: ThreadRecord | None) -> None:
        body = reply.body
        state = body.pop("state")
        if self.store is None:
            record = ConversationRecord(body["conversation_id"], body["locale"], request.channel, state, body["turn"])
            self._memory[record.id] = record
            if (key := _key(request, request.thread)) is not None:
                self._threads[key] = ThreadRecord(record.id, datetime.now(UTC))
            return
        await self.store.save_turn(
            TurnRecord(
                conversation_id=body["conversation_id"],
                turn=body["turn"],
                locale=body["locale"],
                channel=request.channel,
                state=state,
                request={"text": request.text, "context": request.context, "locale": request.locale},
                reply=body,
                requests=tuple(r for r in reply.records if isinstance(r, RequestRecord)),
                tickets=tuple(r for r in reply.records if isinstance(r, TicketRecord)),
                thread=_key(request, request.thread),
                thread_was=thread.conversation_id if thread else None,
                delivery=_key(request, request.delivery),
            )
        )

    def _request_record(self, request: Mapping[str, Any], locale: str) -> RequestRecord:
        decision: Decision = request["decision"]
        return RequestRecord(
            id=_identifier("R"),
            status="confirmed",
            decision={
                "rule": request["rule"],
                "request": dict(request["request"]),
                "decision": self.renderer.wire(decision, locale),
            },
            editions={decision.service: decision.terms_version},
        )

    # -- rules and clauses -------------------------------------------------------------------------------------

    def decide(self, rule: str, request: Mapping[str, Any], locale: str = "ja") -> dict[str, Any]:
        """A decision with its citations; raises UnknownRule, and pydantic.ValidationError for a bad field."""
        decision = decide(rule, request, self.book, self.today())
        wire = self.renderer.wire(decision, locale)
        return {**wire, "citations": self.renderer.citations(decision.clauses, decision.terms_version, locale)}

    def clause(self, clause_id: str, locale: str = "ja") -> dict[str, Any]:
        """One clause with everything known of it; raises UnknownClause."""
        return _clause(self.terms.clause(clause_id), locale)

    def clauses(self, q: str | None, service: str | None, limit: int, locale: str = "ja") -> list[dict[str, Any]]:
        """Clauses that fit a query, best first; without one, the clauses in the order of the texts."""
        if q and q.strip():
            return [_clause(clause, locale) for clause, _ in self.terms.search(q, service, limit)]
        services = [service] if service else ["ztna", "fms"]
        found = [c for s in services for c in self.terms.edition(s).clauses.values()]
        return [_clause(c, locale) for c in found[:limit]]

    def explain(self, text: str) -> dict[str, Any]:
        """Why a text is read as it is: masked text, entities, acts, slots, ranked intents."""
        today = self.today()
        reading = self.understander.read(text, today)
        return {
            "locale": reading.locale,
            "masked": mask(reading.text, list(reading.entities)),
            "entities": [
                {"type": e.type, "text": e.text, "start": e.start, "end": e.end, "value": e.value}
                for e in reading.entities
            ],
            "signals": sorted(reading.signals),
            "segments": [
                {
                    "text": s.text,
                    "act": s.act,
                    "residue": s.residue,
                    "slots": s.slots,
                    "intents": [{"intent": n, "confidence": round(p, 4)} for n, p in s.ranked[:6]],
                }
                for s in reading.segments
            ],
        }

    def ready(self) -> str | None:
        """Why the assistant cannot answer yet, or None."""
        return None if self.intents else "no intents are loaded"

    def _lookup(self, reference: Mapping[str, Any], service: str | None) -> Sequence[str]:
        wanted = reference.get("service") or service
        if service and wanted != service:
            return []
        kind, path = reference.get("kind"), str(reference.get("path") or "")
        head = {"appendix": "app", "supplement": "supp"}.get(str(kind), "")
        for candidate in (f"{wanted}:{head}{path}", f"{wanted}:{head}.{path}" if path else f"{wanted}:{head}"):
            try:
                found = self.terms.clause(candidate)
            except UnknownClause:
                continue
            below = [c for c in found.children if "#" not in c]
            return below if found.kind == "section" and below else [found.id]
        return []

    def _search(self, query: str, service: str | None) -> Sequence[str]:
        return [c.id for c, _ in self.terms.search(query, service, 3)]


class _Speaker:
    """Puts a plan into words, in one locale."""

    def __init__(self, renderer: Renderer, intents: Mapping[str, Any], locale: str) -> None:
        self.renderer = renderer
        self.intents = intents
        self.locale = locale

    def body(self, plan: Plan, records: Sequence[RequestRecord | TicketRecord]) -> dict[str, Any]:
        answers = [self._answer(a, plan) for a in plan.answers]
        request = next((r for r in records if isinstance(r, RequestRecord)), None)
        handoff = next((r for r in records if isinstance(r, TicketRecord)), None)
        text = self._text(plan, answers, request, handoff)
        return {
            "kind": plan.kind,
            "text": text,
            "html": to_html(text),
            "answers": answers,
            "missing": [self._missing(m) for m in plan.missing],
            "suggestions": [self._suggestion(s) for s in plan.suggestions],
            "request": {"id": request.id, "status": request.status} if request else None,
            "handoff": {"id": handoff.id} if handoff else None,
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

    def _text(
        self, plan: Plan, answers: Sequence[dict[str, Any]], request: RequestRecord | None, handoff: TicketRecord | None
    ) -> str:
        parts: list[str] = []
        if plan.kind != "receipt":
            parts.extend(self._answer_texts(plan, answers))
        if plan.kind == "question" and plan.message is None and plan.missing:
            parts.append(self.renderer.prompt(plan.missing[0].slot, self.locale))
        elif plan.message is not None:
            more = {
                "request": {"id": request.id} if request else None,
                "handoff": {"id": handoff.id} if handoff else None,
                "misunderstood": plan.state.misunderstood,
                "prompt": self.renderer.prompt(plan.missing[0].slot, self.locale) if plan.missing else "",
                "d": answers[0]["decision"] if answers else None,
                "rule": answers[0]["decision"]["rule"] if answers else None,
                "asked": dict(plan.request["request"]) if plan.request else {},
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


def mask_text(text: str) -> str:
    """A sentence with its values masked, as the matcher sees it."""
    said = said_as(text)
    return mask(said, extract(said, _MASK_DAY, None))


def _key(request: MessageRequest, name: str | None) -> str | None:
    """What a name given by a channel is kept as: a hash, so that the table names nobody."""
    return None if name is None else hashlib.sha256(f"{request.channel}\0{name}".encode()).hexdigest()


def _goes_on(request: MessageRequest, thread: ThreadRecord | None) -> str | None:
    silent = thread is None or datetime.now(UTC) - thread.updated_at > _SILENCE
    return None if thread is None or request.anew or silent else thread.conversation_id


def _identifier(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:12].upper()}"


def _clause(clause: Clause, locale: str) -> dict[str, Any]:
    return {
        "id": clause.id,
        "service": clause.service,
        "version": clause.version.isoformat(),
        "kind": clause.kind,
        "label": clause.label.get(locale),
        "labels": {"ja": clause.label.ja, "en": clause.label.en},
        "title": clause.title.get(locale),
        "titles": {"ja": clause.title.ja, "en": clause.title.en},
        "text": clause.text,
        "summary": {"ja": clause.summary.ja, "en": clause.summary.en},
        "notes": [{"id": n.id, "ja": n.text.ja, "en": n.text.en} for n in clause.notes],
        "parent": clause.parent,
        "children": list(clause.children),
    }
