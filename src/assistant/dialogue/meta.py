"""Talk about the talk: greetings, yes and no, why, which article, what instead, start over, a person please."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue.context import Rank
from assistant.dialogue.families import EXPLAINED_BY, LIMIT_ITEMS, LIMITS, META_INTENTS, SHORT
from assistant.dialogue.judge import Judge
from assistant.dialogue.plan import Answer, Plan, Suggestion
from assistant.dialogue.referring import asks_later
from assistant.dialogue.services import SERVICES
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import known_contract
from assistant.dialogue.verdict import sayable
from assistant.language.lookups import looked_for
from assistant.language.understand import Reading, Segment
from assistant.rules import explain

_CHOICES_OF = ("licences", "bandwidth", "log", "servers", "concurrent", "redundancy", "region", "grade", "ip")
_SMALLTALK = frozenset({"greeting", "thanks", "help", "who_are_you", "insult_or_frustration", "no", "yes"})
_ABOUT_LAST = frozenset({"why", "which_article", "show_text", "remedy"})
_SHOWS = frozenset({"which_article", "show_text"})  # what the terms say, not what follows from them
_LOOKED_UP = ("clause_lookup", "clause_search")
_MAX_CLAUSES = 6
_CLEARLY = 0.5  # of what is left of the chances without talk about the talk
_SURELY = 0.8  # of the same: what stands behind the question goes before what fits the words
_BEHIND = 2  # articles of that question; more would push aside what fits the words


class Meta:
    """Plans for intents that need no rule.

    `lookup` gives the clause ids of a reference in one service (or both, None); `search` those that fit words; `rank`
    the likeliest intents of a text.
    """

    def __init__(
        self,
        judge: Judge,
        lookup: Callable[[Mapping[str, Any], str | None], Sequence[str]],
        search: Callable[[str, str | None], Sequence[str]],
        rank: Rank,
    ) -> None:
        self.judge = judge
        self.lookup = lookup
        self.search = search
        self.rank = rank

    def plan(self, frame: Frame, segment: Segment, reading: Reading, state: State, today: date) -> Plan | None:
        """The plan for a meta intent, or None when the frame is for the judge."""
        intent = frame.intent
        if intent in _SMALLTALK:
            if intent in ("no", "yes"):
                return Plan("smalltalk", state, message="closing" if intent == "no" else "nothing_pending")
            examples = self.examples() if intent in ("help", "greeting") else ()
            return Plan("smalltalk", state, message=intent, suggestions=examples)
        if intent == "human":
            return Plan("handoff", state, message="human", handoff={"reason": "asked"})
        if intent == "restart":
            return Plan("smalltalk", state.forgotten(), message="restart")
        if intent == "undo" and segment.act == "question" and asks_later(segment.text):
            return None  # "can we undo that later?" takes nothing back now
        if intent == "undo":
            undone = state.frame is not None
            state.give_up()
            return Plan("smalltalk", state, message="undo" if undone else "nothing_before")
        if intent == "choices":
            return self._choices(state, today)
        if intent == "contract_state":
            return self._state_of(state)
        if intent in _ABOUT_LAST:
            return self._about_last(intent, segment, state, today)
        if intent in ("clause_lookup", "clause_search"):
            return self._clauses(frame, segment, state)
        return None

    def examples(self) -> tuple[Suggestion, ...]:
        """Things to ask, for one who does not know what can be asked."""
        names = ("option_eligibility", "termination_date", "credit")
        return tuple(Suggestion("intent", n) for n in names if n in self.judge.intents)

    def _choices(self, state: State, today: date) -> Plan | None:
        """What may be chosen: for the value being asked for, else for the item last spoken of."""
        frame = state.pending.frame if state.pending else state.frame
        if frame is None:
            return Plan("fallback", state, message="nothing_before", suggestions=self.examples())
        item = LIMIT_ITEMS.get(frame.intent)
        if state.pending and state.pending.slots:
            item = state.pending.slots[0]
        if item not in LIMITS:
            said = frame.slots.get("said_last")
            item = said if said in frame.slots else next((i for i in _CHOICES_OF if i in frame.slots), None)
        if item is None:
            item = "option" if frame.slots.get("options") else next(iter(frame.slots.get("items", [])), "grade")
        slots = {k: v for k, v in frame.slots.items() if k not in (item, "options")}
        asked = Frame(LIMITS.get(item, "grade_list"), frame.service, slots, "question", frame.both)
        verdict = self.judge.verdict(asked, state, today)
        if state.pending is None:
            state.frame = asked  # what is gone on with is the range, not the value tried before
        return Plan(
            verdict.kind, state, answers=verdict.answers, suggestions=verdict.suggestions, message=verdict.message
        )

    def _state_of(self, state: State) -> Plan:
        """What the contract is: an answer, where it is known, that cites where the terms say what it consists of."""
        contract = _contract(state)
        service = contract.get("service")
        if not service or not contract.get("configuration"):
            return Plan("smalltalk", state, message="contract_state", more={"contract": contract})
        items = self.judge.book.in_force(service)[0].parameter("items").clauses
        more = {"contract": contract}
        answer = Answer("contract_state", 1.0, explain(service, items), "contract_facts", {}, more)
        return Plan("answer", state, answers=(answer,))

    def _about_last(self, intent: str, segment: Segment, state: State, today: date) -> Plan | None:
        plan = self.said_of(intent, segment.confidence, state, today)
        ways = plan is not None and any(a.decision.remedies for a in plan.answers)
        spoken = state.frame.slots if state.frame is not None else {}
        if intent == "remedy" and not ways and (spoken.get("options") or spoken.get("items")):
            return self._choices(state, today)  # no way to an option the service has not: which ones it has
        if plan is None and intent in _SHOWS and (segment.own or segment.residue > SHORT):
            found = self._clauses(Frame("clause_search", state.service), segment, state)
            plan = found if found.kind == "answer" else None  # "which clause says the 30 days", with nothing before it
        return plan or Plan("fallback", state, message="nothing_before", suggestions=self.examples())

    def said_of(self, intent: str, confidence: float, state: State, today: date) -> Plan | None:
        """Why, which article, the text, or the way there, of all that the last reply answered; None without one."""
        frames = state.shown or ([state.frame] if state.frame else [])
        verdicts = [self.judge.verdict(f, state, today) for f in frames]
        if intent == "remedy" and not any(a.decision.remedies for v in verdicts for a in v.answers):
            verdicts = [self.judge.verdict(f, state, today) for f in (state.topic, state.wish) if f][:1] or verdicts
        about = [a for v in verdicts for a in v.answers]
        about += [a for f in frames if f.intent in _LOOKED_UP for a in self._found(f.intent, f)]
        if not about:
            return None
        answers = []
        for answer in about:
            decision = answer.decision
            if intent == "remedy":
                clauses = [*[c for r in decision.remedies for c in r.clauses], *decision.clauses]
                decision = replace(decision, clauses=tuple(dict.fromkeys(clauses)))
            if intent in _SHOWS:
                decision = replace(decision, outcome="explained")
            more = {**answer.more, "together": len(about) > 1, "of": answer.intent}
            answers.append(
                replace(answer, intent=intent, template=intent, decision=decision, confidence=confidence, more=more)
            )
        offered = [r for a in answers for r in a.decision.remedies] if intent == "remedy" else []
        state.about = intent
        return Plan("answer", state, answers=tuple(answers), suggestions=sayable(offered))

    def shown(self, frame: Frame, segment: Segment, state: State) -> tuple[Answer, ...]:
        """The articles a message names, one answer a service; empty when there are none such."""
        references = [c for c in frame.slots.get("clauses", []) if isinstance(c, Mapping) and not c.get("outside")]
        found: dict[str, list[str]] = {}
        for service in [frame.service] if frame.service and not frame.both else list(SERVICES):
            ids = [i for reference in references for i in self.lookup(reference, service)]
            if not references and frame.intent == "clause_search":
                subject = looked_for(segment.text) or segment.text
                ids = self._searched(subject, service, segment)
            if ids:
                found[service] = list(dict.fromkeys(ids))[:_MAX_CLAUSES]
        if len(found) == 1:
            state.service = next(iter(found))
        frame.slots["found"] = found
        return self._found("clause_lookup" if references else frame.intent, frame, segment.confidence)

    def _searched(self, subject: str, service: str, segment: Segment) -> list[str]:
        """The articles that fit the words of a subject, with those behind the question that it comes nearest to."""
        by_words = list(self.search(subject, service))
        ranked = [(name, chance) for name, chance in self.rank(subject) if name not in META_INTENTS]
        share = ranked[0][1] / sum(chance for _, chance in ranked) if ranked else 0.0
        if share < _CLEARLY or segment.own.get("options"):
            return by_words
        about = self.judge.intents.get(EXPLAINED_BY.get(ranked[0][0], ranked[0][0]))
        behind = list(about.clauses.get(service, ())[:_BEHIND]) if about else []
        return [*behind, *by_words] if share >= _SURELY else [*by_words, *behind]

    def _found(self, intent: str, frame: Frame, confidence: float = 1.0) -> tuple[Answer, ...]:
        """The clauses that were looked up for a frame, as answers."""
        return tuple(
            Answer(intent, confidence, explain(service, ids), "clause", frame.slots)
            for service, ids in frame.slots.get("found", {}).items()
        )

    def _clauses(self, frame: Frame, segment: Segment, state: State) -> Plan:
        answers = self.shown(frame, segment, state)
        if not answers:
            if any(isinstance(c, Mapping) and c.get("kind") == "counterpart" for c in frame.slots.get("clauses", [])):
                return Plan("smalltalk", state, message="no_counterpart")
            message = "no_such_clause" if frame.slots.get("clauses") else "no_clause_found"
            return Plan("fallback", state, message=message, suggestions=self.examples())
        state.frame, state.shown, state.about = frame, [frame], None
        return Plan("answer", state, answers=answers)


def _contract(state: State) -> dict[str, Any]:
    """What is known of the contract: what the caller vouches for, else what was told."""
    service = state.context.get("service") or state.service
    if state.context.get("configuration") or service is None or not known_contract(state, service):
        return dict(state.context)
    return {**state.context, "service": service, "configuration": dict(known_contract(state, service))}
