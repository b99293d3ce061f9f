"""Replay: the same rules give no difference; changed ones give exactly what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from desk_parts import ANONYMOUS, CUSTOMER, HOLDING, Office

from assistant.contracts.parameters import ParameterBook
from assistant.desk.replay import Replay
from assistant.dialogue import Dialogue
from assistant.store import now

Run = Callable[..., Any]


async def some_talk(office: Office) -> None:
    await office.talk(CUSTOMER, "ライセンスを1200にしてください", "やっぱり60000ライセンスで", "はい")
    await office.talk(HOLDING, "ライセンスを2000に増やせますか", "本社です")
    await office.talk(ANONYMOUS, "StarterでSSEアドオンは使えますか？", "ありがとう")


def with_limit(office: Office, most: int) -> Dialogue:
    """The dialogue of today on terms that let a contract have fewer licences."""
    book = office.assistant.book
    (edition,) = book.editions("ztna")
    parameters: Mapping[str, Any] = {
        name: replace(parameter, value=most)
        if name.startswith("licences.max") and parameter.value > most
        else parameter
        for name, parameter in edition.parameters.items()
    }
    changed = ParameterBook({"ztna": (replace(edition, parameters=parameters),), "fms": book.editions("fms")})
    assistant = office.assistant
    return Dialogue(assistant.intents, changed, assistant._lookup, assistant._search, assistant._rank)


def test_nothing_differs_while_nothing_has_changed(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        await some_talk(office)
        report = await Replay(office.assistant.understander, office.assistant.dialogue).run(office.store)
        assert report.differences == []
        assert (report.conversations, report.turns, report.skipped) == (3, 6, 1)

    run(story, url)


def test_what_new_terms_would_decide_otherwise_is_listed(run: Run) -> None:
    async def story(office: Office) -> None:
        await some_talk(office)
        report = await Replay(office.assistant.understander, with_limit(office, 50_000)).run(office.store)
        first, second = report.differences
        assert (first.turn, first.text, first.follows) == (2, "やっぱり60000ライセンスで", False)
        assert first.before["answers"][0]["outcome"] == "allowed"
        assert first.after["answers"][0]["outcome"] == "denied"
        assert "D:LIC_RANGE" in first.after["answers"][0]["findings"]
        assert (second.turn, second.follows) == (3, True)

    run(story)


def test_only_conversations_since_then_are_run(run: Run) -> None:
    async def story(office: Office) -> None:
        await some_talk(office)
        replay = Replay(office.assistant.understander, office.assistant.dialogue, on=date(2026, 12, 1))
        assert (await replay.run(office.store, now() + timedelta(minutes=1))).conversations == 0
        assert (await replay.run(office.store, now() - timedelta(minutes=1))).conversations == 3

    run(story)
