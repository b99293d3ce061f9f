"""The environment of the processes that are measured."""

from __future__ import annotations

import os

from speed.texts import TOP


def environment(**settings: str) -> dict[str, str]:
    """Ours, without settings of the assistant, with these, and with this package to be found."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    paths = [str(TOP / "bench"), *filter(None, [clean.get("PYTHONPATH")])]
    return {**clean, "PYTHONPATH": os.pathsep.join(paths), **settings}
