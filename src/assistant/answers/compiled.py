"""Templates compiled at an earlier start, kept in one file beside the trained models."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

_KEPT = 8  # files of earlier contents that are kept
_PREFIX = "responses-"


def fingerprint(directory: Path, sources: Iterable[Path], names: Iterable[str]) -> str:
    """A hash of every file of a directory, and of what compiles them: the files `sources`, filters by their `names`."""
    digest = hashlib.sha256(f"{jinja2.__version__} {sys.implementation.cache_tag} {' '.join(names)}".encode())
    for path in (*sources, *sorted(directory.glob("*.*"))):
        digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:32]


class Compiled(jinja2.BytecodeCache):
    """The compiled templates of one locale; each is unpacked when it is used first.

    `found`: the file was there, so that everything in it has been looked through before; `keeps`: there is a directory
    for it. A file that others could have written is left alone, for what is in it is run.
    """

    def __init__(self, directory: Path | None, key: str) -> None:
        self._file = directory and directory / f"{_PREFIX}{key}.zip"
        self._packed = _read(self._file) if self._file is not None else None
        self._new: dict[str, bytes] = {}
        self.found = self._packed is not None
        self.keeps = self._file is not None

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name alone: the same files at another place are the same templates."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is kept of a template; Jinja compiles it when that is nothing, or of another source."""
        if self._packed is not None and bucket.key in self._packed.NameToInfo:
            bucket.bytecode_from_string(self._packed.read(bucket.key))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Note what was compiled, for `keep`."""
        if not self.found:
            self._new[bucket.key] = bucket.bytecode_to_string()

    def keep(self) -> None:
        """Write what was compiled; a directory that cannot be written to is no error."""
        if self._file is None or self.found:
            return
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(prefix=_PREFIX, suffix=".tmp", dir=self._file.parent)
            with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
                for name, code in self._new.items():
                    packed.writestr(name, code)
            Path(draft).replace(self._file)
            files = sorted(self._file.parent.glob(f"{_PREFIX}*.zip"), key=lambda file: -file.stat().st_mtime)
            for old in files[_KEPT:]:
                old.unlink(missing_ok=True)
        self._new.clear()
        self.found = True


def _read(file: Path) -> zipfile.ZipFile | None:
    with contextlib.suppress(OSError, zipfile.BadZipFile), file.open("rb") as opened:
        about = os.fstat(opened.fileno())
        if os.name == "posix" and (about.st_uid != os.geteuid() or about.st_mode & 0o022):
            return None
        return zipfile.ZipFile(BytesIO(opened.read()))
    return None
