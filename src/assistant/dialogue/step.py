"""One step of a conversation: state and reading in, plan out. Pure: no clock, no I/O, no words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue.adopting import Adopting
from assistant.dialogue.agreeing import settles_what_waits
from assistant.dialogue.apart import asked_alone
from assistant.dialogue.asking import Asking
from assistant.dialogue.choosing import Choosing
from assistant.dialogue.context import Context, Rank
from assistant.dialogue.declining import declined
from assistant.dialogue.ending_turns import only_posts
from assistant.dialogue.families import COMPUTED_BY, SHORT, family
from assistant.dialogue.filling import has_values, says_something
from assistant.dialogue.holding import put_on_hold
from assistant.dialogue.instead import made_instead
from assistant.dialogue.judge import Judge
from assistant.dialogue.meta import Meta
from assistant.dialogue.moved import Moved
from assistant.dialogue.offers import Offers
from assistant.dialogue.opened import Opened
from assistant.dialogue.plan import Missing, Plan, Suggestion
from assistant.dialogue.referring import asks_to_take_back_later, in_few_words
from assistant.dialogue.reminding import Reminding
from assistant.dialogue.replying import joined, reply, several
from assistant.dialogue.services import note_own
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import noted, remember
from assistant.dialogue.told_here import told_here
from assistant.dialogue.verdict import Verdict, denied
from assistant.language.intents import Intent
from assistant.language.moves import moves
from assistant.language.understand import Reading, Segment
from assistant.rules import ParameterBook

_MAX_ANSWERS = 4
_MAX_PARTS = 6
_DATED = ("ending", "outage")  # families of intents that reckon with dates
_VAGUE = frozenset({"change_procedure", "change_items", "contract_items", "combined_change", "upgrade_proposal"})
_NEAR_EXAMPLES = 3

_GOODBYE = re.compile(
    r"ありがと|有難う|有り難う|助かりました|失礼(?:します|いたします)|\b(?:thanks|thank you|cheers|ta|"
    r"much obliged|(?:good ?)?bye|"
    r"have a (?:nice|good|great)|enjoy (?:the rest of )?(?:your|the))\b|"
    r"(?:良い|よい|いい)(?:週末|お年|一日|休日|連休)を|お疲れ(?:さま|様)",
    re.IGNORECASE,
)
# What was answered is praised, and nothing else is said: "great stuff", 「さすが、助かる」.
_PRAISES = re.compile(
    r"\W*(?:(?:いやあ?|おお?|なるほど|いや、|本当に|ほんとに|とても|大変|すごく|めちゃくちゃ)[、\s]*)*"
    r"(?:(?:素晴らし|すばらし|すご|凄)い|さすが|流石|完璧|最高|ばっちり|バッチリ|助か(?:る|ります|った)|どうも|お見事)"
    r"(?:です|でした|だ|わ|な|ね|よ|[、。!\s])*(?:(?:助か(?:る|ります|った)|どうも)(?:です|わ|な|ね|よ)*)?\W*|"
    r"\W*(?:(?:oh|ah|well|that's|that is|this is|all|just|really|very|absolutely|how) )*"
    r"(?:great|lovely|brilliant|perfect|excellent|superb|wonderful|fantastic|marvellous|splendid|awesome|nice|good|"
    r"top|helpful|appreciated|much appreciated|spot on)"
    r"(?: (?:stuff|one|job|work|help|service|to know|indeed|of you|notch))?\W*",
    re.IGNORECASE,
)
_LONGEST_PRAISE = 60  # characters
_SAYS_YES = re.compile(r"\s*(?:はい|ええ|うん|yes|yep|yeah|yup)\b|\s*はい", re.IGNORECASE)
_MULLS = re.compile(
    r"検討|考え|相談|持ち帰|また(?:連絡|改め|後)|\b(?:think|discuss|talk|get back|come back|check with|later)\b",
    re.IGNORECASE,
)
# A day in a wish for it tells nothing: "enjoy the rest of your Sunday", 「よい連休を」.
_WISHES_WELL = re.compile(
    r"\b(?:have|enjoy)\b[^.?!]{0,24}\b(?:\w+day|weekend|evening|morning|holidays?|week|year)\b|"
    r"(?:良い|よい|いい|楽しい|素敵な)[^。]{0,8}を|休み(?:の日|中)?に",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"進め|記録|確定|登録|申請|起票|お願い(?:し|いた)|\b(?:yes|go ahead|record|submit|confirm|register|file|log)\b",
    re.IGNORECASE,
)

Lookup = Callable[[Mapping[str, Any], str | None], Sequence[str]]
Search = Callable[[str, str | None], Sequence[str]]


class Dialogue:
    """Decides what happens next.

    `intents` by name, `book` the dated parameters, `lookup` finds the clauses of a reference, `search` those that
    fit words, `rank` the likeliest intents of a text.
    """

    def __init__(
        self, intents: Mapping[str, Intent], book: ParameterBook, lookup: Lookup, search: Search, rank: Rank
    ) -> None:
        self.intents = intents
        self.judge = Judge(intents, book)
        self.meta = Meta(self.judge, lookup, search, rank)
        self.moved = Moved(self.judge, self.meta)
        self.offers = Offers(self.judge)
        self.reminding = Reminding(self.judge)
        self.opened = Opened(self.judge, self.offers, self.reminding, self._fresh)
        self.choosing = Choosing(self.judge, intents)
        self.adopting = Adopting(self.judge, self.offers)
        self.asking = Asking(self.judge, self.offers, Context(intents, rank))

    def step(self, state: State, reading: Reading, today: date, context: Mapping[str, Any] | None = None) -> Plan:
        """The plan for one message; the state given is not changed, the plan carries the next one.

        `context` is what is vouched for now, where that is not what stands in the state.
        """
        state = state.copy(context)
        state.locale = reading.locale
        reading = in_few_words(reading, state)
        reading = (
            told_here(state, reading, today) or declined(state, reading) or made_instead(state, reading) or reading
        )
        remember(state, reading, today)
        note_own(state, reading)
        plan = noted(state, reading) or self._in_parts(state, reading, today) or self._turn(state, reading, today)
        understood = plan.kind != "fallback" and plan.message != "clarify"
        plan.state.misunderstood = 0 if understood else state.misunderstood + 1
        return replace(plan, understanding=_understanding(reading))

    def _turn(self, state: State, reading: Reading, today: date) -> Plan:
        """One thing said: a move, a reply to what stands open, an offer taken up, or something of its own."""
        if state.pending and reading.segments and asks_to_take_back_later(reading.segments[0]):
            return self.reminding.reminded(Plan("smalltalk", state, message="undo_later"), state.pending, today)
        if state.pending and put_on_hold(state, reading):
            return self.reminding.reminded(Plan("smalltalk", state, message="closing"), state.pending, today)
        plan = self.choosing.picked(state, reading, today)
        plan = plan or self.moved.plan(state, reading, today) or self._closing(state, reading, today)
        if plan is None and self._instead(state, reading):
            plan = self.adopting.plan(state, reading, today, instead=True)
        if plan is None and state.pending:
            plan = self.adopting.that_option(state, reading, today)
        if plan is None and state.pending:
            plan = self.opened.plan(state, reading, today)
        plan = plan or self.adopting.plan(state, reading, today) or self.choosing.bare(state, reading)
        return plan or self._fresh(state, reading, today)

    def _closing(self, state: State, reading: Reading, today: date) -> Plan | None:
        """A person asked for, something friendly, a goodbye: politely answered, with what stands open kept."""
        act = reading.segments[0].act if reading.segments else "question"
        praises = state.pending is None and len(reading.text) <= _LONGEST_PRAISE
        praises = praises and bool(_PRAISES.fullmatch(reading.text))
        thanks = (praises or bool(_GOODBYE.search(reading.text))) and not reading.agrees
        leaves = ("closes" in reading.signals or thanks) and not reading.no
        if "small_talk" in reading.signals and not leaves:
            friendly = Plan("smalltalk", state, message="greeting", suggestions=self.meta.examples())
            return self.reminding.reminded(friendly, state.pending, today) if state.pending else friendly
        if not leaves and "handoff" not in reading.signals:
            return None
        said = (*reading.segments, *reading.told)
        confirms = state.pending is not None and state.pending.kind == "confirm" and _SAYS_YES.match(reading.text)
        if confirms and reading.yes and not _MULLS.search(reading.text):
            return None  # 「はい、以上で大丈夫です」 agrees to what waits
        asks = any(_asks(s) for s in said)
        if "handoff" in reading.signals and (act != "question" or not asks or _wants_only_a_person(reading)):
            return Plan("handoff", state, message="human", handoff={"reason": "asked"})
        passing = ("dates", "months", "times") if thanks and _WISHES_WELL.search(reading.text) else ()
        told = [{k: v for k, v in s.own.items() if k not in passing} for s in said]
        if asks or not leaves or any(says_something(own) for own in told):
            return None
        if state.pending is not None and "withdraws" in reading.signals:
            return None  # 「再検討するので取り消します」 leaves nothing open
        if _GOES_ON.search(reading.text) or (act == "request" and "closes" not in reading.signals):
            return None
        message = "thanks" if thanks else "closing"
        plan = Plan("smalltalk", state, message=message)
        pending = state.pending
        return self.reminding.reminded(plan, pending, today) if pending is not None else plan

    # -- several things said at once -------------------------------------------------------------------------------

    def _in_parts(self, state: State, reading: Reading, today: date) -> Plan | None:
        """A message that goes on with what stands open and asks something beside it, each part for itself."""
        asks = any(s.act == "question" for s in (*reading.told, *reading.segments))
        if not asks or not (reading.told or state.pending):
            return None
        parts = sorted((*reading.told, *reading.segments), key=lambda s: reading.text.find(s.text))
        parts = [p for p in parts if p.residue or says_something(p.own) or p.act != "statement" or reading.of(p).agrees]
        if len(parts) < 2 or len(parts) > _MAX_PARTS:
            return None
        going_on = [p for p in parts if p.act != "question" and self._goes_on(state, p, reading, today)]
        asking = [p for p in parts if p.act == "question" and p not in going_on]
        if not going_on or not asking or len(going_on) + len(asking) < len(parts):
            return None
        plans: list[Plan] = []
        for part in (*going_on, *asking):
            plan = self._turn(state, reading.of(part), today)
            state = plan.state
            plans.append(plan)
        mains = [p for p in plans[: len(going_on)] if p.kind in ("confirmation", "receipt", "question", "handoff")]
        asides = plans[len(going_on) :]
        if not mains or any(p.kind in ("handoff", "question") and not p.answers for p in asides):
            return plans[-1] if not mains else replace(mains[-1], state=state)
        main = replace(mains[-1], state=state)
        if main.kind in ("confirmation", "question"):
            state.pending = plans[len(going_on) - 1].state.pending or state.pending
        return joined([p for p in asides if p.kind == "answer"], main)

    def _goes_on(self, state: State, segment: Segment, message: Reading, today: date) -> bool:
        """Whether a part of a message goes on with what stands open."""
        if state.pending is None and says_something(segment.own):
            return False
        if state.pending is not None and only_posts(state.pending.frame, segment):
            return False
        reading = message.of(segment)
        takes = reading.agrees or "adopts" in reading.signals or bool(reading.pick)
        if state.pending is not None:
            return takes or has_values(segment, family(state.pending.frame.intent)) or bool(segment.own.get("numbers"))
        return takes and self.offers.open(state, today) is not None

    # -- an offer taken up -----------------------------------------------------------------------------------------

    @staticmethod
    def _instead(state: State, reading: Reading) -> bool:
        """Whether a change to an open request was just refused, so that what was offered for it can be taken."""
        pending = state.pending
        if pending is not None and settles_what_waits(pending, reading):
            return False
        return pending is not None and pending.kind == "confirm" and state.frame not in (None, pending.frame)

    # -- a message of its own --------------------------------------------------------------------------------------

    def _fresh(self, state: State, reading: Reading, today: date) -> Plan:
        frames = self.asking.frames(state, reading, today)
        if not frames:
            return self._fallback(state)
        verdicts: list[tuple[Frame, Verdict]] = []
        aside: Plan | None = None
        for frame, segment in frames[:_MAX_ANSWERS]:
            vague = frame.intent in _VAGUE and segment.residue <= SHORT and not says_something(segment.own)
            if vague and self.offers.open(state, today) is not None:
                frame.intent = "remedy"  # "what changes are needed?" after a refusal asks for the way there
            special = self.meta.plan(frame, segment, reading, state, today)
            if special is not None:
                if len(frames) == 1 or special.kind == "handoff":
                    return special
                if special.kind == "answer":
                    verdicts.append((frame, Verdict("answer", special.answers)))
                aside = special
                continue
            asked_back = self._no_such_day(state, frame)
            if asked_back is not None:
                return asked_back
            if len(frames) == 1 and self._stands_alone(state, reading, segment):
                asked = self.choosing.plan(frame, segment, reading, state, today)
                if asked is not None:
                    return asked
            verdict = self.judge.verdict(frame, state, today, confidence=segment.confidence)
            alone = asked_alone(frame, reading.text) if verdict.kind == "answer" and denied(verdict) else []
            each = [(f, self.judge.verdict(f, state, today, confidence=segment.confidence)) for f in alone]
            if any(not denied(v) for _, v in each):
                verdicts += each
                continue
            verdicts.append((frame, self._with_named_clauses(verdict, frame, segment, state)))
        if not verdicts:
            return aside or self._fallback(state)  # "are you a bot? what can you do for me"
        if len(verdicts) == 1:
            return reply(state, *verdicts[0])
        return several(state, verdicts)

    @staticmethod
    def _stands_alone(state: State, reading: Reading, segment: Segment) -> bool:
        """Whether a message asks one thing that owes nothing to what was said before."""
        fresh = state.frame is None or segment.residue > SHORT
        return state.pending is None and fresh and list(reading.segments) == [segment]

    def _no_such_day(self, state: State, frame: Frame) -> Plan | None:
        """The question for the right day where the one told is in no calendar and no other is there to reckon from."""
        days = frame.slots.pop("impossible", [])
        if not days or frame.slots.get("dates") or frame.slots.get("datetimes") or family(frame.intent) not in _DATED:
            return None
        slot = "claimable_on" if family(frame.intent) == "outage" else "arrival"
        slot = "billing_start" if frame.intent.startswith("minimum_term") else slot
        if frame.intent in ("termination_latest", "option_stop_how"):
            slot = "desired"
        if frame.intent in COMPUTED_BY:
            frame.intent = COMPUTED_BY[frame.intent]
        plan = reply(state, frame, Verdict("question", missing=(Missing(slot),), message="no_such_day"))
        return replace(plan, more={"days": list(days)})

    def _with_named_clauses(self, verdict: Verdict, frame: Frame, segment: Segment, state: State) -> Verdict:
        """The verdict, and beside it the articles the question names, when the answer does not rest on them."""
        if verdict.kind != "answer" or not segment.own.get("clauses"):
            return verdict
        shown = self.meta.shown(frame, segment, state)
        resting = {c.partition("#")[0] for a in verdict.answers for c in a.decision.clauses}
        more = tuple(a for a in shown if not resting & {c.partition("#")[0] for c in a.decision.clauses})
        return replace(verdict, answers=(*verdict.answers, *more))

    def _fallback(self, state: State) -> Plan:
        """Not understood: examples near what was spoken of, so that the next try is easier."""
        names = ["option_eligibility", "termination_date", "credit"]
        topic = state.topic or state.frame
        if topic is not None and topic.intent in self.intents:
            near = [topic.intent, *self.intents[topic.intent].related]
            names = [n for n in near if n in self.intents and self.intents[n].ask] or names
        examples = tuple(Suggestion("intent", n) for n in names[:_NEAR_EXAMPLES] if n in self.intents)
        return Plan("fallback", state, message="fallback", suggestions=examples)


def _asks(segment: Segment) -> bool:
    """Whether a sentence asks, and does not only say goodbye: 「上司に確認してからまた来ます」."""
    leaves = _GOODBYE.search(segment.text) or ("closes" in moves(segment.text) and not _ASKING_END.search(segment.text))
    return segment.act == "question" and not leaves


def _wants_only_a_person(reading: Reading) -> bool:
    """Whether a person is asked for and what else is said only vents: 「同じ答えばかり！責任者につないでください」."""
    said = (*reading.segments, *reading.told)
    calls = [s for s in said if s.act != "question" and "handoff" in moves(s.text)]
    return bool(calls) and all(s in calls or s.act == "statement" or s.intent in _VENTS for s in said)


_VENTS = frozenset({"insult_or_frustration", "human", "no", "thanks", "greeting"})
_ASKING_END = re.compile(r"(?:[?？]|か)[。\s]*$")


def _understanding(reading: Reading) -> dict[str, Any]:
    first = reading.segments[0] if reading.segments else None
    return {
        "slots": reading.slots,
        "alternatives": [{"intent": n, "confidence": round(p, 4)} for n, p in (first.ranked[:4] if first else ())],
    }
