"""New content in a running server: checked and prepared beside it, then put in place between two messages.

On SIGHUP the intents and templates are linted and the matcher is trained in a process of its own, which leaves the
model in the cache; the server only loads it. What is wrong is refused with file and line, and the content from before
stays.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import structlog

from assistant import memory
from assistant.errors import ContentError
from assistant.service import Assistant
from assistant.settings import PREFIX, Settings

CHECK: Final = ("-m", "assistant", "reload", "--check")
MOST_FAULTS: Final = 20  # lines of the log for one refused edit

log = structlog.get_logger()


class Reloader:
    """Reads the content of one process anew, one time after the other."""

    def __init__(self, settings: Settings, service: Any, metrics: Any) -> None:
        self._settings = settings
        self._service = service
        self._metrics = metrics
        self._wanted = False
        self._task: asyncio.Task[None] | None = None

    def ask(self) -> None:
        """Begin, or begin again after what is under way: that may have read files from before the last edit."""
        self._wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    @contextmanager
    def on_signal(self) -> Iterator[None]:
        """While it is open, SIGHUP asks for it, where signals can be had (the main thread of a server)."""
        listens = hasattr(signal, "SIGHUP") and threading.current_thread() is threading.main_thread()
        loop = asyncio.get_running_loop()
        if listens:
            loop.add_signal_handler(signal.SIGHUP, self.ask)
        try:
            yield
        finally:
            if listens:
                loop.remove_signal_handler(signal.SIGHUP)
            if self._task is not None:
                self._task.cancel()

    async def _run(self) -> None:
        while self._wanted:
            self._wanted = False
            await self.reload()

    async def reload(self) -> bool:
        """Whether the content is the new one now; the log and a metric say why not."""
        began = asyncio.get_running_loop().time()
        try:
            faults = await self._faults()
            if not faults:
                fresh = await asyncio.to_thread(Assistant.from_settings, self._settings)
                self._service.renew(fresh)
                del fresh
                memory.renewed()
        except ContentError as wrong:  # edited between the check and the reading
            faults = [str(fault).partition("\n")[0] for fault in wrong.faults]
        # Whatever else it is, the server goes on with what it has.
        except Exception as failure:
            faults = [type(failure).__name__]
        if faults:
            self._metrics.reloaded("refused")
            for fault in faults[:MOST_FAULTS]:
                log.error("new content refused, the content from before stays", fault=fault)
            return False
        self._metrics.reloaded("loaded")
        log.info("new content loaded", seconds=round(asyncio.get_running_loop().time() - began, 1))
        return True

    async def _faults(self) -> list[str]:
        """What the check says is wrong; it runs apart, so that training takes nothing from those who are answered."""
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            *CHECK,
            env={**os.environ, **environment(self._settings)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            _, said = await child.communicate()
        except asyncio.CancelledError:
            child.kill()
            raise
        if child.returncode == 0:
            return []
        # Without the lines that are quoted below a fault: sentences may have been learned from what somebody wrote.
        lines = [line for line in said.decode(errors="replace").splitlines() if line.strip() and line[0] != " "]
        return lines or [f"the check ended with {child.returncode}"]


def environment(settings: Settings) -> dict[str, str]:
    """The settings of the content as the check's process reads them."""
    given = {
        "INTENTS_DIR": settings.intents_dir,
        "RESPONSES_DIR": settings.responses_dir,
        "CACHE_DIR": settings.cache_dir,
        "SEMANTIC": "on" if settings.semantic else "off",
    }
    return {f"{PREFIX}{name}": str(value) for name, value in given.items() if value is not None}
