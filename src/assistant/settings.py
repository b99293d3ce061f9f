"""Every setting, once: environment variables with the prefix ``ASSISTANT_``.

`load_settings` reads them and reports everything that is wrong with them together. Nothing else in the package
reads the environment or the clock's date.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import AssistantError

PREFIX: Final = "ASSISTANT_"

# Japan has kept one offset without summer time since 1952, so no time zone database is needed for it.
TOKYO: Final = timezone(timedelta(hours=9), "Asia/Tokyo")

ORIGIN: Final = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")

DATABASES: Final = ("sqlite", "postgresql", "postgres")
HOST: Final = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:]+\]")
WEBHOOK_SECRET_LENGTH: Final = 24
PERIODS: Final = {"second": 1, "minute": 60, "hour": 3600}

# RFC 7518, section 3.2: a key for HS256 is as long as its hash, 256 bits.
SECRET_LENGTH: Final = 32

Networks = tuple[IPv4Network | IPv6Network, ...]


class ConfigurationError(AssistantError):
    """Settings that cannot be used; `problems` holds one sentence for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` requests in `seconds` seconds."""

    count: int
    seconds: int


def content_dir(name: str) -> Path:
    """The folder of shipped content called `name`.

    In a checkout (an editable install included) that is the folder at the top of the repository, so that an edit is
    seen at once; in an installed wheel it is the copy inside the package.
    """
    package = Path(__file__).resolve().parent
    top = package.parents[1]
    if (top / "pyproject.toml").is_file() and (top / name).is_dir():
        return top / name
    return package / "_content" / name


class Settings(BaseSettings):
    """The settings of one process. Frozen: a test that needs another value makes another object."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True)

    database_url: str = Field(
        "sqlite:///var/assistant.db",
        description="Where conversations are kept: sqlite:///FILE (relative to the working folder, sqlite:////FILE "
        "for an absolute path) or postgresql://USER:PASSWORD@HOST:PORT/NAME.",
    )
    redis_url: str | None = Field(
        None, description="redis://HOST:PORT/NUMBER, for what several machines share; a single machine needs none."
    )
    today: date | None = Field(
        None, description="A fixed date (YYYY-MM-DD) for tests and demonstrations; otherwise today in Asia/Tokyo."
    )
    rate_limit: Annotated[Rate | None, NoDecode] = Field(
        Rate(120, 60),
        description="Messages and rule requests one client may send, as NUMBER/second, /minute or /hour; `on` is the "
        "default of 120/minute, `off` sets no limit at all. Counted by each process, or for all of them in Redis.",
    )
    conversation_rate_limit: Annotated[Rate | None, NoDecode] = Field(
        Rate(60, 60), description="Messages to one conversation, in the same form."
    )
    body_timeout: float = Field(
        10, gt=0, le=300, description="Seconds within which the next part of a request's body has to come."
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="The host names under which the server answers, separated by commas (`*.example.com` for all "
        "below it); under any other it answers health and metrics only. Without it, under every name.",
    )
    demo: bool = Field(
        False,
        description="For trying it out: sample contracts, and whoever opens the portal may be a sample customer. "
        "Never with real data; `assistant serve --demo` sets it.",
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Origins of pages that may host the widget or call the API from a browser, separated by commas: "
        "https://portal.example.jp, https://shop.example.jp:8443. This server's own pages need no entry.",
    )
    intents_dir: Path = Field(
        default_factory=lambda: content_dir("intents"),
        description="The folder of intent files (YAML); by default the one that is shipped.",
    )
    responses_dir: Path = Field(
        default_factory=lambda: content_dir("responses"),
        description="The folder of answer templates, one folder a language; by default the one that is shipped.",
    )
    cache_dir: Path | None = Field(
        Path("var/cache"), description="Where what was computed from the intents is kept, for a quicker start."
    )
    slack_signing_secret: SecretStr | None = Field(
        None, description="The signing secret of the Slack app; without it Slack's addresses answer 404."
    )
    slack_bot_token: SecretStr | None = Field(
        None, description="The bot token of the Slack app (xoxb-...), which opens the calculators; answers need none."
    )
    slack_api: str = Field(
        "https://slack.com/api", description="Where Slack's methods are called; others are for tests."
    )
    slack_hooks: str = Field(
        "https://hooks.slack.com",
        description="The only host that late answers are sent to; others are for tests and for GovSlack.",
    )
    semantic: bool = Field(
        False,
        description="`on` asks the sentence encoder where the matcher is unsure. It needs the extra: "
        "pip install 'assistant[semantic]'; the first start then takes some minutes (`assistant prepare`).",
    )
    mcp_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        ("localhost", "127.0.0.1", "[::1]"),
        description="The host names under which agents reach /mcp, separated by commas, without ports; a request for "
        "another one is refused, so that no web page can reach a server in your network through a browser.",
    )
    webhook_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Addresses that are told of events (docs/webhooks.md), separated by commas or spaces."
    )
    webhook_secret: SecretStr | None = Field(
        None,
        validate_default=True,
        description=f"What the messages to them are signed with, at least {WEBHOOK_SECRET_LENGTH} characters.",
    )
    idempotency_hours: int = Field(
        24, ge=1, le=720, description="How long a reply is kept for a request that is sent again with the same key."
    )
    host: str = Field("127.0.0.1", min_length=1, description="The address the server listens on.")
    port: int = Field(8000, ge=1, le=65535, description="The port the server listens on.")
    workers: int = Field(1, ge=1, le=64, description="How many server processes.")
    pid_file: Path = Field(
        Path("var/assistant.pid"),
        description="Where the server writes its process id while it runs, for `assistant reload`.",
    )
    retention_days: int | None = Field(
        None,
        ge=1,
        le=36_500,
        description="Days after its last turn that `assistant purge` deletes a conversation; without it, none is.",
    )
    mask: Literal["off", "on", "all"] = Field(
        "off",
        description="`on` takes e-mail addresses, telephone and card numbers out of what customers wrote before it is "
        "kept, `all` out of agents' answers as well. It cannot be undone: nobody can call back a number not kept.",
    )
    customer_jwt_issuer: str | None = Field(
        None, min_length=1, description="The issuer (`iss`) of customers' tokens: the portal that signs them in."
    )
    customer_jwt_audience: str | None = Field(
        None, min_length=1, description="The audience (`aud`) that customers' tokens must name: this service."
    )
    customer_jwt_keys: str | None = Field(
        None,
        description="The portal's public keys: a JWKS file, or an https:// address of one (http:// on this machine "
        "only). Both are read again by themselves, so that keys can be rotated.",
    )
    customer_jwt_secret: SecretStr | None = Field(
        None,
        description=f"A shared secret of at least {SECRET_LENGTH} characters for tokens signed with HS256, where the "
        "portal has no key pair. Without it, only asymmetric signatures are taken.",
    )
    customer_jwt_leeway: int = Field(30, ge=0, le=300, description="Seconds by which the portal's clock may be off.")
    customer_jwt_max_life: int = Field(
        3600,
        ge=60,
        le=86_400,
        description="The longest life of a customer's token in seconds; longer ones are refused.",
    )
    session_idle: int = Field(
        3600, ge=60, le=86_400, description="Seconds without a request after which an agent must sign in again."
    )
    session_life: int = Field(
        43_200, ge=300, le=604_800, description="Seconds after which an agent must sign in again in any case."
    )
    trusted_proxies: Annotated[Networks, NoDecode] = Field(
        (),
        description="Addresses or networks, separated by commas, of the reverse proxies whose X-Forwarded-For and "
        "X-Forwarded-Proto are believed; from anybody else these headers are ignored.",
    )
    agent_proxy: Annotated[Networks, NoDecode] = Field(
        (),
        description="Addresses or networks of the reverse proxy that signs agents in (OIDC) and names them in a "
        "header. The proxy must remove that header from what comes in from outside.",
    )
    agent_proxy_header: str = Field(
        "X-Forwarded-User",
        pattern=r"^[A-Za-z0-9-]{1,64}$",
        description="The header in which that proxy gives an agent's login; the agent must be known here.",
    )
    otel_endpoint: str | None = Field(
        None,
        description="Where traces are sent (OTLP over HTTP), such as http://collector:4318/v1/traces; without it, "
        "nowhere. It needs the extra: pip install 'assistant[otel]'.",
    )
    otel_sample: float = Field(
        1.0, ge=0, le=1, description="The share of traces that is sent, where the caller has not decided it."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="The least that is logged.")
    log_format: Literal["json", "console"] = Field(
        "json", description="One JSON object a line, or lines for a person to read."
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        scheme = urlsplit(value).scheme
        if scheme not in DATABASES:
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @field_validator("redis_url")
    @classmethod
    def _known_cache(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return value

    @field_validator("webhook_urls", mode="before")
    @classmethod
    def _addresses(cls, value: Any) -> Any:
        return tuple(re.split(r"[\s,]+", value.strip())) if isinstance(value, str) else value

    @field_validator("webhook_urls")
    @classmethod
    def _reachable(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for url in value:
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError("must be addresses that begin with https:// or http://")
        return tuple(dict.fromkeys(value))

    @field_validator("webhook_secret")
    @classmethod
    def _signed(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None and info.data.get("webhook_urls"):
            raise ValueError("is needed to sign what goes to the webhook addresses")
        if value is not None and len(value.get_secret_value()) < WEBHOOK_SECRET_LENGTH:
            raise ValueError(f"must have at least {WEBHOOK_SECRET_LENGTH} characters")
        return value

    @field_validator("rate_limit", "conversation_rate_limit", mode="before")
    @classmethod
    def _rate(cls, value: Any) -> Any:
        return parse_rate(value) if isinstance(value, str) else value

    @field_validator("slack_api", "slack_hooks", "otel_endpoint")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if urlsplit(value).scheme not in ("https", "http") or not urlsplit(value).netloc:
            raise ValueError("must be an address such as https://slack.com/api")
        return value

    @field_validator("otel_endpoint")
    @classmethod
    def _traceable(cls, value: str | None) -> str | None:
        if value is not None and not all(find_spec(name) for name in ("opentelemetry", "opentelemetry.sdk")):
            raise ValueError("needs the extra, which is not installed: pip install 'assistant[otel]'")
        return value

    @field_validator("mcp_hosts", mode="before")
    @classmethod
    def _hosts(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        hosts = tuple(host.strip().lower() for host in value.split(",") if host.strip())
        if not all(HOST.fullmatch(host) for host in hosts):
            raise ValueError("must be host names such as assistant.example.com, separated by commas, without ports")
        return hosts

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _origins(cls, value: Any) -> Any:
        return parse_origins(value) if isinstance(value, str) else value

    @field_validator("log_level", "log_format", "mask", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("intents_dir", "responses_dir")
    @classmethod
    def _existing(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError(f"{value} is not a folder")
        return value

    @field_validator("trusted_proxies", "agent_proxy", mode="before")
    @classmethod
    def _networks(cls, value: Any) -> Any:
        return parse_networks(value) if isinstance(value, str) else value

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _host_names(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        names = tuple(part.strip().lower() for part in value.split(",") if part.strip())
        if not all(HOST.fullmatch(name.removeprefix("*.")) for name in names):
            raise ValueError("must be host names without ports, separated by commas")
        return names

    @field_validator("customer_jwt_keys")
    @classmethod
    def _key_source(cls, value: str | None) -> str | None:
        if value is None or (url := urlsplit(value)).scheme == "https":
            return value
        if url.scheme == "http":
            if url.hostname not in ("localhost", "127.0.0.1", "::1"):
                raise ValueError("an address of keys must begin with https://")
        elif not Path(value).is_file():
            raise ValueError(f"{value} is not a file")
        return value

    @field_validator("customer_jwt_secret")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value().encode()) < SECRET_LENGTH:
            raise ValueError(f"must have at least {SECRET_LENGTH} characters")
        return value

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a local SQLite file."""
        return urlsplit(self.database_url).scheme == "sqlite"

    def current_date(self) -> date:
        """The date every answer is given for: the fixed one, or today in Asia/Tokyo."""
        return self.today or datetime.now(TOKYO).date()


def parse_origins(text: str) -> tuple[str, ...]:
    """Read origins such as ``https://portal.example.jp`` (RFC 6454), separated by commas.

    Raises ValueError, with a sentence, for anything else: a path, a wildcard, a name without its scheme.
    """
    origins = tuple(part.strip().lower().removesuffix("/") for part in text.split(",") if part.strip())
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise ValueError("must be origins such as https://portal.example.jp, separated by commas")
    return origins


def parse_rate(text: str) -> Rate | None:
    """Read a rate such as ``120/minute``; ``off`` gives None, ``on`` the default.

    Raises ValueError, with a sentence, for anything else.
    """
    text = text.strip().lower()
    if text in ("off", "on"):
        return None if text == "off" else Rate(120, 60)
    count, _, period = text.partition("/")
    if not (count.isdecimal() and int(count) > 0 and period in PERIODS):
        raise ValueError("must be off, on, or a rate such as 120/minute")
    return Rate(int(count), PERIODS[period])


def parse_networks(text: str) -> Networks:
    """Read addresses and networks such as ``10.0.0.0/8, ::1``, separated by commas; raises ValueError."""
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError:
        raise ValueError("must be addresses or networks such as 10.0.0.0/8, separated by commas") from None


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment; `overrides` (field names) win over it.

    Raises ConfigurationError with a sentence for every setting that is wrong, never for the first only.
    """
    problems = _contradictions(overrides)
    try:
        settings = Settings(**overrides)
    except ValidationError as wrong:
        problems = [*(_sentence(error) for error in wrong.errors()), *problems]
    if problems:
        raise ConfigurationError(problems)
    return settings


def _contradictions(overrides: Mapping[str, Any]) -> list[str]:
    """What is wrong between settings that may each be right: told from which are given, not from their values."""

    def given(name: str) -> bool:
        return bool(overrides.get(name) or os.environ.get(f"{PREFIX}{name.upper()}"))

    problems = []
    if given("customer_jwt_keys") or given("customer_jwt_secret"):
        problems += [
            f"{PREFIX}{name.upper()}: must be set as well, or a token made for somebody else would be taken."
            for name in ("customer_jwt_issuer", "customer_jwt_audience")
            if not given(name)
        ]
    elif given("customer_jwt_issuer") or given("customer_jwt_audience"):
        problems.append(f"{PREFIX}CUSTOMER_JWT_KEYS: must be set as well (or {PREFIX}CUSTOMER_JWT_SECRET).")
    return problems


def unknown_settings(environ: Mapping[str, str]) -> list[str]:
    """A sentence for every ``ASSISTANT_`` variable that no setting reads, with the likely one that was meant."""
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    sentences = []
    for name in sorted(environ):
        if name.startswith(PREFIX) and not name.startswith(f"{PREFIX}TEST_") and name not in known:
            close = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
            sentences.append(f"{name} is not a setting" + (f" (did you mean {close[0]}?)." if close else "."))
    return sentences


def _sentence(error: Any) -> str:
    # The input is left out: a database address may hold a password.
    message = error["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{PREFIX}{str(error['loc'][0]).upper()}: {message[:1].lower()}{message[1:]}."
