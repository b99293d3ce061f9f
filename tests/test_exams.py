"""Two exams written apart from the code: how many single messages and whole conversations come out right.

A case passes when every key of its `expect`, or of one alternative of its `any_of`, holds: `kind` and `outcome` are
one of those given (in one of the answers), `cites_any` and `cites_all` name clauses or what stands above them,
`values` are in one of the decisions, `text_has` and `text_lacks` are parts of the text, upper and lower case alike.
The floors lie a little below what is reached; run with `-s` to see what fails.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.service import Assistant, MessageRequest

DATA = Path(__file__).parent / "data"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
AS_A_WHOLE = ("nearest_licences", "incident_fractions")
FLOORS = {"utterances": 0.97, "utterances ja": 0.97, "utterances en": 0.96, "dialogues": 0.95, "turns": 0.98}


def cases(name: str) -> list[dict[str, Any]]:
    return yaml.load((DATA / f"exam_{name}.yaml").read_text("utf-8"), LOADER)  # noqa: S506 - a safe loader


def ask(assistant: Assistant, case: dict[str, Any], text: str, conversation: str | None = None) -> dict[str, Any]:
    request = MessageRequest(text, conversation, None, case.get("channel", "api"), case.get("context") or None)
    return asyncio.run(assistant.message(request)).body


def one_of(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def stands_below(clause: str, wanted: str) -> bool:
    """Whether a clause is the one wanted or a part of it: 7.2.3 and 7.2.3#x belong to 7.2, 7.21 does not."""
    return clause == wanted or clause.startswith((f"{wanted}.", f"{wanted}#"))


def equal(key: str, wanted: Any, found: Any) -> bool:
    if key in AS_A_WHOLE:
        return bool(wanted == found)
    return any(w == found or str(w) == str(found) for w in one_of(wanted))


def unmet(expect: dict[str, Any], reply: dict[str, Any]) -> list[str]:
    """Why a reply does not meet an expectation; empty when it does."""
    decisions = [answer["decision"] for answer in reply["answers"]]
    cited = {c["clause"] for answer in reply["answers"] for c in answer["citations"]}
    cited |= {clause for decision in decisions for clause in decision["clauses"]}
    text = " ".join([reply["text"], *(answer["text"] for answer in reply["answers"])]).lower()
    why = []
    if "kind" in expect and reply["kind"] not in one_of(expect["kind"]):
        why.append(f"kind {reply['kind']}, not {expect['kind']}")
    if "outcome" in expect and not {d["outcome"] for d in decisions} & set(one_of(expect["outcome"])):
        why.append(f"outcome {[d['outcome'] for d in decisions]}, not {expect['outcome']}")
    any_of = expect.get("cites_any")
    if any_of and not any(stands_below(clause, wanted) for clause in cited for wanted in any_of):
        why.append(f"cites {sorted(cited)}, none of {any_of}")
    uncited = [w for w in expect.get("cites_all", ()) if not any(stands_below(clause, w) for clause in cited)]
    why += [f"cites {sorted(cited)}, lacks {wanted}" for wanted in uncited]
    for key, wanted in (expect.get("values") or {}).items():
        found = [d["values"][key] for d in decisions if d["values"].get(key) is not None]
        if not any(equal(key, wanted, value) for value in found):
            why.append(f"{key} = {found}, not {wanted}")
    why += [f"text lacks {part!r}" for part in expect.get("text_has", ()) if part.lower() not in text]
    why += [f"text has {part!r}" for part in expect.get("text_lacks", ()) if part.lower() in text]
    return why


def judged(case: dict[str, Any], reply: dict[str, Any]) -> list[str]:
    """The reasons against the alternative that comes nearest."""
    return min((unmet(option, reply) for option in case.get("any_of") or [case["expect"]]), key=len)


class Score:
    """Counts what passed, by group, and remembers what did not."""

    def __init__(self) -> None:
        self.passed: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.failures: list[str] = []

    def add(self, groups: tuple[str, ...], why: list[str], what: str) -> None:
        for group in groups:
            self.total[group] += 1
            self.passed[group] += not why
        if why:
            self.failures.append(f"{what}\n" + "\n".join(f"    {reason}" for reason in why))

    def check(self) -> None:
        """Print the figures and the failures, and hold the figures against their floors."""
        print("\n".join(["", *self.failures]))  # noqa: T201 - to be read with -s, and shown when a floor is missed
        for group, total in self.total.items():
            print(f"{group:16}{self.passed[group]:4}/{total:<4} {self.passed[group] / total:.1%}")  # noqa: T201
        low = {group for group, total in self.total.items() if self.passed[group] / total < FLOORS[group]}
        assert low == set()


def test_single_messages(assistant: Assistant) -> None:
    score = Score()
    for case in cases("utterances"):
        why = judged(case, ask(assistant, case, case["text"]))
        lang = "en" if case["lang"] == "en" else "ja"
        score.add(("utterances", f"utterances {lang}"), why, f"{case['id']} {case['text'][:90]}")
    assert score.total["utterances"] >= 400
    score.check()


def turns(assistant: Assistant, case: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """What is said turn by turn, with the reasons against the reply."""
    conversation = None
    for turn in case["turns"]:
        reply = ask(assistant, case, turn["text"], conversation)
        conversation = reply["conversation_id"]
        yield turn["text"], judged(turn, reply) if "expect" in turn or "any_of" in turn else []


def test_conversations(assistant: Assistant) -> None:
    """A conversation passes when all its turns do; one that goes wrong is judged to the end all the same."""
    whole, each = Score(), Score()
    for case in cases("dialogues"):
        against = []
        for number, (text, why) in enumerate(turns(assistant, case), 1):
            each.add(("turns",), why, f"{case['id']} turn {number} {text[:80]}")
            against += why
        whole.add(("dialogues",), against, case["id"])
    assert whole.total["dialogues"] >= 40
    each.check()
    whole.check()


# -- the judging itself ------------------------------------------------------------------------------------------------

REPLY = {
    "kind": "answer",
    "text": "いいえ。Completeのみです。",
    "answers": [
        {
            "text": "いいえ。",
            "decision": {"outcome": "denied", "clauses": ["ztna:7.2.3"], "values": {"nearest_licences": [400, 450]}},
            "citations": [{"clause": "ztna:7.2.3"}],
        }
    ],
}


@pytest.mark.parametrize(
    "expect",
    [
        {"kind": "answer", "outcome": ["denied", "explained"], "cites_any": ["fms:6.2", "ztna:7.2"]},
        {"cites_all": ["ztna:7.2.3", "ztna:7"], "text_has": ["complete"], "text_lacks": ["Starter"]},
        {"values": {"nearest_licences": [400, 450]}},
    ],
)
def test_a_reply_that_meets_an_expectation(expect: dict[str, Any]) -> None:
    assert unmet(expect, REPLY) == []


@pytest.mark.parametrize(
    "expect",
    [
        {"kind": "choice"},
        {"outcome": "allowed"},
        {"cites_any": ["ztna:7.2.31", "ztna:7.2.3#x", "fms:7"]},
        {"cites_all": ["ztna:7.2.3", "ztna:1.1"]},
        {"values": {"nearest_licences": [450]}},
        {"values": {"effective_date": "2026-12-31"}},
        {"text_has": ["Starter"]},
        {"text_lacks": ["COMPLETE"]},
    ],
)
def test_a_reply_that_does_not_meet_an_expectation(expect: dict[str, Any]) -> None:
    assert len(unmet(expect, REPLY)) == 1
