"""How it goes: questions a day, share answered, top intents, fallbacks, time until a person replied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Annotated, Any, Final, TypeVar

from litestar import get
from litestar.params import QueryParameter
from litestar.plugins.htmx import HTMXTemplate

from assistant.identity import INSIGHTS_READ
from assistant.store.insights import Asked as Turns
from assistant.store.insights import Handled
from assistant.web.console.parts import JST, Asked, locale_of, page, service_of, short_day
from assistant.web.console.plots import columns, rows
from assistant.web.console.words import known
from assistant.web.problems import Refused
from assistant.web.who import scoped

SPANS: Final = (7, 30, 90)
TOP: Final = 10
# What a turn is counted as. Small talk asks nothing, so it counts neither way.
ANSWERED: Final = frozenset({"answer", "confirmation", "receipt"})
ASKED_BACK: Final = frozenset({"question", "choice"})
SAID_NOTHING: Final = frozenset({"smalltalk"})
STEPS: Final = ((1, "1h"), (4, "4h"), (8, "8h"), (24, "24h"), (72, "72h"))  # hours

Key = TypeVar("Key", bound=Hashable)
Days = Annotated[int, QueryParameter(ge=1, le=366)]


@get("/dashboard", guards=[scoped(INSIGHTS_READ)])
async def dashboard(request: Asked, days: Days = 30) -> HTMXTemplate:
    """The figures of the last days, today included (Japan's time)."""
    store = service_of(request).store
    if store is None:
        raise Refused(503, "This server keeps nothing, so there is nothing to count.")
    today = datetime.now(JST).date()
    first = today - timedelta(days=days - 1)
    since = datetime.combine(first, time(), JST).astimezone(UTC)
    turns, answered, handled = await store.asked(since), await store.intents_asked(since), await store.handled(since)
    figures, locale = counted(turns), locale_of(request)
    daily = by_day(turns, [first + timedelta(days=n) for n in range(days)], locale)
    return page(
        request,
        "dashboard.html.j2",
        "dashboard",
        days=days,
        spans=SPANS,
        figures={**figures, **replied(handled)},
        daily=columns(daily),
        intents=bars(titled(request, top(answered))),
        kinds=bars((known(locale, f"kind.{k}", k), n) for k, n in kinds(turns)),
        channels=bars((known(locale, f"channel.{c}", c), n) for c, n in channels(turns)),
        times=bars((known(locale, f"within.{s}", s), n) for s, n in within(handled)),
    )


def bars(counts: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """Named counts as bars."""
    return rows([(name, n, f"{n:,}") for name, n in counts])


def titled(request: Asked, counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Intents by their titles; one that is no more there by its name."""
    intents, locale = service_of(request).intents, locale_of(request)
    return [(intents[name].title.get(locale, name) if name in intents else name, n) for name, n in counts]


def counted(turns: Sequence[Turns]) -> dict[str, Any]:
    """Questions, and the shares of them answered, asked back, passed on and not understood."""
    kinds_ = Counter({kind: number for kind, number in kinds(turns) if kind not in SAID_NOTHING})
    total = kinds_.total()

    def share(names: frozenset[str]) -> str:
        return f"{sum(kinds_[n] for n in names) / total:.0%}" if total else "–"

    return {
        "questions": f"{total:,}",
        "answered": share(ANSWERED),
        "asked_back": share(ASKED_BACK),
        "handoffs": share(frozenset({"handoff"})),
        "fallbacks": share(frozenset({"fallback"})),
    }


def by_day(turns: Sequence[Turns], days: Sequence[date], locale: str = "ja") -> list[tuple[str, int, int]]:
    """For each day (Japan's): the questions, and how many of them were answered."""
    whole = _summed((turn.day, turn.turns) for turn in turns if turn.kind not in SAID_NOTHING)
    part = _summed((turn.day, turn.turns) for turn in turns if turn.kind in ANSWERED)
    return [(short_day(day, locale), whole[day], part[day]) for day in days]


def top(answered: Mapping[str, int]) -> list[tuple[str, int]]:
    """The intents answered most."""
    return Counter(answered).most_common(TOP)


def kinds(turns: Sequence[Turns]) -> list[tuple[str, int]]:
    """How the replies were, most frequent first."""
    return _summed((turn.kind, turn.turns) for turn in turns).most_common()


def channels(turns: Sequence[Turns]) -> list[tuple[str, int]]:
    """Where the questions came in, most frequent first."""
    return _summed((turn.channel, turn.turns) for turn in turns).most_common()


def _summed(numbers: Iterable[tuple[Key, int]]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for key, number in numbers:
        found[key] += number
    return found


def within(handled: Sequence[Handled]) -> list[tuple[str, int]]:
    """How many tickets had their first reply within so many hours, later, or not yet."""
    found: Counter[str] = Counter()
    for each in handled:
        if each.answered is None:
            found["open"] += 1
            continue
        took = (each.answered - each.opened).total_seconds() / 3600
        found[next((name for hours, name in STEPS if took <= hours), "later")] += 1
    return [(name, found[name]) for name in (*(name for _, name in STEPS), "later", "open")]


def replied(handled: Sequence[Handled]) -> dict[str, str]:
    """The median time until the first reply of a person, in hours and minutes."""
    took = [each.answered - each.opened for each in handled if each.answered is not None]
    if not took:
        return {"reply": "–"}
    minutes = round(median(each.total_seconds() for each in took) / 60)
    return {"reply": f"{minutes // 60}:{minutes % 60:02}"}


HANDLERS: Final = (dashboard,)
