"""agents and keys: what the command makes, shows and refuses."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import run
from assistant.cli.people import demo_agent
from assistant.settings import load_settings

PASSWORD = "walnut-lantern-42"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path}/people.db")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Call it with what is to come on standard input."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_agents_are_added_listed_and_disabled(typed: Callable[[str], None], capsys: Capture) -> None:
    typed(f"{PASSWORD}\n")
    assert run(["agents", "add", "yamada", "--role", "admin"]) == 0
    assert run(["agents", "disable", "yamada"]) == 0
    capsys.readouterr()
    assert run(["agents", "list", "--json"]) == 0
    (agent,) = json.loads(capsys.readouterr().out)
    assert (agent["login"], agent["role"], agent["disabled"]) == ("yamada", "admin", True)
    assert run(["agents", "enable", "yamada"]) == 0
    typed("another-lantern-43")
    assert run(["agents", "password", "yamada"]) == 0
    assert run(["agents", "list"]) == 0
    assert "active" in capsys.readouterr().out


def test_a_generated_password_is_printed_once(capsys: Capture) -> None:
    assert run(["agents", "add", "yamada", "--generate"]) == 0
    password = capsys.readouterr().out.splitlines()[0].removeprefix("Password: ")
    assert len(password) == 19
    assert run(["agents", "list"]) == 0
    assert password not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "password", "said"),
    [
        (["agents", "add", "Yamada"], PASSWORD, "A login has"),
        (["agents", "add", "yamada"], "short", "A password has 12 to 256"),
        (["agents", "add", "yamada"], "", "A password has 12 to 256"),
        (["agents", "disable", "nobody"], "", "There is no agent nobody."),
        (["agents", "add", "yamada", PASSWORD], "", "unexpected extra argument"),
        (["keys", "add", "report", "--scopes", "all"], "", "There is no scope all; there are admin, "),
        (["keys", "revoke", "asst_0123456789ab"], "", "There is no key 0123456789ab."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    typed: Callable[[str], None], capsys: Capture, args: list[str], password: str, said: str
) -> None:
    typed(password)
    assert run(args) == 2
    errors = capsys.readouterr().err
    assert said in errors
    assert len(errors.splitlines()) == 1


def test_keys_are_made_listed_and_revoked(capsys: Capture) -> None:
    assert run(["keys", "add", "monthly report", "--scopes", "requests:read, tickets:read", "--days", "30"]) == 0
    key = capsys.readouterr().out.strip()
    key_id = key.split("_")[1]
    assert run(["keys", "list"]) == 0
    shown = capsys.readouterr().out
    assert f"asst_{key_id}_…" in shown
    assert "requests:read,tickets:read" in shown
    assert key[18:] not in shown
    assert run(["keys", "revoke", key_id]) == 0
    capsys.readouterr()
    assert run(["keys", "list", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["id"], listed["name"], bool(listed["revoked_at"])) == (key_id, "monthly report", True)


def test_the_demonstration_makes_its_agent_once_and_on_this_machine_only() -> None:
    assert demo_agent(load_settings(host="192.0.2.1")) is None
    first = demo_agent(load_settings())
    assert first is not None
    assert "sign in as demo with the password" in first
    again = demo_agent(load_settings())
    assert again is not None
    assert "with the password" not in again


def test_the_demonstration_leaves_real_agents_alone(typed: Callable[[str], None]) -> None:
    typed(PASSWORD)
    assert run(["agents", "add", "yamada"]) == 0
    assert demo_agent(load_settings()) is None
