"""How the time of a message grows: with the number of sentences, and with the length of the text.

The intents and sentences are multiplied as `bench/matcher.py` does it: each copy writes a third of its letters in its
own way. To end in minutes, ×1 is a part of our sentences, so that ×10 (or, in the quick form, ×100) is about as many as
there are; training is cut short, which changes the weights but not how many there are.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from datetime import date

from matcher import enlarge, texts_of

from assistant.language import training
from assistant.language.intents import examples, load_intents
from assistant.language.matcher import Example, Matcher, train
from assistant.language.understand import Understander
from assistant.service import Assistant, MessageRequest
from assistant.settings import content_dir, load_settings
from speed.figures import Figure, median, quantile
from speed.texts import TOP, measured, warm

sys.path.insert(0, str(TOP / "tests"))
from language.hostile_texts import HOSTILE, NORMAL

QUESTION = "growth"
TODAY = date(2026, 11, 22)
LENGTHS = (1, 10, 60, 240, 1000, 4000)


def milliseconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """The p50 of processor time, each text once."""
    taken = []
    for text in texts:
        began = time.process_time()
        work(text)
        taken.append((time.process_time() - began) * 1000)
    return quantile(taken, 0.5)


def sentences(rounds: int, share: int) -> list[Figure]:
    """Understanding with every `share`-th sentence, with ten times and with a hundred times as many."""
    base = examples(load_intents(content_dir("intents")))[::share]
    kept = training._FEW_ITERATIONS, training._MAX_WORK, training._ROUNDS
    training._FEW_ITERATIONS, training._MAX_WORK, training._ROUNDS = 1, 1e8, 1
    try:
        sizes = {times: _trained(base, times) for times in (1, 10, 100)}
    finally:
        training._FEW_ITERATIONS, training._MAX_WORK, training._ROUNDS = kept
    parts = {"matcher": lambda matcher: matcher.rank, "understanding": _reader}
    runs: dict[tuple[str, int], list[float]] = {}
    for number in range(rounds + 1):
        texts = measured()[number :: rounds + 1]  # each text once, so that nothing kept can answer it
        for times, (matcher, _) in sizes.items():
            for name, of in parts.items():
                taken = milliseconds(of(matcher), texts)
                if number:
                    runs.setdefault((name, times), []).append(taken)
    out = []
    for (name, times), each in runs.items():
        count = sizes[times][1]
        out.append(median(QUESTION, f"{name}, {count:,} sentences (×{times}), p50", each, "ms"))
        if times > 1:
            pairs = [a / b for a, b in zip(each, runs[name, 1], strict=True)]
            limit = 2.0 if times == 10 else None
            out.append(median(QUESTION, f"{name}, ×{times} sentences", pairs, "times", limit=limit))
    return out


def _trained(base: Sequence[Example], times: int) -> tuple[Matcher, int]:
    examples_of = enlarge(base, times) if times > 1 else list(base)
    return train(examples_of), len(examples_of)


def _reader(matcher: Matcher) -> Callable[[str], object]:
    understander = Understander(matcher)
    return lambda text: understander.read(text, TODAY, None)


def lengths(rounds: int) -> list[Figure]:
    """A message of 1 to 4,000 characters of ordinary sentences, and the dearest of the hostile texts."""
    assistant = Assistant.from_settings(load_settings(semantic=False))
    for text in warm()[:200]:
        assistant.reply(MessageRequest(text), None)

    def answered(text: str) -> object:
        return assistant.reply(MessageRequest(text), None)

    own = examples(load_intents(content_dir("intents")))
    by_length = {length: texts_of(own, length, 8 * (rounds + 1)) for length in LENGTHS}
    runs: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        taken = {"an ordinary message": milliseconds(answered, measured()[number :: rounds + 1] + list(NORMAL))}
        for length, texts in by_length.items():
            taken[f"{length:,} characters"] = milliseconds(answered, texts[8 * number : 8 * number + 8])
        taken["the dearest hostile text"] = max(milliseconds(answered, [text[:4000]]) for text in HOSTILE.values())
        if number:
            for name, each in taken.items():
                runs.setdefault(name, []).append(each)
    normal = runs["an ordinary message"]
    out = [median(QUESTION, f"{name}, p50", each, "ms") for name, each in runs.items()]
    for name in ("4,000 characters", "the dearest hostile text"):
        pairs = [a / b for a, b in zip(runs[name], normal, strict=True)]
        limit = 20.0 if name[0] == "4" else None
        out.append(median(QUESTION, f"{name} beside an ordinary message", pairs, "times", limit=limit))
    return out
