"""A server loads what it needs: what only training, other databases or other doors use comes with its first use."""

from __future__ import annotations

import json
import subprocess
import sys

LATER = ["alembic", "asyncpg", "httpx", "jwt", "limits", "mcp", "redis", "rich.markdown", "scipy", "slack_sdk"]


def test_the_packages_of_what_is_not_used_are_not_loaded() -> None:
    code = f"""
import asyncio, json, sys
import assistant.cli
from assistant.settings import load_settings
from assistant.store import create_store
from assistant.web import create_app
create_app(load_settings())
print(json.dumps([name for name in {LATER} if name in sys.modules]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
