"""What the tests of several channels are built from."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from assistant.service import Assistant
from assistant.store import Store


def with_store(assistant: Assistant, store: Store) -> Assistant:
    """The same loaded assistant on another store: training takes a second, this nothing."""
    return assistant.on(store)


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The application on a port of this machine, for clients that bring their own connections; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False, lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
