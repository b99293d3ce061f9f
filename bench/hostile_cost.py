"""What hostile texts cost, as multiples of a normal message: the target is 20 (python bench/hostile_cost.py)."""

import sys
import time
from pathlib import Path

from assistant.service import Assistant, MessageRequest
from assistant.settings import load_settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from language.hostile_texts import HOSTILE, NORMAL

LONGEST, TRIES, TARGET = 4000, 5, 20


def cost(assistant: Assistant, text: str) -> float:
    """Processor seconds of one message, the best of a few tries."""
    best = float("inf")
    for _ in range(TRIES):
        began = time.process_time()
        assistant.reply(MessageRequest(text[:LONGEST]), None)
        best = min(best, time.process_time() - began)
    return best


assistant = Assistant.from_settings(load_settings())
normal = sorted(cost(assistant, text) for text in NORMAL)[len(NORMAL) // 2]
print(f"a normal message: {normal * 1000:.1f} ms")
for name, text in HOSTILE.items():
    ratio = cost(assistant, text) / normal
    print(f"{name:24}{ratio:6.1f} times{'' if ratio <= TARGET else '   over the target'}")
