"""From a wish to a recorded request, and what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from desk_parts import ADMIN, AGENT, COLLEAGUE, CONTRACTS, CORE, CUSTOMER, STRANGER, Office, nothing_kept

from assistant.desk import IllegalStep, Key, KeyReused, NotFound
from assistant.identity import ANONYMOUS, Identity, NotAllowed
from assistant.service import UnknownConversation

Run = Callable[..., Any]
VISITOR = {"service": "ztna", "configuration": CORE}


async def statuses(office: Office) -> dict[str, str]:
    return {each["id"]: each["status"] for each in await office.desk.requests.all(ADMIN)}


def test_a_request_goes_from_draft_to_accepted_and_the_contract_with_it(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        asked, receipt = await office.talk(CUSTOMER, "ライセンスを1200に増やしてください", "はい")
        assert (asked["kind"], asked["request"]) == ("confirmation", None)
        assert asked["draft"]["changes"][0]["item"] == "licences"
        assert (receipt["kind"], receipt["request"]["status"]) == ("receipt", "confirmed")
        request_id = receipt["request"]["id"]
        assert request_id == asked["draft"]["id"]
        assert request_id in receipt["text"]

        kept = await office.desk.requests.one(AGENT, request_id)
        assert (kept["contract"], kept["items"], kept["kind"]) == ("C-1", ["licences"], "change")
        assert kept["editions"] == {"ztna": "2025-04-01"}
        assert kept["decision"]["outcome"] == "allowed"
        (change,) = kept["changes"]
        assert (change["before"], change["after"], change["outcome"]) == (1000, 1200, "allowed")
        assert "ztna:6.1.2" in change["clauses"]

        done = (await office.desk.requests.accept(AGENT, request_id, nothing_kept, "確認済み")).body
        assert [(s["status"], s["by"], s["reason"]) for s in done["history"]] == [
            ("draft", "customer:u1", None),
            ("confirmed", "customer:u1", None),
            ("accepted", "agent:sato", "確認済み"),
        ]
        contract = await office.desk.contracts.one(CUSTOMER, "C-1")
        assert (contract["configuration"]["licences"], contract["version"]) == (1200, 2)
        told = await office.say("ありがとう", receipt["conversation_id"], identity=CUSTOMER)
        assert [(n["kind"], n["request"]) for n in told["notices"]] == [("request", request_id)]
        assert "承諾" in told["notices"][0]["text"]
        assert (await office.say("ありがとう", receipt["conversation_id"], identity=CUSTOMER))["notices"] == []

    run(story, url)


def test_what_is_over_cannot_be_decided_again(run: Run) -> None:
    async def story(office: Office) -> None:
        request_id = (await office.asked(1200))["request"]["id"]
        await office.desk.requests.decline(AGENT, request_id, nothing_kept, "在庫なし")
        for step in (office.desk.requests.accept, office.desk.requests.decline):
            with pytest.raises(IllegalStep, match="declined"):
                await step(AGENT, request_id, nothing_kept)
        with pytest.raises(IllegalStep):
            await office.desk.requests.withdraw(CUSTOMER, request_id, nothing_kept)
        assert (await office.desk.contracts.one(CUSTOMER, "C-1"))["configuration"]["licences"] == 1000

    run(story)


def test_two_agents_decide_at_once_and_one_of_them_does(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        request_id = (await office.asked(1200))["request"]["id"]
        outcomes = await asyncio.gather(
            *(office.desk.requests.accept(AGENT, request_id, nothing_kept) for _ in range(4)),
            return_exceptions=True,
        )
        assert sum(not isinstance(each, BaseException) for each in outcomes) == 1
        assert (await office.desk.contracts.one(ADMIN, "C-1"))["version"] == 2
        history = (await office.desk.requests.one(ADMIN, request_id))["history"]
        assert [step["status"] for step in history] == ["draft", "confirmed", "accepted"]

    run(story, url)


def test_who_may_see_and_decide(run: Run) -> None:
    async def story(office: Office) -> None:
        requests = office.desk.requests
        request_id = (await office.asked(1200))["request"]["id"]
        assert [each["id"] for each in await requests.all(CUSTOMER)] == [request_id]
        assert [each["id"] for each in await requests.all(COLLEAGUE)] == [request_id]
        assert await requests.all(STRANGER) == []
        with pytest.raises(NotFound):
            await requests.one(STRANGER, request_id)
        with pytest.raises(NotFound):
            await requests.one(ANONYMOUS, request_id)
        with pytest.raises(NotAllowed):
            await requests.all(ANONYMOUS)
        with pytest.raises(NotAllowed):
            await requests.accept(CUSTOMER, request_id, nothing_kept)
        with pytest.raises(NotAllowed):
            await requests.one(Identity("program", "p"), request_id)
        await requests.withdraw(COLLEAGUE, request_id, nothing_kept, "不要になりました")
        assert await statuses(office) == {request_id: "withdrawn"}

    run(story)


def test_a_visitor_opens_their_request_with_the_conversation(run: Run) -> None:
    async def story(office: Office) -> None:
        *_, receipt = await office.talk(ANONYMOUS, "please raise the licences to 1200", "yes", context=VISITOR)
        request_id, conversation = receipt["request"]["id"], receipt["conversation_id"]
        assert receipt["request"]["summary"].endswith(f"?conversation={conversation}")
        assert (await office.desk.requests.one(ANONYMOUS, request_id, conversation))["status"] == "confirmed"
        with pytest.raises(NotFound):
            await office.desk.requests.one(ANONYMOUS, request_id, "another")
        done = await office.desk.requests.withdraw(ANONYMOUS, request_id, nothing_kept, conversation=conversation)
        assert done.body["status"] == "withdrawn"

    run(story)


def test_an_open_request_for_the_same_item_is_said_and_replaced(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        first = (await office.asked(1200))["request"]["id"]
        asked, receipt = await office.talk(COLLEAGUE, "ライセンスを1500にしてください", "はい")
        assert asked["draft"]["replaces"] == [first]
        assert first in asked["text"]
        second = receipt["request"]["id"]
        assert receipt["request"]["replaced"] == [first]
        assert await statuses(office) == {first: "withdrawn", second: "confirmed"}
        other, _ = await office.talk(CUSTOMER, "帯域を1Gにしてください", "はい")
        assert other["draft"]["replaces"] == []

    run(story, url)


def test_a_conflict_that_came_after_asking_is_said_before_recording(run: Run) -> None:
    async def story(office: Office) -> None:
        asked = await office.say("ライセンスを1500にしてください", identity=COLLEAGUE)
        first = (await office.asked(1200))["request"]["id"]
        again = await office.say("はい", asked["conversation_id"], identity=COLLEAGUE)
        assert (again["kind"], again["draft"]["replaces"]) == ("confirmation", [first])
        assert await statuses(office) == {first: "confirmed", asked["draft"]["id"]: "draft"}
        done = await office.say("はい", asked["conversation_id"], identity=COLLEAGUE)
        assert done["kind"] == "receipt"

    run(story)


def test_confirmations_at_once_leave_one_open_request_for_an_item(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        asked = [await office.say(f"ライセンスを{n}にしてください", identity=CUSTOMER) for n in (1200, 1300, 1400)]
        replies = await asyncio.gather(*(office.say("はい", a["conversation_id"], identity=CUSTOMER) for a in asked))
        kinds = sorted(reply["kind"] for reply in replies)
        assert kinds.count("receipt") == 1
        assert [s for s in (await statuses(office)).values() if s == "confirmed"] == ["confirmed"]

    run(story, url)


def test_a_contract_changed_between_asking_and_confirming_is_judged_again(run: Run) -> None:
    async def story(office: Office) -> None:
        asked = await office.say("ライセンスを1200にしてください", identity=CUSTOMER)
        changed = {**CONTRACTS["C-1"], "configuration": {**CORE, "licences": 1100}}
        await office.desk.contracts.put(ADMIN, "C-1", changed, nothing_kept)
        again = await office.say("はい", asked["conversation_id"], identity=CUSTOMER)
        assert again["kind"] == "confirmation"
        assert "変わりました" in again["text"]
        assert again["draft"]["changes"][0]["before"] == 1100
        assert (await office.say("はい", asked["conversation_id"], identity=CUSTOMER))["kind"] == "receipt"

    run(story)


def test_a_contract_changed_so_that_it_is_denied_is_said(run: Run) -> None:
    async def story(office: Office) -> None:
        asked = await office.say(
            "ログ保存期間を360日にしてください。工場です", identity=Identity("customer", "u", frozenset({"C-2"}))
        )
        assert asked["kind"] == "confirmation"
        changed = {**CONTRACTS["C-2"], "configuration": CORE}
        await office.desk.contracts.put(ADMIN, "C-2", changed, nothing_kept)
        again = await office.say(
            "はい", asked["conversation_id"], identity=Identity("customer", "u", frozenset({"C-2"}))
        )
        assert (again["kind"], again["answers"][0]["decision"]["outcome"]) == ("answer", "denied")
        assert "変わりました" in again["text"]
        assert await statuses(office) == {asked["draft"]["id"]: "withdrawn"}

    run(story)


def test_a_change_no_longer_permitted_when_it_is_accepted_is_refused(run: Run) -> None:
    async def story(office: Office) -> None:
        wish = await office.talk(
            Identity("customer", "u", frozenset({"C-2"})), "ログ保存期間を360日にしてください", "はい"
        )
        request_id = wish[-1]["request"]["id"]
        await office.desk.contracts.put(ADMIN, "C-2", {**CONTRACTS["C-2"], "configuration": CORE}, nothing_kept)
        with pytest.raises(IllegalStep, match="not permitted"):
            await office.desk.requests.accept(AGENT, request_id, nothing_kept)
        assert (await office.desk.requests.one(AGENT, request_id))["status"] == "confirmed"

    run(story)


def test_no_leaves_a_withdrawn_draft_and_nothing_open(run: Run) -> None:
    async def story(office: Office) -> None:
        *_, last = await office.talk(CUSTOMER, "ライセンスを1200にしてください", "やっぱりやめます")
        assert last["kind"] == "smalltalk"
        assert list((await statuses(office)).values()) == ["withdrawn"]
        *_, late = await office.talk(CUSTOMER, "ライセンスを1200にしてください", "いいえ", "はい")
        assert late["request"] is None

    run(story)


def test_a_correction_stays_one_draft(run: Run) -> None:
    async def story(office: Office) -> None:
        first, second, receipt = await office.talk(
            CUSTOMER, "ライセンスを1200にしてください", "やっぱり1500ライセンスで", "はい"
        )
        assert first["draft"]["id"] == second["draft"]["id"] == receipt["request"]["id"]
        assert (await office.desk.requests.one(ADMIN, receipt["request"]["id"]))["changes"][0]["after"] == 1500
        assert len(await statuses(office)) == 1

    run(story)


def test_several_changes_are_told_one_by_one(run: Run) -> None:
    async def story(office: Office) -> None:
        asked = await office.say("ライセンスを1200、帯域を1Gにしてください", identity=CUSTOMER)
        assert [(c["item"], c["outcome"]) for c in asked["draft"]["changes"]] == [
            ("licences", "allowed"),
            ("bandwidth", "allowed"),
        ]
        assert "1,000ライセンス → 1,200ライセンス" in asked["text"]
        assert "500M → 1G" in asked["text"]

    run(story)


def test_a_cancellation_is_recorded_and_its_end_kept_when_accepted(run: Run) -> None:
    async def story(office: Office) -> None:
        *_, receipt = await office.talk(CUSTOMER, "解約したいです。申込書は12月1日に届きます", "はい")
        assert receipt["kind"] == "receipt"
        assert "解約の通知ではありません" in receipt["text"]
        request_id = receipt["request"]["id"]
        kept = await office.desk.requests.one(AGENT, request_id)
        assert (kept["kind"], kept["items"]) == ("cancellation", ["contract"])
        await office.desk.requests.accept(AGENT, request_id, nothing_kept)
        contract = await office.desk.contracts.one(CUSTOMER, "C-1")
        assert (contract["ends_on"], contract["configuration"]) == ("2026-12-31", CORE)

    run(story)


# -- messages that come twice or at once -------------------------------------------------------------------------------


def test_a_message_sent_again_with_its_key_is_one_turn(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        asked = await office.say("ライセンスを1200にしてください", identity=CUSTOMER)
        key = Key.of(CUSTOMER, "k1", "POST /v1/messages", {"text": "はい"})
        replies = await asyncio.gather(
            *(office.send("はい", asked["conversation_id"], CUSTOMER, key=key) for _ in range(5))
        )
        assert {reply.body["request"]["id"] for reply in replies} == {asked["draft"]["id"]}
        assert sorted(reply.repeated for reply in replies) == [False, True, True, True, True]
        assert len(await office.store.turns(asked["conversation_id"])) == 2
        assert list((await statuses(office)).values()) == ["confirmed"]
        other = Key.of(CUSTOMER, "k1", "POST /v1/messages", {"text": "いいえ"})
        with pytest.raises(KeyReused):
            await office.send("いいえ", asked["conversation_id"], CUSTOMER, key=other)

    run(story, url)


def test_a_key_is_its_owners_alone(run: Run) -> None:
    async def story(office: Office) -> None:
        for identity in (CUSTOMER, STRANGER):
            key = Key.of(identity, "k1", "POST /v1/messages", {"text": identity.subject})
            assert not (await office.send("こんにちは", identity=identity, key=key)).repeated

    run(story)


def test_servers_that_share_a_database_answer_a_key_once(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        others = [office.assistant.on(office.store) for _ in range(4)]
        offices = [Office(each, office.store) for each in others]
        key = Key.of(CUSTOMER, "k1", "POST /v1/messages", {"text": "a"})
        replies = await asyncio.gather(*(each.send("こんにちは", None, CUSTOMER, key=key) for each in offices))
        assert len({reply.body["conversation_id"] for reply in replies}) == 1
        assert len(await office.store.conversations()) == 1

    run(story, url)


def test_messages_of_one_conversation_at_once_are_all_answered_in_order(run: Run, url: str) -> None:
    async def story(office: Office) -> None:
        opened = await office.say("こんにちは")
        texts = [f"Completeのライセンスを{n}にできますか" for n in (100, 200, 300)]
        replies = await asyncio.gather(*(office.say(text, opened["conversation_id"]) for text in texts))
        assert sorted(reply["turn"] for reply in replies) == [2, 3, 4]
        turns = await office.store.turns(opened["conversation_id"])
        assert [turn.turn for turn in turns] == [1, 2, 3, 4]
        assert {turn.request["text"] for turn in turns[1:]} == set(texts)

    run(story, url)


def test_a_conversation_is_its_owners(run: Run) -> None:
    async def story(office: Office) -> None:
        mine = await office.say("こんにちは", identity=CUSTOMER)
        for other in (ANONYMOUS, STRANGER, COLLEAGUE):
            with pytest.raises(UnknownConversation):
                await office.say("こんにちは", mine["conversation_id"], identity=other)
            with pytest.raises(NotFound):
                await office.desk.tickets.conversation(other, mine["conversation_id"])
        visit = await office.say("こんにちは")
        await office.say("こんにちは", visit["conversation_id"], identity=CUSTOMER)
        with pytest.raises(UnknownConversation):  # a visitor who signed in: the conversation is theirs now
            await office.say("こんにちは", visit["conversation_id"])

    run(story)
