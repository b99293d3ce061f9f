"""How well a directory of intents reads texts it has not seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from assistant.errors import ContentError
from assistant.language.intents import OUT_OF_SCOPE, examples, load_intents
from assistant.language.matcher import Matcher, as_is
from assistant.language.report import Case, Report, Result, report
from assistant.language.semantic import Encoder, train_with
from assistant.language.yamlfile import Source, line_of

_NOTHING = ("", "null", "~", "Null", "NULL")
_WARM_UP = 20

REJECT = 0.75
"""The chance of being out of scope from which a text is rejected where no intent says what is out of scope: the chance
is then a guess from what is in scope, and turning a right question away is worse than answering a wrong one. Where
there is such an intent, it is decided like any other: the likeliest wins."""


def load_cases(file: Path) -> list[Case]:
    """Read a YAML list of {text, lang, intent}; `intent` is a name, a list of names that are all right, or null.

    Other keys are left alone. Raises ContentError with every fault, FileNotFoundError without the file.
    """
    source = Source.read(file)
    root = source.root()
    cases: list[Case] = []
    if root is not None and not isinstance(root, yaml.SequenceNode):
        source.fault(
            line_of(root), "an evaluation file must be a list", "write `- {text: ..., lang: ..., intent: ...}`"
        )
    for node in root.value if isinstance(root, yaml.SequenceNode) else ():
        values = source.mapping(node, "a case")
        if "text" not in values or "intent" not in values:
            source.fault(line_of(node), "a case needs `text` and `intent`", "add it; `intent: null` is out of scope")
            continue
        text = source.string(values["text"], "`text`")
        lang = values.get("lang")
        if text:
            cases.append(Case(text, lang.value if lang else "", _wanted(source, values["intent"]), line_of(node)))
    if not cases and not source.faults:
        source.fault(0, "no cases", "write `- {text: ..., lang: ..., intent: ...}`")
    if source.faults:
        raise ContentError(source.faults)
    return cases


def evaluate(
    eval_file: Path,
    intents_dir: Path,
    *,
    mask: Callable[[str], str] = as_is,
    cache_dir: Path | None = None,
    encoder: Encoder | None = None,
) -> Report:
    """Train on a directory of intents and read every text of a file with it, masking values with `mask`.

    Without `cache_dir` the training time is that of a training. With `encoder` it is asked too. Raises ContentError
    and FileNotFoundError.
    """
    cases = load_cases(eval_file)
    intents = load_intents(intents_dir, slots=None, lenient=True)
    sentences = examples(intents)
    start = time.perf_counter()
    matcher = train_with(encoder, sentences, mask=mask, cache_dir=cache_dir)
    seconds = time.perf_counter() - start
    results, nanoseconds = read_all(matcher, cases, mask)
    return report(matcher, results, nanoseconds=nanoseconds, sentences=len(sentences), seconds=seconds, mask=mask)


def read_all(
    matcher: Matcher, cases: Sequence[Case], mask: Callable[[str], str] = as_is
) -> tuple[list[Result], list[int]]:
    """Return what becomes of each case, and the nanoseconds each took from the text to the ranking."""
    for case in cases[:_WARM_UP]:
        matcher.rank(mask(case.text))
    results: list[Result] = []
    taken: list[int] = []
    for case in cases:
        start = time.perf_counter_ns()
        ranked = matcher.rank(mask(case.text), limit=len(matcher.names))
        taken.append(time.perf_counter_ns() - start)
        results.append(_result(case, ranked))
    return results, taken


def _result(case: Case, ranked: Sequence[tuple[str, float]]) -> Result:
    inside = [(name, chance) for name, chance in ranked if name != OUT_OF_SCOPE]
    best, confidence = inside[0] if inside else (OUT_OF_SCOPE, 0.0)
    outside = 1 - sum(chance for _, chance in inside)
    told = len(inside) < len(ranked)
    if outside >= (confidence if told else REJECT):
        return Result(case, None, outside, best, confidence)
    return Result(case, best, confidence, best, confidence)


def _wanted(source: Source, node: yaml.Node) -> tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode):
        plain = not node.style and node.value in _NOTHING
        return () if plain or node.value == OUT_OF_SCOPE else (str(node.value),)
    return tuple(name for name, _ in source.strings(node, "`intent`"))
