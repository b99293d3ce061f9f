"""Understanding beside nlp.js and a scikit-learn pipeline, trained on the same sentences, on the same texts.

Each is a process that trains, says so, and then times every text once for each line it is sent; ours is `stages`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from speed import stages
from speed.figures import Figure, median, missing, quantile
from speed.texts import TOP, measured, sentences, warm

QUESTION = "understanding beside others"
HERE = Path(__file__).parent
LINEAR_PYTHON = TOP / ".venv-bench/bin/python"
NLPJS = "nlp.js"
LINEAR = "scikit-learn TF-IDF + linear SVC"


def commands() -> dict[str, list[str] | str]:
    """How each is started, or why it cannot be."""
    node = shutil.which("node")
    found: dict[str, list[str] | str] = {}
    if node is None:
        found[NLPJS] = "no node here"
    elif not (HERE / "nlpjs/node_modules").is_dir():
        found[NLPJS] = "its packages are not installed (npm ci in bench/speed/nlpjs)"
    else:
        found[NLPJS] = [node, str(HERE / "nlpjs/rank.js")]
    if LINEAR_PYTHON.exists():
        found[LINEAR] = [str(LINEAR_PYTHON), str(HERE / "linear.py")]
    else:
        found[LINEAR] = "scikit-learn is not installed (make .venv-bench)"
    return found


@contextmanager
def started(command: Sequence[str], data: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has trained."""
    with subprocess.Popen([*command, str(data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def asked(process: subprocess.Popen[str], line: str) -> Any:
    """What the process answers to a line; raises ValueError when it ended instead."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def compare(rounds: int, share: int) -> list[Figure]:
    """In turns: our stages, then each of the others, which are trained on every `share`-th sentence."""
    ours: list[dict[str, list[float]]] = []
    theirs: dict[str, list[list[float]]] = {}
    trained: dict[str, float] = {}
    why: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.json"
        data.write_text(json.dumps({"sentences": sentences()[::share], "texts": measured(), "warm": warm()}), "utf-8")
        for name, command in commands().items():
            if isinstance(command, str):
                why[name] = command
                continue
            with started(command, data) as process:
                try:
                    trained[name] = asked(process, "train")
                    for _ in range(rounds):
                        ours.append(stages.one_round())
                        theirs.setdefault(name, []).append(asked(process, "go"))
                except (ValueError, OSError) as failure:
                    why[name] = f"it ended ({type(failure).__name__})"
    while len(ours) < rounds:
        ours.append(stages.one_round())
    return [*stages.figures(ours), *_beside(ours, theirs, trained, why)]


def _beside(
    ours: list[dict[str, list[float]]],
    theirs: dict[str, list[list[float]]],
    trained: dict[str, float],
    why: dict[str, str],
) -> Iterator[Figure]:
    p50 = [quantile(each["understand"], 0.5) for each in ours]
    for name in (NLPJS, LINEAR):
        limit = 1.0 if name == NLPJS else None
        ratio = f"ours beside {name}, p50"
        if name in why:
            yield missing(QUESTION, ratio, why[name], limit=limit)
            continue
        values = [quantile(each, 0.5) for each in theirs[name]]
        yield median(QUESTION, f"{name}, p50", values, "ms")
        yield median(QUESTION, f"{name}, p99", [quantile(each, 0.99) for each in theirs[name]], "ms")
        yield Figure(QUESTION, f"{name}, training", round(trained[name], 1), "s")
        mine = p50[: len(values)] if name == NLPJS else p50[-len(values) :]
        pairs = [a / b for a, b in zip(mine, values, strict=True)]
        yield median(QUESTION, ratio, pairs, "times", limit=limit)
