"""Send what the OpenAPI document allows, and what it forbids, and see that every answer is one that it describes.

Used by tests/web/test_whole_api.py (few examples) and by `make soak` (many): Schemathesis makes the requests and checks
the replies, against the application in this process.

    .venv/bin/python bench/contract.py --examples 200
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as examples_of
from litestar import Litestar
from litestar.testing import TestClient
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.access import Keys
from assistant.identity import SCOPES
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import create_store
from assistant.web import create_app

BASE = "http://127.0.0.1"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@contextmanager
def serving(folder: Path, assistant: Assistant | None = None) -> Iterator[tuple[TestClient[Litestar], dict[str, str]]]:
    """The whole application on a new SQLite file, with the headers of a program that may do everything."""
    settings = Settings(rate_limit=None, database_url=f"sqlite:///{folder}/contract.db", today=date(2026, 11, 22))
    store = create_store(settings.database_url)
    service = assistant.on(store) if assistant else Assistant.from_settings(settings, store)
    with TestClient(create_app(settings, service, store), base_url=BASE, raise_server_exceptions=False) as client:
        token, _ = asyncio.run(_key(settings.database_url))
        yield client, {"Authorization": f"Bearer {token}"}


async def _key(address: str) -> Any:
    store = create_store(address)
    await store.open()
    try:
        return await Keys(store).add("contract", SCOPES)
    finally:
        await store.close()


@dataclass
class Judge:
    """Sends cases and checks what comes back."""

    client: TestClient[Litestar]
    headers: dict[str, str]
    checks: list[Any]
    sent: int = 0

    def all(self, cases: Any, tried: Any, number: int) -> None:
        """Every case of a strategy; raises at the first kind of fault."""

        def one(case: Any) -> None:
            self.sent += 1
            made = requests.Request(**case.as_transport_kwargs(headers=self.headers)).prepare()
            answer = self.client.request(made.method, made.url, headers=dict(made.headers), content=made.body)
            # 414 refuses as well, but Schemathesis does not know it as a refusal.
            refused = [negative_data_rejection] if answer.status_code == 414 else []
            case.validate_response(answer, checks=[each for each in self.checks if each not in refused])

        seed(number)(tried(given(case=cases)(one)))()


def failures(
    client: TestClient[Litestar], headers: dict[str, str], examples: int, number: int = 1
) -> tuple[int, list[str]]:
    """How many requests were sent, and what was wrong with their answers, one line an operation and fault."""
    schema = schemathesis.openapi.from_dict(client.get("/schema/openapi.json").json())
    schema.config.update(base_url=BASE)
    sent, found = 0, []
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            judge = Judge(
                client, headers, [*CHECKS, *([negative_data_rejection] if mode is GenerationMode.NEGATIVE else [])]
            )
            tried = examples_of(
                max_examples=examples,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
                report_multiple_bugs=False,
            )
            try:
                judge.all(operation.as_strategy(generation_mode=mode), tried, number)
            except FailureGroup as wrong:
                found += [f"{operation.label}: {each}" for each in wrong.exceptions]
            except Exception as wrong:
                if "Unsatisfiable" not in type(wrong).__name__:  # nothing can be forbidden where nothing is asked
                    found.append(f"{operation.label}: {type(wrong).__name__} {wrong}")
            sent += judge.sent
    return sent, found


def main() -> None:
    given_ = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given_.add_argument("--examples", type=int, default=100, help="requests for each operation, mode and identity")
    given_.add_argument("--seed", type=int, default=1)
    options = given_.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as (client, program):
        for name, headers in (("anonymous", {}), ("program", program)):
            began = time.monotonic()
            sent, found = failures(client, headers, options.examples, options.seed)
            print(f"{name}: {sent} requests in {time.monotonic() - began:.0f} s, {len(found)} failures")
            print(*found, sep="\n")
            wrong += len(found)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
