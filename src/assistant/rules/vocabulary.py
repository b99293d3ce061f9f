"""What each field of a request means, once for all rules: it is shown in the OpenAPI document and to agents."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "service": "The contract: ztna (IIJ フレックスモビリティサービス/ZTNA) or fms (the one without ZTNA).",
        "configuration": "The contract: its items and options.",
        "current": "The contract as it stands.",
        "set": "The items that are to get a new value.",
        "add": "Options to be taken.",
        "remove": "Options to be given up.",
        "keep": "Options that are to stay whatever else changes.",
        "via": "How it is asked for: form (the prescribed form, the default), phone, email, chat or letter.",
        "scope": "whole: what the contract needs is asked for. given: only what is named is judged.",
        "grade": "Starter, Core or Complete (ztna).",
        "licences": "Number of licences.",
        "bandwidth": "Bandwidth in Mbps; 1 Gbps is 1000 (ztna).",
        "log": "Days that logs are kept (ztna).",
        "concurrent": "Number of devices that may be connected at the same time (fms).",
        "servers": "Number of mobility servers (fms).",
        "region": "The region, by the name the customer uses; the terms do not name regions.",
        "redundancy": "Whether the mobility servers are redundant (fms).",
        "mr_region": "The region of the multi-region option, which has to be another than the contract's own.",
        "ip": "The kind of IP address: ipv4 or ipv6.",
        "options": "multi_region, transparent_proxy, sse, config_change, intro_support; null means not known.",
        "peak": "The most devices that were connected at the same time (fms).",
        "to": "What the contract is to become: ztna, fms, or a new Starter contract.",
        "subject": "What is ended or has the minimum term: the contract, or an option of it.",
        "option": "Which option is ended, when the subject is an option.",
        "arrival": "When the prescribed cancellation form reaches IIJ, not when it is sent: a day (2026-12-01), or a "
        "moment when the hour is known.",
        "designated": "The day of the end that is written into the form, if any.",
        "sent": "The day on which the form was sent, if only that is known.",
        "desired": "The day on which the contract or the option should end.",
        "billing_start": "The day on which charging began.",
        "billing_start_by": "A day by which charging had begun at the latest, when the day itself is not known.",
        "contract_date": "The day on which the contract was concluded, if only that is known.",
        "effective": "The day on which the end takes effect, when it is known.",
        "ground": "A ground of the end that may free from the settlement: general_terms_28_2_or_3 (ended under these "
        "articles of the general terms) or terminated_by_iij.",
        "claimable_on": "The day from which the credit can be claimed.",
        "claimed_on": "The day on which it was, or is to be, claimed.",
        "restored_on": "The day on which the service was back, when it is a later one.",
        "incidents": "The outages, one object each.",
        "monthly_fee": "The monthly fee of the basic service in yen, before tax; without it the credit is a fraction.",
        "duration": "How long the outage lasted, as an ISO 8601 duration without months and years: PT13H40M, P3DT1S; "
        "a day is 24 hours.",
        "start": "When the outage began: 2026-05-07T01:00:00+09:00, or without an offset in Japan's time.",
        "end": "When the outage ended, written in the same way.",
        "month": "The calendar month of the outage, 2026-05; credits are capped month by month.",
        "notified_suspension": "Whether it was a suspension that IIJ had announced: none, full or partial.",
        "vpn_devices": "Whether all VPN devices were down, or some were up (ztna).",
        "backbone_link": "Whether the link to the private backbone service was up or down (ztna).",
        "cause": "Whose cause it was: iij, customer, customer_line, third_party or unknown.",
        "total": "Whether the service could not be used at all (fms).",
        "known_to_iij_at": "When IIJ came to know of the outage, from which fms counts.",
        "known_after": "How long the outage had lasted when IIJ came to know of it (ISO 8601 duration).",
        "counted_from": "From when the duration counts: knowledge (IIJ's, the default for fms) or outage.",
        "other_service": "The service to compare with; the same one by default.",
        "other": "The contract to compare with.",
    }
)
