"""From "we need SSE" on a Core contract to the accepted request, in one conversation of a signed-in customer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from desk_parts import AGENT, CUSTOMER, Office, nothing_kept

from assistant.identity import Identity

Run = Callable[..., Any]

PATHS: dict[str, tuple[tuple[str, str], ...]] = {
    "ja": (
        ("SSEが必要になりました", "answer"),
        ("では、それでお願いします", "question"),
        ("180日で", "confirmation"),
        ("やっぱり360にしてください", "confirmation"),
        ("ところで、SLAはありますか", "answer"),
        ("はい、記録してください", "receipt"),
    ),
    "en": (
        ("we need SSE", "answer"),
        ("ok, do that", "question"),
        ("180", "confirmation"),
        ("wait, make it 360", "confirmation"),
        ("by the way, is there an SLA?", "answer"),
        ("yes, please record it", "receipt"),
    ),
}


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_from_a_need_to_the_accepted_request(run: Run, url: str, locale: str) -> None:
    async def story(office: Office) -> tuple[list[dict[str, Any]], dict[str, Any], Any, dict[str, Any]]:
        texts = [text for text, _ in PATHS[locale]]
        replies = await office.talk(CUSTOMER, *texts, locale=locale)
        request_id = replies[-1]["request"]["id"]
        accepted = await office.desk.requests.accept(AGENT, request_id, nothing_kept)
        own = await office.desk.contracts.of(Identity("customer", "u1", frozenset({"C-1"})))
        thanks = "ありがとう" if locale == "ja" else "thanks"
        after = await office.say(thanks, replies[-1]["conversation_id"], identity=CUSTOMER)
        return replies, accepted.body, own[0].configuration, after

    replies, accepted, configuration, after = run(story, url)
    assert [kind for _, kind in PATHS[locale]] == [reply["kind"] for reply in replies]
    assert {locale} == {reply["locale"] for reply in replies}
    denied = replies[0]["answers"][0]["decision"]
    assert ("denied", ["ztna:7.2.3"]) == (denied["outcome"], denied["findings"][0]["clauses"])
    assert "C-1" in replies[0]["text"]  # the customer's own contract, and the answer says so
    receipt = replies[-1]
    for part in (receipt["request"]["id"], "360", "Core", "Complete", "SSE", "IIJ"):
        assert part in receipt["text"], part
    assert "accepted" == accepted["status"]
    assert ("Complete", 360, ["sse"], 1000) == tuple(configuration[k] for k in ("grade", "log", "options", "licences"))
    assert receipt["request"]["id"] in " ".join(str(notice) for notice in after["notices"])
