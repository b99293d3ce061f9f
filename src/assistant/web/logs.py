"""Logs: one event a line, without what people wrote and without who they are."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any, TextIO

import msgspec
import structlog

from assistant.settings import Settings


class _ToStderr(logging.StreamHandler[TextIO]):
    """Looks standard error up for every line, so that a redirection made later holds."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        """Where the line goes."""
        return sys.stderr


def _json(event: Any, default: Callable[[Any], Any]) -> str:
    return msgspec.json.encode(event, enc_hook=default).decode()


class _Line:
    """Writes our own events, each a line in one piece; a record of `logging` would cost more than the rest of it."""

    def msg(self, line: str) -> None:
        """Write a line that is rendered already."""
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    debug = info = warning = error = critical = msg


def configure(settings: Settings) -> None:
    """Send our events and those of the libraries to standard error in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    render: structlog.typing.Processor
    if settings.log_format == "json":
        render = structlog.processors.JSONRenderer(_json)
    else:
        render = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    structlog.configure(
        processors=[*shared, render],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
        logger_factory=_Line,
        cache_logger_on_first_use=False,
    )
    handler = _ToStderr()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    # The libraries' own events below a warning say nothing that ours do not.
    for name in ("alembic", "mcp", "uvicorn", "uvicorn.access", "sqlalchemy", "asyncio", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
