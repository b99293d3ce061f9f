"""What the questions of one message have from each other: facts told in another, what the whole of it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.parts import Part
from assistant.language.slots import Slots

_EDGES = re.compile(r"^\W*(?:and |or |but |then |では、?|また、?|で、?)*|\W+$", re.IGNORECASE)
_ONLY_WHEN = re.compile(
    r"(?:and |also |so |then )*(?:which|what) (?:date|day) (?:is|was|would|will) (?:it|that|this)(?: be)?|"
    r"(?:and |also |so |then )*when (?:is|was|would|will) (?:it|that|this)(?: be)?|"
    r"(?:また|で|あと)?、?(?:それは?|その日は)?(?:いつ|何日|何月何日)(?:まで|になり(?:ます)?|でしょう|です|なの)*か?",
    re.IGNORECASE,
)
# Staff tell what a customer wants, then ask if it can be taken: 「…を追加希望。受けてよい？」
_MAY_BE_TAKEN = re.compile(
    r"(?:and |so |also )*(?:(?:is (?:it|this|that)|are we|would (?:it|that) be|am i)? ?(?:ok(?:ay)?|fine|alright|"
    r"all right|safe|good|allowed|able)(?: for (?:me|us))? to "
    r"|(?:can|may|should|shall|could|do) (?:i|we) (?:just )?)"
    r"(?:accept|take|process|approve|pass|put|say yes|go ahead|proceed|let|grant|book)"
    r"(?: (?:it|that|this|them|him|her|through|with|to|on|the (?:order|request|application)))*|"
    r"(?:これ|それ|この(?:依頼|申し?込み?|変更|内容)|こちら)?[はをって、]*"
    r"(?:お?受け(?:付け|入れ)?て?|承って|通して|進めて|受理(?:して)?|対応(?:して)?|認めて|受注(?:して)?)(?:も|しても)?、?"
    r"(?:よい|いい|良い|よろしい|大丈夫|問題(?:は)?(?:ない|ありません)|構わない|かまわない|ok|平気|可能|可|差し支えない)"
    r"(?:もの|の|ん)?(?:です|でしょう|っす)?(?:よね|かな|か|ね)*|"
    r"(?:これ|それ|この(?:依頼|申し?込み?|変更|内容)|こちら)?[はってを、]*(?:お?受け(?:付け)?られ|通せ|通り|承れ|受けれ)"
    r"(?:る|ます|ますでしょう)(?:もの|の|ん)?(?:です|でしょう)?(?:かな|か|ね)*",
    re.IGNORECASE,
)
TWO_NOUNS = 2  # characters beside names that each of two subjects joined by "and" must have
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


def facts_told(part: Part, askers: Sequence[Part]) -> Slots:
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


def asks_the_same(one: Part, other: Part) -> bool:
    """Whether a question is the end of the one before it but for the names: "what would ZTNA pay and what FMS"."""
    asked = _EDGES.sub("", other.masked)
    return len(asked) > TWO_NOUNS and bool(other.slots.get("services")) and _EDGES.sub("", one.masked).endswith(asked)


def asks_only_when(part: Part) -> bool:
    """Whether a question only asks for the day of what was asked before it: "and which date is it?"."""
    return _ONLY_WHEN.fullmatch(part.text.strip(" 。?？.、,")) is not None


def asks_if_taken(part: Part) -> bool:
    """Whether a question only asks if the request before it can be taken: 「受けてよい？」, "OK to accept?"."""
    return _MAY_BE_TAKEN.fullmatch(part.text.strip(" 。?？.、,!")) is not None


def says_little(part: Part) -> bool:
    """Whether a question has hardly a word of its own: "Doable?"."""
    return part.residue <= TWO_NOUNS and not part.slots


def weighed(
    ranked: Sequence[tuple[str, float]], whole: Sequence[tuple[str, float]], residue: int
) -> list[tuple[str, float]]:
    """The asking sentence and the whole message weighed: "Doable?" says little, a full question nearly all."""
    weight = min(_ASKER_WEIGHT, max(_LEAST_WEIGHT, residue / _TELLING))
    chances: dict[str, float] = {}
    for name, chance in ranked:
        chances[name] = weight * chance
    for name, chance in whole:
        chances[name] = chances.get(name, 0.0) + (1 - weight) * chance
    return sorted(chances.items(), key=lambda pair: -pair[1])
