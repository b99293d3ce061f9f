"""What the two contracts allow, written down a second time from the texts, for the sweeps to hold the rules against.

Nothing here reads the parameter files or the rules.
"""

from __future__ import annotations

from typing import Any

OPTIONS = {
    "ztna": ("multi_region", "transparent_proxy", "sse", "config_change", "intro_support"),
    "fms": ("multi_region", "config_change"),
}
ELIGIBLE = {
    "Starter": {"config_change", "intro_support"},
    "Core": {"multi_region", "transparent_proxy", "config_change", "intro_support"},
    "Complete": {"multi_region", "transparent_proxy", "sse", "config_change", "intro_support"},
}
MOST_LICENCES = {"Starter": 500, "Core": 60_000, "Complete": 60_000}
LOGS = (90, 180, 360)
ZTNA_ITEMS = ("grade", "licences", "bandwidth", "log", "region")
FMS_ITEMS = ("licences", "concurrent", "servers", "region", "redundancy")
ITEMS = ("grade", "licences", "bandwidth", "log", "concurrent", "servers", "region", "redundancy")


def ztna_codes(contract: dict[str, Any]) -> set[str]:
    """The codes of a new ZTNA contract with a known grade."""
    grade, codes = contract["grade"], set()
    licences, bandwidth, log = contract.get("licences"), contract.get("bandwidth"), contract.get("log")
    if licences is None:
        codes.add("I:licences")
    elif licences < 100 or licences > MOST_LICENCES[grade]:
        codes.add("D:LIC_RANGE")
    elif licences % 50 != 0:
        codes.add("D:LIC_STEP")
    if grade == "Starter":
        if bandwidth not in (None, 100):
            codes.add("D:BW_STARTER")
    elif bandwidth is None:
        codes.add("I:bandwidth")
    elif bandwidth < 200 or bandwidth > 2000:
        codes.add("D:BW_RANGE")
    if grade != "Complete":
        if log is not None:
            codes.add("D:LOG_GRADE")
    elif log is None:
        codes.add("I:log")
    elif log not in LOGS:
        codes.add("D:LOG_VALUE")
    if contract.get("region") is None:
        codes.add("I:region")
    for option in contract.get("options", ()):
        if option not in OPTIONS["ztna"]:
            codes.add(f"D:OPT_NONE:{option}")
        elif option not in ELIGIBLE[grade]:
            codes.add(f"D:OPT_GRADE:{option}")
        elif option == "multi_region":
            codes |= _second_region(contract)
    if contract.get("ip") == "ipv6":
        codes.add("D:IPV6")
    return codes | _absent(contract, ZTNA_ITEMS)


def fms_codes(contract: dict[str, Any]) -> set[str]:
    """The codes of a new FMS contract."""
    codes = {f"I:{item}" for item in FMS_ITEMS if contract.get(item) is None}
    licences = contract.get("licences")
    if licences is not None and not 100 <= licences <= 65_000:
        codes.add("D:LIC_RANGE")
    elif licences is not None and licences % 100 != 0:
        codes.add("D:LIC_STEP")
    if contract.get("concurrent") not in (None, 2000, 5000, 15_000):
        codes.add("D:CONC")
    if contract.get("servers") is not None and contract["servers"] not in range(1, 11):
        codes.add("D:SRV")
    for option in contract.get("options", ()):
        if option not in OPTIONS["fms"]:
            codes.add(f"D:OPT_NONE:{option}")
        elif option == "multi_region":
            codes |= _second_region(contract)
    return codes | _absent(contract, FMS_ITEMS)


def _second_region(contract: dict[str, Any]) -> set[str]:
    if contract.get("mr_region") is None:
        return {"I:mr_region"}
    return {"D:MR_SAME"} if contract["mr_region"] == contract.get("region") else set()


def _absent(contract: dict[str, Any], items: tuple[str, ...]) -> set[str]:
    return {f"D:NO_ITEM:{i}" for i in ITEMS if contract.get(i) is not None and i not in items}


def outcome(codes: set[str]) -> str:
    """denied > needs_human > needs_info > allowed."""
    kinds = {code[0] for code in codes}
    for kind, name in (("D", "denied"), ("H", "needs_human"), ("I", "needs_info")):
        if kind in kinds:
            return name
    return "allowed"
