"""How long a decision takes in process: p50 and p99 for each rule, request validation included.

    python bench/rules.py [ROUNDS]

Fails (exit 1) when the p50 of a decision is not below 50 µs, or that of a change with remedies not below 1 ms.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from assistant.rules import decide, load_parameters
from assistant.rules.calendar import warm

TODAY = date(2026, 11, 22)
CORE = {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "A"}
FMS = {"licences": 5000, "concurrent": 5000, "servers": 2, "region": "A", "redundancy": True}
DECISIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "configuration, allowed": ("configuration", {"service": "ztna", "configuration": CORE}),
    "configuration, FMS": ("configuration", {"service": "fms", "configuration": FMS}),
    "change, allowed": ("change", {"service": "ztna", "current": CORE, "set": {"licences": 1250, "bandwidth": 1000}}),
    "usage": ("usage", {"service": "fms", "current": {"concurrent": 2000}, "peak": 2001}),
    "switch": ("switch", {"service": "ztna", "to": "fms"}),
    "termination": ("termination", {"service": "ztna", "arrival": "2026-12-01"}),
    "latest-arrival": ("latest-arrival", {"service": "fms", "desired": "2027-03-31"}),
    "minimum-term": ("minimum-term", {"service": "ztna", "billing_start": "2026-12-01"}),
    "early-termination": (
        "early-termination",
        {"service": "ztna", "billing_start": "2026-12-15", "arrival": "2026-11-30"},
    ),
    "claim-deadline": ("claim-deadline", {"service": "ztna", "claimable_on": "2026-11-10"}),
    "credit": ("credit", {"service": "ztna", "incidents": [{"duration": "PT45M"}], "monthly_fee": 100000}),
    "credit, FMS": ("credit", {"service": "fms", "incidents": [{"duration": "P2D"}]}),
}
REMEDIES: dict[str, tuple[str, dict[str, Any]]] = {
    "change with remedies": ("change", {"service": "ztna", "current": CORE, "add": ["sse"], "via": "mail"}),
    "configuration with remedies": (
        "configuration",
        {
            "service": "ztna",
            "configuration": {
                "grade": "Starter",
                "licences": 600,
                "bandwidth": 200,
                "log": 90,
                "region": "A",
                "options": ["sse"],
            },
        },
    ),
    "change, several reasons": (
        "change",
        {"service": "fms", "current": FMS, "set": {"licences": 10050, "servers": 11, "region": "B"}},
    ),
}


def _times(rule: str, request: dict[str, Any], rounds: int) -> Iterator[float]:
    book = load_parameters()
    for _ in range(rounds):
        start = time.perf_counter_ns()
        decide(rule, request, book, TODAY)
        yield (time.perf_counter_ns() - start) / 1000


def main(rounds: int = 2000) -> int:
    warm(2026, 2027)
    slow = 0
    for title, cases, limit in (("a decision", DECISIONS, 50), ("with remedies", REMEDIES, 1000)):
        medians = []
        for name, (rule, request) in cases.items():
            list(_times(rule, request, rounds // 10))
            figures = statistics.quantiles(_times(rule, request, rounds), n=100)
            medians.append(figures[49])
            print(f"{name:32} p50 {figures[49]:8.1f} µs   p99 {figures[98]:8.1f} µs")
        p50 = statistics.median(medians)
        slow |= p50 >= limit
        print(f"{title}: p50 {p50:.1f} µs (below {limit} µs wanted)\n")
    return slow


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
