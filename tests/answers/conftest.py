"""Real decisions that between them carry every code the rules know, for both services."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.answers import Renderer
from assistant.rules import Decision, decide, load_parameters
from assistant.service import Assistant

TODAY = date(2026, 11, 22)

CORE = {"grade": "Core", "licences": 200, "bandwidth": 500, "region": "Tokyo", "options": []}
COMPLETE = {"grade": "Complete", "licences": 300, "bandwidth": 500, "log": 360, "region": "Tokyo", "options": ["sse"]}
MOBILE = {
    "licences": 2000,
    "concurrent": 2000,
    "servers": 4,
    "region": "Tokyo",
    "redundancy": True,
    "options": ["multi_region"],
    "mr_region": "Osaka",
}
NOON = "2026-11-04T12:00:00+09:00"

ZTNA: list[tuple[str, dict[str, Any]]] = [
    # what a contract may consist of
    ("configuration", {"configuration": {**CORE, "grade": "Premium"}}),
    ("configuration", {"configuration": {**CORE, "licences": 60050}}),
    ("configuration", {"configuration": {**CORE, "licences": 120}}),
    ("configuration", {"configuration": {"grade": "Starter", "licences": 100, "bandwidth": 300, "region": "Tokyo"}}),
    ("configuration", {"configuration": {**CORE, "bandwidth": 2500}}),
    ("configuration", {"configuration": {**CORE, "bandwidth": 2048}}),
    ("configuration", {"configuration": {**CORE, "log": 90}}),
    ("configuration", {"configuration": {**COMPLETE, "log": 365}}),
    ("configuration", {"configuration": {**CORE, "options": ["sse"]}}),
    ("configuration", {"configuration": {**CORE, "options": ["teleport"]}}),
    ("configuration", {"configuration": {**CORE, "options": ["multi_region"], "mr_region": "Tokyo"}}),
    ("configuration", {"configuration": {**CORE, "servers": 2}}),
    ("configuration", {"configuration": {**CORE, "ip": "ipv6"}}),
    (
        "configuration",
        {"configuration": {**COMPLETE, "options": ["multi_region"], "mr_region": "Osaka"}, "via": "email"},
    ),
    ("configuration", {"configuration": {**COMPLETE, "options": ["multi_region", "intro_support"]}}),
    ("configuration", {"configuration": {**CORE, "options": ["multi_region"], "mr_region": "Osaka"}}),
    ("configuration", {"configuration": {}}),
    ("configuration", {"configuration": {"options": ["sse"]}}),
    ("configuration", {"configuration": COMPLETE}),
    ("configuration", {"configuration": {"grade": "Starter", "options": ["sse"]}, "scope": "given"}),
    # changes
    ("change", {"current": CORE, "set": {"grade": "Starter"}}),
    ("change", {"current": CORE}),
    ("change", {"current": CORE, "set": {"licences": 200}}),
    ("change", {"current": CORE, "set": {"licences": 150, "bandwidth": 300}}),
    ("change", {"current": CORE, "set": {"region": "Osaka"}}),
    ("change", {"current": COMPLETE, "set": {"log": 90}}),
    ("change", {"current": COMPLETE, "set": {"grade": "Core"}}),
    ("change", {"current": COMPLETE, "set": {"grade": "Core"}, "remove": ["sse"]}),
    ("change", {"current": COMPLETE, "set": {"grade": "Core"}, "keep": ["sse"]}),
    ("change", {"current": CORE, "add": ["intro_support"]}),
    ("change", {"current": CORE, "add": ["multi_region"], "mr_region": "Osaka"}),
    ("change", {"current": CORE, "add": ["multi_region"], "scope": "given"}),
    ("change", {"current": CORE, "set": {"grade": "Complete"}, "scope": "given"}),
    ("change", {"current": COMPLETE, "remove": ["sse"]}),
    ("usage", {"current": CORE, "peak": 5000}),
    ("compare", {"other_service": "fms"}),
    ("compare", {"configuration": CORE, "other": COMPLETE}),
    ("switch", {"to": "fms"}),
    ("switch", {"to": "new_starter"}),
    # the end
    ("termination", {}),
    ("termination", {"arrival": "2026-12-01"}),
    ("termination", {"arrival": "2026-12-01", "designated": "2027-03-31"}),
    ("termination", {"arrival": "2026-12-01", "designated": "2026-12-10"}),
    ("termination", {"arrival": "2026-12-04"}),
    ("termination", {"arrival": "2026-12-01T00:00:00+09:00"}),
    ("termination", {"arrival": "2026-12-01", "via": "phone"}),
    ("termination", {"arrival": "2024-12-02"}),
    ("termination", {"subject": "option", "option": "sse", "arrival": "2026-12-01"}),
    ("latest-arrival", {}),
    ("latest-arrival", {"desired": "2027-03-31"}),
    ("latest-arrival", {"desired": "2026-12-01"}),
    ("minimum-term", {}),
    ("minimum-term", {"billing_start": "2026-11-10"}),
    ("minimum-term", {"subject": "multi_region", "billing_start": "2026-11-10"}),
    ("early-termination", {}),
    ("early-termination", {"billing_start": "2026-11-10", "effective": "2026-11-20"}),
    ("early-termination", {"billing_start": "2026-11-10", "effective": "2027-01-20"}),
    ("early-termination", {"billing_start": "2026-11-10", "effective": "2026-11-01"}),
    ("early-termination", {"billing_start_by": "2026-10-10", "effective": "2027-01-20"}),
    ("early-termination", {"billing_start": "2026-11-10", "effective": "2026-11-20", "ground": "terminated_by_iij"}),
    (
        "early-termination",
        {"billing_start": "2026-11-10", "effective": "2026-11-20", "ground": "general_terms_28_2_or_3"},
    ),
    ("early-termination", {"subject": "multi_region", "billing_start": "2026-11-10", "effective": "2026-11-20"}),
    # outages
    ("claim-deadline", {}),
    ("claim-deadline", {"claimable_on": "2026-11-10"}),
    ("claim-deadline", {"claimable_on": "2026-11-10", "claimed_on": "2026-11-22"}),
    ("claim-deadline", {"claimable_on": "2026-07-10", "claimed_on": "2026-11-22"}),
    ("claim-deadline", {"claimable_on": "2026-08-01", "claimed_on": "2026-11-02"}),
    ("claim-deadline", {"claimable_on": "2026-08-05", "claimed_on": "2026-11-06", "restored_on": "2026-08-07"}),
    ("credit", {"incidents": [{}]}),
    ("credit", {"incidents": [{"duration": "PT30M"}]}),
    ("credit", {"incidents": [{"duration": "PT45M", "month": "2026-11"}], "monthly_fee": 100001}),
    ("credit", {"incidents": [{"start": NOON, "end": "2026-11-07T13:00:00+09:00"}]}),
    ("credit", {"incidents": [{"duration": "PT45M", "notified_suspension": "full"}]}),
    ("credit", {"incidents": [{"duration": "PT45M", "notified_suspension": "partial"}]}),
    ("credit", {"incidents": [{"duration": "PT45M", "vpn_devices": "some_up"}]}),
    ("credit", {"incidents": [{"duration": "PT45M", "cause": "customer"}]}),
    ("credit", {"incidents": [{"duration": "PT45M", "cause": "customer_line"}]}),
    ("credit", {"incidents": [{"duration": "PT45M", "vpn_devices": "all_down"}, {"duration": "PT2H"}]}),
    ("credit", {"incidents": [{"duration": "P40D", "month": "2026-10"}, {"duration": "P8D", "month": "2026-10"}]}),
    ("credit", {"incidents": [{"duration": "P40D", "month": "2026-09"}, {"duration": "P40D"}]}),
]

FMS: list[tuple[str, dict[str, Any]]] = [
    ("configuration", {"configuration": {**MOBILE, "licences": 65100}}),
    ("configuration", {"configuration": {**MOBILE, "licences": 250}}),
    ("configuration", {"configuration": {**MOBILE, "concurrent": 3000}}),
    ("configuration", {"configuration": {**MOBILE, "servers": 11}}),
    ("configuration", {"configuration": {**MOBILE, "grade": "Core"}}),
    ("configuration", {"configuration": {**MOBILE, "bandwidth": 500, "log": 90}}),
    ("configuration", {"configuration": {**MOBILE, "options": ["sse"]}}),
    ("configuration", {"configuration": {**MOBILE, "mr_region": "Tokyo"}}),
    ("configuration", {"configuration": MOBILE, "via": "phone"}),
    ("configuration", {"configuration": {**MOBILE, "ip": "ipv6"}}),
    ("configuration", {"configuration": {}}),
    ("configuration", {"configuration": {**MOBILE, "licences": 100}}),
    ("change", {"current": MOBILE, "set": {"redundancy": False}}),
    ("change", {"current": MOBILE, "set": {"region": "Osaka"}}),
    ("change", {"current": MOBILE, "set": {"servers": 2, "licences": 1500}}),
    ("change", {"current": MOBILE, "remove": ["multi_region"]}),
    ("change", {"current": MOBILE, "remove": ["multi_region"], "via": "phone"}),
    ("change", {"current": {**MOBILE, "options": []}, "add": ["multi_region"], "mr_region": "Osaka"}),
    ("change", {"current": MOBILE}),
    ("change", {"current": MOBILE, "set": {"servers": 4}}),
    ("usage", {"current": MOBILE}),
    ("usage", {"current": MOBILE, "peak": 1500}),
    ("usage", {"current": MOBILE, "peak": 2300}),
    ("usage", {"current": {"concurrent": 15000}, "peak": 16000}),
    ("compare", {"other_service": "ztna"}),
    ("switch", {"to": "ztna"}),
    ("termination", {}),
    ("termination", {"arrival": "2026-12-01"}),
    ("termination", {"arrival": "2026-12-04"}),
    ("termination", {"arrival": "2026-12-01", "via": "email"}),
    ("termination", {"arrival": "2026-12-01T00:00:00+09:00"}),
    ("termination", {"arrival": "2022-12-01"}),
    ("termination", {"subject": "option", "option": "multi_region", "arrival": "2026-12-01"}),
    ("termination", {"subject": "option", "option": "sse", "arrival": "2026-12-01"}),
    ("latest-arrival", {"desired": "2027-03-31"}),
    ("latest-arrival", {"desired": "2026-12-01"}),
    ("minimum-term", {"billing_start": "2026-11-10"}),
    ("minimum-term", {"subject": "multi_region", "billing_start": "2026-11-10"}),
    ("early-termination", {"billing_start": "2026-11-10", "effective": "2026-11-20"}),
    ("early-termination", {"billing_start": "2026-11-10", "effective": "2027-01-20"}),
    ("early-termination", {"subject": "multi_region", "billing_start": "2026-11-10", "effective": "2026-11-20"}),
    (
        "early-termination",
        {
            "subject": "multi_region",
            "billing_start": "2026-11-10",
            "effective": "2026-11-20",
            "ground": "general_terms_28_2_or_3",
        },
    ),
    ("claim-deadline", {"claimable_on": "2026-11-10"}),
    ("claim-deadline", {"claimable_on": "2026-07-10", "claimed_on": "2026-11-22"}),
    ("credit", {"incidents": [{"duration": "PT5H"}]}),
    ("credit", {"incidents": [{"duration": "P2DT5H"}], "monthly_fee": 100000}),
    ("credit", {"incidents": [{"duration": "P2D", "cause": "unknown"}]}),
    ("credit", {"incidents": [{"duration": "P2D", "cause": "customer"}]}),
    ("credit", {"incidents": [{"duration": "P2D", "total": False}]}),
    ("credit", {"incidents": [{"duration": "P2D", "notified_suspension": "full"}]}),
    ("credit", {"incidents": [{"start": NOON, "end": "2026-11-07T13:00:00+09:00"}]}),
    ("credit", {"incidents": [{"duration": "P40D"}]}),
    ("credit", {"incidents": [{"duration": "P2D"}, {"duration": "P3D"}]}),
]

REQUESTS = [(rule, {"service": "ztna", **asked}) for rule, asked in ZTNA] + [
    (rule, {"service": "fms", **asked}) for rule, asked in FMS
]


@pytest.fixture(scope="session")
def decided() -> list[tuple[dict[str, Any], Decision]]:
    """Every request above with its decision."""
    book = load_parameters()
    return [(asked, decide(rule, asked, book, TODAY)) for rule, asked in REQUESTS]


@pytest.fixture(scope="session")
def renderer(assistant: Assistant) -> Renderer:
    return assistant.renderer
