"""The other of the two services: the same asked of it, and what is said on about it once it is spoken of."""

from __future__ import annotations

import re

from assistant.dialogue.config import VALUES
from assistant.dialogue.families import LIMIT_ITEMS, META_INTENTS, OF_GUARANTEE, SHORT, family
from assistant.dialogue.filling import is_question_form, says_something
from assistant.dialogue.services import SERVICES, hinted
from assistant.dialogue.state import Frame, State
from assistant.dialogue.told import known_contract
from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.understand import Segment

# What is asked in passing and has nothing to do with a contract, whatever place or day stands in it.
OF_OTHER_THINGS = re.compile(
    r"天気|気温|雨(?:が|は)?(?:降|です|でしょう|かな)|雪(?:が|は)?(?:降|です)|晴れ(?:て|る|ます)|暑い|寒い|"
    r"おすすめの(?:店|レストラン|ランチ)|(?:おいしい|美味しい|うまい|旨い)[^。]{0,8}(?:店|屋|もの|ところ)|居酒屋|ラーメン|寿司|"
    r"\b(?:nice|good|great|decent|favou?rite) (?:\w+ )?(?:place|bar|caf[eé]|pub|spot) (?:to (?:eat|drink)|near|around|"
    r"for)|"
    r"\b(?:sushi|ramen|pizza|burgers?|coffee shop|karaoke|weather|rain(?:ing|y|s)?|snow(?:ing|s)?|sunny|"
    r"temperature outside|restaurant|lunch|football|baseball)\b",
    re.IGNORECASE,
)
_OF_RIVALS = re.compile(  # another company's product, asked for as small talk
    r"(?:他社|よそ|競合|ライバル|他の会社|別の会社|同業)[^。]{0,16}(?:安い|いい|良い|おすすめ|お薦め|オススメ|知っ|"
    r"知り|教え|紹介|勧め|評判|ある|あり)|"
    r"(?:安い|いい|良い|おすすめの|お薦めの)[^。]{0,8}(?:VPN(?!装置)|ベンダー?|業者|会社|メーカー|他社)|"
    r"\b(?:cheaper|better|other|another|different|rival|competing|alternative|good)\b[^.?!]{0,12}\b(?:vendors?|"
    r"suppliers?|vpns?|brands?|compan(?:y|ies)|products?)\b|\b(?:competitors?|competition)\b",
    re.IGNORECASE,
)
_BARE = 4  # characters beside names and small words: a value alone
# What few words about "the rules there" resemble, none of it asked.
_VAGUE = frozenset(
    {OUT_OF_SCOPE, "service_compare", "option_list", "contract_items", "clause_search", "document_about", "remedy"}
)
_RULES = re.compile(
    r"何日|いつ|決まり|ルール|規定|扱い|定め|仕組み|どうな|どういう|どうです|同じ|同様|違い|違う|異な|"
    r"\b(?:same|alike|differ\w*|rules?|handled|treated|how (?:is|does|would|about|are)|what about|work\w*|"
    r"how (?:long|many days|soon)|when)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"そ[のこれ]|こ[のこれ]|同じ|点|\b(?:that|this|it|there|here|same|point|respect|any different)\b", re.IGNORECASE
)
_ALIKE = re.compile(
    r"同じ|同様|一緒|いっしょ|おんなじ|変わら|違わ|\b(?:same|alike|likewise|different|differ\w*|equally|identical\w*)\b",
    re.IGNORECASE,
)
# All that is said beside it: the service, how the thing spoken of is counted, and small words.
_BESIDE_ALIKE = re.compile(
    r"ZTNA|FMS|FXZ|FXM|の?(?:場合|ほう|方)|数え方?|計算(?:方法|の仕方)?|起算|カウント|考え方?|扱い|取り?扱い|ルール|"
    r"(?:です|でしょう|ません|ない|なる|なり|ます|なん|よう|って|で|と|も|は|が|の|に|を|か|よ|ね|な|く|し|方|仕)+|"
    r"\b(?:and|but|so|is|are|does|do|will|would|it|that|this|things?|the|an?|any|no|not|way|on|for|with|in|at|of|to|"
    r"you|they|we|right|too|also|there|here|just|case|counts?|counted|counting|reckon\w*|calculat\w*|work\w*|runs?|"
    r"treated|handled|isn't|doesn't|as|well|rules?|then)\b|[\W\d_]",
    re.IGNORECASE,
)
_OURS = re.compile(r"うち|弊社|当社|自社|我が社|私(?:たち|ども)|\bours?\b", re.IGNORECASE)


def of_nothing_here(segment: Segment) -> bool:
    """Whether a text taken for out of scope is of other things or other companies, whatever of ours stands near it."""
    of_others = OF_OTHER_THINGS.search(segment.text) or _OF_RIVALS.search(segment.text)
    return segment.intent == OUT_OF_SCOPE and bool(of_others) and not segment.own.get("options")


def asked_there(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether the question just answered is asked of the other service in few words; changes the frame.

    「FMSのオプションだとどういう決まりですか」, "is ZTNA any different on that?".
    """
    own = segment.own
    named = own.get("services", [])
    told = {k: v for k, v in own.items() if k != "services"}
    there = len(named) == 1 and topic.service not in (None, named[0]) and not topic.both
    if not there or says_something(told) or segment.act != "question" or segment.residue > SHORT:
        return False
    shown = [c for c in topic.slots.get("clauses", []) if isinstance(c, dict) and c.get("path")]
    if topic.intent == "clause_lookup" and shown and segment.residue <= _BARE:
        frame.intent, frame.service, frame.both = "clause_lookup", named[0], False  # "and FMS?" of the article shown
        clauses = [{**c, "service": named[0]} for c in shown]
        frame.slots = {"services": named, "clauses": clauses, "rescued": True, "referred": True}
        return True
    if topic.intent in META_INTENTS or topic.intent == "service_compare":
        return False
    if topic.slots.get("options") and _that_option(segment):
        frame.intent, frame.service, frame.both = "option_eligibility", named[0], False
        frame.slots = {"services": named, "options": list(topic.slots["options"]), "rescued": True, "referred": True}
        return True
    if family(topic.intent) == "config" and (frame.intent != "service_compare" or topic.act != "question"):
        return False  # values told of the one are gone on with by themselves
    option = topic.intent.startswith("option_") or bool(topic.slots.get("options") or topic.slots.get("options_remove"))
    subjects = {*topic.slots.get("items", []), *(["option"] if option else []), LIMIT_ITEMS.get(topic.intent)}
    alike = _only_if_alike(segment.text)
    vague = alike or (frame.intent in _VAGUE and _RULES.search(segment.text))
    if not vague or set(own.get("items", [])) - subjects:
        return False
    if frame.intent == "service_compare" and not alike and not _POINTS.search(segment.text):
        return False
    frame.intent, frame.service, frame.both = topic.intent, named[0], False
    of_items = own.get("items") or topic.intent.startswith("option_")
    left = ("services", "options", "options_remove") if of_items else ("services",)
    kept = {k: v for k, v in topic.slots.items() if k not in left}
    frame.slots = {**kept, **frame.slots, "rescued": True, "referred": True}
    return True


def same_rule_there(frame: Frame, topic: Frame, segment: Segment) -> bool:
    """Whether the rule spoken of is asked about on the other service, by its name; changes the frame.

    「FMSの最低利用期間も同じですか」 after a day was reckoned for ZTNA asks how long the term is: when billing began
    there is not known. "and FMS, same promise?" after an SLA and its breach asks whether there is a guarantee.
    """
    own = segment.own
    named = own.get("services", [])
    there = len(named) == 1 and topic.service not in (None, named[0]) and not topic.both
    told = {k: v for k, v in own.items() if k not in ("services", "items")}
    if not there or says_something(told) or not is_question_form(segment) or segment.residue > _WORDY:
        return False
    text = segment.text
    if topic.intent in _OF_TERMS and _TERM.search(text):
        intent = "minimum_term_length"
    elif topic.intent == "minimum_term" and _UNTIL.search(text):
        intent = "minimum_term"
    elif _OF_PROMISES & {topic.intent} and (_PROMISE.search(text) or _HAS_ONE.search(text)):
        intent = "guarantee"
    else:
        return False
    frame.intent, frame.act, frame.service, frame.both = intent, "question", named[0], False
    kept = {k: v for k, v in topic.slots.items() if k != "services"} if intent == "minimum_term" else {}
    frame.slots = {**kept, "services": named, "rescued": True, "referred": True}
    return True


_WORDY = 24  # characters beside names and small words: "any commitment like that on FMS?"
_UNTIL = re.compile(r"いつまで|何日まで|何月まで|\b(?:until|till) when\b|\bwhen does (?:it|that) end\b", re.IGNORECASE)
_OF_TERMS = frozenset({"minimum_term", "minimum_term_length", "early_charge", "early_charge_when"})
_TERM = re.compile(r"最低(?:利用|契約)期間|縛り|\b(?:minimum (?:term|period)|lock-?in)\b", re.IGNORECASE)
_OF_PROMISES = frozenset({*OF_GUARANTEE, "credit_table", "vpn_device_scope", "credit_partial"})
_PROMISE = re.compile(
    r"約束|保証|SLA|コミット|\b(?:promis\w*|guarante\w*|slas?|commit\w*|assur\w*|pledge\w*)\b", re.IGNORECASE
)
_HAS_ONE = re.compile(r"\b(?:come with|have|has|offer|offers|got|get) (?:one|such a thing)\b", re.IGNORECASE)


def _only_if_alike(text: str) -> bool:
    """Whether nothing is said but that the thing spoken of should be alike there: 「FMSも数え方いっしょ？」."""
    found = _ALIKE.search(text)
    return bool(found) and not _BESIDE_ALIKE.sub("", _ALIKE.sub(" ", text))


def _that_option(segment: Segment) -> bool:
    """Whether it is asked if there is the option just spoken of as well: "does FMS have that option too?"."""
    own = segment.own
    named = set(own.get("items", [])) <= {"option"} and segment.residue <= SHORT
    return named and bool(_THAT_ONE.search(segment.text) and _IS_THERE.search(segment.text))


_THAT_ONE = re.compile(
    r"(?:その|この|同じ|同様の)(?:オプション|もの|やつ|機能)|それ(?:は|も|って)|同じの|"
    r"\b(?:that|this|the same|such an?) (?:option|one|thing|add-?on|feature)\b|\b(?:that|it|the same)\b(?! for)",
    re.IGNORECASE,
)
_IS_THERE = re.compile(
    r"あ(?:る|り(?:ます|ません))|使え|利用でき|選べ|付け|申し?込め|頼め|ない(?:です|の)|"
    r"\b(?:have|has|offer\w*|available|exist\w*|there|get|order|come[s]? with|provide[sd]?)\b",
    re.IGNORECASE,
)
_SAME_NUMBER = re.compile(
    r"同じ(?:数|台数|本数|ライセンス)|同数|その(?:数|台数|まま)|そのままの数|"
    r"\b(?:(?:the )?same (?:number|count|amount|size)|(?:that|as|this) many|all of (?:them|those))\b",
    re.IGNORECASE,
)


def same_number_there(state: State, frame: Frame, segment: Segment) -> bool:
    """Whether a service is asked for the number told of the other, or asked about there before; changes the frame.

    「FXMはいま65,000ライセンス。FXZでも同じ数いける？」
    """
    own = segment.own
    named = [s for s in own.get("services") or segment.slots.get("services", []) if s in SERVICES]
    if len(named) != 1 or segment.act != "question" or not _SAME_NUMBER.search(segment.text):
        return False
    other = next(s for s in SERVICES if s != named[0])
    vouched = state.context.get("configuration") if state.context.get("service") == other else None
    last = state.frame
    spoken = last.slots if last is not None and last.service == other and family(last.intent) == "config" else {}
    told = {**(vouched or {}), **known_contract(state, other), **segment.slots.get("now", {})}
    told |= {v: spoken[v] for v in VALUES if v in spoken}
    items = [i for i in own.get("items", []) if i in told] or [i for i in ("licences",) if i in told]
    if len(items) != 1 or any(v in own for v in VALUES):
        return False
    frame.intent, frame.service, frame.act, frame.both = "value_check", named[0], "question", False
    grades = own.get("grades", [])  # "same number on ZTNA Core?"
    graded = {"grades": grades, **({"grade": grades[0]} if len(grades) == 1 else {})} if grades else {}
    frame.slots = {**graded, items[0]: told[items[0]], "services": named, "rescued": True, "referred": True}
    return True


def stays_there(state: State, segment: Segment, service: str | None) -> str | None:
    """The service a bare value is about: the other one where that was just asked of, though it is not the caller's.

    "Would FMS take 60,050?", then "and 60,100?". None when `service` stands.
    """
    last = state.frame
    if last is None or state.pending is not None or last.act != "question" or last.both:
        return None
    own = segment.own
    bare = segment.residue <= _BARE and says_something(own)
    bare = bare and not segment.slots.get("services")  # 「ZTNAの契約でした。同じ3日だと？」 says before it which one
    bare = bare and not _OURS.search(segment.text)
    named = last.service in last.slots.get("services", [])  # and not only what the caller vouched for before
    if (
        not bare
        or not named
        or last.service in (None, service)
        or hinted(own, segment.text) not in (None, last.service)
    ):
        return None
    return last.service
