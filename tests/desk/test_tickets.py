"""Handoff: what a person is given, and how the answer comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from desk_parts import ADMIN, AGENT, CUSTOMER, PROGRAM, Office, nothing_kept

from assistant.desk import IllegalStep, NotFound
from assistant.identity import ANONYMOUS, NotAllowed

Run = Callable[..., Any]


def test_a_person_gets_all_of_it_and_the_answer_comes_back(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        tickets = office.desk.tickets
        question, handoff = await office.talk(CUSTOMER, "FMSに移行できますか", "担当者につないで")
        assert question["answers"][0]["decision"]["outcome"] == "needs_human"
        conversation, ticket_id = handoff["conversation_id"], handoff["handoff"]["id"]
        assert ticket_id in handoff["text"]

        (waiting,) = await tickets.all(AGENT, "open")
        assert (waiting["id"], waiting["owner"], waiting["reason"]) == (ticket_id, "customer:u1", "asked")
        whole = await tickets.one(AGENT, ticket_id)
        assert [item["text"] for item in whole["transcript"]] == ["FMSに移行できますか", "担当者につないで"]
        assert whole["facts"]["decision"]["outcome"] == "needs_human"
        assert whole["facts"]["contract"]["id"] == "C-1"
        assert whole["facts"]["open_point"][0] in question["text"]

        before = await tickets.conversation(CUSTOMER, conversation)
        answered = await tickets.answer(AGENT, ticket_id, "お待たせしました。<b>新規</b>契約です。", nothing_kept)
        assert answered.body["status"] == "answered"
        news = await tickets.conversation(CUSTOMER, conversation, before["cursor"])
        assert [(item["type"], item["kind"]) for item in news["items"]] == [("notice", "agent")]
        assert "<b>" not in news["items"][0]["html"]
        assert "sato" not in str(news)
        assert (await tickets.conversation(CUSTOMER, conversation, news["cursor"]))["items"] == []

        thanks = await office.say("ありがとう", conversation, identity=CUSTOMER)
        assert [n["ticket"] for n in thanks["notices"]] == [ticket_id]
        whole = await tickets.conversation(CUSTOMER, conversation)
        assert [item["type"] for item in whole["items"]] == ["turn", "turn", "notice", "turn"]

        await tickets.close(AGENT, ticket_id, nothing_kept)
        for step in (
            tickets.close(AGENT, ticket_id, nothing_kept),
            tickets.answer(AGENT, ticket_id, "x", nothing_kept),
        ):
            with pytest.raises(IllegalStep):
                await step

    run(story, url)


def test_asking_again_keeps_to_the_open_ticket(run: Run) -> None:
    async def story(office: Office) -> None:
        first, again = await office.talk(ANONYMOUS, "担当者につないで", "担当者につないで")
        assert first["handoff"] == again["handoff"]
        ticket_id = first["handoff"]["id"]
        await office.desk.tickets.answer(AGENT, ticket_id, "はい", nothing_kept)
        await office.say("担当者につないで", first["conversation_id"])
        assert (await office.desk.tickets.one(AGENT, ticket_id))["status"] == "open"
        await office.desk.tickets.close(AGENT, ticket_id, nothing_kept)
        new = await office.say("担当者につないで", first["conversation_id"])
        assert new["handoff"]["id"] != ticket_id

    run(story)


def test_tickets_are_for_agents(run: Run) -> None:
    async def story(office: Office) -> None:
        handoff = await office.say("担当者につないで", identity=CUSTOMER)
        for identity in (ANONYMOUS, CUSTOMER, PROGRAM):
            with pytest.raises(NotAllowed):
                await office.desk.tickets.all(identity)
            with pytest.raises(NotAllowed):
                await office.desk.tickets.answer(identity, handoff["handoff"]["id"], "x", nothing_kept)
        with pytest.raises(NotFound):
            await office.desk.tickets.one(ADMIN, "T-0")
        seen = await office.desk.tickets.conversation(AGENT, handoff["conversation_id"])
        assert seen["turn"] == 1

    run(story)
