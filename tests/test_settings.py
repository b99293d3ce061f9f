"""Settings: read from the environment, and every mistake reported at once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine

from assistant.settings import (
    ConfigurationError,
    Rate,
    Settings,
    content_dir,
    load_settings,
    parse_origins,
    parse_rate,
    unknown_settings,
)


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ASSISTANT_{name.upper()}", raising=False)


def test_without_settings_it_runs_on_this_machine_with_sqlite() -> None:
    settings = load_settings()
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert settings.database_url == "sqlite:///var/assistant.db"
    assert settings.rate_limit == Rate(120, 60)
    assert settings.intents_dir.is_dir()
    assert settings.responses_dir.is_dir()


def test_the_environment_is_read_and_arguments_win(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = {
        "DATABASE_URL": "postgresql://u:p@db/name",
        "TODAY": "2026-11-22",
        "RATE_LIMIT": "off",
        "INTENTS_DIR": str(tmp_path),
        "LOG_LEVEL": "WARNING",
        "PORT": "9000",
        "REDIS_URL": "",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"ASSISTANT_{name}", value)
    settings = load_settings(port=9001)
    assert settings.database_url == "postgresql://u:p@db/name"
    assert settings.today == settings.current_date() == date(2026, 11, 22)
    assert settings.rate_limit is None
    assert (settings.intents_dir, settings.log_level, settings.port) == (tmp_path, "warning", 9001)
    assert settings.redis_url is None


def test_every_mistake_is_reported_at_once_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "DATABASE_URL": "mysql://root:secret@db/x",
        "TODAY": "tomorrow",
        "RATE_LIMIT": "many",
        "INTENTS_DIR": "/nowhere",
        "LOG_LEVEL": "loud",
        "PORT": "99999",
        "REDIS_URL": "db:6379",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"ASSISTANT_{name}", value)
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    problems = caught.value.problems
    assert {problem.split(":")[0] for problem in problems} == {f"ASSISTANT_{name}" for name in given}
    assert all(problem.endswith(".") and "\n" not in problem for problem in problems)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("off", None),
        ("on", Rate(120, 60)),
        (" 5/Second ", Rate(5, 1)),
        ("60/minute", Rate(60, 60)),
        ("1/hour", Rate(1, 3600)),
    ],
)
def test_a_rate_is_read(text: str, rate: Rate | None) -> None:
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["", "5", "0/minute", "-1/minute", "5/day", "x/minute", "5/minute/hour"])
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="such as 120/minute"):
        parse_rate(text)


def test_origins_are_read_and_compared_in_lower_case() -> None:
    assert parse_origins("") == ()
    given = "https://Portal.example.jp/, http://localhost:8080,http://[::1]:9000"
    assert ("https://portal.example.jp", "http://localhost:8080", "http://[::1]:9000") == parse_origins(given)


@pytest.mark.parametrize("text", ["*", "portal.example.jp", "https://portal.example.jp/page", "null", "https://*.jp"])
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be origins such as https"):
        parse_origins(text)


def test_today_is_a_day_in_tokyo() -> None:
    with time_machine.travel(datetime(2026, 11, 21, 14, 59, 59, tzinfo=UTC), tick=False):
        assert load_settings().current_date() == date(2026, 11, 21)
    with time_machine.travel(datetime(2026, 11, 21, 15, 0, tzinfo=UTC), tick=False):
        assert load_settings().current_date() == date(2026, 11, 22)


def test_a_misspelt_setting_is_noticed() -> None:
    environ = {"ASSISTANT_DATABSE_URL": "x", "ASSISTANT_PORT": "1", "OTHER": "x", "ASSISTANT_ZZZ": "1"}
    assert unknown_settings(environ) == [
        "ASSISTANT_DATABSE_URL is not a setting (did you mean ASSISTANT_DATABASE_URL?).",
        "ASSISTANT_ZZZ is not a setting.",
    ]


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_in_a_checkout_the_content_is_read_where_it_stands() -> None:
    top = Path(__file__).resolve().parents[1]
    assert [content_dir(name) for name in ("intents", "responses")] == [top / "intents", top / "responses"]
