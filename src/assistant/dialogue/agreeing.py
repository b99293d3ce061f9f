"""Whether a message agrees to the request that waits, whatever else it says, and what it leaves alone."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.beside import names_earlier_change
from assistant.dialogue.config import CHANGE_INTENTS, VALUES
from assistant.dialogue.families import LIMIT_ITEMS, SHORT, UNSURE
from assistant.dialogue.filling import says_something
from assistant.dialogue.state import Frame, Pending, State
from assistant.dialogue.told import present_contract
from assistant.language.durations import in_days
from assistant.language.understand import Reading, Segment


def after_all(reading: Reading, segment: Segment) -> Reading:
    """The reading of a message that waves something away and then agrees: "never mind. Yes, please record it"."""
    last = max((*reading.told, segment), key=lambda s: reading.text.find(s.text))
    if not reading.no or last is not segment or not reading.told or segment.act == "question":
        return reading
    alone = reading.of(segment)
    agrees = (alone.agrees or alone.yes) and not alone.no
    return replace(reading, no=False, yes=alone.yes, agrees=True, signals=alone.signals) if agrees else reading


def agreement(
    state: State, pending: Pending, segment: Segment, reading: Reading, *, same: bool = False
) -> tuple[bool, bool]:
    """Whether a message agrees to the request that waits; and whether it means the limit told since instead.

    `same`: it names values of that request and no others.
    """
    adopts = "adopts" in reading.signals
    agrees = reading.agrees or adopts or (segment.intent == "yes" and segment.confidence > UNSURE)
    all_of_it = (
        ("all" in reading.pick or "both" in reading.signals) and segment.act == "request" and segment.residue <= SHORT
    )
    agrees = agrees or (all_of_it and not says_something(segment.own))  # 「両方まとめてお願いします」
    agrees = agrees or _asks_for_just_that(pending.frame, segment, reading) or _has_it_go_out(segment, reading)
    aside = state.frame is not None and state.frame != pending.frame  # what a no then refuses
    agrees = agrees or (same and _settles(segment, reading, aside=aside))
    named = names_earlier_change(reading.text) and segment.act != "question"
    agrees = agrees or (named and (reading.yes or "acknowledges" in reading.signals))
    agrees = agrees and not _NOT_AGREED.search(reading.text)
    limited = state.frame is not None and bool(state.frame.slots.get("limit")) and not named
    return agrees, limited and adopts and not reading.agrees


def _asks_for_just_that(frame: Frame, segment: Segment, reading: Reading) -> bool:
    """Whether a message asks for the request that waits to be done: 「さっきの変更、そのままお願いします」."""
    wanted = segment.intent == frame.intent or segment.intent in (*CHANGE_INTENTS, "yes")
    named = set(segment.own.get("items", [])) <= {*frame.slots, *frame.slots.get("items", [])}
    told = {k: v for k, v in segment.own.items() if k != "items"}
    return wanted and named and segment.act == "request" and not says_something(told) and "only" not in reading.signals


def _has_it_go_out(segment: Segment, reading: Reading) -> bool:
    """Whether a message says no more than that what waits is to go out: 「OK、出して」, "fine, send it off"."""
    said = segment.act != "question" and not (reading.no or says_something(segment.own))
    return said and bool(_GOES_OUT.search(segment.text))


_GOES_OUT = re.compile(
    r"^\W*(?:(?:では|じゃあ?|なら|それ(?:で|を)|これ(?:で|を)|(?:その|この)(?:まま|内容で|形で|条件で)|そのまま|もう|"
    r"よし)[、\s]*)*"
    r"(?:出し|提出し|通し|送っ|流し|やっ|申し?込ん)(?:て|と[いき]|ちゃって)(?:て|で)?(?:おいて)?(?:ください|下さい|"
    r"くれ|いい(?:です)?(?:よ)?|もらって(?:いい|構わない)です|"
    r"構いません|大丈夫です|ちょうだい|ね|よ)*[。!\s]*$|"
    r"^\W*(?:(?:では|じゃあ?|それでは|わかった|分かった|了解|よし)[、\s]*)*(?:その)?(?:追加|変更|増設|減設|切り?替え|申し?込み)"
    r"(?:で(?:お願い(?:します|いたします)?)?|して(?:ください|下さい)?|を?お願い(?:します|いたします)?)[。!\s]*$|"
    r"^\W*(?:(?:ok(?:ay)?|fine|right|great|then|so|please)[,\s]+)*(?:add|order|change|do) (?:it|that|them)"
    r"(?: (?:then|now|please))*[.!\s]*$|"
    r"^\W*(?:(?:ok(?:ay)?|fine|right|great|good|then|so|now|please|just|all good|you can)[,\s]+)*"
    r"(?:(?:send|ship|push|put|get|run|fire|lodge|kick)(?: (?:it|that|this|them))?"
    r"(?: (?:off|in|out|through|over|away))?|make it happen|get it done|"
    r"(?:you have|you've got) (?:the|my|our) (?:ok(?:ay)?|go-?ahead|green light)|"
    r"(?:we're |it's )?good to go)(?: (?:then|now|please|as is))*[.!\s]*$",
    re.IGNORECASE,
)

# Not agreed, or not yet: 「お客様の了承待ちです」, "the customer hasn't agreed", "I'd submit it tomorrow".
_NOT_AGREED = re.compile(
    r"(?:了承|承認|承諾|合意|同意|返事|回答|許可|決裁|稟議|OK|確認|確定|決定)[^。、]{0,6}(?:待|次第|まだ|(?:い|"
    r"でき)?(?:ない|ません)|"
    r"(?:出|取れ|得られ|され|もらえ|し)(?:たら|れば|てから)|すれば|もらって(?:から|ない))|"
    r"か(?:どうか)?(?:を)?(?:確認|相談|聞い|検討)(?!し(?:た|ました|済)|済|た(?!ら))|"
    r"(?:明日|明後日|後日|来週|来月|あとで|後で|のちほど|後ほど)[^。]{0,6}(?:確定|記録|登録|申請)|"
    r"(?:確定|記録|登録|申請)(?:は|を)?(?:明日|明後日|後日|来週|来月|あと|後|のちほど)|"
    r"\b(?:wait\w*|await\w*|pending) (?:for |on )?(?:the|their|her|his|our|my|a|an|customer|approval|consent)\b|"
    r"\b(?:once|when|until|unless|if|as soon as) (?:they|she|he|the (?:customer|client|boss)) (?:agree|accept|approve|"
    r"confirm|sign)\w*|"
    r"(?:n't|\bnot|\bnever|\byet to|\bnobody|\bno one)\b[^.,;]{0,12}\b(?:agree|accept|approv|confirm|sign|record|"
    r"file|submit|log)\w*|"
    r"\b(?:confirm|submit|record|file|log|send|do)\b(?: it| that| this)? (?:tomorrow|later|next|another day|"
    r"on monday)\b|"
    r"\b(?:wants?|need|have) to wait\b|\bin principle\b",
    re.IGNORECASE,
)


def as_it_was(state: State, asks: Frame, segment: Segment) -> Segment:
    """The message with a bare number that is what the contract has read as staying: 「やっぱり元の700のままで」."""
    have = present_contract(state, str(asks.service))
    numbers = segment.own.get("numbers", [])
    stay = {v: have[v] for v in VALUES if v in asks.slots and len(numbers) == 1 and have.get(v) == numbers[0]}
    if len(stay) != 1 or segment.act == "question" or not _STAYS.search(segment.text):
        return segment
    own = {**{k: v for k, v in segment.own.items() if k != "numbers"}, "stay": stay}
    return replace(segment, own=own, slots={**segment.slots, "stay": stay, "numbers": []})


_STAYS = re.compile(
    r"まま|元(?:の|に)|もとの|戻し|\b(?:stay|keep|remain|leave (?:it|them) at|back (?:to|at)|"
    r"as (?:it|they) (?:is|are|was|were))\b",
    re.IGNORECASE,
)


def asks_what_it_costs(segment: Segment) -> bool:
    """Whether it is asked what a value costs, which changes no request: "actually, is 360 dearer?"."""
    return segment.act == "question" and bool(_COSTS.search(segment.text))


_COSTS = re.compile(
    r"いくら|高い|高く|安い|安く|料金|費用|値段|価格|割高|割安|"
    r"\b(?:cost\w*|price\w*|dear(?:er)?|cheap(?:er)?|expensive|charged?|fees?|pay|bill(?:ed)?|how much)\b",
    re.IGNORECASE,
)


def differs(old: Frame, new: Frame, state: State) -> bool:
    """Whether the new frame wants anything that the request which waits does not.

    A bare number may be one of its values, and beside it the one the contract has: "the move from 500 to 600".
    """
    wanted = {old.slots[v] for v in VALUES if v in old.slots}
    have = present_contract(state, str(old.service))
    numbers = set(new.slots.get("numbers", []))
    if numbers and not (numbers & wanted and numbers <= wanted | {have.get(v) for v in VALUES}):
        return True
    if any(k in new.slots and new.slots[k] != old.slots.get(k) for k in (*VALUES, "grade", "region", "redundancy")):
        return True
    if any(d not in old.slots.get("dates", []) for d in new.slots.get("dates", [])):
        return True
    return any(
        o not in old.slots.get(k, [])
        for k in ("options", "options_remove", "options_keep")
        for o in new.slots.get(k, [])
    )


def settles_what_waits(pending: Pending, reading: Reading) -> bool:
    """Whether a number of the request that waits is called the right one after another was refused beside it."""
    segment = reading.segments[0] if len(reading.segments) == 1 else None
    numbers = segment.own.get("numbers", []) if segment is not None else []
    waits = len(numbers) == 1 and numbers[0] in [pending.frame.slots.get(v) for v in VALUES]
    return segment is not None and waits and _settles(segment, reading, aside=True)


def _settles(segment: Segment, reading: Reading, *, aside: bool) -> bool:
    """Whether a message that names what waits calls it settled: 「500で決まりです」, "600 as described, final".

    `aside`: something else was asked about since, so that a no is about that: "no, 600 is right. Submit".
    """
    settled = bool(_SETTLED.search(segment.text)) and not _NOT_YET.search(reading.text)
    return settled and (aside or not reading.no) and segment.act != "question"


_SETTLED = re.compile(
    r"確定|決定|決まり|最終|(?:この|その|今の)まま(?:で|進|お願)|進めて|(?:で|が)(?:結構|構いません|大丈夫|問題(?:な|"
    r"あり))|"
    r"\b(?:final|settled|is right|is correct|submit|agreed|confirm\w*|go ahead|go with|proceed|"
    r"as (?:shown|described|stated|listed|discussed|proposed|displayed|"
    r"summari[sz]ed)|that's (?:it|the one)|book(?:ed)?|lock (?:it|that) in)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"まだ|前に|(?:し|さ)ない|しなく|ただ|でも|けど|けれど|かも|多[いす]|少な|\b(?:not|n't|before|but|until|unless|"
    r"too|only|except|if|however|instead)\b",
    re.IGNORECASE,
)
_AT_PRESENT = re.compile(
    r"^\W*(?:現在|今|いま|現状)(?:は|の|、|で)?[^。]{0,8}\d|"
    r"\b(?:currently|at present|at the moment|right now|we(?:'re| are) (?:now )?(?:at|on)|"
    r"we have)\b[^.?]{0,16}\d|\d[\d,]*[^.?]{0,10}\b(?:currently|at present|at the moment|right now)\b",
    re.IGNORECASE,
)


def present_told(pending: Pending, segment: Segment) -> Frame | None:
    """The request with what the contract has now, told beside it: 「いま90日です」; else None."""
    asks = pending.frame
    items = [v for v in VALUES if v in asks.slots]
    if segment.act != "statement" or len(items) != 1 or not _AT_PRESENT.search(segment.text):
        return None
    numbers = [n for n in segment.own.get("numbers", []) if isinstance(n, int)]
    days = [d for d in map(in_days, segment.own.get("durations", [])) if d is not None and items == ["log"]]
    now = [segment.own[items[0]]] if items[0] in segment.own else [*numbers, *days]
    now = now or [n for n in segment.own.get("now", {}).values() if isinstance(n, int)]
    if len(now) != 1 or now[0] == asks.slots[items[0]]:
        return None
    return replace(asks, slots={**asks.slots, "now": {**asks.slots.get("now", {}), items[0]: now[0]}})


def of_digression(state: State, pending: Pending, frame: Frame, segment: Segment) -> None:
    """A bare number after a question about an item's values is of that item: 「同時利用の上限は？」 「5000に」."""
    last = state.frame
    item = LIMIT_ITEMS.get(last.intent, "") if last is not None and last != pending.frame else ""
    numbers = segment.own.get("numbers", [])
    taken = {*pending.frame.slots.keys(), *[str(pending.frame.slots.get(v)) for v in VALUES]}
    if len(numbers) != 1 or str(numbers[0]) in taken or any(v in frame.slots for v in VALUES):
        return  # "go ahead with the 5,000" is about the request
    if item in VALUES:
        frame.slots.update({item: numbers[0], "numbers": []})
