"""A request declined, and another made, in one breath: "No, forget it. Raise the bandwidth instead".

What is declined must not come back as a part of the new request, whatever of the two is said first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.dialogue.config import ITEM_SLOTS, ITEM_WORDS, OPTION_WORDS, VALUES
from assistant.dialogue.filling import says_something
from assistant.dialogue.state import Frame, State
from assistant.language.agreement import agrees, is_no
from assistant.language.moves import pick
from assistant.language.signals import signals
from assistant.language.slots import merge
from assistant.language.understand import Reading, Segment

_OPTIONS = ("options", "options_remove", "options_keep")
_PLAINLY = 0.6  # from which the matcher alone tells a refusal
_FEW = 12  # characters beside names and small words: a refusal says little else
_REFUSES = re.compile(
    r"結構です(?!か)|(?:やめ|止め|よし)(?:て(?:おき|お[いく])|と[きくけこ]|にし|ます)|なし(?:で|に)|不要です|見送|"
    r"(?:登録|記録|申請|確定)(?:は)?(?:し(?:ないで|なくて)|不要|結構)|"
    r"\b(?:forget|skip|drop|scrap|leave) (?:it|that|this|the request|things|everything)\b|"
    r"\bnever ?mind\b|\bnot (?:that|this)(?: one)?\b|"
    r"\b(?:don't|do not|no need to|not) (?:record|do|file|submit|want|log) (?:it|that|this)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"代わりに|かわりに|\binstead\b|\brather\b", re.IGNORECASE)
_BESIDE = re.compile(r"も(?!う|し|っと|と)|追加で|\b(?:too|as well|also|and)\b", re.IGNORECASE)
_DENIED = (
    r"(?:{0})[^。、,.]{{0,6}}(?:じゃ|では)な(?:く|い|かった)|(?:{0})の(?:話|件|こと)(?:じゃ|では)な|"
    r"\b(?:not|isn't|wasn't)(?: (?:be|about|for|to|change|raise|the|our|my))*\s+(?:{0})"
)


def declined(state: State, reading: Reading) -> Reading | None:
    """What is left of a message that declines the request which stands open and asks for something else.

    The request is given up in the state, or loses what the message denies of it. None when nothing is declined, or
    nothing else is asked for.
    """
    pending = state.pending
    if pending is None or pending.kind not in ("confirm", "slot") or pending.frame.act != "request":
        return None
    parts = sorted((*reading.told, *reading.segments), key=lambda s: reading.text.find(s.text))
    refusing = [p for p in parts if refuses(p)]
    rest = [p for p in parts if p not in refusing and _asks_for_something(p)]
    if not rest or any(_touches(pending.frame, pending.slots, p) for p in rest):
        return None
    if refusing and any(reading.of(p).agrees for p in rest):
        # "not now. Go ahead with the upgrade": what was asked beside it is not wanted
        return _left(reading, rest) if state.frame != pending.frame else None
    if refusing and parts.index(refusing[0]) < parts.index(rest[0]):
        state.give_up()
        return _left(reading, [p for p in parts if p not in refusing])
    wished = [p for p in rest if p.act != "question" and _said(p.own)]
    if not wished or len(parts) > 1:
        return _without_denied(state, reading, parts) if wished else None
    asked = asked_for(pending.frame)
    in_place = _INSTEAD.search(reading.text) or (
        reading.no and pending.kind == "confirm" and len(asked) == 1 and not _BESIDE.search(wished[0].text)
    )
    if in_place and pending.kind == "confirm":
        state.give_up()
        return replace(reading, no=False, segments=tuple(_as_request(s) for s in reading.segments))
    return _without_denied(state, reading, parts)


def asked_for(frame: Frame) -> list[str]:
    """The items and options that a request asks for."""
    options = [o for k in _OPTIONS for o in frame.slots.get(k, [])]
    return [*[i for i in ITEM_SLOTS if i in frame.slots], *options]


def wanted_alone(frame: Frame, text: str) -> list[str]:
    """The items and options of a request that a text wants alone: "just the licences and the bandwidth", 「帯域だけ」.

    Not those it takes out alone: "drop only the bandwidth".
    """
    words = {n: w.pattern for n, w in {**ITEM_WORDS, **OPTION_WORDS}.items()}
    asked = [n for n in asked_for(frame) if n in words]
    if not asked:
        return []
    one = f"(?:{'|'.join(words[n] for n in asked)})"
    run = re.search(_ALONE.format(one, _LISTED.format(one)), text, re.IGNORECASE)
    if run is None:
        return []
    clause = _SO_FAR.split(text[: run.start()])[-1] + run[0] + _CLAUSE.split(text[run.end() :])[0]
    if not _TAKES_OUT.search(clause):
        return [n for n in asked if re.search(words[n], run[0], re.IGNORECASE)]
    parted = _CLAUSE.search(run[0])  # "drop the region bit, licences only": what stays comes after the comma
    return wanted_alone(frame, text[run.start() + parted.end() :]) if parted else []


def left_out(frame: Frame, segment: Segment) -> list[str]:
    """The items of a request that a text leaves out beside what it sets: "Core instead, and no log setting"."""
    asked = [n for n in VALUES if n in frame.slots and n not in segment.own]
    ways = f"{_LEFT_OUT}|{_LEFT_ASIDE}"
    return [n for n in asked if re.search(ways.format(ITEM_WORDS[n].pattern), segment.text, re.IGNORECASE)]


def left_aside(frame: Frame, segment: Segment) -> list[str]:
    """The items and options beside the request that a text leaves out of it: "leave redundancy out of it"."""
    words = {**ITEM_WORDS, **OPTION_WORDS}
    others = [n for n in words if n not in asked_for(frame) and words[n].search(segment.text)]
    return [n for n in others if re.search(_LEFT_ASIDE.format(words[n].pattern), segment.text, re.IGNORECASE)]


def leaves_out(reading: Reading) -> bool:
    """Whether a message wants all but a part: "leave that out, record the rest", 「それは抜いて、残りで」."""
    rest = "rest" in reading.signals and _WITHOUT.search(reading.text)
    return bool(rest or _ALL_BUT.search(reading.text)) and not any(s.act == "question" for s in reading.segments)


_ALL_BUT = re.compile(
    r"以外(?:で|を|は|の(?:もの|変更|項目|内容))|\b(?:everything|all|the lot|anything)(?: else)? (?:but|except)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"抜[いき]|外し|除[いき]|なし(?:で|に|と)|やめ(?:て|で|ます)|諦め|あきらめ|見送|省[いき]|不要|"
    r"\b(?:leave|leaving|take|taking) (?:\w+ ){0,4}out\b|"
    r"\b(?:drop|skip|without|forget|except|scrap|remove|minus|omit)\w*\b",
    re.IGNORECASE,
)
_LEFT_OUT = (
    r"(?:{0})[^。、,.]{{0,8}}(?:(?:なし|無し)(?:で|に|と|[。、!]|$)|不要|抜き|指定(?:は)?しな|要らな|いらな|外し|"
    r"(?:増やさ|変え|上げ|下げ|足さ|減らさ|変更し|追加し)な(?:くて|い))|"
    r"(?:{0})(?: \w+)? (?:don't|doesn't|do not|does not|need not|needn't) (?:need|have|change|be)|"
    r"\b(?:no|without(?: any)?|forget|drop(?:ping)?|skip(?:ping)?|leave out|leaving out|minus|remove)(?: the| our)?\s+"
    r"(?:{0})"
)
_LEFT_ASIDE = (  # out of the request, and not out of the contract
    r"\b(?:leave|take|keep) (?:the |our )?(?:{0})(?: \w+)? (?:out|aside|alone)\b|"
    r"(?:{0})[^。、,.]{{0,6}}の(?:話|件|こと)(?:は|を|も)?[^。、,.]{{0,4}}(?:なし|置い|抜き|別|忘れ|結構|いい)|"
    r"(?:{0})[^。、,.]{{0,6}}(?:は|を)?(?:入れ|含め)(?:な|ず)|(?:{0})[^。、,.]{{0,3}}は?(?:別に|置いと|置いて)"
)
_NAME = r"{0}(?:[ァ-ヶー一-龠]{{0,6}}|(?: [A-Za-z-]+)?)"  # with the rest of its name: 「ライセンス数」, "proxy option"
_LISTED = _NAME + r"(?:\s*(?:と、?|、|・|および|及び|,? and|,? plus|,|&|\+)\s*(?:the |our )?" + _NAME + ")*"
_COUNT = r"\d[\d,.]*\s*(?:台|本|個|日|ライセンス|M(?:bps)?|G(?:bps)?)?"  # 「サーバ5台だけ」, "just the 5 servers"
_ALONE = (
    r"{1}(?:(?:を|は|が)?\s*" + _COUNT + r"(?:への?|に)?)?(?:の(?:変更|件|方|ほう|分))?\s*(?:だけ|のみ|only\b|alone\b)|"
    r"\b(?:only|just)\s+(?:(?:do|make|change|take|raise|lower|set|record|submit|file)\s+)?(?:the\s+|our\s+)?"
    r"(?:" + _COUNT + r"\s+)?{1}"
)
_CLAUSE = re.compile(r"[。.!?;,、]")
_SO_FAR = re.compile(_CLAUSE.pattern + r"|\b(?:and|but|then)\s+$", re.IGNORECASE)  # "leave X as it is and just do Y"
_TAKES_OUT = re.compile(
    r"(?:だけ|のみ)(?:を|は)?[^。、]{0,6}(?:外|やめ|止め|取り?消|取り?下げ|抜|なし|除|不要|要らな|いらな|キャンセル|"
    r"まま|変え(?:な|ず))|"
    r"\b(?:drop|remove|cancel|leave|keep|take out|take back|withdraw|skip|scrap|without|except|undo|not)\b",
    re.IGNORECASE,
)


def refuses(part: Segment) -> bool:
    """Whether a sentence declines what stands open, and says no more than that."""
    if _said(part.own) or part.residue > _FEW or agrees(part.text):
        return False
    plainly = part.intent == "no" and part.confidence > _PLAINLY
    return plainly or is_no(part.text) or bool(_REFUSES.search(part.text))


def leaves_as_is(part: Segment) -> bool:
    """Whether a sentence, said after a no, wants nothing changed: 「今のままでいい」, "leave things as they are"."""
    return part.act != "question" and part.residue <= _LITTLE and not _said(part.own) and bool(_AS_IS.search(part.text))


_LITTLE = 20  # characters beside names and small words
_AS_IS = re.compile(
    r"(?:今|いま|現状|現在|その|この|元|もと)の?まま|変え(?:ない|なく|ず)|変更(?:は)?(?:しない|なし|不要)|触ら(?:ない|"
    r"ず)|"
    r"\bas (?:it|they|things|we|everything) (?:is|are|stands?)\b|"
    r"\b(?:keep|leave|stay with|stick with) (?:what|the way|how)\b|"
    r"\b(?:don't|do not|no need to|let's not|not) (?:change|touch|alter)\b",
    re.IGNORECASE,
)


def _asks_for_something(part: Segment) -> bool:
    return part.act in ("request", "wish", "question") or _said(part.own)


def _said(own: dict[str, Any]) -> bool:
    return says_something({k: v for k, v in own.items() if k not in ("again", "ordinal")})


def _touches(frame: Frame, slots: Sequence[str], part: Segment) -> bool:
    """Whether a sentence says something of what the request asks for, or of what it still lacks."""
    own = part.own
    said = {i for i in ITEM_SLOTS if i in own} | {o for k in _OPTIONS for o in own.get(k, [])}
    said |= {*own.get("stay", {})} | ({"dates"} & {k for k, v in own.items() if v})
    asked = {*asked_for(frame), *slots, *frame.slots.get("open", {})}
    asked |= {"grade", "grade_to"} if asked & {"grade", "grade_to"} else set()
    asked |= {"dates", "arrival", "desired"} if frame.slots.get("dates") or asked & {"arrival", "desired"} else set()
    loose = bool(own.get("numbers") or own.get("durations"))
    return bool(said & asked) or (loose and not said)


def _without_denied(state: State, reading: Reading, parts: Sequence[Segment]) -> Reading | None:
    """The message beside a request that has lost what it denies: 「帯域ではなくライセンスを700に」."""
    pending = state.pending
    if pending is None:
        return None
    denied = _denied(pending.frame, reading.text)
    if not denied:
        return None
    left = [p for p in parts if _said({k: v for k, v in p.own.items() if k != "items"})]
    if len(denied) == len(asked_for(pending.frame)):
        state.give_up()
    else:
        slots = {k: v for k, v in pending.frame.slots.items() if k not in denied}
        for key in _OPTIONS:
            slots[key] = [o for o in slots.get(key, []) if o not in denied]
        slots = {k: v for k, v in slots.items() if v not in (None, [], {})}
        state.pending = replace(pending, frame=replace(pending.frame, slots=slots))
    return replace(_left(reading, [_as_request(p) for p in left]), no=False)


def _as_request(part: Segment) -> Segment:
    """A value told in the place of what was requested, as the request it is: "no, the licences should be 800"."""
    if part.act == "question" or not any(k in part.own for k in (*ITEM_SLOTS, *_OPTIONS)):
        return part
    return replace(part, act="request", ranked=(("change_request", 1.0), *part.ranked))


def _denied(frame: Frame, text: str) -> list[str]:
    """The items and options of a request that a text says are not meant."""
    words = {**ITEM_WORDS, **OPTION_WORDS}
    named = [n for n in asked_for(frame) if n in words]
    denied = [n for n in named if re.search(_DENIED.format(words[n].pattern), text, re.IGNORECASE)]
    return [*denied, *["grade_to"] * ("grade" in denied and "grade_to" in frame.slots)]


def _left(reading: Reading, parts: Sequence[Segment]) -> Reading:
    """The reading of some sentences of a message, as if they had been said alone."""
    if len(parts) == 1:
        return reading.of(parts[0])
    text = " ".join(p.text for p in parts)
    segments = tuple(p for p in parts if p in reading.segments) or tuple(parts)
    told = tuple(p for p in parts if p not in segments)
    slots = merge([p.own for p in parts])
    said = signals(text)
    return replace(
        reading,
        text=text,
        segments=segments,
        told=told,
        slots=slots,
        signals=said,
        yes=False,
        no=False,
        pick=pick(text),
    )
