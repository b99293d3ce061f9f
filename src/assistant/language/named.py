"""Which services, grades and options a text names, and which of them it refuses or leaves."""

from __future__ import annotations

import re
from typing import Any

from assistant.language.bounds import MOST_VALUES
from assistant.language.directions import directions, there_and_back
from assistant.language.model import Entity
from assistant.language.neighbours import before
from assistant.language.option_parts import OPTION_PARTS, option_parts
from assistant.language.screening import Screened

_EXCEPTED_AFTER = re.compile(
    r"\s*(?:グレード|プラン|契約)?\s*(?:以外|の?(?:ほか|他)に(?:も|は)?、?(?:どん|どの|ど(?:う|れ)|何|なに)|"
    r"(?:の(?:話|こと|場合|ほう|方))?(?:じゃ|では|で)な[いく]|"
    r"[にへ](?:は|も|まで)?(?:上げ|変え|変更し|移り|し|アップグレードし|切り替え)たくな|[にへ](?:は|も|まで)?(?:上げ|"
    r"あげ|変え|変更せ|移ら|せ|切り替え)ず|[にへ](?:する|上げる|変える|変更する|移る|アップグレードする)?の?(?:つもり|"
    r"予定|気|考え|予算|余裕|計画)は(?:[^。、]{0,4})(?:な|あり|ござい))"
)
_EXCEPTED_BEFORE = re.compile(
    r"\b(?:not (?:asking|talking|speaking|thinking|worried) (?:about|of)|except|other than|apart from|"
    r"besides|excluding|not|below|any grade but|"
    r"(?:without|instead of|not|rather than) (?:mov|go|upgrad|switch|chang)\w*ing (?:up )?to|"
    r"(?:don't|do not|won't|no (?:plan|wish|intention)s?(?: to)?|not) (?:want |plan |intend |wish )?"
    r"(?:to )?(?:move|go|upgrade|"
    r"switch|change) (?:up )?to)(?: for| on| the)?\s*$",
    re.IGNORECASE,
)
_AFTER_ALL = re.compile(  # 「契約時は付けませんでしたが、やはり付けてください」
    r"(?:が|けど|けれども?)、?(?:やはり|やっぱり?|今回|改めて|今から|今度)(?:は|、)?[^。、]{0,12}"
    r"(?:付け|つけ|追加し?|申し?込み?|入れ|契約し)(?:て|たい|を|させ|ます|お願い|で)"
)
_EVERY = Screened(r"全部|すべて|全て|全オプション|ぜんぶ|\b(?:all|every|everything|each|any)\b", re.IGNORECASE)
_NOT_OF_AFTER = re.compile(
    r"\s*(?:ちゃう(?:ほう|方|やつ|くて)|とちゃう(?:ほう|方))|"
    r"\s*(?:の(?:ほう|方|話|件|こと))?(?:じゃ|では?)な(?:い|くて?)(?!です?か|でしょう|[?？])|"
    r"\s*以外"
)
_NOT_OF_BEFORE = re.compile(
    r"\b(?:not(?: (?:asking|talking|speaking))?(?: about| for| on| of| in)?|other than|rather than|"
    r"instead of)(?: the| iij| your)*\s*$",
    re.IGNORECASE,
)


def note_named(slots: dict[str, Any], by_type: dict[str, list[Entity]]) -> None:
    """What is read without the words beside it: services, items, clauses, counts, numbers, months, money."""
    for kind, key in (
        ("service", "services"),
        ("item", "items"),
        ("clause", "clauses"),
        ("count", "counts"),
        ("number", "numbers"),
        ("month", "months"),
        ("product", "products"),
    ):
        if kind in by_type:
            slots[key] = list(
                dict.fromkeys(e.value if not isinstance(e.value, dict) else _Frozen(e.value) for e in by_type[kind])
            )
    if "clauses" in slots:
        slots["clauses"] = [dict(c) for c in slots["clauses"]]
    if "money" in by_type:
        slots["money"] = by_type["money"][-1].value
    if "ip" in by_type:
        slots["ip"] = by_type["ip"][-1].value
    if "via" in by_type:
        slots["via"] = by_type["via"][-1].value
        slots["vias"] = list(dict.fromkeys(e.value for e in by_type["via"]))


class _Frozen(dict[str, Any]):
    """A dict that can be compared in a set; never changed."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted((k, str(v)) for k, v in self.items())))


def note_refused_services(slots: dict[str, Any], text: str, services: list[Entity]) -> None:
    """Services that are named as the one that is not meant: "not about ZTNA but the older one"."""
    refused = [e for e in services if _NOT_OF_AFTER.match(text, e.end) or _NOT_OF_BEFORE.search(before(text, e))]
    if refused:
        slots["services_but"] = list(dict.fromkeys(e.value for e in refused))
        slots["services"] = list(dict.fromkeys(e.value for e in services if e not in refused))


def note_grades(slots: dict[str, Any], text: str, grades: list[Entity]) -> None:
    """The grades named, each by where it stands in a change, without those that are excepted."""
    refused = [e for e in grades if _EXCEPTED_AFTER.match(text, e.end) or _EXCEPTED_BEFORE.search(before(text, e))]
    if refused:
        slots["grades_but"] = list(dict.fromkeys(e.value for e in refused))
        grades = [e for e in grades if e not in refused]
    if not grades:
        return
    slots["grades"] = list(dict.fromkeys(e.value for e in grades))
    for entity, part in zip(grades, directions(text, grades), strict=True):
        if part == "from":
            slots["grade_from"] = entity.value
        elif part == "now":
            slots["grade_now"] = entity.value
        elif part == "stay":
            slots["grade_stay"] = entity.value
        elif (
            part == "to"
            and entity.value == grades[0].value
            and slots.get("grade_to") not in (None, entity.value, slots.get("grade_from"))
        ):
            continue  # 「Coreから一度Starterに戻し、またCoreへ」: the way back is none without the way there
        elif part == "to":
            slots["grade_to"] = slots["grade"] = entity.value
        else:
            slots.setdefault("grade", entity.value)
    back = there_and_back(text, grades)
    if back is not None:
        slots["grade_from"], slots["grade_to"] = back
        slots["grade"] = back[1]
    if any(e.extra.get("unknown") for e in grades):
        slots["grade_unknown"] = True


def note_options(slots: dict[str, Any], text: str, options: list[Entity]) -> None:
    """The options named, each by the part it plays."""
    options = options[:MOST_VALUES]
    for entity, part in zip(options, option_parts(text, options), strict=True):
        found = slots.setdefault(OPTION_PARTS[part], [])
        if entity.value not in found:
            found.append(entity.value)
    if "options_refused" in slots and _AFTER_ALL.search(text):
        slots["options"] = [*slots.get("options", []), *slots.pop("options_refused")]
    if "options_refused" in slots and _EVERY.search(text):
        slots["all_options"] = True
    # An option asked for in one place and refused in another is asked for.
    for key in ("options_refused",):
        left = [o for o in slots.get(key, []) if o not in slots.get("options", [])]
        if key in slots and not left:
            del slots[key]
