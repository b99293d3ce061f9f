"""Slack's side, for tests: requests as it signs them, and a server that takes what we send."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Condition, Thread
from typing import Any
from urllib.parse import urlencode

from litestar import Litestar
from litestar.testing import TestClient
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from assistant.settings import Settings

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


def signed(body: bytes, secret: str = SECRET, at: float | None = None, **more: str) -> dict[str, str]:
    """The headers Slack sends with a body."""
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "content-type": "application/x-www-form-urlencoded",
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": f"v0={digest}",
        **more,
    }


class FakeSlack:
    """What Slack would have received, by path."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.received: list[tuple[str, dict[str, Any]]] = []
        self.tokens: list[str] = []
        self.answer: dict[str, Any] = {"ok": True}
        self.status = 200
        self._arrived = Condition()

    def clear(self) -> None:
        self.received.clear()
        self.tokens.clear()
        self.answer, self.status = {"ok": True}, 200

    def take(self, path: str, token: str, body: dict[str, Any]) -> None:
        with self._arrived:
            self.received.append((path, body))
            self.tokens.append(token)
            self._arrived.notify_all()

    def wait(self, count: int = 1, seconds: float = 10) -> list[tuple[str, dict[str, Any]]]:
        """What was received, once there is as much; fails when it does not come."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.received) >= count, seconds), self.received
            return list(self.received)


@contextmanager
def fake_slack() -> Iterator[FakeSlack]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            slack.take(self.path, self.headers.get("authorization", ""), body)
            said = json.dumps(slack.answer).encode() if self.path.startswith("/api/") else b"ok"
            self.send_response(slack.status)
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    slack = FakeSlack(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield slack
    finally:
        server.shutdown()
        server.server_close()


def configured(settings: Settings, slack: FakeSlack, **more: Any) -> Settings:
    given = {
        "slack_signing_secret": SECRET,
        "slack_bot_token": "xoxb-test",
        "slack_api": f"{slack.address}/api",
        "slack_hooks": slack.address,
        "rate_limit": settings.rate_limit,
        "database_url": settings.database_url,
        "today": settings.today,
    }
    return Settings(**{**given, **more})


class Workspace:
    """People in a workspace whose app is the application under test."""

    counter = count(1)

    def __init__(self, client: TestClient[Litestar], slack: FakeSlack) -> None:
        self.client = client
        self.slack = slack
        self.channel = f"G8PSS9T{next(self.counter)}"  # nothing was said in it yet

    def trigger(self) -> str:
        return f"398738663015.47445629121.{next(self.counter):032x}"

    @property
    def response_url(self) -> str:
        return f"{self.slack.address}/commands/T1DC2JH3J/397700885554/96rGlfmibIGlgcZRskXaIFfN"

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Any:
        body = urlencode(fields).encode()
        return self.client.post(path, content=body, headers=signed(body, **headers))

    def command(self, text: str, *, user: str = "U2CERLKJA", channel: str | None = None, **more: str) -> Any:
        fields = {
            "token": "xyzz0WbapA4vBCDEFasx0q6G",
            "team_id": "T1DC2JH3J",
            "team_domain": "testteamnow",
            "channel_id": channel or self.channel,
            "channel_name": "foobar",
            "user_id": user,
            "user_name": "roadrunner",
            "command": "/keiyaku",
            "text": text,
            "api_app_id": "A123456",
            "is_enterprise_install": "false",
            "response_url": self.response_url,
            "trigger_id": self.trigger(),
        }
        return self.post("/slack/commands", {**fields, **more})

    def ask(self, text: str, **more: str) -> dict[str, Any]:
        """The message that a command gets, checked against Slack's limits."""
        response = self.command(text, **more)
        assert response.status_code == 200, response.text
        message: dict[str, Any] = response.json()
        fits(message)
        return message

    def interact(self, payload: dict[str, Any], **headers: str) -> Any:
        return self.post("/slack/interactions", {"payload": json.dumps(payload)}, **headers)

    def press(self, action: dict[str, Any], *, user: str = "U2CERLKJA", **more: Any) -> Any:
        payload = {
            "type": "block_actions",
            "user": {"id": user, "username": "roadrunner", "name": "roadrunner", "team_id": "T1DC2JH3J"},
            "api_app_id": "A123456",
            "token": "xyzz0WbapA4vBCDEFasx0q6G",
            "container": {
                "type": "message",
                "message_ts": "1667434800.000100",
                "channel_id": self.channel,
                "is_ephemeral": True,
            },
            "trigger_id": self.trigger(),
            "team": {"id": "T1DC2JH3J", "domain": "testteamnow"},
            "enterprise": None,
            "is_enterprise_install": False,
            "channel": {"id": self.channel, "name": "foobar"},
            "state": {"values": {}},
            "response_url": self.response_url,
            "actions": [{**action, "block_id": "b1", "action_ts": "1667434801.000100"}],
        }
        response = self.interact({**payload, **more})
        assert (response.status_code, response.content) == (200, b""), response.text
        return response

    def submit(self, view: dict[str, Any], values: dict[str, Any], *, user: str = "U2CERLKJA") -> Any:
        payload = {
            "type": "view_submission",
            "team": {"id": "T1DC2JH3J", "domain": "testteamnow"},
            "user": {"id": user, "username": "roadrunner", "name": "roadrunner", "team_id": "T1DC2JH3J"},
            "api_app_id": "A123456",
            "token": "xyzz0WbapA4vBCDEFasx0q6G",
            "trigger_id": self.trigger(),
            "view": {**view, "id": "V1", "hash": "1667434801.abc", "state": {"values": filled(view, values)}},
            "response_urls": [],
        }
        response = self.interact(payload)
        assert response.status_code == 200, response.text
        return response.json()


def filled(view: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """The state of a view in Slack's form; fields that were left out are there as well, empty."""
    state = {}
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert set(values) <= set(inputs)
    for name, element in inputs.items():
        kind, value = element["type"], values.get(name)
        given: dict[str, Any] = {"type": kind}
        if kind == "datepicker":
            given["selected_date"] = value
        elif kind == "static_select":
            given["selected_option"] = {"text": {}, "value": value} if value else None
        elif kind == "multi_static_select":
            given["selected_options"] = [{"text": {}, "value": each} for each in value or ()]
        else:
            given["value"] = value
        state[name] = {element["action_id"]: given}
    return state


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        element
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]


def pressed(message: dict[str, Any], action: str) -> dict[str, Any]:
    """The action of a message's button, as it comes back."""
    (found,) = (each for each in buttons(message) if each["action_id"] == action)
    return {key: found[key] for key in ("type", "action_id", "value", "text")}


def words(message: dict[str, Any]) -> str:
    """The text of a message or view as it is read, top to bottom."""
    texts = []
    for block in message["blocks"]:
        texts += [block["text"]["text"]] if "text" in block else []
        texts += [each["text"] for each in block.get("elements", ()) if isinstance(each.get("text"), str)]
    return "\n\n".join(texts)


def fits(message: dict[str, Any]) -> None:
    """Slack's own models take the blocks, and the limits that they do not know are kept as well."""
    if message.get("type") == "modal":
        assert View(**message).to_dict()["blocks"] == message["blocks"]
        assert len(message["title"]["text"]) <= 24
        assert len(message["private_metadata"]) <= 3000
        assert len(message["blocks"]) <= 100
    else:
        assert [block.to_dict() for block in Block.parse_all(message["blocks"])] == message["blocks"]
        assert len(message["blocks"]) <= 50
        assert 0 < len(message["text"]) <= 4000
    for block in message["blocks"]:
        if block["type"] == "section":
            assert 0 < len(block["text"]["text"]) <= 3000
        if block["type"] == "actions":
            assert 0 < len(block["elements"]) <= 25
            assert len({each["action_id"] for each in block["elements"]}) == len(block["elements"])
    for each in buttons(message):
        assert 0 < len(each["text"]["text"]) <= 75
        assert 0 < len(each["value"]) <= 2000
