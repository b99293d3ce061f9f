"""What the language room hands on: entities with spans and values, and the reading of a whole message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ENTITY_TYPES = (
    "date",  # ISO 8601 "2026-12-01"; extra: {"inferred": ["year"]} when the text did not say it
    "datetime",  # ISO 8601 local time in Asia/Tokyo, "2026-11-04T09:00:00"
    "month",  # "2026-11": a month without a day; extra {"part": "early" | "mid" | "late"}
    "week",  # ISO week "2026-W48": 来週, "next week"
    "year",  # "2027"; extra {"season": "spring"}, {"fiscal": true}
    "time",  # a time of day that no date stands beside, "09:00"; extra {"days": 1} for 24時 and later
    "duration",  # ISO 8601 duration with the units as written: "PT13H40M", "P3D", "PT90M", "P1M"; half a day is "PT12H"
    "money",  # yen, an integer
    "licences",  # an integer, "250ライセンス", "65k lic"
    "bandwidth",  # Mbps, an integer (1G = 1000)
    "log",  # retention in days, an integer; only with a word that says so ("ログ360", "90日保存")
    "servers",  # an integer, "12台" beside Mobilityサーバ
    "concurrent",  # an integer, "同時5000", "20,000 concurrent devices"
    "count",  # times: "2回", "twice"
    "percent",  # 99.99
    "fraction",  # "1/90", as in 90分の1
    "number",  # a number that nothing above claims; extra {"unit": "台"} when counted in something
    "grade",  # "Starter", "Core", "Complete"; extra {"unknown": true} for a grade the terms do not name ("Premium")
    "option",  # "multi_region", "transparent_proxy", "sse", "config_change", "intro_support"
    "service",  # "ztna", "fms"
    "item",  # a contract item named without a value: "grade", "licences", "bandwidth", "log", "region", "concurrent",
    #          "servers", "redundancy", "ip", "option"
    "ip",  # "ipv4", "ipv6"
    "region",  # a region as written: "東京", "Osaka"
    "product",  # a product of another company, or another service of IIJ, as written: "aws", "iijmio"
    "via",  # "form", "phone", "email", "chat", "letter"
    "clause",  # {"kind": "article"|"appendix"|"supplement"|"title", "path": "7.2.3"}, and when named "service", "limb",
    #            "outside"
)


# The items whose value is a number.
VALUES = ("licences", "bandwidth", "log", "servers", "concurrent")


@dataclass(frozen=True, slots=True)
class Entity:
    """One value found in a text.

    `start` and `end` are character offsets into the text as it was given (not normalised), end exclusive.
    `value` is plain JSON. `extra` carries what is known beside the value: {"inferred": ["year"], "candidates": [...]}
    with the other readings, {"range": "start" | "end"} for the ends of A〜B, {"relative": "+"} for "four more servers",
    {"approximate": true}, {"bound": "over" | "under"}, {"relation": "before" | "after"} for 30日前 that is no date,
    {"fuzzy": 0.86} for a spelling that was mended.
    """

    type: str
    text: str
    start: int
    end: int
    value: Any
    extra: Mapping[str, Any] = field(default_factory=dict)
