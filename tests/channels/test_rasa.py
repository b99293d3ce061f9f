"""The REST channel of Rasa."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from assistant.service import Assistant
from assistant.settings import Rate, Settings
from assistant.web import create_app

Client = TestClient[Litestar]
PATH = "/webhooks/rest/webhook"
SSE = "StarterでSSEアドオンは使えますか？"


def say(client: Client, message: str, sender: str | None = "taro", **more: Any) -> dict[str, Any]:
    response = client.post(PATH, json={"sender": sender, "message": message, **more})
    assert response.status_code == 200, response.text
    (reply,) = response.json()
    return dict(reply)


def test_a_message_gets_a_list_of_messages(client: Client) -> None:
    reply = say(client, SSE)
    assert reply["recipient_id"] == "taro"
    assert reply["text"].startswith("いいえ")
    assert {"title": "グレードをCompleteに変更したいです", "payload": "グレードをCompleteに変更したいです"} in reply[
        "buttons"
    ]
    (answer,) = reply["custom"]["answers"]
    assert (answer["decision"]["outcome"], answer["citations"][0]["clause"]) == ("denied", "ztna:7.2.3")


def test_choices_become_buttons_and_a_button_goes_on(client: Client) -> None:
    asked = say(client, "ZTNAのログ保存期間を180日に変えてください")
    assert [button["payload"] for button in asked["buttons"]] == ["Starter", "Core", "Complete"]
    answered = say(client, asked["buttons"][2]["payload"])
    assert answered["custom"]["conversation_id"] == asked["custom"]["conversation_id"]
    assert answered["custom"]["turn"] == 2
    assert answered["custom"]["answers"][0]["decision"]["outcome"] == "allowed"


def test_each_sender_has_a_conversation_of_their_own(client: Client) -> None:
    first, other, again = (say(client, SSE, sender)["custom"] for sender in ("taro", "hanako", "taro"))
    assert first["conversation_id"] == again["conversation_id"] != other["conversation_id"]


def test_without_a_sender_a_new_conversation_is_begun_under_a_name_that_can_be_used_again(client: Client) -> None:
    first, second = say(client, SSE, None), say(client, SSE, None)
    assert first["recipient_id"] != second["recipient_id"]
    again = say(client, "Coreだと？", first["recipient_id"])
    assert again["custom"]["conversation_id"] == first["custom"]["conversation_id"]


@pytest.mark.parametrize("opener", ["/restart", "/session_start"])
def test_a_front_end_can_begin_again(client: Client, opener: str) -> None:
    before = say(client, "ZTNAのログ保存期間を180日に変えてください")
    opened = say(client, opener, metadata={"locale": "en"})
    assert (opened["custom"]["kind"], opened["custom"]["locale"]) == ("smalltalk", "en")
    assert opened["custom"]["conversation_id"] != before["custom"]["conversation_id"]
    after = say(client, "Complete")
    assert after["custom"]["conversation_id"] == opened["custom"]["conversation_id"]
    assert "change" not in {answer["decision"]["rule"] for answer in after["custom"]["answers"]}


def test_metadata_holds_the_language_and_what_the_caller_vouches_for(client: Client) -> None:
    metadata = {"locale": "en", "context": {"service": "fms"}, "page": "/pricing"}
    reply = say(client, "解約申込書が2026年12月1日に届いたら、いつ解約？", metadata=metadata, input_channel="widget")
    (answer,) = reply["custom"]["answers"]
    assert (reply["custom"]["locale"], answer["decision"]["service"]) == ("en", "fms")
    assert answer["decision"]["values"] == {"effective_date": "2026-12-31"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"sender": "a"}, "message"),
        ({"sender": "a", "message": "  "}, "message"),
        ({"sender": "a", "message": "x" * 4001}, "message"),
        ({"sender": 7, "message": "x"}, "sender"),
        ({"sender": "a" * 256, "message": "x"}, "sender"),
        ({"message": "x", "metadata": {"context": {"service": "vpn"}}}, "metadata"),
    ],
)
def test_what_cannot_be_used_is_a_problem_that_names_the_field(client: Client, body: Any, field: str) -> None:
    response = client.post(PATH, json=body)
    assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")
    assert response.json()["errors"][0]["loc"][0] == field


def test_limits_hold_here_as_well(assistant: Assistant, settings: Settings) -> None:
    strict = settings.model_copy(update={"rate_limit": Rate(2, 60)})
    with TestClient(create_app(strict, assistant)) as client:
        assert client.post(PATH, content=b"{}", headers={"content-type": "text/plain"}).status_code == 415
        assert client.post(PATH, json={"message": "x" * 70_000}).status_code == 413
        refused = client.post(PATH, json={"message": SSE})
    assert (refused.status_code, int(refused.headers["retry-after"]) > 0) == (429, True)


def test_the_channel_says_that_it_is_there(client: Client) -> None:
    assert client.get("/webhooks/rest/").json() == {"status": "ok"}
