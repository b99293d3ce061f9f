"""One message in, one reading out: what it asks, with which values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from assistant.language.acts import Act, act, agrees, is_no, is_yes, signals
from assistant.language.bounds import shortened
from assistant.language.concepts import concepts
from assistant.language.entities import extract, mask
from assistant.language.features import fold
from assistant.language.forms import said_as
from assistant.language.model import Entity
from assistant.language.moves import pick
from assistant.language.openers import Opening, opening
from assistant.language.sentences import is_numbered, sentences
from assistant.language.slots import VALUES, Slots, as_background, gather, has_options, has_possession, merge
from assistant.language.tongues import is_of_no_language, locale_of, switched

_SPACES = re.compile(r"\s{3,}")
_TAG = re.compile(r"<[^<>]{0,400}>")
_FILLER = re.compile(
    r"[\s、。,.!?:;'\"()\[\]/・~ー…-]+|"
    r"(?:じゃあ?|では|それなら|それ|でしたら|だったら|なら|だと|とか|って|です(?:か)?|でした|でしょう(?:か)?|"
    r"ます(?:か)?|でも?|は|を|が|の|に|も|で|と|へ|ね|よ|"
    r"あと|また|ちなみに|場合|今度|その|この|同じ|もし|どうなり?|どうなる|どう|いかが|ほう|方|した|して|する|たら|"
    r"とし|あ、|やっぱり?|すみません|失礼|間違い|正しくは|ください|お願いし|"
    r"なるほど|わかりました|分かりました|了解|承知|ありがとう(?:ございます)?|えっと|ええと|うーん|ごめん|"
    r"書いてあ|書かれて|使え|可能|でき|いけ|大丈夫|平気|いい|良い|ok)|"
    r"\b(?:and|what|about|how|for|the|a|an|on|in|at|with|then|ok|okay|so|it|that|this|is|of|to|if|we|our|or|grade|"
    r"one|please|say|says|said|be|would|will|"
    r"could|can|should|does|do|did|was|were|had|have|has|been|work|works|same|instead|no|wait|sorry|actually|i|"
    r"mean|meant|make|fine|right|possible|allowed|"
    r"available|all|those|these|there|them|they|us|you|your|by|but|case|also|too|even|just|only|alright|yes|hm+|oh|"
    r"ah)\b",
    re.IGNORECASE,
)
# Greetings and closings of a mail: they ask for nothing.
_COURTESY = re.compile(
    r"\s*(?:(?:平素|いつも|大変|日頃)(?:より|から)?[^。]{0,20}(?:お世話|ありがと|有難|御礼|ご高配|ご愛顧)[^。]{0,16}|"
    r"お世話になって[^。]{0,10}|"
    r"お疲れ(?:さま|様)[^。]{0,6}|(?:どうぞ|何卒|なにとぞ|以上)?[、,]?\s*(?:よろしく|宜しく)\s*(?:お願い|"
    r"おねがい)[^。]{0,10}|"
    r"(?:お手数|ご多忙|恐れ入り|恐縮|お忙し)[^。]{0,14}(?:ですが|ますが|ところ)?|こんにちは|はじめまして|初めまして|"
    r"(?:どうも)?(?:ありがとう|有難う)(?:ございます|ございました)?|どうも|"
    r"(?:many |kind |best |warm )*(?:thanks|thank you|regards|wishes|cheers|ta)(?: (?:so much|"
    r"very much|in advance|again|all|"
    r"a (?:lot|million|bunch)|for your (?:help|time|support|assistance)))*|"
    r"(?:hi|hiya|hello|hey|dear|(?:good )?(?:morning|afternoon|evening))(?: (?:there|"
    r"all|team|iij|sir|madam|folks|support|or))*|"
    r"quick (?:one|question)|sorry to bother(?: you)?|(?:hope|trust) (?:this|you)[^.]*well|yours \w+)[\s。.,!:、-]*",
    re.IGNORECASE,
)
# The same at the edges of a sentence that asks: "Hi there :) We have ...", 「…お願いします、ありがとうございます」.
_OPENING = re.compile(
    r"\s*(?:(?:hi|hiya|hello|hey|dear|(?:good )?(?:morning|afternoon|evening))(?: (?:there|all|team|iij|sir|"
    r"madam|folks|"
    r"support|guys|everyone))*|(?:many )?thanks|thank you|cheers|こんにちは|こんばんは|おはようございます|"
    r"お疲れ(?:さま|様)(?:です)?|はじめまして|ありがとう(?:ございます)?|(?:quick|two|three|four|several|"
    r"a (?:few|couple of)|some|[2-9])"
    r"(?: quick| short| more)?(?: (?:one|question|thing|point)s?)(?: (?:for you|please))?)"
    r"(?:\s*[:;][-']?[)D(P]|[\s、。,!:;~-])+(?=\S)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:[\s、。,!.]|-+|(?<=ます)|(?<=です))+(?:(?:many |kind |best |warm )*(?:thanks|thank you|thx|cheers|ta|regards)"
    r"(?: (?:so much|very much|in advance|again|all|a (?:lot|million|bunch)))*|"
    r"(?:どうも)?(?:ありがとう|有難う)(?:ございます|ございました)?|助かります)[\s。.!~ー:)^]*\Z",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\bselect\b.{1,60}\bfrom\s+\w|\binsert\s+into\b|\bupdate\s+\w+\s+set\b|\bdelete\s+from\b|"
    r"\b(?:drop|alter|create)\s+table\b|\A\s*<script[^>]*>[^<]*</script>\s*\Z|"
    r"\bdef \w+\(|\bfunction\s*\w*\(|\bcurl\s+-|[{,]\s*\"\w+\"\s*:|\b(?:console\.log|System\.out|print)\(|"
    r"^\s*(?:import|#include)\s+\S+|\bfor\s*\(\s*(?:int|let|var)\b|'\s*(?:or|OR)\s*'?1'?\s*=|=>\s*\{",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:、(?:あと|それと|ついでに|加えて)、?|および|及び|ならびに|並びに|それから|(?<![ぁ-ゖ])と(?!い[うえ]|し|き|の|は|も|こ|り)[、,]?|"
    r"(?<![ぁ-ゖ])[、・]|"
    r"[/&+＋]|,?\s(?:and|plus|as well as)\s)\s*"
)
# What asks for both of two subjects and is no part of the second: 「AとBと、両方教えて」.
_TELL_BOTH = re.compile(
    r"(?:とを?|を|、|と、)?\s*(?:両方|どちらも|どっちも|それぞれ|2つ|二つ)(?:とも)?を?、?(?:教え|おしえ|知りた|"
    r"お願い|ご教示)[^。]*\Z"
)
_TWO_NOUNS = 2  # characters beside names that each of two subjects joined by "and" must have
_SURE_OF_EACH = 0.6
_MOST_JOINTS = 3
_LONGEST_OF_TWO = 400  # characters: a longer sentence is a list, and each try reads all of it again
_ASKER_WEIGHT = 0.6  # weight of the asking sentence beside the whole message; set by the evaluation set
_LEAST_WEIGHT = 0.15
_TELLING = 50  # characters beside names and small words that make a sentence speak for itself
_FACTS = (
    "services",
    "dates",
    "datetimes",
    "durations",
    "counts",
    "money",
    "grade_now",
    "now",
    "cause",
    "total",
    "basis",
    "via",
)
# Intents that never stand beside another in one sentence: talk about the talk, and comparing two things.
_ALONE = frozenset(
    {
        *(
            "out_of_scope",
            "service_compare",
            "grade_compare",
            "yes",
            "no",
            "thanks",
            "greeting",
            "help",
            "restart",
            "undo",
        ),
        *("why", "remedy", "which_article", "show_text", "human", "insult_or_frustration", "who_are_you", "choices"),
        *(
            "change_request",
            "combined_change",
            "configuration_check",
            "service_switch",
            "clause_lookup",
            "no_guarantee",
        ),
    }
)
_MAX_SENTENCES = 40  # bounds the work for one message; a mail with more sentences is read as one stretch


def _fewer(run: re.Match[str]) -> str:
    """A long run of spaces or empty lines says no more than a short one, and costs every pattern its length squared."""
    return "\n\n" if "\n" in run[0] else " "


class Ranker(Protocol):
    """The intent matcher, as far as this module needs it."""

    def rank(self, masked_text: str, limit: int = 10) -> list[tuple[str, float]]:
        """The likeliest intents with their probabilities."""
        ...


@dataclass(frozen=True, slots=True)
class Segment:
    """One question or request of a message.

    `ranked` holds intents with probabilities, best first. `slots` are those of the segment with the background of
    the message underneath; `own` only those of its own words. `residue` counts the characters beside names, values
    and small words: 0 for "Completeなら？".
    """

    text: str
    act: Act
    ranked: tuple[tuple[str, float], ...]
    slots: Slots
    own: Slots
    residue: int

    @property
    def intent(self) -> str | None:
        """The likeliest intent."""
        return self.ranked[0][0] if self.ranked else None

    @property
    def confidence(self) -> float:
        """The probability of the likeliest intent."""
        return self.ranked[0][1] if self.ranked else 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole message understood.

    `segments` are what it asks or requests, `told` the sentences beside them that only tell something, in their
    order. `pick` is which of several things offered it takes (see moves). `only_language`: it says nothing but in
    which language to go on.
    """

    text: str
    locale: str
    segments: tuple[Segment, ...]
    slots: Slots
    signals: frozenset[str]
    yes: bool
    no: bool
    agrees: bool
    entities: tuple[Entity, ...] = field(default=(), repr=False)
    ideas: frozenset[str] = frozenset()
    pick: Mapping[str, Any] = field(default_factory=dict)
    told: tuple[Segment, ...] = ()
    only_language: bool = False

    def of(self, segment: Segment) -> Reading:
        """The reading of one of its segments, as if it had been said alone."""
        text = segment.text
        return replace(
            self,
            text=text,
            segments=(segment,),
            slots=segment.own,
            signals=signals(text),
            yes=is_yes(text),
            no=is_no(text),
            agrees=agrees(text),
            pick=pick(text),
            told=(),
        )


class Understander:
    """Reads messages with a trained matcher; pure: the same text on the same day gives the same reading."""

    def __init__(self, matcher: Ranker) -> None:
        self._matcher = matcher

    def read(self, text: str, today: date, locale: str | None = None, so_far: str | None = None) -> Reading:
        """A message of up to 4,000 characters as typed.

        `locale` None follows the language of the text; a text without any (「500M」) goes on in `so_far`, the language
        of the conversation.
        """
        plain, turned = switched(shortened(_SPACES.sub(_fewer, _TAG.sub(" ", text))))
        language = turned or (so_far if so_far and is_of_no_language(plain) else locale_of(plain))
        whole_text = said_as(plain)
        lead = opening(whole_text)
        said = whole_text[lead.end :]
        entities = extract(said, today, language)
        spans = list(sentences(said))
        if len(spans) > _MAX_SENTENCES:
            spans = [(0, len(said))]
        parts = _parts(said, spans, entities, language)
        if len(parts) == 1 and lead.end and parts[0].act == "statement":
            parts[0].act = act(whole_text.strip(), language)  # "make it 700" asks for it to be done
        asking = _askers(parts)
        if len(parts) > 1 and not asking:
            # Statements only are one thing told: 「うちの機器は関係ない。IIJの障害。」
            all_told = _Part(said, (0, len(said)), entities, language)
            all_told.act = "statement"
            all_told.slots = all_told.told = merge([p.told for p in parts])
            parts = asking = [all_told]
        askers = self._split(asking, said, entities, language)
        background = [p for p in parts if not any(a.start >= p.start and a.end <= p.end for a in askers)]
        under = [p.told for p in background]
        whole = self._matcher.rank(" ".join(p.masked.strip() for p in parts)) if len(parts) > 1 else []
        told = (
            self._matcher.rank(" ".join(p.masked.strip() for p in background)) if background and len(askers) > 1 else []
        )
        shared = [_shared(p, askers) for p in askers]
        segments = tuple(
            self._segment(p, merge([*under, extra, p.slots]), whole if len(askers) == 1 else told, len(askers))
            for p, extra in zip(askers, shared, strict=True)
        )
        no = is_no(said) or (_declines(lead) and bool(lead.end))
        return Reading(
            text=whole_text,
            locale=turned or locale or language,
            segments=segments,
            slots=merge([*under, *[p.slots for p in askers]]),
            signals=signals(whole_text)
            | (signals(said) if lead.end else frozenset())
            | _opened(lead)
            | ({"courtesy"} if _COURTESY.fullmatch(whole_text) else frozenset())
            | ({"code"} if _CODE.search(unicodedata.normalize("NFKC", text)) else frozenset()),
            ideas=frozenset(concepts(fold(said))),
            yes=is_yes(said) and not no,
            no=no,
            agrees=agrees(said) and not no,
            entities=tuple(replace(e, start=e.start + lead.end, end=e.end + lead.end) for e in entities),
            pick=pick(said),
            told=tuple(self._segment(p, p.told, [], 0) for p in background),
            only_language=turned is not None and not whole_text.strip(" \t\n。、,.!?:;"),
        )

    def _split(self, askers: list[_Part], said: str, entities: Sequence[Entity], language: str) -> list[_Part]:
        """The askers, with one that names two subjects taken as two: 「SLAの有無と解約予告期間」."""
        found: list[_Part] = []
        for part in askers:
            found.extend(self._halves(part, said, entities, language) or [part])
        return found

    def _halves(self, part: _Part, said: str, entities: Sequence[Entity], language: str) -> list[_Part] | None:
        if part.act not in ("question", "statement") or len(part.text) > _LONGEST_OF_TWO:
            return None
        joints = [m for m in _AND.finditer(part.text) if m.start() > 0 and m.end() < len(part.text)]
        for joint in joints[:_MOST_JOINTS]:
            if any(e.start < part.start + joint.end() and part.start + joint.start() < e.end for e in entities):
                continue
            left = _Part(said, (part.start, part.start + joint.start()), entities, language)
            asks = _TELL_BOTH.search(part.text, joint.end())
            right = _Part(
                said, (part.start + joint.end(), part.start + asks.start() if asks else part.end), entities, language
            )
            if part.act == "statement" and _says_value(left.slots) and _says_value(right.slots):
                continue  # 「帯域は1G、ログは90日で」 tells two values of one thing
            if min(left.residue, right.residue) < _TWO_NOUNS or _COURTESY.fullmatch(left.text):
                continue
            (one, first), (other, second) = self._matcher.rank(left.masked)[0], self._matcher.rank(right.masked)[0]
            if one != other and min(first, second) >= _SURE_OF_EACH and not _ALONE & {one, other}:
                right.of = left.of
                return [left, right]
        return None

    def _segment(self, part: _Part, slots: Slots, whole: Sequence[tuple[str, float]], askers: int) -> Segment:
        ranked = self._matcher.rank(part.masked)
        if whole and (askers == 1 or (part.residue <= _TWO_NOUNS and not part.slots)):
            ranked = _mixed(ranked, whole, part.residue / _TELLING)
        return Segment(part.text.strip(), part.act, tuple(ranked), slots, part.slots, part.residue)


def _declines(lead: Opening) -> bool:
    """Whether a text opens with a refusal that is none of what was said before only: "no wait, three" is not one."""
    return "declines" in lead.kinds and "corrects" not in lead.kinds


def _opened(lead: Opening) -> frozenset[str]:
    """The signals that an opening gives to what comes after it."""
    if not lead.end:
        return frozenset()
    corrects = {"correction"} if lead.kinds & {"corrects", "declines"} else set()
    return frozenset(corrects | (lead.kinds & {"acknowledges"}))


def _says_value(slots: Slots) -> bool:
    """Whether slots hold the value of a contract item."""
    return any(v in slots for v in VALUES)


def _shared(part: _Part, askers: Sequence[_Part]) -> Slots:
    """Facts told in another question of the message that this one leaves out: its dates, its contract, its outage."""
    found: Slots = {}
    before = True
    for other in askers:
        if other is part:
            before = False
            continue
        for key in _FACTS:
            # A service named in a later question says nothing of an earlier one, but it is that of a whole sentence.
            if key in other.slots and key not in part.slots and (before or key != "services" or other.of == part.of):
                found.setdefault(key, other.slots[key])
        if "dates" in part.slots and "dates" in other.slots:
            roles = {d["role"] for d in part.slots["dates"]}
            found["dates"] = [d for d in other.slots["dates"] if d["role"] and d["role"] not in roles]
    return found


class _Part:
    """One sentence with what was found in it; `about` is the contract item an earlier one spoke of."""

    def __init__(
        self, text: str, span: tuple[int, int], entities: Sequence[Entity], locale: str, about: str | None = None
    ) -> None:
        start, end = span
        self.start, self.end = start, end
        self.of = start  # where the sentence begins that it is a part of
        self.text = text[start:end]
        inside = [
            Entity(e.type, e.text, e.start - start, e.end - start, e.value, e.extra)
            for e in entities
            if start <= e.start and e.end <= end
        ]
        self.masked = mask(self.text, inside)
        self.act: Act = act(self.text.strip(), locale)
        self.slots = gather(self.text, inside, about)
        has = has_possession(self.text) and self.act != "request"
        options = self.act == "statement" and has_options(self.text)
        self.told: Slots = as_background(self.slots, options=options) if has else self.slots
        bare = self.text
        for entity in sorted(inside, key=lambda e: -e.start):
            bare = bare[: entity.start] + " " + bare[entity.end :]
        self.residue = len(_FILLER.sub("", bare))


def _parts(said: str, spans: Sequence[tuple[int, int]], entities: Sequence[Entity], locale: str) -> list[_Part]:
    """The sentences of a message without greetings and closings, unless there is nothing else."""
    telling = [(start, end) for start, end in spans if not _COURTESY.fullmatch(said, start, end)] or spans
    parts: list[_Part] = []
    about: str | None = None
    for start, end in (_bare(said, span, entities, locale) for span in telling):
        part = _Part(said, (start, end), entities, locale, about)
        items = [i for i in part.slots.get("items", []) if i in VALUES]
        told = {*part.slots, *part.slots.get("now", {})}
        items = items or [v for v in ("licences", "bandwidth", "concurrent") if v in told]
        about = items[-1] if items else about
        seen = {d for p in parts for d in p.slots.get("durations", [])}
        if seen & set(part.slots.get("durations", [])) and len(part.slots["durations"]) == 1 == len(seen):
            del part.slots["durations"]  # said again in another sentence: the same outage
        parts.append(part)
    _without_limits(parts)
    if is_numbered(said) and not any(p.act in ("request", "wish") for p in parts):
        for part in parts:
            if said[: part.start].rstrip().endswith(")"):
                part.act = "question"  # 「(1) ZTNAの最低利用期間 (2) ...」 asks for each
    return parts


def _without_limits(parts: Sequence[_Part]) -> None:
    """Leave only the lengths that something took, where another sentence names a limit beside them."""
    limits = [p for p in parts if p.slots.get("threshold")]
    if not any(p.slots.get("durations") for p in parts if p not in limits):
        return
    for part in limits:
        part.slots = {k: v for k, v in part.slots.items() if k not in ("threshold", "durations")}
        part.told = {k: v for k, v in part.told.items() if k not in ("threshold", "durations")}


def _bare(said: str, span: tuple[int, int], entities: Sequence[Entity], locale: str) -> tuple[int, int]:
    """A sentence without a greeting before it and thanks after it, when what is left asks or names something."""
    start, end = span
    opening = _OPENING.match(said, start, end)
    begin = opening.end() if opening else start
    closing = _CLOSING.search(said[begin:end])
    stop = begin + closing.start() if closing else end
    if (begin, stop) == span:
        return span
    asks = act(said[begin:stop].strip(), locale) != "statement"
    named = any(begin <= e.start and e.end <= stop for e in entities)
    return (begin, stop) if asks or named else span


_HANDLE = re.compile(
    r"手続き?|対応|処理|手配|取り?計ら|検討|(?:変更|反映|登録|申請|設定)(?:を|して)|お願い(?:し|いた|でき)|"
    r"\b(?:arrange|process|action|proceed|"
    r"go ahead|see to|take care|handle|(?:change|do|switch|raise|update|fix|make|get|set) (?:it|this|that|them|"
    r"those|these)|"
    r"make (?:the|these|those) changes?)\b",
    re.IGNORECASE,
)


def _only_asks_to_act(part: _Part) -> bool:
    """Whether a sentence only asks that what was said be done."""
    return part.act == "request" and not part.slots and bool(_HANDLE.search(part.text))


def _askers(parts: list[_Part]) -> list[_Part]:
    """The sentences that ask or request; without any, those that wish; none when several only tell something."""
    for wanted in (("question", "request"), ("wish",)):
        found = [p for p in parts if p.act in wanted]
        wishes = [p for p in parts if p.act == "wish" and p.slots]
        if found and wishes and all(_only_asks_to_act(p) for p in found):
            for part in wishes:
                part.act = "request"  # 「200Mへの引下げを希望いたします。お手続きください」
            return wishes
        if found:
            return found
    return parts if len(parts) < 2 else []


def _mixed(
    ranked: Sequence[tuple[str, float]], whole: Sequence[tuple[str, float]], telling: float
) -> list[tuple[str, float]]:
    """The asking sentence and the whole message weighed: "Doable?" says little, a full question nearly all."""
    weight = min(_ASKER_WEIGHT, max(_LEAST_WEIGHT, telling))
    chances: dict[str, float] = {}
    for name, chance in ranked:
        chances[name] = weight * chance
    for name, chance in whole:
        chances[name] = chances.get(name, 0.0) + (1 - weight) * chance
    return sorted(chances.items(), key=lambda pair: -pair[1])
