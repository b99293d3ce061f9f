"""A script of bench/ as a module, for its quick form."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

TOP = Path(__file__).parents[1]


def script(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, TOP / "bench" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
