"""Files of a cache directory: written whole or not at all, and the newest few of a kind kept."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

_KEEP: Final = 3  # newest files of one kind


def write(file: Path, prefix: str, fill: Callable[[IO[bytes]], object]) -> None:
    """Write a file whose name begins with `prefix`, and drop the oldest of those with the same beginning and ending.

    A reader sees all of it or nothing; a directory that cannot be written to is no error.
    """
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as opened:
                fill(opened)
            Path(draft).replace(file)
        finally:
            Path(draft).unlink(missing_ok=True)
        stored = sorted(file.parent.glob(f"{prefix}*{file.suffix}"), key=lambda each: -each.stat().st_mtime)
        for old in stored[_KEEP:]:
            old.unlink(missing_ok=True)
