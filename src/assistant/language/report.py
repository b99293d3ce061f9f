"""The figures of an evaluation: accuracy, rejection, confusions with what pulled them, reliability, time."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from assistant.language.intents import OUT_OF_SCOPE
from assistant.language.matcher import Matcher

_BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
_WORST = 20
_SHOWN = 5
REQUIRED_RECALL = 0.5


@dataclass(frozen=True, slots=True)
class Case:
    """One text, its language, and the intents that are right for it; none when it is out of scope."""

    text: str
    lang: str
    intents: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a case: the intent it was read as (None: rejected) and the chances.

    `best` is the likeliest intent whether rejected or not, `confidence` its chance; `chance` is that of what was
    decided: of `predicted`, or of being out of scope.
    """

    case: Case
    predicted: str | None
    chance: float
    best: str
    confidence: float

    @property
    def right(self) -> bool:
        """Whether the decision is one of the right ones."""
        return self.predicted in self.case.intents if self.case.intents else self.predicted is None


@dataclass(frozen=True, slots=True)
class Confusion:
    """Texts of one intent read as another (None: out of scope), with the sentences that pulled them."""

    expected: str | None
    predicted: str | None
    count: int
    texts: tuple[str, ...]
    pulled_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Decisions whose chance lies from `low` to `high`: how sure they were, and how many were right."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of an evaluation; shares are from 0 to 1, None where there is nothing to count.

    `accuracy`, `macro_f1`, `in_scope_accuracy` and `out_of_scope_recall` are with rejection on: the likeliest intent
    wins, out of scope being one of them (see REJECT where no intent says what that is).
    `in_scope_accuracy_without_rejection` takes the likeliest intent always. `in_scope_accuracy_at_half_recall` is the
    best there is with a threshold on the confidence under which at least half of what is out of scope is rejected.
    """

    cases: int
    in_scope: int
    out_of_scope: int
    intents: int
    sentences: int
    accuracy: float
    macro_f1: float
    in_scope_accuracy: float | None
    out_of_scope_recall: float | None
    in_scope_accuracy_without_rejection: float | None
    in_scope_accuracy_at_half_recall: float | None
    by_language: dict[str, float]
    calibration_error: float
    labels: tuple[str | None, ...]
    confusion_matrix: tuple[tuple[int, ...], ...]
    worst: tuple[Confusion, ...]
    reliability: tuple[Bin, ...]
    training_seconds: float
    p50_microseconds: float
    p99_microseconds: float
    results: tuple[Result, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain JSON, without the single results; in labels, null is out of scope."""
        values = asdict(self)
        del values["results"]
        values["confusion_matrix"] = {"labels": values.pop("labels"), "rows": values["confusion_matrix"]}
        return {key: round(value, 6) if isinstance(value, float) else value for key, value in values.items()}


def report(
    matcher: Matcher,
    results: Sequence[Result],
    *,
    nanoseconds: Sequence[int],
    sentences: int,
    seconds: float,
    mask: Callable[[str], str],
) -> Report:
    """Count the results of at least one case; `nanoseconds` were taken by each, `seconds` by training."""
    inside = [result for result in results if result.case.intents]
    outside = [result for result in results if not result.case.intents]
    pairs = Counter((_expected(result), result.predicted) for result in results)
    labels = sorted({label for pair in pairs for label in pair}, key=lambda label: (label is None, label or ""))
    p50, p99 = np.percentile(nanoseconds, (50, 99)) / 1000
    bins = _reliability(results)
    languages = sorted({result.case.lang for result in results})
    return Report(
        cases=len(results),
        in_scope=len(inside),
        out_of_scope=len(outside),
        intents=len(matcher.names),
        sentences=sentences,
        accuracy=_share([result.right for result in results]) or 0.0,
        macro_f1=_macro_f1(pairs, labels),
        in_scope_accuracy=_share([result.right for result in inside]),
        out_of_scope_recall=_share([result.right for result in outside]),
        in_scope_accuracy_without_rejection=_share([result.best in result.case.intents for result in inside]),
        in_scope_accuracy_at_half_recall=_at_recall(inside, outside),
        by_language={
            lang: _share([result.right for result in results if result.case.lang == lang]) or 0.0 for lang in languages
        },
        calibration_error=sum(one.count * abs(one.confidence - one.accuracy) for one in bins) / len(results),
        labels=tuple(labels),
        confusion_matrix=tuple(tuple(pairs[row, column] for column in labels) for row in labels),
        worst=_worst(matcher, results, mask),
        reliability=bins,
        training_seconds=seconds,
        p50_microseconds=float(p50),
        p99_microseconds=float(p99),
        results=tuple(results),
    )


def _expected(result: Result) -> str | None:
    """The right intent nearest to what was decided, so that a case with several counts once."""
    if result.predicted in result.case.intents:
        return result.predicted
    return result.case.intents[0] if result.case.intents else None


def _share(of: Sequence[bool]) -> float | None:
    return sum(of) / len(of) if of else None


def _macro_f1(pairs: Counter[tuple[str | None, str | None]], labels: Sequence[str | None]) -> float:
    scores = []
    for label in labels:
        right = pairs[label, label]
        expected = sum(count for (row, _), count in pairs.items() if row == label)
        predicted = sum(count for (_, column), count in pairs.items() if column == label)
        scores.append(2 * right / (expected + predicted))
    return sum(scores) / len(scores)


def _at_recall(inside: Sequence[Result], outside: Sequence[Result]) -> float | None:
    """In-scope accuracy under the mildest threshold that rejects enough of what is out of scope."""
    if not inside or not outside:
        return None
    strange = sorted(result.confidence for result in outside)
    threshold = strange[int(np.ceil(REQUIRED_RECALL * len(strange))) - 1]
    return _share([r.best in r.case.intents and r.confidence > threshold for r in inside])


def _reliability(results: Sequence[Result]) -> tuple[Bin, ...]:
    bins: list[Bin] = []
    for low, high in itertools.pairwise(_BINS):
        here = [r for r in results if low <= r.chance < high or (high == _BINS[-1] and r.chance >= high)]
        if here:
            confidence = sum(r.chance for r in here) / len(here)
            bins.append(Bin(low, high, len(here), confidence, sum(r.right for r in here) / len(here)))
    return tuple(bins)


def _worst(matcher: Matcher, results: Sequence[Result], mask: Callable[[str], str]) -> tuple[Confusion, ...]:
    wrong: dict[tuple[str | None, str | None], list[Result]] = {}
    for result in results:
        if not result.right:
            wrong.setdefault((_expected(result), result.predicted), []).append(result)
    order = sorted(wrong.items(), key=lambda item: -len(item[1]))[:_WORST]
    return tuple(
        Confusion(
            expected,
            predicted,
            len(here),
            tuple(result.case.text for result in here[:_SHOWN]),
            _pulls(matcher, predicted, here[:_SHOWN], mask),
        )
        for (expected, predicted), here in order
    )


def _pulls(
    matcher: Matcher, predicted: str | None, results: Sequence[Result], mask: Callable[[str], str]
) -> tuple[str, ...]:
    name = predicted or OUT_OF_SCOPE
    if name not in matcher.names:
        return ()
    near = (matcher.near(mask(result.case.text), name, limit=1) for result in results)
    return tuple(dict.fromkeys(found[0].sentence for found in near if found))
