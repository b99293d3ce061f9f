"""What numbers beside no item count: the devices of the contract, people, devices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.language.directions import directions
from assistant.language.model import VALUES, Entity
from assistant.language.neighbours import before

_TWO = 2

_CONTRACTED_BEFORE = re.compile(
    r"(?:契約(?:数|台数|値|上)?|contract(?:ed)?|subscri\w+|against)(?:は|が|の|:)?"
    r"(?: is| of| for| says| has| at| on| to| a(?: contract(?: of)?)?| our| the|)*\s*"
    r"(?:同時(?:利用|接続)?(?:数|台数)?(?:は|が)?)?\s*\Z",
    re.IGNORECASE,
)
_CONTRACTED_AFTER = re.compile(
    r"\s*(?:台|同時|concurrent)?\s*(?:の|で)?\s*(?:契約|枠|コース|"
    r"contract(?:ed)?\b)",
    re.IGNORECASE,
)


_BOUGHT = re.compile(
    r"\d[^\s\d。、]{0,4}の(?:枠|コース)|\b(?:tier|bracket|band) of \d|"
    r"\d[^.?!\s]{0,3}[- ](?:device )?(?:tier|bracket)\b",
    re.IGNORECASE,
)


def note_contracted(slots: dict[str, Any], text: str, counts: Sequence[Entity]) -> None:
    """Which of several counts is the one of the contract: 「契約は2000、ピークは1,850」."""
    named = [
        e.value
        for e in counts
        if isinstance(e.value, int)
        and e.value >= _LEAST_CONTRACTED
        and (_CONTRACTED_AFTER.match(text, e.end) or _CONTRACTED_BEFORE.search(text[max(0, e.start - 32) : e.start]))
    ]
    if len(named) == 1 and (len(counts) > 1 or _BOUGHT.search(text)):
        slots["contracted"] = named[0]


_LEAST_CONTRACTED = 1000  # devices at once are contracted by the thousand


def note_heads(slots: dict[str, Any], text: str, numbers: Sequence[Entity]) -> None:
    """How many people or devices are told of, where just one number counts them."""
    counted = [e.value for e in numbers if e.extra.get("unit") in _HEADS and isinstance(e.value, int)]
    others = [e for e in numbers if e.extra.get("unit") not in _HEADS and isinstance(e.value, int)]
    if counted and len(others) == _TWO and not any(v in slots for v in VALUES):
        parts = dict(zip(directions(text, others), others, strict=True))
        if parts.keys() == {"from", "to"}:  # 「200人入社するので300から500に」: people are counted in licences
            slots["licences"], slots["numbers"] = parts["to"].value, []
            slots.setdefault("from", {})["licences"] = parts["from"].value
            return
    if not counted and len(others) == 1 and _HEADCOUNT_BEFORE.search(before(text, others[0])):
        counted = [others[0].value]
    if len(set(counted)) == 1:
        slots["heads"] = counted[0]


_HEADCOUNT_BEFORE = re.compile(
    r"(?:社員|従業員|職員|人員|利用者|ユーザー?|端末|デバイス|スタッフ)(?:の)?(?:数|総数|人数|台数)?(?:は|が|も|"
    r":)[^。、\d]{0,10}$|人数(?:は|が|も|:)[^。、\d]{0,10}$|"
    r"\b(?:head ?count|workforce|staff|employees?|team|user base|fleet)\b[^.?!\d]{0,40}$",
    re.IGNORECASE,
)
_HEADS = frozenset(
    {
        *("台", "名", "人", "ユーザ", "ユーザー", "端末", "デバイス", "アカウント"),
        *(f"{word}{s}" for s in ("", "s") for word in ("device", "user", "client", "terminal", "employee", "endpoint")),
        *(
            f"{word}{s}"
            for s in ("", "s")
            for word in (
                "gadget",
                *("desk", "colleague", "nurse", "doctor", "teacher", "student", "driver"),
                "scanner",
                "handheld",
                "tablet",
                "phone",
                "laptop",
                "worker",
            )
        ),
        *(f"{word}{s}" for s in ("", "s") for word in ("seat", "pc", "member", "account", "machine", "person")),
        *("people", "staff", "heads"),
    }
)
