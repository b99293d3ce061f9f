"""An offer taken up: what was just named as possible becomes a request, and what it leaves open is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.dialogue.beside import names_earlier_change
from assistant.dialogue.config import VALUES
from assistant.dialogue.continuing import BARE
from assistant.dialogue.declining import leaves_out
from assistant.dialogue.ending_turns import with_roles
from assistant.dialogue.families import ABOUT_LAST, SHORT, UNSURE, family
from assistant.dialogue.filling import has_values, is_question_form, says_something
from assistant.dialogue.frames import frame_of
from assistant.dialogue.judge import Judge
from assistant.dialogue.merging import merge_frame
from assistant.dialogue.next_value import next_wanted
from assistant.dialogue.offers import Offers, options_spoken_of
from assistant.dialogue.plan import Plan, Suggestion
from assistant.dialogue.replying import reply
from assistant.dialogue.state import Frame, State
from assistant.language.durations import in_days
from assistant.language.slots import merge
from assistant.language.understand import Reading, Segment

_NEXT_ONE = 2 * SHORT  # "the next longer one that you do have" names what it takes in more words
_SURE = 0.75
_ASKS_FOR_IT = frozenset({"yes", "change_request", "remedy", "out_of_scope", "combined_change"})

_SETS = (*VALUES, "grade_to", "options", "options_remove", "region", "redundancy")

_ACKNOWLEDGES = re.compile(
    r"^\s*(?:ok(?:ay)?|right|i see|got it|understood|good|fine|了解|承知|わかりました|分かりました|なるほど)(?:です|"
    r"しました|いたしました)?"
    r"[\s、。.!]*$|以上(?:です|で)|\bthat's (?:all|it|everything)\b|thank|ありがと|助かり",
    re.IGNORECASE,
)


class Adopting:
    """Makes a request of what was offered, asked about as possible, or reckoned."""

    def __init__(self, judge: Judge, offers: Offers) -> None:
        self.judge = judge
        self.offers = offers
        self.intents = judge.intents

    def plan(self, state: State, reading: Reading, today: date, *, instead: bool = False) -> Plan | None:
        """What was just offered, or asked about as possible, becomes a request; what it leaves open is asked for."""
        return self._plan(state, self._as_one(state, reading, today), today, instead=instead)

    def _plan(self, state: State, reading: Reading, today: date, *, instead: bool) -> Plan | None:
        segment = reading.segments[0] if reading.segments else None
        if segment is None or segment.act == "question" or len(reading.segments) > 1:
            return None
        names_one = "adopts" in reading.signals or "next" in reading.pick
        takes_it = names_one and segment.intent == "undo"  # "then take that", 「一つ上の数にして」 take nothing back
        if segment.intent in ("restart", "human", "undo") and segment.confidence > _HALF_SURE and not takes_it:
            return None
        if segment.intent == "choices" and segment.confidence > _SURE:
            return None  # 「選べる値ぜんぶ」 asks to see them all
        only = "only" in reading.signals
        rest = self.offers.rest(state, segment, today, only=only) if only or leaves_out(reading) else None
        if rest is not None:
            return reply(state, rest, self.judge.verdict(rest, state, today))
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
        insists = "adopts" in reading.signals or asks_for_it or of_all or _has_it_done(segment, reading)
        nearest = "nearest" in reading.signals and segment.residue <= SHORT
        insists = insists or (nearest and bool(_TAKES_IT.search(segment.text)))
        takes = insists or ((reading.agrees or segment.intent == "yes") and not _closes(segment, reading))
        fitted = self._fitted(state, segment, today) if values and segment.residue <= SHORT else None
        if fitted is not None:
            fitted = self._with_the_rest(fitted, state, reading, segment)
            return reply(state, fitted, self.judge.verdict(fitted, state, today))
        asked = state.frame
        of_change = names_earlier_change(reading.text)  # 「さっきの変更はお願いします」 takes no limit told since
        if not values and asked is not None and asked.slots.get("limit") and insists and not (pick or of_change):
            pick = {"size": asked.slots["limit"]}  # "that then" after "what is the least?"
        what_waits = state.pending is not None and _has_it_done(segment, reading)  # "OK, record it" of the request
        wants_next = insists and not (values or pick or of_change or what_waits)
        next_one = next_wanted(state, self.judge) if wants_next else None
        if next_one is not None:
            return reply(state, next_one, self.judge.verdict(next_one, state, today))
        if instead and not (pick and not values):
            return None  # a yes is for the request that waits
        few = _NEXT_ONE if "next" in pick else SHORT
        if not takes and not (pick and not values and segment.residue <= few):
            return None
        offered = self._offered_value(state, reading, segment, today) if values else None
        if offered is not None:
            return reply(state, offered, self.judge.verdict(offered, state, today))
        if self._names_another(state, reading, segment, today):
            return None
        if values and not ("adopts" in reading.signals or reading.agrees):
            return self._supposed(state, reading, segment, today) if asks_for_it else None
        frame = self._dated_wish(state, reading, segment) or self._taken(state, pick, today, insists=insists)
        if isinstance(frame, Plan):
            if not values:
                return frame
            offer = self.offers.open(state, today)
            frame = self.offers.completed(offer, segment.own) if offer is not None else None
        if frame is None:
            return self._supposed(state, reading, segment, today) if asks_for_it else None
        if values:
            told = frame_of(segment, reading, state, self.intents)
            frame = merge_frame(frame, told, segment, reading.signals)
        frame.act = "request"
        return reply(state, frame, self.judge.verdict(frame, state, today))

    def _as_one(self, state: State, reading: Reading, today: date) -> Reading:
        """The grade offered taken in one sentence and its value told in the next: 「そのグレードに。保存は360で」."""
        parts = sorted((*reading.told, *reading.segments), key=lambda s: reading.text.find(s.text))
        if len(parts) != _TWO or any(p.act == "question" for p in parts):
            return reading
        grade, value = parts
        offer = (
            self.offers.open(state, today) if _THAT_GRADE.search(grade.text) and not says_something(grade.own) else None
        )
        graded = [r for r in offer.remedies if r.set.get("grade")] if offer is not None else []
        asked = [v for v in VALUES if offer is not None and v in offer.frame.slots]
        days = [d for d in map(in_days, value.own.get("durations", [])) if d is not None and asked == ["log"]]
        numbers = [*value.own.get("numbers", []), *days]
        if len(graded) != 1 or len(asked) != 1 or value.residue > SHORT:
            return reading
        told = {asked[0]: numbers[0]} if len(numbers) == 1 and not any(v in value.own for v in VALUES) else {}
        own = {**{k: v for k, v in value.own.items() if not told or k not in ("numbers", "durations")}, **told}
        if not any(v in own for v in VALUES):
            return reading
        own["grade"] = graded[0].set["grade"]
        one = replace(grade, text=f"{grade.text} {value.text}", own=own, slots=dict(own), act="request")
        return replace(reading, segments=(one,), told=())

    def that_option(self, state: State, reading: Reading, today: date) -> Plan | None:
        """「それを大阪で追加して」: the option asked about beside the request that waits is what is wanted.

        It goes before a change of the region: that one was to stay.
        """
        last, pending = state.frame, state.pending
        segment = reading.segments[0] if len(reading.segments) == 1 else None
        if segment is None or pending is None or last is None or pending.kind != "confirm" or last is pending.frame:
            return None
        options = last.slots.get("options", []) if last.act == "question" else []
        own = {k for k, v in segment.own.items() if v not in (None, [], {})} - {"region", "regions", "items"}
        asks = segment.act == "request" and "refers" in reading.signals and bool(_ADDS_IT.search(segment.text))
        if len(options) != 1 or own or not asks or options[0] in pending.frame.slots.get("options", []):
            return None
        kept = {k: v for k, v in pending.frame.slots.items() if k not in ("region", "regions", "items")}
        region = segment.own.get("region") or last.slots.get("region")
        slots = {**kept, "options": [*[o for o in kept.get("options", []) if o not in options], *options]}
        slots |= {"region": region, "regions": [region]} if region else {}
        frame = Frame("change_request", last.service, slots, "request")
        return reply(state, frame, self.judge.verdict(frame, state, today))

    def _names_another(self, state: State, reading: Reading, segment: Segment, today: date) -> bool:
        """Whether a value is to be recorded of an item that the offer leaves alone: 「ライセンス1,200で起票して」."""
        offer = self.offers.open(state, today)
        told = {v for v in VALUES if v in segment.own}
        if offer is None or not told or reading.yes or "adopts" in reading.signals or "grade_to" in segment.own:
            return False
        named = {k for r in offer.remedies for k in (*r.set, *r.choices)}
        return segment.act == "request" and not told & {*offer.frame.slots, *named}

    def _supposed(self, state: State, reading: Reading, segment: Segment, today: date) -> Plan | None:
        """The change to a grade that was only supposed, requested now with the values told."""
        told = frame_of(segment, reading, state, self.intents)
        frame = self.offers.supposed(state, told, segment, today)
        return None if frame is None else reply(state, frame, self.judge.verdict(frame, state, today))

    def _taken(self, state: State, pick: Mapping[str, Any], today: date, *, insists: bool) -> Frame | Plan | None:
        """The request that is meant, or the question which of several."""
        together = self.offers.together(state) if "all" in pick else None
        if together is not None:
            return together
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

    def _offered_value(self, state: State, reading: Reading, segment: Segment, today: date) -> Frame | None:
        """One of the numbers on offer, named with what else is wanted: 「3,300で起票します。同時利用も15,000に」."""
        offer = self.offers.open(state, today)
        if offer is None or not segment.own.get("numbers") or is_question_form(segment):
            return None
        fitted = self.offers.fitting(offer, {"numbers": segment.own["numbers"]})
        return None if fitted is None else self._with_the_rest(fitted, state, reading, segment)

    def _with_the_rest(self, taken: Frame, state: State, reading: Reading, segment: Segment) -> Frame:
        """What was taken of an offer with what else the message sets: other items, options, another grade."""
        own = merge([*[s.own for s in reading.told if s.act != "question"], segment.own])
        if all(own.get(k) in (None, [], taken.slots.get(k)) for k in _SETS):
            return taken
        told = frame_of(segment, reading, state, self.intents)
        told.slots = {k: v for k, v in told.slots.items() if k != "numbers"}
        merged = merge_frame(taken, told, replace(segment, own=own), reading.signals)
        return replace(merged, intent=taken.intent, act="request")

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


_TWO = 2
_HALF_SURE = 0.5
_THAT_GRADE = re.compile(
    r"(?:その|そちらの|この|それ)(?:グレード|プラン)?(?:に|へ)(?:上げ|変更|変え|し|移|アップ)|"
    r"\b(?:to|with|for|take|want) (?:that|this|it)(?: (?:grade|plan|one|tier))?\b",
    re.IGNORECASE,
)
_TAKES_IT = re.compile(r"お願い|ください|下さい|(?:数|値|ほう|方)で|\b(?:please|then)\b", re.IGNORECASE)
_ADDS_IT = re.compile(
    r"追加|付け|つけ|入れ|申し?込|お願い|頼|\b(?:add|include|order|put|have|get|take|want)\b", re.IGNORECASE
)


def _has_it_done(segment: Segment, reading: Reading) -> bool:
    """Whether a message in few words has what was asked about done: "confirm", 「では記録で」."""
    return reading.agrees and segment.residue <= SHORT and bool(_DONE.search(segment.text))


_DONE = re.compile(
    r"記録|登録|確定|申請|起票|進めて|\b(?:confirm\w*|record|submit|register|file|go ahead|proceed|log it)\b",
    re.IGNORECASE,
)


def _closes(segment: Segment, reading: Reading) -> bool:
    """Whether a yes only acknowledges what was said, or ends the conversation: 「了解です、以上です」, "ok thanks"."""
    return segment.intent in ("thanks", "greeting", "no") or bool(_ACKNOWLEDGES.search(reading.text))
