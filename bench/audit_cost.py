"""What the audit of decisions costs: POST /v1/rules with and without it, one caller and eight at once.

    .venv/bin/python bench/audit_cost.py [REQUESTS] [DATABASE]

The ratio is what counts; by default the database is a new SQLite file.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from typing import Any

import httpx

from assistant.service import Assistant
from assistant.settings import load_settings
from assistant.store import create_store
from assistant.web import create_app

BODY = {"service": "ztna", "arrival": "2026-12-01"}


async def timed(app: Any, requests: int, callers: int) -> tuple[float, float]:
    """Median milliseconds of a request, and requests a second."""
    times: list[float] = []

    async def caller(client: httpx.AsyncClient) -> None:
        for _ in range(requests // callers):
            began = time.perf_counter()
            answer = await client.post("/v1/rules/termination", json=BODY)
            times.append(time.perf_counter() - began)
            assert answer.status_code == 200, answer.text

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        await caller(client)
        times.clear()
        began = time.perf_counter()
        await asyncio.gather(*(caller(client) for _ in range(callers)))
        return statistics.median(times) * 1000, len(times) / (time.perf_counter() - began)


async def main(requests: int, url: str) -> None:
    settings = load_settings(rate_limit=None, database_url=url, log_level="error")
    store = create_store(url)
    await store.open()
    try:
        service = Assistant.from_settings(settings)
        bare, kept = create_app(settings, service), create_app(settings, service.on(store), store)
        for callers in (1, 8):
            (without, most), (with_it, rate) = [await timed(app, requests, callers) for app in (bare, kept)]
            print(
                f"{callers} at once: {without:.2f} ms without, {with_it:.2f} ms with the audit "
                f"({with_it / without:.2f} times); {most:.0f} and {rate:.0f} requests a second"
            )
        found = await store.audit_verify()
        assert found.sound
        print(f"{found.entries} entries, sound")
    finally:
        await store.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        given = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{folder}/audit.db"
        asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 400, given))
