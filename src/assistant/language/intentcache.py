"""Intents as they were read, kept on disk: parsing and expanding them takes a fifth of a second of every start."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import Any, Final

import msgspec

from assistant.language import intents, model, ondisk, templates, yamlfile

_PREFIX: Final = "intents-"
_READERS: Final = (intents, model, templates, yamlfile)


def load(directory: Path, cache_dir: Path | None) -> dict[str, intents.Intent]:
    """The same as `load_intents`, from `cache_dir` where neither the files nor what reads them has changed.

    Only what is right is kept: faults are found anew, with their lines. Raises as `load_intents` does.
    """
    file = cache_dir / f"{_PREFIX}{_key(directory)}.json" if cache_dir else None
    known = _read(file, directory) if file else None
    if known is not None:
        return known
    found = intents.load_intents(directory)
    if file is not None:
        with contextlib.suppress(UnicodeEncodeError):  # half a surrogate pair, which YAML lets one write
            said = msgspec.json.encode(found, enc_hook=_name)
            ondisk.write(file, _PREFIX, lambda opened: opened.write(said))
    return found


def _key(directory: Path) -> str:
    """A hash of the files of the folder and of the code that reads them."""
    digest = hashlib.sha256()
    code = [Path(str(module.__file__)) for module in _READERS]
    for file in (*code, *sorted(each for each in directory.glob("*.y*ml") if each.is_file())):
        content = file.read_bytes()
        digest.update(f"{file.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:32]


def _read(file: Path, directory: Path) -> dict[str, intents.Intent] | None:
    """What was written, None when there is nothing that can be read; the files are those of this folder."""
    try:
        kept = file.read_bytes()
        return msgspec.json.decode(kept, type=dict[str, intents.Intent], dec_hook=lambda _type, name: directory / name)
    except (OSError, msgspec.MsgspecError, TypeError):
        return None


def _name(path: Any) -> str:
    if isinstance(path, Path):
        return path.name
    raise NotImplementedError(type(path).__name__)
