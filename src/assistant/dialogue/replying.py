"""From a verdict to a plan, with what the conversation remembers of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue.ending import dates_by_role, subject_of
from assistant.dialogue.families import family
from assistant.dialogue.ordering import keep_order
from assistant.dialogue.plan import Answer, Plan
from assistant.dialogue.state import Frame, Pending, State
from assistant.dialogue.verdict import Verdict
from assistant.rules import Decision

_MENTIONED = 3
_ASKED = 6
_LENGTHS = ("durations", "datetimes")


def reply(state: State, frame: Frame, verdict: Verdict) -> Plan:
    """The plan of one verdict; the state is changed to what comes next."""
    if frame.service and not frame.both:
        state.service = frame.service
    state.before = state.pending.frame if state.pending else None
    _note_start(state, frame)
    state.frame, state.pending, state.shown, state.about = frame, None, [frame], None
    _note(state, [frame])
    if family(frame.intent) in ("config", "outage", "ending") and not _only_explains(frame, state.topic):
        state.topic = frame
    elif family(frame.intent) != "outage" and all(frame.slots.get(k) for k in ("durations", "services")):
        state.topic = replace(frame, intent="credit_table")  # an outage told under "is that a breach?"
    keep_order(state, frame)
    if frame.act == "request":
        state.wish = frame
    mention(state, frame)
    if _offers(verdict):
        state.offered = frame
    if verdict.kind == "confirmation":
        state.pending = Pending("confirm", frame)
    elif verdict.kind in ("question", "choice") and verdict.missing:
        slots = [m.slot for m in verdict.missing]
        state.pending = Pending("slot", frame, slots, present=verdict.missing[0].present)
    return Plan(
        verdict.kind,
        state,
        answers=verdict.answers,
        missing=verdict.missing,
        suggestions=verdict.suggestions,
        message=verdict.message,
        request=verdict.request if verdict.kind == "confirmation" else None,
    )


def _note_start(state: State, frame: Frame) -> None:
    """Remember the day billing began of the option whose minimum term was reckoned."""
    dates = dates_by_role(frame.slots, "billing_start")
    if frame.intent == "minimum_term" and subject_of(frame.slots) == "option" and "billing_start" in dates:
        state.known["option_billing_start"] = dates["billing_start"]


def _only_explains(frame: Frame, topic: Frame | None) -> bool:
    """Whether a question beside the facts of an outage brings none of its own, so that those stay what is spoken of."""
    if topic is None or family(frame.intent) != "outage" or family(topic.intent) != "outage":
        return False
    return not any(frame.slots.get(k) for k in _LENGTHS) and any(topic.slots.get(k) for k in _LENGTHS)


def _offers(verdict: Verdict) -> bool:
    """Whether a reply names other ways or values to choose from."""
    decisions = [a.decision for a in verdict.answers]
    return any(d.remedies or d.values.get("nearest_licences") for d in decisions) or any(
        m.choices for m in verdict.missing
    )


def several(state: State, verdicts: Sequence[tuple[Frame, Verdict]]) -> Plan:
    """The plan of several questions in one message; one that asks something back comes last."""
    asking = next((pair for pair in verdicts if pair[1].kind in ("question", "confirmation", "choice")), None)
    answers: list[Answer] = []
    for pair in verdicts:
        if pair is not asking:
            answers.extend(a for a in pair[1].answers if not any(_same(a, b) for b in answers))
    frames = [f for f, _ in verdicts]
    if asking is not None and (not answers or asking[1].kind == "confirmation"):
        plan = replace(reply(state, *asking), aside=tuple(answers))
        state.shown = frames
        return plan
    if asking is None and not answers:
        return reply(state, *verdicts[0])  # none could be judged
    if asking is not None:
        answers.extend(a for a in asking[1].answers if not any(_same(a, b) for b in answers))
        if asking[1].kind == "question" and all(v.kind != "answer" for _, v in verdicts):
            return replace(reply(state, *asking), answers=tuple(answers))
    frame, verdict = verdicts[-1]
    if frame.service:
        state.service = frame.service
    for told in frames:
        mention(state, told)
    state.frame, state.pending, state.shown, state.about = frame, None, frames, None
    _note(state, frames)
    if family(frame.intent) in ("config", "outage", "ending"):
        state.topic = frame
    return Plan("answer", state, answers=tuple(answers), suggestions=verdict.suggestions)


def _note(state: State, frames: Sequence[Frame]) -> None:
    """Remember what was asked, in its order, so that "the first thing" can be come back to."""
    for frame in frames:
        if len(state.asked) < _ASKED and frame.intent not in [f.intent for f in state.asked[-1:]]:
            state.asked.append(Frame(frame.intent, frame.service, dict(frame.slots), frame.act, frame.both))


def mention(state: State, frame: Frame) -> None:
    """Remember the options spoken of, the latest last."""
    said = [o for k in ("options", "options_remove", "options_refused") for o in frame.slots.get(k, [])]
    kept = [o for o in state.mentioned if o not in said]
    state.mentioned = [*kept, *said][-_MENTIONED:]


def joined(aside: Sequence[Plan], main: Plan) -> Plan:
    """Several plans of one message as one reply: the main one, and the answers of the others beside it."""
    answers = tuple(a for p in aside for a in (*p.aside, *p.answers) if not any(_same(a, b) for b in main.answers))
    return replace(main, aside=(*answers, *main.aside))


def _same(one: Answer, other: Answer) -> bool:
    """Whether two answers tell the same; the date of an ending that is asked for is that of one asked about."""
    first, second = one.decision, other.decision
    if first == second and (one.template, one.more) == (other.template, other.more):
        return True
    if one.template == other.template and _valueless(first) != _valueless(second) and _codes(first) == _codes(second):
        return True  # 「もう少し上げられますか。200Mとか」: the second sentence only completes the first
    if (first.service, first.outcome, first.values) != (second.service, second.outcome, second.values):
        return False
    if first.values:
        return one.intent == other.intent or first.rule == second.rule
    return one.intent == other.intent and first.clauses == second.clauses and one.more == other.more


def _codes(decision: Decision) -> tuple[object, ...]:
    """What a decision came to and why, whatever values were told."""
    return (decision.service, decision.outcome, [(f.code, f.item) for f in decision.findings])


def _valueless(decision: Decision) -> bool:
    """Whether a finding is on a value that nobody named."""
    return any(f.params.get("given", "") is None for f in decision.findings)
