"""How long the matcher takes for one text, as it is and with ten times the intents and sentences; and to train.

    python bench/matcher.py [INTENTS_DIR [SHARE]]

The texts are parts of the sentences of the directory put together. The tenfold directory has each intent ten times:
every copy writes a third of its letters in its own way. So that training it ends within some minutes, both have only
every third sentence (SHARE, 3). Fails (exit 1) when the p50 of a 60-character text is not below 300 µs, or ten times as
much takes more than twice the time.
"""

import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.language.intents import examples, load_intents
from assistant.language.matcher import Example, Matcher, train
from assistant.settings import content_dir

LIMIT = 300.0
TIMES = 10
ROUNDS = 400


def enlarge(sentences: Sequence[Example], times: int) -> list[Example]:
    """Copy every intent: a third of the letters of a copy are moved by its number, the rest stays shared."""
    out: list[Example] = []
    for number in range(times):
        moved = {code: chr(code + number) for code in (*range(0x61, 0x72, 3), *range(0x3042, 0x3080, 3))}
        moved |= {code: chr(code + number) for code in range(0x4E00, 0x9FA0, 3)}
        out += [(f"{intent}_{number}", lang, text.translate(moved)) for intent, lang, text in sentences]
    return out


def texts_of(sentences: Sequence[Example], length: int, count: int) -> list[str]:
    """Make texts of about a length out of the beginnings and ends of sentences."""
    chosen = random.Random(1)  # noqa: S311
    out = []
    while len(out) < count:
        text = ""
        while len(text) < length:
            part = chosen.choice(sentences)[2]
            text += part[: len(part) * 2 // 3] + " "
        out.append(text[:length])
    return out


def microseconds(matcher: Matcher, texts: Sequence[str]) -> list[float]:
    for text in texts[:50]:
        matcher.rank(text)
    taken = []
    for text in texts:
        start = time.perf_counter_ns()
        matcher.rank(text)
        taken.append((time.perf_counter_ns() - start) / 1000)
    return sorted(taken)


def timed(work: Callable[[], Matcher]) -> tuple[Matcher, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def main() -> int:
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else content_dir("intents")
    share = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    base = examples(load_intents(directory, slots=None, lenient=True))[::share]
    medians: dict[str, float] = {}
    for label, sentences in (("as it is", base), (f"{TIMES} times", enlarge(base, TIMES))):
        matcher, seconds = timed(lambda sentences=sentences: train(sentences))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{label}: {len(matcher.names)} intents, {len(sentences)} sentences; trained in {seconds:.1f} s of CPU")
        for length in (15, 60, 240, 1000, 4000):
            taken = microseconds(matcher, texts_of(sentences, length, ROUNDS if length < 1000 else 40))
            p50, p99 = statistics.median(taken), taken[int(len(taken) * 0.99)]
            print(f"  {length:5} characters   p50 {p50:8.0f} µs   p99 {p99:8.0f} µs")
            if length == 60:
                medians[label] = p50
        print(f"  most memory so far {memory:.0f} MB")
    first, tenfold = medians.values()
    print(f"ten times as much takes {tenfold / first:.2f} times as long (60 characters)")
    return int(first >= LIMIT or tenfold > 2 * first)


if __name__ == "__main__":
    sys.exit(main())
