"""The sentences of a message: what each says, and which of them ask."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from assistant.language.acts import Act, act
from assistant.language.entities import mask
from assistant.language.model import VALUES, Entity
from assistant.language.pleasantries import is_pleasantry
from assistant.language.possession import as_background, has_options, has_possession
from assistant.language.redundancy import turned
from assistant.language.screening import Screened
from assistant.language.sentences import is_numbered, sentences
from assistant.language.slots import Slots, gather, merge

_FILLER = re.compile(
    r"[\s、。,.!?:;'\"()\[\]/・~ー…-]+|"
    r"(?=[^ -~]|ok)"
    r"(?:じゃあ?|では|それなら|それ|でしたら|だったら|なら|だと|とか|って|です(?:か)?|でした|でしょう(?:か)?|"
    r"ます(?:か)?|でも?|は|を|が|の|に|も|で|と|へ|ね|よ|"
    r"あと|また|ちなみに|場合|今度|その|この|同じ|もし|どうなり?|どうなる|どう|いかが|ほう|方|した|して|する|たら|"
    r"とし|あ、|やっぱり?|すみません|失礼|間違い|正しくは|ください|お願いし|"
    r"なるほど|わかりました|分かりました|了解|承知|ありがとう(?:ございます)?|えっと|ええと|うーん|ごめん|"
    r"書いてあ|書かれて|使え|可能|でき|いけ|大丈夫|平気|いい|良い|ok)|"
    r"\b(?=[a-z])(?:and|what|about|how|for|the|a|an|on|in|at|with|then|ok|okay|so|it|that|this|is|of|to|if|we|our|or|"
    r"grade|"
    r"one|please|say|says|said|be|would|will|"
    r"could|can|should|does|do|did|was|were|had|have|has|been|work|works|same|instead|no|wait|sorry|actually|i|"
    r"mean|meant|make|fine|right|possible|allowed|"
    r"available|all|those|these|there|them|they|us|you|your|by|but|case|also|too|even|just|only|alright|yes|hm+|oh|"
    r"ah)\b",
    re.IGNORECASE,
)
_DEMANDED_AFTER = re.compile(
    r"\s*(?:間|分|以上)?の?(?:ログ)?(?:の)?(?:保存|保管)?(?:期間)?(?:を|が|は|で)?"
    r"(?:求め(?:られ|て)|要求(?:され|し)|義務(?:付|づ)け|指示され|言われ|希望し)"
)
_PIECES = re.compile(r"[.!?。！、,;:\n~〜)(]+(?:\s|$)|[。！、\n]+")
_DEMANDED = re.compile(
    r"\b(?:wants?|demands?|requires?|insists? on|asks? for|asked for|calls? for|needs?|expects?|(?:is|are) asking for)"
    r"(?: us to (?:keep|have|store|hold))?(?: at least| about)?\s*\Z",
    re.IGNORECASE,
)
# Greetings and closings of a mail: they ask for nothing.
COURTESY = Screened(
    r"\s*(?:(?:平素|いつも|大変|日頃)(?:より|から)?[^。]{0,20}(?:お世話|ありがと|有難|御礼|ご高配|ご愛顧)[^。]{0,16}|"
    r"お世話になって[^。]{0,10}|"
    r"お疲れ(?:さま|様)[^。]{0,6}|(?:どうぞ|何卒|なにとぞ|以上)?[、,]?\s*(?:よろしく|宜しく)\s*(?:お願い|"
    r"おねがい)[^。]{0,10}|"
    r"(?:と(?:の|いう)?)?(?:お?問い?合わ?せ|相談|連絡)(?:が)?(?:あり|来て(?:い|お)?(?:る|ます|り)|入って(?:い)?(?:る|"
    r"ます))(?:ました|ます)?|"
    r"(?:回答|返信|返答)(?:案|文|例)(?:を|の)?[^。]{0,12}(?:ください|下さい|お願い[^。]{0,8}|作成|欲しい|ほしい|求む)?|"
    r"(?:please )?(?:draft|suggest|write|give me) (?:me )?(?:a|the|an) (?:reply|answer|response)[^.]{0,24}|"
    r"(?:お手数|ご多忙|恐れ入り|恐縮|お忙し)[^。]{0,14}(?:ですが|ますが|ところ)?|こんにちは|はじめまして|初めまして|"
    r"(?:どうも)?(?:ありがとう|有難う)(?:ございます|ございました)?|どうも|"
    r"(?:many |kind |best |warm )*(?:thanks|thank you|regards|wishes|cheers|ta)(?: (?:so much|"
    r"very much|in advance|again|all|"
    r"a (?:lot|million|bunch)|for your (?:help|time|support|assistance)))*|"
    r"(?:hi|hiya|hello|hey|dear|(?:good )?(?:morning|afternoon|evening))(?: (?:there|"
    r"all|team|iij|sir|madam|folks|support|or))*|"
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening))[,!.]? )?(?:is |are )?(?:any(?:one|body)|some(?:one|"
    r"body)) (?:in|there|home|around|about|out there|online)(?: today|"
    r" now)?\??|"
    r"(?:that|this|it)(?:'s| has| is)? (?:all )?(?:clears?|cleared|settles?|settled|answers?|answered|explains?|"
    r"explained|clear)"
    r"(?: (?:it|that|things|everything|my questions?|all i needed))?(?: up)?(?: (?:for me|nicely|perfectly|now))?|"
    r"(?:i'm |we're )?much obliged(?: to you)?|(?:i'm |we're |you're )?(?:all set|all sorted)(?: then| now)?|"
    r"(?:you've been|that was|you were|that's been) (?:a (?:great|big|real|huge) help|(?:very |most |really |super "
    r")?(?:helpful|kind|quick|useful))|"
    r"that(?:'s| is| was) (?:all|everything|what|exactly what|just what) (?:i|we) (?:need(?:ed)?|wanted|was after|"
    r"were after)(?: to know)?(?: for (?:now|today))?|"
    r"back to (?:my|the|our) (?:\w+ ?){1,3}(?: now| then)?|(?:i'll|i will|i'd better|time to) get back to (?:work|it|"
    r"my \w+)(?: now)?|"
    r"(?:おかげ(?:さま|様)?で)?(?:すっきり|スッキリ|すぐ|無事)?(?:に)?解決(?:し|できまし)(?:た|ました)|(?:よく|"
    r"大変よく|だいたい|全部)?(?:わか|分か)りました|"
    r"(?:大変|とても|本当に|非常に)?(?:助かり|参考になり|勉強になり)ました|(?:仕事|作業|業務|会議)に戻ります(?:ね)?|"
    r"(?:聞きたいことは|質問は)?以上です|"
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
_CLOSING = Screened(
    r"(?:[\s、。,!.]|-+|(?<=ます)|(?<=です))+(?:(?:many |kind |best |warm )*(?:thanks|thank you|thx|cheers|ta|regards)"
    r"(?: (?:so much|very much|in advance|again|all|a (?:lot|million|bunch)))*|"
    r"(?:どうも)?(?:ありがとう|有難う)(?:ございます|ございました)?|助かります)[\s。.!~ー:)^]*\Z",
    re.IGNORECASE,
)


_TURNS_TO_WISH = Screened(
    r"(?:契約|利用|使っ|加入|運用|お使い)[^、。]{0,14}(?:が|けど|けれども?|ので|ため)[、,]|"
    r"(?:\b(?:have|are (?:on|at|with)|use|run|currently)|'re (?:on|at|with))\b[^.;]{0,60}?(?:, (?:but|and|so)|;| but|"
    r" and) (?=(?:we|I|our)\b)|"
    r"(?:\b(?:is|are|has|have|holds?|runs?|uses?)|'re|'m)\b[^.;?]{0,60}?,? (?:and|but)(?: \w+){0,3}? "
    r"(?=(?:wants?|would like|needs?|wish(?:es)?|asks?|plans?|intends?)\b)",
    re.IGNORECASE,
)


_WOULD_TAKE = Screened(  # what a supposed contract is to have: "we're at 1G, and we'd pick 360 for the logs"
    r"\b(?:we|i|they|he|she)(?:'d| would) (?:then |probably |also )?(?:pick|choose|select|take|opt for|go (?:for|"
    r"with))\b",
    re.IGNORECASE,
)
_LEADS_OVER = re.compile(
    r"^\s*(?:あと|それと|それから|ちなみに|ついでに|なお|また|and|also|plus|oh)(?![でにはもか])(?:、|,|\s)*(?=\S)",
    re.IGNORECASE,
)


class Part:
    """One sentence with what is found in it; `about` is the contract item an earlier one spoke of.

    What it says is worked out when it is asked for: of most halves of a sentence, little is.
    """

    def __init__(
        self, text: str, span: tuple[int, int], entities: Sequence[Entity], locale: str, about: str | None = None
    ) -> None:
        start, end = span
        self.start, self.end = start, end
        self.of = start  # where the sentence begins that it is a part of
        self.text = text[start:end]
        self._locale = locale
        self._about = about
        self._entities = [
            Entity(e.type, e.text, e.start - start, e.end - start, e.value, e.extra)
            for e in entities
            if start <= e.start and e.end <= end
        ]
        self.ranked: list[tuple[str, float]] | None = None  # the intents of its words, once they were asked for

    @cached_property
    def masked(self) -> str:
        """The text with its values masked, without what only leads over to it: 「あと、ログは選べますか」."""
        text = mask(self.text, self._entities)
        return _LEADS_OVER.sub("", text) if self.start else text

    @cached_property
    def _said(self) -> Act:
        return act(self.text.strip(), self._locale)

    @cached_property
    def act(self) -> Act:
        """What the sentence does, by its own words until it is set by what stands around it."""
        return self._said

    @cached_property
    def slots(self) -> Slots:
        """The slots of the sentence."""
        return self._sides[0]

    @cached_property
    def told(self) -> Slots:
        """The slots as background of another sentence: what someone has is there now."""
        return self._sides[1]

    @cached_property
    def residue(self) -> int:
        """How many characters stand beside names, values and small words."""
        bare = self.text
        for entity in sorted(self._entities, key=lambda e: -e.start):
            bare = bare[: entity.start] + " " + bare[entity.end :]
        return len(_FILLER.sub("", bare))

    @cached_property
    def _sides(self) -> tuple[Slots, Slots]:
        """The slots of the sentence, and the same as background."""
        inside, about = self._entities, self._about
        slots = gather(self.text, inside, about)
        if self._said == "request" or not has_possession(self.text):
            return slots, slots
        turns = self._said == "wish" or _WOULD_TAKE.search(self.text)
        turn = _TURNS_TO_WISH.search(self.text) if turns else None
        if turn is not None:  # 「500で契約していますが、700にしたい」: only what stands before is there now
            before = [e for e in inside if e.end <= turn.end()]
            after = [e for e in inside if e.start >= turn.end()]
            slots = merge([as_background(gather(self.text, before, about)), gather(self.text, after, about)])
            return slots, slots
        first = min((e.start for e in inside if e.type == "option"), default=0)
        options = self._said == "statement" and has_options(self.text, first)
        wished = [e for e in inside if e.type in VALUES and _is_demanded(self.text, e)]
        if wished:  # "the auditor wants 180 days of logs and we're on Core": of the two, only Core is there now
            rest = [e for e in inside if e not in wished]
            background = as_background(gather(self.text, rest, about), options=options)
            return slots, merge([background, gather(self.text, wished, about)])
        return slots, as_background(slots, options=options)


def _is_demanded(text: str, value: Entity) -> bool:
    """Whether a value is what somebody wants, in a sentence that tells what there is."""
    return bool(_DEMANDED.search(text, 0, value.start) or _DEMANDED_AFTER.match(text, value.end))


def is_courtesy(text: str) -> bool:
    """Whether a text greets, thanks or takes leave, sentence by sentence, and says nothing else."""
    said = [piece for piece in _PIECES.split(text) if piece.strip()]
    return bool(said) and all(COURTESY.fullmatch(piece) for piece in said)


def is_small_talk(text: str) -> bool:
    """Whether a text is only friendly: it greets or not, and speaks of the weather, the weekend, how one is."""
    said = [text[start:end] for start, end in sentences(text)]
    friendly = [is_pleasantry(piece) or is_pleasantry(_OPENING.sub("", piece, count=1)) for piece in said]
    return any(friendly) and all(so or is_courtesy(piece) for so, piece in zip(friendly, said, strict=True))


def parts_of(said: str, spans: Sequence[tuple[int, int]], entities: Sequence[Entity], locale: str) -> list[Part]:
    """The sentences of a message without greetings and closings, unless there is nothing else."""
    telling = [(start, end) for start, end in spans if not COURTESY.fullmatch(said, start, end)] or spans
    telling = [(start, end) for start, end in telling if not is_pleasantry(said[start:end])] or telling
    parts: list[Part] = []
    about: str | None = None
    for start, end in (_bare(said, span, entities, locale) for span in telling):
        part = Part(said, (start, end), entities, locale, about)
        items = [i for i in part.slots.get("items", []) if i in VALUES]
        told = {*part.slots, *part.slots.get("now", {})}
        items = items or [v for v in _TAKES_NUMBERS if v in told]
        items = items or (["servers"] if _OF_SERVERS.search(part.text) else [])
        about = items[-1] if items else about
        seen = {d for p in parts for d in p.slots.get("durations", [])}
        if seen & set(part.slots.get("durations", [])) and len(part.slots["durations"]) == 1 == len(seen):
            del part.slots["durations"]  # said again in another sentence: the same outage
        parts.append(part)
    _without_limits(parts)
    _regions_of_contract(parts)
    _redundancy_turned(parts)
    if _POSTED.search(said):
        _mark_posted(parts)
    if is_numbered(said) and not any(p.act in ("request", "wish") for p in parts):
        for part in parts:
            if said[: part.start].rstrip().endswith(")"):
                part.act = "question"  # 「(1) ZTNAの最低利用期間 (2) ...」 asks for each
    return parts


_OF_SERVERS = Screened(r"サーバ|\b(?:mobility )?servers?\b", re.IGNORECASE)
_POSTED = Screened(
    r"(?:ポスト|郵便)(?:に|で)?(?:入れ|投函|出し)(?:た|て|まし)|投函(?:し)?(?:た|て|まし)|(?:already |"
    r"just )\b(?:posted|mailed)\b|\bin the (?:post|mail)\b",
    re.IGNORECASE,
)


def _mark_posted(parts: Sequence[Part]) -> None:
    """Take days without a part of their own for that of posting: 「紙を投函した。今日から数える？」."""
    told = [d for p in parts for d in p.slots.get("dates", [])]
    if not any(d["role"] for d in told):
        for day in told:
            day["role"] = "sent"


def _without_limits(parts: Sequence[Part]) -> None:
    """Leave only the lengths that something took, where another sentence names a limit beside them."""
    limits = [p for p in parts if p.slots.get("threshold")]
    if not any(p.slots.get("durations") for p in parts if p not in limits):
        return
    for part in limits:
        part.slots = {k: v for k, v in part.slots.items() if k not in ("threshold", "durations")}
        part.told = {k: v for k, v in part.told.items() if k not in ("threshold", "durations")}


def _redundancy_turned(parts: Sequence[Part]) -> None:
    """Take "switch it on" for the redundancy that the sentence before it told of."""
    for before, part in pairwise(parts):
        redundant = before.slots.get("redundancy")
        asked = turned(part.text, redundant) if redundant is not None and part.act != "statement" else None
        if asked is not None:
            part.slots = {**part.slots, "redundancy": asked.wanted, "now": {"redundancy": asked.now}}


def _regions_of_contract(parts: Sequence[Part]) -> None:
    """Take a region for that of the contract, where a later one puts the option in one: 「リージョンは大阪です」."""
    for i, part in enumerate(parts):
        if not part.slots.get("region") or "multi_region" not in part.slots.get("options", []):
            continue
        for earlier in parts[:i]:
            if earlier.act == "statement" and earlier.slots.get("region") and not earlier.slots.get("options"):
                earlier.slots, earlier.told = (_with_region_now(s) for s in (earlier.slots, earlier.told))


def _with_region_now(slots: Mapping[str, Any]) -> dict[str, Any]:
    """The slots with the region wanted as the one there is."""
    kept = {k: v for k, v in slots.items() if k != "region"}
    return {**kept, "now": {**kept.get("now", {}), "region": slots["region"]}} if "region" in slots else kept


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


# Items that a bare number later in the message may be of, where they were told last; days of a log are said so.
_TAKES_NUMBERS = ("licences", "bandwidth", "servers", "concurrent")

_HANDLE = Screened(
    r"手続き?|対応|処理|手配|取り?計ら|検討|(?:変更|反映|登録|申請|設定)(?:を|して)|お願い(?:し|いた|でき)|"
    r"\b(?:arrange|process|action|proceed|"
    r"go ahead|see to|take care|handle|(?:change|do|switch|raise|update|fix|make|get|set) (?:it|this|that|them|"
    r"those|these)|"
    r"make (?:the|these|those) changes?)\b",
    re.IGNORECASE,
)


def _only_asks_to_act(part: Part) -> bool:
    """Whether a sentence only asks that what was said be done."""
    return part.act == "request" and not part.slots and bool(_HANDLE.search(part.text))


def _tells_a_step(part: Part) -> bool:
    """Whether a sentence tells a value that is to change: "retention can come down from 360 to 180 days"."""
    return any(item in part.slots and item in part.slots.get("from", {}) for item in VALUES)


def askers_of(parts: list[Part]) -> list[Part]:
    """The sentences that ask or request; without any, those that wish; none when several only tell something."""
    for wanted in (("question", "request"), ("wish",)):
        found = [p for p in parts if p.act in wanted]
        wishes = [p for p in parts if (p.act == "wish" and p.slots) or (p.act == "statement" and _tells_a_step(p))]
        if found and wishes and all(_only_asks_to_act(p) for p in found):
            for part in wishes:
                part.act = "request"  # 「200Mへの引下げを希望いたします。お手続きください」
            return wishes
        if found:
            return found
    return parts if len(parts) < 2 else []
