"""What the screened patterns need, kept on disk: working it out takes a quarter of a second of every start."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Final

from assistant.language import ondisk, required, screening

_PREFIX: Final = "screens-"


def prepare(cache_dir: Path | None) -> None:
    """Work out what each pattern so far needs, or take it from `cache_dir` where nothing has changed since."""
    wanted = sorted(screening.unsettled())
    if not wanted:
        return
    file = cache_dir / f"{_PREFIX}{_key(wanted)}.json" if cache_dir else None
    known = _read(file, len(wanted)) if file else None
    found = known if known is not None else [_strings(pattern, flags) for pattern, flags in wanted]
    screening.settle({each: frozenset(s) if s is not None else None for each, s in zip(wanted, found, strict=True)})
    if file is not None and known is None:
        said = json.dumps(found, ensure_ascii=False).encode()
        ondisk.write(file, _PREFIX, lambda opened: opened.write(said))


def _strings(pattern: str, flags: int) -> list[str] | None:
    strings = required.required(pattern, flags)
    return None if strings is None else sorted(strings)


def _key(wanted: list[tuple[str, int]]) -> str:
    """A hash of the patterns, of how what they need is worked out, and of the Python that parses them."""
    digest = hashlib.sha256(Path(required.__file__).read_bytes())
    digest.update(json.dumps([sys.version, wanted]).encode())
    return digest.hexdigest()[:32]


def _read(file: Path, count: int) -> list[list[str] | None] | None:
    """What was written, None when there is nothing that can be read."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    whole = isinstance(found, list) and len(found) == count
    return found if whole and all(each is None or isinstance(each, list) for each in found) else None
