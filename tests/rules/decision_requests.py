"""Requests that between them reach every code and every branch, for the tests that look at whole decisions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

STARTER = {"grade": "Starter", "licences": 300, "region": "A"}
CORE = {"grade": "Core", "licences": 1000, "bandwidth": 500, "region": "A"}
COMPLETE = {"grade": "Complete", "licences": 1000, "bandwidth": 500, "log": 180, "region": "A"}
FMS = {"licences": 5000, "concurrent": 5000, "servers": 2, "region": "A", "redundancy": True}


def requests() -> Iterator[tuple[str, dict[str, Any]]]:
    """Requests for the codes that the acceptance cases do not reach."""
    same = {**CORE, "options": ["multi_region"], "mr_region": "A", "ip": "ipv6"}
    yield "configuration", {"service": "ztna", "configuration": {k: v for k, v in same.items() if k != "ip"}}
    for scope in ("whole", "given"):
        for contract in (
            same,
            {},
            {"licences": 550},
            {"grade": "Core", "options": ["multi_region", "fax"], "servers": 1},
        ):
            yield "configuration", {"service": "ztna", "configuration": contract, "scope": scope}
        yield "configuration", {"service": "fms", "configuration": {}, "scope": scope}
    sse = {**COMPLETE, "options": ["sse"]}
    for wish in ({}, {"keep": ["sse"]}, {"remove": ["sse"]}):
        yield "change", {"service": "ztna", "current": sse, "set": {"grade": "Core"}, **wish}
    yield "change", {"service": "ztna", "current": {"grade": "Starter"}, "set": {"grade": "Core"}, "scope": "given"}
    yield "change", {"service": "ztna", "current": CORE}
    yield "change", {"service": "ztna", "current": CORE, "set": {"region": "A"}}
    yield "change", {"service": "fms", "current": {**FMS, "options": ["multi_region"]}, "remove": ["multi_region"]}
    yield "change", {"service": "fms", "current": FMS, "set": {"redundancy": False, "region": "B", "servers": 1}}
    for concurrent, peak in product((2000, None), (1, 2001, None)):
        yield "usage", {"service": "fms", "current": {"concurrent": concurrent}, "peak": peak}
    for service in ("ztna", "fms"):
        for subject in ("contract", "multi_region"):
            early = {"service": service, "subject": subject, "billing_start": "2025-05-01"}
            for more in (
                {"effective": "2025-05-10"},
                {"effective": "2025-04-10"},
                {"effective": "2025-05-10", "ground": "general_terms_28_2_or_3"},
                {"effective": "2025-05-10", "ground": "terminated_by_iij"},
                {},
            ):
                yield "early-termination", {**early, **more}
            yield "minimum-term", {"service": service, "subject": subject, "billing_start": "2025-05-01"}
            yield "minimum-term", {"service": service, "subject": subject}
        by = {"service": service, "billing_start_by": "2023-06-30", "arrival": "2026-11-22"}
        yield "early-termination", by
        yield "termination", {"service": service, "arrival": "2025-04-01T00:00:00", "designated": "2025-01-01"}
        yield "termination", {"service": service, "arrival": "2025-04-01", "designated": "2025-01-01"}
        yield "termination", {"service": service, "subject": "option", "arrival": "2025-04-01", "option": "sse"}
        yield "termination", {"service": service}
        yield "latest-arrival", {"service": service}
        claim = {"service": service, "claimable_on": "2026-02-03"}
        for claimed in ("2026-05-03", "2026-05-07", "2026-05-08"):
            yield "claim-deadline", {**claim, "claimed_on": claimed}
        yield "claim-deadline", {"service": service}
        for fact in (
            {"notified_suspension": "full"},
            {"notified_suspension": "partial"},
            {"vpn_devices": "some_up"},
            {"cause": "customer_line"},
            {"total": False},
            {"counted_from": "outage"},
        ):
            yield "credit", {"service": service, "incidents": [{"duration": "P2D", **fact}], "monthly_fee": 1000}
        yield "credit", {"service": service, "incidents": [{"duration": "P90D"}, {"duration": "P90D"}]}
        yield "credit", {"service": service}
    yield "compare", {"service": "ztna"}
    for to in ("fms", "new_starter"):
        yield "switch", {"service": "ztna", "to": to}
    yield from _more()


def _more() -> Iterator[tuple[str, dict[str, Any]]]:
    """Requests with several outcomes at once, for the order and the wording of what is found."""
    everything = {"grade": "Starter", "licences": 600, "bandwidth": 200, "log": 90, "options": ["sse", "multi_region"]}
    yield "configuration", {"service": "ztna", "configuration": everything, "via": "phone"}
    yield "configuration", {"service": "ztna", "configuration": {**COMPLETE, "options": ["sse"], "ip": "ipv4"}}
    yield "configuration", {"service": "ztna", "configuration": {**STARTER, "bandwidth": 100}}
    yield "configuration", {"service": "ztna", "configuration": {"grade": "Premium", "licences": 60_050}}
    yield "configuration", {"service": "fms", "configuration": {**FMS, "options": ["multi_region"], "mr_region": "B"}}
    odd = {"licences": 150, "concurrent": 3000, "servers": 11, "grade": "Core", "options": ["sse"]}
    yield "configuration", {"service": "fms", "configuration": odd, "via": "phone"}
    upgrade = {"grade": "Complete", "bandwidth": 700, "log": 90, "licences": 250}
    yield "change", {"service": "ztna", "current": STARTER, "set": upgrade, "add": ["sse"], "mr_region": "B"}
    yield "change", {"service": "ztna", "current": {**COMPLETE, "options": ["config_change"]}, "set": {"grade": "Core"}}
    yield "change", {"service": "ztna", "current": STARTER, "set": {"bandwidth": 300, "log": 90}}
    yield "change", {"service": "ztna", "current": CORE, "add": ["intro_support", "multi_region"], "via": "letter"}
    yield "change", {"service": "ztna", "current": {}, "set": {"grade": "Core", "licences": 125}}
    second = {**CORE, "options": ["multi_region"], "mr_region": "B"}
    yield "change", {"service": "ztna", "current": second, "mr_region": "C"}
    yield "change", {"service": "ztna", "current": second, "remove": ["multi_region"], "set": {"licences": 900}}
    yield "change", {"service": "fms", "current": FMS, "add": ["multi_region"], "mr_region": "B"}
    yield (
        "change",
        {
            "service": "fms",
            "current": {**FMS, "options": ["config_change"]},
            "remove": ["config_change"],
            "via": "chat",
        },
    )
    yield "change", {"service": "fms", "current": FMS, "remove": ["sse"], "set": {"concurrent": 3000}}
    yield "usage", {"service": "ztna", "peak": 1}
    yield "usage", {"service": "fms", "current": {"concurrent": 3000}, "peak": 1}
    yield "usage", {"service": "fms", "current": {"concurrent": 15_000, "options": ["multi_region"]}, "peak": 20_000}
    for service in ("ztna", "fms"):
        yield (
            "credit",
            {
                "service": service,
                "monthly_fee": 123_457,
                "incidents": [
                    {"month": "2025-05", "duration": "P3DT2H"},
                    {
                        "start": "2025-05-07T01:00:00",
                        "end": "2025-05-22T00:00:00",
                        "known_to_iij_at": "2025-05-07T08:00:00",
                    },
                    {"duration": "P16D", "vpn_devices": "all_down", "cause": "iij", "total": True},
                    {"duration": "PT10M", "month": "2024-05"},
                    {"duration": "P40D", "known_after": "PT5H", "month": "2026-01"},
                    {"duration": "PT26H", "cause": "customer"},
                ],
            },
        )
        people = (
            {"cause": "unknown"},
            {"total": False},
            {"notified_suspension": "partial"},
            {"vpn_devices": "some_up"},
        )
        yield "credit", {"service": service, "incidents": [{"duration": "P2D", **fact} for fact in people]}
        yield "credit", {"service": service, "incidents": [{"month": "2025-05"}, {"duration": "P2D", "cause": "iij"}]}
        yield "compare", {"service": service, "other_service": "fms" if service == "ztna" else "ztna"}
    yield (
        "compare",
        {"service": "ztna", "configuration": STARTER, "other": {**COMPLETE, "ip": "ipv6", "options": ["sse"]}},
    )
    yield "compare", {"service": "ztna", "configuration": CORE, "other_service": "fms", "other": FMS}
    yield "compare", {"service": "ztna", "configuration": {**CORE, "options": ["sse"]}}
    for arrival, designated in (("2026-12-04", None), ("2025-12-02", "2026-01-01"), ("2026-12-04", "2027-03-31")):
        yield "termination", {"service": "ztna", "arrival": arrival, "designated": designated, "sent": "2025-12-01"}
        yield (
            "early-termination",
            {"service": "fms", "billing_start": "2026-12-15", "arrival": arrival, "designated": designated},
        )
    yield "latest-arrival", {"service": "fms", "desired": "2026-12-06"}
    yield "latest-arrival", {"service": "fms", "desired": "2027-05-03", "subject": "option"}
    yield "early-termination", {"service": "ztna", "ground": "terminated_by_iij"}
    yield "early-termination", {"service": "ztna", "billing_start": "2026-12-15", "designated": "2027-01-14"}
    yield (
        "early-termination",
        {"service": "fms", "subject": "multi_region", "billing_start": "2026-12-10", "arrival": "2026-12-05"},
    )
    late = {"claimable_on": "2025-01-31", "claimed_on": "2025-05-02", "restored_on": "2025-02-03"}
    yield "claim-deadline", {"service": "fms", **late}
    yield from _edges()


def _edges() -> Iterator[tuple[str, dict[str, Any]]]:
    """Requests at a boundary or with something odd, for the mutants that nothing else notices."""
    for service in ("ztna", "fms"):
        yield "termination", {"service": service, "arrival": "2026-12-01", "via": "phone"}
        yield "termination", {"service": service, "sent": "2026-12-01"}
        yield "termination", {"service": service, "arrival": "2026-12-02", "designated": "2027-01-01"}
        for rule, day in (("termination", "arrival"), ("latest-arrival", "desired")):
            for option in ("fax", "multi_region"):
                yield rule, {"service": service, "subject": "option", "option": option, day: "2026-12-01"}
        early = {"service": service, "billing_start": "2026-12-15"}
        for more in (
            {"arrival": "2026-12-01T00:00:00"},
            {"effective": "2027-01-14"},
            {"effective": "2027-01-20", "ground": "general_terms_28_2_or_3"},
            {"ground": "general_terms_28_2_or_3"},
            {"designated": "2027-01-13"},
            {"effective": "2027-01-20", "ground": "terminated_by_iij"},
        ):
            yield "early-termination", {**early, **more}
        yield "early-termination", {"service": service, "effective": "2027-01-14"}
        yield "early-termination", {"service": service, "designated": "2027-01-14"}
        yield "early-termination", {"service": service, "billing_start": "2022-12-15"}
        yield "early-termination", {"service": service, "billing_start_by": "2022-12-15"}
        yield "early-termination", {"service": service, "subject": "multi_region", "arrival": "2026-12-01"}
        yield "claim-deadline", {"service": service, **CLAIM, "claimed_on": "2025-05-03"}
        for incident in (
            {"duration": "PT30H", "known_after": "PT40H"},
            {"start": "2025-05-07T01:00:00", "duration": "PT30H", "known_to_iij_at": "2025-05-09T01:00:00"},
            {"start": "2025-05-01T10:30:15", "duration": "P3DT13H29M45S"},
            {"start": "2025-05-01T10:30:15", "duration": "P3DT13H29M46S"},
            {"start": "2025-05-01T00:00:00.5", "duration": "P3DT1S"},
            {"start": "2025-05-01T01:00:00", "end": "2025-05-01T01:00:00"},
            {"duration": "PT1810.50S"},
            {"duration": "P30D"},
            {"duration": "P31D"},
        ):
            yield "credit", {"service": service, "incidents": [incident]}
        suspended = {"duration": "P2D", "notified_suspension": "full"}
        yield "credit", {"service": service, "incidents": [suspended, {"duration": "PT31M"}]}
        yield "compare", {"service": service, "other_service": service}
        yield "compare", {"service": service, "other": {"grade": "Core", "licences": 100}}
        yield "compare", {"service": service, "configuration": {"options": ["multi_region"]}, "other": {}}
    fixed = {**STARTER, "bandwidth": 100}
    for current in (
        fixed,
        {"bandwidth": 100, "licences": 300},
        {**CORE, "options": ["multi_region"], "mr_region": "B"},
    ):
        yield "change", {"service": "ztna", "current": current, "set": {"grade": "Complete"}}
    yield "change", {"service": "ztna", "current": {**COMPLETE, "options": ["sse", "multi_region"]}, "add": ["sse"]}
    yield "change", {"service": "ztna", "current": {}, "set": {"licences": 1201}}
    yield "change", {"service": "ztna", "current": {}, "set": {"bandwidth": 100}}
    yield "change", {"service": "fms", "current": FMS, "set": {"concurrent": 2001, "servers": 0}}
    for peak in (1999, 2000, 15_000, 15_001):
        yield "usage", {"service": "fms", "peak": peak}


CLAIM = {"claimable_on": "2025-01-31", "restored_on": "2025-02-03"}
