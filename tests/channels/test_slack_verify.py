"""Only what Slack signed is looked at, and only for five minutes."""

from __future__ import annotations

import pytest
from slack_parts import SECRET, signed
from slack_sdk.signature import Clock

from assistant.slack.verify import is_from_slack

# The reference of https://docs.slack.dev/authentication/verifying-requests-from-slack/
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
    b"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
    b"%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121"
    b".803a0bc887a14d10d2c447fce8b6703c"
)
AT = 1531420618
HEADERS = {
    "x-slack-request-timestamp": "1531420618",
    "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
}


class At(Clock):
    def __init__(self, now: float) -> None:
        self._now = now

    def now(self) -> float:
        return self._now


def test_the_documented_reference_holds() -> None:
    assert is_from_slack(SECRET, BODY, HEADERS, At(AT))


@pytest.mark.parametrize(("seconds", "taken"), [(-301, False), (-300, True), (299, True), (300, True), (301, False)])
def test_it_holds_for_five_minutes(seconds: int, taken: bool) -> None:
    assert is_from_slack(SECRET, BODY, HEADERS, At(AT + seconds)) is taken


@pytest.mark.parametrize(
    "change",
    [
        {"x-slack-request-timestamp": "1531420619"},
        {"x-slack-request-timestamp": "soon"},
        {"x-slack-request-timestamp": "１５３１４２０６１８"},
        {"x-slack-request-timestamp": "1531420618.0"},
        {"x-slack-request-timestamp": "9" * 400},
        {"x-slack-request-timestamp": ""},
        {"x-slack-signature": "v0=" + "0" * 64},
        {"x-slack-signature": HEADERS["x-slack-signature"].removeprefix("v0=")},
        {"x-slack-signature": HEADERS["x-slack-signature"][:-1]},
        {"x-slack-signature": "v0=é"},
        {"x-slack-signature": ""},
    ],
)
def test_any_other_header_is_refused_and_none_makes_it_fail(change: dict[str, str]) -> None:
    assert not is_from_slack(SECRET, BODY, {**HEADERS, **change}, At(AT))


def test_a_header_that_is_missing_is_refused() -> None:
    for name in HEADERS:
        assert not is_from_slack(SECRET, BODY, {key: HEADERS[key] for key in HEADERS if key != name}, At(AT))


@pytest.mark.parametrize("body", [BODY + b"&", BODY[1:], b"", b"\xff" + BODY])
def test_any_other_body_is_refused(body: bytes) -> None:
    assert not is_from_slack(SECRET, body, HEADERS, At(AT))


def test_a_body_that_is_no_text_is_refused_even_when_it_is_signed() -> None:
    body = b"text=\xff\xfe"
    assert not is_from_slack(SECRET, body, signed(body))


def test_another_secret_is_refused() -> None:
    assert not is_from_slack("another", BODY, HEADERS, At(AT))
