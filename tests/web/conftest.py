"""A service that needs no content, and a client on the real application around it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
import redis
from litestar import Litestar
from litestar.testing import TestClient

from assistant.errors import UnknownClause
from assistant.rules import decide
from assistant.service import MessageReply, MessageRequest, UnknownConversation
from assistant.settings import Rate, Settings
from assistant.store import Conflict, Unavailable
from assistant.web import create_app
from assistant.web.logs import configure

REDIS = os.environ.get("ASSISTANT_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
TODAY = date(2026, 11, 22)
DECISION = {
    "rule": "configuration",
    "service": "ztna",
    "terms_version": "2025-04-01",
    "outcome": "denied",
    "certainty": "definite",
    "values": {},
    "findings": [{"code": "D:OPT_GRADE:sse", "item": "option", "clauses": ["ztna:7.2.3"], "text": "不可"}],
    "conditions": [],
    "assumptions": [],
    "remedies": [],
    "missing": [],
    "clauses": ["ztna:7.2.3"],
    "result": {},
    "trace": [],
}
CITATION = {
    "clause": "ztna:7.2.3",
    "service": "ztna",
    "version": "2025-04-01",
    "label": "第7条第2項第3号",
    "title": "オプション",
    "quote": "…",
}


class FakeService:
    """Answers every message the same way; some texts make it fail as the real one can."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget everything, as if nothing had been said yet."""
        self.received: list[MessageRequest] = []
        self.turns: dict[str, int] = {}
        self.reason: str | None = None
        self.noted_rules: list[str] = []

    async def message(self, request: MessageRequest) -> MessageReply:
        failures = {"secret boom": RuntimeError("secret boom"), "gone": Unavailable("no host"), "race": Conflict("c1")}
        if failure := failures.get(request.text):
            raise failure
        self.received.append(request)
        if request.conversation_id and request.conversation_id not in self.turns:
            raise UnknownConversation(request.conversation_id)
        conversation = request.conversation_id or f"c{len(self.turns) + 1}"
        turn = self.turns[conversation] = self.turns.get(conversation, 0) + 1
        answer = {
            "intent": "option_eligibility",
            "confidence": 0.97,
            "text": "不可",
            "decision": DECISION,
            "citations": [CITATION],
        }
        body = {
            "conversation_id": conversation,
            "turn": turn,
            "locale": "ja",
            "kind": "answer",
            "text": "いいえ",
            "html": "<p>いいえ</p>",
            "answers": [answer],
            "missing": [],
            "suggestions": [],
            "request": None,
            "handoff": None,
            "understanding": {"slots": {}, "alternatives": []},
        }
        return MessageReply(body, first_turn=turn == 1)

    def decide(self, rule: str, request: dict[str, Any], locale: str = "ja") -> dict[str, Any]:
        decided = decide(rule, request, None, TODAY).as_dict()
        return {**decided, "locale": locale, "citations": [CITATION]}

    async def noted(self, decision: dict[str, Any], *_: Any) -> None:
        self.noted_rules.append(decision["rule"])

    def clause(self, clause_id: str, locale: str = "ja") -> dict[str, Any]:
        if clause_id not in ("ztna:7.2.3", "ztna:10.1#form"):
            raise UnknownClause(clause_id)
        return {"id": clause_id, "locale": locale}

    def clauses(self, q: str | None, service: str | None, limit: int, locale: str = "ja") -> list[dict[str, Any]]:
        return [{"id": "ztna:7.2.3", "q": q, "service": service, "limit": limit, "locale": locale}]

    def ready(self) -> str | None:
        return self.reason


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return Settings(rate_limit=None, database_url=f"sqlite:///{tmp_path}/web.db", today=TODAY)


@pytest.fixture(scope="package")
def one_service() -> FakeService:
    return FakeService()


@pytest.fixture(scope="package")
def one_client(one_service: FakeService) -> Iterator[TestClient[Litestar]]:
    """One application for all tests that only send it something: building it takes longer than most of them."""
    plain = Settings(rate_limit=None, database_url="sqlite://", today=TODAY)
    with TestClient(create_app(plain, one_service), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def service(one_service: FakeService) -> FakeService:
    """The service, to which nothing was said yet."""
    one_service.begin()
    return one_service


@pytest.fixture
def client(one_client: TestClient[Litestar], service: FakeService, settings: Settings) -> TestClient[Litestar]:
    """A client as new; the application's metrics are those of the tests before."""
    configure(settings)  # the log is the process's: any application made since has set it up anew
    one_client.cookies.clear()
    return one_client


@pytest.fixture
def fresh(settings: Settings, service: FakeService) -> Iterator[TestClient[Litestar]]:
    """A client of an application of its own, whose metrics begin at zero."""
    with TestClient(create_app(settings, service), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def limited(settings: Settings, service: FakeService) -> Iterator[TestClient[Litestar]]:
    """A client of a server that takes two requests a minute."""
    strict = settings.model_copy(update={"rate_limit": Rate(2, 60)})
    with TestClient(create_app(strict, service), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def redis_url(missing: Callable[[str], NoReturn], process: int) -> str:
    """The address of a database of Redis that is this process's alone: some tests count all that is in it."""
    place = urlsplit(REDIS)
    address = place._replace(path=f"/{(int(place.path.strip('/') or 0) - process) % 16}").geturl()
    try:
        redis.Redis.from_url(address, socket_timeout=1).ping()
    except redis.RedisError as failure:
        missing(f"Redis at {place.hostname}:{place.port} ({type(failure).__name__})")
    return address
