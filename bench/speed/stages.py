"""How long a message takes in process, and each stage of it: understand, decide, put into words. No store.

As `python -m speed.stages` a process of its own for one round: it warms up on other texts, then takes each measured
text once, so that nothing kept from an earlier round can answer it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

from speed.figures import Figure, median, quantile
from speed.processes import environment
from speed.texts import measured, warm

STAGES = ("understand", "decide", "words")
QUESTION = "in process"


class Timed:
    """Stands before a part of the assistant and notes how long one of its methods takes."""

    def __init__(self, part: Any, method: str) -> None:
        self._part, self._method = part, method
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._part, name)
        if name != self._method:
            return found

        def timed(*args: Any, **more: Any) -> Any:
            began = time.perf_counter()
            try:
                return found(*args, **more)
            finally:
                self.seconds += time.perf_counter() - began

        return timed


def once() -> dict[str, list[float]]:
    """Milliseconds of each text by stage, and as a whole, each text once (understanding alone a second time)."""
    from assistant.service import Assistant, MessageRequest  # noqa: PLC0415 - only the child needs them
    from assistant.settings import load_settings  # noqa: PLC0415

    assistant = Assistant.from_settings(load_settings(semantic=False))
    for text in warm():
        assistant.reply(MessageRequest(text), None)
    read = assistant.understander = Timed(assistant.understander, "read")  # type: ignore[assignment]
    step = assistant.dialogue = Timed(assistant.dialogue, "step")  # type: ignore[assignment]
    found: dict[str, list[float]] = {name: [] for name in (*STAGES, "whole")}
    for text in measured():
        read.seconds = step.seconds = 0.0
        began = time.perf_counter()
        assistant.reply(MessageRequest(text), None)
        whole = time.perf_counter() - began
        parts = (read.seconds, step.seconds, whole - read.seconds - step.seconds, whole)
        for name, seconds in zip(found, parts, strict=True):
            found[name].append(seconds * 1000)
    return found


def one_round() -> dict[str, list[float]]:
    """The same, in a process of its own."""
    command = [sys.executable, "-m", "speed.stages"]
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=environment())
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found


def figures(rounds: list[dict[str, list[float]]]) -> list[Figure]:
    """p50 and p99 of each stage and of the whole."""
    out = []
    for name in (*STAGES, "whole"):
        for share, limit in ((0.5, 1.0), (0.99, 4.0)):
            values = [quantile(each[name], share) for each in rounds]
            asked = limit if name == "whole" else None
            out.append(median(QUESTION, f"{name}, p{share * 100:.0f}", values, "ms", limit=asked))
    return out


if __name__ == "__main__":
    print(json.dumps(once()))
