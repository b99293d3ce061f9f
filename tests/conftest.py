"""What several test folders share."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import asyncpg
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

import stories
from assistant.contracts import load_terms
from assistant.contracts.parameters import load_parameters
from assistant.service import Assistant
from assistant.settings import content_dir
from assistant.store import Store

POSTGRES = os.environ.get("ASSISTANT_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")

EMPTY = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
DROP SCHEMA IF EXISTS public CASCADE;
CREATE SCHEMA public;
"""

TODAY = date(2026, 11, 22)
CACHE = Path(__file__).parents[1] / "var" / "cache"  # files are named by a hash of all they depend on: never stale


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The real assistant on 22 November 2026, without a store; training is shared by everything that runs here."""
    made = Assistant(
        terms=load_terms(),
        book=load_parameters(),
        intents_dir=content_dir("intents"),
        responses_dir=content_dir("responses"),
        store=None,
        today=lambda: TODAY,
        cache_dir=CACHE,
    )
    gc.collect()
    gc.freeze()  # it lives to the end: else every look for garbage takes a quarter of a second for going through it
    return made


@pytest.fixture(scope="session")
def process() -> int:
    """The number of this process among those that share the tests (pytest-xdist), from 0."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@pytest.fixture(scope="session")
def missing() -> Callable[[str], NoReturn]:
    """Call it with what is not on this machine: skips the test, or fails it when CI is set."""

    def give_up(part: str) -> NoReturn:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(f"missing in CI: {part}")
        pytest.skip(f"missing here: {part}")

    return give_up


@pytest.fixture(scope="session")
def postgres_database(missing: Callable[[str], NoReturn]) -> Iterator[str]:
    """The address of a PostgreSQL database of this process, dropped at the end: dropping one waits for the disk."""
    name = f"assistant_test_{secrets.token_hex(6)}"
    try:
        asyncio.run(_administer(f'CREATE DATABASE "{name}"'))
    except (OSError, asyncpg.PostgresError) as failure:
        missing(f"PostgreSQL at {POSTGRES.rpartition('@')[2]} ({type(failure).__name__})")
    yield f"{POSTGRES.rpartition('/')[0]}/{name}"
    asyncio.run(_administer(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
def postgres_url(postgres_database: str) -> str:
    """The address of a PostgreSQL database with nothing in it, and nobody else on it."""
    asyncio.run(_administer(EMPTY, postgres_database))
    return postgres_database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that the migrations were run on, to be copied: running them takes longer than many a test."""

    async def nothing(_: Store) -> None:
        pass

    file = tmp_path_factory.mktemp("migrated") / "empty.db"
    stories.run(f"sqlite:///{file}", nothing)
    return file


@pytest.fixture
def sqlite_url(migrated: Path, tmp_path: Path) -> str:
    """The address of an SQLite file of the newest schema with nothing in it."""
    return f"sqlite:///{shutil.copy(migrated, tmp_path / 'test.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a database with nothing in it, of either kind."""
    return str(request.getfixturevalue("postgres_url" if request.param == "postgresql" else "sqlite_url"))


async def _administer(sql: str, address: str = POSTGRES) -> None:
    connection: Any = await asyncpg.connect(address, timeout=3)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


ALGORITHMS = {"RS256": jwt.algorithms.RSAAlgorithm, "ES256": jwt.algorithms.ECAlgorithm}
ALGORITHMS["EdDSA"] = jwt.algorithms.OKPAlgorithm


class Portal:
    """Key pairs by id, the JWK set that is published, and tokens signed with them."""

    issuer, audience = "https://portal.example", "assistant"

    def __init__(self, file: Path) -> None:
        self.file = file
        self.keys: dict[str, tuple[Any, str]] = {}

    def new_key(self, kid: str, algorithm: str = "ES256") -> None:
        made: Any = {
            "RS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
            "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
            "EdDSA": ed25519.Ed25519PrivateKey.generate,
        }[algorithm]()
        self.keys[kid] = (made, algorithm)
        self.publish()

    def jwks(self) -> dict[str, Any]:
        entries = []
        for kid, (key, algorithm) in self.keys.items():
            entry = json.loads(ALGORITHMS[algorithm].to_jwk(key.public_key()))
            entries.append({**entry, "kid": kid, "use": "sig"})
        return {"keys": entries}

    def publish(self) -> None:
        self.file.write_text(json.dumps(self.jwks()), "utf-8")

    def token(self, kid: str = "k1", *, headers: dict[str, Any] | None = None, **changes: Any) -> str:
        """A token for the customer c-1 with two contracts, living five minutes; a claim that is None is left out."""
        at = int(time.time())
        claims: dict[str, Any] = {"iss": self.issuer, "aud": self.audience, "sub": "c-1", "iat": at, "exp": at + 300}
        claims["contracts"] = ["K1", "K2"]
        claims = {name: value for name, value in {**claims, **changes}.items() if value is not None}
        key, algorithm = self.keys[kid]
        return jwt.encode(claims, key, algorithm, headers={"kid": kid, **(headers or {})})


@pytest.fixture(scope="session")
def portal_class() -> type[Portal]:
    """For a portal that several tests share."""
    return Portal


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = Portal(tmp_path / "jwks.json")
    made.new_key("k1")
    return made
