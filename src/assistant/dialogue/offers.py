"""Taking up what was offered: "do that", "the larger one", "2番で", "the maximum then", "both"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.dialogue.config import CHANGE_INTENTS, ITEM_WORDS, OPTION_WORDS, VALUES
from assistant.dialogue.config_turns import item_of
from assistant.dialogue.declining import asked_for, wanted_alone
from assistant.dialogue.families import LIMIT_ITEMS, family
from assistant.dialogue.judge import Judge
from assistant.dialogue.merging import merge_frame
from assistant.dialogue.picking import picked
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import present_contract
from assistant.language.durations import in_days
from assistant.language.understand import Segment
from assistant.rules import Decision, Remedy

_TWO = 2
_WANTED = (*VALUES, "grade", "grade_to", "options", "options_remove", "region", "redundancy")


@dataclass(frozen=True, slots=True)
class Offer:
    """What stands open after an answer: the frame it was about, its decision and the remedies named in it."""

    frame: Frame
    decision: Decision
    remedies: tuple[Remedy, ...]


_AS_WELL = re.compile(
    r"も(?:一緒|あわせ|合わせ)|ついで|あわせて|併せて|\b(?:too|also|as well|plus|on top)\b", re.IGNORECASE
)


class Offers:
    """Finds what stands open, and makes requests of it."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge

    def open(self, state: State, today: date) -> Offer | None:
        """The remedies that stand open: of the last answer, or of a request that a question in between left alone."""
        for frame in (state.frame, state.topic, state.wish, _before_the_values(state)):
            if frame is None:
                continue
            offer = self._offer(frame, state, today)
            if offer is not None:
                return offer
        return None

    def _offer(self, frame: Frame, state: State, today: date) -> Offer | None:
        for answer in self.judge.verdict(frame, state, today).answers:
            ways = answer.decision.remedies or _to_the_nearest(frame, answer.decision, state)
            if ways:
                return Offer(frame, answer.decision, ways)
        return None

    def nearest(self, state: State, today: date) -> bool:
        """Whether a refusal stands open that named values which would do, so that "the nearest?" means those."""
        for frame in (state.frame, state.topic, state.wish):
            for answer in self.judge.verdict(frame, state, today).answers if frame is not None else ():
                if answer.decision.outcome == "denied":
                    return True
        return False

    def taken(self, offer: Offer, pick: Mapping[str, Any]) -> Frame | None:
        """The request that a pick makes of an offer; None when it does not say which of several."""
        remedies = offer.remedies
        if "all" in pick:
            whole = [r for r in remedies if not r.remove and None not in r.set.values()]
            return with_remedy(offer.frame, whole[0]) if len(whole) == 1 else None
        if "order" in pick:
            order = pick["order"]
            if len(remedies) == 1 and order != 1:
                return self._by_order(offer, order)
            if not -len(remedies) <= order <= len(remedies):
                return None
            return with_remedy(offer.frame, remedies[order - 1 if order > 0 else order])
        if pick.keys() & {"size", "next"}:
            return self._by_size(offer, pick)
        if len(remedies) == 1 or _one_way(remedies):
            return with_remedy(offer.frame, remedies[0])
        return None

    def fitting(self, offer: Offer, own: Mapping[str, Any]) -> Frame | None:
        """The way that the values just told belong to; None when one belongs to none, or to several."""
        told = {k: own[k] for k in (*VALUES, "grade") if k in own}
        loose = [n for n in own.get("numbers", []) if isinstance(n, int)]
        loose += [d for d in map(in_days, own.get("durations", [])) if d is not None]
        fits: list[tuple[Remedy, str, Any]] = []
        for remedy in offer.remedies:
            if told.get("grade", remedy.set.get("grade")) != remedy.set.get("grade") and "grade" in remedy.set:
                continue  # "Complete, 550 licences, 200M" does not take the way over Core, whatever its bandwidth
            for item, value in remedy.set.items():
                choices = remedy.choices.get(item, (value,))
                wanted = [told[item]] if item in told else loose if item in VALUES else []
                inside = item == "bandwidth" and len(choices) > 1
                fits += [
                    (remedy, item, n)
                    for n in wanted
                    if n in choices or (inside and min(choices) <= n <= max(choices) and item in told)
                ]
        by_value = {n: {item for _, item, m in fits if m == n} for _, _, n in fits}
        if not fits or any(len(items) != 1 for items in by_value.values()):
            return None
        chosen = {item: (remedy, n) for remedy, item, n in reversed(fits)}
        if len(chosen) != len(by_value):
            return None
        frame = with_remedy(offer.frame, next(iter(chosen.values()))[0])
        frame.slots.update({item: n for item, (_, n) in chosen.items()})
        return frame

    def completed(self, offer: Offer, own: Mapping[str, Any]) -> Frame | None:
        """The only way of several that the values told leave nothing open of: "ok, do that with 500M"."""
        whole = [r for r in offer.remedies if r.params.get("needs") and all(n in own for n in r.params["needs"])]
        return with_remedy(offer.frame, whole[0]) if len(whole) == 1 else None

    def rest(self, state: State, segment: Segment, today: date, *, only: bool = False) -> Frame | None:
        """What is left of a refused request without what a text leaves out: "leave that out, record the rest".

        What is left out is named, or what was refused; with `only` it is all that is not named: "just the proxy then".
        None where nothing was refused, or nothing is left.
        """
        wish = state.wish
        if wish is None or wish.act != "request" or state.pending is not None or not self._denied(wish, state, today):
            return None
        decision = self.judge.verdict(wish, state, today).answers[0].decision
        asked = asked_for(wish)
        words = {**ITEM_WORDS, **OPTION_WORDS}
        named = [n for n in asked if n in words and words[n].search(segment.text)]
        refused = {f.item for f in decision.findings if f.code.startswith("D:")}
        refused |= {o for r in decision.remedies for o in r.remove}
        alone = wanted_alone(wish, segment.text) if only else []
        if only and not alone:
            return None
        out = [n for n in asked if n not in alone] if only else named or [n for n in asked if n in refused]
        if not out or len(out) == len(asked):
            return None
        slots = {k: v for k, v in wish.slots.items() if k not in out}
        slots |= {k: [o for o in wish.slots.get(k, []) if o not in out] for k in ("options", "options_remove")}
        kept = {k: v for k, v in slots.items() if v not in (None, [], {})}
        return Frame("change_request", wish.service, kept, "request")

    def limit(self, frame: Frame, size: str) -> Frame | None:
        """The largest or smallest value, asked for after a question about the values an item may take."""
        item = LIMIT_ITEMS.get(frame.intent) or next((v for v in VALUES if v in frame.slots), None)
        if item not in VALUES or size not in ("max", "min"):
            return None
        values = [v for v in self.judge.choices(frame, str(item)) if isinstance(v, int)]
        values = values or self.judge.bounds(frame, str(item))
        if not values:
            return None
        value = max(values) if size == "max" else min(values)
        return Frame("change_request", frame.service, {**_plain(frame.slots), item: value}, "request")

    def hypothetical(self, state: State, today: date) -> Frame | None:
        """A change that was only asked about, and would be allowed, as a request."""
        frame = state.frame
        if frame is None or frame.act != "question" or family(frame.intent) != "config":
            return None
        wanted = any(k in frame.slots for k in _WANTED)
        verdict = self.judge.verdict(frame, state, today)
        if not wanted or verdict.kind != "answer" or not verdict.answers:
            return None
        decision = verdict.answers[0].decision
        if decision.rule not in ("change", "configuration") or decision.outcome not in ("allowed", "needs_human"):
            return None
        return replace(frame, intent="change_request", act="request", slots=dict(frame.slots))

    def together(self, state: State) -> Frame | None:
        """All that the last message asked about, as one request: "please do both"; None where it asked one thing."""
        frames = [f for f in state.shown if f.act == "question" and family(f.intent) == "config"]
        frames = [f for f in frames if any(k in f.slots for k in _WANTED)]
        if len(frames) < _TWO or len({f.service for f in frames}) > 1:
            return None
        slots: dict[str, Any] = {}
        for frame in frames:
            for key, value in frame.slots.items():
                if isinstance(value, list):
                    slots[key] = [*slots.get(key, []), *[v for v in value if v not in slots.get(key, [])]]
                elif isinstance(value, dict):
                    slots[key] = {**slots.get(key, {}), **value}
                else:
                    slots[key] = value
        return Frame("change_request", frames[0].service, slots, "request")

    def supposed(self, state: State, told: Frame, segment: Segment, today: date) -> Frame | None:
        """A change to the grade that the last question only supposed, with the values `told` now; None without one.

        「Completeにしたらログは何日選べますか」「変更お願いします。ログは90日」. When the request does not stand
        bare but names items itself, it is one of its own as long as the contract allows it as it is.
        """
        last = state.frame
        if last is None or last.act != "question" or family(last.intent) != "config" or last.service != told.service:
            return None
        goal = last.slots.get("grade_to") or last.slots.get("grade")
        have = present_contract(state, str(last.service)).get("grade")
        if goal is None or have is None or goal == have or any(k in told.slots for k in ("grade", "grade_to")):
            return None
        bare = not any(segment.own.get(k) for k in (*VALUES, "options", "options_remove", "region"))
        numbers, item = segment.own.get("numbers", []), item_of(last)
        if bare and len(numbers) == 1 and item in VALUES:  # "please lower it to 180" after "and on Core?": the logs
            told, bare = replace(told, slots={**told.slots, str(item): numbers[0], "numbers": []}), False
        if not bare and not self._denied(told, state, today):
            return None
        kept = ("options", *VALUES) if not self._denied(last, state, today) else ()
        items = [*last.slots.get("items", []), *[v for v in VALUES if v in last.slots]]
        items += [LIMIT_ITEMS[last.intent]] if last.intent in LIMIT_ITEMS else []
        slots = {**{k: v for k, v in last.slots.items() if k in kept}, "items": items, "grade": goal}
        frame = merge_frame(Frame("change_request", last.service, slots, "request"), told, segment, frozenset())
        return None if not bare and self._denied(frame, state, today) else frame

    def spoilt(
        self, together: Frame, earlier: Frame | None, frame: Frame, state: State, today: date, *, segment: Segment
    ) -> bool:
        """Whether what the terms permit by itself would be refused for what was only asked about before.

        A request for it, or a question about another item: "can we have redundancy?", then "and a third server?".
        """
        if earlier is None or family(earlier.intent) != "config":
            return False
        if earlier.act == "request":
            return self._instead_of_refused(together, earlier, frame, state, today, segment=segment)
        if frame.act == "question" and _of_another_item(earlier, frame) and not _ON_CONDITION.search(segment.text):
            alone = frame if frame.slots.get("options") else replace(frame, intent="value_check")
            if earlier.intent in CHANGE_INTENTS:
                alone = replace(frame, intent=earlier.intent)
            if self._allowed(alone, state, today) and not self._allowed(together, state, today):
                frame.intent = alone.intent
                return not self._allowed(earlier, state, today)
            return False
        if frame.act != "request" or frame.intent not in CHANGE_INTENTS:
            return False
        return self._denied(together, state, today) and not self._denied(frame, state, today)

    def _instead_of_refused(
        self, together: Frame, earlier: Frame, frame: Frame, state: State, today: date, *, segment: Segment
    ) -> bool:
        """Whether a request comes in the place of a refused one: "down to Starter", then "then just 350 licences"."""
        if frame.act == "question":
            return self._asked_instead(together, earlier, frame, state, today, segment=segment)
        anew = frame.act == "request" and frame.intent in CHANGE_INTENTS and state.pending is None
        graded = any(frame.slots.get(k) for k in ("grade", "grade_to", "grade_now", "grade_from"))
        if not anew or graded or _AS_WELL.search(segment.text):
            return False
        gone_to = earlier.slots.get("grade_to") or earlier.slots.get("grade")
        if gone_to not in self._never_gone_to(earlier.service or frame.service or state.service):
            return False  # another value may still be told for what was refused
        return self._denied(together, state, today) and not self._denied(frame, state, today)

    def _asked_instead(
        self, together: Frame, earlier: Frame, frame: Frame, state: State, today: date, *, segment: Segment
    ) -> bool:
        """Whether another item is asked about in the place of a refused request: "could we get 600 licences?".

        Not where the refused one is to become possible by it: "would it work with 600 licences?".
        """
        graded = any(frame.slots.get(k) for k in ("grade", "grade_to", "grade_now", "grade_from"))
        if state.pending is not None or graded or not _of_another_item(earlier, frame):
            return False
        if _AS_WELL.search(segment.text) or _MAKES_POSSIBLE.search(segment.text):
            return False
        if not (self._denied(earlier, state, today) and self._denied(together, state, today)):
            return False
        alone = replace(frame, intent=earlier.intent if earlier.intent in CHANGE_INTENTS else "change_check")
        if not (self._allowed(alone, state, today) or _IN_ITS_PLACE.search(segment.text)):
            return False
        frame.intent = alone.intent
        return True

    def _never_gone_to(self, service: str | None) -> Sequence[str]:
        """The grades that no change leads to."""
        try:
            excluded: Sequence[str] = self.judge.book.in_force(str(service))[0].value("change.grades.excluded")
        except KeyError:
            return ()
        return excluded

    def _allowed(self, frame: Frame, state: State, today: date) -> bool:
        answers = self.judge.verdict(frame, state, today).answers
        return bool(answers) and all(a.decision.outcome == "allowed" for a in answers)

    def _denied(self, frame: Frame, state: State, today: date) -> bool:
        return any(a.decision.outcome == "denied" for a in self.judge.verdict(frame, state, today).answers)

    def _by_size(self, offer: Offer, pick: Mapping[str, Any]) -> Frame | None:
        numbers = self._numbers(offer)
        item = next(iter(numbers.values()))[0] if numbers else None
        value = picked(pick, sorted(numbers), refused=offer.frame.slots.get(str(item)))
        if value is None:
            return None
        item, remedy = numbers[value]
        frame = with_remedy(offer.frame, remedy)
        frame.slots[item] = value
        return frame

    def _numbers(self, offer: Offer) -> dict[int, tuple[str, Remedy]]:
        """The numbers that an offer names, each with its item and the way it belongs to."""
        numbers: dict[int, tuple[str, Remedy]] = {}
        for remedy in offer.remedies:
            for item, value in remedy.set.items():
                for choice in remedy.choices.get(item, (value,)):
                    if isinstance(choice, int) and item in VALUES:
                        numbers.setdefault(choice, (item, remedy))
        for near in offer.decision.values.get("nearest_licences") or ():
            if near is not None and offer.remedies:
                numbers.setdefault(near, ("licences", offer.remedies[0]))
        return numbers

    def repicked(self, state: State, frame: Frame, pick: Mapping[str, Any], today: date) -> Frame | None:
        """The request that waits, with another of the values or ways that were on offer: "the other one after all"."""
        offer = self._offer(state.offered, state, today) if state.offered else None
        numbers = self._numbers(offer) if offer else {}
        counts = [n for n in frame.slots.get("numbers", []) if isinstance(n, int)]
        if frame.intent == "usage_excess" and counts and "concurrent" not in frame.slots:
            frame = replace(frame, slots={**frame.slots, "concurrent": max(counts), "numbers": []})
        if frame.act == "question":  # "can we have 120?" – "the longer one then" asks for it
            frame = replace(frame, intent="change_request", act="request")
        for item in VALUES:
            if item not in frame.slots:
                continue
            values = sorted(n for n, (of, _) in numbers.items() if of == item)
            values = values or [v for v in self.judge.choices(frame, item) if isinstance(v, int)]
            values = values or (self.judge.bounds(frame, item) if "size" in pick else [])
            refused = offer.frame.slots.get(item) if offer and values and item in offer.frame.slots else None
            value = picked(pick, values, current=frame.slots[item], refused=refused)
            if value is not None:
                relative = {k: sign for k, sign in frame.slots.get("relative", {}).items() if k != item}
                return replace(frame, slots={**frame.slots, item: value, "relative": relative})
        return self._another(offer, frame, pick) if offer is not None else None

    def _another(self, offer: Offer, frame: Frame, pick: Mapping[str, Any]) -> Frame | None:
        """Another of the ways offered, taken by its place or as the one not taken."""
        if "order" in pick:
            return self.taken(offer, pick)
        if "other" not in pick or len(offer.remedies) != _TWO:
            return None
        ways = [with_remedy(offer.frame, r) for r in offer.remedies]
        left = [w for w in ways if any(frame.slots.get(k) != v for k, v in w.slots.items() if k != "open")]
        return left[0] if len(left) == 1 else None

    def _by_order(self, offer: Offer, order: int) -> Frame | None:
        """The n-th of the numbers that lie nearest, when only they were named."""
        near = [n for n in offer.decision.values.get("nearest_licences") or () if n is not None]
        if not near or abs(order) > len(near):
            return None
        frame = with_remedy(offer.frame, offer.remedies[0])
        frame.slots["licences"] = near[order - 1 if order > 0 else order]
        return frame


def _before_the_values(state: State) -> Frame | None:
    """What was asked when ways were offered, where since then only the values of its item were: "then take that"."""
    last, offered = state.frame, state.offered
    item = LIMIT_ITEMS.get(last.intent) if last is not None and not last.slots.get("limit") else None
    return offered if offered is not None and item in offered.slots else None


def _to_the_nearest(frame: Frame, decision: Decision, state: State) -> tuple[Remedy, ...]:
    """The way to a number named as nearest, where the other one is what the contract has: no way is offered then."""
    have = present_contract(state, str(frame.service)).get("licences")
    near = [n for n in decision.values.get("nearest_licences") or () if n is not None and n != have]
    alone = len(near) == 1 and have is not None and "licences" in frame.slots
    return (Remedy("nearest", {"licences": near[0]}),) if alone else ()


def _one_way(remedies: Sequence[Remedy]) -> bool:
    """Whether several remedies say the same but for a number that can be asked for."""
    return len({(tuple(sorted(r.set)), r.add, r.remove) for r in remedies}) == 1 and all(r.choices for r in remedies)


def _plain(slots: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in slots.items() if k in ("grade_now", "now")}


def with_remedy(last: Frame, remedy: Remedy) -> Frame:
    """The last wish, changed as the remedy says; an item with several good values is left open, to be asked for."""
    slots = dict(last.slots)
    applies = last.intent == "configuration_check" and slots.get("new_contract")  # there is no grade yet to go from
    if "grade" in slots and last.act == "question" and "grade_to" not in slots and not applies:
        slots["grade_now"] = slots.pop("grade")
    left_open = {}
    # The values named are what there is to be, also where a step was asked for ("75 more").
    slots["relative"] = {k: sign for k, sign in slots.get("relative", {}).items() if k not in remedy.set}
    for item, value in remedy.set.items():
        if len(remedy.choices.get(item, ())) > 1 or value is None:
            slots.pop(item, None)
            if item in VALUES and value is not None and item != "bandwidth":
                left_open[item] = list(remedy.choices[item])
        else:
            slots[item] = value
    slots["options"] = [
        *[o for o in slots.get("options", []) if o not in remedy.remove],
        *[o for o in remedy.add if o not in slots.get("options", [])],
    ]
    slots["open"] = left_open
    intent = last.intent if last.intent == "configuration_check" else "change_request"
    return Frame(intent, last.service, {k: v for k, v in slots.items() if v not in ([], {})}, "request")


# What is asked about before is asked about again, on a condition: "even with just 100 licences?", 「5台なら？」.
_ON_CONDITION = re.compile(
    r"[てで]も|なら|だと|だったら|であれば|場合|条件|上で|まま|"
    r"\b(?:even|still|if|with|without|when|while|as long as|provided|given|alongside|together)\b",
    re.IGNORECASE,
)


_MAKES_POSSIBLE = re.compile(
    r"[てで]も|(?:すれ|なら|増やせ|減らせ|上げれ|下げれ|変えれ|であれ)ば|(?:した|増やした|減らした|上げた|下げた|変えた)ら|"
    r"なら(?:可|OK|い[いけ]|良|でき|使え|付け|入れ|通)|場合|条件|上で|"
    r"\b(?:even|still|if|with|without|when|while|as long as|provided|given|alongside|together|work|help)\b",
    re.IGNORECASE,
)
_IN_ITS_PLACE = re.compile(
    r"だけ|のみ|(?:代わ|かわ)りに|\b(?:instead|rather|just|only|in its place|alternatively)\b", re.IGNORECASE
)


def _of_another_item(earlier: Frame, frame: Frame) -> bool:
    """Whether a question is about items that the one before had not, and about nothing which that one did."""
    told = [v for v in (*VALUES, "redundancy", "options") if frame.slots.get(v) not in (None, [])]
    more = any(frame.slots.get(k) for k in ("grade", "grades", "options_remove", "region", "numbers"))
    asked_before = [
        v for v in (*_WANTED, "ip") if earlier.slots.get(v) is not None or v in earlier.slots.get("items", [])
    ]
    if earlier.intent == "option_eligibility":  # a value told with an option is there for the option's sake
        asked_before = [v for v in asked_before if v == "options"]
    composing = "configuration_check" in (earlier.intent, frame.intent)
    return bool(told and asked_before) and not (more or composing or set(told) & set(asked_before))


def options_spoken_of(state: State, *, several: bool) -> list[str]:
    """The option last spoken of, or the last two for "both of them"."""
    return state.mentioned[-2:] if several else state.mentioned[-1:]
