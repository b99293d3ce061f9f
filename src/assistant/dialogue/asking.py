"""What a message asks and requests, read in the light of what was said before: from segments to frames."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.dialogue.after_an_end import can_be_had, charged_then, moved_by_holiday, other_day, term_of_options
from assistant.dialogue.after_topic import in_topic
from assistant.dialogue.after_use import raised_after_use
from assistant.dialogue.asked_again import asked_again
from assistant.dialogue.beside import beside_request, for_grade_wanted
from assistant.dialogue.changeable import changeable_on_grade
from assistant.dialogue.clause_turns import asks_for_basis, earlier_question, phrase_of_the_article, spoken_of
from assistant.dialogue.config import CONFIG_INTENTS, VALUES
from assistant.dialogue.config_turns import item_of, of_the_item
from assistant.dialogue.context import Context, tells_before
from assistant.dialogue.continuing import continues, gone_on
from assistant.dialogue.elsewhere import of_nothing_here, same_number_there
from assistant.dialogue.ending_turns import charged_for_option, earliest, is_ending, moves_day
from assistant.dialogue.families import LIMITS, OF_GUARANTEE, OF_ONE_OPTION, SHORT, UNSURE, family, same_family
from assistant.dialogue.filling import limit_asked, says_something
from assistant.dialogue.frames import frame_of
from assistant.dialogue.judge import Judge
from assistant.dialogue.latest import in_time, latest_for_it
from assistant.dialogue.loose_numbers import moved_over, placed, with_present
from assistant.dialogue.merging import merge_frame, without_refused
from assistant.dialogue.next_value import note_next
from assistant.dialogue.number_for_it import as_a_step, number_for_it
from assistant.dialogue.offers import Offers, options_spoken_of
from assistant.dialogue.on_another_grade import option_on_another_grade
from assistant.dialogue.only_one import as_long_as_that, so_often
from assistant.dialogue.option_region import region_of_the_option
from assistant.dialogue.options_when import option_when
from assistant.dialogue.ordering import order_so_far
from assistant.dialogue.outage_turns import beside_outage, with_facts
from assistant.dialogue.outages_apart import never_any
from assistant.dialogue.referring import (
    asks_grade_of_both,
    asks_how_to_order,
    asks_if_all_stay,
    asks_to_stop_it,
    back_to_grade,
    how_options_stop,
    of_its_price,
    of_its_working,
    on_that_grade,
    referred,
    what_it_is,
    when_recorded,
)
from assistant.dialogue.rescue import accepted
from assistant.dialogue.shifted import shifted
from assistant.dialogue.state import Frame, State
from assistant.dialogue.to_grade import to_a_grade
from assistant.dialogue.told_here import arrives_that_day, says_it_comes_then
from assistant.dialogue.value_for_grade import value_for_grade
from assistant.dialogue.values_asked import values_asked
from assistant.dialogue.wished import covers, of_the_ending, of_the_wish, wished
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Reading, Segment

_OF_WHAT_OPTIONS = frozenset({"option_eligibility", "option_list", "option_description", "option_grades", OUT_OF_SCOPE})

_LEANS = 3  # characters beside names and small words that a question has which says nothing without the one before
_KEEPS_OPTIONS = frozenset({"adds", "rest"})


def _beside_what_stays(segments: list[Segment]) -> list[Segment]:
    """The sentences without those that only keep a grade, whose word the others carry: "we stay on Core. Add ..."."""
    stays = [s for s in segments if s.act != "question" and s.own.get("grade_stay") and set(s.own) <= _OF_STAYING]
    others = [s for s in segments if s not in stays]
    if not stays or not others:
        return segments
    kept = {k: v for s in stays for k, v in s.own.items()}
    return [replace(s, slots={**kept, **s.slots}) if "grade" not in s.own else s for s in others]


def _gone_on_with(state: State, frame: Frame, segment: Segment, reading: Reading) -> Frame | None:
    """What was said before that a sentence goes on with; None when it stands for itself."""
    if frame.slots.get("referred"):
        return None
    earlier = next((f for f in gone_on(state, frame) if f and continues(f, frame, segment, reading.signals)), None)
    if earlier is None or earlier.intent != frame.intent:
        earlier = order_so_far(state, frame) or earlier
    if earlier is not None and earlier.act == frame.act == "request" and not reading.signals & _KEEPS_OPTIONS:
        earlier = without_refused(earlier, frame, state)
    if earlier is not None and beside_request(state, earlier, frame, segment):
        return None
    return earlier


def _leaning(
    found: list[tuple[Frame, Segment]], frame: Frame, segment: Segment, signals: frozenset[str]
) -> Frame | None:
    """The question of a message that is asked anew of another value: "is 1,000 ok on Core? And 1,020?"."""
    before = found[-1][0] if found else None
    names = any(segment.own.get(k) for k in ("options", "numbers", "grades", *VALUES))
    of_options = before is not None and before.intent == frame.intent == "option_eligibility"
    most = SHORT if of_options and "grades" not in segment.own else _LEANS  # "and can it have SSE as well?"
    if before is None or not (before.act == frame.act == "question") or segment.residue > most or not names:
        return None
    named = set(segment.own.get("items", [])) - set(before.slots.get("items", []))
    if named and "which" in signals and segment.confidence > UNSURE:
        return None  # "what is the log retention on Complete" after another question stands for itself
    if family(before.intent) != "config" or not continues(before, frame, segment, signals | {"follow_up"}):
        return None
    return merge_frame(before, replace(frame, service=frame.service or before.service), segment, frozenset())


def _of_another_grade(one: Frame, other: Frame) -> bool:
    """Whether two questions of a message each name a grade of their own."""
    grades = [f.slots.get("grades", []) for f in (one, other)]
    return [len(g) for g in grades] == [1, 1] and grades[0] != grades[1]


_OF_STAYING = frozenset({"grades", "grade", "grade_stay", "again"})


def _of_the_option(topic: Frame, segment: Segment) -> bool:
    """Whether a plain question asks for a rule of the option spoken of: "how is it ordered" after its minimum term."""
    spoken = topic.slots.get("options") and segment.act == "question"
    return bool(spoken) and segment.intent in OF_ONE_OPTION and segment.confidence > _PLAIN


_PLAIN = 0.75


def _after_an_end(frame: Frame, topic: Frame, segment: Segment, signals: frozenset[str]) -> None:
    """What few words ask after an end or a term was reckoned; changes the frame."""
    if moved_by_holiday(frame, topic, segment) or charged_then(frame, topic, segment):
        return
    if can_be_had(frame, topic, segment, signals):
        return
    if not term_of_options(frame, topic, segment, signals):
        other_day(frame, topic, segment)


class Asking:
    """Makes frames of the segments of a message; `context` weighs fragments, `offers` knows what stands open."""

    def __init__(self, judge: Judge, offers: Offers, context: Context) -> None:
        self.judge = judge
        self.offers = offers
        self.context = context
        self.intents = judge.intents

    def frames(self, state: State, reading: Reading, today: date) -> list[tuple[Frame, Segment]]:
        """What a message asks and requests, and before it the change that a mail wishes for and asks about."""
        shelved = state.shelved
        asks = bool(reading.segments) and reading.segments[0].act == "question"
        if state.frame is None and state.topic is None and shelved is not None and asks and is_ending(shelved):
            state.topic = replace(shelved, act="question")  # "when would it have ended?" of what was given up
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
        for said in _beside_what_stays(meant):
            tells = said.slots.get("durations") or said.slots.get("datetimes")
            itself = family(said.intent or "") == "outage" and tells  # an outage told beside it speaks for itself
            itself = itself or (topic is not None and _of_the_option(topic, said))
            segment = said
            if topic and not itself:
                beside = tells_before(said, reading)
                segment = self.context.read(said, topic.intent, reading.locale, reading.signals, told=beside)
            frame = self._read(state, segment, reading)
            if of_nothing_here(said):
                continue  # the weather in Tokyo is no question about the region
            if about_us and frame.intent == "human":
                continue  # "Are you a machine? Or a person?" asks for no person
            if asks_for_basis(frame, segment, state):
                frame.intent = "which_article"
                before = earlier_question(segment.text, state) or spoken_of(segment.text, state)
                state.shown = [before] if before else state.shown
            if of_wish:
                of_the_wish(frame, segment)
            else:
                of_the_ending(frame, segment, reading)
            if not (
                asked_again(state, frame, segment, self.judge, today, message=reading.text)
                or option_when(state, frame, segment)
                or value_for_grade(state, frame, segment)
                or values_asked(state, topic, frame, segment)
                or (says_it_comes_then(reading.text) and arrives_that_day(state.topic, frame, segment))
            ):
                self._after(state, topic, frame, segment, reading)
                self._pointing(state, frame, segment, reading, today)
            self._number(state, topic, frame, segment)
            for_grade_wanted(state, frame, segment, reading.signals)
            leaning = _leaning(found, frame, segment, reading.signals)
            if leaning is not None:
                found.append((leaning, segment))
                continue
            earlier = _gone_on_with(state, frame, segment, reading)
            together = merge_frame(earlier, frame, segment, reading.signals) if earlier is not None else None
            if together is not None and not self.offers.spoilt(together, earlier, frame, state, today, segment=segment):
                frame = together
            elif frame.intent == OUT_OF_SCOPE or not accepted(segment, frame):
                continue
            else:
                with_facts(frame, topic)
            twin = next(
                (f for f, _ in found if f.service == frame.service and same_family(f, frame, self.intents)), None
            )
            other = twin is not None and (
                _of_another_grade(twin, frame) or ("ip" in frame.slots) != ("ip" in twin.slots)
            )
            if other and frame.act == "question":
                twin = None  # "Starter 600 and Core 600": each grade is asked about
            if twin is not None and (twin.intent == frame.intent or frame.act == twin.act == "request"):
                merged = merge_frame(replace(twin, act="request"), frame, segment, frozenset())
                twin.slots, twin.act = merged.slots, "request" if "request" in (twin.act, frame.act) else twin.act
                continue
            found.append((frame, segment))
        return [(with_present(frame), segment) for frame, segment in found]

    def _read(self, state: State, segment: Segment, reading: Reading) -> Frame:
        """What a sentence says by itself, whatever was spoken of before."""
        frame = frame_of(segment, reading, state, self.intents)
        to_a_grade(state, frame, segment, reading)
        raised_after_use(frame, segment)
        return frame

    def _number(self, state: State, topic: Frame | None, frame: Frame, segment: Segment) -> None:
        """Give a bare number its item: the one that stood to be changed, else one that can take it."""
        if not number_for_it(state, topic, frame, segment, self.judge):
            placed(state, frame, segment, self.judge)
        as_a_step(frame, segment)

    def _after(self, state: State, topic: Frame | None, frame: Frame, segment: Segment, reading: Reading) -> None:
        """What a question means after what was spoken of last, and before that; changes the frame."""
        if topic and topic.intent == "service_compare" and segment.own.get("options") and segment.act == "question":
            frame.intent, frame.service, frame.both = "option_eligibility", None, True  # 「SSEが欲しい場合はどちら？」
            frame.slots.update(rescued=True, referred=True)
        if topic and (
            so_often(frame, topic, segment, reading) or option_on_another_grade(topic, frame, segment, reading)
        ):
            return
        if changeable_on_grade(frame, segment):
            return
        of_credit = topic is not None and (family(topic.intent) == "outage" or topic.intent in OF_GUARANTEE)
        if of_credit and never_any(frame, segment):
            return
        if not same_number_there(state, frame, segment) and topic:
            in_topic(frame, topic, segment, reading.signals)
            as_long_as_that(frame, topic, reading)
        if frame.intent in LIMITS.values():
            frame.slots.update(limit_asked(segment))
            note_next(state, frame, segment)
        read = frame.slots.get("referred")  # what the question means has been found already
        if not read and state.topic and state.topic is not topic and family(state.topic.intent) == "outage":
            beside_outage(frame, state.topic, segment, reading.signals)
        if not read:
            region_of_the_option(state, frame, segment, reading)
            phrase_of_the_article(state, frame, segment, self.intents)
        if topic and topic.intent in ("region_list", "region_change", "grade_compare"):
            of_the_item(frame, topic, segment, reading.signals)
        if state.topic and state.topic is not topic and family(state.topic.intent) == "config":
            of_the_item(frame, state.topic, segment, reading.signals)
        if state.topic and is_ending(state.topic) and not read:
            _after_an_end(frame, state.topic, segment, reading.signals)
        self._of_the_notice(frame, topic, segment)
        charged_for_option(state, frame, segment)
        moves_day(state, frame, segment)
        how_options_stop(frame, segment)
        back_to_grade(state, frame, segment, reading.signals)
        if topic:
            on_that_grade(frame, topic, segment)
        if topic and segment.act != "question" and family(topic.intent) == "config":
            moved_over(frame, topic, segment, reading.signals, self.judge)

    def _of_the_notice(self, frame: Frame, topic: Frame | None, segment: Segment) -> None:
        """Turn 「30日ってどう数えるの」 to the days of notice, unless an outage is spoken of."""
        outage = topic is not None and family(topic.intent) == "outage"
        if frame.intent != "credit_counting" or outage or frame.service is None:
            return
        days = self.judge.book.in_force(frame.service)[0].value("termination.days")
        if segment.own.get("durations") == [f"P{days}D"]:
            frame.intent = "termination_how"
            frame.slots = {k: v for k, v in frame.slots.items() if k != "durations"} | {"rescued": True}

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
        found = when_recorded(state, frame, segment) or shifted(state, frame, segment, self.judge, today)
        if not found and not in_time(state, frame, segment):
            latest_for_it(state, frame, segment, self.judge, today)

    def _of_options(self, state: State, frame: Frame, segment: Segment, reading: Reading) -> None:
        """Turn a question about the options last spoken of to what it asks of them."""
        if state.mentioned and asks_grade_of_both(frame, segment, reading):
            frame.intent, frame.slots["rescued"] = "option_grades", True
            frame.slots["options"] = options_spoken_of(state, several=True)
        bound = {"minimum_term", "refers"} <= reading.signals and segment.act == "question"
        if bound and state.mentioned and not says_something(segment.own) and frame.intent in _OF_WHAT_OPTIONS:
            frame.intent = "minimum_term_length"
        elif (
            asks_if_all_stay(state, frame, segment)
            or what_it_is(state, frame, segment)
            or of_its_price(state, frame, segment, reading.signals)
            or asks_how_to_order(state, frame, segment)
            or of_its_working(state, frame, segment)
        ):
            return
        elif asks_to_stop_it(state, frame, segment, reading) and state.frame is not None:
            frame.intent = "option_stop_how"
            frame.slots.setdefault("options", list(state.frame.slots["options"]))
            frame.slots.update(rescued=True, referred=True)
