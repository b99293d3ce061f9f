"""Trained models on disk, named by a hash of everything they depend on.

A file that is broken, or of another version, is as good as none: the model is trained again and written over it.
"""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.language import ondisk
from assistant.language.arrays import Floats, Integers

_PREFIX = "matcher-"
_NUMBERS = 5  # of a calibration: temperature, constant, three factors
BREAK = "\n"  # stands between texts: no sentence and no feature holds one


@dataclass(frozen=True, slots=True)
class Packed:
    """A trained matcher as plain arrays and strings.

    `sentences` as written and `folded`, each a line, in the order of `labels`, which is sorted: they are seldom looked
    at one by one. `starts`, `targets`, `weights`: the kept weights, feature by feature. `gate`: the temperature, then
    the numbers of the gate.
    """

    names: tuple[str, ...]
    features: tuple[str, ...]
    sentences: str
    folded: str
    scale: Floats
    starts: NDArray[np.int64]
    targets: Integers
    weights: Floats
    bias: Floats
    labels: Integers
    gate: NDArray[np.float64]


_LINES = ("names", "features")
_TEXTS = ("sentences", "folded")


def key(examples: Iterable[tuple[str, str, str]], mask: Callable[[str], str]) -> str:
    """Return the hash of the examples, the mask and the code of this package that turns them into a model."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*")):
        if file.suffix in (".py", ".yaml"):
            digest.update(file.read_bytes())
    with contextlib.suppress(OSError, TypeError):
        digest.update(inspect.getsource(mask).encode())
    digest.update(np.__version__.encode())
    for example in examples:
        for part in example:
            digest.update(part.encode())
            digest.update(b"\0")
    return digest.hexdigest()[:32]


def load(directory: Path, name: str) -> Packed | None:
    """Return the model of that key, None when there is none that can be read."""
    stored = load_arrays(directory, _PREFIX, name)
    if stored is None:
        return None
    try:
        values: dict[str, Any] = {part.name: stored[part.name] for part in fields(Packed)}
        values |= {part: values[part].tobytes().decode() for part in (*_LINES, *_TEXTS)}
        packed = Packed(**{**values, **{part: tuple(values[part].split(BREAK)) for part in _LINES}})
        _check(packed)
    except (ValueError, KeyError):
        return None
    return packed


def save(directory: Path, name: str, packed: Packed) -> None:
    """Write a model so that a reader sees all of it or nothing; a directory that cannot be written to is no error."""
    values = {part.name: getattr(packed, part.name) for part in fields(Packed)}
    values |= {part: BREAK.join(values[part]) for part in _LINES}
    values |= {part: np.frombuffer(values[part].encode(), dtype=np.uint8) for part in (*_LINES, *_TEXTS)}
    save_arrays(directory, _PREFIX, name, values)


def save_arrays(directory: Path, prefix: str, name: str, values: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays as `save` writes a model; of the files with this prefix, the newest few are kept."""
    whole = dict(values)
    ondisk.write(
        directory / f"{prefix}{name}.npz", prefix, lambda opened: np.savez(opened, allow_pickle=False, **whole)
    )


def load_arrays(directory: Path, prefix: str, name: str) -> dict[str, NDArray[Any]] | None:
    """Return what `save_arrays` wrote, None when there is nothing that can be read."""
    try:
        with np.load(directory / f"{prefix}{name}.npz", allow_pickle=False) as stored:
            return dict(stored)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def _check(packed: Packed) -> None:
    """Raise ValueError when the parts do not fit together."""
    fits = (
        len(packed.features) == len(packed.scale) == len(packed.starts) - 1
        and len(packed.names) == len(packed.bias)
        and len(packed.labels) == packed.sentences.count(BREAK) + 1 == packed.folded.count(BREAK) + 1
        and len(packed.targets) == len(packed.weights) == packed.starts[-1]
        and len(packed.gate) == _NUMBERS
    )
    if not fits:
        raise ValueError("parts of different models")
