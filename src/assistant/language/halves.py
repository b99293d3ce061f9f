"""Whether a sentence asks two things, and where the one ends: 「SLAの有無と解約予告期間」."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.language.model import VALUES, Entity
from assistant.language.parts import COURTESY, Part
from assistant.language.possession import has_possession
from assistant.language.present import asks_present
from assistant.language.screening import Screened
from assistant.language.shared import TWO_NOUNS, asks_the_same
from assistant.language.slots import Slots

Ranked = Callable[[Part], list[tuple[str, float]]]  # the intents of a part by its own words

_AND = Screened(
    r"\s*(?:、(?:あと|それと|ついでに|加えて)、?|および|及び|ならびに|並びに|それから|(?:(?<![ぁ-ゖ落])|(?<=[長高多速広大重]さ))と(?!い[うえ]|し|"
    r"き|の|は|も|こ|り|同|な[るりっ])[、,]?|"
    r"(?<![ぁ-ゖ])[、・]|(?<=か)[、,]|"
    r"/(?!\s?(?:month|mo|year|yr|day|hour|user|seat|device|licen[cs]e|月|年|日|人|台)\b)|[&+＋]|,?\s(?:and|plus|as "
    r"well as)\s)\s*"
)
# What asks for both of two subjects and is no part of the second: 「AとBと、両方教えて」.
_TELL_BOTH = Screened(
    r"(?:とを?|を|、|と、)?\s*(?:両方|どちらも|どっちも|それぞれ|2つ|二つ)(?:とも)?を?、?(?:教え|おしえ|知りた|"
    r"お願い|ご教示)[^。]*\Z"
)
_BETWEEN = Screened(  # 「この規程と一般規程、どっちが優先？」 asks one thing of two
    r"(?:どちら|どっち)が(?!いい|良)|\bwhich (?:of (?:them|these|the two)|one|prevails?|comes first|has priority)\b|"
    r"\bdifferences? (?:\w+ ){0,6}between\b|\bdiffers?\b|違い|違う|違って|異なり|異なる",
    re.IGNORECASE,
)
_ONLY_ASKS = re.compile(
    r"\s*(?:最大で?|だいたい)?(?:何[台本個件日人つ年か月時]|いくつ|いくら|どれ(?:くらい|だけ)|どのくらい|どこまで)"
)
_STILL = re.compile(r"\s*(?:yet )?still\b", re.IGNORECASE)
_LEADS_UP = re.compile(
    r"(?:場合(?:は|に|には)?|とき(?:は|に)?|際(?:は|に)?|たら|れば|なら|ので|ため|けれど|けど|のに)\Z"
)
_TELLS_FIRST = re.compile(r"(?:が|けど|けれども?|ので|ため)[、,\s]*\Z")
_SURE_OF_EACH = 0.6
_MOST_JOINTS = 3
_LONGEST_OF_TWO = 400  # characters: a longer sentence is a list, and each try reads all of it again
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
_CHANGING = frozenset(
    {
        *("change_check", "change_request", "grade_change", "value_check", "option_eligibility", "configuration_check"),
        *("option_stop", "option_stop_how"),
    }
)


def split(askers: list[Part], said: str, entities: Sequence[Entity], language: str, ranked: Ranked) -> list[Part]:
    """The askers, with one that names two subjects taken as two: 「SLAの有無と解約予告期間」."""

    def whole(part: Part, most: int = _MOST_JOINTS) -> list[Part]:
        """The part, or its halves, each taken apart as well: a list of three is two and one."""
        halves = _halves(part, said, entities, language, ranked) if most else None
        return [one for half in halves for one in whole(half, most - 1)] if halves else [part]

    return [one for part in askers for one in whole(part)]


def _halves(part: Part, said: str, entities: Sequence[Entity], language: str, ranked: Ranked) -> list[Part] | None:
    if part.act not in ("question", "statement") or len(part.text) > _LONGEST_OF_TWO or _BETWEEN.search(part.text):
        return None
    if asks_present(part.text):
        return None  # "how many licences and servers do we have": one question about the contract
    joints = [m for m in _AND.finditer(part.text) if m.start() > 0 and m.end() < len(part.text)]
    for joint in joints[:_MOST_JOINTS]:
        if any(e.start < part.start + joint.end() and part.start + joint.start() < e.end for e in entities):
            continue
        if _sums_up(entities, part.start + joint.start(), part.start + joint.end()):
            continue  # "55min + 13h" are told together
        left = Part(said, (part.start, part.start + joint.start()), entities, language)
        asks = _TELL_BOTH.search(part.text, joint.end())
        right = Part(
            said, (part.start + joint.end(), part.start + asks.start() if asks else part.end), entities, language
        )
        if _of_two_grades(left, right) and "grade_from" not in part.slots:
            right.of = left.of
            return [left, right]
        if _STILL.match(right.text):
            continue  # "the latest it could reach you and still end that day": one end
        if _LEADS_UP.search(part.text, 0, joint.start()):
            continue  # 「設定が変わった場合、何をすればよいですか」 asks one thing
        listed = joint[0].strip() in ("、", ",") and part.text[: joint.start()].endswith("か")
        if listed and not _of_two_items(left, right):
            continue  # 「いくら返るのか、いつまでに言えばいいのか」: of two contracts only, one question otherwise
        if _wishes_and_asks(left, right) and _sure(right, ranked) is not None:
            right.of = left.of
            return [left, right]
        # The cheapest test first: most places where a sentence could be cut part no two subjects.
        if _ONLY_ASKS.match(right.text):
            continue  # 「サーバ、何台まで」 asks one thing
        if min(left.residue, right.residue) < TWO_NOUNS or COURTESY.fullmatch(left.text):
            continue
        one = _sure(left, ranked)
        other = _sure(right, ranked) if one is not None else None
        if one is not None and other is not None and one != other and not _are_one(part, left, right):
            right.of = left.of
            return [left, right]
    return None


def _sums_up(entities: Sequence[Entity], start: int, end: int) -> bool:
    """Whether lengths stand on both sides of a joint, and nothing between."""
    before = any(e.type == "duration" and e.end == start for e in entities)
    return before and any(e.type == "duration" and e.start == end for e in entities)


def _sure(part: Part, ranked: Ranked) -> str | None:
    """The intent of a part that can stand beside another, None when it is not sure or stands alone."""
    intent, chance = ranked(part)[0]
    if intent in _CHANGING - _ALONE and _says_value(part.slots):  # a value is checked, whichever way it is said
        chance = sum(p for name, p in ranked(part) if name in _CHANGING)
        return intent if chance >= _SURE_OF_EACH else None
    return intent if chance >= _SURE_OF_EACH and intent not in _ALONE else None


def _of_two_grades(one: Part, other: Part) -> bool:
    """Whether each of two halves asks of a grade of its own what it may have: "Core have 300M and Starter SSE"."""
    grades = [p.slots.get("grades", []) for p in (one, other)]
    asked = all(any(p.slots.get(k) for k in ("options", "numbers", *VALUES)) for p in (one, other))
    return asked and [len(g) for g in grades] == [1, 1] and grades[0] != grades[1]


def _of_two_items(one: Part, other: Part) -> bool:
    """Whether the halves of a question name different items or options: 「SSEは付くか、ログは選べるか」."""
    named = [
        {*p.slots.get("items", []), *p.slots.get("options", []), *(k for k in (*VALUES, "ip") if k in p.slots)}
        for p in (one, other)
    ]
    return any(named) and not named[0] & named[1]


def _of_change(part: Part) -> bool:
    """Whether a part of a question says what a contract is to have: another grade, a value, an option."""
    wants = any(part.slots.get(k) for k in ("grade_to", "options", "options_remove", *VALUES))
    return wants and part.ranked is not None and bool(part.ranked) and part.ranked[0][0] in _CHANGING


def _names_contract(part: Part) -> bool:
    goal = part.slots.get("grade_to")
    return bool(part.slots.get("services")) or any(g != goal for g in part.slots.get("grades", []))


def _wishes_and_asks(left: Part, right: Part) -> bool:
    """Whether a value is wished for and something else asked: 「ログを180にしたいのと、あとIPv6は使えますか」."""
    wishes = left.act in ("wish", "request") and _says_value(left.slots)
    more = _says_value(right.slots) or any(right.slots.get(k) for k in ("options", "options_remove", "grades"))
    return wishes and right.act == "question" and not more and right.residue >= TWO_NOUNS


def _are_one(whole: Part, left: Part, right: Part) -> bool:
    """Whether two halves of a sentence speak of one thing after all."""
    if asks_the_same(left, right) or (_of_change(left) and _of_change(right) and not _names_contract(right)):
        return True  # "may we move to Core with 300M and order multi-region": one contract, judged as a whole
    if whole.act == "statement" and _says_value(left.slots) and _says_value(right.slots):
        return True  # 「帯域は1G、ログは90日で」 tells two values of one thing
    if left.slots.get("items") and right.slots.get("numbers") and not right.slots.get("items"):
        return True  # 「同時利用デバイス、3000台でいけますか」: the number is of what was named before it
    # 「冗長構成なしで契約したのですが、あとから変えられますか」 asks one thing
    return left.act == "statement" and has_possession(left.text) and _TELLS_FIRST.search(left.text) is not None


def _says_value(slots: Slots) -> bool:
    """Whether slots hold the value of a contract item."""
    return any(v in slots for v in (*VALUES, "region", "redundancy"))
