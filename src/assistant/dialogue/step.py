"""One step of a conversation: state and reading in, plan out. Pure: no clock, no I/O, no words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue.choosing import Choosing
from assistant.dialogue.clause_turns import asks_for_basis, earlier_question
from assistant.dialogue.config import CONFIG_INTENTS
from assistant.dialogue.context import Context, Rank
from assistant.dialogue.declining import declined
from assistant.dialogue.ending_turns import earliest, with_roles
from assistant.dialogue.families import ABOUT_LAST, COMPUTED_BY, LIMITS, SHORT, UNSURE, family, same_family
from assistant.dialogue.filling import has_values, is_question_form, limit_asked, says_something
from assistant.dialogue.follow import (
    BARE,
    continues,
    gone_on,
    in_topic,
    item_of,
    merge_frame,
    of_the_item,
    without_refused,
)
from assistant.dialogue.frames import frame_of
from assistant.dialogue.judge import Judge
from assistant.dialogue.meta import Meta
from assistant.dialogue.moved import Moved
from assistant.dialogue.offers import Offers, options_spoken_of
from assistant.dialogue.opened import Opened
from assistant.dialogue.outage_turns import beside_outage, with_facts
from assistant.dialogue.plan import Missing, Plan, Suggestion
from assistant.dialogue.referring import (
    asks_grade_of_both,
    asks_to_stop_it,
    in_few_words,
    referred,
    what_it_is,
    when_recorded,
)
from assistant.dialogue.replying import joined, reply, several
from assistant.dialogue.rescue import accepted
from assistant.dialogue.shifted import shifted
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import noted, remember
from assistant.dialogue.verdict import Verdict
from assistant.dialogue.wished import covers, of_the_wish, wished
from assistant.language.intents import OUT_OF_SCOPE, Intent
from assistant.language.moves import moves
from assistant.language.understand import Reading, Segment
from assistant.rules import ParameterBook

_MAX_ANSWERS = 4
_MAX_PARTS = 6
_NEXT_ONE = 2 * SHORT  # "the next longer one that you do have" names what it takes in more words
_DATED = ("ending", "outage")  # families of intents that reckon with dates
_VAGUE = frozenset({"change_procedure", "change_items", "contract_items", "combined_change"})
_NEAR_EXAMPLES = 3
_ASKS_FOR_IT = frozenset({"yes", "change_request", "remedy", "out_of_scope", "combined_change"})
_OF_WHAT_OPTIONS = frozenset({"option_eligibility", "option_list", "option_description", "option_grades", OUT_OF_SCOPE})

_ACKNOWLEDGES = re.compile(
    r"^\s*(?:ok(?:ay)?|right|i see|got it|understood|good|fine|了解|承知|わかりました|分かりました|なるほど)(?:です|"
    r"しました|いたしました)?"
    r"[\s、。.!]*$|以上(?:です|で)|\bthat's (?:all|it|everything)\b|thank|ありがと|助かり",
    re.IGNORECASE,
)

_GOODBYE = re.compile(
    r"ありがと|有難う|有り難う|助かりました|失礼(?:します|いたします)|\b(?:thanks|thank you|cheers|(?:good ?)?bye|"
    r"have a (?:nice|good|great))\b",
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
        self.meta = Meta(self.judge, lookup, search)
        self.moved = Moved(self.judge, self.meta)
        self.offers = Offers(self.judge)
        self.opened = Opened(self.judge, self.offers, self._fresh)
        self.choosing = Choosing(self.judge, intents)
        self.context = Context(intents, rank)

    def step(self, state: State, reading: Reading, today: date) -> Plan:
        """The plan for one message; the state given is not changed, the plan carries the next one."""
        state = state.copy()
        state.locale = reading.locale
        reading = in_few_words(reading, state)
        reading = declined(state, reading) or reading
        remember(state, reading, today)
        plan = noted(state, reading) or self._in_parts(state, reading, today) or self._turn(state, reading, today)
        understood = plan.kind != "fallback" and plan.message != "clarify"
        plan.state.misunderstood = 0 if understood else state.misunderstood + 1
        return replace(plan, understanding=_understanding(reading))

    def _turn(self, state: State, reading: Reading, today: date) -> Plan:
        """One thing said: a move, a reply to what stands open, an offer taken up, or something of its own."""
        plan = self.choosing.picked(state, reading, today)
        plan = plan or self.moved.plan(state, reading, today) or self._closing(state, reading, today)
        if plan is None and self._instead(state):
            plan = self._adopted(state, reading, today, instead=True)
        if plan is None and state.pending:
            plan = self.opened.plan(state, reading, today)
        return plan or self._adopted(state, reading, today) or self._fresh(state, reading, today)

    def _closing(self, state: State, reading: Reading, today: date) -> Plan | None:
        """A person asked for, a goodbye, or "we'll think it over": politely left, with what stands open kept."""
        act = reading.segments[0].act if reading.segments else "question"
        asks = any(_asks(s) for s in (*reading.segments, *reading.told))
        if "handoff" in reading.signals and (act != "question" or not asks or _wants_only_a_person(reading)):
            return Plan("handoff", state, message="human", handoff={"reason": "asked"})
        says = any(says_something(s.own) for s in (*reading.segments, *reading.told))
        thanks = bool(_GOODBYE.search(reading.text)) and not reading.agrees
        if asks or says or not ("closes" in reading.signals or thanks) or reading.no:
            return None
        if _GOES_ON.search(reading.text) or (act == "request" and "closes" not in reading.signals):
            return None
        message = "thanks" if _GOODBYE.search(reading.text) else "closing"
        plan = Plan("smalltalk", state, message=message)
        pending = state.pending
        return self.opened.reminded(plan, pending, today) if pending is not None else plan

    # -- several things said at once -------------------------------------------------------------------------------

    def _in_parts(self, state: State, reading: Reading, today: date) -> Plan | None:
        """A message that goes on with what stands open and asks something beside it, each part for itself."""
        parts = sorted((*reading.told, *reading.segments), key=lambda s: reading.text.find(s.text))
        parts = [p for p in parts if p.residue or says_something(p.own) or p.act != "statement" or reading.of(p).agrees]
        if len(parts) < 2 or len(parts) > _MAX_PARTS or (not reading.told and not state.pending):
            return None
        going_on = [p for p in parts if p.act != "question" and self._goes_on(state, reading.of(p), today)]
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

    def _goes_on(self, state: State, reading: Reading, today: date) -> bool:
        """Whether a part of a message goes on with what stands open."""
        segment = reading.segments[0]
        takes = reading.agrees or "adopts" in reading.signals or bool(reading.pick)
        if state.pending is not None:
            return takes or has_values(segment, family(state.pending.frame.intent)) or bool(segment.own.get("numbers"))
        return takes and not says_something(segment.own) and self.offers.open(state, today) is not None

    # -- an offer taken up -----------------------------------------------------------------------------------------

    @staticmethod
    def _instead(state: State) -> bool:
        """Whether a change to an open request was just refused, so that what was offered for it can be taken."""
        pending = state.pending
        return pending is not None and pending.kind == "confirm" and state.frame not in (None, pending.frame)

    def _adopted(self, state: State, reading: Reading, today: date, *, instead: bool = False) -> Plan | None:
        """What was just offered, or asked about as possible, becomes a request; what it leaves open is asked for."""
        segment = reading.segments[0] if reading.segments else None
        if segment is None or segment.act == "question" or len(reading.segments) > 1:
            return None
        if segment.intent in ("restart", "human", "undo") and segment.confidence > UNSURE:
            return None
        adds = self._added(state, reading, segment, today)
        if adds is not None:
            return adds
        pick = reading.pick
        place = self._place(state, segment, today)
        if place is not None:
            return reply(state, place, self.judge.verdict(place, state, today))
        values = any(says_something(s.own) for s in (segment, *reading.told))
        asks_for_it = segment.act in ("request", "wish") and segment.intent in _ASKS_FOR_IT
        of_all = segment.act == "request" and "all" in pick and not values and segment.residue <= SHORT
        insists = "adopts" in reading.signals or asks_for_it or of_all
        takes = insists or ((reading.agrees or segment.intent == "yes") and not _closes(segment, reading))
        fitted = self._fitted(state, segment, today) if values and segment.residue <= SHORT else None
        if fitted is not None:
            return reply(state, fitted, self.judge.verdict(fitted, state, today))
        asked = state.frame
        if not values and asked is not None and asked.slots.get("limit") and insists and not pick:
            pick = {"size": asked.slots["limit"]}  # "that then" after "what is the least?"
        if instead and not (pick and not values):
            return None  # a yes is for the request that waits
        few = _NEXT_ONE if "next" in pick else SHORT
        if not takes and not (pick and not values and segment.residue <= few):
            return None
        if values and not ("adopts" in reading.signals or reading.agrees):
            return self._supposed(state, reading, segment, today) if asks_for_it else None
        frame = self._dated_wish(state, reading, segment) or self._taken(state, pick, today, insists=insists)
        if isinstance(frame, Plan):
            return None if values else frame
        if frame is None:
            return self._supposed(state, reading, segment, today) if asks_for_it else None
        if values:
            told = frame_of(segment, reading, state, self.intents)
            frame = merge_frame(frame, told, segment, reading.signals)
        frame.act = "request"
        return reply(state, frame, self.judge.verdict(frame, state, today))

    def _supposed(self, state: State, reading: Reading, segment: Segment, today: date) -> Plan | None:
        """The change to a grade that was only supposed, requested now with the values told."""
        told = frame_of(segment, reading, state, self.intents)
        frame = self.offers.supposed(state, told, segment, today)
        return None if frame is None else reply(state, frame, self.judge.verdict(frame, state, today))

    def _taken(self, state: State, pick: Mapping[str, Any], today: date, *, insists: bool) -> Frame | Plan | None:
        """The request that is meant, or the question which of several."""
        offer = self.offers.open(state, today)
        asked_about = self.offers.hypothetical(state, today) if insists and (not pick or "all" in pick) else None
        if offer is not None and (offer.frame is state.frame or asked_about is None):
            frame = self.offers.taken(offer, pick)
            if frame is None and not pick:
                suggestions = tuple(Suggestion("remedy", r) for r in offer.remedies)
                more = {"remedies": offer.remedies, "service": offer.frame.service, "decision": offer.decision}
                return Plan("choice", state, message="which_remedy", suggestions=suggestions, more=more)
            return frame
        wished = state.frame if offer is None and pick else None
        if (
            wished is not None
            and family(wished.intent) == "config"
            and not (wished.act == "question" and "order" in pick)
        ):
            another = self.offers.repicked(state, wished, pick, today)
            if another is not None:
                return another
        if pick.get("size") and state.frame:
            limit = self.offers.limit(state.frame, pick["size"])
            wish = state.pending.frame if state.pending else state.wish
            if limit is not None and wish is not None and wish.act == "request" and wish.service == limit.service:
                limit.slots = {**wish.slots, **limit.slots}
            return limit
        return asked_about

    def _place(self, state: State, segment: Segment, today: date) -> Frame | None:
        """The way that a bare number names by its place in the list just shown."""
        numbers = segment.own.get("numbers") or []
        if len(numbers) != 1 or segment.residue > BARE or is_question_form(segment):
            return None
        offer = self.offers.open(state, today)
        if offer is None or not (len(offer.remedies) > 1 and 1 <= numbers[0] <= len(offer.remedies)):
            return None
        return self.offers.taken(offer, {"order": numbers[0]})

    def _fitted(self, state: State, segment: Segment, today: date) -> Frame | None:
        """A bare value that is one of those just offered: 「360で」 after "90, 180 or 360"."""
        if is_question_form(segment):
            return None
        offer = self.offers.open(state, today)
        return self.offers.fitting(offer, segment.own) if offer is not None and offer.frame.act == "request" else None

    def _dated_wish(self, state: State, reading: Reading, segment: Segment) -> Frame | None:
        """The date of cancellation just reckoned, to be recorded as a wish: 「では、それで解約の申請をします」."""
        last = state.frame
        if last is None or last.intent not in ("termination_date", "termination_latest") or not last.slots.get("dates"):
            return None
        asks = (
            segment.act in ("request", "wish") or segment.intent == "termination_request" or "adopts" in reading.signals
        )
        slots = {**last.slots, "dates": with_roles(last.slots["dates"], last.intent)}
        return replace(last, intent="termination_request", act="request", slots=slots) if asks else None

    def _added(self, state: State, reading: Reading, segment: Segment, today: date) -> Plan | None:
        """「それも追加して」: the option just spoken of joins the request being worked on."""
        if "adds" not in reading.signals or has_values(segment) or segment.residue > SHORT:
            return None
        if segment.intent in ABOUT_LAST and segment.confidence > UNSURE:
            return None  # 「根拠の条文もお願いします」
        options = options_spoken_of(state, several="all" in reading.pick)
        if not options:
            return None
        wish = state.wish or state.topic
        base = wish if wish is not None and wish.act == "request" else None
        slots = dict(base.slots) if base else {}
        slots["options"] = [*slots.get("options", []), *[o for o in options if o not in slots.get("options", [])]]
        frame = Frame("change_request", (base or state.frame or Frame("", state.service)).service, slots, "request")
        return reply(state, frame, self.judge.verdict(frame, state, today))

    # -- a message of its own --------------------------------------------------------------------------------------

    def _fresh(self, state: State, reading: Reading, today: date) -> Plan:
        frames = self._frames(state, reading, today)
        if not frames:
            return self._fallback(state)
        verdicts: list[tuple[Frame, Verdict]] = []
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
                continue
            asked_back = self._no_such_day(state, frame)
            if asked_back is not None:
                return asked_back
            if len(frames) == 1 and self._stands_alone(state, reading, segment):
                asked = self.choosing.plan(frame, segment, reading, state, today)
                if asked is not None:
                    return asked
            verdict = self.judge.verdict(frame, state, today, confidence=segment.confidence)
            verdicts.append((frame, self._with_named_clauses(verdict, frame, segment, state)))
        if not verdicts:
            return self._fallback(state)
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

    def _frames(self, state: State, reading: Reading, today: date) -> list[tuple[Frame, Segment]]:
        """What a message asks and requests, and before it the change that a mail wishes for and asks about."""
        wish = wished(reading)
        found = self._asked(state, reading, today, of_wish=wish is not None)
        if wish is None or any(covers(f, wish) for f, _ in found):
            return found
        frame = frame_of(wish, reading, state, self.intents)
        frame.intent = frame.intent if frame.intent in CONFIG_INTENTS else "change_check"
        return [(frame, wish), *found]

    def _asked(self, state: State, reading: Reading, today: date, *, of_wish: bool) -> list[tuple[Frame, Segment]]:
        found: list[tuple[Frame, Segment]] = []
        about_us = any(s.intent == "who_are_you" for s in reading.segments)
        topic = state.frame or state.topic
        meant = [s for s in reading.segments if s.residue or says_something(s.own)] or list(reading.segments)
        for said in meant:
            tells = said.slots.get("durations") or said.slots.get("datetimes")
            itself = family(said.intent or "") == "outage" and tells  # an outage told beside it speaks for itself
            segment = said
            if topic and not itself:
                segment = self.context.read(said, topic.intent, reading.locale, reading.signals)
            frame = frame_of(segment, reading, state, self.intents)
            if about_us and frame.intent == "human":
                continue  # "Are you a machine? Or a person?" asks for no person
            if asks_for_basis(frame, segment, state):
                frame.intent = "which_article"
                before = earlier_question(segment.text, state)
                state.shown = [before] if before else state.shown
            if of_wish:
                of_the_wish(frame, segment)
            if topic:
                in_topic(frame, topic, segment, reading.signals)
            if frame.intent in LIMITS.values():
                frame.slots.update(limit_asked(segment))
            if state.topic and state.topic is not topic and family(state.topic.intent) == "outage":
                beside_outage(frame, state.topic, segment, reading.signals)
            if state.topic and state.topic is not topic and family(state.topic.intent) == "config":
                of_the_item(frame, state.topic, segment, reading.signals)
            self._pointing(state, frame, segment, reading, today)
            stands = bool(frame.slots.get("referred"))
            earlier = next(
                (
                    f
                    for f in gone_on(state, frame)
                    if f and not stands and continues(f, frame, segment, reading.signals)
                ),
                None,
            )
            if earlier is not None and earlier.act == frame.act == "request" and not reading.signals & _KEEPS_OPTIONS:
                earlier = without_refused(earlier, frame, state)
            together = merge_frame(earlier, frame, segment, reading.signals) if earlier is not None else None
            if together is not None and not self.offers.spoilt(together, earlier, frame, state, today):
                frame = together
            elif frame.intent == OUT_OF_SCOPE or not accepted(segment, frame):
                continue
            else:
                with_facts(frame, topic)
            twin = next(
                (f for f, _ in found if f.service == frame.service and same_family(f, frame, self.intents)), None
            )
            if twin is not None and (twin.intent == frame.intent or frame.act == twin.act == "request"):
                merged = merge_frame(replace(twin, act="request"), frame, segment, frozenset())
                twin.slots, twin.act = merged.slots, "request" if "request" in (twin.act, frame.act) else twin.act
                continue
            found.append((frame, segment))
        return found

    def _pointing(self, state: State, frame: Frame, segment: Segment, reading: Reading, today: date) -> None:
        """Put what a question points at in its place: the nearest value, "it", the day before, the earliest end."""
        if "nearest" in reading.signals and segment.residue <= SHORT and self.offers.nearest(state, today):
            item = item_of(state.topic) if state.topic else None
            named = self.offers.open(state, today) is not None or item not in LIMITS
            frame.intent = "remedy" if named else LIMITS[str(item)]  # without a way there: what there is
            frame.slots["rescued"] = frame.slots["referred"] = True
        self._of_options(state, frame, segment, reading)
        referred(state, frame, reading, self.judge)
        earliest(frame, state, reading, today)
        if not when_recorded(state, frame, segment):
            shifted(state, frame, segment, self.judge, today)

    def _of_options(self, state: State, frame: Frame, segment: Segment, reading: Reading) -> None:
        """Turn a question about the options last spoken of to what it asks of them."""
        if state.mentioned and asks_grade_of_both(frame, segment, reading):
            frame.intent, frame.slots["rescued"] = "option_grades", True
            frame.slots["options"] = options_spoken_of(state, several=True)
        bound = {"minimum_term", "refers"} <= reading.signals and segment.act == "question"
        if bound and state.mentioned and not says_something(segment.own) and frame.intent in _OF_WHAT_OPTIONS:
            frame.intent = "minimum_term_length"
        elif not what_it_is(state, frame, segment) and asks_to_stop_it(state, frame, segment, reading):
            frame.intent = "option_stop_how"

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


def _closes(segment: Segment, reading: Reading) -> bool:
    """Whether a yes only acknowledges what was said, or ends the conversation: 「了解です、以上です」, "ok thanks"."""
    return segment.intent in ("thanks", "greeting", "no") or bool(_ACKNOWLEDGES.search(reading.text))


_KEEPS_OPTIONS = frozenset({"adds", "rest"})


def _understanding(reading: Reading) -> dict[str, Any]:
    first = reading.segments[0] if reading.segments else None
    return {
        "slots": reading.slots,
        "alternatives": [{"intent": n, "confidence": round(p, 4)} for n, p in (first.ranked[:4] if first else ())],
    }
